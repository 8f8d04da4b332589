"""The short way and the long way, and how long each takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from data.comparison import Comparison, Row, Text
from data.prose import plain
from data.schema import Use

WORDS_A_MINUTE = 180
"""A slow, careful reader on a screen."""
SECONDS_A_TICK = 5
"""To think about one statement of the checklist, beyond reading it."""
SECONDS_A_ANSWER = 10
"""To think about one question of the quiz or about being ready, beyond reading it."""
SECONDS_FOR_SHEET = 45


@dataclass(frozen=True, slots=True)
class Minutes:
    """How long each way takes, in whole minutes; the long way in fives from ten on."""

    short: int
    long: int


def differ_most(comparison: Comparison, count: int = 3) -> tuple[str, ...]:
    """Ids of the rows that differ most, the one that differs most first.

    First come rows in which more pairs of the options in use differ, then those in which no two options are told in the
    same words, then those with more distinct answers, then those with more statements tied to them, then the pack's
    order. Rows in which no option differs are left out, so there may be fewer than `count`.
    """
    in_use = {option.id for option in comparison.options if option.use is not Use.NOT_USED}
    tied: dict[str, int] = {}
    for statement in comparison.statements:
        for factor in set(statement.factors):
            tied[factor] = tied.get(factor, 0) + 1

    def rank(row: Row) -> tuple[int, int, int, int]:
        used = [cell.answer for cell in row.cells if cell.option in in_use]
        apart = sum(a != b for a, b in combinations(used, 2))
        told = len({plain(cell.headline).casefold() for cell in row.cells})
        return -apart, -told, -len({cell.answer for cell in row.cells}), -tied.get(row.id, 0)

    ranked = sorted((row for row in comparison.rows if row.differs), key=rank)
    return tuple(row.id for row in ranked[:count])


def minutes(comparison: Comparison) -> Minutes:
    """How long both ways take: reading, thinking about each statement, and the sheet."""
    checklist = [statement.say for statement in comparison.statements]
    seconds = SECONDS_A_TICK * len(checklist) + SECONDS_FOR_SHEET
    few = [comparison.row(row) for row in differ_most(comparison)]
    asked = [*(q.ask for q in comparison.quiz), *(q.ask for q in comparison.readiness)]
    short = _reading([*_rows(few), *checklist]) + seconds
    long = _reading([*_rows(comparison.rows), *_panels(comparison), *checklist, *asked])
    long += seconds + SECONDS_A_ANSWER * len(asked)
    return Minutes(_minutes(short), _in_fives(_minutes(long)))


def _rows(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        yield plain(row.question)
        for cell in row.cells:
            yield plain(cell.headline)
            yield plain(cell.detail)


def _panels(comparison: Comparison) -> Iterator[str]:
    texts: Iterator[Text] = (
        paragraph for option in comparison.options for section in option.sections for paragraph in section.paragraphs
    )
    yield from map(plain, texts)


def _reading(texts: Iterable[str]) -> int:
    """Seconds."""
    return sum(len(text.split()) for text in texts) * 60 // WORDS_A_MINUTE


def _minutes(seconds: int) -> int:
    return max(1, -(-seconds // 60))


def _in_fives(whole: int) -> int:
    return whole if whole < 10 else -(-whole // 5) * 5
