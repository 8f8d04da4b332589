"""Every drawn number, in every place that draws it, against the pack's file: people are counted in the picture."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from data.library import built_in
from data.prose import plain
from data.schema import Section
from gui.screens.frame import Frame
from gui.theme.look import Look
from gui.visit.array import nth
from gui.visit.state import ChooseOption, ChooseReason, GoTo, OpenRow, OpenSection, Screen
from gui.widgets.gridshape import ArrayItem, TextItem
from gui.widgets.iconarray import IconArray, figure_rect
from gui.widgets.prose import Prose
from tests.windows import GARDEN, PACKS, load_pack, open_window, settle

FOLDERS = {"built-in": Path(str(built_in())), "garden": GARDEN}


@dataclass(frozen=True, slots=True)
class Drawn:
    """One array as it was found: what is counted in its picture, and what is said of it."""

    option: str
    full: int
    pale: int
    side: float
    said: str


def written(pack: str, name: str) -> Any:
    return json.loads((FOLDERS[pack] / name).read_text(encoding="utf-8"))


def expected(arm: dict[str, Any]) -> tuple[str, int, int]:
    band = arm.get("span")
    return arm["option"], arm["per_100"], max(0, band["high"] - arm["per_100"]) if band else 0


def numbers(pack: str, arm: dict[str, Any], outcome: dict[str, Any]) -> list[str]:
    """What has to be said with an array: of 100 how many, both frames, the study's counts, the range."""
    texts = written(pack, "en.json")["outcomes"][outcome["id"]]
    yes, no = arm["per_100"], 100 - arm["per_100"]
    wanted = [f"{yes} of 100", f"{yes} {texts['happened']}, {no} {texts['not_happened']}"]
    if "numerator" in arm:
        wanted.append(f"{arm['numerator']:,} of {arm['denominator']:,}")
    if arm.get("span"):
        wanted.append(f"{arm['span']['low']} to {arm['span']['high']} of 100")
    return wanted


def count(image: QImage, side: float, look: Look, index: int) -> tuple[int, int]:
    """Full and paler people in a picture of an array. They fill it from the bottom row up, without a gap."""
    ink, tint = QColor(look.option(index).ink), QColor(look.option(index).tint)
    full, pale = [], []
    for place in range(100):
        rect = figure_rect(QRectF(0, 0, side, side), place)
        colour = image.pixelColor(QPoint(round(rect.center().x()), round(rect.top() + rect.height() * 0.76)))
        (full if colour == ink else pale if colour == tint else []).append(nth(place))
    assert sorted(full) == list(range(len(full)))
    assert sorted(pale) == list(range(len(full), len(full) + len(pale)))
    return len(full), len(pale)


def in_widgets(frame: Frame, within: QWidget) -> list[Drawn]:
    found = []
    for array in within.findChildren(IconArray):
        if array.isVisible():
            image = QImage(array.size(), QImage.Format.Format_RGB32)
            image.fill(frame.look.colour("surface"))
            array.render(image, QPoint())
            full, pale = count(image, array.width(), frame.look, array.option_index)
            option = frame.store.pack.structure.options[array.option_index].id
            found.append(Drawn(option, full, pale, array.width(), array.accessibleName()))
    return found


def in_the_grid(frame: Frame) -> list[tuple[str, Drawn, str]]:
    """Each array with its row and all that its row shows in words."""
    grid = frame.screens["compare"].grid  # type: ignore[attr-defined]
    found = []
    for number, row in enumerate(frame.store.now.rows):
        items = grid.shape_of(number)[0].items
        shown = " ".join(plain(item.laid.pieces) for item in items if isinstance(item, TextItem))
        for item in (item for item in items if isinstance(item, ArrayItem)):
            side = item.rect.width()
            image = QImage(item.rect.toAlignedRect().size(), QImage.Format.Format_RGB32)
            image.fill(frame.look.colour("surface"))
            painter = QPainter(image)
            painter.translate(-item.rect.topLeft())
            item.paint(painter, frame.look)
            painter.end()
            full, pale = count(image, side, frame.look, item.index)
            index = grid.model().index(number, frame.store.now.columns.index(column_of(frame, item.index)))
            said = index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
            option = frame.store.pack.structure.options[item.index].id
            found.append((row.row.id, Drawn(option, full, pale, side, said), shown))
    return found


def column_of(frame: Frame, index: int) -> Any:
    return next(column for column in frame.store.now.columns if column.index == index)


def check(pack: str, drawn: list[Drawn], outcomes: list[dict[str, Any]], shown: Callable[[Drawn], str]) -> int:
    """The arrays are those of the file, in its order, of one size, and each carries all of its numbers. How many?"""
    arms = [(arm, outcome) for outcome in outcomes for arm in outcome["arms"]]
    assert [(d.option, d.full, d.pale) for d in drawn] == [expected(arm) for arm, _ in arms]
    assert len({d.side for d in drawn}) <= 1, "the same scale for every option"
    for d, (arm, outcome) in zip(drawn, arms, strict=True):
        wanted = numbers(pack, arm, outcome)
        assert all(words in d.said for words in wanted), (wanted, d.said)
        assert wanted[1] in shown(d), "both frames are in view"
    return len(drawn)


def seen(within: QWidget) -> str:
    return " ".join(p.text().replace("\n", " ") for p in within.findChildren(Prose) if p.isVisible())


@pytest.mark.parametrize("pack", PACKS)
def test_every_drawn_number_is_the_pack_s(qtbot: QtBot, pack: str) -> None:
    frame = open_window(qtbot, load_pack(pack))
    structure, every = written(pack, "pack.json"), 0
    sections = [section.value for section in Section]
    for reason in (r["id"] for r in structure["reasons"]):
        own = [o for o in structure["outcomes"] if o["reason"] == reason]
        show(frame, ChooseReason(reason), GoTo(Screen.OPTIONS))
        for option in (o["id"] for o in structure["options"]):
            mine = [o for o in own if any(arm["option"] == option for arm in o["arms"])]
            mine.sort(key=lambda o: sections.index(o["section"]))
            show(frame, ChooseOption(option), *(OpenSection(o["section"], True) for o in mine))
            screen = frame.screens["options"]
            words = seen(screen)
            every += check(pack, in_widgets(frame, screen), mine, lambda _drawn, words=words: words)  # type: ignore[misc]
        rows = [factor["id"] for factor in structure["factors"]]
        show(frame, GoTo(Screen.COMPARE), *(OpenRow(row, True) for row in rows))
        grid = in_the_grid(frame)
        for row in rows:
            there = [o for o in own if o.get("factor") == row]
            words = {id(d): text for at, d, text in grid if at == row}
            drawn = [d for at, d, _ in grid if at == row]
            every += check(pack, drawn, there, lambda d, words=words: words[id(d)])  # type: ignore[misc]
        assert len({d.side for _, d, _ in grid}) <= 1
        show(frame, GoTo(Screen.SHEET))
        sheet = frame.screens["sheet"]
        words = seen(sheet)
        every += check(pack, in_widgets(frame, sheet), own, lambda _drawn, words=words: words)  # type: ignore[misc]
    assert every >= sum(len(o["arms"]) for o in structure["outcomes"]) * 2, "in the panel and on the sheet at least"


def show(frame: Frame, *intents: Any) -> None:
    for intent in intents:
        frame.store.apply(intent)
    settle()
