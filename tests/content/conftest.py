"""The second pack as data that a test may break, and the library's answer to it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.library import Examined, examine

GARDEN = Path(__file__).parent / "packs" / "garden"


class Broken:
    """A copy of a pack, by file name, to be changed in place."""

    def __init__(self, folder: Path) -> None:
        self.files: dict[str, Any] = {
            name: json.loads((folder / name).read_text("utf-8")) for name in ("pack.json", "en.json", "facts.json")
        }

    @property
    def pack(self) -> Any:
        return self.files["pack.json"]

    @property
    def en(self) -> Any:
        return self.files["en.json"]

    @property
    def facts(self) -> Any:
        return self.files["facts.json"]

    def contents(self) -> dict[str, bytes]:
        return {name: json.dumps(value, ensure_ascii=False).encode() for name, value in self.files.items()}

    def examined(self) -> Examined:
        return examine(self.contents())


@pytest.fixture(scope="session")
def _garden() -> Broken:
    return Broken(GARDEN)


@pytest.fixture
def garden(_garden: Broken) -> Broken:
    """The second pack, whole, to be broken by the test."""
    return copy.deepcopy(_garden)


@pytest.fixture
def garden_folder(tmp_path: Path) -> Callable[[], Path]:
    """Copies the second pack's files into a new folder."""

    def made() -> Path:
        folder = tmp_path / "garden"
        folder.mkdir()
        for file in GARDEN.iterdir():
            (folder / file.name).write_bytes(file.read_bytes())
        return folder

    return made
