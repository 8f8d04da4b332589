"""Two things on one page that scrolls as a whole: below one another, or side by side with the shorter one in view."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget

from gui.widgets.arranged import ArrangedLayout, height_at

SHARES = (3, 2)
"""Of the width, where they stand side by side."""


class SpreadLayout(ArrangedLayout):
    """Of two side by side the shorter one stays in view: `shift` says how far the page is scrolled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.across, self._gap, self._scrolled, self._view = False, 0, 0, 0

    def set_across(self, on: bool) -> None:
        if on != self.across:
            self.across = on
            self.invalidate()

    def set_gap(self, gap: int) -> None:
        self._gap = gap
        self.invalidate()

    def shift(self, scrolled: int, view: int) -> None:
        """The page is scrolled by so many pixels, of which `view` are seen at once."""
        if (scrolled, view) != (self._scrolled, self._view):
            self._scrolled, self._view = scrolled, view
            if self.across:
                self._arrange(self.geometry(), place=True)

    def sizeHint(self) -> QSize:
        width = max(item.sizeHint().width() for item in self._items)
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        return QSize(max(item.minimumSize().width() for item in self._items), 0)

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        first = (rect.width() - self._gap) * SHARES[0] // sum(SHARES)
        widths = (first, rect.width() - self._gap - first) if self.across else (rect.width(),) * 2
        heights = [height_at(item, width) for item, width in zip(self._items, widths, strict=True)]
        if place:
            x, y = rect.x(), rect.y()
            for item, width, height in zip(self._items, widths, heights, strict=True):
                down = self._down(height, rect.height()) if self.across else 0
                item.setGeometry(QRect(x, y + down, width, height))
                x += width + self._gap if self.across else 0
                y += 0 if self.across else height + self._gap
        return max(heights) if self.across else sum(heights) + self._gap

    def _down(self, height: int, page: int) -> int:
        """How far down a thing of that height stands on its page."""
        spare, way = page - height, page - self._view
        if spare <= 0 or way <= 0:
            return 0
        return min(spare, self._scrolled if height <= self._view else self._scrolled * spare // way)
