"""The rows of a comparison as an item model, and the filter over it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from data.comparison import CellView, Text
from data.prose import plain
from gui.visit.names import Column
from gui.visit.rows import Found, GridRow
from gui.visit.telling import outcome_said, source_lines
from gui.visit.words import Words

AnyIndex: TypeAlias = QModelIndex | QPersistentModelIndex
Spans: TypeAlias = tuple[tuple[int, int], ...]
NOWHERE = QModelIndex()


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
    GROUP = Qt.ItemDataRole.UserRole + 7
    GROUP_NAME = Qt.ItemDataRole.UserRole + 8
    COLUMN = Qt.ItemDataRole.UserRole + 9
    """`Column` of the index's column"""


@dataclass(frozen=True, slots=True)
class Marked:
    """Where the search stands in the plain texts of a row's question and of one cell."""

    question: Spans = ()
    headline: Spans = ()
    detail: Spans = ()


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
        self._marked: dict[tuple[int, int], Marked] = {}

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
            and len(rows) == len(self._rows)
            and all(new.row is old.row or new.row == old.row for new, old in zip(rows, self._rows, strict=True))
        )
        if same:
            self._put_differences(rows, found)
        else:
            self.beginResetModel()
            self._rows, self._columns, self._words, self._found = rows, columns, words, found
            self._groups = dict(groups)
            self._marked = {}
            options = [cell.option for cell in rows[0].row.cells] if rows else []
            self._places = tuple(options.index(column.option_id) for column in columns) if rows else ()
            self.endResetModel()

    def _put_differences(self, rows: tuple[GridRow, ...], found: Found | None) -> None:
        before, self._rows = self._rows, rows
        remarked = found is not self._found
        if remarked:
            self._found, self._marked = found, {}
        for at, (new, old) in enumerate(zip(rows, before, strict=True)):
            if new is not old and new != old:
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
        if not index.isValid():
            return None
        at, column = index.row(), index.column()
        row = self._rows[at]
        match role:
            case Role.ROW:
                return row
            case Role.ID:
                return row.row.id
            case Role.CELL:
                return self._cell(at, column)
            case Role.COLUMN:
                return self._columns[column]
            case Role.GROUP:
                return row.row.group
            case Role.GROUP_NAME:
                return self._groups.get(row.row.group, "")
            case Role.MINE:
                return self._mine(row)
            case Role.OPEN:
                return row.open
            case Role.MARKS:
                return self._marks(at, column)
            case Qt.ItemDataRole.DisplayRole:
                return plain(self._cell(at, column).headline)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._said(at, column)
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._told(at, column)
            case _:
                return None

    def row_id(self, row: int) -> str:
        """The id of a row, for a filter that asks ten thousand times."""
        return self._rows[row].row.id

    def _cell(self, at: int, column: int) -> CellView:
        return self._rows[at].row.cells[self._places[column]]

    def _mine(self, row: GridRow) -> str:
        if not row.mine or self._words is None:
            return ""
        quoted = tuple(self._words.say("list.quoted", text=short) for short in row.mine)
        return self._words.say("rows.ticked", factors=self._words.listed(quoted))

    def _marks(self, at: int, column: int) -> Marked:
        if self._found is None:
            return Marked()
        if (at, column) not in self._marked:
            row, cell, find = self._rows[at].row, self._cell(at, column), self._found.marks
            self._marked[at, column] = Marked(
                find(plain(row.question)), find(plain(cell.headline)), find(plain(cell.detail))
            )
        return self._marked[at, column]

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


class GridFilter(QSortFilterProxyModel):
    """Leaves the rows of the given ids, in the model's order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: frozenset[str] | None = None
        # What decides is an id, and ids do not change with data: no need to look at every row again.
        self.setDynamicSortFilter(False)

    def show_ids(self, ids: Iterable[str]) -> None:
        """Shows these rows and no others."""
        wanted = frozenset(ids)
        if wanted != self._shown:
            self.beginFilterChange()
            self._shown = wanted
            self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, source_row: int, source_parent: AnyIndex) -> bool:
        if self._shown is None:
            return True
        source = self.sourceModel()
        if isinstance(source, GridModel):
            return source.row_id(source_row) in self._shown
        return source.index(source_row, 0, source_parent).data(Role.ID) in self._shown
