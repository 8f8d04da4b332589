"""The program's own words, one catalogue a language (`resources/words/en.json`), for window, sheet and command line.

Texts of a pack are not here: they come with the pack.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType


class Words:
    """Looks up texts by key and fills in their places."""

    def __init__(self, language: str, texts: Mapping[str, str]) -> None:
        self.language = language
        self._texts = MappingProxyType(dict(texts))

    def __getitem__(self, key: str) -> str:
        return self._texts[key]

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def say(self, key: str, **values: object) -> str:
        """The text of `key` with `{name}` places filled; KeyError for an unknown key.

        With a value called `n` that is 1, `key.one` is taken where there is one.
        """
        if values.get("n") == 1 and f"{key}.one" in self._texts:
            key = f"{key}.one"
        return self._texts[key].format(**values)

    def listed(self, items: tuple[str, ...]) -> str:
        """ "A", "A and B", "A, B and C"."""
        return self._joined(items, "list.last")

    def either(self, items: tuple[str, ...]) -> str:
        """ "A", "A or B", "A, B or C"."""
        return self._joined(items, "list.or")

    def _joined(self, items: tuple[str, ...], last: str) -> str:
        if len(items) < 2:
            return "".join(items)
        return self.say(last, first=", ".join(items[:-1]), last=items[-1])


def load_words(language: str) -> Words:
    """The catalogue of a language; FileNotFoundError if there is none."""
    text = files("resources").joinpath("words", f"{language}.json").read_text(encoding="utf-8")
    return Words(language, json.loads(text))


def words_for(language: str) -> Words:
    """The catalogue of a language, or the English one as long as the program does not speak it."""
    try:
        return load_words(language)
    except FileNotFoundError:
        return load_words("en")
