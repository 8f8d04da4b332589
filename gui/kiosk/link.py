"""The thread between a watched program and its supervisor: heartbeats and words one way, a sign of life the other."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier, QTimer

BEAT_MS = 1000


class Link(QObject):
    """The program's end. Beats come from the event loop of the window, so that a hung window has none.

    `words` and `alive` are descriptors of pipes; None without a supervisor. `orphaned` is called when the supervisor is
    gone.
    """

    def __init__(self, words: int | None, alive: int | None, orphaned: Callable[[], None]) -> None:
        super().__init__()
        self._words, self._orphaned = words, orphaned
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._beat)
        self._notifier: QSocketNotifier | None = None
        if words is not None:
            if sys.platform != "win32":
                os.set_blocking(words, False)
            self._beat()
            self._timer.start(BEAT_MS)
        if alive is not None and sys.platform != "win32":
            self._notifier = QSocketNotifier(alive, QSocketNotifier.Type.Read, self)
            self._notifier.activated.connect(self._ended)

    @property
    def watched(self) -> bool:
        return self._words is not None

    def say(self, *words: str) -> None:
        """One line to the supervisor; nothing happens without one."""
        if self._words is not None:
            with contextlib.suppress(OSError):
                os.write(self._words, (" ".join(words) + "\n").encode())

    def _beat(self) -> None:
        self.say("beat")

    def _ended(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
        self._orphaned()
