"""The preview: made beside the window, the newest only, and forgotten when the person goes."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from gui.sheet.pdf import Sheet
from gui.sheet.preview import Previewer
from tests.sheet.fixtures import EMPTY, RICH, words

ROOT = Path(__file__).parents[2]


def test_the_pages_of_the_sheet(qtbot: QtBot) -> None:
    previewer, sheet = Previewer(), Sheet(RICH, words(), "a4")
    with qtbot.waitSignal(previewer.ready, timeout=20_000) as ready:
        previewer.want(sheet, 300)
    got, width, pages = ready.args or ()
    assert got is sheet
    assert width == 300
    assert [QImage.fromData(page).width() for page in pages] == [300, 300, 300]
    assert previewer.wait(20)


def test_only_the_newest_is_shown(qtbot: QtBot) -> None:
    previewer = Previewer()
    seen: list[Sheet] = []
    previewer.ready.connect(lambda sheet, width, pages: seen.append(sheet))
    sheets = [Sheet(replace(RICH, questions=(f"{i}?",)), words(), "a4") for i in range(6)]
    for sheet in sheets:
        previewer.want(sheet, 80)
    qtbot.waitUntil(lambda: bool(seen), timeout=20_000)
    assert previewer.wait(20)
    qtbot.wait(1)
    assert seen == [sheets[-1]]


def test_what_is_forgotten_is_never_shown_and_the_next_one_is(qtbot: QtBot) -> None:
    previewer = Previewer()
    seen: list[Sheet] = []
    previewer.ready.connect(lambda sheet, width, pages: seen.append(sheet))
    previewer.want(Sheet(RICH, words(), "a4"), 80)
    previewer.forget()
    assert previewer.wait(20)
    qtbot.wait(1)
    assert seen == []
    after = Sheet(EMPTY, words(), "a4")
    previewer.want(after, 80)
    qtbot.waitUntil(lambda: seen == [after], timeout=20_000)
    assert previewer.wait(20)


def test_a_sheet_that_cannot_be_made_does_not_stop_the_next(qtbot: QtBot) -> None:
    class Broken(Sheet):
        def pngs(self, width_px: int) -> tuple[bytes, ...]:
            return ()

    previewer = Previewer()
    previewer.want(Broken(RICH, words(), "a4"), 80)
    assert previewer.wait(20)
    with qtbot.waitSignal(previewer.ready, timeout=20_000):
        previewer.want(Sheet(EMPTY, words(), "a4"), 80)
    assert previewer.wait(20)


def test_typst_forgets_what_it_remembers_of_earlier_sheets() -> None:
    """By the memory that is in use, all of it in one arena so that one call tells."""
    code = """
import ctypes
from dataclasses import replace
from gui.sheet.pdf import Sheet, clear_away, warm_up
from tests.sheet.fixtures import RICH, words
class Info(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in "arena ordblks smblks hblks hblkhd usm fsm uord ford keep".split()]
tell = ctypes.CDLL(None).mallinfo2
tell.restype = Info
used = lambda: tell().uord + tell().hblkhd
warm_up(); clear_away()
before = used()
for i in range(4):
    Sheet(replace(RICH, questions=(f"{i}?",)), words(), "a4").pdf()
made = used()
clear_away()
print(before, made, used())
"""
    env = {**os.environ, "MALLOC_ARENA_MAX": "1"}
    done = subprocess.run([sys.executable, "-c", code], env=env, cwd=ROOT, capture_output=True, text=True, check=True)
    before, made, after = map(int, done.stdout.split())
    assert made - before > 10_000_000, "it does remember"
    assert made - after > (made - before) / 2
