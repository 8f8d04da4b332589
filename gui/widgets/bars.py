"""The bar on top and the bar along the bottom."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from data.prose import Piece
from gui.theme.look import Look
from gui.visit.words import Words
from gui.widgets.buttons import Button, LinkButton
from gui.widgets.pressable import shape_path
from gui.widgets.prose import Prose
from gui.widgets.scroller import ANY_WIDTH, Ground
from gui.widgets.tabs import Tabs, two_lines

LOW = 30
"""Below this height of the window in em every line counts."""
FIXED_TOOLS = 4
"""As many as stand in every bar."""


class Brand(QLabel):
    """The three shapes and the name."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("Evenhand", parent)
        self.look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        look.changed.connect(self.relook)
        self.relook()

    def relook(self) -> None:
        self.setFont(self.look.font(bold=True))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(self.look.metrics(bold=True).horizontalAdvance(self.text()) + self.look.em(4.4), self.look.em(2))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: object) -> None:
        look = self.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("text"), look.stroke(0.075)))
        side, gap, y = look.em(0.62), look.em(0.3), self.height() / 2
        for i in range(3):
            rect = QRectF(i * (side + gap) + 1, y - side / 2, side, side)
            painter.drawPath(shape_path(i, rect.adjusted(-side * 0.13, -side * 0.13, side * 0.13, side * 0.13)))
        painter.setFont(look.font(bold=True))
        left = round(3 * (side + gap) + look.em(0.4))
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()


class TopBar(Ground):
    """Brand, tabs, and what it is for. The brand goes first where it is narrow, then the reason takes its own line."""

    tab_chosen = Signal(int)
    """A person chose the tab at that place."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "frame", parent)
        self.brand, self.tabs = Brand(look), Tabs(look)
        self.tabs.setObjectName("tabs")
        self.tabs.currentChanged.connect(self._chosen)
        self._following = False
        self.reason = Prose(look, terms=False)
        self.change = LinkButton(look, "changeReason")
        self.change.within = 0.045
        self._reason_on = self._low = False
        self._shown_reason: tuple[str, str, bool] | None = None
        self._line, self._under = QHBoxLayout(), QHBoxLayout()
        self._line.setSpacing(0)
        self._line.addWidget(self.brand)
        self._line.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        self._line.addStretch(1)
        self.under = Ground(look, "background")
        self.under.setLayout(self._under)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(self._line)
        box.addWidget(self.under)
        self._in_line: bool | None = None
        look.changed.connect(self.relook)
        self.relook()

    def relook(self) -> None:
        em = self.look.em
        self._line.setContentsMargins(em(1.2), 0, em(1.2), 0)
        self._under.setContentsMargins(em(1), max(em(0.3), self.look.gap), em(1), 0)

    def retranslate(self, words: Words) -> None:
        self.tabs.setAccessibleName(words["tabs"])
        self.change.set_words(words["reason.change"], words["reason.change.said"])

    def _chosen(self, index: int) -> None:
        if not self._following:
            self.tab_chosen.emit(index)

    def set_tabs(self, words: Words, keys: Sequence[str]) -> None:
        self._following = True
        self.tabs.set_labels([words[key] for key in keys])
        self._shown_reason = None
        self._following = False

    def allow(self, index: int, on: bool, closed: str) -> None:
        """The tab at that place can be chosen, or stands there closed: then assistive technology is told `closed`.

        Qt tells it that every tab of an enabled bar is enabled.
        """
        self.tabs.setAccessibleTabName(index, "" if on else closed)
        if self.tabs.isTabEnabled(index) != on:
            self._following = True
            self.tabs.setTabEnabled(index, on)
            self._following = False
            self.tabs.update()

    def show_screen(self, index: int) -> None:
        self._following = True
        self.tabs.setCurrentIndex(index)
        self._following = False

    def show_reason(self, words: Words, name: str, *, on_start: bool) -> None:
        shown = words["reason.for"], name or words["reason.none"], on_start
        if shown == self._shown_reason:
            return
        self._shown_reason = shown
        self._reason_on = not on_start
        self.reason.set_pieces((Piece(shown[0] + " "), Piece(shown[1], strong=True)))
        self.reason.setVisible(self._reason_on)
        self.change.setVisible(self._reason_on)
        self.fit(self.width(), low=self._low)

    def fit(self, width: int, *, low: bool = False) -> None:
        """`low` where height is scarce: the reason stands beside the tabs, as one link, or is left to Start."""
        self._low = low
        em = self.look.em
        self.tabs.set_low(low)
        self.setMinimumHeight(self.tabs.sizeHint().height())
        wide = width >= em(self.look.tokens.layout["brand_hidden_below"])
        self.change.set_lines(())
        full, near, margins = self.tabs.sizeHint().width(), self.tabs.near_width(), em(2.4)
        reason = self.reason.sizeHint().width() + self.change.sizeHint().width() + em(1.5)
        brand = self.brand.sizeHint().width() + em(1)
        # The same on every screen, whether the reason shows or not, so that no tab moves under a finger.
        with_brand = wide and brand + full + reason + margins <= width
        in_line = full + reason + margins <= width
        tight = not in_line and near + reason + em(0.9) <= width
        as_link = low and not in_line and not tight
        if as_link:
            lines = two_lines(self.reason.text(), self.look.fine_metrics())
            self.change.set_lines(lines)
            as_link = near + self.change.sizeHint().width() + em(0.9) <= width
            self.change.set_lines(lines if as_link else ())
        beside = in_line or tight or as_link
        self.brand.setVisible(with_brand)
        self.tabs.setMaximumWidth(near if beside and not in_line else ANY_WIDTH)
        if beside != self._in_line:
            self._in_line = beside
            for widget in (self.reason, self.change):
                self._line.removeWidget(widget)
                self._under.removeWidget(widget)
            home = self._line if beside else self._under
            home.addWidget(self.reason, 0 if beside else 1, Qt.AlignmentFlag.AlignVCenter)
            home.addWidget(self.change, 0, Qt.AlignmentFlag.AlignVCenter)
        self.reason.setVisible(self._reason_on and not as_link)
        self.under.setVisible(not beside and self._reason_on and not low)
        left, right = (1.2, 1.2) if in_line and with_brand else (0.3, 1.2 if in_line else 0.3)
        if near > width:
            left = right = 0.0
        self._line.setContentsMargins(em(left), 0, em(right), 0)

    def paintEvent(self, event: object) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        width = self.look.stroke(0.045)
        y = self.tabs.geometry().bottom() + 1 - width
        painter.fillRect(QRectF(0, y, self.width(), width), self.look.colour("line"))
        painter.end()


class BottomBar(Ground):
    """Back at the left, Next at the right, the tools between them. Where it is narrow the tools
    stand on a line of their own, shown by one button."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "frame", parent)
        self.back = Button(look, "back", icon="back", bold=True)
        self.next = Button(look, "next", icon="next", icon_after=True, filled=True)
        self.text_size = Button(look, "textSize", icon="text-size", quiet=True)
        self.colours = Button(look, "colours", icon="colours", quiet=True)
        self.about = Button(look, "about", icon="info", quiet=True)
        self.start_over = Button(look, "startOver", icon="start-over", quiet=True)
        self.more_tools = Button(look, "tools", icon="text-size", quiet=True)
        self.more_tools.setCheckable(True)
        self.more_tools.toggled.connect(self._show_tools)
        self.more_tools.hide()
        self.tools: tuple[Button, ...] = (self.text_size, self.colours, self.about, self.start_over)
        self._ends, self._middle = QHBoxLayout(), QHBoxLayout()
        self._apart = QSpacerItem(0, 0)
        self._middle.addStretch(1)
        for tool in self.tools:
            self._middle.addWidget(tool)
        self._middle.addStretch(1)
        # Back and Next keep their places while they are hidden, so that nothing jumps under a finger.
        for button in (self.back, self.next):
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            button.setSizePolicy(policy)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._two_lines: bool | None = None
        self._low = self._lowest = False
        look.changed.connect(self.relook)
        self.relook()

    def add_tool(self, tool: Button) -> None:
        """One more tool, away from the others: it does at once what the one before it asks about."""
        self.tools = (*self.tools, tool)
        self._middle.insertSpacerItem(self._middle.count() - 1, self._apart)
        self._middle.insertWidget(self._middle.count() - 1, tool)
        self._set_room(tight=False)
        self._show_tools(self.more_tools.isChecked())

    def relook(self) -> None:
        self._set_room(tight=False)

    def _set_room(self, *, tight: bool) -> None:
        """How far things stand apart; `tight` is the least that shaky hands need."""
        em, gap = self.look.em, self.look.gap
        side = em(0.4 if tight else 1.2)
        high = 0.18 if self._low else 0.4
        self._apart.changeSize(em(0.6 if tight else 1.8), 0)
        self._middle.invalidate()
        self._middle.setSpacing(gap if tight else max(em(0.6), gap))
        # Pages end a quarter of an em above it.
        above = max(em(high), self.look.gap - em(0.25))
        self._box.setContentsMargins(side, above, side, above)
        self._box.setSpacing(gap if tight else max(em(0.5), gap))

    def retranslate(self, words: Words) -> None:
        self.back.set_words(words["back"])
        self.next.set_words(words["next"])
        self.text_size.set_words(words["tool.text_size"])
        self.colours.set_words(words["tool.colours"])
        self.about.set_words(words["tool.about"])
        self.more_tools.set_words(words["tool.more"])
        self.start_over.set_words(words["tool.start_over"])

    def fit(self, width: int, *, low: bool | None = None, lowest: bool | None = None) -> None:
        """Icons beside their words, else above them, else two lines. `low` where height is scarce, `lowest` where two
        lines of words cost too much of it."""
        self._low = self._low if low is None else low
        self._lowest = self._lowest if lowest is None else lowest
        everything = (self.back, *self.tools, self.next)
        ways = [(False, False, False), (False, False, True), (True, False, False), (True, False, True)]
        if not self._lowest:
            # A word on each line, rather than put everything behind one button.
            ways += [(True, True, False), (True, True, True)]
        for over, wrapped, tight in ways:
            self._set_room(tight=tight)
            for button in (*everything, self.more_tools):
                button.put_icon_over_word(over, wrapped=wrapped)
                button.stand(near=tight and (not over or button in self.tools), low=self._low, bare=False)
            if self._needed(everything) <= width:
                self._arrange(two_lines=False)
                return
        for wrapped in (False, True):
            self._set_room(tight=wrapped)
            for button in self.tools:
                button.put_icon_over_word(True, wrapped=wrapped)
            if self._needed(self.tools) <= width:
                break
        ends = (self.back, self.more_tools, self.next)
        for bare in (False, True):
            for button in ends:
                button.put_icon_over_word(False)
                button.stand(near=True, bare=bare)
            margins, gaps = self._box.contentsMargins(), 2 * self.look.gap
            if sum(one.sizeHint().width() for one in ends) + gaps + margins.left() + margins.right() <= width:
                break
        self._arrange(two_lines=True)

    def _needed(self, everything: Sequence[Button]) -> int:
        margins = self._box.contentsMargins()
        gaps = self._middle.spacing() * (len(self.tools) - 1) + 2 * self._box.spacing()
        if len(self.tools) > FIXED_TOOLS:
            gaps += self._apart.sizeHint().width()
        widths = sum(button.sizeHint().width() for button in everything)
        return widths + gaps + margins.left() + margins.right()

    def put_tools_away(self) -> None:
        """Behind their button, where they stand behind one."""
        self.more_tools.setChecked(False)

    def _show_tools(self, on: bool) -> None:
        for tool in self.tools:
            tool.setVisible(on or not self._two_lines)
        # Only when its turn comes would Qt tell a line within another that it has more or less in it.
        self._middle.invalidate()

    def _arrange(self, *, two_lines: bool) -> None:
        if two_lines == self._two_lines:
            return
        self._two_lines = two_lines
        self.more_tools.setVisible(two_lines)
        self.more_tools.setChecked(False)
        self._show_tools(False)
        for item in (self.back, self.more_tools, self.next):
            self._box.removeWidget(item)
            self._ends.removeWidget(item)
        self._box.removeItem(self._middle)
        self._box.removeItem(self._ends)
        self._middle.setParent(None)
        self._ends.setParent(None)
        while self._ends.count():
            self._ends.takeAt(0)
        if two_lines:
            self._box.setDirection(QBoxLayout.Direction.TopToBottom)
            self._ends.addWidget(self.back)
            self._ends.addStretch(1)
            self._ends.addWidget(self.more_tools)
            self._ends.addStretch(1)
            self._ends.addWidget(self.next)
            self._box.addLayout(self._middle)
            self._box.addLayout(self._ends)
        else:
            self._box.setDirection(QBoxLayout.Direction.LeftToRight)
            self._box.addWidget(self.back)
            self._box.addLayout(self._middle, 1)
            self._box.addWidget(self.next)
        # Heard and walked through from left to right.
        self.back.lower()
        self.next.raise_()

    def paintEvent(self, event: object) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, self.width(), self.look.stroke(0.045)), self.look.colour("line"))
        painter.end()
