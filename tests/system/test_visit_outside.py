"""One whole visit on a real screen, three times: by mouse alone, by keys alone, by accessibility actions alone.

Nothing here looks inside the program: what is done and what comes of it are seen as assistive technology sees them.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import pytest

from data.comparison import Comparison, compare
from data.library import Pack, built_in, load
from data.prose import plain
from data.schema import Section, Statement
from gui.visit.rows import SearchIndex, count_line, filtered
from gui.visit.state import Visit as VisitState
from gui.visit.words import load_words
from tests.packaging.conftest import built
from tests.system.outside import BUILT, SOURCE, App, Desktop, Missing, Node

__all__ = ["built"]

TICKS = 4
FOUR_SIGNS = r"(fits|partly|does not fit|not known)"
EVERYWHERE = ("tabs", "textSize", "colours", "startOver")
ON_SCREEN = {
    "start": ("next",),
    "options": ("optionTabs", "back", "next"),
    "compare": ("grid", "search", "onlyDifferent", "onlyMine", "rowsShown", "checklist", "back", "next"),
    "sheet": ("sheet", "back"),
}
NO_STOPS = ("page tab", "cell", "table cell", "frame")
"""What also claims to have the focus while something else has it: Qt says so of the tab that is on, in every bar."""
NOT_YET = ("listen", "language")
"""Controls that are absent until what they do is there."""


class Hands(Protocol):
    """A way to work the program."""

    app: App

    def act(self, ident: str) -> None: ...

    def choose(self, bar: str, name: str) -> None: ...


@dataclass
class Mouse:
    """Turns the wheel until a thing is in view, then clicks it."""

    app: App

    def act(self, ident: str) -> None:
        self.app.bring(ident)
        self.app.click(ident)

    def choose(self, bar: str, name: str) -> None:
        self.app.click(role="page tab", name=name, inside=bar)


@dataclass
class Keys:
    """Tab and Shift+Tab walk, arrows choose a tab, Space and Return act."""

    app: App

    def act(self, ident: str) -> None:
        node = self.reach(ident)
        self.app.key("Return" if node.role in ("push button", "button") else "space")

    def choose(self, bar: str, name: str) -> None:
        self.reach(bar)
        tabs = self.app.find_all(role="page tab", inside=bar)
        at = next(i for i, tab in enumerate(tabs) if "selected" in tab.states)
        to = next(i for i, tab in enumerate(tabs) if tab.name == name)
        if at != to:
            self.app.key(*["Right" if to > at else "Left"] * abs(to - at))

    def reach(self, ident: str) -> Node:
        """Walks by as many stops as lie between, and looks where that led.

        Every tab of a bar is a stop. That a bar has the focus can be seen, at which of its tabs cannot: then it walks
        as far as it must at least, and again from there.
        """
        goal = self.app.wait_for(ident)
        for _ in range(10):
            on = next((n for n in self.app.find_all(state=["focused"]) if n.role not in NO_STOPS), None)
            if on is not None and on.short_id == ident:
                return on
            nodes = self.app.find_all(state=["focusable", "enabled"])
            stops = [
                node.short_id for node in nodes if node.role not in ("page tab list", "cell", "table cell", "frame")
            ]
            goals = [i for i, stop in enumerate(stops) if stop == ident]
            starts = [i for i, stop in enumerate(stops) if on is not None and stop == on.short_id] or [-1]
            forward = goals[0] > starts[-1]
            steps = goals[0] - starts[-1] if forward else starts[0] - goals[-1]
            self.app.key(*["Tab" if forward else "shift+Tab"] * steps)
            with contextlib.suppress(Missing):
                self.app.wait_for(ident, role=goal.role, state=["focused"], seconds=0.4)
        raise Missing(f"Tab never reaches {ident}\n{self.app.tree()}")


@dataclass
class Actions:
    """Asks each thing to do what it offers to do, as a switch or a voice would."""

    app: App

    def act(self, ident: str) -> None:
        self.app.press(ident)

    def choose(self, bar: str, name: str) -> None:
        self.app.press(role="page tab", name=name, inside=bar)


HANDS: dict[str, Callable[[App], Hands]] = {"mouse": Mouse, "keys": Keys, "actions": Actions}


class Visit:
    """What a person does from the first screen to the last, and what must come of each step."""

    def __init__(self, hands: Hands, pack: Pack) -> None:
        self.hands, self.app, self.pack = hands, hands.app, pack
        self.reason = next(reason for reason in pack.structure.reasons if not reason.general)
        self.shown: Comparison = compare(pack, self.reason.id)
        self.ticked: tuple[Statement, ...] = pack.structure.statements[:TICKS]
        self.rows = len(pack.structure.factors)

    @contextlib.contextmanager
    def announced(self, matching: str) -> Iterator[None]:
        """What is done inside must be said aloud, and said after it was done."""
        before = len(self.app.heard())
        yield
        self.app.wait_heard(matching, after=before)

    def count(self, number: int) -> None:
        self.app.wait_for("rowsShown", matching=rf"^{number} of {self.rows}\b")

    def choose_the_reason(self) -> None:
        ident = f"reason-{self.reason.id}"
        self.app.wait_for(ident, state=["!checked"])
        self.hands.act(ident)
        self.app.wait_for(ident, state=["checked"])

    def read_each_option(self) -> None:
        with self.announced("^The options"):
            self.hands.act("next")
        self.app.wait_for("optionTabs")
        for option in self.shown.options:
            self.hands.choose("optionTabs", option.name)
            section = next(s for s in option.sections if s.id is Section.IN_ONE_SENTENCE)
            sentence = plain(section.paragraphs[0])
            self.app.wait_for(name=sentence, inside="fold-in-one-sentence")

    def filter(self) -> None:
        with self.announced("^Compare"):
            self.hands.act("next")
        self.app.wait_for("grid")
        self.count(self.rows)
        differ = sum(row.differs for row in self.shown.rows)
        assert differ < self.rows, "the filter would change nothing: choose another reason"
        with self.announced(rf"^{differ} of {self.rows}\b"):
            self.hands.act("onlyDifferent")
        self.count(differ)
        with self.announced(rf"^{self.rows} of {self.rows}\b"):
            self.hands.act("clearFilters")
        self.count(self.rows)
        self.app.wait_for("onlyDifferent", state=["!checked"])

    def tick(self) -> None:
        for statement in self.ticked:
            say = self.pack.texts.statements[statement.id].say
            with self.announced(rf"^{re.escape(say)}\. .*{FOUR_SIGNS}"):
                self.hands.act(f"tick-{statement.id}")
            self.app.wait_for(f"tick-{statement.id}", state=["checked"])
        tied = {factor for statement in self.ticked for factor in statement.factors}
        with self.announced(rf"^{len(tied)} of {self.rows}\b"):
            self.hands.act("onlyMine")
        self.count(len(tied))

    def read_the_sheet(self) -> None:
        self.hands.choose("tabs", "My sheet")
        self.app.wait_for("sheet")
        read = self.read("sheet")
        for statement in self.ticked:
            assert self.pack.texts.statements[statement.id].say in read
        assert self.pack.texts.reasons[self.reason.id].name in read
        for option in self.shown.options:
            assert option.short in read or option.name in read

    def start_over(self) -> None:
        self.hands.act("startOver")
        self.hands.act("over-wipe")
        self.app.wait_for(f"reason-{self.reason.id}", state=["!checked"])
        assert [node.line() for node in self.app.find_all(state=["checked"])] == []
        self.hands.choose("tabs", "Compare")
        self.count(self.rows)
        assert [n.name for n in self.app.find_all(state=["checked"]) if n.short_id.startswith(("tick-", "only"))] == []
        self.hands.choose("tabs", "My sheet")
        self.app.wait_for("sheet")
        read = self.read("sheet")
        for statement in self.ticked:
            assert self.pack.texts.statements[statement.id].say not in read

    def read(self, ident: str) -> str:
        """Everything that can be read inside of something, wherever it is scrolled to."""
        return "\n".join(node.name for node in self.app.find_all(inside=ident, hidden=True))


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load(built_in())


def whole_visit(app: App, hands: str, pack: Pack) -> None:
    visit = Visit(HANDS[hands](app), pack)
    visit.choose_the_reason()
    visit.read_each_option()
    visit.filter()
    visit.tick()
    visit.read_the_sheet()
    visit.start_over()


@pytest.mark.parametrize("hands", HANDS)
def test_a_whole_visit(desktop: Desktop, pack: Pack, hands: str) -> None:
    whole_visit(desktop().start(program=SOURCE), hands, pack)


@pytest.mark.built
@pytest.mark.usefixtures("built")
def test_a_whole_visit_in_the_built_program(desktop: Desktop, pack: Pack) -> None:
    whole_visit(desktop().start(program=BUILT), "mouse", pack)


def test_names_that_are_kept(desktop: Desktop) -> None:
    app = desktop().start()
    app.wait_for("tabs")
    for screen, idents in ON_SCREEN.items():
        if screen != "start":
            app.press("next")
        for ident in (*idents, *EVERYWHERE):
            app.wait_for(ident)
        for ident in NOT_YET:
            assert not app.find_all(ident), f"{ident} is there before it works"
    app.press("back")
    app.press("onlyDifferent")
    app.wait_for("clearFilters")


def test_whatever_can_have_the_focus_has_a_name(desktop: Desktop, pack: Pack) -> None:
    app = desktop().start()
    app.press(f"reason-{pack.structure.reasons[0].id}")
    seen = 0
    for screen in ON_SCREEN:
        if screen != "start":
            app.press("next")
            app.wait_for(ON_SCREEN[screen][0])
        if screen == "compare":
            app.press(f"tick-{pack.structure.statements[0].id}")
            app.wait_for(f"star-{pack.structure.statements[0].id}")
        nodes = app.find_all(state=["focusable"])
        assert [node.line() for node in nodes if not node.name.strip()] == []
        assert [node.line() for node in nodes if len(node.name) > 512] == []
        seen += len(nodes)
    app.press("about")
    app.wait_gone("sheet")
    assert [node.line() for node in app.find_all(state=["focusable"]) if not node.name.strip()] == []
    assert seen > 100


def test_a_search_is_typed_counted_and_taken_back(desktop: Desktop, pack: Pack) -> None:
    app = desktop().start()
    keys = Keys(app)
    keys.choose("tabs", "Compare")
    keys.reach("search")
    app.type("zzqx")
    app.wait_for("rowsShown", matching=rf"^0 of {len(pack.structure.factors)}\b")
    keys.act("loosen")
    app.wait_for("rowsShown", matching=rf"^{len(pack.structure.factors)} of ")
    assert app.find("search").text() == ""
    keys.reach("search")
    shown = compare(pack, None)
    word = re.split(r"\W", shown.options[0].short)[0].upper()
    app.type(word)
    found = filtered(shown, VisitState(search=word), SearchIndex(shown))
    assert 0 < len(found.shown) < len(pack.structure.factors)
    app.wait_for("rowsShown", name=count_line(found, load_words("en")))
    assert app.find("search").text() == word
    keys.reach("grid")
    rows = [row for row in shown.rows if row.id in found.shown]
    # Each cell is said to have the focus, in turn, and its name is question, option, answer.
    for key, row, option in (("", 0, 0), ("Right", 0, 1), ("Down", 1, 1)):
        if key:
            app.key(key)
        cell = (rows[row].question, rows[row].cells[option].headline)
        question, answer = (re.escape(plain(text)) for text in cell)
        app.wait_reached(f"{question} {re.escape(shown.options[option].short)}: {answer}")
