"""Asks where to save a PDF, in an exam room. A kiosk never gets this far."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from gui.sheet.tofile import ToFile
from gui.visit.words import Words


class SavePdf:
    """The system's dialog, which also asks before a file that is there is replaced."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def __call__(self, parent: QWidget) -> ToFile | None:
        """Where staff want the sheet; None if they think better of it."""
        dialog = QFileDialog(parent, self.words["take.save"])
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(self.words["take.file"])
        try:
            while dialog.exec():
                path = Path(dialog.selectedFiles()[0])
                if path.suffix.lower() == ".pdf":
                    return ToFile(path)
                # "version 1.2" counts as a name with a suffix. Asked again, so that nothing is replaced unasked.
                dialog.selectFile(f"{path}.pdf")
            return None
        finally:
            dialog.deleteLater()
