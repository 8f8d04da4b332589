"""Many changes at once: what stands around them is laid out when all are made, not after each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QLayout, QWidget


class _Missed(QObject):
    """Notes which widgets were asked to be laid out while their layouts were held."""

    def __init__(self) -> None:
        super().__init__()
        self.holders: set[QObject] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.holders.add(watched)
        return False


_MISSED = _Missed()


@contextmanager
def still(widget: QWidget) -> Iterator[None]:
    """Holds the layouts of a widget and of all around it. Qt would arrange them at each part that is shown."""
    held: list[tuple[QWidget, QLayout]] = []
    around: QWidget | None = widget
    while around is not None:
        layout = around.layout()
        if layout is not None and layout.isEnabled():
            layout.setEnabled(False)
            around.installEventFilter(_MISSED)
            held.append((around, layout))
        around = None if around.isWindow() else around.parentWidget()
    try:
        yield
    finally:
        for holder, layout in held:
            holder.removeEventFilter(_MISSED)
            layout.setEnabled(True)
            # It was deaf meanwhile, also to another size of its holder.
            resized = layout.geometry() != holder.contentsRect()
            if resized:
                layout.invalidate()
            if resized or holder in _MISSED.holders:
                _MISSED.holders.discard(holder)
                QCoreApplication.postEvent(holder, QEvent(QEvent.Type.LayoutRequest))


def settle() -> None:
    """Lays out now whatever asks for it, and then what waits for its place to be known."""
    for _ in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.User.value)
