"""Check what you know, and "Am I ready?"."""

from __future__ import annotations

from dataclasses import dataclass

from data.comparison import Comparison, QuizView, ReadinessView
from gui.visit.state import Screen, Visit
from gui.visit.words import Words

_SCREENS = {
    "options": Screen.OPTIONS,
    "compare": Screen.COMPARE,
    "matters": Screen.MATTERS,
    "questions": Screen.SHEET,
}


@dataclass(frozen=True, slots=True)
class QuizLine:
    """A quiz question; `chosen` and `right` are None before an answer. `row` is the row of the grid to go to.

    `verdict` is "" before an answer; the reason is `question.why`.
    """

    question: QuizView
    chosen: int | None
    right: bool | None
    verdict: str
    row: str


@dataclass(frozen=True, slots=True)
class ReadyLine:
    """A readiness question; after a no, `screen` is where to go and `questions` (ids) are raised for the sheet.

    `to_questions` says that the questions on My sheet are what helps. `go` words the way there; "" without a no.
    """

    question: ReadinessView
    answer: bool | None
    screen: Screen | None
    to_questions: bool
    questions: tuple[str, ...]
    go: str


def quiz(comparison: Comparison, visit: Visit, words: Words) -> tuple[QuizLine, ...]:
    """The quiz with the answers so far. Under another reason another choice may be the right one."""
    chosen = dict(visit.quiz)
    return tuple(_quiz_line(question, chosen.get(question.id), words) for question in comparison.quiz)


def readiness(comparison: Comparison, visit: Visit, words: Words) -> tuple[ReadyLine, ...]:
    """The readiness questions with the answers so far; each no leads somewhere."""
    return tuple(_ready_line(comparison, q, dict(visit.readiness).get(q.id), words) for q in comparison.readiness)


def gaps(comparison: Comparison, visit: Visit) -> tuple[ReadinessView, ...]:
    """The readiness questions answered no."""
    answers = dict(visit.readiness)
    return tuple(question for question in comparison.readiness if answers.get(question.id) is False)


def closing(comparison: Comparison, visit: Visit, words: Words) -> str:
    """What is said below the readiness questions: never a score, and always that waiting is fine."""
    answers = dict(visit.readiness)
    if any(question.id not in answers for question in comparison.readiness):
        return words["ready.wait"]
    return words["ready.some_no" if gaps(comparison, visit) else "ready.all_yes"]


def _quiz_line(question: QuizView, chosen: int | None, words: Words) -> QuizLine:
    if chosen is None:
        return QuizLine(question, None, None, "", question.factor)
    right = chosen == question.right
    verdict = words["quiz.right"] if right else words.say("quiz.wrong", answer=question.choices[question.right])
    return QuizLine(question, chosen, right, verdict, question.factor)


def _ready_line(comparison: Comparison, question: ReadinessView, answer: bool | None, words: Words) -> ReadyLine:
    if answer is not False:
        return ReadyLine(question, answer, None, False, (), "")
    raised = tuple(q.id for q in comparison.questions if question.id in q.raised_by_readiness)
    return ReadyLine(
        question=question,
        answer=answer,
        screen=_SCREENS[question.leads_to],
        to_questions=question.leads_to == "questions",
        questions=raised,
        go=words[f"ready.go.{question.leads_to}"],
    )
