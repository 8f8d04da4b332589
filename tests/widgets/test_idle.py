"""Work that waits for a quiet moment, and what is made ahead of a person."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.screens.frame import look_of
from gui.visit.state import ChooseReason, ChooseTextSize, GoTo, Screen, Visit
from gui.widgets.idle import Idle
from tests.accessibility.tree import snapshot
from tests.windows import PACKS, load_pack, open_window, settle


def test_a_touch_comes_before_the_next_step(qtbot: QtBot) -> None:
    done: list[str] = []

    def steps() -> Iterator[None]:
        for name in ("first", "second"):
            done.append(name)
            QTimer.singleShot(0, lambda: done.append("touch"))
            yield

    idle = Idle()
    idle.start(steps())
    assert not done, "not at once"
    qtbot.waitUntil(lambda: not idle.busy and len(done) == 4)
    assert done == ["first", "touch", "second", "touch"]


def test_other_work_takes_the_place_of_what_was_left(qtbot: QtBot) -> None:
    done: list[str] = []

    idle = Idle()

    def other() -> Iterator[None]:
        done.append("other")
        yield
        done.append("to its end")

    def steps() -> Iterator[None]:
        done.append("begun")
        idle.start(other())
        yield
        done.append("left")

    idle.start(steps())
    qtbot.waitUntil(lambda: not idle.busy)
    assert done == ["begun", "other", "to its end"]


@pytest.mark.parametrize("pack", PACKS)
def test_what_is_made_ahead_changes_nothing_that_a_person_finds(qtbot: QtBot, pack: str) -> None:
    plain, ahead = (open_window(qtbot, load_pack(pack)) for _ in range(2))
    seen = snapshot(ahead)
    ahead.get_ready()
    assert ahead._idle.busy
    qtbot.waitUntil(lambda: not ahead._idle.busy)
    assert snapshot(ahead) == seen == snapshot(plain)
    assert ahead.store.visit == Visit()
    reason = ahead.store.pack.structure.reasons[0].id
    larger, smaller = ChooseTextSize("largest"), ChooseTextSize("small")
    for intent in (ChooseReason(reason), *map(GoTo, Screen), larger, *map(GoTo, Screen), smaller, GoTo(Screen.START)):
        for window in (plain, ahead):
            window.store.apply(intent)
            settle()
        if intent in (larger, smaller):
            assert ahead._idle.busy, "every screen is new in another look"
            qtbot.waitUntil(lambda: not ahead._idle.busy)
        assert snapshot(ahead) == snapshot(plain), intent


def test_somebody_who_comes_to_a_screen_while_it_is_made_ahead_finds_it_awake(qtbot: QtBot) -> None:
    window = open_window(qtbot, load_pack("built-in"))
    window.get_ready()
    steps = window._idle._steps
    seen = 0
    for _ in steps:
        for screen in (Screen.OPTIONS, Screen.START):
            window.store.apply(GoTo(screen))
            page = window.body.currentWidget()
            assert page is not None
            assert look_of(page)._awake
            seen += 1
    assert seen > 20
    awake = [name for name, page in window.screens.items() if look_of(page)._awake]
    assert awake == ["start"]


def test_what_is_made_ahead_is_there(qtbot: QtBot) -> None:
    window = open_window(qtbot, load_pack("built-in"))
    window.get_ready()
    qtbot.waitUntil(lambda: not window._idle.busy)
    of = window.store.credits()
    assert of._standard is not None
    assert set(of._grades) == {reason.id for reason in window.store.pack.structure.reasons}
    for name, screen in window.screens.items():
        assert screen.size() == window.body.size(), name
    first = window.store.credits()
    window.start_over()
    QApplication.processEvents()
    assert window.store.credits() is first


def test_a_wipe_leaves_out_nothing_that_is_still_to_be_made(qtbot: QtBot) -> None:
    window = open_window(qtbot, load_pack("built-in"))
    window.get_ready()
    window.store.apply(ChooseTextSize("largest"))
    window.start_over()
    qtbot.waitUntil(lambda: not window._idle.busy)
    for name, screen in window.screens.items():
        assert screen.size() == window.body.size(), name
        assert not look_of(screen).wake(), f"{name} has heard of its look"
