"""The sheet on the screen says what every other writer says, in the same order."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gui.sheet.document import document
from gui.visit import state
from gui.visit.state import Screen, Weight
from gui.widgets.prose import Prose
from tests.windows import load_pack, open_window, settle


@pytest.mark.parametrize("name", ["built-in", "garden"])
def test_every_line_of_the_sheet_stands_on_the_screen_in_order(qtbot: QtBot, name: str) -> None:
    window = open_window(qtbot, load_pack(name))
    store = window.store
    structure = store.pack.structure
    store.apply(state.ChooseReason(structure.reasons[0].id))
    store.apply(state.GoTo(Screen.COMPARE))
    for statement in structure.statements[:3]:
        store.apply(state.Tick(statement.id, Weight.MATTERS))
    store.apply(state.Lean(structure.options[-1].id))
    store.apply(state.GoTo(Screen.SHEET))
    settle()
    paper = window.screens["sheet"].paper  # type: ignore[attr-defined]
    seen = "\n".join(label.text() for label in paper.findChildren(Prose))
    at = 0
    sheet = document(store.summary(), window.words)
    # The boxes of the other options, the way to the back, and a line to write on are for paper alone.
    assert not sheet.clinic.value
    unseen = [sheet.on_back, sheet.clinic.label, *(box.word for box in sheet.boxes if not box.chosen)]
    wanted = [line for line in sheet.lines() if line and line not in unseen]
    missing = []
    for line in wanted:
        place = seen.find(line, at)
        if place < 0:
            missing.append(line)
        else:
            at = place
    assert not missing
    assert len(wanted) > 30


def test_the_front_is_there_at_once_and_the_back_a_moment_later(qtbot: QtBot) -> None:
    window = open_window(qtbot, load_pack("built-in"))
    store, screen = window.store, window.screens["sheet"]
    paper, bar = screen.paper, screen.area.verticalScrollBar()  # type: ignore[attr-defined]
    sources = window.words["paper.sources"]

    def seen() -> str:
        return "\n".join(label.text() for label in paper.findChildren(Prose) if label.isVisibleTo(paper))

    for screen_ in (Screen.COMPARE, Screen.SHEET):
        store.apply(state.GoTo(screen_))
    assert window.words["paper.questions"] in seen()
    assert sources not in seen()
    settle()
    assert sources in seen()
    assert paper.height() >= paper.layout().heightForWidth(paper.width()), "and nothing is pressed together"
    bar.setValue(bar.maximum())
    at = bar.value()
    store.apply(state.Lean(state.LEAN_UNKNOWN))
    assert sources in seen(), "who looks at the back keeps it"
    settle()
    assert abs(bar.value() - at) < window.look.em(6)
    bar.setValue(0)
    store.apply(state.Lean(store.pack.structure.options[0].id))
    paper.clear()
    settle()
    assert seen() == "", "nothing comes back after a wipe"


def test_in_another_look_only_what_turns_is_made_anew_and_nobody_loses_their_place(qtbot: QtBot) -> None:
    window = open_window(qtbot, load_pack("built-in"))
    store, screen = window.store, window.screens["sheet"]
    paper, bar = screen.paper, screen.area.verticalScrollBar()  # type: ignore[attr-defined]
    about = window.words["paper.about"]

    def resize(size: str) -> None:
        store.apply(state.ChooseTextSize(size))

    def parts() -> list[int]:
        return [id(part) for part in paper._parts]

    store.apply(state.ChooseReason(store.pack.structure.reasons[0].id))
    store.apply(state.GoTo(Screen.COMPARE))
    store.apply(state.GoTo(Screen.SHEET))
    settle()
    before = parts()
    for size in ("large", "small"):
        resize(size)
        settle()
        assert parts() == before, "without a table it stands as it stood"
    for statement in store.pack.structure.statements[:3]:
        store.apply(state.Tick(statement.id, Weight.MATTERS))
    settle()
    front_and_back = len(paper._parts)
    resize("large")
    assert len(paper._parts) < front_and_back, "its front at once"
    settle()
    assert len(paper._parts) == front_and_back
    resize("small")
    settle()
    bar.setValue(bar.maximum() // 2)
    settle()
    resize("large")
    assert len(paper._parts) == front_and_back, "all of it where somebody reads further down"
    settle()
    assert any(about in label.text() for label in paper.findChildren(Prose))
