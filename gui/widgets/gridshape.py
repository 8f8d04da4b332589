"""One row of the grid, measured: where each of its pieces stands. Painting it is then only drawing what is here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QTextLayout

from data.comparison import ArmView, CellView, OutcomeView, Text
from data.prose import Piece
from data.schema import Certainty, Fact
from gui.models.grid import UNMARKED, Marked, Spans, WholeRow
from gui.theme.look import Look
from gui.visit.hardwords import HardWords
from gui.visit.names import Column
from gui.visit.rows import GridRow
from gui.visit.state import ShowFigures
from gui.visit.telling import (
    arm_notes,
    both_frames,
    count_of_100,
    difference_line,
    people_line,
    source_lines,
    sure_line,
    uncapital,
    when_line,
    who_line,
)
from gui.visit.words import Words
from gui.widgets.certainty import BARS_EM, paint_bars
from gui.widgets.iconarray import SIDE_EM, paint_array
from gui.widgets.pressable import draw_box, paint_marker
from gui.widgets.prose import draw_marks, draw_text, meaning, term_rects, text_layout
from gui.widgets.whole import whole

INSET_EM = 1.5
"""From the left edge of the grid to its first column: the page margin."""
BOX_EM = 0.3
"""From the left and right edge of the grid to a row's box; the focus ring stands there."""
RIGHT_EM = 0.75
"""From the last column to the right edge of the grid."""
GAP_EM = 0.5
BAR_EM = 0.45
MEASURE_EM = 46
"""The longest line of running text in an open row."""
BESIDE_EM = 7.2
"""From this width on, words stand beside the figures and not below."""
ROOMY_EM = 16
"""From this width on, a card has the mark of an option beside all of its words."""
NAMES_EM, BESIDE_QUESTION_EM = 25.0, 38.0
"""From these widths on, headlines of a card stand beside the names of their options, and both beside the question."""
QUESTION_SHARE, LINE_EM = 0.2, 1.4
"""The question's part of a card where it stands beside the answers, and the height of an answer of one line."""
CELL_EDGE_EM = 0.085
ROW_GAP_EM = 0.24
"""Between the boxes of two rows: room for the focus ring."""
QUESTION, HEADLINE, DETAIL = (0, "question"), "headline", "detail"
"""Fields of `Marked`; the question's are the same in each column."""
KEPT_TEXTS = 6000
"""Laid-out texts that are kept."""


LEAST_BESIDE = 1.5
"""By so much, in em, a column may fall short of its least width where the checklist takes the room."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the shape of every row depends on. Lengths in pixels; `inset` is from the left edge to the first column."""

    width: int
    inset: int
    count: int
    cards: bool
    full: bool
    show: ShowFigures


def columns_of(look: Look, width: int, inset: int, count: int) -> tuple[tuple[int, int], ...]:
    """Left edge and width of each column within `width` pixels, all equally wide."""
    if count < 1:
        return ()
    gap = look.em(GAP_EM)
    room = max(count, width - inset - look.em(RIGHT_EM) - gap * (count - 1))
    each = room // count
    return tuple((inset + i * (each + gap), each) for i in range(count))


def narrow(look: Look, width: int, inset: int, count: int, *, beside: bool = False) -> bool:
    """Would a column be narrower than the least that reads well? `beside`: the checklist stands beside the grid."""
    return any(
        each < (look.tokens.layout["column_min"] - (LEAST_BESIDE if beside else 0)) * look.em_px
        for _, each in columns_of(look, width, inset, count)
    )


@dataclass(frozen=True, slots=True)
class RowFacts:
    """All that a row shows; `heading` is the group's name where a group begins."""

    whole: WholeRow
    heading: str

    @property
    def row(self) -> GridRow:
        return self.whole.row

    @property
    def cells(self) -> tuple[CellView, ...]:
        return self.whole.cells

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.whole.columns

    @property
    def marks(self) -> tuple[Marked, ...]:
        return self.whole.marks

    @property
    def mine(self) -> str:
        return self.whole.mine

    def bare(self) -> RowFacts:
        """Without what a search marks."""
        whole = self.whole
        bare = WholeRow(whole.row, whole.cells, whole.columns, (UNMARKED,) * len(whole.marks), whole.mine)
        return RowFacts(bare, self.heading)


class Item(Protocol):
    """Painted by a painter that smooths edges; it may keep another pen and brush."""

    def paint(self, painter: QPainter, look: Look, /) -> None: ...


@dataclass(slots=True, eq=False)
class RowShape:
    """`height` in whole pixels, without overlap with its neighbours; rectangles count from the row's top left."""

    height: int = 0
    box: QRectF = field(default_factory=QRectF)
    """Question and cells, and what is open below them: the focus ring goes round it."""
    press: QRectF = field(default_factory=QRectF)
    """Where a touch opens and closes the row."""
    cells: list[QRectF] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    bare: RowShape | None = None
    """The same without what a search marks, where marks move no letter."""
    lines: tuple[tuple[float, float], ...] | None = None
    """Where lines of text and marks of options begin and end, once that has been asked for."""

    def cut_by(self, seen: tuple[int, int]) -> bool:
        """Do the edges of the view cut through a line of text, or a mark?"""
        if self.bare is not None:
            return self.bare.cut_by(seen)
        if self.lines is None:
            texts = [item for item in self.items if isinstance(item, TextItem)]
            spans = {(item.at.y() + top, item.at.y() + end) for item in texts for top, end in item.laid.lines()}
            spans |= {(item.rect.top(), item.rect.bottom()) for item in self.items if isinstance(item, MarkerItem)}
            self.lines = tuple(spans)
        return any(not whole(seen, top, end) for top, end in self.lines)

    def paint(self, painter: QPainter, look: Look, seen: tuple[int, int] | None = None) -> None:
        """`seen` are the edges of the view, where one cuts through the row: no line and no mark stands across them."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for item in self.items:
            if seen is not None and isinstance(item, TextItem):
                item.paint(painter, look, seen)
            elif seen is None or not isinstance(item, MarkerItem) or whole(seen, item.rect.top(), item.rect.bottom()):
                item.paint(painter, look)
        painter.restore()


# --- what can stand in a row


@dataclass(frozen=True, slots=True)
class Laid:
    """A text laid out within a width; `height` and `natural` width in pixels."""

    layout: QTextLayout
    pieces: Text
    marks: Spans
    height: float
    natural: float
    bold: bool
    underlined: list[QRectF]
    """Where its glossary words stand, a rectangle a line."""

    def lines(self) -> Iterator[tuple[float, float]]:
        """Where each line begins and ends."""
        for i in range(self.layout.lineCount()):
            line = self.layout.lineAt(i)
            yield line.y(), line.y() + line.height()

    def with_marks(self, marks: Spans) -> Laid:
        """The same with these marks, where they move no letter."""
        return Laid(self.layout, self.pieces, marks, self.height, self.natural, self.bold, self.underlined)


@dataclass(frozen=True, slots=True)
class TextItem:
    laid: Laid
    at: QPointF
    ink: str
    sought: tuple[int, str] | None = None
    """In which field of `Marked`, of which column, it is said where a search stands in this text."""

    def paint(self, painter: QPainter, look: Look, seen: tuple[int, int] | None = None) -> None:
        laid = self.laid
        draw_text(painter, look, laid.layout, laid.underlined, self.at, self.ink, laid.marks, seen)

    def paint_marks(self, painter: QPainter, look: Look) -> None:
        """What a search marks, over all else."""
        laid = self.laid
        draw_marks(painter, look, laid.layout, laid.underlined, self.at, self.ink, laid.marks)


@dataclass(frozen=True, slots=True)
class BoxItem:
    rect: QRectF
    radius: float
    fill: QColor | None
    edge: QColor | None = None
    stroke: float = 0.0

    def paint(self, painter: QPainter, _look: Look) -> None:
        draw_box(painter, self.rect, self.radius, self.fill, self.edge, self.stroke)


@dataclass(frozen=True, slots=True)
class BarItem:
    """The bar at the left of what a person ticked, and its flag with a tick."""

    bar: QRectF
    flag: QRectF

    def paint(self, painter: QPainter, look: Look) -> None:
        ink, flag = look.colour("accent"), self.flag
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.bar, ink)
        point = flag.height() * 0.34
        painter.setPen(ink)
        painter.setBrush(ink)
        painter.drawPolygon(
            [
                flag.topLeft(),
                QPointF(flag.right() - point, flag.top()),
                QPointF(flag.right(), flag.center().y()),
                QPointF(flag.right() - point, flag.bottom()),
                flag.bottomLeft(),
            ]
        )
        side = flag.height() * 0.92
        place = QRectF(0, 0, side, side)
        place.moveCenter(QPointF(flag.center().x() - point * 0.35, flag.center().y()))
        look.paint_icon(painter, "tick", place, look.colour("on-accent"))
        painter.restore()


@dataclass(frozen=True, slots=True)
class ChevronItem:
    rect: QRectF
    up: bool

    def paint(self, painter: QPainter, look: Look) -> None:
        painter.save()
        if self.up:
            painter.translate(self.rect.center())
            painter.scale(1, -1)
            painter.translate(-self.rect.center())
        look.paint_icon(painter, "open", self.rect, look.colour("text"))
        painter.restore()


@dataclass(frozen=True, slots=True)
class MarkerItem:
    rect: QRectF
    column: Column

    def paint(self, painter: QPainter, look: Look) -> None:
        paint_marker(painter, look, self.column.index, self.column.letter, self.rect)


@dataclass(frozen=True, slots=True)
class ArrayItem:
    rect: QRectF
    index: int
    arm: ArmView

    def paint(self, painter: QPainter, look: Look) -> None:
        paint_array(painter, look, self.rect, self.index, self.arm.per_100, self.arm.span)


@dataclass(frozen=True, slots=True)
class BarsItem:
    rect: QRectF
    certainty: Certainty

    def paint(self, painter: QPainter, look: Look) -> None:
        paint_bars(painter, look, self.rect, self.certainty)


@dataclass(frozen=True, slots=True)
class LineItem:
    rect: QRectF

    def paint(self, painter: QPainter, look: Look) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(self.rect, look.colour("line"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)


NONE = HardWords()


@dataclass(frozen=True, slots=True)
class Explained:
    """The cells of a row with their hard words marked, and what those mean, in the order in which they are read."""

    cells: tuple[tuple[Text, Text], ...]
    meanings: tuple[Text, ...]


def explained(whole: WholeRow, words: HardWords) -> Explained:
    """While names are hidden nothing is marked: meanings name the options."""
    known = NONE if any(column.hidden for column in whole.columns) else words
    seen: set[str] = set()
    # What is seen first is marked first: sentences may be away.
    headlines = [known.mark(cell.headline, seen) for cell in whole.cells]
    cells = tuple((head, known.mark(cell.detail, seen)) for head, cell in zip(headlines, whole.cells, strict=True))
    order = dict.fromkeys(p.term for texts in cells for text in texts for p in text if p.term)
    return Explained(cells, tuple(meaning(known.terms[term]) for term in order))


# --- texts, laid out once


class Texts:
    """Keeps laid-out texts, so that neither measuring nor painting lays out a text twice."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self._known: dict[tuple[Text, int, str, bool, float, Spans], Laid] = {}

    def clear(self) -> None:
        """To be called when the look has changed."""
        self._known.clear()

    def laid(
        self,
        pieces: Text,
        width: float,
        *,
        scale: str = "body",
        bold: bool = False,
        line: float = 1.32,
        marks: Spans = (),
    ) -> Laid:
        """`line` is the line height in parts of the text's size."""
        if bold and marks:
            # What is bold already is laid out as it is.
            bare = self.laid(pieces, width, scale=scale, bold=True, line=line)
            return bare.with_marks(marks)
        key = (pieces, int(width), scale, bold, line, marks)
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= KEPT_TEXTS:
                self._known.clear()
            layout, height = text_layout(
                self.look, pieces, int(width), scale=scale, bold=bold, line_height=line, marks=marks
            )
            natural = max((layout.lineAt(i).naturalTextWidth() for i in range(layout.lineCount())), default=0.0)
            known = self._known[key] = Laid(layout, pieces, marks, height, natural, bold, term_rects(layout, pieces))
        return known


# --- building


class RowBuilder:
    """Measures rows under one frame."""

    def __init__(self, look: Look, words: Words, texts: Texts, frame: Frame, hard: HardWords = NONE) -> None:
        self.look, self.words, self.texts, self.frame, self.hard = look, words, texts, frame, hard
        self.columns = columns_of(look, frame.width, frame.inset, frame.count)
        self.left = frame.inset
        self.right = sum(self.columns[-1]) if self.columns else frame.width
        self.ink, self.muted = look.scheme.roles["text"], look.scheme.roles["text-muted"]
        self.high = look.scheme.high
        self.cell_pad = 0.9 if frame.full else 0.65
        self._explained: dict[str, tuple[tuple[CellView, ...], bool, Explained]] = {}

    def build(self, facts: RowFacts) -> RowShape:
        shape = RowShape()
        self.here = self._explain(facts.whole)
        y = self._heading(shape, facts) if facts.heading else 0.0
        return self._card(shape, facts, y) if self.frame.cards else self._row(shape, facts, y)

    def _explain(self, whole: WholeRow) -> Explained:
        """Of each row but once: neither ticks nor a search change it."""
        hidden = any(column.hidden for column in whole.columns)
        known = self._explained.get(whole.row.row.id)
        if known is None or known[:2] != (whole.cells, hidden):
            known = self._explained[whole.row.row.id] = (whole.cells, hidden, explained(whole, self.hard))
        return known[2]

    def marked(self, bare: RowShape, facts: RowFacts) -> RowShape | None:
        """The row, with what a search marks; None where that moves letters, as it does in texts that are not bold."""
        items = bare.items[:]
        for place, item in enumerate(items):
            if isinstance(item, TextItem) and item.sought is not None:
                column, text = item.sought
                marks: Spans = getattr(facts.marks[column], text)
                if marks and not item.laid.bold:
                    return None
                if marks:
                    items[place] = TextItem(item.laid.with_marks(marks), item.at, item.ink, item.sought)
        return RowShape(bare.height, bare.box, bare.press, bare.cells, items, bare)

    # --- parts that rows and cards share

    def _heading(self, shape: RowShape, facts: RowFacts) -> float:
        em = self.look.em
        low = not self.frame.full and (not self.frame.cards or self.right - self.left >= em(NAMES_EM))
        laid = self._text((Piece(facts.heading),), self.right - self.left, scale="heading", bold=True, line=1.22)
        top = em(0.15 if low and self.frame.cards else 0.3 if low else 0.55)
        shape.items.append(TextItem(laid, QPointF(self.left, top), self.ink))
        return top + laid.height + em(0.35 if self.frame.cards and not low else 0.1)

    def _text(self, pieces: Text, width: float, **how: object) -> Laid:
        return self.texts.laid(pieces, max(1.0, width), **how)  # type: ignore[arg-type]

    def _put(
        self,
        shape: RowShape,
        laid: Laid,
        x: float,
        y: float,
        ink: str | None = None,
        sought: tuple[int, str] | None = None,
    ) -> float:
        """Adds a text and returns where it ends."""
        shape.items.append(TextItem(laid, QPointF(x, y), ink or self.ink, sought))
        return y + laid.height

    def _shell(self, shape: RowShape, facts: RowFacts, top: float, bottom: float, *, always: bool) -> None:
        """The box under a row that is ticked, open, or a card; painted before everything else in it."""
        em, look = self.look.em, self.look
        left, right = float(em(BOX_EM)), float(self.frame.width - em(BOX_EM))
        if self.frame.cards:
            left, right = float(self.left), float(self.right)
        shape.box = QRectF(left, top, right - left, bottom - top)
        ticked = bool(facts.mine)
        if always or ticked or facts.row.open:
            edge = look.colour("control-line" if ticked or facts.row.open else "line")
            stroke = look.stroke(0.085 if ticked or facts.row.open else 0.045)
            radius = em(0.5) if always else em(0.4)
            shape.items.append(BoxItem(shape.box, radius, look.colour("surface"), edge, stroke))

    def _bar(self, shape: RowShape, line_top: float, line_height: float) -> None:
        look, box = self.look, shape.box
        bar = QRectF(box.left(), box.top(), look.em(BAR_EM), box.height())
        height = float(look.em(1.35))
        flag = QRectF(bar.right(), line_top + (line_height - height) / 2, look.em(1.9), height)
        shape.items.append(BarItem(bar, flag))

    def _press(self, shape: RowShape, bottom: float) -> QRectF:
        """Where a touch opens the row: where rows are near, each gives up half of what is missing to the gap."""
        inset = max(0, -(-(self.look.gap - self.look.em(ROW_GAP_EM)) // 2)) + 1
        return QRectF(shape.box.left(), shape.box.top() + inset, shape.box.width(), bottom - shape.box.top() - inset)

    def _chevron(self, shape: RowShape, right: float, line_top: float, line_height: float, *, up: bool) -> None:
        side = self.look.em(1.05)
        rect = QRectF(right - self.look.em(0.2) - side, line_top + (line_height - side) / 2, side, side)
        shape.items.append(ChevronItem(rect, up))

    # --- a row of columns

    def _row(self, shape: RowShape, facts: RowFacts, y: float) -> RowShape:
        em, full = self.look.em, self.frame.full or facts.row.open
        box_top = y + em(ROW_GAP_EM / 2)
        pad = em(0.34 if self.frame.full else 0.08)
        line_top = box_top + pad
        x = float(self.left)
        if facts.mine:
            x = em(BOX_EM) + em(BAR_EM) + em(1.9) + em(0.5)
        room = self.right - em(1.6) - x
        marks = facts.marks[0].question if facts.marks else ()
        question = self._text(facts.row.row.question, room, bold=True, marks=marks)
        mine_at: QPointF | None = None
        mine = self._text((Piece(facts.mine),), room) if facts.mine else None
        head = question.height
        if mine is not None:
            single = question.layout.lineCount() == 1 and mine.layout.lineCount() == 1
            beside = question.natural + em(0.9)
            if single and beside + mine.natural <= room:
                mine_at = QPointF(x + beside, line_top)
            else:
                mine_at = QPointF(x, line_top + question.height)
                head += mine.height
        cells_top = line_top + head + em(0.3 if self.frame.full else 0.06)
        inner_top, inner_bottom = em(0.5 if full else 0.18), em(0.6 if full else 0.22)
        laid: list[tuple[Laid, Laid | None]] = []
        for (_, width), (short, say), marked in zip(self.columns, self.here.cells, facts.marks, strict=True):
            inner = width - 2 * em(self.cell_pad)
            headline = self._text(short, inner, bold=True, marks=marked.headline)
            detail = self._text(say, inner, marks=marked.detail) if full else None
            laid.append((headline, detail))
        tallest = max((h.height + (d.height if d else 0.0) for h, d in laid), default=0.0)
        cells_bottom = cells_top + inner_top + tallest + inner_bottom
        shape.cells = [QRectF(left, cells_top, width, round(cells_bottom - cells_top)) for left, width in self.columns]
        opened = RowShape()
        bottom = self._open(opened, facts, cells_bottom + em(0.6)) if facts.row.open else cells_bottom
        box_bottom = bottom + em(0.42 if self.frame.full or facts.row.open else 0.28 if facts.mine else 0.18)
        self._shell(shape, facts, box_top, round(box_bottom), always=False)
        self._put(shape, question, x, line_top, sought=QUESTION)
        if mine is not None and mine_at is not None:
            self._put(shape, mine, mine_at.x(), mine_at.y())
            self._bar(shape, line_top, question.height / max(1, question.layout.lineCount()))
        self._chevron(shape, self.right, line_top, em(1.32), up=facts.row.open)
        for i, (rect, (headline, detail), column) in enumerate(zip(shape.cells, laid, facts.columns, strict=True)):
            self._cell_ground(shape, rect, column)
            end = self._put(
                shape,
                headline,
                rect.left() + em(self.cell_pad),
                rect.top() + inner_top,
                self.look.option(column.index).ink,
                (i, HEADLINE),
            )
            if detail is not None:
                self._put(shape, detail, rect.left() + em(self.cell_pad), end, sought=(i, DETAIL))
        shape.items += opened.items
        shape.press = self._press(shape, cells_bottom)
        shape.height = round(shape.box.bottom()) + em(ROW_GAP_EM / 2)
        return shape

    def _cell_ground(self, shape: RowShape, rect: QRectF, column: Column) -> None:
        colours = self.look.option(column.index)
        edge, width = QColor(colours.line) if self.high else None, self.look.stroke(CELL_EDGE_EM)
        shape.items.append(BoxItem(rect, self.look.em(0.35), QColor(colours.tint), edge, width))

    # --- a card

    def _card(self, shape: RowShape, facts: RowFacts, y: float) -> RowShape:
        em, look = self.look.em, self.look
        full = self.frame.full or facts.row.open
        if not full and self.right - self.left >= em(NAMES_EM):
            return self._low_card(shape, facts, y)
        top = y + em(0.1)
        side_pad = em(0.75 if self.right - self.left >= em(ROOMY_EM) else 0.6)
        left, right = float(self.left + side_pad), float(self.right - side_pad)
        line_top = top + em(0.75 if full else 0.5)
        x = float(self.left + em(BAR_EM) + em(1.9) + em(0.55)) if facts.mine else left
        marks = facts.marks[0].question if facts.marks else ()
        question = self._text(
            facts.row.row.question, right - em(1.6) - x, scale="heading", bold=True, line=1.22, marks=marks
        )
        y = line_top + question.height
        mine = self._text((Piece(facts.mine),), right - left) if facts.mine else None
        mine_top = y + em(0.1)
        if mine is not None:
            y = mine_top + mine.height
        y += em(0.45 if full else 0.3)
        inside = RowShape()
        for i, cell in enumerate(self.here.cells):
            y = self._stacked(inside, facts, i, cell, left, right, y, full=full)
            y += em(0.4 if full else 0.25)
            shape.cells.append(inside.cells[-1])
        cells_bottom = shape.cells[-1].bottom() if shape.cells else y
        y = self._open(inside, facts, cells_bottom + em(0.6), left, right) if facts.row.open else cells_bottom
        self._shell(shape, facts, top, round(y + em(0.6 if full else 0.45)), always=True)
        self._put(shape, question, x, line_top, sought=QUESTION)
        line = em(1.3 * 1.22)
        if mine is not None:
            self._put(shape, mine, left, mine_top)
            self._bar(shape, line_top, line)
        self._chevron(shape, right, line_top, line, up=facts.row.open)
        shape.items += inside.items
        shape.press = self._press(shape, cells_bottom)
        shape.height = round(shape.box.bottom()) + max(em(0.55), look.gap)
        return shape

    def _low_card(self, shape: RowShape, facts: RowFacts, y: float) -> RowShape:
        """Headlines alone, a line for each option with its name: at the question's right side where there is room."""
        em, look = self.look.em, self.look
        top, pad = y + em(0.05), em(0.2 if self.right - self.left >= em(BESIDE_QUESTION_EM) else 0.3)
        left, right = float(self.left + em(0.75)), float(self.right - em(0.6))
        beside = right - left >= em(BESIDE_QUESTION_EM)
        x = float(self.left + em(BAR_EM) + em(1.9) + em(0.55)) if facts.mine else left
        chevron = em(1.05)
        # Beside the answers the sign stands at the foot of the question, below it at the end of its line.
        share = (right - left) * QUESTION_SHARE if beside else right - left
        room = left + share - x - (0 if beside else em(1.6))
        marks = facts.marks[0].question if facts.marks else ()
        question = self._text(facts.row.row.question, room, bold=True, marks=marks)
        mine = self._text((Piece(facts.mine),), left + share - left) if facts.mine else None
        line_top = top + pad
        head = question.height + (mine.height if mine is not None else 0.0)
        from_x = left + share + em(0.6) if beside else left
        until = right - chevron - em(0.5) if beside else right
        inside, cells_top = RowShape(), line_top if beside else line_top + head + em(0.15)
        names = [self._text((Piece(column.short),), until - from_x) for column in facts.columns]
        first = max((name.natural for name in names), default=0.0)
        at = cells_top
        for i, (name, column, cell) in enumerate(zip(names, facts.columns, self.here.cells, strict=True)):
            ink = look.option(column.index).ink
            text_x = from_x + em(0.35) + em(1.3) + em(0.45)
            headline_x = text_x + first + em(0.8)
            headline = self._text(cell[0], until - headline_x - em(0.4), bold=True, marks=facts.marks[i].headline)
            rect = QRectF(from_x, at, until - from_x, round(max(headline.height + em(0.08), em(LINE_EM))))
            inside.cells.append(rect)
            self._cell_ground(inside, rect, column)
            line = at + (em(LINE_EM) - em(1.32)) / 2
            side = em(1.3)
            mark = QRectF(from_x + em(0.35), at + (em(LINE_EM) - side) / 2, side, side)
            inside.items.append(MarkerItem(mark, column))
            self._put(inside, name, text_x, line, ink)
            self._put(inside, headline, headline_x, line, ink, (i, HEADLINE))
            at = rect.bottom() + em(0.1)
        cells_bottom = inside.cells[-1].bottom() if inside.cells else at
        shape.cells += inside.cells
        bottom = max(cells_bottom, line_top + head)
        self._shell(shape, facts, top, round(bottom + pad), always=True)
        self._put(shape, question, x, line_top, sought=QUESTION)
        line_height = em(1.32)
        if mine is not None:
            self._put(shape, mine, left, line_top + question.height)
            self._bar(shape, line_top, line_height)
        self._chevron(shape, right, line_top, line_height, up=False)
        shape.items += inside.items
        shape.press = self._press(shape, round(bottom + pad))
        shape.height = round(shape.box.bottom()) + max(em(0.3), look.gap)
        return shape

    def _stacked(
        self,
        shape: RowShape,
        facts: RowFacts,
        place: int,
        cell: tuple[Text, Text],
        left: float,
        right: float,
        top: float,
        *,
        full: bool,
    ) -> float:
        """One option in a card: mark, name, headline, and the sentences; returns where it ends."""
        column, marked = facts.columns[place], facts.marks[place]
        em, ink = self.look.em, self.look.option(column.index).ink
        pad, beside = em(0.5 if full else 0.3), right - left >= em(ROOMY_EM)
        side = em(1.75 if beside else 1.3)
        name_x = left + em(0.5) + side + em(0.5)
        # Where it is tight the mark stands beside the name alone, so that sentences keep their width.
        x = name_x if beside else left + em(0.5)
        room = right - x - em(0.5)
        name = self._text((Piece(column.short),), right - name_x - em(0.5))
        headline = self._text(cell[0], room, bold=True, marks=marked.headline)
        detail = self._text(cell[1], room, marks=marked.detail) if full else None
        height = name.height + headline.height + (detail.height if detail else 0.0)
        rect = QRectF(left, top, right - left, round(height + 2 * pad))
        shape.cells.append(rect)
        self._cell_ground(shape, rect, column)
        centre = top + pad + em(1.32 if beside else 0.66)
        shape.items.append(MarkerItem(QRectF(left + em(0.5), centre - side / 2, side, side), column))
        y = self._put(shape, name, name_x, top + pad, ink)
        y = self._put(shape, headline, x, y, ink, (place, HEADLINE))
        if detail is not None:
            self._put(shape, detail, x, y, sought=(place, DETAIL))
        return rect.bottom()

    # --- what is open below the cells

    def _open(
        self, shape: RowShape, facts: RowFacts, y: float, left: float | None = None, right: float | None = None
    ) -> float:
        em, row = self.look.em, facts.row.row
        left, right = left if left is not None else float(self.left), right if right is not None else float(self.right)
        x = left + (em(self.cell_pad) if not self.frame.cards else em(0.1))
        room = min(right - x, em(MEASURE_EM))
        if self.here.meanings:
            y = self._meanings(shape, x, room, y)
        if row.why:
            y = self._put(shape, self._text((Piece(self.words["grid.why"]),), room, bold=True, line=1.38), x, y)
            y = self._put(shape, self._text(row.why, room, line=1.38), x, y) + em(0.5)
        for outcome in row.outcomes:
            y = self._rule(shape, x, right, y)
            y = self._outcome(shape, facts, outcome, x, right, y)
        sources = source_lines(self._facts(facts), self.words)
        if sources:
            y = self._rule(shape, x, right, y)
            y = self._put(shape, self._text((Piece(self.words["grid.sources"]),), room, bold=True, line=1.38), x, y)
            for source in sources:
                y = self._put(shape, self._text((Piece(source),), room), x, y, self.muted) + em(0.25)
        return y

    def _meanings(self, shape: RowShape, x: float, room: float, y: float) -> float:
        """What the hard words of the cells mean, on a quiet block, as in running text."""
        em, look = self.look.em, self.look
        pad, bar = em(0.4), look.stroke(0.2)
        lines = [self._text(said, room - 2 * pad - em(0.3), line=1.38) for said in self.here.meanings]
        block = QRectF(x, y, room, sum(laid.height for laid in lines) + em(0.15) * (len(lines) - 1) + 2 * pad)
        edge = look.colour("line") if self.high else None
        shape.items.append(BoxItem(block, em(0.25), look.colour("sunk"), edge, look.stroke(0.045)))
        shape.items.append(BoxItem(QRectF(x, y, bar, block.height()), 0, look.colour("accent")))
        y += pad
        for laid in lines:
            y = self._put(shape, laid, x + pad + em(0.3), y) + em(0.15)
        return block.bottom() + em(0.4)

    def _rule(self, shape: RowShape, left: float, right: float, y: float) -> float:
        stroke = self.look.stroke(0.045)
        shape.items.append(LineItem(QRectF(left, y + self.look.em(0.1), right - left, stroke)))
        return y + self.look.em(0.55)

    def _facts(self, facts: RowFacts) -> Iterator[Fact]:
        for cell in facts.cells:
            yield from cell.facts
        for outcome in facts.row.row.outcomes:
            yield from outcome.facts

    def _outcome(
        self, shape: RowShape, facts: RowFacts, outcome: OutcomeView, x: float, right: float, y: float
    ) -> float:
        em, words = self.look.em, self.words
        room = min(right - x, em(MEASURE_EM))
        title = (*_strong(outcome.what), Piece(f", {uncapital(when_line(outcome.when, words))}.", strong=True))
        y = self._put(shape, self._text(title, room, line=1.38), x, y)
        y = self._put(shape, self._text(who_line(outcome, words), room, line=1.38), x, y) + em(0.35)
        arms = {arm.option: arm for arm in outcome.arms}
        ends = [y]
        for (left, width), column in zip(self._places(x, right), facts.columns, strict=True):
            inner = width - 2 * em(self.cell_pad) if not self.frame.cards else width
            at = left + (em(self.cell_pad) if not self.frame.cards else 0)
            arm = arms.get(column.option_id)
            if self.frame.cards:
                name = self._text((Piece(column.short),), inner - em(1.6), bold=True)
                side = em(1.2)
                shape.items.append(MarkerItem(QRectF(at, y, side, side), column))
                y = self._put(shape, name, at + em(1.6), y, self.look.option(column.index).ink) + em(0.15)
            end = self._arm(shape, outcome, arm, column, at, inner, y)
            ends.append(end)
            if self.frame.cards:
                y = end + em(0.5)
        y = max(ends) + em(0.5)
        if outcome.difference is not None:
            laid = self._text((Piece(difference_line(outcome.difference, words)),), room, line=1.38)
            y = self._put(shape, laid, x, y)
        if outcome.note:
            y = self._put(shape, self._text(outcome.note, room, line=1.38), x, y)
        y += em(0.2)
        bars = QRectF(x, y + (em(1.38) - em(BARS_EM[1])) / 2, em(BARS_EM[0]), em(BARS_EM[1]))
        shape.items.append(BarsItem(bars, outcome.certainty))
        beside = bars.right() + em(0.6)
        sure = (Piece(f"{sure_line(outcome, words)}. ", strong=True), Piece(people_line(outcome, words)))
        return self._put(shape, self._text(sure, x + room - beside, line=1.38), beside, y) + em(0.4)

    def _places(self, x: float, right: float) -> tuple[tuple[float, float], ...]:
        if self.frame.cards:
            return tuple((x, right - x) for _ in range(self.frame.count))
        return tuple((float(left), float(width)) for left, width in self.columns)

    def _arm(
        self,
        shape: RowShape,
        outcome: OutcomeView,
        arm: ArmView | None,
        column: Column,
        x: float,
        width: float,
        y: float,
    ) -> float:
        """One group's number: figures, words or the number, as the person chose; returns where it ends."""
        em, words, ink = self.look.em, self.words, self.look.option(column.index).ink
        if arm is None:
            return self._put(shape, self._text((Piece(words["number.none"]),), width), x, y)
        left = x
        bottom = y
        if self.frame.show is ShowFigures.FIGURES:
            side = float(min(em(SIDE_EM), width))
            shape.items.append(ArrayItem(QRectF(x, y, side, side), column.index, arm))
            bottom = y + side
            if width - side - em(0.8) >= em(BESIDE_EM):
                left, width = x + side + em(0.8), width - side - em(0.8)
            else:
                y = bottom + em(0.3)
        if self.frame.show is not ShowFigures.WORDS:
            number = self._text((Piece(count_of_100(arm, words)),), width, scale="heading", bold=True, line=1.22)
            y = self._put(shape, number, left, y, ink)
        y = self._put(shape, self._text((Piece(arm.what),), width, bold=True), left, y, ink)
        y = self._put(shape, self._text((Piece(f"{both_frames(arm, outcome, words)}."),), width), left, y)
        notes = arm_notes(arm, words)
        if notes:
            y = self._put(shape, self._text((Piece(notes),), width), left, y, self.muted)
        return max(y, bottom)


def _strong(pieces: Text) -> Text:
    last = pieces[-1] if pieces else Piece("")
    trimmed = (*pieces[:-1], Piece(last.text.rstrip(".")))
    return tuple(Piece(piece.text, strong=True) for piece in trimmed)
