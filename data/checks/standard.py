"""The decision-aid standard (IPDAS, version 4), each item decided from the pack by a rule.

Items about work with people (needs assessed, reviewed, tested) cannot be proved by a pack: they are "not done" until
`processes_done` records who did them and when. The items about diagnostic tests do not apply.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from data.checks.english import sentences, words
from data.checks.readability import formulas
from data.checks.reading import Reading
from data.schema import Option, Section

LEAST_EQUAL: Final = 0.6
"""The shorter of an option's two sections of benefits and harms, as a share of the longer one, in words."""
LEAST_ROWS: Final = 8
LEAST_STATEMENTS: Final = 5
LEAST_QUESTIONS: Final = 5


class Status(StrEnum):
    MET = "met"
    NOT_MET = "not met"
    NOT_DONE = "not done"


@dataclass(frozen=True, slots=True)
class Item:
    """One item. `because` says what decided it, and for an item not met what to do."""

    group: str
    number: int
    title: str
    status: Status
    because: str


@dataclass(frozen=True, slots=True)
class Standard:
    items: tuple[Item, ...]

    def score(self, group: str) -> str:
        """Such as "15/23"."""
        of_group = [item for item in self.items if item.group == group]
        return f"{sum(item.status is Status.MET for item in of_group)}/{len(of_group)}"


class Context:
    """One pack in all its languages; a rule holds if it holds in each."""

    def __init__(self, readings: tuple[Reading, ...], today: datetime.date) -> None:
        self.readings, self.today = readings, today
        self.structure = readings[0].structure

    @property
    def particular(self) -> list[str]:
        """The reasons that have numbers: all but the general one, or the only one there is."""
        ids = [reason.id for reason in self.structure.reasons if not reason.general]
        return ids or [reason.id for reason in self.structure.reasons]

    def panels(self, section: Section, least_words: int, least_sentences: int = 1) -> str | None:
        """What is wrong with a section in the first panel that says too little, or None if all say enough."""
        for reading in self.readings:
            for option in reading.options:
                for reason in reading.reasons:
                    text = "\n".join(reading.section(option, reason, section)[1])
                    if len(words(text)) < least_words or len(sentences(text)) < least_sentences:
                        needs = f"{least_words} words" + (
                            f", {least_sentences} sentences" if least_sentences > 1 else ""
                        )
                        return f'"{section}" of "{option}" for "{reason}" says too little (at least {needs}).'
        return None


Rule = Callable[[Context], str | None]
"""What is missing, or None if the item is met."""


def _texts(texts: Iterable[tuple[str, str]], least: int) -> str | None:
    for path, text in texts:
        if len(words(text)) < least:
            return f"{path} says too little (at least {least} words)."
    return None


def _condition(c: Context) -> str | None:
    return _texts((("intro.condition", r.texts.intro.condition) for r in c.readings), 5)


def _decision(c: Context) -> str | None:
    return _texts((("intro.decision", r.texts.intro.decision) for r in c.readings), 5)


def _options(c: Context) -> str | None:
    return c.panels(Section.IN_ONE_SENTENCE, 5) or c.panels(Section.WHAT_FOR, 5) or c.panels(Section.STEPS, 5)


def _positive(c: Context) -> str | None:
    return c.panels(Section.BETTER, 5)


def _negative(c: Context) -> str | None:
    return c.panels(Section.WORSE, 5)


def _living(c: Context) -> str | None:
    return c.panels(Section.LIVING, 12, 3)


def _equal_detail(c: Context) -> str | None:
    for reading in c.readings:
        for option in reading.options:
            for reason in reading.reasons:
                counts = sorted(
                    len(words(" ".join(reading.section(option, reason, section)[1])))
                    for section in (Section.BETTER, Section.WORSE)
                )
                if counts[0] < LEAST_EQUAL * counts[1]:
                    return (
                        f'"{option}" for "{reason}" has {counts[0]} words on one side and {counts[1]} on the other; '
                        f"the shorter needs {LEAST_EQUAL:.0%} of the longer."
                    )
    return None


def _citations(c: Context) -> str | None:
    reading = c.readings[0]
    for option in reading.options:
        for reason in reading.reasons:
            if not any(reading.section_facts(option, reason, section) for section in (Section.BETTER, Section.WORSE)):
                return f'What may get better or worse with "{option}" for "{reason}" cites no fact.'
    return None


def _production_date(c: Context) -> str | None:
    produced = c.structure.produced
    return f"The date of production, {produced}, is in the future." if produced > c.today else None


def _update_policy(c: Context) -> str | None:
    return _texts((("about.update_policy", r.texts.about.update_policy) for r in c.readings), 5)


def _uncertainty(c: Context) -> str | None:
    for reason in c.particular:
        outcomes = [outcome for outcome in c.structure.outcomes if outcome.reason == reason]
        ranges = [o for o in outcomes if o.difference is not None or any(arm.span for arm in o.arms)]
        if (
            outcomes
            and not ranges
            and not any(r.texts.outcomes[o.id].note for r in c.readings for o in outcomes if o.id in r.texts.outcomes)
        ):
            return f'No outcome for "{reason}" has a range, or a note that says how unsure it is.'
    return c.panels(Section.CERTAINTY, 5) or (None if c.structure.outcomes else "There are no outcomes.")


def _funding(c: Context) -> str | None:
    return _texts((("about.funding", r.texts.about.funding) for r in c.readings), 4)


def _nothing_done(c: Context) -> str | None:
    idle: list[Option] = [option for option in c.structure.options if option.no_action]
    if not idle:
        return 'No option means doing nothing: write "no_action": true in the one that does.'
    reading = c.readings[0]
    for reason in reading.reasons:
        for section in (Section.BETTER, Section.WORSE, Section.LASTING):
            if not any(reading.section(option.id, reason, section)[1] for option in idle):
                return f'"{section}" of doing nothing says nothing for "{reason}".'
    return None


def _comparable(c: Context) -> str | None:
    rows = len(c.structure.factors)
    if rows < LEAST_ROWS:
        return f"There are {rows} rows to compare; at least {LEAST_ROWS} are needed."
    for factor in c.structure.factors:
        for cells in factor.cells.values():
            if len(cells) < len(c.structure.options):
                return f'The row "{factor.id}" does not answer for every option.'
    return None


def _probabilities(c: Context) -> str | None:
    for reason in c.particular:
        if not any(outcome.reason == reason for outcome in c.structure.outcomes):
            return f'There is no outcome with numbers for "{reason}".'
    return None


def _reference_group(c: Context) -> str | None:
    for reading in c.readings:
        for outcome in c.structure.outcomes:
            text = reading.texts.outcomes.get(outcome.id)
            if text is None or len(words(reading.words(text.who))) < 3:
                return f'The outcome "{outcome.id}" does not say who was studied (at least 3 words).'
    return None if c.structure.outcomes else "There are no outcomes."


def _event_rates(c: Context) -> str | None:
    for outcome in c.structure.outcomes:
        for arm in outcome.arms:
            if arm.numerator is None and arm.percent is None:
                return f'The outcome "{outcome.id}" has no counts for "{arm.option}".'
    return None if c.structure.outcomes else "There are no outcomes."


def _same_time(c: Context) -> str | None:
    compared = [outcome for outcome in c.structure.outcomes if len(outcome.arms) > 1]
    return None if compared else "No outcome shows two options over the same time."


def _same_denominator(c: Context) -> str | None:
    compared = [outcome for outcome in c.structure.outcomes if len(outcome.arms) > 1]
    if not compared:
        return "No outcome shows two options out of the same 100 people."
    return next(
        (f'"{o.id}" is not out of 100.' for o in compared for arm in o.arms if not 0 <= arm.per_100 <= 100), None
    )


def _ways_of_viewing(c: Context) -> str | None:
    for reading in c.readings:
        for outcome in c.structure.outcomes:
            text = reading.texts.outcomes.get(outcome.id)
            if text is None or text.happened.strip().casefold() == text.not_happened.strip().casefold():
                return f'The outcome "{outcome.id}" does not say both who had it and who had not.'
    return None if c.structure.outcomes else "There are no outcomes."


def _what_matters(c: Context) -> str | None:
    count = len(c.structure.statements)
    if count < LEAST_STATEMENTS:
        return f"The checklist has {count} statements; at least {LEAST_STATEMENTS} are needed."
    return None


def _steps_to_decide(c: Context) -> str | None:
    leads = {question.leads_to for question in c.structure.readiness}
    missing = {"options", "matters"} - leads
    return f"No question about being ready leads to: {', '.join(sorted(missing))}." if missing else None


def _questions_to_ask(c: Context) -> str | None:
    for reason in c.structure.reasons:
        asked = [q for q in c.structure.questions if not q.reasons or reason.id in q.reasons]
        if len(asked) < LEAST_QUESTIONS:
            return f'There are {len(asked)} questions to ask for "{reason.id}"; at least {LEAST_QUESTIONS} are needed.'
    return None


def _evidence_chosen(c: Context) -> str | None:
    return _texts((("about.evidence", " ".join(r.texts.about.evidence)) for r in c.readings), 12)


def _evidence_quality(c: Context) -> str | None:
    return c.panels(Section.CERTAINTY, 8)


def _qualifications(c: Context) -> str | None:
    for reading in c.readings:
        for author in reading.texts.about.authors:
            if len(words(author.qualifications)) < 2:
                return f'The qualifications of "{author.name}" say too little (at least 2 words).'
    return None


def _readability(c: Context) -> str | None:
    without = [reading.language for reading in c.readings if formulas(reading.language) is None]
    return f"No grade is reported for: {', '.join(without)}." if without else None


QUALIFYING: Final[tuple[tuple[str, Rule], ...]] = (
    ("Describes the health condition or problem", _condition),
    ("States the decision to be considered", _decision),
    ("Describes the options", _options),
    ("Describes the positive features of each option", _positive),
    ("Describes the negative features of each option", _negative),
    ("Describes what it is like to live with the results, in body, mood and daily life", _living),
)
CERTIFYING: Final[tuple[tuple[str, Rule], ...]] = (
    ("Shows positive and negative features with equal detail", _equal_detail),
    ("Gives citations to the evidence", _citations),
    ("Gives a date of production", _production_date),
    ("Says how it is kept up to date", _update_policy),
    ("Tells how uncertain the probabilities are", _uncertainty),
    ("Says who paid for it", _funding),
)
QUALITY: Final[tuple[tuple[int, str, Rule | None], ...]] = (
    (1, "Describes what happens if nothing is done", _nothing_done),
    (2, "Lets positive and negative features be compared", _comparable),
    (3, "Gives the probabilities of outcomes", _probabilities),
    (4, "Says which group of people the probabilities apply to", _reference_group),
    (5, "Gives event rates", _event_rates),
    (6, "Compares probabilities over the same time", _same_time),
    (7, "Compares probabilities with the same denominator", _same_denominator),
    (8, "Shows probabilities in more than one way", _ways_of_viewing),
    (9, "Asks what matters most", _what_matters),
    (10, "Offers a step-by-step way to decide", _steps_to_decide),
    (11, "Offers questions or worksheets for the talk", _questions_to_ask),
    (12, "Needs assessed with patients", None),
    (13, "Needs assessed with professionals", None),
    (14, "Reviewed by patients not involved in making it", None),
    (15, "Reviewed by professionals not involved in making it", None),
    (16, "Field-tested with patients", None),
    (17, "Field-tested with professionals", None),
    (18, "Says how the evidence was selected", _evidence_chosen),
    (19, "Describes the quality of the evidence", _evidence_quality),
    (20, "Gives the authors’ qualifications", _qualifications),
    (21, "Reports how easy it is to read", _readability),
    (22, "Evidence that it helps people choose what matches their values", None),
    (23, "Evidence that it improves knowledge", None),
)


def standard(context: Context) -> Standard:
    """Every item, decided."""
    items = [_decided("qualifying", n, title, rule(context)) for n, (title, rule) in enumerate(QUALIFYING, 1)]
    items += [_decided("certifying", n, title, rule(context)) for n, (title, rule) in enumerate(CERTIFYING, 1)]
    for number, title, rule_or_none in QUALITY:
        if rule_or_none is None:
            items.append(_recorded(context, number, title))
        else:
            items.append(_decided("quality", number, title, rule_or_none(context)))
    return Standard(tuple(items))


def _decided(group: str, number: int, title: str, missing: str | None) -> Item:
    if missing is None:
        return Item(group, number, title, Status.MET, "Proved by the pack itself.")
    return Item(group, number, title, Status.NOT_MET, missing)


def _recorded(context: Context, number: int, title: str) -> Item:
    for done in context.structure.processes_done:
        if done.item == number and done.date <= context.today:
            return Item("quality", number, title, Status.MET, f"{done.what} ({done.by}, {done.date})")
    return Item("quality", number, title, Status.NOT_DONE, 'Not done. Once it is, record it under "processes_done".')
