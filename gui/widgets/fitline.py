"""How one option meets one statement: mark, sign, word and reason on a line."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QTextLayout
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from data.comparison import Text
from data.prose import Piece
from data.schema import Fit
from gui.theme.look import Look
from gui.visit.names import Column
from gui.widgets.pressable import paint_marker
from gui.widgets.prose import WIDTHS_KEPT, paint_text, text_layout
from gui.widgets.signs import SIGN_ICONS
from gui.widgets.whole import shown_whole, window_of

LINE = 1.42
APART_FROM = 24
"""From this width in em on, the reasons of several lines stand below one another."""


class FitLine(QLabel):
    """As a label it reads "option: word. reason"."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.column: Column | None = None
        self.fit, self.word, self.why = Fit.NOT_KNOWN, "", ""
        self._set: dict[int, list[tuple[float, Text, QTextLayout, float]]] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.relook)

    def put(self, column: Column, fit: Fit, word: str, why: str) -> None:
        if (column, fit, word, why) == (self.column, self.fit, self.word, self.why):
            return
        self.column, self.fit, self.word, self.why = column, fit, word, why
        self.setText(f"{column.short}: {word}. {why}")
        self._set.clear()
        self.updateGeometry()
        self.update()

    def relook(self) -> None:
        self._set.clear()
        self.updateGeometry()
        self.update()

    def _parts(self, width: int) -> list[tuple[float, Text, float]]:
        """Each part's left edge, words and width."""
        left = self.look.em(3.2)
        if width >= self.look.em(APART_FROM):
            column = self.look.em(6.6)
            return [
                (left, (Piece(self.word, strong=True),), float(column)),
                (left + column, (Piece(self.why),), float(width - left - column)),
            ]
        return [(left, (Piece(self.word, strong=True), Piece(f": {self.why}")), float(width - left))]

    def _laid_out(self, width: int) -> list[tuple[float, Text, QTextLayout, float]]:
        """Each part's left edge, words, layout and height."""
        if width not in self._set:
            if len(self._set) >= WIDTHS_KEPT:
                self._set.clear()
            self._set[width] = [
                (left, text, *text_layout(self.look, text, room, line_height=LINE))
                for left, text, room in self._parts(width)
            ]
        return self._set[width]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        heights = [height for *_, height in self._laid_out(width)]
        return max(*heights, float(self.look.em(LINE))).__ceil__() + self.look.em(0.1)

    def sizeHint(self) -> QSize:
        width = self.look.em(18)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.em(8), self.look.em(LINE))

    def paintEvent(self, _event: object) -> None:
        if self.column is None:
            return
        look = self.look
        painter = QPainter(self)
        line, side, sign = look.em(LINE), look.em(1.42), look.em(1.15)
        marker = QRectF(0, (line - side) / 2, side, side)
        if shown_whole(self, marker.top(), marker.bottom()):
            paint_marker(painter, look, self.column.index, self.column.letter, marker)
            place = QRectF(look.em(1.75), (line - sign) / 2, sign, sign)
            look.paint_icon(painter, SIGN_ICONS[self.fit], place, look.colour("text"))
        seen = window_of(self)
        for left, text, layout, _ in self._laid_out(self.width()):
            paint_text(painter, look, layout, text, QPointF(left, 0), look.scheme.roles["text"], seen=seen)
        painter.end()
