"""What the ticks say so far: a small table of signs, plain sentences, and their doubt."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from data.schema import Fit
from gui.theme.look import Look
from gui.visit.names import Column
from gui.visit.says import Says
from gui.visit.words import Words
from gui.widgets.buttons import text_height
from gui.widgets.card import Card
from gui.widgets.flow import EvenBox
from gui.widgets.pressable import Marker, Pressable, paint_box, paint_focus
from gui.widgets.prose import Prose
from gui.widgets.sign import SIGN_EM, Sign, StarMark
from gui.widgets.still import still

STACKED_BELOW_EM = 13.0
"""Below this width the signs stand under each statement, each beside the mark of its option; and where the longest word
has no room beside them."""
GAP_EM = 0.7


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


class Legend(EvenBox):
    """Each sign with its word, and the star where one is shown; no sign is left alone on a line."""

    def __init__(self, look: Look, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.words = look, words
        self._items: list[tuple[str, QWidget, QHBoxLayout, Prose]] = []
        for fit in Fit:
            sign = Sign(look)
            sign.put(fit, "")
            self._hold(f"fit.{fit.value}", sign)
        self._hold("paper.matters_a_lot", StarMark(look))
        look.changed.connect(self.relook)
        self.relook()

    def _hold(self, key: str, sign: QWidget) -> None:
        holder, word = QWidget(), Prose(self.look, terms=False)
        box = QHBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(sign)
        box.addWidget(word, 1)
        self.add(holder)
        self._items.append((key, holder, box, word))

    def put(self, *, star: bool) -> None:
        """Shows the words, and the star with its own if one is used."""
        for key, _, _, word in self._items:
            word.set_words(self.words[key])
        self._items[-1][1].setVisible(star)
        self.relook()

    def relook(self) -> None:
        em = self.look.em
        metrics = self.look.metrics()
        for _, _, box, _ in self._items:
            box.setSpacing(em(0.2))
        shown = [key for key, holder, *_ in self._items if not holder.isHidden()]
        least = max((metrics.horizontalAdvance(self.words[key]) for key in shown), default=0)
        self.even.set_measures(least + em(2.0), em(0.3), em(0.1))


class Table(QWidget):
    """What was ticked over the options, as signs, with a rule between the rows."""

    def __init__(self, look: Look, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.words = look, words
        self._grid = QGridLayout(self)
        self._cells: list[QWidget] = []
        self._labels: list[Prose] = []
        self._shown: tuple[Says, tuple[Column, ...]] | None = None
        self._stacked = False
        look.changed.connect(self.relook)
        self.relook()

    def relook(self) -> None:
        em = self.look.em
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(em(GAP_EM))
        self._grid.setVerticalSpacing(em(0.5))
        self._stack()
        self.update()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._stack()

    def _stack(self) -> None:
        stacked = self.width() < self._least()
        if stacked != self._stacked:
            self._stacked = stacked
            if self._shown is not None:
                # Made anew amid laying out, the signs would be left out of it.
                with still(self):
                    self._fill(*self._shown)

    def _least(self) -> int:
        """The least width at which the signs stand beside the statements, in pixels."""
        longest = max((label.minimumSizeHint().width() for label in self._labels), default=0)
        says, columns = self._shown or (None, ())
        beside = len(columns) + any(row.a_lot for row in (says.rows if says else ()))
        signs = beside * (self.look.em(SIGN_EM) + self.look.em(GAP_EM))
        return max(self.look.em(STACKED_BELOW_EM), longest + signs)

    def put(self, says: Says, columns: tuple[Column, ...]) -> None:
        """Shows these rows."""
        before = self._shown
        self._shown = says, columns
        if before is None or (before[0].rows, before[1]) != (says.rows, columns):
            self._fill(says, columns)
            self._stack()

    def _fill(self, says: Says, columns: tuple[Column, ...]) -> None:
        for widget in self._cells:
            widget.hide()
            self._grid.removeWidget(widget)
            widget.deleteLater()
        self._cells, self._labels = [], []
        starred = any(row.a_lot for row in says.rows)
        first = 0 if self._stacked else 2 if starred else 1
        if not self._stacked:
            for i, column in enumerate(columns if says.rows else ()):
                self._add(Marker(self.look, column.index, column.letter, 1.5), 0, i + first)
        line = 1
        for row in says.rows:
            label = Prose(self.look, terms=False)
            label.set_words(row.short)
            self._labels.append(label)
            if row.a_lot:
                label.setAccessibleName(self.words.say("says.a_lot", short=row.short))
            if self._stacked:
                held = self._line(label, *([StarMark(self.look)] if row.a_lot else []))
                self._add(held, line, 0, across=len(columns))
                line += 1
            else:
                self._add(label, line, 0)
                if row.a_lot:
                    self._add(StarMark(self.look), line, 1)
            for i, (column, fit) in enumerate(zip(columns, row.fits, strict=True)):
                sign = Sign(self.look)
                sign.put(fit, f"{column.short}: {self.words[f'fit.{fit.value}']}")
                mark = [Marker(self.look, column.index, column.letter, 1.5)] if self._stacked else []
                self._add(self._line(*mark, sign) if mark else sign, line, i + first)
            line += 1
        for i in range(self._grid.columnCount()):
            self._grid.setColumnStretch(i, int(i == 0 or self._stacked))
        self.setAccessibleDescription(" ".join(fall.say for fall in says.falls))

    def _line(self, *widgets: QWidget) -> QWidget:
        """Widgets side by side; words first take what room there is."""
        holder = QWidget()
        box = QHBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self.look.em(0.35))
        for widget in widgets:
            box.addWidget(widget, int(isinstance(widget, Prose)))
        return holder

    def _add(self, widget: QWidget, row: int, column: int, *, across: int = 1) -> None:
        if self._stacked:
            self._grid.addWidget(widget, row, column, 1, across)
        elif column:
            self._grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignCenter)
        else:
            self._grid.addWidget(widget, row, column)
        widget.show()
        self._cells.append(widget)

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        width = self.look.stroke(0.045)
        for label in self._labels:
            y = label.mapTo(self, QPoint()).y() - self.look.em(0.25)
            painter.fillRect(QRectF(0, y, self.width(), width), self.look.colour("control-line"))
        painter.end()


class SaysPane(Card):
    """The table, what it says in words, and its doubt."""

    def __init__(self, look: Look, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.words = words
        self.setObjectName("says")
        self.heading = Prose(look, scale="heading", bold=True, terms=False)
        self.table, self.legend = Table(look, words), Legend(look, words)
        self.sentences: list[Prose] = []
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

    def put(self, says: Says, columns: tuple[Column, ...]) -> None:
        """Shows what the ticks say: what is not known and too close first, no sentence louder than another."""
        self.heading.set_words(self.words["says.heading"])
        self.table.put(says, columns)
        self.legend.put(star=any(row.a_lot for row in says.rows))
        for widget in (self.table, self.legend):
            widget.setVisible(bool(says.rows))
        self._put_texts(says.read, said=frozenset(says.sentences))

    def _put_texts(self, texts: tuple[str, ...], said: frozenset[str]) -> None:
        kinds = [type(prose) for prose in self.sentences]
        wanted = [Prose if text in said else Quiet for text in texts]
        if kinds != wanted:
            for prose in self.sentences:
                prose.hide()
                self._texts.removeWidget(prose)
                prose.deleteLater()
            self.sentences = [Prose(self.look, terms=False) if kind is Prose else Quiet(self.look) for kind in wanted]
            for prose in self.sentences:
                self._texts.addWidget(prose)
                prose.show()
        for prose, text in zip(self.sentences, texts, strict=True):
            prose.set_words(text)


class Foot(Pressable, QPushButton):
    """The gist of what the ticks say, in view below the statements; a touch leads to all of it.

    `plain` where it ends a card around it, `short` where height is scarce.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plain, self.short, self.heading, self.gist = False, False, "", ""
        self.set_up(look, "toSays")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_plain(self, on: bool) -> None:
        self.plain = on
        self.updateGeometry()
        self.update()

    def set_short(self, on: bool) -> None:
        if on != self.short:
            self.short = on
            self.updateGeometry()
            self.update()

    def put(self, heading: str, says: Says) -> None:
        """Shows the verdict, or the invitation to tick."""
        gist = " ".join((*says.close, *says.sentences))
        if (heading, gist) != (self.heading, self.gist):
            self.heading, self.gist = heading, gist
            self.setText(heading)
            self.setAccessibleName(f"{heading}. {gist}")
            self.updateGeometry()
            self.update()

    def _lines(self, width: int) -> tuple[tuple[QFont, str], ...]:
        heading, gist = (self.look.font(bold=True), self.heading), (self.look.font(), self.gist)
        if not self.short:
            return heading, gist
        one_line = self.look.metrics().horizontalAdvance(self.gist) <= self._room(width)
        return (gist if one_line else heading,)

    def _room(self, width: int) -> int:
        return width - self.look.em(0.95) - self.look.em(2.9)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        look, room = self.look, self._room(width)
        words = sum(text_height(font, text, room) for font, text in self._lines(width))
        return max(words + look.em(0.8), look.touch)

    def sizeHint(self) -> QSize:
        width = self.width() or self.look.em(18)
        return QSize(self.look.em(18), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.em(8), self.look.touch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, _event: object) -> None:
        look, rect = self.look, QRectF(self.rect())
        painter = QPainter(self)
        down = self.isDown()
        fill, ink = look.colour("accent" if down else "surface"), look.colour("on-accent" if down else "text")
        if self.plain:
            painter.fillRect(rect, fill)
            painter.fillRect(QRectF(0, 0, rect.width(), look.stroke(0.12)), look.colour("text"))
        else:
            paint_box(painter, rect, look.em(0.35), fill, look.colour("control-line"), look.stroke(0.085))
        room = self._room(self.width())
        y = (self.height() - sum(text_height(font, text, room) for font, text in self._lines(self.width()))) / 2
        painter.setPen(ink)
        for font, text in self._lines(self.width()):
            height = text_height(font, text, room)
            painter.setFont(font)
            place = QRectF(look.em(0.95), y, room, height + 2)
            painter.drawText(place, int(Qt.TextFlag.TextWordWrap), text)
            y += height
        side = look.em(1.15)
        place = QRectF(self.width() - look.em(0.95) - side, (self.height() - side) / 2, side, side)
        look.paint_icon(painter, "open", place, ink)
        if self.shows_ring():
            paint_focus(painter, look, rect, look.em(0.35), edge=look.stroke(0.085))
        painter.end()
