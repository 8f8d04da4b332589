"""The short way and the long way."""

from __future__ import annotations

from dataclasses import dataclass

from data.comparison import Comparison


@dataclass(frozen=True, slots=True)
class Minutes:
    """How long each way takes, in whole minutes."""

    short: int
    long: int


def differ_most(comparison: Comparison, count: int = 3) -> tuple[str, ...]:
    """Ids of the rows that differ most, in pack order."""
    raise NotImplementedError


def minutes(comparison: Comparison) -> Minutes:
    raise NotImplementedError
