"""How everything looks just now: scheme, text size in real millimetres, fonts, tinted icons and drawings."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QFontMetricsF,
    QIcon,
    QPagedPaintDevice,
    QPainter,
    QPalette,
    QPicture,
    QPixmap,
    QScreen,
)
from PySide6.QtSvg import QSvgRenderer

from gui.theme.tokens import OptionColours, Scheme, Tokens

MM_PER_INCH = 25.4
LIKELY_DPI = (40.0, 500.0)
"""A screen that reports a density outside of this is not believed."""
FALLBACK_DPI = 96.0
_TINT = re.compile(r"<[a-z]+ [^>]*class=\"tint\"[^>]*/>")


@dataclass
class Hand:
    """Whether somebody is touching just now; the same for all looks of a window."""

    touching: bool = False


WIDTHS_KEPT = 4000
"""Texts whose width a font remembers, by their hash, so that no word of a visit is kept."""


class _Widths:
    """Mixed into the metrics of a font: layouts ask for the width of the same few texts many times over."""

    def __init__(self, font: QFont) -> None:
        super().__init__(font)  # type: ignore[call-arg]
        self._widths: dict[int, Any] = {}

    def horizontalAdvance(self, text: str) -> Any:
        key = hash(text)
        width = self._widths.get(key)
        if width is None:
            if len(self._widths) >= WIDTHS_KEPT:
                self._widths.clear()
            width = self._widths[key] = super().horizontalAdvance(text)  # type: ignore[misc]
        return width


class Metrics(_Widths, QFontMetrics):  # type: ignore[misc]
    """In whole pixels."""


class FineMetrics(_Widths, QFontMetricsF):  # type: ignore[misc]
    """In parts of pixels."""


class Look(QObject):
    """The look of all widgets. They read it while painting and measuring, and start again on `changed`.

    `recoloured` says that the colours differ, alone where nothing else does: then all is painted again, and nothing is
    measured but the answers that show colours.
    """

    changed = Signal()
    recoloured = Signal()

    def __init__(self, tokens: Tokens, *, scheme: str = "default", size: str = "default", px_per_mm: float) -> None:
        super().__init__()
        self._pages: list[PageLook] = []
        self.tokens = tokens
        self._scheme, self._size, self._px_per_mm = scheme, size, px_per_mm
        self._drawings: dict[tuple[str, str, str, str], QSvgRenderer] = {}
        self._icons: dict[tuple[str, str, int, float], QPixmap] = {}
        self._drawn: dict[tuple[str, str, str, str, int, int, float], QPixmap] = {}
        self._fonts: dict[tuple[str, bool], QFont] = {}
        self._metrics: dict[tuple[str, bool], tuple[Metrics, FineMetrics]] = {}
        self._colours: dict[str, QColor] = {}
        self.family = load_fonts()
        self._em = self._measure()
        self._hand = Hand()

    def page(self) -> PageLook:
        """The same look for widgets that are out of view most of the time."""
        page = PageLook(self)
        self._pages.append(page)
        return page

    @property
    def touching(self) -> bool:
        """A finger or mouse is acting now: what gets the focus because of it is seen anyway, and needs no ring."""
        return self._hand.touching

    @touching.setter
    def touching(self, on: bool) -> None:
        self._hand.touching = on

    # --- what it is now

    @property
    def scheme(self) -> Scheme:
        return self.tokens.schemes[self._scheme]

    @property
    def size(self) -> str:
        return self._size

    @property
    def px_per_mm(self) -> float:
        return self._px_per_mm

    @property
    def em_px(self) -> float:
        """One em in device-independent pixels."""
        return self._em

    def em(self, ems: float) -> int:
        """A length in em as whole pixels."""
        return round(ems * self._em)

    def stroke(self, ems: float) -> float:
        """A line's width; never under a pixel."""
        return max(1.0, ems * self._em)

    @property
    def touch(self) -> int:
        """The least width and height of what can be touched, in pixels."""
        return self._touch

    @property
    def gap(self) -> int:
        """The least distance between two touch areas, in pixels."""
        return self._gap

    def colour(self, role: str) -> QColor:
        """A colour of the scheme; whoever changes it takes a copy first."""
        found = self._colours.get(role)
        if found is None:
            found = self._colours[role] = QColor(self.scheme.roles[role])
        return found

    def option(self, index: int) -> OptionColours:
        """The colours of the option at that place; the same again after the fourth."""
        options = self.scheme.options
        return options[index % len(options)]

    def font(self, scale: str = "body", *, bold: bool = False) -> QFont:
        """A font of that size of type; whoever changes it takes a copy first."""
        found = self._fonts.get((scale, bold))
        if found is None:
            found = self._fonts[scale, bold] = self._make_font(scale, bold=bold)
        return found

    def pixels(self, scale: str = "body") -> int:
        """The size of that font in pixels."""
        return max(1, round(self.tokens.scale[scale] * self._em))

    def metrics(self, scale: str = "body", *, bold: bool = False) -> QFontMetrics:
        """Of that font, in whole pixels."""
        if (scale, bold) not in self._metrics:
            font = self.font(scale, bold=bold)
            self._metrics[scale, bold] = Metrics(font), FineMetrics(font)
        return self._metrics[scale, bold][0]

    def fine_metrics(self, scale: str = "body", *, bold: bool = False) -> QFontMetricsF:
        """Of that font, in parts of pixels."""
        self.metrics(scale, bold=bold)
        return self._metrics[scale, bold][1]

    def _make_font(self, scale: str, *, bold: bool) -> QFont:
        font = QFont(self.family)
        font.setPixelSize(self.pixels(scale))
        font.setBold(bold)
        font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    # --- changing it

    def change(self, *, scheme: str | None = None, size: str | None = None, px_per_mm: float | None = None) -> bool:
        """Changes what is given; True if that makes a difference, of which a signal tells."""
        before = self._scheme, self._size, self._px_per_mm
        self._scheme = scheme if scheme is not None else self._scheme
        self._size = size if size is not None else self._size
        self._px_per_mm = px_per_mm if px_per_mm is not None else self._px_per_mm
        if before == (self._scheme, self._size, self._px_per_mm):
            return False
        self._em = self._measure()
        self._icons.clear()
        self._drawn.clear()
        self._colours.clear()
        resized, recoloured = before[1:] != (self._size, self._px_per_mm), before[0] != self._scheme
        if resized:
            self._fonts.clear()
            self._metrics.clear()
        for page in self._pages:
            page.follow(resized=resized, recoloured=recoloured)
        if resized:
            self.changed.emit()
        if recoloured:
            self.recoloured.emit()
        return True

    def _measure(self) -> float:
        low, high = self.tokens.cap_height_mm[self._size]
        self._touch = -int(-self.tokens.touch_mm * self._px_per_mm // 1)
        self._gap = -int(-self.tokens.gap_mm * self._px_per_mm // 1)
        # Whole pixels keep every line on the grid; a third into the band leaves room for that rounding on both sides.
        pixels = self._px_per_mm / self.tokens.cap_height_em
        # Where pixels are coarse, the nearest whole one may lie below the band.
        return float(max(6, round((low + (high - low) * 0.3) * pixels), math.ceil(low * pixels)))

    # --- pictures

    def icon_pixmap(self, name: str, colour: QColor, pixels: int, ratio: float) -> QPixmap:
        """An icon in one colour, `pixels` wide and high, sharp at that device pixel ratio."""
        key = (name, colour.name(), pixels, ratio)
        if key not in self._icons:
            renderer = self._renderer("icons", name, colour.name(), colour.name(), "none")
            self._icons[key] = _pixmap(renderer, QSize(pixels, pixels), ratio)
        return self._icons[key]

    def paint_icon(self, painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
        """Paints an icon; from a kept picture on a screen, as lines on paper."""
        if _must_be_lines(painter):
            self._renderer("icons", name, colour.name(), colour.name(), "none").render(painter, rect)
            return
        ratio = painter.device().devicePixelRatioF()
        pixels = max(1, round(rect.width()))
        # On whole device pixels, or the picture would be blurred.
        at = QPointF(round(rect.x() * ratio) / ratio, round(rect.y() * ratio) / ratio)
        painter.drawPixmap(at, self.icon_pixmap(name, colour, pixels, ratio))

    def paint_drawing(self, painter: QPainter, name: str, rect: QRectF, option: int | None, ground: str) -> None:
        """Paints a drawing in the text colour, its accent in the option's line colour, on a ground role."""
        accent = self.option(option).line if option is not None else self.scheme.roles["control-line"]
        text, paper = self.scheme.roles["text"], self.scheme.roles[ground]
        renderer = self._renderer("drawings", name, text, accent, paper)
        size = QSize(renderer.defaultSize())
        size.scale(rect.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(rect.center())
        if _must_be_lines(painter):
            renderer.render(painter, place)
            return
        ratio = painter.device().devicePixelRatioF()
        # From a whole device pixel, or the picture would be blurred.
        at = QPointF(round(place.x() * ratio) / ratio, round(place.y() * ratio) / ratio)
        key = (name, text, accent, paper, size.width(), size.height(), ratio)
        if key not in self._drawn:
            self._drawn[key] = _pixmap(renderer, size, ratio)
        painter.drawPixmap(at, self._drawn[key])

    def window_icon(self) -> QIcon:
        return QIcon(self.icon_pixmap("marker-b", self.colour("text"), 64, 1.0))

    def _renderer(self, kind: str, name: str, ink: str, accent: str, paper: str) -> QSvgRenderer:
        key = (f"{kind}/{name}", ink, accent, paper)
        if key not in self._drawings:
            svg = files("resources").joinpath(kind, f"{name}.svg").read_text(encoding="utf-8")
            if self.scheme.high:
                svg = _TINT.sub("", svg)
            svg = svg.replace("currentColor", ink).replace("var(--accent)", accent).replace("var(--paper)", paper)
            self._drawings[key] = QSvgRenderer(QByteArray(svg.encode()))
        return self._drawings[key]

    def palette(self) -> QPalette:
        """The roles as a QPalette, for the few widgets that Qt paints itself."""
        roles = {
            QPalette.ColorRole.Window: "background",
            QPalette.ColorRole.Base: "surface",
            QPalette.ColorRole.AlternateBase: "sunk",
            QPalette.ColorRole.Button: "surface",
            QPalette.ColorRole.WindowText: "text",
            QPalette.ColorRole.Text: "text",
            QPalette.ColorRole.ButtonText: "text",
            QPalette.ColorRole.Highlight: "accent",
            QPalette.ColorRole.HighlightedText: "on-accent",
            QPalette.ColorRole.Mid: "control-line",
            QPalette.ColorRole.PlaceholderText: "text-muted",
            QPalette.ColorRole.Link: "text",
        }
        palette = QPalette()
        for role, name in roles.items():
            palette.setColor(role, self.colour(name))
        return palette


_STATE = (
    *("tokens", "_scheme", "_size", "_px_per_mm", "_em", "_touch", "_gap", "family", "_hand"),
    *("_drawings", "_icons", "_drawn", "_fonts", "_metrics", "_colours"),
)
"""What a page has from the look that it follows; what is kept for painting is one and the same."""


class PageLook(Look):
    """What another look is, at once; but its signals wait while the page is out of view, and come as it wakes."""

    def __init__(self, base: Look) -> None:
        QObject.__init__(self, base)
        self._base = base
        self._copy()
        self._awake = True
        self._resized = self._recoloured = False

    def _copy(self) -> None:
        for name in _STATE:
            setattr(self, name, getattr(self._base, name))

    def page(self) -> PageLook:
        return self._base.page()

    def change(self, *, scheme: str | None = None, size: str | None = None, px_per_mm: float | None = None) -> bool:
        return self._base.change(scheme=scheme, size=size, px_per_mm=px_per_mm)

    def follow(self, *, resized: bool, recoloured: bool) -> None:
        """The other one has changed."""
        self._copy()
        self._resized, self._recoloured = self._resized or resized, self._recoloured or recoloured
        if self._awake:
            self.wake()

    def sleep(self) -> None:
        """From now on nothing of the page is seen."""
        self._awake = False

    def wake(self) -> bool:
        """From now on it may be seen; True if it was told of a change that it had slept through."""
        self._awake = True
        resized, recoloured = self._resized, self._recoloured
        self._resized = self._recoloured = False
        if resized:
            self.changed.emit()
        if recoloured:
            self.recoloured.emit()
        return resized or recoloured


def _must_be_lines(painter: QPainter) -> bool:
    """On paper, or enlarged, a picture of pixels would be coarse."""
    return isinstance(painter.device(), QPagedPaintDevice | QPicture) or painter.transform().isScaling()


def _pixmap(renderer: QSvgRenderer, size: QSize, ratio: float) -> QPixmap:
    """A picture of that size, sharp at that device pixel ratio."""
    pixmap = QPixmap(QSize(round(size.width() * ratio), round(size.height() * ratio)))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def load_fonts() -> str:
    """Registers the bundled typeface with Qt and returns its family name. RuntimeError if it cannot be loaded."""
    folder = files("fontpkg_atkinson_hyperlegible").joinpath("files")
    family = ""
    for style in ("Regular", "Bold", "Italic", "BoldItalic"):
        data = folder.joinpath(f"AtkinsonHyperlegible-{style}.ttf").read_bytes()
        number = QFontDatabase.addApplicationFontFromData(QByteArray(data))
        names = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
        if not names:
            raise RuntimeError(f"the bundled typeface could not be loaded ({style})")
        family = names[0]
    return family


def pixels_per_mm(screen: QScreen, told: float | None = None) -> float:
    """Device-independent pixels per millimetre of the real screen.

    `told` is the width of the screen in millimetres from the settings, for screens that lie about their size.
    """
    if told is not None and told > 0:
        return screen.size().width() / told
    dpi = screen.physicalDotsPerInch()
    # A screen that is scaled three times has a third of its dots.
    if not LIKELY_DPI[0] <= dpi * screen.devicePixelRatio() <= LIKELY_DPI[1]:
        dpi = FALLBACK_DPI
    return dpi / MM_PER_INCH
