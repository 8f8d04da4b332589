"""Work that can wait: done a step at a time, while nothing else is to be done."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer


class Idle(QObject):
    """Takes the steps of one piece of work, each after all that was waiting; a touch comes before the next step."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: Iterator[None] = iter(())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._step)

    def start(self, steps: Iterator[None], after_ms: int = 0) -> None:
        """Takes these steps instead of what was left of others."""
        self._steps = steps
        self._timer.start(after_ms)

    @property
    def busy(self) -> bool:
        return self._timer.isActive()

    def _step(self) -> None:
        if next(self._steps, self) is not self:
            self._timer.start(0)
