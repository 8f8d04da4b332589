"""Endurance of the kiosk: a seeded monkey, hundreds of visits, thousands of spoiled packs.

    python bench/endurance.py monkey [--events 50000] [--seed 1]    inside the program, without a display
    python bench/endurance.py outside [--events 50000] [--seed 1]   hands on the real program, on a screen of its own
    python bench/endurance.py visits [--visits 300]                 memory, objects, handles, threads
    python bench/endurance.py fuzz [--mutants 100000] [--seed 1]    a pack loads, or there is one ContentError

Prints one line of JSON with what was seen; exit code 1 if a limit was passed. The limits stand at the top.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import os
import random
import sys
import threading
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
LONGEST_STALL_S = 1.0
MOST_GROWTH_MB = 5.0
SETTLED_AFTER = 50
AT_ONCE = 10
"""Events from outside between two questions whether the program still answers."""


def report(**seen: Any) -> int:
    wrong = seen.pop("wrong")
    sys.stdout.write(json.dumps({**seen, "wrong": wrong}, ensure_ascii=False) + "\n")
    return 1 if wrong else 0


class Program:
    """The kiosk as it runs, without a display and without a supervisor."""

    def __init__(self, pack: str | None) -> None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ.setdefault("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "0")
        from PySide6.QtWidgets import QApplication

        from data.library import built_in, load, locate
        from gui.app import build, make_look
        from gui.kiosk.eventlog import EventLog
        from gui.kiosk.hooks import Hooks
        from gui.kiosk.kiosk import Kiosk, Surroundings
        from gui.kiosk.link import Link
        from gui.settings import Settings
        from gui.visit.words import load_words

        self.errors: list[str] = []
        self.codes: list[int] = []
        hooks = Hooks()
        hooks.set_up()
        hooks.tell_to(self.tell)
        hooks.listen_to_qt()
        self.application = QApplication(["evenhand"])
        self.application.setStyle("Fusion")
        settings = Settings(profile="kiosk", screen_width_mm=531)
        look = make_look(self.application, settings)
        self.frame = build(load(locate(pack) if pack else built_in()), load_words("en"), look, settings)
        link = Link(None, None, self.nothing)
        self.kiosk = Kiosk(self.frame, settings, Surroundings(link, EventLog(None)))  # type: ignore[arg-type]
        self.kiosk.leave = self.codes.append  # type: ignore[method-assign, assignment]
        self.frame.resize(1920, 1080)
        self.frame.show()
        self.work()

    def nothing(self) -> None:
        """No supervisor."""

    def tell(self, kind: str, frames: Any) -> None:
        self.errors.append(f"{kind}: {list(frames)[-2:]}")

    def work(self) -> float:
        """Lets everything happen that is due; how long that took, in seconds."""
        began = time.monotonic()
        from PySide6.QtCore import QEvent

        self.application.processEvents()
        # Outside of a running event loop this is left undone.
        self.application.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
        return time.monotonic() - began


def monkey(events: int, seed: int, pack: str | None) -> int:
    """First every widget that can be touched, one after the other; then anything anywhere."""
    program = Program(pack)
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

    frame, kiosk = program.frame, program.kiosk
    chance = random.Random(seed)
    touched: Counter[str] = Counter()
    stalls: list[float] = []
    keys = [Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right]
    keys += [Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_PageDown, Qt.Key.Key_A, Qt.Key.Key_F4]
    modifiers = [Qt.KeyboardModifier.NoModifier] * 6
    modifiers += [Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier]

    def touch(widget: QWidget, place: QPoint) -> None:
        name = widget.objectName() or type(widget).__name__
        if name in ("staff-leave", "printSheet"):
            return
        touched[name] += 1
        began = time.monotonic()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)
        stalls.append(time.monotonic() - began + program.work())

    done = 0
    seen: set[str] = set()
    while done < events // 5:
        fresh = [b for b in frame.findChildren(QAbstractButton) if b.isVisible() and b.objectName() not in seen]
        if not fresh:
            if kiosk.page is kiosk.attract:
                kiosk.begin()
            elif done % 7 == 6:
                break
            done += 1
            known = [
                b for b in frame.findChildren(QAbstractButton) if b.isVisible() and b.objectName() != "staff-leave"
            ]
            if known:
                chance.choice(known).click()
            else:
                kiosk._start_screen()
            stalls.append(program.work())
            continue
        seen.add(fresh[0].objectName())
        touch(fresh[0], fresh[0].rect().center())
        done += 1
    while done < events:
        if kiosk.page in (kiosk.cleared, kiosk.moment):
            # Nobody waits two seconds here.
            kiosk._start_screen()
        roll = chance.random()
        if roll < 0.5:
            place = QPoint(chance.randrange(frame.width()), chance.randrange(frame.height()))
            widget = frame.childAt(place) or frame
            touch(widget, widget.mapFrom(frame, place))
        elif roll < 0.85:
            target = frame.focusWidget() or frame
            began = time.monotonic()
            QTest.keyClick(target, chance.choice(keys), chance.choice(modifiers))
            stalls.append(time.monotonic() - began + program.work())
        elif roll < 0.9:
            for field in frame.findChildren(QLineEdit):
                field.setText("".join(chance.choices("aeinrst \u202e\u0000é", k=chance.randrange(80))))
            stalls.append(program.work())
        elif roll < 0.93:
            frame.resize(chance.choice([1024, 1366, 1920, 1080]), chance.choice([768, 1080, 1920]))
            stalls.append(program.work())
        elif kiosk.page is kiosk.attract:
            kiosk.begin()
        elif roll < 0.94:
            kiosk.finish()
        done += 1
    stalls.sort()
    wrong = [*program.errors[:5], *(["it wanted to end"] if any(c != 75 for c in program.codes) else [])]
    wrong += [f"stalled for {stalls[-1]:.2f} s"] if stalls[-1] > LONGEST_STALL_S else []
    return report(
        what="monkey", seed=seed, events=done, widgets=len(touched), errors=len(program.errors),
        median_ms=round(stalls[len(stalls) // 2] * 1000, 1), longest_ms=round(stalls[-1] * 1000), wrong=wrong,
    )  # fmt: skip


def outside(events: int, seed: int, program: Path | None) -> int:
    """Taps, keys and combinations on the real program, supervised, with a window manager's default keys.

    After every few of them the program is asked something that only its event loop can answer."""
    from tests.system.outside import BUILT, SOURCE, Desktop

    chance = random.Random(seed)
    desktop = Desktop()
    wrong: list[str] = []
    program = program or (BUILT if BUILT.exists() else SOURCE)
    # Small, so that most of the time goes into what events do and not into painting.
    width, height = 1024, 768
    screen = desktop((width, height), 100, hears=False)
    app = screen.start("--kiosk", program=program)
    app.wait_for("begin")
    root = app.find("kiosk")
    children = Path(f"/proc/{app.process.pid}/task/{app.process.pid}/children")
    before = children.read_text()
    names = ["Tab", "Return", "space", "Escape", "Down", "Up", "Menu", "F1", "F4", "a", "q", "BackSpace", "Page_Down"]
    mods = ["", "", "", "", "ctrl+", "alt+", "shift+", "ctrl+alt+", "super+"]
    done, answers, waited, pages = 0, [], 0.0, Counter[str]()
    while done < events and not wrong:
        words: list[str] = []
        for _ in range(AT_ONCE):
            if chance.random() < 0.6:
                x, y = chance.randrange(width), chance.randrange(height)
                words += ["mousemove", str(x), str(y), "click", chance.choice("11111111345")]
            else:
                words += ["key", chance.choice(mods) + chance.choice(names)]
        screen.run("xdotool", *words)
        done += AT_ONCE
        if children.read_text() != before:
            wrong.append(f"it started again after {done} events")
            break
        # What the program spent in line for a processor that others had is not its own.
        inline = in_line(int(before))
        wall = root.ping()
        answers.append(max(0.0, wall - (in_line(int(before)) - inline)))
        waited = max(waited, wall)
        if done % 1000 == 0:
            title = screen.run(
                "xdotool", "search", "--onlyvisible", "--name", "Evenhand", "getwindowname"
            ).stdout.strip()
            pages[title.rpartition("– ")[2]] += 1
    log = screen.home / ".local/state/evenhand/events.jsonl"
    seen = Counter(json.loads(line)["event"] for line in log.read_text().splitlines())
    wrong += [f"{name}: {seen[name]}" for name in ("error", "crashed", "hung", "restarted") if seen[name]]
    app.terminate()
    wrong += desktop.close()
    answers.sort()
    wrong += [f"no answer for {answers[-1]:.2f} s"] if answers[-1] > LONGEST_STALL_S else []
    return report(
        what="outside", seed=seed, events=done, program="built" if program.parent.name == "evenhand" else "source",
        pages=dict(pages), log=dict(seen), median_ms=round(answers[len(answers) // 2] * 1000, 1),
        p99_ms=round(answers[len(answers) * 99 // 100] * 1000), longest_ms=round(answers[-1] * 1000),
        longest_on_this_machine_ms=round(waited * 1000), wrong=wrong,
    )  # fmt: skip


def in_line(process: int) -> float:
    """Seconds that the first thread of a process has been ready to run and had to wait."""
    return int(Path(f"/proc/{process}/task/{process}/schedstat").read_text().split()[1]) / 1e9


def resident_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def visits(count: int, pack: str | None) -> int:
    """Whole visits, one after the other; what is there after the 50th may hardly grow."""
    program = Program(pack)
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QLineEdit

    from gui.visit.state import (
        ChooseOption,
        ChooseReason,
        ChooseScheme,
        ChooseTextSize,
        GoTo,
        Lean,
        OpenRow,
        Screen,
        Tick,
        Weight,
    )

    frame, kiosk = program.frame, program.kiosk
    structure = frame.store.pack.structure
    chance = random.Random(1)
    marks: list[dict[str, float]] = []
    for number in range(count):
        kiosk.begin()
        store = frame.store
        store.apply(ChooseReason(chance.choice(structure.reasons).id))
        for screen in Screen:
            store.apply(GoTo(screen))
            program.work()
        store.apply(GoTo(Screen.OPTIONS))
        store.apply(ChooseOption(chance.choice(structure.options).id))
        program.work()
        for statement in chance.sample(list(structure.statements), min(3, len(structure.statements))):
            store.apply(Tick(statement.id, Weight.A_LOT))
        store.apply(Lean(structure.options[0].id))
        store.apply(GoTo(Screen.COMPARE))
        store.apply(OpenRow(chance.choice(structure.factors).id, True))
        if number % 3 == 0:
            store.apply(ChooseTextSize(chance.choice(["small", "large", "largest"])))
            store.apply(ChooseScheme(chance.choice(["high-dark", "soft"])))
        for field in frame.findChildren(QLineEdit):
            field.setText(f"visit {number}")
        program.work()
        kiosk.finish()
        program.work()
        kiosk._start_screen()
        program.work()
        if number + 1 in (min(SETTLED_AFTER, count // 2), count):
            gc.collect()
            marks.append(
                {
                    "mb": resident_mb(),
                    "objects": len(frame.findChildren(QObject)),
                    "python": len(gc.get_objects()),
                    "handles": len(list(Path("/proc/self/fd").iterdir())),
                    "threads": threading.active_count(),
                }
            )
    first, last = marks[0], marks[-1]
    growth = {name: round(last[name] - first[name], 2) for name in first}
    wrong = program.errors[:5]
    wrong += [f"memory grew by {growth['mb']} MB"] if growth["mb"] > MOST_GROWTH_MB else []
    wrong += [f"{name} grew by {growth[name]}" for name in ("objects", "handles", "threads") if growth[name] > 0]
    return report(what="visits", visits=count, at_settled=first, growth=growth, wrong=wrong)


def mutate(chance: random.Random, contents: dict[str, bytes]) -> dict[str, bytes]:
    """One pack with something spoiled: bytes, cuts, keys, numbers, strings, whole branches."""
    name = chance.choice(sorted(contents))
    raw = contents[name]
    kind = chance.randrange(8)
    if kind == 0:
        spoiled = raw[: chance.randrange(len(raw))]
    elif kind == 1:
        at = chance.randrange(len(raw))
        spoiled = raw[:at] + bytes([raw[at] ^ (1 << chance.randrange(8))]) + raw[at + 1 :]
    elif kind == 2:
        at = chance.randrange(len(raw))
        spoiled = raw[:at] + bytes(chance.randrange(256) for _ in range(chance.randrange(1, 9))) + raw[at:]
    elif kind == 3:
        return {key: value for key, value in contents.items() if key != name}
    else:
        tree = json.loads(raw)
        place: Any = tree
        while isinstance(place, dict | list) and place:
            key = chance.choice(list(place)) if isinstance(place, dict) else chance.randrange(len(place))
            below = place[key]
            if not isinstance(below, dict | list) or not below or chance.random() < 0.15:
                values = [
                    None,
                    True,
                    -1,
                    0,
                    1e308,
                    10**30,
                    "",
                    "x" * 5000,
                    "{a}",
                    "\u202e",
                    [],
                    {},
                    [[]],
                    {"": {}},
                    below,
                ]
                if kind == 7 and isinstance(place, dict):
                    place[chance.choice(["", "id", "x", key * 2])] = place.pop(key)
                else:
                    place[key] = chance.choice(values)
                break
            place = below
        spoiled = json.dumps(tree).encode()
    return {**contents, name: spoiled}


def fuzz(mutants: int, seed: int, pack: str | None) -> int:
    """Spoiled packs read as the program reads them: a pack or a ContentError, and no third thing."""
    import tempfile

    from data.library import ContentError, built_in, fetch, load, locate

    source = locate(pack) if pack else built_in()
    contents = dict(fetch(source)[0])
    chance = random.Random(seed)
    outcomes: Counter[str] = Counter()
    wrong: list[str] = []
    slowest = 0.0
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "pack"
        folder.mkdir()
        for number in range(mutants):
            spoiled = mutate(chance, contents)
            for name in contents:
                with contextlib.suppress(FileNotFoundError):
                    (folder / name).unlink()
            for name, raw in spoiled.items():
                (folder / name).write_bytes(raw)
            began = time.monotonic()
            try:
                load(folder)
                outcomes["loaded"] += 1
            except ContentError as error:
                outcomes["refused"] += 1
                if not str(error).strip() or "\n" in str(error):
                    wrong.append(f"mutant {number}: no clear line: {str(error)!r:.200}")
            except Exception as error:
                wrong.append(f"mutant {number}: {type(error).__name__}: {error!s:.200}")
            slowest = max(slowest, time.monotonic() - began)
    return report(
        what="fuzz",
        seed=seed,
        mutants=mutants,
        outcomes=dict(outcomes),
        slowest_ms=round(slowest * 1000),
        wrong=wrong[:10],
    )


def main() -> int:
    top = argparse.ArgumentParser(description="Endurance of the kiosk.")
    top.add_argument("what", choices=["monkey", "outside", "visits", "fuzz"])
    top.add_argument("--events", type=int, default=50_000)
    top.add_argument("--visits", type=int, default=300)
    top.add_argument("--mutants", type=int, default=100_000)
    top.add_argument("--seed", type=int, default=1)
    top.add_argument("--program", type=Path, help="for outside; else the built program, or that from its source")
    top.add_argument("--pack", help="a bundled pack's id, or a folder")
    asked = top.parse_args()
    try:
        return run(asked)
    except Exception as error:
        # The hooks of the program, which stay silent here, shall not hide a fault of this script.
        traceback.print_exception(error)
        return 2


def run(asked: argparse.Namespace) -> int:
    if asked.what == "monkey":
        return monkey(asked.events, asked.seed, asked.pack)
    if asked.what == "outside":
        return outside(asked.events, asked.seed, asked.program)
    if asked.what == "visits":
        return visits(asked.visits, asked.pack)
    return fuzz(asked.mutants, asked.seed, asked.pack)


if __name__ == "__main__":
    sys.exit(main())
