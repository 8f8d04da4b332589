"""One sheet on its way to the printer or a file, beside the window: nothing here makes the window wait."""

from __future__ import annotations

from threading import Event

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from gui.sheet.pdf import Sheet
from gui.sheet.spooler import Result, Spooler, Step


class PrintJob(QObject):
    """Prints or saves one copy of a sheet. Keep it until `finished` came; start it once.

    `progressed` carries the key of the words that say how far it is, `finished` the Result, whose value is such a key.
    """

    progressed = Signal(str)
    finished = Signal(Result)

    def __init__(self, sheet: Sheet, spooler: Spooler, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.result: Result | None = None
        self._sheet: Sheet | None = sheet
        self._spooler = spooler
        self._left = Event()
        # A pool of its own: when the job goes, its worker has ended.
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)

    def start(self) -> None:
        self._pool.start(self._print)

    def leave(self) -> None:
        """The person has gone: a sheet that waits in the queue is taken back, so that the next one does not get it.

        One that the printer is at already comes out.
        """
        self._left.set()
        if self.result is Result.SENT:
            self._pool.start(self._spooler.take_back)

    def wait(self, seconds: float) -> bool:
        """Waits for the worker, at the end of the program; True if it has ended."""
        return self._pool.waitForDone(round(seconds * 1000))

    @Slot()
    def _print(self) -> None:
        sheet, self._sheet = self._sheet, None
        if sheet is None:
            return
        try:
            result = self._spooler.send(sheet, self._say, self._left)
        except Exception:
            self.result = Result.FAILED
            self.finished.emit(Result.FAILED)
            raise
        self.result = result
        self.finished.emit(result)

    def _say(self, step: Step) -> None:
        self.progressed.emit(step.value)
