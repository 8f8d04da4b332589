"""Rows as they were painted, so that one that is as it was is painted again in one go."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPaintEngine, QPainter, QPixmap

from gui.theme.look import Look
from gui.widgets.gridshape import RowShape, TextItem

MADE_AT_ONCE = 1
"""Of pictures: making them takes longer than painting, so they come one by one."""
KEPT_BYTES = 24_000_000
"""Of pictures that are kept; those not painted for the longest time give way."""
BYTES = 4
"""A pixel has."""


class Pictures:
    """Pictures of rows. What a search marks is painted over them, so that no picture is made for each keystroke."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self._kept: dict[RowShape, QPixmap] = {}
        self._bytes = 0
        self.made = 0
        """How many pictures have been made so far."""

    def __len__(self) -> int:
        return len(self._kept)

    def kept_bytes(self) -> int:
        """What the pictures take."""
        return sum(map(_bytes, self._kept.values()))

    def clear(self) -> None:
        """To be called when rows, look or visit are others."""
        self._kept.clear()
        self._bytes = 0

    def fit(self, painter: QPainter) -> bool:
        """Does a picture show what painting would? Only pixel for pixel, and nobody reads words in it."""
        ratio = painter.device().devicePixelRatioF()
        engine = painter.paintEngine()
        raster = engine is not None and engine.type() == QPaintEngine.Type.Raster
        return raster and ratio == int(ratio) and not painter.transform().isScaling()

    def paint(self, painter: QPainter, shape: RowShape, top: int, width: int, *, make: bool) -> bool:
        """Paints a row of which no line is cut, and the ground under it; was there a picture, or one to `make`?"""
        picture = self._picture(shape.bare or shape, width, painter.device().devicePixelRatioF(), make=make)
        if picture is None:
            return False
        painter.drawPixmap(QPoint(0, top), picture)
        if shape.bare is not None:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(0, top)
            for item in shape.items:
                if isinstance(item, TextItem) and item.laid.marks:
                    item.paint_marks(painter, self.look)
            painter.restore()
        return True

    def _picture(self, shape: RowShape, width: int, ratio: float, *, make: bool) -> QPixmap | None:
        known = self._kept.pop(shape, None)
        if known is None or known.devicePixelRatio() != ratio or known.width() != round(width * ratio):
            if known is not None:
                self._bytes -= _bytes(known)
            if not make:
                return None
            self.made += 1
            known = self._paint(shape, width, ratio)
            self._bytes += _bytes(known)
        self._kept[shape] = known
        while self._bytes > KEPT_BYTES and len(self._kept) > 1:
            self._bytes -= _bytes(self._kept.pop(next(iter(self._kept))))
        return known

    def _paint(self, shape: RowShape, width: int, ratio: float) -> QPixmap:
        picture = QPixmap(round(width * ratio), round(shape.height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(self.look.colour("background"))
        painter = QPainter(picture)
        shape.paint(painter, self.look)
        painter.end()
        return picture


def _bytes(picture: QPixmap) -> int:
    return picture.width() * picture.height() * BYTES
