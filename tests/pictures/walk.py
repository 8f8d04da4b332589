"""All screens on one monitor at one size of text, in all schemes: what is wrong, and what was measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from data.library import Pack
from tests.accessibility.tree import faults
from tests.pictures.checks import (
    Measured,
    black_and_white_faults,
    capital_mm,
    contrast_faults,
    frame_faults,
    text_faults,
    touch_faults,
)
from tests.pictures.stage import (
    FURTHER,
    MONITORS,
    SCHEMES,
    TEXT_SIZES,
    Monitor,
    Scene,
    Stage,
    further,
    pages,
    scenes,
)


@dataclass(slots=True)
class Walk:
    """What came of it; faults begin with the scene."""

    faults: list[str] = field(default_factory=list)
    measured: Measured = field(default_factory=Measured)
    capital: float = 0.0


def combinations() -> Iterator[tuple[Monitor, str]]:
    """Every monitor at every size of text."""
    for monitor in (*MONITORS, *FURTHER):
        yield from ((monitor, size) for size in TEXT_SIZES)


BANDS_MM = {"small": (3.5, 4.2), "default": (4.8, 5.6), "large": (6.4, 7.1), "largest": (8.5, 9.0)}
"""How high capitals are to be."""
KINDS = (
    *("start-chosen", "option-open", "compare-open", "compare-searched", "matters", "sheet", "about", "strip-size"),
    "strip-colours",
    *("attract", "idle", "pad", "keyboard"),
)
"""Screens on which every kind of text, mark and control stands."""
CLOSE, USUAL = FURTHER[1], MONITORS[0]
"""The screen with least room, and the one most met."""
EXAM_ROOM = ("start", "sheet", "sheet-answered")


def walk(pack: Pack, monitor: Monitor, size: str, *, only: tuple[str, ...] = (), pixels: bool = True) -> Walk:
    """Goes through the screens as a kiosk shows them, and through those on which an exam room has more.

    Letters, places, touch areas and nodes are looked at everywhere; pixels, in every scheme, on one screen of each
    kind, and where most people sit on all. What else can stand on a screen is looked at where there is least room, and
    there.
    """
    found = Walk()
    everywhere = (monitor, size) == (USUAL, "default")
    every = (*scenes(pack), *pages(pack), *(further(pack) if monitor in (CLOSE, USUAL) else ()))
    exam_room = [scene for scene in (*scenes(pack), *further(pack)) if scene.name in EXAM_ROOM]
    assert set(only) <= {scene.name for scene in every}, only
    for kiosk, those in ((True, every), (False, exam_room)):
        stage = Stage(pack, monitor, size=size, kiosk=kiosk)
        try:
            for scene in those:
                if not only or scene.name in only:
                    coloured = everywhere or (kiosk and scene.name in KINDS)
                    _one(stage, scene, found, pixels=pixels and coloured)
            found.capital = capital_mm(stage.frame)
        finally:
            stage.close()
    return found


def _one(stage: Stage, scene: Scene, found: Walk, *, pixels: bool) -> None:
    monitor = stage.monitor
    stage.play(scene)
    nodes, of_nodes = faults(stage.frame)
    found.measured.nodes += nodes
    wrong = [
        *frame_faults(stage.frame, monitor.width, monitor.height),
        *text_faults(stage.frame),
        *touch_faults(stage.frame, found.measured),
        *of_nodes,
    ]
    if pixels:
        for scheme in SCHEMES:
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
