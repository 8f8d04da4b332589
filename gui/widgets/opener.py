"""What opens something in place: a button that says whether it is open, to assistive technology in its own terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias
from weakref import ref

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface, QAccessibleStateChangeEvent
from PySide6.QtWidgets import QAccessibleWidget, QPushButton, QWidget
from shiboken6 import isValid

from gui.widgets.pressable import Pressable

Maybe: TypeAlias = Any

if TYPE_CHECKING:
    from gui.theme.look import Look


class Opener(Pressable, QPushButton):
    """A button that is open or closed. It says so as its description as well, for those who read no states."""

    switched = Signal(bool)
    """A person has opened (True) or closed it."""
    _access: ClassVar[_Access | None] = None

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._opened = False
        self._state_words = ("", "")
        self.set_up(look, name)
        self.clicked.connect(self._flip)
        if Opener._access is None:
            Opener._access = _Access()
            QAccessible.installFactory(Opener._access.make)

    @property
    def opened(self) -> bool:
        return self._opened

    def set_opened(self, on: bool) -> None:
        """Shows it as open or closed, without telling the owner."""
        if on != self._opened:
            self._opened = on
            self._describe()
            differs = QAccessible.State()
            differs.expanded = differs.collapsed = True
            QAccessible.updateAccessibility(QAccessibleStateChangeEvent(self, differs))
            self.update()

    def set_state_words(self, opened: str, closed: str) -> None:
        """What is said after the name while it is open, and while it is closed."""
        self._state_words = (opened, closed)
        self._describe()

    def set_words(self, text: str, said: str | None = None) -> None:
        """The words on the button, and those for assistive technology where more needs saying."""
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(said or text)
        self.updateGeometry()

    def words(self) -> str:
        return self.text().replace("&&", "&")

    def _describe(self) -> None:
        self.setAccessibleDescription(self._state_words[0 if self._opened else 1])

    def _flip(self) -> None:
        self.set_opened(not self._opened)
        self.switched.emit(self._opened)


class _Access:
    """Makes the interfaces and keeps them for good, as Qt holds them by address only."""

    def __init__(self) -> None:
        self._kept: list[OpenerInterface] = []

    def make(self, _class_name: str, thing: QObject) -> QAccessibleInterface | None:
        """For `QAccessible.installFactory`."""
        if not isinstance(thing, Opener):
            return None
        self._kept = [interface for interface in self._kept if interface.alive()]
        self._kept.append(OpenerInterface(thing))
        return self._kept[-1]


class OpenerInterface(QAccessibleWidget):
    """A button that can be expanded."""

    def __init__(self, opener: Opener) -> None:
        super().__init__(opener, QAccessible.Role.Button)
        # The interface outlives the button and must not keep it.
        self._opener = ref(opener)

    def alive(self) -> bool:
        opener = self._opener()
        return isValid(self) and opener is not None and isValid(opener)

    def state(self) -> QAccessible.State:
        state = super().state()
        opener = self._opener()
        if opener is not None and self.alive():
            state.expandable, state.expanded, state.collapsed = True, opener.opened, not opener.opened
        return state

    def actionNames(self) -> list[str]:
        return [QAccessibleActionInterface.pressAction(), QAccessibleActionInterface.setFocusAction()]

    def doAction(self, name: str) -> None:
        opener = self._opener()
        if opener is None or not self.alive():
            return
        if name == QAccessibleActionInterface.pressAction():
            opener.click()
        else:
            super().doAction(name)
