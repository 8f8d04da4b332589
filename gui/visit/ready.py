"""Check what you know, and "Am I ready?"."""

from __future__ import annotations

from dataclasses import dataclass

from data.comparison import Comparison, QuizView, ReadinessView
from gui.visit.state import Screen, Visit
from gui.visit.words import Words


@dataclass(frozen=True, slots=True)
class QuizLine:
    """A quiz question; `chosen` and `right` are None before an answer. `row` is the row of the grid to go to.

    `verdict` is "" before an answer; the reason is `question.why`.
    """

    question: QuizView
    chosen: int | None
    right: bool | None
    verdict: str
    row: str


@dataclass(frozen=True, slots=True)
class ReadyLine:
    """A readiness question; after a no, `screen` helps and `questions` (ids) are raised for the sheet."""

    question: ReadinessView
    answer: bool | None
    screen: Screen | None
    to_questions: bool
    questions: tuple[str, ...]


def quiz(comparison: Comparison, visit: Visit, words: Words) -> tuple[QuizLine, ...]:
    raise NotImplementedError


def readiness(comparison: Comparison, visit: Visit) -> tuple[ReadyLine, ...]:
    raise NotImplementedError


def gaps(comparison: Comparison, visit: Visit) -> tuple[ReadinessView, ...]:
    """Those answered no."""
    raise NotImplementedError
