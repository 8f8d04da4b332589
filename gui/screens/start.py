"""Start: what this is, what it is for, what the clinic called it, and the two ways through."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from data.comparison import OptionView, ReasonView, Text, reasons
from data.prose import parse
from gui.models.store import Store
from gui.theme.look import Look
from gui.visit.changes import changes
from gui.visit.short import minutes
from gui.visit.state import ChooseName, ChoosePace, ChooseReason, GoTo, Pace, Screen
from gui.visit.words import Words
from gui.widgets.announce import announce
from gui.widgets.buttons import Chip, paint_radio, text_height
from gui.widgets.card import Card
from gui.widgets.flow import EvenBox, FlowBox
from gui.widgets.pressable import Marker, Pressable, paint_box, paint_focus, paint_marker
from gui.widgets.prose import Paragraphs, Prose
from gui.widgets.scroller import PageGround, Upright, WithMore
from gui.widgets.whole import draw_wrapped

WIDE_FROM_EM = 43.0
"""From here on things stand side by side."""
ASIDE_FROM_EM = 48.0
"""From here on the options stand beside the introduction."""
LOW_BELOW_EM = 36.0
"""Below this height the drawings are lower, so that everything is seen at once."""


class ReasonCard(Pressable, QPushButton):
    """A reason with its drawing, as a large choice."""

    def __init__(self, look: Look, reason: ReasonView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.reason, self.low = reason, False
        self.set_up(look, f"reason-{reason.id}")
        self.setAccessibleName(f"{reason.name}. {reason.detail}")
        self.setText(reason.name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _drawing(self, width: int) -> int:
        """The drawing's height: none where the card is a narrow line."""
        return self.look.em(2.9 if self.low else 4.9) if width < self.look.em(26) else 0

    def _text_left(self) -> int:
        return self.look.em(2.6)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        look = self.look
        room = width - self._text_left() - look.em(0.8)
        words = text_height(look.font(bold=True), self.reason.name, room)
        words += text_height(look.font(), self.reason.detail, room)
        side = 0 if self._drawing(width) else look.em(3.6)
        return max(self._drawing(width) + words + look.em(1.25), look.touch, side)

    def sizeHint(self) -> QSize:
        width = self.look.em(15)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.em(9), self.look.touch)

    def hitButton(self, pos: object) -> bool:
        return self.rect().contains(pos)  # type: ignore[call-overload, no-any-return]

    def paintEvent(self, _event: object) -> None:
        look, on = self.look, self.isChecked()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        edge = look.colour("text" if on else "control-line")
        width = look.stroke(0.16 if on else 0.085)
        paint_box(painter, rect, look.em(0.5), look.colour("surface"), edge, width)
        drawing = self._drawing(self.width())
        room = self.width() - self._text_left() - look.em(0.8)
        if drawing:
            place = QRectF(look.em(0.8), look.em(0.45), self.width() - look.em(1.6), drawing)
            look.paint_drawing(painter, self.reason.drawing, place, None, "surface")
            top = drawing + look.em(0.65)
        else:
            aside = look.em(4.6)
            place = QRectF(self.width() - aside - look.em(0.5), look.em(0.3), aside, self.height() - look.em(0.6))
            look.paint_drawing(painter, self.reason.drawing, place, None, "surface")
            name = text_height(look.font(bold=True), self.reason.name, room)
            detail = text_height(look.font(), self.reason.detail, room)
            top = (self.height() - name - detail) // 2
        side = look.em(1.4)
        paint_radio(painter, look, QRectF(look.em(0.8), top, side, side), on=on)
        painter.setPen(look.colour("text"))
        y = top
        for font, text in ((look.font(bold=True), self.reason.name), (look.font(), self.reason.detail)):
            painter.setFont(font)
            height = text_height(font, text, room)
            draw_wrapped(painter, self, QRectF(self._text_left(), y, room, height + 2), text)
            y += height
        if self.shows_ring():
            paint_focus(painter, look, rect, look.em(0.5), edge=width)
        painter.end()


class WayButton(Pressable, QPushButton):
    """One of the two ways through: icon, name, what it holds, arrow."""

    def __init__(self, look: Look, name: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.icon_name, self.detail = icon, ""
        self.set_up(look, name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_words(self, title: str, detail: str) -> None:
        self.setText(title)
        self.detail = detail
        self.setAccessibleName(f"{title}. {detail}")
        self.updateGeometry()

    def _room(self, width: int) -> int:
        return width - self.look.em(3.2) - self.look.em(2.2)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        look, room = self.look, self._room(width)
        words = text_height(look.font(bold=True), self.text(), room) + text_height(look.font(), self.detail, room)
        return max(words + look.em(0.6), look.touch)

    def sizeHint(self) -> QSize:
        width = self.look.em(18)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.em(10), self.look.touch)

    def paintEvent(self, _event: object) -> None:
        look = self.look
        painter = QPainter(self)
        rect = QRectF(self.rect())
        down = self.isDown()
        fill, ink = look.colour("accent" if down else "surface"), look.colour("on-accent" if down else "text")
        paint_box(painter, rect, look.em(0.35), fill, look.colour("control-line"), look.stroke(0.085))
        side = look.em(1.3)
        middle = (self.height() - side) / 2
        look.paint_icon(painter, self.icon_name, QRectF(look.em(0.85), middle, side, side), ink)
        look.paint_icon(painter, "next", QRectF(self.width() - look.em(0.7) - side, middle, side, side), ink)
        room = self._room(self.width())
        painter.setPen(ink)
        heights = [
            text_height(f, t, room) for f, t in ((look.font(bold=True), self.text()), (look.font(), self.detail))
        ]
        y = (self.height() - sum(heights)) / 2
        for bold, text, height in ((True, self.text(), heights[0]), (False, self.detail, heights[1])):
            painter.setFont(look.font(bold=bold))
            draw_wrapped(painter, self, QRectF(look.em(3), y, room, height + 2), text)
            y += height
        if self.shows_ring():
            paint_focus(painter, look, rect, look.em(0.35), edge=look.stroke(0.085))
        painter.end()


class OptionKey(QWidget):
    """The options with their marks: what is compared."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._rows: list[tuple[Marker, Prose]] = []
        self._aside = True
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        look.changed.connect(self.relook)
        self.relook()

    def resizeEvent(self, _event: object) -> None:
        self._turn()

    def _turn(self) -> None:
        """Below the introduction they stand on one line if they fit."""
        needed = sum(marker.sizeHint().width() + name.sizeHint().width() for marker, name in self._rows)
        needed += len(self._rows) * self.look.em(1.3)
        across = not self._aside and needed <= self.width()
        directions = QBoxLayout.Direction
        self._box.setDirection(directions.LeftToRight if across else directions.TopToBottom)
        self._box.setSpacing(self.look.em(1.2 if across else 0.3))

    def relook(self) -> None:
        em = self.look.em
        self._box.setContentsMargins(em(1.2) if self._aside else 0, 0 if self._aside else em(0.5), 0, 0)
        self._turn()
        self.update()

    def put(self, options: tuple[OptionView, ...]) -> None:
        for option in options[len(self._rows) :]:
            marker, name = (
                Marker(self.look, option.index, option.letter, 1.6),
                Prose(self.look, bold=True, terms=False),
            )
            line = QHBoxLayout()
            line.setSpacing(self.look.em(0.6))
            line.addWidget(marker)
            line.addWidget(name, 1)
            self._box.addLayout(line)
            self._rows.append((marker, name))
        for (marker, name), option in zip(self._rows, options, strict=True):
            marker.show_option(option.index, option.letter)
            name.set_words(option.name)
        self._turn()

    def set_aside(self, aside: bool) -> None:
        """It stands beside the introduction, with a line between, or below it."""
        self._aside = aside
        self.relook()

    def paintEvent(self, _event: object) -> None:
        if not self._aside:
            return
        painter = QPainter(self)
        painter.setPen(QPen(self.look.colour("control-line"), self.look.stroke(0.06)))
        painter.drawLine(0, 0, 0, self.height())
        painter.end()


class NameAnswer(QWidget):
    """What a clinic's word usually means here, with the marks of the options it means."""

    def __init__(self, look: Look, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.store = look, store
        self.marks: tuple[tuple[int, str], ...] = ()
        glossary = {term.id: term for term in store.comparison.glossary}
        self.text = Paragraphs(look, glossary)
        self._box = QHBoxLayout(self)
        self._box.addWidget(self.text, 1)
        look.changed.connect(self.relook)
        self.relook()

    def relook(self) -> None:
        left = self.look.em(1.9) * max(1, len(self.marks)) if self.marks else 0
        self._box.setContentsMargins(left, 0, 0, 0)

    def put(self) -> None:
        comparison, visit = self.store.comparison, self.store.visit
        name = next((n for n in comparison.names if n.id == visit.name), None)
        self.setVisible(name is not None)
        if name is None:
            return
        self.marks = tuple((o.index, o.letter) for o in comparison.options if o.id in name.means)
        self.text.set_paragraphs((name.answer,))
        self.relook()
        self.update()

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        side = self.look.em(1.4)
        for i, (index, letter) in enumerate(self.marks):
            place = QRectF(i * self.look.em(1.9), self.look.em(0.05), side, side)
            paint_marker(painter, self.look, index, letter, place)
        painter.end()


class StartScreen(QWidget):
    """Chooses the reason and the way; nothing is chosen at first."""

    def __init__(self, look: Look, words: Words, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.words, self.store = look, words, store
        texts = store.pack.texts.intro
        glossary = {term.id: term for term in store.comparison.glossary}
        self._terms = {term.id: term.term for term in store.comparison.glossary}
        self.title = Prose(look, scale="title", bold=True, terms=False)
        self.intro = Paragraphs(look, glossary)
        self.key = OptionKey(look)
        self.question, self.help = Prose(look, scale="heading", bold=True, terms=False), Prose(look, terms=False)
        self.cards = EvenBox()
        self.group = QButtonGroup(self)
        self.reason_cards: list[ReasonCard] = []
        for reason in reasons(store.pack):
            card = ReasonCard(look, reason)
            card.clicked.connect(self._reason)
            self.group.addButton(card)
            self.cards.add(card)
            self.reason_cards.append(card)
        self.changed = Prose(look, terms=False)
        self.changed.setObjectName("reasonChanged")
        self.names = Card(look)
        self.names_heading = Prose(look, scale="heading", bold=True, terms=False)
        self.chips = FlowBox()
        self.chip_buttons: list[Chip] = []
        for name in store.comparison.names:
            chip = Chip(look, f"name-{name.id}")
            chip.set_words(name.word)
            chip.clicked.connect(self._name)
            self.chips.add(chip)
            self.chip_buttons.append(chip)
        self.answer = NameAnswer(look, store)
        for widget in (self.names_heading, self.chips, self.answer):
            self.names.box.addWidget(widget)
        self.names.box.addStretch(1)
        self.ways = Card(look)
        self.ways_heading = Prose(look, scale="heading", bold=True, terms=False)
        self.short, self.long = WayButton(look, "wayShort", "time"), WayButton(look, "wayLong", "sources")
        self.short.clicked.connect(self._go_short)
        self.long.clicked.connect(self._go_long)
        for way in (self.ways_heading, self.short, self.long):
            self.ways.box.addWidget(way)
        self.ways.box.addStretch(1)
        self.notice = Prose(look, terms=False)
        page = PageGround(look)
        self._page = QVBoxLayout(page)
        head_words = QVBoxLayout()
        head_words.addWidget(self.title)
        head_words.addWidget(self.intro)
        head_words.addWidget(self.notice)
        head_words.addStretch(1)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.addLayout(head_words, 1)
        self._head.addWidget(self.key, 0, Qt.AlignmentFlag.AlignTop)
        self._feet = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._feet.addWidget(self.names, 17)
        self._feet.addWidget(self.ways, 10)
        self._page.addLayout(self._head)
        self._asking = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._asking.addWidget(self.question, 0, Qt.AlignmentFlag.AlignBottom)
        self._asking.addWidget(self.help, 1, Qt.AlignmentFlag.AlignBottom)
        self._page.addLayout(self._asking)
        self._page.addWidget(self.cards)
        self._page.addWidget(self.changed)
        self._page.addLayout(self._feet)
        self._page.addStretch(1)
        self.area = Upright(look, page)
        self.more = WithMore(look, self.area, "moreStart")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.more)
        self.title.set_words(texts.title)
        self.question.set_words(texts.reason_question)
        self.help.set_words(texts.reason_help)
        self.names_heading.set_words(texts.names_heading)
        look.changed.connect(self.relook)
        self.more.rail_changed.connect(self.relook)
        self.retranslate()
        self.relook()
        self.refresh()

    def retranslate(self) -> None:
        """All words of the program on this screen; the others come with the pack."""
        words = self.words
        self.more.set_words(words["more"], words["more.top"], words["more.top.said"])
        self.ways_heading.set_words(words["ways.heading"])
        time = minutes(self.store.comparison)
        self.short.set_words(words.say("ways.short", n=time.short), words["ways.short.detail"])
        self.long.set_words(words.say("ways.long", n=time.long), words.say("ways.long.detail", n=time.long))

    def relook(self) -> None:
        em, gap = self.look.em, self.look.gap
        margin = em(1.5) if self.width() >= em(WIDE_FROM_EM) else em(0.9)
        low = self.height() < em(LOW_BELOW_EM)
        for card in self.reason_cards:
            if card.low != low:
                card.low = low
                card.updateGeometry()
        self._page.setContentsMargins(margin, em(0.7), em(0.6) if self.more.rail else margin, em(0.4))
        self._page.setSpacing(em(0.35))
        self.cards.even.set_measures(em(11.5), max(em(0.8), gap), max(em(0.5), gap))
        self.cards.setContentsMargins(0, 0, 0, 0)
        self.chips.flow.set_gap(max(em(0.35), gap), max(em(0.3), gap))
        self.ways.box.setSpacing(max(em(0.45), gap))
        self._feet.setSpacing(em(0.8))
        self._feet.setContentsMargins(0, em(0.4), 0, 0)
        self.question.setContentsMargins(0, em(0.2), 0, 0)
        self.help.setContentsMargins(0, 0, 0, em(0.1))
        self._asking.setSpacing(em(1))
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= self.look.em(WIDE_FROM_EM)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        aside = self.width() >= self.look.em(ASIDE_FROM_EM)
        self._head.setDirection(across if aside else down)
        self.key.set_aside(aside)
        self._feet.setDirection(across if wide else down)
        self._asking.setDirection(across if wide else down)

    def resizeEvent(self, _event: object) -> None:
        self.relook()

    def refresh(self) -> None:
        """Shows the store's present state."""
        visit, comparison = self.store.visit, self.store.comparison
        self.intro.set_paragraphs(tuple(self._opening()))
        # Under letters in their new order: in the pack's order they would tell who is who.
        self.key.put(tuple(comparison.option(column.option_id) for column in self.store.now.columns))
        self.group.setExclusive(False)
        for card in self.reason_cards:
            card.setChecked(card.reason.id == visit.reason)
        self.group.setExclusive(True)
        for chip in self.chip_buttons:
            chip.setChecked(chip.objectName() == f"name-{visit.name}")
        self.answer.put()
        self.names.setVisible(bool(comparison.names) and visit.hidden is None)
        self.changed.setVisible(bool(self.changed.text()))
        review = self.store.pack.structure.review
        self.notice.set_words("" if review else self.words["review.none"])
        self.notice.setVisible(review is None)

    def _opening(self) -> Iterator[Text]:
        """What this is, and first of all that its content is past its review date, from that day on."""
        pack = self.store.pack
        if datetime.date.today() > pack.structure.review_by:
            late = parse(pack.texts.about.after_review_by, None, self._terms)
            yield tuple(replace(piece, strong=True) for piece in late)
        yield from (parse(text, None, self._terms) for text in pack.texts.intro.say)

    def reset(self) -> None:
        """Back to the top for the next person."""
        self.changed.set_words("")
        self.changed.hide()
        self.area.verticalScrollBar().setValue(0)

    def _reason(self) -> None:
        card = self.sender()
        if isinstance(card, ReasonCard):
            before = self.store.comparison
            chosen = self.store.visit.reason is not None
            self.store.apply(ChooseReason(card.reason.id))
            said = changes(before, self.store.comparison, self.store.visit, self.words) if chosen else ()
            # The cards say the reason themselves; below them stands only what it changes for what was ticked.
            ticked = bool(self.store.visit.ticks)
            self.changed.set_words("\n".join(said) if ticked else "")
            self.changed.setVisible(bool(said) and ticked)
            announce(card, " ".join(said))

    def _name(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            self.store.apply(ChooseName(chip.objectName().removeprefix("name-")))
            self.refresh()
            answers = self.answer.findChildren(QLabel)
            if self.answer.isVisible() and answers:
                announce(chip, answers[0].text())

    def _go_short(self) -> None:
        self.store.apply(ChoosePace(Pace.SHORT))
        self.store.apply(GoTo(Screen.COMPARE))

    def _go_long(self) -> None:
        self.store.apply(ChoosePace(Pace.LONG))
        self.store.apply(GoTo(Screen.OPTIONS))
