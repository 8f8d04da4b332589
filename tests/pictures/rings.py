"""The ring round what has the focus: whole, wide enough, and seen against what it lies on and what was there before."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from statistics import median

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QRegion
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLineEdit, QTabBar, QWidget

from gui.widgets.grid import GridView
from gui.widgets.pressable import Ringed
from gui.widgets.prose import Term
from gui.widgets.walk import stops
from tests.accessibility.tree import nodes
from tests.pictures.checks import keyboard_over
from tests.pictures.stage import SCHEMES, Stage
from tests.theme.colour import contrast

LEAST_PX, LEAST_RATIO, LEAST_SHARE = 2, 3.0, 0.95
INSIDE_EM, OUTSIDE_EM, ROUND_EM = 0.6, 0.35, 0.9
"""How far a ring may stand inside of what it goes round, and outside, and how far its corners reach in from there."""
LINES = 150
"""So many lines of pixels tell of a side."""
BESIDE_PX = 2
"""So near to the ring its ground must be seen at either side; a pixel may be its soft edge."""


@dataclass(slots=True)
class Rings:
    """What was looked at on one monitor at one size of text. What is the same on many screens is looked at once."""

    looked: int = 0
    known: set[Hashable] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Focused:
    """What has the focus now: its name, and the places that its ring goes round, in pixels of the window."""

    who: str
    places: tuple[QRect, ...]
    key: Hashable


def ring_faults(stage: Stage, rings: Rings, *, only: str = "") -> list[str]:
    """Gives the focus to everything in turn, or to one thing; what is new is looked at in every scheme."""
    window = stage.frame
    found: list[str] = []
    fresh: list[QWidget] = []
    new: set[Hashable] = set()
    reached: set[QWidget] = set()
    writing = keyboard_over(window) is not None
    stage.restyle(SCHEMES[0])
    # Of a group all are stops once one has had the focus.
    while left := [stop for stop in _open_stops(window) if stop not in reached]:
        for widget in left:
            reached.add(widget)
            if only and widget.objectName() != only:
                continue
            for focused in _through(widget, window):
                if focused.key in rings.known:
                    continue
                rings.known.add(focused.key)
                new.add(focused.key)
                if widget not in fresh:
                    fresh.append(widget)
                found += [f"{SCHEMES[0]}: {fault}" for fault in _look(widget, focused, window)]
    for scheme in SCHEMES[1:] if fresh else ():
        stage.restyle(scheme)
        for widget in fresh:
            for focused in _through(widget, window):
                if focused.key in new:
                    found += [f"{scheme}: {fault}" for fault in _look(widget, focused, window)]
    rings.looked += len(new)
    window.setFocus()
    return found if writing or only else [*found, *_missed(window, reached)]


def _open_stops(window: QWidget) -> list[QWidget]:
    """While the keyboard lies over a page, only its keys: it goes when the focus does."""
    keyboard = keyboard_over(window)
    return [stop for stop in stops(window) if keyboard is None or keyboard.isAncestorOf(stop)]


def _missed(window: QWidget, reached: set[QWidget]) -> Iterator[str]:
    """What assistive technology can give the focus to, and a key cannot."""
    for node in nodes(window):
        if not node.focusable or "disabled" in node.states or node.role == "ScrollBar":
            continue
        at = node
        while at.parent is not None and not isinstance(at.interface.object(), QWidget):
            at = at.parent
        if at.interface.object() not in reached:
            yield f"{node.role} {node.name[:40]!r} never has a ring"


def _through(widget: QWidget, window: QWidget) -> Iterator[Focused]:
    """All that can have the ring while a widget has the focus."""
    if widget.hasFocus() and keyboard_over(window) is None:
        # It comes to it anew: to its first part, and into view.
        window.setFocus()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    name = widget.objectName()
    if isinstance(widget, QTabBar):
        for i in range(widget.count()):
            box = widget.box(i) if hasattr(widget, "box") else widget.tabRect(i)
            yield _focused(f"{name}[{i}]", widget, window, [box], (i == widget.currentIndex(), widget.isTabEnabled(i)))
            if i + 1 < widget.count():
                widget.focusNextPrevChild(True)  # type: ignore[attr-defined]
    elif isinstance(widget, GridView):
        yield from _through_grid(widget, window)
    elif isinstance(widget, Term):
        inner = [tuple(round(v) for v in r.translated(widget.pos()).getRect()) for r in widget.word_rects]
        state = (*inner, widget.parentWidget().size().toTuple())
        yield _focused(name, widget, window, [r.toAlignedRect() for r in widget.rings()], state)
    elif isinstance(widget, QLineEdit):
        holder = widget.parentWidget()
        yield _focused(name, holder, window, [holder.rect()], ())
    else:
        assert isinstance(widget, QAbstractButton), name
        state = (widget.isChecked(), getattr(widget, "opened", False), widget.isEnabled(), widget.text())
        yield _focused(name, widget, window, [widget.rect()], state)


def _through_grid(view: GridView, window: QWidget) -> Iterator[Focused]:
    """Each row, then each cell of the first row that is in view."""
    model, view_ = view.model(), view.viewport()

    def now(by_cell: bool) -> Focused:
        at = view.currentIndex()
        shape, top = view.shape_of(at.row())
        boxes: list[QRectF] = [shape.box, *([shape.cells[at.column()]] if by_cell else [])]
        rects = [box.translated(0, top).toAlignedRect() for box in boxes]
        state = (by_cell, at.column() if by_cell else 0)
        return _focused(f"row {at.row()}", view_, window, rects, state)

    columns = model.columnCount()
    view.setCurrentIndex(model.index(0, 0))
    view.scrollTo(view.currentIndex())
    for column in range(columns if view.currentIndex().isValid() else 0):
        if column:
            # By itself: a kiosk is deaf to the last key for a moment after a wipe.
            view.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier))
        yield now(column > 0)
        view.setFocus(Qt.FocusReason.TabFocusReason)
        view.setCurrentIndex(model.index(0, column))
    for row in range(1, model.rowCount()):
        view.setFocus(Qt.FocusReason.TabFocusReason)
        view.setCurrentIndex(model.index(row, 0))
        view.scrollTo(view.currentIndex())
        yield now(False)


def _focused(who: str, widget: QWidget, window: QWidget, boxes: list[QRect], state: tuple[object, ...]) -> Focused:
    origin = widget.mapTo(window, QPoint())
    places = tuple(box.translated(origin) for box in boxes)
    return Focused(who, places, (who, tuple(box.size().toTuple() for box in boxes), state))


def _look(widget: QWidget, focused: Focused, window: QWidget) -> Iterator[str]:
    look = window.look  # type: ignore[attr-defined]
    grow = look.em(OUTSIDE_EM)
    seen = _view(widget, window)
    # That of a word is near that of its next line, and that of a cell within its row's.
    grows = [0 if isinstance(widget, Term) or at else grow for at in range(len(focused.places))]
    whole = [
        place.adjusted(-by, -by, by, by).intersected(window.rect())
        for place, by in zip(focused.places, grows, strict=True)
    ]
    lit = [_shot(window, rect) for rect in whole]
    if isinstance(widget, Ringed):
        # As after a touch. Where the focus went away, the keyboard would go as well, and the place in the grid.
        widget._by_keys = False
        plain = [_shot(window, rect) for rect in whole]
        widget._by_keys = True
    else:
        widget.clearFocus()
        plain = [_shot(window, rect) for rect in whole]
        widget.setFocus(Qt.FocusReason.TabFocusReason)
    for place, rect, one, other in zip(focused.places, whole, lit, plain, strict=True):
        wrong = _Measure(one, other, place.translated(-rect.topLeft()), look).fault(
            seen.translated(-rect.topLeft()), tall=place.height() + 2 * grow > seen.height()
        )
        if wrong:
            yield f"the ring of {focused.who} {place.getRect()} {wrong}"


def _view(widget: QWidget, window: QWidget) -> QRect:
    """What a scroll area around a widget, or the window, shows."""
    at: QWidget | None = widget
    seen = window.rect()
    while at is not None and at is not window:
        parent = at.parentWidget()
        if isinstance(at, QAbstractScrollArea):
            view = at.viewport()
            seen = seen.intersected(QRect(view.mapTo(window, QPoint()), view.size()))
        at = parent
    return seen


def _shot(window: QWidget, rect: QRect) -> QImage:
    image = QImage(rect.size(), QImage.Format.Format_RGB32)
    image.fill(0xFFFF00FF)
    window.render(image, QPoint(), QRegion(rect))
    return image


Line = tuple[int, int, bool, bool]


@lru_cache(maxsize=100_000)
def _apart(one: int, other: int) -> bool:
    return contrast(one & 0xFFFFFF, other & 0xFFFFFF) >= LEAST_RATIO


class _Measure:
    """Looks for the ring from all four sides, a line of pixels after another."""

    def __init__(self, lit: QImage, plain: QImage, place: QRect, look: object) -> None:
        self.width, self.height = lit.width(), lit.height()
        self.place = place
        self.lit, self.plain = (memoryview(bytes(image.constBits())).cast("I") for image in (lit, plain))
        self.beside = look.em(INSIDE_EM) + look.em(OUTSIDE_EM)  # type: ignore[attr-defined]
        self.deep = self.beside + look.em(ROUND_EM)  # type: ignore[attr-defined]

    def fault(self, seen: QRect, *, tall: bool) -> str:
        """What is wrong, in words; nothing for a good ring. `tall` may be cut off where the view ends."""

        if not tall and not seen.contains(self.place):
            return f"is out of view: {seen.getRect()}"
        w, h = self.width, self.height
        long, far = min(self.deep + self.beside, w), min(self.deep + self.beside, h)
        across, down = min(self.deep, w // 2), min(self.deep, h // 2)
        # Of a long side some lines tell of all.
        high, wide = range(0, h, max(1, h // LINES)), range(0, w, max(1, w // LINES))
        left = {y: self._line(slice(y * w, y * w + long), across) for y in high}
        right = {y: self._line(slice(y * w + w - long, y * w + w), across, back=True) for y in high}
        top = {x: self._line(slice(x, x + far * w, w), down) for x in wide}
        bottom = {x: self._line(slice(x + (h - far) * w, None, w), down, back=True) for x in wide}
        first_left, first_right, first_top, first_bottom = (
            min((at for at, *_ in side.values() if 0 <= at <= self.beside), default=-1)
            for side in (left, right, top, bottom)
        )
        cut_top, cut_bottom = tall and self.place.top() < seen.top(), tall and self.place.bottom() > seen.bottom()
        ends = first_left, first_right, 0 if cut_top else first_top, 0 if cut_bottom else first_bottom
        if min(ends) < 0:
            return "is not all round"
        ys = range(
            max(0, seen.top()) if cut_top else first_top,
            min(h, seen.bottom() + 1) if cut_bottom else h - first_bottom,
        )
        xs = range(first_left, w - first_right)
        lines = [line for side in (left, right) for y, line in side.items() if y in ys]
        lines += [line for x, line in top.items() if x in xs and not cut_top]
        lines += [line for x, line in bottom.items() if x in xs and not cut_bottom]
        # A line of pixels may run along the ring, where it turns.
        along = 2 * median(run for _, run, _, _ in lines)
        runs = [(run, outside and (inside or run > along)) for _, run, outside, inside in lines]
        if sum(run >= LEAST_PX and beside for run, beside in runs) >= LEAST_SHARE * len(runs):
            return ""
        none = sum(run == 0 for run, _ in runs) / len(runs)
        thin = sum(0 < run < LEAST_PX for run, _ in runs) / len(runs)
        faint = sum(run >= LEAST_PX and not beside for run, beside in runs) / len(runs)
        return f"is missing on {none:.0%}, thin on {thin:.0%}, on too near a colour on {faint:.0%} of its way"

    def _line(self, line: slice, deep: int, *, back: bool = False) -> Line:
        lit, plain = self.lit[line], self.plain[line]
        return (
            _line(lit[::-1].tobytes(), plain[::-1].tobytes(), deep)
            if back
            else _line(lit.tobytes(), plain.tobytes(), deep)
        )


@lru_cache(maxsize=20_000)
def _line(lit_bytes: bytes, plain_bytes: bytes, deep: int) -> Line:
    """A line of pixels from outside to inside, as most beside it are.

    Where the ring begins, how many pixels are apart from before, whether its ground is seen at either side.
    """
    lit, plain = memoryview(lit_bytes).cast("I"), memoryview(plain_bytes).cast("I")
    at = next((i for i in range(deep) if lit[i] != plain[i] and _apart(lit[i], plain[i])), -1)
    if at < 0:
        return -1, 0, False, False
    end = next((i for i in range(at, len(lit)) if lit[i] == plain[i] or not _apart(lit[i], plain[i])), len(lit))
    colour = lit[(at + end) // 2]
    outside = at < BESIDE_PX or any(_apart(colour, c) for c in lit[at - BESIDE_PX : at])
    return at, end - at, outside, any(_apart(colour, c) for c in lit[end : end + BESIDE_PX])
