"""Ways out of the kiosk, tried from outside with a window manager's default keys and without any: all fail.

Each case is one kind of input. After each: the same program, its one window over the whole screen, no other window, no
menu, nothing in the clipboard.
"""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.system.outside import App, Desktop, Screen

LETTERS = "abcdefghijklmnopqrstuvwxyz"
Case = Callable[[Screen, int], None]


def keys(screen: Screen, *names: str) -> None:
    screen.act("key", "--delay", "6", *names)


def right_clicks(screen: Screen, _pid: int) -> None:
    """1: right clicks all over."""
    words = []
    for x in range(20, 1920, 200):
        for y in range(20, 1080, 120):
            words += ["mousemove", str(x), str(y), "click", "3"]
    screen.act(*words)


def menu_keys(screen: Screen, _pid: int) -> None:
    """3: the menu key."""
    keys(screen, "Menu", "shift+F10")


def control_letters(screen: Screen, _pid: int) -> None:
    """6: Ctrl with every letter, and with Shift."""
    keys(screen, *(f"ctrl+{letter}" for letter in LETTERS), *(f"ctrl+shift+{letter}" for letter in LETTERS))


def function_keys(screen: Screen, _pid: int) -> None:
    """6, 8: function keys, alone and with modifiers; Escape again and again."""
    names = [f"F{number}" for number in range(1, 13)]
    keys(screen, *names, *(f"shift+{n}" for n in names), *(f"ctrl+{n}" for n in names), *["Escape"] * 20)


def close_keys(screen: Screen, _pid: int) -> None:
    """9: Alt+F4, and what a window manager or a tool sends to close."""
    keys(screen, "alt+F4", "ctrl+F4", "ctrl+w", "ctrl+q")
    screen.run("wmctrl", "-c", "Evenhand")
    for window in screen.run("xdotool", "search", "--name", "Evenhand").stdout.split():
        screen.run("xdotool", "windowquit", window)


def other_windows(screen: Screen, _pid: int) -> None:
    """10: switching and the window's menu."""
    keys(screen, "alt+Tab", "alt+shift+Tab", "alt+Escape", "alt+space", "n", "Escape", "alt+space", "m", "Escape")


def system_keys(screen: Screen, _pid: int) -> None:
    """11, 12, 14: the system's key with letters, Ctrl+Shift+Escape, Ctrl+Alt with anything."""
    keys(screen, "super", *(f"super+{letter}" for letter in LETTERS), "ctrl+shift+Escape", "ctrl+alt+Delete")
    keys(screen, *(f"ctrl+alt+{name}" for name in ("Left", "Right", "t", "d")), "ctrl+Escape", "super+Tab")
    # Back to the first desktop, as openbox's own keys may have changed it.
    screen.run("wmctrl", "-s", "0")


def media_keys(screen: Screen, _pid: int) -> None:
    """23: keys of browsers, mail, calculators, and the buttons at a mouse's side."""
    names = "HomePage Mail Calculator Back Forward Search WWW Explorer Favorites AudioPlay Launch0 Tools Eject Sleep"
    for name in names.split():
        screen.run("xdotool", "key", f"XF86{name}")
    screen.act("mousemove", "900", "500", "click", "2", "click", "8", "click", "9")


def wheel_zoom(screen: Screen, _pid: int) -> None:
    """20: the wheel with Ctrl."""
    screen.act(
        "mousemove", "900", "500", "keydown", "ctrl", "click", "--repeat", "20", "--delay", "5", "4", "keyup", "ctrl"
    )


def drags(screen: Screen, _pid: int) -> None:
    """15, 30: dragging text, bars, corners and the title's place; double clicks on top."""
    for start, end in (((900, 40), (500, 600)), ((5, 5), (400, 400)), ((1915, 1075), (900, 500)), ((500, 500), (5, 5))):
        screen.drag(start, end)
    screen.act("mousemove", "960", "3", "click", "--repeat", "2", "--delay", "60", "1")
    screen.act(
        "keydown",
        "alt",
        "mousemove",
        "900",
        "500",
        "mousedown",
        "1",
        "mousemove",
        "300",
        "300",
        "mouseup",
        "1",
        "keyup",
        "alt",
    )


def corners(screen: Screen, _pid: int) -> None:
    """5: swipes from the edges."""
    for start, end in (
        ((0, 500), (600, 500)),
        ((1919, 500), (1200, 500)),
        ((900, 0), (900, 500)),
        ((900, 1079), (900, 600)),
    ):
        screen.drag(start, end)


def paste(screen: Screen, _pid: int) -> None:
    """19: pasting, by keys and by the middle button."""
    keys(screen, "ctrl+v", "shift+Insert", "ctrl+Insert", "shift+Delete", "XF86Paste")
    screen.act("mousemove", "900", "300", "click", "2")


def signals(_screen: Screen, pid: int) -> None:
    """Keys of a terminal that reach a session as signals."""
    for number in (signal.SIGINT, signal.SIGTSTP, signal.SIGQUIT, signal.SIGTTIN):
        os.kill(pid, number)


def mash(screen: Screen, _pid: int) -> None:
    """33, 34: a hand on the keyboard and taps all over, short form; the long one is in bench/."""
    keys(screen, *(letter for letter in LETTERS * 3), *["Return", "space", "Tab"] * 10)
    screen.act("mousemove", "700", "500", "click", "--repeat", "60", "--delay", "20", "1")


CASES: list[Case] = [
    right_clicks, menu_keys, control_letters, function_keys, close_keys, other_windows, system_keys, media_keys,
    wheel_zoom, drags, corners, paste, signals, mash,
]  # fmt: skip


class Kiosk:
    def __init__(self, screen: Screen, app: App) -> None:
        self.screen, self.app = screen, app
        self.page = ""

    def numbers(self) -> list[int]:
        path = Path(f"/proc/{self.app.process.pid}/task/{self.app.process.pid}/children")
        return [int(word) for word in path.read_text().split()]

    def windows(self) -> list[str]:
        """Every window that can be seen, ours and others: process numbers."""
        root = self.screen.run("xdotool", "search", "--onlyvisible", "--maxdepth", "2", "--name", ".+")
        found = set()
        for window in root.stdout.split():
            told = self.screen.run("xdotool", "getwindowpid", window)
            if told.returncode == 0:
                found.add(told.stdout.strip())
        return sorted(found)

    def size(self) -> str:
        return self.screen.run(
            "xdotool", "search", "--onlyvisible", "--name", "Evenhand", "getwindowgeometry", "--shell", "%@"
        ).stdout


@pytest.fixture(params=["openbox", None], ids=["openbox", "no-wm"])
def kiosk(request: pytest.FixtureRequest, desktop: Desktop) -> Iterator[Kiosk]:
    screen = desktop(wm=request.param)
    app = screen.start("--kiosk")
    app.wait_for("begin")
    yield Kiosk(screen, app)


def held(kiosk: Kiosk, child: list[int], case: Case) -> None:
    assert kiosk.app.process.poll() is None, f"{case.__doc__} ended it"
    assert kiosk.numbers() == child, f"{case.__doc__} made it start again"
    whole = ("X=0", "Y=0", "WIDTH=1920", "HEIGHT=1080")
    # What a window manager does with its own keys is undone within two seconds.
    for _ in range(40):
        windows, size = kiosk.windows(), kiosk.size().split()
        if windows == [str(child[0])] and all(word in size for word in whole):
            break
        time.sleep(0.05)
    assert windows == [str(child[0])], f"{case.__doc__} showed another window, or hid ours"
    assert all(word in size for word in whole), f"{case.__doc__} moved it or changed its size: {size}"
    assert kiosk.screen.run("xclip", "-o", "-sel", "clip").stdout == "", case.__doc__


def test_every_way_out_fails(kiosk: Kiosk) -> None:
    child = kiosk.numbers()
    assert len(child) == 1
    for case in CASES:
        case(kiosk.screen, child[0])
        held(kiosk, child, case)
    # And it still works.
    kiosk.app.wait_for("kiosk")
    assert not (kiosk.screen.home / ".config").exists()


def test_without_a_pin_the_door_says_how_to_set_one(kiosk: Kiosk) -> None:
    kiosk.screen.act("mousemove", "15", "15", "click", "--repeat", "5", "--delay", "120", "1")
    kiosk.app.wait_for("pinPad")
    assert kiosk.app.find("doorLine", matching="set-pin")
    assert not kiosk.app.find_all("pin-enter")
    kiosk.app.click("doorCancel")
    kiosk.app.wait_gone("pinPad")
    assert kiosk.app.process.poll() is None


def test_another_resolution_is_filled_in_time(kiosk: Kiosk) -> None:
    """On a real X server: smaller, and as large as before again."""
    timing = ["83.50", "1280", "1352", "1480", "1680", "800", "803", "809", "831", "-hsync", "+vsync"]
    for words in (["--newmode", "small", *timing], ["--addmode", "screen", "small"]):
        done = kiosk.screen.run("xrandr", *words)
        assert done.returncode == 0, done.stderr
    child = kiosk.numbers()
    modes = kiosk.screen.run("xrandr").stdout
    large = re.search(r"^ +(\S+) .*\*", modes, re.MULTILINE)
    assert large is not None, modes
    for mode, width, height in (("small", 1280, 800), (large[1], 1920, 1080)):
        done = kiosk.screen.run("xrandr", "--output", "screen", "--mode", mode)
        assert done.returncode == 0, done.stderr
        whole = {"X=0", "Y=0", f"WIDTH={width}", f"HEIGHT={height}"}
        # Two seconds are the promise; a machine that runs other tests beside may need more.
        end = time.monotonic() + 2 * max(1.0, os.getloadavg()[0])
        while not whole <= set(size := kiosk.size().split()):
            assert time.monotonic() < end, f"not the whole screen of {width} × {height} in time: {size}"
            time.sleep(0.05)
    assert kiosk.numbers() == child
