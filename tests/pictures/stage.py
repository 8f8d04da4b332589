"""Every screen a person can come to, and one window that is brought to each of them again and again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from data.library import Pack
from gui.app import build
from gui.screens.frame import Frame
from gui.settings import Settings
from gui.visit import state as do
from gui.visit.state import SCHEMES, TEXT_SIZES, Screen, Weight
from gui.visit.words import load_words
from tests.windows import make_look, settle


@dataclass(frozen=True, slots=True)
class Monitor:
    """A screen in pixels, and its dots per inch."""

    width: int
    height: int
    dpi: float

    @property
    def name(self) -> str:
        return f"{self.width}x{self.height}"


MONITORS = (Monitor(1920, 1080, 92), Monitor(1080, 1920, 92), Monitor(1366, 768, 100))
"""24 inches, the same upright, 15.6 inches."""
FURTHER = (Monitor(1280, 800, 125), Monitor(1024, 768, 107), Monitor(3840, 2160, 184), Monitor(1920, 1080, 82))
"""12.1, 12 and 24 inches, and the 27 inches of the mock-ups, on which the checklist stands beside the grid."""
SIZES = ("small", "default", "largest")
__all__ = ["FURTHER", "MONITORS", "SCHEMES", "SIZES", "TEXT_SIZES", "Monitor", "Scene", "Stage", "scenes"]


@dataclass(frozen=True, slots=True)
class Scene:
    """A name, and what a person did to be there, from the start of a visit on."""

    name: str
    intents: tuple[do.Intent, ...] = ()
    after: Callable[[Frame], None] | None = None


def _ask_size(frame: Frame) -> None:
    frame.bottom.text_size.click()


def _ask_scheme(frame: Frame) -> None:
    frame.bottom.colours.click()


def _ask_over(frame: Frame) -> None:
    frame.bottom.start_over.click()


def _show_filters(frame: Frame) -> None:
    filters = frame.screens["compare"].filters  # type: ignore[attr-defined]
    if filters.isVisible():
        filters.setChecked(True)


def scenes(pack: Pack) -> tuple[Scene, ...]:
    """All the screens over a pack, named by what they show."""
    structure = pack.structure
    reason = do.ChooseReason(structure.reasons[0].id)
    ticks = tuple(
        do.Tick(s.id, Weight.A_LOT if i == 1 else Weight.MATTERS) for i, s in enumerate(structure.statements[:4])
    )
    mine = (reason, *ticks)
    compare = do.GoTo(Screen.COMPARE)
    numbered = next((f.id for f in structure.factors if any(f.id == o.factor for o in _outcomes(pack))), None)
    opened = numbered or structure.factors[0].id
    word = pack.texts.options[structure.options[0].id].short.split()[0]
    name = (do.ChooseName(structure.names[0].id),) if structure.names else ()
    found = [
        Scene("start"),
        Scene("start-chosen", (reason, *name)),
        *(
            Scene(f"option-{i + 1}", (reason, do.GoTo(Screen.OPTIONS), do.ChooseOption(option.id)))
            for i, option in enumerate(structure.options)
        ),
        Scene(
            "option-open",
            (
                reason,
                do.GoTo(Screen.OPTIONS),
                do.ChooseOption(structure.options[0].id),
                *(do.OpenSection(section.value, True) for section in _sections()),
            ),
        ),
        Scene("compare-short", (*mine, compare)),
        Scene("compare-full", (*mine, compare, do.ShowFull(True))),
        Scene("compare-open", (*mine, compare, do.OpenRow(opened, True))),
        Scene("compare-searched", (*mine, compare, do.Search(word)), _show_filters),
        Scene("compare-empty", (reason, compare, do.Search("zzqx"))),
        Scene("matters-none", (reason, do.GoTo(Screen.MATTERS))),
        Scene("matters", (*mine, do.GoTo(Screen.MATTERS))),
        Scene("sheet", (*mine, do.Lean(structure.options[0].id), do.GoTo(Screen.SHEET))),
        Scene("about", (do.ShowAbout(True),)),
        Scene("strip-size", mine[:1], _ask_size),
        Scene("strip-colours", mine[:1], _ask_scheme),
        Scene("strip-over", (*mine, compare), _ask_over),
    ]
    return tuple(found)


def _sections() -> tuple[object, ...]:
    from data.schema import Section

    return tuple(Section)


def _outcomes(pack: Pack) -> tuple[object, ...]:
    return tuple(getattr(pack.structure, "outcomes", ()))


class Stage:
    """One window over a pack. It is brought from scene to scene, and its look is changed live, as a person does."""

    def __init__(self, pack: Pack, monitor: Monitor) -> None:
        self.pack, self.monitor = pack, monitor
        self.look = make_look(dpi=monitor.dpi)
        self.frame = build(pack, load_words("en"), self.look, Settings())
        self.look.setParent(self.frame)
        self.frame.resize(monitor.width, monitor.height)
        self.frame.show()
        settle()

    def be(self, monitor: Monitor) -> None:
        """Moves to another screen."""
        self.monitor = monitor
        self.look.change(px_per_mm=monitor.dpi / 25.4)
        self.frame.resize(monitor.width, monitor.height)
        settle()

    def play(self, scene: Scene, *, size: str | None = None, scheme: str | None = None) -> None:
        """A new visit up to the scene."""
        frame = self.frame
        frame.strip.hide()
        frame.start_over()
        if size is not None:
            frame.store.apply(do.ChooseTextSize(size))
        if scheme is not None:
            frame.store.apply(do.ChooseScheme(scheme))
        for intent in scene.intents:
            frame.store.apply(intent)
        settle()
        if scene.after is not None:
            scene.after(frame)
        frame.setFocus()
        settle()

    def restyle(self, scheme: str) -> None:
        self.frame.store.apply(do.ChooseScheme(scheme))
        settle()

    def shot(self) -> QImage:
        """The window as it is now."""
        image = QImage(self.frame.size(), QImage.Format.Format_RGB32)
        image.fill(0xFFFF00FF)
        self.frame.render(image, QPoint())
        return image

    def close(self) -> None:
        self.frame.close()
        self.frame.deleteLater()
        QApplication.processEvents()

    def scrolled(self) -> list[QScrollArea]:
        """The scroll areas that show."""
        return [area for area in self.frame.findChildren(QScrollArea) if area.isVisible() and area.widget()]

    def showing(self) -> list[QWidget]:
        return [widget for widget in self.frame.findChildren(QWidget) if widget.isVisible()]
