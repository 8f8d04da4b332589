"""Checklist, quiz, readiness, questions, both ways through, and another reason: on the garden's pack."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from visit_worlds import WORDS, comparison, row, statement

from data.comparison import CellView, Comparison, Row, compare
from data.library import load
from data.schema import Fit, Use
from gui.visit.asking import names_overlap, offers, on_sheet
from gui.visit.changes import changes
from gui.visit.matters import checklist, ticked, ticked_count
from gui.visit.ready import closing, gaps, quiz, readiness
from gui.visit.short import differ_most, minutes
from gui.visit.state import Screen, Visit, Weight

PACK = load(Path(__file__).parents[1] / "content" / "packs" / "garden")
M, LOT = Weight.MATTERS, Weight.A_LOT


@pytest.fixture(scope="module")
def garden() -> Comparison:
    return compare(PACK)


@pytest.fixture(scope="module")
def vegetables() -> Comparison:
    return compare(PACK, "vegetables")


# --- checklist ------------------------------------------------------------------------------------------------------


def test_checklist_is_in_pack_order_and_its_fits_in_column_order(garden: Comparison) -> None:
    visit = Visit(ticks=(("low-cost", LOT), ("little-work", M)), order=(3, 0, 1, 2))
    lines = checklist(garden, visit)
    assert [line.statement.id for line in lines] == [s.id for s in PACK.structure.statements]
    assert [line.weight for line in lines[:5]] == [M, None, None, None, LOT]
    assert [fit.option for fit in lines[0].fits] == ["rain", "can", "hose", "drip"]
    assert [line.statement.id for line in ticked(garden, visit)] == ["little-work", "low-cost"]
    assert ticked_count(garden, visit) == 2


# --- quiz and readiness ---------------------------------------------------------------------------------------------


def test_quiz_answers_at_once_with_the_row_to_go_to(garden: Comparison, vegetables: Comparison) -> None:
    visit = Visit(quiz=(("least-work", 2), ("well-counted", 3)))
    lines = {line.question.id: line for line in quiz(garden, visit, WORDS)}
    assert (lines["least-work"].right, lines["least-work"].row) == (True, "work")
    assert lines["least-work"].verdict == WORDS["quiz.right"]
    assert lines["least-work"].question.why
    assert (lines["wet-leaves"].chosen, lines["wet-leaves"].right, lines["wet-leaves"].verdict) == (None, None, "")
    assert lines["well-counted"].right is True
    other = {line.question.id: line for line in quiz(vegetables, visit, WORDS)}["well-counted"]
    assert other.right is False
    assert other.question.choices[1] in other.verdict


def test_each_no_leads_somewhere(garden: Comparison) -> None:
    nos = Visit(readiness=tuple((q.id, False) for q in garden.readiness))
    lines = {line.question.id: line for line in readiness(garden, nos, WORDS)}
    assert {key: (line.screen, line.to_questions) for key, line in lines.items()} == {
        "know-enough": (Screen.OPTIONS, False),
        "what-matters": (Screen.MATTERS, False),
        "someone": (Screen.SHEET, True),
        "sure": (Screen.COMPARE, False),
    }
    assert lines["know-enough"].questions == ("price",)
    assert lines["someone"].go == WORDS["ready.go.questions"]
    assert [gap.id for gap in gaps(garden, nos)] == ["know-enough", "what-matters", "someone", "sure"]


def test_a_yes_and_no_answer_lead_nowhere(garden: Comparison) -> None:
    visit = Visit(readiness=(("sure", True),))
    for line in readiness(garden, visit, WORDS):
        assert (line.screen, line.questions, line.go) == (None, (), "")
    assert gaps(garden, visit) == ()


@pytest.mark.parametrize(
    ("answers", "key"),
    [((), "ready.wait"), ((True, True, True), "ready.wait"), ((True,) * 4, "ready.all_yes"),
     ((True, False, True, True), "ready.some_no")],
)  # fmt: skip
def test_waiting_is_always_an_answer(garden: Comparison, answers: tuple[bool, ...], key: str) -> None:
    visit = Visit(readiness=tuple(zip((q.id for q in garden.readiness), answers, strict=False)))
    assert closing(garden, visit, WORDS) == WORDS[key]
    assert "fine to wait" in closing(garden, visit, WORDS)


# --- questions ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def both(garden: Comparison, vegetables: Comparison) -> Comparison:
    """With the question that the names raise as well as the one that the reason raises."""
    named = next(q for q in vegetables.questions if q.raised_by_names)
    return replace(garden, questions=(*garden.questions, named))


def test_what_is_raised_is_offered_first(both: Comparison) -> None:
    visit = Visit(
        ticks=(("good-harvest", M),), readiness=(("know-enough", False),), name="sprinkler", questions=("price",)
    )
    offered = offers(both, visit)
    assert [(offer.question.id, offer.because.removeprefix("sheet.because.")) for offer in offered[:4]] == [
        ("soil-kind", "not_known"),
        ("price", "ready"),
        ("hose-ban", "name"),
        ("which-plants", "reason"),
    ]
    assert all(offer.because == "" for offer in offered[4:])
    assert all(offer.because in WORDS for offer in offered[:4])
    topics = [topic for topic, _ in both.topics]
    places = [topics.index(offer.question.topic) for offer in offered[4:]]
    assert places == sorted(places)
    assert {offer.question.id for offer in offered} == {q.id for q in both.questions}
    assert [offer.question.id for offer in offered if offer.picked] == ["price"]
    assert [offer.question.id for offer in offered if offer.automatic] == ["hose-ban", "which-plants"]


def test_nothing_is_raised_by_what_was_not_done(vegetables: Comparison) -> None:
    ticks = (("little-work", M),)
    bare = replace(vegetables, names=())
    assert {offer.because for offer in offers(bare, Visit(ticks=ticks))} == {""}
    unticked = next(offer for offer in offers(bare, Visit()) if offer.question.id == "soil-kind")
    assert unticked.because == ""


def test_questions_on_the_sheet(both: Comparison, vegetables: Comparison) -> None:
    assert [q.id for q in on_sheet(both, Visit())] == ["which-plants"]
    assert on_sheet(vegetables, Visit()) == ()
    visit = Visit(name="soaker", questions=("who-helps", "which-plants", "price", "unheard-of"))
    assert [q.id for q in on_sheet(both, visit)] == ["which-plants", "hose-ban", "who-helps", "price"]


def test_names_overlap_where_a_name_means_another_option(both: Comparison) -> None:
    assert names_overlap(both)  # "soaker" is another name of one option and can mean two
    assert not names_overlap(replace(both, names=tuple(n for n in both.names if n.id != "soaker")))
    raised = {offer.question.id: offer.because for offer in offers(both, Visit())}
    assert raised["hose-ban"] == "sheet.because.name"


# --- both ways ------------------------------------------------------------------------------------------------------


def answered(row_id: str, *answers: str) -> Row:
    made = row(row_id, row_id, [("a b c", "d e")] * len(answers), differs=len(set(answers)) > 1)
    cells = tuple(
        CellView(cell.option, cell.headline, cell.detail, answer, ())
        for cell, answer in zip(made.cells, answers, strict=True)
    )
    return replace(made, cells=cells)


def test_rows_that_differ_most() -> None:
    rows = [
        answered("same", "x", "x", "x"),
        answered("two", "x", "x", "y"),
        answered("two-tied", "x", "y", "y"),
        answered("three", "x", "y", "z"),
        answered("three-tied", "x", "y", "z"),
        answered("three-later", "x", "y", "z"),
    ]
    tied = [statement("s", [Fit.FITS] * 3, ("three-tied", "two-tied", "same"))]
    made = comparison(tied, rows)
    assert differ_most(made) == ("three-tied", "three", "three-later")
    assert differ_most(made, 5) == ("three-tied", "three", "three-later", "two-tied", "two")
    assert differ_most(comparison(tied, rows[:1])) == ()


def test_rows_that_tell_the_options_in_use_apart_come_first() -> None:
    """Two options that are one thing under two names for a reason are not weighed against each other."""
    made = comparison([], [answered("two-of-one", "x", "y", "x"), answered("apart", "x", "x", "y")])
    assert differ_most(made) == ("two-of-one", "apart")
    not_used = replace(made.options[1], use=Use.NOT_USED)
    assert differ_most(replace(made, options=(made.options[0], not_used, made.options[2]))) == ("apart", "two-of-one")


def test_rows_in_which_two_options_have_the_same_words_come_later() -> None:
    own_words = row("own", "own", [("a b", "d"), ("a c", "d"), ("a d", "d")])
    made = comparison([], [answered("same-words", "x", "y", "z"), own_words])
    assert differ_most(made) == ("own", "same-words")


def test_minutes_grow_with_what_is_to_be_read(garden: Comparison) -> None:
    few, many = minutes(garden), minutes(replace(garden, rows=garden.rows * 40))
    assert 1 <= few.short < few.long < many.long
    assert many.short >= few.short
    assert many.long % 5 == 0
    assert minutes(comparison(options=2)).short == 1


# --- another reason -------------------------------------------------------------------------------------------------


def test_another_reason_keeps_ticks_and_says_what_changed(garden: Comparison, vegetables: Comparison) -> None:
    visit = Visit(ticks=(("good-harvest", LOT), ("little-work", M)))
    assert changes(garden, vegetables, visit, WORDS) == (
        f"Now for: {vegetables.reason.name}.",
        "Your 2 ticks are kept.",
        "“Good growth” – Hose: not known (before: fits); Rain: does not fit (before: not known)",
    )
    assert changes(vegetables, garden, visit, WORDS)[2].count("before: ") == 2


def test_another_reason_without_a_change(garden: Comparison, vegetables: Comparison) -> None:
    one = changes(garden, vegetables, Visit(ticks=(("low-cost", M),)), WORDS)
    assert one[1:] == ("Your tick is kept.", "Each choice meets them as before.")
    assert changes(garden, vegetables, Visit(), WORDS) == (f"Now for: {vegetables.reason.name}.",)
    assert changes(garden, garden, Visit(ticks=(("good-harvest", M),)), WORDS) == ()
