"""A card whose heading opens and closes what stands below it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from gui.theme.look import Look
from gui.widgets.arranged import ArrangedLayout
from gui.widgets.buttons import text_height
from gui.widgets.opener import Opener
from gui.widgets.pressable import paint_box, paint_focus
from gui.widgets.whole import draw_wrapped

SIDE = 1.05
"""Space at the left and right of a card's content, in em."""
CHEVRON = 1.0


class FoldHeading(Opener):
    """The heading: a wide button that opens and closes the card. Its words wrap."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, name, parent)
        self.with_chevron = True
        self._known: dict[tuple[int, bool], int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_words(self, text: str, said: str | None = None) -> None:
        self._known.clear()
        super().set_words(text, said)

    def relook(self) -> None:
        self._known.clear()
        super().relook()

    def _right(self) -> int:
        return self.look.em(SIDE + CHEVRON + 0.5) if self.with_chevron else self.look.em(0.5)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        key = (width, self.with_chevron)
        if key not in self._known:
            look = self.look
            inner = width - look.em(SIDE) - self._right()
            height = text_height(look.font(bold=True), self.words(), inner)
            self._known[key] = max(look.em(1.9), look.touch, height + look.em(0.6))
        return self._known[key]

    def natural_width(self) -> int:
        """The width at which the words stand on one line."""
        return self._advance(self.words()) + 2 + self.look.em(SIDE) + self._right()

    def _advance(self, text: str) -> int:
        return self.look.metrics(bold=True).horizontalAdvance(text)

    def sizeHint(self) -> QSize:
        width = self.natural_width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        longest = max((self._advance(word) for word in self.words().split()), default=0)
        return QSize(longest + 2 + self.look.em(SIDE) + self._right(), max(self.look.em(1.9), self.look.touch))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: object) -> None:
        look = self.look
        painter = QPainter(self)
        painter.setFont(look.font(bold=True))
        painter.setPen(look.colour("text"))
        place = QRectF(self.rect().adjusted(look.em(SIDE), 0, -self._right(), 0))
        draw_wrapped(painter, self, place, self.words(), middle=True)
        if self.with_chevron:
            paint_chevron(painter, look, QRectF(self.rect()), opened=self.opened)
        if self.shows_ring() or self.isDown():
            pad = look.stroke(0.1)
            paint_focus(painter, look, QRectF(self.rect()).adjusted(pad, pad, -pad, -pad), look.em(0.4))
        painter.end()


def paint_chevron(painter: QPainter, look: Look, rect: QRectF, *, opened: bool) -> None:
    """The sign at the right end of a heading: up while open, down while closed."""
    side = look.em(CHEVRON)
    place = QRectF(rect.right() - look.em(SIDE) - side, rect.center().y() - side / 2, side, side)
    look.paint_icon(painter, "close" if opened else "open", place, look.colour("text"))


class _Chevron(QWidget):
    """Carries the sign where other controls stand between heading and sign; it acts for the heading."""

    def __init__(self, look: Look, heading: FoldHeading, parent: QWidget) -> None:
        super().__init__(parent)
        self.look, self.heading = look, heading
        self._pressed = False

    def sizeHint(self) -> QSize:
        return QSize(max(self.look.em(SIDE + CHEVRON + 0.8), self.look.touch), self.look.touch)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.button() == Qt.MouseButton.LeftButton
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed and self.rect().contains(event.position().toPoint()):
            self.heading.click()
        self._pressed = False
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        paint_chevron(painter, self.look, QRectF(self.rect()), opened=self.heading.opened)
        painter.end()


class _HeadLayout(ArrangedLayout):
    """Heading, control, sign in one line; the control below where the line is too short."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self.heading: FoldHeading | None = None
        self.beside: QWidget | None = None
        self.chevron: _Chevron | None = None

    def sizeHint(self) -> QSize:
        width = self.heading.sizeHint().width() if self.heading else 0
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        return self.heading.minimumSizeHint() if self.heading else QSize()

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        heading, beside, chevron = self.heading, self.beside, self.chevron
        if heading is None:
            return 0
        width = rect.width()
        if beside is None or chevron is None or beside.isHidden():
            heading.with_chevron = True
            height = max(heading.heightForWidth(width), rect.height())
            if place:
                heading.setGeometry(QRect(rect.left(), rect.top(), width, height))
                if chevron is not None:
                    chevron.hide()
            return height
        control, sign = beside.sizeHint(), chevron.sizeHint()
        one_line = heading.natural_width() + control.width() + sign.width() + self.look.gap <= width
        heading.with_chevron = not one_line
        if one_line:
            first = width - control.width() - sign.width()
            least = control.height() + 2 * round(self.look.stroke(0.05))
            height = max(heading.heightForWidth(first), least, rect.height())
            if place:
                chevron.show()
                heading.setGeometry(QRect(rect.left(), rect.top(), first - self.look.gap, height))
                middle = rect.top() + (height - control.height()) // 2
                beside.setGeometry(QRect(QPoint(rect.left() + first, middle), control))
                chevron.setGeometry(QRect(rect.left() + width - sign.width(), rect.top(), sign.width(), height))
            return height
        height = heading.heightForWidth(width)
        inner = width - 2 * self.look.em(SIDE)
        below = beside.heightForWidth(inner) if beside.hasHeightForWidth() else control.height()
        gap = max(self.look.em(0.2), self.look.gap)
        if place:
            chevron.hide()
            heading.setGeometry(QRect(rect.left(), rect.top(), width, height))
            beside.setGeometry(
                QRect(rect.left() + self.look.em(SIDE), rect.top() + height, min(inner, control.width()), below)
            )
        return height + below + gap


class Fold(QWidget):
    """A card with a heading that opens and closes its body; closed at first."""

    asked = Signal(bool)
    """A person has opened (True) or closed the card. The owner decides: it calls `set_open`."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setObjectName(f"fold-{name}")
        self.head = QWidget(self)
        self.heading = FoldHeading(look, name, self.head)
        self._head_layout = _HeadLayout(look, self.head)
        self._head_layout.addWidget(self.heading)
        self._head_layout.heading = self.heading
        self.body = QWidget(self)
        self.body_box = QVBoxLayout(self.body)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(self.head)
        self._box.addWidget(self.body)
        for widget in (self, self.head, self.body):
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            widget.setSizePolicy(policy)
        self.body.hide()
        self.heading.switched.connect(self._switched)
        look.changed.connect(self.relook)
        self.relook()

    def relook(self) -> None:
        side = self.look.em(SIDE)
        self.body_box.setContentsMargins(side, self.look.em(0.55), side, self.look.em(0.6))
        self.body_box.setSpacing(self.look.em(0.6))
        self.update()

    def set_heading(self, text: str) -> None:
        self.heading.set_words(text)

    def set_state_words(self, opened: str, closed: str) -> None:
        """What is said after the heading while the card is open, and while it is closed."""
        self.heading.set_state_words(opened, closed)

    def put_beside(self, control: QWidget) -> None:
        """A control at the right of the heading; below it where there is no room. It is seen while it is not hidden."""
        control.setParent(self.head)
        chevron = _Chevron(self.look, self.heading, self.head)
        self._head_layout.addWidget(control)
        self._head_layout.addWidget(chevron)
        self._head_layout.beside, self._head_layout.chevron = control, chevron
        self.setTabOrder(self.heading, control)

    @property
    def is_open(self) -> bool:
        return self.heading.opened

    def set_open(self, on: bool) -> None:
        """Opens or closes without asking."""
        if on != self.is_open or on == self.body.isHidden():
            self.heading.set_opened(on)
            self.body.setVisible(on)
            if self._head_layout.chevron is not None:
                self._head_layout.chevron.update()
            self.update()

    def _switched(self, on: bool) -> None:
        self.set_open(on)
        self.asked.emit(on)

    def paintEvent(self, _event: object) -> None:
        look = self.look
        painter = QPainter(self)
        hair = look.stroke(0.045)
        paint_box(painter, QRectF(self.rect()), look.em(0.5), look.colour("surface"), look.colour("line"), hair)
        if not self.body.isHidden():
            painter.fillRect(QRectF(0, self.head.height() - hair, self.width(), hair), look.colour("line"))
        painter.end()
