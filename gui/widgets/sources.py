"""Where something is from: a button, and below it the citations, opened in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from gui.theme.look import Look
from gui.widgets.opener import Opener
from gui.widgets.pressable import paint_box, paint_focus
from gui.widgets.prose import Prose
from gui.widgets.whole import shown_whole


class SourcesButton(Opener):
    """ "Sources" with its sign: underlined where it ends a text, `framed` where it stands beside one."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None, *, framed: bool = False) -> None:
        super().__init__(look, name, parent)
        self.framed = framed
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _pad(self) -> int:
        return self.look.em(0.9) if self.framed else 0

    def _gap(self) -> int:
        return self.look.em(0.5 if self.framed else 0.45)

    def sizeHint(self) -> QSize:
        look = self.look
        words = look.metrics(bold=True).horizontalAdvance(self.words())
        width = words + look.em(1.15) + self._gap() + 2 * self._pad() + look.em(0.6 if not self.framed else 0)
        return QSize(max(width, look.touch), max(look.em(2.42 if self.framed else 1.9), look.touch))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: object) -> None:
        look, down = self.look, self.isDown()
        painter = QPainter(self)
        rect, side, middle = QRectF(self.rect()), look.em(1.15), self.height() / 2
        ink, width = look.colour("on-accent" if down else "text"), 0.0
        if self.framed or down:
            fill, edge = look.colour("accent" if down else "surface"), look.colour("control-line")
            # Open is shown by a wider edge, as everything that is chosen.
            edge = look.colour("text") if self.opened else edge
            width = look.stroke(0.16 if self.opened else 0.085)
            paint_box(painter, rect, look.em(0.35), fill, edge, width)
        look.paint_icon(painter, "sources", QRectF(self._pad(), middle - side / 2, side, side), ink)
        font = QFont(look.font(bold=self.framed or self.opened))
        font.setUnderline(not self.framed)
        painter.setFont(font)
        painter.setPen(ink)
        left = self._pad() + side + self._gap()
        place = QRectF(left, 0, self.width() - left, self.height())
        high = look.metrics(bold=True).height()
        if shown_whole(self, (self.height() - high) / 2, (self.height() + high) / 2):
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.words())
        if self.shows_ring():
            paint_focus(painter, look, rect, look.em(0.35), edge=width, ink=ink if down else None, fine=not width)
        painter.end()


class Citations(QWidget):
    """Citations on a quiet block, one a paragraph."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.lines: tuple[str, ...] = ()
        self._items: list[Prose] = []
        self._box = QVBoxLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.relook)
        self.relook()

    def relook(self) -> None:
        pad = self.look.em(0.6)
        self._box.setContentsMargins(pad, self.look.em(0.45), pad, self.look.em(0.5))
        self._box.setSpacing(self.look.em(0.4))

    def set_lines(self, lines: Sequence[str]) -> None:
        if tuple(lines) == self.lines:
            return
        self.lines = tuple(lines)
        while len(self._items) < len(lines):
            prose = Prose(self.look, terms=False)
            self._box.addWidget(prose)
            self._items.append(prose)
        for i, prose in enumerate(self._items):
            prose.setVisible(i < len(lines))
            prose.set_words(lines[i] if i < len(lines) else "")

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        edge = self.look.colour("line") if self.look.scheme.high else None
        paint_box(
            painter, QRectF(self.rect()), self.look.em(0.35), self.look.colour("sunk"), edge, self.look.stroke(0.045)
        )
        painter.end()


class Sources(QWidget):
    """The button with its citations below. Without citations it hides itself."""

    opened = Signal(bool)

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.button = SourcesButton(look, name, self)
        self.citations = Citations(look)
        self.citations.hide()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(self.button)
        self._box.addWidget(self.citations)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.button.switched.connect(self._switched)

    def set_words(self, text: str, said: str, opened: str, closed: str) -> None:
        """The word on the button, what it says to assistive technology, and its words for open and closed."""
        self.button.set_words(text, said)
        self.button.set_state_words(opened, closed)

    def set_lines(self, lines: Sequence[str]) -> None:
        """One citation a line."""
        self.setVisible(bool(lines))
        self.citations.set_lines(lines)

    def close_citations(self) -> None:
        self.button.set_opened(False)
        self.citations.hide()

    def _switched(self, on: bool) -> None:
        self.citations.setVisible(on)
        self.opened.emit(on)
