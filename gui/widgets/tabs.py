"""The tabs on top, and the boxes that choose an option: real tab bars that act on release and paint themselves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from gui.theme.look import Look
from gui.widgets.pressable import Ringed, paint_box, paint_focus, paint_marker, ring_gap


class _Bar(Ringed, QTabBar):
    """What both bars have in common.

    A tab is chosen where a touch ends in the tab in which it began. Each tab is a stop of the Tab key, so that two
    switches reach all of them: the ring moves and Space or Enter chooses. Left, Right, Home and End choose at once.
    """

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setObjectName(name)
        self._cursor = 0
        self._pressed = -1
        self.setDrawBase(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setExpanding(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFont(look.font())
        look.changed.connect(self.relook)
        self.currentChanged.connect(self._chosen)

    def relook(self) -> None:
        """Measures and paints again after the look has changed."""
        self.setFont(self.look.font())
        self.measure()
        self.updateGeometry()
        self.update()

    def measure(self) -> None:
        """Makes Qt ask for the size of every tab again."""
        self.setElideMode(Qt.TextElideMode.ElideNone)

    def _put_texts(self, texts: Sequence[str]) -> None:
        while self.count() > len(texts):
            self.removeTab(self.count() - 1)
        for i, text in enumerate(texts):
            shown = text.replace("&", "&&")
            if i >= self.count():
                self.addTab(shown)
            elif self.tabText(i) != shown:
                self.setTabText(i, shown)

    def _chosen(self, index: int) -> None:
        self._cursor = max(0, index)
        self.update()

    # --- touch

    def touched_tab(self, pos: QPoint) -> int:
        """The tab whose touch area holds a point; -1 for none. Where tabs meet, each gives up half of the gap."""
        return next((i for i in range(self.count()) if self.touch_area(i).contains(pos)), -1)

    def touch_area(self, index: int) -> QRect:
        """Where a touch means a tab."""
        inset = -(-self.look.gap // 2)
        return self.tabRect(index).adjusted(inset if index else 0, 0, -inset, 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.touch_began()
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self.touched_tab(event.position().toPoint())
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        pressed, self._pressed = self._pressed, -1
        touched = self.touched_tab(event.position().toPoint())
        meant = event.button() == Qt.MouseButton.LeftButton and 0 <= pressed == touched
        if meant and self.isTabEnabled(pressed):
            self._cursor = pressed
            self.setCurrentIndex(pressed)
        self.touch_ended()
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    # --- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.key_came()
        last = self.count() - 1
        places = {
            Qt.Key.Key_Left: self.currentIndex() - 1,
            Qt.Key.Key_Right: self.currentIndex() + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
            Qt.Key.Key_Space: self._cursor,
            Qt.Key.Key_Return: self._cursor,
            Qt.Key.Key_Enter: self._cursor,
        }
        place = places.get(Qt.Key(event.key()))
        if place is None:
            event.ignore()
            return
        event.accept()
        if not event.isAutoRepeat() and last >= 0:
            self._cursor = min(max(place, 0), last)
            if self.isTabEnabled(self._cursor):
                self.setCurrentIndex(self._cursor)
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self._cursor = 0
        elif event.reason() == Qt.FocusReason.BacktabFocusReason:
            self._cursor = self.count() - 1
        else:
            self._cursor = max(0, self.currentIndex())
        self.focus_came(event)
        super().focusInEvent(event)
        self._tell_cursor()

    def focusNextPrevChild(self, forward: bool) -> bool:
        to = self._cursor + (1 if forward else -1)
        if self.hasFocus() and 0 <= to < self.count():
            self._cursor = to
            self.key_came()
            self.update()
            self._tell_cursor()
            return True
        return super().focusNextPrevChild(forward)

    def _tell_cursor(self) -> None:
        if self.count():
            told = QAccessibleEvent(self, QAccessible.Event.Focus)
            told.setChild(self._cursor)
            QAccessible.updateAccessibility(told)

    @property
    def ringed(self) -> int:
        """The tab that has the focus ring while the bar has the focus."""
        return self._cursor


class Tabs(_Bar):
    """The tabs on top of the window. In narrow windows their padding shrinks, then words go onto a second line."""

    PADDING, LEAST_PADDING, WRAPPED_PADDING = 1.2, 0.35, 0.1

    def __init__(self, look: Look, name: str = "tabs", parent: QWidget | None = None) -> None:
        self._low = False
        self._widths: tuple[list[float], list[float]] | None = None
        self._leasts: dict[bool, int] = {}
        self._hints: tuple[tuple[int, int, bool], list[QSize]] | None = None
        super().__init__(look, name, parent)

    def set_labels(self, labels: Sequence[str]) -> None:
        """The words of all tabs."""
        self._put_texts(labels)
        self._widths = self._hints = None
        self.measure()
        self.updateGeometry()

    def relook(self) -> None:
        self._widths = self._hints = None
        super().relook()

    def _label_widths(self, *, wrapped: bool) -> list[float]:
        if self._widths is None or len(self._widths[0]) != self.count():
            metrics = self.look.fine_metrics(bold=True)
            labels = [self._label(i) for i in range(self.count())]
            one, two = (
                [
                    max((metrics.horizontalAdvance(line) for line in two_lines(label, metrics, either)), default=0.0)
                    for label in labels
                ]
                for either in (False, True)
            )
            self._widths = one, two
            self._leasts.clear()
        return self._widths[wrapped]

    def _label(self, index: int) -> str:
        return self.tabText(index).replace("&&", "&")

    def _least(self, *, wrapped: bool) -> int:
        widths = self._label_widths(wrapped=wrapped)
        if wrapped not in self._leasts:
            pad = 2 * self.look.em(self.WRAPPED_PADDING if wrapped else self.LEAST_PADDING)
            self._leasts[wrapped] = sum(max(self._least_width(), round(width) + pad) for width in widths)
        return self._leasts[wrapped]

    @property
    def wrapped(self) -> bool:
        """Whether the labels stand on two lines."""
        return self._least(wrapped=False) > self.width()

    def tabSizeHint(self, index: int) -> QSize:
        # Qt asks for every tab several times at each change.
        at = self.width(), self.count(), self._low
        if self._hints is None or self._hints[0] != at:
            self._hints = at, self._tab_hints()
        return self._hints[1][index]

    def _tab_hints(self) -> list[QSize]:
        wrapped = self.wrapped
        widths = self._label_widths(wrapped=wrapped)
        full = self.look.em(self.PADDING)
        least = self.look.em(self.WRAPPED_PADDING if wrapped else self.LEAST_PADDING)
        room = (self.width() - sum(widths)) / (2 * max(1, len(widths)))
        pad = max(float(least), min(float(full), room))
        return [QSize(max(self._least_width(), int(width + 2 * pad)), self._height()) for width in widths]

    def _least_width(self) -> int:
        """As wide as a finger needs, and what each gives up to its neighbours."""
        return self.look.touch + 2 * -(-self.look.gap // 2)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def near_width(self) -> int:
        """As wide as all labels on one line need, standing near to one another."""
        return self._least(wrapped=False)

    def set_low(self, on: bool) -> None:
        """Where height is scarce, tabs are no higher than a line of words and a finger need."""
        if on != self._low:
            self._low = on
            self.relook()

    def _height(self) -> int:
        low = 2.5 if self.wrapped else 2.0
        return max(self.look.em(low if self._low else 3.0), self.look.touch)

    def sizeHint(self) -> QSize:
        pad = 2 * self.look.em(self.PADDING)
        return QSize(sum(round(w) + pad + 1 for w in self._label_widths(wrapped=False)), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._least(wrapped=True), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.measure()
        super().resizeEvent(event)

    def paintEvent(self, _event: object) -> None:
        look = self.look
        painter = QPainter(self)
        for i in range(self.count()):
            rect, on = QRectF(self.tabRect(i)), i == self.currentIndex()
            ink = look.colour("text")
            if on:
                ink = self._paint_chosen(painter, rect)
            font = look.font(bold=on)
            painter.setFont(font)
            painter.setPen(ink)
            lines = two_lines(self._label(i), look.fine_metrics(bold=True), self.wrapped)
            _paint_lines(painter, rect, lines, look.fine_metrics(bold=on).height())
            if not self.isTabEnabled(i):
                look.paint_icon(painter, "lock", self._lock(i, rect), ink)
            if i == self._pressed and not on and self.isTabEnabled(i):
                painter.fillRect(QRectF(rect.left(), 0, rect.width(), look.stroke(0.12)), look.colour("control-line"))
            if self.shows_ring() and i == self._cursor:
                # Words on two lines leave least room; the bar of the one that is on stands above.
                gap, bar = ring_gap(look), math.ceil(look.stroke(0.16)) if on else 0
                near = ring_gap(look, fine=self.wrapped)
                ring = rect.adjusted(near, near + bar, -near, -gap)
                paint_focus(painter, look, ring, look.em(0.25), ink=ink if on else None, fine=self.wrapped)
        painter.end()

    def _lock(self, index: int, rect: QRectF) -> QRectF:
        """Before the words of a closed tab, or above them where there is no room."""
        words, em = self._label_widths(wrapped=self.wrapped)[index], self.look.em
        left = (rect.width() - words) / 2 - em(1.1)
        if self.wrapped:
            return QRectF(rect.left() + em(0.08), rect.top() + em(0.08), em(0.6), em(0.6))
        if left >= em(0.1):
            return QRectF(rect.left() + left, rect.center().y() - em(0.45), em(0.9), em(0.9))
        return QRectF(rect.center().x() - em(0.3), rect.top() + em(0.02), em(0.6), em(0.6))

    def _paint_chosen(self, painter: QPainter, rect: QRectF) -> QColor:
        look = self.look
        if look.scheme.high:
            painter.fillRect(rect, look.colour("accent"))
            return look.colour("on-accent")
        painter.fillRect(rect, look.colour("background"))
        hair = look.stroke(0.045)
        for x in (rect.left(), rect.right() - hair):
            painter.fillRect(QRectF(x, rect.top(), hair, rect.height()), look.colour("line"))
        painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), look.stroke(0.16)), look.colour("accent"))
        return look.colour("text")


def two_lines(text: str, metrics: QFontMetricsF, wrapped: bool = True) -> list[str]:
    """The text on one line or, wrapped, on the two lines whose longer one is shortest."""
    words = text.split()
    if not wrapped or len(words) < 2:
        return [text]
    splits = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    first, second = min(splits, key=lambda s: max(metrics.horizontalAdvance(s[0]), metrics.horizontalAdvance(s[1])))
    return [first, second]


def _paint_lines(painter: QPainter, rect: QRectF, lines: Sequence[str], height: float) -> None:
    pitch = height * 0.96
    y = rect.center().y() - pitch * len(lines) / 2
    for line in lines:
        painter.drawText(QRectF(rect.left(), y, rect.width(), pitch), Qt.AlignmentFlag.AlignCenter, line)
        y += pitch


@dataclass(frozen=True, slots=True)
class OptionTab:
    """One box. `index` gives colours and shape, `letter` stands in the mark."""

    index: int
    letter: str
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class _Arrangement:
    """How all boxes are filled at a width: which name, the mark beside or above it, the height of a box, and whether
    the chosen one is bold: not where a bold name, of whichever option, would nearly touch its edge."""

    lines: tuple[tuple[str, ...], ...]
    above: bool
    height: int
    bold: bool


LEAST_PAD_EM, BOLD_PAD_EM = 0.12, 0.3
"""At the sides of a name in the narrowest box; and in the narrowest of which the chosen one is bold."""


class OptionTabs(_Bar):
    """Equally wide boxes, one an option, each with its mark and name; the same arrangement in all of them. Only where
    that would cut a word are boxes as wide as their words ask for."""

    def __init__(self, look: Look, name: str = "optionTabs", parent: QWidget | None = None) -> None:
        super().__init__(look, name, parent)
        self.options: tuple[OptionTab, ...] = ()
        self._low = False
        self._arranged: tuple[tuple[int, ...], _Arrangement] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_options(self, options: Sequence[OptionTab]) -> None:
        if tuple(options) == self.options:
            return
        self.options = tuple(options)
        self._arranged = None
        self._put_texts([option.name for option in options])
        self.measure()
        self.updateGeometry()
        self.update()

    def set_low(self, on: bool) -> None:
        """Where height is scarce, short names on one line rather than long ones on two."""
        if on != self._low:
            self._low = on
            self.relook()

    def show_current(self, index: int) -> None:
        """Shows which option is chosen, without telling anybody."""
        blocked = self.blockSignals(True)
        self.setCurrentIndex(index)
        self.blockSignals(blocked)
        self._chosen(index)

    def relook(self) -> None:
        self._arranged = None
        super().relook()

    @property
    def _gap(self) -> int:
        return max(self.look.em(0.5 if self.width() >= self.look.em(22) else 0), self.look.gap)

    def _widths(self, width: int) -> tuple[int, ...]:
        """Of the boxes of a bar that is `width` pixels wide: equal to the pixel, the remainder left at the right."""
        count = max(1, len(self.options))
        room = width - self._gap * (count - 1)
        needs = self._needs()
        if max(needs) <= room // count or sum(needs) > room:
            return (room // count,) * count
        return tuple(need + (room - sum(needs)) // count for need in needs)

    def _needs(self) -> tuple[int, ...]:
        """The least width of each box: that of the longest word of its short name."""
        metrics, pad = self.look.fine_metrics(bold=True), self.look.em(LEAST_PAD_EM)
        longest = (max(map(metrics.horizontalAdvance, option.short.split()), default=0.0) for option in self.options)
        return tuple(max(math.ceil(word) + 2 * pad, self.look.touch) for word in longest) or (0,)

    def holds(self, width: int) -> bool:
        """Does a bar so wide show every word whole?"""
        return sum(self._needs()) + self._gap * (len(self.options) - 1) <= width

    def box(self, index: int) -> QRect:
        """The box of an option."""
        widths = self._widths(self.width())
        return QRect(sum(widths[:index]) + index * self._gap, 0, widths[index], self.height())

    def height_for(self, width: int) -> int:
        """The height of all boxes if the bar is that wide."""
        return self._arrange_at(self._widths(width)).height

    def touch_area(self, index: int) -> QRect:
        return self.box(index)

    def tabSizeHint(self, index: int) -> QSize:
        count = max(1, self.count())
        box = self.box(index)
        last = index == count - 1
        return QSize(self.width() - box.left() if last else box.width() + self._gap, self._arrange().height)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def sizeHint(self) -> QSize:
        return QSize(self.look.em(10) * max(1, self.count()), self._arrange().height)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.touch * max(1, self.count()), self._arrange().height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.oldSize().width() != event.size().width():
            self._arranged = None
            self.measure()
            self.updateGeometry()
        super().resizeEvent(event)

    def _pads(self, width: int) -> tuple[int, int, int]:
        """Padding at the sides, width of the mark, space between mark and name, in a box of that width."""
        look = self.look
        side = 0.9 if width > look.em(12) else 0.4 if width > look.em(6) else LEAST_PAD_EM
        return look.em(side), look.em(1.45), look.em(0.6)

    def _arrange(self) -> _Arrangement:
        widths = self._widths(self.width())
        if self._arranged is None or self._arranged[0] != widths:
            self._arranged = (widths, self._arrange_at(widths))
        return self._arranged[1]

    def _arrange_at(self, widths: tuple[int, ...]) -> _Arrangement:
        look, metrics = self.look, self.look.fine_metrics(bold=True)
        pad, mark, gap = self._pads(min(widths))
        names = [tuple(o.name for o in self.options), tuple(o.short for o in self.options)]
        tries = [(n, above, 2) for n in names for above in (False, True)]
        if self._low:
            tries = [(n, False, 1) for n in names] + tries
        pitch = metrics.height()
        for texts, above, most in tries:
            rooms = [width - 2 * pad - (0 if above else mark + gap) for width in widths]
            lines = tuple(_wrap(text, metrics, room) for text, room in zip(texts, rooms, strict=False))
            if all(len(ls) <= most for ls in lines) and all(
                metrics.horizontalAdvance(x) <= room for ls, room in zip(lines, rooms, strict=False) for x in ls
            ):
                break
        else:
            above = True
            lines = tuple(
                _wrap(o.short, metrics, width - 2 * pad) for o, width in zip(self.options, widths, strict=False)
            )
        tall = max((len(ls) for ls in lines), default=1) * pitch
        inner = tall + mark + look.em(0.2) if above else max(tall, float(mark))
        bold = not above or all(
            metrics.horizontalAdvance(line) + 2 * look.em(BOLD_PAD_EM) <= width
            for each, width in zip(lines, widths, strict=False)
            for line in each
        )
        return _Arrangement(lines, above, max(look.em(2.42), look.touch, round(inner + look.em(0.7))), bold)

    def paintEvent(self, _event: object) -> None:
        look = self.look
        painter = QPainter(self)
        arranged = self._arrange()
        pad, mark, gap = self._pads(min(self._widths(self.width())))
        for i, option in enumerate(self.options):
            rect, on = QRectF(self.box(i)), i == self.currentIndex()
            colours = look.option(option.index)
            high = look.scheme.high
            fill, edge, width = look.colour("surface"), look.colour("control-line"), look.stroke(0.085)
            ink = look.colour("text")
            if on:
                fill = QColor(colours.ink if high else colours.tint)
                edge, width = QColor(colours.ink), look.stroke(0.16)
                ink = QColor(colours.on_ink if high else colours.ink)
            elif i == self._pressed:
                edge, width = QColor(colours.line), look.stroke(0.16)
            paint_box(painter, rect, look.em(0.35), fill, edge, width)
            lines = arranged.lines[i] if i < len(arranged.lines) else ()
            font = look.font(bold=on and arranged.bold)
            painter.setFont(font)
            pitch = QFontMetricsF(font).height()
            if arranged.above:
                # All marks on one line, however many lines the names have.
                most = max(len(each) for each in arranged.lines)
                top = (rect.height() - mark - look.em(0.2) - pitch * most) / 2
                place = QRectF(rect.center().x() - mark / 2, top, mark, mark)
                text = QRectF(rect.left(), top + mark + look.em(0.2), rect.width(), pitch * len(lines))
                align = Qt.AlignmentFlag.AlignHCenter
            else:
                place = QRectF(rect.left() + pad, (rect.height() - mark) / 2, mark, mark)
                left = place.right() + gap
                text = QRectF(left, (rect.height() - pitch * len(lines)) / 2, rect.right() - left, pitch * len(lines))
                align = Qt.AlignmentFlag.AlignLeft
            paint_marker(painter, look, option.index, option.letter, place, turned=on and high)
            painter.setPen(ink)
            for n, line in enumerate(lines):
                row = QRectF(text.left(), text.top() + n * pitch, text.width(), pitch)
                painter.drawText(row, int(align | Qt.AlignmentFlag.AlignVCenter), line)
            if self.shows_ring() and i == self._cursor:
                turned = ink if on and high else None
                paint_focus(painter, look, rect, look.em(0.35), edge=look.stroke(0.16), ink=turned)
        painter.end()


def _wrap(text: str, metrics: QFontMetricsF, width: float) -> tuple[str, ...]:
    """Words filled into lines; a word longer than the width stays whole."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)
