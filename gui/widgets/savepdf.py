"""Saves a PDF where staff say, in an exam room. A kiosk never gets this far."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from gui.visit.words import Words


class SavePdf:
    """Asks where to, then writes all of it or nothing."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def __call__(self, parent: QWidget, data: bytes) -> bool:
        title, name = self.words["take.save"], self.words["take.file"]
        chosen, _ = QFileDialog.getSaveFileName(parent, title, name, "PDF (*.pdf)")
        if not chosen:
            return False
        write_atomically(Path(chosen).with_suffix(".pdf"), data)
        return True


def write_atomically(path: Path, data: bytes) -> None:
    """Writes beside the goal, flushes, then puts it in its place. OSError if that is not allowed."""
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
