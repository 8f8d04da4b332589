"""A strip above the bottom bar that asks one thing: a heading, a few answers, and a way to close it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.theme.look import Look
from gui.widgets.buttons import Button
from gui.widgets.flow import FlowBox
from gui.widgets.prose import Prose
from gui.widgets.scroller import Ground


class Strip(Ground):
    """Shows answers as buttons; `chosen` carries the id of the one that was touched, "" for closing."""

    chosen = Signal(str, str)
    """Which question, which answer."""
    shown = Signal()
    """It has come up, or gone."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "surface", parent)
        self.question = ""
        self._buttons: list[Button] = []
        self.heading = Prose(look, bold=True, terms=False)
        self.note = Prose(look, terms=False)
        self.answers = FlowBox()
        self.close_button = Button(look, "stripClose", icon="clear")
        self.close_button.clicked.connect(self._close)
        words = QVBoxLayout()
        words.addWidget(self.heading)
        words.addWidget(self.note)
        words.addWidget(self.answers)
        self._words = words
        self._box = QHBoxLayout(self)
        self._box.addLayout(words, 1)
        self._box.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        look.changed.connect(self.relook)
        self.relook()
        self.hide()

    def relook(self) -> None:
        em = self.look.em
        self._box.setContentsMargins(em(1), em(0.6), em(1), em(0.6))
        self._words.setSpacing(em(0.4))
        self.answers.flow.set_gap(max(em(0.5), self.look.gap), max(em(0.4), self.look.gap))

    def ask(
        self,
        question: str,
        heading: str,
        answers: Sequence[tuple[str, str]],
        *,
        note: str = "",
        on: str | None = None,
        filled: str | None = None,
        close: str,
    ) -> None:
        """Asks; `answers` are (id, words), `on` is the one that holds now, `filled` the one that leads on."""
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self.question = question
        self.heading.set_words(heading)
        self.note.set_words(note)
        self.note.setVisible(bool(note))
        self.close_button.set_words(close)
        self._buttons = []
        for answer, words in answers:
            button = Button(self.look, f"{question}-{answer}", filled=answer == filled)
            button.setCheckable(on is not None)
            button.setChecked(answer == on)
            button.setAutoExclusive(on is not None)
            button.set_words(words)
            button.clicked.connect(self._answer)
            self.answers.add(button)
            self._buttons.append(button)
        self.show()
        first = next((b for b in self._buttons if b.isChecked()), self._buttons[0])
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.chosen.emit(self.question, button.objectName().removeprefix(f"{self.question}-"))

    def _close(self) -> None:
        self.chosen.emit(self.question, "")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.shown.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: object) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, self.width(), self.look.stroke(0.1)), self.look.colour("control-line"))
        painter.end()
