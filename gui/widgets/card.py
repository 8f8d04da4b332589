"""A surface with a hairline round it."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.theme.look import Look
from gui.widgets.pressable import paint_box
from gui.widgets.scroller import Ground


class Card(Ground):
    """A surface with a hairline round it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "surface", parent)
        self.box = QVBoxLayout(self)
        look.changed.connect(self.relook)
        self.relook()

    def relook(self) -> None:
        em = self.look.em
        self.box.setContentsMargins(em(0.95), em(0.6), em(0.95), em(0.7))
        self.box.setSpacing(max(em(0.45), self.look.gap))

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        look = self.look
        rect = QRectF(self.rect())
        paint_box(painter, rect, look.em(0.5), look.colour("surface"), look.colour("line"), look.stroke(0.045))
        painter.end()
