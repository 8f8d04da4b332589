"""Everything that is checked about a pack, in one report: for people as text, for machines as JSON."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

from data.checks.balance import OfReason, balance, uneven
from data.checks.examples import EXAMPLES
from data.checks.lists import word_list
from data.checks.plainness import Glossary, glossary, looks_for_passive, passive_share, wordy
from data.checks.readability import Grades, formulas, grades, too_hard
from data.checks.reading import Reading
from data.checks.standard import Context, Item, Standard, Status, standard
from data.drawings import missing_drawings
from data.library import Examined, Folder, examine, fetch, locate
from data.problem import ContentError, Problem
from data.prose import term_ids
from data.refusals import FACTS, PACK
from data.schema import Fact, Structure

Finding = Problem
"""The same shape as a problem; a finding does not refuse the pack."""

LEAST_STATEMENTS: Final = 12
MOST_STATEMENTS: Final = 16
_NUMBER_PLACE: Final = re.compile(r"\$\.(?:figures\[\d+\]|outcomes\[\d+\](?:\.arms\[\d+\])?)")


@dataclass(frozen=True)
class OfLanguage:
    """What was measured in the texts of one language; `passive` is a share of sentences by option and reason."""

    language: str
    readability: Mapping[str, Mapping[str, Grades]]
    balance: Mapping[str, OfReason]
    passive: Mapping[str, Mapping[str, float]]
    glossary: Glossary


@dataclass(frozen=True)
class Report:
    """`errors` refuse the pack, `findings` do not. Parts that could not be measured are None or empty."""

    origin: str
    errors: tuple[Problem, ...]
    findings: tuple[Finding, ...] = ()
    pack: str = ""
    version: str = ""
    digest: str = ""
    claims_placed: int = 0
    claims_of: int = 0
    figures: Mapping[str, int] = field(default_factory=dict)
    languages: tuple[OfLanguage, ...] = ()
    listed_languages: tuple[str, ...] = ()
    standard: Standard | None = None

    @property
    def good(self) -> bool:
        """Whether the pack can be used."""
        return not self.errors

    def as_json(self) -> dict[str, Any]:
        """For machines. Readability and balance are those of the first language; `by_language` has them all."""
        first = self.languages[0] if self.languages else None
        return {
            "pack": self.pack,
            "version": self.version,
            "digest": self.digest,
            "errors": [_problem_json(problem) for problem in self.errors],
            "findings": [_problem_json(problem) for problem in self.findings],
            "claims": {"placed": self.claims_placed, "of": self.claims_of},
            "figures": dict(self.figures),
            "readability": _readability_json(first) if first else {},
            "balance": _balance_json(first) if first else {},
            "glossary": _glossary_json(first) if first else {},
            "standard": _standard_json(self.standard),
            "languages": list(self.listed_languages),
            "by_language": {
                of.language: {
                    "readability": _readability_json(of),
                    "balance": _balance_json(of),
                    "glossary": _glossary_json(of),
                }
                for of in self.languages
            },
        }

    def as_text(self) -> str:
        """For a content lead: what is wrong, where, what to do; then what was measured."""
        return "\n".join(_text(self))


def report(
    source: str | Folder, *, drawings: frozenset[str] | None = None, today: datetime.date | None = None
) -> Report:
    """Checks a pack. `drawings` are the names the program has (None: not checked). Never raises for a wrong pack."""
    try:
        folder = locate(source) if isinstance(source, str) else source
    except ContentError as error:
        return Report(str(source), error.problems)
    contents, unread = fetch(folder)
    return report_on(examine(contents, unread), str(folder), drawings=drawings, today=today)


def report_on(
    found: Examined, origin: str, *, drawings: frozenset[str] | None = None, today: datetime.date | None = None
) -> Report:
    """The report on a pack that has been examined."""
    today = today or datetime.date.today()
    if found.structure is None:
        return Report(origin, found.problems, digest=found.digest)
    structure = found.structure
    facts = {fact.id: fact for fact in found.facts.facts} if found.facts else {}
    readings = tuple(
        Reading(f"{language}.json", structure, found.texts[language], facts)
        for language in structure.languages
        if language in found.texts
    )
    errors = [*found.problems, *missing_drawings(structure, drawings)]
    findings = [*_findings_of_structure(structure, facts, today)]
    languages: list[OfLanguage] = []
    for reading in readings:
        measured, of_language = _measure(reading)
        languages.append(measured)
        findings += of_language
    scored = standard(Context(readings, today)) if readings else None
    if scored is not None:
        findings += _unmet(scored)
    placed = _placed(structure)
    return Report(
        origin,
        tuple(errors),
        tuple(dict.fromkeys(findings)),
        pack=structure.id,
        version=structure.version,
        digest=found.digest,
        claims_placed=sum(claim in placed for claim in structure.source_claims),
        claims_of=len(structure.source_claims),
        figures=_figures(structure, facts, found.problems),
        languages=tuple(languages),
        listed_languages=structure.languages,
        standard=scored,
    )


def _measure(reading: Reading) -> tuple[OfLanguage, list[Finding]]:
    of_grades, of_balance = grades(reading), balance(reading)
    of_glossary, hard_words = glossary(reading)
    passive = {
        option: {
            reason: round(passive_share(reading.language, reading.panel(option, reason)), 2)
            for reason in reading.reasons
        }
        for option in reading.options
    }
    findings = [
        *too_hard(reading, of_grades),
        *uneven(reading, of_balance),
        *wordy(reading),
        *hard_words,
        *_findings_of_texts(reading),
    ]
    return OfLanguage(reading.language, of_grades, of_balance, passive, of_glossary), findings


# --- findings ---------------------------------------------------------------------------------------------------------


def _findings_of_structure(structure: Structure, facts: Mapping[str, Fact], today: datetime.date) -> Iterator[Finding]:
    if structure.review_by < today:
        message = f"The review was due on {structure.review_by}. The program tells everyone so."
        fix = "Have it reviewed, then change review, review_by and version together."
        yield Finding(PACK, "$.review_by", "review-due", message, fix)
    if structure.review is not None and structure.review.date > today:
        message = f"The review is dated {structure.review.date}, in the future."
        yield Finding(PACK, "$.review.date", "review-date", message, "Record a review once it has taken place.")
    count = len(structure.statements)
    if not LEAST_STATEMENTS <= count <= MOST_STATEMENTS:
        message = f"The checklist has {count} statements."
        fix = f"{LEAST_STATEMENTS} to {MOST_STATEMENTS} can be read in one go and still cover what matters."
        yield Finding(PACK, "$.statements", "checklist-length", message, fix)
    for name, ids, used in (
        ("groups", structure.groups, {factor.group for factor in structure.factors}),
        ("topics", structure.topics, {question.topic for question in structure.questions}),
    ):
        for i, id_ in enumerate(ids):
            if id_ not in used:
                message = f'Nothing belongs to "{id_}", so nobody will see it.'
                yield Finding(PACK, f"$.{name}[{i}]", "not-used", message, "Remove it, or put something in it.")
    cited = _cited(structure)
    unused = [id_ for id_ in facts if id_ not in cited]
    if unused:
        message = f"{len(unused)} of {len(facts)} facts are cited nowhere: {', '.join(unused)}."
        yield Finding(FACTS, "$.facts", "not-used", message, "Remove them, or cite them where they are told.")


def _findings_of_texts(reading: Reading) -> Iterator[Finding]:
    linked = {term for said in reading.all_said for term in term_ids(said.text)}
    for term in reading.texts.glossary:
        if term not in linked:
            message = f'The term "{term}" is underlined nowhere, so its meaning cannot be touched.'
            fix = f"Write [[{term}]] or [[{term}|words as written]] where it first stands."
            yield Finding(reading.file, f"$.glossary.{term}", "not-used", message, fix)
    for said in reading.all_said:
        if said.text != said.text.strip() or "  " in said.text:
            message = "There is a space too many."
            yield Finding(reading.file, said.path, "spaces", message, "Remove it.")


def _unmet(scored: Standard) -> Iterator[Finding]:
    for item in scored.items:
        if item.status is Status.NOT_MET:
            message = f"The standard's {item.group} item {item.number} is not met: {item.title}."
            yield Finding(PACK, "$", "standard", message, item.because)


def _placed(structure: Structure) -> set[str]:
    placed = set(structure.claims_in_intro)
    for panels in structure.panels.values():
        for panel in panels.values():
            for place in panel.sections.values():
                placed.update(place.claims)
    for factor in structure.factors:
        for cells in factor.cells.values():
            for cell in cells.values():
                placed.update(cell.claims)
    return placed


def _cited(structure: Structure) -> set[str]:
    lists: list[Iterable[str]] = [[figure.fact] for figure in structure.figures]
    lists += [outcome.facts for outcome in structure.outcomes]
    lists += [quiz.facts for quiz in structure.quiz] + [term.facts for term in structure.glossary]
    lists += [
        p.facts for panels in structure.panels.values() for panel in panels.values() for p in panel.sections.values()
    ]
    lists += [cell.facts for f in structure.factors for cells in f.cells.values() for cell in cells.values()]
    lists += [fit.facts for s in structure.statements for fits in s.fits.values() for fit in fits.values()]
    return {fact for facts in lists for fact in facts}


def _figures(structure: Structure, facts: Mapping[str, Fact], problems: Iterable[Problem]) -> dict[str, int]:
    """How many numbers a person can see, and how many of them a cited fact carries."""
    arms = sum(len(outcome.arms) for outcome in structure.outcomes)
    uncarried = {
        found.group()
        for problem in problems
        if problem.code in ("not-carried", "rounding", "no-denominator", "not-possible", "order-of-groups")
        and (found := _NUMBER_PLACE.match(problem.path))
    }
    if not facts:
        uncarried = {str(i) for i in range(len(structure.figures) + arms)}
    total = len(structure.figures) + arms
    cited = _cited(structure)
    return {
        "carried": max(0, total - len(uncarried)),
        "of": total,
        "in_text": len(structure.figures),
        "outcomes": len(structure.outcomes),
        "facts": len(facts),
        "facts_cited": sum(id_ in cited for id_ in facts),
    }


# --- for machines -----------------------------------------------------------------------------------------------------


def _problem_json(problem: Problem) -> dict[str, str]:
    return {
        "file": problem.file,
        "path": problem.path,
        "code": problem.code,
        "message": problem.message,
        "fix": problem.fix,
        "example": EXAMPLES.get(problem.code, ""),
    }


def _readability_json(of: OfLanguage) -> dict[str, Any]:
    pair = formulas(of.language)
    if pair is None:
        return {}
    first, second = (formula.key for formula in pair)
    return {
        option: {
            reason: {
                first: g.first,
                second: g.second,
                "sections": dict(g.sections),
                "passive": of.passive[option][reason] if looks_for_passive(of.language) else None,
            }
            for reason, g in by_reason.items()
        }
        for option, by_reason in of.readability.items()
    }


def _balance_json(of: OfLanguage) -> dict[str, Any]:
    return {
        reason: {
            "options": {
                option: {
                    "words": counts.words,
                    "sentences": counts.sentences,
                    "benefits": counts.benefits,
                    "harms": counts.harms,
                    "figures": counts.figures,
                    "judging_words": list(counts.praise_and_blame),
                }
                for option, counts in of_reason.options.items()
            },
            "sections": {
                section: {"words": dict(counts), "ratio": of_reason.ratios[section]}
                for section, counts in of_reason.sections.items()
            },
            "checklist": [
                {"ahead_if_above_zero": first, "behind": second, "by": points}
                for (first, second), points in of_reason.lean.items()
            ],
            "not_used": sorted(of_reason.not_used),
            "leans": [{"ahead": ahead, "behind": behind, "by": points} for ahead, behind, points in of_reason.leans()],
        }
        for reason, of_reason in of.balance.items()
    }


def _glossary_json(of: OfLanguage) -> dict[str, Any]:
    g = of.glossary
    return {"terms": g.terms, "explained": g.explained, "of": g.of, "without": list(g.without)}


def _standard_json(scored: Standard | None) -> dict[str, Any]:
    if scored is None:
        return {"qualifying": "0/6", "certifying": "0/6", "quality": "0/23", "items": []}
    return {
        **{group: scored.score(group) for group in ("qualifying", "certifying", "quality")},
        "items": [_item_json(item) for item in scored.items],
    }


def _item_json(item: Item) -> dict[str, Any]:
    return {
        "id": f"{item.group}-{item.number}",
        "group": item.group,
        "number": item.number,
        "title": item.title,
        "status": item.status.value,
        "because": item.because,
    }


# --- for people -------------------------------------------------------------------------------------------------------

_EXPLAINED: Final[Mapping[str, str]] = {
    "grade": "Harder to read than the goal",
    "uneven": "Told at unequal length",
    "one-sided-word": "Words that judge, for one option only",
    "checklist-leans": "The checklist leans",
    "long-sentence": "Long sentences",
    "passive": "Sentences that do not say who acts",
    "number-in-words": "Numbers spelled out",
    "hard-word": "Hard words without a meaning",
    "not-used": "Not used",
    "standard": "The decision-aid standard",
    "review-due": "Dates",
    "review-date": "Dates",
    "spaces": "Spaces",
}


def _text(r: Report) -> Iterator[str]:
    told: set[str] = set()
    name = f"{r.pack} {r.version} ({r.digest[:8]})" if r.pack else r.origin
    yield f"Checked: {name}"
    yield f"Folder:  {r.origin}"
    yield ""
    if r.errors:
        until = "it is" if len(r.errors) == 1 else "they are"
        yield f"{_count(len(r.errors), 'error')}: the pack cannot be used until {until} put right."
        for file, problems in groupby(r.errors, key=lambda problem: problem.file):
            yield ""
            yield f"  {file}"
            for problem in problems:
                yield from _entry(problem, told)
    else:
        yield "No errors: the pack can be used."
    if r.findings:
        yield ""
        yield f"{_count(len(r.findings), 'finding')}: the pack can be used, and reads better without them."
        by_code: dict[str, list[Finding]] = {}
        for finding in r.findings:
            by_code.setdefault(_EXPLAINED.get(finding.code, finding.code), []).append(finding)
        for title, findings in by_code.items():
            yield ""
            yield f"  {title} ({len(findings)})"
            for finding in findings:
                yield from _entry(finding, told, with_file=True)
    yield ""
    yield from _measures(r)


def _entry(problem: Problem, told: set[str], *, with_file: bool = False) -> Iterator[str]:
    """One error or finding; with an example where it is the first of its kind, as noted in `told`."""
    yield f"    {problem.file + ' ' if with_file else ''}{problem.path}"
    yield f"      {problem.message}"
    yield f"      → {problem.fix}"
    has_one = "such as" in problem.fix or "for example" in problem.fix
    if problem.code not in told and problem.code in EXAMPLES and not has_one:
        told.add(problem.code)
        yield f"      For example: {EXAMPLES[problem.code]}"


def _measures(r: Report) -> Iterator[str]:
    yield "Measured"
    yield f"  Claims of the source article with a place: {r.claims_placed} of {r.claims_of}"
    if r.figures:
        yield f"  Figures carried by a fact: {r.figures['carried']} of {r.figures['of']}"
        yield f"  Facts cited: {r.figures['facts_cited']} of {r.figures['facts']}"
    for of in r.languages:
        yield ""
        yield from _reading_lines(of)
        yield ""
        yield f"  Balance, {of.language} (words · sentences · benefits · harms · figures)"
        for reason, of_reason in of.balance.items():
            for option, counts in of_reason.options.items():
                yield (
                    f"    {option:<20} {reason:<16} {counts.words:>5} · {counts.sentences:>3} · {counts.benefits:>2} · "
                    f"{counts.harms:>2} · {counts.figures:>2}"
                )
            worst = min(of_reason.ratios, key=lambda section: of_reason.ratios[section])
            yield f"      least even section: {worst} ({of_reason.ratios[worst]})"
            lean = ", ".join(f"{a} {points:+d} {b}" for (a, b), points in of_reason.lean.items())
            not_used = f" (not used here, so it may be behind: {', '.join(of_reason.not_used)})"
            yield f"      everything ticked: {lean}{not_used if of_reason.not_used else ''}"
        yield ""
        if word_list("everyday", of.language):
            yield f"  Hard words explained, {of.language}: {of.glossary.explained} of {of.glossary.of}"
        else:
            yield f"  Hard words, {of.language}: no list of everyday words, so they were not looked for"
    if r.standard is not None:
        yield ""
        scores = ", ".join(f"{group} {r.standard.score(group)}" for group in ("qualifying", "certifying", "quality"))
        yield f"  Decision-aid standard (IPDAS 4): {scores}"
        for item in r.standard.items:
            mark = {"met": "✓", "not met": "✗", "not done": "–"}[item.status.value]
            yield f"    {mark} {item.group} {item.number}: {item.title}" + (
                "" if item.status is Status.MET else f" — {item.because}"
            )


def _reading_lines(of: OfLanguage) -> Iterator[str]:
    pair = formulas(of.language)
    if pair is None:
        yield f"  No readability formula for {of.language}: nothing was measured"
        return
    first = pair[0]
    what = "Reading ease" if first.ease else "Reading grade"
    goals = " · ".join(f"{f.name} {'≥' if f.ease else '≤'} {f.goal:g}" for f in pair)
    yield f"  {what}, {of.language} ({goals} · hardest section · share of passive sentences)"
    for option, by_reason in of.readability.items():
        for reason, g in by_reason.items():
            hardest = (min if first.ease else max)(g.sections, key=lambda section: g.sections[section])
            share = f"{of.passive[option][reason]:.0%}" if looks_for_passive(of.language) else "not looked for"
            yield (
                f"    {option:<20} {reason:<16} {g.first:>5.1f} · {g.second:>4.1f} · "
                f"{g.sections[hardest]:>4.1f} {hardest:<16} · {share}"
            )


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
