"""The frame around every screen: tabs on top, the body, the tools along the bottom. The same everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Protocol

from PySide6.QtCore import Q_ARG, QMetaObject, QRect, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from gui.models.store import Store, unfiltered
from gui.theme.look import Look, PageLook
from gui.visit.names import told
from gui.visit.rows import count_line
from gui.visit.state import SCHEMES, TEXT_SIZES, ChooseScheme, ChooseTextSize, GoTo, HideNames, Screen, ShowAbout
from gui.visit.words import Words
from gui.widgets.announce import announce
from gui.widgets.bars import LOW, BottomBar, TopBar
from gui.widgets.buttons import Button, Sample
from gui.widgets.checklist import ChecklistPane
from gui.widgets.idle import Idle
from gui.widgets.pages import Pages
from gui.widgets.prose import Prose
from gui.widgets.scroller import Ground, WithMore
from gui.widgets.still import settle, still
from gui.widgets.strip import Strip
from gui.widgets.told import Told
from gui.widgets.walk import ReadingOrder

SHORT = 30
"""Below this height in em what is said on every screen is said in short."""
LOWEST = 17
"""Below this one, tools stand behind a button."""
SOON_MS = 500
"""What others will need is made this long after a visit began."""
LEAST_BODY = 5
"""With less height in em left, a screen beside a question is of no use."""


SAMPLE_EM = {"small": 0.75, "default": 1.0, "large": 1.35, "largest": 1.7}
"""How large a text size is drawn, in em: between the others, not as large as it will be."""


def look_of(page: QWidget) -> PageLook:
    """The look of a page, which sleeps while it is out of view."""
    look = page.look  # type: ignore[attr-defined]
    assert isinstance(look, PageLook)
    return look


class ScreenWidget(Protocol):
    """What the frame asks of a screen."""

    def retranslate(self) -> None: ...
    def refresh(self) -> None: ...


class Frame(ReadingOrder, QMainWindow):
    """Holds the screens, follows the store, and knows which screen is in view."""

    def __init__(
        self, look: Look, words: Words, store: Store, pane: ChecklistPane, screens: dict[str, QWidget]
    ) -> None:
        super().__init__()
        self.look, self.words, self.store, self.pane = look, words, store, pane
        self._base_scheme, self._base_size = look.scheme.name, look.size
        self.setObjectName("evenhand")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.screens = screens
        self.top, self.bottom, self.strip, self.told = TopBar(look), BottomBar(look), Strip(look), Told(look)
        self.body = Pages()
        self.body.setObjectName("body")
        for widget in screens.values():
            self.body.addWidget(widget)
        ground = Ground(look)
        box = QVBoxLayout(ground)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.top)
        box.addWidget(self.told)
        box.addWidget(self.body, 1)
        # Stands for the body where a question needs the whole of a low window.
        self.room = Ground(look)
        self.room.hide()
        box.addWidget(self.room, 1)
        box.addWidget(self.strip)
        box.addWidget(self.bottom)
        # It covers the window, which need not be painted below it.
        ground.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        # The window is never larger than the screen, whatever its content asks for.
        ground.setMinimumSize(1, 1)
        self.setCentralWidget(ground)
        self.top.tab_chosen.connect(self._tab)
        self.told.show_names.clicked.connect(self._show_names)
        self.top.change.clicked.connect(self._change_reason)
        self.bottom.back.clicked.connect(self._back)
        self.bottom.next.clicked.connect(self._next)
        self.bottom.text_size.clicked.connect(self._ask_size)
        self.bottom.colours.clicked.connect(self._ask_scheme)
        self.bottom.about.clicked.connect(self._about)
        self.bottom.start_over.clicked.connect(self._ask_start_over)
        self.strip.chosen.connect(self._answered)
        self.strip.shown.connect(self._asked)
        store.changed.connect(self._follow)
        look.changed.connect(self._relook)
        look.recoloured.connect(self.update)
        look.recoloured.connect(self._get_ready_again)
        self._said_of_names = ""
        self._followed: tuple[object, ...] = ()
        self._beside: bool | None = None
        self._tabs: list[Screen] = []
        self._idle = Idle(self)
        self._ahead = False
        self._untried: list[QWidget] = []
        self.retranslate()
        self._fit()
        self._show_screen()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """All words of the frame."""
        self.top.retranslate(self.words)
        self.bottom.retranslate(self.words)

    # --- following

    def _follow(self, differs: frozenset[str]) -> None:
        visit = self.store.visit
        scheme, size = visit.scheme or self._base_scheme, visit.text_size or self._base_size
        before, self._followed = self._followed, unfiltered(visit)
        page = self.body.currentWidget()
        if page is not None and self._followed == before and differs <= {"visit", "found"}:
            # Questions come or go, and all around them is as it was.
            with still(page):
                page.refresh()  # type: ignore[attr-defined]
            settle()
        else:
            with still(self.top), still(self.bottom), still(page or self):
                self.look.change(scheme=scheme, size=size)
                self._show_screen()
            settle(*self._from_outside())
        if "found" in differs and visit.screen is Screen.COMPARE:
            announce(self, count_line(self.store.now.found, self.words))

    def _from_outside(self) -> Iterator[QWidget]:
        """What the others stand in: the window, the screen in view, and in it what scrolls."""
        page = self.body.currentWidget()
        assert page is not None
        yield from (self.centralWidget() or self, page)
        for more in page.findChildren(WithMore):
            if more.isVisible():
                yield from (more, more.area.viewport())

    def _order(self) -> list[Screen]:
        """The screens with a tab."""
        return [screen for screen in Screen if not (self._beside and screen is Screen.MATTERS)]

    def _open(self) -> list[Screen]:
        """Those that one can go to: the panels of the options are closed while the names are hidden."""
        hidden = self.store.visit.hidden is not None
        return [screen for screen in self._order() if not (hidden and screen is Screen.OPTIONS)]

    def _tell_names(self) -> None:
        visit, words = self.store.visit, self.words
        short, least = self.height() < self.look.em(SHORT), self._least()
        sentence = told(self.store.comparison, visit, words, short=short, least=least)
        news, self._said_of_names = bool(sentence) and sentence != self._said_of_names, sentence
        button = "" if visit.hidden is None or self._switch_at_hand() else words["compare.names.show"]
        # There Compare says it itself, beside the filters.
        with_count = least and visit.hidden is not None and visit.screen is Screen.COMPARE
        self.told.put("" if with_count else sentence, button, near=least)
        if news:
            announce(self, sentence)

    def _least(self) -> bool:
        """Is the window so low and narrow that a sentence would take the screen's place?"""
        lowest, compare = self.height() < self.look.em(LOWEST), self.screens["compare"]
        return lowest and compare.crowded(self.width())  # type: ignore[attr-defined]

    def _switch_at_hand(self) -> bool:
        """On Compare the switch itself turns back; in the lowest windows that is among the filters."""
        compare = self.screens["compare"]
        lowest = self.height() < self.look.em(LOWEST)
        return self.store.visit.screen is Screen.COMPARE and (lowest or compare.names_at_hand())  # type: ignore[attr-defined]

    def _show_names(self) -> None:
        self.store.apply(HideNames(None))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_screen(self) -> None:
        visit = self.store.visit
        screen = Screen.COMPARE if visit.screen is Screen.MATTERS and self._beside else visit.screen
        screen = screen if screen in self._open() else Screen.COMPARE
        name = "about" if visit.about else screen.value
        widget = self.screens[name]
        changed = self.body.currentWidget() is not widget
        self._wake(widget)
        self.body.setCurrentWidget(widget)
        order = self._order()
        if order != self._tabs:
            self._tabs = order
            self.top.set_tabs(self.words, [f"tab.{screen.value}" for screen in order])
        closed = self.words.say("names.closed", what=self.words["tab.options"])
        self.top.allow(order.index(Screen.OPTIONS), visit.hidden is None, closed)
        self.top.show_screen(order.index(screen))
        about = self.words["tool.about"]
        self.bottom.about.close_up(visit.hidden is not None)
        said = about if visit.hidden is None else self.words.say("names.closed", what=about)
        self.bottom.about.set_words(about, said)
        self._tell_names()
        reason = self.store.comparison.reason
        named = self.words["reason.general"] if reason.general else reason.name
        self.top.show_reason(self.words, named if visit.reason else "", on_start=screen is Screen.START)
        self.bottom.back.setVisible(screen is not Screen.START or visit.about)
        self.bottom.next.setVisible(screen is not order[-1] and not visit.about)
        title = self.words[f"tab.{name}"]
        self.setWindowTitle(self.words.say("window.title", screen=title))
        self.pane.refresh()
        widget.refresh()  # type: ignore[attr-defined]
        if changed:
            self.strip.hide()
            announce(self, title)

    def _wake(self, page: QWidget) -> None:
        """Of a new look the page in view hears at once, and the checklist on it; the others as they come into view."""
        seen = self._looks_on(page)
        for look in (*map(look_of, self.screens.values()), look_of(self.pane)):
            if look not in seen:
                look.sleep()
        for look in seen:
            look.wake()

    def _looks_on(self, page: QWidget) -> tuple[PageLook, ...]:
        return (look_of(page), look_of(self.pane)) if page.isAncestorOf(self.pane) else (look_of(page),)

    # --- ahead of a person

    def get_ready(self) -> None:
        """From now on does beforehand what would keep somebody waiting who comes to a screen for the first time."""
        self._ahead = True
        self._get_ready_again()

    def _get_ready_again(self) -> None:
        """In another look every screen is new."""
        if self._ahead:
            self._untried = list(self.screens.values())
            self._go_on()

    def _go_on(self) -> None:
        """What is left of it, and what the day may have changed."""
        self._idle.start(chain(self.store.credits().reckon(), self._try_screens()), SOON_MS)

    def spare(self) -> bool:
        """Whether what failed just now was only made ahead; then no more is, and nobody is kept from anything."""
        if self._idle.stepping:
            self._ahead = False
            self._idle.give_up()
        return self._idle.stepping

    def _try_screens(self) -> Iterator[None]:
        while self._untried:
            widget = self._untried[0]
            yield
            if not widget.isVisible():
                for look in self._looks_on(widget):
                    look.wake()
                    look.sleep()
                widget.setGeometry(self.body.contentsRect())
                widget.refresh()  # type: ignore[attr-defined]
            # A small picture takes all the laying out, and the whole one then the painting alone. They are queued:
            # called from here, an error while painting would outlive the picture that its painter stands on.
            for small in (True, False):
                yield
                if not widget.isVisible():
                    picture = Q_ARG(QRect, QRect(0, 0, 1, 1) if small else widget.rect())
                    QMetaObject.invokeMethod(widget, "grab", Qt.ConnectionType.QueuedConnection, picture)
            self._untried.remove(widget)

    # --- what a person does

    def _tab(self, index: int) -> None:
        order = self._order()
        if 0 <= index < len(order):
            self.store.apply(GoTo(order[index]))
            if self.store.visit.screen is not order[index]:  # it is closed, and the tabs shall not say that it is not
                self._show_screen()

    def _step(self, by: int) -> None:
        if self.store.visit.about:
            self.store.apply(ShowAbout(False))
            return
        order = self._open()
        screen = self.store.visit.screen
        at = order.index(screen if screen in order else Screen.COMPARE) + by
        if 0 <= at < len(order):
            self.store.apply(GoTo(order[at]))

    def _back(self) -> None:
        self._step(-1)

    def _next(self) -> None:
        self._step(1)

    def _change_reason(self) -> None:
        self.store.apply(GoTo(Screen.START))

    def _about(self) -> None:
        self.store.apply(ShowAbout(not self.store.visit.about))

    def _toggle(self, question: str) -> bool:
        if self.strip.isVisible() and self.strip.question == question:
            self.strip.hide()
            return False
        return True

    def _ask_size(self) -> None:
        if self._toggle("size"):
            answers = [(size, self.words[f"size.{size}"]) for size in TEXT_SIZES]
            heading = self.words["tool.text_size"]
            close = self.words["close"]
            self.strip.ask("size", heading, answers, on=self.look.size, close=close, shown=self._show_size)

    def _ask_scheme(self) -> None:
        if self._toggle("scheme"):
            answers = [(scheme, self.words[f"scheme.{scheme}"]) for scheme in SCHEMES]
            heading = self.words["tool.colours"]
            on, close = self.look.scheme.name, self.words["close"]
            self.strip.ask("scheme", heading, answers, on=on, close=close, shown=self._show_scheme)

    def _show_size(self, button: Button, size: str) -> None:
        button.sample = Sample("A", SAMPLE_EM[size])

    def _show_scheme(self, button: Button, scheme: str) -> None:
        its = self.look.tokens.schemes[scheme]
        button.sample = Sample("Aa", 1.0, its.roles["surface"], its.roles["text"], coloured=not its.high)

    def _ask_start_over(self) -> None:
        if self._toggle("over"):
            answers = [("keep", self.words["over.keep"]), ("wipe", self.words["over.wipe"])]
            heading, note = self.words["over.ask"], self.words["over.note"]
            self.strip.ask("over", heading, answers, note=note, filled="keep")

    def _answered(self, question: str, answer: str) -> None:
        if answer == "wipe":
            self.strip.hide()
            self.start_over()
        elif not answer or answer == "keep":
            self.strip.hide()
            tool = {"size": self.bottom.text_size, "scheme": self.bottom.colours}.get(question, self.bottom.start_over)
            (self.bottom.more_tools if tool.isHidden() else tool).setFocus(Qt.FocusReason.OtherFocusReason)
        elif question == "size":
            self.store.apply(ChooseTextSize(answer))
        elif question == "scheme":
            self.store.apply(ChooseScheme(answer))

    def start_over(self) -> None:
        """Wipes the visit and shows the start as a new person would find it."""
        self.store.start_over()
        for widget in self.screens.values():
            reset = getattr(widget, "reset", None)
            if reset is not None:
                reset()
        for prose in self.findChildren(Prose):
            prose.forget()
        if self._ahead:
            self._go_on()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.words["over.done"])

    # --- size

    def _relook(self) -> None:
        self._fit()
        self._get_ready_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        settle(*self._from_outside())

    def _fit(self) -> None:
        ems = self.width() / self.look.em_px
        beside = ems >= self.look.tokens.layout["checklist_beside_grid_from"]
        if beside != self._beside:
            self._beside = beside
            home = self.screens["compare" if beside else "matters"]
            # What is around it is held still in its old place, and then in its new one.
            with still(self.pane):
                home.take_pane(self.pane)  # type: ignore[attr-defined]
                with still(self.pane):
                    self.pane.set_narrow(beside)
                    if not beside:
                        # Its margins are others without the checklist.
                        self.screens["compare"].relook()  # type: ignore[attr-defined]
                    self._show_screen()
        low = self.height() < self.look.em(LOW)
        self.top.fit(self.width(), low=low)
        self._tell_names()
        lowest = self.height() < self.look.em(LOWEST)
        self.bottom.fit(self.width(), low=low, lowest=lowest)
        self.strip.set_low(low, lowest=lowest)
        self._make_room()

    def _asked(self) -> None:
        """A question has come or gone. How high it is, is known when it has been laid out."""
        settle()
        self._make_room()

    def _make_room(self) -> None:
        """In a low window a question takes the place of the screen, of the tools, then of the tabs: it is never cut."""
        asked = self.strip.isVisibleTo(self)
        question = self.strip.heightForWidth(self.width())
        if asked and question + self.bottom.sizeHint().height() > self.height():
            self.bottom.put_tools_away()
        left = self.height() - question - self.bottom.sizeHint().height()
        self.body.setVisible(not asked or left - self.top.sizeHint().height() >= self.look.em(LEAST_BODY))
        self.room.setVisible(self.body.isHidden())
        self.top.setVisible(not asked or left >= self.top.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Arrows that nothing else wanted walk through everything that can be touched, for people with few keys.
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Right):
            self.focusNextChild()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Left):
            self.focusPreviousChild()
        elif event.key() == Qt.Key.Key_Escape and self.strip.isVisible():
            self._answered(self.strip.question, "")
        else:
            super().keyPressEvent(event)
