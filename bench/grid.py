"""From a keystroke or filter to the painted window: the built-in pack, and 10,000 rows by four options.

    .venv/bin/python -m bench.grid

Prints value, goal, share of it and whether it was met; exit code 1 if one was not. The processor's time beside it is
what to compare on a busy machine. Painted is what a person sees painted: whatever of the window has changed.
"""

from __future__ import annotations

import math
import os
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from data.comparison import Comparison, Row
from data.library import Pack, built_in, load
from data.prose import Piece
from gui.app import build
from gui.screens.frame import Frame
from gui.settings import Settings
from gui.theme.look import Look
from gui.theme.tokens import load_tokens
from gui.visit import state
from gui.visit.rows import SearchIndex
from gui.visit.words import load_words

ROWS = 10_000
GOAL_SMALL_MS, GOAL_LARGE_MS = 16.0, 100.0
ROUNDS = 3
"""Laying out may ask for painting, and painting for laying out, each a round of events later."""
WORDS = ("home", "sleep", "pain", "work", "walk", "night", "doctor", "week", "risk", "drive", "child", "water", "numb")


class Times(NamedTuple):
    """Milliseconds."""

    wall: float
    processor: float


def many_rows(comparison: Comparison, rows: int) -> Comparison:
    """The comparison with its rows repeated to so many, each with words of its own, and with a fourth option."""
    last = comparison.options[-1]
    other = replace(last, id=f"{last.id}-too", index=len(comparison.options), letter="D")
    chance = random.Random(7)
    made: list[Row] = []
    for i in range(rows):
        row = comparison.rows[i % len(comparison.rows)]
        extra = (Piece(" ".join(chance.choice(WORDS) for _ in range(4)) + f" {i}"),)
        cells = (*row.cells, replace(row.cells[-1], option=other.id))
        made.append(replace(row, id=f"{row.id}-{i}", question=row.question + extra, cells=cells, outcomes=()))
    statements = (replace(s, fits=(*s.fits, replace(s.fits[-1], option=other.id))) for s in comparison.statements)
    return replace(comparison, options=(*comparison.options, other), rows=tuple(made), statements=tuple(statements))


def timed(act: Callable[[], None]) -> Times:
    """From the intent until nothing is left to lay out or to paint."""
    wall, processor = time.perf_counter(), time.process_time()
    act()
    for _ in range(ROUNDS):
        QApplication.processEvents()
    return Times((time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000)


def scroll(frame: Frame, share: float) -> None:
    bar = frame.screens["compare"].grid.verticalScrollBar()  # type: ignore[attr-defined]
    bar.setValue(round(bar.maximum() * share))


def measure(frame: Frame, times: int) -> dict[str, list[Times]]:
    """What each kind of action takes."""
    store = frame.store
    found: dict[str, list[Times]] = {"keystroke": [], "clear": [], "only different": [], "group": [], "scroll": []}

    def act(kind: str, intent: state.Intent) -> None:
        found[kind].append(timed(lambda: store.apply(intent)))

    for i in range(times):
        word = WORDS[i % len(WORDS)]
        for end in range(1, len(word) + 1):
            act("keystroke", state.Search(word[:end]))
        act("clear", state.ClearFilters())
        act("only different", state.OnlyDifferent(True))
        act("clear", state.ClearFilters())
        act("group", state.ToggleGroup(store.pack.structure.groups[i % len(store.pack.structure.groups)]))
        act("clear", state.ClearFilters())
        found["scroll"].append(timed(lambda i=i: scroll(frame, i / times)))  # type: ignore[misc]
    return found


def window(pack: Pack, rows: int | None) -> Frame:
    look = Look(load_tokens(), px_per_mm=82 / 25.4)
    frame = build(pack, load_words("en"), look, Settings())
    look.setParent(frame)
    frame.resize(1920, 1080)
    frame.show()
    if rows:
        comparison = many_rows(frame.store.comparison, rows)
        frame.store._kept = ((None, None), comparison, SearchIndex(comparison))
        frame.store.apply(state.Search("x"))
        frame.store.apply(state.Search(""))
    frame.store.apply(state.GoTo(state.Screen.COMPARE))
    QApplication.processEvents()
    return frame


def report(name: str, found: dict[str, list[Times]], goal: float) -> bool:
    """Were all goals met?"""
    say = sys.stdout.write
    met = True
    for kind, times in found.items():
        for share, title in ((0.5, "median"), (0.95, "95 %")):
            wall, processor = (quantile(values, share) for values in zip(*times, strict=True))
            met = met and wall <= goal
            verdict = "met" if wall <= goal else "NOT MET"
            say(f"{name:14} {kind:15} {title:7} {wall:6.1f} of {goal:5.1f} ms = {wall / goal:4.2f} {verdict:8}")
            say(f" processor {processor:6.1f} ms = {processor / goal:4.2f}   n={len(times)}\n")
    return met


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that so large a share of the values does not pass."""
    return sorted(values)[math.ceil(share * len(values)) - 1]


def main() -> int:
    application = QApplication(["bench"])
    application.setStyle("Fusion")
    pack = load(built_in())
    small, large = window(pack, None), window(pack, ROWS)
    for frame in (small, large):
        measure(frame, 1)
    met = report("built-in pack", measure(small, len(WORDS)), GOAL_SMALL_MS)
    return 0 if report(f"{ROWS:,} rows", measure(large, len(WORDS)), GOAL_LARGE_MS) and met else 1


if __name__ == "__main__":
    raise SystemExit(main())
