"""What the ticks say so far: a small table of signs, plain sentences, and their doubt."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gui.theme.look import Look
from gui.visit.names import Column
from gui.visit.says import Says
from gui.visit.words import Words
from gui.widgets.pressable import Marker, paint_box
from gui.widgets.prose import Prose
from gui.widgets.scroller import Ground
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


class SaysPane(Ground):
    """The table is left out where it is small: the lines under each tick say the same there."""

    def __init__(self, look: Look, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(look, "surface", parent)
        self.words = words
        self.setObjectName("says")
        self.small = False
        self._says: tuple[Says, tuple[Column, ...]] | None = None
        self.heading = Prose(look, scale="heading", bold=True, terms=False)
        self.table = QWidget()
        self._table = QGridLayout(self.table)
        self._cells: list[QWidget] = []
        self._shown: tuple[object, ...] = ()
        self.sentences: list[Prose] = []
        self.doubts: list[Quiet] = []
        self._texts = QVBoxLayout()
        self._box = QVBoxLayout(self)
        self._box.addWidget(self.heading)
        self._box.addWidget(self.table)
        self._box.addLayout(self._texts)
        self._box.addStretch(1)
        look.changed.connect(self.relook)
        self.relook()

    def relook(self) -> None:
        em = self.look.em
        self._box.setContentsMargins(em(0.9), em(0.6), em(0.9), em(0.6))
        self._box.setSpacing(em(0.5))
        self._texts.setSpacing(em(0.4))
        self._table.setContentsMargins(0, 0, 0, 0)
        self._table.setHorizontalSpacing(em(0.2))
        self._table.setVerticalSpacing(em(0.25))

    def set_small(self, small: bool) -> None:
        if small != self.small and self._says is not None:
            self.small = small
            self.put(*self._says)
        self.small = small
        self.table.setVisible(not small and bool(self._cells))

    def put(self, says: Says, columns: tuple[Column, ...]) -> None:
        """Shows what the ticks say."""
        self._says = (says, columns)
        self.heading.set_words(self.words["says.heading"])
        self._put_table(says, columns)
        doubts = [*says.close, *says.turn_lines, *says.not_known]
        if says.caution and not self.small:
            doubts.append(says.caution)
        if self.small:
            self._put_texts([*says.sentences, *doubts], [])
        else:
            self._put_texts(list(says.sentences), doubts)

    def _put_table(self, says: Says, columns: tuple[Column, ...]) -> None:
        key = (says.rows, columns)
        if key != self._shown:
            self._shown = key
            for widget in self._cells:
                widget.hide()
                self._table.removeWidget(widget)
                widget.deleteLater()
            self._cells = []
            for i, column in enumerate(columns if says.rows else ()):
                self._add(Marker(self.look, column.index, column.letter, 1.25), 0, i + 1)
            for r, row in enumerate(says.rows):
                label = Prose(self.look, terms=False)
                label.set_words(self.words.say("sheet.top.a_lot", factor=row.short) if row.a_lot else row.short)
                self._add(label, r + 1, 0)
                for i, (column, fit) in enumerate(zip(columns, row.fits, strict=True)):
                    sign = Sign(self.look)
                    sign.put(fit, f"{column.short}: {self.words[f'fit.{fit.value}']}")
                    self._add(sign, r + 1, i + 1)
            self._table.setColumnStretch(0, 1)
        self.table.setVisible(not self.small and bool(says.rows))

    def _add(self, widget: QWidget, row: int, column: int) -> None:
        centre = Qt.AlignmentFlag.AlignCenter if column else Qt.AlignmentFlag.AlignVCenter
        self._table.addWidget(widget, row, column, centre)
        widget.show()
        self._cells.append(widget)

    def _put_texts(self, sentences: list[str], doubts: list[str]) -> None:
        while len(self.sentences) < len(sentences):
            prose = Prose(self.look, terms=False)
            self._texts.insertWidget(len(self.sentences), prose)
            self.sentences.append(prose)
        while len(self.doubts) < len(doubts):
            quiet = Quiet(self.look)
            self._texts.addWidget(quiet)
            self.doubts.append(quiet)
        for i, prose in enumerate(self.sentences):
            prose.set_words(sentences[i] if i < len(sentences) else "")
            prose.setVisible(i < len(sentences))
        for i, quiet in enumerate(self.doubts):
            quiet.set_words(doubts[i] if i < len(doubts) else "")
            quiet.setVisible(i < len(doubts))
