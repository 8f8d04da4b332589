"""The screens of a kiosk: its window on the first, a cover on every other one, in front of anything else."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QWidget

from gui.kiosk.pages import Blank
from gui.theme.look import Look

LOOK_MS = 500
LONGEST_PATIENCE = 16
"""So many looks in vain until a window that is not seen is shown anew."""


class Covers:
    """Holds one window and its covers where they belong, with or without a window manager."""

    def __init__(self, window: QWidget, look: Look, *, on_top: bool) -> None:
        self.window, self.look, self.on_top = window, look, on_top
        self.blanks: list[Blank] = []
        self._unseen, self._patience = 0, LONGEST_PATIENCE

    def prepare(self) -> None:
        """Before the window is shown for the first time."""
        self.window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.window.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, self.on_top)

    def astray(self) -> bool:
        """Whether a window was put away, moved or changed, or the screens are others; to be asked twice a second."""
        first = QGuiApplication.primaryScreen()
        if first is None:
            return False
        if all(map(_is_seen, (self.window, *self.blanks))):
            self._unseen, self._patience = 0, 1
        else:
            self._unseen += 1
        others = self._others(first.geometry())
        if self._lost() or [blank.place for blank in self.blanks] != others:
            return True
        return _is_astray(self.window, first.geometry()) or any(_is_astray(blank, blank.place) for blank in self.blanks)

    def _lost(self) -> bool:
        """Not seen for a while, though shown, as when the desktop is shown. A busy machine gets ever more time."""
        return self._unseen > self._patience

    def fit(self) -> None:
        """Every window on its screen."""
        first = QGuiApplication.primaryScreen()
        if first is None:
            return
        others = self._others(first.geometry())
        while len(self.blanks) > len(others):
            blank = self.blanks.pop()
            blank.hide()
            blank.deleteLater()
        while len(self.blanks) < len(others):
            self.blanks.append(Blank(self.look, on_top=self.on_top))
        for blank, place in zip(self.blanks, others, strict=True):
            blank.place = place
            self._fill(blank, place)
        self._fill(self.window, first.geometry())
        if self._lost():
            self._unseen, self._patience = 0, min(self._patience * 2, LONGEST_PATIENCE)
        self.lift()

    def lift(self) -> None:
        """In front of whatever came since; the window last, where a larger screen shows the same picture."""
        if self.on_top:
            for one in (*self.blanks, self.window):
                one.raise_()
            # Qt keeps that for itself until it next has something to tell the X server, or to ask.
            QCursor.pos()

    def _fill(self, window: QWidget, place: QRect) -> None:
        put_away = window.isMinimized() or (self._lost() and not _is_seen(window))
        if put_away:
            # A window manager that put it away takes it back only when it is shown anew.
            window.hide()
        # Without a window manager full screen alone does not fill the screen.
        window.setGeometry(place)
        window.showFullScreen()
        window.setGeometry(place)
        handle = window.windowHandle()
        if put_away and self.on_top and handle is not None:
            # It forgot that the window stays on top, and is only told when that changes.
            handle.setFlag(Qt.WindowType.WindowStaysOnTopHint, False)
            handle.setFlag(Qt.WindowType.WindowStaysOnTopHint, True)

    @staticmethod
    def _others(first: QRect) -> list[QRect]:
        """The places of the other screens, but those that show a part of the first."""
        places = [screen.geometry() for screen in QGuiApplication.screens()]
        return [place for place in places if not first.contains(place)]


def _is_astray(window: QWidget, place: QRect) -> bool:
    put_away = window.isMinimized() or not window.isVisible() or not window.isFullScreen()
    return put_away or window.geometry() != place


def _is_seen(window: QWidget) -> bool:
    handle = window.windowHandle()
    return handle is not None and handle.isExposed()
