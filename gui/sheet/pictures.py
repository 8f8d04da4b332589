"""Icon arrays, codes, boxes and lines as vector pictures (SVG) for the sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final

from gui.sheet.document import Arm
from gui.sheet.qr import QUIET, Code
from gui.visit.array import COLUMNS, FIGURES, filled, nth

_SVG: Final = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">{body}</svg>'
_ROUND: Final = 'stroke-linecap="round" stroke-linejoin="round"'
_UNIT: Final = 24
_STROKE: Final = 1.7
_PERSON: Final = (
    "M{x} {y}m15.7 6.2a3.7 3.7 0 1 1-7.4 0a3.7 3.7 0 1 1 7.4 0zM{x} {y}m5.2 21v-4c0-4 2.8-4.8 6.8-4.8s6.8.8 6.8 4.8v4z"
)
"""A head over shoulders, in a square of `_UNIT`."""


def array_picture(arm: Arm, colours: Mapping[str, str]) -> str:
    """One hundred figures: counted ones filled with the option's ink, those of the range with its tint."""
    counted = filled(arm.per_100)
    low, high = arm.band or (0, 0)
    band = tuple(low <= nth(place) < high for place in range(FIGURES))
    kinds = (
        ("none", [not full and not pale for full, pale in zip(counted, band, strict=True)]),
        (colours["tint"], [pale and not full for full, pale in zip(counted, band, strict=True)]),
        (colours["ink"], list(counted)),
    )
    line = f'stroke="{colours["ink"]}" stroke-width="{_STROKE}"'
    body = "".join(
        f'<path fill="{fill}" {line} d="{"".join(_person(place) for place in range(FIGURES) if wanted[place])}"/>'
        for fill, wanted in kinds
        if any(wanted)
    )
    edges = "".join(_edges(band))
    if edges:
        body += f'<path fill="none" {line} stroke-linecap="square" d="{edges}"/>'
    return _SVG.format(side=COLUMNS * _UNIT, body=body)


def code_picture(code: Code) -> str:
    """A code as squares of one path, with its quiet zone."""
    side = len(code.modules) + 2 * QUIET
    path = []
    for y, row in enumerate(code.modules, QUIET):
        x = QUIET
        for dark, run in groupby(row):
            width = len(tuple(run))
            if dark:
                path.append(f"M{x} {y}h{width}v1h-{width}z")
            x += width
    body = f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path fill="#000" d="{"".join(path)}"/>'
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


def _person(place: int) -> str:
    row, column = divmod(place, COLUMNS)
    return _PERSON.format(x=column * _UNIT, y=row * _UNIT)


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
