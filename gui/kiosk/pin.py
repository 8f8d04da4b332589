"""The staff PIN: a salted scrypt hash, refusal of weak ones, and waits that grow with every wrong one."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import itertools
import json
import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

SHORTEST, LONGEST = 6, 12
FREE_TRIES, LOCK_AFTER = 5, 15
FIRST_WAIT: Final = 15
"""Seconds after the fifth wrong PIN; twice as long after each further one."""
_COST: Final = (2**14, 8, 1)
_COMMON: Final = frozenset(
    "147258 147852 159357 159753 258456 789456 741852 963852 456852 520131 112358 314159 271828 101010 110110".split()  # noqa: SIM905
)


def weakness(pin: str) -> str | None:
    """Why a PIN is refused, as the end of the key `door.pin.…`; None if it may be used."""
    if not pin.isascii() or not pin.isdigit():
        return "digits"
    if not SHORTEST <= len(pin) <= LONGEST:
        return "length"
    if any(pin == (pin[:part] * len(pin))[: len(pin)] for part in range(1, len(pin) // 2 + 1)):
        return "pattern"
    steps = {(int(b) - int(a)) % 10 for a, b in itertools.pairwise(pin)}
    if len(steps) == 1:
        return "row"
    pairs = {pin[i : i + 2] for i in range(0, len(pin) - 1, 2)}
    if len(set(pin)) < 3 or (len(pairs) == len(pin) // 2 and all(pair[0] == pair[1] for pair in pairs)):
        return "pattern"
    halves = pin[: len(pin) // 2]
    if pin == halves + halves[::-1] and len(set(halves)) < 3:
        return "pattern"
    return "common" if pin in _COMMON or pin[::-1] in _COMMON else None


def hashed(pin: str) -> str:
    """scrypt$N$r$p$salt$hash, salt and hash in hex."""
    salt = secrets.token_bytes(16)
    n, r, p = _COST
    return f"scrypt${n}${r}${p}${salt.hex()}${_derive(pin, salt, n, r, p).hex()}"


def fits(pin: str, stored: str) -> bool:
    """Whether the PIN is the one of the hash. A hash with an unreasonable cost fits nothing."""
    try:
        kind, *costs, salt, wanted = stored.split("$")
        n, r, p = (int(cost) for cost in costs)
        if kind != "scrypt" or not (2 <= n <= 2**17 and 1 <= r <= 16 and 1 <= p <= 4):
            return False
        return hmac.compare_digest(_derive(pin, bytes.fromhex(salt), n, r, p), bytes.fromhex(wanted))
    except ValueError:
        return False


def _derive(pin: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=n, r=r, p=p, maxmem=256 * 1024 * 1024, dklen=32)


class Attempts:
    """Counts wrong PINs on disk before they are judged, so that killing the program gains nothing.

    After a new start the whole wait begins again: no clock of the machine is trusted. Where nothing can be written,
    `told` tells the count to whoever lives longer than this process, and `wrong` brings it back.
    """

    def __init__(
        self,
        folder: Path | None,
        stored: str,
        *,
        wrong: int = 0,
        told: Callable[[int], None] | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._now = now
        self._path = None if folder is None else folder / "pin-attempts.json"
        # Another PIN begins at nothing: that is how staff come back in after a lock.
        self._of = hashlib.sha256(stored.encode()).hexdigest()[:12]
        self._told = told
        self.wrong = max(self._read(), min(wrong, LOCK_AFTER))
        self._free_at = self._now() + self._wait_for(self.wrong)

    @property
    def locked(self) -> bool:
        """After the fifteenth wrong PIN only a new PIN helps."""
        return self.wrong >= LOCK_AFTER

    def wait(self) -> float:
        """Seconds until the next try is allowed."""
        return max(0.0, self._free_at - self._now())

    def attempt(self, pin: str, stored: str) -> bool:
        """One try. False without looking while a wait lasts."""
        if self.locked or self.wait() > 0:
            return False
        self.wrong += 1
        self._write()
        if fits(pin, stored):
            self.wrong = 0
            self._write()
            return True
        self._free_at = self._now() + self._wait_for(self.wrong)
        return False

    @staticmethod
    def _wait_for(wrong: int) -> float:
        return 0.0 if wrong < FREE_TRIES else float(FIRST_WAIT * 2 ** (min(wrong, LOCK_AFTER) - FREE_TRIES))

    def _read(self) -> int:
        if self._path is None:
            return 0
        try:
            raw = json.loads(self._path.read_text(encoding="ascii"))
            if raw["of"] != self._of:
                return 0
            return max(0, min(int(raw["wrong"]), LOCK_AFTER))
        except FileNotFoundError:
            return 0
        except (OSError, ValueError, KeyError, TypeError):
            # Spoiled is not the same as new.
            return FREE_TRIES

    def _write(self) -> None:
        if self._told is not None:
            self._told(self.wrong)
        if self._path is not None:
            with contextlib.suppress(OSError):
                replace_text(self._path, json.dumps({"of": self._of, "wrong": self.wrong}))


def replace_text(path: Path, text: str, mode: int = 0o600) -> None:
    """Writes a file so that at any moment it holds the old text or the new one. OSError if it cannot be written."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), mode)
    try:
        try:
            os.write(descriptor, text.encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        beside.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
