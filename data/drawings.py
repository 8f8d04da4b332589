"""Drawings that a pack names. The program brings them along; a pack has none of its own."""

from __future__ import annotations

from collections.abc import Iterator

from data.problem import Problem
from data.refusals import PACK, near
from data.schema import Structure


def missing_drawings(structure: Structure, drawings: frozenset[str] | None) -> Iterator[Problem]:
    """Drawings that the pack names and the program does not have; nothing where its drawings are not known (None)."""
    if drawings is None:
        return
    named = [(f"$.reasons[{i}].drawing", reason.drawing) for i, reason in enumerate(structure.reasons)]
    for key, panels in structure.panels.items():
        for option, panel in panels.items():
            if panel.drawings is not None:
                at = f"$.panels.{key}.{option}.drawings"
                named.append((f"{at}.hero", panel.drawings.hero))
                named += [(f"{at}.steps[{i}]", step) for i, step in enumerate(panel.drawings.steps)]
    for path, name in named:
        if name not in drawings:
            fix = f"{near(name, drawings)}Write one of: {', '.join(sorted(drawings))}."
            yield Problem(PACK, path, "drawing-unknown", f'There is no drawing "{name}".', fix)
