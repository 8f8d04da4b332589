"""The staff door: a PIN pad drawn by the program, and the few things that staff do behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.kiosk.pages import LOW_EM, Page
from gui.kiosk.pin import LONGEST, Attempts
from gui.theme.look import Look
from gui.visit.words import Words
from gui.widgets.announce import announce
from gui.widgets.buttons import Button
from gui.widgets.flow import FlowBox
from gui.widgets.prose import Prose
from gui.widgets.scroller import Ground, Upright, WithMore

PAD_SECONDS, BEHIND_SECONDS = 30, 120
"""Without a touch the pad closes after so long, and what is behind it after so long."""


class Digit(Button):
    """One key of the pad. Two quick touches are two digits."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        QPushButton.mousePressEvent(self, event)


class PinPad(Page):
    """Asks for the PIN; how many digits there are is shown, never which."""

    opened = Signal()
    closed = Signal()

    def __init__(self, look: Look, words: Words, stored: str | None, attempts: Attempts | None) -> None:
        super().__init__(look, "pinPad", words["door.title"])
        self.words, self._stored, self._attempts = words, stored, attempts
        self._pin = ""
        heading = Prose(look, scale="title", bold=True, terms=False)
        heading.set_words(words["door.title"])
        self.line, self.dots = Prose(look, terms=False), Prose(look, scale="title", bold=True, terms=False)
        self.line.setObjectName("doorLine")
        self.pad = QGridLayout()
        self.digits = [self._digit(str(number)) for number in range(10)]
        self.erase, self.enter = self._digit("erase"), self._digit("enter")
        self.erase.set_words(words["door.erase"])
        self.enter.set_words(words["door.enter"])
        self.erase.give_room()
        self.enter.give_room()
        # They are heard and walked through in the order in which they are added.
        for place, key in enumerate((*self.digits[1:], self.erase, self.digits[0], self.enter)):
            self.pad.addWidget(key, *divmod(place, 3))
        self.cancel = Button(look, "doorCancel", icon="clear")
        self.cancel.set_words(words["door.close"])
        self.cancel.clicked.connect(self._close)
        self.heading, self._words = heading, QVBoxLayout()
        for widget in (heading, self.line, self.dots):
            self._words.addWidget(widget)
        self._inner = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._inner.addLayout(self._words)
        self._inner.addLayout(self.pad)
        self._inner.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignLeft)
        self._side = QHBoxLayout()
        self._side.addStretch(1)
        self._side.addLayout(self._inner, 1)
        self._side.addStretch(1)
        box = QVBoxLayout(self)
        box.addStretch(1)
        box.addLayout(self._side)
        box.addStretch(1)
        self._closing, self._second = QTimer(self), QTimer(self)
        self._closing.setSingleShot(True)
        self._closing.timeout.connect(self._close)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._show_wait)
        look.changed.connect(self.relook)
        self.relook()

    def _digit(self, name: str) -> Digit:
        digit = Digit(self.look, f"pin-{name}")
        digit.set_words(name)
        digit.clicked.connect(self._touched)
        return digit

    def first(self) -> QWidget:
        return self.cancel if self._stored is None else self.digits[1]

    def relook(self) -> None:
        self._words.setSpacing(self.look.em(0.6))
        self._inner.setSpacing(max(self.look.em(0.6), self.look.gap))
        self.pad.setSpacing(max(self.look.em(0.5), self.look.gap))
        self._fit()

    def resizeEvent(self, _event: object) -> None:
        self._fit()

    def _fit(self) -> None:
        """In a low window, or large text, the pad stands beside its words."""
        low = self.height() < self.look.em(LOW_EM)
        self.heading.set_scale("heading" if low else "title")
        side = self.look.em(1) if low else 0
        self._inner.setContentsMargins(side, 0, side, 0)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._inner.setDirection(across if low else down)
        beside = Qt.AlignmentFlag.AlignBottom if low else Qt.AlignmentFlag.AlignLeft
        for home in (self._inner, self._words):
            home.removeWidget(self.cancel)
        (self._words if low else self._inner).addWidget(self.cancel, 0, beside | Qt.AlignmentFlag.AlignLeft)
        for i in (0, 2):
            self._side.setStretch(i, 0 if low else 1)

    def open(self) -> None:
        """Shows it anew, empty."""
        self._pin = ""
        usable = self._stored is not None and self._attempts is not None
        for digit in (*self.digits, self.erase, self.enter):
            digit.setVisible(usable)
        self.dots.setVisible(usable)
        self._show_pin()
        self._say(self.words["door.ask" if usable else "door.no_pin"])
        self._show_wait()
        self._closing.start(PAD_SECONDS * 1000)

    def _say(self, text: str) -> None:
        self.line.set_words(text)
        announce(self.line, text)

    def _show_pin(self) -> None:
        count = len(self._pin)
        self.dots.set_words("●" * count if count else " ")
        said = self.words.say("door.typed", n=count) if count else self.words["door.typed.none"]
        if said != self.dots.accessibleName():
            self.dots.setAccessibleName(said)
            announce(self.dots, said if self.isVisible() else "")

    def _show_wait(self) -> None:
        if self._attempts is None or self._stored is None:
            return
        wait = self._attempts.wait()
        free = wait <= 0 and not self._attempts.locked
        for digit in (*self.digits, self.erase, self.enter):
            digit.setEnabled(free)
        if self._attempts.locked:
            self._say(self.words["door.locked"])
        elif wait > 0:
            self.line.set_words(self.words.say("door.wait", n=-int(-wait // 1)))
            self._closing.start(PAD_SECONDS * 1000)
            self._second.start()
            return
        elif self._second.isActive():
            self._say(self.words["door.ask"])
        self._second.stop()

    def _touched(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self._act(button.objectName().removeprefix("pin-"))

    def _act(self, name: str) -> None:
        self._closing.start(PAD_SECONDS * 1000)
        if name == "erase":
            self._pin = self._pin[:-1]
        elif name == "enter":
            self._try()
        elif len(self._pin) < LONGEST:
            self._pin += name
        self._show_pin()

    def _try(self) -> None:
        pin, self._pin = self._pin, ""
        if self._attempts is None or self._stored is None or not pin:
            return
        if self._attempts.attempt(pin, self._stored):
            self._stop()
            self.opened.emit()
            return
        self._say(self.words["door.wrong"])
        self._show_wait()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        usable = self._stored is not None and self.enter.isEnabled()
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        elif usable and len(text) == 1 and text.isascii() and text.isdigit():
            self._act(text)
        elif usable and event.key() == Qt.Key.Key_Backspace:
            self._act("erase")
        else:
            super().keyPressEvent(event)

    def _stop(self) -> None:
        self._pin = ""
        self._closing.stop()
        self._second.stop()

    def _close(self) -> None:
        self._stop()
        self.closed.emit()


class Behind(Page):
    """What staff can do: leave, choose content and language, check this machine, start again."""

    chosen = Signal(str, str)
    """What, and which: ("leave", ""), ("restart", ""), ("pack", id), ("language", code)."""
    closed = Signal()

    def __init__(
        self,
        look: Look,
        words: Words,
        packs: Sequence[tuple[str, str, bool]],
        languages: Sequence[tuple[str, bool]],
        check: Callable[[], Sequence[str]],
    ) -> None:
        """`packs` are (id, name, whether it is shown now), `languages` the same without a name; `check` gives the lines
        of the self-check."""
        super().__init__(look, "behind", words["door.behind"])
        self.words, self._check = words, check
        heading = Prose(look, scale="title", bold=True, terms=False)
        heading.set_words(words["door.behind"])
        content = Ground(look)
        self._inner = QVBoxLayout(content)
        self._inner.addWidget(heading)
        self._flows: list[FlowBox] = []
        self.back = self._button("close", words["door.back"], filled=True)
        self._line(
            (self.back, self._button("restart", words["door.restart"]), self._button("leave", words["door.leave"]))
        )
        self._section(words["door.content"])
        self._line([self._button(f"pack={which}", name, on=on) for which, name, on in packs])
        self._section(words["door.language"])
        self._line([self._button(f"language={code}", code, on=on) for code, on in languages])
        self._section(words["door.check"])
        self._line((self._button("check", words["door.check.run"]),))
        self.report = Prose(look, terms=False)
        self.report.setObjectName("doctorReport")
        self._inner.addWidget(self.report)
        self._inner.addStretch(1)
        self.area = Upright(look, content)
        self.more = WithMore(look, self.area, "moreBehind")
        self.more.set_words(words["more"], words["more.top"], words["more.top.said"])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.more)
        self._closing = QTimer(self)
        self._closing.setSingleShot(True)
        self._closing.timeout.connect(self._close)
        look.changed.connect(self.relook)
        self.relook()

    def first(self) -> QWidget:
        return self.back

    def relook(self) -> None:
        em, gap = self.look.em, self.look.gap
        self._inner.setContentsMargins(em(2.5), em(1.2), em(2.5), em(1.2))
        self._inner.setSpacing(em(0.6))
        for flow in self._flows:
            flow.flow.set_gap(max(em(0.6), gap), max(em(0.5), gap))

    def open(self) -> None:
        self.report.set_words("")
        self.report.hide()
        self.area.verticalScrollBar().setValue(0)
        self.touch()

    def touch(self) -> None:
        """Somebody is at it; it closes some time after the last touch."""
        self._closing.start(BEHIND_SECONDS * 1000)

    def _button(self, name: str, words: str, *, filled: bool = False, on: bool | None = None) -> Button:
        button = Button(self.look, f"staff-{name}", filled=filled)
        button.set_words(words)
        if on is not None:
            button.setCheckable(True)
            button.setChecked(on)
            button.setAutoExclusive(True)
        button.clicked.connect(self._touched)
        return button

    def _section(self, title: str) -> None:
        heading = Prose(self.look, scale="heading", bold=True, terms=False)
        heading.set_words(title)
        self._inner.addWidget(heading)

    def _line(self, buttons: Sequence[Button]) -> None:
        flow = FlowBox()
        for button in buttons:
            flow.add(button)
        self._flows.append(flow)
        self._inner.addWidget(flow)

    def _touched(self) -> None:
        button = self.sender()
        if not isinstance(button, Button) or not self._closing.isActive():
            # One choice is enough: the program is on its way.
            return
        self.touch()
        what, _, which = button.objectName().removeprefix("staff-").partition("=")
        if what == "close":
            self._close()
        elif what == "check":
            self.report.set_words("\n".join(self._check()))
            self.report.show()
            announce(self.report, self.report.text())
        else:
            self._closing.stop()
            self.chosen.emit(what, which)

    def _close(self) -> None:
        self._closing.stop()
        self.closed.emit()
