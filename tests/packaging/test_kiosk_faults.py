"""The built program with faults that it does not have: an error while painting, a pack that crashes what draws it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from data.library import available
from tests.packaging.planting import WATCHED, plant
from tests.packaging.test_kiosk_never_down import children, log, until, windows
from tests.system.outside import ROOT, App, Desktop, Screen

pytestmark = pytest.mark.built

GARDEN = ROOT / "tests" / "content" / "packs" / "garden"
TITLE = "The can, the hose, the drip line or rain alone?"
PAINT = f"""{WATCHED}
    from PySide6.QtGui import QPainter
    from gui.screens.options import OptionsScreen
    def paintEvent(self, event):
        painter = QPainter(self)
        raise ValueError("a word of a visit")
    OptionsScreen.paintEvent = paintEvent
"""
"""The painter is left open, as by any error in the middle of a drawing."""
SELDOM = PAINT.replace("options", "about").replace("OptionsScreen", "AboutScreen")
RENDERER = f"""{WATCHED}
    import ctypes
    from gui.kiosk.pages import Hand
    paint = Hand.paintEvent
    def paintEvent(self, event):
        if self.window().store.pack.id == "garden":
            ctypes.string_at(0)
        paint(self, event)
    Hand.paintEvent = paintEvent
"""
OTHER = f"""import sys
if "--watched" not in sys.argv:
    from gui.kiosk import supervisor
    supervisor.GOOD_AFTER_SECONDS = 0.0
{RENDERER.replace('== "garden"', '!= "garden"')}"""
WORKER = f"""{WATCHED}
    import ctypes
    from gui.sheet.pdf import Sheet
    def pngs(self, width):
        ctypes.string_at(0)
    Sheet.pngs = pngs
"""


def to_the_options(app: App) -> None:
    app.click("begin")
    app.wait_for("tabs")
    app.click(role="page tab", name="The options")


def failing(desktop: Desktop, built: Path, tmp_path: Path, fault: str) -> tuple[Screen, App, int]:
    screen = desktop()
    app = screen.start("--kiosk", program=plant(built, tmp_path, fault))
    # PySide itself says which override failed, and no more.
    app.may_complain = True
    app.wait_for("begin")
    [child] = children(app.process.pid)
    return screen, app, child


def test_an_error_while_painting(desktop: Desktop, built: Path, tmp_path: Path) -> None:
    screen, app, child = failing(desktop, built, tmp_path, PAINT)
    for _ in range(2):
        to_the_options(app)
        app.wait_for("trouble")
        app.press("troubleButton")
        app.wait_for("begin")
    assert children(app.process.pid) == [child], "calm, without a new start"
    # The third time it is a new program.
    to_the_options(app)
    until(lambda: children(app.process.pid) not in ([], [child]), 20, "a new start")
    app.wait_for("begin")
    assert len(windows(screen)) == 1
    events = log(screen)
    assert [entry["event"] for entry in events[:3]] == ["start", "content", "error"]
    assert ("crashed", 20) in [(entry["event"], entry.get("code")) for entry in events]
    error = next(entry for entry in events if entry["event"] == "error")
    assert error["kind"] == "ValueError"
    assert "start.py:8 paintEvent" in str(error["frames"])
    assert "a word" not in f"{events} {app.stderr}"


def test_an_error_in_a_screen_that_nobody_has_opened(desktop: Desktop, built: Path, tmp_path: Path) -> None:
    screen, app, child = failing(desktop, built, tmp_path, SELDOM)
    # It is found when the screen is made ahead, and told; nobody is kept from anything by it.
    until(lambda: "error" in [entry["event"] for entry in log(screen)], 20, "the error is told")
    to_the_options(app)
    app.wait_for("optionTabs")
    assert not app.find_all("trouble")
    app.press("about")
    app.wait_for("trouble")
    assert children(app.process.pid) == [child]


def test_a_pack_that_crashes_what_draws_it(desktop: Desktop, built: Path, tmp_path: Path) -> None:
    screen = desktop()
    program = plant(built, tmp_path, RENDERER)
    app = screen.start("--kiosk", "--pack", str(GARDEN), program=program, window=False)
    # Three crashes by nothing but the first page; then a calm page, and the built-in pack.
    until(lambda: [entry.get("stage") for entry in log(screen) if entry["event"] == "restarted"] == [
        "full", "full", "fall-back",
    ], 60, "three crashes")  # fmt: skip
    app.wait_for("begin")
    assert not app.find_all(name=TITLE)
    [child] = children(app.process.pid)
    to_the_options(app)
    app.wait_for("optionTabs")
    assert children(app.process.pid) == [child], "the other pack is used like any"
    events = log(screen)
    crashes = [entry for entry in events if entry["event"] == "crashed"]
    assert len(crashes) == 3
    assert all("start.py" in str(entry["frames"]) for entry in crashes)
    assert events[-1]["event"] == "content"
    assert events[-1]["id"] != "garden"


def test_what_staff_choose_and_crashes_gives_way_to_the_pack_of_this_machine(
    desktop: Desktop, built: Path, tmp_path: Path
) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(f'pack = "{GARDEN}"\n')
    setting = [str(built), "set-pin", "--settings", str(file)]
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    subprocess.run(setting, input="739164\n", env=env, check=True, capture_output=True, text=True)
    screen = desktop()
    app = screen.start("--kiosk", "--settings", str(file), program=plant(built, tmp_path, OTHER))
    app.wait_for("begin")
    screen.act("mousemove", "15", "15", "click", "--repeat", "5", "--delay", "120", "1")
    app.wait_for("pinPad")
    for digit in "739164":
        screen.act("key", digit)
    app.click("pin-enter")
    app.wait_for("behind")
    app.click(f"staff-pack={available()[0]}")
    until(lambda: [entry.get("stage") for entry in log(screen) if entry["event"] == "restarted"] == [
        "full", "full", "fall-back",
    ], 60, "three crashes")  # fmt: skip
    app.wait_for("begin")
    assert log(screen)[-1]["id"] == "garden"
    assert app.find_all(name=TITLE)


def test_a_sheet_that_crashes_its_worker(desktop: Desktop, built: Path, tmp_path: Path) -> None:
    screen = desktop()
    app = screen.start("--kiosk", program=plant(built, tmp_path, WORKER))
    [child] = children(app.process.pid)
    app.click("begin")
    app.wait_for("tabs")
    app.click(role="page tab", name="Compare")
    app.click(role="page tab", name="My sheet")
    app.click("asItPrints")
    until(lambda: children(app.process.pid) not in ([], [child]), 20, "a new start")
    app.wait_for("begin")
    crashed = next(entry for entry in log(screen) if entry["event"] == "crashed")
    assert "pngs" in str(crashed["frames"])
