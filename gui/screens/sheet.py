"""My sheet: what goes on it, and the sheet as it reads."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from data.comparison import QuizView, ReadinessView
from gui.models.store import Store
from gui.theme.look import Look
from gui.visit.asking import Offer, offers
from gui.visit.names import columns
from gui.visit.ready import QuizLine, ReadyLine, quiz, readiness
from gui.visit.state import (
    LEAN_UNKNOWN,
    AnswerQuiz,
    AnswerReadiness,
    GoTo,
    HideNames,
    Lean,
    PickQuestion,
    Screen,
)
from gui.visit.summary import Summary
from gui.visit.words import Words
from gui.widgets.announce import announce
from gui.widgets.buttons import Button, Choice, PlainTick
from gui.widgets.card import Card
from gui.widgets.flow import FlowBox
from gui.widgets.paper import Paper
from gui.widgets.prose import Paragraphs, Prose
from gui.widgets.scroller import Ground, PageGround, Upright, WithMore
from gui.widgets.takeaway import Outlet, TakeAway

PARTS = ("sheet", "lean", "ask", "ready")
LOW_BELOW_EM, LEAST_BELOW_EM = 15.0, 9.5
"""Below these heights what chooses the part scrolls away with it, and so do the ways to take the sheet along."""
NO_ROOM_BELOW_EM = 27.0
"""Below this height only one line of buttons stands above what scrolls."""
WIDE_FROM_EM = 52.0
"""From here on the sheet is seen while something is put on it."""


def _may_wrap(button: Button) -> None:
    """Its words go onto more lines rather than make all that stands around it wider than the window."""
    button.setMinimumWidth(button.look.touch)
    policy = button.sizePolicy()
    policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
    button.setSizePolicy(policy)


class LeanCard(Card):
    """Which option a person leans to, if any: never asked before the comparison was opened."""

    def __init__(self, look: Look, words: Words, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.words, self.store = words, store
        self.heading = Prose(look, scale="heading", bold=True, terms=False)
        self.help = Prose(look, terms=False)
        self.group = QButtonGroup(self)
        self.choices: list[Choice] = []
        self._marks: list[tuple[str, tuple[int, str]]] = []
        for widget in (self.heading, self.help):
            self.box.addWidget(widget)
        for option in store.comparison.options:
            self._add(Choice(look, f"lean-{option.id}", marker=(option.index, option.letter)))
        self._add(Choice(look, "lean-unknown"))
        self.compare = Button(look, "leanCompare", icon="next", icon_after=True)
        self.compare.clicked.connect(self._compare)
        self.box.addWidget(self.compare, 0, Qt.AlignmentFlag.AlignLeft)
        self.refresh()

    def _compare(self) -> None:
        self.store.apply(GoTo(Screen.COMPARE))

    def _add(self, choice: Choice) -> None:
        choice.clicked.connect(self._lean)
        self.group.addButton(choice)
        self.box.addWidget(choice)
        self.choices.append(choice)

    def refresh(self) -> None:
        visit = self.store.visit
        self.heading.set_words(self.words["sheet.lean.heading"])
        self.help.set_words(self.words["sheet.lean.help" if visit.compared else "sheet.lean.later"])
        self.compare.set_words(self.words["ready.go.compare"])
        self.compare.setVisible(not visit.compared)
        names = {f"lean-{o.id}": o.name for o in self.store.comparison.options}
        self._order()
        self.group.setExclusive(False)
        for choice in self.choices:
            name = names.get(choice.objectName(), self.words["sheet.lean.unknown"])
            if choice.words() != name:
                choice.set_words(name)
            choice.setChecked(visit.lean is not None and self._id(choice) == visit.lean)
            choice.setVisible(visit.compared)
        self.group.setExclusive(True)

    def _order(self) -> None:
        """Marks and order are those of the columns: while names are hidden, a letter is the same option everywhere."""
        marks = [(c.option_id, (c.index, c.letter)) for c in columns(self.store.comparison, self.store.visit)]
        if marks == self._marks:
            return
        self._marks = marks
        choices = {self._id(choice): choice for choice in self.choices}
        for place, (option_id, mark) in enumerate(marks):
            choice = choices[option_id]
            choice.marker = mark
            self.box.removeWidget(choice)
            self.box.insertWidget(self.box.indexOf(self.help) + 1 + place, choice)
            choice.raise_()
            choice.update()
        self.choices[-1].raise_()

    def _id(self, choice: Choice) -> str:
        name = choice.objectName().removeprefix("lean-")
        return LEAN_UNKNOWN if name == "unknown" else name

    def _lean(self) -> None:
        choice = self.sender()
        if isinstance(choice, Choice):
            self.store.apply(Lean(self._id(choice)))


class QuestionsCard(Card):
    """The questions to ask, those that something raises first."""

    def __init__(self, look: Look, words: Words, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.words, self.store = words, store
        self.heading = Prose(look, scale="heading", bold=True, terms=False)
        self.box.addWidget(self.heading)
        self._shown: tuple[str, ...] = ()
        self.ticks: dict[str, PlainTick] = {}
        self._topics: list[Prose] = []
        self.refresh()

    def refresh(self) -> None:
        self.heading.set_words(self.words["sheet.questions.heading"])
        found = offers(self.store.comparison, self.store.visit)
        order = tuple(offer.question.id + offer.because for offer in found)
        if order != self._shown:
            self._shown = order
            self._fill(found)
        for offer in found:
            tick = self.ticks[offer.question.id]
            tick.blockSignals(True)
            tick.setChecked(offer.picked or offer.automatic)
            tick.blockSignals(False)
            tick.update()

    def _fill(self, found: tuple[Offer, ...]) -> None:
        focused = next((name for name, tick in self.ticks.items() if tick.hasFocus()), None)
        for widget in (*self.ticks.values(), *self._topics):
            widget.hide()
            self.box.removeWidget(widget)
            widget.deleteLater()
        self.ticks, self._topics = {}, []
        last = None
        for offer in found:
            topic = self.words[offer.because] if offer.because else offer.topic
            if topic != last:
                heading = Prose(self.look, bold=True, terms=False)
                heading.set_words(topic)
                self.box.addWidget(heading)
                self._topics.append(heading)
                last = topic
            tick = PlainTick(self.look, f"ask-{offer.question.id}")
            tick.set_words(offer.question.say)
            tick.toggled.connect(self._pick)
            self.box.addWidget(tick)
            self.ticks[offer.question.id] = tick
        if focused in self.ticks:
            self.ticks[focused].setFocus(Qt.FocusReason.OtherFocusReason)

    def _pick(self, on: bool) -> None:
        tick = self.sender()
        if isinstance(tick, PlainTick):
            self.store.apply(PickQuestion(tick.objectName().removeprefix("ask-"), on))
            self.refresh()


class ReadyQuestion(QWidget):
    """One yes or no, and after a no what helps."""

    def __init__(self, look: Look, words: Words, store: Store, question: ReadinessView) -> None:
        super().__init__()
        self.look, self.words, self.store, self.question = look, words, store, question
        self.ask = Prose(look, terms=False)
        self.yes, self.no = Button(look, f"ready-{question.id}-yes"), Button(look, f"ready-{question.id}-no")
        self.go = Button(look, f"ready-{question.id}-go", icon="next", icon_after=True)
        _may_wrap(self.go)
        self.help = Paragraphs(look, {term.id: term for term in store.comparison.glossary})
        self.goal: Screen | None = None
        answers = FlowBox()
        answers.flow.set_gap(max(look.em(0.5), look.gap), look.gap)
        for button in (self.yes, self.no):
            button.setCheckable(True)
            answers.add(button)
        self.yes.clicked.connect(self._yes)
        self.no.clicked.connect(self._no)
        self.go.clicked.connect(self._go)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for widget in (self.ask, answers, self.help):
            box.addWidget(widget)
        box.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)

    def put(self, line: ReadyLine) -> None:
        words, question = self.words, line.question
        self.goal = line.screen
        self.ask.set_words(question.ask)
        self.yes.set_words(words["sheet.ready.yes"], words.say("sheet.ready.yes.said", ask=question.ask))
        self.no.set_words(words["sheet.ready.no"], words.say("sheet.ready.no.said", ask=question.ask))
        self.yes.setChecked(line.answer is True)
        self.no.setChecked(line.answer is False)
        no = line.answer is False
        self.help.set_paragraphs((question.help,) if no else ())
        self.help.setVisible(no)
        self.go.setVisible(no and line.screen not in (None, Screen.SHEET))
        self.go.set_words(words[f"ready.go.{question.leads_to}"])

    def _yes(self) -> None:
        self.store.apply(AnswerReadiness(self.question.id, True))
        self.yes.setChecked(True)

    def _no(self) -> None:
        self.store.apply(AnswerReadiness(self.question.id, False))
        self.no.setChecked(True)

    def _go(self) -> None:
        if self.goal is not None:
            self.store.apply(GoTo(self.goal))


class ReadyCard(Card):
    """Four questions about being ready; not scored."""

    def __init__(self, look: Look, words: Words, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.words, self.store = words, store
        self.heading = Prose(look, scale="heading", bold=True, terms=False)
        self.result = Prose(look, terms=False)
        self.box.addWidget(self.heading)
        self.items = [ReadyQuestion(look, words, store, q) for q in store.comparison.readiness]
        for item in self.items:
            self.box.addWidget(item)
        self.box.addWidget(self.result)
        self.refresh()

    def refresh(self) -> None:
        self.heading.set_words(self.words["sheet.ready.heading"])
        lines = readiness(self.store.comparison, self.store.visit, self.words)
        for item, line in zip(self.items, lines, strict=True):
            item.put(line)
        answers = [line.answer for line in lines]
        key = "ready.all_yes" if all(answers) else "ready.some_no" if False in answers else "ready.wait"
        self.result.set_words(self.words[key])


class QuizItem(QWidget):
    """One question with its answers; at once right or not, why, and the way to where it stands."""

    row_wanted = Signal(str)

    def __init__(self, look: Look, store: Store, words: Words, question: QuizView) -> None:
        super().__init__()
        self.look, self.store, self.words, self.question = look, store, words, question
        self.ask = Prose(look, bold=True, terms=False)
        self.group = QButtonGroup(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.em(0.15))
        box.addWidget(self.ask)
        self.choices: list[Choice] = []
        for i in range(len(question.choices)):
            choice = Choice(look, f"quiz-{question.id}-{i}")
            choice.clicked.connect(self._choose)
            self.group.addButton(choice, i)
            box.addWidget(choice)
            self.choices.append(choice)
        self.verdict = Prose(look, bold=True, terms=False)
        self.why = Paragraphs(look, {term.id: term for term in store.comparison.glossary})
        self.see = Button(look, f"quiz-{question.id}-see", icon="next", icon_after=True)
        _may_wrap(self.see)
        self.see.clicked.connect(self._see)
        box.addWidget(self.verdict)
        box.addWidget(self.why)
        box.addWidget(self.see, 0, Qt.AlignmentFlag.AlignLeft)

    def put(self, line: QuizLine) -> None:
        self.question = line.question
        self.ask.set_words(line.question.ask)
        self.group.setExclusive(False)
        for i, choice in enumerate(self.choices):
            answer = line.question.choices[i]
            if choice.words() != answer:
                said = self.words.say("sheet.quiz.choice", ask=line.question.ask, choice=answer)
                choice.set_words(answer, said)
            choice.setChecked(line.chosen == i)
        self.group.setExclusive(True)
        done = line.chosen is not None
        self.verdict.set_words(line.verdict if done else "")
        self.verdict.setVisible(done)
        self.why.set_paragraphs((line.question.why,) if done else ())
        self.why.setVisible(done)
        words = self.words
        self.see.set_words(words["quiz.row"], words.say("quiz.row.said", ask=line.question.ask))
        self.see.setVisible(done)
        self.row = line.row

    def _choose(self) -> None:
        self.store.apply(AnswerQuiz(self.question.id, self.group.checkedId()))
        announce(self.ask, self.verdict.text())

    def _see(self) -> None:
        self.row_wanted.emit(self.row)


class QuizCard(Card):
    """Five short questions to check what was understood."""

    row_wanted = Signal(str)

    def __init__(self, look: Look, words: Words, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.words, self.store = words, store
        self.heading = Prose(look, scale="heading", bold=True, terms=False)
        self.box.addWidget(self.heading)
        self.closed = Prose(look, terms=False)
        self.box.addWidget(self.closed)
        self.items = [QuizItem(look, store, words, question) for question in store.comparison.quiz]
        for item in self.items:
            item.row_wanted.connect(self.row_wanted)
            self.box.addWidget(item)
        self.refresh()

    def refresh(self) -> None:
        self.heading.set_words(self.words["sheet.quiz.heading"])
        for item, line in zip(self.items, quiz(self.store.comparison, self.store.visit, self.words), strict=True):
            item.put(line)
        hidden = self.store.visit.hidden is not None
        self.closed.set_words(self.words["names.quiz"])
        self.closed.setVisible(hidden)
        for item in self.items:
            item.setVisible(not hidden)


class Parts(FlowBox):
    """What the screen is about just now, one at a time: buttons of which one is on."""

    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.group = QButtonGroup(self)
        self.buttons: dict[str, Button] = {}
        for name in PARTS:
            button = Button(look, f"part-{name}")
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.soft = button.near = True
            button.clicked.connect(self._chosen)
            self.group.addButton(button)
            self.add(button)
            self.buttons[name] = button
        look.changed.connect(self.relook)
        self.relook()

    def retranslate(self, words: Words) -> None:
        for name, button in self.buttons.items():
            button.set_words(words[f"sheet.part.{name}"], words[f"sheet.part.{name}.said"])

    def relook(self) -> None:
        em, gap = self.look.em, self.look.gap
        self.flow.set_gap(max(em(0.35), gap), max(em(0.35), gap))

    def show_part(self, part: str, *, with_sheet: bool) -> None:
        self.buttons["sheet"].setVisible(with_sheet)
        self.buttons[part].setChecked(True)
        for button in self.buttons.values():
            button.updateGeometry()

    def _chosen(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            button.setChecked(True)
            self.chosen.emit(button.objectName().removeprefix("part-"))


class SheetScreen(Ground):
    """On top the ways to take it along. The sheet, and one by one what can be put on it: at its left where it is wide,
    else in its place."""

    row_wanted = Signal(str)

    def __init__(self, look: Look, words: Words, store: Store, outlet: Outlet, parent: QWidget | None = None) -> None:
        super().__init__(look, "background", parent)
        self.words, self.store = words, store
        self._wide: bool | None = None
        self._low = self._least = False
        self._part = PARTS[0]
        self.take = TakeAway(look, words, outlet, self._named_summary)
        self.take.results.hide()
        self.take.brought.connect(self._brought)
        self.take.said.connect(self._said)
        self.parts = Parts(look)
        self.parts.chosen.connect(self._choose)
        self.intro = Prose(look, terms=False)
        self.lean, self.ask = LeanCard(look, words, store), QuestionsCard(look, words, store)
        self.ready, self.quiz = ReadyCard(look, words, store), QuizCard(look, words, store)
        self.quiz.row_wanted.connect(self.row_wanted)
        self.cards: tuple[LeanCard | QuestionsCard | ReadyCard | QuizCard, ...]
        self.cards = (self.lean, self.ask, self.ready, self.quiz)
        self.editors: dict[str, tuple[QWidget, ...]] = {
            "lean": (self.lean,),
            "ask": (self.ask,),
            "ready": (self.ready, self.quiz),
        }
        editing = PageGround(look)
        self._editing = QVBoxLayout(editing)
        self._editing.addWidget(self.intro)
        for card in self.cards:
            self._editing.addWidget(card)
        self._editing.addStretch(1)
        self.editing = Upright(look, editing)
        self.editing_more = WithMore(look, self.editing, "moreEditing")
        self.paper = Paper(look, words)
        page = PageGround(look)
        self._page = QVBoxLayout(page)
        self._page.addWidget(self.take.results)
        self._page.addWidget(self.paper)
        self._page.addStretch(1)
        self.area = Upright(look, page)
        self.more = WithMore(look, self.area, "moreSheet")
        self._left = QVBoxLayout()
        self._left.addWidget(self.parts)
        self._left.addWidget(self.editing_more, 1)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.addLayout(self._left, 17)
        self._both.addWidget(self.more, 31)
        self._box = QVBoxLayout(self)
        self._box.addWidget(self.take)
        self._box.addLayout(self._both, 1)
        look.changed.connect(self.relook)
        self.retranslate()
        self.relook()

    def retranslate(self) -> None:
        """All words of this screen."""
        for more in (self.more, self.editing_more):
            more.set_words(self.words["more"], self.words["more.top"], self.words["more.top.said"])
        self.parts.retranslate(self.words)
        self.take.retranslate()
        self.intro.set_words(self.words["sheet.ask.intro"])

    def relook(self) -> None:
        em, gap = self.look.em, self.look.gap
        margin = em(1.5) if self.width() >= em(48) else em(0.8)
        self._box.setContentsMargins(margin, max(em(0.4), gap), em(0.6), 0)
        self._box.setSpacing(max(em(0.5), gap))
        self._page.setContentsMargins(0, 0, em(0.6), em(0.5))
        self._page.setSpacing(em(0.6))
        self._editing.setContentsMargins(0, 0, em(0.4), em(0.4))
        self._editing.setSpacing(em(0.6))
        self._left.setSpacing(max(em(0.5), gap))
        self._both.setSpacing(em(0.9))
        self._fit()
        self._page.removeWidget(self.take.further)
        if not self.take.hold_further(self.width() - margin - em(0.6), low=self.height() < em(NO_ROOM_BELOW_EM)):
            self._page.insertWidget(self._page.count() - 1, self.take.further)

    def resizeEvent(self, _event: object) -> None:
        self.relook()

    def _fit(self) -> None:
        wide = self.width() >= self.look.em(WIDE_FROM_EM)
        low, least = (self.height() < self.look.em(height) for height in (LOW_BELOW_EM, LEAST_BELOW_EM))
        if (low, least) != (self._low, self._least):
            self._low, self._least = low, least
            self._show()
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        if wide != self._wide:
            self._wide = wide
            self._both.setDirection(across if wide else down)
            self._show()
        self._hold()

    def _show(self) -> None:
        wide = bool(self._wide)
        if wide and self._part == "sheet":
            self._part = PARTS[1]
        self.parts.show_part(self._part, with_sheet=not wide)
        for name, cards in self.editors.items():
            for card in cards:
                card.setVisible(name == self._part)
        editing = wide or self._part != "sheet"
        self.editing_more.setVisible(editing)
        self.more.setVisible(wide or not editing)
        for box in (self._left, self._page, self._editing):
            box.removeWidget(self.parts)
        home = self._left if not self._low else self._editing if editing else self._page
        home.insertWidget(0, self.parts)
        # A code needs the whole of a low window, and what is said about the sheet leaves it no room.
        inside = self._least or (self._low and (self.take.phone.isChecked() or not self.take.status.isHidden()))
        for box in (self._box, self._page, self._editing):
            box.removeWidget(self.take)
        scrolling = self._editing if editing else self._page
        (scrolling if inside else self._box).insertWidget(0, self.take)
        self._both.setStretch(0, 17 if editing else 0)
        self._both.setStretch(1, 31)
        self.intro.setVisible(wide)
        self._hold()

    def _hold(self) -> None:
        """What is asked is as wide as its longest word needs, though *More* stands beside it too."""
        needed = self._editing.minimumSize().width() if self._wide else 0
        self.editing.setMinimumWidth(min(needed, self.width() // 2))

    def _choose(self, part: str) -> None:
        self._part = part
        self._show()
        self.editing.verticalScrollBar().setValue(0)
        announce(self.parts, self.words[f"sheet.part.{part}.said"])

    def refresh(self) -> None:
        """Shows the store's present state."""
        for card in self.cards:
            card.refresh()
        self._hold()
        # Who has scrolled down may be looking at its back; else that may come a moment later.
        self.paper.put(self.store.summary(), whole=self.area.verticalScrollBar().value() > 0)
        self.take.refresh()

    def _brought(self, on: bool) -> None:
        self.paper.setVisible(not on)
        self.take.results.setVisible(on)
        if on and not self._wide:
            self._part = "sheet"
        self._show()
        self.area.verticalScrollBar().setValue(0)

    def _said(self) -> None:
        if self._low:
            self._show()
            for area in (self.area, self.editing):
                area.verticalScrollBar().setValue(0)

    def _named_summary(self) -> Summary:
        """A sheet to take along has the names on it, so they come back on the screen as well."""
        self.store.apply(HideNames(None))
        return self.store.summary()

    def reset(self) -> None:
        """Forgets what it showed."""
        for area in (self.area, self.editing):
            area.verticalScrollBar().setValue(0)
        self.take.reset()
        self.paper.clear()
        for card in self.cards:
            card.refresh()
        self._part = PARTS[0]
        self._show()
