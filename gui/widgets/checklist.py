"""The checklist and what it says so far, in a tab of its own or beside the grid: the same widget on the same model."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from data.prose import Piece
from gui.models.checklist import ChecklistModel, ChecklistRole
from gui.models.store import Store
from gui.theme.look import Look
from gui.visit.matters import ChecklistLine, ticked_count
from gui.visit.names import Column
from gui.visit.says import Says
from gui.visit.state import Weight
from gui.visit.words import Words
from gui.widgets.announce import announce
from gui.widgets.buttons import Button, Star, Tick
from gui.widgets.fitline import FitLine
from gui.widgets.pressable import paint_box
from gui.widgets.prose import Prose
from gui.widgets.says import Foot, SaysPane
from gui.widgets.scroller import Ground, Page, Upright, WithMore
from gui.widgets.spread import SpreadLayout
from gui.widgets.still import still

ACROSS_FROM = 46
"""From this width in em on, what the ticks say stands beside the statements."""
HEADS_FROM = 30
"""From this width in em on, heading and count share a line also where they scroll with the statements."""
LOW, FOOT_FROM = 24, 13
"""Heights in em: below the one the heading scrolls with the statements, below the other the gist does as well."""


class ChecklistItem(QWidget):
    """One statement: the tick, "matters a lot", the way to its row, and under it how each option meets it."""

    ticked = Signal(int, bool)
    weighed = Signal(int, bool)
    row_wanted = Signal(str)

    def __init__(self, look: Look, row: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.row, self.narrow = look, row, False
        self.line: ChecklistLine | None = None
        self.tick = Tick(look, f"tick-{row}")
        self.star = Star(look, f"star-{row}")
        self.see = Button(look, f"see-{row}")
        self.fits: list[FitLine] = []
        self._fits = QVBoxLayout()
        self._head = QHBoxLayout()
        self._head.addWidget(self.tick, 1)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.addWidget(self.star)
        self._buttons.addWidget(self.see)
        self._buttons.addStretch(1)
        self._box = QVBoxLayout(self)
        self._box.addLayout(self._head)
        self._box.addLayout(self._fits)
        self._arranged: tuple[bool, bool, bool] | None = None
        self.tick.toggled.connect(self._ticked)
        self.star.toggled.connect(self._weighed)
        self.see.clicked.connect(self._see)
        look.changed.connect(self.relook)
        self.relook()

    def relook(self) -> None:
        em, gap = self.look.em, self.look.gap
        above = max(em(0.3), -(-gap // 2)) if self.narrow else em(0.3)
        self._box.setContentsMargins(em(0.75 if self.narrow else 0.9), above, em(0.6), above)
        self._box.setSpacing(em(0.15))
        self._room_below_fits()
        self._fits.setSpacing(0)
        self._head.setSpacing(max(em(0.4), gap))
        self._buttons.setSpacing(max(em(0.4), gap))
        self._arrange()

    def put(self, line: ChecklistLine, store: Store, words: Words) -> None:
        """Shows a line of the model."""
        on = line.weight is not None
        same_shape = self.line is not None and (self.line.weight is not None) == on
        self.line = line
        say = line.statement.say
        for button, state in ((self.tick, on), (self.star, line.weight is Weight.A_LOT)):
            button.blockSignals(True)
            button.setChecked(state)
            button.blockSignals(False)
            button.update()
        self.tick.setObjectName(f"tick-{line.statement.id}")
        self.star.setObjectName(f"star-{line.statement.id}")
        self.see.setObjectName(f"see-{line.statement.id}")
        if self.tick.words() != say:
            self.tick.set_words(say)
        self.star.set_words(words["matters.a_lot"], words.say("matters.a_lot.said", statement=say))
        self.see.set_words(words["matters.see"], words.say("matters.see.said", statement=say))
        columns = store.now.columns
        while len(self.fits) < len(columns):
            added = FitLine(self.look)
            self._fits.addWidget(added)
            self.fits.append(added)
        fits = {fit.option: fit for fit in line.fits}
        for widget, column in zip(self.fits, columns, strict=False):
            fit = fits[column.option_id]
            widget.put(column, fit.fit, words[f"fit.{fit.fit.value}"], fit.why)
            widget.setVisible(on)
        self.star.setVisible(on)
        self.see.setVisible(on)
        self._room_below_fits()
        if not same_shape:
            self._arrange()
            self.updateGeometry()
        self.update()

    def _room_below_fits(self) -> None:
        on = self.line is not None and self.line.weight is not None
        self._fits.setContentsMargins(self.look.em(0.1), 0, 0, self.look.em(0.45) if on else 0)

    def set_narrow(self, narrow: bool) -> None:
        self.narrow = narrow
        self.star.show_words(not narrow)
        self.relook()

    def _arrange(self) -> None:
        """The buttons stand beside the statement where there is room, else below it."""
        room = self.width() - self.look.em(2)
        needed = self.look.em(16) + self.star.sizeHint().width() + self.see.sizeHint().width()
        under = not self.narrow and room < needed
        both = self.star.sizeHint().width() + self._buttons.spacing() + self.see.sizeHint().width()
        # Side by side as long as both fit, or they would make everything wider than the screen.
        stacked = under and both > room
        key = (under, self.narrow, stacked)
        if key == self._arranged:
            return
        self._arranged = key
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._buttons.setDirection(down if stacked else across)
        self._head.removeWidget(self.star)
        self._head.removeWidget(self.see)
        self._buttons.removeWidget(self.star)
        self._buttons.removeWidget(self.see)
        self._box.removeItem(self._buttons)
        self._buttons.setParent(None)
        if self.narrow:
            self._head.addWidget(self.star, 0, Qt.AlignmentFlag.AlignTop)
            self._buttons.insertWidget(0, self.see)
            self._box.addLayout(self._buttons)
        elif under:
            self._buttons.insertWidget(0, self.star, 0, Qt.AlignmentFlag.AlignLeft)
            self._buttons.insertWidget(1, self.see, 0, Qt.AlignmentFlag.AlignLeft)
            self._box.addLayout(self._buttons)
        else:
            self._head.addWidget(self.star, 0, Qt.AlignmentFlag.AlignTop)
            self._head.addWidget(self.see, 0, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, _event: object) -> None:
        self._arrange()

    def _ticked(self, on: bool) -> None:
        self.ticked.emit(self.row, on)

    def _weighed(self, on: bool) -> None:
        self.weighed.emit(self.row, on)

    def _see(self) -> None:
        if self.line is not None:
            self.row_wanted.emit(self.line.statement.factors[0])

    def paintEvent(self, _event: object) -> None:
        look = self.look
        on = self.line is not None and self.line.weight is not None
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.narrow:
            self._paint_row(painter, rect, on=on)
            painter.end()
            return
        ground = look.colour("surface")
        edge = look.colour("control-line" if on else "line")
        paint_box(painter, rect, look.em(0.35), ground, edge, look.stroke(0.085 if on else 0.045))
        if on:
            bar = QRectF(rect.left(), rect.top(), look.stroke(0.4), rect.height())
            paint_box(painter, bar, look.em(0.15), look.colour("accent"))
        painter.end()

    def _paint_row(self, painter: QPainter, rect: QRectF, *, on: bool) -> None:
        """One of many on a card: a rule above it, its ground and a bar where it is ticked."""
        look = self.look
        if on:
            painter.fillRect(rect, look.colour("mine"))
            painter.fillRect(QRectF(0, 0, look.em(0.35), rect.height()), look.colour("accent"))
        painter.fillRect(QRectF(0, 0, rect.width(), look.stroke(0.045)), look.colour("control-line"))


class ChecklistPane(Ground):
    """Heading, the statements, and what they say so far: side by side where it is wide, else below one another."""

    row_wanted = Signal(str)

    def __init__(
        self, look: Look, words: Words, store: Store, model: ChecklistModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, "background", parent)
        self.words, self.store, self.model = words, store, model
        self.narrow = False
        self._shown: tuple[tuple[ChecklistLine, ...], Says, tuple[Column, ...]] | None = None
        self.heading = Prose(look, scale="heading", bold=True, terms=False)
        self.count = Prose(look, terms=False)
        self.items: list[ChecklistItem] = []
        self.list = QWidget()
        self.list.setObjectName("checklist")
        self._list = QVBoxLayout(self.list)
        self.says = SaysPane(look, words)
        page = Page()
        self.spread = SpreadLayout(page)
        self.spread.addWidget(self.list)
        self.spread.addWidget(self.says)
        self.head = QWidget()
        self._heads = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.head)
        self._heads.addWidget(self.heading, 1)
        self._heads.addWidget(self.count, 0, Qt.AlignmentFlag.AlignBottom)
        self.area = Upright(look, page)
        for moved in (self.area.verticalScrollBar().valueChanged, self.area.verticalScrollBar().rangeChanged):
            moved.connect(self._shift)
        self.more = WithMore(look, self.area, "moreChecklist")
        self.foot = Foot(look)
        self.foot.clicked.connect(self._to_says)
        self._box = QVBoxLayout(self)
        self._box.addWidget(self.head)
        self._box.addWidget(self.more, 1)
        self._box.addWidget(self.foot)
        model.dataChanged.connect(self._rows_changed)
        model.modelReset.connect(self._reset)
        store.changed.connect(self._follow)
        look.changed.connect(self.relook)
        self._reset()
        self.relook()

    def retranslate(self) -> None:
        self.heading.set_words(self.words["matters.heading"])
        self.list.setAccessibleName(self.words["matters.heading"])
        self.more.set_words(self.words["more"], self.words["more.top"], self.words["more.top.said"])
        self._show_count()

    def relook(self) -> None:
        em, card = self.look.em, self.narrow
        edge = round(self.look.stroke(0.045)) if card else 0
        self._list.setContentsMargins(0, 0, 0 if card else em(0.4), 0)
        self._list.setSpacing(0 if card else max(em(0.35), self.look.gap))
        below = max(edge if card else em(0.25), self.look.gap - em(0.3))
        self._box.setContentsMargins(edge, edge, edge, below)
        self._box.setSpacing(em(0.3 if card else 0.5))
        self.spread.set_gap(em(0.9))
        self._heads.setContentsMargins(*((em(0.75), em(0.5), em(0.5), em(0.2)) if card else (0, 0, 0, 0)))
        self._heads.setSpacing(em(0.1 if card else 0.5))
        self._arrange()

    def paintEvent(self, event: object) -> None:
        super().paintEvent(event)
        if self.narrow:
            look, painter = self.look, QPainter(self)
            edge = look.stroke(0.045)
            paint_box(painter, QRectF(self.rect()), look.em(0.5), look.colour("surface"), look.colour("line"), edge)
            painter.end()

    def set_narrow(self, narrow: bool) -> None:
        """Narrow is beside the grid: stars without words, what it says below."""
        self.narrow = narrow
        for item in self.items:
            item.set_narrow(narrow)
        self.foot.set_plain(narrow)
        self.relook()

    def _arrange(self) -> None:
        height = self.height()
        across = not self.narrow and self.width() >= self.look.em(ACROSS_FROM)
        self.spread.set_across(across)
        self._shift()
        self.foot.setVisible(not across and height >= self.look.em(FOOT_FROM))
        low = height < self.look.em(LOW)
        down, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._heads.setDirection(down if self.narrow or (low and self.width() < self.look.em(HEADS_FROM)) else beside)
        self.foot.set_short(low)
        if low != (self._list.indexOf(self.head) >= 0):
            self._box.removeWidget(self.head)
            self._list.removeWidget(self.head)
            if low:
                self._list.insertWidget(0, self.head)
            else:
                self._box.insertWidget(0, self.head)

    def _shift(self) -> None:
        self.spread.shift(self.area.verticalScrollBar().value(), self.area.viewport().height())

    def _to_says(self) -> None:
        """All that the ticks say comes into view."""
        self.area.verticalScrollBar().setValue(self.says.y())
        announce(self.foot, " ".join(self.store.now.says.read))

    def resizeEvent(self, _event: object) -> None:
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()

    def refresh(self) -> None:
        """Shows the store's present state."""
        now = self.store.now
        state = (now.checklist, now.says, now.columns)
        if self._shown is not None and all(new is old for new, old in zip(state, self._shown, strict=True)):
            return  # a keystroke in the search comes here too
        self._shown = state
        self.retranslate()
        with still(self.says):
            self.says.put(now.says, now.columns)
        with still(self.foot):
            self.foot.put(self.words["says.heading"], now.says)

    def _reset(self) -> None:
        count = self.model.rowCount()
        while len(self.items) > count:
            item = self.items.pop()
            item.hide()
            self._list.removeWidget(item)
            item.deleteLater()
        while len(self.items) < count:
            item = ChecklistItem(self.look, len(self.items))
            item.set_narrow(self.narrow)
            item.ticked.connect(self._ticked)
            item.weighed.connect(self._weighed)
            item.row_wanted.connect(self.row_wanted)
            self._list.insertWidget(len(self.items) + max(0, self._list.indexOf(self.head) + 1), item)
            self.items.append(item)
        self._show_rows(0, count - 1)
        self.refresh()

    def _rows_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        self._show_rows(first.row(), last.row())

    def _show_rows(self, first: int, last: int) -> None:
        for row in range(first, last + 1):
            with still(self.items[row]):
                self.items[row].put(self.model.line(row), self.store, self.words)

    def _follow(self, differs: frozenset[str]) -> None:
        if "columns" in differs:
            self._show_rows(0, len(self.items) - 1)
        if differs & {"says", "checklist", "columns"}:
            self.refresh()

    def _show_count(self) -> None:
        count, total = ticked_count(self.store.comparison, self.store.visit), len(self.items)
        head, _, tail = self.words.say("matters.count", count=count, total=total).partition("|")
        self.count.set_pieces((Piece(head, strong=True), Piece(tail)))

    def _ticked(self, row: int, on: bool) -> None:
        state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        self.model.setData(self.model.index(row), state, Qt.ItemDataRole.CheckStateRole)
        line = self.model.line(row)
        said = "; ".join(fit.text() for fit in self.items[row].fits) if on else self.words["matters.unticked"]
        announce(self.items[row].tick, f"{line.statement.say}. {said}")

    def _weighed(self, row: int, on: bool) -> None:
        self.model.setData(self.model.index(row), on, ChecklistRole.A_LOT)
