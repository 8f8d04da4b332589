"""In a made-up language whose texts are two fifths longer: everything is in it, whole, and heard by the rules."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from data.library import Pack
from gui.visit.words import words_for
from tests.pictures.language import SPOKEN, spoken
from tests.pictures.stage import Monitor, Stage
from tests.pictures.walk import CLOSE, USUAL
from tests.pseudo import LANGUAGE, pseudo_pack, pseudo_words, untranslated
from tests.windows import make_look

ENGLISH: dict[str, str] = json.loads(files("resources").joinpath("words", "en.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return pseudo_pack(Path(tmp_path_factory.mktemp("language")) / "pack")


@pytest.mark.parametrize("monitor", [USUAL, CLOSE], ids=["usual", "close"])
def test_screens_in_a_longer_language(qtbot: QtBot, pack: Pack, monitor: Monitor) -> None:
    """`python -m tests.pictures.language` goes through every screen at every size."""
    assert [*spoken(pack, pseudo_words(), monitor, SPOKEN[monitor])] == []


def test_a_word_that_is_written_in_the_code_is_found(qtbot: QtBot, pack: Pack) -> None:
    words = pseudo_words()
    stage = Stage(pack, USUAL, words=words)
    qtbot.addWidget(stage.frame)
    assert untranslated(stage.frame, pack, words) == []
    label = QLabel("Wait here", stage.frame)
    label.show()
    assert untranslated(stage.frame, pack, words) == ["'Wait' in 'Wait here'", "'here' in 'Wait here'"]
    label.setAccessibleName(words["more"])
    assert untranslated(stage.frame, pack, words) != [], "what is painted and not said is found as well"


def test_the_language_is_longer_and_keeps_every_place(qtbot: QtBot, pack: Pack) -> None:
    words, metrics = pseudo_words(), QFontMetrics(make_look().font())
    assert words.language == pack.language == LANGUAGE
    for key, text in ENGLISH.items():
        assert re.findall(r"\{[^}]*\}|[|\n]", words[key]) == re.findall(r"\{[^}]*\}|[|\n]", text), key
        assert all(metrics.inFontUcs4(ord(letter)) for letter in words[key] if letter != "\n"), key
    assert sum(len(words[key]) for key in ENGLISH) > 1.35 * sum(map(len, ENGLISH.values()))


def test_a_language_without_a_catalogue_has_english_words() -> None:
    assert words_for("en")["next"] == words_for(LANGUAGE)["next"] == ENGLISH["next"]
