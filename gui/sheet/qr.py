"""The sheet as QR codes that hold the text itself: no address, no network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gui.sheet.text import shortened
from gui.visit.summary import Summary
from gui.visit.words import Words

MOST: Final = 3
"""Codes that one text is spread over at most."""
VERSION: Final = 25
"""The largest size of a code: 117 modules a side, which a phone reads from a screen at arm's length."""
PAPER_VERSION: Final = 29
"""On paper, where a phone can come close: 133 modules a side."""
QUIET: Final = 4
"""Empty modules around a code."""
_LOW: Final = {25: 1273 - 2, 29: 1628 - 2}
"""Bytes that a code of a version holds at error correction L (ISO/IEC 18004, table 7), and that it is UTF-8."""
_MASK: Final = 0
_HEAD: Final = "{part}/{of}\n"


@dataclass(frozen=True, slots=True)
class Code:
    """One code: rows of modules, True is dark, without the quiet zone. `part` counts from 1."""

    modules: tuple[tuple[bool, ...], ...]
    part: int
    of: int


class TooLong(ValueError):
    """A text does not fit into `MOST` codes."""


def room(most: int = MOST, version: int = VERSION) -> int:
    """Bytes of text that fit into so many codes, whatever its lines are."""
    if most == 1:
        return _LOW[version]
    # A part may end up to three bytes early, so as not to split a character.
    return most * (_LOW[version] - len(_HEAD.format(part=most, of=most)) - 3)


def codes(text: str, most: int = MOST, version: int = VERSION) -> tuple[Code, ...]:
    """`text` in as few codes as it takes. Parts of more than one code begin with a line such as "1/2".

    Raises TooLong; `sheet_codes` shortens the sheet instead.
    """
    import segno

    parts = _split(text, most, version)

    def make(part: str, size: int | None = None) -> segno.QRCode:
        # Error correction grows as far as the size allows. Trying all masks would take four times as long and block
        # the window; words are mixed enough for any of them.
        # Only where it must, a code says that it is UTF-8: old readers show that as stray digits.
        other = None if part.isascii() else "utf-8"
        return segno.make_qr(
            part,
            error="l",
            boost_error=True,
            version=size,
            mode="byte",
            mask=_MASK,
            encoding=other,
            eci=other is not None,
        )

    made = [make(part) for part in parts]
    # All of one size, so that none looks like something else.
    largest = max(int(code.version) for code in made)
    made = [code if code.version == largest else make(part, largest) for code, part in zip(made, parts, strict=True)]
    return tuple(
        Code(tuple(tuple(map(bool, row)) for row in code.matrix), i, len(parts)) for i, code in enumerate(made, 1)
    )


def joined(parts: tuple[str, ...]) -> str:
    """The text again, from what the codes of one text say, in their order."""
    if len(parts) == 1:
        return parts[0]
    return "".join(part.partition("\n")[2] for part in parts)


def sheet_codes(summary: Summary, words: Words) -> tuple[str, tuple[Code, ...]]:
    """For the screen: the sheet's text, shortened if it must be, and its codes."""
    text = shortened(summary, words, room())
    return text, codes(text)


def paper_code(summary: Summary, words: Words) -> tuple[str, Code]:
    """For paper: the text of the front, shortened if it must be, in one code."""
    text = shortened(summary, words, room(1, PAPER_VERSION), back=False)
    return text, codes(text, 1, PAPER_VERSION)[0]


def _split(text: str, most: int, version: int) -> tuple[str, ...]:
    if len(text.encode()) <= _LOW[version]:
        return (text,)
    for of in range(2, most + 1):
        free = _LOW[version] - len(_HEAD.format(part=of, of=of))
        bodies = _bodies(text, of, free)
        if bodies:
            return tuple(_HEAD.format(part=i, of=of) + body for i, body in enumerate(bodies, 1))
    raise TooLong(f"{len(text.encode())} bytes do not fit into {most} codes")


def _bodies(text: str, of: int, free: int) -> tuple[str, ...]:
    """`text` in `of` parts of at most `free` bytes, about equal and split after a line where that fits; else ()."""
    bodies: list[str] = []
    rest = text
    for left in range(of, 0, -1):
        if left == 1:
            body = rest
        else:
            share = min(free, -(-len(rest.encode()) // left))
            line = _first(rest, min(free, share + 80)).rpartition("\n")
            body = line[0] + line[1] if len(rest[len(line[0]) + 1 :].encode()) <= free * (left - 1) else ""
            body = body or _first(rest, free)
        if len(body.encode()) > free:
            return ()
        bodies.append(body)
        rest = rest[len(body) :]
    return tuple(bodies)


def _first(text: str, size: int) -> str:
    """The first characters that fit into `size` bytes."""
    return text.encode()[:size].decode(errors="ignore")
