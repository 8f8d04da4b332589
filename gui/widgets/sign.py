"""The sign of a fit, and the star of what matters a lot, as widgets of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from data.schema import Fit
from gui.theme.look import Look
from gui.widgets.signs import paint_sign

if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object

SIGN_EM = 1.6
"""How wide a sign is, with the room around it."""


class _Mark(_Base):
    """Mixed into a widget: a drawing in the middle of its place, about as large as a letter."""

    look: Look
    side_em = 1.2

    def set_up(self, look: Look) -> None:
        self.look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(self.look.em(SIGN_EM), self.look.em(1.4))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        side = self.look.em(self.side_em)
        place = QRectF(0, 0, side, side)
        place.moveCenter(QRectF(self.rect()).center())
        self.draw(painter, place)
        painter.end()

    def draw(self, painter: QPainter, place: QRectF) -> None:
        raise NotImplementedError


class Sign(_Mark, QLabel):
    """As a label it reads what it is told: option and word."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fit = Fit.NOT_KNOWN
        self.set_up(look)

    def put(self, fit: Fit, said: str) -> None:
        self.fit = fit
        self.setText(said)
        self.update()

    def draw(self, painter: QPainter, place: QRectF) -> None:
        paint_sign(painter, self.look, self.fit, place)


class StarMark(_Mark, QWidget):
    """Matters a lot. It says nothing: the words stand beside it, or in the name of what it marks."""

    side_em = 1.15

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_up(look)

    def draw(self, painter: QPainter, place: QRectF) -> None:
        self.look.paint_icon(painter, "star-filled", place, self.look.colour("text"))
