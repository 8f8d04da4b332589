"""The tiny markup of pack texts: `*emphasis*`, `[[term]]`, `[[term|words]]`, `{figure}`, `\\n`; nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from data.schema import Figure, Texts

_TOKEN = re.compile(r"\*|\[\[([a-z0-9-]+)(?:\|([^\[\]|{}*]+))?\]\]|\{([a-z0-9-]+)\}")
_TERM = re.compile(r"\[\[([a-z0-9-]+)(?:\|[^\[\]|{}*]+)?\]\]")
_FIGURE = re.compile(r"\{([a-z0-9-]+)\}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: plain or strong, perhaps a glossary term."""

    text: str
    strong: bool = False
    term: str | None = None


def figure_text(figure: Figure, texts: Texts) -> str:
    """The figure as it stands in a sentence of a language, without its unit: "90", "7.3", "20 to 60", "1,600"."""
    mark = "" if figure.unit == "year" else texts.thousands_mark
    ends = [number_text(n, mark) for n in (figure.value, figure.low, figure.high) if n is not None]
    return f" {texts.range_word} ".join(ends)


def number_text(value: float, thousands_mark: str) -> str:
    """A number without needless zeros, its thousands set apart."""
    return f"{int(value):,}".replace(",", thousands_mark) if value == int(value) else f"{value:g}"


def parse(
    text: str, figures: Callable[[str], str] | None = None, terms: Mapping[str, str] | None = None
) -> tuple[Piece, ...]:
    """Splits a text into pieces.

    `figures` turns a figure id into its text and `terms` gives the word for a term named without words of its own.
    Raises KeyError for an unknown figure or term; `data.library` has refused those long before.
    """
    return tuple(_pieces(text, figures, terms))


def _pieces(text: str, figures: Callable[[str], str] | None, terms: Mapping[str, str] | None) -> Iterator[Piece]:
    strong, at, run = False, 0, ""
    for token in _TOKEN.finditer(text):
        run += text[at : token.start()]
        at = token.end()
        if token.group() == "*" or token.group(1):
            if run:
                yield Piece(run, strong)
                run = ""
            if token.group(1):
                term = token.group(1)
                yield Piece(token.group(2) or (terms[term] if terms is not None else term), strong, term)
            else:
                strong = not strong
        else:
            name = token.group(3)
            run += figures(name) if figures is not None else "{" + name + "}"
    run += text[at:]
    if run:
        yield Piece(run, strong)


def plain(pieces: tuple[Piece, ...]) -> str:
    """The words alone."""
    return "".join(piece.text for piece in pieces)


def figure_ids(text: str) -> tuple[str, ...]:
    """The figures that a text names, in order."""
    return tuple(_FIGURE.findall(text))


def term_ids(text: str) -> tuple[str, ...]:
    """The glossary terms that a text names, in order."""
    return tuple(_TERM.findall(text))


def faults(text: str) -> tuple[tuple[int, str], ...]:
    """Positions (counted from 0) and the offending text of everything that is not allowed markup."""
    found: list[tuple[int, str]] = []
    tokens = list(_TOKEN.finditer(text))
    spans = [(0, 0), *(token.span() for token in tokens), (len(text), len(text))]
    for (_, end), (start, _) in pairwise(spans):
        found += [(end + m.start(), m.group()) for m in re.finditer(r"[\[\]{}<>|_`#\\]|https?:|www\.", text[end:start])]
    stars = [token for token in tokens if token.group() == "*"]
    if len(stars) % 2:
        found.append((stars[-1].start(), "*"))
    return tuple(sorted(found))
