"""The bar at the right of what scrolls: as wide as the look says, seen at once."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QScrollBar, QStyle, QStyleOptionSlider, QWidget

from gui.theme.look import Look
from gui.widgets.pressable import paint_box


class SlimBar(QScrollBar):
    """An upright bar that paints itself."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.look = look
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        look.changed.connect(self.relook)

    def relook(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(max(6, self.look.em(0.6)), self.look.em(4))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: object) -> None:
        look = self.look
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ScrollBarSlider
        handle = QRectF(self.style().subControlRect(QStyle.ComplexControl.CC_ScrollBar, option, part, self))
        painter = QPainter(self)
        radius = self.width() / 2
        rect = QRectF(self.rect())
        edge = look.colour("line") if look.scheme.high else None
        paint_box(painter, rect, radius, look.colour("frame"), edge, look.stroke(0.045))
        if self.maximum() > self.minimum():
            handle.setLeft(rect.left())
            handle.setRight(rect.right())
            least = min(rect.height(), 2.0 * look.em_px)
            if handle.height() < least:
                share = self.value() / self.maximum() if self.maximum() else 0.0
                handle.setTop(rect.top() + (rect.height() - least) * share)
                handle.setHeight(least)
            paint_box(painter, handle, radius, look.colour("control-line"))
        painter.end()
