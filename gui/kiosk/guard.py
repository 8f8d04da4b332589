"""One filter over the whole program that closes every way out: what a visit does not need is eaten."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputDevice, QInputMethodEvent, QKeyEvent, QMouseEvent, QPointingDevice
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

TAPS, TAPS_WITHIN = 5, 3.0
LONGEST_AT_ONCE = 60
"""Characters that an input method may bring at once."""
_KEYS = frozenset(
    {
        Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Escape,
        Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
        Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Shift,
    }
)  # fmt: skip
_NEVER = frozenset(
    {
        QEvent.Type.ContextMenu, QEvent.Type.ToolTip, QEvent.Type.WhatsThis, QEvent.Type.QueryWhatsThis,
        QEvent.Type.EnterWhatsThisMode, QEvent.Type.WhatsThisClicked, QEvent.Type.StatusTip, QEvent.Type.FileOpen,
        QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop, QEvent.Type.Shortcut,
        QEvent.Type.NativeGesture, QEvent.Type.NonClientAreaMouseButtonDblClick,
        QEvent.Type.NonClientAreaMouseButtonPress, QEvent.Type.ToolBarChange,
    }
)  # fmt: skip
_KEY_EVENTS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})
_MOUSE_EVENTS = frozenset(
    {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick}
)
_TOUCHES = frozenset({QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd})
_HANDS = _KEY_EVENTS | _MOUSE_EVENTS | _TOUCHES | {QEvent.Type.MouseMove, QEvent.Type.Wheel, QEvent.Type.TabletPress}
_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class Guard(QObject):
    """The application's event filter in a kiosk."""

    active = Signal()
    """A person touched, moved or pressed something."""
    knocked = Signal()
    """The corner was tapped as staff do."""

    def __init__(self, window: QWidget, corner: Callable[[], float], now: Callable[[], float] = monotonic) -> None:
        """`corner` gives the side of the square in the window's upper left corner where staff tap, in pixels."""
        super().__init__(window)
        self.leaving = False
        """Set when staff leave; only then may the window close."""
        self.alert: Callable[[QEvent], bool] | None = None
        """While set, it is asked first about what hands do; True if it took the event."""
        self._window, self._corner, self._now = window, corner, now
        self._taps: list[float] = []
        self._last_tap = -1
        self._deaf_until = 0.0
        self._last_place: QPointF | None = None
        self._deaf_at: QPointF | None = None
        self._last_key: int | None = None
        self._deaf_key: int | None = None
        self._blank = False
        self._application = QApplication.instance()
        if isinstance(self._application, QApplication):
            self._application.installEventFilter(self)
            self._application.setQuitOnLastWindowClosed(False)
        clipboard = QGuiApplication.clipboard()
        clipboard.selectionChanged.connect(self._selected)
        clipboard.dataChanged.connect(self._copied)

    def be_deaf(self, seconds: float) -> None:
        """For so long, ignores the last touch or key if it comes again, so that it acts on one page only."""
        self._deaf_until = self._now() + seconds
        self._deaf_at, self._deaf_key = self._last_place, self._last_key

    def _again(self, event: QEvent) -> bool:
        """Whether an event is the last touch or key once more, as a shaky hand makes it."""
        again = False
        if isinstance(event, QKeyEvent):
            again = event.key() == self._deaf_key
            if event.type() == QEvent.Type.KeyPress:
                self._last_key, self._last_place = event.key(), None
        elif isinstance(event, QMouseEvent) and event.type() != QEvent.Type.MouseMove:
            place = event.globalPosition()
            if self._deaf_at is not None:
                again = (place - self._deaf_at).manhattanLength() < self._corner()
            if event.type() != QEvent.Type.MouseButtonRelease:
                self._last_key, self._last_place = None, place
        return again and self._now() < self._deaf_until

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _NEVER:
            event.ignore()
            return True
        if kind == QEvent.Type.Close:
            if self.leaving or not (isinstance(watched, QWidget) and watched.isWindow()):
                return False
            event.ignore()
            return True
        if kind == QEvent.Type.Quit:
            return not self.leaving
        if kind == QEvent.Type.Show and isinstance(watched, QMenu | QDialog):
            watched.hide()
            watched.deleteLater()
            return True
        if kind == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            return len(event.commitString()) > LONGEST_AT_ONCE
        if kind in _HANDS:
            return self._hands(watched, event)
        return False

    def _hands(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QKeyEvent):
            if not self.allowed(event):
                return True
        elif isinstance(event, QMouseEvent):
            if kind in _MOUSE_EVENTS and event.button() != Qt.MouseButton.LeftButton:
                return True
            if isinstance(watched, QWidget) and kind != QEvent.Type.MouseMove:
                self._count_tap(watched, event)
            if isinstance(watched, QWidget):
                self._show_pointer(event)
        elif kind == QEvent.Type.Wheel and event.modifiers() & _MODIFIERS:  # type: ignore[attr-defined]
            return True
        elif kind == QEvent.Type.TouchBegin:
            self._hide_pointer()
        if not isinstance(watched, QWidget):
            # The window system's own copy; the widget's follows.
            return False
        if self._again(event):
            return True
        taken = self.alert(event) if self.alert is not None else False
        self.active.emit()
        return taken

    @staticmethod
    def allowed(event: QKeyEvent) -> bool:
        """Letters, and the keys that walk through a page; nothing with Ctrl, Alt or the system's key."""
        if event.modifiers() & _MODIFIERS:
            return False
        if event.key() in _KEYS:
            return True
        text = event.text()
        return len(text) == 1 and text.isprintable()

    # --- the door's knock

    def _count_tap(self, watched: QWidget, event: QMouseEvent) -> None:
        if event.type() == QEvent.Type.MouseButtonRelease or watched.window() is not self._window:
            return
        place = (
            QPointF(watched.mapTo(self._window, event.position().toPoint()))
            if watched is not self._window
            else (event.position())
        )
        side = self._corner()
        if not (0 <= place.x() < side and 0 <= place.y() < side):
            self._taps.clear()
            return
        if event.timestamp() == self._last_tap:
            # The same touch, on its way up through the parents.
            return
        self._last_tap = event.timestamp()
        stamp = self._now()
        self._taps = [*(tap for tap in self._taps if stamp - tap <= TAPS_WITHIN), stamp]
        if len(self._taps) >= TAPS:
            self._taps.clear()
            self.knocked.emit()

    # --- the pointer

    def _hide_pointer(self) -> None:
        if not self._blank:
            self._blank = True
            QGuiApplication.setOverrideCursor(Qt.CursorShape.BlankCursor)

    def _show_pointer(self, event: QMouseEvent) -> None:
        device = event.device()
        by_touch = isinstance(device, QPointingDevice) and device.type() == QInputDevice.DeviceType.TouchScreen
        if by_touch or event.source() != Qt.MouseEventSource.MouseEventNotSynthesized:
            self._hide_pointer()
        elif self._blank and event.type() == QEvent.Type.MouseMove:
            self._blank = False
            QGuiApplication.restoreOverrideCursor()

    # --- the clipboard

    def _selected(self) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard.ownsSelection() and clipboard.text(clipboard.Mode.Selection):
            clipboard.clear(clipboard.Mode.Selection)

    def _copied(self) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard.ownsClipboard() and clipboard.text():
            clipboard.clear()

    def remove(self) -> None:
        """The program is an ordinary one again."""
        if isinstance(self._application, QApplication):
            self._application.removeEventFilter(self)
            self._application.setQuitOnLastWindowClosed(True)
        if self._blank:
            self._blank = False
            QGuiApplication.restoreOverrideCursor()
