"""What a person takes home, frozen: screen, paper, PDF, plain text and QR all show this and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.comparison import Comparison, OutcomeView, compare
from data.prose import plain
from data.schema import ALL, Certainty, Fact, Fit, Source
from gui.visit.asking import on_sheet
from gui.visit.credits import Credits, Note
from gui.visit.matters import ChecklistLine, ticked
from gui.visit.names import Column, columns, mask, veiled
from gui.visit.says import says
from gui.visit.state import LEAN_UNKNOWN, Visit, Weight
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
    about: tuple[Note, ...]
    """Where the content comes from."""


TOP = 3
_DOUBT = re.compile(r"unconfirmed|not confirmed|not shown|check", re.IGNORECASE)
"""Notes of a source that say that some of its details could not be confirmed."""


def summarise(
    pack: Pack,
    comparison: Comparison,
    visit: Visit,
    words: Words,
    credits: Credits,
) -> Summary:
    """The sheet of a visit, without names (and without where it all comes from) while they are hidden."""
    bare = compare(pack, comparison.reason.id) if visit.hidden is not None else comparison
    hides = mask(bare, visit)
    comparison = veiled(bare, visit)
    shown = columns(comparison, visit)
    lines = tuple(sorted(ticked(comparison, visit), key=lambda line: line.weight is not Weight.A_LOT))
    clinic_word, clinic_answer = _clinic(pack, comparison, visit, words)
    outcomes = _outcomes(pack, comparison)
    said = says(comparison, visit, words)
    pack_name = hides.text(pack.texts.name) if hides else pack.texts.name
    return Summary(
        language=words.language,
        pack_name=pack_name,
        reason=comparison.reason.name,
        reason_chosen=visit.reason is not None,
        clinic_word=clinic_word,
        clinic_answer=clinic_answer,
        options=tuple(SheetOption(c.option_id, c.index, c.letter, c.name, c.short) for c in shown),
        matters=tuple(_row(line, words) for line in lines),
        says=said.lines if lines else (),
        lean=visit.lean,
        lean_word=_lean_word(shown, visit, words),
        questions=tuple(question.say for question in on_sheet(comparison, visit)),
        not_known=tuple(_not_known(comparison, shown, lines, outcomes, words)),
        outcomes=outcomes,
        top_three=tuple(_top(line, words) for line in lines[:TOP]),
        readiness=tuple(_readiness(comparison, visit, words)),
        content=words.say(
            "sheet.content",
            name=pack_name,
            version=pack.version,
            hash=pack.short_hash,
            language=words["sheet.language"],
        ),
        reviewed=" ".join(_reviewed(pack, words, credits)),
        sources=() if hides else tuple(_sources(pack, comparison, lines, outcomes, words)),
        about=() if hides else credits.notes(comparison.reason.id, {c.option_id: c.name for c in shown}),
    )


def citation(source: Source, words: Words) -> str:
    """A source in one line. Where its note leaves details unconfirmed the line says so, and not the note itself."""
    parts = [source.authors, source.title, source.journal, str(source.year) if source.year else None]
    if source.doi:
        parts.append(f"doi:{source.doi}")
    elif source.pmid:
        parts.append(f"PMID {source.pmid}")
    else:
        parts.append(source.url)
    line = ". ".join(part.rstrip(". ") for part in parts if part)
    if source.note and _DOUBT.search(source.note):
        return words.say("sheet.source.unconfirmed", citation=line)
    return line


def _clinic(pack: Pack, comparison: Comparison, visit: Visit, words: Words) -> tuple[str | None, str]:
    """The clinic's word as the person chose it, and what it means. Both are kept back while the names are hidden."""
    if visit.name is None:
        return None, ""
    if visit.hidden is not None:
        return None, words["names.clinic"]
    name = next(name for name in comparison.names if name.id == visit.name)
    return pack.texts.names[visit.name].word, plain(name.answer)


def _row(line: ChecklistLine, words: Words) -> SheetRow:
    fits = tuple(SheetFit(fit.option, fit.fit, words[f"fit.{fit.fit}"], fit.why) for fit in line.fits)
    return SheetRow(line.statement.say, line.statement.short, line.weight is Weight.A_LOT, fits)


def _top(line: ChecklistLine, words: Words) -> str:
    if line.weight is Weight.A_LOT:
        return words.say("sheet.top.a_lot", factor=line.statement.short)
    return line.statement.short


def _lean_word(shown: tuple[Column, ...], visit: Visit, words: Words) -> str:
    if visit.lean is None:
        return words["sheet.lean.none"]
    if visit.lean == LEAN_UNKNOWN:
        return words["sheet.lean.unknown"]
    return next(column.short for column in shown if column.option_id == visit.lean)


def _readiness(comparison: Comparison, visit: Visit, words: Words) -> Iterator[SheetReadiness]:
    answers = dict(visit.readiness)
    for question in comparison.readiness:
        answer = answers.get(question.id)
        key = "ready.none" if answer is None else "ready.yes" if answer else "ready.no"
        yield SheetReadiness(question.short, answer, words[key])


def _outcomes(pack: Pack, comparison: Comparison) -> tuple[OutcomeView, ...]:
    views = {o.id: o for option in comparison.options for section in option.sections for o in section.outcomes}
    views |= {o.id: o for row in comparison.rows for o in row.outcomes}
    return tuple(views[outcome.id] for outcome in pack.structure.outcomes if outcome.id in views)


def _not_known(
    comparison: Comparison,
    shown: tuple[Column, ...],
    lines: tuple[ChecklistLine, ...],
    outcomes: tuple[OutcomeView, ...],
    words: Words,
) -> Iterator[str]:
    names = {column.option_id: column.short for column in shown}
    for line in lines:
        for fit in line.fits:
            if fit.fit is Fit.NOT_KNOWN:
                why = fit.why.rstrip(".")
                yield words.say("sheet.gap.fit", factor=line.statement.short, option=names[fit.option], why=why)
    if not outcomes:
        yield words["sheet.gap.general" if comparison.reason.general else "sheet.gap.no_figures"]
    measured: dict[str, set[str]] = {}
    for outcome in outcomes:
        measured.setdefault(plain(outcome.what).rstrip("."), set()).update(arm.option for arm in outcome.arms)
    unmeasured: dict[tuple[str, ...], list[str]] = {}
    for what, options in measured.items():
        missing = tuple(column.in_sentence for column in shown if column.option_id not in options)
        unmeasured.setdefault(missing, []).append(what)
    for missing, whats in unmeasured.items():
        if missing:
            yield words.say("sheet.gap.figure", options=words.either(missing), whats="; ".join(whats))
    uncertain = [plain(outcome.what).rstrip(".") for outcome in outcomes if outcome.certainty is Certainty.VERY_LOW]
    if uncertain:
        yield words.say("sheet.gap.uncertain", whats="; ".join(dict.fromkeys(uncertain)))


def _reviewed(pack: Pack, words: Words, credits: Credits) -> Iterator[str]:
    review = pack.structure.review
    if review is None:
        yield words["sheet.not_reviewed"]
    else:
        yield words.say("sheet.reviewed", by=review.by, role=review.role, date=review.date.isoformat())
    if credits.past:
        yield plain(credits.banner())


def _sources(
    pack: Pack,
    comparison: Comparison,
    lines: tuple[ChecklistLine, ...],
    outcomes: tuple[OutcomeView, ...],
    words: Words,
) -> Iterator[str]:
    """Each source once: of the fits first (those of its rows where a fit has none of its own), then of the figures."""
    facts: dict[str, Fact] = {}
    for line in lines:
        for fact in _facts_of_fits(pack, comparison, line):
            facts.setdefault(fact.id, fact)
    for outcome in outcomes:
        for fact in outcome.facts:
            facts.setdefault(fact.id, fact)
    yield from dict.fromkeys(citation(fact.source, words) for fact in facts.values())


def _facts_of_fits(pack: Pack, comparison: Comparison, line: ChecklistLine) -> Iterator[Fact]:
    key = ALL if comparison.reason.general else comparison.reason.id
    fits = next(s for s in pack.structure.statements if s.id == line.statement.id).fits
    here = fits.get(key, fits[ALL])
    for fit in line.fits:
        own = here[fit.option].facts
        yield from (pack.facts[fact] for fact in own)
        if not own:
            cells = (cell for factor in line.statement.factors for cell in comparison.row(factor).cells)
            yield from (fact for cell in cells if cell.option == fit.option for fact in cell.facts)
