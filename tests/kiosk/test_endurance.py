"""Short forms of bench/endurance.py, so that what is measured for hours cannot rot."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GARDEN = ROOT / "tests" / "content" / "packs" / "garden"


@pytest.mark.parametrize(
    "words",
    [
        ["monkey", "--events", "600", "--seed", "7"],
        ["visits", "--visits", "12"],
        ["fuzz", "--mutants", "150", "--seed", "7"],
    ],
    ids=["monkey", "visits", "fuzz"],
)
def test_a_short_form(words: list[str]) -> None:
    command = [sys.executable, str(ROOT / "bench" / "endurance.py"), *words, "--pack", str(GARDEN)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    seen = json.loads(done.stdout.splitlines()[-1])
    # So few visits do not settle; the full run has the limits.
    wrong = [line for line in seen["wrong"] if words[0] != "visits" or "grew" not in line]
    assert not wrong, wrong
    assert seen.get("events", 600) >= 600
    assert seen.get("growth", {}).get("handles", 0) == 0
