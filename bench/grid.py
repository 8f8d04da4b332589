"""From a keystroke or filter to the painted grid: the built-in pack, and 10,000 rows by four options.

    .venv/bin/python -m bench.grid

Prints medians and 95th percentiles in milliseconds, and each as a share of its goal. A share is what to compare.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace

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
WORDS = ("home", "sleep", "pain", "work", "walk", "night", "doctor", "week", "risk", "drive", "child", "water", "numb")


def many_rows(comparison: Comparison, rows: int) -> Comparison:
    """The comparison with its rows repeated to so many, each with words of its own."""
    chance = random.Random(7)
    made: list[Row] = []
    for i in range(rows):
        row = comparison.rows[i % len(comparison.rows)]
        extra = (Piece(" ".join(chance.choice(WORDS) for _ in range(4)) + f" {i}"),)
        made.append(replace(row, id=f"{row.id}-{i}", question=row.question + extra, outcomes=()))
    return replace(comparison, rows=tuple(made))


def timed(frame: Frame, act: Callable[[], None]) -> float:
    started = time.perf_counter()
    act()
    frame.screens["compare"].grab()
    return (time.perf_counter() - started) * 1000


def scroll(frame: Frame, share: float) -> None:
    bar = frame.screens["compare"].grid.verticalScrollBar()  # type: ignore[attr-defined]
    bar.setValue(round(bar.maximum() * share))


def measure(frame: Frame, times: int) -> dict[str, list[float]]:
    """Milliseconds from intent to painted picture, by kind of action."""
    store = frame.store
    found: dict[str, list[float]] = {"keystroke": [], "only different": [], "group": [], "scroll": []}
    for i in range(times):
        word = WORDS[i % len(WORDS)]
        for end in range(1, len(word) + 1):
            typed = state.Search(word[:end])
            found["keystroke"].append(timed(frame, lambda typed=typed: store.apply(typed)))  # type: ignore[misc]
        store.apply(state.ClearFilters())
        found["only different"].append(timed(frame, lambda: store.apply(state.OnlyDifferent(True))))
        store.apply(state.ClearFilters())
        group = store.pack.structure.groups[i % len(store.pack.structure.groups)]
        found["group"].append(timed(frame, lambda group=group: store.apply(state.ToggleGroup(group))))  # type: ignore[misc]
        store.apply(state.ClearFilters())
        found["scroll"].append(timed(frame, lambda i=i: scroll(frame, i / times)))  # type: ignore[misc]
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


def report(name: str, found: dict[str, list[float]], goal: float) -> None:
    for kind, values in found.items():
        values.sort()
        p95 = values[min(len(values) - 1, round(len(values) * 0.95))]
        median = statistics.median(values)
        sys.stdout.write(
            f"{name:24} {kind:16} median {median:7.1f} ms ({median / goal:4.2f} of goal)"
            f"  95 % {p95:7.1f} ms ({p95 / goal:4.2f} of goal)  n={len(values)}\n"
        )


def main() -> None:
    application = QApplication(["bench"])
    application.setStyle("Fusion")
    pack = load(built_in())
    report("built-in pack", measure(window(pack, None), 12), GOAL_SMALL_MS)
    report(f"{ROWS:,} rows", measure(window(pack, ROWS), 6), GOAL_LARGE_MS)


if __name__ == "__main__":
    main()
