"""Which characters the sheet's typeface can set, and what is set in place of the others.

A tagged PDF may hold no character without a glyph, so a text is made settable before it is set.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

FAMILY: Final = "Atkinson Hyperlegible"
_PACKAGE: Final = "fontpkg_atkinson_hyperlegible"
_FACE: Final = "AtkinsonHyperlegible-{style}.ttf"
_UNKNOWN: Final = "?"
_RUN: Final = re.compile(" {2,}")
_SPACES: Final = frozenset({"Cc", "Zl", "Zp", "Zs"})
_UNSEEN: Final = frozenset({"Cf", "Mn", "Me"})


def font_folder() -> Path:
    """Where the typeface's package keeps its files."""
    return Path(str(files(_PACKAGE).joinpath("files")))


@cache
def coverage() -> frozenset[int]:
    """The code points that both weights of the sheet can set. OSError without the typeface."""
    faces = (font_folder() / _FACE.format(style=style) for style in ("Regular", "Bold"))
    return frozenset.intersection(*(_mapped(face.read_bytes()) for face in faces))


def settable(text: str, covered: frozenset[int]) -> str:
    """`text` with every character one that can be set: composed, kin in place of strangers, `?` where there is none.

    Line ends, tabs and control characters become one space; marks of direction and joining are left out.
    """
    if text.isascii() and text.isprintable():
        return text
    known = "".join(_known(char, covered) for char in unicodedata.normalize("NFC", text))
    return _RUN.sub(" ", known)


def _known(char: str, covered: frozenset[int]) -> str:
    kind = unicodedata.category(char)
    if char == "\u00a0":
        return char
    if kind in _SPACES:
        return " "
    if kind in _UNSEEN:
        return ""
    if ord(char) in covered:
        return char
    kin = "".join(c for c in unicodedata.normalize("NFKD", char) if ord(c) in covered)
    return kin or _UNKNOWN


def _mapped(font: bytes) -> frozenset[int]:
    """The code points with a glyph, from the font's Unicode table of format 4."""
    start = _character_map(font)
    segments = struct.unpack_from(">H", font, start + 6)[0] // 2

    def column(number: int, code: str) -> tuple[int, ...]:
        # Columns of equal length, with one unused word after the first.
        return struct.unpack_from(f">{segments}{code}", font, start + 14 + 2 * segments * number + (2 if number else 0))

    ends, starts, deltas, offsets = column(0, "H"), column(1, "H"), column(2, "h"), column(3, "H")
    table = start + 16 + 6 * segments
    found: set[int] = set()
    for i, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = struct.unpack_from(">H", font, table + 2 * i + offset + 2 * (code - first))[0] if offset else code
            if glyph and (glyph + delta) % 0x10000:
                found.add(code)
    return frozenset(found)


def _character_map(font: bytes) -> int:
    tables = struct.unpack_from(">H", font, 4)[0]
    for i in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * i)
        if tag == b"cmap":
            for j in range(struct.unpack_from(">H", font, offset + 2)[0]):
                at: int = offset + struct.unpack_from(">HHI", font, offset + 4 + 8 * j)[2]
                if struct.unpack_from(">H", font, at)[0] == 4:
                    return at
    raise OSError("the typeface has no character map that is understood")
