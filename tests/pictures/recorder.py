"""Sees what is painted as text: every piece with its place, its colour, and the widget that painted it.

A paint engine that takes notes instead of putting pixels, so that what is clipped or off the screen is noted as well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF
from PySide6.QtGui import QFontInfo, QPaintDevice, QPaintEngine, QPaintEngineState, QPainter, QTextItem, QTransform
from PySide6.QtWidgets import QApplication, QWidget


@dataclass(frozen=True, slots=True)
class Written:
    """A run of text on one line: `rect` in pixels of what was recorded, from ascent to descent."""

    text: str
    rect: QRectF
    baseline: float
    colour: int
    """0xrrggbb."""
    opacity: float
    pixels: int
    """Size of the font."""
    bold: bool
    family: str
    widget: QWidget | None
    clip: QRectF | None = None
    """What of it is painted, where the painter was told to keep to a place."""


class _Notes(QPaintEngine):
    """Qt calls these by name; whatever is no text is let go."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.written: list[Written] = []
        self.painting: Callable[[], QWidget | None] = _nobody
        self._transform = QTransform()
        self._colour, self._opacity = 0, 1.0

    def begin(self, _device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:
        self._transform = state.transform()
        self._colour = state.pen().color().rgb() & 0xFFFFFF
        self._opacity = state.opacity()

    def drawTextItem(self, at: QPointF, item: QTextItem) -> None:
        text = item.text()
        if not text.strip():
            return
        font = item.font()
        rect = QRectF(at.x(), at.y() - item.ascent(), item.width(), item.ascent() + item.descent())
        self.written.append(
            Written(
                text,
                self._transform.mapRect(rect),
                self._transform.map(at).y(),
                self._colour,
                self._opacity,
                QFontInfo(font).pixelSize(),
                font.bold(),
                font.family(),
                self.painting(),
                self._clip(),
            )
        )

    def _clip(self) -> QRectF | None:
        painter = self.painter()
        return self._transform.mapRect(painter.clipBoundingRect()) if painter.hasClipping() else None

    def drawPixmap(self, *_: object) -> None: ...
    def drawImage(self, *_: object) -> None: ...
    def drawTiledPixmap(self, *_: object) -> None: ...
    def drawPath(self, *_: object) -> None: ...
    def drawPolygon(self, *_: object) -> None: ...
    def drawRects(self, *_: object) -> None: ...
    def drawLines(self, *_: object) -> None: ...
    def drawEllipse(self, *_: object) -> None: ...
    def drawPoints(self, *_: object) -> None: ...


def _nobody() -> QWidget | None:
    return None


class Recorder(QPaintDevice):
    """A paint device as large as what is to be recorded."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self._width, self._height = width, height
        self.notes = _Notes()

    def paintEngine(self) -> QPaintEngine:
        return self.notes

    def metric(self, wanted: QPaintDevice.PaintDeviceMetric) -> int:
        metric = QPaintDevice.PaintDeviceMetric
        known = {
            metric.PdmWidth: self._width,
            metric.PdmHeight: self._height,
            metric.PdmWidthMM: round(self._width * 25.4 / 96),
            metric.PdmHeightMM: round(self._height * 25.4 / 96),
            metric.PdmNumColors: 2**31 - 1,
            metric.PdmDepth: 32,
            metric.PdmDevicePixelRatio: 1,
            metric.PdmDevicePixelRatioScaled: 0x10000,
        }
        return known.get(wanted, 96)


class _Watch(QObject):
    """Knows which widget was told last to paint."""

    def __init__(self) -> None:
        super().__init__()
        self.last: QWidget | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.last = watched
        return False

    def now(self) -> QWidget | None:
        return self.last


def record(widget: QWidget) -> list[Written]:
    """All the text that a widget and what is in it paint, in pixels of the widget; also what its edges cut off."""
    device, watch = Recorder(widget.width(), widget.height()), _Watch()
    device.notes.painting = watch.now
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(watch)
    painter = QPainter(device)
    try:
        widget.render(painter, QPoint())
    finally:
        painter.end()
        application.removeEventFilter(watch)
    return device.notes.written


def record_painting(paint: Callable[[QPainter], None], width: int = 10_000, height: int = 100_000) -> list[Written]:
    """All the text that a function paints."""
    device = Recorder(width, height)
    painter = QPainter(device)
    try:
        paint(painter)
    finally:
        painter.end()
    return device.notes.written
