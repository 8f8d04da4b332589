"""The signs that say how an option meets a factor. A word always stands beside them."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from data.schema import Fit
from gui.theme.look import Look

SIGN_ICONS = {Fit.FITS: "fits", Fit.PARTLY: "partly", Fit.DOES_NOT_FIT: "fits-not", Fit.NOT_KNOWN: "not-known"}


def paint_sign(painter: QPainter, look: Look, fit: Fit, rect: QRectF, ink: QColor | str | None = None) -> None:
    """Paints the sign in the middle of `rect`, as large as fits: a ring, and in it a tick, a wave, a bar or a "?"."""
    side = min(rect.width(), rect.height())
    place = QRectF(0, 0, side, side)
    place.moveCenter(rect.center())
    look.paint_icon(painter, SIGN_ICONS[fit], place, QColor(ink) if ink is not None else look.colour("text"))
