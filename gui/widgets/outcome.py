"""A number as people see it: figures, number and words for every group, how sure it is, and where it is from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QSizePolicy, QWidget

from data.comparison import ArmView, OutcomeView, TermView, Text
from data.prose import Piece, plain
from data.schema import Certainty
from gui.theme.look import Look
from gui.visit.state import ShowFigures
from gui.visit.telling import (
    arm_said,
    both_frames,
    counted,
    difference_line,
    people_line,
    source_lines,
    sure_line,
    uncapital,
    when_line,
    who_line,
)
from gui.visit.words import Words
from gui.widgets.buttons import Button
from gui.widgets.certainty import BARS_EM, paint_bars
from gui.widgets.iconarray import SIDE_EM, IconArray
from gui.widgets.prose import Paragraphs, Prose
from gui.widgets.sources import Citations, SourcesButton
from gui.widgets.whole import shown_whole

ARM_TEXT_EM, ARM_TEXT_ROOMY_EM = 6.8, 8.2
"""The least width of the words beside the figures; the second where the difference stands beside them as well."""
ASIDE_EM = 10.5
"""The least width of the sentence about the difference, beside the groups."""
GAP_EM = 0.8


class ShowSwitch(QWidget):
    """Figures, words or number: one of three, for all numbers at once."""

    chosen = Signal(ShowFigures)

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._group = QButtonGroup(self)
        self.buttons: dict[ShowFigures, Button] = {}
        for show in ShowFigures:
            button = _ShowButton(look, f"{name}-{show.value}")
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.clicked.connect(self._clicked)
            self._group.addButton(button)
            self._box.addWidget(button)
            self.buttons[show] = button
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.relook)
        self.relook()

    def relook(self) -> None:
        self._box.setSpacing(max(self.look.em(0.3), self.look.gap))

    def retranslate(self, words: Words) -> None:
        for show, button in self.buttons.items():
            button.set_words(words[f"figure.{show.value}"], words[f"figure.{show.value}.said"])

    def show_chosen(self, show: ShowFigures) -> None:
        self.buttons[show].setChecked(True)

    def _clicked(self) -> None:
        for show, button in self.buttons.items():
            if button is self.sender():
                self.chosen.emit(show)


class _ShowButton(Button):
    """A button that fits into a heading."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look, name)
        self.give_room()

    def sizeHint(self) -> QSize:
        look = self.look
        words = look.fine_metrics(bold=True).horizontalAdvance(self.words())
        return QSize(max(round(words) + 2 * look.em(0.6), look.touch), max(look.em(1.7), look.touch))

    def heightForWidth(self, width: int) -> int:
        # A heading that is narrow takes from the room at the sides of the words first.
        whole = self.look.metrics(bold=True).horizontalAdvance(self.words()) <= width
        return self.sizeHint().height() if whole else super().heightForWidth(width)


class BigNumber(QLabel):
    """ "46 of 100", its number large."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._parts = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def put(self, per_100: int, words: Words) -> None:
        whole = words.say("number.of_100", n=per_100)
        number = str(per_100)
        self._parts = (number, whole.removeprefix(number).strip()) if whole.startswith(number) else (whole, "")
        self.setText(whole)
        self.updateGeometry()
        self.update()

    def heightForWidth(self, _width: int) -> int:
        return self.sizeHint().height()

    def sizeHint(self) -> QSize:
        large, body = self.look.fine_metrics("title", bold=True), self.look.fine_metrics()
        width = large.horizontalAdvance(self._parts[0]) + self.look.em(0.4) + body.horizontalAdvance(self._parts[1])
        return QSize(round(width) + 2, self.look.em(1.85 * 1.1))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: object) -> None:
        look = self.look
        painter = QPainter(self)
        painter.setPen(look.colour("text"))
        font = look.font("title", bold=True)
        large = QFontMetricsF(font)
        base = (self.height() + large.capHeight()) / 2
        if not shown_whole(self, base - large.ascent(), base + large.descent()):
            painter.end()
            return
        painter.setFont(font)
        painter.drawText(QPointF(0, base), self._parts[0])
        painter.setFont(look.font())
        painter.drawText(QPointF(large.horizontalAdvance(self._parts[0]) + look.em(0.4), base), self._parts[1])
        painter.end()


class _Bars(QWidget):
    """The four bars alone; the words stand beside them."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.certainty = look, Certainty.VERY_LOW

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        width, height = self.look.em(BARS_EM[0]), self.look.em(BARS_EM[1])
        paint_bars(painter, self.look, QRectF(0, (self.height() - height) / 2, width, height), self.certainty)
        painter.end()


class _Arm:
    """The widgets of one group."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        self.array = IconArray(look, parent)
        self.number = BigNumber(look, parent)
        self.what = Prose(look, bold=True, terms=False, parent=parent)
        self.frames = Prose(look, terms=False, parent=parent)
        self.all: tuple[QWidget, ...] = (self.array, self.number, self.what, self.frames)

    def put(self, arm: ArmView, index: int, outcome: OutcomeView, show: ShowFigures, words: Words) -> None:
        self.array.put(index, arm.per_100, arm.span, arm_said(arm, outcome, words))
        self.number.put(arm.per_100, words)
        self.what.set_words(arm.what)
        frames = _on_two_lines(both_frames(arm, outcome, words), 100 - arm.per_100)
        if arm.span is not None:
            frames = f"{frames}. {words.say('number.range', low=arm.span.low, high=arm.span.high)}"
        self.frames.set_words(frames)
        self.array.setVisible(show is ShowFigures.FIGURES)
        self.number.setVisible(show is not ShowFigures.WORDS)
        self.what.show()
        self.frames.show()

    def hide(self) -> None:
        for widget in self.all:
            widget.hide()


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the groups stand at a width: how many side by side, how wide each, and the difference beside them or not."""

    columns: int
    each: int
    aside: int


class OutcomeBlock(QWidget):
    """One outcome. The same arrangement for every option, whichever of the groups is its own."""

    sources_opened = Signal(bool)

    def __init__(self, look: Look, glossary: Mapping[str, TermView], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.outcome: OutcomeView | None = None
        self.show_figures = ShowFigures.FIGURES
        self._arms: list[_Arm] = []
        self._count = 0
        self.lead = Paragraphs(look, glossary, self)
        self.difference = Prose(look, terms=False, parent=self)
        self.bars = _Bars(look, self)
        self.sure = Paragraphs(look, glossary, self)
        self.button = SourcesButton(look, f"sources-{name}", self, framed=True)
        self.citations = Citations(look, self)
        self.citations.hide()
        self.button.switched.connect(self._show_sources)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._rule = 0
        self._known: dict[int, int] = {}
        self.first = True
        self._shown: tuple[OutcomeView, ShowFigures, Words, bool, dict[str, int]] | None = None
        look.changed.connect(self.relook)

    def relook(self) -> None:
        self.remeasure()

    def remeasure(self) -> None:
        """Places everything anew after something inside has changed its size."""
        self._known.clear()
        self.updateGeometry()
        self._place()

    def put(
        self, outcome: OutcomeView, indices: Mapping[str, int], show: ShowFigures, words: Words, *, first: bool = True
    ) -> None:
        """Shows an outcome; `indices` gives the place of each option, for its colours. All but the `first` of several
        begin with a line across."""
        shown = (outcome, show, words, first, dict(indices))
        if self._shown is not None and self._shown[0] is outcome and self._shown[1:] == shown[1:]:
            return
        self._shown = shown
        self.outcome, self.show_figures, self.first = outcome, show, first
        self.lead.set_paragraphs([_lead(outcome, words)])
        while len(self._arms) < len(outcome.arms):
            self._arms.append(_Arm(self.look, self))
        self._count = len(outcome.arms)
        for i, arm in enumerate(self._arms):
            if i < self._count:
                view = outcome.arms[i]
                arm.put(view, indices.get(view.option, 0), outcome, show, words)
            else:
                arm.hide()
        self.difference.set_words(difference_line(outcome.difference, words) if outcome.difference else "")
        self.difference.setVisible(outcome.difference is not None)
        self.bars.certainty = outcome.certainty
        self.sure.set_paragraphs([_sure(outcome, words)])
        what = f"{plain(outcome.what)}. {when_line(outcome.when, words)}"
        self.button.set_words(words["sources"], words.say("sources.of", what=what))
        self.button.set_state_words(words["options.opened"], words["options.closed"])
        lines = source_lines(outcome.facts, words)
        self.button.setVisible(bool(lines))
        counts = tuple(
            words.say(
                "outcome.counted",
                what=a.what,
                numerator=counted(a.numerator, words),
                denominator=counted(a.denominator, words),
            )
            for a in outcome.arms
            if a.numerator is not None and a.denominator is not None
        )
        self.citations.set_lines(counts + lines)
        self.citations.setVisible(self.button.opened and bool(lines))
        self.remeasure()

    def close_sources(self) -> None:
        self.button.set_opened(False)
        self._show_sources(False)

    def _show_sources(self, on: bool) -> None:
        self.citations.setVisible(on)
        self.remeasure()
        self.sources_opened.emit(on)

    # --- where everything stands

    def _plan(self, width: int) -> _Plan:
        look, count = self.look, max(1, self._count)
        gap = look.em(GAP_EM)
        figures = look.em(SIDE_EM) + gap if self.show_figures is ShowFigures.FIGURES else 0
        aside = look.em(ASIDE_EM)
        # The place beside two groups is kept even where no difference is known, so that numbers stand below numbers.
        if max(2, count) * (figures + look.em(ARM_TEXT_ROOMY_EM) + gap) + aside <= width:
            each = min(figures + look.em(12), (width - aside - gap * max(2, count)) // max(2, count))
            return _Plan(count, each, width - max(2, count) * (each + gap))
        if self._stacked(width):
            return _Plan(1, width, 0)
        least = figures + look.em(ARM_TEXT_EM)
        columns = max(1, min(count, (width + gap) // (least + gap)))
        columns = -(-count // -(-count // columns))
        each = min((width - gap * (columns - 1)) // columns, figures + look.em(16))
        return _Plan(columns, each, 0)

    def _stacked(self, width: int) -> bool:
        """Has a width no room for words beside the figures? Then they stand below."""
        return width < self.look.em(SIDE_EM + GAP_EM + ARM_TEXT_EM)

    def _arm_height(self, arm: _Arm, width: int) -> tuple[int, int]:
        """Height of a group at a width, and of its words alone."""
        look = self.look
        gap = look.em(0.25)
        figures = self.show_figures is ShowFigures.FIGURES
        stacked = self._stacked(width)
        left = look.em(SIDE_EM) + look.em(GAP_EM) if figures and not stacked else 0
        room = max(1, width - left)
        words = arm.what.heightForWidth(room) + gap + arm.frames.heightForWidth(room)
        if self.show_figures is not ShowFigures.WORDS:
            words += arm.number.sizeHint().height() + gap
        if figures and stacked:
            return look.em(SIDE_EM) + gap + words, words
        return max(words, look.em(SIDE_EM) if left else 0), words

    def _place_arm(self, arm: _Arm, x: int, y: int, width: int) -> None:
        look = self.look
        gap = look.em(0.25)
        left = 0
        if self.show_figures is ShowFigures.FIGURES:
            side = look.em(SIDE_EM)
            arm.array.setGeometry(QRect(x, y, side, side))
            if self._stacked(width):
                y += side + gap
            else:
                left = side + look.em(GAP_EM)
        room = max(1, width - left)
        if self.show_figures is not ShowFigures.WORDS:
            height = arm.number.sizeHint().height()
            arm.number.setGeometry(QRect(x + left, y, room, height))
            y += height + gap
        for prose in (arm.what, arm.frames):
            height = prose.heightForWidth(room)
            prose.setGeometry(QRect(x + left, y, room, height))
            y += height + gap

    def _arrange(self, width: int, *, place: bool) -> int:
        if self.outcome is None:
            return 0
        look, plan = self.look, self._plan(width)
        gap = look.em(GAP_EM)
        y = 0 if self.first else look.em(0.75)
        lead = self.lead.heightForWidth(width)
        if place:
            self.lead.setGeometry(QRect(0, y, width, lead))
        y += lead + look.em(0.5)
        arms = self._arms[: self._count]
        for start in range(0, len(arms), plan.columns):
            row = arms[start : start + plan.columns]
            tallest = max(self._arm_height(arm, plan.each)[0] for arm in row)
            if plan.aside and not self.difference.isHidden():
                tallest = max(tallest, self.difference.heightForWidth(plan.aside))
            if place:
                for i, arm in enumerate(row):
                    self._place_arm(arm, i * (plan.each + gap), y, plan.each)
                if plan.aside and not self.difference.isHidden():
                    left = width - plan.aside
                    self.difference.setGeometry(QRect(left, y + look.em(0.35), plan.aside, tallest))
            y += tallest + look.em(0.6)
        if not plan.aside and not self.difference.isHidden():
            height = self.difference.heightForWidth(width)
            if place:
                self.difference.setGeometry(QRect(0, y, width, height))
            y += height + look.em(0.5)
        self._rule = y
        y += look.em(0.5)
        return self._arrange_foot(width, y, place=place)

    def _arrange_foot(self, width: int, y: int, *, place: bool) -> int:
        look = self.look
        gap = look.em(GAP_EM)
        bars = look.em(BARS_EM[0])
        button = self.button.sizeHint() if not self.button.isHidden() else QSize(0, 0)
        beside = width - bars - look.em(0.6) - button.width() - gap >= look.em(16)
        room = width - bars - look.em(0.6) - (button.width() + gap if beside and button.width() else 0)
        line = look.em(look.tokens.line_height["body"])
        if self._stacked(width):
            if place:
                self.bars.setGeometry(QRect(0, y, bars, line))
            y, bars, room = y + line, -look.em(0.6), width
        words = self.sure.heightForWidth(room)
        height = max(words, button.height() if beside else 0)
        if place:
            top = y + (height - words) // 2 if words < height else y
            if bars > 0:
                self.bars.setGeometry(QRect(0, top, bars, line))
            self.sure.setGeometry(QRect(bars + look.em(0.6), top, room, words))
        if button.width():
            if beside:
                if place:
                    self.button.setGeometry(QRect(width - button.width(), y, button.width(), button.height()))
            else:
                height += look.em(0.4)
                if place:
                    self.button.setGeometry(QRect(0, y + height, button.width(), button.height()))
                height += button.height()
        y += height
        if not self.citations.isHidden():
            tall = self.citations.heightForWidth(width)
            if place:
                self.citations.setGeometry(QRect(0, y + look.em(0.5), width, tall))
            y += tall + look.em(0.5)
        return y + look.em(0.2)

    def _place(self) -> None:
        if self.width() > 1:
            self._arrange(self.width(), place=True)
            self.update()

    def event(self, event: QEvent) -> bool:
        # A meaning that opens inside asks for room; there is no layout here that would hear it.
        if event.type() == QEvent.Type.LayoutRequest:
            self.remeasure()
        return super().event(event)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._known:
            self._known[width] = self._arrange(max(1, width), place=False)
        return self._known[width]

    def sizeHint(self) -> QSize:
        width = self.look.em(38)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.em(SIDE_EM), self.look.em(SIDE_EM))

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._place()

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        hair = self.look.stroke(0.045)
        painter.fillRect(QRectF(0, self._rule, self.width(), hair), self.look.colour("line"))
        if not self.first:
            painter.fillRect(QRectF(0, 0, self.width(), self.look.stroke(0.085)), self.look.colour("control-line"))
        painter.end()


def _on_two_lines(frames: str, others: int) -> str:
    """Those to whom it happened on one line, the others on the next."""
    at = frames.rfind(f" {others} ")
    return f"{frames[:at]}\n{frames[at + 1 :]}" if at > 0 else frames


def _lead(outcome: OutcomeView, words: Words) -> Text:
    what = tuple(Piece(p.text, True, p.term) for p in outcome.what)
    when = Piece(words.say("outcome.when", when=uncapital(when_line(outcome.when, words))), strong=True)
    return (*what, when, Piece(" "), *who_line(outcome, words))


def _sure(outcome: OutcomeView, words: Words) -> Text:
    note = (Piece(" "), *outcome.note) if outcome.note else ()
    return (Piece(sure_line(outcome, words) + ".", strong=True), Piece(" " + people_line(outcome, words)), *note)
