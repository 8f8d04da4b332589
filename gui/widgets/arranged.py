"""What every layout of ours does alike: keeps items, knows its height for each width, arranges in one function."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


def height_at(thing: QLayoutItem | QWidget, width: int) -> int:
    """How high it is at that width."""
    return thing.heightForWidth(width) if thing.hasHeightForWidth() else thing.sizeHint().height()


class ArrangedLayout(QLayout):
    """Measured and placed by the same `_arrange`, so that what was measured is what is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._known: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        """The height in pixels that the items take in the width of `rect`; with `place` they are also put there."""
        raise NotImplementedError

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._known:
            self._known[width] = self._arrange(QRect(0, 0, width, 0), place=False)
        return self._known[width]

    def invalidate(self) -> None:
        self._known.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, place=True)
