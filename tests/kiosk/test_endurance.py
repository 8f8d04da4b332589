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
    # So few visits do not settle; how fast it answers is a matter for the bench. The full run has the limits.
    left = ("stalled", "grew") if words[0] == "visits" else ("stalled",)
    wrong = [line for line in seen["wrong"] if not any(word in line for word in left)]
    assert not wrong, wrong
    assert seen.get("longest_ms", 0) < 10_000, seen
    assert seen.get("events", 600) >= 600
    assert seen.get("growth", {}).get("handles", 0) == 0
