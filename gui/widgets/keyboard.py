"""A keyboard on the screen: real buttons of full touch size, nothing remembered, nothing suggested."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gui.theme.look import Look
from gui.visit.words import Words
from gui.widgets.buttons import Button
from gui.widgets.scroller import Ground

ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")


class Key(Button):
    """One key. Two quick touches are two letters here, so it does not wait between them."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None, *, icon: str | None = None) -> None:
        super().__init__(look, name, icon=icon, bold=True, parent=parent)
        # A touch leaves the focus in the field; Tab reaches the keys all the same.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        QPushButton.mousePressEvent(self, event)


class Keyboard(Ground):
    """Writes into one field at a time."""

    done = Signal()
    """A person is done with writing."""

    def __init__(self, look: Look, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(look, "frame", parent)
        self.setObjectName("keyboard")
        self.words = words
        self.target: QLineEdit | None = None
        self._low = False
        self._box = QVBoxLayout(self)
        self._rows: list[QHBoxLayout] = []
        for letters in ROWS:
            self._row([self._key(f"key-{letter}", letter) for letter in letters])
        self.space = self._key("keySpace", words["kiosk.key.space"])
        self.back = self._key("keyBack", words["kiosk.key.back"])
        self.empty = self._key("keyEmpty", words["kiosk.key.empty"])
        self.close_key = self._key("keyDone", words["kiosk.key.done"])
        self._row([self.empty, self.space, self.back, self.close_key])
        self._rows[-1].setStretch(1, 2)
        self.close_key.filled = True
        look.changed.connect(self.relook)
        self.relook()
        self.hide()

    def write_into(self, field: QLineEdit) -> None:
        """Shows the keys for that field."""
        self.target = field
        self.show()
        self.raise_()

    def put_away(self) -> None:
        self.target = None
        self.hide()

    def set_low(self, on: bool) -> None:
        """Where height is scarce, lower keys and no digits: words are searched for."""
        if on == self._low:
            return
        self._low = on
        for key in self.findChildren(Key):
            key.stand(low=on)
            key.setVisible(not (on and key.words().isdigit()))
        for row in self._rows:
            row.invalidate()
        self._box.invalidate()

    def relook(self) -> None:
        em, gap = self.look.em, self.look.gap
        self._box.setSpacing(gap)
        self._box.setContentsMargins(em(0.8), gap, em(0.8), gap)
        for row in self._rows:
            row.setSpacing(gap)

    def _key(self, name: str, words: str) -> Key:
        key = Key(self.look, name)
        key.set_words(words)
        key.clicked.connect(self._pressed)
        return key

    def _row(self, keys: list[Key]) -> None:
        row = QHBoxLayout()
        for key in keys:
            row.addWidget(key)
        self._box.addLayout(row)
        self._rows.append(row)

    def _pressed(self) -> None:
        key, field = self.sender(), self.target
        if key is self.close_key:
            self.done.emit()
        elif field is None or not isinstance(key, Key):
            return
        elif key is self.back:
            field.backspace()
        elif key is self.empty:
            field.clear()
        elif key is self.space:
            field.insert(" ")
        else:
            field.insert(key.words())

    def paintEvent(self, event: object) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, self.width(), self.look.stroke(0.1)), self.look.colour("control-line"))
        painter.end()
