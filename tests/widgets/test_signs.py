"""No sign weighs more than another: a column of one of them is no darker than a column of any other."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from data.schema import Fit
from gui.widgets.signs import paint_sign
from tests.windows import make_look

SIDE = 240
AS_MUCH = 1.08


def ink(fit: Fit) -> float:
    look = make_look()
    image = QImage(SIDE, SIDE, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    paint_sign(painter, look, fit, QRectF(0, 0, SIDE, SIDE), QColor("black"))
    painter.end()
    return sum(255 - value for value in bytes(image.constBits())) / 255 / SIDE**2


def test_signs_have_equal_ink(qtbot: QtBot) -> None:
    inks = {fit: ink(fit) for fit in Fit}
    assert min(inks.values()) > 0.1
    assert max(inks.values()) / min(inks.values()) <= AS_MUCH, inks
