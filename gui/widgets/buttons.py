"""Buttons, chips, ticks and choices, each painting itself from the look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from gui.theme.look import Look
from gui.widgets.pressable import Pressable, focus_room, paint_box, paint_focus, paint_marker, ring_inset, ring_width
from gui.widgets.stamp import stamp
from gui.widgets.whole import shown_whole

EDGE_EM = 0.085
"""How wide the edge of a button is."""
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft


_HEIGHTS: dict[tuple[int, int, int, bool], int] = {}
"""By a text's hash, so that no word of a visit is kept."""
_HEIGHTS_KEPT = 2000


def text_height(font: QFont, text: str, width: int) -> int:
    """The height of a text wrapped to `width`, in pixels. Layouts ask for the same few many times over."""
    key = (hash(text), width, font.pixelSize(), font.bold())
    if key not in _HEIGHTS:
        if len(_HEIGHTS) >= _HEIGHTS_KEPT:
            _HEIGHTS.clear()
        _HEIGHTS[key] = QFontMetrics(font).boundingRect(QRect(0, 0, max(1, width), 100_000), _WRAP, text).height()
    return _HEIGHTS[key]


def _words_shown(button: QWidget, height: float) -> bool:
    """Are the words in the middle of a button, so high, seen whole?"""
    return shown_whole(button, (button.height() - height) / 2, (button.height() + height) / 2)


def _high_enough(hint: QSize, text: str, font: QFont, width: int, beside: int, room: int) -> int:
    """The height of a button that is `width` pixels wide, of which `beside` are not for its words."""
    if width >= hint.width():
        return hint.height()
    return max(hint.height(), text_height(font, text, width - beside) + room)


@dataclass(frozen=True, slots=True)
class Sample:
    """Letters drawn to show what an answer does: so many em large, on a ground of their own if there is one. In colours
    they are away where only black and white may be used."""

    letters: str
    ems: float
    ground: str = ""
    ink: str = ""
    coloured: bool = False


class Button(Pressable, QPushButton):
    """A button with an icon and words. `filled` is the one that leads on; `quiet` has no edge.

    With `icon_over_word` (narrow windows) the icon stands above the words, each on a line of its own if `wrapped`.
    """

    def __init__(
        self,
        look: Look,
        name: str,
        *,
        icon: str | None = None,
        icon_after: bool = False,
        filled: bool = False,
        quiet: bool = False,
        bold: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.icon_name, self.icon_after = icon, icon_after
        self.filled, self.quiet, self.bold = filled, quiet, bold
        self.within = 0.0
        """How wide, in em, an edge is that runs along it and is not its own."""
        self.icon_over_word, self.wrapped = False, False
        self._gives_room = False
        self.closed = False
        """It cannot be pressed now, for a reason that is said elsewhere: a lock says so, and no paler words."""
        self.soft = False
        """On is shown by an edge and a tick, so that it is not taken for the button that leads on."""
        self.near = self.low = self.bare = False
        """Less room at the sides of the words, and above and below them; words alone, without the icon."""
        self.sample: Sample | None = None
        self.other_words: str = ""
        """Words that may stand in place of these, for which there is always room."""
        self.set_up(look, name)
        policy = QSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFont(look.font())

    def put_icon_over_word(self, on: bool, *, wrapped: bool = False) -> None:
        """`wrapped` for each word on a line of its own below the icon."""
        if (on, wrapped) != (self.icon_over_word, self.wrapped):
            self.icon_over_word, self.wrapped = on, wrapped
            self.updateGeometry()
            self.update()

    def stand(self, *, near: bool | None = None, low: bool | None = None, bare: bool | None = None) -> None:
        """With less room at the sides of the words, or above and below them, or no icon; None leaves it as it is."""
        before = self.near, self.low, self.bare
        self.near = self.near if near is None else near
        self.low = self.low if low is None else low
        self.bare = self.bare if bare is None else bare
        if before != (self.near, self.low, self.bare):
            self.updateGeometry()
            self.update()

    def close_up(self, closed: bool) -> None:
        """Closed for a while, or open again."""
        if closed != self.closed:
            self.closed = closed
            self.setEnabled(not closed)
            self.update()

    def set_words(self, text: str, said: str | None = None) -> None:
        """The words on the button, and those for assistive technology where more needs saying."""
        if (text, said or text) == (self.words(), self.accessibleName()):
            return
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(said or text)
        self.updateGeometry()

    def words(self) -> str:
        return self.text().replace("&&", "&")

    def _font(self) -> QFont:
        return self.look.font(bold=self._is_bold())

    def _metrics(self) -> QFontMetrics:
        return self.look.metrics(bold=self._is_bold())

    def _is_bold(self) -> bool:
        return self.bold or self.filled or self.isChecked()

    def sizeHint(self) -> QSize:
        look, metrics = self.look, self.look.metrics(bold=True)
        texts = [text for text in (self.words(), self.other_words) if text]
        lines = [line for text in texts for line in (text.split() if self.wrapped else [text])]
        words = max((metrics.horizontalAdvance(line) for line in lines), default=0)
        icon = look.em(1.15) if self._icon() else self._sample_width()
        if self.icon_over_word:
            width = max(words, icon) + 2 * look.em(0.15 if self.near else 0.35)
            height = max(look.em((4.3 if self.wrapped else 3.1) - (0.35 if self.low else 0)), look.touch)
        else:
            gap = look.em(0.5) if icon and words else 0
            width = words + icon + gap + 2 * look.em(0.9 - 0.3 * self.quiet - 0.28 * self.near)
            height = max(look.em(2.0 if self.low else 2.42), look.touch)
        return QSize(max(width, look.touch), height)

    def _icon(self) -> str | None:
        if self.closed:
            return "lock"
        if self.bare:
            return None
        return "tick" if self.soft and self.isChecked() else self.icon_name

    def _sample_width(self) -> int:
        sample = self._sample()
        if sample is None:
            return 0
        return self.look.em(1.9 if sample.ground else 1.1)

    def _sample(self) -> Sample | None:
        away = self.sample is not None and self.sample.coloured and self.look.scheme.high
        return None if away else self.sample

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        if not self._gives_room:
            return hint
        ringed = round(self._line_width()) + 2 * (self._ring_room(self.look.stroke(EDGE_EM), fine=True) + 1)
        return QSize(max(ringed, self.look.touch), hint.height())

    def give_room(self) -> None:
        """In a row that has too little, it gives up the room beside its words, but for that of a fine ring."""
        self._gives_room = True
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
        self.setSizePolicy(policy)

    def _line_width(self) -> float:
        return self.look.fine_metrics(bold=self._is_bold()).horizontalAdvance(self.words())

    def _ring_room(self, edge: float, *, fine: bool = False) -> int:
        """From the outside of its edge to the inside of its ring."""
        return ring_inset(self.look, edge, fine=fine) + ring_width(self.look, fine=fine)

    def _tight(self, edge: float) -> bool:
        """Would the ring touch words on one line, as they stand in the middle?"""
        beside = (self.width() - self._line_width()) / 2
        return 0 < beside <= self._ring_room(edge)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        hint = self.sizeHint()
        if self.icon_over_word:
            return hint.height()
        return _high_enough(hint, self.words(), self.look.font(bold=True), width, self._beside(), self.look.em(0.7))

    def _beside(self) -> int:
        """Of the width, what is not for the words."""
        icon = self.look.em(1.15) if self._icon() else self._sample_width()
        gap = self.look.em(0.5) if icon and self.words() else 0
        return icon + gap + 2 * self.look.em(0.9 - 0.3 * self.quiet - 0.28 * self.near)

    def paintEvent(self, _event: object) -> None:
        look = self.look
        painter = QPainter(self)
        rect = QRectF(self.rect())
        pressed = self.isDown()
        dark = self.filled or (self.isChecked() and not self.soft)
        turned = dark != pressed if not self.quiet else pressed
        if turned:
            fill, ink = look.colour("accent"), look.colour("on-accent")
        else:
            fill, ink = look.colour("surface"), look.colour("text")
        radius = look.em(0.35)
        chosen = self.soft and self.isChecked()
        if not self.quiet or pressed:
            edge = look.colour("accent" if dark or chosen else "control-line")
            paint_box(painter, rect, radius, fill, edge, look.stroke(0.16 if chosen else EDGE_EM))
        if not self.isEnabled() and not self.closed:
            painter.setOpacity(0.55)
        if self.shows_ring():
            own = not self.quiet or pressed
            ems = (0.16 if chosen else EDGE_EM) if own else self.within
            edge_width, on_fill = look.stroke(ems) if ems else 0.0, ink if turned else None
            fine = self._tight(edge_width) if own else ems > 0
            paint_focus(painter, look, rect, radius, edge=edge_width, ink=on_fill, fine=fine)
        self._paint_words(painter, ink)
        painter.end()

    def _paint_words(self, painter: QPainter, ink: QColor) -> None:
        look, words = self.look, self.words()
        painter.setPen(ink)
        painter.setFont(self._font())
        side = look.em(1.15)
        icon = self._icon()
        if self.icon_over_word and icon:
            top = look.em(0.15 if self.low else 0.3)
            place = QRectF((self.width() - side) / 2, top, side, side)
            look.paint_icon(painter, icon, place, ink)
            below = QRect(0, top + side, self.width(), self.height() - top - side - look.em(0.1))
            if not shown_whole(self, below.top(), below.bottom()):
                return
            lines = words.split() if self.wrapped else [words]
            pitch = min(below.height() / len(lines), look.em(1.3)) if self.wrapped else float(below.height())
            y = below.top() + (below.height() - pitch * len(lines)) / 2
            for line in lines:
                painter.drawText(QRectF(0, y, self.width(), pitch), Qt.AlignmentFlag.AlignCenter, line)
                y += pitch
            return
        metrics = self._metrics()
        width, height = metrics.horizontalAdvance(words), metrics.height()
        sample = self._sample()
        if sample is not None:
            side = self._sample_width()
        first = bool(icon) or sample is not None
        gap = look.em(0.5) if first and words else 0
        if width + (side + gap if first else 0) > self.width():
            width = max(1, self.width() - self._beside())
            height = text_height(self._font(), words, width)
        total = width + (side + gap if first else 0)
        x = (self.width() - total) / 2
        if sample is not None:
            _paint_sample(painter, look, sample, QRectF(x, 0, side, self.height()), ink)
            x += side + gap
        if icon and not self.icon_after:
            look.paint_icon(painter, icon, QRectF(x, (self.height() - side) / 2, side, side), ink)
            x += side + gap
        if _words_shown(self, height):
            spot = QRect(round(x), 0, width + 2, self.height())
            painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, words)
        if icon and self.icon_after:
            place = QRectF(x + width + gap, (self.height() - side) / 2, side, side)
            look.paint_icon(painter, icon, place, ink)


def _paint_sample(painter: QPainter, look: Look, sample: Sample, rect: QRectF, ink: QColor) -> None:
    """Letters as a drawing, on one line with those of the words beside it or on a ground of their own."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if sample.ground:
        box = QRectF(0, 0, rect.width(), look.em(1.5))
        box.moveCenter(rect.center())
        paint_box(painter, box, look.em(0.25), QColor(sample.ground), ink, look.stroke(0.06))
        ink = QColor(sample.ink)
    font = QFont(look.font(bold=True))
    font.setPixelSize(max(6, look.em(sample.ems)))
    path = QPainterPath()
    path.addText(QPointF(), font, sample.letters)
    drawn = path.boundingRect()
    path.translate(rect.center().x() - drawn.center().x(), rect.center().y() - drawn.center().y())
    painter.fillPath(path, ink)
    painter.restore()


class WideButton(Button):
    """A button whose words may be a sentence: they wrap where it is narrow."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, name, parent=parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def sizeHint(self) -> QSize:
        # A wrapped text of exactly the width of its words may break.
        return super().sizeHint() + QSize(2, 0)

    def heightForWidth(self, width: int) -> int:
        words = text_height(self.look.font(bold=True), self.words(), width - 2 * self.look.em(0.9))
        return max(words + self.look.em(1.1), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        longest = max(self.words().split() or [""], key=len)
        width = self.look.metrics(bold=True).horizontalAdvance(longest) + 2 * self.look.em(0.9)
        return QSize(max(width, self.look.touch), super().sizeHint().height())

    def _paint_words(self, painter: QPainter, ink: QColor) -> None:
        painter.setPen(ink)
        painter.setFont(self._font())
        place = self.rect().adjusted(self.look.em(0.9), 0, -self.look.em(0.9), 0)
        if _words_shown(self, text_height(self._font(), self.words(), place.width())):
            painter.drawText(place, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter), self.words())


class LinkButton(Button):
    """Underlined words that act."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, name, quiet=True, parent=parent)
        self.lines: tuple[str, ...] = ()
        """What it shows instead of its words, where they do not tell enough."""

    def set_lines(self, lines: Sequence[str]) -> None:
        if tuple(lines) != self.lines:
            self.lines = tuple(lines)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        metrics = self.look.metrics()
        width = max(metrics.horizontalAdvance(line) for line in self.lines or (self.words(),))
        height = self.look.em(2.2 if self.lines else 1.9)
        return QSize(max(width + 2 * self.look.em(0.35), self.look.touch), max(height, self.look.touch))

    def _paint_words(self, painter: QPainter, ink: QColor) -> None:
        if not self.lines:
            super()._paint_words(painter, ink)
            return
        painter.setPen(ink)
        painter.setFont(self._font())
        # What is seen stands in the middle, from the first capital to the last underline: the ring goes round it.
        metrics = QFontMetricsF(self._font())
        first_and_last = metrics.capHeight() + metrics.underlinePos() + metrics.lineWidth()
        between = max(1, len(self.lines) - 1)
        room = self.height() - 2 * (ring_width(self.look, fine=True) + self.look.stroke(self.within) + 5)
        pitch = min(max((room - first_and_last) / between, metrics.height() * 0.74), metrics.height() * 0.9)
        seen = first_and_last + pitch * (len(self.lines) - 1)
        baseline = (self.height() - seen) / 2 + metrics.capHeight()
        for line in self.lines:
            painter.drawText(QPointF((self.width() - metrics.horizontalAdvance(line)) / 2, baseline), line)
            baseline += pitch

    def _font(self) -> QFont:
        font = QFont(self.look.font())
        font.setUnderline(True)
        return font


class Chip(Pressable, QPushButton):
    """A pill that is on or off; on is filled and carries a tick."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None, *, icon: str | None = None) -> None:
        super().__init__(parent)
        self.icon_name = icon
        self.setCheckable(True)
        self.set_up(look, name)
        policy = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_words(self, text: str, said: str | None = None) -> None:
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(said or text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        look = self.look
        # The width of the ticked state, so that nothing moves when it is touched.
        words = look.metrics(bold=True).horizontalAdvance(self.text().replace("&&", "&"))
        width = words + look.em(0.95) + look.em(0.3) + 2 * look.em(0.4)
        return QSize(max(width, look.touch), max(look.em(2.1), look.touch))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        text, font = self.text().replace("&&", "&"), self.look.font(bold=True)
        return _high_enough(self.sizeHint(), text, font, width, self._beside(), self.look.em(0.6))

    def _beside(self) -> int:
        """Of the width, what is not for the words."""
        return self.look.em(0.95) + self.look.em(0.3) + 2 * self.look.em(0.4)

    def paintEvent(self, _event: object) -> None:
        look, on = self.look, self.isChecked()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        broken = self.width() < self.sizeHint().width()
        height = rect.height() if broken else min(rect.height(), float(look.em(2.1)))
        pill = QRectF(rect.left(), (rect.height() - height) / 2, rect.width(), height)
        fill, ink = look.colour("accent" if on else "surface"), look.colour("on-accent" if on else "text")
        radius = min(height / 2, look.em(1.05))
        paint_box(painter, pill, radius, fill, look.colour("accent" if on else "control-line"), look.stroke(EDGE_EM))
        if self.shows_ring():
            paint_focus(painter, look, pill, radius, edge=look.stroke(EDGE_EM), ink=ink if on else None)
        font = look.font(bold=on)
        painter.setFont(font)
        painter.setPen(ink)
        text = self.text().replace("&&", "&")
        metrics = look.metrics(bold=on)
        width, high = metrics.horizontalAdvance(text), metrics.height()
        if broken:
            width = max(1, self.width() - self._beside())
            high = text_height(font, text, width)
        icon = "tick" if on else self.icon_name
        side = look.em(0.95)
        total = width + (side + look.em(0.3) if icon else 0)
        x = pill.center().x() - total / 2
        if icon:
            look.paint_icon(painter, icon, QRectF(x, pill.center().y() - side / 2, side, side), ink)
            x += side + look.em(0.3)
        if _words_shown(self, high):
            place = QRect(round(x), 0, width + 2, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, text)
        painter.end()


class _Wrapped(Pressable):
    """A button whose words wrap beside a mark at the left."""

    bold_when_on = True

    def set_words(self, text: str, said: str | None = None) -> None:
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(said or text)
        self.updateGeometry()

    def words(self) -> str:
        return self.text().replace("&&", "&")

    def mark_side(self) -> int:
        return self.look.em(1.45)

    def _left(self) -> int:
        return self.mark_side() + self.look.em(0.65) + focus_room(self.look) + 2

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        look = self.look
        height = text_height(look.font(bold=True), self.words(), width - self._left() - look.em(0.3))
        return max(height + look.em(0.5), look.touch)

    def sizeHint(self) -> QSize:
        look = self.look
        words = look.metrics(bold=self.bold_when_on).horizontalAdvance(self.words())
        width = words + self._left() + look.em(0.4)
        return QSize(width, max(look.em(1.9), look.touch))

    def minimumSizeHint(self) -> QSize:
        longest = max((self.words() or " ").split(), key=len, default="")
        width = self.look.metrics(bold=True).horizontalAdvance(longest) + self._left() + self.look.em(0.4)
        return QSize(max(width, self.look.touch), max(self.look.em(1.9), self.look.touch))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def mark_rect(self) -> QRectF:
        side = self.mark_side()
        return QRectF(focus_room(self.look) + 1, (self.height() - side) / 2, side, side)

    def paint_words(self, painter: QPainter, *, bold: bool) -> None:
        painter.setFont(self.look.font(bold=bold))
        painter.setPen(self.look.colour("text"))
        place = self.rect().adjusted(self._left(), 0, -self.look.em(0.2), 0)
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter)
        if _words_shown(self, text_height(self.look.font(bold=bold), self.words(), place.width())):
            painter.drawText(place, flags, self.words())


class Tick(_Wrapped, QPushButton):
    """A check box with words that wrap.

    Not a QCheckBox: to assistive technology that would be as large as the style's own small box.
    """

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.set_up(look, name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def paintEvent(self, _event: object) -> None:
        look, on = self.look, self.isChecked()
        painter = QPainter(self)
        box = self.mark_rect()
        fill = look.colour("accent" if on else "surface")
        paint_box(painter, box, look.em(0.2), fill, look.colour("accent" if on else "text"), look.stroke(EDGE_EM))
        if on:
            pad = box.width() * 0.12
            look.paint_icon(painter, "tick", box.adjusted(pad, pad, -pad, -pad), look.colour("on-accent"))
        self.paint_words(painter, bold=on and self.bold_when_on)
        if self.shows_ring():
            paint_focus(painter, look, QRectF(self.rect()), look.em(0.35))
        painter.end()


class PlainTick(Tick):
    """A check box for a switch: its words do not turn bold."""

    bold_when_on = False


class Choice(_Wrapped, QPushButton):
    """One of several answers; a ring with a dot, words that wrap, perhaps an option's mark."""

    def __init__(
        self, look: Look, name: str, parent: QWidget | None = None, *, marker: tuple[int, str] | None = None
    ) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.marker = marker
        self.set_up(look, name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _left(self) -> int:
        return super()._left() + (self.look.em(2.1) if self.marker else 0)

    def paintEvent(self, _event: object) -> None:
        look = self.look
        painter = QPainter(self)
        paint_radio(painter, look, self.mark_rect(), on=self.isChecked())
        if self.marker:
            side = look.em(1.6)
            place = QRectF(super()._left(), (self.height() - side) / 2, side, side)
            paint_marker(painter, look, self.marker[0], self.marker[1], place)
        self.paint_words(painter, bold=self.isChecked())
        if self.shows_ring():
            paint_focus(painter, look, QRectF(self.rect()), look.em(0.35))
        painter.end()


def paint_radio(painter: QPainter, look: Look, rect: QRectF, *, on: bool) -> None:
    """A ring; with a dot in it when on."""
    width, text, surface = look.stroke(EDGE_EM), look.colour("text"), look.colour("surface")

    def draw(painter: QPainter, rect: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(text, width))
        painter.setBrush(surface)
        painter.drawEllipse(rect.adjusted(width, width, -width, -width))
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(text)
            inset = rect.width() * 0.24
            painter.drawEllipse(rect.adjusted(inset, inset, -inset, -inset))

    stamp(painter, rect, ("radio", on, text.rgba(), surface.rgba(), width), draw)


class Star(Pressable, QPushButton):
    """ "Matters a lot", on or off: a star with or without its words."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.with_words = True
        self.setCheckable(True)
        self.set_up(look, name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_words(self, text: str, said: str) -> None:
        self.setText(text)
        self.setAccessibleName(said)
        self.updateGeometry()

    def show_words(self, on: bool) -> None:
        self.with_words = on
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = self.look
        height = max(look.em(2.42), look.touch)
        if not self.with_words:
            return QSize(max(look.em(2.0), look.touch), height)
        words = look.metrics(bold=True).horizontalAdvance(self.text())
        return QSize(words + look.em(1.3) + look.em(0.45) + 2 * look.em(0.7), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: object) -> None:
        look, on = self.look, self.isChecked()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        ink, side = look.colour("text"), float(look.em(1.3))
        icon = "star-filled" if on else "star"
        if not self.with_words:
            place = QRectF(0, 0, side * 1.1, side * 1.1)
            place.moveCenter(rect.center())
            look.paint_icon(painter, icon, place, ink)
        else:
            edge = look.colour("text" if on else "control-line")
            width = look.stroke(0.13 if on else EDGE_EM)
            paint_box(painter, rect, look.em(0.35), look.colour("surface"), edge, width)
            painter.setFont(look.font(bold=on))
            painter.setPen(ink)
            words = look.metrics(bold=on).horizontalAdvance(self.text())
            x = (rect.width() - side - look.em(0.45) - words) / 2
            look.paint_icon(painter, icon, QRectF(x, (rect.height() - side) / 2, side, side), ink)
            left = round(x + side + look.em(0.45))
            if _words_shown(self, look.metrics().height()):
                painter.drawText(QRect(left, 0, words + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.shows_ring():
            width = look.stroke(0.13 if on else EDGE_EM)
            paint_focus(painter, look, rect, look.em(0.35), edge=width if self.with_words else 0.0)
        painter.end()
