"""Which of one hundred figures are counted."""

from __future__ import annotations

COLUMNS = 10
FIGURES = 100


def filled(per_100: int) -> tuple[bool, ...]:
    """One hundred places, the first at the top left: filled from the bottom row up, from left to right."""
    if not 0 <= per_100 <= FIGURES:
        raise ValueError(f"{per_100} of {FIGURES} cannot be drawn")
    return tuple(nth(place) < per_100 for place in range(FIGURES))


def nth(place: int) -> int:
    """The order, from 0, in which a place (0 at the top left) is filled."""
    row, column = divmod(place, COLUMNS)
    return (FIGURES // COLUMNS - 1 - row) * COLUMNS + column
