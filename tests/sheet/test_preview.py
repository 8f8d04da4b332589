"""The preview: made beside the window, the newest only, and forgotten when the person goes."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from gui.sheet.pdf import Sheet
from gui.sheet.preview import Previewer
from tests.sheet.fixtures import EMPTY, RICH, words


def test_the_pages_of_the_sheet(qtbot: QtBot) -> None:
    previewer, sheet = Previewer(), Sheet(RICH, words(), "a4")
    with qtbot.waitSignal(previewer.ready, timeout=20_000) as ready:
        previewer.want(sheet, 300)
    got, width, pages = ready.args or ()
    assert got is sheet
    assert width == 300
    assert [QImage.fromData(page).width() for page in pages] == [300, 300]
    assert previewer.wait(5)


def test_only_the_newest_is_shown(qtbot: QtBot) -> None:
    previewer = Previewer()
    seen: list[Sheet] = []
    previewer.ready.connect(lambda sheet, width, pages: seen.append(sheet))
    sheets = [Sheet(replace(RICH, questions=(f"{i}?",)), words(), "a4") for i in range(6)]
    for sheet in sheets:
        previewer.want(sheet, 80)
    qtbot.waitUntil(lambda: bool(seen), timeout=20_000)
    assert previewer.wait(5)
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
    assert previewer.wait(5)


def test_a_sheet_that_cannot_be_made_does_not_stop_the_next(qtbot: QtBot) -> None:
    class Broken(Sheet):
        def pngs(self, width_px: int) -> tuple[bytes, ...]:
            return ()

    previewer = Previewer()
    previewer.want(Broken(RICH, words(), "a4"), 80)
    assert previewer.wait(20)
    with qtbot.waitSignal(previewer.ready, timeout=20_000):
        previewer.want(Sheet(EMPTY, words(), "a4"), 80)
    assert previewer.wait(5)


def test_what_typst_remembers_is_dropped_without_harm(qtbot: QtBot) -> None:
    previewer, sheet = Previewer(), Sheet(RICH, words(), "a4")
    for _ in range(2):
        with qtbot.waitSignal(previewer.ready, timeout=20_000):
            previewer.want(sheet, 80)
        previewer.clear_away()
        assert previewer.wait(20)
