"""Which questions to ask are offered, in which order, and which go on the sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from data.comparison import Comparison, NameView, QuestionView
from data.schema import Fit
from gui.visit.matters import ticked
from gui.visit.ready import gaps
from gui.visit.state import Visit


@dataclass(frozen=True, slots=True)
class Offer:
    """A question on offer. `because` is the key of words that say why it comes first, or "" for the rest.

    `picked` by the person; `automatic` stands on the sheet unasked.
    """

    question: QuestionView
    topic: str
    because: str
    picked: bool
    automatic: bool


def offers(comparison: Comparison, visit: Visit) -> tuple[Offer, ...]:
    """All questions of this reason: first those that something raises, then the rest by topic.

    Raised come first, in this order: by a ticked statement that is not known for an option, by a no about being
    ready, by the names helper, by the reason.
    """
    ranks = {because: rank for rank, because in enumerate((*_RAISES, ""))}
    topics = {topic: place for place, (topic, _) in enumerate(comparison.topics)}
    names = dict(comparison.topics)
    raised = _Raised(
        frozenset(
            line.statement.id
            for line in ticked(comparison, visit)
            if any(fit.fit is Fit.NOT_KNOWN for fit in line.fits)
        ),
        frozenset(gap.id for gap in gaps(comparison, visit)),
        visit.name is not None or names_overlap(comparison),
    )
    made = [
        Offer(
            question,
            names[question.topic],
            _because(raised, question),
            question.id in visit.questions,
            _automatic(visit, question),
        )
        for question in comparison.questions
    ]
    return tuple(sorted(made, key=lambda o: (ranks[o.because], 0 if o.because else topics[o.question.topic])))


def on_sheet(comparison: Comparison, visit: Visit) -> tuple[QuestionView, ...]:
    """The questions of the sheet: the automatic ones (the reason's, then the names helper's), then the picked ones."""
    by_id = {question.id: question for question in comparison.questions}
    automatic = [q for q in comparison.questions if q.raised_by_reason]
    automatic += [q for q in comparison.questions if q not in automatic and _automatic(visit, q)]
    picked = [by_id[q] for q in visit.questions if q in by_id and by_id[q] not in automatic]
    return (*automatic, *picked)


def names_overlap(comparison: Comparison) -> bool:
    """Is a word of the names helper an option's own name and yet means, for this reason, not that option alone?"""
    owners: dict[str, set[str]] = {}
    for option in comparison.options:
        for name in (option.name, option.short, *option.also_called, *option.also_elsewhere):
            owners.setdefault(name.casefold(), set()).add(option.id)
    return any(_means_other(view, owners.get(view.word.casefold(), set())) for view in comparison.names)


_RAISES = ("sheet.because.not_known", "sheet.because.ready", "sheet.because.name", "sheet.because.reason")


def _means_other(view: NameView, owners: set[str]) -> bool:
    return bool(owners) and set(view.means) != owners


class _Raised(NamedTuple):
    """What raises questions in a visit: statements that are not known, what a person is not ready for, the names."""

    unknown: frozenset[str]
    gaps: frozenset[str]
    names: bool


def _because(raised: _Raised, question: QuestionView) -> str:
    if not raised.unknown.isdisjoint(question.raised_by_not_known):
        return _RAISES[0]
    if not raised.gaps.isdisjoint(question.raised_by_readiness):
        return _RAISES[1]
    if question.raised_by_names and raised.names:
        return _RAISES[2]
    return _RAISES[3] if question.raised_by_reason else ""


def _automatic(visit: Visit, question: QuestionView) -> bool:
    return question.raised_by_reason or (question.raised_by_names and visit.name is not None)
