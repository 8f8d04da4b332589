"""The store: one change, one swap, one signal that names what differs and no more."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.library import Pack, built_in, load
from gui.models.store import Derived, Store
from gui.visit import state as intents
from gui.visit.state import Intent, Screen, Visit, Weight
from gui.visit.words import load_words

GARDEN = Path(__file__).parent.parent / "content" / "packs" / "garden"
WORDS = load_words("en")
PACKS = {"built-in": load(built_in()), "garden": load(GARDEN)}


@pytest.fixture(params=PACKS)
def pack(request: pytest.FixtureRequest) -> Pack:
    return PACKS[request.param]


@pytest.fixture
def store(qapp: object, pack: Pack) -> Store:
    return Store(pack, WORDS)


class Heard:
    """What the store told, and what it held at that moment."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.told: list[frozenset[str]] = []
        self.held: list[Derived] = []
        store.changed.connect(self.hear)

    def hear(self, differs: frozenset[str]) -> None:
        self.told.append(differs)
        self.held.append(self.store.now)


def truly_different(before: Derived, after: Derived) -> frozenset[str]:
    return frozenset(
        field.name for field in fields(Derived) if getattr(before, field.name) != getattr(after, field.name)
    )


def at_work(pack: Pack) -> Iterator[tuple[str, Intent, frozenset[str]]]:
    """Intents one after the other on a new visit, and what each must and may change."""
    structure = pack.structure
    reason = next(r.id for r in structure.reasons if not r.general)
    tick = structure.statements[0].id
    yield "go", intents.GoTo(Screen.OPTIONS), frozenset({"visit"})
    yield "option", intents.ChooseOption(structure.options[1].id), frozenset({"visit"})
    yield "size", intents.ChooseTextSize("large"), frozenset({"visit"})
    yield "colours", intents.ChooseScheme("soft"), frozenset({"visit"})
    yield "question", intents.PickQuestion(structure.questions[0].id, True), frozenset({"visit"})
    yield "group", intents.ToggleGroup(structure.groups[0]), frozenset({"visit", "found"})
    yield "all", intents.AllGroups(), frozenset({"visit", "found"})
    yield "search for nothing", intents.Search("zzqx"), frozenset({"visit", "found"})
    yield "clear", intents.ClearFilters(), frozenset({"visit", "found"})
    yield "open", intents.OpenRow(structure.factors[0].id, True), frozenset({"visit", "rows"})
    yield "tick", intents.Tick(tick, Weight.MATTERS), frozenset({"visit", "rows", "checklist", "says"})
    yield "only mine", intents.OnlyMine(True), frozenset({"visit", "found"})
    yield "a lot", intents.Tick(tick, Weight.A_LOT), frozenset({"visit", "checklist"})
    yield "reason", intents.ChooseReason(reason), frozenset({"visit", "comparison"})


MAY_CHANGE_TOO = {
    "a lot": {"says"},
    "reason": {"columns", "rows", "found", "checklist", "says"},
}


def test_a_signal_names_what_differs_and_nothing_else(store: Store) -> None:
    heard = Heard(store)
    for name, intent, must in at_work(store.pack):
        before = store.now
        heard.told.clear()
        store.apply(intent)
        assert len(heard.told) == 1, name
        assert heard.told[0] == truly_different(before, store.now), name
        assert must <= heard.told[0] <= must | MAY_CHANGE_TOO.get(name, set()), name


def test_what_changes_nothing_is_silent(store: Store) -> None:
    structure = store.pack.structure
    tick = structure.statements[0].id
    store.apply(intents.Tick(tick, Weight.MATTERS))
    heard = Heard(store)
    before = store.now
    for intent in (
        intents.Tick(tick, Weight.MATTERS),
        intents.Tick("no-such-statement", Weight.MATTERS),
        intents.Tick(structure.statements[1].id, None),
        intents.GoTo(Screen.START),
        intents.ChooseReason("no-such-reason"),
        intents.ChooseOption("no-such-option"),
        intents.OpenRow(structure.factors[0].id, False),
        intents.Search(""),
        intents.ClearFilters(),
        intents.OnlyMine(False),
        intents.ChooseTextSize("enormous"),
    ):
        store.apply(intent)
        assert heard.told == [], intent
    assert store.now is before


def test_all_of_it_is_new_before_anybody_hears(store: Store) -> None:
    heard = Heard(store)
    statement = store.pack.structure.statements[0]
    store.apply(intents.Tick(statement.id, Weight.MATTERS))
    (held,) = heard.held
    assert held is store.now
    assert held.visit.ticks == ((statement.id, Weight.MATTERS),)
    assert [line.statement.id for line in held.checklist if line.weight] == [statement.id]
    assert {row.row.id for row in held.rows if row.mine} == set(statement.factors)
    assert [row.short for row in store.summary().matters] == [store.pack.texts.statements[statement.id].short]


def test_an_answer_to_a_change_is_heard_after_it(store: Store) -> None:
    """A listener that changes the visit in turn: nothing is lost, and the last word is whole."""
    statements = store.pack.structure.statements

    class Answering:
        def hear(self, _differs: frozenset[str]) -> None:
            store.apply(intents.Tick(statements[1].id, Weight.A_LOT))

    answering = Answering()
    store.changed.connect(answering.hear)
    heard = Heard(store)
    store.apply(intents.Tick(statements[0].id, Weight.MATTERS))
    assert dict(store.visit.ticks) == {statements[0].id: Weight.MATTERS, statements[1].id: Weight.A_LOT}
    assert len(heard.told) == 2
    assert heard.held[-1] is store.now


def test_the_wipe_is_one_change_to_what_a_new_person_finds(store: Store) -> None:
    fresh = store.now
    for _, intent, _ in at_work(store.pack):
        store.apply(intent)
    assert truly_different(fresh, store.now)
    heard = Heard(store)
    store.start_over()
    assert len(heard.told) == 1
    assert store.visit == Visit()
    assert store.now == fresh
    store.start_over()
    assert len(heard.told) == 1, "a second wipe finds nothing to wipe"


def test_the_sheet_is_reckoned_once_and_gone_with_the_visit(store: Store) -> None:
    store.apply(intents.Tick(store.pack.structure.statements[0].id, intents.Weight.MATTERS))
    said = store.summary()
    store.apply(intents.GoTo(Screen.SHEET))
    store.apply(intents.ChooseTextSize("largest"))
    assert store.summary() is said
    store.start_over()
    assert store._summary is None


def test_each_new_visit_asks_for_its_order_of_columns(qapp: object, pack: Pack) -> None:
    count = len(pack.structure.options)
    orders = iter([tuple(range(count)), tuple(reversed(range(count))), (0, 0, 0)])
    store = Store(pack, WORDS, lambda: next(orders))
    ids = [option.id for option in pack.structure.options]
    assert [column.option_id for column in store.now.columns] == ids
    heard = Heard(store)
    store.start_over()
    assert [column.option_id for column in store.now.columns] == ids[::-1]
    assert "columns" in heard.told[0]
    store.start_over()
    assert [column.option_id for column in store.now.columns] == ids, "an order that is none is not taken"


def test_the_sheet_says_when_its_content_is_past_its_date(qapp: object, pack: Pack) -> None:
    last = pack.structure.review_by
    for day, past in ((last, False), (last + datetime.timedelta(days=1), True)):
        said = Store(pack, WORDS, today=lambda day=day: day).summary().reviewed
        assert (pack.texts.about.after_review_by in said) == past


def test_what_a_sheet_says_of_its_content_is_reckoned_once_a_day(qapp: object, pack: Pack) -> None:
    day = datetime.date(2026, 11, 26)
    store = Store(pack, WORDS, today=lambda: day)
    of = store.credits()
    assert of.today == day
    assert store.credits(day) is of
    day = datetime.date(2026, 11, 27)
    assert store.credits().today == day


def any_intent(pack: Pack) -> st.SearchStrategy[Intent]:
    structure = pack.structure
    return st.one_of(
        st.builds(intents.ChooseReason, st.sampled_from([reason.id for reason in structure.reasons])),
        st.builds(
            intents.Tick,
            st.sampled_from([statement.id for statement in structure.statements]),
            st.sampled_from([None, *Weight]),
        ),
        st.builds(intents.ToggleGroup, st.sampled_from(structure.groups)),
        st.builds(intents.OnlyDifferent, st.booleans()),
        st.builds(intents.OnlyMine, st.booleans()),
        st.builds(intents.Search, st.text(max_size=6)),
        st.builds(intents.HideNames, st.sampled_from([None, tuple(reversed(range(len(structure.options))))])),
        st.builds(intents.OpenRow, st.sampled_from([factor.id for factor in structure.factors]), st.booleans()),
    )


@pytest.mark.parametrize("name", PACKS)
def test_what_is_shown_depends_on_the_visit_and_not_on_the_way_there(qapp: object, name: str) -> None:
    """Nothing that was kept for speed survives a change it should not."""
    pack = PACKS[name]
    store = Store(pack, WORDS)

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(any_intent(pack), max_size=8))
    def holds(sequence: list[Intent]) -> None:
        for intent in sequence:
            store.apply(intent)
            store.summary()
        other = Store(pack, WORDS)
        other._now = other._derive(store.visit)
        assert store.now == other.now
        assert store.summary() == other.summary()
        assert store.index.find("a").rows == other.index.find("a").rows

    holds()
