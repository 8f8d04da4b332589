"""A made-up language: every text of the program and of a pack with accents, two fifths longer, between two marks.

It is made by code as an engineer and a content lead would add one: a catalogue of words, and a file of texts beside
`en.json` that the loader checks like any other. What stands on a screen without accents is written in the code.
"""

from __future__ import annotations

import json
import re
import shutil
from importlib.resources import files
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from data.library import Pack, built_in, load
from gui.visit.summary import citation
from gui.visit.words import Words
from tests.accessibility.tree import nodes
from tests.pictures.recorder import record

LANGUAGE = "qps"
"""What others call their pseudo-languages as well."""
OPENS, CLOSES = "«", "»"
"""Signs that neither the program nor the pack uses, and the bundled typeface has."""
_ACCENTED = dict(zip("aeiouyncAEIOUYNC", "áéíøüýñçÁÉÍØÜÝÑÇ", strict=True))
_DOUBLED = frozenset("aeiouynAEIOUYN")
_KEPT = re.compile(r"(\{[a-z-]*\} out of 100|\{[^{}]*\}|\[\[[a-z0-9-]+\|?|\]\]|\n|[*|])")
"""Places, ids, marks of prose, where a text is parted; and a share, of which the check of a pack knows the English and
the Spanish way of saying it alone."""
_BARE = ("$schema", "language", "thousands_mark")
"""No texts."""
_UNMARKED = ("synonyms",)
"""They are looked for in running text."""
LONGER = 0.4
SHORT, IN_SENTENCE, LINE, PROSE = 24, 40, 240, 1200
"""What the shape of a pack allows for the two short names of an option, a line and a paragraph."""


def accented(text: str, limit: int = PROSE, *, marked: bool = True) -> str:
    """The text in the made-up language: letters doubled, evenly, until it is two fifths longer with its marks."""
    if not any(letter.isalpha() for letter in text):
        return text
    marks = 2 * marked
    letters = sum(letter in _DOUBLED for part in _KEPT.split(text) if not _KEPT.fullmatch(part) for letter in part)
    room = min(round(LONGER * len(text)), limit - len(text)) - marks
    said, owed = [], 0.0
    for part in _KEPT.split(text):
        if _KEPT.fullmatch(part):
            said.append(part)
            continue
        for letter in part.replace("ss", "ßß"):
            new = _ACCENTED.get(letter, letter)
            said.append(new)
            if letter in _DOUBLED:
                owed += min(1.0, max(0.0, room / letters))
                if owed >= 1 - 1e-9:
                    owed -= 1
                    said.append(new.lower())
    return f"{OPENS}{''.join(said)}{CLOSES}" if marked else "".join(said)


def pseudo_words() -> Words:
    """The program's own words."""
    texts = json.loads(files("resources").joinpath("words", "en.json").read_text("utf-8"))
    return Words(LANGUAGE, {key: accented(text) for key, text in texts.items()})


def _texts(value: Any, *, marked: bool = True) -> Any:
    if isinstance(value, dict):
        return {
            name: one if name in _BARE else _texts(one, marked=name not in _UNMARKED) for name, one in value.items()
        }
    if isinstance(value, list):
        return [_texts(one, marked=marked) for one in value]
    return accented(value, PROSE if len(value) > LINE / 2 else LINE, marked=marked)


def pseudo_pack(folder: Path) -> Pack:
    """The built-in pack with that language beside its own, written into a folder and loaded from there."""
    shutil.copytree(Path(str(built_in())), folder, dirs_exist_ok=True)
    structure = json.loads((folder / "pack.json").read_text("utf-8"))
    structure["languages"].append(LANGUAGE)
    english = json.loads((folder / "en.json").read_text("utf-8"))
    texts = _texts(english)
    texts |= {"language": LANGUAGE, "range_word": accented("to", marked=False)}
    for option, names in english["options"].items():
        for name, most in (("short", SHORT), ("in_sentence", IN_SENTENCE)):
            texts["options"][option][name] = accented(names[name], most)
    for name, content in (("pack", structure), (LANGUAGE, texts)):
        (folder / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return load(folder, LANGUAGE)


# --- what is not in the language

_PLAIN = re.compile(r"(?<!\w)(?=[A-Za-z]*[aeiouyncAEIOUYNC])[A-Za-z]{2,}(?!\w)")
"""A word without accents, of letters that have some in the language."""
NAMES = ("Evenhand", "doi", "https", "out", "of", LANGUAGE, "en", "one", "another")
"""The program's own, those of sources, the words of a share, and codes and folders behind the door."""


def untranslated(window: QWidget, pack: Pack, words: Words) -> list[str]:
    """The words on a screen, painted or said, that are not in the language: somebody wrote them in the code."""
    said = [text for node in nodes(window) for text in (node.name, node.description) if text]
    heard = "\n".join(said)
    painted = [item.text for item in record(window) if item.text.strip() not in heard]
    found = []
    for text in dict.fromkeys((*said, *painted)):
        if any(word not in NAMES for word in _PLAIN.findall(text)):
            rest = _without_sources(text, pack, words)
            found += [f"{word!r} in {text[:60]!r}" for word in _PLAIN.findall(rest) if word not in NAMES]
    return found


def _without_sources(text: str, pack: Pack, words: Words) -> str:
    """Sources stand as they are in every language."""
    for line in {citation(fact.source, words) for fact in pack.facts.values()}:
        text = text.replace(line, "")
    return text
