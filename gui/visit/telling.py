"""Numbers in words: out of how many, over what time, how sure, from where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from data.comparison import ArmView, OutcomeView, TermView, Text
from data.prose import Piece, number_text, plain
from data.schema import Difference, Fact, When
from gui.visit.array import FIGURES
from gui.visit.names import forms
from gui.visit.summary import citation
from gui.visit.words import Words


def when_line(when: When, words: Words) -> str:
    """ "3 months later"."""
    return words.say(f"number.when.{when.unit}", n=when.value)


def count_of_100(arm: ArmView, words: Words) -> str:
    """ "46 of 100"."""
    return words.say("number.of_100", n=arm.per_100)


def both_frames(arm: ArmView, outcome: OutcomeView, words: Words) -> str:
    """ "46 had this relief, 54 did not": those to whom it happened, and those to whom it did not."""
    return words.say(
        "number.both",
        yes=arm.per_100,
        happened=outcome.happened,
        no=FIGURES - arm.per_100,
        not_happened=outcome.not_happened,
    )


def arm_notes(arm: ArmView, words: Words) -> str:
    """The study's own counts and the range of this group, where there are any."""
    notes = []
    if arm.numerator is not None and arm.denominator is not None:
        counts = {"numerator": counted(arm.numerator, words), "denominator": counted(arm.denominator, words)}
        notes.append(words.say("number.counted", **counts))
    if arm.span is not None:
        notes.append(words.say("number.range", low=arm.span.low, high=arm.span.high))
    return " ".join(notes)


def arm_said(arm: ArmView, outcome: OutcomeView, words: Words) -> str:
    """All of one group's number, to be heard."""
    parts = [f"{arm.what}: {count_of_100(arm, words)}.", f"{both_frames(arm, outcome, words)}.", arm_notes(arm, words)]
    return " ".join(part for part in parts if part)


def difference_line(difference: Difference, words: Words) -> str:
    """How many more or fewer in 100, its range, and whether it may be chance."""
    if difference.value == 0:
        line = words["number.difference.none"]
    else:
        line = words.say(f"number.difference.{_side(difference.value)}", n=abs(difference.value))
    chance = difference.low <= 0 <= difference.high
    between = words.say("number.between", low=_ended(difference.low, words), high=_ended(difference.high, words))
    return words.say("number.difference.chance" if chance else "number.difference.range", line=line, between=between)


def sure_line(outcome: OutcomeView, words: Words) -> str:
    """ "How sure: moderate (our judgement)"."""
    return words.say(f"number.sure.{outcome.judged_by}", certainty=words[f"certainty.{outcome.certainty.value}"])


def people_line(outcome: OutcomeView, words: Words) -> str:
    """ "225 people were studied."."""
    return words.say("number.people", n=counted(outcome.people, words))


def counted(number: int, words: Words) -> int | str:
    """A count as it is shown, with its thousands set apart: "1,600"."""
    return number_text(number, words["number.thousands"]) if number >= 1000 else number


def who_line(outcome: OutcomeView, words: Words) -> Text:
    """ "Out of 100 people like these: adults with …." """
    *first, last = outcome.who
    return (Piece(words["outcome.who"] + " "), *first, replace(last, text=last.text.rstrip(". ")), Piece("."))


def outcome_said(outcome: OutcomeView, option: str, words: Words) -> str:
    """An outcome with the number of one option, to be heard."""
    what = plain(outcome.what).rstrip(". ")
    parts = [f"{what}, {uncapital(when_line(outcome.when, words))}.", plain(who_line(outcome, words))]
    arms = [arm for arm in outcome.arms if arm.option == option]
    parts += [arm_said(arm, outcome, words) for arm in arms] or [words["number.none"]]
    if outcome.difference is not None and arms:
        parts.append(difference_line(outcome.difference, words))
    parts += [plain(outcome.note), f"{sure_line(outcome, words)}.", people_line(outcome, words)]
    return " ".join(part for part in parts if part)


def also_line(names: Iterable[str], glossary: Mapping[str, TermView], key: str, words: Words) -> Text:
    """ "Also called: …." Names that the glossary explains are terms, so that a touch shows what they mean."""
    terms = {word.casefold(): term.id for term in glossary.values() for word in (*term.synonyms, term.term)}
    before, after = words.say(key, names="\0").split("\0")
    pieces = [Piece(before)]
    for name in names:
        term = next((terms[form] for form in forms(name) if form in terms), None)
        pieces += [Piece(name, term=term), Piece(", ")]
    return (*pieces[:-1], Piece(after))


def uncapital(text: str) -> str:
    """As it stands inside a sentence."""
    return text[:1].lower() + text[1:]


def source_lines(facts: Iterable[Fact], words: Words) -> tuple[str, ...]:
    """One citation a source, each once."""
    return tuple(dict.fromkeys(citation(fact.source, words) for fact in facts))


def _side(value: int) -> str:
    return "more" if value > 0 else "fewer"


def _ended(value: int, words: Words) -> str:
    return words.say(f"number.end.{_side(value)}", n=abs(value)) if value else words["number.end.none"]
