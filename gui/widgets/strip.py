"""A strip above the bottom bar that asks one thing: a heading, a few answers, and a way to close it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.theme.look import Look
from gui.widgets.buttons import Button, Sample
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
        self._low = self._lowest = self._asks = False
        self._buttons: list[Button] = []
        self._samples: list[Sample | None] = []
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
        look.recoloured.connect(self.recolour)
        self.relook()
        self.hide()

    def recolour(self) -> None:
        """Answers that show colours are narrower where there are none."""
        for button in self._buttons:
            if button.sample is not None:
                button.updateGeometry()

    def relook(self) -> None:
        em = self.look.em
        self._words.setSpacing(em(0.4))
        self._relay()

    def set_low(self, on: bool, *, lowest: bool = False) -> None:
        """Where height is scarce, the heading is left to the button that was pressed, as far as nothing is wiped; where
        it is scarcest, buttons are lower."""
        if (on, lowest) != (self._low, self._lowest):
            self._low, self._lowest = on, lowest
            self._relay()

    def _relay(self) -> None:
        em, low = self.look.em, self._low and not self._asks
        self.heading.setVisible(not low)
        for button, sample in zip(self._buttons, self._samples, strict=False):
            button.sample = None if low else sample
        for button in (*self._buttons, self.close_button):
            button.stand(near=low, low=self._lowest)
            button.updateGeometry()
        self._box.setContentsMargins(em(1), em(0.25 if self._low else 0.6), em(1), em(0.25 if self._low else 0.6))
        # On one line with the answers where lines are scarce.
        self._box.removeWidget(self.close_button)
        self.answers.flow.removeWidget(self.close_button)
        if low:
            self.answers.flow.addWidget(self.close_button)
        else:
            self._box.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.close_button.raise_()
        # What cannot be taken back stands away from what can.
        across = em(1.8) if self._asks else 0 if low else em(0.5)
        self.answers.flow.set_gap(max(across, self.look.gap), max(em(0.4), self.look.gap))

    def ask(
        self,
        question: str,
        heading: str,
        answers: Sequence[tuple[str, str]],
        *,
        note: str = "",
        on: str | None = None,
        filled: str | None = None,
        close: str = "",
        shown: Callable[[Button, str], None] | None = None,
    ) -> None:
        """Asks; `answers` are (id, words), `on` is the one that holds now, `filled` the safe one. Without the words for
        closing an answer is the only way on; `shown` may add to what a button shows of its answer."""
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self.question = question
        self.heading.set_words(heading)
        self.note.set_words(note)
        self.note.setVisible(bool(note))
        self.close_button.set_words(close)
        self.close_button.setVisible(bool(close))
        self._asks = filled is not None
        self._buttons, self._samples = [], []
        for answer, words in answers:
            button = Button(self.look, f"{question}-{answer}", filled=answer == filled)
            button.setCheckable(on is not None)
            button.setChecked(answer == on)
            button.setAutoExclusive(on is not None)
            button.set_words(words)
            if shown is not None:
                shown(button, answer)
                self._samples.append(button.sample)
            button.clicked.connect(self._answer)
            self.answers.add(button)
            self._buttons.append(button)
        self._relay()
        self.show()
        first = next((b for b in self._buttons if b.isChecked()), self._buttons[0])
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.shown.emit()

    def _answer(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.chosen.emit(self.question, button.objectName().removeprefix(f"{self.question}-"))

    def _close(self) -> None:
        self.chosen.emit(self.question, "")

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
