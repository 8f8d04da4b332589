"""Icon arrays, codes, boxes and lines as vector pictures (SVG) for the sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from gui.sheet.document import Arm
from gui.sheet.qr import QUIET, Code
from gui.visit.array import COLUMNS, FIGURES, filled, nth

_SVG: Final = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">{body}</svg>'
_ROUND: Final = 'stroke-linecap="round" stroke-linejoin="round"'
_DARK: Final = re.compile(rb"\x01+")
_UNIT: Final = 240
_BODY: Final = "M{x} {y}m75 62c0-61 91-61 91 0s-91 61-91 0M{x} {y}m44 219v-49c0-48 37-57 77-57s76 9 76 57v49z"
"""A head over shoulders, in a square of `_UNIT`. Curves are few and edges are filled, never drawn with a pen: a sheet
has up to a thousand of them."""
_INSIDE: Final = "M{x} {y}m92 62c0-38 57-38 57 0s-57 38-57 0M{x} {y}m61 202v-32c0-40 34-40 60-40s59 0 59 40v32z"
_EDGE: Final = 17


def array_picture(arm: Arm, colours: Mapping[str, str]) -> str:
    """One hundred figures: counted ones filled with the option's ink, those of the range with its tint."""
    counted = filled(arm.per_100)
    low, high = arm.band or (0, 0)
    band = tuple(low <= nth(place) < high for place in range(FIGURES))
    pale = [place for place in range(FIGURES) if band[place] and not counted[place]]
    hollow = [place for place in range(FIGURES) if not counted[place]]
    parts = [
        ("ink", "counted", _figures(_BODY, (place for place in range(FIGURES) if counted[place]))),
        ("tint", "range", _figures(_BODY, pale)),
        ("ink", "rest", _figures(_BODY + _INSIDE, hollow)),
    ]
    body = "".join(
        f'<path id="{name}" fill="{colours[colour]}" fill-rule="evenodd" d="{path}"/>'
        for colour, name, path in parts
        if path
    )
    edges = "".join(_edges(band))
    if edges:
        line = f'stroke="{colours["ink"]}" stroke-width="{_EDGE}" stroke-linecap="square"'
        body += f'<path id="edges" fill="none" {line} d="{edges}"/>'
    return _SVG.format(side=COLUMNS * _UNIT, body=body)


def code_picture(code: Code) -> str:
    """A code as squares of one path, with its quiet zone."""
    side = len(code.modules) + 2 * QUIET
    path = "".join(
        f"M{run.start() + QUIET} {y}h{run.end() - run.start()}v1h-{run.end() - run.start()}"
        for y, row in enumerate(code.modules, QUIET)
        for run in _DARK.finditer(bytes(row))
    )
    body = f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path fill="#000" d="{path}"/>'
    return _SVG.format(side=side, body=body)


def box_picture(ink: str, *, ticked: bool) -> str:
    """A box to tick."""
    tick = f'<path d="M6.2 13.6L11 18.6L20 7.4" stroke-width="3" {_ROUND}/>' if ticked else ""
    body = (
        f'<g fill="none" stroke="{ink}"><rect x="1" y="1" width="24" height="24" rx="4" stroke-width="2.1"/>{tick}</g>'
    )
    return _SVG.format(side=26, body=body)


def line_picture(ink: str) -> str:
    """A line to write on, to be stretched: an eighth of its height, at the bottom."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8" preserveAspectRatio="none">'
        f'<rect y="7" width="8" height="1" fill="{ink}"/></svg>'
    )


def _figures(shape: str, places: Iterable[int]) -> str:
    return "".join(shape.format(x=place % COLUMNS * _UNIT, y=place // COLUMNS * _UNIT) for place in places)


def _edges(band: tuple[bool, ...]) -> Iterator[str]:
    """The outline of the range: an edge wherever the neighbour is not in it."""
    rows = FIGURES // COLUMNS

    def within(row: int, column: int) -> bool:
        return 0 <= row < rows and 0 <= column < COLUMNS and band[row * COLUMNS + column]

    for place in range(FIGURES):
        row, column = divmod(place, COLUMNS)
        if band[place]:
            x, y = column * _UNIT, row * _UNIT
            if not within(row - 1, column):
                yield f"M{x} {y}h{_UNIT}"
            if not within(row + 1, column):
                yield f"M{x} {y + _UNIT}h{_UNIT}"
            if not within(row, column - 1):
                yield f"M{x} {y}v{_UNIT}"
            if not within(row, column + 1):
                yield f"M{x + _UNIT} {y}v{_UNIT}"
