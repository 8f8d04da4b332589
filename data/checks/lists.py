"""Lists of words, one a line, in files beside this one: `judging-en.txt`, `everyday-en.txt`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def word_list(name: str, language: str) -> frozenset[str]:
    """The words of a list for a language ("en-GB" has those of "en"); empty if there is none."""
    path = files("data.checks") / f"{name}-{language.partition('-')[0]}.txt"
    if not path.is_file():
        return frozenset()
    lines = (line.strip() for line in path.read_text("utf-8").splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))
