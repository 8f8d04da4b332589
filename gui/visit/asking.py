"""Which questions to ask are offered, in which order, and which go on the sheet."""

from __future__ import annotations

from dataclasses import dataclass

from data.comparison import Comparison, QuestionView
from gui.visit.state import Visit


@dataclass(frozen=True, slots=True)
class Offer:
    """A question on offer. `because` is the key of words that say why it comes first, or "" for the rest.

    `picked` by the person; `automatic` stands on the sheet unasked.
    """

    question: QuestionView
    topic: str
    because: str
    picked: bool
    automatic: bool


def offers(comparison: Comparison, visit: Visit) -> tuple[Offer, ...]:
    """All questions of this reason: first those that something raises, then the rest by topic."""
    raise NotImplementedError


def on_sheet(comparison: Comparison, visit: Visit) -> tuple[QuestionView, ...]:
    """The questions of the sheet: the automatic ones, then the picked ones."""
    raise NotImplementedError
