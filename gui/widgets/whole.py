"""Letters are seen whole or not at all: what the edge of a scroll area would cut through is left out."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

SLACK = 2
"""Pixels that the descent of a line may reach past the edge: no letter is that tall."""


def window_of(widget: QWidget) -> tuple[int, int] | None:
    """From where to where a scroll area around a widget shows it, in the widget's own pixels; None without one."""
    at, y = widget, 0
    while (parent := at.parentWidget()) is not None:
        if isinstance(parent, QAbstractScrollArea) and parent.viewport() is at:
            return -y, at.height() - y
        y += at.y()
        at = parent
    return None


def shown_whole(widget: QWidget, top: float, bottom: float) -> bool:
    """Does no edge of a scroll area cut through what stands from `top` to `bottom`? Out of view altogether is whole."""
    seen = window_of(widget)
    return seen is None or whole(seen, top, bottom)


def whole(seen: tuple[int, int], top: float, bottom: float) -> bool:
    """The same for a known window."""
    return not any(top + SLACK < edge < bottom - SLACK for edge in seen)


def draw_wrapped(painter: QPainter, widget: QWidget, place: QRectF, text: str, *, middle: bool = False) -> None:
    """Draws a text wrapped to its place, from its top or in its middle; lines that are cut are left out."""
    seen = window_of(widget)
    if seen is None or (seen[0] <= place.top() and place.bottom() <= seen[1]):
        down = Qt.AlignmentFlag.AlignVCenter if middle else Qt.AlignmentFlag.AlignTop
        painter.drawText(place, int(Qt.TextFlag.TextWordWrap | down), text)
        return
    layout = QTextLayout(text, painter.font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(place.width())
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    top = place.top() + ((place.height() - height) / 2 if middle else 0.0)
    for line in map(layout.lineAt, range(layout.lineCount())):
        if whole(seen, top + line.y(), top + line.y() + line.height()):
            line.draw(painter, QPointF(place.left(), top))
