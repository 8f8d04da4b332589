"""Whole visits of the built kiosk, watched by strace and sealed off: nothing is kept, sent or started."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.packaging.sealing import Sealed
from tests.packaging.test_kiosk_never_down import children, until
from tests.system.outside import PATIENCE, ROOT, App, Desktop, Screen

pytestmark = pytest.mark.built
CANARY = "zqxjcanary"
CALLS = (
    "open,openat,openat2,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,link,linkat,symlink,symlinkat,"
)
CALLS += "truncate,ftruncate,socket,connect,bind,sendto,execve,execveat,memfd_create"
STRACE = ["strace", "-f", "-qq", "--seccomp-bpf", "-s", "300", "-o"]


def click(screen: Screen, x: int, y: int) -> None:
    screen.act("mousemove", str(x), str(y), "click", "1")


def visit(screen: Screen, app: App, keys: str) -> None:
    """A whole visit by touch and keys: begins, walks through every screen, chooses, searches, prints nothing, ends."""
    app.wait_for("begin")
    click(screen, 1500, 500)
    app.wait_for("tabs")
    for key in keys.split():
        screen.act("key", "--delay", "15", key)
    search(screen, app)
    app.click("keyDone")
    app.click(role="page tab", name="My sheet")
    app.click("imDone")
    app.wait_for("begin")


def search(screen: Screen, app: App) -> None:
    app.click(role="page tab", name="Compare")
    click(screen, *app.wait_for("search").middle)
    app.wait_for("keyDone")
    screen.act("type", "--delay", "15", CANARY)


KEYS = (
    "Tab Tab Tab space Tab Tab space Down Down Return Tab Tab",
    "Tab Tab Tab Down space Tab Tab Tab Tab Return Down Tab",
)


def test_a_visit_writes_sends_and_starts_nothing(desktop: Desktop, built: Path, tmp_path: Path) -> None:
    screen = desktop()
    calls = tmp_path / "calls"
    app = screen.start("--kiosk", program=built, before=[*STRACE, str(calls), "-e", f"trace={CALLS}"])
    visit(screen, app, KEYS[0])
    visit(screen, app, KEYS[1])
    app.terminate()
    lines = calls.read_text(encoding="utf-8", errors="replace").splitlines()
    assert len(lines) > 200, "strace saw nothing"
    state = f"{screen.home}/.local/state/evenhand"
    allowed = re.compile(
        rf'"(/dev/null|{re.escape(state)}/(events\.jsonl|events\.1\.jsonl|pin-attempts\.json|\.pin-attempts\.json\.\d+)'
        rf'|{re.escape(str(screen.folder))}/runtime/evenhand-\w+\.lock)"'
    )
    wrote = [
        line
        for line in lines
        if re.search(r"\b(open|openat|openat2|creat)\(", line)
        and re.search(r"O_(WRONLY|RDWR|CREAT)|creat\(", line)
        and not re.search(r" = -1 ", line)
        and not allowed.search(line)
    ]
    assert not wrote, "\n".join(wrote[:20])
    changed = [
        line
        for line in lines
        if re.search(r"\b(mkdir|mkdirat|rename\w*|unlink\w*|link\w*|symlink\w*|truncate)\(", line)
        and not re.search(r" = -1 ", line)
        and f"{screen.home}/.local" not in line
    ]
    assert not changed, "\n".join(changed[:20])
    assert not [line for line in lines if re.search(r"AF_INET|AF_PACKET|AF_NETLINK", line)]
    started = [line for line in lines if "execve" in line and " = -1 " not in line]
    assert started
    assert all(f'"{built}"' in line for line in started), started
    # The start program may replace itself once; then there is the supervisor's one start.
    assert len(started) <= 4, started
    assert CANARY not in calls.read_text(encoding="utf-8", errors="replace")
    for file in screen.folder.rglob("*"):
        if file.is_file():
            assert CANARY.encode() not in file.read_bytes(), file
    assert CANARY not in screen.run("xclip", "-o").stdout + screen.run("xclip", "-o", "-sel", "clip").stdout


def test_two_visits_with_different_answers_leave_the_same(desktop: Desktop, built: Path) -> None:
    left = []
    for keys in KEYS:
        screen = desktop()
        app = screen.start("--kiosk", program=built)
        visit(screen, app, keys)
        assert app.terminate() == 0
        # What the window manager of the test keeps is its own.
        files = sorted(file for file in screen.home.rglob("*") if file.is_file() and "openbox" not in str(file))
        text = (screen.home / ".local/state/evenhand/events.jsonl").read_text()
        left.append(([file.name for file in files], [{**json.loads(line), "time": ""} for line in text.splitlines()]))
    assert left[0] == left[1]
    assert left[0][0] == ["events.jsonl"]
    assert [entry["event"] for entry in left[0][1]] == ["start", "content", "ended"]


def test_a_visit_needs_no_place_to_write_and_no_network(desktop: Desktop, sealed: Sealed) -> None:
    """Home, temporary and program folder read-only, no runtime folder, a network without any interface.

    The bus for assistive technology belongs to another user here, so the titles of the window say where it is."""
    screen = desktop()
    without = ("XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS")
    env = {name: value for name, value in screen.env.items() if name not in without} | sealed.env
    app = App(screen, [*sealed.before, str(sealed.program), "--kiosk"], env, Path("/"))
    screen.apps.append(app)

    def at(title: str) -> Callable[[], bool]:
        return lambda: bool(screen.run("xdotool", "search", "--onlyvisible", "--name", f"Evenhand – {title}$").stdout)

    until(at("Welcome"), PATIENCE, "the first page")
    click(screen, 1500, 500)
    until(at("Start"), PATIENCE, "the visit")
    screen.act("key", "--delay", "40", "Tab", "Tab", "Tab", "space", "Tab", "Tab", "Tab", "Tab", "Return")
    for title, x in (("The options", 540), ("Compare", 750), ("What matters", 980), ("My sheet", 1190)):
        click(screen, x, 40)
        until(at(title), PATIENCE, title)
    screen.act("key", "--delay", "40", "Tab", "Tab", "space")
    click(screen, 1380, 1033)
    until(at("Welcome"), PATIENCE, "the first page again")
    app.terminate()
    assert not [file for folder in (sealed.home, sealed.temporary) for file in folder.rglob("*")]


def test_a_crash_in_a_visit_leaves_no_answer(desktop: Desktop, built: Path) -> None:
    screen = desktop()
    app = screen.start("--kiosk", program=built)
    app.wait_for("begin")
    click(screen, 1500, 500)
    app.wait_for("tabs")
    search(screen, app)
    child = children(app.process.pid)[0]
    limits = Path(f"/proc/{child}/limits").read_text()
    assert re.search(r"Max core file size\s+0\s+0", limits)
    os.kill(child, signal.SIGSEGV)
    until(lambda: children(app.process.pid) not in ([], [child]), PATIENCE, "a new start")
    app.wait_for("begin")
    for file in screen.folder.rglob("*"):
        if file.is_file():
            assert CANARY.encode() not in file.read_bytes(), file
    assert "frames" in (screen.home / ".local/state/evenhand/events.jsonl").read_text()


HOSTILE = {
    "QT_PLUGIN_PATH": "{evil}", "QT_QPA_PLATFORM_PLUGIN_PATH": "{evil}", "QT_QPA_PLATFORMTHEME": "evil",
    "QT_STYLE_OVERRIDE": "windows", "QT_LOGGING_RULES": "*=true", "QT_DEBUG_PLUGINS": "1", "QT_FATAL_WARNINGS": "1",
    "PYTHONPATH": "{evil}", "PYTHONHOME": "{evil}", "PYTHONINSPECT": "1", "LD_LIBRARY_PATH": "{evil}",
    "QT_QPA_GENERIC_PLUGINS": "evil", "GTK_MODULES": "evil", "GIO_EXTRA_MODULES": "{evil}",
}  # fmt: skip


def test_planted_files_variables_and_options_are_not_opened(desktop: Desktop, built: Path, tmp_path: Path) -> None:
    evil = tmp_path / "evil"
    (evil / "platforms").mkdir(parents=True)
    (evil / "PySide6").mkdir()
    mark = tmp_path / "loaded"
    planted = f"open({str(mark)!r}, 'a').write(__name__)\n"
    for name in ("sitecustomize", "usercustomize", "gui", "data", "json", "PySide6/__init__", "typst"):
        (evil / f"{name}.py").write_text(planted)
    (evil / "qt.conf").write_text(f"[Paths]\nPrefix={evil}\nPlugins={evil}\n")
    for name in ("platforms/libqxcb.so", "libevil.so", "libQt6Core.so.6", "libpython3.11.so.1.0"):
        (evil / name).write_bytes(b"not a library")
    (evil / "evil.qss").write_text("* { background: red; }")
    screen = desktop()
    calls = tmp_path / "calls"
    hostile = {name: value.format(evil=evil) for name, value in HOSTILE.items()}
    options = [
        "-stylesheet",
        str(evil / "evil.qss"),
        "-style",
        "windows",
        "--reverse",
        "-platformpluginpath",
        str(evil),
    ]
    app = screen.start(
        "--kiosk", *options, program=built, env=hostile, cwd=evil,
        before=[*STRACE, str(calls), "-e", "trace=open,openat,execve"],
    )  # fmt: skip
    app.wait_for("begin")
    own = screen.shot(tmp_path / "own.png")
    app.terminate()
    assert not mark.exists(), mark.read_text()
    text = calls.read_text(encoding="utf-8", errors="replace")
    # The system's own loader looks along LD_LIBRARY_PATH before any of ours runs; it finds nothing that it takes.
    opened = [
        line
        for line in text.splitlines()
        if str(evil) in line and "execve" not in line and " = -1 " not in line and not line.endswith("O_DIRECTORY) = 3")
    ]
    assert not [line for line in opened if not re.search(r"lib(python3\.11|Qt6Core)\.so", line)], "\n".join(opened)
    plain = screen.start("--kiosk", program=built)
    plain.wait_for("begin")
    assert own.read_bytes() == screen.shot(tmp_path / "plain.png").read_bytes(), "the looks were changed"


def test_the_report_for_a_security_officer(built: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [ROOT / "packaging" / "privacy-proof", "--print-plan", "--python", sys.executable],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "test_a_visit_writes_sends_and_starts_nothing" in done.stdout
