"""The pack as it reads under one reason: every text resolved, nothing left to look up.

Pure and frozen, so it may be kept for as long as pack and reason stay the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from data.prose import Piece, figure_text, parse, plain
from data.schema import ALL, Certainty, Difference, Fact, Fit, Section, Span, Use, When

if TYPE_CHECKING:
    from data.library import Pack
    from data.schema import Drawings, DrawingsText, Outcome

LETTERS = "ABCD"
Text = tuple[Piece, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Picture:
    drawing: str
    caption: str
    said: str


@dataclass(frozen=True, slots=True)
class ArmView:
    """One group of an outcome: `per_100` of `100` people, and the study's own counts where it gave them."""

    option: str
    what: str
    per_100: int
    numerator: int | None
    denominator: int | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class OutcomeView:
    id: str
    section: Section
    factor: str | None
    what: Text
    who: Text
    when: When
    people: int
    arms: tuple[ArmView, ...]
    difference: Difference | None
    happened: str
    not_happened: str
    note: Text
    certainty: Certainty
    judged_by: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    id: Section
    heading: str
    paragraphs: tuple[Text, ...]
    facts: tuple[Fact, ...]
    outcomes: tuple[OutcomeView, ...]


@dataclass(frozen=True, slots=True)
class OptionView:
    """An option under the reason. `index` is its place in the pack: 0 is A.

    `also_called` are its other names for this reason; `also_elsewhere` those that it has for other reasons only.
    """

    id: str
    index: int
    letter: str
    name: str
    short: str
    in_sentence: str
    tagline: str
    also_called: tuple[str, ...]
    also_elsewhere: tuple[str, ...]
    use: Use
    use_say: Text
    use_instead: Text
    sections: tuple[SectionView, ...]
    hero: Picture | None
    steps: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class CellView:
    option: str
    headline: Text
    detail: Text
    answer: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One question and its answers, in the order of the options."""

    id: str
    group: str
    question: Text
    why: Text
    cells: tuple[CellView, ...]
    differs: bool
    outcomes: tuple[OutcomeView, ...]


@dataclass(frozen=True, slots=True)
class FitView:
    option: str
    fit: Fit
    why: str


@dataclass(frozen=True, slots=True)
class StatementView:
    id: str
    say: str
    short: str
    factors: tuple[str, ...]
    fits: tuple[FitView, ...]


@dataclass(frozen=True, slots=True)
class NameView:
    id: str
    word: str
    means: tuple[str, ...]
    answer: Text


@dataclass(frozen=True, slots=True)
class QuestionView:
    id: str
    topic: str
    say: str
    raised_by_not_known: tuple[str, ...]
    raised_by_readiness: tuple[str, ...]
    raised_by_names: bool
    raised_by_reason: bool


@dataclass(frozen=True, slots=True)
class QuizView:
    id: str
    factor: str
    ask: str
    choices: tuple[str, ...]
    right: int
    why: Text


@dataclass(frozen=True, slots=True)
class ReadinessView:
    id: str
    ask: str
    short: str
    help: Text
    leads_to: str


@dataclass(frozen=True, slots=True)
class TermView:
    id: str
    term: str
    meaning: Text
    synonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReasonView:
    id: str
    name: str
    detail: str
    drawing: str
    general: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that a person can read under `reason`."""

    reason: ReasonView
    options: tuple[OptionView, ...]
    groups: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    statements: tuple[StatementView, ...]
    names: tuple[NameView, ...]
    topics: tuple[tuple[str, str], ...]
    questions: tuple[QuestionView, ...]
    quiz: tuple[QuizView, ...]
    readiness: tuple[ReadinessView, ...]
    glossary: tuple[TermView, ...]

    def option(self, option_id: str) -> OptionView:
        """The option of that id; KeyError if there is none."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)

    def row(self, factor_id: str) -> Row:
        """The row of that factor; KeyError if there is none."""
        for row in self.rows:
            if row.id == factor_id:
                return row
        raise KeyError(factor_id)


def reasons(pack: Pack) -> tuple[ReasonView, ...]:
    """The answers to "what is it for?", in the pack's order."""
    texts = pack.texts.reasons
    return tuple(
        ReasonView(r.id, texts[r.id].name, texts[r.id].detail, r.drawing, r.general) for r in pack.structure.reasons
    )


def compare(pack: Pack, reason_id: str | None = None) -> Comparison:
    """The comparison for a reason, or the general one for None. KeyError for a reason the pack does not have."""
    views = {view.id: view for view in reasons(pack)}
    reason = views[reason_id] if reason_id is not None else next(view for view in views.values() if view.general)
    return _Reader(pack, reason).comparison()


class _Reader:
    def __init__(self, pack: Pack, reason: ReasonView) -> None:
        self.pack, self.reason = pack, reason
        self.key = ALL if reason.general else reason.id
        self.structure, self.texts = pack.structure, pack.texts
        self.option_ids = tuple(option.id for option in self.structure.options)
        self.terms = {term: text.term for term, text in self.texts.glossary.items()}

    def pick(self, by_reason: Mapping[str, T]) -> T:
        return by_reason[self.key] if self.key in by_reason else by_reason[ALL]

    def figure(self, figure_id: str) -> str:
        return figure_text(self.structure.figure_by_id[figure_id], self.texts)

    def text(self, text: str | None) -> Text:
        return parse(text, self.figure, self.terms) if text else ()

    def facts(self, ids: Sequence[str]) -> tuple[Fact, ...]:
        return tuple(self.pack.facts[fact_id] for fact_id in ids)

    def line(self, text: str) -> str:
        return plain(self.text(text))

    def comparison(self) -> Comparison:
        outcomes = tuple(self.outcome(o) for o in self.structure.outcomes if o.reason == self.reason.id)
        texts, structure = self.texts, self.structure
        asked = tuple(q for q in structure.questions if not q.reasons or self.reason.id in q.reasons)
        return Comparison(
            reason=self.reason,
            options=tuple(self.option(i, option_id, outcomes) for i, option_id in enumerate(self.option_ids)),
            groups=tuple((group, texts.groups[group]) for group in structure.groups),
            rows=tuple(self.row(i, outcomes) for i in range(len(structure.factors))),
            statements=tuple(self.statement(i) for i in range(len(structure.statements))),
            names=tuple(
                NameView(
                    n.id,
                    texts.names[n.id].word,
                    self.pick(n.means),
                    self.text(self.pick(texts.names[n.id].answer)),
                )
                for n in structure.names
            ),
            topics=tuple((topic, texts.topics[topic]) for topic in structure.topics),
            questions=tuple(
                QuestionView(
                    q.id,
                    q.topic,
                    texts.questions[q.id].say,
                    q.raised_by_not_known,
                    q.raised_by_readiness,
                    q.raised_by_names,
                    self.reason.id in q.raised_by_reasons,
                )
                for q in asked
            ),
            quiz=tuple(
                QuizView(
                    q.id,
                    q.factor,
                    texts.quiz[q.id].ask,
                    texts.quiz[q.id].choices,
                    self.pick(q.right),
                    self.text(self.pick(texts.quiz[q.id].why)),
                )
                for q in structure.quiz
            ),
            readiness=tuple(
                ReadinessView(
                    r.id,
                    texts.readiness[r.id].ask,
                    texts.readiness[r.id].short,
                    self.text(texts.readiness[r.id].help),
                    r.leads_to,
                )
                for r in structure.readiness
            ),
            glossary=tuple(
                TermView(
                    g.id,
                    texts.glossary[g.id].term,
                    self.text(texts.glossary[g.id].meaning),
                    texts.glossary[g.id].synonyms,
                )
                for g in structure.glossary
            ),
        )

    def outcome(self, outcome: Outcome) -> OutcomeView:
        text = self.texts.outcomes[outcome.id]
        return OutcomeView(
            id=outcome.id,
            section=outcome.section,
            factor=outcome.factor,
            what=self.text(text.what),
            who=self.text(text.who),
            when=outcome.when,
            people=outcome.people,
            arms=tuple(
                ArmView(arm.option, text.arms[arm.option], arm.per_100, arm.numerator, arm.denominator, arm.span)
                for arm in outcome.arms
            ),
            difference=outcome.difference,
            happened=text.happened,
            not_happened=text.not_happened,
            note=self.text(text.note),
            certainty=outcome.certainty,
            judged_by=outcome.judged_by,
            facts=self.facts(outcome.facts),
        )

    def option(self, index: int, option_id: str, outcomes: tuple[OutcomeView, ...]) -> OptionView:
        texts, structure = self.texts, self.structure
        name = texts.options[option_id]
        reason = next(r for r in structure.reasons if r.id == self.reason.id)
        use_text = texts.reasons[self.reason.id].use.get(option_id)
        drawings, captions = self.drawings(option_id)
        here = self.pick(name.also_called) if name.also_called else ()
        everywhere = (also for names in name.also_called.values() for also in names)
        return OptionView(
            id=option_id,
            index=index,
            letter=LETTERS[index],
            name=name.name,
            short=name.short,
            in_sentence=name.in_sentence,
            tagline=name.tagline,
            also_called=here,
            also_elsewhere=tuple(n for n in dict.fromkeys(everywhere) if n not in here),
            use=reason.use[option_id],
            use_say=self.text(use_text.say) if use_text else (),
            use_instead=self.text(use_text.instead) if use_text else (),
            sections=tuple(self.section(section, option_id, outcomes) for section in Section),
            hero=Picture(drawings.hero, captions.hero.caption, captions.hero.said) if drawings and captions else None,
            steps=tuple(
                Picture(drawing, text.caption, text.said)
                for drawing, text in zip(drawings.steps, captions.steps, strict=True)
            )
            if drawings and captions
            else (),
        )

    def drawings(self, option_id: str) -> tuple[Drawings | None, DrawingsText | None]:
        for key in (self.key, ALL):
            panel = self.structure.panels.get(key, {}).get(option_id)
            text = self.texts.panels.get(key, {}).get(option_id)
            if panel and panel.drawings and text and text.drawings:
                return panel.drawings, text.drawings
        return None, None

    def section(self, section: Section, option_id: str, outcomes: tuple[OutcomeView, ...]) -> SectionView:
        key = ALL
        if section in getattr(self.texts.panels.get(self.key, {}).get(option_id), "sections", {}):
            key = self.key
        place = self.structure.panels[key][option_id].sections.get(section) if key in self.structure.panels else None
        return SectionView(
            id=section,
            heading=self.texts.sections[section],
            paragraphs=tuple(self.text(p) for p in self.texts.panels[key][option_id].sections[section]),
            facts=self.facts(place.facts) if place else (),
            outcomes=tuple(o for o in outcomes if o.section == section and any(a.option == option_id for a in o.arms)),
        )

    def row(self, index: int, outcomes: tuple[OutcomeView, ...]) -> Row:
        factor = self.structure.factors[index]
        text = self.texts.factors[factor.id]
        cells, words = self.pick(factor.cells), self.pick(text.cells)
        views = tuple(
            CellView(
                option,
                self.text(words[option].headline),
                self.text(words[option].detail),
                cells[option].answer,
                self.facts(cells[option].facts),
            )
            for option in self.option_ids
        )
        return Row(
            id=factor.id,
            group=factor.group,
            question=self.text(text.question),
            why=self.text(text.why),
            cells=views,
            differs=len({view.answer for view in views}) > 1,
            outcomes=tuple(o for o in outcomes if o.factor == factor.id),
        )

    def statement(self, index: int) -> StatementView:
        statement = self.structure.statements[index]
        text = self.texts.statements[statement.id]
        fits, why = self.pick(statement.fits), self.pick(text.why)
        return StatementView(
            statement.id,
            self.line(text.say),
            text.short,
            statement.factors,
            tuple(FitView(option, fits[option].fit, self.line(why[option])) for option in self.option_ids),
        )
