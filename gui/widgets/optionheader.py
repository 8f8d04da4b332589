"""The heads of the grid's columns."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from data.prose import Piece
from gui.theme.look import Look
from gui.visit.names import Column
from gui.widgets.grid import GridView
from gui.widgets.gridshape import Laid, Texts
from gui.widgets.pressable import paint_marker
from gui.widgets.prose import paint_text

MOST_LINES = 4
"""Under a name; the questions need the room."""


class OptionHeader(QLabel):
    """Mark, name and what is done, over each column. Nothing in it can be touched; as a label it names the options."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.columns: tuple[Column, ...] = ()
        self._grid: GridView | None = None
        self._texts = Texts(look)
        self._taglines = True
        self._unused = ""
        self._whole = False
        self.setObjectName("optionHeader")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.relook)

    def put(self, columns: tuple[Column, ...], unused: str) -> None:
        """The options, from left to right; `unused` says in short that one is not used."""
        if columns != self.columns or unused != self._unused:
            self.columns, self._unused = columns, unused
            below = ((c, " ".join(c.unused) if c.unused else c.tagline) for c in columns)
            heard = (f"{c.short}: {said}" if said else c.short for c, said in below)
            told = (f"{c.letter}, {one}" if not c.hidden else one for c, one in zip(columns, heard, strict=True))
            self.setText(" ".join(f"{one.removesuffix('.')}." for one in told))
            self.relook()

    def follow(self, view: GridView) -> None:
        """Aligns with the columns of a grid, and hides while it shows cards."""
        self._grid = view
        view.layout_changed.connect(self._realign)
        self._realign()

    def show_taglines(self, on: bool) -> None:
        """Names with what is done, or why it is not (True), or alone, where there is little height."""
        if on != self._taglines:
            self._taglines = on
            self.relook()

    def _realign(self) -> None:
        if self._grid is not None:
            self._whole = self._fits_whole()
            self.setVisible(not self._grid.is_cards())
            self.updateGeometry()
            self.update()

    def relook(self) -> None:
        self._texts.clear()
        self._whole = self._fits_whole()
        self.updateGeometry()
        self.update()

    def _rects(self) -> tuple[tuple[float, float], ...]:
        if self._grid is None:
            return ()
        shift = 0
        if self.window() is self._grid.window():
            shift = self._grid.mapTo(self.window(), QPoint()).x() - self.mapTo(self.window(), QPoint()).x()
        return tuple((float(left + shift), float(width)) for left, width in self._grid.column_rects())

    def _room(self, width: float) -> float:
        return max(1.0, width - self.look.em(0.7 + 1.5 + 0.7 + 0.4))

    def _laid(self, column: Column, width: float) -> tuple[Laid, Laid | None]:
        """The name, and what stands under it: of why it is not used as much as takes few lines, or what is done."""
        room = self._room(width)
        if not self._taglines:
            aside = (Piece(f" – {self._unused}"),) if column.unused else ()
            return self._texts.laid((Piece(column.short, strong=True), *aside), room), None
        below = column.tagline
        if column.unused is not None:
            below = " ".join(column.unused) if self._whole else column.unused[0]
        name = self._texts.laid((Piece(column.short, strong=True),), room)
        return name, self._texts.laid((Piece(below),), room) if below else None

    def _fits_whole(self) -> bool:
        unused = ((column.unused, width) for (_, width), column in zip(self._rects(), self.columns, strict=False))
        lines = (self._texts.laid((Piece(" ".join(said)),), self._room(width)) for said, width in unused if said)
        return all(laid.layout.lineCount() <= MOST_LINES for laid in lines)

    def _tall(self, widths: Iterable[float]) -> int:
        return round(self.look.em(0.22) + self.look.em(0.3) * 2 + max(self._text_height(widths), self.look.em(1.5)))

    def _text_height(self, widths: Iterable[float]) -> float:
        tallest = 0.0
        for width, column in zip(widths, self.columns, strict=False):
            name, tagline = self._laid(column, width)
            tallest = max(tallest, name.height + (tagline.height if tagline else 0.0))
        return tallest

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._grid is None:
            return self._tall(())
        # The grid may be narrower than we are, by the bar and button beside it.
        both = (self._grid.columns_within(width), self._grid.column_rects())
        return max(self._tall(float(each) for _, each in columns) for columns in both)

    def sizeHint(self) -> QSize:
        return QSize(self.look.em(20), self._tall(self.look.em(18) for _ in self.columns))

    def minimumSizeHint(self) -> QSize:
        return QSize(1, self._tall(()))

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rects = self._rects()
        # All names on one line, however long what is said below them.
        tall = self._text_height(width for _, width in rects)
        for (left, width), column in zip(rects, self.columns, strict=False):
            self._paint_head(painter, QRectF(left, 0, width, self.height()), column, tall)
        painter.end()

    def _paint_head(self, painter: QPainter, rect: QRectF, column: Column, tall: float) -> None:
        look, colours = self.look, self.look.option(column.index)
        radius, bar = float(look.em(0.5)), float(look.em(0.22))
        ground = QPainterPath()
        # Round at the top only, where the bar is.
        ground.addRoundedRect(rect.adjusted(0, 0, 0, radius), radius, radius)
        painter.save()
        painter.setClipRect(rect)
        painter.fillPath(ground, QColor(colours.tint))
        painter.setClipRect(QRectF(rect.left(), rect.top(), rect.width(), bar))
        painter.fillPath(ground, QColor(colours.line))
        painter.restore()
        name, tagline = self._laid(column, rect.width())
        side = float(look.em(1.7))
        middle = rect.top() + bar + (rect.height() - bar) / 2
        beside = min(tall, float(look.em(3.2)))
        paint_marker(
            painter,
            look,
            column.index,
            column.letter,
            QRectF(rect.left() + look.em(0.7), middle - tall / 2 + (beside - side) / 2, side, side),
        )
        x, y = rect.left() + look.em(0.7) + side + look.em(0.7), middle - tall / 2
        paint_text(painter, look, name.layout, name.pieces, QPointF(x, y), colours.ink)
        if tagline is not None:
            paint_text(painter, look, tagline.layout, tagline.pieces, QPointF(x, y + name.height), colours.ink)
