"""Many changes at once: what stands around them is laid out when all are made, not after each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget


@contextmanager
def still(widget: QWidget) -> Iterator[None]:
    """Holds the layouts of a widget and of all around it. Qt would arrange them at each part that is shown."""
    held = []
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
            # It was deaf meanwhile, also to another size of its holder.
            if layout.geometry() != holder.contentsRect():
                layout.invalidate()
            QCoreApplication.postEvent(holder, QEvent(QEvent.Type.LayoutRequest))
