"""Layouts that break lines: chips that flow, and equal columns that never leave one item alone."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QSizePolicy, QWidget

from gui.widgets.arranged import ArrangedLayout, height_at


class FlowLayout(ArrangedLayout):
    """Items side by side at their own size, onto a new line where they no longer fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap = (8, 8)

    def set_gap(self, across: int, down: int) -> None:
        self._gap = (across, down)
        self.invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in shown) + self._gap[0] * max(0, len(shown) - 1)
        margins = self.contentsMargins()
        height = max((size.height() for size in shown), default=0)
        return QSize(width + margins.left() + margins.right(), height + margins.top() + margins.bottom())

    def minimumSize(self) -> QSize:
        shown = [(item.minimumSize(), item.hasHeightForWidth()) for item in self._items if not item.isEmpty()]
        margins = self.contentsMargins()
        # What breaks its words does so before it makes the whole line wider than there is room for.
        width = max((size.height() if breaks else size.width() for size, breaks in shown), default=0)
        height = max((size.height() for size, _ in shown), default=0)
        return QSize(width + margins.left() + margins.right(), height + margins.top() + margins.bottom())

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        margins = self.contentsMargins()
        area = rect.adjusted(margins.left(), margins.top(), -margins.right(), -margins.bottom())
        lines: list[list[tuple[QLayoutItem, QSize]]] = [[]]
        x = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(max(1, area.width()), 100_000))
            if item.hasHeightForWidth():
                size.setHeight(item.heightForWidth(size.width()))
            if lines[-1] and x + size.width() > area.width():
                lines.append([])
                x = 0
            lines[-1].append((item, size))
            x += size.width() + self._gap[0]
        y = area.top()
        for line in lines:
            height = max((size.height() for _, size in line), default=0)
            x = area.left()
            for item, size in line:
                if place:
                    item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
                x += size.width() + self._gap[0]
            y += height + (self._gap[1] if line else 0)
        used = y - area.top() - (self._gap[1] if lines[-1] else 0)
        return used + margins.top() + margins.bottom()


class EvenLayout(ArrangedLayout):
    """Equal columns, as many as fit at `least` pixels each, rows equally filled, items of a row equally high."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least, self._gap = 100, (8, 8)

    def set_measures(self, least: int, across: int, down: int) -> None:
        self._least, self._gap = least, (across, down)
        self.invalidate()

    def sizeHint(self) -> QSize:
        count = max(1, len(self._shown()))
        width = count * self._least + (count - 1) * self._gap[0]
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        width = max((item.minimumSize().width() for item in self._shown()), default=0)
        return QSize(width, max((item.minimumSize().height() for item in self._shown()), default=0))

    def columns(self, width: int) -> int:
        """How many columns there are at that width."""
        count = len(self._shown())
        fit = max(1, min(count or 1, (width + self._gap[0]) // max(1, self._least + self._gap[0])))
        rows = -(-count // fit) if count else 1
        return max(1, -(-count // rows)) if count else 1

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        items = self._shown()
        columns = self.columns(rect.width())
        across, down = self._gap
        width = (rect.width() - across * (columns - 1)) // columns
        y = rect.top()
        for start in range(0, len(items), columns):
            line = items[start : start + columns]
            height = max(height_at(item, width) for item in line)
            if place:
                for i, item in enumerate(line):
                    item.setGeometry(QRect(rect.left() + i * (width + across), y, width, height))
            y += height + down
        return max(0, y - down - rect.top())


class FlowBox(QWidget):
    """A widget whose children flow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.flow = FlowLayout(self)
        # It paints nothing itself: where it grows or shrinks, what stands in it is as it was.
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        self.flow.addWidget(widget)
        # Without an alignment Qt holds a widget of fixed height to one line, also where its words break.
        self.flow.setAlignment(widget, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        widget.show()


class EvenBox(QWidget):
    """A widget whose children stand in equal columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.even = EvenLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        self.even.addWidget(widget)
