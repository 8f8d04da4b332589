"""`python -m bench.screens`: from a touch to painted pixels, over the built-in pack: median and 95th percentile."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable

ROUNDS = 40
READY_MS = 3000
"""After this long the program has made ahead what it makes ahead."""
GOALS = {
    "first": (100.0, 100.0),
    "woken": (100.0, 100.0),
    "tab": (16.0, 33.0),
    "tick": (16.0, 33.0),
    "size": (150.0, 150.0),
    "scheme": (150.0, 150.0),
}
"""Milliseconds: median, 95th percentile. `first` is a screen that nobody has been to yet, `woken` one that slept
through a change of text size just before; of My sheet its front is waited for, as nobody sees its back."""


def main() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEvent
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from data.library import built_in, load
    from gui.app import build
    from gui.settings import Settings
    from gui.theme.look import MM_PER_INCH, Look
    from gui.theme.tokens import load_tokens
    from gui.visit import state as do
    from gui.visit.state import SCHEMES, TEXT_SIZES, Screen, Weight
    from gui.visit.words import load_words
    from resources import drawing_names

    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    look = Look(load_tokens(), px_per_mm=92 / MM_PER_INCH)
    frame = build(load(built_in(), drawings=drawing_names()), load_words("en"), look, Settings())
    frame.resize(1920, 1080)
    frame.show()
    frame.get_ready()
    QTest.qWait(READY_MS)
    store = frame.store
    store.apply(do.ChooseReason(store.pack.structure.reasons[0].id))

    def timed(act: Callable[[], object]) -> float:
        application.processEvents()
        start = time.perf_counter()
        act()
        application.processEvents()
        # Outside the program's own loop, nothing that was given up would end, and all of it would be restyled later.
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return (time.perf_counter() - start) * 1000

    screens = (*Screen, *Screen)
    found: dict[str, list[float]] = {name: [] for name in GOALS}
    for screen in Screen:
        found["first"].append(timed(lambda screen=screen: store.apply(do.GoTo(screen))))  # type: ignore[misc]
    for screen in screens:
        timed(lambda screen=screen: store.apply(do.GoTo(screen)))  # type: ignore[misc]
    for n in range(ROUNDS):
        screen = screens[n % len(screens)]
        found["tab"].append(timed(lambda screen=screen: store.apply(do.GoTo(screen))))  # type: ignore[misc]
    statement = store.pack.structure.statements[0].id
    for n in range(ROUNDS):
        if n % 2 == 0:
            timed(lambda n=n: store.apply(do.GoTo((Screen.COMPARE, Screen.MATTERS)[n // 2 % 2])))  # type: ignore[misc]
        weight = Weight.MATTERS if n % 2 == 0 else None
        found["tick"].append(timed(lambda w=weight: store.apply(do.Tick(statement, w))))  # type: ignore[misc]
    for n in range(ROUNDS):
        found["woken"].append(timed(lambda n=n: store.apply(do.GoTo(screens[n % 5]))))  # type: ignore[misc]
        size, scheme = TEXT_SIZES[n % 4], SCHEMES[n % 4]
        found["size"].append(timed(lambda size=size: store.apply(do.ChooseTextSize(size))))  # type: ignore[misc]
        found["scheme"].append(timed(lambda s=scheme: store.apply(do.ChooseScheme(s))))  # type: ignore[misc]
    missed = 0
    for name, times in found.items():
        median = statistics.median(times)
        late = statistics.quantiles(times, n=20)[-1] if len(times) >= 20 else max(times)
        shares = (median / GOALS[name][0], late / GOALS[name][1])
        missed += max(shares) > 1
        sys.stdout.write(
            f"{name:7} median {median:6.1f} ms ({shares[0]:.2f} of the goal)   p95 {late:6.1f} ms ({shares[1]:.2f})\n"
        )
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
