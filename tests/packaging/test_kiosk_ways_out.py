"""Ways out of the built kiosk, tried from outside with a window manager's default keys and without any: all fail.

Each case is one kind of input. After each: the same program, its one window over the whole screen, no other window, no
menu, nothing in the clipboard.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.system.outside import MOST_BUSY, ROOT, App, Desktop, Screen

pytestmark = pytest.mark.built

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


def desktops(screen: Screen, _pid: int) -> None:
    """10: the window manager's other desktops: the window comes along."""
    keys(screen, "ctrl+alt+Right", "ctrl+alt+Down", "shift+alt+Right", "super+F2", "super+F3", "super+F4", "super+F1")


def show_the_desktop(screen: Screen, _pid: int) -> None:
    """11: showing the desktop."""
    keys(screen, "super+d")


def lower(screen: Screen, _pid: int) -> None:
    """10: putting it behind everything, without the focus."""
    keys(screen, *["alt+Escape"] * 3)


def window_menu(screen: Screen, _pid: int) -> None:
    """10: every line of the window's menu."""
    for line in range(1, 10):
        keys(screen, "alt+space", *["Down"] * line, "Return", "Escape", "Escape")


def walk_windows(screen: Screen, _pid: int) -> None:
    """10, 11: walking through windows, panels and the desktop itself."""
    keys(screen, "ctrl+alt+Tab", "super+Tab", "alt+grave", "super+shift+Right", "super+shift+Down", "Escape")


def pictures_of_the_screen(screen: Screen, _pid: int) -> None:
    """14: keys that take a picture."""
    keys(screen, "Print", "alt+Print", "ctrl+Print", "shift+Print", "super+Print", "super+shift+s")


def launchers(screen: Screen, _pid: int) -> None:
    """11: keys that start a terminal, a file manager, a command line."""
    keys(screen, "ctrl+alt+t", "alt+F1", "alt+F2", "alt+F3", "super+r", "super+e", "super+Return", "ctrl+alt+Return")


def log_off(screen: Screen, _pid: int) -> None:
    """12, 14: locking, logging off, another console, ending the X server."""
    keys(screen, "super+l", "ctrl+alt+l", "ctrl+alt+Delete", "ctrl+alt+BackSpace", "ctrl+alt+End")
    keys(screen, *(f"ctrl+alt+F{number}" for number in range(1, 13)))


def browser_keys(screen: Screen, _pid: int) -> None:
    """6, 23: what a browser would do: back, on, home, reload, tabs, address, menus."""
    keys(screen, "alt+Left", "alt+Right", "alt+Home", "F5", "ctrl+F5", "ctrl+Tab", "ctrl+Page_Down", "alt+d", "F6")
    keys(screen, "F10", "Alt_L", *(f"alt+{letter}" for letter in LETTERS), "Escape")


def zoom_keys(screen: Screen, _pid: int) -> None:
    """20: keys that zoom."""
    keys(screen, *["ctrl+plus"] * 10, "ctrl+minus", "ctrl+0", "ctrl+KP_Add", "ctrl+equal", "super+plus", "super+minus")


def help_keys(screen: Screen, _pid: int) -> None:
    """26: help, and What's this."""
    keys(screen, "F1", "shift+F1", "ctrl+F1", "super+F1", "alt+F1")


def wheels(screen: Screen, _pid: int) -> None:
    """20: wheels up, down and aside, with every modifier; openbox turns desktops with some."""
    for held in ("ctrl", "alt", "shift", "super"):
        turns = [word for button in "4567" for word in ("click", "--repeat", "3", "--delay", "4", button)]
        screen.act("mousemove", "900", "500", "keydown", held, *turns, "keyup", held)


def more_buttons(screen: Screen, _pid: int) -> None:
    """23: all buttons that a mouse may have, alone and two at a time."""
    for button in range(2, 11):
        screen.act("mousemove", "900", "500", "click", str(button))
    for pair in (("1", "3"), ("2", "3"), ("1", "2")):
        screen.act("mousedown", pair[0], "mousedown", pair[1], "mouseup", pair[0], "mouseup", pair[1])


def long_presses(screen: Screen, _pid: int) -> None:
    """1, 4: a finger or a button that stays, which elsewhere opens a menu."""
    for button in "13":
        screen.act("mousemove", "900", "300", "mousedown", button, "sleep", "1.2", "mouseup", button)


def move_and_resize(screen: Screen, _pid: int) -> None:
    """30: moving and resizing with the window manager's modifiers and every button."""
    for held in ("alt", "super"):
        for button in "123":
            moved = ("mousemove", "900", "500", "mousedown", button, "mousemove", "400", "300", "mouseup", button)
            screen.act("keydown", held, *moved, "keyup", held)


def hot_corners(screen: Screen, _pid: int) -> None:
    """5: the corners, touched and rubbed; not the one where staff knock."""
    for x, y in ((1919, 0), (0, 1079), (1919, 1079)):
        screen.act("mousemove", str(x), str(y), "click", "--repeat", "7", "--delay", "30", "1")


def sticky_keys(screen: Screen, _pid: int) -> None:
    """11: keys that call a system's own aids."""
    keys(screen, *["shift"] * 6, *["Control_L"] * 6, "Num_Lock", "Num_Lock", "Scroll_Lock", "Scroll_Lock")
    keys(screen, "shift+alt+Num_Lock", "shift+alt+Print", "super+u", "ctrl+super+Return", "Num_Lock")


def power_keys(screen: Screen, _pid: int) -> None:
    """23: power, screen, volume, and the keys that start programs."""
    names = "PowerOff PowerDown Standby WakeUp Display Terminal MyComputer Documents Phone TaskPane Battery Bluetooth"
    names += " WLAN TouchpadToggle AudioRaiseVolume AudioMute MonBrightnessUp Launch1 LaunchA Reload Refresh Close"
    for name in names.split():
        screen.run("xdotool", "key", f"XF86{name}")


def system_request(screen: Screen, _pid: int) -> None:
    """14: the keys of the kernel and of old terminals."""
    keys(screen, "alt+Sys_Req", "Pause", "ctrl+Pause", "Break", "ctrl+Break", "ctrl+backslash", "ctrl+z", "ctrl+c")


def input_methods(screen: Screen, _pid: int) -> None:
    """28: keys that open an input method or compose a character."""
    keys(screen, "super+space", "ctrl+space", "ctrl+shift+u", "0", "0", "4", "1", "Return", "Multi_key", "apostrophe")
    names = "Kanji Henkan Muhenkan Hiragana_Katakana Hangul Hangul_Hanja Zenkaku_Hankaku dead_acute Codeinput"
    for name in names.split():
        screen.run("xdotool", "key", name)


def drop_down_keys(screen: Screen, _pid: int) -> None:
    """3, 29: keys that open lists and menus, float a tool bar, leave a full screen."""
    keys(screen, "alt+Down", "alt+Up", "F4", "ctrl+m", "ctrl+F10", "shift+F10", "F11", "alt+Return", "super+Up")
    keys(screen, "super+Down", "super+Left", "super+Right", "super+m", "super+Home")


def asked_by_another_program(screen: Screen, _pid: int) -> None:
    """9, 30: what another program may ask of a window manager or the X server."""
    for state in ("fullscreen", "above", "hidden", "shaded", "maximized_vert,maximized_horz", "sticky", "below"):
        screen.run("wmctrl", "-r", "Evenhand", "-b", f"toggle,{state}")
    screen.run("wmctrl", "-r", "Evenhand", "-t", "2")
    screen.run("wmctrl", "-r", "Evenhand", "-e", "0,100,100,400,300")
    for window in screen.run("xdotool", "search", "--name", "Evenhand").stdout.split():
        for words in (("windowmove", window, "300", "300"), ("windowsize", window, "500", "400")):
            screen.run("xdotool", *words)
        screen.run("xdotool", "windowminimize", window)


CASES: list[Case] = [
    right_clicks, menu_keys, control_letters, function_keys, close_keys, other_windows, system_keys, media_keys,
    wheel_zoom, drags, corners, paste, signals, mash,
    desktops, show_the_desktop, lower, window_menu, walk_windows, pictures_of_the_screen, launchers, log_off,
    browser_keys, zoom_keys, help_keys, wheels, more_buttons, long_presses, move_and_resize, hot_corners, sticky_keys,
    power_keys, system_request, input_methods, drop_down_keys, asked_by_another_program,
]  # fmt: skip


def until(so: Callable[[], bool], what: Callable[[], object], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < end, what()
        time.sleep(0.05)  # the X server tells nobody who is not its client


def soon(so: Callable[[], bool], what: Callable[[], object]) -> None:
    """Two seconds are the promise; a machine that runs other tests beside may need more."""
    until(so, what, 2 * min(MOST_BUSY, max(1.0, os.getloadavg()[0])))


class Kiosk:
    def __init__(self, screen: Screen, app: App) -> None:
        self.screen, self.app = screen, app
        self.page = ""

    def numbers(self) -> list[int]:
        path = Path(f"/proc/{self.app.process.pid}/task/{self.app.process.pid}/children")
        return [int(word) for word in path.read_text().split()]

    def windows(self) -> list[int]:
        """Every window that can be seen, ours and others: process numbers."""
        root = self.screen.run("xdotool", "search", "--onlyvisible", "--maxdepth", "2", "--name", ".+")
        found = set()
        for window in root.stdout.split():
            told = self.screen.run("xdotool", "getwindowpid", window)
            if told.returncode == 0:
                found.add(int(told.stdout))
        return sorted(found)

    def size(self) -> str:
        return self.screen.run(
            "xdotool", "search", "--onlyvisible", "--name", "Evenhand", "getwindowgeometry", "--shell", "%@"
        ).stdout


@pytest.fixture(params=["openbox", None], ids=["openbox", "no-wm"])
def kiosk(request: pytest.FixtureRequest, desktop: Desktop, built: Path) -> Iterator[Kiosk]:
    screen = desktop(wm=request.param)
    app = screen.start("--kiosk", program=built)
    app.wait_for("begin")
    yield Kiosk(screen, app)


def held(kiosk: Kiosk, child: list[int], case: Case) -> None:
    assert kiosk.app.process.poll() is None, f"{case.__doc__} ended it"
    assert kiosk.numbers() == child, f"{case.__doc__} made it start again"
    whole = ("X=0", "Y=0", "WIDTH=1920", "HEIGHT=1080")
    # What a window manager does with its own keys is undone within two seconds.
    soon(lambda: kiosk.windows() == child, lambda: f"{case.__doc__} showed another window, or hid ours")
    moved = f"{case.__doc__} moved it or changed its size"
    soon(lambda: set(whole) <= set(kiosk.size().split()), lambda: f"{moved}: {kiosk.size()}")
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


STRANGER = """
import sys
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
strangers = [QWidget(None, Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint) for _ in range(2)]
for stranger, x in zip(strangers, (300, 1300)):
    stranger.setStyleSheet("background: #ff0000")
    stranger.setGeometry(x, 300, 200, 200)
    stranger.show()
    stranger.raise_()
application.exec()
"""


@pytest.mark.parametrize("wm", ["openbox", None], ids=["openbox", "no-wm"])
@pytest.mark.parametrize(("words", "page"), [(("--kiosk",), "attract"), (("--kiosk", "--plain"), "plain")])
def test_second_screens_are_covered(
    desktop: Desktop, built: Path, wm: str | None, words: tuple[str, ...], page: str
) -> None:
    """Plugged in and out while it runs, put away, and with windows of others in front."""
    screen = desktop(wm=wm)
    app = screen.start(*words, program=built)
    app.wait_for(page)
    kiosk = Kiosk(screen, app)
    [child] = kiosk.numbers()

    def places(who: int = child, *, seen: bool = True) -> list[tuple[int, ...]]:
        found = []
        only = ["--onlyvisible"] if seen else []
        for window in screen.run("xdotool", "search", *only, "--pid", str(who)).stdout.split():
            told = screen.run("xdotool", "getwindowgeometry", "--shell", window).stdout
            place = re.search(r"X=(-?\d+)\nY=(-?\d+)\nWIDTH=(\d+)\nHEIGHT=(\d+)", told)
            found += [tuple(map(int, place.groups()))] if place else []
        return sorted(found)

    def monitor(*words: str) -> None:
        done = screen.run("xrandr", *words)
        assert done.returncode == 0, done.stderr

    both, whole = [(0, 0, 960, 1080), (960, 0, 960, 1080)], [(0, 0, 1920, 1080)]
    soon(lambda: places() == whole, places)
    monitor("--setmonitor", "left", "960/254x1080/285+0+0", "screen")
    monitor("--setmonitor", "right", "960/254x1080/285+960+0", "none")
    soon(lambda: places() == both, places)
    for window in screen.run("xdotool", "search", "--onlyvisible", "--pid", str(child)).stdout.split() if wm else ():
        screen.run("xdotool", "windowminimize", window)
        screen.run("wmctrl", "-i", "-c", window)
        soon(lambda: places() == both, places)
    stranger = App(screen, [sys.executable, "-c", STRANGER], screen.env, None)
    screen.apps.append(stranger)
    stranger.may_end = True

    def red(x: int) -> bool:
        done = screen.run("import", "-window", "root", "-crop", f"1x1+{x}+400", "-depth", "8", "txt:-")
        assert done.returncode == 0 and "#" in done.stdout, done.stderr
        return "#FF0000" in done.stdout

    def strangers() -> list[tuple[int, ...]]:
        return [place for place in places(stranger.process.pid, seen=False) if place[2:] == (200, 200)]

    until(lambda: len(strangers()) == 2, strangers, 20)
    soon(lambda: not red(400) and not red(1400), lambda: "somebody else's window stays in front")
    monitor("--delmonitor", "right")
    soon(lambda: places() == both[:1], places)
    monitor("--delmonitor", "left")
    soon(lambda: places() == whole, places)
    assert kiosk.numbers() == [child]
    app.wait_for(page)


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
        soon(lambda whole=whole: whole <= set(kiosk.size().split()), kiosk.size)
    assert kiosk.numbers() == child


def test_nothing_hidden_obeys_assistive_technology(desktop: Desktop, built: Path) -> None:
    """Over the real bus: every hidden element that has an action, and every hidden field."""
    screen = desktop()
    app = screen.start("--kiosk", program=built)
    app.wait_for("begin")
    title = app.find(top=True).name
    seen = {node.where for node in app.find_all()}
    hidden = [node for node in app.find_all(hidden=True) if node.where not in seen]
    fields = [node for node in hidden if "editable" in node.states]
    assert fields
    for node in fields:
        node.write("zqxjcanary")
        assert node.text() == ""
    pressed = 0
    for node in hidden:
        for action in range(len(node.actions()) if "focusable" in node.states or node.role == "page tab" else 0):
            node.press(action)
            pressed += 1
    assert pressed > 20
    assert app.find(top=True).name == title
    assert app.find("begin")
    app.click("begin")
    app.wait_for("tabs")
    assert app.find(role="page tab", state=["selected"]).name == "Start"
    app.click(role="page tab", name="Compare")
    assert app.wait_for("search").text() == ""


def test_hands_all_over(built: Path) -> None:
    """The short form of bench/endurance.py outside. How fast the program answers is a matter for the bench."""
    command = [sys.executable, str(ROOT / "bench" / "endurance.py"), "outside", "--events", "120", "--seed", "7"]
    done = subprocess.run([*command, "--program", str(built)], capture_output=True, text=True, timeout=240, check=False)
    assert done.stdout, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen["events"] == 120
    assert not [line for line in seen["wrong"] if not line.startswith("no answer")], seen
    assert seen["longest_ms"] < 10_000, seen
