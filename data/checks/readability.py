"""School grades of the panels. A language without formulas is said to have none, never passed over in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from data.checks.english import flesch_kincaid, smog
from data.checks.reading import Reading
from data.problem import Problem
from data.schema import Section

MOST_FLESCH_KINCAID: Final = 6.0
MOST_SMOG: Final = 8.0
MOST_SECTION: Final = 7.5
"""Flesch-Kincaid of one section."""

Formula = Callable[[str], float]
FORMULAS: Final[Mapping[str, tuple[Formula, Formula]]] = {"en": (flesch_kincaid, smog)}
"""By language: the formula for panels and sections, and a second one for panels."""


@dataclass(frozen=True, slots=True)
class Grades:
    """Of one option's panel under one reason, rounded to a tenth, as shown and as judged."""

    fk: float
    smog: float
    sections: Mapping[str, float]


def formulas(language: str) -> tuple[Formula, Formula] | None:
    """The formulas of a language; "en-GB" has those of "en"."""
    return FORMULAS.get(language.partition("-")[0])


def grades(reading: Reading) -> dict[str, dict[str, Grades]]:
    """By option and reason; empty where the language has no formulas."""
    pair = formulas(reading.language)
    if pair is None:
        return {}
    first, second = pair
    by_text: dict[str, float] = {}

    def grade(text: str) -> float:
        if text not in by_text:
            by_text[text] = round(first(text), 1)
        return by_text[text]

    found: dict[str, dict[str, Grades]] = {}
    for option in reading.options:
        of_option = found.setdefault(option, {})
        for reason in reading.reasons:
            sections = {s.value: grade("\n".join(reading.section(option, reason, s)[1])) for s in Section}
            panel = reading.panel(option, reason)
            of_option[reason] = Grades(grade(panel), round(second(panel), 1), sections)
    return found


def too_hard(reading: Reading, found: Mapping[str, Mapping[str, Grades]]) -> Iterator[Problem]:
    """A finding for each panel and section above its grade; a section that several reasons show is named once."""
    if not found:
        message = f'There is no readability formula for "{reading.language}" yet, so nothing was measured.'
        yield Problem(
            reading.file, "$.language", "no-formula", message, "Have a fluent reader judge it, and say who did."
        )
        return
    named: set[str] = set()
    for option, by_reason in found.items():
        for reason, of_panel in by_reason.items():
            at = f"$.panels.{reading.key(reason)}.{option}"
            advice = "Split long sentences; use everyday words; say who does what."
            if of_panel.fk > MOST_FLESCH_KINCAID:
                message = f'For "{reason}" this panel reads at grade {of_panel.fk} (Flesch-Kincaid); the goal is 6.0.'
                yield Problem(reading.file, at, "grade", message, advice)
            if of_panel.smog > MOST_SMOG:
                message = f'For "{reason}" this panel reads at grade {of_panel.smog} (SMOG); the goal is 8.0.'
                yield Problem(reading.file, at, "grade", message, "Use fewer words of three syllables or more.")
            for section, grade in of_panel.sections.items():
                path = reading.section(option, reason, Section(section))[0]
                if grade > MOST_SECTION and path not in named:
                    named.add(path)
                    message = f"This section reads at grade {grade} (Flesch-Kincaid); the most is {MOST_SECTION}."
                    yield Problem(reading.file, path, "grade", message, advice)
