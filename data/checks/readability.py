"""How easy the panels are to read. A language without formulas is said to have none, never passed over in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from data.checks import english, spanish
from data.checks.reading import Reading
from data.problem import Problem
from data.schema import Section


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and its goals: a school grade that may not be higher, or an ease that may not be lower.

    `key` is its name for machines. `section` is the goal for a single section; None where it does not judge those.
    """

    key: str
    name: str
    of: Callable[[str], float]
    goal: float
    section: float | None
    advice: str
    ease: bool = False

    def misses(self, value: float, goal: float) -> bool:
        return value < goal if self.ease else value > goal


_SENTENCES: Final = (
    'Split long sentences; use everyday words; say who does what: "The team tests how you move", not "An assessment of '
    'mobility is carried out".'
)
_WORDS: Final = 'Use fewer words of three syllables or more: "help", not "assistance".'
FORMULAS: Final[Mapping[str, tuple[Formula, Formula]]] = {
    "en": (
        Formula("fk", "Flesch-Kincaid", english.flesch_kincaid, 6.0, 7.5, _SENTENCES),
        Formula("smog", "SMOG", english.smog, 8.0, None, _WORDS),
    ),
    "es": (
        Formula("fernandez_huerta", "Fernández-Huerta", spanish.fernandez_huerta, 70.0, 60.0, _SENTENCES, ease=True),
        Formula("inflesz", "INFLESZ", spanish.inflesz, 65.0, None, _WORDS, ease=True),
    ),
}
"""By language. The goals for Spanish are "rather easy" on each scale, which is that of the sixth school year."""


@dataclass(frozen=True, slots=True)
class Grades:
    """Of one option's panel under one reason, rounded to a tenth, as shown and as judged.

    `first` and `second` are by the two formulas of the language; `sections` by the first.
    """

    first: float
    second: float
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
            by_text[text] = round(first.of(text), 1)
        return by_text[text]

    found: dict[str, dict[str, Grades]] = {}
    for option in reading.options:
        of_option = found.setdefault(option, {})
        for reason in reading.reasons:
            sections = {s.value: grade("\n".join(reading.section(option, reason, s)[1])) for s in Section}
            panel = reading.panel(option, reason)
            of_option[reason] = Grades(grade(panel), round(second.of(panel), 1), sections)
    return found


def panel_grades(reading: Reading, reason: str) -> dict[str, tuple[float, float]]:
    """Of each option's panel under one reason, by the two formulas; empty where the language has none."""
    pair = formulas(reading.language)
    if pair is None:
        return {}
    panels = {option: reading.panel(option, reason) for option in reading.options}
    return {option: (round(pair[0].of(text), 1), round(pair[1].of(text), 1)) for option, text in panels.items()}


def too_hard(reading: Reading, found: Mapping[str, Mapping[str, Grades]]) -> Iterator[Problem]:
    """A finding for each panel and section that misses its goal; a section that several reasons show is named once."""
    pair = formulas(reading.language)
    if pair is None:
        message = f'There is no readability formula for "{reading.language}" yet, so nothing was measured.'
        yield Problem(
            reading.file, "$.language", "no-formula", message, "Have a fluent reader judge it, and say who did."
        )
        return
    named: set[str] = set()
    for option, by_reason in found.items():
        for reason, of_panel in by_reason.items():
            at = f"$.panels.{reading.key(reason)}.{option}"
            for formula, value in zip(pair, (of_panel.first, of_panel.second), strict=True):
                if formula.misses(value, formula.goal):
                    message = f'For "{reason}" this panel reads at {_of(formula, value, formula.goal)}.'
                    yield Problem(reading.file, at, "grade", message, formula.advice)
            formula = pair[0]
            for section, value in of_panel.sections.items():
                path = reading.section(option, reason, Section(section))[0]
                if formula.section is not None and formula.misses(value, formula.section) and path not in named:
                    named.add(path)
                    message = f"This section reads at {_of(formula, value, formula.section)}."
                    yield Problem(reading.file, path, "grade", message, formula.advice)


def _of(formula: Formula, value: float, goal: float) -> str:
    what, side = ("an ease of", "least") if formula.ease else ("grade", "most")
    return f"{what} {value} ({formula.name}); the {side} is {goal}"
