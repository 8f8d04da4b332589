"""Whether the options are told with the same weight: words, sentences, benefits and harms, figures, praise.

Measured under each reason. The ratio of a section is its shortest text divided by its longest, over the options;
0.87 or more means that each option's words are between 0.85 and 1.15 of every other's.

The checklist is measured by ticking everything: two options at a time, one point for each statement that one of them
fits better, over the statements known for both. An option that is two or more ahead is what a person would be leaned
towards without having chosen anything; the program itself takes less than two as too close to call. An option that
is not used for a reason may be behind, as what is known of it there is mostly what speaks against it; it may not be
ahead. That it is not used is no misfit by itself: its fit is then not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from data.checks.english import sentences, words
from data.checks.lists import word_list
from data.checks.reading import Reading
from data.problem import Problem
from data.prose import figure_ids
from data.schema import ALL, Fit, Section, Use

LEAST_RATIO: Final = 1 / 1.15
LEAN: Final = 2

_RANK: Final = {Fit.DOES_NOT_FIT: 0, Fit.PARTLY: 1, Fit.FITS: 2}


@dataclass(frozen=True, slots=True)
class OfOption:
    """Counts of one option's panel; `benefits` and `harms` are sentences of the two sections."""

    words: int
    sentences: int
    benefits: int
    harms: int
    figures: int
    praise_and_blame: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfReason:
    """`sections` has the words by section and option, `ratios` the ratio by section, `lean` the points by pair.

    `not_used` are the options that are not used for the reason.
    """

    options: Mapping[str, OfOption]
    sections: Mapping[str, Mapping[str, int]]
    ratios: Mapping[str, float]
    lean: Mapping[tuple[str, str], int]
    not_used: frozenset[str]

    def leans(self) -> Iterator[tuple[str, str, int]]:
        """Pairs in which one option is too far ahead, that one first."""
        for (first, second), points in self.lean.items():
            ahead, behind = (first, second) if points > 0 else (second, first)
            if abs(points) >= LEAN and behind not in self.not_used:
                yield ahead, behind, abs(points)


def balance(reading: Reading) -> dict[str, OfReason]:
    """By reason."""
    return {reason: _of_reason(reading, reason) for reason in reading.reasons}


def _of_reason(reading: Reading, reason: str) -> OfReason:
    sections = {
        section.value: {
            option: sum(len(words(p)) for p in reading.section(option, reason, section)[1])
            for option in reading.options
        }
        for section in Section
    }
    ratios = {name: _ratio(list(counts.values())) for name, counts in sections.items()}
    options = {option: _of_option(reading, option, reason) for option in reading.options}
    use = next((r.use for r in reading.structure.reasons if r.id == reason), {})
    not_used = frozenset(option for option in reading.options if use.get(option) is Use.NOT_USED)
    return OfReason(options, sections, ratios, lean(reading, reason), not_used)


def _ratio(counts: list[int]) -> float:
    return round(min(counts) / max(counts), 2) if max(counts, default=0) else 1.0


def _of_option(reading: Reading, option: str, reason: str) -> OfOption:
    panel = reading.panel(option, reason)
    cells = "\n".join(f"{cell.headline}\n{cell.detail}" for _, cell in reading.cells(option, reason))
    found = {word.lower() for word in words(f"{panel}\n{cells}")} & word_list("judging", reading.language)
    raw = [p for s in Section for p in _raw(reading, option, reason, s)] + [cells]
    arms = sum(arm.option == option for outcome in reading.outcomes(reason) for arm in outcome.arms)
    return OfOption(
        words=len(words(panel)),
        sentences=len(sentences(panel)),
        benefits=_sentences_of(reading, option, reason, Section.BETTER),
        harms=_sentences_of(reading, option, reason, Section.WORSE),
        figures=sum(len(figure_ids(text)) for text in raw) + arms,
        praise_and_blame=tuple(sorted(found)),
    )


def _raw(reading: Reading, option: str, reason: str, section: Section) -> tuple[str, ...]:
    for key in (reading.key(reason), ALL):
        panel = reading.texts.panels.get(key, {}).get(option)
        if panel is not None and section in panel.sections:
            return panel.sections[section]
    return ()


def _sentences_of(reading: Reading, option: str, reason: str, section: Section) -> int:
    return sum(len(sentences(paragraph)) for paragraph in reading.section(option, reason, section)[1])


def lean(reading: Reading, reason: str) -> dict[tuple[str, str], int]:
    """For each pair of options, how far the first is ahead if everything is ticked; below zero if it is behind."""
    points = dict.fromkeys(combinations(reading.options, 2), 0)
    for statement in reading.structure.statements:
        fits = statement.fits.get(reading.key(reason)) or statement.fits.get(ALL) or {}
        for first, second in points:
            a = _RANK.get(fits[first].fit) if first in fits else None
            b = _RANK.get(fits[second].fit) if second in fits else None
            if a is not None and b is not None:
                points[first, second] += (a > b) - (a < b)
    return points


def uneven(reading: Reading, found: Mapping[str, OfReason]) -> Iterator[Problem]:
    """A finding for every section, word and checklist that tells one option with another weight."""
    named: set[tuple[str, str]] = set()
    for reason, of_reason in found.items():
        key = reading.key(reason)
        for section, ratio in of_reason.ratios.items():
            counts = of_reason.sections[section]
            paths = {reading.section(option, reason, Section(section))[0] for option in reading.options}
            at = f"$.panels.{key if all(f'.{key}.' in path for path in paths) else ALL}"
            if _exact(counts) < LEAST_RATIO and (at, section) not in named:
                named.add((at, section))
                shown = ", ".join(f"{option} {count}" for option, count in counts.items())
                message = f'The section "{section}" has {shown} words: a ratio of {ratio}.'
                fix = (
                    f"Aim for {max(counts.values())} or so in each; the shortest needs {_needed(counts)} words or more."
                )
                yield Problem(reading.file, f"{at}.*.sections.{section}", "uneven", message, fix)
        yield from _praise(reading, reason, of_reason)
        for ahead, behind, points in of_reason.leans():
            message = f'For "{reason}", ticking everything puts "{ahead}" {points} ahead of "{behind}".'
            fix = f'Word some statements so that they speak for "{behind}" too, or add one that does.'
            yield Problem("pack.json", "$.statements", "checklist-leans", message, fix)


def _exact(counts: Mapping[str, int]) -> float:
    return min(counts.values()) / max(counts.values()) if max(counts.values(), default=0) else 1.0


def _needed(counts: Mapping[str, int]) -> int:
    return -int(-max(counts.values()) // 1.15)


def _praise(reading: Reading, reason: str, of_reason: OfReason) -> Iterator[Problem]:
    for option, counts in of_reason.options.items():
        others = {word for other, its in of_reason.options.items() if other != option for word in its.praise_and_blame}
        alone = [word for word in counts.praise_and_blame if word not in others]
        if alone:
            message = f'For "{reason}", only "{option}" is told with: {", ".join(alone)}.'
            fix = "Say what happens instead of how it is to be judged, or use the word wherever it holds."
            yield Problem(reading.file, f"$.panels.{reading.key(reason)}.{option}", "one-sided-word", message, fix)
