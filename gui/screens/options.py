"""The options: one panel of always the same sections for each, so that what is read of one can be read of another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from data.comparison import OptionView, SectionView, TermView, Text
from data.schema import Section, Use
from gui.models.store import Store
from gui.theme.look import Look
from gui.visit.state import ChooseOption, ChooseShow, OpenSection, ShowFigures
from gui.visit.telling import also_line, source_lines
from gui.visit.words import Words
from gui.widgets.announce import announce
from gui.widgets.arranged import ArrangedLayout
from gui.widgets.drawing import RATIO, Drawing
from gui.widgets.fold import Fold
from gui.widgets.outcome import OutcomeBlock, ShowSwitch
from gui.widgets.pressable import paint_box
from gui.widgets.prose import Paragraphs
from gui.widgets.scroller import Ground, Page, Upright, WithMore
from gui.widgets.sources import Sources
from gui.widgets.steps import Steps
from gui.widgets.tabs import OptionTab, OptionTabs

OPEN_AT_FIRST = (Section.IN_ONE_SENTENCE, Section.WHAT_FOR, Section.WHO_NOT)
OPEN_AT_FIRST_BESIDE = (Section.STEPS,)
"""With two columns the second one begins with drawings rather than with a closed heading."""
LEFT = (Section.IN_ONE_SENTENCE, Section.WHAT_FOR, Section.WHO_NOT, Section.BEFORE)
ROWS = (
    (Section.STEPS,),
    (Section.WHERE, Section.DAYS_AFTER),
    (Section.BETTER, Section.WORSE),
    (Section.LASTING, Section.LIVING),
    (Section.CERTAINTY,),
)
"""The second column. Two sections of a row stand side by side, each in its half, so that a heading keeps its place."""
WITH_NUMBERS = (Section.BETTER, Section.WORSE)
"""Sections that take the whole row as soon as one of them is open: figures need the room."""
CARD_GAP_EM, COLUMN_GAP_EM = 0.5, 0.75
TWO_COLUMNS_OF_TEXT_FROM_EM = 46.0
"""In a card that wide, paragraphs stand in two columns rather than leave half of it empty."""
AHEAD_MS = 40
"""Between two drawings that are painted ahead of being asked for."""
TABS_SCROLL_BELOW_EM = 17.0
"""Below this height the option tabs scroll away with the panel, or there would be no room left for reading."""


RAIL_LEAVES_EM = 17.0
"""More stands beside the panel only if that leaves so much: narrower, the names of the options would not fit beside one
another in equal boxes. Where height is scarcest they need not be equal."""
LOW_BELOW_EM = 27.0
"""Below this height the option tabs have one line."""


class Intro(QWidget):
    """The drawing and the sentence: one above the other in a column, side by side where there is room."""

    WIDTH, BESIDE_FROM, GAP = 9.2, 29.0, 1.2

    def __init__(self, look: Look, paragraphs: Paragraphs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.paragraphs, self.glossary = look, paragraphs, paragraphs.glossary
        # Made in the order in which they are read.
        self.drawing = Drawing(look, self.WIDTH, parent=self)
        self.drawing.setObjectName("hero")
        paragraphs.setParent(self)
        self.also = Paragraphs(look, self.glossary, self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.relook)

    def relook(self) -> None:
        self.remeasure()

    def remeasure(self) -> None:
        """Places everything anew after something inside has changed its size."""
        self.updateGeometry()
        self._place()

    def put(self, option: OptionView, words: Words, *, general: bool) -> None:
        self.drawing.setVisible(option.hero is not None)
        if option.hero is not None:
            self.drawing.show_drawing(option.hero.drawing, option.index, option.hero.said)
        self.also.setVisible(bool(option.also_called))
        if option.also_called:
            said = "options.also.general" if general else "options.also"
            self.also.set_paragraphs([also_line(option.also_called, self.glossary, said, words)])
        self.updateGeometry()
        self._place()

    def _arrange(self, width: int, *, place: bool) -> int:
        look = self.look
        beside = width >= look.em(self.BESIDE_FROM)
        picture = min(width, look.em(self.WIDTH))
        tall = round(picture * RATIO) if not self.drawing.isHidden() else 0
        left = picture + look.em(self.GAP) if beside and tall else 0
        room = width - left
        words = self.paragraphs.heightForWidth(room)
        also = self.also.heightForWidth(room) + look.em(0.4) if not self.also.isHidden() else 0
        top = max(0, (tall - words - also) // 2) if beside else (tall + look.em(0.3) if tall else 0)
        if place:
            self.drawing.setGeometry(QRect(0 if beside else (width - picture) // 2, 0, picture, tall))
            self.paragraphs.setGeometry(QRect(left, top, room, words))
            if also:
                self.also.setGeometry(QRect(left, top + words + look.em(0.4), room, also - look.em(0.4)))
        return max(tall, top + words + also)

    def _place(self) -> None:
        if self.width() > 1:
            self._arrange(self.width(), place=True)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.remeasure()
        return super().event(event)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(max(1, width), place=False)

    def sizeHint(self) -> QSize:
        width = self.look.em(20)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.em(self.WIDTH), self.look.em(self.WIDTH * RATIO))

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._place()


class SectionFold(Fold):
    """One section of the panel. It is filled only while it is open, and again only where the content differs."""

    block_made = Signal(OutcomeBlock)
    """There is one more place for a number."""

    def __init__(self, look: Look, section: Section, glossary: dict[str, TermView]) -> None:
        super().__init__(look, section.value.replace("_", "-"))
        self.section, self.glossary = section, glossary
        self.paragraphs = Paragraphs(look, glossary, two_from=TWO_COLUMNS_OF_TEXT_FROM_EM)
        self.intro: Intro | None = None
        self.steps: Steps | None = None
        self.switch: ShowSwitch | None = None
        self.outcomes: list[OutcomeBlock] = []
        self._filled: tuple[object, ...] | None = None
        if section is Section.IN_ONE_SENTENCE:
            self.intro = Intro(look, self.paragraphs)
            self.body_box.addWidget(self.intro)
        else:
            if section is Section.STEPS:
                self.steps = Steps(look)
                self.body_box.addWidget(self.steps)
            if section in WITH_NUMBERS:
                self.switch = ShowSwitch(look, f"show-{section.value}")
                self.switch.hide()
                self.put_beside(self.switch)
            self.body_box.addWidget(self.paragraphs)
        self.sources = Sources(look, f"sources-{section.value.replace('_', '-')}")
        self.body_box.addWidget(self.sources)

    def put(
        self,
        option: OptionView,
        view: SectionView,
        indices: dict[str, int],
        show: ShowFigures,
        words: Words,
        most_steps: int,
        *,
        general: bool,
    ) -> None:
        """Shows the section of an option; nothing happens where it shows that already."""
        key = (option, view, show, words)
        if self._filled is not None and all(a is b for a, b in zip(self._filled, key, strict=True)):
            return
        self._filled = key
        self.paragraphs.set_paragraphs(view.paragraphs)
        if self.intro is not None:
            self.intro.put(option, words, general=general)
        if self.steps is not None:
            self.steps.setVisible(bool(option.steps))
            self.steps.show_steps(option.steps, option.index, most_steps)
        self._put_outcomes(view, indices, show, words)
        if self.switch is not None:
            self.switch.show_chosen(show)
        said = words.say("sources.of", what=view.heading)
        self.sources.set_words(words["sources"], said, words["options.opened"], words["options.closed"])
        self.sources.set_lines(source_lines(view.facts, words))
        self.relook()

    def relook(self) -> None:
        super().relook()
        margins = self.body_box.contentsMargins()
        # The link has room of its own around it.
        with_link = hasattr(self, "sources") and not self.sources.isHidden()
        self.body_box.setContentsMargins(
            margins.left(), margins.top(), margins.right(), self.look.em(0.25 if with_link else 0.6)
        )

    def _put_outcomes(self, view: SectionView, indices: dict[str, int], show: ShowFigures, words: Words) -> None:
        while len(self.outcomes) < len(view.outcomes):
            block = OutcomeBlock(self.look, self.glossary, f"{self.section.value}-{len(self.outcomes) + 1}")
            self.body_box.insertWidget(len(self.outcomes), block)
            self.outcomes.append(block)
            self.block_made.emit(block)
        for i, block in enumerate(self.outcomes):
            block.setVisible(i < len(view.outcomes))
            if i < len(view.outcomes):
                block.put(view.outcomes[i], indices, show, words, first=i == 0)

    def show_switch(self, on: bool) -> None:
        """The switch stands in the heading while there are numbers below it."""
        if self.switch is not None and self.switch.isHidden() == on:
            self.switch.setVisible(on)
            self.head.updateGeometry()

    def close_sources(self) -> None:
        self.sources.close_citations()
        for block in self.outcomes:
            block.close_sources()


class Note(QWidget):
    """A quiet block above the sections: what is said, and beside or below it what may be meant instead."""

    BESIDE_FROM = 60.0

    def __init__(self, look: Look, glossary: dict[str, TermView], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.say, self.instead = Paragraphs(look, glossary), Paragraphs(look, glossary)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.addWidget(self.say, 1, Qt.AlignmentFlag.AlignTop)
        self._box.addWidget(self.instead, 1, Qt.AlignmentFlag.AlignTop)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.relook)
        self.relook()

    def relook(self) -> None:
        em = self.look.em
        self._box.setContentsMargins(em(3.0), em(0.6), em(1.05), em(0.65))
        beside = self._box.direction() == QBoxLayout.Direction.LeftToRight
        self._box.setSpacing(em(1.8 if beside else 0.4))
        self.update()

    def put(self, say: Text, instead: Text) -> None:
        self.setVisible(bool(say))
        self.say.set_paragraphs([say] if say else [])
        self.instead.set_paragraphs([instead] if instead else [])
        self.instead.setVisible(bool(instead))

    def fit(self, width: int) -> None:
        """Side by side where both have a comfortable width."""
        beside = width >= self.look.em(self.BESIDE_FROM)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if direction != self._box.direction():
            self._box.setDirection(direction)
            self.relook()

    def paintEvent(self, _event: object) -> None:
        look = self.look
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint_box(painter, rect, look.em(0.5), look.colour("sunk"), look.colour("control-line"), look.stroke(0.085))
        side = look.em(1.3)
        top = look.em(0.6) + (look.em(look.tokens.line_height["body"]) - side) / 2
        look.paint_icon(painter, "info", QRectF(look.em(1.05), top, side, side), look.colour("text"))
        painter.end()


class PanelLayout(ArrangedLayout):
    """The note, then the sections: in two columns from 75 em on, else in one."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self.tabs: OptionTabs | None = None
        """The option tabs, while they scroll with the panel."""
        self.note: Note | None = None
        self.folds: dict[Section, SectionFold] = {}
        self.beside = False

    def set_beside(self, on: bool) -> None:
        if on != self.beside:
            self.beside = on
            self.invalidate()

    def minimumSize(self) -> QSize:
        return QSize(self.look.em(12), self.look.touch)

    def sizeHint(self) -> QSize:
        width = self.look.em(54)
        return QSize(width, self.heightForWidth(width))

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        margins = self.contentsMargins()
        area = rect.adjusted(margins.left(), margins.top(), -margins.right(), -margins.bottom())
        gap = max(self.look.em(CARD_GAP_EM), self.look.gap)
        y = area.top()
        if self.tabs is not None:
            height = self.tabs.height_for(area.width())
            if place:
                self.tabs.setGeometry(QRect(area.left(), y, area.width(), height))
            y += height + gap
        if self.note is not None and not self.note.isHidden():
            y = self._put(self.note, area.left(), y, area.width(), place=place) + gap
        if not self.beside:
            for section in Section:
                y = self._put(self.folds[section], area.left(), y, area.width(), place=place) + gap
            return y - gap - rect.top() + margins.bottom()
        first = self.look.em(self.look.tokens.layout["option_panel_left"])
        left = y
        for section in LEFT:
            left = self._put(self.folds[section], area.left(), left, first, place=place) + gap
        x = area.left() + first + max(self.look.em(COLUMN_GAP_EM), self.look.gap)
        right = self._rows(x, y, area.right() + 1 - x, gap, place=place)
        return max(left, right) - gap - rect.top() + margins.bottom()

    def _rows(self, x: int, y: int, width: int, gap: int, *, place: bool) -> int:
        half = (width - gap) // 2
        for row in ROWS:
            folds = [self.folds[section] for section in row]
            stacked = len(row) == 1 or (row == WITH_NUMBERS and any(fold.is_open for fold in folds))
            if stacked:
                for fold in folds:
                    y = self._put(fold, x, y, width, place=place) + gap
                continue
            ends = [
                self._put(fold, x + i * (width - half), y, half, place=place, least=self._closed(folds, half))
                for i, fold in enumerate(folds)
            ]
            y = max(ends) + gap
        return y

    def _closed(self, folds: Sequence[SectionFold], width: int) -> int:
        """Two closed headings of a row are equally high."""
        return max((fold.heightForWidth(width) for fold in folds if not fold.is_open), default=0)

    def _put(self, widget: QWidget, x: int, y: int, width: int, *, place: bool, least: int = 0) -> int:
        height = max(widget.heightForWidth(width), least)
        if place:
            widget.setGeometry(QRect(x, y, width, height))
        return y + height


class OptionsScreen(Ground):
    """Option tabs over the panel of the chosen option."""

    def __init__(self, look: Look, words: Words, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(look, "background", parent)
        self.words, self.store = words, store
        self.setObjectName("options")
        self._glossary: dict[str, TermView] = {}
        self._shown: tuple[str, str] | None = None
        self._seen: set[tuple[str, str]] = set()
        self._comparison: object = None
        self._ahead_of: object = None
        self._last: Section | None = None
        self.tabs = OptionTabs(look, "optionTabs", self)
        self.panel = Page()
        self.panel_layout = PanelLayout(look, self.panel)
        self.note = Note(look, self._glossary)
        self.panel_layout.note = self.note
        self.panel_layout.addWidget(self.note)
        self.folds: dict[Section, SectionFold] = {}
        self._make_folds()
        self.area = Upright(look, self.panel)
        self.scroller = WithMore(look, self.area, "optionsMore", may_rail=self._may_rail)
        self._box = QVBoxLayout(self)
        self._box.addWidget(self.tabs)
        self._box.addWidget(self.scroller, 1)
        self._ahead: list[tuple[Drawing, str, int]] = []
        self._idle = QTimer(self)
        self._idle.setInterval(AHEAD_MS)
        self._idle.timeout.connect(self._paint_ahead)
        self.tabs.currentChanged.connect(self._option_chosen)
        self.area.verticalScrollBar().rangeChanged.connect(self._leave_room_for_bar)
        self.scroller.rail_changed.connect(self._leave_room_for_bar)
        look.changed.connect(self.relook)
        self.relook()
        self.retranslate()

    def _may_rail(self, width: int) -> bool:
        lowest = self.height() < self.look.em(TABS_SCROLL_BELOW_EM)
        return width >= self.look.em(RAIL_LEAVES_EM) or (lowest and self.tabs.holds(width))

    def _make_folds(self) -> None:
        for section in Section:
            fold = SectionFold(self.look, section, self._glossary)
            self.folds[section] = self.panel_layout.folds[section] = fold
            self.panel_layout.addWidget(fold)
            fold.asked.connect(self._section_asked)
            fold.sources.opened.connect(self._sources_opened)
            fold.block_made.connect(self._block_made)
            fold.paragraphs.meaning_shown.connect(self._meaning_shown)
            if fold.intro is not None:
                fold.intro.also.meaning_shown.connect(self._meaning_shown)
            if fold.switch is not None:
                fold.switch.chosen.connect(self._show_chosen)

    def retranslate(self) -> None:
        """All words of the screen that are not the pack's."""
        words = self.words
        self.tabs.setAccessibleName(words["options.tabs"])
        self.scroller.set_words(words["more"], words["more.top"], words["more.top.said"])
        for fold in self.folds.values():
            fold.set_state_words(words["options.opened"], words["options.closed"])
            if fold.switch is not None:
                fold.switch.retranslate(words)

    def relook(self) -> None:
        em = self.look.em
        side = em(1.5 if self.width() >= em(48) else 1.0 if self.width() >= em(22) else 0.4)
        self._box.setContentsMargins(side, em(0.55), side, em(0.4))
        self._box.setSpacing(max(em(0.5), self.look.gap))
        self._leave_room_for_bar()
        self._fit()

    def reset(self) -> None:
        """As a new person finds it. A section that was open holds which option was read, for which reason, so all are
        made anew."""
        self._last = self._shown = self._comparison = self._ahead_of = None
        self._ahead = []
        self._seen.clear()
        self._glossary.clear()
        for fold in self.folds.values():
            fold.hide()
            self.panel_layout.removeWidget(fold)
            fold.deleteLater()
        self._make_folds()
        self.note.put((), ())
        self.retranslate()
        self.area.verticalScrollBar().setValue(0)

    # --- what is shown

    def refresh(self) -> None:
        """Shows the store's present state; only what differs is touched."""
        now, words = self.store.now, self.words
        comparison, visit, columns = now.comparison, now.visit, now.columns
        if comparison is not self._comparison:
            self._comparison = comparison
            self._glossary.clear()
            self._glossary.update((term.id, term) for term in comparison.glossary)
        ids = tuple(column.option_id for column in columns)
        chosen = visit.option if visit.option in ids else ids[0]
        shown = (chosen, comparison.reason.id)
        # What has been read of one is read of another at the same place; what is new begins at its beginning.
        turned = self._shown not in (None, shown)
        anchor = self._anchor() if turned and shown in self._seen else None
        if turned and anchor is None:
            self.area.verticalScrollBar().setValue(0)
        self._shown = shown
        self._seen.add(shown)
        self._show_tabs(
            tuple(OptionTab(column.index, column.letter, column.name, column.short) for column in columns),
            ids.index(chosen),
        )
        option = comparison.option(chosen)
        self._show_note(option)
        indices = {view.id: view.index for view in comparison.options}
        most_steps = max(len(view.steps) for view in comparison.options)
        opened = self._opened()
        for view in option.sections:
            fold = self.folds[view.id]
            on = view.id in opened
            if fold.heading.words() != view.heading:
                fold.set_heading(view.heading)
            if on:
                general = comparison.reason.general
                fold.put(option, view, indices, visit.show, words, most_steps, general=general)
            fold.show_switch(on and bool(view.outcomes))
            fold.set_open(on)
        if anchor is not None:
            self._return_to(anchor)
        if comparison is not self._ahead_of:
            self._ahead_of = comparison
            self._look_ahead(comparison.options, chosen)

    def _look_ahead(self, options: Sequence[OptionView], chosen: str) -> None:
        """Paints the drawings of the options not in view one by one, while nothing else is to be done."""
        intro, steps = self.folds[Section.IN_ONE_SENTENCE].intro, self.folds[Section.STEPS].steps
        self._ahead = []
        for option in options:
            if option.id != chosen and intro is not None and option.hero is not None:
                self._ahead.append((intro.drawing, option.hero.drawing, option.index))
            if option.id != chosen and steps is not None:
                pairs = zip(steps.drawings, option.steps, strict=False)
                self._ahead += [(drawing, step.drawing, option.index) for drawing, step in pairs]
        if self.isVisible():
            self._idle.start()

    def _paint_ahead(self) -> None:
        if not self._ahead:
            self._idle.stop()
            return
        drawing, name, index = self._ahead.pop(0)
        drawing.prepare(name, index)

    def _opened(self) -> frozenset[Section]:
        at_first = OPEN_AT_FIRST + (OPEN_AT_FIRST_BESIDE if self.panel_layout.beside else ())
        said = dict(self.store.visit.sections)
        return frozenset(s for s in Section if said.get(s.value, s in at_first))

    def _show_tabs(self, tabs: tuple[OptionTab, ...], current: int) -> None:
        self.tabs.blockSignals(True)
        self.tabs.set_options(tabs)
        self.tabs.show_current(current)
        self.tabs.blockSignals(False)

    def _show_note(self, option: OptionView) -> None:
        used = option.use is Use.USED
        self.note.put(() if used else option.use_say, () if used else option.use_instead)

    # --- what a person does

    def _option_chosen(self, index: int) -> None:
        columns = self.store.now.columns
        if 0 <= index < len(columns):
            self.store.apply(ChooseOption(columns[index].option_id))

    def _section_asked(self, on: bool) -> None:
        fold = self.sender()
        if isinstance(fold, SectionFold):
            self._last = fold.section if on else None
            self.store.apply(OpenSection(fold.section.value, on))
            if on:
                self._reveal(fold)

    def _block_made(self, block: OutcomeBlock) -> None:
        block.sources_opened.connect(self._sources_opened)
        for paragraphs in (block.lead, block.sure):
            paragraphs.meaning_shown.connect(self._meaning_shown)

    def _show_chosen(self, show: ShowFigures) -> None:
        self.store.apply(ChooseShow(show))

    def _meaning_shown(self, text: str) -> None:
        announce(self, text)
        paragraphs = self.sender()
        meaning = paragraphs.open_meaning(text) if isinstance(paragraphs, Paragraphs) else None
        if meaning is not None:
            self._reveal(meaning)

    def _sources_opened(self, on: bool) -> None:
        opened = self.sender()
        if on and isinstance(opened, Sources | OutcomeBlock):
            self._reveal(opened.citations)

    # --- where it stands

    def _anchor(self) -> tuple[Section, int] | None:
        """The section that is being read and how far its heading is above the top edge, in pixels."""
        top = self.area.verticalScrollBar().value()
        if top == 0:
            return None
        bottom = top + self.area.viewport().height()
        last = self._last
        if last is not None and self.folds[last].y() < bottom and self.folds[last].geometry().bottom() > top:
            return last, top - self.folds[last].y()
        seen = [s for s, fold in self.folds.items() if fold.geometry().bottom() > top and fold.y() < bottom]
        if not seen:
            return None
        nearest = min(seen, key=self._distance)
        return nearest, top - self.folds[nearest].y()

    def _distance(self, section: Section) -> int:
        return abs(self.folds[section].y() - self.area.verticalScrollBar().value())

    def _lay_out(self) -> None:
        _settle(self.panel)
        # The area itself gives the panel its new height, without which its end cannot be scrolled to yet.
        for one in (self.panel, self.area):
            QCoreApplication.sendEvent(one, QEvent(QEvent.Type.LayoutRequest))

    def _reveal(self, widget: QWidget) -> None:
        """Scrolls as little as shows what was just opened, or its beginning where it is higher than the view."""
        self._lay_out()
        top = widget.mapTo(self.panel, QPoint(0, 0)).y()
        room, margin = self.area.viewport().height(), self.look.em(0.5)
        bar = self.area.verticalScrollBar()
        lowest = top + widget.height() + margin - room
        bar.setValue(min(max(bar.value(), lowest), max(0, top - margin)))

    def _return_to(self, anchor: tuple[Section, int]) -> None:
        self._lay_out()
        section, above = anchor
        fold = self.folds[section]
        # A heading that was near the top edge, or a little above it, comes to stand at it.
        above = 0 if abs(above) < self.look.em(3) else above
        self.area.verticalScrollBar().setValue(fold.y() + min(above, max(0, fold.height() - self.look.em(3))))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._ahead:
            self._idle.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._idle.stop()
        super().hideEvent(event)

    def _leave_room_for_bar(self, _low: int = 0, _high: int = 0) -> None:
        room = self.look.em(0.6) if self.area.verticalScrollBar().maximum() > 0 and not self.scroller.rail else 0
        if self.panel_layout.contentsMargins().right() != room:
            self.panel_layout.setContentsMargins(0, 0, room, 0)

    def _scroll_tabs(self, on: bool) -> None:
        if on == (self.panel_layout.tabs is not None):
            return
        had_focus = self.tabs.hasFocus()
        if on:
            self._box.removeWidget(self.tabs)
            self.tabs.setParent(self.panel)
            self.panel_layout.tabs = self.tabs
        else:
            self.panel_layout.tabs = None
            self._box.insertWidget(0, self.tabs)
        self.tabs.show()
        self.setTabOrder(self.tabs, self.folds[Section.IN_ONE_SENTENCE].heading)
        if had_focus:
            self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)
        self.panel_layout.invalidate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.relook()

    def _fit(self) -> None:
        from_em = self.look.tokens.layout["option_panel_two_columns_from"]
        beside = self.width() >= self.look.em(from_em)
        self.tabs.set_low(self.height() < self.look.em(LOW_BELOW_EM))
        self._scroll_tabs(self.height() < self.look.em(TABS_SCROLL_BELOW_EM))
        self.note.fit(self.width())
        if beside != self.panel_layout.beside:
            self.panel_layout.set_beside(beside)
            if self._shown:
                self.refresh()


def _settle(widget: QWidget) -> None:
    """Lays out everything in a widget at once, from the inside out. Left to Qt it takes a round of events a level."""
    for child in widget.children():
        if isinstance(child, QWidget) and not child.isHidden():
            _settle(child)
    layout = widget.layout()
    if layout is not None:
        layout.activate()
    elif isinstance(widget, Intro | OutcomeBlock):
        widget.remeasure()
