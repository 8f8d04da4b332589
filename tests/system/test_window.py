"""The window on a real screen, and proof that the harness itself can fail."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.system.outside import PATIENCE, Desktop, Missing


def test_ready_prints_the_time_and_ends(desktop: Desktop) -> None:
    app = desktop().start("--ready", window=False)
    assert app.wait_exit(60) == 0
    assert re.fullmatch(r"ready \d+\n", app.stdout)


@pytest.mark.parametrize("wm", ["openbox", None])
def test_the_window_is_there_for_assistive_technology(desktop: Desktop, wm: str | None) -> None:
    screen = desktop(wm=wm)
    app = screen.start()
    tabs = app.wait_for("tabs")
    assert tabs.box is not None
    assert app.find("startOver").name
    assert [program["pid"] for program in screen.programs()] == [app.process.pid]


def test_what_is_not_there_is_missed_with_the_tree(desktop: Desktop) -> None:
    app = desktop().start()
    with pytest.raises(Missing, match="tabs"):
        app.wait_for("noSuchThing", seconds=0.2)
    app.wait_gone("noSuchThing", seconds=0.2)
    with pytest.raises(Missing, match="still there"):
        app.wait_gone("tabs", seconds=0.2)


def test_a_program_that_ends_is_noticed_at_once(desktop: Desktop) -> None:
    app = desktop().start("--no-such-option", window=False)
    app.may_complain = app.may_end = True
    with pytest.raises(Missing, match="ended with 2"):
        app.wait_for("tabs")


def test_words_on_the_error_stream_fail_the_test() -> None:
    made = Desktop()
    app = made().start("--no-such-option", window=False)
    app.wait_exit()
    assert "no-such-option" in "".join(made.close())


def test_a_program_that_dies_unnoticed_fails_the_test() -> None:
    made = Desktop()
    app = made().start()
    app.process.kill()
    app.process.wait(PATIENCE)
    with pytest.raises(Missing, match="ended with -9"):
        app.find("tabs")
    assert "ended by itself with -9" in "".join(made.close())


def test_a_screen_leaves_nothing_behind() -> None:
    made = Desktop()
    screen = made()
    started = [process.pid for process in screen._started]
    assert len(started) >= 5
    made.close()
    assert not screen.folder.exists()
    assert not [pid for pid in started if Path(f"/proc/{pid}").exists()]
