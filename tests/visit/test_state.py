"""Any sequence of intents leaves a valid visit, and a wipe leaves nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.comparison import compare
from data.library import Pack, load
from gui.visit import state
from gui.visit.asking import offers, on_sheet
from gui.visit.credits import Credits
from gui.visit.matters import checklist, ticked_count
from gui.visit.names import columns, veiled
from gui.visit.ready import closing, gaps, quiz, readiness
from gui.visit.rows import SearchIndex, filtered, grid_rows
from gui.visit.says import says
from gui.visit.state import Intent, NewVisit, Visit, apply
from gui.visit.summary import summarise
from gui.visit.words import load_words

PACK = load(Path(__file__).parents[1] / "content" / "packs" / "garden")
WORDS = load_words("en")
CREDITS = Credits(PACK, WORDS, PACK.structure.produced)
STRUCTURE = PACK.structure
INTENTS = get_args(Intent)
SEARCHES = ["water", "mould", "harvst", "drip line"]


def ids(things: tuple[Any, ...]) -> st.SearchStrategy[str]:
    """Mostly ids that exist."""
    return st.sampled_from([*(thing.id for thing in things), "unheard-of"])


def orders() -> st.SearchStrategy[tuple[int, ...]]:
    whole = st.permutations(range(len(STRUCTURE.options))).map(tuple)
    return st.one_of(whole, st.lists(st.integers(-1, 5), max_size=5).map(tuple))


def intents() -> st.SearchStrategy[Intent]:
    on = st.booleans()
    s = STRUCTURE
    made: dict[type, st.SearchStrategy[Intent]] = {
        state.NewVisit: st.builds(state.NewVisit, orders()),
        state.GoTo: st.builds(state.GoTo, st.sampled_from(state.Screen)),
        state.ShowAbout: st.builds(state.ShowAbout, on),
        state.ChooseReason: st.builds(state.ChooseReason, ids(s.reasons)),
        state.ChooseName: st.builds(state.ChooseName, ids(s.names)),
        state.ChoosePace: st.builds(state.ChoosePace, st.sampled_from(state.Pace)),
        state.ChooseOption: st.builds(state.ChooseOption, ids(s.options)),
        state.OpenSection: st.builds(state.OpenSection, st.sampled_from(["steps", "better"]), on),
        state.ChooseShow: st.builds(state.ChooseShow, st.sampled_from(state.ShowFigures)),
        state.Search: st.builds(state.Search, st.one_of(st.text(max_size=80), st.sampled_from(SEARCHES))),
        state.ToggleGroup: st.builds(state.ToggleGroup, st.sampled_from([*s.groups, "unheard-of"])),
        state.AllGroups: st.just(state.AllGroups()),
        state.OnlyDifferent: st.builds(state.OnlyDifferent, on),
        state.OnlyMine: st.builds(state.OnlyMine, on),
        state.ClearFilters: st.just(state.ClearFilters()),
        state.ShowFull: st.builds(state.ShowFull, on),
        state.OpenRow: st.builds(state.OpenRow, ids(s.factors), on),
        state.Tick: st.builds(state.Tick, ids(s.statements), st.sampled_from([None, *state.Weight])),
        state.HideNames: st.builds(state.HideNames, st.one_of(st.none(), orders())),
        state.AnswerQuiz: st.builds(state.AnswerQuiz, ids(s.quiz), st.integers(-1, 4)),
        state.AnswerReadiness: st.builds(state.AnswerReadiness, ids(s.readiness), on),
        state.PickQuestion: st.builds(state.PickQuestion, ids(s.questions), on),
        state.Lean: st.builds(state.Lean, st.one_of(st.none(), st.just(state.LEAN_UNKNOWN), ids(s.options))),
        state.ChooseTextSize: st.builds(state.ChooseTextSize, st.sampled_from([*state.TEXT_SIZES, "huge"])),
        state.ChooseScheme: st.builds(state.ChooseScheme, st.sampled_from([*state.SCHEMES, "red"])),
        state.ChooseLanguage: st.builds(state.ChooseLanguage, st.sampled_from(["en", "xx"])),
        state.ResetDisplay: st.just(state.ResetDisplay()),
    }  # fmt: skip
    assert set(made) == set(INTENTS), "every intent has its strategy"
    return st.one_of(*made.values())


def assert_valid(pack: Pack, visit: Visit) -> None:
    s = pack.structure

    def known(things: tuple[Any, ...]) -> set[str | None]:
        return {thing.id for thing in things}

    natural = tuple(range(len(s.options)))
    assert visit.reason in known(s.reasons) | {None}
    assert visit.name in known(s.names) | {None}
    assert visit.option in known(s.options) | {None}
    assert visit.lean in known(s.options) | {None, state.LEAN_UNKNOWN}
    assert visit.groups <= set(s.groups)
    assert visit.open_rows <= known(s.factors)
    assert visit.order == () or tuple(sorted(visit.order)) == natural
    assert visit.hidden is None or tuple(sorted(visit.hidden)) == natural
    assert len(visit.search) <= state.SEARCH_LENGTH
    assert {t for t, _ in visit.ticks} <= known(s.statements)
    assert all(isinstance(weight, state.Weight) for _, weight in visit.ticks)
    assert {q for q, _ in visit.quiz} <= known(s.quiz)
    assert {q for q, _ in visit.readiness} <= known(s.readiness)
    assert set(visit.questions) <= known(s.questions)
    for pairs in (visit.ticks, visit.quiz, visit.readiness, visit.sections):
        assert len({key for key, _ in pairs}) == len(pairs)
    assert len(set(visit.questions)) == len(visit.questions)
    assert visit.text_size in {*state.TEXT_SIZES, None}
    assert visit.scheme in {*state.SCHEMES, None}
    assert visit.language in {*s.languages, None}
    hash(visit)


@given(st.lists(intents(), max_size=25))
@settings(max_examples=300, deadline=None, database=None)
def test_any_sequence_then_wipe_is_a_new_visit(sequence: list[Intent]) -> None:
    visit = Visit()
    for intent in sequence:
        visit = apply(PACK, visit, intent)
        assert_valid(PACK, visit)
    assert apply(PACK, visit, NewVisit()) == Visit()


@given(st.lists(intents(), max_size=30))
@settings(max_examples=100, deadline=None, database=None)
def test_everything_can_be_derived_from_any_visit(sequence: list[Intent]) -> None:
    visit = Visit()
    for intent in sequence:
        visit = apply(PACK, visit, intent)
    bare = compare(PACK, visit.reason)
    comparison = veiled(bare, visit)
    found = filtered(comparison, visit, SearchIndex(comparison))
    assert (found.loosen is None) == bool(found.shown)
    assert len(grid_rows(comparison, visit)) == found.total
    assert len(columns(comparison, visit)) == len(comparison.options)
    assert len([line for line in checklist(comparison, visit) if line.weight]) == ticked_count(comparison, visit)
    said = says(comparison, visit, WORDS)
    assert said.ticked == len(visit.ticks)
    assert {q.id for q in on_sheet(comparison, visit)} <= {o.question.id for o in offers(comparison, visit)}
    assert len(gaps(comparison, visit)) == sum(line.answer is False for line in readiness(comparison, visit, WORDS))
    assert closing(comparison, visit, WORDS)
    assert all((line.chosen is None) == (line.verdict == "") for line in quiz(comparison, visit, WORDS))
    assert summarise(PACK, comparison, visit, WORDS, CREDITS) == summarise(PACK, bare, visit, WORDS, CREDITS)


@given(st.lists(intents(), max_size=12), orders())
@settings(max_examples=100, deadline=None, database=None)
def test_a_wipe_may_turn_the_columns(sequence: list[Intent], order: tuple[int, ...]) -> None:
    visit = Visit()
    for intent in sequence:
        visit = apply(PACK, visit, intent)
    wiped = apply(PACK, visit, NewVisit(order))
    assert wiped in (Visit(order=order), Visit())
    assert (wiped.order == order) == (sorted(order) == list(range(len(STRUCTURE.options))) or order == ())


def test_a_search_is_kept_up_to_its_length() -> None:
    assert apply(PACK, Visit(), state.Search("x" * 999)).search == "x" * state.SEARCH_LENGTH


def test_comparison_counts_as_opened_once_it_was_seen() -> None:
    visit = apply(PACK, Visit(), state.GoTo(state.Screen.COMPARE))
    assert apply(PACK, visit, state.GoTo(state.Screen.START)).compared
    assert not apply(PACK, Visit(), state.GoTo(state.Screen.MATTERS)).compared


@pytest.mark.parametrize("weight", list(state.Weight))
def test_unticking_forgets_the_weight(weight: state.Weight) -> None:
    statement = STRUCTURE.statements[0].id
    visit = apply(PACK, Visit(), state.Tick(statement, weight))
    assert visit.weight(statement) is weight
    assert apply(PACK, visit, state.Tick(statement, None)) == Visit()


def test_what_cannot_be_read_without_names_is_closed_while_they_are_hidden() -> None:
    order = tuple(reversed(range(len(STRUCTURE.options))))
    visit = apply(PACK, apply(PACK, Visit(), state.GoTo(state.Screen.COMPARE)), state.HideNames(order))
    assert apply(PACK, visit, state.GoTo(state.Screen.OPTIONS)) == visit
    assert apply(PACK, visit, state.ShowAbout(True)) == visit
    shown = apply(PACK, visit, state.HideNames(None))
    assert apply(PACK, shown, state.GoTo(state.Screen.OPTIONS)).screen is state.Screen.OPTIONS
    assert apply(PACK, shown, state.ShowAbout(True)).about


@pytest.mark.parametrize("before", [state.GoTo(state.Screen.OPTIONS), state.ShowAbout(True)])
def test_hiding_the_names_closes_what_cannot_be_read_without_them(before: Intent) -> None:
    order = tuple(reversed(range(len(STRUCTURE.options))))
    visit = apply(PACK, apply(PACK, Visit(), before), state.HideNames(order))
    assert (visit.screen, visit.about, visit.hidden) == (state.Screen.COMPARE, False, order)


def test_which_letter_was_which_is_known_until_one_goes_on() -> None:
    order = tuple(reversed(range(len(STRUCTURE.options))))
    shown = apply(PACK, apply(PACK, Visit(), state.HideNames(order)), state.HideNames(None))
    assert (shown.hidden, shown.was_hidden) == (None, order)
    assert apply(PACK, shown, state.HideNames(None)) == shown
    assert apply(PACK, shown, state.HideNames(order)).was_hidden is None
    assert apply(PACK, shown, state.GoTo(state.Screen.MATTERS)).was_hidden is None


def test_the_short_way_begins_without_filters() -> None:
    visit = apply(PACK, apply(PACK, Visit(), state.Search("tap")), state.OnlyDifferent(True))
    short = apply(PACK, visit, state.ChoosePace(state.Pace.SHORT))
    assert (short.search, short.only_different, short.pace) == ("", False, state.Pace.SHORT)
    assert apply(PACK, visit, state.ChoosePace(state.Pace.LONG)).search == "tap"
