"""Every screen a person can come to, and one window that is brought to each of them again and again."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMainWindow, QScrollArea, QWidget

from data.library import ContentError, Pack, Problem
from gui.app import build
from gui.kiosk.eventlog import EventLog
from gui.kiosk.kiosk import Kiosk, Surroundings
from gui.kiosk.link import Link
from gui.kiosk.pin import Attempts
from gui.kiosk.session import plain_page
from gui.screens.staff import StaffScreen
from gui.settings import Settings
from gui.theme.look import Look
from gui.visit import state as do
from gui.visit.state import SCHEMES, TEXT_SIZES, Screen, Weight
from gui.visit.words import Words, load_words
from gui.widgets.buttons import Button
from gui.widgets.takeaway import TakeAway
from tests.windows import find, make_look, settle


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
FURTHER = (
    *(Monitor(1280, 800, 125), Monitor(1024, 768, 107), Monitor(3840, 2160, 184), Monitor(1920, 1080, 82)),
    *(Monitor(1280, 800, 98), Monitor(1024, 768, 85)),
)
"""12.1, 12 and 24 inches, and the 27 inches of the mock-ups, on which the checklist stands beside the grid; 15.4 and 15
inches."""
PIN = "of no use"
"""No digits come to this."""
__all__ = [
    "FURTHER",
    "MONITORS",
    "SCHEMES",
    "TEXT_SIZES",
    "Monitor",
    "Scene",
    "Stage",
    "bare",
    "further",
    "pages",
    "scenes",
    "states",
]


@dataclass(frozen=True, slots=True)
class Scene:
    """A name, and what a person did to be there, from the start of a visit on."""

    name: str
    intents: tuple[do.Intent, ...] = ()
    after: Callable[[Stage], None] | None = None


def _press(stage: Stage, tool: Button) -> None:
    """As a person must, where the tools stand behind a button."""
    if not tool.isVisible():
        stage.frame.bottom.more_tools.click()
        settle()
    tool.click()


def _ask_size(stage: Stage) -> None:
    _press(stage, stage.frame.bottom.text_size)


def _ask_scheme(stage: Stage) -> None:
    _press(stage, stage.frame.bottom.colours)


def _ask_over(stage: Stage) -> None:
    _press(stage, stage.frame.bottom.start_over)


def _show_filters(stage: Stage) -> None:
    filters = stage.frame.screens["compare"].filters  # type: ignore[attr-defined]
    if filters.isVisible():
        filters.setChecked(True)


def _show_codes(stage: Stage) -> None:
    find(stage.frame, "phone").click()  # type: ignore[attr-defined]


def _show_prints(stage: Stage) -> None:
    take = stage.frame.findChild(TakeAway)
    waiting, too_late = QEventLoop(), QTimer(singleShot=True, interval=60_000)
    take.previewer.ready.connect(waiting.quit)
    too_late.timeout.connect(lambda: waiting.exit(1))
    too_late.start()
    find(stage.frame, "asItPrints").click()  # type: ignore[attr-defined]
    assert waiting.exec() == 0


def _part(name: str) -> Callable[[Stage], None]:
    def show(stage: Stage) -> None:
        find(stage.frame, f"part-{name}").click()  # type: ignore[attr-defined]

    return show


def _say_off(stage: Stage) -> None:
    take = stage.frame.findChild(TakeAway)
    take._say(stage.frame.words["print.no_service"])


def _ask_while_off(stage: Stage) -> None:
    _say_off(stage)
    _ask_over(stage)


def _show_alert(stage: Stage) -> None:
    stage.around._alerted()
    stage.around.alert.put(40, 45)


def _show_last_seconds(stage: Stage) -> None:
    stage.around._alerted()
    stage.around.alert.put(12, 45)


def _show_page(name: str) -> Callable[[Stage], None]:
    def show(stage: Stage) -> None:
        page = getattr(stage.around, name)
        if name == "pad":
            page._stored = PIN
        if hasattr(page, "open"):
            page.open()
        stage.around._show(page)

    return show


def _type_pin(stage: Stage) -> None:
    _show_page("pad")(stage)
    for key in "123":
        stage.around.pad._act(key)
    stage.around.pad._say(stage.frame.words["door.wrong"])


def _show_no_pin(stage: Stage) -> None:
    pad = stage.around.pad
    pad._stored = None
    pad.open()
    stage.around._show(pad)


def _check(stage: Stage) -> None:
    _show_page("behind")(stage)
    find(stage.frame, "staff-check").click()  # type: ignore[attr-defined]


def _write(stage: Stage) -> None:
    _show_filters(stage)
    settle()
    field = find(stage.frame, "search")
    stage.around._place_keyboard(field)  # type: ignore[arg-type]
    stage.around.keyboard.write_into(field)  # type: ignore[arg-type]


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


def further(pack: Pack) -> tuple[Scene, ...]:
    """What else can stand on those screens: other reasons, other figures, every answer given, names hidden."""
    structure = pack.structure
    reason = do.ChooseReason(structure.reasons[0].id)
    compare, sheet, options = do.GoTo(Screen.COMPARE), do.GoTo(Screen.SHEET), do.GoTo(Screen.OPTIONS)
    opened = tuple(do.OpenSection(section.value, True) for section in _sections())
    ticks = tuple(do.Tick(s.id, Weight.MATTERS) for s in structure.statements)
    hidden = do.HideNames(tuple(reversed(range(len(structure.options)))))
    shows = [show for show in do.ShowFigures if show is not do.ShowFigures.FIGURES]
    return (
        *(
            Scene(
                f"option-{other.id}-{i + 1}", (do.ChooseReason(other.id), options, do.ChooseOption(option.id), *opened)
            )
            for other in structure.reasons[1:]
            for i, option in enumerate(structure.options)
        ),
        *(
            Scene(
                f"option-{show.value}",
                (reason, options, do.ChooseOption(structure.options[1].id), *opened, do.ChooseShow(show)),
            )
            for show in shows
        ),
        Scene("compare-mine", (reason, *ticks[:3], compare, do.OnlyMine(True), do.ToggleGroup(structure.groups[0]))),
        Scene("compare-pace", (reason, do.ChoosePace(do.Pace.SHORT), compare)),
        Scene("compare-hidden", (reason, compare, hidden)),
        Scene("matters-all", (reason, *ticks, do.GoTo(Screen.MATTERS))),
        Scene("sheet-answered", (reason, *ticks, do.Lean(do.LEAN_UNKNOWN), compare, *_answers(pack), sheet)),
        Scene("sheet-phone", (reason, *ticks[:3], compare, sheet), _show_codes),
        Scene("sheet-off", (reason, *ticks[:3], compare, sheet), _say_off),
        Scene("sheet-off-over", (reason, *ticks[:3], compare, sheet), _ask_while_off),
    )


def _answers(pack: Pack) -> tuple[do.Intent, ...]:
    structure = pack.structure
    return (
        *(do.AnswerReadiness(q.id, False) for q in structure.readiness),
        *(do.AnswerQuiz(q.id, q.choices - 1) for q in structure.quiz),
        *(do.PickQuestion(q.id, True) for q in structure.questions),
    )


def states(pack: Pack) -> tuple[Scene, ...]:
    """What comes up on My sheet and behind the door only once something is pressed."""
    structure = pack.structure
    reason, compare, sheet = do.ChooseReason(structure.reasons[0].id), do.GoTo(Screen.COMPARE), do.GoTo(Screen.SHEET)
    answered = (reason, compare, *_answers(pack), sheet)
    return (
        Scene("sheet-pace", (reason, do.ChoosePace(do.Pace.SHORT), compare, sheet)),
        Scene("sheet-ask", answered, _part("ask")),
        Scene("sheet-ready", answered, _part("ready")),
        Scene("sheet-hidden", (reason, compare, do.HideNames((2, 0, 1)), sheet), _part("ready")),
        Scene("sheet-pages", (reason, compare, sheet), _show_prints),
        Scene("pad-typed", after=_type_pin),
        Scene("pad-none", after=_show_no_pin),
        Scene("behind-checked", after=_check),
    )


def bare(look: Look, words: Words) -> tuple[tuple[str, QMainWindow], ...]:
    """Windows without a visit: where no content can be shown, and after many crashes."""
    problem = Problem("en.json", "$.options", "missing", "A text is missing.", "Write it.")
    error = ContentError([problem, problem])
    return ("staff", StaffScreen(look, words, error)), ("plain", plain_page(look, words))


def pages(pack: Pack) -> tuple[Scene, ...]:
    """What only a kiosk shows."""
    mine = (do.ChooseReason(pack.structure.reasons[0].id), do.GoTo(Screen.COMPARE))
    return (
        Scene("attract", after=_show_page("attract")),
        Scene("idle", mine, _show_alert),
        Scene("idle-soon", mine, _show_last_seconds),
        *(Scene(name, after=_show_page(name)) for name in ("cleared", "trouble", "moment", "pad", "behind")),
        Scene("keyboard", mine, _write),
    )


def _sections() -> tuple[object, ...]:
    from data.schema import Section

    return tuple(Section)


def _outcomes(pack: Pack) -> tuple[object, ...]:
    return tuple(getattr(pack.structure, "outcomes", ()))


class Stage:
    """One window over a pack. It is brought from scene to scene, and its look is changed live, as a person does.

    `size` is the size of text at the start of each visit; `kiosk` puts the kiosk's pages around the window.
    """

    def __init__(
        self,
        pack: Pack,
        monitor: Monitor,
        *,
        size: str = "default",
        kiosk: bool = False,
        words: Words | None = None,
    ) -> None:
        self.pack, self.monitor = pack, monitor
        self.look = make_look(dpi=monitor.dpi, size=size)
        settings = Settings(profile="kiosk" if kiosk else "exam-room", text_size=size, paper="a4")
        self.frame = build(pack, words or load_words("en"), self.look, settings)
        self.look.setParent(self.frame)
        self.kiosk = self._stand(settings) if kiosk else None
        self.frame.resize(monitor.width, monitor.height)
        self.frame.show()
        settle()

    def _stand(self, settings: Settings) -> Kiosk:
        self._folder = tempfile.TemporaryDirectory(prefix="evenhand-stage-")
        folder = Path(self._folder.name)
        words = self.frame.words
        link = Link(None, None, _nothing)
        link.setParent(self.frame)
        settings = settings.model_copy(update={"staff_pin": PIN})
        around = Surroundings(
            link=link,
            log=EventLog(folder),
            attempts=Attempts(folder, PIN),
            packs=[("one", "one", True), ("another", "another", False)],
            check=lambda: [f"{words[key]}: {words['doctor.good']}" for key in ("doctor.disk", "doctor.pin")],
        )
        return Kiosk(self.frame, settings, around)  # type: ignore[arg-type]

    @property
    def around(self) -> Kiosk:
        assert self.kiosk is not None
        return self.kiosk

    def play(self, scene: Scene, *, size: str | None = None, scheme: str | None = None) -> None:
        """A new visit up to the scene."""
        frame = self.frame
        frame.strip.hide()
        frame.start_over()
        if self.kiosk is not None:
            self.kiosk.keyboard.put_away()
            self.kiosk.begin()
        if size is not None and size != self.look.size:
            frame.store.apply(do.ChooseTextSize(size))
        if scheme is not None:
            frame.store.apply(do.ChooseScheme(scheme))
        for intent in scene.intents:
            frame.store.apply(intent)
        settle()
        if scene.after is not None:
            scene.after(self)
        if self.kiosk is None or self.kiosk.page is self.kiosk.content:
            frame.setFocus()
        settle()

    def restyle(self, scheme: str) -> None:
        """Changes the colours; they show on the next picture."""
        self.frame.store.apply(do.ChooseScheme(scheme))
        # While a page of the kiosk is up, the frame does not follow.
        self.look.change(scheme=scheme)

    def shot(self) -> QImage:
        """The window as it is now."""
        image = QImage(self.frame.size(), QImage.Format.Format_RGB32)
        image.fill(0xFFFF00FF)
        self.frame.render(image, QPoint())
        return image

    def close(self) -> None:
        for take in self.frame.findChildren(TakeAway):
            take.previewer.forget()
            take.previewer.wait(60)
        if self.kiosk is not None:
            self.kiosk.guard.leaving = True
            self.kiosk.guard.remove()
            self._folder.cleanup()
        self.frame.close()
        self.frame.deleteLater()
        QApplication.processEvents()

    def scrolled(self) -> list[QScrollArea]:
        """The scroll areas that show."""
        return [area for area in self.frame.findChildren(QScrollArea) if area.isVisible() and area.widget()]

    def showing(self) -> list[QWidget]:
        return [widget for widget in self.frame.findChildren(QWidget) if widget.isVisible()]


def _nothing() -> None:
    pass
