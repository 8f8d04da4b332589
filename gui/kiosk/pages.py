"""The kiosk's own pages: before anyone comes, before the wipe, after it, and when something went wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from data.prose import Piece
from gui.theme.look import Look
from gui.visit.words import Words
from gui.widgets.arranged import height_at
from gui.widgets.bars import Brand
from gui.widgets.buttons import Button
from gui.widgets.pressable import paint_box, paint_marker
from gui.widgets.prose import Prose
from gui.widgets.scroller import Ground

BOX = QSize(240, 180)
"""The box of the drawing with the hand."""
MARKER_SIDE, MARKER_Y, MARKER_FIRST, MARKER_LAST = 48.0, 50.0, 82.0, 188.0
WIDE_FROM_EM = 44.0
EXACT_SECONDS, CALM_STEP = 10, 5
"""The last seconds are said one by one, those before in steps."""
TALL_FROM = 1.2
"""From this height over width on, the drawing stands above the words."""
LOW_EM = 24.0
"""Below this height in em every line counts."""
FOOT_FROM_EM, LINES_FROM_EM, BRAND_FROM_EM, DISPLAY_FROM_EM, TITLE_FROM_EM = 44.0, 23.0, 19.0, 29.0, 17.0


SCALES = ("display", "title", "heading")


def heading_scale(look: Look, width: int, height: int) -> str:
    """The largest of the sizes of type for which a page of that many pixels has room."""
    least = min(width, height) / look.em(1)
    return "display" if least >= DISPLAY_FROM_EM else "title" if least >= TITLE_FROM_EM else "heading"


def set_largest(heading: Prose, scales: Sequence[str], fits: Callable[[], bool]) -> None:
    """Puts a heading in the largest of these sizes of type with which everything fits, else in the last."""
    for scale in scales:
        heading.set_scale(scale)
        if fits():
            break


class Page(Ground):
    """A whole page of the kiosk, with the widget that gets the focus when it is shown."""

    def __init__(self, look: Look, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(look, "background", parent)
        self.setObjectName(name)
        self.title = title
        self.setAccessibleName(title)

    def first(self) -> QWidget | None:
        """What has the focus at first."""
        return None

    def told(self) -> str:
        """What is said when it comes up."""
        return self.title


class Hand(QWidget):
    """An open hand that holds the options' marks on one level; decoration, so it says nothing."""

    def __init__(self, look: Look, marks: Sequence[tuple[int, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.marks = look, tuple(marks)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        look.changed.connect(self.update)
        look.recoloured.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(self.look.em(24), self.look.em(18))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.em(6), self.look.em(4.5))

    def paintEvent(self, _event: object) -> None:
        size = BOX.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(QRectF(self.rect()).center())
        painter = QPainter(self)
        self.look.paint_drawing(painter, "even-hand", place, None, "background")
        unit, last = place.width() / BOX.width(), max(1, len(self.marks) - 1)
        side = MARKER_SIDE * unit * min(1.0, 3 / max(1, len(self.marks)))
        for i, (index, letter) in enumerate(self.marks):
            x = MARKER_FIRST + (MARKER_LAST - MARKER_FIRST) * i / last
            rect = QRectF(0, 0, side, side)
            rect.moveCenter(place.topLeft() + QRectF(0, 0, 2 * x * unit, 2 * MARKER_Y * unit).center())
            paint_marker(painter, self.look, index, letter, rect)
        painter.end()


class Foot(Ground):
    """The bar along the bottom: a sign with a sentence at the left, tools at the right."""

    def __init__(self, look: Look, icon: str, text: str, tools: Sequence[Button]) -> None:
        super().__init__(look, "frame")
        self._icon, self._buttons, self._low = icon, tuple(tools), False
        self.text = Prose(look, terms=False)
        self.text.set_words(text)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._tools = QHBoxLayout()
        self._box.addWidget(self.text, 1)
        self._box.addLayout(self._tools)
        for tool in tools:
            self._tools.addWidget(tool)
        self._tools.addStretch(1)
        look.changed.connect(self.relook)
        self.relook()

    def relook(self) -> None:
        gap = max(self.look.em(0.6), self.look.gap)
        self._box.setSpacing(gap)
        self._tools.setSpacing(gap)

    def stand(self, *, narrow: bool, low: bool) -> None:
        """The sentence beside the tools, or above them where the screen is narrow; with less room around it where the
        screen is low as well."""
        self._low = low
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._box.setDirection(direction)
        self._box.setAlignment(self.text, Qt.AlignmentFlag(0) if narrow else Qt.AlignmentFlag.AlignVCenter)
        left, above, right = (2.7, 0.25, 0.4) if low else (4.2, 0.4, 0.6)
        em = self.look.em
        self._box.setContentsMargins(em(left), em(above), em(right), em(above))
        self._box.setSpacing(max(em(0.3 if low else 0.6), self.look.gap))
        for tool in self._buttons:
            tool.stand(low=low)

    def paintEvent(self, event: object) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, self.width(), self.look.stroke(0.045)), self.look.colour("line"))
        side = float(self.look.em(1.3))
        middle = self.text.geometry().center().y() if self._low else self.height() / 2
        place = QRectF(self.look.em(1.0 if self._low else 2.3), middle - side / 2, side, side)
        self.look.paint_icon(painter, self._icon, place, self.look.colour("text"))
        painter.end()


class Attract(Page):
    """Before anyone comes: what this is, that nothing is kept, and one way in: anywhere."""

    begun = Signal()
    tool = Signal(str)
    """A person wants that tool first, by its object name on the frame."""

    def __init__(
        self, look: Look, words: Words, title: str, marks: Sequence[tuple[int, str]], tools: Sequence[str]
    ) -> None:
        super().__init__(look, "attract", words["attract.name"])
        self.brand = Brand(look)
        self.heading = Prose(look, scale="display", bold=True, terms=False)
        self.heading.set_words(title or words["attract.neutral"])
        self.lines = [Prose(look, terms=False) for _ in range(3)]
        for number, line in enumerate(self.lines, 1):
            line.set_words(words[f"attract.line.{number}"])
        self.begin = Button(look, "begin", icon="next", icon_after=True, filled=True)
        self.begin.set_words(words["attract.begin"])
        self.begin.clicked.connect(self.begun)
        self.hand = Hand(look, marks)
        buttons = []
        for name, icon in (
            ("textSize", "text-size"),
            ("colours", "colours"),
            ("listen", "listen"),
            ("language", "language"),
        ):
            if name in tools:
                button = Button(look, f"attract-{name}", icon=icon)
                button.set_words(words[f"attract.{name}"])
                button.clicked.connect(self._tool)
                buttons.append(button)
        self.foot = Foot(look, "lock", words["attract.private"], buttons)
        words_box = QVBoxLayout()
        words_box.addStretch(1)
        words_box.addWidget(self.heading)
        for line in self.lines:
            words_box.addWidget(line)
        words_box.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        words_box.addStretch(1)
        self._words = words_box
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.addLayout(words_box, 10)
        self._middle.addWidget(self.hand, 11)
        self._page = QVBoxLayout()
        self._page.addWidget(self.brand)
        self._page.addLayout(self._middle, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(self._page, 1)
        box.addWidget(self.foot)
        self._pressed = False
        look.changed.connect(self.relook)
        self.relook()

    def first(self) -> QWidget:
        return self.begin

    def relook(self) -> None:
        em = self.look.em
        self._words.setSpacing(em(0.35))
        self.lines[-1].setContentsMargins(0, 0, 0, em(1.2))
        self._fit()

    def resizeEvent(self, _event: object) -> None:
        self._fit()

    def _fit(self) -> None:
        """In a small window, or large text, what is most worth saying stays: the title, the way in, and that nothing is
        kept."""
        em = self.look.em(1)
        wide, height = self.width() / em, self.height() / em
        least = min(height, wide)
        tall = height >= TALL_FROM * wide and height >= WIDE_FROM_EM
        self.hand.setVisible(wide >= WIDE_FROM_EM or tall)
        down, across = QBoxLayout.Direction.BottomToTop, QBoxLayout.Direction.LeftToRight
        self._middle.setDirection(down if tall else across)
        self._middle.setStretch(0, 10)
        self._middle.setStretch(1, 7 if tall else 11)
        side = Qt.AlignmentFlag.AlignHCenter if tall else Qt.AlignmentFlag.AlignLeft
        self._words.setAlignment(self.begin, side)
        self._words.setStretch(0, 0 if tall else 1)
        self.foot.stand(narrow=wide < FOOT_FROM_EM, low=least < TITLE_FROM_EM)
        for line in self.lines:
            line.setVisible(height >= LINES_FROM_EM)
        self.brand.setVisible(height >= BRAND_FROM_EM)
        sides, gap = (2.5, 0.6) if least >= TITLE_FROM_EM else (1.0, 0.1)
        self._page.setContentsMargins(self.look.em(sides), self.look.em(gap), self.look.em(sides), self.look.em(gap))
        self.heading.setContentsMargins(0, 0, 0, self.look.em(gap))
        self.begin.setMinimumSize(self.look.em(13.5), self.look.em(3 if least >= TITLE_FROM_EM else 2))
        beside = 1.0 if tall or self.hand.isHidden() else 10 / 21
        width = round((self.width() - 2 * self.look.em(sides)) * beside) - max(0, self._middle.spacing())
        largest = SCALES.index(heading_scale(self.look, self.width(), self.height()))
        set_largest(self.heading, SCALES[largest:], lambda: self._words_height(width) <= self._room())

    def _words_height(self, width: int) -> int:
        parts = (self.heading, *(line for line in self.lines if not line.isHidden()), self.begin)
        heights = (height_at(part, width) for part in parts)
        return sum(heights) + len(parts) * self._words.spacing()

    def _room(self) -> int:
        """The height that is left for the words between the lines above and below them."""
        above = 0 if self.brand.isHidden() else self.brand.sizeHint().height() + max(0, self._page.spacing())
        margins = self._page.contentsMargins()
        return self.height() - above - margins.top() - margins.bottom() - height_at(self.foot, self.width())

    def _tool(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.tool.emit(button.objectName().removeprefix("attract-"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.button() == Qt.MouseButton.LeftButton
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, False
        event.accept()
        if pressed and self.rect().contains(event.position().toPoint()):
            self.begun.emit()


class Countdown(QWidget):
    """One block a second; each goes empty when its second is over. Nothing else moves."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.total, self.left = 1, 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def put(self, left: int, total: int) -> None:
        if (left, total) != (self.left, self.total):
            self.left, self.total = left, total
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.look.em(20), self.look.em(1.55))

    def paintEvent(self, _event: object) -> None:
        look = self.look
        painter = QPainter(self)
        step = self.width() / self.total
        ink = look.colour("text")
        for i in range(self.total):
            block = QRectF(i * step + step * 0.06, 1, step * 0.88, self.height() - 2)
            paint_box(
                painter, block, min(look.em(0.22), step * 0.25), ink if i < self.left else None, ink, look.stroke(0.1)
            )
        painter.end()


class StillThere(Page):
    """Asks whether anyone is there; nothing of the visit can be seen on it."""

    carry_on = Signal()
    wipe_now = Signal()

    def __init__(self, look: Look, words: Words) -> None:
        super().__init__(look, "idle", words["idle.title"])
        self.words = words
        self.heading, self.say = Prose(look, scale="display", bold=True, terms=False), Prose(look, terms=False)
        self.heading.set_words(words["idle.title"])
        self.count = Countdown(look)
        self.yes = Button(look, "carryOn", icon="tick", filled=True)
        self.yes.set_words(words["idle.yes"])
        self.wipe = Button(look, "wipeNow", icon="start-over", bold=True)
        self.wipe.set_words(words["idle.wipe"])
        for button in (self.yes, self.wipe):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.yes.clicked.connect(self.carry_on)
        self.wipe.clicked.connect(self.wipe_now)
        self.note = Prose(look, terms=False)
        self.note.set_words(words["idle.note"])
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.addWidget(self.yes, 1)
        self._buttons.addWidget(self.wipe, 1)
        inner = QVBoxLayout()
        for widget in (self.heading, self.say, self.count):
            inner.addWidget(widget)
        inner.addLayout(self._buttons)
        inner.addWidget(self.note)
        self._inner = inner
        self._side = QHBoxLayout()
        self._side.addStretch(1)
        self._side.addLayout(inner, 5)
        self._side.addStretch(1)
        self._box = box = QVBoxLayout(self)
        box.addStretch(1)
        box.addLayout(self._side)
        box.addStretch(1)
        look.changed.connect(self.relook)
        self.relook()
        self.put(1, 1)

    def first(self) -> QWidget:
        return self.yes

    def told(self) -> str:
        return f"{self.title} {self.say.text()}"

    def relook(self) -> None:
        em = self.look.em
        self._buttons.setSpacing(max(em(0.8), self.look.gap))
        self._side.setContentsMargins(em(0.6), 0, em(0.6), 0)
        self._fit()

    def resizeEvent(self, _event: object) -> None:
        self._fit()

    def _fit(self) -> None:
        """In a small window, or large text, the question and the two answers stay."""
        em = self.look.em
        low = self.height() < em(TITLE_FROM_EM + 5)
        margins = self._box.contentsMargins()
        width = round((self.width() - margins.left() - margins.right() - 2 * em(0.6)) * (1 if low else 5 / 7))
        room = self.height() - margins.top() - margins.bottom()
        beside = 2 * max(one.sizeHint().width() for one in (self.yes, self.wipe)) + self._buttons.spacing()
        narrow = self.width() < em(24) or beside > width
        self.note.setVisible(not low)
        self.count.setVisible(not (low and narrow))
        self._inner.setSpacing(em(0.5 if low else 1.2))
        self._side.setStretch(0, 0 if low else 1)
        self._side.setStretch(2, 0 if low else 1)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._buttons.setDirection(down if narrow else across)
        for button in (self.yes, self.wipe):
            button.setMinimumHeight(em(2.4 if low else 3.6))
        scales = ("heading",) if narrow else SCALES[1 if low else 0 :]
        set_largest(self.heading, scales, lambda: self._needed(width, narrow=narrow) <= room)
        if self._needed(width, narrow=narrow) > room:
            # What it shows is said as well.
            self.count.hide()

    def _needed(self, width: int, *, narrow: bool) -> int:
        parts = [part for part in (self.heading, self.say, self.count, self.note) if not part.isHidden()]
        button = width if narrow else (width - self._buttons.spacing()) // 2
        answers = [max(height_at(one, button), one.minimumHeight()) for one in (self.yes, self.wipe)]
        needed = sum(answers) + self._buttons.spacing() if narrow else max(answers)
        return needed + sum(height_at(part, width) for part in parts) + (len(parts) + 2) * self._inner.spacing()

    def put(self, left: int, total: int) -> None:
        """Seconds left of how many."""
        self.count.put(left, total)
        before, after = self.words["idle.say"].split("|")
        # Far from the end it changes every few seconds only, so that it does not press.
        calm = left > EXACT_SECONDS
        n = -(-left // CALM_STEP) * CALM_STEP if calm else left
        said = self.words.say("idle.seconds.about" if calm else "idle.seconds", n=n)
        was = self.say.text()
        self.say.set_pieces((Piece(before), Piece(said, strong=True), Piece(after)))
        if self.say.text() != was:
            self._fit()

    def takes(self, event: QEvent) -> bool:
        """Whether a key or touch beside the two buttons carries on; it is taken, so that it does nothing else."""
        if isinstance(event, QKeyEvent):
            if event.type() != QEvent.Type.KeyPress or event.isAutoRepeat():
                return False
            walking = (
                Qt.Key.Key_Tab,
                Qt.Key.Key_Backtab,
                Qt.Key.Key_Left,
                Qt.Key.Key_Right,
                Qt.Key.Key_Up,
                Qt.Key.Key_Down,
            )
            acting = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
            return event.key() not in (*walking, *acting, Qt.Key.Key_Shift)
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            place = self.mapFromGlobal(event.globalPosition().toPoint())
            return not any(b.rect().contains(b.mapFrom(self, place)) for b in (self.yes, self.wipe))
        return False


class Notice(Page):
    """A calm page with a few sentences and perhaps a button: after a wipe, or when something went wrong."""

    pressed = Signal()

    def __init__(self, look: Look, name: str, title: str, lines: Sequence[str], button: str = "") -> None:
        super().__init__(look, name, title)
        self.heading = Prose(look, scale="title", bold=True, terms=False)
        self.heading.set_words(title)
        inner = QVBoxLayout()
        inner.addWidget(self.heading)
        self.lines = tuple(lines)
        for text in lines:
            line = Prose(look, terms=False)
            line.set_words(text)
            inner.addWidget(line)
        self.button = Button(look, f"{name}Button", filled=True)
        self.button.set_words(button)
        self.button.setVisible(bool(button))
        self.button.clicked.connect(self.pressed)
        inner.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self._inner = inner
        self._side = QHBoxLayout()
        self._side.addStretch(1)
        self._side.addLayout(inner, 4)
        self._side.addStretch(1)
        box = QVBoxLayout(self)
        box.addStretch(1)
        box.addLayout(self._side)
        box.addStretch(2)
        look.changed.connect(self.relook)
        self.relook()

    def first(self) -> QWidget | None:
        return self.button if self.button.isVisibleTo(self) else None

    def told(self) -> str:
        return ". ".join((self.title, " ".join(self.lines)))

    def relook(self) -> None:
        self._fit()

    def resizeEvent(self, _event: object) -> None:
        self._fit()

    def _fit(self) -> None:
        low = self.height() < self.look.em(LOW_EM)
        self.heading.set_scale(
            "heading" if heading_scale(self.look, self.width(), self.height()) == "heading" else "title"
        )
        side = self.look.em(1) if low else 0
        self._inner.setSpacing(self.look.em(0.4 if low else 0.8))
        self._inner.setContentsMargins(side, 0, side, 0)
        for i in (0, 2):
            self._side.setStretch(i, 0 if low else 1)


class Blank(QWidget):
    """Covers a second screen, so that no desktop is seen there."""

    def __init__(self, look: Look, *, on_top: bool) -> None:
        super().__init__(None, Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, on_top)
        # Without a window manager a window that was just shown would take the keys.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.look = look
        self.place = QRect()
        self.setObjectName("blank")
        look.recoloured.connect(self.update)

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.colour("background"))
        painter.end()
