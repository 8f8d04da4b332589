"""How sure the evidence is: four bars, always with the word."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from data.schema import Certainty
from gui.theme.look import Look
from gui.widgets.pressable import paint_box
from gui.widgets.whole import shown_whole

STEPS = tuple(Certainty)
BARS_EM = (2.7, 0.72)
"""Width and height of the four bars."""


def paint_bars(painter: QPainter, look: Look, rect: QRectF, certainty: Certainty) -> None:
    """Four bars that fill `rect`, in text colour, filled from the left."""
    ink = look.colour("text")
    pitch = rect.width() / len(STEPS)
    width = pitch - look.stroke(0.08)
    sure = STEPS.index(certainty)
    for i in range(len(STEPS)):
        bar = QRectF(rect.left() + i * pitch, rect.top(), width, rect.height())
        paint_box(painter, bar, look.em(0.12), ink if i <= sure else look.colour("surface"), ink, look.stroke(0.07))


class CertaintyBars(QLabel):
    """Bars and word on one line; reads as its words."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.certainty = look, Certainty.VERY_LOW
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.relook)

    def put(self, certainty: Certainty, words: str) -> None:
        """What the bars show, and the words beside them ("How sure: moderate")."""
        self.certainty = certainty
        self.setText(words)
        self.updateGeometry()
        self.update()

    def relook(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.look.metrics(bold=True)
        width = self.look.em(BARS_EM[0] + 0.6) + metrics.horizontalAdvance(self.text()) + 2
        return QSize(width, max(metrics.height(), self.look.em(1.38)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: object) -> None:
        look, font = self.look, self.look.font(bold=True)
        painter = QPainter(self)
        bars = QRectF(0, (self.height() - look.em(BARS_EM[1])) / 2, look.em(BARS_EM[0]), look.em(BARS_EM[1]))
        paint_bars(painter, look, bars, self.certainty)
        painter.setFont(font)
        painter.setPen(look.colour("text"))
        metrics = look.metrics(bold=True)
        base = (self.height() + metrics.capHeight()) / 2
        if shown_whole(self, base - metrics.ascent(), base + metrics.descent()):
            painter.drawText(QPointF(bars.right() + look.em(0.6), base), self.text())
        painter.end()
