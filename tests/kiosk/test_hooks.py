"""Every hook provoked; what is told holds no value; crashes leave frames even without a console."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.kiosk.hooks import LARGEST_CRASH_FILE, Hooks, Signals, crash_file, where

SECRET = "ZQXJ-CANARY"


class Told:
    def __init__(self) -> None:
        self.lines: list[tuple[str, list[str]]] = []
        self.failed = 0

    def tell(self, kind: str, frames: Sequence[str]) -> None:
        self.lines.append((kind, list(frames)))

    def fail(self) -> None:
        self.failed += 1


@pytest.fixture
def told() -> tuple[Hooks, Told]:
    hooks, told = Hooks(), Told()
    hooks.tell_to(told.tell)
    hooks.failed = told.fail
    return hooks, told


def boom(secret: str = SECRET) -> None:
    raise ValueError(secret)


def test_an_error_in_a_timer_is_told_without_its_words(
    told: tuple[Hooks, Told], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    hooks, said = told
    monkeypatch.setattr(sys, "excepthook", hooks.caught)
    with qtbot.captureExceptions():
        monkeypatch.setattr(sys, "excepthook", hooks.caught)
        QTimer.singleShot(0, boom)
        qtbot.waitUntil(lambda: said.failed == 1)
    assert said.lines[0][0] == "ValueError"
    assert any("boom" in frame for frame in said.lines[0][1])
    assert SECRET not in str(said.lines)


def test_an_error_in_a_thread_is_told(told: tuple[Hooks, Told], monkeypatch: pytest.MonkeyPatch) -> None:
    hooks, said = told
    monkeypatch.setattr(threading, "excepthook", hooks._thread)
    thread = threading.Thread(target=boom)
    thread.start()
    thread.join()
    assert said.failed == 1
    assert SECRET not in str(said.lines)


def test_what_cannot_be_raised_is_told(told: tuple[Hooks, Told], monkeypatch: pytest.MonkeyPatch) -> None:
    hooks, said = told
    monkeypatch.setattr(sys, "unraisablehook", hooks._unraisable)

    class Bad:
        def __del__(self) -> None:
            boom()

    Bad()
    assert said.failed == 1


def test_what_falls_before_anyone_listens_is_told_later() -> None:
    hooks, said = Hooks(), Told()
    hooks.report("Early", ["a.py:1 f"])
    hooks.tell_to(said.tell)
    assert said.lines == [("Early", ["a.py:1 f"])]


def test_an_error_while_telling_ends_there() -> None:
    hooks = Hooks()

    def tell(_kind: str, _frames: Sequence[str]) -> None:
        hooks.report("Again", [])
        raise RuntimeError

    hooks.tell_to(tell)
    hooks.report("First", [])
    assert hooks.count == 3


def test_only_some_are_told(told: tuple[Hooks, Told]) -> None:
    hooks, said = told
    for _ in range(500):
        hooks.report("Same", [])
    assert len(said.lines) == 20
    assert said.failed == 500


@pytest.mark.qt_no_exception_capture
def test_a_warning_of_qt_is_told(told: tuple[Hooks, Told], qtbot: QtBot) -> None:
    hooks, said = told
    from PySide6.QtCore import qInstallMessageHandler

    before = qInstallMessageHandler(None)
    try:
        hooks.listen_to_qt()
        qWarning("something of Qt")
    finally:
        qInstallMessageHandler(before)
    assert said.lines == [("qt", ["something of Qt"])]


def test_frames_hold_no_values() -> None:
    try:
        boom()
    except ValueError as error:
        frames = where(error.__traceback__)
    assert frames
    assert SECRET not in str(frames)


def test_a_crash_without_a_console_leaves_frames_in_a_bounded_file(tmp_path: Path) -> None:
    program = (
        "from pathlib import Path; import os, signal\n"
        "from gui.kiosk.hooks import crash_file, watch_crashes\n"
        f"watch_crashes(crash_file(Path({str(tmp_path)!r})))\n"
        "def inner(secret): os.kill(os.getpid(), signal.SIGSEGV)\n"
        f"inner({SECRET!r})\n"
    )
    path = tmp_path / "crash.txt"
    path.write_text("x" * (LARGEST_CRASH_FILE + 1))
    done = subprocess.run(["sh", "-c", 'exec "$0" -c "$1" 2>&-', sys.executable, program], check=False)
    assert done.returncode == -signal.SIGSEGV
    text = path.read_text()
    assert "inner" in text
    assert len(text) < LARGEST_CRASH_FILE
    assert SECRET not in text


def test_with_a_console_no_file_is_made(tmp_path: Path) -> None:
    program = (
        "from pathlib import Path\nfrom gui.kiosk.hooks import crash_file\n"
        f"assert crash_file(Path({str(tmp_path / 'state')!r})) == 2"
    )
    subprocess.run([sys.executable, "-c", program], check=True, stderr=subprocess.PIPE)
    assert not (tmp_path / "state").exists()
    assert crash_file(None) in (2, None)


def test_a_signal_is_answered_in_the_event_loop(qtbot: QtBot) -> None:
    came: list[str] = []

    class Hears(QWidget):
        def term(self) -> None:
            came.append("term")

    hears = Hears()
    qtbot.addWidget(hears)
    # Whatever runs the tests in the background has them ignore this one.
    before = signal.getsignal(signal.SIGINT)
    signals = Signals({signal.SIGTERM: hears.term, signal.SIGINT: None})
    try:
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGTERM)
        qtbot.waitUntil(lambda: came == ["term"])
    finally:
        signals.close()
    assert signal.getsignal(signal.SIGINT) is before
