"""A sheet into a file, whole or not at all: where staff asked for it, or the command line did."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from threading import Event

from gui.sheet.pdf import Sheet
from gui.sheet.spooler import Result, Step


class ToFile:
    """A spooler whose sheets become one PDF file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def send(self, sheet: Sheet, progress: Callable[[Step], None], left: Event) -> Result:
        progress(Step.MAKING)
        pdf = sheet.pdf()
        if left.is_set():
            return Result.NOT_SAVED
        try:
            write_whole(self.path, pdf)
        except OSError:
            return Result.NOT_SAVED
        return Result.SAVED

    def take_back(self) -> None:
        """A file stays where staff put it."""


def write_whole(path: Path, data: bytes) -> None:
    """Writes beside the goal, flushes, then puts it in its place. OSError if that is not allowed."""
    part = path.with_name(f".evenhand-{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink()
        raise
