"""What the ticks say so far. The rule is written for people in docs/what-this-says.md."""

from __future__ import annotations

from dataclasses import dataclass

from data.comparison import Comparison
from data.schema import Fit
from gui.visit.names import Column
from gui.visit.state import Visit
from gui.visit.words import Words


@dataclass(frozen=True, slots=True)
class SignsRow:
    """A ticked factor in the table of signs; `fits` in the order of the columns."""

    statement: str
    short: str
    a_lot: bool
    fits: tuple[Fit, ...]


@dataclass(frozen=True, slots=True)
class Fall:
    """How the ticked factors fall for one option, counted without weights, and the same in words."""

    option_id: str
    fits: int
    partly: int
    does_not_fit: int
    not_known: int
    say: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A ticked factor that alone would change the sentences: dropped, or with the other weight; `say` says so."""

    statement: str
    if_dropped: bool
    if_reweighted: bool
    say: str


@dataclass(frozen=True, slots=True)
class Says:
    """`sentences` are the verdict (or, with no ticks, the invitation); `caution` always stands below it.

    `close` holds the option ids that are too close to call between, in column order; empty when `too_close` is False.
    `not_known` has one sentence an option with answers not known.
    """

    ticked: int
    columns: tuple[Column, ...]
    rows: tuple[SignsRow, ...]
    falls: tuple[Fall, ...]
    sentences: tuple[str, ...]
    too_close: bool
    close: tuple[str, ...]
    turns: tuple[Turn, ...]
    not_known: tuple[str, ...]
    caution: str


def says(comparison: Comparison, visit: Visit, words: Words) -> Says:
    """What the ticks of a visit say, under the comparison's reason."""
    raise NotImplementedError
