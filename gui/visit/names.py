"""What the options are called in their columns, and what stands instead while their names are hidden."""

from __future__ import annotations

from dataclasses import dataclass

from data.comparison import Comparison, Text
from gui.visit.state import Visit


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `index` chooses colour and shape: the place in the pack, or the column's own while names are hidden.

    While names are hidden, `letter`, `name` and `short` are all the letter of the column and `tagline` is empty.
    """

    option_id: str
    index: int
    letter: str
    name: str
    short: str
    tagline: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Mask:
    """Puts letters in place of names."""

    def text(self, text: str) -> str:
        """The text with every name of an option replaced by the letter of its column."""
        raise NotImplementedError

    def pieces(self, pieces: Text) -> Text:
        """The same for a text in pieces; a name may run over several."""
        raise NotImplementedError


def columns(comparison: Comparison, visit: Visit) -> tuple[Column, ...]:
    """The columns from left to right, shared by grid, checklist, sentences and sheet."""
    raise NotImplementedError


def mask(comparison: Comparison, visit: Visit) -> Mask | None:
    """What hides the names in texts; None while names are shown."""
    raise NotImplementedError


def veiled(comparison: Comparison, visit: Visit) -> Comparison:
    """The comparison with every name in every text hidden; the same object while names are shown."""
    raise NotImplementedError
