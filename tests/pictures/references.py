"""The chosen pictures: small, of few colours, compared with room for anti-aliasing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from data.library import Pack
from tests.pictures.stage import MONITORS, Monitor, Scene, Stage, scenes

FOLDER = Path(__file__).parent / "references"
WIDTH = 600
STRAY = 40
"""A shade may differ by so much of 255."""
SHARE = 0.004
"""So much of a picture may differ by more."""
_WIDE, _TALL, _LAPTOP = MONITORS
CHOSEN: tuple[tuple[Monitor, str, str, tuple[str, ...]], ...] = (
    (_WIDE, "default", "default", ()),
    (_TALL, "large", "default", ("start", "option-1", "compare-short", "compare-full", "matters", "sheet", "about")),
    (_LAPTOP, "small", "high-dark", ("start", "option-2", "compare-open", "compare-searched", "matters", "strip-over")),
    (_LAPTOP, "default", "high-light", ("start-chosen", "option-3", "compare-searched", "matters", "sheet")),
    (_WIDE, "small", "soft", ("start", "option-1", "compare-short", "compare-open", "matters", "sheet")),
    (_TALL, "largest", "high-dark", ("start", "option-open", "compare-short", "matters", "strip-size")),
)


def small(image: QImage) -> QImage:
    """As a reference is kept: 600 wide, 4 bits a colour."""
    smaller = image.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation)
    return smaller.convertToFormat(QImage.Format.Format_RGB444).convertToFormat(QImage.Format.Format_RGB888)


def chosen(pack: Pack, which: int) -> Iterator[tuple[str, Scene, Stage]]:
    """Plays the scenes of a group one by one; the name of the picture, the scene, the stage."""
    monitor, size, scheme, names = CHOSEN[which]
    stage = Stage(pack, monitor)
    try:
        for scene in scenes(pack):
            if not names or scene.name in names:
                stage.play(scene, size=size, scheme=scheme)
                yield f"{scene.name}-{monitor.name}-{size}-{scheme}", scene, stage
    finally:
        stage.close()


def different(one: QImage, other: QImage) -> float:
    """The share of pixels that differ by more than a soft edge."""
    if one.size() != other.size():
        return 1.0
    # Bits are gone when their image is, so both have names.
    greys = [image.convertToFormat(QImage.Format.Format_Grayscale8) for image in (one, other)]
    a, b = (bytes(grey.constBits()) for grey in greys)
    return sum(abs(x - y) > STRAY for x, y in zip(a, b, strict=True)) / len(a) if a != b else 0.0


def beside(one: QImage, other: QImage) -> QImage:
    """What was expected, what came, and where they differ, from left to right."""
    width, height = one.width(), max(one.height(), other.height())
    sheet = QImage(3 * width, height, QImage.Format.Format_RGB888)
    sheet.fill(Qt.GlobalColor.white)
    from PySide6.QtGui import QPainter

    painter = QPainter(sheet)
    painter.drawImage(0, 0, one)
    painter.drawImage(width, 0, other)
    painter.drawImage(2 * width, 0, one)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(2 * width, 0, other)
    painter.end()
    return sheet
