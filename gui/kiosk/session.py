"""What surrounds the window while the program runs: signals, the supervisor's link, and in a kiosk the kiosk."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from data.library import ContentError, Pack, available, locate
from data.refusals import PACK
from gui.kiosk.covers import LOOK_MS, Covers
from gui.kiosk.doctor import examine, lines
from gui.kiosk.eventlog import EventLog
from gui.kiosk.guard import Guard
from gui.kiosk.hooks import Hooks, Signals, signal_numbers
from gui.kiosk.kiosk import AGAIN, CRASH, LEFT, Kiosk, Surroundings, Window
from gui.kiosk.link import Link
from gui.kiosk.pages import Notice
from gui.kiosk.pin import Attempts
from gui.kiosk.places import state_folder
from gui.kiosk.supervisor import OWN_PACK
from gui.settings import Effective
from gui.theme.look import Look
from gui.visit.words import Words

TRY_AGAIN_MS = 300_000
INTERRUPTED = 130


@dataclass
class Start:
    """How this process was started."""

    found: Effective
    hooks: Hooks
    watched: tuple[int, ...] = ()
    """Descriptors from the supervisor: for words to it, and one that ends with it."""
    command: Sequence[str] = field(default_factory=list)
    """What starts the whole program again, when the supervisor is gone."""
    plain: bool = False
    calm: int = 0
    wrong: int = 0
    ending: Callable[[], None] = lambda: None
    """Called once this process is about to end."""
    own_pack: str | None = None
    """The pack that this machine's settings name, whatever staff chose since."""

    def packs(self, shown: Pack) -> list[tuple[str, str, bool]]:
        """What staff can choose from: what the supervisor is told, its name, and whether it is what is shown now."""
        own = self.own_pack
        from_own = own is not None and _place(own) == shown.origin
        listed = [(name, name, name == shown.id and not from_own) for name in available() if name != own]
        if own is not None:
            path = PurePath(own).parent if PurePath(own).name == PACK else PurePath(own)
            name = path.name if path.name and path.name not in available() else own
            listed.append((OWN_PACK, name, from_own))
        return listed


def _place(pack: str) -> str | None:
    """Where a pack is; None if it is not there."""
    try:
        return str(locate(pack))
    except ContentError:
        return None


class Standing(QObject):
    """A kiosk's window that has no visit: the plain page, or the one that asks for staff. Later it is tried again."""

    def __init__(self, window: QWidget, link: Link, look: Look, *, on_top: bool) -> None:
        super().__init__(window)
        self.window, self.link = window, link
        self.covers = Covers(window, look, on_top=on_top)
        self.guard = Guard(window, self._no_corner)
        self._again, self._keep = QTimer(self), QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._try_again)
        self._keep.timeout.connect(self._look_after)

    def open(self) -> None:
        self.covers.prepare()
        self.covers.fit()
        self._keep.start(LOOK_MS)
        if self.link.watched:
            self._again.start(TRY_AGAIN_MS)
        self.link.say("shown")

    def _look_after(self) -> None:
        if self.covers.astray():
            self.covers.fit()
        else:
            self.covers.lift()

    def failed(self) -> None:
        self.leave(CRASH)

    def end(self) -> None:
        self.leave(LEFT)

    def leave(self, code: int) -> None:
        self.guard.leaving = True
        if code == LEFT:
            self.link.say("leaving")
        QGuiApplication.exit(code)

    def _try_again(self) -> None:
        self.leave(AGAIN)

    @staticmethod
    def _no_corner() -> float:
        return 0.0


class Session(QObject):
    """Keeps together what must live as long as the window."""

    def __init__(self, application: QApplication, window: QWidget, start: Start) -> None:
        super().__init__(window)
        self.application, self.window, self.start = application, window, start
        self.kiosk: Kiosk | Standing | None = None
        self.log = EventLog(state_folder() if start.found.settings.profile == "kiosk" else None)
        words, alive = (*start.watched, None, None)[:2]
        self.link = Link(words, alive, self._orphaned)
        handlers: dict[int, Callable[[], None] | None] = dict.fromkeys(signal_numbers("SIGTERM", "SIGHUP"), self._asked)
        if start.found.settings.profile == "kiosk":
            handlers |= dict.fromkeys(signal_numbers("SIGINT", "SIGQUIT", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGUSR1"))
        else:
            handlers |= dict.fromkeys(signal_numbers("SIGINT"), self._interrupted)
            handlers |= dict.fromkeys(signal_numbers("SIGUSR1"), self._come_forward)
        self.signals = Signals(handlers)

    def stand(self, words: Words, look: Look, pack: Pack | None, screen: str) -> None:
        """Makes a kiosk of the window. Without a pack it is a page that only stands there."""
        start, settings = self.start, self.start.found.settings
        start.hooks.tell_to(self._tell)
        if pack is None or not isinstance(getattr(self.window, "store", None), QObject):
            self.kiosk = Standing(self.window, self.link, look, on_top=settings.stay_on_top)
        else:
            attempts = None
            if settings.staff_pin is not None:
                attempts = Attempts(state_folder(), settings.staff_pin, wrong=start.wrong, told=self._wrong)
            self._content, self._screen, self._words = f"{pack.id} {pack.version} {pack.short_hash}", screen, words
            self.log.write("content", id=pack.id, version=pack.version, hash=pack.short_hash)
            around = Surroundings(
                link=self.link,
                log=self.log,
                attempts=attempts,
                packs=start.packs(pack),
                check=self._check,
                calm_seconds=start.calm,
            )
            window: Window = self.window  # type: ignore[assignment]
            self.kiosk = Kiosk(window, settings, around)
        start.hooks.failed = self.kiosk.failed

    def open(self) -> None:
        """Shows the kiosk."""
        if self.kiosk is not None:
            self.kiosk.open()

    def close(self) -> None:
        self.start.hooks.failed = None
        self.signals.close()
        if self.kiosk is not None:
            self.kiosk.guard.leaving = True
            self.kiosk.guard.remove()

    def _tell(self, kind: str, frames: Sequence[str]) -> None:
        if kind != "qt":
            self.log.write("error", kind=kind, frames=frames)

    def _wrong(self, count: int) -> None:
        self.link.say("wrong", str(count))
        if count:
            self.log.write("pin-wrong", count=count)

    def _check(self) -> Sequence[str]:
        return lines(examine(self.start.found, self._content, self._screen, None), self._words)

    # --- the system

    def _asked(self) -> None:
        if self.kiosk is not None:
            self.kiosk.end()
        else:
            self.application.exit(0)

    def _interrupted(self) -> None:
        self.application.exit(INTERRUPTED)

    def _come_forward(self) -> None:
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.raise_()
        self.window.activateWindow()

    def _orphaned(self) -> None:
        """The supervisor is gone: this process becomes a new one, which starts the program again."""
        if self.start.command:
            self.log.write("orphaned")
            with contextlib.suppress(OSError):
                os.execv(self.start.command[0], list(self.start.command))
        self._asked()


def plain_page(look: Look, words: Words) -> QMainWindow:
    """What is shown after many crashes: words, and nothing that could fail."""
    # Assistive technology takes a page by itself for a part of a window, and not for one.
    window = QMainWindow()
    window.setWindowTitle(words.say("window.title", screen=words["crash.plain"]))
    window.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    window.setCentralWidget(Notice(look, "plain", words["crash.plain"], [words["crash.plain.say"]]))
    return window


def descriptors(text: str) -> tuple[int, ...]:
    """The descriptors that the supervisor named; () where they are not there, as when a person typed the option."""
    try:
        numbers = [int(word) for word in text.split(",")]
        if sys.platform == "win32":
            import msvcrt

            flags = (os.O_WRONLY, os.O_RDONLY, os.O_RDWR)
            return tuple(msvcrt.open_osfhandle(number, flag) for number, flag in zip(numbers, flags, strict=False))
        for number in numbers:
            os.fstat(number)
            os.set_inheritable(number, False)
        return tuple(numbers) if len(numbers) >= 2 and min(numbers) > 2 else ()
    except (ValueError, OSError):
        return ()
