"""A keyboard on the screen: real buttons of full touch size, nothing remembered, nothing suggested."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gui.theme.look import Look
from gui.visit.words import Words
from gui.widgets.buttons import Button
from gui.widgets.pressable import paint_box
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


class Written(QWidget):
    """What stands in the field, above the keys: its end, as far as there is room. It says nothing: the field does."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._text = ""
        self.hide()

    def put(self, text: str) -> None:
        self._text = text
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.look.em(8), self.look.em(1.9))

    def paintEvent(self, _event: object) -> None:
        look, rect = self.look, QRectF(self.rect())
        painter = QPainter(self)
        paint_box(painter, rect, look.em(0.35), look.colour("surface"), look.colour("control-line"), look.stroke(0.085))
        painter.setFont(look.font())
        painter.setPen(look.colour("text"))
        room, metrics = rect.width() - look.em(1.4), look.fine_metrics()
        ends = (self._text[i:] for i in range(len(self._text) + 1))
        shown = next(end for end in ends if metrics.horizontalAdvance(end) <= room)
        place = rect.adjusted(look.em(0.6), 0, -look.em(0.6), 0)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        x = place.left() + metrics.horizontalAdvance(shown) + look.stroke(0.1)
        caret = QRectF(x, rect.center().y() - look.em(0.6), look.stroke(0.1), look.em(1.2))
        painter.fillRect(caret, look.colour("text"))
        painter.end()


class Keyboard(Ground):
    """Writes into one field at a time."""

    done = Signal()
    """A person is done with writing."""

    def __init__(self, look: Look, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(look, "frame", parent)
        self.setObjectName("keyboard")
        self.words = words
        self.setAccessibleName(words["kiosk.keyboard"])
        self.target: QLineEdit | None = None
        self._low = False
        self.written = Written(look, self)
        self.written.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._box = QVBoxLayout(self)
        self._box.addWidget(self.written)
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
        self._leave()
        self.target = field
        self.written.put(field.text())
        field.textChanged.connect(self.written.put)
        self.show()
        self.raise_()

    def put_away(self) -> None:
        self._leave()
        self.hide()

    def _leave(self) -> None:
        if self.target is not None:
            self.target.textChanged.disconnect(self.written.put)
        self.target = None
        self.written.put("")

    def show_written(self, on: bool) -> None:
        """Where the keys cover the field."""
        if on == self.written.isHidden():
            self.written.setVisible(on)
            self._box.invalidate()

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
