"""Where something is from: a button, and below it the citations, opened in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from gui.theme.look import Look
from gui.widgets.buttons import Button, LinkButton
from gui.widgets.pressable import paint_box, paint_focus
from gui.widgets.prose import Prose


class SourcesLink(LinkButton):
    """ "Sources", small and underlined, with its sign; on while the citations are open."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, name, parent)
        self.icon_name = "sources"
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = self.look
        words = QFontMetrics(look.font(bold=True)).horizontalAdvance(self.words())
        return QSize(max(words + look.em(2.3), look.touch), max(look.em(1.9), look.touch))

    def paintEvent(self, _event: object) -> None:
        """Aligned with the text above it."""
        look = self.look
        painter = QPainter(self)
        side, middle = look.em(1.15), self.height() / 2
        down = self.isDown()
        if down:
            paint_box(painter, QRectF(self.rect()), look.em(0.35), look.colour("accent"))
        ink = look.colour("on-accent" if down else "text")
        look.paint_icon(painter, "sources", QRectF(0, middle - side / 2, side, side), ink)
        font = look.font(bold=self.isChecked())
        font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(ink)
        left = side + look.em(0.45)
        place = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.words())
        if self.hasFocus():
            paint_focus(painter, look, QRectF(self.rect()), look.em(0.35))
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
        self.button: Button = SourcesLink(look, name, self)
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
        self.button.toggled.connect(self._toggled)

    def set_words(self, text: str, said: str) -> None:
        """The word on the button, and what it says to assistive technology."""
        self.button.set_words(text, said)

    def set_lines(self, lines: Sequence[str]) -> None:
        """One citation a line."""
        self.setVisible(bool(lines))
        self.citations.set_lines(lines)

    def close_citations(self) -> None:
        self.button.setChecked(False)

    def _toggled(self, on: bool) -> None:
        self.citations.setVisible(on)
        self.opened.emit(on)
