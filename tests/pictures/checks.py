"""What must hold of every screen, whatever stands on it. Each check returns what is wrong, in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter, QRegion
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QWidget,
)

from gui.screens.frame import Frame
from gui.widgets.grid import GridView
from gui.widgets.keyboard import Keyboard
from gui.widgets.prose import Prose
from tests.pictures.recorder import Written, record, record_painting
from tests.theme.colour import contrast

BANDS = {"default": (10.0, 21.0), "high-dark": (20.0, 21.0), "high-light": (20.0, 21.0), "soft": (4.5, 8.0)}
TOUCH_MM, GAP_MM, INSET_MM = 12.7, 2.5, 1.25
SLACK = 1.5
"""Pixels by which a glyph may stand over an edge: anti-aliasing, and letters that reach left of their origin."""
SOLID = 8
"""A grey block as wide, and three rows high, is no anti-aliasing."""
GROUND_SHARE, INK_SHARE = 0.08, 0.004
SMALL = 18
"""Below this many pixels, the soft edges of letters are as large as the letters."""


@dataclass(slots=True)
class Measured:
    """The extremes of what was checked."""

    texts: int = 0
    nodes: int = 0
    """What can be focused."""
    contrast: dict[str, tuple[float, float]] = field(default_factory=dict)
    areas: int = 0
    least_area_mm: float = 999.0
    """The smaller side of the smallest touch area, apart from words in running text."""
    least_met_mm: float = 999.0
    """The same where areas meet and each gives up its part of the gap."""
    least_gap_mm: float = 999.0
    words: int = 0
    least_word_mm: float = 999.0
    capitals_mm: set[float] = field(default_factory=set)

    def see(self, scheme: str, ratio: float) -> None:
        self.texts += 1
        low, high = self.contrast.get(scheme, (99.0, 0.0))
        self.contrast[scheme] = (min(low, ratio), max(high, ratio))


# --- text


@lru_cache(maxsize=20_000)
def _tight(text: str, family: str, pixels: int, bold: bool) -> tuple[float, float, float, float]:
    font = QFont(family)
    font.setPixelSize(pixels)
    font.setBold(bold)
    rect = QFontMetricsF(font).tightBoundingRect(text)
    return rect.x(), rect.y(), rect.width(), rect.height()


def glyphs(written: Written) -> QRectF:
    """Where the letters themselves stand."""
    text = written.text
    lead = len(text) - len(text.lstrip())
    x, y, width, height = _tight(text[lead:].rstrip(), written.family, written.pixels, written.bold)
    if lead:
        x += _advance(text[:lead], written.family, written.pixels, written.bold)
    return QRectF(written.rect.left() + x, written.baseline + y, width, height)


@lru_cache(maxsize=2_000)
def _advance(text: str, family: str, pixels: int, bold: bool) -> float:
    font = QFont(family)
    font.setPixelSize(pixels)
    font.setBold(bold)
    return QFontMetricsF(font).horizontalAdvance(text)


def _inside(inner: QRectF, outer: QRectF) -> bool:
    return outer.adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(inner)


def _who(widget: QWidget | None) -> str:
    if widget is None:
        return "?"
    names: list[str] = []
    at: QWidget | None = widget
    while at is not None and len(names) < 3:
        names.append(at.objectName() or type(at).__name__)
        at = at.parentWidget()
    return "<".join(names)


def _at(rect: QRectF | QRect) -> str:
    return f"({rect.x():.0f}, {rect.y():.0f}, {rect.width():.0f} × {rect.height():.0f})"


def _own(widget: QWidget) -> str:
    """All the words a widget has."""
    parts = [str(getattr(widget, "text", str)() or "") if isinstance(widget, QAbstractButton | QLabel) else ""]
    if isinstance(widget, QLineEdit):
        parts += [widget.text(), widget.placeholderText()]
    if isinstance(widget, QTabBar):
        parts += [widget.tabText(i) for i in range(widget.count())]
    return " ".join([*parts, widget.accessibleName()])


def _held(written: Written, base: QWidget) -> str | None:
    """What cuts the letters off, other than being scrolled: the widget itself or one around it."""
    assert written.widget is not None
    widget, rect = written.widget, glyphs(written)
    at: QWidget | None = widget
    while at is not None:
        frame = QRectF(at.rect()).translated(at.mapTo(base, QPoint()).toPointF() if at is not base else QPoint())
        area = at.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is at:
            # Scrolled up or down is fine, cut at the sides is not.
            frame.setTop(-1e6)
            frame.setBottom(1e6)
            if not _inside(rect, frame):
                return _who(at)
            return None
        if not _inside(rect, frame):
            return _who(at)
        if at is base:
            return None
        at = at.parentWidget()
    return None


def _halved(written: Written, frame: Frame) -> str | None:
    """Letters of which the edge of what scrolls shows a part."""
    at: QWidget | None = written.widget
    while at is not None:
        area = at.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is at:
            rect, top = glyphs(written), at.mapTo(frame, QPoint()).y()
            for edge in (top, top + at.height()):
                if rect.top() + SLACK < edge < rect.bottom() - SLACK:
                    return f"{written.text!r} {_at(rect)} of {_who(written.widget)} is cut through at {edge}"
            return None
        at = area
    return None


def text_faults(frame: Frame) -> list[str]:
    """Letters that are cut off, left out, or stand over one another."""
    found: list[str] = []
    groups: list[tuple[QWidget, list[Written]]] = []
    areas = [a for a in frame.findChildren(QScrollArea) if a.isVisible() and a.widget() is not None]
    contents = [area.widget() for area in areas]
    whole = record(frame)
    found += [fault for item in whole if (fault := _halved(item, frame))]
    outside = [w for w in whole if w.widget is not None and not any(c.isAncestorOf(w.widget) for c in contents)]
    outside = [w for w in outside if not isinstance(_view_of(w.widget), QAbstractItemView)]
    keyboard = keyboard_over(frame)
    keys = [w for w in outside if keyboard is not None and w.widget is not None and keyboard.isAncestorOf(w.widget)]
    groups.append((frame, [w for w in outside if w not in keys]))
    groups.append((frame, keys))
    groups += [(content, record(content)) for content in contents]
    for base, written in groups:
        rects = []
        for item in written:
            if item.widget is None:
                continue
            cutter = _held(item, base)
            if cutter is not None:
                found.append(f"{item.text!r} {_at(glyphs(item))} of {_who(item.widget)} is cut off by {cutter}")
            if "…" in item.text and "…" not in _own(item.widget):
                found.append(f"{item.text!r} is shortened")
            rects.append((glyphs(item), item))
        found += _collisions(rects)
    for prose in frame.findChildren(Prose):
        if prose.isVisible() and prose.text():
            needed = prose.heightForWidth(prose.width())
            if prose.height() < needed - 1:
                found.append(f"{_who(prose)} {prose.text()[:40]!r} has {prose.height()} of {needed} pixels")
    for view in frame.findChildren(GridView):
        if view.isVisible():
            found += _grid_faults(view)
    return found


def _view_of(widget: QWidget | None) -> QWidget | None:
    return widget.parentWidget() if widget is not None else None


def _collisions(rects: Sequence[tuple[QRectF, Written]]) -> Iterator[str]:
    ordered = sorted(rects, key=_top)
    for i, (rect, item) in enumerate(ordered):
        for other_rect, other in ordered[i + 1 :]:
            if other_rect.top() >= rect.bottom():
                break
            both = rect.intersected(other_rect)
            # Neighbours on one line may reach under one another, as letters do.
            room = 0.15 * item.pixels if item.baseline == other.baseline else 0.0
            if both.width() > SLACK + room and both.height() > SLACK and not _same(item, other):
                yield f"{item.text!r} of {_who(item.widget)} stands over {other.text!r} of {_who(other.widget)}"


def _top(pair: tuple[QRectF, Written]) -> float:
    return pair[0].top()


def _same(one: Written, other: Written) -> bool:
    """Painted twice at the same place: a found word, turned around."""
    return one.text == other.text and one.rect == other.rect


def _grid_faults(view: GridView) -> list[str]:
    found: list[str] = []
    width = view.viewport().width()
    for row in range(view.model().rowCount()):
        shape, _ = view.shape_of(row)

        def paint(painter: QPainter, shape: object = shape) -> None:
            shape.paint(painter, view.look)  # type: ignore[attr-defined]

        rects = []
        for item in record_painting(paint):
            rect = glyphs(item)
            rects.append((rect, item))
            if not _inside(rect, QRectF(0, 0, width, shape.height)):
                found.append(f"row {row}: {item.text!r} {_at(rect)} leaves {width} × {shape.height}")
            for cell in shape.cells:
                if cell.intersects(rect) and not _inside(rect, cell):
                    found.append(f"row {row}: {item.text!r} {_at(rect)} leaves its cell {_at(cell)}")
        found += [f"row {row}: {words}" for words in _collisions(rects)]
    return found


# --- boxes


def frame_faults(frame: Frame, width: int, height: int) -> list[str]:
    """A window that grew, anything that scrolls sideways, siblings that stand over one another."""
    found = []
    if (frame.width(), frame.height()) != (width, height):
        found.append(f"the window is {frame.width()} × {frame.height()}")
    for area in frame.findChildren(QAbstractScrollArea):
        if not area.isVisible():
            continue
        if area.horizontalScrollBar().maximum() > 0:
            found.append(f"{_who(area)} scrolls sideways by {area.horizontalScrollBar().maximum()}")
        if isinstance(area, QScrollArea) and area.widget().width() > area.viewport().width():
            found.append(f"what {_who(area)} shows is {area.widget().width()} wide of {area.viewport().width()}")
        if area.verticalScrollBar().maximum() > 0 and not _more(area):
            found.append(f"{_who(area)} has more below and no button for it")
    for parent in [frame, *frame.findChildren(QWidget)]:
        if not parent.isVisible() or isinstance(parent, QAbstractScrollArea | Prose):
            continue
        children = [c for c in parent.children() if isinstance(c, QWidget) and c.isVisible() and not c.isWindow()]
        for i, one in enumerate(children):
            for other in children[i + 1 :]:
                both = one.geometry().intersected(other.geometry())
                if isinstance(one, Keyboard) or isinstance(other, Keyboard):
                    # It lies over the page on purpose.
                    continue
                if both.width() > 1 and both.height() > 1:
                    found.append(f"{_who(one)} {_at(one.geometry())} over {_who(other)} {_at(other.geometry())}")
    return found


def _more(area: QAbstractScrollArea) -> bool:
    holder = area.parentWidget()
    more = getattr(holder, "more", None)
    return isinstance(more, QAbstractButton) and more.isVisible()


# --- what can be touched


@dataclass(frozen=True, slots=True)
class Area:
    """Where a touch acts, in pixels of the window; `whole` is its size before anything cuts it off."""

    name: str
    rect: QRect
    whole: QRect
    word: bool = False
    """A glossary word in running text."""


def areas(frame: Frame) -> list[Area]:
    """All that acts when touched and can be seen. Scroll bars are left out: a swipe and More do the same."""
    found = []
    keyboard = keyboard_over(frame)
    for widget in frame.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, QScrollBar):
            continue
        if isinstance(widget, QTabBar):
            boxes = [widget.touch_area(i) for i in range(widget.count())]  # type: ignore[attr-defined]
            found += [_area(f"{widget.objectName()}[{i}]", widget, box, frame, keyboard) for i, box in enumerate(boxes)]
        elif isinstance(widget, GridView):
            found += list(_rows(widget, frame, keyboard))
        elif isinstance(widget, QAbstractButton) and isinstance(widget.parentWidget(), Prose):
            region = widget.mask() if not widget.mask().isEmpty() else None
            parts = list(region) if region is not None else [widget.rect()]  # type: ignore[call-overload]
            found += [_area(widget.objectName(), widget, part, frame, keyboard, word=True) for part in parts]
        elif isinstance(widget, QAbstractButton | QLineEdit) and widget.isEnabled():
            found.append(_area(widget.objectName() or type(widget).__name__, widget, widget.rect(), frame, keyboard))
    return [area for area in found if area.rect.width() > 2 and area.rect.height() > 2]


def _area(
    name: str, widget: QWidget, rect: QRect, frame: Frame, keyboard: Keyboard | None, *, word: bool = False
) -> Area:
    whole = QRect(widget.mapTo(frame, rect.topLeft()), rect.size())
    return Area(name, seen(whole, widget, frame, keyboard), whole, word)


def keyboard_over(frame: QWidget) -> Keyboard | None:
    """The keyboard, where it lies over the page."""
    keyboard = frame.findChild(Keyboard)
    return keyboard if isinstance(keyboard, Keyboard) and keyboard.isVisible() else None


def seen(rect: QRect, widget: QWidget, frame: Frame, keyboard: Keyboard | None = None) -> QRect:
    """The part of a rectangle, in pixels of the window, that nothing around the widget or over it cuts off."""
    at: QWidget | None = widget
    while at is not None:
        rect = rect.intersected(QRect(at.mapTo(frame, QPoint()), at.size()))
        at = at.parentWidget() if at is not frame else None
    if keyboard is not None and keyboard is not widget and not keyboard.isAncestorOf(widget):
        over = QRect(keyboard.mapTo(frame, QPoint()), keyboard.size())
        rect = QRegion(rect).subtracted(QRegion(over)).boundingRect()
    return rect


def _rows(view: GridView, frame: Frame, keyboard: Keyboard | None) -> Iterator[Area]:
    for row in range(view.model().rowCount()):
        shape, top = view.shape_of(row)
        rect = shape.press.translated(0, top).toRect()
        if rect.intersects(view.viewport().rect()):
            yield _area(f"row[{row}]", view.viewport(), rect, frame, keyboard)


def touch_faults(frame: Frame, measured: Measured) -> list[str]:
    """Areas too small or too near to one another.

    An area is where a touch acts, so what tabs and rows give up to their neighbours is no part of it. Words in running
    text may be as low as their line; they never stand over one another.
    """
    mm = frame.look.px_per_mm
    found = []
    shown = areas(frame)
    for i, one in enumerate(shown):
        give = {"left": 0.0, "right": 0.0, "top": 0.0, "bottom": 0.0}
        for j, other in enumerate(shown):
            if i == j or other.rect.isEmpty():
                continue
            across = min(one.rect.right(), other.rect.right()) - max(one.rect.left(), other.rect.left()) + 1
            down = min(one.rect.bottom(), other.rect.bottom()) - max(one.rect.top(), other.rect.top()) + 1
            if across > 1 and down > 1:
                if i < j:
                    found.append(f"{one.name} {_at(one.rect)} and {other.name} {_at(other.rect)} share a touch area")
                continue
            if one.word or other.word or (across <= 0 and down <= 0):
                continue
            gap = -(down if across > 0 else across) / mm
            measured.least_gap_mm = min(measured.least_gap_mm, max(0.0, gap))
            if gap >= GAP_MM - 0.01:
                continue
            if i < j:
                found.append(f"{one.name} and {other.name} are {max(0.0, gap):.2f} mm apart")
            if across > 0:
                side = "top" if other.rect.top() < one.rect.top() else "bottom"
            else:
                side = "left" if other.rect.left() < one.rect.left() else "right"
            give[side] = max(give[side], min(INSET_MM, (GAP_MM - max(0.0, gap)) / 2))
        width, height = one.whole.width() / mm, one.whole.height() / mm
        if one.word:
            measured.words += 1
            measured.least_word_mm = min(measured.least_word_mm, width, height)
            continue
        measured.areas += 1
        measured.least_area_mm = min(measured.least_area_mm, width, height)
        if min(width, height) < TOUCH_MM - 0.01:
            found.append(f"{one.name} is {width:.1f} × {height:.1f} mm")
        left_w = width - give["left"] - give["right"]
        left_h = height - give["top"] - give["bottom"]
        measured.least_met_mm = min(measured.least_met_mm, left_w, left_h)
        if min(left_w, left_h) < TOUCH_MM - 0.01:
            found.append(f"{one.name} is left with {left_w:.1f} × {left_h:.1f} mm beside its neighbours")
    return found


# --- pixels


def pixels(image: QImage, rect: QRect) -> Counter[int]:
    """How often each colour (0xrrggbb) stands in a part of an image."""
    part = image.copy(rect.intersected(image.rect()))
    # Its bits are gone when it is, so it has a name.
    return _counted(bytes(part.constBits()))


@lru_cache(maxsize=1_000)
def _counted(data: bytes) -> Counter[int]:
    """Tabs and tools are the same on many screens."""
    return Counter(memoryview(data).cast("I"))


def contrast_faults(frame: Frame, image: QImage, scheme: str, measured: Measured) -> list[str]:
    """Text that is too near to its ground, or further than it may be; by the pixels in its rectangle."""
    low, high = BANDS[scheme]
    found = []
    keyboard = keyboard_over(frame)
    written = record(frame)
    for at, item in enumerate(written):
        if item.widget is None:
            continue
        rect = glyphs(item).toAlignedRect()
        again = [other for other in written[at + 1 :] if _same(item, other) and other.clip is not None]
        if item.clip is not None and any(_same(item, other) for other in written[:at]):
            rect = rect.intersected(item.clip.toAlignedRect())
        one = len(item.text.strip()) == 1 or sum(c.isalnum() for c in item.text) == 1
        if one or not any(c.isalnum() for c in item.text):
            # A dash, or a letter like i, fills its rectangle: its ground is around it.
            margin = 1 if any(c.isalnum() for c in item.text) else 2
            rect.adjust(-margin, -margin, margin, margin)
        part = seen(rect, item.widget, frame, keyboard)
        if part.height() < rect.height() * 0.7 or part.width() < rect.width() * 0.5 or part.width() < 3:
            continue
        counts = pixels(image, part)
        for other in again:
            # There stands what was painted over it, which is looked at by itself.
            over = part.intersected((other.clip or QRectF()).toAlignedRect())
            counts = counts - pixels(image, over) if not over.isEmpty() else counts
        total = sum(counts.values())
        if not total:
            continue
        solid = [(colour & 0xFFFFFF, n) for colour, n in counts.most_common(6)]
        # The soft edge of a mark around a letter may be as large as its ground, but never further from the letter.
        around = [c for c, n in solid if n >= total * GROUND_SHARE]
        ground_around = max(around or [solid[0][0]], key=lambda c: contrast(c, item.colour))
        ink = item.colour
        if item.opacity < 1 or counts.get(0xFF000000 | ink, 0) < total * INK_SHARE:
            # Not what was asked for: what is there then is what counts.
            ink = solid[1][0] if len(solid) > 1 else solid[0][0]
            if one:
                # The slanting strokes of one letter may have no pixel to themselves: the strongest is nearest to them.
                ink = max((c & 0xFFFFFF for c in counts), key=lambda c: contrast(c, ground_around))
        grounds = [ground_around if one else solid[0][0] if solid[0][0] != ink else solid[1][0]]
        if item.pixels >= SMALL and not one:
            # What else is large in there is a ground too, as behind a found word; of small letters it is their edge.
            grounds = [c for c, n in solid if n >= total * GROUND_SHARE and _apart(c, ink)] or grounds
        for ground in grounds:
            ratio = contrast(ink, ground)
            measured.see(scheme, ratio)
            if not low <= ratio <= high + 0.005:
                found.append(f"{item.text!r} of {_who(item.widget)}: #{ink:06x} on #{ground:06x} is {ratio:.2f}")
    return found


def _apart(one: int, other: int) -> bool:
    return sum(abs(((one >> s) & 255) - ((other >> s) & 255)) for s in (0, 8, 16)) > 24


_GREYS = re.compile(rb"([\x01-\xfe])\1{%d,}" % (SOLID - 1))


def black_and_white_faults(image: QImage) -> list[str]:
    """Colours, and greys that are more than the soft edge of a line or letter."""
    data = bytes(image.constBits())
    blue = data[0::4]
    if not image.allGray():
        tinted = Counter(memoryview(data).cast("I"))
        colours = [c & 0xFFFFFF for c in tinted if not (c & 255) == (c >> 8 & 255) == (c >> 16 & 255)]
        return [f"#{c:06x} is neither black nor white" for c in colours[:3]]
    width, found = image.width(), []
    for match in _GREYS.finditer(blue):
        start, end = match.span()
        if start % width > end % width:
            continue
        run = blue[start:end]
        if blue[start + width : end + width] == run and blue[start + 2 * width : end + 2 * width] == run:
            found.append(f"a grey block of {run[0]} at ({start % width}, {start // width})")
            if len(found) > 2:
                break
    return found


def sizes_seen(frame: Frame) -> set[int]:
    """Pixel sizes of all the text that shows, but for the letters within the marks of options."""
    return {item.pixels for item in record(frame) if not (len(item.text) == 1 and item.bold)}


def capital_mm(frame: Frame) -> float:
    return QFontMetricsF(frame.look.font()).capHeight() / frame.look.px_per_mm
