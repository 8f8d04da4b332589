"""One hundred people, those counted filled in."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from data.schema import Span
from gui.theme.look import Look
from gui.visit.array import COLUMNS, FIGURES, filled, nth

SIDE_EM = 7.6
KEPT = 6
"""How many pictures an array keeps."""
_LINE = 2 / 24


def figure_rect(rect: QRectF, place: int) -> QRectF:
    """The square of one figure in an array that fills `rect`; place 0 is at the top left."""
    side = min(rect.width(), rect.height()) / COLUMNS
    row, column = divmod(place, COLUMNS)
    return QRectF(rect.left() + column * side, rect.top() + row * side, side, side)


def paint_array(
    painter: QPainter, look: Look, rect: QRectF, option_index: int, per_100: int, span: Span | None = None
) -> int:
    """Paints the figures from the top left of `rect` on and returns how many it filled.

    A `span`, the range of this group itself, is a paler band within an outline, from its low to its high end.
    """
    colours = look.option(option_index)
    ink, tint, ground = QColor(colours.ink), QColor(colours.tint), look.colour("surface")
    side = figure_rect(rect, 0).width()
    person = _person(side)
    pen = QPen(
        ink, max(1.0, _LINE * side * 0.85), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    )
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    drawn = 0
    for place, counted in enumerate(filled(per_100)):
        pale = span is not None and not counted and nth(place) < span.high
        painter.setBrush(ink if counted else tint if pale else ground)
        painter.drawPath(person.translated(figure_rect(rect, place).topLeft()))
        drawn += counted
    if span is not None and span.high > span.low:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_band(rect, span))
    painter.restore()
    return drawn


def _person(side: float) -> QPainterPath:
    """A head over shoulders, in a square of that side."""
    unit = side / 24
    path = QPainterPath()
    path.addEllipse(QPointF(12 * unit, 6.2 * unit), 3.7 * unit, 3.7 * unit)
    body = QPainterPath(QPointF(5.2 * unit, 21 * unit))
    body.lineTo(5.2 * unit, 17 * unit)
    body.cubicTo(5.2 * unit, 13 * unit, 8 * unit, 12.2 * unit, 12 * unit, 12.2 * unit)
    body.cubicTo(16 * unit, 12.2 * unit, 18.8 * unit, 13 * unit, 18.8 * unit, 17 * unit)
    body.lineTo(18.8 * unit, 21 * unit)
    body.closeSubpath()
    path.addPath(body)
    return path


def _band(rect: QRectF, span: Span) -> QPainterPath:
    """The outline of the figures after the low end of a range, up to its high end."""
    band = QPainterPath()
    for place in range(FIGURES):
        if span.low <= nth(place) < span.high:
            cell = QPainterPath()
            cell.addRect(figure_rect(rect, place))
            band = band.united(cell)
    return band.simplified()


class IconArray(QLabel):
    """The figures as a widget. Its accessible name carries the numbers.

    A label that has a picture is a graphic to assistive technology; the picture itself is empty, as the label paints.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.option_index, self.per_100 = look, 0, 0
        self.span: Span | None = None
        self._drawn = 0
        self._kept: dict[tuple[object, ...], tuple[QPixmap, int]] = {}
        picture = QPixmap(1, 1)
        picture.fill(Qt.GlobalColor.transparent)
        self.setPixmap(picture)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.relook)
        look.recoloured.connect(self.recolour)

    def put(self, option_index: int, per_100: int, span: Span | None, said: str) -> None:
        """The option's place (its colour), people out of 100, the group's own range if any, and all of it in words."""
        self.option_index, self.per_100, self.span = option_index, per_100, span
        self.setAccessibleName(said)
        self.update()

    def drawn_count(self) -> int:
        """How many figures were filled when it was last painted."""
        return self._drawn

    def recolour(self) -> None:
        self._kept.clear()

    def relook(self) -> None:
        self._kept.clear()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = self.look.em(SIDE_EM)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: object) -> None:
        # A hundred figures take long to paint: scrolling and going to and fro shall not paint them anew.
        key = (self.option_index, self.per_100, self.span, self.width(), self.height(), self.devicePixelRatioF())
        if key not in self._kept:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            self._kept[key] = self._paint(self.devicePixelRatioF())
        picture, self._drawn = self._kept[key]
        painter = QPainter(self)
        painter.drawPixmap(0, 0, picture)
        painter.end()

    def _paint(self, ratio: float) -> tuple[QPixmap, int]:
        picture = QPixmap(QSize(round(self.width() * ratio), round(self.height() * ratio)))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        drawn = paint_array(painter, self.look, QRectF(self.rect()), self.option_index, self.per_100, self.span)
        painter.end()
        return picture, drawn
