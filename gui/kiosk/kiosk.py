"""The kiosk around the window: which page is up, who is there, how it ends, and what happens when something fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import monotonic

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QMouseEvent, QScreen
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QWidget

from gui.kiosk.covers import LOOK_MS, Covers
from gui.kiosk.door import Behind, PinPad
from gui.kiosk.eventlog import EventLog
from gui.kiosk.guard import Guard
from gui.kiosk.idle import Idle
from gui.kiosk.link import Link
from gui.kiosk.pages import Attract, Notice, Page, StillThere
from gui.kiosk.pin import Attempts
from gui.kiosk.wipe import wipe
from gui.models.store import Store
from gui.settings import Settings
from gui.theme.look import Look, pixels_per_mm
from gui.visit.words import Words
from gui.widgets.announce import announce
from gui.widgets.bars import LOW, BottomBar
from gui.widgets.buttons import Button
from gui.widgets.keyboard import Keyboard
from gui.widgets.pages import Pages

LEFT, AGAIN, CRASH = 0, 75, 20
CLEARED_MS, TROUBLE_MS = 2000, 30_000
MOUSE_MOVED_MS = 3000
"""So long after a movement of a mouse the alert goes away; time enough to reach "Wipe it now" with it."""
DEAF_SECONDS = 0.4
TROUBLES, TROUBLES_WITHIN, ERRORS_MEANWHILE = 3, 300.0, 50
CORNER_MM = 20.0
FRESH_AFTER_SECONDS, FRESH_IDLE_SECONDS = 24 * 3600.0, 300.0


class Window(QMainWindow):
    """What the kiosk asks of the window that it stands around (the frame)."""

    store: Store
    look: Look
    words: Words
    bottom: BottomBar


@dataclass
class Surroundings:
    """What a kiosk is given from outside of the window."""

    link: Link
    log: EventLog
    attempts: Attempts | None = None
    packs: Sequence[tuple[str, str, bool]] = ()
    """Id, name, and whether it is shown now."""
    check: Callable[[], Sequence[str]] = field(default=list)
    calm_seconds: int = 0
    now: Callable[[], float] = monotonic


def subject(store: Store, words: Words) -> str:
    """What is compared, as a question."""
    options = words.either(tuple(option.in_sentence for option in store.comparison.options))
    return words.say("attract.subject", options=f"{options[:1].upper()}{options[1:]}")


class Kiosk(QObject):
    """Holds the pages in front of the window's own content, and the guard over all of it."""

    def __init__(self, window: Window, settings: Settings, around: Surroundings) -> None:
        super().__init__(window)
        self.window, self.settings, self.around = window, settings, around
        look, words, store = window.look, window.words, window.store
        self.look, self.words, self.store = look, words, store
        self._began, self._attract_since = around.now(), around.now()
        self._troubles: list[float] = []
        self._errors = 0
        self._focus: QWidget | None = None
        self._before_door: QWidget | None = None
        self.covers = Covers(window, look, on_top=settings.stay_on_top)
        self._leaving = self._wiping = False
        self._visit, self._texts = store.visit, dict[QLineEdit, str]()

        content = window.takeCentralWidget()
        assert content is not None
        self.content: QWidget = content
        self.stack = Pages()
        self.stack.setObjectName("kiosk")
        title = "" if settings.neutral_start else subject(store, words)
        marks = [(option.index, option.letter) for option in store.comparison.options]
        tools = [name for name in ("textSize", "colours", "listen", "language") if content.findChild(Button, name)]
        languages = [(code, code == store.pack.language) for code in store.pack.structure.languages]
        self.attract = Attract(look, words, title, marks, tools)
        self.alert = StillThere(look, words)
        self.cleared = Notice(look, "cleared", words["idle.cleared"], [words["idle.cleared.say"]])
        trouble = [words["crash.say"], words["crash.kept"]]
        self.trouble = Notice(look, "trouble", words["crash.title"], trouble, words["crash.again"])
        self.moment = Notice(look, "moment", words["crash.moment"], [words["crash.moment.say"]])
        self.pad = PinPad(look, words, settings.staff_pin, around.attempts)
        self.behind = Behind(look, words, around.packs, languages, around.check)
        self.pages: tuple[QWidget, ...] = (
            self.content,
            self.attract,
            self.alert,
            self.cleared,
            self.trouble,
            self.moment,
            self.pad,
            self.behind,
        )
        for page in self.pages:
            self.stack.addWidget(page)
        # The window is as large as the screen, whatever a page asks for.
        self.stack.setMinimumSize(1, 1)
        window.setCentralWidget(self.stack)

        self.keyboard = Keyboard(look, words, content)
        self.done = Button(look, "imDone", icon="tick", quiet=True)
        self.done.set_words(words["kiosk.done"])
        window.bottom.add_tool(self.done)
        window.bottom.fit(window.width())

        self.guard = Guard(window, self._corner, around.now)
        self.idle = Idle(settings.idle_seconds, settings.idle_answer_seconds, around.now, self)
        self._after, self._moved, self._keep, self._fitting = (QTimer(self) for _ in range(4))
        for timer in (self._after, self._moved, self._fitting):
            timer.setSingleShot(True)
        self._fitting.setInterval(150)
        self._moved.setInterval(MOUSE_MOVED_MS)
        self._keep.setInterval(LOOK_MS)
        self._connect()
        if around.calm_seconds:
            self._show(self.moment)
            self._after.start(around.calm_seconds * 1000)
        else:
            self._show(self.attract)

    def _connect(self) -> None:
        self.attract.begun.connect(self.begin)
        self.attract.tool.connect(self._begin_with)
        self.alert.carry_on.connect(self.carry_on)
        self.alert.wipe_now.connect(self.finish)
        self.trouble.pressed.connect(self._start_screen)
        self.pad.opened.connect(self._opened)
        self.pad.closed.connect(self._closed)
        self.behind.chosen.connect(self._chosen)
        self.behind.closed.connect(self._closed)
        self.done.clicked.connect(self.finish)
        self.keyboard.done.connect(self.keyboard.put_away)
        self.guard.active.connect(self._active)
        self.guard.knocked.connect(self._knocked)
        self.idle.alerted.connect(self._alerted)
        self.idle.counted.connect(self.alert.put)
        self.idle.over.connect(self.finish)
        self._after.timeout.connect(self._start_screen)
        self._moved.timeout.connect(self.carry_on)
        self._keep.timeout.connect(self._look_after)
        self._fitting.timeout.connect(self.fill_screens)
        self.store.changed.connect(self._followed)
        for one in self.content.findChildren(QLineEdit):
            one.installEventFilter(self)
            one.textChanged.connect(self._written)
        self.content.installEventFilter(self)
        self.window.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focused)
            application.screenAdded.connect(self._screen_came)
            application.screenRemoved.connect(self._screens_changed)
            application.primaryScreenChanged.connect(self._screens_changed)
            for screen in application.screens():
                self._screen_came(screen)

    # --- which page

    @property
    def page(self) -> QWidget:
        page = self.stack.currentWidget()
        return page if page is not None else self.stack

    def _show(self, page: QWidget) -> None:
        self._moved.stop()
        self.guard.alert = self._during_alert if page is self.alert else None
        if page is self.attract and self.page is not self.attract:
            self._attract_since = self.around.now()
        if self.page is self.content:
            self._remember()
        # Assistive technology can press a button that is hidden, but not one that is disabled.
        page.setEnabled(True)
        self.stack.setCurrentWidget(page)
        for other in self.pages:
            other.setEnabled(other is page)
        if isinstance(page, Page):
            first = page.first()
            (first or page).setFocus(Qt.FocusReason.OtherFocusReason)
            self.window.setWindowTitle(self.words.say("window.title", screen=page.title))
            announce(page, page.told())

    def begin(self) -> None:
        """A person begins."""
        self.guard.be_deaf(DEAF_SECONDS)
        self._show(self.content)
        self._retitle()
        self.idle.begin()
        self.window.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin_with(self, tool: str) -> None:
        self.begin()
        button = self.content.findChild(Button, tool)
        if button is not None:
            button.click()

    def _remember(self) -> None:
        """How the visit is, and what stands in its fields, for as long as another page is in front."""
        self._visit = self.store.visit
        self._texts = {field: field.text() for field in self.content.findChildren(QLineEdit)}

    def _written(self) -> None:
        field = self.sender()
        if self.page is not self.content and not self._wiping and isinstance(field, QLineEdit):
            field.setText(self._texts.get(field, ""))

    def _retitle(self) -> None:
        name = "about" if self.store.visit.about else self.store.visit.screen.value
        title = getattr(self.page, "title", "") if self.page is not self.content else self.words[f"tab.{name}"]
        self.window.setWindowTitle(self.words.say("window.title", screen=title))

    def _alerted(self) -> None:
        self._focus = self.window.focusWidget()
        self.keyboard.put_away()
        self._show(self.alert)

    def _during_alert(self, event: QEvent) -> bool:
        if self.alert.takes(event):
            self.carry_on()
            return True
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent) and not self._moved.isActive():
            self._moved.start()
        return False

    def carry_on(self) -> None:
        """Somebody is there: everything is as it was, and the touch that said so does nothing else."""
        if self.page is not self.alert:
            return
        self.guard.be_deaf(DEAF_SECONDS)
        self.idle.carry_on()
        self._show(self.content)
        self._retitle()
        focus, self._focus = self._focus, None
        if focus is not None and self.content.isAncestorOf(focus):
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """The visit ends at once: hidden first, then wiped."""
        self.guard.be_deaf(DEAF_SECONDS)
        self.idle.end()
        self._show(self.cleared)
        self._wipe()
        self._after.start(CLEARED_MS)

    def _wipe(self) -> None:
        self._focus = self._before_door = None
        self.keyboard.put_away()
        page = self.page
        self._wiping = True
        wipe(self.window, self.covers.blanks)
        self._wiping = False
        self._remember()
        self.stack.setCurrentWidget(page)
        self._retitle()
        first = page.first() if isinstance(page, Page) else None
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _start_screen(self) -> None:
        self._after.stop()
        self._errors = 0
        visited = self.idle.on or self.page is self.content
        self.idle.end()
        self._show(self.attract)
        if visited:
            self._wipe()

    # --- hands

    def _active(self) -> None:
        self.idle.touch()
        if self.page is self.behind:
            self.behind.touch()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QLineEdit):
            self._place_keyboard(watched)
            self.keyboard.write_into(watched)
        elif event.type() == QEvent.Type.WindowTitleChange and watched is self.window and self.page is not self.content:
            self._retitle()
        elif event.type() == QEvent.Type.WindowStateChange and watched is self.window:
            self._screens_changed()
        elif event.type() == QEvent.Type.Resize and watched is self.content and self.keyboard.target is not None:
            self._place_keyboard(self.keyboard.target)
        return False

    def _place_keyboard(self, field: QLineEdit) -> None:
        """Over the lower part of the page, so that nothing is arranged anew; over the upper where the field is low, or
        all of it, with what is written above the keys, where it would cover the field."""
        self.keyboard.set_low(self.window.height() < self.look.em(LOW))
        self.keyboard.show_written(False)
        foot, height = self.window.bottom.y(), self.keyboard.sizeHint().height()
        below = field.mapTo(self.content, QPoint(0, field.height())).y()
        above = field.mapTo(self.content, QPoint(0, 0)).y()
        top = foot - height
        if below > top:
            top = above - height
        if top < 0:
            self.keyboard.show_written(True)
            top, height = 0, self.content.height()
        self.keyboard.setGeometry(0, top, self.content.width(), height)

    def _focused(self, _old: QWidget | None, new: QWidget | None) -> None:
        target = self.keyboard.target
        if target is not None and new is not None and new is not target and not self.keyboard.isAncestorOf(new):
            self.keyboard.put_away()

    def _followed(self, _differs: object) -> None:
        if self.page is not self.content and not self._wiping and self.store.visit != self._visit:
            # Qt itself lets assistive technology change a tab or a text that is hidden, even a disabled one.
            self.store.put_back(self._visit)
        target = self.keyboard.target
        if target is not None and not target.isVisible():
            self.keyboard.put_away()

    def _corner(self) -> float:
        return CORNER_MM * self.look.px_per_mm

    # --- the door

    def _knocked(self) -> None:
        if self.page in (self.alert, self.pad, self.behind, self.moment):
            return
        self._before_door = self.page
        self.keyboard.put_away()
        self.pad.open()
        self._show(self.pad)

    def _opened(self) -> None:
        self.around.log.write("door-opened")
        # Staff shall not see what a person did.
        self.idle.end()
        self._wipe()
        self._before_door = None
        self.behind.open()
        self._show(self.behind)

    def _closed(self) -> None:
        if self.page not in (self.pad, self.behind):
            return
        before, self._before_door = self._before_door, None
        self.guard.be_deaf(DEAF_SECONDS)
        if before is self.content:
            self._show(self.content)
            self._retitle()
            self.window.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._start_screen()

    def _chosen(self, what: str, which: str) -> None:
        if what == "leave":
            self.around.log.write("left")
            self.leave(LEFT)
            return
        if which:
            self.around.link.say(what, which)
        self.leave(AGAIN)

    def leave(self, code: int) -> None:
        """Ends the program with that code; from here on the window may close."""
        self.guard.leaving = self._leaving = True
        if code == LEFT:
            self.around.link.say("leaving")
        QGuiApplication.exit(code)

    def end(self) -> None:
        """The system asks for the end."""
        self.leave(LEFT)

    # --- when something fails

    def failed(self) -> None:
        """An error that nothing caught. Calm now, the start screen later, a new program if it goes on."""
        self._errors += 1
        if self._errors == 1:
            QTimer.singleShot(0, self._turn_calm)
        elif self._errors > ERRORS_MEANWHILE:
            self.leave(CRASH)

    def _turn_calm(self) -> None:
        stamp = self.around.now()
        self._troubles = [*(one for one in self._troubles if stamp - one < TROUBLES_WITHIN), stamp]
        if len(self._troubles) >= TROUBLES:
            self.leave(CRASH)
            return
        self.idle.end()
        self._show(self.trouble)
        self._wipe()
        self._after.start(TROUBLE_MS)

    # --- the screens

    def open(self) -> None:
        """Shows it on the whole screen, with or without a window manager."""
        self.covers.prepare()
        self.fill_screens()
        self.window.activateWindow()
        self._keep.start()
        self.around.link.say("shown")

    def _screen_came(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._screens_changed)
        self._screens_changed()

    def _screens_changed(self) -> None:
        if self._keep.isActive():
            self._fitting.start()

    def fill_screens(self) -> None:
        """The window on the first screen, a blank on every other one."""
        first = QGuiApplication.primaryScreen()
        if first is None or self._leaving:
            return
        self.look.change(px_per_mm=pixels_per_mm(first, self.settings.screen_width_mm))
        self.covers.fit()

    def _look_after(self) -> None:
        """Twice a second: does it still fill the screen, is it in front, and would a fresh start do good?"""
        if self.covers.astray():
            self.fill_screens()
        self.covers.lift()
        if self.settings.stay_on_top and not self.window.isActiveWindow():
            self.window.activateWindow()
        stamp = self.around.now()
        fresh = stamp - self._began >= FRESH_AFTER_SECONDS and stamp - self._attract_since >= FRESH_IDLE_SECONDS
        if fresh and self.page is self.attract and self.around.link.watched:
            self.leave(AGAIN)
