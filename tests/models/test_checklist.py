"""The checklist's model holds Qt's rules while it changes, and says which rows and roles differ and no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from data.library import built_in, load
from gui.models.checklist import ChecklistModel, ChecklistRole
from gui.models.store import Store
from gui.visit import state as intents
from gui.visit.state import Screen, Visit, Weight
from gui.visit.words import load_words

GARDEN = Path(__file__).parent.parent / "content" / "packs" / "garden"
PACKS = {"built-in": load(built_in()), "garden": load(GARDEN)}
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
CHECK, DISPLAY = Qt.ItemDataRole.CheckStateRole, Qt.ItemDataRole.DisplayRole
SAID = Qt.ItemDataRole.AccessibleTextRole
TICKED = {int(CHECK), int(ChecklistRole.LINE), int(ChecklistRole.A_LOT)}
ON, OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


@pytest.fixture(params=PACKS)
def store(request: pytest.FixtureRequest, qapp: object) -> Store:
    return Store(PACKS[request.param], load_words("en"))


@pytest.fixture
def model(store: Store) -> ChecklistModel:
    return ChecklistModel(store)


class Told:
    """The changes since the last look, as (row, roles)."""

    def __init__(self, model: ChecklistModel) -> None:
        self.model = model
        self.changed, self.reset = QSignalSpy(model.dataChanged), QSignalSpy(model.modelReset)
        self._seen = 0

    def __call__(self) -> list[tuple[int, set[int]]]:
        new = [self.changed.at(i) for i in range(self._seen, self.changed.count())]
        self._seen = self.changed.count()
        for first, last, roles in new:
            assert first.row() == last.row()
            assert first.isValid() and first.model() is self.model
            assert roles, "roles are always named"
        return [(first.row(), {int(role) for role in roles}) for first, _, roles in new]


@pytest.fixture
def told(model: ChecklistModel) -> Told:
    return Told(model)


def ticks(model: ChecklistModel) -> list[int]:
    return [row for row in range(model.rowCount()) if model.index(row).data(CHECK) == ON]


def test_it_holds_the_rules_while_a_visit_goes_on(store: Store, model: ChecklistModel) -> None:
    tester = QAbstractItemModelTester(model, FATAL)
    order = tuple(reversed(range(len(store.pack.structure.options))))
    for row in (0, 2, 1):
        assert model.setData(model.index(row), ON, CHECK)
    assert model.setData(model.index(1), True, ChecklistRole.A_LOT)
    assert ticks(model) == [0, 1, 2]
    for reason in store.pack.structure.reasons:
        store.apply(intents.ChooseReason(reason.id))
        assert ticks(model) == [0, 1, 2], "ticks outlive a change of reason"
    store.apply(intents.HideNames(order))
    store.apply(intents.HideNames(None))
    assert model.setData(model.index(2), OFF, CHECK)
    store.start_over()
    assert ticks(model) == []
    assert tester.model() is model


def test_a_list_has_no_children(model: ChecklistModel, store: Store) -> None:
    assert model.rowCount() == len(store.pack.structure.statements)
    inside = model.index(0)
    assert model.rowCount(inside) == 0
    assert not model.index(0, 0, inside).isValid()
    assert model.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags
    assert model.data(QModelIndex(), DISPLAY) is None
    assert model.data(model.index(model.rowCount()), DISPLAY) is None
    assert model.data(inside, Qt.ItemDataRole.DecorationRole) is None


def test_a_row_says_its_statement_and_its_state(model: ChecklistModel, store: Store) -> None:
    for row, statement in enumerate(store.pack.structure.statements):
        index = model.index(row)
        say = store.pack.texts.statements[statement.id].say
        assert (index.data(DISPLAY), index.data(SAID), index.data(CHECK)) == (say, say, OFF)
        assert index.data(ChecklistRole.LINE) is model.line(row)
        assert index.data(ChecklistRole.A_LOT) is False
        assert index.flags() & Qt.ItemFlag.ItemIsUserCheckable
        assert index.flags() & Qt.ItemFlag.ItemIsEnabled


def test_a_tick_goes_through_the_store_and_is_told_of_one_row(model: ChecklistModel, store: Store, told: Told) -> None:
    statement = store.pack.structure.statements[1].id
    assert model.setData(model.index(1), ON, CHECK)
    assert store.visit.ticks == ((statement, Weight.MATTERS),)
    assert told() == [(1, TICKED)]
    assert model.setData(model.index(1), ON, CHECK)
    assert told() == [], "ticked already"
    assert model.setData(model.index(1), True, ChecklistRole.A_LOT)
    assert store.visit.weight(statement) is Weight.A_LOT
    assert model.index(1).data(ChecklistRole.A_LOT) is True
    assert told() == [(1, TICKED)]
    assert model.setData(model.index(1), ON, CHECK)
    assert store.visit.weight(statement) is Weight.A_LOT, "a tick does not make less of what matters a lot"
    assert model.setData(model.index(1), False, ChecklistRole.A_LOT)
    assert store.visit.weight(statement) is Weight.MATTERS
    assert model.setData(model.index(1), OFF, CHECK)
    assert store.visit == Visit()
    assert len(told()) == 2
    assert told.reset.count() == 0


def test_what_matters_a_lot_is_ticked_with_it(model: ChecklistModel, told: Told) -> None:
    assert model.setData(model.index(0), True, ChecklistRole.A_LOT)
    assert ticks(model) == [0]
    assert told() == [(0, TICKED)]


@pytest.mark.parametrize("role", [DISPLAY, Qt.ItemDataRole.EditRole, ChecklistRole.LINE])
def test_nothing_else_can_be_written(model: ChecklistModel, store: Store, told: Told, role: int) -> None:
    assert not model.setData(model.index(0), "other", role)
    assert not model.setData(QModelIndex(), ON, CHECK)
    assert not model.setData(model.index(99), ON, CHECK)
    assert (told(), store.visit) == ([], Visit())


def test_a_change_of_reason_is_told_of_the_rows_whose_fits_differ(
    model: ChecklistModel, store: Store, told: Told
) -> None:
    differed = 0
    for reason in (*store.pack.structure.reasons, store.pack.structure.reasons[0]):
        before = store.now.checklist
        store.apply(intents.ChooseReason(reason.id))
        rows = [row for row, (old, new) in enumerate(zip(before, store.now.checklist, strict=True)) if old != new]
        assert told() == [(row, {int(ChecklistRole.LINE)}) for row in rows]
        assert [model.line(row) for row in range(model.rowCount())] == list(store.now.checklist)
        differed += len(rows)
    assert differed, "no reason changes any fit: this test has seen nothing"
    assert told.reset.count() == 0


def test_other_words_are_told_as_words(model: ChecklistModel, store: Store, told: Told) -> None:
    lines = list(store.now.checklist)
    lines[1] = replace(lines[1], statement=replace(lines[1].statement, say="In other words."))
    store._now = replace(store.now, checklist=tuple(lines))
    store.changed.emit(frozenset({"checklist"}))
    assert told() == [(1, {int(DISPLAY), int(SAID), int(ChecklistRole.LINE)})]
    assert model.index(1).data(SAID) == "In other words."


def elsewhere(store: Store) -> list[intents.Intent]:
    structure = store.pack.structure
    return [
        intents.GoTo(Screen.COMPARE),
        intents.Search("a"),
        intents.ToggleGroup(structure.groups[0]),
        intents.OnlyDifferent(True),
        intents.OpenRow(structure.factors[0].id, True),
        intents.PickQuestion(structure.questions[0].id, True),
        intents.ChooseTextSize("large"),
        intents.ClearFilters(),
    ]


def test_what_does_not_touch_it_is_not_told(model: ChecklistModel, store: Store, told: Told) -> None:
    for intent in elsewhere(store):
        store.apply(intent)
        assert told() == [], intent
    assert told.reset.count() == 0


def test_a_wipe_is_told_of_the_rows_that_were_ticked(model: ChecklistModel, store: Store, told: Told) -> None:
    for row in (3, 0):
        model.setData(model.index(row), ON, CHECK)
    told()
    store.start_over()
    assert told() == [(0, TICKED), (3, TICKED)]
    assert told.reset.count() == 0


def test_other_statements_are_a_reset(model: ChecklistModel, store: Store, told: Told) -> None:
    tester = QAbstractItemModelTester(model, FATAL)
    store._now = replace(store.now, checklist=store.now.checklist[2:5])
    store.changed.emit(frozenset({"checklist"}))
    assert (told.reset.count(), told(), model.rowCount()) == (1, [], 3)
    assert model.index(0).data(DISPLAY) == store.now.checklist[0].statement.say
    assert tester.model() is model


def test_it_ends_with_its_parent(store: Store) -> None:
    owner = QObject()
    gone: list[bool] = []
    model = ChecklistModel(store, owner)
    note: Callable[[], None] = Ended(gone).note
    model.destroyed.connect(note)
    del owner
    assert gone == [True]
    store.apply(intents.Tick(store.pack.structure.statements[0].id, Weight.MATTERS))


class Ended:
    def __init__(self, gone: list[bool]) -> None:
        self.gone = gone

    def note(self) -> None:
        self.gone.append(True)
