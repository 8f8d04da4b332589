"""Puts everything together: settings → pack → store → window."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from data.library import ContentError, Pack, built_in, load, locate
from gui.kiosk.hooks import end_at_once
from gui.kiosk.session import Session, Start, plain_page
from gui.models.checklist import ChecklistModel
from gui.models.store import Store
from gui.screens.about import AboutScreen
from gui.screens.compare import CompareScreen
from gui.screens.frame import Frame
from gui.screens.matters import MattersScreen
from gui.screens.options import OptionsScreen
from gui.screens.sheet import SheetScreen
from gui.screens.staff import StaffScreen
from gui.screens.start import StartScreen
from gui.settings import Settings
from gui.sheet.pdf import paper_of
from gui.sheet.spooler import printing_off, spooler
from gui.theme.look import Look, pixels_per_mm
from gui.theme.tokens import load_tokens
from gui.visit.words import Words, load_words, words_for
from gui.widgets.checklist import ChecklistPane
from gui.widgets.savepdf import SavePdf
from gui.widgets.takeaway import Outlet, never
from resources import drawing_names

NO_PACK, CRASH = 11, 20
Fail = Callable[[str, int], int]
Say = Callable[[str], None]


class Turning:
    """The order of columns for each new visit: as in the pack, or turned on by one place each time."""

    def __init__(self, count: int, *, turned: bool) -> None:
        self._count, self._turned, self._at = count, turned, -1

    def __call__(self) -> tuple[int, ...]:
        if not self._turned:
            return ()
        self._at = (self._at + 1) % self._count
        return tuple((self._at + i) % self._count for i in range(self._count))


class FirstPaint(QObject):
    """Calls back once the window has been painted for the first time."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then: Callable[[], None] | None = then
        # What covers all of a window is painted in its place.
        ground = window.centralWidget() if isinstance(window, QMainWindow) else None
        (ground or window).installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._then is not None:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._call)
        return False

    def _call(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()


def build(pack: Pack, words: Words, look: Look, settings: Settings, off: Callable[[], bool] = never) -> Frame:
    """The whole window over one pack; `off` says that no sheet can be printed here."""
    turning = Turning(len(pack.structure.options), turned=settings.column_order == "turned")
    store = Store(pack, words, turning)
    model = ChecklistModel(store, store)
    pane = ChecklistPane(look.page(), words, store, model)
    compare = CompareScreen(look.page(), words, store)
    sheet = SheetScreen(look.page(), words, store, outlet(words, settings, off))
    screens: dict[str, QWidget] = {
        "start": StartScreen(look.page(), words, store),
        "options": OptionsScreen(look.page(), words, store),
        "compare": compare,
        "matters": MattersScreen(look.page()),
        "sheet": sheet,
        "about": AboutScreen(look.page(), words, store),
    }
    pane.row_wanted.connect(compare.show_row)
    sheet.row_wanted.connect(compare.show_row_for_sheet)
    frame = Frame(look, words, store, pane, screens)
    store.setParent(frame)
    return frame


def outlet(words: Words, settings: Settings, off: Callable[[], bool] = never) -> Outlet:
    """What this machine offers for sheets: in a kiosk nothing is saved. `off` says that it prints none."""
    save = SavePdf(words) if settings.profile == "exam-room" else None
    paper = settings.paper or paper_of(QLocale.system().name())
    return Outlet(partial(spooler, settings.printer), paper, save, off)


def make_look(application: QApplication, settings: Settings) -> Look:
    """The look for the screen of this machine."""
    screen = application.primaryScreen()
    size = settings.text_size or ("default" if settings.profile == "kiosk" else "small")
    scale = pixels_per_mm(screen, settings.screen_width_mm)
    return Look(load_tokens(), scheme=settings.scheme, size=size, px_per_mm=scale)


def run(start: Start, *, ready: Callable[[], int] | None, smoke: bool, say: Say, fail: Fail) -> int:
    """Opens the window and runs until it closes; the exit code."""
    crash = _Crash()
    sys.excepthook = start.hooks.caught
    start.hooks.failed = crash.failed
    kiosk = start.found.settings.profile == "kiosk"
    if kiosk or os.environ.get("QT_QPA_PLATFORM", "").startswith("offscreen"):
        start.hooks.listen_to_qt()
    try:
        return _open_and_run(start, crash, ready=ready, smoke=smoke, say=say, fail=fail)
    except Exception as error:
        start.hooks.caught(type(error), error, error.__traceback__)
        return CRASH


def _open_and_run(
    start: Start, crash: _Crash, *, ready: Callable[[], int] | None, smoke: bool, say: Say, fail: Fail
) -> int:
    settings = start.found.settings
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    application = QApplication(["evenhand"])
    application.setApplicationName("evenhand")
    application.setDesktopFileName("evenhand")
    application.setStyle("Fusion")
    look = make_look(application, settings)
    words = load_words("en")
    for_itself = smoke or ready is not None
    kiosk = settings.profile == "kiosk" and not for_itself
    code = 0
    window: QWidget
    pack: Pack | None = None
    try:
        folder = built_in() if settings.pack is None else locate(settings.pack)
        pack = load(folder, settings.language or "en", drawings=drawing_names())
    except ContentError as error:
        fail(str(error), NO_PACK)
        if for_itself:
            return NO_PACK
        window, code = StaffScreen(look, words, error), NO_PACK
        if kiosk and settings.pack is not None:
            # Nobody who stands there alone can mend it; staff see what is shown by its name and version.
            pack = load(built_in(), drawings=drawing_names())
            window, code = build(pack, words, look, settings, printing_off), 0
    else:
        words = words_for(pack.language)
        window = build(pack, words, look, settings, printing_off)
    if start.plain:
        window, pack = plain_page(look, words), None
    window.setWindowIcon(look.window_icon())
    if smoke and isinstance(window, Frame):
        return _smoke(application, window, say, crash)
    if ready is not None:
        first = _Ready(application, ready, say)
        FirstPaint(window, first.tell)
    session = None if for_itself else Session(application, window, start)
    if session is not None and kiosk:
        screen = application.primaryScreen()
        size = f"{screen.geometry().width()} × {screen.geometry().height()}, {look.px_per_mm:.2f} px/mm"
        session.stand(words, look, pack, size)
        session.open()
    else:
        _open(window, settings)
    if isinstance(window, Frame) and not for_itself:
        start.hooks.spared = window.spare
        window.get_ready()
    ended = application.exec()
    start.ending()
    code = crash.code or ended or code
    if session is not None:
        session.close()
        end_at_once(code)
    window.close()
    return code


def _open(window: QWidget, settings: Settings) -> None:
    screen = window.screen()
    if settings.profile == "kiosk":
        # Without a window manager full screen alone does not fill the screen.
        window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        window.setGeometry(screen.geometry())
        window.showFullScreen()
        return
    free = screen.availableGeometry()
    window.resize(free.size())
    window.showMaximized()


class _Ready:
    def __init__(self, application: QApplication, ready: Callable[[], int], say: Say) -> None:
        self._application, self._ready, self._say = application, ready, say

    def tell(self) -> None:
        self._say(f"ready {self._ready()}")
        self._application.quit()


class _Crash:
    """Ends the program as crashed when something was not caught."""

    def __init__(self) -> None:
        self.code = 0

    def failed(self) -> None:
        self.code = CRASH
        application = QApplication.instance()
        if application is not None:
            application.exit(CRASH)


def _smoke(application: QApplication, frame: Frame, say: Say, crash: _Crash) -> int:
    from gui.smoke import smoke

    found = smoke(application, frame)
    if crash.code:
        return crash.code
    say(json.dumps(found))
    return 0
