"""The grid: questions over the answers of every option, side by side, or as cards where it is narrow."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QElapsedTimer,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QScroller, QWidget

from data.prose import plain
from gui.models.grid import UNMARKED, AnyIndex, GridFilter, GridModel, Role
from gui.theme.look import Look
from gui.visit.hardwords import HardWords
from gui.visit.rows import GridRow
from gui.visit.state import ShowFigures
from gui.visit.words import Words
from gui.widgets.gridaccess import GridAccess
from gui.widgets.gridpictures import MADE_AT_ONCE, Pictures
from gui.widgets.gridshape import (
    CELL_EDGE_EM,
    INSET_EM,
    ROW_GAP_EM,
    Frame,
    RowBuilder,
    RowFacts,
    RowShape,
    Texts,
    columns_of,
    explained,
    narrow,
)
from gui.widgets.heights import Heights
from gui.widgets.pressable import DOUBLE_TAP_MS, Ringed, paint_focus, ring_gap, ring_width
from gui.widgets.scroller import prepare

MEASURE_ALL = 64
"""Up to so many rows all are measured at once; of more, only those near the view."""
STILL_EM = 0.6
"""A finger that has moved further than this did not tap."""
PAGE = 0.85
SAID_AT_ONCE = 4
"""Of more rows that change together, assistive technology reads anew what it needs."""
NOWHERE = QModelIndex()


class GridView(Ringed, QAbstractItemView):
    """Shows a `GridModel`, filtered or not. It scrolls upright only; columns too narrow to read become cards."""

    row_toggled = Signal(str, bool)
    """A row's id, and whether it shall be open."""
    cards_changed = Signal(bool)
    layout_changed = Signal()
    """Columns have moved."""
    _access: ClassVar[GridAccess | None] = None
    """Installed once for the process, as Qt never lets go of a factory."""

    def __init__(self, look: Look, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.words = look, words
        self._full, self._show, self._inset_em = False, ShowFigures.FIGURES, INSET_EM
        self._beside = False
        self._hard = HardWords()
        self._texts = Texts(look)
        self._heights = Heights()
        self._frame: Frame | None = None
        self._builder: RowBuilder | None = None
        self._shapes: dict[tuple[str, bool, bool], tuple[RowFacts, RowShape]] = {}
        """By the row's id, whether a search marks it, and whether its group begins with it: without search or filter
        it is as it was before."""
        self._measured: dict[int, RowShape] = {}
        self._pictures = Pictures(look)
        self._said_by: GridModel | GridFilter | None = None
        """The model: to ask the view for it takes longer than its answer."""
        self._stale, self._unsettled = True, False
        self._syncing = False
        self._shift = 0
        self._anchor: tuple[str, int] | None = None
        """The row at the top of the view, and how far down it the view begins."""
        self._current: tuple[str, int] | None = None
        """Row and column of the current cell."""
        self._pressed: tuple[QPersistentModelIndex, QPointF, int] | None = None
        self._since_action = QElapsedTimer()
        self._by_cell = False
        if GridView._access is None:
            GridView._access = GridAccess()
            QAccessible.installFactory(GridView._access.make)
        self.setObjectName("grid")
        prepare(self, look)
        # It fills all of itself, so nothing below needs to be painted first.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.timeout.connect(self._tell_focus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setAutoScroll(False)
        QScroller.scroller(self.viewport()).stateChanged.connect(self._scroller_changed)
        look.changed.connect(self.relook)
        look.recoloured.connect(self.recolour)

    # --- what the owner sets

    def set_full(self, on: bool) -> None:
        """Headlines with their sentences (True) or alone."""
        if on != self._full:
            self._full = on
            self._restructure()

    def set_beside(self, on: bool) -> None:
        """Does the checklist stand beside it? Its columns may be a little narrower then."""
        if on != self._beside:
            self._beside = on
            self._restructure()

    def is_full(self) -> bool:
        return self._full

    def set_figures(self, show: ShowFigures) -> None:
        """How the numbers of an open row are shown."""
        if show is not self._show:
            self._show = show
            self._restructure()

    def set_words(self, words: Words) -> None:
        """Another language."""
        if words is not self.words:
            self.words = words
            self._frame = None
            self._restructure()

    def set_hard_words(self, hard: HardWords) -> None:
        """What is explained where it stands in a cell."""
        if hard is not self._hard:
            self._hard = hard
            self._builder = None
            self._restructure()

    def meanings(self, index: AnyIndex) -> tuple[str, ...]:
        """What the hard words of a row mean."""
        return tuple(plain(said) for said in explained(index.data(Role.WHOLE), self._hard).meanings)

    def set_inset(self, ems: float) -> None:
        """From the left edge of the grid to its first column."""
        if ems != self._inset_em:
            self._inset_em = ems
            self._restructure()

    def relook(self) -> None:
        """Measures and paints again after the look has changed."""
        self._texts.clear()
        self._frame = None
        self._restructure()

    def recolour(self) -> None:
        """Paints again after the colours have changed: all stands where it stood."""
        self._forget_shapes()
        self._measured.clear()
        if self._frame is not None:
            self._builder = RowBuilder(self.look, self.words, self._texts, self._frame, self._hard)
        self.viewport().update()

    def forget(self) -> None:
        """For the next person: at the top, no cell the current one, no row laid out as it was."""
        self.setCurrentIndex(QModelIndex())
        self._anchor, self._pressed, self._builder = None, None, None
        self._forget_shapes()
        self._texts.clear()
        self._restructure()
        self.verticalScrollBar().setValue(0)

    def is_cards(self) -> bool:
        """Does each row stand as a card, since columns would be too narrow?"""
        return self._known_frame().cards

    def column_rects(self) -> tuple[tuple[int, int], ...]:
        """Left edge and width of each column, in pixels of the grid."""
        return self._columns(self._known_frame())

    def columns_within(self, width: int) -> tuple[tuple[int, int], ...]:
        """The columns of a grid of that width."""
        return self._columns(self._known_frame() if width == self.width() else self._now_frame(width))

    def _columns(self, frame: Frame) -> tuple[tuple[int, int], ...]:
        return columns_of(self.look, frame.width, frame.inset, frame.count)

    def show_row(self, row_id: str) -> None:
        """Scrolls to a row and gives it the focus; nothing happens if the row is not shown."""
        row = self._row_of(row_id)
        if row is not None:
            index = self.model().index(row, 0)
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def toggle(self, index: AnyIndex) -> None:
        """Asks for the row to be opened, or closed."""
        if index.isValid():
            self._since_action.start()
            self.row_toggled.emit(index.data(Role.ID), not index.data(Role.OPEN))

    # --- layout

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        self._said_by = model if isinstance(model, GridModel | GridFilter) else None
        if model is not None:
            for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset, model.layoutChanged):
                signal.connect(self._restructure)
            model.modelReset.connect(self._find_again)
        self._anchor = None
        self._restructure()

    def _forget_shapes(self) -> None:
        self._shapes.clear()
        self._pictures.clear()

    def _restructure(self) -> None:
        self._stale = True
        self.scheduleDelayedItemsLayout()

    def _find_again(self) -> None:
        """All rows are new: the current one is looked for by its id."""
        row = self._row_of(self._current[0]) if self._current is not None else None
        if self._current is not None and row is not None:
            index = self.model().index(row, self._current[1])
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _row_of(self, row_id: str) -> int | None:
        model = self.model()
        return model.row_of(row_id) if isinstance(model, GridFilter) else None

    def dataChanged(self, top: AnyIndex, bottom: AnyIndex, roles: Sequence[int] = ()) -> None:
        if bottom.row() - top.row() < SAID_AT_ONCE:
            # Of more, Qt would ask where each cell stands.
            super().dataChanged(top, bottom, roles)
            if QAccessible.isActive():
                self._say_changed(top, bottom)
        if not self._stale:
            self._heights.forget(top.row(), bottom.row())
            if self._heights and bottom.row() + 1 < len(self._heights):
                self._heights.forget(bottom.row() + 1, bottom.row() + 1)
            self._unsettled = True
            self.scheduleDelayedItemsLayout()
            self.viewport().update()

    def _say_changed(self, top: AnyIndex, bottom: AnyIndex) -> None:
        columns = self.model().columnCount()
        for child in range(top.row() * columns, (bottom.row() + 1) * columns):
            for kind in (QAccessible.Event.NameChanged, QAccessible.Event.DescriptionChanged):
                event = QAccessibleEvent(self, kind)
                event.setChild(child)
                QAccessible.updateAccessibility(event)

    def settle(self) -> None:
        """Lays out now what is due, so that it is painted once; after a change of look only when its place is known."""
        if self.isVisible() and self._frame is not None:
            self.executeDelayedItemsLayout()

    def doItemsLayout(self) -> None:
        self._ensure()
        super().doItemsLayout()

    def updateGeometries(self) -> None:
        self._ensure()
        super().updateGeometries()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The bar may have come or gone, and its room is free in any case.
        self._stale = self._stale or self._now_frame() != self._frame
        self._unsettled = True
        self._ensure()

    def bar_room(self) -> int:
        """What the bar takes of the width, in pixels: nothing where it stands beside the grid."""
        away = self.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        return 0 if away else self.verticalScrollBar().sizeHint().width()

    def has_room(self, width: int) -> bool:
        """Can a grid of that width do with less: as cards, or in columns as wide as reads well?"""
        model = self.model()
        inset, least = self.look.em(self._inset_em), self.look.em(self.look.tokens.layout["column_min"])
        columns = columns_of(self.look, width, inset, model.columnCount() if model is not None else 0)
        return self.is_cards() or all(each >= least for _, each in columns)

    def _known_frame(self) -> Frame:
        known = self._frame if not self._stale else None
        # Out of view, a new size comes without an event.
        return known if known is not None and known.width == self._room_across(self.width()) else self._now_frame()

    def _room_across(self, width: int) -> int:
        # The bar's room is kept free whether it shows or not, so that nothing moves when it comes or goes.
        return max(1, width - self.bar_room())

    def _now_frame(self, width: int | None = None) -> Frame:
        model = self.model()
        count = model.columnCount() if model is not None else 0
        width = self._room_across(self.width() if width is None else width)
        inset = self.look.em(self._inset_em)
        cards = narrow(self.look, width, inset, count, beside=self._beside)
        return Frame(width, inset, count, cards, self._full, self._show)

    def _ensure(self) -> None:
        """Brings the layout up to date."""
        if self._stale:
            self._lay_out()
        elif self._unsettled:
            self._unsettled = False
            self._reveal()

    def _lay_out(self) -> None:
        self._stale = self._unsettled = False
        before, self._frame = self._frame, self._now_frame()
        if before != self._frame or self._builder is None:
            self._builder = RowBuilder(self.look, self.words, self._texts, self._frame, self._hard)
            self._forget_shapes()
        self._measured.clear()
        model = self.model()
        count = model.rowCount() if model is not None else 0
        self._heights.reset(count, self._heights.mean(self.look.em(5)))
        if count <= MEASURE_ALL:
            self._estimate_all(count)
        self._reveal()
        if before is None or before.cards != self._frame.cards:
            self.cards_changed.emit(self._frame.cards)
        if before != self._frame:
            self.layout_changed.emit()
        self.viewport().update()

    def _estimate_all(self, count: int) -> None:
        """Takes the height that each row had when it was last seen, and measures it if it never was."""
        above = ""
        for row in range(count):
            here: GridRow = self._value(row, Role.ROW)
            known = self._shapes.get((here.row.id, False, here.row.group != above))
            if known is not None and known[0].row == here:
                self._heights.suppose(row, known[1].height)
            else:
                self._measure(row)
            above = here.row.group

    def _measure(self, row: int) -> RowShape:
        here: GridRow = self._value(row, Role.ROW)
        whole = Role.WHOLE if self._full or here.open else Role.HEADLINES
        shape = self._shape(RowFacts(self._value(row, whole), self.heading_of(row)))
        self._measured[row] = shape
        self._heights.put(row, shape.height)
        return shape

    def _shape(self, facts: RowFacts) -> RowShape:
        marked = any(mark != UNMARKED for mark in facts.marks)
        key = (facts.row.row.id, marked, bool(facts.heading))
        known = self._shapes.get(key)
        if known is None or known[0] != facts:
            assert self._builder is not None
            shape = self._builder.marked(self._shape(facts.bare()), facts) if marked else None
            known = self._shapes[key] = (facts, shape or self._builder.build(facts))
        return known[1]

    def _value(self, row: int, role: Role) -> Any:
        """What the model says of a row, without the way through Qt."""
        assert self._said_by is not None
        return self._said_by.value(row, 0, role)

    def heading_of(self, row: int) -> str:
        """The group's name, if this is the first row of it that is shown."""
        here: GridRow = self._value(row, Role.ROW)
        above: GridRow | None = self._value(row - 1, Role.ROW) if row else None
        if above is not None and above.row.group == here.row.group:
            return ""
        return str(self._value(row, Role.GROUP_NAME))

    def _reveal(self) -> None:
        """Measures what is in view, the row at the top staying where it is while estimates give way."""
        heights = self._heights
        if not len(heights):
            self._settle(0)
            return
        offset, tall = self._held_offset(), self.viewport().height()
        for _ in range(len(heights)):
            first, last = heights.row_at(offset), heights.row_at(offset + tall)
            missing = [row for row in range(first, last + 1) if not heights.measured(row)]
            if not missing:
                break
            # At the top the first row is held, also when it has just become a tall one.
            held = next((row for row in range(first, last + 1) if heights.measured(row)), first) if offset else first
            delta = offset - heights.top(held)
            for row in missing:
                self._measure(row)
            offset = max(0, min(heights.top(held) + delta, heights.total - tall))
        self._settle(offset)

    def _held_offset(self) -> int:
        """Where the view stands when the row that was at its top is where it was."""
        offset = self.verticalOffset()
        if self._anchor is not None and offset > 0:
            row_id, delta = self._anchor
            row = self._row_of(row_id)
            offset = self._heights.top(row) + delta if row is not None and row < len(self._heights) else 0
        return max(0, min(offset, self._room()))

    def _room(self) -> int:
        """How far down the view can go: the ring of the last row stands below its box."""
        over = self._heights.total - self.viewport().height() if len(self._heights) else 0
        return over + self.look.em(ROW_GAP_EM) if over > 0 else 0

    def _settle(self, offset: int) -> None:
        """Sets the scroll bar. While a finger's push still moves the view, the bar keeps its values and we shift."""
        bar = self.verticalScrollBar()
        self._syncing = True
        if self._flicking():
            self._shift = offset - bar.value()
            bar.setRange(min(bar.value(), -self._shift), max(bar.value(), self._room() - self._shift))
        else:
            self._shift = 0
            bar.setRange(0, self._room())
            bar.setPageStep(max(1, self.viewport().height()))
            bar.setSingleStep(self.look.em(2))
            bar.setValue(offset)
        self._syncing = False
        self._hold()

    def _hold(self) -> None:
        model = self.model()
        if model is not None and len(self._heights):
            offset = self.verticalOffset()
            row = self._heights.row_at(offset)
            self._anchor = (str(self._value(row, Role.ID)), offset - self._heights.top(row))

    def _flicking(self) -> bool:
        return QScroller.scroller(self.viewport()).state() != QScroller.State.Inactive

    def _scroller_changed(self, state: QScroller.State) -> None:
        if state == QScroller.State.Inactive and not self._stale and self._shift:
            self._settle(self.verticalOffset())

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        if not self._syncing and not self._stale:
            self._anchor = None
            self._reveal()
        self.viewport().update()

    def tops(self) -> Iterator[tuple[int, int]]:
        """Where each row near the view begins and ends."""
        self._ensure()
        if len(self._heights):
            end = self.verticalOffset() + self.viewport().height()
            row = self._heights.row_at(end)
            shape, _ = self.shape_of(row)
            top = self._heights.top(row)
            yield top, top + shape.height

    def shape_of(self, row: int) -> tuple[RowShape, int]:
        """A row's measured shape and where it begins, in pixels of the viewport."""
        self._ensure()
        if not self._heights.measured(row) or row not in self._measured:
            self._measure(row)
        return self._measured[row], self._heights.top(row) - self.verticalOffset()

    # --- what QAbstractItemView asks for

    def visualRect(self, index: AnyIndex) -> QRect:
        """The cell, in the viewport; where it is far away, only about."""
        self._ensure()
        if not index.isValid() or index.row() >= len(self._heights):
            return QRect()
        shape, top = self.shape_of(index.row())
        return shape.cells[index.column()].translated(0, top).toRect()

    def row_rect(self, row: int) -> QRect:
        """Question, cells and what is open below them, in the viewport."""
        shape, top = self.shape_of(row)
        return shape.box.translated(0, top).toAlignedRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The cell at a point; over a question, the first cell of its row."""
        self._ensure()
        y = point.y() + self.verticalOffset()
        if not len(self._heights) or not 0 <= y < self._heights.total:
            return QModelIndex()
        row = self._heights.row_at(y)
        shape, top = self.shape_of(row)
        here = QPointF(point.x(), point.y() - top)
        if not shape.box.contains(here):
            return QModelIndex()
        for column, cell in enumerate(shape.cells):
            if cell.contains(here):
                return self.model().index(row, column)
        return self.model().index(row, 0)

    def scrollTo(
        self, index: AnyIndex, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        self._ensure()
        if not index.isValid() or index.row() >= len(self._heights):
            return
        row, bar, room = index.row(), self.verticalScrollBar(), self.look.em(0.35)
        for _ in range(4):
            shape, top = self.shape_of(row)
            tall = self.viewport().height()
            above, below = max(0, int(shape.box.top()) - room), int(shape.box.bottom()) + room
            headed, fits_alone = shape.box.top() > self.look.em(1), below - above <= tall < below
            if headed and not fits_alone:
                # A group's heading stands above the box and belongs to the row.
                above = 0
            start, end = top + above, top + below
            if hint == QAbstractItemView.ScrollHint.PositionAtTop or start < 0 or end - start > tall:
                by = start
            elif end > tall:
                by = end - tall
            else:
                return
            before = self.verticalOffset()
            bar.setValue(bar.value() + by)
            if self.verticalOffset() == before:
                return

    def moveCursor(self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        model, move = self.model(), QAbstractItemView.CursorAction
        if model is None or not model.rowCount() or not model.columnCount():
            return QModelIndex()
        current = self.currentIndex()
        if not current.isValid():
            self._ensure()
            return model.index(max(0, self._heights.row_at(self.verticalOffset() + self.look.em(1))), 0)
        row, column, last = current.row(), current.column(), model.rowCount() - 1
        match action:
            case move.MoveUp | move.MovePrevious:
                row -= 1
            case move.MoveDown | move.MoveNext:
                row += 1
            case move.MoveLeft:
                column -= 1
            case move.MoveRight:
                column += 1
            case move.MoveHome:
                row = 0
            case move.MoveEnd:
                row = last
            case move.MovePageUp | move.MovePageDown:
                page = round(self.viewport().height() * PAGE) * (1 if action == move.MovePageDown else -1)
                there = self._heights.row_at(self._heights.top(row) + page)
                row = there if there != row else row + (1 if page > 0 else -1)
        return model.index(max(0, min(last, row)), max(0, min(model.columnCount() - 1, column)))

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value() + self._shift

    def isIndexHidden(self, _index: AnyIndex) -> bool:
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Nothing is selected here."""

    def visualRegionForSelection(self, _selection: QItemSelection) -> QRegion:
        return QRegion()

    def keyboardSearch(self, _search: str) -> None:
        """Letters do nothing: a shaky hand on a keyboard shall not jump about."""

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        self._ensure()
        painter = QPainter(self.viewport())
        area, ground = event.rect(), self.look.colour("background")
        below = area.top()
        if len(self._heights):
            offset, (width, tall) = self.verticalOffset(), self.viewport().size().toTuple()
            pictures, made = self._pictures.fit(painter), self._pictures.made
            first, last = self._heights.row_at(offset + area.top()), self._heights.row_at(offset + area.bottom())
            for row in range(first, last + 1):
                shape, top = self.shape_of(row)
                cut = (top < 0 or top + shape.height > tall) and shape.cut_by((-top, tall - top))
                make = shape.height <= tall and self._pictures.made < made + MADE_AT_ONCE
                if not pictures or cut or not self._pictures.paint(painter, shape, top, width, make=make):
                    painter.fillRect(0, top, width, shape.height, ground)
                    painter.translate(0, top)
                    shape.paint(painter, self.look, (-top, tall - top) if cut else None)
                    painter.translate(0, -top)
                below = top + shape.height
        painter.fillRect(area.left(), below, area.width(), max(0, area.bottom() + 1 - below), ground)
        if len(self._heights) and self.shows_ring() and self.currentIndex().isValid():
            self._paint_focus(painter)
        painter.end()

    def _paint_focus(self, painter: QPainter) -> None:
        shape, top = self.shape_of(self.currentIndex().row())
        grow = ring_width(self.look) + max(1, round(self.look.stroke(0.06)))
        box = shape.box.translated(0, top)
        ring = box.adjusted(-grow, -grow, grow, grow)
        if box.top() >= 0 > ring.top():
            # A row that was brought to the top has too little above it: there the ring stands within its edge.
            ring.setTop(math.ceil(box.top() + self.look.stroke(CELL_EDGE_EM)) + ring_gap(self.look))
        tall = self.viewport().height()
        if box.bottom() <= tall < ring.bottom():
            # Where all rows just fit, or one as tall as the view, there may be nothing left below.
            ring.setBottom(float(tall))
        paint_focus(painter, self.look, ring, self.look.em(0.5))
        if self._by_cell:
            cell = shape.cells[self.currentIndex().column()].translated(0, top)
            edge = self.look.stroke(CELL_EDGE_EM)
            paint_focus(painter, self.look, cell, self.look.em(0.35), edge=edge, fine=True)

    # --- touch, mouse, keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.touch_began()
        self.viewport().update()
        self._pressed = None
        if event.button() != Qt.MouseButton.LeftButton or self._flicking_fast():
            return
        if self._since_action.isValid() and self._since_action.elapsed() < DOUBLE_TAP_MS:
            return
        index = self._pressable_at(event.position())
        if index.isValid():
            self._pressed = (QPersistentModelIndex(index), event.position(), self.verticalOffset())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self._released(event)
        self.touch_ended()

    def _released(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        started, at, offset = pressed
        index = self._pressable_at(event.position())
        moved = QRectF(at, event.position()).normalized()
        still = max(moved.width(), moved.height()) <= self.look.em(STILL_EM) and offset == self.verticalOffset()
        if index.isValid() and started.isValid() and index.row() == started.row() and still:
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.toggle(index)

    def _flicking_fast(self) -> bool:
        return QScroller.scroller(self.viewport()).state() in (QScroller.State.Dragging, QScroller.State.Scrolling)

    def _pressable_at(self, point: QPointF) -> QModelIndex:
        """The cell whose row a touch there opens or closes."""
        index = self.indexAt(point.toPoint())
        if not index.isValid():
            return index
        shape, top = self.shape_of(index.row())
        return index if shape.press.contains(point - QPointF(0, top)) else QModelIndex()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.key_came()
        self.viewport().update()
        key, move = event.key(), QAbstractItemView.CursorAction
        moves = {
            Qt.Key.Key_Up: move.MoveUp,
            Qt.Key.Key_Down: move.MoveDown,
            Qt.Key.Key_Left: move.MoveLeft,
            Qt.Key.Key_Right: move.MoveRight,
            Qt.Key.Key_Home: move.MoveHome,
            Qt.Key.Key_End: move.MoveEnd,
            Qt.Key.Key_PageUp: move.MovePageUp,
            Qt.Key.Key_PageDown: move.MovePageDown,
        }
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Select):
            if not event.isAutoRepeat():
                self.toggle(self.currentIndex())
        elif key in moves:
            before = (self.currentIndex(), self.verticalOffset())
            self._move(moves[Qt.Key(key)])
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and before == (self.currentIndex(), self.verticalOffset()):
                # At an end the arrows lead on, or people with nothing but arrows could not leave.
                event.ignore()
                return
        else:
            event.ignore()
            return
        event.accept()

    def _move(self, action: QAbstractItemView.CursorAction) -> None:
        """Moves to another cell, or first through a row that is longer than the view."""
        move, current = QAbstractItemView.CursorAction, self.currentIndex()
        self._by_cell = self._by_cell or action in (move.MoveLeft, move.MoveRight)
        if current.isValid() and action in (move.MoveUp, move.MoveDown, move.MovePageUp, move.MovePageDown):
            rect, tall = self.row_rect(current.row()), self.viewport().height()
            step = round(tall * (0.6 if action in (move.MoveUp, move.MoveDown) else PAGE))
            down = action in (move.MoveDown, move.MovePageDown)
            hidden = rect.bottom() - tall if down else -rect.top()
            if hidden > 0 and rect.height() > tall - self.look.em(1):
                bar = self.verticalScrollBar()
                bar.setValue(bar.value() + (1 if down else -1) * min(step, hidden + self.look.em(1)))
                return
        there = self.moveCursor(action, Qt.KeyboardModifier.NoModifier)
        if there.isValid():
            self.selectionModel().setCurrentIndex(there, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(there)
            if self._by_cell:
                self._show_cell(there)

    def _show_cell(self, index: QModelIndex) -> None:
        """Of a row that is longer than the view, the cell is to be seen."""
        rect, room, tall = self.visualRect(index), self.look.em(0.35), self.viewport().height()
        by = rect.top() - room if rect.top() < room else 0
        if rect.bottom() + room > tall:
            by = min(rect.bottom() + room - tall, rect.top() - room)
        if by:
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + by)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        self._current = (str(current.data(Role.ID)), current.column()) if current.isValid() else None
        self._telling.start()
        self.viewport().update()

    def _tell_focus(self) -> None:
        """Qt tells of cells in its own tables only."""
        if QAccessible.isActive() and self.hasFocus() and self.currentIndex().isValid():
            said = QAccessibleEvent(self, QAccessible.Event.Focus)
            said.setChild(self.currentIndex().row() * self.model().columnCount() + self.currentIndex().column())
            QAccessible.updateAccessibility(said)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.focus_came(event)
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            first = self.moveCursor(QAbstractItemView.CursorAction.MoveNext, Qt.KeyboardModifier.NoModifier)
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
        # Qt says of the grid itself that it has the focus, but only after this: the cell is to have the last word.
        self._telling.start()
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.scrollTo(self.currentIndex())
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._by_cell = False
        self.viewport().update()
