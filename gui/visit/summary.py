"""What a person takes home, frozen: screen, paper, PDF, plain text and QR all show this and nothing else."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.comparison import Comparison, OutcomeView
from data.schema import Fit
from gui.visit.state import Visit
from gui.visit.words import Words

if TYPE_CHECKING:
    from data.library import Pack


@dataclass(frozen=True, slots=True)
class SheetOption:
    id: str
    index: int
    letter: str
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class SheetFit:
    option: str
    fit: Fit
    word: str
    why: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    say: str
    short: str
    a_lot: bool
    fits: tuple[SheetFit, ...]


@dataclass(frozen=True, slots=True)
class SheetReadiness:
    """`answer` is yes (True), no (False) or not answered (None); `word` says it."""

    short: str
    answer: bool | None
    word: str


@dataclass(frozen=True, slots=True)
class Summary:
    """One person's sheet. Every text is plain words in `language`, ready to be set."""

    language: str
    pack_name: str
    reason: str
    reason_chosen: bool
    clinic_word: str | None
    clinic_answer: str
    options: tuple[SheetOption, ...]
    """In the order of the person's columns."""
    matters: tuple[SheetRow, ...]
    """Those that matter a lot first, then in the pack's order."""
    says: tuple[str, ...]
    """What the ticks say so far, sentence by sentence; empty without ticks."""
    lean: str | None
    """An option's id, `state.LEAN_UNKNOWN`, or None."""
    lean_word: str
    questions: tuple[str, ...]
    not_known: tuple[str, ...]
    outcomes: tuple[OutcomeView, ...]
    """The figures of the reason, for the icon arrays."""
    top_three: tuple[str, ...]
    readiness: tuple[SheetReadiness, ...]
    content: str
    """Name, version, short hash and language of the content."""
    reviewed: str
    sources: tuple[str, ...]
    """One citation a line, those behind this sheet."""


def summarise(
    pack: Pack, comparison: Comparison, visit: Visit, words: Words, today: datetime.date | None = None
) -> Summary:
    """The sheet of a visit, names always shown. With `today`, a review date that has passed is said."""
    raise NotImplementedError
