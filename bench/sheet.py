"""How long a sheet takes: `python bench/sheet.py [VISIT.json]` prints medians and the limits they are held against.

Each number is the median of runs in one process, after the first; PDF and preview are of another person's sheet each
time. What the first needs is loaded as My sheet comes into view, as the program does it.
The window's longest silence is measured while ten previews and ten prints are made beside it.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.library import Pack
    from gui.sheet.pdf import Sheet
    from gui.visit.credits import Credits
    from gui.visit.state import Visit
    from gui.visit.words import Words

RUNS = 15
LIMITS = {"pdf": 300.0, "preview": 500.0, "silence": 100.0, "first pdf": 300.0}
ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "bench" / "visit.json"


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def processor(work: Callable[[], object]) -> float:
    """Milliseconds of all processors that the work took."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def median(work: Callable[[], object]) -> float:
    return statistics.median(milliseconds(work) for _ in range(RUNS))


def main() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    visit_file = Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLE
    from data.comparison import compare
    from data.library import built_in, load
    from gui.sheet.pdf import Sheet, warm_up
    from gui.sheet.qr import sheet_codes
    from gui.sheet.text import as_text
    from gui.sheet.visitfile import read
    from gui.visit.credits import Credits
    from gui.visit.summary import summarise
    from gui.visit.words import load_words

    pack, words = load(built_in()), load_words("en")
    visit = read(visit_file, pack)
    credits = Credits(pack, words, pack.structure.produced)
    summary = summarise(pack, compare(pack, visit.reason), visit, words, credits)
    sheet = Sheet(summary, words, "a4")
    others = cycle(_others(pack, visit, words, credits))
    early = sorted({"typst", "segno", "PySide6.QtPrintSupport"} & set(sys.modules))
    found: dict[str, float] = {
        "loading for it": milliseconds(warm_up),
        "first pdf": milliseconds(sheet.pdf),
        "pdf": median(lambda: next(others).pdf()),
        "pdf, large print": median(lambda: replace(next(others), large=True).pdf()),
        "preview": median(lambda: next(others).pngs(800)),
        "codes for the screen": median(lambda: sheet_codes(summary, words)),
        "text": median(lambda: as_text(summary, words)),
        "silence": silence(sheet),
    }
    worked = statistics.median(processor(sheet.pdf) for _ in range(RUNS))
    say(f"loaded before the first sheet: {', '.join(early) or 'neither typst nor segno'}")
    for name, value in found.items():
        limit = LIMITS.get(name)
        say(f"{name:22} {value:7.1f} ms" + (f"   {value / limit:5.2f} of {limit:.0f} ms" if limit else ""))
    say(f"{'pdf, processor alone':22} {worked:7.1f} ms   (to compare on a busy machine)")
    late = [name for name, limit in LIMITS.items() if found[name] > limit]
    say(json.dumps({"milliseconds": {name: round(value, 1) for name, value in found.items()}, "late": late}))
    return 1 if late or early else 0


def _others(pack: Pack, visit: Visit, words: Words, credits: Credits) -> list[Sheet]:
    """Sheets of other people, each with other ticks: typst remembers what it has set before."""
    from data.comparison import compare
    from gui.sheet.pdf import Sheet
    from gui.visit.summary import summarise

    compared = compare(pack, visit.reason)
    ids = [statement.id for statement in pack.structure.statements]
    weights = [weight for _, weight in visit.ticks]
    visits = [
        replace(visit, ticks=tuple(zip((ids[i:] + ids[:i])[: len(weights)], weights, strict=True)))
        for i in range(len(ids))
    ]
    return [Sheet(summarise(pack, compared, each, words, credits), words, "a4") for each in visits]


def silence(sheet: object) -> float:
    """The longest time between two beats of the window's clock while sheets are made beside it, in milliseconds."""
    from PySide6.QtCore import QCoreApplication, QElapsedTimer, QObject, QTimer, Slot

    from gui.sheet.pdf import Sheet
    from gui.sheet.preview import Previewer
    from gui.sheet.printer import PrintJob
    from gui.sheet.spooler import Result

    assert isinstance(sheet, Sheet)

    class Nowhere:
        """Makes the sheet as printing does, and prints it nowhere."""

        def send(self, sheet: Sheet, _progress: Callable[..., None], _left: Event) -> Result:
            sheet.pdf()
            return Result.PRINTED

        def take_back(self) -> None:
            pass

    class Watch(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.longest, self.left = 0, 10
            self.clock, self.timer = QElapsedTimer(), QTimer(self)
            self.timer.setInterval(1)
            self.timer.timeout.connect(self.beat)
            self.previewer = Previewer(self)
            self.previewer.ready.connect(self.shown)
            self.job: PrintJob | None = None

        def start(self) -> None:
            self.clock.start()
            self.timer.start()
            self.previewer.want(sheet, 800)

        @Slot()
        def beat(self) -> None:
            self.longest = max(self.longest, self.clock.restart())

        @Slot(object, int, object)
        def shown(self, _sheet: object, _width: int, _pages: object) -> None:
            self.job = PrintJob(sheet, Nowhere(), self)
            self.job.finished.connect(self.printed)
            self.job.start()

        @Slot(Result)
        def printed(self, _result: Result) -> None:
            self.left -= 1
            if self.left:
                self.previewer.want(sheet, 800)
            else:
                QCoreApplication.quit()

    app = QCoreApplication.instance() or QCoreApplication([])
    watch = Watch()
    QTimer.singleShot(0, watch, watch.start)
    app.exec()
    watch.timer.stop()
    watch.previewer.wait(10)
    if watch.job is not None:
        watch.job.wait(10)
    return float(watch.longest)


if __name__ == "__main__":
    if sys.argv[1:] == ["--fresh"]:
        # The whole command, from nothing to a file, in a process of its own.
        out = ROOT / "build" / "bench-sheet.pdf"
        out.parent.mkdir(exist_ok=True)
        code = (
            "import sys, argparse; from gui.sheet.command import add_arguments, run;"
            "p = argparse.ArgumentParser(); add_arguments(p); sys.exit(run(p.parse_args()))"
        )
        line = [sys.executable, "-c", code, "--visit", str(EXAMPLE), "-o", str(out)]
        times = [milliseconds(lambda: subprocess.run(line, check=True, cwd=ROOT)) for _ in range(3)]
        say(f"whole command          {statistics.median(times):7.1f} ms")
        sys.exit(0)
    sys.exit(main())
