"""The checklist: which factors matter to a person, and how each option meets them."""

from __future__ import annotations

from dataclasses import dataclass

from data.comparison import Comparison, FitView, StatementView
from gui.visit.names import columns
from gui.visit.state import Visit, Weight


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """A statement; `weight` is None where it is not ticked; `fits` in the order of the person's columns."""

    statement: StatementView
    weight: Weight | None
    fits: tuple[FitView, ...]


def checklist(comparison: Comparison, visit: Visit) -> tuple[ChecklistLine, ...]:
    """One line a statement, always in the pack's order."""
    places = {column.option_id: place for place, column in enumerate(columns(comparison, visit))}
    weights = dict(visit.ticks)
    return tuple(
        ChecklistLine(
            statement,
            weights.get(statement.id),
            tuple(sorted(statement.fits, key=lambda fit: places[fit.option])),
        )
        for statement in comparison.statements
    )


def ticked(comparison: Comparison, visit: Visit) -> tuple[ChecklistLine, ...]:
    """The ticked lines, in the pack's order."""
    if not visit.ticks:
        return ()
    return tuple(line for line in checklist(comparison, visit) if line.weight is not None)


def ticked_count(comparison: Comparison, visit: Visit) -> int:
    """How many statements are ticked."""
    known = {statement.id for statement in comparison.statements}
    return sum(statement in known for statement, _ in visit.ticks)
