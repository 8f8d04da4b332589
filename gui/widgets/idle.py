"""Work that can wait: done a step at a time, while nothing else is to be done."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from PySide6.QtCore import QMetaObject, QObject, Qt, QTimer, Slot


class Idle(QObject):
    """Takes the steps of one piece of work, each after all that was waiting; a touch comes before the next step."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: Iterator[None] = iter(())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._step)
        self.stepping = False
        """Whether this very moment belongs to a step, or to what it has queued."""

    def start(self, steps: Iterator[None], after_ms: int = 0) -> None:
        """Takes these steps instead of what was left of others."""
        self._steps = steps
        self._timer.start(after_ms)

    def give_up(self) -> None:
        """Drops what is left."""
        self._steps = iter(())

    @property
    def busy(self) -> bool:
        return self.stepping or self._timer.isActive()

    def _step(self) -> None:
        self.stepping = True
        try:
            more = next(self._steps, self) is not self
        except Exception as error:
            # Told while it is still seen whose step it was.
            more = False
            sys.excepthook(type(error), error, error.__traceback__)
        if more:
            self._timer.start(0)
        QMetaObject.invokeMethod(self, "_rest", Qt.ConnectionType.QueuedConnection)

    @Slot()
    def _rest(self) -> None:
        self.stepping = False
