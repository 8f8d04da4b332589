"""The process that never shows anything: starts the program, listens to its heart, and starts it again.

It is the same program, without Qt. A program that crashed, hung or was killed is started again at once; when that
happens again and again, the new one first shows its calm page for a while, then runs with the last pack that was good,
then shows a plain page. It never gives up while there is a screen.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import PureWindowsPath
from queue import Empty, SimpleQueue
from typing import Any

from gui.kiosk.eventlog import EventLog

LEFT, BAD_USE, BAD_SETTINGS, AGAIN = 0, 2, 10, 75
HANG_SECONDS = 8.0
START_SECONDS = 45.0
RECENT_SECONDS = 300.0
GOOD_AFTER_SECONDS = 60.0
NO_SCREEN_SECONDS = 20.0
END_SECONDS = 3.0
LONGEST_WAIT = 30
FALL_BACK_FROM, PLAIN_FROM = 3, 5
"""Crashes within RECENT_SECONDS after which the last good pack, and then only a plain page, is shown."""
OWN_PACK = "@"
"""In place of a pack: the one that this machine's settings name. No pack is called so."""
_LINE = re.compile(r"(pack|language|wrong) ([\w./@ \\:-]{1,200})")


def waiting(recent: int) -> int:
    """Seconds of calm before a new start, after so many crashes in a short time: 0, 0, 2, 4, 8, 16, 30, 30 …"""
    return 0 if recent < 3 else min(2 ** (recent - 2), LONGEST_WAIT)


def stage(recent: int) -> str:
    """What is started after so many crashes in a short time."""
    return "plain" if recent >= PLAIN_FROM else "fall-back" if recent >= FALL_BACK_FROM else "full"


class Child:
    """One start of the program, and what it says."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], heard: SimpleQueue[tuple[Any, str]]
    ) -> None:
        self.began = time.monotonic()
        self.shown = False
        self._heard = heard
        words_in, words_out = os.pipe()
        alive_in, self._alive = os.pipe()
        self._frames = _memory_file()
        given = [words_out, alive_in, *([self._frames] if self._frames is not None else [])]
        more: dict[str, Any] = {}
        if sys.platform == "win32":
            import msvcrt

            handles = [msvcrt.get_osfhandle(one) for one in given]
            for handle in handles:
                os.set_handle_inheritable(handle, True)
            info = subprocess.STARTUPINFO()
            info.lpAttributeList = {"handle_list": handles}
            more = {"startupinfo": info, "close_fds": True}
            numbers = handles
        else:
            more = {"pass_fds": given}
            numbers = given
        self.process = subprocess.Popen(
            [*command, "--watched", ",".join(map(str, numbers))],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            **more,
        )
        os.close(words_out)
        os.close(alive_in)
        threading.Thread(target=self._listen, args=(words_in,), daemon=True).start()

    def _listen(self, words: int) -> None:
        with open(words, encoding="utf-8", errors="replace") as stream:
            for line in stream:
                self._heard.put((self, line.rstrip("\n")))
        self._heard.put((self, "gone"))

    def frames(self) -> list[str]:
        """What a crash left behind: files, lines and functions, no values."""
        if self._frames is None:
            return []
        with contextlib.suppress(OSError):
            text = os.pread(self._frames, 16 * 1024, 0).decode("utf-8", "replace")
            found = re.findall(r'File "([^"]+)", line (\d+) in (\S+)', text)
            return [f"{PureWindowsPath(path).name}:{line} {function}" for path, line, function in found]
        return []

    def end(self, seconds: float) -> int:
        """Ends it, kindly first; its exit code."""
        self.process.terminate()
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return self.kill()

    def kill(self) -> int:
        self.process.kill()
        return self.process.wait()

    def close(self) -> None:
        os.close(self._alive)
        if self._frames is not None:
            os.close(self._frames)


def _memory_file() -> int | None:
    """A file that is only in memory, for the frames of a crash; None where there is no such thing."""
    try:
        return os.memfd_create("frames", os.MFD_CLOEXEC)
    except (AttributeError, OSError):
        return None


class Supervisor:
    """`command` starts the program; words are added to it. `environment` is what it gets.

    `ending` is called once it is sure that the program shall not be started again.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        log: EventLog,
        ending: Callable[[], None] = lambda: None,
    ) -> None:
        self._ending = ending
        self._command, self._environment, self._log = list(command), dict(environment), log
        self._heard: SimpleQueue[tuple[Any, str]] = SimpleQueue()
        self._crashes: list[float] = []
        self._chosen: dict[str, str] = {}
        self._good: str | None = None
        self._now = "full"
        self._screen_seen = time.monotonic()
        self._wrong = ""
        self._fresh = False

    def run(self) -> int:
        """Until staff leave (0), the system ends the session (0), or nothing can ever be shown; the exit code."""
        self._signals()
        words = self._words()
        while True:
            child = Child([*self._command, *words], self._environment, self._heard)
            code = self._watch(child)
            frames, shown = child.frames(), child.shown
            child.close()
            if code is None or code == LEFT:
                return LEFT
            if not shown and code in (BAD_USE, BAD_SETTINGS):
                return code
            if code == AGAIN:
                self._now, self._fresh = "full" if self._now == "plain" or self._fresh else self._now, False
                words = self._words()
                continue
            self._log.write("crashed", code=code, frames=frames)
            recent = self._crash()
            order = ("full", "fall-back", "plain")
            self._now, calm = max(self._now, stage(recent), key=order.index), waiting(recent)
            self._log.write("restarted", stage=self._now, calm=calm)
            words = self._words()
            if shown and calm and self._now != "plain":
                words += ["--calm", str(calm)]
            elif not shown and not self._pause(max(1, calm)):
                return LEFT
            if not self._screen():
                return code if 0 < code < 128 else 20

    # --- one run

    def _watch(self, child: Child) -> int | None:
        """The child's exit code; None when the system wants all of it to end."""
        beat, started = time.monotonic(), False
        while True:
            limit = HANG_SECONDS if started else START_SECONDS
            before = time.monotonic()
            try:
                who, line = self._heard.get(timeout=max(0.05, beat + limit - before))
            except Empty:
                now = time.monotonic()
                if now < beat + limit:
                    continue
                if now - max(before, beat + limit) > 2:
                    # This process was held up itself, so it cannot blame the other.
                    beat = now
                    continue
                self._log.write("hung", seconds=round(now - beat))
                return child.kill()
            if who is None:
                child.end(END_SECONDS)
                return None
            if who is not child:
                continue
            beat = time.monotonic()
            if line == "gone":
                return self._ended(child)
            if line == "beat":
                started = True
                if self._now == "full" and child.shown and beat - child.began > GOOD_AFTER_SECONDS:
                    self._good = self._pack
            elif line == "shown":
                child.shown = True
            elif line == "leaving":
                self._ending()
            elif (found := _LINE.fullmatch(line)) is not None:
                self._told(found[1], found[2])

    def _told(self, name: str, value: str) -> None:
        if name == "wrong":
            self._wrong = value
        else:
            # What staff choose is tried in full, whatever happened before.
            self._chosen[name] = value
            self._crashes.clear()
            self._fresh = True

    def _ended(self, child: Child) -> int:
        """It closed its words: it has ended, or is about to; if neither, it is ended."""
        try:
            return child.process.wait(3)
        except subprocess.TimeoutExpired:
            return child.kill()

    def _crash(self) -> int:
        now = time.monotonic()
        self._crashes = [*(one for one in self._crashes if now - one < RECENT_SECONDS), now]
        return len(self._crashes)

    def _words(self) -> list[str]:
        if self._now == "plain":
            return ["--plain"]
        kept = ["--wrong", self._wrong] if self._wrong.isdigit() else []
        if self._now == "fall-back":
            # What is crashing now is not good, even if it ran for a while.
            good = self._good if self._good != self._pack else None
            return ["--fall-back", good or "", *kept]
        return [*(word for name, value in self._chosen.items() for word in (f"--chosen-{name}", value)), *kept]

    @property
    def _pack(self) -> str:
        """The pack that is shown unless it crashes."""
        return self._chosen.get("pack", OWN_PACK)

    # --- the system

    def _signals(self) -> None:
        for name in ("SIGINT", "SIGTSTP", "SIGQUIT", "SIGTTIN", "SIGTTOU", "SIGUSR1"):
            number = getattr(signal, name, None)
            if number is not None:
                signal.signal(number, signal.SIG_IGN)
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                signal.signal(number, self._asked)

    def _asked(self, _number: int, _frame: object) -> None:
        self._ending()
        self._heard.put((None, "end"))

    def _pause(self, seconds: float) -> bool:
        """Waits; False if the system wants all of it to end meanwhile."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            with contextlib.suppress(Empty):
                who, _ = self._heard.get(timeout=left)
                if who is None:
                    return False
        return True

    def _screen(self) -> bool:
        """False when there has been no screen for a while."""
        if screen_answers(self._environment):
            self._screen_seen = time.monotonic()
        return time.monotonic() - self._screen_seen < NO_SCREEN_SECONDS


def screen_answers(environment: Mapping[str, str]) -> bool:
    """Whether the X server of this session can be reached; True where that cannot be told so simply."""
    found = re.fullmatch(r":(\d+)(?:\.\d+)?", environment.get("DISPLAY", ""))
    if found is None or sys.platform != "linux":
        return True
    for address in (f"\0/tmp/.X11-unix/X{found[1]}", f"/tmp/.X11-unix/X{found[1]}"):
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as tried:
            tried.settimeout(2)
            tried.connect(address)
            return True
    return False


def own_command() -> list[str]:
    """How this program starts itself: the built program, or the same sources with the same Python."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-I", "-m", "gui"]
