"""One copy at a time for each screen: the second start brings the first to the front and ends with 12.

A copy that has only just begun, or that is about to end, cannot be brought to the front: the second start waits for it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path

ALREADY = 12
PATIENCE_SECONDS, LOOK_AGAIN_SECONDS = 10.0, 0.05


class Instance:
    """Held as long as the process lives, however it ends; the system itself lets go of it.

    On Linux a locked file in the session's own folder in memory, else a name that only the kernel keeps; on Windows a
    mutex of the session.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        screen = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY") or "screen"
        # ":0" and ":0.0" are one screen.
        self._name = re.sub(r"[^\w]", "_", re.sub(r"\.0$", "", screen))
        runtime = environment.get("XDG_RUNTIME_DIR")
        self._folder = Path(runtime) if runtime and Path(runtime).is_absolute() else None
        self._held: object = None
        self._descriptor: int | None = None

    def take(self) -> bool:
        """True if this is the only copy now; otherwise the other one was asked to come to the front."""
        until = time.monotonic() + PATIENCE_SECONDS
        while (taken := self._try()) is None:
            if time.monotonic() >= until:
                return False
            time.sleep(LOOK_AGAIN_SECONDS)
        return taken

    def ending(self) -> None:
        """From now on whoever starts waits for this process to end."""
        import socket

        with contextlib.suppress(OSError):
            if self._descriptor is not None:
                os.ftruncate(self._descriptor, 0)
            elif (shutdown := getattr(self._held, "shutdown", None)) is not None:
                shutdown(socket.SHUT_RDWR)

    def release(self) -> None:
        """Lets go before the process ends."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
        close = getattr(self._held, "close", None)
        if close is not None:
            close()
        self._held = None

    def _try(self) -> bool | None:
        """None while another one holds it and cannot be asked for anything, or no longer."""
        if sys.platform == "win32":
            return self._take_mutex()
        if self._folder is not None:
            with contextlib.suppress(OSError):
                return self._take_file(self._folder / f"evenhand-{self._name}.lock")
        return self._take_name()

    def _take_file(self, path: Path) -> bool | None:
        import fcntl

        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(path, flags, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            number = os.read(descriptor, 32)
            os.close(descriptor)
            if not number:
                return None
            self._call(number)
            return False
        os.ftruncate(descriptor, 0)
        # Whoever reads the number may send this at once; unhandled it would end the process.
        signal.signal(signal.SIGUSR1, signal.SIG_IGN)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        self._descriptor = descriptor
        return True

    def _call(self, number: bytes) -> None:
        """The holder is alive, since it holds the lock, so the number is its own."""
        if number.isdigit() and int(number) > 1:
            with contextlib.suppress(OSError):
                os.kill(int(number), signal.SIGUSR1)

    def _take_name(self) -> bool | None:
        import socket

        address = f"\0evenhand-{os.getuid()}-{self._name}"
        held = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        held.setblocking(False)
        try:
            held.bind(address)
        except OSError:
            # Who is open listens; nobody ever answers, so that more and more may wait at the door.
            refused = held.connect_ex(address) == errno.ECONNREFUSED
            held.close()
            return None if refused else False
        held.listen()
        self._held = held
        return True

    def _take_mutex(self) -> bool:
        import ctypes

        windows = getattr(ctypes, "windll").kernel32  # noqa: B009
        self._held = windows.CreateMutexW(None, False, "Local\\Evenhand")
        return bool(windows.GetLastError() != 183)
