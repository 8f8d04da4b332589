"""A strip of drawings, step by step: as many a row as fit, evenly, each with its number and caption."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from data.comparison import Picture
from data.prose import Piece
from gui.theme.look import Look
from gui.widgets.drawing import RATIO, Drawing
from gui.widgets.prose import Prose


class Steps(QWidget):
    """The steps of one option. All drawings are equally large, captions of a row begin on one line."""

    LEAST, MOST, GAP = 8.4, 13.0, 0.6
    """Width of a step in em, at least and at most, and the space between two: the drawings keep their own besides."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._items: list[tuple[Drawing, Prose]] = []
        self._shown = self._places = 0
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.relook)

    def relook(self) -> None:
        self.updateGeometry()
        self._place()

    def show_steps(self, steps: Sequence[Picture], option: int, places: int = 0) -> None:
        """Shows these steps in the colours of the option at that place.

        `places` is how many steps the option with most of them has: all options get drawings of the same size.
        """
        while len(self._items) < len(steps):
            drawing, caption = Drawing(self.look, self.MOST, parent=self), Prose(self.look, terms=False, parent=self)
            number = len(self._items) + 1
            drawing.setObjectName(f"step-{number}")
            self._items.append((drawing, caption))
        self._shown = len(steps)
        self._places = max(places, len(steps))
        for i, (drawing, caption) in enumerate(self._items):
            on = i < len(steps)
            drawing.setVisible(on)
            caption.setVisible(on)
            if on:
                drawing.show_drawing(steps[i].drawing, option, steps[i].said)
                caption.set_pieces((Piece(f"{i + 1} ", strong=True), Piece(steps[i].caption)))
        self.updateGeometry()
        self._place()

    @property
    def drawings(self) -> tuple[Drawing, ...]:
        """All drawings there are, in order."""
        return tuple(drawing for drawing, _ in self._items)

    def columns(self, width: int) -> int:
        """How many steps stand side by side: as many as fit, in rows as equal as can be."""
        count, gap = max(1, self._places), self.look.em(self.GAP)
        fit = max(1, min(count, (width + gap) // (self.look.em(self.LEAST) + gap)))
        rows = -(-count // fit)
        return -(-count // rows)

    def _arrange(self, width: int, *, place: bool) -> int:
        look, columns = self.look, self.columns(width)
        gap = look.em(self.GAP)
        each = min((width - gap * (columns - 1)) // columns, look.em(self.MOST))
        picture = round(each * RATIO)
        y = 0
        shown = self._items[: self._shown]
        # An option with fewer steps than another has rows of its own, as equal: none is left alone in the last.
        rows = max(1, -(-len(shown) // columns))
        across = max(1, -(-len(shown) // rows))
        for start in range(0, len(shown), across):
            row = shown[start : start + across]
            tallest = max(caption.heightForWidth(each) for _, caption in row)
            if place:
                for i, (drawing, caption) in enumerate(row):
                    x = i * (each + gap)
                    drawing.setGeometry(QRect(x, y, each, picture))
                    caption.setGeometry(QRect(x, y + picture + look.em(0.3), each, caption.heightForWidth(each)))
            y += picture + look.em(0.3) + tallest + look.em(0.8)
        return max(0, y - look.em(0.8))

    def _place(self) -> None:
        if self.width() > 1:
            self._arrange(self.width(), place=True)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(max(1, width), place=False)

    def sizeHint(self) -> QSize:
        width = max(1, self._places) * self.look.em(self.LEAST + self.GAP)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.em(self.LEAST), self.look.em(self.LEAST * RATIO))

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._place()
