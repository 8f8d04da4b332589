"""What the ticks say so far: a small table of signs, plain sentences, and their doubt."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from data.prose import Piece
from data.schema import Fit
from gui.theme.look import Look
from gui.visit.names import Column
from gui.visit.says import Says
from gui.visit.words import Words
from gui.widgets.card import Card
from gui.widgets.flow import FlowBox
from gui.widgets.pressable import Marker, paint_box
from gui.widgets.prose import Prose
from gui.widgets.sign import Sign


class Quiet(Prose):
    """A sentence on a quiet block with a bar at its left."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, terms=False, parent=parent)
        self.relook()

    def relook(self) -> None:
        pad = self.look.em(0.45)
        self.setContentsMargins(pad + self.look.em(0.4), pad, pad, pad)
        super().relook()

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        edge = self.look.colour("line") if self.look.scheme.high else None
        paint_box(painter, rect, self.look.em(0.2), self.look.colour("sunk"), edge, self.look.stroke(0.045))
        painter.fillRect(QRectF(0, 0, self.look.stroke(0.25), rect.height()), self.look.colour("accent"))
        painter.end()
        super().paintEvent(event)


class Legend(FlowBox):
    """Each sign with its word."""

    def __init__(self, look: Look, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.words = look, words
        self._items: list[tuple[Fit, Prose]] = []
        for fit in Fit:
            holder = QWidget()
            box = QHBoxLayout(holder)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(look.em(0.2))
            sign, word = Sign(look), Prose(look, terms=False)
            sign.put(fit, "")
            box.addWidget(sign)
            box.addWidget(word)
            self.add(holder)
            self._items.append((fit, word))
        look.changed.connect(self.relook)
        self.relook()

    def relook(self) -> None:
        self.flow.set_gap(self.look.em(0.6), self.look.em(0.1))

    def retranslate(self) -> None:
        for fit, word in self._items:
            word.set_words(self.words[f"fit.{fit.value}"])


class Table(QWidget):
    """What was ticked over the options, as signs, with a rule between the rows."""

    def __init__(self, look: Look, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.words = look, words
        self._grid = QGridLayout(self)
        self._cells: list[QWidget] = []
        self._labels: list[Prose] = []
        self._shown: tuple[object, ...] = ()
        look.changed.connect(self.relook)
        self.relook()

    def relook(self) -> None:
        em = self.look.em
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(em(0.9))
        self._grid.setVerticalSpacing(em(0.5))
        self.update()

    def put(self, says: Says, columns: tuple[Column, ...]) -> None:
        """Shows these rows."""
        key = (says.rows, columns)
        if key == self._shown:
            return
        self._shown = key
        for widget in self._cells:
            widget.hide()
            self._grid.removeWidget(widget)
            widget.deleteLater()
        self._cells, self._labels = [], []
        for i, column in enumerate(columns if says.rows else ()):
            self._add(Marker(self.look, column.index, column.letter, 1.5), 0, i + 1)
        for r, row in enumerate(says.rows):
            label = Prose(self.look, terms=False)
            label.set_words(self.words.say("sheet.top.a_lot", factor=row.short) if row.a_lot else row.short)
            self._add(label, r + 1, 0)
            self._labels.append(label)
            for i, (column, fit) in enumerate(zip(columns, row.fits, strict=True)):
                sign = Sign(self.look)
                sign.put(fit, f"{column.short}: {self.words[f'fit.{fit.value}']}")
                self._add(sign, r + 1, i + 1)
        self._grid.setColumnStretch(0, 1)

    def _add(self, widget: QWidget, row: int, column: int) -> None:
        if column:
            self._grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignCenter)
        else:
            self._grid.addWidget(widget, row, column)
        widget.show()
        self._cells.append(widget)

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        width = self.look.stroke(0.045)
        for label in self._labels:
            y = label.geometry().top() - self.look.em(0.25)
            painter.fillRect(QRectF(0, y, self.width(), width), self.look.colour("control-line"))
        painter.end()


class SaysPane(Card):
    """The table, what it says in words, and its doubt. Where it is small, words stand for the table."""

    def __init__(self, look: Look, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.words = words
        self.setObjectName("says")
        self.small = False
        self._says: tuple[Says, tuple[Column, ...]] | None = None
        self.heading = Prose(look, scale="heading", bold=True, terms=False)
        self.table, self.legend = Table(look, words), Legend(look, words)
        self.sentences: list[Prose] = []
        self.doubts: list[Quiet] = []
        self._texts = QVBoxLayout()
        self.box.addWidget(self.heading)
        self.box.addWidget(self.table)
        self.box.addWidget(self.legend)
        self.box.addLayout(self._texts)
        self.box.addStretch(1)
        self.relook()

    def relook(self) -> None:
        super().relook()
        if hasattr(self, "_texts"):
            self._texts.setSpacing(self.look.em(0.4))

    def set_small(self, small: bool) -> None:
        if small != self.small:
            self.small = small
            if self._says is not None:
                self.put(*self._says)

    def put(self, says: Says, columns: tuple[Column, ...]) -> None:
        """Shows what the ticks say."""
        self._says = (says, columns)
        self.heading.set_words(self.words["says.heading"])
        self.legend.retranslate()
        self.table.put(says, columns)
        for widget in (self.table, self.legend):
            widget.setVisible(not self.small and bool(says.rows))
        falls = [fall.say for fall in says.falls] if self.small else []
        doubts = [*says.turn_lines, *says.not_known]
        if says.ticked and says.caution:
            doubts.append(says.caution)
        self._put_texts(falls, [*says.close, *says.sentences], doubts)

    def _put_texts(self, falls: list[str], sentences: list[str], doubts: list[str]) -> None:
        plain = [*falls, *sentences]
        while len(self.sentences) < len(plain):
            prose = Prose(self.look, terms=False)
            self._texts.insertWidget(len(self.sentences), prose)
            self.sentences.append(prose)
        while len(self.doubts) < len(doubts):
            quiet = Quiet(self.look)
            self._texts.addWidget(quiet)
            self.doubts.append(quiet)
        for spare in (*self.sentences[len(plain) :], *self.doubts[len(doubts) :]):
            spare.hide()
            self._texts.removeWidget(spare)
            spare.deleteLater()
        del self.sentences[len(plain) :], self.doubts[len(doubts) :]
        for i, (prose, text) in enumerate(zip(self.sentences, plain, strict=True)):
            prose.set_pieces((Piece(text, strong=i >= len(falls)),) if text else ())
            prose.setVisible(bool(text))
        for quiet, text in zip(self.doubts, doubts, strict=True):
            quiet.set_words(text)


class Foot(Card):
    """The gist of what the ticks say, always in view below the statements; `plain` where it ends a card around it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.plain = False
        self.heading, self.text = Prose(look, bold=True, terms=False), Prose(look, terms=False)
        self.box.addWidget(self.heading)
        self.box.addWidget(self.text)
        self.heading.hide()

    def set_plain(self, on: bool) -> None:
        self.plain = on
        self.heading.setVisible(on)
        self.relook()
        self.update()

    def set_heading(self, text: str) -> None:
        self.heading.set_words(text)

    def put(self, says: Says) -> None:
        """Shows the verdict, or the invitation to tick."""
        self.text.set_words(" ".join((*says.close, *says.sentences)))

    def relook(self) -> None:
        super().relook()
        self.box.setSpacing(0)

    def paintEvent(self, event: object) -> None:
        if not self.plain:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, self.width(), self.look.stroke(0.12)), self.look.colour("text"))
        painter.end()
