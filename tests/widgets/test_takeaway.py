"""Taking the sheet along: what the buttons do, what is said, and that a camera reads what the screen shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.screens.frame import Frame
from gui.settings import Settings
from gui.sheet.pdf import Sheet
from gui.sheet.preview import Previewer
from gui.sheet.qr import MOST, joined, room
from gui.sheet.spooler import Result, Spooler, Step
from gui.sheet.text import shortened
from gui.sheet.tofile import ToFile
from gui.visit import state
from gui.visit.state import SCHEMES, TEXT_SIZES, Screen, Weight
from gui.widgets.takeaway import Outlet, TakeAway
from tests.sheet.test_qr import decoded
from tests.windows import find, load_pack, open_window, press, settle


class Waiting:
    """A printer that answers when it is told to."""

    def __init__(self, answer: Result = Result.PRINTED) -> None:
        self.answer, self.go, self.sheets = answer, Event(), list[Sheet]()
        self.left, self.taken_back = Event(), 0

    def send(self, sheet: Sheet, progress: Callable[[Step], None], left: Event) -> Result:
        self.sheets.append(sheet)
        progress(Step.PRINTING)
        while not self.go.wait(0.01):
            if left.is_set():
                self.left.set()
                return Result.FAILED
        return self.answer

    def take_back(self) -> None:
        self.taken_back += 1


def sheet_screen(
    qtbot: QtBot,
    *,
    ticks: int = 4,
    screen: tuple[int, int] = (1920, 1080),
    settings: Settings | None = None,
    scheme: str = "default",
) -> Frame:
    window = open_window(qtbot, load_pack("built-in"), size=screen, settings=settings, scheme=scheme)
    store, structure = window.store, window.store.pack.structure
    store.apply(state.ChooseReason(structure.reasons[0].id))
    store.apply(state.GoTo(Screen.COMPARE))
    for statement in structure.statements[:ticks]:
        store.apply(state.Tick(statement.id, Weight.A_LOT))
    store.apply(state.GoTo(Screen.SHEET))
    settle()
    return window


def take_of(window: Frame) -> TakeAway:
    (found,) = window.screens["sheet"].findChildren(TakeAway)
    return found


def with_outlet(window: Frame, spooler: Spooler, save: Callable[[QWidget], Spooler | None] | None = None) -> TakeAway:
    take = take_of(window)
    take.outlet = Outlet(lambda: spooler, "a4", save)
    return take


# --- printing


def test_one_sheet_however_often_print_is_pressed_and_each_step_is_said(qtbot: QtBot) -> None:
    window, printer = sheet_screen(qtbot), Waiting()
    take = with_outlet(window, printer)
    press(window, "print")
    qtbot.waitUntil(lambda: take.status.text() == window.words["print.printing"])
    press(window, "print")
    assert len(printer.sheets) == 1
    printer.go.set()
    qtbot.waitUntil(lambda: take.status.text() == window.words["print.printed"])
    press(window, "print")
    qtbot.waitUntil(lambda: len(printer.sheets) == 2)
    qtbot.waitUntil(lambda: take.job is not None and take.job.result is Result.PRINTED)
    assert printer.sheets[0] == printer.sheets[1], "two prints of one visit are the same sheet"
    assert printer.sheets[0].summary == window.store.summary(), "what is printed is what is shown"


def test_what_the_first_sheet_takes_is_loaded_once_and_only_while_the_screen_stands_still(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    loads: list[Previewer] = []

    def load(previewer: Previewer) -> None:
        loads.append(previewer)

    monkeypatch.setattr(Previewer, "get_ready", load)
    frame = open_window(qtbot, load_pack("garden"))
    loading = frame.findChild(TakeAway)._loading
    for screen, waits in ((Screen.START, False), (Screen.SHEET, True), (Screen.COMPARE, False), (Screen.SHEET, True)):
        frame.store.apply(state.GoTo(screen))
        assert loading.isActive() == waits, screen
    assert loads == []
    qtbot.waitUntil(lambda: len(loads) == 1)
    for screen in (Screen.START, Screen.SHEET):
        frame.store.apply(state.GoTo(screen))
        assert not loading.isActive()
    assert len(loads) == 1


@pytest.mark.parametrize("answer", [result for result in Result if not result.fine])
def test_a_print_that_fails_says_what_to_do_and_loses_nothing(qtbot: QtBot, answer: Result) -> None:
    window, printer = sheet_screen(qtbot), Waiting(answer)
    take, before = with_outlet(window, printer), window.store.visit
    printer.go.set()
    press(window, "print")
    qtbot.waitUntil(lambda: take.status.text() == window.words[answer.value])
    assert take.status.isVisible()
    assert window.store.visit == before
    assert find(window, "sheet").isVisible()


def test_start_over_takes_back_what_waits_and_says_nothing_of_it_to_the_next(qtbot: QtBot) -> None:
    window, printer = sheet_screen(qtbot), Waiting()
    take = with_outlet(window, printer)
    press(window, "print")
    qtbot.waitUntil(lambda: len(printer.sheets) == 1)
    window.start_over()
    qtbot.waitUntil(printer.left.is_set)
    settle()
    assert take.job is None
    assert not take.status.isVisible()


def test_a_wipe_drops_what_typst_remembers_of_a_sheet_that_was_made(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, printer = sheet_screen(qtbot), Waiting()
    take, dropped = with_outlet(window, printer), list[str]()
    monkeypatch.setattr(take.previewer, "clear_away", lambda: dropped.append("typst"))
    window.start_over()
    assert dropped == [], "nothing was made"
    window.store.apply(state.GoTo(Screen.SHEET))
    printer.go.set()
    press(window, "print")
    qtbot.waitUntil(lambda: take.status.text() == window.words["print.printed"])
    window.start_over()
    window.start_over()
    assert dropped == ["typst"]


def test_the_end_of_the_program_does_not_wait_for_a_slow_printer(qtbot: QtBot, qapp: QApplication) -> None:
    window, printer = sheet_screen(qtbot), Waiting()
    with_outlet(window, printer)
    press(window, "print")
    qtbot.waitUntil(lambda: len(printer.sheets) == 1)
    qapp.aboutToQuit.emit()
    assert printer.left.is_set()


# --- saving


def test_only_an_exam_room_can_save(qtbot: QtBot) -> None:
    assert take_of(sheet_screen(qtbot)).save.isVisible()
    kiosk = sheet_screen(qtbot, settings=Settings(profile="kiosk"))
    assert not take_of(kiosk).save.isVisible()
    assert take_of(kiosk).outlet.save is None


class Staff(QObject):
    """Answers the dialogs that open: types a name and confirms, confirms what stands there (""), or closes it."""

    def __init__(self, *answers: str | None) -> None:
        super().__init__()
        self.answers = list(answers)
        self.timer = QTimer(self)
        self.timer.timeout.connect(self.act)
        self.timer.start(20)

    def act(self) -> None:
        dialog = QApplication.activeModalWidget()
        if not self.answers:
            self.timer.stop()
        elif isinstance(dialog, QFileDialog):
            name = self.answers.pop(0)
            if name is None:
                dialog.reject()
                return
            if name:
                dialog.findChild(QLineEdit, "fileNameEdit").setText(name)  # type: ignore[union-attr]
            dialog.accept()


@pytest.mark.parametrize("name", ["sheet.pdf", "sheet", "for version 1.2"])
def test_saving_makes_the_file_that_was_asked_for(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    window = sheet_screen(qtbot)
    take = take_of(window)
    staff = Staff(str(tmp_path / name), *([""] if "." in name and not name.endswith(".pdf") else []))
    press(window, "save")
    qtbot.waitUntil(lambda: take.status.text() == window.words["take.saved"], timeout=20_000)
    (file,) = tmp_path.iterdir()
    assert file.name == name.removesuffix(".pdf") + ".pdf"
    assert file.read_bytes() == Sheet(window.store.summary(), window.words, take.outlet.paper).pdf()
    assert staff.answers == []


def test_staff_may_think_better_of_it(qtbot: QtBot) -> None:
    window = sheet_screen(qtbot)
    staff = Staff(None)
    press(window, "save")
    assert staff.answers == []
    assert take_of(window).job is None


def test_a_place_that_takes_no_file_is_said_and_the_program_goes_on(qtbot: QtBot, tmp_path: Path) -> None:
    window = sheet_screen(qtbot)
    take = with_outlet(window, Waiting(), lambda _: ToFile(tmp_path / "gone" / "sheet.pdf"))
    press(window, "save")
    qtbot.waitUntil(lambda: take.status.text() == window.words["take.not_saved"], timeout=20_000)
    assert list(tmp_path.iterdir()) == []


# --- to the phone


def read_codes(window: Frame, folder: Path) -> list[str]:
    """What a reader of codes finds in a picture of the whole window, one code shown at a time."""
    take, found = take_of(window), []
    numbered = [one for one in take._codes if one.isVisible()]
    shown = [one.picture for one in numbered]
    assert len({picture.size().toTuple() for picture in shown}) == 1, "codes of one size"
    said = [f"{i} of {len(shown)}" for i in range(1, len(shown) + 1)] if len(shown) > 1 else [""]
    assert [one.number.text() if one.number.isVisible() else "" for one in numbered] == said
    area = window.screens["sheet"].area  # type: ignore[attr-defined]
    for number, picture in enumerate(shown):
        area.ensureWidgetVisible(picture)
        settle()
        shot = window.grab()
        place = picture.mapTo(window, picture.rect().topLeft())
        assert window.rect().contains(picture.rect().translated(place)), "a code fits the window"
        path = folder / f"{number}.png"
        margin = 30
        assert shot.copy(picture.rect().translated(place).adjusted(-margin, -margin, margin, margin)).save(str(path))
        found.append(decoded(path))
    return found


@pytest.mark.parametrize(("size", "scheme"), [*zip(TEXT_SIZES, SCHEMES, strict=True), ("largest", "high-dark")])
def test_codes_are_read_from_a_picture_of_the_screen(qtbot: QtBot, tmp_path: Path, size: str, scheme: str) -> None:
    """Dark on light in all colours, on a small screen too: a code that is light on dark is none to many phones."""
    window = sheet_screen(qtbot, ticks=16, screen=(1024, 768), scheme=scheme)
    window.store.apply(state.ChooseTextSize(size))
    settle()
    press(window, "phone")
    parts = read_codes(window, tmp_path)
    assert 1 <= len(parts) <= MOST
    assert joined(tuple(parts)) == shortened(window.store.summary(), window.words, room())
