"""Which rows of the grid a visit shows, found how, and which filter to loosen where none is left."""

from __future__ import annotations

from dataclasses import dataclass

from data.comparison import Comparison, Row
from gui.visit.state import Intent, Visit
from gui.visit.words import Words


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row as this person has it. `mine` holds the short words of the ticked statements tied to it, in pack order."""

    row: Row
    mine: tuple[str, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Loosen:
    """The one filter to loosen: `filter` is search, groups, only_different, only_mine or all; `shows` counts rows."""

    filter: str
    intent: Intent
    shows: int


@dataclass(frozen=True, slots=True)
class Filtered:
    """`shown` holds row ids in pack order; `shown_for` words that were found instead of those typed."""

    shown: tuple[str, ...]
    total: int
    shown_for: tuple[str, ...]
    loosen: Loosen | None


class Found:
    """What a search found: rows, and where it stands in texts."""

    words: tuple[str, ...]
    """Words found instead of those typed, by synonym or in spite of a slip."""

    def marks(self, text: str) -> tuple[tuple[int, int], ...]:
        """Spans (start, end) of `text` to mark, in order, never overlapping."""
        raise NotImplementedError


class SearchIndex:
    """Everything to search in, prepared once a comparison. `find` keeps its latest answer, as a keystroke asks twice."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison

    def find(self, query: str) -> Found:
        raise NotImplementedError


def grid_rows(comparison: Comparison, visit: Visit) -> tuple[GridRow, ...]:
    """All rows in pack order, filtered or not."""
    raise NotImplementedError


def filtered(comparison: Comparison, visit: Visit, index: SearchIndex) -> Filtered:
    """The rows that all filters of the visit leave."""
    raise NotImplementedError


def visible(comparison: Comparison, visit: Visit, index: SearchIndex) -> frozenset[str]:
    """The ids of the rows shown."""
    return frozenset(filtered(comparison, visit, index).shown)


def marks(index: SearchIndex, query: str, text: str) -> tuple[tuple[int, int], ...]:
    """Spans (start, end) in a plain text of question, headline or detail where the search stands."""
    return index.find(query).marks(text)


def count_line(found: Filtered, words: Words) -> str:
    """ "18 of 24 questions shown", to show and to announce."""
    raise NotImplementedError


def loosen_line(loosen: Loosen, words: Words) -> str:
    """What the button says that loosens a filter."""
    raise NotImplementedError
