"""The one place that holds a visit while it lasts, and everything derived from it."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from data.comparison import Comparison, compare
from gui.visit.credits import Credits
from gui.visit.matters import ChecklistLine, checklist
from gui.visit.names import Column, columns, veiled
from gui.visit.rows import Filtered, GridRow, SearchIndex, filtered, grid_rows
from gui.visit.says import Says, says
from gui.visit.state import Intent, NewVisit, Visit, apply
from gui.visit.summary import Summary, summarise
from gui.visit.words import Words

if TYPE_CHECKING:
    from data.library import Pack

Order = Callable[[], tuple[int, ...]]
"""Gives the order of columns for a new visit, as places in the pack's list of options."""
Today = Callable[[], datetime.date]


@dataclass(frozen=True, slots=True)
class Derived:
    """Everything that follows from pack and visit."""

    visit: Visit
    comparison: Comparison
    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]
    found: Filtered
    checklist: tuple[ChecklistLine, ...]
    says: Says


class Store(QObject):
    """Applies intents: derives everything anew, swaps it all at once, then tells what differs."""

    changed = Signal(object)
    """A frozenset of the names of `Derived` fields that differ."""

    def __init__(self, pack: Pack, words: Words, order: Order = tuple, today: Today = datetime.date.today) -> None:
        super().__init__()
        self.pack, self.words, self._order, self._today = pack, words, order, today
        self._chance = random.SystemRandom()
        self._kept: tuple[object, Comparison, SearchIndex] | None = None
        self._credits: Credits | None = None
        self._summary: tuple[tuple[object, ...], Credits, Summary] | None = None
        self._now = self._derive(apply(pack, Visit(), NewVisit(order())))

    @property
    def now(self) -> Derived:
        return self._now

    @property
    def visit(self) -> Visit:
        return self._now.visit

    @property
    def comparison(self) -> Comparison:
        return self._now.comparison

    @property
    def index(self) -> SearchIndex:
        """The search index of the present comparison."""
        return self._resolved(self.visit)[1]

    def apply(self, intent: Intent) -> None:
        """The only way to change a visit."""
        self._become(apply(self.pack, self.visit, intent))

    def put_back(self, visit: Visit) -> None:
        """Undoes all that came after `visit`, which this store held before."""
        self._become(visit)

    def _become(self, visit: Visit) -> None:
        if visit == self.visit:
            return
        before, self._now = self._now, self._derive(visit, self._now)
        if self._summary is not None and self._summary[0] != _said(visit):
            self._summary = None
        differs = frozenset(
            field.name
            for field in fields(Derived)
            if getattr(before, field.name) is not getattr(self._now, field.name)
            and getattr(before, field.name) != getattr(self._now, field.name)
        )
        self.changed.emit(differs)

    def start_over(self) -> None:
        """Wipes the visit: one assignment, nothing else holds what a person did."""
        self.apply(NewVisit(self._order()))

    def another_order(self) -> tuple[int, ...]:
        """An order of columns by chance, other than the present one."""
        places = list(range(len(self.pack.structure.options)))
        present = tuple(column.index for column in self.now.columns)
        while True:
            self._chance.shuffle(places)
            if tuple(places) != present:
                return tuple(places)

    def summary(self) -> Summary:
        """What the sheet says now, frozen."""
        credits = self.credits()
        if self._summary is None or self._summary[1] is not credits:
            said = summarise(self.pack, self.comparison, self.visit, self.words, credits)
            self._summary = _said(self.visit), credits, said
        return self._summary[2]

    def credits(self, today: datetime.date | None = None) -> Credits:
        """Where the content comes from, as that stands on a day; if none is named, today."""
        today = today or self._today()
        if self._credits is None or self._credits.today != today:
            self._credits = Credits(self.pack, self.words, today)
        return self._credits

    def _derive(self, visit: Visit, before: Derived | None = None) -> Derived:
        comparison, index = self._resolved(visit)
        found = filtered(comparison, visit, index)
        if before is not None and before.comparison is comparison and _shaping(before.visit) == _shaping(visit):
            return replace(before, visit=visit, found=found)
        return Derived(
            visit=visit,
            comparison=comparison,
            columns=columns(comparison, visit),
            rows=grid_rows(comparison, visit, before.rows if before is not None else ()),
            found=found,
            checklist=checklist(comparison, visit),
            says=says(comparison, visit, self.words),
        )

    def _resolved(self, visit: Visit) -> tuple[Comparison, SearchIndex]:
        key = (visit.reason, visit.hidden)
        if self._kept is None or self._kept[0] != key:
            comparison = veiled(compare(self.pack, visit.reason), visit)
            self._kept = (key, comparison, SearchIndex(comparison))
        return self._kept[1], self._kept[2]


PLACE = ("screen", "about", "text_size", "scheme")
"""Where somebody is and how it looks there."""
FILTERS = ("search", "groups", "only_different", "only_mine")
"""What only narrows the questions down."""


def _all_but(*names: str) -> Callable[[Visit], tuple[object, ...]]:
    """Gives what a visit holds apart from these."""
    held = [field.name for field in fields(Visit)]
    assert set(names) <= set(held), names
    return attrgetter(*(name for name in held if name not in names))


unfiltered = _all_but(*FILTERS)
"""What a visit holds apart from what only narrows the questions down; to be compared."""
_shaping = _all_but(*FILTERS, *PLACE, "name", "option", "sections", "show", "full", "compared")
"""What columns, rows, checklist and sentences are made from."""
_said = _all_but(*PLACE)
"""What a sheet may say something of."""
