"""The checklist as an item model: one statement a row, ticked and weighted through the store."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.models.store import Store
from gui.visit.matters import ChecklistLine
from gui.visit.state import Tick, Weight

Index = QModelIndex | QPersistentModelIndex


class ChecklistRole(IntEnum):
    """`LINE` is the ChecklistLine; `A_LOT` is writable: whether a ticked statement matters a lot."""

    LINE = int(Qt.ItemDataRole.UserRole) + 1
    A_LOT = int(Qt.ItemDataRole.UserRole) + 2


class ChecklistModel(QAbstractListModel):
    """Follows the store. CheckStateRole ticks, `A_LOT` weighs; both go through `store.apply`."""

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._lines = store.now.checklist
        store.changed.connect(self._follow)

    def line(self, row: int) -> ChecklistLine:
        return self._lines[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._lines):
            return None
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return line.statement.say
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if line.weight else Qt.CheckState.Unchecked
            case ChecklistRole.LINE:
                return line
            case ChecklistRole.A_LOT:
                return line.weight is Weight.A_LOT
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or not 0 <= index.row() < len(self._lines):
            return False
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.CheckStateRole:
                on = Qt.CheckState(value) == Qt.CheckState.Checked
                if on == (line.weight is not None):
                    return True
                self._store.apply(Tick(line.statement.id, Weight.MATTERS if on else None))
                return True
            case ChecklistRole.A_LOT:
                self._store.apply(Tick(line.statement.id, Weight.A_LOT if value else Weight.MATTERS))
                return True
        return False

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemNeverHasChildren

    def _follow(self, differs: frozenset[str]) -> None:
        if "checklist" not in differs and "comparison" not in differs:
            return
        before, after = self._lines, self._store.now.checklist
        if [line.statement.id for line in before] != [line.statement.id for line in after]:
            self.beginResetModel()
            self._lines = after
            self.endResetModel()
            return
        self._lines = after
        for row, (old, new) in enumerate(zip(before, after, strict=True)):
            if old != new:
                roles: list[int] = [ChecklistRole.LINE]
                if old.weight != new.weight:
                    roles = [Qt.ItemDataRole.CheckStateRole, ChecklistRole.LINE, ChecklistRole.A_LOT]
                if old.statement.say != new.statement.say:
                    roles += [Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole]
                self.dataChanged.emit(self.index(row), self.index(row), roles)
