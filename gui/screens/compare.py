"""Compare: the grid with its filters, and the checklist beside it where there is room."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from data.comparison import Comparison
from data.prose import Piece
from gui.models.grid import GridFilter, GridModel
from gui.models.store import Store
from gui.theme.look import Look
from gui.visit.hardwords import HardWords
from gui.visit.rows import count_line, loosen_line
from gui.visit.short import differ_most, minutes
from gui.visit.state import (
    SEARCH_LENGTH,
    AllGroups,
    ChoosePace,
    ClearFilters,
    GoTo,
    HideNames,
    OnlyDifferent,
    OnlyMine,
    OpenRow,
    Pace,
    Screen,
    Search,
    ShowFull,
    ToggleGroup,
    Visit,
)
from gui.visit.words import Words
from gui.widgets.buttons import Button, Chip, PlainTick, WideButton
from gui.widgets.flow import FlowBox
from gui.widgets.grid import GridView
from gui.widgets.gridshape import RIGHT_EM
from gui.widgets.optionheader import OptionHeader
from gui.widgets.pressable import focus_room, paint_box, paint_focus
from gui.widgets.prose import Prose
from gui.widgets.scroller import ANY_WIDTH, Upright, WithMore

LOW = 17
"""Below this height in em every line counts."""
CROWDED = 21
"""Below this width in em one line has no room for the filters, the count and a way to clear them."""


class SearchField(QWidget):
    """A field with a magnifying glass, and a button that empties it."""

    changed = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._placeholders = ("", "")
        self._low = False
        self.field = QLineEdit(self)
        self.field.setObjectName("search")
        self.field.setFrame(False)
        self.field.setMaxLength(SEARCH_LENGTH)
        self.field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.field.setAcceptDrops(False)
        self.field.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhSensitiveData)
        self.field.textChanged.connect(self.changed)
        self.clear = Button(look, "searchClear", icon="clear", quiet=True)
        self.clear.within = 0.085
        self.clear.clicked.connect(self.field.clear)
        self._box = QHBoxLayout(self)
        self._box.addWidget(self.field, 1)
        self._box.addWidget(self.clear)
        self.field.textChanged.connect(self._show_clear)
        self.clear.hide()
        look.changed.connect(self.relook)
        look.recoloured.connect(self.recolour)
        self.recolour()
        self.relook()

    def recolour(self) -> None:
        palette = self.look.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(0, 0, 0, 0))
        self.field.setPalette(palette)

    def relook(self) -> None:
        room = focus_room(self.look)
        self._box.setContentsMargins(room, 0, room, 0)
        self._box.setSpacing(self.look.gap)
        height = max(self.look.em(2.0 if self._low else 2.42), self.look.touch)
        self.field.setMinimumHeight(height)
        self.field.setFont(self.look.font())
        self.field.setTextMargins(self.look.em(2.4), 0, self.look.em(0.3), 0)
        self.setFixedHeight(height)
        self.setMinimumWidth(self.look.em(7))
        self._place_words()
        self.update()

    def set_low(self, on: bool) -> None:
        """Where height is scarce."""
        if on != self._low:
            self._low = on
            self.clear.stand(low=on)
            self.relook()

    def _show_clear(self, text: str) -> None:
        if self.clear.isHidden() == bool(text):
            self.clear.setVisible(bool(text))
            self.update()

    def set_words(self, said: str, short: str) -> None:
        """What stands in the empty field: as much as there is room for."""
        self.field.setAccessibleName(said)
        self._placeholders = (said, short)
        self._place_words()

    def _place_words(self) -> None:
        said, short = self._placeholders
        # They stand there only while nothing is to clear, so that button takes no room from them.
        room = self.width() - 2 * focus_room(self.look) - self.look.em(2.4 + 0.3 + 0.5)
        fits = self.look.metrics().horizontalAdvance(said) <= room
        self.field.setPlaceholderText(said if fits else short)

    def resizeEvent(self, _event: object) -> None:
        self._box.activate()
        self._place_words()

    def put(self, text: str) -> None:
        if self.field.text() != text:
            self.field.blockSignals(True)
            self.field.setText(text)
            self.field.blockSignals(False)
            self._show_clear(text)

    def paintEvent(self, _event: object) -> None:
        look = self.look
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint_box(painter, rect, look.em(0.35), look.colour("surface"), look.colour("control-line"), look.stroke(0.085))
        side = look.em(1.1)
        place = QRectF(look.em(0.95), (self.height() - side) / 2, side, side)
        look.paint_icon(painter, "search", place, look.colour("text"))
        if self.field.hasFocus():
            paint_focus(painter, look, rect, look.em(0.35), edge=look.stroke(0.085))
        painter.end()


class Empty(QWidget):
    """Said where no row is left: which filter to loosen, and a button that does it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.text = Prose(look, terms=False)
        self.loosen = WideButton(look, "loosen")
        self.loosen.filled = True
        self._box = QVBoxLayout(self)
        self._box.addWidget(self.text)
        self._box.addWidget(self.loosen, 0, Qt.AlignmentFlag.AlignLeft)
        self._box.addStretch(1)
        self._low = self._first = False
        look.changed.connect(self.relook)
        self.relook()

    def relook(self) -> None:
        em, low = self.look.em, self._low
        self._box.setContentsMargins(em(0.8 if low else 1.2), em(0.2 if low else 1.5), em(0.5), em(0.5))
        self._box.setSpacing(em(0.4 if low else 0.8))

    def stand(self, *, low: bool, first: bool) -> None:
        """With less room around it where height is scarce; `first` where only one of both has room: the button."""
        if (low, first) != (self._low, self._first):
            self._low, self._first = low, first
            self._box.removeWidget(self.loosen)
            self._box.insertWidget(0 if first else 1, self.loosen, 0, Qt.AlignmentFlag.AlignLeft)
            (self.loosen if first else self.text).lower()
            self.relook()


class CompareScreen(QWidget):
    """The grid and everything that narrows it down."""

    def __init__(self, look: Look, words: Words, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.words, self.store = look, words, store
        self.model, self.filter = GridModel(self), GridFilter(self)
        self.filter.setSourceModel(self.model)
        self.search = SearchField(look)
        self.filters = Button(look, "filters", icon="filter")
        self.filters.setCheckable(True)
        self.chips = FlowBox()
        self.all = Chip(look, "groupAll")
        self.chips.add(self.all)
        self.few = Chip(look, "differMost")
        self.few.clicked.connect(self._few)
        self.chips.add(self.few)
        self.group_chips: list[Chip] = []
        for group, name in store.comparison.groups:
            chip = Chip(look, f"group-{group}")
            chip.set_words(name)
            chip.clicked.connect(self._group)
            self.chips.add(chip)
            self.group_chips.append(chip)
        self.only_different, self.only_mine = PlainTick(look, "onlyDifferent"), PlainTick(look, "onlyMine")
        self.ticks = FlowBox()
        self.ticks.add(self.only_different)
        self.ticks.add(self.only_mine)
        self.short, self.full = Button(look, "showShort"), Button(look, "showFull")
        self.lengths = QButtonGroup(self)
        both = QWidget()
        self._lengths_box = QHBoxLayout(both)
        self._lengths_box.setContentsMargins(0, 0, 0, 0)
        for button in (self.short, self.full):
            button.setCheckable(True)
            # To assistive technology it is one of several then.
            button.setAutoExclusive(True)
            self.lengths.addButton(button)
            self._lengths_box.addWidget(button)
        self.ticks.add(both)
        self.names = Button(look, "hideNames")
        self.names.clicked.connect(self._names)
        self.names_why = Prose(look, terms=False)
        self.names_box = QWidget()
        self._names_line = QHBoxLayout(self.names_box)
        self._names_line.setContentsMargins(0, 0, 0, 0)
        self._names_line.addWidget(self.names)
        self._names_line.addWidget(self.names_why, 0, Qt.AlignmentFlag.AlignVCenter)
        self.back_to = Button(look, "backToMatters", icon="back")
        self.back_to.clicked.connect(self._back_to)
        self.back_to.hide()
        self._back_goes_to = Screen.MATTERS
        self.count = Prose(look, terms=False)
        self.count.setObjectName("rowsShown")
        self.clear = Button(look, "clearFilters", icon="clear", quiet=True)
        self.pace_line, self.pace_all = Prose(look, terms=False), Button(look, "showAll")
        self.grid = GridView(look, words)
        self.grid.setModel(self.filter)
        self.header = OptionHeader(look)
        self.header.follow(self.grid)
        self.grid_more = WithMore(
            look, self.grid, "moreGrid", aside=self.names_box, steady=True, may_rail=self.grid.has_room
        )
        self.grid_more.rail_changed.connect(self._place_names)
        self.empty = Empty(look)
        self.empty_more = WithMore(look, Upright(look, self.empty), "moreEmpty")
        # Where it is small, everything that narrows the questions down stands on a page of its own.
        page, self.to_grid = QWidget(), Button(look, "toGrid", icon="back", filled=True)
        self._page = QVBoxLayout(page)
        self._page.addWidget(self.to_grid, 0, Qt.AlignmentFlag.AlignLeft)
        self._page.addStretch(1)
        self.filters_more = WithMore(look, Upright(look, page), "moreFilters")
        self.filters_more.hide()
        self._search_line = QHBoxLayout()
        self._search_line.addWidget(self.search, 3, Qt.AlignmentFlag.AlignTop)
        self._search_line.addWidget(self.filters, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._chips_line = QVBoxLayout()
        self._chips_line.addWidget(self.chips)
        self._tick_line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._tick_line.addWidget(self.ticks, 1)
        self._count_line = QHBoxLayout()
        self._count_line.addWidget(self.count, 1, Qt.AlignmentFlag.AlignVCenter)
        self._count_line.addWidget(self.clear)
        self._count_line.addWidget(self.back_to)
        self._count = ("", "")
        self._tick_line.addLayout(self._count_line)
        self._pace_line = QHBoxLayout()
        self._pace_line.addWidget(self.pace_line, 1, Qt.AlignmentFlag.AlignVCenter)
        self._pace_line.addWidget(self.pace_all)
        self._left = QVBoxLayout()
        self._left.addLayout(self._search_line)
        self._left.addLayout(self._chips_line)
        self._left.addLayout(self._tick_line)
        self._left.addLayout(self._pace_line)
        self._left.addWidget(self.header)
        self._left.addWidget(self.filters_more, 1)
        self._left.addWidget(self.grid_more, 1)
        self._left.addWidget(self.empty_more, 1)
        self._box = QHBoxLayout(self)
        self._box.addLayout(self._left, 1)
        self._beside: QWidget | None = None
        self.search.changed.connect(self._searched)
        self.filters.toggled.connect(self._show_filters)
        self.to_grid.clicked.connect(self._close_filters)
        self.all.clicked.connect(self._all_groups)
        self.only_different.toggled.connect(self._different)
        self.only_mine.toggled.connect(self._mine)
        self.short.clicked.connect(self._short)
        self.full.clicked.connect(self._full)
        self.clear.clicked.connect(self._clear)
        self.pace_all.clicked.connect(self._long)
        self.empty.loosen.clicked.connect(self._loosen)
        self.grid.row_toggled.connect(self._row)
        self.grid.layout_changed.connect(self._show_filters)
        look.changed.connect(self.relook)
        self._arranged: tuple[bool, bool, bool, bool] | None = None
        self._tight = False
        self._few_fits: tuple[tuple[int, ...], bool] | None = None
        self._why_for: tuple[object, ...] | None = None
        self._switches: tuple[Comparison, Visit] | None = None
        self._paced: Comparison | None = None
        self._explained: Comparison | None = None
        self.retranslate()
        self.relook()
        self.refresh()

    def retranslate(self) -> None:
        """All words of this screen."""
        self._few_fits = self._why_for = self._switches = None
        words = self.words
        self.search.set_words(words["compare.search"], words["compare.search.short"])
        self.search.clear.set_words("", words["compare.search.clear"])
        self.all.set_words(words["compare.all"], words["compare.all.said"])
        self.only_different.set_words(words["compare.different"])
        self.only_mine.set_words(words["compare.mine"])
        self.short.set_words(words["compare.short"], words["compare.short.said"])
        self.full.set_words(words["compare.full"], words["compare.full.said"])
        self.names_why.set_words(words["compare.names.why"])
        self._say_back()
        self._say_clear()
        self.pace_all.set_words(words["compare.pace.all"])
        self.grid.setAccessibleName(words["compare.grid"])
        for more in (self.grid_more, self.filters_more, self.empty_more):
            more.set_words(words["more"], words["more.top"], words["more.top.said"])
        self.to_grid.set_words(words["compare.to_grid"])

    def _say_clear(self) -> None:
        short, full = self.words["compare.clear.short"], self.words["compare.clear"]
        self.clear.set_words(full if self._tight else short, full)

    def take_pane(self, pane: QWidget) -> None:
        """The checklist stands beside the grid."""
        self._beside = pane
        self._box.addWidget(pane)
        pane.show()
        self.relook()

    def relook(self) -> None:
        self._few_fits = self._why_for = None
        em, gap = self.look.em, self.look.gap
        small = self.width() < em(48)
        margin = em(0.8) if small else em(1.5)
        # The grid reaches into the margins: bar and ring of a row stand there, and its columns line up with the search.
        beside = self._beside is not None and self._box.indexOf(self._beside) >= 0
        rail = self.grid_more.rail_width()
        right = em(RIGHT_EM) + self._bar_width()
        low = self.height() < em(24)
        self.search.set_low(low)
        for button in (self.filters, self.clear, self.back_to):
            button.stand(low=low)
        edge = margin if beside else 0 if rail else max(0, margin - right)
        self._box.setContentsMargins(0, max(em(0.3 if low else 0.5), gap), edge, 0)
        self._box.setSpacing(em(0.4))
        self.grid.set_beside(beside)
        self.grid.set_inset(margin / self.look.em_px)
        self.grid_more.set_margin(margin)
        for line in (self._search_line, self._chips_line, self._tick_line, self._pace_line):
            line.setContentsMargins(margin, 0, right, 0)
        if self.height() < em(14):
            self._search_line.setContentsMargins(margin, 0, margin, 0)
        self._page.setContentsMargins(margin, em(0.2), margin, em(0.4))
        self._page.setSpacing(max(em(0.6), gap))
        self._left.setSpacing(max(em(0.2 if low else 0.35), gap))
        self._search_line.setSpacing(max(em(0.6), gap))
        self.chips.flow.set_gap(max(em(0.35), gap), max(em(0.3), gap))
        # Chips are lower than the field beside them, on the same middle line.
        self.chips.flow.setContentsMargins(0, max(0, (self.search.height() - max(em(2.1), self.look.touch)) // 2), 0, 0)
        self.ticks.flow.set_gap(max(em(0.5), gap), max(em(0.2), gap))
        self._lengths_box.setSpacing(gap)
        self._names_line.setSpacing(em(0.6))
        self._count_line.setSpacing(em(0.5))
        if beside and self._beside is not None:
            self._beside.setFixedWidth(em(self.look.tokens.layout["checklist_width"]))
        self._arrange()
        self.empty.stand(low=self.height() < em(14), first=self._tight)
        self._show_why()
        self._show_count()

    def crowded(self, width: int) -> bool:
        """Is the screen, that many pixels wide, so narrow that in the lowest windows what is said of the names stands
        with the count?"""
        return width < self.look.em(CROWDED)

    def _arrange(self) -> None:
        """Chips stand beside the search where there is room; where it is small one button leads to all filters."""
        narrow = self.width() < self.look.em(52) or self.height() < self.look.em(22)
        low = narrow and self.height() < self.look.em(14)
        one_line = narrow and not low and self.height() < self.look.em(24) and self.width() >= self.look.em(44)
        beside = not narrow and self.width() >= self.look.em(60)
        most = self.look.em(18 if self.width() >= self.look.em(66) else 15)
        self.search.setMaximumWidth(most if beside else ANY_WIDTH)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._tick_line.setDirection(down if narrow else across)
        tight = low and self.crowded(self.width())
        if (self._arranged, self._tight) != ((narrow, low, beside, one_line), tight):
            self._arranged, self._tight = (narrow, low, beside, one_line), tight
            for widget in (self.search, self.chips, self.ticks, self.clear, self.pace_all):
                for line in (self._search_line, self._chips_line, self._tick_line, self._page):
                    line.removeWidget(widget)
                for line in (self._count_line, self._pace_line):
                    line.removeWidget(widget)
            for line in (self._tick_line, self._search_line):
                line.removeItem(self._count_line)
            self._count_line.setParent(None)
            if narrow:
                self._page.insertWidget(0, self.chips)
                self._page.insertWidget(1, self.ticks)
            else:
                self._tick_line.addWidget(self.ticks, 1)
                (self._search_line if beside else self._chips_line).insertWidget(0, self.chips, 5)
            if low:
                self._page.insertWidget(0, self.search)
            else:
                self._search_line.insertWidget(0, self.search, 3, Qt.AlignmentFlag.AlignTop)
            if tight:
                self._page.insertWidget(0, self.pace_all)
                self._page.insertWidget(self._page.indexOf(self.to_grid), self.clear, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                self._count_line.insertWidget(1, self.clear)
                self._pace_line.addWidget(self.pace_all)
            self._say_clear()
            self._say_loosen()
            near = low or one_line
            (self._search_line if near else self._tick_line).addLayout(self._count_line, 1 if low else 0)
            for widget in (self.search, self.chips, self.ticks):
                widget.show()
            self._put_in_reading_order()
        self._show_filters()

    def _put_in_reading_order(self) -> None:
        """Heard and walked through from top to bottom, as it stands now."""
        page = (self.pace_all, self.search, self.chips, self.ticks, self.clear, self.to_grid)
        above = (self.search, self.filters, self.chips, self.ticks, self.count, self.clear, self.back_to)
        below = (self.pace_line, self.pace_all, self.header, self.filters_more, self.grid_more, self.empty_more)
        for home, parts in ((self.to_grid.parentWidget(), page), (self, (*above, *below))):
            for part in parts:
                if part.parentWidget() is home:
                    part.raise_()
        if self._beside is not None and self._beside.parentWidget() is self:
            self._beside.raise_()

    def _show_filters(self) -> None:
        """The short way has few rows and nothing to narrow down: only what leads on from it, and how they are shown."""
        narrow = self._arranged is not None and self._arranged[0]
        opened = narrow and self.filters.isChecked()
        # Where lines are scarce, the way back to a statement stands alone, and which letter was which does.
        alone = self._tight and (not self.back_to.isHidden() or self.store.visit.was_hidden is not None)
        self.filters.setVisible(narrow and not alone)
        self.count.setVisible(not alone)
        if self._arranged is not None and not self._arranged[1]:
            # One line has no room for both, and who came from a statement does not search.
            self.search.setVisible(not (self._arranged[3] and not self.back_to.isHidden()))
        nothing, short = not self.store.now.found.shown, self.store.visit.pace is Pace.SHORT
        shown = {
            self.filters_more: opened,
            self.empty_more: nothing and not opened,
            self.header: not nothing and not opened and not self.grid.is_cards(),
            self.grid_more: not nothing and not opened,
            self.pace_line: short and not opened and self.height() >= self.look.em(LOW),
            self.pace_all: short and opened == self._tight,
        }
        shown |= dict.fromkeys(self.group_chips, not short)
        shown |= dict.fromkeys((self.search, self.only_different, self.only_mine), not short)
        shown[self.few] = short or narrow or self._room_for_few()
        # Each that comes lays the screen out at once, and never beside one that goes.
        for widget, on in sorted(shown.items(), key=lambda pair: pair[1]):
            if widget.isHidden() == on:
                widget.setVisible(on)

    def _room_for_few(self) -> bool:
        """On a line with the groups: it shall not cost the questions a line."""
        state = (self.width(), self.search.maximumWidth(), self._bar_width(), self._checklist_width())
        if self._few_fits is None or self._few_fits[0] != state:
            self._few_fits = state, self._few_would_fit()
        return self._few_fits[1]

    def _few_would_fit(self) -> bool:
        widths = [chip.sizeHint().width() for chip in (self.all, self.few, *self.group_chips)]
        limited = self.search.maximumWidth() != ANY_WIDTH
        search = self.search.maximumWidth() + self._search_line.spacing() if limited else 0
        gaps = max(self.look.em(0.35), self.look.gap) * len(widths)
        used = search + sum(widths) + gaps + self._bar_width() + self._checklist_width()
        return used + self.look.em(2.4) <= self.width()

    def _bar_width(self) -> int:
        return self.grid_more.rail_width() or self.grid.verticalScrollBar().sizeHint().width()

    def _checklist_width(self) -> int:
        """Of the checklist, where it stands beside the grid."""
        return self._beside.width() if self._beside is not None and self._beside.isVisibleTo(self) else 0

    def _close_filters(self) -> None:
        self.filters.setChecked(False)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place_names(self) -> None:
        """Below the grid, or with the filters where nothing stands below it."""
        if self.grid_more.rail:
            self.ticks.add(self.names_box)
        self.relook()

    def _show_why(self) -> None:
        """Why one may want it stands beside the switch, where there is room. While they are hidden it is said above."""
        hidden, checklist = self.store.visit.hidden is not None, self._checklist_width()
        state = (hidden, self.width(), checklist, self._arranged, self.grid_more.rail)
        if state == self._why_for:
            return
        self._why_for = state
        words, em = self.look.metrics(), self.look.em
        self.names_why.setFixedWidth(words.horizontalAdvance(self.words["compare.names.why"]) + em(0.3))
        both = self.names.sizeHint().width() + self.names_why.width() + em(0.6)
        # Not by what is below the grid now: that is laid out when it is next seen, and the line shall not wait for it.
        beside_more = 2 * both + self.grid_more.more.sizeHint().width() + em(4) <= self.width() - checklist
        on_page = self._arranged is not None and self._arranged[0] and both <= self.width() - em(3)
        room = on_page if self.grid_more.rail else beside_more
        self.names_why.setVisible(not hidden and room)

    def names_at_hand(self) -> bool:
        """Is the switch of the names in view?"""
        return not (self._arranged is not None and self._arranged[0] and self.grid_more.rail)

    def resizeEvent(self, _event: object) -> None:
        self.relook()

    def refresh(self) -> None:
        """Shows the store's present state."""
        now, visit, words = self.store.now, self.store.visit, self.words
        found = self.store.index.find(visit.search) if visit.search else None
        if now.comparison is not self._explained:
            self._explained = now.comparison
            names = (name for o in now.comparison.options for name in (o.name, o.short, o.in_sentence))
            self.grid.set_hard_words(HardWords(now.comparison.glossary, names))
        self.model.put(now.rows, now.columns, now.comparison.groups, words, found)
        self.filter.show_ids(now.found.shown)
        self.header.put(now.columns, words["compare.not_used"])
        self.grid.set_full(visit.full)
        self.grid.set_figures(visit.show)
        self.grid.settle()
        self.header.show_taglines(visit.full)
        self.search.put(visit.search)
        switches = (now.comparison, replace(visit, search=""))
        if switches != self._switches:
            self._switches = switches
            self._show_switches()
        line = count_line(now.found, words)
        self._count = words.say("rows.count", shown=len(now.found.shown), total=now.found.total), line
        # Otherwise the placeholder would be told twice, as its name and as its description.
        self.search.field.setAccessibleDescription(line)
        filters = bool(visit.groups) + visit.only_different + visit.only_mine
        self.clear.setVisible(bool(filters or visit.search))
        self._show_count()
        self._show_filters()
        self._say_loosen()

    def _show_switches(self) -> None:
        """All that a keystroke in the search leaves as it is."""
        visit, words = self.store.visit, self.words
        short = visit.pace is Pace.SHORT
        self.all.setChecked(not visit.groups and not short)
        self.few.setChecked(short)
        self._say_pace(self.store.comparison)
        for chip in self.group_chips:
            chip.setChecked(chip.objectName().removeprefix("group-") in visit.groups)
        for tick, on in ((self.only_different, visit.only_different), (self.only_mine, visit.only_mine)):
            tick.blockSignals(True)
            tick.setChecked(on)
            tick.blockSignals(False)
        hidden = visit.hidden is not None
        # Its words turn around, so it is not on as well: "Show the names, on" would be heard as that they are shown.
        self.names.filled = hidden
        self.names.set_words(words["compare.names.show" if hidden else "compare.names.hide"])
        self.names.setAccessibleDescription("" if hidden else words["compare.names.why"])
        self._show_why()
        self.short.setChecked(not visit.full)
        self.full.setChecked(visit.full)
        limits = bool(visit.groups) + visit.only_different + visit.only_mine + int(short)
        self.filters.set_words(words.say("compare.filters", n=limits) if limits else words["compare.filters.none"])

    def _say_loosen(self) -> None:
        loosen, words = self.store.now.found.loosen, self.words
        self.empty.text.set_words(words["rows.none"])
        said = loosen_line(loosen, words) if loosen and not self._tight else words["compare.clear"]
        self.empty.loosen.set_words(said)

    def _show_count(self) -> None:
        """All of it, or as much as one line has room for where lines are scarce: there it gives way to the names."""
        head, line = self._count
        said = line
        if self._tight:
            room = self.width() - 2 * self.look.em(0.8) - self.filters.sizeHint().width() - self._search_line.spacing()
            metrics = self.look.metrics(bold=True)
            tries = (line, self.words.say("compare.count", count=head), head)
            said = next((text for text in tries if metrics.horizontalAdvance(text) <= room), head)
            if self.store.visit.hidden is not None:
                said = line = self.words["names.hidden.least"]
        strong = said.startswith(head)
        self.count.set_pieces((Piece(head, strong=True), Piece(said[len(head) :])) if strong else (Piece(said),))
        self.count.setAccessibleName(line if said != line else "")

    def _say_pace(self, comparison: Comparison) -> None:
        """How many rows the short way has and how long both take: reckoned once a comparison, as it reads all of it."""
        if comparison is not self._paced:
            self._paced, self._few_fits = comparison, None
            time = minutes(comparison)
            self.few.set_words(self.words.say("compare.few", n=len(differ_most(comparison))))
            self.pace_line.set_words(self.words.say("compare.pace", short=time.short, long=time.long))

    def reset(self) -> None:
        """Back to the top for the next person."""
        self.grid.forget()
        self.filters.setChecked(False)
        self.back_to.hide()
        self.refresh()

    def show_row(self, factor: str, back: Screen = Screen.MATTERS) -> None:
        """Brings a row into view, loosening the filters if they hide it; `back` is the screen that asked for it."""
        self._back_goes_to = back
        self._say_back()
        if factor not in self.store.now.found.shown:
            self.store.apply(ClearFilters())
            self.store.apply(ChoosePace(Pace.LONG))
        self.store.apply(OpenRow(factor, True))
        self.store.apply(GoTo(Screen.COMPARE))
        self.filters.setChecked(False)
        self.refresh()
        self.grid.show_row(factor)
        beside = self._beside is not None and self._box.indexOf(self._beside) >= 0
        self.back_to.setVisible(back is not Screen.MATTERS or not beside)
        self._show_filters()

    def show_row_for_sheet(self, factor: str) -> None:
        """The same for somebody who comes from My sheet."""
        self.show_row(factor, Screen.SHEET)

    def _say_back(self) -> None:
        key = "compare.back_to.sheet" if self._back_goes_to is Screen.SHEET else "compare.back_to"
        self.back_to.set_words(self.words[key])

    # --- what a person does

    def _searched(self, text: str) -> None:
        self.store.apply(Search(text))

    def _group(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            self.store.apply(ToggleGroup(chip.objectName().removeprefix("group-")))

    def _all_groups(self) -> None:
        self.store.apply(AllGroups())
        if self.store.visit.pace is Pace.SHORT:
            self.store.apply(ChoosePace(Pace.LONG))
        self.all.setChecked(True)

    def _different(self, on: bool) -> None:
        self.store.apply(OnlyDifferent(on))

    def _mine(self, on: bool) -> None:
        self.store.apply(OnlyMine(on))

    def _short(self) -> None:
        self.store.apply(ShowFull(False))

    def _full(self) -> None:
        self.store.apply(ShowFull(True))

    def _clear(self) -> None:
        self.store.apply(ClearFilters())
        self.search.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _few(self) -> None:
        self.store.apply(ChoosePace(Pace.LONG if self.store.visit.pace is Pace.SHORT else Pace.SHORT))
        self.few.setChecked(self.store.visit.pace is Pace.SHORT)

    def _long(self) -> None:
        self.store.apply(ChoosePace(Pace.LONG))

    def _loosen(self) -> None:
        loosen = self.store.now.found.loosen
        self.store.apply(loosen.intent if loosen and not self._tight else ClearFilters())

    def _names(self) -> None:
        hidden = self.store.visit.hidden is not None
        self.store.apply(HideNames(None if hidden else self.store.another_order()))

    def _back_to(self) -> None:
        self.back_to.hide()
        self._show_filters()
        self.store.apply(GoTo(self._back_goes_to))

    def _row(self, factor: str, on: bool) -> None:
        self.store.apply(OpenRow(factor, on))
        if on:
            self.refresh()
            self.grid.show_row(factor)
