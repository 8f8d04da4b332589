"""A line below the tabs that is said on every screen: that the names are hidden, or which letter was which."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.theme.look import Look
from gui.widgets.buttons import Button
from gui.widgets.prose import Prose
from gui.widgets.scroller import Ground


class Told(Ground):
    """A sentence and one button at its right, between two rules."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "sunk", parent)
        self.text = Prose(look, terms=False)
        self.show_names = Button(look, "showNames")
        self._box = QHBoxLayout(self)
        self._box.addWidget(self.text, 1, Qt.AlignmentFlag.AlignVCenter)
        self._box.addWidget(self.show_names, 0, Qt.AlignmentFlag.AlignVCenter)
        look.changed.connect(self.relook)
        self.hide()
        self.relook()

    def relook(self) -> None:
        em, gap = self.look.em, self.look.gap
        side = em(0.4 if self.show_names.near else 1.2)
        self._box.setContentsMargins(side, gap, side, gap)
        self._box.setSpacing(max(em(0.8), gap))
        self.update()

    def put(self, sentence: str, button: str, *, near: bool = False) -> None:
        """Says the sentence; without one it is away, and without words for the button that is. With less room around
        both where it is scarce."""
        if near != self.show_names.near:
            self.show_names.stand(near=near, low=near)
            self.relook()
        self.text.set_words(sentence)
        self.show_names.set_words(button)
        self.show_names.setVisible(bool(button))
        self.setVisible(bool(sentence))

    def paintEvent(self, event: object) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        width = self.look.stroke(0.045)
        for y in (0.0, self.height() - width):
            painter.fillRect(QRectF(0, y, self.width(), width), self.look.colour("control-line"))
        painter.end()
