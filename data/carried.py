"""Whether a checked fact carries a number: nothing is shown that its source does not say."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from data.schema import Arm, Difference, Fact, FactNumber, InFact, When

_SMALL: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_TENS: Final = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_WORDS: Final = {word: value for value, word in enumerate(_SMALL)} | _TENS | {"hundred": 100}
_FIRST: Final = "".join(sorted({word[0] for word in _WORDS}))
_NUMBER: Final = re.compile(
    r"\d(?<![A-Za-z\d.]\d)(?:\d{0,2}(?:,\d{3})+|\d*(?:\.\d+)?)" rf"|\b(?=[{_FIRST}])(?:{'|'.join(_WORDS)})\b",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"[\s%]*(?:[-–—]|to|and|or)\s*(?:about |over )?", re.IGNORECASE)
_PEOPLE: Final = r"people|person|patient|participant|adult|child|women|woman|\bmen\b|case|grower"
_UNITS: Final[Mapping[str, re.Pattern[str]]] = {
    unit: re.compile(pattern, re.IGNORECASE)
    for unit, pattern in {
        "percent": r"%|per ?cent",
        "celsius": r"degrees? C\b|°\s?C|\bC\b",
        "seconds": r"second|\bs\b",
        "minutes": r"minute|\bmin\b",
        "hours": r"hour|\bh\b",
        "days": r"\bdays?\b",
        "weeks": r"week",
        "months": r"month",
        "years": r"year|\by\b",
        "people": _PEOPLE,
        "group": _PEOPLE,
        "points": r"point|scale|score|mean pain|NRS|/10",
        "studies": r"stud|trial|RCT|review|article|report|paper|series",
    }.items()
}
_COUNTS: Final = ("people", "group", "studies", "count")
_PARTS: Final = ("value", "low", "high", "numerator", "denominator", "timeframe")
_OF: Final = r"\s*(/|of|out of)\s*(\w+ )?"
_WINDOW: Final = {"percent": 12, "celsius": 14, "people": 60, "group": 60}
_SAME_TIME: Final = {"years": ("months", 12), "weeks": ("days", 7)}


def half_up(value: float) -> int:
    """Rounded to a whole number, halves away from zero: 45.5 is 46, -3.5 is -4."""
    return int(math.copysign(math.floor(abs(value) + 0.5 + 1e-9), value))


class Standing(NamedTuple):
    """What stands at a place of a fact: one number or the two ends of a range; else the key that is wrong, and why."""

    wrong: str = ""
    message: str = ""
    fix: str = ""
    numbers: tuple[float, ...] = ()
    where: tuple[object, ...] = ()
    """Equal for two places that are one."""


class Carriers:
    """Facts with the numbers of their sentences read once."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self._facts = facts
        self._said: dict[str, tuple[tuple[float, int, int], ...]] = {}

    def standing(self, place: InFact, unit: str) -> Standing:
        """The number or range that stands at the place and counts this unit, or what is wrong with the place."""
        fact = self._facts[place.fact]
        if (place.number is None) == (place.words is None):
            named = _listed(number.id for number in fact.numbers if number.id)
            fix = f'Write "number": one of {named}.' if named else ""
            fix += f' {"Or copy" if named else "Copy"} the words of the fact that hold it: "words": "for 24 hours".'
            return Standing("fact", f"It is not said which number of {fact.id} this is.", fix.strip())
        return self._in_numbers(fact, place, unit) if place.words is None else self._in_words(fact, place, unit)

    def _in_numbers(self, fact: Fact, place: InFact, unit: str) -> Standing:
        number = next((number for number in fact.numbers if number.id == place.number), None)
        if number is None:
            named = _listed(number.id for number in fact.numbers if number.id)
            fix = f"Write one of: {named}." if named else f'Give the entry an id first: "id": "{place.number}".'
            return Standing("number", f'No number of the fact {fact.id} has the id "{place.number}".', fix)
        where = (fact.id, place.number, place.part)
        found: tuple[float | None, ...]
        if place.part == "timeframe":
            text = number.timeframe or ""
            said = _numbers_in(text)
            is_range = len(said) > 1 and _BETWEEN.fullmatch(text, said[0][2], said[1][1])
            said = said[: 2 if is_range else 1]
            found = tuple(value for value, _, _ in said)
            counts = bool(said) and self._unit_follows(text, said[-1][2], unit)
        else:
            found = (number.low, number.high) if place.part == "range" else (getattr(number, place.part),)
            words = f"{number.unit or ''} {number.label or ''}"
            wanted = _UNITS.get(unit)
            people = place.part in ("numerator", "denominator")
            counts = unit in _COUNTS if people else wanted is None or bool(wanted.search(words))
        numbers = tuple(value for value in found if value is not None)
        if len(numbers) < len(found) or not numbers:
            has = [part for part in _PARTS if getattr(number, part) is not None]
            has += ["range"] if number.low is not None and number.high is not None else []
            message = f'The number "{place.number}" of {fact.id} has no {place.part}.'
            return Standing("part", message, f'Write "part": one of {_listed(has)}.')
        if not counts:
            message = f'The {place.part} of "{place.number}" in {fact.id} does not count {unit}.'
            return Standing("unit", message, "Write the unit that the fact gives, or name the number that is meant.")
        return Standing(numbers=numbers, where=where)

    def _in_words(self, fact: Fact, place: InFact, unit: str) -> Standing:
        text, quote = _sentence(fact), place.words or ""
        begin = text.find(quote)
        if begin < 0 or "|" in quote:
            message = f"These words do not stand in the claim or the population of {fact.id}."
            return Standing("words", message, "Copy them exactly, signs and spaces too.")
        if text.find(quote, begin + 1) >= 0:
            message = f"These words stand more than once in {fact.id}."
            return Standing("words", message, "Copy a few words more, so that one place is meant.")
        end = begin + len(quote)
        touched = [said for said in self._numbers(fact) if said[1] < end and said[2] > begin]
        if place.part not in ("value", "range", "low", "high"):
            fix = 'Leave "part" out, or write range, low or high for words such as "3-9 days".'
            return Standing("part", f"Words have no {place.part}.", fix)
        wanted = 1 if place.part == "value" else 2
        cut = any(start < begin or stop > end for _, start, stop in touched)
        joined = wanted == 1 or (len(touched) == 2 and _BETWEEN.fullmatch(text, touched[0][2], touched[1][1]))
        if cut or len(touched) != wanted or not joined:
            what = "one number and no other" if wanted == 1 else "one range, such as 3-9 days, and no other number"
            message = f"These words of {fact.id} must hold {what}."
            return Standing("words", message, "Copy more or fewer words.")
        if not self._unit_follows(text, touched[-1][2], unit):
            message = f"The number in these words of {fact.id} does not count {unit}."
            return Standing("unit", message, "Write the unit that the fact gives, or copy the words that are meant.")
        numbers = tuple(value for value, _, _ in touched)
        if place.part in ("low", "high"):
            numbers = numbers[:1] if place.part == "low" else numbers[1:]
        return Standing(numbers=numbers, where=(fact.id, touched[0][1], place.part))

    def carries_pair(self, numerator: float, denominator: float, fact_ids: Sequence[str]) -> bool:
        """Whether a fact says "so many of so many"."""
        for fact in self._known(fact_ids):
            if any((number.numerator, number.denominator) == (numerator, denominator) for number in fact.numbers):
                return True
            text = _sentence(fact)
            for (v, _, end), (w, start, _) in itertools.pairwise(self._numbers(fact)):
                if (v, w) == (numerator, denominator) and re.fullmatch(_OF, text[end:start]):
                    return True
        return False

    def place_of_arm(
        self, arm: Arm, fact_ids: Sequence[str], after: tuple[int, int], when: When | None = None
    ) -> tuple[int, int] | None:
        """The first place (fact, position in it) from `after` on where the arm's own numbers stand, or None.

        With `when`, a number whose own time is another one does not count.
        """
        for index, fact in enumerate(self._known(fact_ids)):
            for position in self._arm_positions(arm, fact, when):
                if (index, position) >= after:
                    return index, position
        return None

    def carries_span(self, arm: Arm, fact_ids: Sequence[str]) -> bool:
        """Whether a fact gives the span together with the arm's own numbers, or as one range in its sentence."""
        span = arm.span
        if span is None:
            return True
        for fact in self._known(fact_ids):
            for number in fact.numbers:
                if number.low is None or number.high is None or not _is_arm(number, arm):
                    continue
                if (half_up(number.low), half_up(number.high)) == (span.low, span.high):
                    return True
            if self._range(fact, span.low, span.high, "percent"):
                return True
        return False

    def carries_difference(self, difference: Difference, fact_ids: Sequence[str]) -> bool:
        wanted = (difference.value, difference.low, difference.high)
        for fact in self._known(fact_ids):
            for number in fact.numbers:
                if number.value is None or number.low is None or number.high is None or not _is_percent(number):
                    continue
                rounded = tuple(half_up(n) for n in (number.value, number.low, number.high))
                turned = (-rounded[0], -rounded[2], -rounded[1])
                if wanted in (rounded, turned):
                    return True
        return False

    def known_span(self, arm: Arm, fact_ids: Sequence[str]) -> tuple[int, int] | None:
        """The range that a fact gives with the arm's own numbers, rounded; None if none does."""
        for fact in self._known(fact_ids):
            for number in fact.numbers:
                if number.low is not None and number.high is not None and _is_arm(number, arm):
                    return half_up(number.low), half_up(number.high)
        return None

    def known_difference(self, between: int, fact_ids: Sequence[str]) -> tuple[int, int, int] | None:
        """The difference with its range that a fact gives for groups that differ by so much, rounded; None if none."""
        for fact in self._known(fact_ids):
            for number in fact.numbers:
                words = f"{number.unit or ''} {number.label or ''}"
                if number.value is None or number.low is None or number.high is None or "differ" not in words:
                    continue
                if _is_percent(number) and abs(number.value - between) <= 1:
                    return half_up(number.value), half_up(number.low), half_up(number.high)
        return None

    def _known(self, fact_ids: Iterable[str]) -> list[Fact]:
        return [self._facts[fact_id] for fact_id in fact_ids if fact_id in self._facts]

    def _range(self, fact: Fact, low: float, high: float, unit: str) -> bool:
        wanted = _UNITS.get(unit)
        for number in fact.numbers:
            words = f"{number.unit or ''} {number.label or ''}"
            if (number.low, number.high) == (low, high) and (wanted is None or wanted.search(words)):
                return True
            if number.timeframe and _adjacent(_numbers_in(number.timeframe), number.timeframe, low, high):
                return True
        text = _sentence(fact)
        end = _adjacent(self._numbers(fact), text, abs(low), abs(high))
        return end is not None and self._unit_follows(text, end, unit)

    def _arm_positions(self, arm: Arm, fact: Fact, when: When | None) -> list[int]:
        """Places in the fact where the arm's numbers stand: among its numbers, or else in its sentence."""
        found = [position for position, number in enumerate(fact.numbers) if _is_arm(number, arm)]
        if found:
            return [p for p in found if when is None or _may_be_at(fact.numbers[p].timeframe, when)]
        text, said = _sentence(fact), self._numbers(fact)
        if arm.numerator is None:
            percent = arm.percent
            return [1000 + start for v, start, end in said if v == percent and self._unit_follows(text, end, "percent")]
        return [
            1000 + start
            for (v, start, end), (w, next_start, _) in itertools.pairwise(said)
            if v == arm.numerator and w == arm.denominator and re.fullmatch(_OF, text[end:next_start])
        ]

    def _numbers(self, fact: Fact) -> tuple[tuple[float, int, int], ...]:
        if fact.id not in self._said:
            self._said[fact.id] = _numbers_in(_sentence(fact))
        return self._said[fact.id]

    def _unit_follows(self, text: str, end: int, unit: str) -> bool:
        wanted = _UNITS.get(unit)
        return wanted is None or bool(wanted.search(text, end, end + _WINDOW.get(unit, 30)))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _sentence(fact: Fact) -> str:
    return f"{fact.claim} | {fact.population or ''}"


def _numbers_in(text: str) -> tuple[tuple[float, int, int], ...]:
    return tuple((_value(m.group()), m.start(), m.end()) for m in _NUMBER.finditer(text))


def _value(text: str) -> float:
    word = _WORDS.get(text.lower())
    return float(word) if word is not None else float(text.replace(",", ""))


def _adjacent(said: Sequence[tuple[float, int, int]], text: str, low: float, high: float) -> int | None:
    """Where a range "low to high" ends in the text, or None."""
    for (v, _, end), (w, start, end_of_range) in itertools.pairwise(said):
        if v == low and w == high and _BETWEEN.fullmatch(text, end, start):
            return end_of_range
    return None


def _among(value: float, *numbers: float | None) -> bool:
    return any(number is not None and abs(abs(number) - abs(value)) < 1e-9 for number in numbers)


def _is_arm(number: FactNumber, arm: Arm) -> bool:
    if arm.numerator is not None:
        return (number.numerator, number.denominator) == (arm.numerator, arm.denominator)
    return arm.percent is not None and _is_percent(number) and _among(arm.percent, number.value)


def _may_be_at(timeframe: str | None, when: When) -> bool:
    """Whether a number of this timeframe may be shown at this time; a timeframe without a number says nothing."""
    said = _numbers_in(timeframe or "")
    if timeframe is None or not said:
        return True
    if when.unit == "at_once":
        return False
    same: list[tuple[int, str]] = [(when.value, when.unit)]
    for long, (short, many) in _SAME_TIME.items():
        if when.unit == short and when.value % many == 0:
            same.append((when.value // many, long))
        elif when.unit == long:
            same.append((when.value * many, short))
    return any(v == value and _UNITS[unit].search(timeframe, end) for v, _, end in said for value, unit in same)


def _is_percent(number: FactNumber) -> bool:
    return bool(_UNITS["percent"].search(f"{number.unit or ''} {number.label or ''}"))
