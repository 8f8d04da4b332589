"""The rows of a comparison as an item model, and the filter over it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import groupby
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from data.comparison import CellView, Text
from data.prose import plain
from gui.visit.names import Column
from gui.visit.rows import Found, GridRow
from gui.visit.telling import outcome_said, source_lines
from gui.visit.words import Words

AnyIndex: TypeAlias = QModelIndex | QPersistentModelIndex
Spans: TypeAlias = tuple[tuple[int, int], ...]
NOWHERE = QModelIndex()
FEW = 64
"""So many rows that come or go are told one by one; where more do, all is told to be new."""


class Role(IntEnum):
    """What `data` answers to, besides Qt's display and accessible roles."""

    ROW = Qt.ItemDataRole.UserRole + 1
    """`GridRow`"""
    CELL = Qt.ItemDataRole.UserRole + 2
    """`CellView` of the index's column"""
    ID = Qt.ItemDataRole.UserRole + 3
    MINE = Qt.ItemDataRole.UserRole + 4
    """What the person ticked that touches this row, as one sentence; empty without ticks"""
    OPEN = Qt.ItemDataRole.UserRole + 5
    MARKS = Qt.ItemDataRole.UserRole + 6
    """`Marked`"""
    GROUP_NAME = Qt.ItemDataRole.UserRole + 8
    COLUMN = Qt.ItemDataRole.UserRole + 9
    """`Column` of the index's column"""
    WHOLE = Qt.ItemDataRole.UserRole + 10
    """`WholeRow`"""
    HEADLINES = Qt.ItemDataRole.UserRole + 11
    """`WholeRow`, its sentences not searched"""


@dataclass(frozen=True, slots=True)
class Marked:
    """Where the search stands in the plain texts of a row's question and of one cell."""

    question: Spans = ()
    headline: Spans = ()
    detail: Spans = ()


@dataclass(frozen=True, slots=True)
class WholeRow:
    """All that a row shows, its cells in the order of the columns."""

    row: GridRow
    cells: tuple[CellView, ...]
    columns: tuple[Column, ...]
    marks: tuple[Marked, ...]
    mine: str


UNMARKED = Marked()


class GridModel(QAbstractTableModel):
    """All rows of the comparison by the options in the person's order. It keeps what it is given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[GridRow, ...] = ()
        self._columns: tuple[Column, ...] = ()
        self._places: tuple[int, ...] = ()
        self._groups: dict[str, str] = {}
        self._words: Words | None = None
        self._found: Found | None = None
        self._ids: dict[str, int] = {}
        self._whole: dict[int, WholeRow] = {}
        self._headlines: dict[int, WholeRow] = {}

    def put(
        self,
        rows: tuple[GridRow, ...],
        columns: tuple[Column, ...],
        groups: tuple[tuple[str, str], ...] = (),
        words: Words | None = None,
        found: Found | None = None,
    ) -> None:
        """Takes new rows: a reset if comparison, columns or language changed, else a signal for just what differs.

        `groups` are (id, name); `found` marks what a search stands for, None without a search.
        """
        same = (
            columns == self._columns
            and words is self._words
            and dict(groups) == self._groups
            and (rows is self._rows or _same_rows(rows, self._rows))
        )
        if same:
            self._put_differences(rows, found)
        else:
            self.beginResetModel()
            self._rows, self._columns, self._words, self._found = rows, columns, words, found
            self._groups = dict(groups)
            self._whole, self._headlines = {}, {}
            self._ids = {row.row.id: at for at, row in enumerate(rows)}
            options = [cell.option for cell in rows[0].row.cells] if rows else []
            self._places = tuple(options.index(column.option_id) for column in columns) if rows else ()
            self.endResetModel()

    def _put_differences(self, rows: tuple[GridRow, ...], found: Found | None) -> None:
        before, self._rows = self._rows, rows
        remarked = found is not self._found
        if remarked:
            self._found, self._whole, self._headlines = found, {}, {}
        for at, (new, old) in enumerate(zip(rows, before, strict=True) if rows is not before else ()):
            if new is not old and new != old:
                self._whole.pop(at, None)
                self._headlines.pop(at, None)
                roles = [Role.ROW, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole]
                roles += [Role.MINE] if new.mine != old.mine else []
                roles += [Role.OPEN] if new.open != old.open else []
                self.dataChanged.emit(self.index(at, 0), self.index(at, len(self._columns) - 1), roles)
        if remarked and rows and self._columns:
            last = self.index(len(rows) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Role.MARKS])

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self.value(index.row(), index.column(), role) if index.isValid() else None

    def value(self, at: int, column: int, role: int) -> Any:
        """What `data` gives for that row and column."""
        row = self._rows[at]
        match role:
            case Role.WHOLE:
                return self._whole_row(at)
            case Role.HEADLINES:
                return self._whole_row(at, details=False)
            case Role.ROW:
                return row
            case Role.ID:
                return row.row.id
            case Role.CELL:
                return self._cell(at, column)
            case Role.COLUMN:
                return self._columns[column]
            case Role.GROUP_NAME:
                return self._groups.get(row.row.group, "")
            case Role.MINE:
                return self._mine(row)
            case Role.OPEN:
                return row.open
            case Role.MARKS:
                return self._whole_row(at).marks[column]
            case Qt.ItemDataRole.DisplayRole:
                return plain(self._cell(at, column).headline)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._said(at, column)
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._told(at, column)
            case _:
                return None

    def place(self, row_id: str) -> int | None:
        """Where the row of that id stands."""
        return self._ids.get(row_id)

    def places(self, ids: Iterable[str]) -> list[int]:
        """Where the rows of these ids stand, from the top down."""
        return sorted(self._ids[row_id] for row_id in ids if row_id in self._ids)

    def _cell(self, at: int, column: int) -> CellView:
        return self._rows[at].row.cells[self._places[column]]

    def _mine(self, row: GridRow) -> str:
        if not row.mine or self._words is None:
            return ""
        quoted = tuple(self._words.say("list.quoted", text=short) for short in row.mine)
        return self._words.say("rows.ticked", factors=self._words.listed(quoted))

    def _whole_row(self, at: int, *, details: bool = True) -> WholeRow:
        kept = self._whole if details else self._headlines
        known = kept.get(at)
        if known is None:
            row = self._rows[at]
            cells = tuple(row.row.cells[place] for place in self._places)
            marks = self._marks(row, cells, details=details)
            known = kept[at] = WholeRow(row, cells, self._columns, marks, self._mine(row))
        return known

    def _marks(self, row: GridRow, cells: tuple[CellView, ...], *, details: bool) -> tuple[Marked, ...]:
        if self._found is None:
            return (UNMARKED,) * len(cells)
        find = self._found.marks
        question = find(plain(row.row.question))
        return tuple(
            Marked(question, find(plain(cell.headline)), find(plain(cell.detail)) if details else ()) for cell in cells
        )

    def _said(self, at: int, column: int) -> str:
        """Question, option, answer, as one would say it."""
        row, cell = self._rows[at], self._cell(at, column)
        parts = [plain(row.row.question), f"{self._columns[column].short}: {sentence(cell.headline)}"]
        if row.open:
            parts.append(sentence(cell.detail))
        if row.mine:
            parts.append(self._mine(row))
        return " ".join(parts)

    def _told(self, at: int, column: int) -> str:
        """What an open row shows below its answers, for this option; of a closed row the answer's sentences."""
        row, cell = self._rows[at], self._cell(at, column)
        if not row.open or self._words is None:
            return sentence(cell.detail)
        words = self._words
        parts = [f"{words['grid.why']}: {sentence(row.row.why)}"] if row.row.why else []
        parts += [outcome_said(outcome, cell.option, words) for outcome in row.row.outcomes]
        facts = [*cell.facts, *(fact for outcome in row.row.outcomes for fact in outcome.facts)]
        sources = source_lines(facts, words)
        if sources:
            parts.append(f"{words['grid.sources']}: {'; '.join(sources)}.")
        return " ".join(parts)


def sentence(pieces: Text) -> str:
    """The words, ended by a full stop where nothing ends them."""
    text = plain(pieces).strip()
    return text if not text or text[-1] in ".!?…" else f"{text}."


class GridFilter(QAbstractTableModel):
    """Leaves the rows of the given ids, in the model's order.

    Qt's own filter asks about each of ten thousand rows, and tells of each that comes or goes (docs/decisions/050).
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = GridModel(self)
        self._shown: Iterable[str] | None = None
        self._places: list[int] = []

    def setSourceModel(self, source: GridModel) -> None:
        """The model whose rows are shown; to be called once."""
        self._source = source
        source.modelAboutToBeReset.connect(self.beginResetModel)
        source.modelReset.connect(self._take_all)
        source.dataChanged.connect(self._changed)
        self.beginResetModel()
        self._take_all()

    def show_ids(self, ids: Iterable[str]) -> None:
        """Shows these rows and no others."""
        if ids is not self._shown:
            self._shown = ids
            self._turn(self._source.places(ids))

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        return self._source.columnCount(parent)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self._source.value(self._places[index.row()], index.column(), role) if index.isValid() else None

    def value(self, at: int, column: int, role: int) -> Any:
        """What `data` gives for that row and column."""
        return self._source.value(self._places[at], column, role)

    def row_of(self, row_id: str) -> int | None:
        """Where the row of that id is shown, if it is."""
        place = self._source.place(row_id)
        row = bisect_left(self._places, place) if place is not None else len(self._places)
        return row if row < len(self._places) and self._places[row] == place else None

    def _take_all(self) -> None:
        count = self._source.rowCount()
        self._places = self._source.places(self._shown) if self._shown is not None else list(range(count))
        self.endResetModel()

    def _turn(self, places: list[int]) -> None:
        gone, come = set(self._places) - set(places), set(places) - set(self._places)
        if len(gone) + len(come) > FEW:
            self.beginResetModel()
            self._places = places
            self.endResetModel()
            return
        for first, last in reversed([*_runs(i for i, place in enumerate(self._places) if place in gone)]):
            self.beginRemoveRows(NOWHERE, first, last)
            self._places = self._places[:first] + self._places[last + 1 :]
            self.endRemoveRows()
        for first, last in _runs(i for i, place in enumerate(places) if place in come):
            self.beginInsertRows(NOWHERE, first, last)
            self._places = self._places[:first] + places[first : last + 1] + self._places[first:]
            self.endInsertRows()

    def _changed(self, top: AnyIndex, bottom: AnyIndex, roles: list[int]) -> None:
        first, end = bisect_left(self._places, top.row()), bisect_left(self._places, bottom.row() + 1)
        if first < end:
            self.dataChanged.emit(self.index(first, top.column()), self.index(end - 1, bottom.column()), roles)


def _same_rows(some: tuple[GridRow, ...], others: tuple[GridRow, ...]) -> bool:
    return len(some) == len(others) and all(a.row is b.row or a.row == b.row for a, b in zip(some, others, strict=True))


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of numbers without a gap."""
    for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        whole = [number for _, number in run]
        yield whole[0], whole[-1]
