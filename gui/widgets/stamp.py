"""Shapes that are painted over and over, drawn once and then stamped: on a screen that costs a tenth."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPagedPaintDevice, QPainter, QPicture

MOST_KEPT = 2_000_000
"""Pixels of all that is kept."""
MOST_OF_ONE = 120_000
"""Pixels of what is kept whole; something larger is drawn each time."""
_PAPER = (QPagedPaintDevice, QPicture)
_kept: dict[Hashable, QImage] = {}


def stamp(
    painter: QPainter, rect: QRectF, key: Hashable, draw: Callable[[QPainter, QRectF], None], *, beyond: int = 0
) -> None:
    """Does what `draw` does in `rect`, from a kept picture if that can be seen no less sharply.

    The painter keeps its pen, brush and hints. `key` says all that the picture depends on, but for its size and place;
    it reaches so many pixels `beyond`.
    """
    ratio = _stamping_ratio(painter)
    x, y, width, height = rect.x(), rect.y(), rect.width(), rect.height()
    if not ratio or width * height * ratio * ratio > MOST_OF_ONE:
        painter.save()
        draw(painter, rect)
        painter.restore()
        return
    left, top = math.floor(x) - beyond, math.floor(y) - beyond
    whole = (key, x - left, y - top, width, height, ratio)
    image = _kept.get(whole)
    if image is None:
        if sum(image.width() * image.height() for image in _kept.values()) > MOST_KEPT:
            _kept.clear()
        place = QRectF(x - left, y - top, width, height)
        size = QSizeF(place.right() + beyond, place.bottom() + beyond) * ratio
        image = QImage(math.ceil(size.width()), math.ceil(size.height()), QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.transparent)
        on = QPainter(image)
        draw(on, place)
        on.end()
        _kept[whole] = image
    painter.drawImage(QPointF(left, top), image)


def _stamping_ratio(painter: QPainter) -> int:
    """Device pixels a pixel, where a kept picture is as sharp as lines; else 0.

    On paper, or enlarged, a picture of pixels would be coarse, and between two pixels it would be blurred.
    """
    device = painter.device()
    if isinstance(device, _PAPER):
        return 0
    ratio = device.devicePixelRatioF()
    if painter.worldMatrixEnabled():
        at = painter.transform()
        if at.isScaling() or at.dx() % 1 != 0 or at.dy() % 1 != 0:
            return 0
    return round(ratio) if ratio % 1 == 0 else 0
