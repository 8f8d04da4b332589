"""Tab walks in reading order: the order in which everything is read aloud, whenever it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object


def stops(window: QWidget) -> list[QWidget]:
    """What Tab stops at, in the order of the tree that assistive technology reads."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
        and widget.window() is window
    ]


class ReadingOrder(_Base):
    """Mixed into a window. Qt's own chain is the order of making, which changes with every part that comes later."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        around = stops(self)
        if not around:
            return False
        now = QApplication.focusWidget()
        step = 1 if forward else -1
        at = around.index(now) if now in around else (-1 if forward else len(around))
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        around[(at + step) % len(around)].setFocus(reason)
        return True
