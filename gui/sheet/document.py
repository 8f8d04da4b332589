"""The sheet as its writers see it: every sentence ready, in the order in which all of them show it.

`document` is the only place that turns a Summary into words; the writers of text, PDF and codes only set them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from data.comparison import ArmView, OutcomeView
from data.prose import plain
from data.schema import Certainty
from gui.visit.credits import Note
from gui.visit.state import LEAN_UNKNOWN
from gui.visit.summary import SheetOption, SheetRow, Summary
from gui.visit.telling import (
    arm_notes,
    arm_said,
    both_frames,
    count_of_100,
    difference_line,
    people_line,
    sure_line,
    when_line,
)
from gui.visit.words import Words

BLANK_LINES: Final = 2
"""Lines left empty under the questions, to write on."""
STEPS: Final = tuple(Certainty)


@dataclass(frozen=True, slots=True)
class Field:
    """A label, what stands under it, and a second line. An empty value is a line to write on."""

    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Choice:
    """An option; `index` picks its shape and colour."""

    index: int
    letter: str
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class Cell:
    """How an option meets a row; `fit` picks the sign."""

    choice: Choice
    fit: str
    word: str
    why: str


@dataclass(frozen=True, slots=True)
class Row:
    """`a_lot` is empty, or says that this matters a lot."""

    say: str
    short: str
    a_lot: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A box of what the person leans to. `choice` None: does not know yet. `mark` says whether it is chosen."""

    choice: Choice | None
    word: str
    chosen: bool
    mark: str


@dataclass(frozen=True, slots=True)
class Arm:
    """One group of an outcome: how many of 100, and the low and high end of its own range if it has one."""

    choice: Choice | None
    what: str
    count: str
    frames: str
    notes: str
    said: str
    per_100: int
    band: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Figure:
    """An outcome. `step` is how sure the evidence is, from 0 to 3; empty lines are left out."""

    what: str
    when: str
    who: str
    people: str
    arms: tuple[Arm, ...]
    difference: str
    sure: str
    step: int
    note: str


@dataclass(frozen=True, slots=True)
class Document:
    """Front: up to `on_back` (empty if nothing follows). Back: the rest. `lines` is the order of everything."""

    language: str
    brand: str
    title: str
    appointment: str
    reason: Field
    clinic: Field
    matters: str
    column: str
    choices: tuple[Choice, ...]
    rows: tuple[Row, ...]
    no_rows: str
    says: tuple[str, ...]
    caution: str
    lean: str
    boxes: tuple[Box, ...]
    lean_word: str
    questions: str
    asked: tuple[str, ...]
    not_known: str
    gaps: tuple[str, ...]
    no_gaps: str
    clinician: str
    patient_made: str
    top: str
    top_three: tuple[str, ...]
    ready: str
    readiness: tuple[str, ...]
    leaning: str
    content: str
    reviewed: str
    on_back: str
    figures: str
    figures_help: str
    shown: tuple[Figure, ...]
    why: str
    sources: str
    cited: tuple[str, ...]
    no_sources: str
    about: str
    yours: str
    notes: tuple[Note, ...]

    def lines(self) -> Iterator[str]:
        """Every fact in the order in which each writer shows it (labels that repeat are not repeated here)."""
        yield from (self.title, self.reason.label, self.reason.value, self.reason.note)
        yield from (self.clinic.label, self.clinic.value, self.clinic.note, self.matters)
        for row in self.rows:
            yield from (row.say, row.a_lot, *(cell.word for cell in row.cells))
        yield from (*self.says, self.caution) if self.rows else (self.no_rows,)
        yield from (self.lean, *(box.word for box in self.boxes), self.questions, *self.asked)
        yield from (self.not_known, *(self.gaps or (self.no_gaps,)), self.clinician, self.patient_made)
        yield from (self.top, *self.top_three) if self.top_three else ()
        yield from (self.ready, *self.readiness) if self.readiness else ()
        yield from (self.leaning, self.lean_word, self.content, self.reviewed, self.on_back)
        yield from (self.figures, self.figures_help) if self.shown else ()
        for figure in self.shown:
            yield from (figure.what, figure.when, figure.who, figure.people)
            for arm in figure.arms:
                yield from (arm.what, arm.count, arm.frames, arm.notes)
            yield from (figure.difference, figure.sure, figure.note)
        yield from (self.why,) if self.rows else ()
        for row in self.rows:
            yield from (row.short, *(cell.why for cell in row.cells))
        yield from (self.sources, *(self.cited or (self.no_sources,)), self.about, self.yours)
        for note in self.notes:
            yield from (note.heading, *note.lines)


def document(summary: Summary, words: Words) -> Document:
    """The sheet of a summary in words of the same language."""
    choices = {option.id: _choice(option) for option in summary.options}
    return Document(
        language=summary.language,
        brand=words["paper.brand"],
        title=words["paper.title"],
        appointment=words["paper.appointment"],
        reason=Field(
            words["paper.reason"], summary.reason, "" if summary.reason_chosen else words["paper.reason.none"]
        ),
        clinic=_clinic(summary, words),
        matters=words["paper.matters"],
        column=words["paper.column"],
        choices=tuple(choices.values()),
        rows=tuple(_row(row, choices, words) for row in summary.matters),
        no_rows=words["paper.matters.none"],
        says=summary.says,
        caution=words["says.caution"],
        lean=words["paper.lean"],
        boxes=tuple(_boxes(summary, choices, words)),
        lean_word=summary.lean_word,
        questions=words["paper.questions"],
        asked=summary.questions,
        not_known=words["paper.not_known"],
        gaps=summary.not_known,
        no_gaps=words["paper.not_known.none"],
        clinician=words["paper.clinician"],
        patient_made=words["paper.patient_made"],
        top=words["paper.top"],
        top_three=summary.top_three,
        ready=words["paper.ready"],
        readiness=tuple(words.say("paper.ready.line", short=line.short, word=line.word) for line in summary.readiness),
        leaning=words["paper.leaning"],
        content=summary.content,
        reviewed=summary.reviewed,
        on_back=_on_back(summary, words),
        figures=words["paper.figures"],
        figures_help=words["paper.figures.help"],
        shown=tuple(_figure(outcome, choices, words) for outcome in summary.outcomes),
        why=words["paper.why"],
        sources=words["paper.sources"],
        cited=summary.sources,
        no_sources=words["paper.sources.none"],
        about=words["paper.about"],
        yours=words["paper.yours"],
        notes=summary.about,
    )


def _on_back(summary: Summary, words: Words) -> str:
    if summary.outcomes or summary.matters or summary.sources:
        return words["paper.on_back"]
    return words["paper.on_back.about"] if summary.about else ""


def _choice(option: SheetOption) -> Choice:
    return Choice(option.index, option.letter, option.name, option.short)


def _clinic(summary: Summary, words: Words) -> Field:
    word = summary.clinic_word
    value = words.say("list.quoted", text=word) if word is not None else ""
    return Field(words["paper.clinic"], value, summary.clinic_answer)


def _row(row: SheetRow, choices: dict[str, Choice], words: Words) -> Row:
    cells = tuple(Cell(choices[fit.option], fit.fit.value, fit.word, fit.why) for fit in row.fits)
    return Row(row.say, row.short, words["paper.matters_a_lot"] if row.a_lot else "", cells)


def _boxes(summary: Summary, choices: dict[str, Choice], words: Words) -> Iterator[Box]:
    def mark(chosen: bool) -> str:
        return words["paper.box.chosen" if chosen else "paper.box.empty"]

    for option, choice in choices.items():
        chosen = summary.lean == option
        yield Box(choice, choice.short, chosen, mark(chosen))
    unknown = summary.lean == LEAN_UNKNOWN
    yield Box(None, words["sheet.lean.unknown"], unknown, mark(unknown))


def _figure(outcome: OutcomeView, choices: dict[str, Choice], words: Words) -> Figure:
    return Figure(
        what=plain(outcome.what),
        when=when_line(outcome.when, words),
        who=_who(outcome, words),
        people=people_line(outcome, words),
        arms=tuple(_arm(arm, outcome, choices, words) for arm in outcome.arms),
        difference=difference_line(outcome.difference, words) if outcome.difference else "",
        sure=sure_line(outcome, words),
        step=STEPS.index(outcome.certainty),
        note=plain(outcome.note),
    )


def _who(outcome: OutcomeView, words: Words) -> str:
    who = plain(outcome.who).rstrip()
    return f"{words['outcome.who']} {who}{'' if who.endswith('.') else '.'}"


def _arm(arm: ArmView, outcome: OutcomeView, choices: dict[str, Choice], words: Words) -> Arm:
    return Arm(
        choice=choices.get(arm.option),
        what=arm.what,
        count=count_of_100(arm, words),
        frames=both_frames(arm, outcome, words),
        notes=arm_notes(arm, words),
        said=arm_said(arm, outcome, words),
        per_100=arm.per_100,
        band=None if arm.span is None else (arm.span.low, arm.span.high),
    )
