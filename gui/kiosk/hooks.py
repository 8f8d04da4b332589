"""Everything that nothing else caught, and everything the system says, caught before anything else happens.

What is told of an error is its kind and where it was: file, line, function. Never its words or values, which could hold
what a person did.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QSocketNotifier, QTimer, QtMsgType

MOST_FRAMES = 12
MOST_TOLD = 20
"""Errors that are told per run; what fails at every paint would fill any log."""
LARGEST_CRASH_FILE = 64 * 1024
IGNORED_MESSAGES = ("This plugin does not support propagateSizeHints",)
"""Said by Qt's own offscreen platform of every window, and of no use to anybody."""
Tell = Callable[[str, Sequence[str]], None]


def where(trace: TracebackType | None) -> list[str]:
    """The innermost frames as "file:line function", without any value."""
    frames = traceback.extract_tb(trace)[-MOST_FRAMES:]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]


class Hooks:
    """Sets every hook; `tell` is called with the kind of an error and its frames, `failed` after it.

    Without `failed`, errors are only told. Both may be set later: what happens before is kept and told then.
    `spared` says of an error on the GUI thread that nobody was waiting for what failed: that is only told as well.
    """

    def __init__(self) -> None:
        self.failed: Callable[[], None] | None = None
        self.spared: Callable[[], bool] | None = None
        self.count = 0
        self._tell: Tell | None = None
        self._early: list[tuple[str, Sequence[str]]] = []
        self._busy = False

    def set_up(self) -> None:
        """Python's own three; to be called first of all."""
        sys.excepthook = self.caught
        threading.excepthook = self._thread
        sys.unraisablehook = self._unraisable
        no_core()

    def tell_to(self, tell: Tell) -> None:
        self._tell = tell
        early, self._early = self._early, []
        for kind, frames in early:
            tell(kind, frames)

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """sys.excepthook; also reached from slots, timers, paints and models.

        Python keeps the last error with all that its functions held: a painter that must end with its paint, and what
        a person did. Not here.
        """
        del error
        sys.last_type = sys.last_value = sys.last_traceback = None
        self.report(kind.__name__, where(trace), spared=self.spared is not None and self.spared())

    def _thread(self, found: Any) -> None:
        self.report(found.exc_type.__name__, where(found.exc_traceback))

    def _unraisable(self, found: Any) -> None:
        self.report(found.exc_type.__name__, where(found.exc_traceback))

    def report(self, kind: str, frames: Sequence[str], *, spared: bool = False) -> None:
        """Tells, and lets the screen turn calm. An error while doing so changes nothing."""
        self.count += 1
        if self._busy:
            return
        self._busy = True
        try:
            if self.count <= MOST_TOLD:
                if self._tell is None:
                    self._early.append((kind, frames))
                else:
                    self._tell(kind, frames)
            if self.failed is not None and not spared:
                self.failed()
        except Exception:
            self.count += 1
        finally:
            self._busy = False

    # --- Qt

    def listen_to_qt(self) -> None:
        """Warnings and worse of Qt are told; they hold no more than Qt's own words, cut short."""
        from PySide6.QtCore import qInstallMessageHandler

        qInstallMessageHandler(self._message)

    def _message(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        from PySide6.QtCore import QtMsgType

        del context
        if kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) or text.startswith(IGNORED_MESSAGES):
            return
        self.count += 1
        if self.count <= MOST_TOLD and self._tell is not None and not self._busy:
            self._busy = True
            try:
                self._tell("qt", [text[:160]])
            finally:
                self._busy = False


def on_stderr(kind: str, frames: Sequence[str]) -> None:
    """Tells on the error stream."""
    with contextlib.suppress(Exception):
        sys.stderr.write(f"evenhand: {kind}\n" + "".join(f"  {frame}\n" for frame in frames))
        sys.stderr.flush()


# --- crashes below Python


def crash_file(folder: Path | None) -> int | None:
    """A descriptor for the frames of a crash: the error stream if there is one, else a bounded file, else None."""
    try:
        os.fstat(2)
        if sys.stderr is not None and sys.stderr.fileno() == 2:
            return 2
    except (OSError, ValueError, AttributeError):
        pass
    if folder is None:
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / "crash.txt"
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
        if path.exists() and path.stat().st_size > LARGEST_CRASH_FILE:
            flags |= os.O_TRUNC
        return os.open(path, flags, 0o600)
    except OSError:
        return None


def watch_crashes(descriptor: int | None) -> None:
    """Frames of all threads go to `descriptor` when the process crashes. Frames hold no values."""
    if descriptor is not None:
        with contextlib.suppress(OSError, ValueError, RuntimeError):
            faulthandler.enable(file=descriptor, all_threads=True)


def no_core(*, undumpable: bool = False) -> None:
    """No picture of the memory is written when the process crashes."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if undumpable and sys.platform == "linux":
        # A core handler that is a program gets the memory whatever the limit is, unless the process forbids it.
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)
    if sys.platform == "win32":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            # No "has stopped working" box: SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX, SEM_NOOPENFILEERRORBOX.
            ctypes.windll.kernel32.SetErrorMode(0x8003)


def end_at_once(code: int) -> NoReturn:
    """Ends the process with all it holds: taking a window apart piece by piece takes long on a busy machine."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):
            stream.flush()
    os._exit(code)


# --- signals


class Signals:
    """Signals of the system, delivered in the event loop, where it is safe to act on them."""

    def __init__(self, handlers: dict[int, Callable[[], None] | None]) -> None:
        """`handlers`: what each signal does; None ignores it."""
        from PySide6.QtCore import QSocketNotifier, QTimer

        self._handlers = handlers
        self._came: list[int] = []
        self._notifier: QSocketNotifier | None = None
        self._timer: QTimer | None = None
        self._pipe: tuple[int, int] | None = None
        self._before = -1
        self._old: dict[int, Any] = {}
        for number, handler in handlers.items():
            with contextlib.suppress(ValueError, OSError):
                self._old[number] = signal.signal(number, signal.SIG_IGN if handler is None else self._note)
        if sys.platform == "win32":
            # There the wake-up descriptor must be a socket; a look twice a second needs none.
            self._timer = QTimer()
            self._timer.timeout.connect(self._look)
            self._timer.start(500)
        else:
            self._pipe = os.pipe()
            for end in self._pipe:
                os.set_blocking(end, False)
            self._before = signal.set_wakeup_fd(self._pipe[1], warn_on_full_buffer=False)
            self._notifier = QSocketNotifier(self._pipe[0], QSocketNotifier.Type.Read)
            self._notifier.activated.connect(self._look)

    def _note(self, number: int, _frame: FrameType | None) -> None:
        self._came.append(number)

    def _look(self) -> None:
        if self._pipe is not None:
            with contextlib.suppress(OSError):
                os.read(self._pipe[0], 256)
        came, self._came = self._came, []
        for number in came:
            handler = self._handlers.get(number)
            if handler is not None:
                handler()

    def close(self) -> None:
        """Back to how it was."""
        for number, old in self._old.items():
            with contextlib.suppress(ValueError, OSError, TypeError):
                signal.signal(number, old)
        if self._timer is not None:
            self._timer.stop()
        if self._notifier is not None:
            self._notifier.setEnabled(False)
        if self._pipe is not None:
            signal.set_wakeup_fd(self._before)
            for end in self._pipe:
                os.close(end)
            self._pipe = None


def signal_numbers(*names: str) -> list[int]:
    """The numbers of those signals that this system has."""
    return [int(getattr(signal, name)) for name in names if hasattr(signal, name)]
