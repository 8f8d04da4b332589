"""The grid's model and filter hold Qt's rules while they change, and say what differs and no more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from gui.models.grid import GridFilter, GridModel, Marked, Role
from tests.grid_worlds import GROUPS, ROWS, WORDS, Finds, but, columns, many, plainly

SAID, TOLD = Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def model(qapp: object) -> GridModel:
    made = GridModel()
    made.put(plainly(), columns(), GROUPS, WORDS)
    return made


def ids(model: QAbstractItemModel) -> list[str]:
    return [model.index(row, 0).data(Role.ID) for row in range(model.rowCount())]


def test_model_and_filter_hold_the_rules_while_they_change(qapp: object) -> None:
    model = GridModel()
    shown = GridFilter()
    shown.setSourceModel(model)
    testers = [QAbstractItemModelTester(model, FATAL), QAbstractItemModelTester(shown, FATAL)]
    rows = plainly()
    model.put(rows, columns(), GROUPS, WORDS)
    for wanted in (("tall", "cost"), (), ("cut", "lasts", "fruit"), tuple(row.id for row in ROWS), ("fruit",)):
        shown.show_ids(wanted)
        assert ids(shown) == [row.id for row in ROWS if row.id in wanted]
    model.put(but(rows, "fruit", open=True, mine=("fruit",)), columns(), GROUPS, WORDS)
    model.put(but(rows, "fruit", open=True, mine=("fruit",)), columns(2), GROUPS, WORDS)
    model.put(rows[:3], columns(), GROUPS, WORDS)
    model.put((), (), (), WORDS)
    assert model.rowCount() == shown.rowCount() == 0
    assert testers


def test_a_table_has_no_children(model: GridModel) -> None:
    assert (model.rowCount(), model.columnCount()) == (5, 3)
    inside = model.index(0, 0)
    assert (model.rowCount(inside), model.columnCount(inside)) == (0, 0)
    assert model.data(QModelIndex()) is None
    assert model.data(inside, Qt.ItemDataRole.DecorationRole) is None


def test_only_what_differs_is_said(model: GridModel) -> None:
    rows = plainly()
    changed, reset = QSignalSpy(model.dataChanged), QSignalSpy(model.modelReset)
    model.put(plainly(), columns(), GROUPS, WORDS)
    assert (changed.count(), reset.count()) == (0, 0)
    model.put(but(rows, "cut", open=True), columns(), GROUPS, WORDS)
    assert (changed.count(), reset.count()) == (1, 0)
    first, last, roles = changed.at(0)
    assert (first.row(), first.column(), last.row(), last.column()) == (1, 0, 1, 2)
    assert set(roles) == {Role.ROW, Role.OPEN, SAID, TOLD}
    model.put(but(rows, "cut", mine=("short",)), columns(), GROUPS, WORDS)
    assert set(changed.at(1)[2]) == {Role.ROW, Role.OPEN, Role.MINE, SAID, TOLD}
    assert reset.count() == 0


def test_a_search_marks_and_changes_nothing_else(model: GridModel) -> None:
    changed, reset = QSignalSpy(model.dataChanged), QSignalSpy(model.modelReset)
    found = Finds("last")
    model.put(plainly(), columns(), GROUPS, WORDS, found)  # type: ignore[arg-type]
    assert [list(call[2]) for call in (changed.at(0),)] == [[Role.MARKS]]
    assert reset.count() == 0
    assert model.index(2, 2).data(Role.MARKS) == Marked(question=((17, 21),), headline=((8, 12),), detail=((8, 12),))
    assert model.index(0, 0).data(Role.MARKS) == Marked()
    model.put(plainly(), columns(), GROUPS, WORDS, found)  # type: ignore[arg-type]
    assert changed.count() == 1


@pytest.mark.parametrize("other", ["columns", "rows", "groups"])
def test_another_comparison_is_a_reset(model: GridModel, other: str) -> None:
    reset = QSignalSpy(model.modelReset)
    rows, cols, groups = plainly(), columns(), GROUPS
    if other == "columns":
        cols = tuple(reversed(cols))
    elif other == "rows":
        rows = plainly((replace(ROWS[0], differs=False), *ROWS[1:]))
    else:
        groups = (("garden", "Garden"), *GROUPS[1:])
    model.put(rows, cols, groups, WORDS)
    assert reset.count() == 1


def test_cells_follow_the_order_of_the_columns(qapp: object) -> None:
    model = GridModel()
    model.put(plainly(), tuple(reversed(columns())), GROUPS, WORDS)
    assert [model.index(1, column).data() for column in range(3)] == ["No", "Yes, once", "Yes"]
    assert [model.index(1, column).data(Role.CELL).option for column in range(3)] == ["o2", "o1", "o0"]
    assert [model.index(1, column).data(Role.COLUMN).short for column in range(3)] == ["Cedar", "Birch", "Ash"]
    assert model.index(2, 0).data(Role.GROUP_NAME) == "Over the years"


def test_reads_as_question_option_answer(model: GridModel) -> None:
    assert model.index(1, 1).data(SAID) == "Can it be cut? Birch: Yes, once."
    model.put(but(plainly(), "cut", open=True, mine=("to cut it", "neatness")), columns(), GROUPS, WORDS)
    assert model.index(1, 1).data(SAID) == (
        "Can it be cut? Birch: Yes, once. Yes, once is what the gardener said. You ticked: “to cut it” and “neatness”"
    )
    assert model.index(1, 1).data(Role.MINE) == "You ticked: “to cut it” and “neatness”"


def test_an_open_row_tells_its_numbers_to_those_who_listen(model: GridModel) -> None:
    assert model.index(2, 1).data(TOLD) == "Nine years is what the gardener said."
    model.put(but(plainly(), "lasts", open=True), columns(), GROUPS, WORDS)
    told = model.index(2, 1).data(TOLD)
    for part in ("Some people mind.", "3 months later", "46 of 100", "46 kept them, 54 did not", "53 of 125"):
        assert part in told
    for part in (
        "38 to 54 of 100",
        "About 10 more in 100, but it may be chance",
        "moderate",
        "225",
        "Study 9 of trees",
    ):
        assert part in told
    assert "36" not in told, "the number of another option"
    assert WORDS["number.none"] in model.index(2, 0).data(TOLD)


@pytest.mark.parametrize(("count", "resets"), [(40, 0), (5000, 2)])
def test_many_rows_that_come_or_go_are_told_at_once(qapp: object, count: int, resets: int) -> None:
    model, shown = GridModel(), GridFilter()
    rows = many(count, 2)
    model.put(rows, columns(2), (), WORDS)
    shown.setSourceModel(model)
    testers = [QAbstractItemModelTester(model, FATAL), QAbstractItemModelTester(shown, FATAL)]
    reset, removed = QSignalSpy(shown.modelReset), QSignalSpy(shown.rowsRemoved)
    for wanted in ([row.row.id for row in rows[::3]], [row.row.id for row in rows]):
        shown.show_ids(wanted)
        assert ids(shown) == wanted
        assert [shown.row_of(row_id) for row_id in wanted] == list(range(len(wanted)))
    assert reset.count() == resets
    assert bool(removed.count()) is not bool(resets)
    shown.show_ids(())
    assert shown.row_of("r0") is None and shown.row_of("no row") is None
    assert testers


def test_a_change_of_rows_is_told_of_those_that_are_shown(model: GridModel) -> None:
    shown = GridFilter()
    shown.setSourceModel(model)
    shown.show_ids(("cut", "fruit"))
    changed = QSignalSpy(shown.dataChanged)
    model.put(but(plainly(), "lasts", open=True), columns(), GROUPS, WORDS)
    assert changed.count() == 0
    model.put(but(plainly(), "fruit", open=True), columns(), GROUPS, WORDS)
    first, last, _ = changed.at(changed.count() - 1)
    assert (first.row(), last.row()) == (1, 1)
