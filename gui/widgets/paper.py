"""The sheet as it reads on the screen: the frozen summary as headings, a table and lists."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from data.prose import Piece
from data.schema import Fit
from gui.theme.look import Look
from gui.visit.state import LEAN_UNKNOWN
from gui.visit.summary import SheetOption, Summary
from gui.visit.words import Words
from gui.widgets.pressable import Marker, paint_box
from gui.widgets.prose import Prose
from gui.widgets.sign import Sign

WIDE_EM, TIGHT_EM = 30.0, 22.0


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


class Paper(QWidget):
    """Shows a Summary; made anew when it differs, which is at most once a touch."""

    def __init__(self, look: Look, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.words = look, words
        self.setObjectName("sheet")
        self._shown: Summary | None = None
        self._filled_as = -1
        self._box = QVBoxLayout(self)
        self._parts: list[QWidget] = []
        look.changed.connect(self.relook)
        self.relook()

    def relook(self) -> None:
        em = self.look.em
        self._box.setContentsMargins(em(1.3), em(1.1), em(1.3), em(1.2))
        self._box.setSpacing(em(0.45))
        self._again()
        self.update()

    def resizeEvent(self, _event: object) -> None:
        if self._shape() != self._filled_as:
            self._again()

    def _shape(self) -> int:
        """How the table stands: 2 with a column an option, 1 with signs under each statement, 0 as a list."""
        width = self.width() / self.look.em_px
        return 2 if width >= WIDE_EM else 1 if width >= TIGHT_EM else 0

    def _again(self) -> None:
        """Makes everything anew, in the present measures."""
        if self._shown is not None:
            shown, self._shown = self._shown, None
            self.put(shown)

    def put(self, summary: Summary) -> None:
        """Shows this summary."""
        if summary == self._shown:
            return
        self._shown, self._filled_as = summary, self._shape()
        for part in self._parts:
            part.hide()
            self._box.removeWidget(part)
            part.deleteLater()
        self._parts = []
        self._fill(summary)
        self.setAccessibleName(self.words["tab.sheet"])

    def clear(self) -> None:
        """Forgets what it shows."""
        self._shown = None

    def _fill(self, summary: Summary) -> None:
        words = self.words
        self._title(words["paper.title"])
        self._add(Rule(self.look, strong=True))
        self._pair(words["paper.reason"], summary.reason)
        if summary.clinic_word is not None:
            self._pair(words["paper.clinic"], summary.clinic_word, summary.clinic_answer)
        self._heading(words["paper.matters"])
        if summary.matters:
            self._table(summary)
            for sentence in summary.says:
                self._text(sentence)
        else:
            self._text(words["paper.matters.none"])
        self._heading(words["paper.lean"])
        self._lean(summary)
        self._heading(words["paper.questions"])
        self._list(summary.questions, numbered=True, none=words["paper.questions.none"])
        self._heading(words["paper.not_known"])
        self._list(summary.not_known, none=words["paper.not_known.none"])
        self._heading(words["paper.clinician"])
        if summary.top_three:
            self._pair(words["paper.top"], "; ".join(summary.top_three), plain=True)
        ready = "; ".join(f"{line.short}: {line.word}" for line in summary.readiness)
        if ready:
            self._pair(words["paper.ready"], ready, plain=True)
        self._text(f"{summary.content} {summary.reviewed}")
        self._heading(words["paper.sources"])
        self._list(summary.sources, numbered=True, none=words["paper.sources.none"])
        self._box.addStretch(1)

    def _add(self, widget: QWidget) -> None:
        self._box.addWidget(widget)
        self._parts.append(widget)

    def _title(self, text: str) -> None:
        title = Prose(self.look, scale="title", bold=True, terms=False)
        title.set_words(text)
        self._add(title)

    def _heading(self, text: str) -> None:
        heading = Prose(self.look, scale="heading", bold=True, terms=False)
        heading.set_words(text)
        heading.setContentsMargins(0, self.look.em(0.5), 0, 0)
        self._add(heading)

    def _text(self, text: str) -> None:
        prose = Prose(self.look, terms=False)
        prose.set_words(text)
        self._add(prose)

    def _pair(self, name: str, value: str, after: str = "", *, plain: bool = False) -> None:
        pieces = (Piece(f"{name}: ", strong=plain), Piece(value, strong=not plain))
        self._add(Prose(self.look, (*pieces, Piece(f"\n{after}")) if after else pieces, terms=False))

    def _list(self, items: Sequence[str], *, numbered: bool = False, none: str) -> None:
        if not items:
            self._text(none)
            return
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self.look.em(0.5))
        grid.setVerticalSpacing(self.look.em(0.25))
        grid.setColumnStretch(1, 1)
        for i, item in enumerate(items):
            mark, text = Prose(self.look, terms=False), Prose(self.look, terms=False)
            mark.set_words(f"{i + 1}." if numbered else "\u2022")
            text.set_words(item)
            grid.addWidget(mark, i, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            grid.addWidget(text, i, 1)
        self._add(holder)

    def _table(self, summary: Summary) -> None:
        """The statements over the options; where it is narrow the signs stand under each statement."""
        holder = QWidget()
        grid = QGridLayout(holder)
        em = self.look.em
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(em(0.4))
        grid.setVerticalSpacing(em(0.35))
        shape = self._filled_as
        wide, tight = shape == 2, shape == 0
        columns = 2 if tight else len(summary.options)
        grid.setColumnStretch(0, 5 if wide else 0)
        for i, option in enumerate(summary.options if not tight else ()):
            grid.addWidget(self._option(option), 0, i + (1 if wide else 0))
            grid.setColumnStretch(i + (1 if wide else 0), 4)
        if tight:
            grid.setColumnStretch(0, 1)
            grid.setColumnStretch(1, 1)
        line = 1
        for row in summary.matters:
            say = Prose(self.look, terms=False)
            star = f"\n{self.words['paper.a_lot']}" if row.a_lot else ""
            say.set_words(row.say + star)
            rule = Rule(self.look)
            grid.addWidget(rule, line, 0, 1, columns + (1 if wide else 0))
            line += 1
            if wide:
                grid.addWidget(say, line, 0)
            else:
                grid.addWidget(say, line, 0, 1, columns)
                line += 1
            for i, fit in enumerate(row.fits):
                option = next(o for o in summary.options if o.id == fit.option)
                said = self._fit(option.short, fit.word, fit.fit)
                if tight:
                    grid.addWidget(self._option(option), line + i, 0)
                    grid.addWidget(said, line + i, 1)
                else:
                    grid.addWidget(said, line, i + (1 if wide else 0))
            line += len(row.fits) if tight else 1
        self._add(holder)

    def _option(self, option: SheetOption) -> QWidget:
        holder = QWidget()
        box = QHBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self.look.em(0.35))
        box.addWidget(Marker(self.look, option.index, option.letter, 1.5), 0, Qt.AlignmentFlag.AlignTop)
        name = Prose(self.look, bold=True, terms=False)
        name.set_words(option.short)
        box.addWidget(name, 1, Qt.AlignmentFlag.AlignTop)
        return holder

    def _fit(self, option: str, word: str, fit: Fit) -> QWidget:
        holder = QWidget()
        box = QHBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self.look.em(0.3))
        sign = Sign(self.look)
        sign.put(fit, option)
        box.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        text = Prose(self.look, terms=False)
        text.set_words(word)
        box.addWidget(text, 1, Qt.AlignmentFlag.AlignTop)
        return holder

    def _lean(self, summary: Summary) -> None:
        if summary.lean is None:
            self._text(summary.lean_word)
            return
        if summary.lean == LEAN_UNKNOWN:
            self._text(summary.lean_word)
            return
        option = next(o for o in summary.options if o.id == summary.lean)
        self._add(self._option(option))

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        look = self.look
        rect = QRectF(self.rect())
        paint_box(painter, rect, look.em(0.3), look.colour("surface"), look.colour("control-line"), look.stroke(0.06))
        painter.end()
