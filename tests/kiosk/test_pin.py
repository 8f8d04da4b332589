"""PINs: weak ones refused, a slow salted hash, waits that grow and outlive the process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gui.kiosk.pin import Attempts, fits, hashed, replace_text, weakness

GOOD = "739164"
HASH = hashed(GOOD)


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("", "digits"), ("12a456", "digits"), ("１２３４５６", "digits"), ("73916", "length"),
        ("7391642850000", "length"),
        ("111111", "pattern"), ("121212", "pattern"), ("123123", "pattern"), ("112233", "pattern"),
        ("112112", "pattern"),
        ("100001", "pattern"), ("123456", "row"), ("654321", "row"), ("890123", "row"), ("135791", "row"),
        ("159753", "common"),
    ],
)  # fmt: skip
def test_weak_ones_are_refused(pin: str, why: str) -> None:
    assert weakness(pin) == why


@pytest.mark.parametrize("pin", [GOOD, "408275", "90210473"])
def test_others_are_taken(pin: str) -> None:
    assert weakness(pin) is None


def test_the_hash_is_salted_and_fits_only_its_pin() -> None:
    assert hashed(GOOD) != HASH
    assert GOOD not in HASH
    assert fits(GOOD, HASH)
    assert not fits("739165", HASH)
    for broken in ("", "scrypt", "scrypt$1073741824$8$1$00$00", HASH[:-1], "md5$1$1$1$00$00"):
        assert not fits(GOOD, broken)


class Clock:
    def __init__(self) -> None:
        self.time = 1000.0

    def __call__(self) -> float:
        return self.time


def test_waits_grow_and_then_it_is_locked(tmp_path: Path) -> None:
    clock = Clock()
    attempts = Attempts(tmp_path, HASH, now=clock)
    waits = []
    for _ in range(15):
        assert not attempts.attempt("000001", HASH)
        waits.append(round(attempts.wait()))
        assert not attempts.wait() or not attempts.attempt(GOOD, HASH), "the right PIN is not looked at while it waits"
        clock.time += attempts.wait()
    assert waits == [0, 0, 0, 0, *(15 * 2**i for i in range(11))]
    assert attempts.locked
    assert not attempts.attempt(GOOD, HASH)
    assert Attempts(tmp_path, HASH, now=clock).locked
    other = hashed("408275")
    assert not Attempts(tmp_path, other, now=clock).locked, "a new PIN opens it again"


def test_the_right_one_forgets_the_wrong_ones(tmp_path: Path) -> None:
    attempts = Attempts(tmp_path, HASH)
    for _ in range(4):
        attempts.attempt("000001", HASH)
    assert attempts.attempt(GOOD, HASH)
    assert Attempts(tmp_path, HASH).wrong == 0


def test_killing_it_between_tries_gains_nothing(tmp_path: Path) -> None:
    """Each try in a process of its own that is killed at once, as someone with the power switch could do."""
    program = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom gui.kiosk import pin\n"
        "pin.fits = lambda *a: os.kill(os.getpid(), signal.SIGKILL)\n"  # killed while it is being judged
        f"pin.Attempts(Path({str(tmp_path)!r}), {HASH!r}).attempt('000001', {HASH!r})\n"
    )
    for number in range(1, 6):
        done = subprocess.run([sys.executable, "-c", program], check=False)
        assert done.returncode == -signal.SIGKILL
        assert Attempts(tmp_path, HASH).wrong == number
    assert Attempts(tmp_path, HASH).wait() > 14


def test_a_spoiled_count_is_not_a_new_start(tmp_path: Path) -> None:
    (tmp_path / "pin-attempts.json").write_bytes(b"\x00")
    assert Attempts(tmp_path, HASH).wait() > 14


def test_without_a_place_to_write_the_count_is_told_and_brought_back() -> None:
    told: list[int] = []
    attempts = Attempts(None, HASH, told=told.append)
    for _ in range(5):
        attempts.attempt("000001", HASH)
    assert told == [1, 2, 3, 4, 5]
    assert Attempts(None, HASH, wrong=5).wait() > 14


def test_a_file_is_whole_whenever_the_writer_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "count"
    old, new = "old " * 2000, "new " * 3000
    program = (
        "import sys\nfrom pathlib import Path\nfrom gui.kiosk.pin import replace_text\n"
        f"path = Path({str(path)!r})\nprint(flush=True)\n"
        "while True:\n    replace_text(path, 'new ' * 3000)\n    replace_text(path, 'old ' * 2000)\n"
    )
    replace_text(path, old)
    for _ in range(6):
        with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            for _ in range(200):
                assert path.read_text() in (old, new)
            os.kill(writer.pid, signal.SIGKILL)
        assert path.read_text() in (old, new)
