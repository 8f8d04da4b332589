"""The shape of a content pack.

A pack is a folder with `pack.json` (structure, numbers, fits, facts by id: once for all languages), `facts.json` (the
checked facts with their sources) and one file of texts a language, `en.json`, of the same shape. Everything is frozen,
strict and refuses unknown keys. What holds *between* fields (ids that point somewhere, figures that a fact carries) is
checked in `data.library`.

Text that depends on the reason ("what is it for?") stands under a *reason key*: `all` is the general text, shown for
the general reason and wherever a reason says nothing of its own; a reason's id overrides it. Figures belong to
reasons, never to `all`, so a figure of one problem cannot reach the text of another.

Prose allows `*emphasis*`, `[[term-id]]` or `[[term-id|words as written]]`, `{figure-id}` and `\\n`, and nothing else.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

ALL: Final = "all"

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
ReasonKey = Id
"""`all`, or the id of a reason that is not the general one."""
FactId = Annotated[str, StringConstraints(pattern=r"^[A-Z]+[0-9]+[a-z]?$", max_length=12)]
ClaimId = Annotated[str, StringConstraints(pattern=r"^[A-Z]+[0-9]+$", max_length=12)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=1200, strip_whitespace=False)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=240)]


class Model(BaseModel):
    """Frozen, strict, no unknown keys."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)


class Section(StrEnum):
    """The parts of an option's panel, always these and in this order."""

    IN_ONE_SENTENCE = "in_one_sentence"
    WHAT_FOR = "what_for"
    WHO_NOT = "who_not"
    BEFORE = "before"
    STEPS = "steps"
    WHERE = "where"
    DAYS_AFTER = "days_after"
    BETTER = "better"
    WORSE = "worse"
    LASTING = "lasting"
    LIVING = "living"
    CERTAINTY = "certainty"


class Fit(StrEnum):
    """How an option meets what a person ticked."""

    FITS = "fits"
    PARTLY = "partly"
    DOES_NOT_FIT = "does_not_fit"
    NOT_KNOWN = "not_known"


class Certainty(StrEnum):
    """How sure the evidence is, in the four steps of GRADE."""

    VERY_LOW = "very_low"
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class Use(StrEnum):
    """Whether an option is used at all for a reason."""

    USED = "used"
    DISPUTED = "disputed"
    NOT_USED = "not_used"


# --- facts.json -----------------------------------------------------------------------------------------------------


class FactNumber(Model):
    """One figure as its source prints it. `id` is what a figure of the pack names it by."""

    id: Id | None = None
    label: str | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    numerator: int | None = None
    denominator: int | None = None
    unit: str | None = None
    timeframe: str | None = None


class FactCertainty(Model):
    level: Annotated[str, StringConstraints(pattern=r"^(very low|low|moderate|high)$")]
    basis: str


class Source(Model):
    """A source as it was read; bibliographic details that were not confirmed are left out or noted."""

    title: str
    authors: str | None = None
    year: int | None = None
    journal: str | None = None
    doi: str | None = None
    pmid: str | None = None
    url: str | None = None
    note: str | None = None


class Fact(Model):
    """One checked fact. `reasons` names the reasons whose texts may cite it; empty means any."""

    id: FactId
    reasons: tuple[Id, ...]
    claim: str
    numbers: tuple[FactNumber, ...]
    population: str | None
    study_type: str
    certainty: FactCertainty
    source: Source
    caution: str | None
    read_at: str


class Facts(Model):
    """The whole of `facts.json`."""

    schema_: str | None = Field(default=None, alias="$schema")
    facts: tuple[Fact, ...]


# --- pack.json ------------------------------------------------------------------------------------------------------


class InFact(Model):
    """Which one number of a fact is meant: a part of an entry of its `numbers`, or words of its sentence."""

    fact: FactId
    number: Id | None = None
    words: Line | None = None
    part: Literal["value", "range", "low", "high", "numerator", "denominator", "timeframe"] = "value"


class Place(Model):
    """What stands behind one text: facts, the figures it shows in every language, and claims of the source article."""

    facts: tuple[FactId, ...] = ()
    figures: tuple[Id, ...] = ()
    claims: tuple[ClaimId, ...] = ()


class Review(Model):
    """A clinical review that has taken place."""

    by: Line
    role: Line
    date: datetime.date


class ProcessDone(Model):
    """A process item of the decision-aid standard that has really been done, with who and when."""

    item: Annotated[int, Field(ge=1, le=23)]
    by: Line
    date: datetime.date
    what: Line


class Option(Model):
    id: Id
    no_action: bool = False
    """The option of doing nothing for now; its panel says what happens then."""


class Reason(Model):
    """One answer to "What is it for?". Exactly one reason is general: it shows the texts under `all`."""

    id: Id
    drawing: Id
    general: bool = False
    use: dict[Id, Use]


class Figure(InFact):
    """A number that prose may show as `{id}`: exactly the one that its fact has at its place. Only its reasons show it.

    It has a value, or a low and a high end.
    """

    id: Id
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: Literal[
        "percent", "celsius", "seconds", "minutes", "hours", "days", "weeks", "months", "years",
        "year", "people", "points", "studies", "count",
    ]  # fmt: skip
    reasons: Annotated[tuple[Id, ...], Field(min_length=1)]


class Drawings(Model):
    """Names of drawings in `resources/drawings`: one large, and a strip of four to six steps."""

    hero: Id
    steps: Annotated[tuple[Id, ...], Field(min_length=4, max_length=6)]


class Cell(Place):
    """An option's answer to a question. Options with the same `answer` word do not differ in this row."""

    answer: Id


class Factor(Model):
    """One row of the grid."""

    id: Id
    group: Id
    cells: dict[ReasonKey, dict[Id, Cell]]


class Span(Model):
    """From `low` to `high`, both included, out of 100."""

    low: Annotated[int, Field(ge=0, le=100)]
    high: Annotated[int, Field(ge=0, le=100)]


class Arm(Model):
    """What happened to the people of one group. `per_100` is rounded; the study's own counts stay beside it."""

    option: Id
    per_100: Annotated[int, Field(ge=0, le=100)]
    numerator: Annotated[int, Field(ge=0)] | None = None
    denominator: Annotated[int, Field(gt=0)] | None = None
    percent: Annotated[float, Field(ge=0, le=100)] | None = None
    span: Span | None = None


class Difference(Model):
    """How many more (or fewer, below zero) out of 100 in the first arm than in the second, with its range."""

    value: int
    low: int
    high: int


class When(Model):
    """How long after the start. `at_once` has value 0."""

    value: Annotated[int, Field(ge=0)]
    unit: Literal["at_once", "days", "weeks", "months", "years"]


class Outcome(Model):
    """People out of 100 to whom something happened, for one reason, at one time, in one group of people."""

    id: Id
    reason: Id
    section: Literal[Section.BETTER, Section.WORSE]
    factor: Id | None = None
    when: When
    when_from: InFact | None = None
    people: Annotated[int, Field(gt=0)]
    people_from: InFact | None = None
    arms: Annotated[tuple[Arm, ...], Field(min_length=1, max_length=4)]
    difference: Difference | None = None
    certainty: Certainty
    judged_by: Literal["us", "source"]
    facts: Annotated[tuple[FactId, ...], Field(min_length=1)]
    figures: tuple[Id, ...] = ()


class FitOf(Model):
    fit: Fit
    facts: tuple[FactId, ...] = ()
    figures: tuple[Id, ...] = ()


class Statement(Model):
    """One line of the checklist, tied to rows of the grid."""

    id: Id
    factors: Annotated[tuple[Id, ...], Field(min_length=1)]
    fits: dict[ReasonKey, dict[Id, FitOf]]


class NameWord(Model):
    """A word a clinic may use, and the options it usually means for a reason (none: ask)."""

    id: Id
    means: dict[ReasonKey, tuple[Id, ...]]


class Question(Model):
    """A question to ask. `reasons` empty: for all. It is offered first where one of `raised_by_*` applies."""

    id: Id
    topic: Id
    reasons: tuple[Id, ...] = ()
    raised_by_not_known: tuple[Id, ...] = ()
    """Ids of statements."""
    raised_by_readiness: tuple[Id, ...] = ()
    raised_by_names: bool = False
    raised_by_reasons: tuple[Id, ...] = ()
    """Reasons that always put this question on the sheet."""


class QuizQuestion(Model):
    """A question to check what was understood. `right` counts the choices from 0."""

    id: Id
    factor: Id
    choices: Annotated[int, Field(ge=2, le=4)]
    right: dict[ReasonKey, Annotated[int, Field(ge=0, le=3)]]
    facts: tuple[FactId, ...] = ()
    figures: tuple[Id, ...] = ()


class ReadinessQuestion(Model):
    """A yes or no about being ready, and the screen that helps after a no."""

    id: Id
    leads_to: Literal["options", "compare", "matters", "questions"]


class GlossaryTerm(Model):
    id: Id
    facts: tuple[FactId, ...] = ()


class Panel(Model):
    """Places for the sections of one panel; a section not named here has no facts of its own."""

    sections: dict[Section, Place]
    drawings: Drawings | None = None


class Structure(Model):
    """The whole of `pack.json`."""

    schema_: str | None = Field(default=None, alias="$schema")
    format: Literal[1]
    id: Id
    version: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    produced: datetime.date
    review: Review | None
    review_by: datetime.date
    processes_done: tuple[ProcessDone, ...] = ()
    source_claims: tuple[ClaimId, ...] = ()
    claims_in_intro: tuple[ClaimId, ...] = ()
    """Claims whose place is the introduction on Start."""
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=4)]
    reasons: Annotated[tuple[Reason, ...], Field(min_length=1, max_length=8)]
    groups: Annotated[tuple[Id, ...], Field(min_length=1)]
    figures: tuple[Figure, ...] = ()
    panels: dict[ReasonKey, dict[Id, Panel]]
    factors: Annotated[tuple[Factor, ...], Field(min_length=1)]
    outcomes: tuple[Outcome, ...] = ()
    statements: Annotated[tuple[Statement, ...], Field(min_length=1)]
    names: tuple[NameWord, ...] = ()
    topics: Annotated[tuple[Id, ...], Field(min_length=1)]
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    quiz: tuple[QuizQuestion, ...] = ()
    readiness: tuple[ReadinessQuestion, ...] = ()
    glossary: tuple[GlossaryTerm, ...] = ()

    @cached_property
    def figure_by_id(self) -> Mapping[str, Figure]:
        return {figure.id: figure for figure in self.figures}


# --- en.json, es.json, … --------------------------------------------------------------------------------------------


class Author(Model):
    name: Line
    qualifications: Line


class AboutText(Model):
    """Where the content comes from, for "About this aid"."""

    funding: Prose
    authors: Annotated[tuple[Author, ...], Field(min_length=1)]
    evidence: Annotated[tuple[Prose, ...], Field(min_length=1)]
    """How evidence was searched and chosen, and how sure it was judged."""
    update_policy: Prose
    after_review_by: Prose
    """What a person is told once `review_by` has passed."""


class IntroText(Model):
    title: Line
    say: Annotated[tuple[Prose, ...], Field(min_length=1)]
    """What this is, and for whom; two or three short sentences."""
    condition: Prose
    decision: Prose
    reason_question: Line
    reason_help: Line
    names_heading: Line
    names_ask: Prose
    """What is right to ask whenever names overlap."""


class OptionText(Model):
    name: Line
    short: Annotated[str, StringConstraints(min_length=1, max_length=24)]
    in_sentence: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    """As it stands inside a sentence, such as "between … and …"."""
    tagline: Line
    """A few words under the name: what is done."""
    also_called: dict[ReasonKey, tuple[Line, ...]] = {}


class UseText(Model):
    """Said at the top of an option that is not used (or is disputed) for a reason."""

    say: Prose
    instead: Prose | None = None
    """What the word may mean instead."""


class ReasonText(Model):
    name: Line
    detail: Line
    use: dict[Id, UseText] = {}


class PictureText(Model):
    """A caption to read and a description to hear."""

    caption: Line
    said: Prose


class DrawingsText(Model):
    hero: PictureText
    steps: Annotated[tuple[PictureText, ...], Field(min_length=4, max_length=6)]


class PanelText(Model):
    """`sections` has every section under `all`; under a reason, those that differ."""

    sections: dict[Section, Annotated[tuple[Prose, ...], Field(min_length=1, max_length=12)]]
    drawings: DrawingsText | None = None


class CellText(Model):
    headline: Line
    """At most ten words."""
    detail: Prose
    """One or two plain sentences."""


class FactorText(Model):
    question: Line
    why: Prose
    """Why a person may care."""
    cells: dict[ReasonKey, dict[Id, CellText]]


class OutcomeText(Model):
    what: Prose
    """What happened, such as "Less pain"."""
    who: Prose
    """Who was studied."""
    arms: dict[Id, Line]
    """What the people of each arm had, by option."""
    happened: Line
    """After the number: "had this relief"."""
    not_happened: Line
    note: Prose | None = None


class StatementText(Model):
    say: Line
    """In a person's own voice."""
    short: Line
    """The same in a few words, for the sheet and the table of signs."""
    why: dict[ReasonKey, dict[Id, Line]]
    """The reason for each fit, at most sixteen words."""


class NameText(Model):
    word: Line
    answer: dict[ReasonKey, Prose]


class QuestionText(Model):
    say: Line


class QuizText(Model):
    ask: Line
    choices: Annotated[tuple[Line, ...], Field(min_length=2, max_length=4)]
    why: dict[ReasonKey, Prose]


class ReadinessText(Model):
    ask: Line
    short: Line
    help: Prose
    """Said after a no."""


class GlossaryText(Model):
    term: Line
    meaning: Prose
    synonyms: tuple[Line, ...] = ()


class Texts(Model):
    """The whole of a language's file."""

    schema_: str | None = Field(default=None, alias="$schema")
    language: Language
    name: Line
    range_word: Line = "to"
    """Between the ends of a range: "20 to 60"."""
    thousands_mark: Annotated[str, StringConstraints(pattern=r"^[,. \u00a0\u202f'’]?$")] = ","
    """Sets thousands apart in figures: "1,600"; one sign, or none."""
    intro: IntroText
    about: AboutText
    sections: dict[Section, Line]
    options: dict[Id, OptionText]
    reasons: dict[Id, ReasonText]
    groups: dict[Id, Line]
    panels: dict[ReasonKey, dict[Id, PanelText]]
    factors: dict[Id, FactorText]
    outcomes: dict[Id, OutcomeText] = {}
    statements: dict[Id, StatementText]
    names: dict[Id, NameText] = {}
    topics: dict[Id, Line]
    questions: dict[Id, QuestionText]
    quiz: dict[Id, QuizText] = {}
    readiness: dict[Id, ReadinessText] = {}
    glossary: dict[Id, GlossaryText] = {}
