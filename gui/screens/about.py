"""About this aid: what it is, who made it, how the evidence was chosen, and how it meets the standard."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from data.comparison import TermView, Text
from data.prose import Piece
from gui.models.store import Store
from gui.theme.look import Look
from gui.visit.credits import Credits
from gui.visit.state import ShowAbout
from gui.visit.telling import source_lines
from gui.visit.words import Words
from gui.widgets.announce import announce
from gui.widgets.buttons import Button
from gui.widgets.fold import Fold
from gui.widgets.prose import Paragraphs, Prose
from gui.widgets.scroller import Ground, Page, Upright, WithMore

TWO_COLUMNS_FROM_EM = 60.0
PARTS = (("review", "makers", "evidence"), ("standard", "reading", "sources", "content"))
"""The parts in their two columns; in one column, one after the other."""
OPEN_AT_FIRST = frozenset({"content", "review", "makers", "evidence"})
AT_ONCE = 20
"""How many sources are set at once; the others follow, so that a touch is answered before all are there."""
MET, NOT_MET = "tick", "fits-not"


class Verdict(Prose):
    """One item of the standard: a sign, what it asks for, and the word for how it stands."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        self.icon = NOT_MET
        super().__init__(look, terms=False, parent=parent)
        self._leave_room()

    def put(self, title: str, word: str, *, met: bool) -> None:
        self.icon = MET if met else NOT_MET
        self.set_pieces((Piece(f"{title} – "), Piece(word, strong=True)))

    def relook(self) -> None:
        self._leave_room()
        super().relook()

    def _leave_room(self) -> None:
        self.setContentsMargins(self.look.em(1.7), 0, 0, 0)

    def paintEvent(self, event: object) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        look = self.look
        side = look.em(1.05)
        top = (look.em(look.tokens.line_height["body"]) - side) / 2
        look.paint_icon(painter, self.icon, QRectF(0, top, side, side), look.colour("text"))
        painter.end()


class Part(Fold):
    """One part of the page; filled when it is opened for the first time."""

    def __init__(self, look: Look, name: str, glossary: dict[str, TermView]) -> None:
        super().__init__(look, f"about-{name}")
        self.name, self.glossary = name, glossary
        self.filled = False
        self.body_box.setSpacing(look.em(0.4))

    def relook(self) -> None:
        super().relook()
        self.body_box.setSpacing(self.look.em(0.4))

    def add_paragraphs(self, paragraphs: Sequence[Text]) -> None:
        block = Paragraphs(self.look, self.glossary)
        block.set_paragraphs(paragraphs)
        self.body_box.addWidget(block)

    def add_line(self, text: str, *, bold: bool = False) -> None:
        self.body_box.addWidget(Prose(self.look, (Piece(text),), bold=bold, terms=False))

    def add_verdict(self, title: str, word: str, *, met: bool) -> None:
        verdict = Verdict(self.look)
        verdict.put(title, word, met=met)
        self.body_box.addWidget(verdict)

    def empty(self) -> None:
        """Takes everything out again."""
        self.filled = False
        while (item := self.body_box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


class AboutScreen(Ground):
    """Everything one should be able to ask about where this comes from."""

    def __init__(
        self,
        look: Look,
        words: Words,
        store: Store,
        today: datetime.date | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`today` is for tests; left out, it is the day on which the page is shown."""
        super().__init__(look, "background", parent)
        self.words, self.store, self._today = words, store, today
        self.setObjectName("aboutScreen")
        self._glossary: dict[str, TermView] = {}
        self._waiting: list[str] = []
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._more_sources)
        self._shown: datetime.date | None = None
        self.back = Button(look, "aboutBack", icon="clear", bold=True)
        self.title = Prose(look, scale="heading", bold=True, terms=False)
        self.banner = Prose(look, bold=True, terms=False)
        self.parts = {name: Part(look, name, self._glossary) for column in PARTS for name in column}
        self.panel = Page()
        self._panel_box = QVBoxLayout(self.panel)
        self._panel_box.addWidget(self.banner)
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._panel_box.addLayout(self._columns, 1)
        self._sides: list[QVBoxLayout] = []
        for column in PARTS:
            side = QVBoxLayout()
            for name in column:
                side.addWidget(self.parts[name])
            side.addStretch(1)
            self._columns.addLayout(side, 1)
            self._sides.append(side)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.panel.setSizePolicy(policy)
        self.area = Upright(look, self.panel)
        self.scroller = WithMore(look, self.area, "aboutMore")
        self._head = QHBoxLayout()
        self._head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        self._head.addWidget(self.title, 1, Qt.AlignmentFlag.AlignVCenter)
        self._box = QVBoxLayout(self)
        self._box.addLayout(self._head)
        self._box.addWidget(self.scroller, 1)
        self.back.clicked.connect(self._close)
        for part in self.parts.values():
            part.asked.connect(self._opened)
        self.area.verticalScrollBar().rangeChanged.connect(self._leave_room_for_bar)
        self.scroller.rail_changed.connect(self._leave_room_for_bar)
        look.changed.connect(self.relook)
        self.relook()
        self.retranslate()

    def retranslate(self) -> None:
        """All words of the page; what is filled is filled again when it is next shown."""
        words = self.words
        self.back.set_words(words["about.back"], words["about.back.said"])
        self.title.set_words(words["tab.about"])
        self.scroller.set_words(words["more"], words["more.top"], words["more.top.said"])
        for name, part in self.parts.items():
            part.set_heading(words[f"about.{name}"])
            part.set_state_words(words["options.opened"], words["options.closed"])
        self._shown = None

    def relook(self) -> None:
        em = self.look.em
        side = em(1.5 if self.width() >= em(48) else 1.0)
        gap = max(em(0.5), self.look.gap)
        self._box.setContentsMargins(side, em(0.55), side, em(0.4))
        self._box.setSpacing(gap)
        self._head.setSpacing(em(1.0))
        self._columns.setSpacing(max(em(0.75), self.look.gap))
        self._panel_box.setSpacing(gap)
        for column in self._sides:
            column.setSpacing(gap)
        beside = self.width() >= em(TWO_COLUMNS_FROM_EM)
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        if not beside:
            self._columns.setSpacing(gap)
        self._leave_room_for_bar()

    def reset(self) -> None:
        """As a new person finds it: at the top, the same parts open."""
        self.area.verticalScrollBar().setValue(0)
        for name, part in self.parts.items():
            part.set_open(name in OPEN_AT_FIRST)

    # --- what is shown

    def refresh(self) -> None:
        """Shows pack and day; nothing happens where it shows them already."""
        today, comparison = self.today, self.store.comparison
        if self._shown == today:
            return
        first = self._shown is None
        self._shown = today
        self._glossary.clear()
        self._glossary.update((term.id, term) for term in comparison.glossary)
        self.banner.setVisible(self._credits.past)
        if self._credits.past:
            self.banner.set_pieces(self._credits.banner())
        self._waiting = []
        for name, part in self.parts.items():
            part.empty()
            if first:
                part.set_open(name in OPEN_AT_FIRST)
            if part.is_open:
                self._fill(part)

    @property
    def today(self) -> datetime.date:
        return self._today or datetime.date.today()

    @property
    def _credits(self) -> Credits:
        return self.store.credits(self.today)

    def _fill(self, part: Part) -> None:
        if not part.filled:
            part.filled = True
            fillers = {
                "content": self._fill_content,
                "review": self._fill_review,
                "makers": self._fill_makers,
                "evidence": self._fill_evidence,
                "standard": self._fill_standard,
                "reading": self._fill_reading,
                "sources": self._fill_sources,
            }
            fillers[part.name](part)

    def _fill_content(self, part: Part) -> None:
        words, pack = self.words, self.store.pack
        part.add_line(pack.texts.name, bold=True)
        same = pack.language.partition("-")[0] == words.language
        part.add_line(words.say("about.language", name=words["sheet.language"] if same else pack.language))
        for line in (self._credits.version(), *self._credits.made()):
            part.add_line(line)

    def _fill_review(self, part: Part) -> None:
        part.add_line(self._credits.reviewed(), bold=True)
        part.add_line(self._credits.review_by())
        if not self._credits.past:
            part.add_paragraphs([self._credits.after()])
        part.add_paragraphs([self._credits.update_policy()])

    def _fill_makers(self, part: Part) -> None:
        for author in self._credits.authors():
            part.add_paragraphs([author])
        part.add_paragraphs([self._credits.funding()])

    def _fill_evidence(self, part: Part) -> None:
        part.add_paragraphs(self._credits.evidence())

    def _fill_standard(self, part: Part) -> None:
        part.add_line(self.words["about.standard.what"])
        for group in self._credits.standard():
            part.add_line(group.heading, bold=True)
            for verdict in group.verdicts:
                part.add_verdict(verdict.title, verdict.word, met=verdict.met)

    def _fill_reading(self, part: Part) -> None:
        pack = self.store.pack
        part.add_line(self._credits.reading_intro())
        names = {column.option_id: column.name for column in self.store.now.columns}
        for reason in pack.structure.reasons:
            lines = self._credits.reading(reason.id, names)
            if lines:
                part.add_line(pack.texts.reasons[reason.id].name, bold=True)
            for line in lines:
                part.add_line(line)

    def _fill_sources(self, part: Part) -> None:
        lines = source_lines(self.store.pack.facts.values(), self.words)
        part.add_line(self.words.say("about.sources.count", n=len(lines)))
        self._waiting = sorted(lines, key=str.casefold)
        self._more_sources()

    def _more_sources(self) -> None:
        now, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
        for line in now:
            self.parts["sources"].add_line(line)
        if self._waiting:
            self._idle.start()

    # --- what a person does

    def _close(self) -> None:
        self.store.apply(ShowAbout(False))

    def _opened(self, on: bool) -> None:
        part = self.sender()
        if isinstance(part, Part) and on:
            self._fill(part)
            announce(part.heading, self.words["options.opened"])

    def _leave_room_for_bar(self, _low: int = 0, _high: int = 0) -> None:
        room = self.look.em(0.6) if self.area.verticalScrollBar().maximum() > 0 and not self.scroller.rail else 0
        if self._panel_box.contentsMargins().right() != room or self._panel_box.contentsMargins().left():
            self._panel_box.setContentsMargins(0, 0, room, 0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._waiting:
            self._idle.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._idle.stop()
        super().hideEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.em(14), self.look.em(8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.relook()
