"""Many changes at once: what stands around them is laid out when all are made, not after each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLayout, QWidget


@contextmanager
def still(widget: QWidget) -> Iterator[None]:
    """Holds the layouts of a widget and of all around it. Qt would arrange them at each part that is shown."""
    held: list[tuple[QWidget, QLayout]] = []
    around: QWidget | None = widget
    while around is not None:
        layout = around.layout()
        if layout is not None and layout.isEnabled():
            layout.setEnabled(False)
            held.append((around, layout))
        around = None if around.isWindow() else around.parentWidget()
    try:
        yield
    finally:
        for holder, layout in held:
            layout.setEnabled(True)
            # It was deaf meanwhile. What was asked for anything, or has a holder of another size, has no valid place.
            if layout.geometry() != holder.contentsRect():
                layout.invalidate()
                QCoreApplication.postEvent(holder, QEvent(QEvent.Type.LayoutRequest))


def settle(*first: QWidget) -> None:
    """Lays out now whatever asks for it, and then what waits for its place to be known.

    What stands around others comes `first`, outermost foremost, so that they are laid out once, in their new place.
    """
    for widget in first:
        QCoreApplication.sendPostedEvents(widget, QEvent.Type.LayoutRequest.value)
    for _ in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.User.value)
