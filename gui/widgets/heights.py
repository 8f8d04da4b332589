"""Rows one above another, some measured and some estimated."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate


class Heights:
    """Heights of rows in pixels, and where each row begins."""

    def __init__(self) -> None:
        self._heights: list[int] = []
        self._measured: set[int] = set()
        self._tops: list[int] | None = None

    def reset(self, count: int, estimate: int) -> None:
        """`count` rows, none measured."""
        self._heights, self._measured, self._tops = [max(1, estimate)] * count, set(), None

    def __len__(self) -> int:
        return len(self._heights)

    def measured(self, row: int) -> bool:
        return row in self._measured

    def put(self, row: int, height: int) -> None:
        """The measured height of a row."""
        self._measured.add(row)
        self.suppose(row, height)

    def suppose(self, row: int, height: int) -> None:
        """A better estimate of the height of a row."""
        if self._heights[row] != height:
            self._heights[row], self._tops = height, None

    def forget(self, first: int, last: int) -> None:
        """These rows are to be measured again; until then their heights are estimates."""
        if last - first + 1 >= len(self._measured):
            self._measured = {row for row in self._measured if not first <= row <= last}
        else:
            self._measured.difference_update(range(first, last + 1))

    def mean(self, otherwise: int) -> int:
        """The mean of the measured heights."""
        if not self._measured:
            return otherwise
        return round(sum(self._heights[row] for row in self._measured) / len(self._measured))

    def top(self, row: int) -> int:
        return self._all_tops()[row]

    def height(self, row: int) -> int:
        return self._heights[row]

    @property
    def total(self) -> int:
        return self._all_tops()[-1]

    def row_at(self, y: int) -> int:
        """The row in which `y` lies, the first or last one beyond the ends; -1 if there are no rows."""
        if not self._heights:
            return -1
        return max(0, min(len(self._heights) - 1, bisect_right(self._all_tops(), y) - 1))

    def _all_tops(self) -> list[int]:
        if self._tops is None:
            self._tops = list(accumulate(self._heights, initial=0))
        return self._tops
