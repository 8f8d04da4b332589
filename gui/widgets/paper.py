"""The sheet as it reads on the screen: the same document as on paper, as headings, a table, lists and figures."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from data.prose import Piece
from data.schema import Fit, Span
from gui.sheet.document import Arm, Choice, Document, Field, Figure, Row, document
from gui.theme.look import Look
from gui.visit.summary import Summary
from gui.visit.words import Words
from gui.widgets.iconarray import IconArray
from gui.widgets.pressable import Marker, paint_box
from gui.widgets.prose import Prose, paint_text, text_layout
from gui.widgets.scroller import Page
from gui.widgets.sign import Sign
from gui.widgets.still import settle, still
from gui.widgets.whole import window_of

WIDE_EM, TIGHT_EM, NARROW_EM = 30.0, 22.0, 16.0
"""From these widths on a table has a column for its statements, one for each option, and one for their names."""
BACK_MS = 20
"""After its front has been painted, the back follows."""
NARROWER = 0.8
"""In another look what stands beside it may take so much of its width that its tables stand in another way."""


class Rule(QWidget):
    """A line across."""

    def __init__(self, look: Look, *, strong: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.strong = look, strong
        look.changed.connect(self.relook)
        self.relook()

    def relook(self) -> None:
        self.setFixedHeight(max(1, round(self.look.stroke(0.12 if self.strong else 0.045))))

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.colour("text" if self.strong else "control-line"))
        painter.end()


class Bullet(QWidget):
    """The mark before an item of a list. It says nothing: an item that has a number says it itself."""

    def __init__(self, look: Look, mark: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.pieces = look, (Piece(mark),)
        look.changed.connect(self.relook)
        self.relook()

    def relook(self) -> None:
        metrics, lines = self.look.fine_metrics(), self.look.tokens.line_height["body"]
        width = math.ceil(metrics.horizontalAdvance(self.pieces[0].text))
        self.laid, height = text_layout(self.look, self.pieces, width + 2, line_height=lines)
        self.setFixedSize(width, math.ceil(height))

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        ink, seen = self.look.colour("text").name(), window_of(self)
        paint_text(painter, self.look, self.laid, self.pieces, QPointF(), ink, seen=seen)
        painter.end()


class ArmLine(QWidget):
    """One group of a figure: its hundred people, and the same in words."""

    def __init__(self, look: Look, arm: Arm, parent: QWidget | None = None, *, stacked: bool = False) -> None:
        super().__init__(parent)
        directions = QBoxLayout.Direction
        self.look = look
        self._box = box = QBoxLayout(directions.TopToBottom if stacked else directions.LeftToRight, self)
        box.setContentsMargins(0, 0, 0, 0)
        look.changed.connect(self.relook)
        self.relook()
        array = IconArray(look)
        span = Span(low=arm.band[0], high=arm.band[1]) if arm.band else None
        array.put(arm.choice.index if arm.choice else 0, arm.per_100, span, arm.said)
        box.addWidget(array, 0, Qt.AlignmentFlag.AlignTop)
        name = f"{arm.choice.letter} {arm.what}" if arm.choice else arm.what
        pieces = (Piece(name, strong=True), Piece(f"\n{arm.count}", strong=True), Piece(f"\n{arm.frames}."))
        notes = (Piece(f"\n{arm.notes}"),) if arm.notes else ()
        box.addWidget(Prose(look, (*pieces, *notes), terms=False), 1, Qt.AlignmentFlag.AlignTop)

    def relook(self) -> None:
        self._box.setSpacing(self.look.em(0.8))


def _spread(grid: QGridLayout, across: int, down: int) -> None:
    """The room between what stands in a table."""
    grid.setHorizontalSpacing(across)
    grid.setVerticalSpacing(down)


class Paper(Page):
    """Shows a Summary; made anew when it differs, which is at most once a touch."""

    def __init__(self, look: Look, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.words = look, words
        self.setObjectName("sheet")
        self._shown: Summary | None = None
        self._filled_as = -1
        self._tables = self._figures = False
        self._waiting = False
        self._whole = True
        self._box = QVBoxLayout(self)
        self._parts: list[QWidget] = []
        self._back: Callable[[], None] | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(BACK_MS)
        self._later.timeout.connect(self._turn)
        self._spaced: list[Callable[[], None]] = []
        """Each sets the room in a part anew."""
        look.changed.connect(self.relook)
        self.relook()

    def relook(self) -> None:
        em = self.look.em
        side = self._side()
        self._box.setContentsMargins(side, em(1.1), side, em(1.2))
        self._box.setSpacing(em(0.45))
        for space in self._spaced:
            space()
        if not self._stands(self._shape()) == self._stands(self._shape(NARROWER)) == self._stands(self._filled_as):
            self._wait()
        self.update()

    def _side(self) -> int:
        """The room at its sides."""
        return self.look.em(1.3 if self.width() >= self.look.em(TIGHT_EM) else 0.7)

    def resizeEvent(self, _event: object) -> None:
        stands = self._stands(self._shape()) == self._stands(self._filled_as)
        if (not stands and not self._waiting) or self._box.contentsMargins().left() != self._side():
            self.relook()

    def _shape(self, share: float = 1.0) -> int:
        """How tables stand: 3 with a column an option, 2 with answers under each statement, 1 as a list, 0 with each
        answer under the name of its option. Of its width it may have a `share`."""
        width = share * self.width() / self.look.em_px
        return sum(width >= least for least in (NARROW_EM, TIGHT_EM, WIDE_EM))

    def _stands(self, shape: int) -> tuple[int, bool]:
        """How what it shows would stand in that shape: its tables in one of four ways, its figures in one of two."""
        return shape if self._tables else -1, self._figures and shape <= 1

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._waiting:
            # Whoever shows it may be about to put another sheet on it.
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))

    def _wait(self) -> None:
        """Makes everything anew, once what stands around has found its place; until then only its room is kept."""
        if self._shown is not None and not self._waiting:
            room = self.height()
            seen = window_of(self)
            # Whoever has gone down the sheet shall not be taken up again while it is short.
            self._whole = seen is not None and seen[0] > 0
            self._drop()
            self._box.addSpacing(room)
            self._waiting = True
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))

    def customEvent(self, _event: QEvent) -> None:
        self._again()

    def _again(self) -> None:
        """Makes everything anew, in the present measures; where nobody sees it, once somebody does."""
        if not self._waiting or not self.isVisible():
            return
        self._waiting = False
        if self._shown is not None:
            self._show(self._shown, whole=self._whole)

    def put(self, summary: Summary, *, whole: bool = True) -> None:
        """Shows this summary: the `whole` at once, or its back when its front has been painted."""
        if summary != self._shown:
            self._show(summary, whole=whole)

    def _show(self, summary: Summary, *, whole: bool) -> None:
        self._shown, self._filled_as, self._waiting = summary, self._shape(), False
        self._drop()
        sheet = document(summary, self.words)
        self._tables, self._figures = bool(sheet.rows), bool(sheet.shown)
        self._fill_with(lambda: self._fill(sheet))
        self._back = lambda: self._fill_with(lambda: self._fill_back(sheet))
        if whole:
            self._fill_rest()
        else:
            self._later.start()
        self.setAccessibleName(self.words["tab.sheet"])

    def _turn(self) -> None:
        self._fill_rest()
        # What stands around heard nothing of it.
        self._box.invalidate()
        self.updateGeometry()
        settle()

    def _fill_rest(self) -> None:
        self._later.stop()
        back, self._back = self._back, None
        if back is not None:
            back()

    def _fill_with(self, fill: Callable[[], None]) -> None:
        # Made anew amid laying out, they would be left out of it.
        with still(self):
            before = len(self._parts)
            fill()
            margins = self._box.contentsMargins()
            room = max(1, self.width() - margins.left() - margins.right())
            for part in self._parts[before:]:
                # What is in a part is laid out as soon as it shows: in the width that it will have.
                part.resize(room, part.height())
                part.show()

    def clear(self) -> None:
        """Forgets what it shows."""
        self._shown = None
        self._drop()
        self.setAccessibleName("")

    def _drop(self) -> None:
        self._later.stop()
        self._back = None
        for part in self._parts:
            part.hide()
            part.deleteLater()
        while self._box.count():
            self._box.takeAt(0)
        self._parts, self._spaced = [], []

    def _fill(self, sheet: Document) -> None:
        self._title(sheet.title)
        self._add(Rule(self.look, strong=True))
        self._field(sheet.reason)
        if sheet.clinic.value:
            # On paper there is a line to write on.
            self._field(sheet.clinic)
        self._heading(sheet.matters)
        if sheet.rows:
            self._table(sheet.choices, sheet.rows, whys=False)
            for sentence in (*sheet.says, sheet.caution):
                self._text(sentence)
        else:
            self._text(sheet.no_rows)
        self._heading(sheet.lean)
        for box in sheet.boxes:
            if box.chosen and box.choice is not None:
                self._add(self._option(box.choice, box.choice.name))
            elif box.chosen:
                self._text(box.word)
        if not any(box.chosen for box in sheet.boxes):
            self._text(sheet.lean_word)
        self._heading(sheet.questions)
        self._list(sheet.asked, numbered=True)
        self._heading(sheet.not_known)
        self._list(sheet.gaps or (sheet.no_gaps,))
        self._heading(sheet.clinician)
        self._text(sheet.patient_made)
        if sheet.top_three:
            self._text(sheet.top, bold=True)
            self._list(sheet.top_three, numbered=True)
        if sheet.readiness:
            self._text(sheet.ready, bold=True)
            self._list(sheet.readiness)
        self._add(Prose(self.look, (Piece(f"{sheet.leaning}: ", strong=True), Piece(sheet.lean_word)), terms=False))
        self._text(f"{sheet.content} {sheet.reviewed}")

    def _fill_back(self, sheet: Document) -> None:
        if sheet.shown:
            self._heading(sheet.figures)
            self._text(sheet.figures_help)
            for figure in sheet.shown:
                self._figure(figure)
        if sheet.rows:
            self._heading(sheet.why)
            self._table(sheet.choices, sheet.rows, whys=True)
        self._heading(sheet.sources)
        self._list(sheet.cited or (sheet.no_sources,), numbered=bool(sheet.cited))
        self._heading(sheet.about)
        self._text(sheet.yours)
        for note in sheet.notes:
            lines = "\n".join(f"\u2022 {line}" if note.listed else line for line in note.lines)
            self._add(Prose(self.look, (Piece(note.heading, strong=True), Piece(f"\n{lines}")), terms=False))
        self._box.addStretch(1)

    def _add(self, widget: QWidget) -> None:
        self._box.addWidget(widget)
        self._parts.append(widget)

    def _space(self, space: Callable[[], None]) -> None:
        """Room in a part, now and in each other look."""
        space()
        self._spaced.append(space)

    def _title(self, text: str) -> None:
        title = Prose(self.look, scale="title", bold=True, terms=False)
        title.set_words(text)
        self._add(title)

    def _heading(self, text: str) -> None:
        heading = Prose(self.look, scale="heading", bold=True, terms=False)
        heading.set_words(text)
        self._space(lambda: heading.setContentsMargins(0, self.look.em(0.5), 0, 0))
        self._add(heading)

    def _text(self, text: str, *, bold: bool = False) -> None:
        if text:
            prose = Prose(self.look, bold=bold, terms=False)
            prose.set_words(text)
            self._add(prose)

    def _field(self, field: Field) -> None:
        value = (Piece(f"{field.label}: "), Piece(field.value or "–", strong=True))
        self._add(Prose(self.look, (*value, Piece(f"\n{field.note}")) if field.note else value, terms=False))

    def _list(self, items: Sequence[str], *, numbered: bool = False) -> None:
        if not items:
            return
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        self._space(lambda: _spread(grid, self.look.em(0.5), self.look.em(0.25)))
        grid.setColumnStretch(1, 1)
        for i, item in enumerate(items):
            mark, text = Bullet(self.look, f"{i + 1}." if numbered else "\u2022"), Prose(self.look, terms=False)
            text.set_words(item)
            if numbered:
                text.setAccessibleName(f"{i + 1}. {item}")
            grid.addWidget(mark, i, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            grid.addWidget(text, i, 1)
        self._add(holder)

    def _table(self, choices: tuple[Choice, ...], rows: tuple[Row, ...], *, whys: bool) -> None:
        """The statements over the options; where it is narrow the answers stand under each statement."""
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        self._space(lambda: _spread(grid, self.look.em(0.4), self.look.em(0.35)))
        wide, tight, narrow = self._filled_as == 3, self._filled_as <= 1, self._filled_as == 0
        first, columns = 1 if wide else 0, 1 if narrow else 2 if tight else len(choices)
        grid.setColumnStretch(0, 8 if wide else 1 if tight else 0)
        for i, choice in enumerate(() if tight else choices):
            grid.addWidget(self._option(choice, choice.short), 0, i + first)
            grid.setColumnStretch(i + first, 6)
        if tight and not narrow:
            grid.setColumnStretch(1, 1)
        line = 1
        for row in rows:
            say = Prose(self.look, terms=False)
            words = row.short if whys else row.say
            say.set_words(f"{words}\n({row.a_lot})" if row.a_lot and not whys else words)
            grid.addWidget(Rule(self.look), line, 0, 1, columns + first)
            grid.addWidget(say, line + 1, 0, 1, 1 if wide else columns)
            line += 2 if wide else 3
            for i, cell in enumerate(row.cells):
                option = self._option(cell.choice, cell.choice.short) if tight else None
                if whys:
                    widget = self._why(cell.why, "" if tight else cell.choice.short)
                else:
                    widget = self._fit(cell.choice.short, cell.word, Fit(cell.fit))
                if option is None:
                    grid.addWidget(widget, line - 1, i + first)
                elif narrow:
                    grid.addWidget(self._under(option, widget), line - 1 + i, 0)
                else:
                    grid.addWidget(option, line - 1 + i, 0)
                    grid.addWidget(widget, line - 1 + i, 1)
            line += len(row.cells) - 1 if tight else 0
        self._add(holder)

    def _option(self, choice: Choice, name: str) -> QWidget:
        holder = QWidget()
        box = QHBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        self._space(lambda: box.setSpacing(self.look.em(0.35)))
        box.addWidget(Marker(self.look, choice.index, choice.letter, 1.5), 0, Qt.AlignmentFlag.AlignTop)
        label = Prose(self.look, bold=True, terms=False)
        label.set_words(name)
        box.addWidget(label, 1, Qt.AlignmentFlag.AlignTop)
        return holder

    def _under(self, name: QWidget, answer: QWidget) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        self._space(lambda: box.setContentsMargins(0, 0, 0, self.look.em(0.15)))
        self._space(lambda: box.setSpacing(self.look.em(0.05)))
        box.addWidget(name)
        box.addWidget(answer)
        return holder

    def _why(self, why: str, option: str) -> QWidget:
        """Below the name of its option, which is heard with it."""
        text = Prose(self.look, terms=False)
        text.set_words(why)
        if option and why:
            text.setAccessibleName(f"{option}: {why}")
        return text

    def _fit(self, option: str, word: str, fit: Fit) -> QWidget:
        holder = QWidget()
        box = QHBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        self._space(lambda: box.setSpacing(self.look.em(0.3)))
        sign = Sign(self.look)
        sign.put(fit, option)
        box.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        text = Prose(self.look, terms=False)
        text.set_words(word)
        box.addWidget(text, 1, Qt.AlignmentFlag.AlignTop)
        return holder

    def _figure(self, figure: Figure) -> None:
        self._add(Rule(self.look))
        head = (Piece(f"{figure.what}. {figure.when}.", strong=True), Piece(f" {figure.who} {figure.people}"))
        self._add(Prose(self.look, head, terms=False))
        for arm in figure.arms:
            self._add(ArmLine(self.look, arm, stacked=self._filled_as <= 1))
        for line in (figure.difference, f"{figure.sure}.", figure.note):
            self._text(line)

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        look = self.look
        rect = QRectF(self.rect())
        paint_box(painter, rect, look.em(0.3), look.colour("surface"), look.colour("control-line"), look.stroke(0.06))
        painter.end()
