"""One person's visit: a frozen state, and the intents that lead from one state to the next.

Everything a person does is here and nowhere else, so `NewVisit` wipes it with one assignment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    from data.library import Pack

SEARCH_LENGTH = 60
"""Characters of a search that are kept."""
SCHEMES = ("default", "high-dark", "high-light", "soft")
TEXT_SIZES = ("small", "default", "large", "largest")
T = TypeVar("T")
LEAN_UNKNOWN = "?"
"""The lean of a person who does not know yet."""


class Screen(StrEnum):
    START = "start"
    OPTIONS = "options"
    COMPARE = "compare"
    MATTERS = "matters"
    SHEET = "sheet"


class Weight(StrEnum):
    MATTERS = "matters"
    A_LOT = "a_lot"


class Pace(StrEnum):
    SHORT = "short"
    LONG = "long"


class ShowFigures(StrEnum):
    """How numbers are shown."""

    FIGURES = "figures"
    WORDS = "words"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Visit:
    """All that one person has done since the last wipe.

    `ticks` keeps the order of ticking, for reading aloud only: nothing that is derived depends on it. `order` is the
    order of the columns, as places in the pack's list of options. `hidden` is that order while names are hidden;
    `was_hidden` is what it was, from when they are shown again until the person goes on.
    """

    screen: Screen = Screen.START
    about: bool = False
    reason: str | None = None
    name: str | None = None
    pace: Pace | None = None
    option: str | None = None
    sections: tuple[tuple[str, bool], ...] = ()
    """Section ids that a person opened (True) or closed (False)."""
    show: ShowFigures = ShowFigures.FIGURES
    search: str = ""
    groups: frozenset[str] = frozenset()
    only_different: bool = False
    only_mine: bool = False
    full: bool = False
    open_rows: frozenset[str] = frozenset()
    ticks: tuple[tuple[str, Weight], ...] = ()
    order: tuple[int, ...] = ()
    hidden: tuple[int, ...] | None = None
    was_hidden: tuple[int, ...] | None = None
    compared: bool = False
    quiz: tuple[tuple[str, int], ...] = ()
    readiness: tuple[tuple[str, bool], ...] = ()
    questions: tuple[str, ...] = ()
    lean: str | None = None
    text_size: str | None = None
    scheme: str | None = None
    language: str | None = None

    def weight(self, statement: str) -> Weight | None:
        """How much a statement matters; None if it is not ticked."""
        return dict(self.ticks).get(statement)


# --- intents --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewVisit:
    """Wipe. `order` is the new visit's order of columns (empty: as in the pack)."""

    order: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class GoTo:
    screen: Screen


@dataclass(frozen=True, slots=True)
class ShowAbout:
    on: bool


@dataclass(frozen=True, slots=True)
class ChooseReason:
    reason: str


@dataclass(frozen=True, slots=True)
class ChooseName:
    """The word a clinic used; the same word again takes it back."""

    name: str


@dataclass(frozen=True, slots=True)
class ChoosePace:
    pace: Pace


@dataclass(frozen=True, slots=True)
class ChooseOption:
    option: str


@dataclass(frozen=True, slots=True)
class OpenSection:
    section: str
    on: bool


@dataclass(frozen=True, slots=True)
class ChooseShow:
    show: ShowFigures


@dataclass(frozen=True, slots=True)
class Search:
    text: str


@dataclass(frozen=True, slots=True)
class ToggleGroup:
    group: str


@dataclass(frozen=True, slots=True)
class AllGroups:
    pass


@dataclass(frozen=True, slots=True)
class OnlyDifferent:
    on: bool


@dataclass(frozen=True, slots=True)
class OnlyMine:
    on: bool


@dataclass(frozen=True, slots=True)
class ClearFilters:
    pass


@dataclass(frozen=True, slots=True)
class ShowFull:
    on: bool


@dataclass(frozen=True, slots=True)
class OpenRow:
    factor: str
    on: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """`weight` None takes the tick away."""

    statement: str
    weight: Weight | None


@dataclass(frozen=True, slots=True)
class HideNames:
    """Columns as A, B, C in this order of places, names hidden; None shows the names again.

    While they are hidden, all that cannot be read without them is closed: the options and About.
    """

    order: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class AnswerQuiz:
    question: str
    choice: int


@dataclass(frozen=True, slots=True)
class AnswerReadiness:
    question: str
    yes: bool


@dataclass(frozen=True, slots=True)
class PickQuestion:
    question: str
    on: bool


@dataclass(frozen=True, slots=True)
class Lean:
    """An option's id, `LEAN_UNKNOWN`, or None for no answer."""

    to: str | None


@dataclass(frozen=True, slots=True)
class ChooseTextSize:
    size: str


@dataclass(frozen=True, slots=True)
class ChooseScheme:
    scheme: str


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    language: str


@dataclass(frozen=True, slots=True)
class ResetDisplay:
    """Text size and colours as at the start; answers are kept."""


Intent: TypeAlias = (
    NewVisit | GoTo | ShowAbout | ChooseReason | ChooseName | ChoosePace | ChooseOption | OpenSection | ChooseShow
    | Search | ToggleGroup | AllGroups | OnlyDifferent | OnlyMine | ClearFilters | ShowFull | OpenRow | Tick
    | HideNames | AnswerQuiz | AnswerReadiness | PickQuestion | Lean | ChooseTextSize | ChooseScheme | ChooseLanguage
    | ResetDisplay
)  # fmt: skip


def apply(pack: Pack, visit: Visit, intent: Intent) -> Visit:
    """The visit after an intent. An intent that names nothing in the pack leaves the visit as it is."""
    match intent:
        case NewVisit(order):
            return Visit(order=order if sorted(order) == list(range(len(pack.structure.options))) else ())
        case GoTo(screen):
            if visit.hidden is not None and screen is Screen.OPTIONS:
                return visit
            compared = visit.compared or screen is Screen.COMPARE
            told = visit.was_hidden if screen is visit.screen else None
            return replace(visit, screen=screen, about=False, compared=compared, was_hidden=told)
        case ShowAbout(on):
            return visit if on and visit.hidden is not None else replace(visit, about=on)
        case ChooseReason(reason):
            return replace(visit, reason=reason) if _has(pack.structure.reasons, reason) else visit
        case ChooseName(name):
            if not _has(pack.structure.names, name):
                return visit
            return replace(visit, name=None if visit.name == name else name)
        case ChoosePace(pace):
            # The short way begins with its own few rows, whatever was sought before.
            bare = apply(pack, visit, ClearFilters()) if pace is Pace.SHORT else visit
            return replace(bare, pace=pace)
        case ChooseOption(option):
            return replace(visit, option=option) if _has(pack.structure.options, option) else visit
        case OpenSection(section, on):
            return replace(visit, sections=_put(visit.sections, section, on))
        case ChooseShow(show):
            return replace(visit, show=show)
        case Search(text):
            return replace(visit, search=text[:SEARCH_LENGTH])
        case ToggleGroup(group):
            return replace(visit, groups=visit.groups ^ {group}) if group in pack.structure.groups else visit
        case AllGroups():
            return replace(visit, groups=frozenset())
        case OnlyDifferent(on):
            return replace(visit, only_different=on)
        case OnlyMine(on):
            return replace(visit, only_mine=on)
        case ClearFilters():
            return replace(visit, search="", groups=frozenset(), only_different=False, only_mine=False)
        case ShowFull(on):
            return replace(visit, full=on)
        case OpenRow(factor, on):
            if not _has(pack.structure.factors, factor):
                return visit
            return replace(visit, open_rows=visit.open_rows | {factor} if on else visit.open_rows - {factor})
        case Tick(statement, weight):
            if not _has(pack.structure.statements, statement):
                return visit
            ticks = tuple(pair for pair in visit.ticks if pair[0] != statement or weight is not None)
            return replace(visit, ticks=ticks if weight is None else _put(ticks, statement, weight))
        case HideNames(order):
            valid = order is None or sorted(order) == list(range(len(pack.structure.options)))
            if not valid:
                return visit
            if order is None:
                return replace(visit, hidden=None, was_hidden=visit.hidden or visit.was_hidden)
            away = visit.about or visit.screen is Screen.OPTIONS
            screen = Screen.COMPARE if away else visit.screen
            compared = visit.compared or screen is Screen.COMPARE
            return replace(visit, hidden=order, was_hidden=None, about=False, screen=screen, compared=compared)
        case AnswerQuiz(question, choice):
            asked = next((q for q in pack.structure.quiz if q.id == question), None)
            if asked is None or not 0 <= choice < asked.choices:
                return visit
            return replace(visit, quiz=_put(visit.quiz, question, choice))
        case AnswerReadiness(question, yes):
            if not _has(pack.structure.readiness, question):
                return visit
            return replace(visit, readiness=_put(visit.readiness, question, yes))
        case PickQuestion(question, on):
            if not _has(pack.structure.questions, question):
                return visit
            rest = tuple(q for q in visit.questions if q != question)
            if on and question in visit.questions:
                return visit
            return replace(visit, questions=(*rest, question) if on else rest)
        case Lean(to):
            known = to is None or to == LEAN_UNKNOWN or _has(pack.structure.options, to)
            return replace(visit, lean=to) if known else visit
        case ChooseTextSize(size):
            return replace(visit, text_size=size) if size in TEXT_SIZES else visit
        case ChooseScheme(scheme):
            return replace(visit, scheme=scheme) if scheme in SCHEMES else visit
        case ChooseLanguage(language):
            return replace(visit, language=language) if language in pack.structure.languages else visit
        case ResetDisplay():
            return replace(visit, text_size=None, scheme=None)


def _has(things: Sequence[object], wanted: str) -> bool:
    return any(getattr(thing, "id", None) == wanted for thing in things)


def _put(pairs: tuple[tuple[str, T], ...], key: str, value: T) -> tuple[tuple[str, T], ...]:
    if any(known == key for known, _ in pairs):
        return tuple((known, value if known == key else old) for known, old in pairs)
    return (*pairs, (key, value))
