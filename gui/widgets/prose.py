"""Running text with glossary words that can be touched, their meaning shown in place, and found words marked."""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterator, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QRegion,
    QShowEvent,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QLabel,
    QLayoutItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from data.comparison import TermView, Text
from data.prose import Piece, plain
from gui.theme.look import Look
from gui.widgets.arranged import ArrangedLayout
from gui.widgets.opener import Opener
from gui.widgets.pressable import draw_box, paint_box, paint_focus, ring_width
from gui.widgets.whole import whole, window_of

NO_BREAK, NO_BREAK_HYPHEN = "\u00a0", "\u2011"
COLUMN_GAP_EM = 1.8
"""Between two columns of text."""
LONGEST_EM = 8.5
"""No word of a language is longer, in parts of its size."""
SHORT_TERM = 16
"""Characters of a glossary word that is kept on one line; a longer one may break, or the lines would be too uneven."""
HOOKED = "j"
"""Letters of our typeface that reach left of their place."""
_X_RAY = re.compile(r"(?<!\w)(\w)-(?=\w)")
_OPTION = QTextOption(Qt.AlignmentFlag.AlignLeft)
_OPTION.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
Marks = Sequence[tuple[int, int]]
TEXTS_KEPT, WIDTHS_KEPT = 6, 6
"""How many layouts a paragraph remembers, so that showing a text again costs nothing."""


_WIDTHS: dict[tuple[int, int], float] = {}
"""By a word's hash, so that no word of a visit is kept."""
_WIDTHS_KEPT = 20_000


def _bold_width(word: str, size: int, metrics: QFontMetricsF) -> float:
    """How wide a word is in bold letters of that size, in pixels."""
    key = (hash(word), size)
    if key not in _WIDTHS:
        if len(_WIDTHS) >= _WIDTHS_KEPT:
            _WIDTHS.clear()
        _WIDTHS[key] = metrics.horizontalAdvance(word)
    return _WIDTHS[key]


def text_layout(
    look: Look,
    pieces: Text,
    width: float,
    *,
    scale: str = "body",
    bold: bool = False,
    line_height: float | None = None,
    marks: Marks = (),
) -> tuple[QTextLayout, float]:
    """Lays out pieces within `width` pixels; the layout and its height in pixels.

    A short glossary word is kept on one line, and so is a letter with the word that hangs on it ("X-ray"). `marks` are
    spans of the plain text to be set in bold.
    """
    font = look.font(scale, bold=bold)
    text = "".join(
        p.text.replace(" ", NO_BREAK) if p.term and len(p.text) <= SHORT_TERM else p.text for p in pieces
    ).replace("\n", "\u2028")
    if "-" in text:
        text = _X_RAY.sub(rf"\1{NO_BREAK_HYPHEN}", text)
    layout = QTextLayout(text, font)
    formats, at = [], 0
    for piece in pieces:
        if piece.strong:
            formats.append(_strong(at, len(piece.text)))
        at += len(piece.text)
    formats += [_strong(start, end - start) for start, end in marks]
    if formats:
        layout.setFormats(formats)
    layout.setTextOption(_OPTION)
    pitch = (line_height or look.tokens.line_height["body"]) * look.pixels(scale)
    hooked = any(letter in text for letter in HOOKED)
    layout.beginLayout()
    y = left = 0.0
    while (line := layout.createLine()).isValid():
        if hooked:
            # Room for a letter that reaches left of its place, or the edge of the widget would cut off its hook.
            first = text[line.textStart() : line.textStart() + 1]
            bearing = look.fine_metrics(scale, bold=bold).leftBearing(first) if first and first in HOOKED else 0.0
            left = float(math.ceil(-bearing))
        line.setLineWidth(max(1.0, width - left))
        line.setPosition(QPointF(left, y + (pitch - line.height()) / 2))
        y += pitch
    layout.endLayout()
    return layout, y


def _strong(start: int, length: int) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length = start, length
    style = QTextCharFormat()
    style.setFontWeight(QFont.Weight.Bold)
    found.format = style
    return found


def span_rects(layout: QTextLayout, start: int, end: int) -> list[QRectF]:
    """Where the characters from `start` to `end` stand, a rectangle a line."""
    return [rect for _, rect in _spans(layout, start, end)]


def _spans(layout: QTextLayout, start: int, end: int) -> Iterator[tuple[QTextLine, QRectF]]:
    for i in range(layout.lineCount()):
        line = layout.lineAt(i)
        at = line.textStart()
        if at >= end:
            return
        first, last = max(start, at), min(end, at + line.textLength())
        if first < last:
            x1, x2 = line.cursorToX(first)[0], line.cursorToX(last)[0]  # type: ignore[index]
            yield line, QRectF(min(x1, x2), line.y(), abs(x2 - x1), line.height())


class Term(Opener):
    """An underlined word, open while its meaning shows. Its area is larger than it looks."""

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(look, name, parent)
        self.term = ""
        self.word_rects: list[QRectF] = []
        self._ring: _Ring | None = None

    def place(self, words: Sequence[QRectF], areas: Sequence[QRect]) -> None:
        """Covers `areas`, in which the words stand: a rectangle a line, in the parent's place."""
        whole = QRect()
        for area in areas:
            whole = whole.united(area)
        self.setGeometry(whole)
        self.word_rects = [word.translated(-whole.x(), -whole.y()) for word in words]
        if len(areas) > 1:
            region = QRegion()
            for area in areas:
                region = region.united(area.translated(-whole.x(), -whole.y()))
            self.setMask(region)
        else:
            self.clearMask()

    def distance(self, at: QPointF) -> float:
        """From a point in its own place to its words, in pixels; infinite where no word is seen whole."""
        seen = window_of(self)
        words = [
            word
            for word in self.word_rects
            if seen is None or (seen[0] <= word.center().y() <= seen[1] and whole(seen, word.top(), word.bottom()))
        ]
        return min((distance(at, word) for word in words), default=math.inf)

    def rings(self) -> list[QRectF]:
        """Where the focus ring goes round each word: between the dots of the line above and its own."""
        look = self.look
        width = ring_width(look, fine=True)
        side, over = width + max(2, round(look.stroke(0.06))), max(2.0, look.em_px * 0.06)
        under = math.ceil(look.stroke(0.02) + look.stroke(0.07) / 2) + 2 + width
        return [word.adjusted(-side, over, side, under) for word in self.word_rects]

    def paintEvent(self, _event: object) -> None:
        """The words themselves are painted by the text they stand in."""
        if self._ring is not None:
            self._ring.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._ring is None:
            self._ring = _Ring(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._ring is not None:
            self._ring.hide()
            self._ring.deleteLater()
            self._ring = None


class _Ring(QWidget):
    """The focus ring round a word. It lies over the page, since text has no room around it, and follows the word."""

    def __init__(self, term: Term) -> None:
        self.term, self.page = term, term.window()
        around: list[QWidget] = []
        at: QWidget | None = term
        while at is not None and at is not self.page:
            around.append(at)
            at = at.parentWidget()
            if isinstance(at, QAbstractScrollArea) and len(around) > 1:
                # Below the area is its view, and below that what scrolls.
                self.page = around[-2]
                around = around[:-2]
                break
        super().__init__(self.page)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for widget in around:
            widget.installEventFilter(self)
        self._follow()
        self.show()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide):
            self._follow()
        return False

    def _follow(self) -> None:
        whole = QRectF()
        for ring in self.term.rings():
            whole = whole.united(ring)
        place = whole.toAlignedRect()
        self.setGeometry(place.translated(self.term.mapTo(self.page, QPoint())))
        self._origin = place.topLeft()
        self.setVisible(self.term.isVisible())
        self.update()

    def paintEvent(self, _event: object) -> None:
        if not self.term.shows_ring():
            return
        look = self.term.look
        painter = QPainter(self)
        for ring in self.term.rings():
            paint_focus(painter, look, ring.translated(-QPointF(self._origin)), look.em(0.15), fine=True)
        painter.end()


def distance(at: QPointF, rect: QRectF) -> float:
    """From a point to the nearest point of a rectangle."""
    x = max(rect.left() - at.x(), 0.0, at.x() - rect.right())
    y = max(rect.top() - at.y(), 0.0, at.y() - rect.bottom())
    return math.hypot(x, y)


def term_near(content: QWidget, at: QPointF) -> Term | None:
    """The glossary word that a touch at a point of `content` means: no control is nearer, and a finger covers both.

    A touch on an open meaning means no word, or it would close while somebody follows it with a finger.
    """
    under = content.childAt(at.toPoint())
    while under is not None and under is not content:
        if isinstance(under, Meaning):
            return None
        under = under.parentWidget()
    nearest, least = None, math.inf
    for button in content.findChildren(QAbstractButton):
        if not button.isVisible():
            continue
        own = button.mapFrom(content, at)
        away = button.distance(own) if isinstance(button, Term) else distance(own, QRectF(button.rect()))
        if away < least:
            nearest, least = button, away
    return nearest if isinstance(nearest, Term) and least <= nearest.look.touch / 2 else None


def touch_areas(words: Sequence[QRectF], touch: int, within: QSize) -> list[QRect]:
    """The area of each word: as large as a finger needs where there is room, and none over another.

    Words stand in lines, top to bottom and left to right; `within` is the size of the text in pixels.
    """
    areas = []
    for word in words:
        width, height = max(touch, math.ceil(word.width())), max(touch, math.ceil(word.height()))
        x = min(max(0, int(word.center().x() - width / 2)), max(0, within.width() - width))
        y = min(max(0, int(word.center().y() - height / 2)), max(0, within.height() - height))
        areas.append(QRectF(x, y, width, height).intersected(QRectF(0, 0, within.width(), within.height())))
    for i, one in enumerate(words):
        for j in range(i + 1, len(words)):
            other = words[j]
            if not areas[i].intersects(areas[j]):
                continue
            if other.top() >= one.bottom() - 1:
                middle = (one.bottom() + other.top()) / 2
                areas[i].setBottom(min(areas[i].bottom(), middle))
                areas[j].setTop(max(areas[j].top(), middle))
            else:
                middle = (one.right() + other.left()) / 2
                areas[i].setRight(min(areas[i].right(), middle))
                areas[j].setLeft(max(areas[j].left(), middle))
    return [
        QRect(QPoint(math.ceil(a.left()), math.ceil(a.top())), QPoint(int(a.right()) - 1, int(a.bottom()) - 1))
        for a in areas
    ]


class Prose(QLabel):
    """One paragraph. As a label it reads as its plain text; it paints itself so that lines break as they should."""

    asked = Signal(str, bool)
    """A glossary word was touched: its term id, and whether its meaning shall show."""

    def __init__(
        self,
        look: Look,
        pieces: Text = (),
        *,
        scale: str = "body",
        bold: bool = False,
        role: str = "text",
        terms: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look, self.scale, self.bold, self.role, self.with_terms = look, scale, bold, role, terms
        self.pieces: Text = ()
        self.marks: Marks = ()
        self._buttons: list[Term] = []
        self._pool: list[Term] = []
        self._unplaced = False
        """The look has changed since its words had their places; out of view that waits."""
        self._layouts: dict[int, tuple[QTextLayout, float]] = {}
        self._kept: dict[tuple[Text, tuple[tuple[int, int], ...]], dict[int, tuple[QTextLayout, float]]] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.relook)
        self.set_pieces(pieces)

    def set_scale(self, scale: str) -> None:
        """Another of the sizes of type."""
        if scale != self.scale:
            self.scale = scale
            self.relook()

    def set_words(self, text: str) -> None:
        """Plain words."""
        self.set_pieces((Piece(text),) if text else ())

    def set_pieces(self, pieces: Text, marks: Marks = ()) -> None:
        if pieces == self.pieces and marks == self.marks:
            return
        self.pieces, self.marks = pieces, marks
        self.setText(plain(pieces))
        # Going to and fro between the same texts, as between options, shall not set them anew each time.
        if len(self._kept) >= TEXTS_KEPT:
            self._kept.clear()
        self._layouts = self._kept.setdefault((pieces, tuple(marks)), {})
        self._make_buttons()
        self.updateGeometry()
        self.update()

    def forget(self) -> None:
        """Keeps nothing of texts shown before: neither their layouts nor the buttons of their words."""
        self._kept = {key: laid for key, laid in self._kept.items() if laid is self._layouts}
        for spare in self._pool[len(self._buttons) :]:
            spare.deleteLater()
        del self._pool[len(self._buttons) :]

    def _make_buttons(self) -> None:
        wanted = [piece for piece in self.pieces if piece.term] if self.with_terms else []
        while len(self._pool) < len(wanted):
            button = Term(self.look, "", self)
            button.switched.connect(self._asked)
            self._pool.append(button)
        self._buttons = self._pool[: len(wanted)]
        for button in self._pool[len(wanted) :]:
            button.hide()
        for number, (button, piece) in enumerate(zip(self._buttons, wanted, strict=True)):
            if button.accessibleName() != piece.text or button.term != piece.term:
                button.term = piece.term or ""
                button.setObjectName(f"term-{button.term}-{number}")
                button.setAccessibleName(piece.text)
            button.show()
        self._place_buttons()

    def _asked(self, on: bool) -> None:
        button = self.sender()
        if isinstance(button, Term):
            if on:
                for other in self._buttons:
                    if other is not button:
                        other.set_opened(False)
            self.asked.emit(button.term, on)

    def close_terms(self) -> None:
        for button in self._buttons:
            button.set_opened(False)

    def relook(self) -> None:
        self._kept.clear()
        self._layouts = {}
        self._unplaced = True
        if self.isVisible():
            self._place_buttons()
            self.update()
        self.updateGeometry()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._unplaced:
            self._place_buttons()

    def laid_out(self, width: int) -> tuple[QTextLayout, float]:
        """The layout within `width` pixels, never wider than reading is comfortable, and its height in pixels."""
        width = min(width, self._measure())
        if width not in self._layouts:
            if len(self._layouts) >= WIDTHS_KEPT:
                self._layouts.clear()
            self._layouts[width] = text_layout(
                self.look,
                self.pieces,
                width,
                scale=self.scale,
                bold=self.bold,
                line_height=self._line_height(),
                marks=self.marks,
            )
        return self._layouts[width]

    def _line_height(self) -> float:
        kinds = {"heading": "heading", "title": "title", "display": "title"}
        return self.look.tokens.line_height[kinds.get(self.scale, "body")]

    def _pitch(self) -> float:
        """From one line to the next, in pixels."""
        return self._line_height() * self.look.pixels(self.scale)

    def _measure(self) -> int:
        look = self.look
        return look.em(look.tokens.layout["measure_max"] * look.tokens.scale[self.scale])

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = self.contentsMargins()
        inner = max(1, width - room.left() - room.right())
        return math.ceil(self.laid_out(inner)[1]) + room.top() + room.bottom()

    def _inner(self) -> tuple[QTextLayout, QPointF]:
        area = self.contentsRect()
        return self.laid_out(max(1, area.width()))[0], QPointF(area.topLeft())

    def sizeHint(self) -> QSize:
        metrics = self.look.fine_metrics(self.scale, bold=self.bold or any(p.strong for p in self.pieces))
        measure = self.look.em(self.look.tokens.layout["measure_max"])
        natural = max((metrics.horizontalAdvance(line) for line in self.text().split("\n")), default=0.0)
        room = self.contentsMargins()
        width = min(measure, int(natural) + 2) + room.left() + room.right()
        lines = self._unbroken() if natural + 2 <= measure else 0
        if not lines:
            return QSize(width, self.heightForWidth(width))
        return QSize(width, math.ceil(sum(lines * [self._pitch()])) + room.top() + room.bottom())

    def _unbroken(self) -> int:
        """How many lines there are where nothing has to break; 0 if only a layout can tell."""
        text = self.text()
        if self.marks or "-" in text or any(line.startswith(tuple(HOOKED)) for line in text.split("\n")):
            return 0
        return text.count("\n") + 1

    def minimumSizeHint(self) -> QSize:
        metrics = self.look.fine_metrics(self.scale, bold=True)
        size = self.look.pixels(self.scale)
        longest = max((_bold_width(word, size, metrics) for word in self.text().split()), default=0.0)
        # A longer word, the address of a source, breaks anywhere.
        most = self.look.em(LONGEST_EM * self.look.tokens.scale[self.scale])
        return QSize(min(int(longest) + 2, most), round(metrics.height()))

    def resizeEvent(self, _event: object) -> None:
        self._place_buttons()

    def _place_buttons(self) -> None:
        self._unplaced = False
        if not self._buttons or self.width() < 2:
            return
        layout, origin = self._inner()
        at = 0
        words: list[tuple[int, QRectF]] = []
        number = 0
        for piece in self.pieces:
            if piece.term and number < len(self._buttons):
                words += [(number, r.translated(origin)) for r in span_rects(layout, at, at + len(piece.text))]
                number += 1
            at += len(piece.text)
        areas = touch_areas([word for _, word in words], self.look.touch, self.size())
        for i, button in enumerate(self._buttons):
            mine = [k for k, (owner, _) in enumerate(words) if owner == i]
            if mine:
                button.place([words[k][1] for k in mine], [areas[k] for k in mine])

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        layout, origin = self._inner()
        ink, seen = self.look.colour(self.role).name(), window_of(self)
        if seen is not None and seen[0] <= 0 and seen[1] >= self.height():
            seen = None
        paint_text(painter, self.look, layout, self.pieces, origin, ink, self.marks, seen)
        painter.end()


def paint_text(
    painter: QPainter,
    look: Look,
    layout: QTextLayout,
    pieces: Text,
    at: QPointF,
    ink: str,
    marks: Marks = (),
    seen: tuple[int, int] | None = None,
) -> None:
    """Paints a layout at a point in one ink: found words on the mark colour, glossary words underlined by dots.

    Lines through which an end of `seen` would cut are left out.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_text(painter, look, layout, term_rects(layout, pieces), at, ink, marks, seen)
    painter.restore()


def draw_text(
    painter: QPainter,
    look: Look,
    layout: QTextLayout,
    underlined: Sequence[QRectF],
    at: QPointF,
    ink: str,
    marks: Marks = (),
    seen: tuple[int, int] | None = None,
) -> None:
    """The same with a painter that smooths edges already and may keep the pen; `underlined` are its `term_rects`."""
    painter.setPen(QPen(ink))
    lines = [layout.lineAt(i) for i in range(layout.lineCount())] if seen is not None else []
    cut = [line for line in lines if not whole(seen or (0, 0), at.y() + line.y(), at.y() + line.y() + line.height())]
    gone = {round(line.y()) for line in cut}
    if not cut:
        layout.draw(painter, at)
    for line in lines if cut else ():
        if round(line.y()) not in gone:
            line.draw(painter, at)
    dotted = [rect for rect in underlined if round(rect.y()) not in gone] if gone else underlined
    if dotted:
        _draw_dots(painter, look, dotted, at, ink)
    if marks:
        draw_marks(painter, look, layout, underlined, at, ink, marks, gone)


def draw_marks(
    painter: QPainter,
    look: Look,
    layout: QTextLayout,
    underlined: Sequence[QRectF],
    at: QPointF,
    ink: str,
    marks: Marks,
    gone: Container[int] = (),
) -> None:
    """Paints found words over the text that has been painted, but for lines that begin at a pixel of `gone`."""
    grow, radius, ground, mark_ink = look.em(0.08), look.em(0.15), look.colour("mark"), look.colour("on-mark")
    rule = max(2, round(look.stroke(0.09)))
    for start, end in marks:
        for line, rect in _spans(layout, start, end):
            if round(rect.y()) in gone:
                continue
            grown = rect.adjusted(-grow, 0, grow, 0)
            painter.save()
            painter.setClipRect(grown.translated(at))
            draw_box(painter, grown.translated(at), radius, ground)
            # Its ground is pale, and words around it may be bold as well: the line below is what nobody misses.
            below = grown.translated(at)
            painter.fillRect(round(below.left()), round(below.bottom()) - rule, round(below.width()), rule, mark_ink)
            painter.setPen(mark_ink)
            line.draw(painter, at)
            dotted = [dots for dots in underlined if dots.intersects(grown)]
            if dotted:
                _draw_dots(painter, look, dotted, at, ink)
            painter.restore()


def term_rects(layout: QTextLayout, pieces: Text) -> list[QRectF]:
    """Where glossary words stand, a rectangle a line."""
    rects: list[QRectF] = []
    position = 0
    for piece in pieces:
        if piece.term:
            rects += span_rects(layout, position, position + len(piece.text))
        position += len(piece.text)
    return rects


def _draw_dots(painter: QPainter, look: Look, words: Sequence[QRectF], at: QPointF, ink: str) -> None:
    pen = QPen(ink)
    pen.setWidthF(look.stroke(0.07))
    pen.setStyle(Qt.PenStyle.DotLine)
    painter.setPen(pen)
    for rect in words:
        y = rect.translated(at).bottom() + look.stroke(0.02)
        painter.drawLine(QPointF(rect.left() + at.x(), y), QPointF(rect.right() + at.x(), y))


class Meaning(QWidget):
    """A glossary word's meaning, on a quiet block."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.prose = Prose(look, terms=False)
        self._box = QVBoxLayout(self)
        self._box.addWidget(self.prose)
        look.changed.connect(self.relook)
        self.relook()

    def relook(self) -> None:
        pad = self.look.em(0.5)
        self._box.setContentsMargins(pad + self.look.em(0.3), pad, pad, pad)
        self.update()

    def show_term(self, term: TermView) -> None:
        self.prose.set_pieces(meaning(term))

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        edge = self.look.colour("line") if self.look.scheme.high else None
        paint_box(painter, rect, self.look.em(0.25), self.look.colour("sunk"), edge, self.look.stroke(0.045))
        bar = QRectF(rect.left(), rect.top(), self.look.stroke(0.2), rect.height())
        painter.fillRect(bar, self.look.colour("accent"))
        painter.end()


def meaning(term: TermView) -> Text:
    """A glossary word and what it means; words in it lead no further."""
    name = Piece(f"{term.term[:1].upper()}{term.term[1:]}: ", strong=True)
    return (name, *(Piece(piece.text, piece.strong) for piece in term.meaning))


class _Blocks(ArrangedLayout):
    """Paragraphs below one another or, from a width on, in two columns of about the same height, read one by one."""

    def __init__(self, look: Look, two_from: float | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.look, self.two_from = look, two_from

    def sizeHint(self) -> QSize:
        width = max((item.sizeHint().width() for item in self._items if not item.isEmpty()), default=0)
        return QSize(width, self.heightForWidth(width) if width else 0)

    def minimumSize(self) -> QSize:
        shown = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(max((s.width() for s in shown), default=0), max((s.height() for s in shown), default=0))

    def _blocks(self) -> list[list[QLayoutItem]]:
        """Each paragraph with the meaning below it, of those that show."""
        pairs = (self._items[i : i + 2] for i in range(0, len(self._items), 2))
        blocks = [[item for item in pair if not item.isEmpty()] for pair in pairs]
        return [block for block in blocks if block]

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        blocks, gap = self._blocks(), self.look.em(0.4)
        two = self.two_from is not None and rect.width() >= self.look.em(self.two_from) and len(blocks) > 1
        between = self.look.em(COLUMN_GAP_EM)
        width = (rect.width() - between) // 2 if two else rect.width()
        heights = [sum(item.heightForWidth(width) + gap for item in block) - gap for block in blocks]
        first = _even_split(heights, gap) if two else len(blocks)
        tallest, x, y = 0, rect.left(), rect.top()
        for i, block in enumerate(blocks):
            if i == first:
                x, y = rect.left() + width + between, rect.top()
            for item in block:
                height = item.heightForWidth(width)
                if place:
                    item.setGeometry(QRect(x, y, width, height))
                y += height + gap
            tallest = max(tallest, y - gap - rect.top())
        return tallest


def _even_split(heights: Sequence[int], gap: int) -> int:
    """How many of the blocks stand in the first of two columns, so that the taller one is as low as can be."""
    tallest = [
        max(sum(heights[:k]) + gap * (k - 1), sum(heights[k:]) + gap * (len(heights) - k - 1))
        for k in range(1, len(heights))
    ]
    # Of two equal ways the one with more in the first column, where reading begins.
    return len(heights) - 1 - tallest[::-1].index(min(tallest))


class Paragraphs(QWidget):
    """Paragraphs, each with the meaning of a touched word right below it.

    `two_from` is the width in em from which they stand in two columns; without it they never do.
    """

    meaning_shown = Signal(str)
    """The meaning that has just come up, for announcing."""

    def __init__(
        self,
        look: Look,
        glossary: Mapping[str, TermView],
        parent: QWidget | None = None,
        *,
        two_from: float | None = None,
    ) -> None:
        super().__init__(parent)
        self.look, self.glossary = look, glossary
        self._items: list[tuple[Prose, Meaning]] = []
        self._box = _Blocks(look, two_from, self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.relook)

    def relook(self) -> None:
        self._box.invalidate()

    def open_meaning(self, text: str) -> QWidget | None:
        """The block that shows this meaning, if one does."""
        return next((m for _, m in self._items if not m.isHidden() and m.prose.text() == text), None)

    def set_paragraphs(self, paragraphs: Sequence[Text], marks: Sequence[Marks] = ()) -> None:
        while len(self._items) > len(paragraphs):
            for widget in self._items.pop():
                widget.hide()
                self._box.removeWidget(widget)
                widget.deleteLater()
        while len(self._items) < len(paragraphs):
            prose, meaning = Prose(self.look), Meaning(self.look)
            prose.asked.connect(self._asked)
            meaning.hide()
            self._box.addWidget(prose)
            self._box.addWidget(meaning)
            # Left to the layout, it would be shown, and measured, a round of events later.
            prose.show()
            self._items.append((prose, meaning))
        for i, ((prose, meaning), pieces) in enumerate(zip(self._items, paragraphs, strict=True)):
            if prose.pieces != pieces:
                prose.close_terms()
                meaning.hide()
            prose.set_pieces(pieces, marks[i] if i < len(marks) else ())

    def _asked(self, term: str, on: bool) -> None:
        for prose, meaning in self._items:
            if prose is self.sender():
                shown = on and term in self.glossary
                if shown:
                    meaning.show_term(self.glossary[term])
                meaning.setVisible(shown)
                if shown:
                    self.meaning_shown.emit(meaning.prose.text())
