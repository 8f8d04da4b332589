"""The README's pictures are the program's own, and not those of some time ago."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from tests.system.outside import ROOT

KEPT = ROOT / "docs" / "pictures"
LARGEST = 450_000
MOST_APART = 8.0
"""Mean difference of grey values, of 255. Two screens differ by 17 or more, one with a few other words by 3."""


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    command = [sys.executable, str(ROOT / "packaging" / "pictures.py"), str(folder)]
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def grey(file: Path) -> tuple[int, int, bytes]:
    """Its size, and the grey values of a copy 160 pixels wide."""
    image = QImage(str(file))
    assert not image.isNull(), file
    small = image.scaledToWidth(160, Qt.TransformationMode.SmoothTransformation).convertToFormat(
        QImage.Format.Format_Grayscale8
    )
    rows = [bytes(small.constScanLine(y))[: small.width()] for y in range(small.height())]
    return image.width(), image.height(), b"".join(rows)


def apart(one: bytes, other: bytes) -> float:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one)


def test_the_readme_shows_all_pictures_and_only_those(taken: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"docs/pictures/([a-z]+\.png)", readme))
    assert shown == {file.name for file in KEPT.iterdir()} == {file.name for file in taken.iterdir()}
    first = next(line for line in readme.splitlines() if line and not line.startswith("#"))
    assert first.startswith("!["), "the page begins with a picture"


def test_pictures_are_fresh_and_small(taken: Path) -> None:
    for file in sorted(KEPT.iterdir()):
        kept, new = grey(file), grey(taken / file.name)
        assert kept[:2] == new[:2], f"{file.name}: run packaging/pictures"
        assert apart(kept[2], new[2]) < MOST_APART, f"{file.name}: run packaging/pictures"
        assert file.stat().st_size < LARGEST


def test_another_screen_would_be_noticed(taken: Path) -> None:
    size = grey(taken / "option.png")
    for name in ("start.png", "sheet.png"):
        assert apart(grey(taken / name)[2], size[2]) > MOST_APART, name


def test_every_file_that_the_pages_speak_of_is_there() -> None:
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")]
    assert len(pages) > 6
    absent = []
    for page in pages:
        text = page.read_text(encoding="utf-8")
        links = re.findall(r"\]\(([^)#:]+)\)", text)
        named = re.findall(r"`((?:packaging|docs|bench|data|gui|tests|resources)/[\w./-]+)`", text)
        absent += [f"{page.name}: {link}" for link in links if not (page.parent / link).exists()]
        absent += [f"{page.name}: {name}" for name in named if not (ROOT / name).exists()]
    assert absent == []
