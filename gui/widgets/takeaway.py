"""Ways to take the sheet along: print it, read it into a phone, save it where staff may; and how it will look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPixmap, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui.sheet.pdf import Paper, Sheet
from gui.sheet.preview import Previewer
from gui.sheet.printer import PrintJob
from gui.sheet.qr import QUIET, Code, sheet_codes
from gui.sheet.spooler import Result, Spooler
from gui.sheet.text import as_text
from gui.theme.look import Look
from gui.visit.summary import Summary
from gui.visit.words import Words
from gui.widgets.announce import announce
from gui.widgets.buttons import Button, PlainTick
from gui.widgets.flow import FlowBox
from gui.widgets.pressable import paint_box
from gui.widgets.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Sequence

READY_MS = 400
"""What the first sheet takes is loaded once the screen has stood still so long: it stops all else for a moment."""
GOODBYE = 1.5
"""Seconds that the end of the program waits for printers at most; a supervisor waits twice as long."""


def never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Outlet:
    """What this machine offers for sheets. `save` asks where to; None where nothing may be saved."""

    spooler: Callable[[], Spooler]
    paper: Paper
    save: Callable[[QWidget], Spooler | None] | None = None
    off: Callable[[], bool] = never
    """Is it plain already that nothing can be printed?"""


class CodePicture(QLabel):
    """A code, black on white whatever the colours of the screen are. Its accessible name says what it is for."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.code: Code | None = None
        # A label with a pixmap is a graphic to assistive technology; the code is painted below.
        blank = QPixmap(1, 1)
        blank.fill(Qt.GlobalColor.transparent)
        self.setPixmap(blank)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def put(self, code: Code, said: str) -> None:
        self.code = code
        self.setAccessibleName(said)
        self.updateGeometry()
        self.update()

    def module(self) -> int:
        """Pixels of a module: about 0.55 mm, so that a phone reads it at arm's length."""
        return max(3, round(0.55 * self.look.px_per_mm))

    def sizeHint(self) -> QSize:
        side = (len(self.code.modules) + 2 * QUIET) * self.module() if self.code else 0
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: object) -> None:
        if self.code is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#ffffff"))
        size = self.module()
        for y, row in enumerate(self.code.modules):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(QRect((x + QUIET) * size, (y + QUIET) * size, size, size), QColor("#000000"))
        painter.end()


class NumberedCode(QWidget):
    """A code, and above it which of how many it is."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number, self.picture = Prose(look, bold=True, terms=False), CodePicture(look)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.number)
        box.addWidget(self.picture)

    def put(self, code: Code | None, words: Words) -> None:
        """Shows a code, or forgets the one that it showed."""
        self.setVisible(code is not None)
        if code is None:
            self.picture.code = None
            return
        self.picture.put(code, words.say("take.code", part=code.part, of=code.of))
        self.number.set_words(words.say("take.code.number", part=code.part, of=code.of))
        self.number.setVisible(code.of > 1)


class PagePicture(QLabel):
    """A page as it will print. As a label it reads the words of the sheet."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.page = QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def put(self, png: bytes, said: str) -> None:
        self.page = QPixmap()
        self.page.loadFromData(png)
        self.setText(said)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self.page.isNull():
            return 0
        return round(width * self.page.height() / self.page.width())

    def sizeHint(self) -> QSize:
        width = self.look.em(30)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.em(10), self.heightForWidth(self.look.em(10)))

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not self.page.isNull():
            painter.drawPixmap(QRectF(self.rect()), self.page, QRectF(self.page.rect()))
        paint_box(painter, QRectF(self.rect()), 0, None, self.look.colour("control-line"), self.look.stroke(0.06))
        painter.end()


class TakeAway(QWidget):
    """The buttons, and what is to be said about them. What they bring is shown by `results`, which stands elsewhere."""

    brought = Signal(bool)
    """The results stand for the sheet as it reads (True), or that is in view again."""
    said = Signal()
    """Something else is said about the sheet, or nothing any more: it takes another height."""

    def __init__(
        self, look: Look, words: Words, outlet: Outlet, summary: Callable[[], Summary], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.look, self.words, self.outlet, self.summary = look, words, outlet, summary
        self.job: PrintJob | None = None
        self.left: list[PrintJob] = []
        self.previewer = Previewer(self)
        self._ready = self._made = False
        self._loading = QTimer(self)
        self._loading.setSingleShot(True)
        self._loading.setInterval(READY_MS)
        self._loading.timeout.connect(self._get_ready)
        self.print = Button(look, "print", icon="print", filled=True)
        self.phone = Button(look, "phone", icon="phone")
        self.save = Button(look, "save")
        self.save.setVisible(outlet.save is not None)
        self.look_at = Button(look, "asItPrints", icon="sources")
        for button in (self.phone, self.look_at):
            button.setCheckable(True)
            button.soft = True
        self.large = PlainTick(look, "largePrint")
        self.buttons = FlowBox()
        for button in (self.print, self.phone, self.look_at):
            self.buttons.add(button)
        self.further = FlowBox()
        """What may be changed about the paper; its owner places it where it leaves the buttons their one line."""
        if outlet.save is not None:
            self.further.add(self.save)
        self.further.add(self.large)
        self.status = Prose(look, bold=True, terms=False)
        self.status.setObjectName("printStatus")
        self.codes_help = Prose(look, terms=False)
        self.codes = FlowBox()
        self._codes: list[NumberedCode] = []
        self._pages: list[PagePicture] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._across = QHBoxLayout()
        self._across.addWidget(self.buttons, 1, Qt.AlignmentFlag.AlignVCenter)
        self._box.addLayout(self._across)
        self._box.addWidget(self.status)
        self.results = QWidget()
        self._results = QVBoxLayout(self.results)
        self._results.setContentsMargins(0, 0, 0, 0)
        for widget in (self.codes_help, self.codes):
            self._results.addWidget(widget)
        self.print.clicked.connect(self._print)
        self.phone.toggled.connect(self._phone)
        self.save.clicked.connect(self._save)
        self.look_at.toggled.connect(self._look_at)
        self.large.toggled.connect(self._large)
        self.previewer.ready.connect(self._show_pages)
        look.changed.connect(self.relook)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.end)
        self._say("")
        self._show_codes(())
        self.retranslate()
        self.relook()

    def retranslate(self) -> None:
        """All words of this part."""
        words = self.words
        self.print.set_words(words["take.print"])
        self.phone.set_words(words["take.phone"])
        self.save.set_words(words["take.save"])
        self.look_at.set_words(words["take.look"])
        self.large.set_words(words["take.large"])

    def relook(self) -> None:
        em, gap = self.look.em, self.look.gap
        for box in (self.buttons, self.further):
            box.flow.set_gap(max(em(0.5), gap), max(em(0.4), gap))
        self._across.setSpacing(max(em(1.2), gap))
        self.codes.flow.set_gap(max(em(1), gap), max(em(1), gap))
        self._box.setSpacing(max(em(0.3), gap))
        self._results.setSpacing(em(0.6))
        self.fit(self.width())

    def fit(self, width: int) -> None:
        """One line of buttons: nearer, and with their icons above the words, where there is little width."""
        for over in (False, True):
            for button in (self.print, self.phone, self.look_at):
                button.put_icon_over_word(over)
            if self.buttons.sizeHint().width() <= width:
                break

    def hold_further(self, width: int, *, low: bool) -> bool:
        """Takes what may be changed about the paper onto the same line, else below unless height is scarce."""
        self.fit(width)
        holds = self.buttons.sizeHint().width() + self.look.em(1.2) + self.further.sizeHint().width() <= width
        self._across.removeWidget(self.further)
        self._box.removeWidget(self.further)
        if holds:
            self._across.addWidget(self.further)
        elif not low:
            self._box.insertWidget(1, self.further)
        # What is said about the sheet stands below them, and is heard after them.
        self.status.raise_()
        return holds or not low

    def resizeEvent(self, _event: object) -> None:
        self.fit(self.width())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._ready:
            # Whoever comes here is about to print, and the first sheet shall come as soon as the others.
            self._loading.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._loading.stop()

    def _get_ready(self) -> None:
        self._ready = True
        self.previewer.get_ready()

    def refresh(self) -> None:
        """The summary may be another now."""
        if self._loading.isActive():
            self._loading.start()
        off = self.outlet.off()
        self.print.filled, self.phone.filled = not off, off and not self.phone.isChecked()
        self.print.update()
        self.phone.update()
        if off and self.job is None:
            self._say(self.words[Result.NO_SERVICE.value])
        if self.phone.isChecked():
            self._phone(True)
        if self.look_at.isChecked():
            self._want_pages()

    def reset(self) -> None:
        """Forgets the sheet of the person who has gone, and takes back a print that still waits."""
        self.previewer.forget()
        if self.job is not None:
            self.job.leave()
            self._leave_job()
        if self._made:
            self._made = False
            self.previewer.clear_away()
        for button in (self.phone, self.look_at, self.large):
            button.blockSignals(True)
            button.setChecked(False)
            button.blockSignals(False)
        self.print.setEnabled(True)
        self._say("")
        self._show_codes(())
        self._drop_pages()
        self.brought.emit(False)

    # --- what a person does

    def _sheet(self) -> Sheet:
        return Sheet(self.summary(), self.words, self.outlet.paper, large=self.large.isChecked())

    def _print(self) -> None:
        if not self._busy():
            self._start(self.outlet.spooler())

    def _save(self) -> None:
        if self.outlet.save is not None and not self._busy():
            goal = self.outlet.save(self)
            if goal is not None:
                self._start(goal)

    def _busy(self) -> bool:
        return self.job is not None and self.job.result is None

    def _start(self, spooler: Spooler) -> None:
        self._leave_job()
        self.job = PrintJob(self._sheet(), spooler, self)
        self._made = True
        self.job.progressed.connect(self._progress)
        self.job.finished.connect(self._finished)
        self._say(self.words["print.making"])
        self.job.start()

    def _leave_job(self) -> None:
        """Jobs that still run are kept until they are done."""
        for job in self.left:
            if job.result is not None:
                job.deleteLater()
        self.left = [job for job in self.left if job.result is None]
        if self.job is not None:
            self.left.append(self.job)
            self.job = None

    def _progress(self, key: str) -> None:
        if self.sender() is self.job:
            self._say(self.words[key])

    def _finished(self, result: Result) -> None:
        if self.sender() is self.job:
            self._say(self.words[result.value])

    def _say(self, text: str) -> None:
        new = text != self.status.text()
        self.status.set_words(text)
        self.status.setVisible(bool(text))
        if new:
            announce(self, text)
            self.said.emit()

    def _phone(self, on: bool) -> None:
        if on:
            self.look_at.setChecked(False)
        self._show_codes(sheet_codes(self.summary(), self.words)[1] if on else ())
        self.brought.emit(on or self.look_at.isChecked())

    def _show_codes(self, codes: Sequence[Code]) -> None:
        while len(self._codes) < len(codes):
            added = NumberedCode(self.look)
            self.codes.add(added)
            self._codes.append(added)
        for i, numbered in enumerate(self._codes):
            numbered.put(codes[i] if i < len(codes) else None, self.words)
        self.codes_help.set_words(self.words.say("take.phone.help", n=len(codes)) if codes else "")
        self.codes_help.setVisible(bool(codes))
        self.codes.setVisible(bool(codes))

    def _large(self, _on: bool) -> None:
        self.refresh()

    def _look_at(self, on: bool) -> None:
        if on:
            self.phone.setChecked(False)
            self._want_pages()
        else:
            self.previewer.forget()
            self._drop_pages()
        self.brought.emit(on or self.phone.isChecked())

    def _want_pages(self) -> None:
        ratio = self.devicePixelRatioF()
        self._made = True
        self.previewer.want(self._sheet(), max(400, round(min(self.results.width(), self.look.em(46)) * ratio)))

    def _show_pages(self, sheet: Sheet, _width: int, pages: tuple[bytes, ...]) -> None:
        if not self.look_at.isChecked():
            return
        while len(self._pages) < len(pages):
            picture = PagePicture(self.look)
            self._results.addWidget(picture)
            self._pages.append(picture)
        said = as_text(sheet.summary, self.words)
        for i, picture in enumerate(self._pages):
            picture.setVisible(i < len(pages))
            if i < len(pages):
                picture.put(pages[i], said if i == 0 else self.words.say("take.page", n=i + 1))

    def _drop_pages(self) -> None:
        for picture in self._pages:
            picture.hide()
            self._results.removeWidget(picture)
            picture.deleteLater()
        self._pages = []

    def end(self) -> None:
        """The program ends: a sheet that waits is taken back, if that can be done quickly."""
        self.previewer.forget()
        jobs = (*self.left, *([self.job] if self.job else []))
        for job in jobs:
            job.leave()
        until = monotonic() + GOODBYE
        for job in jobs:
            job.wait(max(0.0, until - monotonic()))
