"""A drawing can open no file and take no time: a pack brings none, and those of the program hold only plain shapes."""

from __future__ import annotations

import json
import os
import re
import shutil
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pytestqt.qtbot import QtBot

from data.library import ContentError, load
from resources import drawing_names
from tests.windows import GARDEN, open_window

SHAPES = {"svg", "title", "desc", "circle", "ellipse", "path", "rect"}
RESOURCES = Path(str(files("resources")))
DRAWINGS = sorted(file for kind in ("drawings", "icons") for file in (RESOURCES / kind).iterdir())


@pytest.mark.parametrize("file", DRAWINGS, ids=lambda file: file.stem)
def test_a_drawing_of_the_program_is_made_of_plain_shapes(file: Path) -> None:
    """Qt's renderer opens the files that an image names, and a few "use" in one another never end."""
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"<!|<\?(?!xml )|href|url\(|style|@import", text)
    assert {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(text).iter()} <= SHAPES
    assert len(text) < 20_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied = tmp_path / "garden"
    shutil.copytree(GARDEN, copied)
    return copied


def name_drawing(folder: Path, name: str) -> None:
    held = json.loads((folder / "pack.json").read_text("utf-8"))
    held["reasons"][0]["drawing"] = name
    (folder / "pack.json").write_text(json.dumps(held), encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    ["../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "even-hand.svg", "./even-hand", "even-hand\0", ""],
)
def test_a_pack_names_a_drawing_of_the_program_or_is_refused(folder: Path, name: str) -> None:
    name_drawing(folder, name)
    with pytest.raises(ContentError):
        load(folder, drawings=drawing_names())


def test_a_drawing_that_lies_in_a_pack_is_not_opened(qtbot: QtBot, folder: Path) -> None:
    """Whoever opens one of these waits for ever."""
    (folder / "drawings").mkdir()
    name_drawing(folder, "even-hand")
    for place in (folder / "even-hand.svg", folder / "drawings" / "even-hand.svg", folder / "even-hand"):
        os.mkfifo(place)
    frame = open_window(qtbot, load(folder, drawings=drawing_names()))
    assert not frame.grab().isNull()
