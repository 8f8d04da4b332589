"""The heads of the grid's columns."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.theme.look import Look
from gui.visit.names import Column
from gui.widgets.grid import GridView


class OptionHeader(QWidget):
    """Signatures first; the painting follows."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setObjectName("optionHeader")

    def put(self, columns: tuple[Column, ...]) -> None:
        """The options, from left to right."""

    def follow(self, view: GridView) -> None:
        """Aligns with the columns of a grid, and hides while it shows cards."""
