"""The grid as assistive technology has it: every cell a child that reads as question, option, answer.

Qt exposes the cells of its own table and list views only, so a view with a layout of its own needs its own interfaces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias
from weakref import ref

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import VoidPtr, getCppPointer, isValid

from gui.models.grid import Role

Maybe: TypeAlias = Any
"""An interface or None, which Qt takes although its stubs do not say so."""

if TYPE_CHECKING:
    from gui.widgets.grid import GridView


class GridAccess:
    """Makes the interfaces of grids and keeps them for good, as Qt holds them by address only."""

    def __init__(self) -> None:
        self._kept: list[GridInterface] = []

    def make(self, _class_name: str, thing: QObject) -> QAccessibleInterface | None:
        """For `QAccessible.installFactory`."""
        from gui.widgets.grid import GridView

        if not isinstance(thing, GridView):
            return None
        self._kept.append(GridInterface(thing))
        return self._kept[-1]


class GridInterface(QAccessibleWidget):
    """The grid itself. Its children count from the first cell of the first row on, row by row."""

    def __init__(self, view: GridView) -> None:
        super().__init__(view, QAccessible.Role.Table)
        # The interface outlives the grid and must not keep it.
        self._view = ref(view)
        self._cells: dict[tuple[str, str], CellInterface] = {}

    @property
    def view(self) -> GridView:
        """The grid; only where `alive`."""
        view = self._view()
        assert view is not None
        return view

    def alive(self) -> bool:
        """Is the grid still there?"""
        view = self._view()
        return isValid(self) and view is not None and isValid(view)

    def childCount(self) -> int:
        if not self.alive() or self.view.model() is None:
            return 0
        return self.view.model().rowCount() * self.view.model().columnCount()

    def child(self, number: int) -> Maybe:
        if not 0 <= number < self.childCount():
            return None
        model = self.view.model()
        return self.cell(model.index(*divmod(number, model.columnCount())))

    def cell(self, index: QModelIndex) -> CellInterface | None:
        """The interface of a cell. A row that comes back is the same one as before."""
        if not index.isValid():
            return None
        key = (index.data(Role.ID), index.data(Role.COLUMN).option_id)
        cell = self._cells.get(key)
        if cell is None:
            cell = self._cells[key] = CellInterface(self, index)
        elif cell.index != index:
            cell.index = QPersistentModelIndex(index)
        return cell

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        if isinstance(child, CellInterface) and child.isValid():
            return child.index.row() * self.view.model().columnCount() + child.index.column()
        return -1

    def childAt(self, x: int, y: int) -> Maybe:
        if not self.alive():
            return None
        viewport = self.view.viewport()
        point = viewport.mapFromGlobal(QPoint(x, y))
        return self.cell(self.view.indexAt(point)) if viewport.rect().contains(point) else None

    def focusChild(self) -> Maybe:
        return self.cell(self.view.currentIndex()) if self.alive() and self.view.hasFocus() else None

    def text(self, kind: QAccessible.Text) -> str:
        if not self.alive():
            return ""
        match kind:
            case QAccessible.Text.Name:
                return self.view.accessibleName()
            case QAccessible.Text.Description:
                return self.view.accessibleDescription()
            case _:
                return ""


class CellInterface(QAccessibleInterface):
    """One answer. Pressing it opens or closes its row."""

    def __init__(self, grid: GridInterface, index: QModelIndex) -> None:
        super().__init__()
        self.grid, self.index = grid, QPersistentModelIndex(index)
        self._actions = CellActions(self)

    def isValid(self) -> bool:
        return self.grid.alive() and self.index.isValid()

    def object(self) -> Maybe:
        return None

    def parent(self) -> QAccessibleInterface:
        return self.grid

    def window(self) -> Maybe:
        return self.grid.view.window().windowHandle() if self.isValid() else None

    def childCount(self) -> int:
        return 0

    def child(self, _number: int) -> Maybe:
        return None

    def childAt(self, _x: int, _y: int) -> Maybe:
        return None

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        return -1

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Cell

    def rect(self) -> QRect:
        if not self.isValid():
            return QRect()
        view = self.grid.view
        rect = view.visualRect(self.index)
        return QRect(view.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def text(self, kind: QAccessible.Text) -> str:
        if not self.isValid():
            return ""
        view, row = self.grid.view, self.index.row()
        match kind:
            case QAccessible.Text.Name:
                said = str(self.index.data(Qt.ItemDataRole.AccessibleTextRole))
                heading = view.heading_of(row)
                return f"{heading}. {said}" if heading else said
            case QAccessible.Text.Description:
                opened = self.index.data(Role.OPEN)
                if not opened and not view.is_full():
                    return ""
                said = str(self.index.data(Qt.ItemDataRole.AccessibleDescriptionRole))
                # Once, with the first answer of the row.
                explained = view.meanings(self.index) if opened and self.index.column() == 0 else ()
                return " ".join((said, *explained))
            case QAccessible.Text.Identifier:
                option = self.index.data(Role.COLUMN).option_id
                return f"{view.objectName()}.{self.index.data(Role.ID)}.{option}"
            case _:
                return ""

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:
        """Nothing here can be edited."""

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        if not self.isValid():
            state.invalid = True
            return state
        view = self.grid.view
        seen = view.visualRect(self.index).intersects(view.viewport().rect())
        opened = bool(self.index.data(Role.OPEN))
        state.readOnly = True
        state.invisible = not view.isVisible()
        state.offscreen = not seen
        state.focusable = seen
        state.focused = view.hasFocus() and view.currentIndex() == self.index
        state.expandable, state.expanded, state.collapsed = True, opened, not opened
        return state

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        # Qt takes an address. An object with two Qt bases has two and would give the wrong one; None crashes it.
        return VoidPtr(getCppPointer(self._actions)[0] if kind == QAccessible.InterfaceType.ActionInterface else 0)

    def act(self, name: str) -> None:
        if not self.isValid() or not self.grid.view.isEnabled() or name not in self._actions.actionNames():
            return
        view, index = self.grid.view, self.grid.view.model().index(self.index.row(), self.index.column())
        view.setCurrentIndex(index)
        view.scrollTo(index)
        if name == QAccessibleActionInterface.pressAction():
            view.toggle(index)
        else:
            view.setFocus(Qt.FocusReason.OtherFocusReason)


class CellActions(QAccessibleActionInterface):
    """What can be done with a cell."""

    def __init__(self, cell: CellInterface) -> None:
        super().__init__()
        self._cell = cell

    def actionNames(self) -> list[str]:
        return [QAccessibleActionInterface.pressAction(), QAccessibleActionInterface.setFocusAction()]

    def doAction(self, name: str) -> None:
        self._cell.act(name)

    def keyBindingsForAction(self, _name: str) -> list[str]:
        return []
