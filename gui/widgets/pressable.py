"""What every button has in common: one action per touch, a ring that shows the focus, sizes for a shaky hand."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gui.theme.look import Look
from gui.widgets.stamp import stamp
from gui.widgets.whole import shown_whole

DOUBLE_TAP_MS = 350
"""A second touch within this time of the last action is part of the same touch."""

if TYPE_CHECKING:
    _Base = QAbstractButton
    _AnyWidget = QWidget
else:
    _Base = _AnyWidget = object


class Ringed(_AnyWidget):
    """Mixed into what can have the focus: the ring is for keys and assistive technology, not for what was touched."""

    look: Look
    _by_keys = False

    def shows_ring(self) -> bool:
        """Shall the focus be seen?"""
        return self.hasFocus() and self._by_keys

    def focus_came(self, event: QFocusEvent) -> None:
        """To be called when the focus comes."""
        reason = Qt.FocusReason
        if event.reason() in (reason.TabFocusReason, reason.BacktabFocusReason, reason.ShortcutFocusReason):
            self._by_keys = True
        elif event.reason() != reason.ActiveWindowFocusReason:
            quiet = (reason.MouseFocusReason, reason.NoFocusReason)
            self._by_keys = event.reason() not in quiet and not self.look.touching

    def touch_began(self) -> None:
        """To be called when a touch comes down."""
        self.look.touching = True
        if self._by_keys:
            self._by_keys = False
            self.update()

    def touch_ended(self) -> None:
        """To be called when it has gone, after what it did."""
        self.look.touching = False

    def key_came(self) -> None:
        """To be called when a key is pressed."""
        if not self._by_keys:
            self._by_keys = True
            self.update()


class Pressable(Ringed, _Base):
    """Mixed into a QAbstractButton: acts once per touch, by Enter as well as Space, never by a held key."""

    look: Look

    def set_up(self, look: Look, name: str) -> None:
        """To be called in the constructor. `name` is the object name that outside tools see."""
        self.look = look
        self._since_action = QElapsedTimer()
        self._expected = False
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.clicked.connect(self._acted)
        self.toggled.connect(self._toggled)
        look.changed.connect(self.relook)

    def relook(self) -> None:
        """Measures and paints again after the look has changed."""
        self.setFont(self.look.font())
        self.updateGeometry()
        self.update()

    def _acted(self) -> None:
        self._since_action.start()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.focus_came(event)
        super().focusInEvent(event)
        # Qt leaves one stop to a group and its own arrow keys to the rest: with Tab and Space alone, most of an answer
        # could not be reached.
        group = self.group()
        for button in group.buttons() if group is not None else self._exclusive_siblings():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _exclusive_siblings(self) -> list[QAbstractButton]:
        home = self.parentWidget()
        if not self.autoExclusive() or home is None:
            return []
        return [button for button in home.findChildren(QAbstractButton) if button.autoExclusive()]

    # Assistive technology toggles a button without a click, and nobody who waits for clicks would hear of it.

    def nextCheckState(self) -> None:
        self._expected = True
        super().nextCheckState()
        self._expected = False

    def setChecked(self, on: bool) -> None:
        self._expected = True
        super().setChecked(on)
        self._expected = False

    def _toggled(self, on: bool) -> None:
        # Of several of which one is on, the one that goes off was not chosen.
        group = self.group()
        one_of_many = self.autoExclusive() or (group is not None and group.exclusive())
        if not self._expected and (on or not one_of_many):
            self.clicked[bool].emit(on)  # type: ignore[index]

    def just_acted(self) -> bool:
        """Is a touch now still part of the one that it acted on?"""
        return self._since_action.isValid() and self._since_action.elapsed() < DOUBLE_TAP_MS

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.touch_began()
        if self.just_acted():
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.touch_ended()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        self.key_came()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
            event.accept()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)


def paint_focus(
    painter: QPainter,
    look: Look,
    rect: QRectF,
    radius: float,
    *,
    edge: float = 0.0,
    ink: QColor | None = None,
    fine: bool = False,
) -> None:
    """A ring just inside `rect`, on whole pixels, so that it is as wide everywhere and seen from a chair.

    Inside of an `edge` of that width it keeps away from it, or the two would be one line. `ink` is for grounds on which
    the focus colour is not seen; a `fine` ring stands within another, or where
    there is least room.
    """
    width, inset = ring_width(look, fine=fine), ring_inset(look, edge, fine=fine)
    left, top = round(rect.left()) + inset, round(rect.top()) + inset
    right, bottom = round(rect.right()) - inset, round(rect.bottom()) - inset
    half = width / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink or look.colour("focus"), width))
    ring = QRectF(left + half, top + half, right - left - width, bottom - top - width)
    radius = max(radius - inset - half, min(radius, look.em(0.15)))
    painter.drawRoundedRect(ring, radius, radius)
    painter.restore()


def ring_width(look: Look, *, fine: bool = False) -> int:
    """How wide the ring is, in whole pixels."""
    return max(2, round(look.stroke(0.08 if fine else 0.13)))


def ring_gap(look: Look, *, fine: bool = False) -> int:
    """From an edge to the ring."""
    return 2 if fine else max(2, round(look.stroke(0.08)))


def ring_inset(look: Look, edge: float, *, fine: bool = False) -> int:
    """From the outside of an edge of that width, if there is one, to the ring."""
    return math.ceil(edge) + ring_gap(look, fine=fine) if edge else 0


def focus_room(look: Look) -> int:
    """Pixels to keep free around a shape for the ring and its gap."""
    return round(look.stroke(0.13) + look.stroke(0.11))


def paint_box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None,
    edge: QColor | None = None,
    width: float = 0.0,
) -> None:
    """A rounded box, its edge drawn inside of `rect`."""
    key = (radius, fill.rgba() if fill is not None else None, edge.rgba() if edge is not None else None, width)

    def draw(on: QPainter, rect: QRectF) -> None:
        on.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_box(on, rect, radius, fill, edge, width)

    stamp(painter, rect, key, draw)


def draw_box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None,
    edge: QColor | None = None,
    width: float = 0.0,
) -> None:
    """The same with a painter that smooths edges already and may keep pen and brush."""
    painter.setBrush(fill if fill is not None else QBrush(Qt.BrushStyle.NoBrush))
    painter.setPen(QPen(edge, width) if edge is not None and width > 0 else QPen(Qt.PenStyle.NoPen))
    half = width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)


def paint_marker(painter: QPainter, look: Look, index: int, letter: str, rect: QRectF, *, turned: bool = False) -> None:
    """An option's mark in the square `rect`: its shape and its letter, in its colours.

    `turned` where the ground is turned around (a selection in a high-contrast scheme): line and ground change places.
    """
    colours = look.option(index)
    line, ground = (colours.on_ink, colours.ink) if turned else (colours.line, colours.tint)
    ink = colours.on_ink if turned else colours.ink

    def draw(on: QPainter, rect: QRectF) -> None:
        path = shape_path(index, rect)
        on.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = max(1.0, rect.width() * 0.11)
        style, cap, join = Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin
        on.setPen(QPen(QColor(line), edge, style, cap, join))
        on.setBrush(QColor(ground))
        on.drawPath(path)
        font = QFont(look.font(bold=True))
        font.setPixelSize(max(6, round(rect.height() * 0.54)))
        on.setFont(font)
        on.setPen(QColor(ink))
        box = path.boundingRect()
        if index % 4 == 3:
            box.adjust(0, box.height() * 0.14, 0, 0)
        metrics = QFontMetricsF(font)
        cap_height, width = metrics.capHeight(), metrics.horizontalAdvance(letter)
        on.drawText(QPointF(box.center().x() - width / 2, box.center().y() + cap_height / 2), letter)

    # The line around some shapes reaches out of the square.
    stamp(painter, rect, (index, letter, line, ground, ink), draw, beyond=math.ceil(rect.width() * 0.06))


def shape_path(index: int, rect: QRectF) -> QPainterPath:
    """The shape of the option at that place, in the square `rect`; all shapes have the same area."""
    unit, origin = rect.width() / 24, rect.topLeft()
    points = (
        ((4.25, 4.25), (19.75, 4.25), (19.75, 19.75), (4.25, 19.75)),
        ((12, 2.39), (20.32, 7.19), (20.32, 16.81), (12, 21.61), (3.68, 16.81), (3.68, 7.19)),
        ((12, 0.9), (23.1, 12), (12, 23.1), (0.9, 12)),
        ((4.4, 9.6), (12, 2.6), (19.6, 9.6), (19.6, 21.2), (4.4, 21.2)),
    )[index % 4]
    path = QPainterPath()
    first, *rest = (QPointF(origin.x() + x * unit, origin.y() + y * unit) for x, y in points)
    path.moveTo(first)
    for point in rest:
        path.lineTo(point)
    path.closeSubpath()
    return path


class Marker(QWidget):
    """An option's mark as a widget of its own. It says nothing: the name stands beside it."""

    def __init__(self, look: Look, index: int, letter: str, ems: float = 1.3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.index, self.letter, self.ems = look, index, letter, ems
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.relook)

    def show_option(self, index: int, letter: str) -> None:
        self.index, self.letter = index, letter
        self.update()

    def relook(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = self.look.em(self.ems)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: object) -> None:
        if shown_whole(self, 0, self.height()):
            painter = QPainter(self)
            paint_marker(painter, self.look, self.index, self.letter, QRectF(self.rect()))
            painter.end()
