"""All screens on one monitor at one size of text, in all schemes: what is wrong, and what was measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from data.library import Pack
from tests.pictures.checks import (
    Measured,
    black_and_white_faults,
    capital_mm,
    contrast_faults,
    frame_faults,
    text_faults,
    touch_faults,
)
from tests.pictures.stage import FURTHER, MONITORS, SCHEMES, SIZES, TEXT_SIZES, Monitor, Scene, Stage, scenes


@dataclass(slots=True)
class Walk:
    """What came of it; faults begin with the scene."""

    faults: list[str] = field(default_factory=list)
    measured: Measured = field(default_factory=Measured)
    capital: float = 0.0


def combinations() -> Iterator[tuple[Monitor, str]]:
    """Every monitor and size; the further monitors at the two sizes that all of them have room for."""
    for monitor in MONITORS:
        yield from ((monitor, size) for size in TEXT_SIZES)
    for monitor in FURTHER:
        yield from ((monitor, size) for size in ("small", "default"))


def walk(pack: Pack, monitor: Monitor, size: str, *, only: tuple[str, ...] = ()) -> Walk:
    """Goes through all scenes; looks at the pixels at the sizes of which pictures are taken."""
    stage, found = Stage(pack, monitor), Walk()
    try:
        for scene in scenes(pack):
            if only and scene.name not in only:
                continue
            _one(stage, scene, size, found)
        found.capital = capital_mm(stage.frame)
    finally:
        stage.close()
    return found


def _one(stage: Stage, scene: Scene, size: str, found: Walk) -> None:
    monitor = stage.monitor
    stage.play(scene, size=size)
    wrong = [
        *frame_faults(stage.frame, monitor.width, monitor.height),
        *text_faults(stage.frame),
        *touch_faults(stage.frame, found.measured),
    ]
    if size in SIZES and monitor in MONITORS:
        for scheme in SCHEMES:
            if scheme != SCHEMES[0]:
                stage.restyle(scheme)
            image = stage.shot()
            wrong += [f"{scheme}: {w}" for w in contrast_faults(stage.frame, image, scheme, found.measured)]
            if scheme.startswith("high"):
                wrong += [f"{scheme}: {w}" for w in black_and_white_faults(image)]
    found.faults += [f"{scene.name}: {w}" for w in wrong]


def row(monitor: Monitor, size: str, found: Walk) -> str:
    """A line of the table in docs/accessibility.md: extremes only, so that a new word leaves it as it is."""
    m = found.measured
    ratios = [f"{m.contrast[s][0]:.1f}–{m.contrast[s][1]:.1f}" if s in m.contrast else "–" for s in SCHEMES]
    cells = [
        f"{monitor.name}, {monitor.dpi:.0f} dpi",
        size,
        f"{found.capital:.2f}",
        *ratios,
        f"{m.least_area_mm:.1f}",
        f"{m.least_gap_mm:.1f}",
    ]
    return "| " + " | ".join(cells) + " |"
