"""An upright scroll area: one finger, keys, a bar that can be seen, and a large "More" button; never sideways."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QScroller,
    QVBoxLayout,
    QWidget,
)

from gui.theme.look import Look
from gui.widgets.buttons import Button
from gui.widgets.prose import Term, term_near
from gui.widgets.scrollbar import SlimBar

ANY_WIDTH = 16_777_215
"""What Qt calls no limit."""
RAIL_FROM = 1.55
"""From this width over height on, the bar and More stand beside what scrolls: a line across would cost its height."""
RAIL_ROOM_EM = 0.4
"""On both sides of the button beside the area."""
BAR_LEAST_EM = 5.0
"""Lower, a bar would tell nothing, and take the button's room."""
PAGE, LEAST_PAGE = 0.85, 0.4
"""What More goes on by, of the height in view; and the least of it, where it stops before something whole."""
EDGE_EM = 2.0
"""No line of text is taller than this; so much of an edge is painted anew when a line may come to be cut there."""


CHECKS = 4
"""How often bar and button are put to what there is to scroll, which their own coming and going may change."""


class Ground(QWidget):
    """A page that paints its ground in one role of the look."""

    def __init__(self, look: Look, role: str = "background", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.role = look, role
        look.changed.connect(self.update)
        look.recoloured.connect(self.update)

    def paintEvent(self, _event: object) -> None:
        around = self.parentWidget()
        while around is not None and not isinstance(around, Ground):
            around = around.parentWidget()
        if around is None or around.role != self.role:
            painter = QPainter(self)
            painter.fillRect(self.rect(), self.look.colour(self.role))
            painter.end()


class Page(QWidget):
    """What scrolls. Its place says how wide it is; Qt asks all the same, and would have it measured for that."""

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()


class PageGround(Ground, Page):
    """The same with a ground of its own."""


class Upright(QScrollArea):
    """A scroll area as wide as its content, scrolled by finger, wheel and keys, that follows the focus."""

    def __init__(self, look: Look, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._touched: Term | None = None
        self._touched_at = 0
        prepare(self, look)
        self._fitting = self._asked = False
        self.setWidget(content)
        content.setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        content = self.widget()
        if new is not None and content is not None and content.isAncestorOf(new):
            self.ensureWidgetVisible(new, 0, self.look.em(1.2))
            if isinstance(new, Term):
                # Its ring reaches further than itself; Qt leaves no room around what is in view already.
                whole, room = QRect(new.mapTo(content, QPoint()), new.size()), self.look.em(0.3)
                self.ensureVisible(whole.left(), whole.bottom() + room, 0, 0)
                self.ensureVisible(whole.left(), whole.top() - room, 0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Arrows belong to whoever walks through what can be touched; the view follows the focus.
        if not scroll_keys(self, event):
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # What no control took: lines are lower than a finger, so a touch near a glossary word means the word.
        self._touched = self._term_at(event)
        self._touched_at = self.verticalScrollBar().value()
        event.setAccepted(self._touched is not None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        touched, self._touched = self._touched, None
        event.setAccepted(touched is not None)
        scrolled = self.verticalScrollBar().value() != self._touched_at
        if touched is not None and not scrolled and self._term_at(event) is touched:
            touched.setFocus(Qt.FocusReason.MouseFocusReason)
            touched.click()

    def _term_at(self, event: QMouseEvent) -> Term | None:
        content = self.widget()
        if content is None or event.button() != Qt.MouseButton.LeftButton:
            return None
        found = term_near(content, content.mapFrom(self.viewport(), event.position()))
        return None if found is None or found.just_acted() else found

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        content = self.widget()
        if content is None:
            return
        # A line is painted only where it is seen whole, so those that come to an edge, or leave it, are painted anew.
        edge = self.look.em(EDGE_EM) + abs(dy)
        for y in (-content.y(), -content.y() + self.viewport().height()):
            content.update(0, y - edge, content.width(), 2 * edge)

    def tops(self) -> Iterable[tuple[int, int]]:
        """Where each thing that is read or touched begins and ends."""
        content = self.widget()
        if content is None:
            return
        for widget in content.findChildren(QWidget):
            if isinstance(widget, QLabel | QAbstractButton) and not isinstance(widget, Term) and widget.isVisible():
                top = widget.mapTo(content, QPoint()).y() - self.look.em(0.3)
                yield top, top + widget.height()

    def sizeHint(self) -> QSize:
        # Qt would have all that is in it measured at a width that it never has.
        line = self.fontMetrics().height()
        return QSize(36 * line, 24 * line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_content()
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_content()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_content()
        return super().event(event)

    def _fit_content(self) -> None:
        """Gives the content the width that it will have, and its height there, so that it is laid out once.

        A scroll area of Qt's that does so asks for the height at many more widths.
        """
        content = self.widget()
        self._asked = True
        if content is None or self._fitting:
            return
        self._fitting = True
        # Its new height lets the bar come or go, which asks for this again while it is under way.
        for _ in range(CHECKS):
            if not self._asked:
                break
            self._asked = False
            content.resize(self._room_for(content))
        self._fitting = False

    def _room_for(self, content: QWidget) -> QSize:
        """How large the content is to be."""
        view, most = self.viewport().size(), self.maximumViewportSize()
        width, height = view.width(), _height_of(content, view.width())
        least = most.width() - self.verticalScrollBar().sizeHint().width()
        needed = self.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAsNeeded
        if needed and height > most.height() and width > least:
            # The bar will come and take its room. Where all had room beside it, it would go again, and so on.
            lower = _height_of(content, least)
            if lower > most.height():
                width, height = least, lower
            while height > most.height() and width > least:
                width -= 1
                height = _height_of(content, width)
        return QSize(width, max(height, view.height()))


def _height_of(content: QWidget, width: int) -> int:
    """How high a page is at that width, in pixels."""
    least = content.minimumSizeHint().expandedTo(content.minimumSize()).height()
    return max(least, content.heightForWidth(width))


def prepare(area: QAbstractScrollArea, look: Look) -> None:
    """No frame, no sideways bar, our own upright bar, kinetic scrolling by touch."""
    area.setVerticalScrollBar(SlimBar(look))
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    area.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    area.viewport().setAutoFillBackground(False)
    if isinstance(area, QAbstractItemView):
        area.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)


class WithMore(QWidget):
    """A scroll area with a large button that leads on as long as there is more.

    The button stands below the area, `aside` at its left, or, where height is scarcer than width, at the foot of the
    bar beside it; then `aside` is for the owner to place. `may_rail` says for a width in pixels whether what scrolls
    can do with it; `steady` keeps the place of bar and button free while there is nothing to scroll, so that columns do
    not move.
    """

    rail_changed = Signal()
    """The button has come to stand beside the area, or below it."""

    def __init__(
        self,
        look: Look,
        area: QAbstractScrollArea,
        name: str,
        parent: QWidget | None = None,
        *,
        aside: QWidget | None = None,
        steady: bool = False,
        may_rail: Callable[[int], bool] | None = None,
    ) -> None:
        super().__init__(parent)
        self.look, self.area = look, area
        self.rail = False
        self._at_end = self._checking = self._again = False
        self._words = ("", "", "")
        self._aside, self._steady, self._may_rail = aside, steady, may_rail
        self.bar = SlimBar(look)
        self.bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more = Button(look, name, icon="open", icon_after=True)
        self.more.clicked.connect(self._on)
        self._across, self._down = QHBoxLayout(), QVBoxLayout()
        self._box = QVBoxLayout(self)
        self._box.addLayout(self._across, 1)
        self._across.addWidget(area, 1)
        self._across.addLayout(self._down)
        self._down.addWidget(self.bar, 1, Qt.AlignmentFlag.AlignHCenter)
        self._line = QGridLayout()
        for column in (0, 2):
            self._line.setColumnStretch(column, 1)
        self._line.addWidget(self.more, 0, 1)
        if aside is not None:
            self._line.addWidget(aside, 0, 0, Qt.AlignmentFlag.AlignLeft)
        self._box.addLayout(self._line)
        for spaced in (self._box, self._across, self._down, self._line):
            spaced.setContentsMargins(0, 0, 0, 0)
            spaced.setSpacing(0)
        # Children are heard in this order: first what is read, then the way on.
        self.more.raise_()
        bar = area.verticalScrollBar()
        bar.rangeChanged.connect(self._check)
        bar.valueChanged.connect(self._check)
        self.bar.valueChanged.connect(bar.setValue)
        area.viewport().installEventFilter(self)
        look.changed.connect(self._relook)
        self.bar.hide()
        self._relook()
        self._check()

    def _relook(self) -> None:
        self._arrange()
        self.relook()

    def relook(self) -> None:
        room = max(self.look.em(0.25), self.look.gap)
        self._box.setSpacing(room)
        self._box.setContentsMargins(0, 0, self._rail_gap() if self.rail else 0, self.look.em(0.25))
        self._down.setSpacing(self.look.gap)
        self._line.setHorizontalSpacing(self.look.gap)
        self._across.setSpacing(self._rail_gap() if self.rail else 0)

    def set_margin(self, pixels: int) -> None:
        """From both edges to what stands below the area."""
        self._line.setContentsMargins(pixels, 0, pixels, 0)

    def set_words(self, text: str, top: str = "", top_said: str = "") -> None:
        """What leads on, and what leads back from the end, for the eye and as it is said."""
        self._words = (text, top or text, top_said or top or text)
        self.more.other_words = self._words[1]
        self._show_words(at_end=self._at_end)
        self._arrange()

    def _show_words(self, *, at_end: bool) -> None:
        on, top, said = self._words
        self.more.icon_name = "close" if at_end else "open"
        self.more.set_words(top if at_end else on, said if at_end else None)

    def rail_width(self) -> int:
        """What bar and button take beside the area, in pixels."""
        return self._rail_room() if self.rail else 0

    def _rail_room(self) -> int:
        return self.more.sizeHint().width() + 2 * self._rail_gap()

    def _rail_gap(self) -> int:
        return max(self.look.em(RAIL_ROOM_EM), self.look.gap)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._arrange()

    def showEvent(self, _event: QShowEvent) -> None:
        # Sizes and looks that changed while this was out of view have not been followed.
        self._arrange()

    def _arrange(self) -> None:
        if not self.isVisible():
            return
        rail = self.width() >= RAIL_FROM * self.height()
        if rail and self._may_rail is not None:
            self.more.put_icon_over_word(True)
            rail = self._may_rail(self.width() - self._rail_room())
        if rail == self.rail:
            self.more.put_icon_over_word(rail)
            return
        self.rail = rail
        self.more.put_icon_over_word(rail)
        never, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.area.setVerticalScrollBarPolicy(never if rail else needed)
        if rail:
            self._line.removeWidget(self.more)
            self._down.addWidget(self.more, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
        else:
            self._down.removeWidget(self.more)
            self._line.addWidget(self.more, 0, 1)
            if self._aside is not None:
                self._line.addWidget(self._aside, 0, 0, Qt.AlignmentFlag.AlignLeft)
        policy = self.more.sizePolicy()
        policy.setRetainSizeWhenHidden(rail and self._steady)
        self.more.setSizePolicy(policy)
        self.relook()
        self.more.raise_()
        self._check()
        self.rail_changed.emit()
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._check()
        return super().eventFilter(watched, event)

    def customEvent(self, _event: QEvent) -> None:
        self._box.invalidate()
        self._box.activate()

    def _on(self) -> None:
        bar = self.area.verticalScrollBar()
        if self._at_end:
            bar.setValue(bar.minimum())
            return
        bar.setValue(next_page(self.area))

    def _check(self) -> None:
        """Showing button or bar lays the area out at once, which asks for this again while it is under way.

        Hidden then, they would stay in view: so the second asking waits for the first.
        """
        if self._checking:
            self._again = True
            return
        self._checking = True
        for _ in range(CHECKS):
            self._again = False
            self._follow()
            if not self._again:
                break
        self._checking = False

    def _follow(self) -> None:
        # The button keeps its place once there is anything to scroll, so that the text does not jump at the end.
        bar = self.area.verticalScrollBar()
        scrolls = bar.maximum() > 0
        least = self.more.sizeHint().height() + self.look.gap + self.look.em(BAR_LEAST_EM)
        beside = self.rail and scrolls and self.height() >= least
        if (self.more.isHidden(), self.bar.isHidden()) != (not scrolls, not beside):
            self.more.setVisible(scrolls)
            self.bar.setVisible(beside)
            # This may have been called amid laying out, and what was under way would be completed with the old sizes.
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))
        self.bar.blockSignals(True)
        self.bar.setRange(bar.minimum(), bar.maximum())
        # The area tells of a new range before it sets its page step, and never of the step.
        self.bar.setPageStep(self.area.viewport().height())
        self.bar.setSingleStep(bar.singleStep())
        self.bar.setValue(bar.value())
        self.bar.blockSignals(False)
        self.bar.update()
        at_end = 0 < bar.maximum() <= bar.value()
        if at_end != self._at_end:
            self._at_end = at_end
            self._show_words(at_end=at_end)


def next_page(area: QAbstractScrollArea) -> int:
    """Where the next page begins, in pixels of the content: with the first thing of which the end was not seen."""
    value, tall = area.verticalScrollBar().value(), area.viewport().height()
    page = value + max(1, round(tall * PAGE))
    tops = area.tops() if isinstance(area, Paged) else ()
    cut = [top for top, bottom in tops if bottom > value + tall and value + tall * LEAST_PAGE < top <= value + tall]
    return min(cut, default=page)


@runtime_checkable
class Paged(Protocol):
    """What knows where the things in it begin and end, from the top of its content."""

    def tops(self) -> Iterable[tuple[int, int]]: ...


def scroll_keys(area: QAbstractScrollArea, event: QKeyEvent) -> bool:
    """Page Up and Page Down scroll by a view; True if the key was one of them."""
    bar = area.verticalScrollBar()
    step = max(1, round(area.viewport().height() * PAGE))
    if event.key() == Qt.Key.Key_PageDown:
        bar.setValue(bar.value() + step)
    elif event.key() == Qt.Key.Key_PageUp:
        bar.setValue(bar.value() - step)
    else:
        return False
    return True
