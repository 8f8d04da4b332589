"""Makes the window as a new person finds it: nothing of the one before is left in it, nor lent to the system."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLineEdit, QMainWindow, QScroller, QTextEdit, QWidget


def wipe(window: QMainWindow, keep: Collection[QWidget] = ()) -> None:
    """`window` has `start_over()`, which wipes the visit itself; the rest is done here, whatever screens there are.

    Windows other than `window` and those to `keep` are closed.
    """
    for widget in QApplication.topLevelWidgets():
        if widget is not window and widget not in keep and widget.isVisible():
            widget.hide()
            widget.deleteLater()
    window.start_over()  # type: ignore[attr-defined]
    for field in window.findChildren(QLineEdit):
        # Setting a text also forgets what could be undone.
        field.setText("")
        field.setModified(False)
        field.deselect()
    for text in window.findChildren(QTextEdit):
        text.clear()
    for area in window.findChildren(QAbstractScrollArea):
        if QScroller.hasScroller(area.viewport()):
            QScroller.scroller(area.viewport()).stop()
        for bar in (area.verticalScrollBar(), area.horizontalScrollBar()):
            bar.setValue(bar.minimum())
    strip = getattr(window, "strip", None)
    if isinstance(strip, QWidget):
        strip.hide()
    focus = window.focusWidget()
    if focus is not None:
        focus.clearFocus()
    clear_clipboard()


def clear_clipboard() -> None:
    """What this program put there; and what anybody put there, since a kiosk runs nothing else."""
    clipboard = QGuiApplication.clipboard()
    for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
        if mode is QClipboard.Mode.Clipboard or clipboard.supportsSelection():
            clipboard.clear(mode)
