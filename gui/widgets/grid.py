"""The grid: questions over the answers of every option, side by side, or as cards where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTableView, QWidget

from gui.theme.look import Look
from gui.visit.state import ShowFigures
from gui.visit.words import Words
from gui.widgets.scroller import prepare


class GridView(QTableView):
    """Signatures first; the layout follows."""

    row_toggled = Signal(str, bool)
    """A row's id, and whether it shall be open."""
    cards_changed = Signal(bool)

    def __init__(self, look: Look, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.words = look, words
        self.setObjectName("grid")
        prepare(self)

    def set_full(self, on: bool) -> None:
        """Headlines with their sentences (True) or alone."""

    def set_figures(self, show: ShowFigures) -> None:
        """How the numbers of an open row are shown."""

    def set_words(self, words: Words) -> None:
        """Another language."""
        self.words = words

    def show_row(self, row_id: str) -> None:
        """Scrolls to a row and gives it the focus."""

    def is_cards(self) -> bool:
        return False
