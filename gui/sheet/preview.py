"""The sheet as it will print, as pictures made beside the window."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from gui.sheet.pdf import Sheet, clear_away, warm_up


def _quietly(work: Callable[[], None]) -> Callable[[], None]:
    """Whoever makes a sheet will hear what is wrong; who only comes to My sheet, or goes, loses nothing by it."""

    def run() -> None:
        with suppress(Exception):
            work()

    return run


class Previewer(QObject):
    """Renders the newest sheet that was asked for; one that was overtaken is never shown.

    `ready` carries the sheet, its width in pixels and its pages, a tuple of PNG as bytes.
    """

    ready = Signal(object, int, object)
    _rendered = Signal(object, int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: tuple[Sheet, int] | None = None
        self._busy = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._rendered.connect(self._show)

    def want(self, sheet: Sheet, width_px: int) -> None:
        """Asks for the pages of a sheet."""
        self._wanted = (sheet, width_px)
        if not self._busy:
            self._busy = True
            self._pool.start(self._render)

    def get_ready(self) -> None:
        """Loads beside the window what making a sheet takes; once is enough for a process."""
        self._pool.start(_quietly(warm_up))

    def clear_away(self) -> None:
        """Has what was remembered of earlier sheets dropped, once those that are being made are done."""
        self._pool.start(_quietly(clear_away))

    def forget(self) -> None:
        """Drops what was asked for: a picture that is being made is not shown any more."""
        self._wanted = None

    def wait(self, seconds: float) -> bool:
        """Waits for the worker, at the end of the program; True if it has ended."""
        return self._pool.waitForDone(round(seconds * 1000))

    @Slot()
    def _render(self) -> None:
        wanted = self._wanted
        pages: tuple[bytes, ...] = ()
        try:
            if wanted is not None:
                pages = wanted[0].pngs(wanted[1])
        finally:
            sheet, width = wanted or (None, 0)
            self._rendered.emit(sheet, width, pages)

    @Slot(object, int, object)
    def _show(self, sheet: Sheet | None, width: int, pages: tuple[bytes, ...]) -> None:
        self._busy = False
        if self._wanted is None:
            return
        if self._wanted == (sheet, width):
            self._wanted = None
            if pages and sheet is not None:
                self.ready.emit(sheet, width, pages)
            return
        self.want(*self._wanted)
