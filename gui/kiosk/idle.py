"""Notices that nobody is there, asks, and says when the time to answer is over. All by a clock that only goes on."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

TICK_MS = 250


class Idle(QObject):
    """Off until a visit begins. Extending is not limited."""

    alerted = Signal()
    counted = Signal(int, int)
    """While it asks: whole seconds left, of how many."""
    over = Signal()

    def __init__(
        self, after: float, answer: float, now: Callable[[], float] = monotonic, parent: QObject | None = None
    ) -> None:
        """`after` seconds without activity it asks; `answer` seconds later it is over."""
        super().__init__(parent)
        self.busy: list[Callable[[], bool]] = []
        """While one of these is true (speech, a switch that scans), somebody is there."""
        self._after, self._answer, self._now = after, answer, now
        self._last = self._asked = 0.0
        self.asking = False
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)

    @property
    def on(self) -> bool:
        return self._timer.isActive()

    def begin(self) -> None:
        """A visit begins."""
        self.asking = False
        self._last = self._now()
        self._timer.start()

    def end(self) -> None:
        """Nobody's visit is on."""
        self.asking = False
        self._timer.stop()

    def touch(self) -> None:
        """Somebody did something. While it asks, only `carry_on` counts."""
        if not self.asking:
            self._last = self._now()

    def carry_on(self) -> None:
        self.asking = False
        self._last = self._now()

    def tick(self) -> None:
        """Looks at the clock."""
        stamp = self._now()
        if not self.on:
            return
        if not self.asking:
            if any(busy() for busy in self.busy):
                self._last = stamp
            elif stamp - self._last >= self._after:
                self.asking, self._asked = True, stamp
                self.alerted.emit()
                self.counted.emit(ceil(self._answer), ceil(self._answer))
            return
        left = self._answer - (stamp - self._asked)
        if left <= 0:
            self.end()
            self.over.emit()
        else:
            self.counted.emit(ceil(left), ceil(self._answer))
