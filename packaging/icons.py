"""Renders packaging/icon.svg to the sizes that desktops ask for, and to one Windows .ico.

python packaging/icons.py           write packaging/icons/
python packaging/icons.py --check   exit 1 if what is there differs from the drawing
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).parent
PNG_SIZES = (48, 256)
ICO_SIZES = (16, 24, 32, 48, 64, 256)


def picture(size: int) -> QImage:
    """The drawing, size × size px, on nothing."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(HERE / "icon.svg")).render(painter)
    painter.end()
    return image


def png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):
        raise RuntimeError("PNG could not be written")
    return bytes(buffer.data().data())


def ico(sizes: tuple[int, ...]) -> bytes:
    """The .ico container: a header, one 16-byte entry a picture, then the PNGs."""
    pictures = [(size, png(picture(size))) for size in sizes]
    offset = 6 + 16 * len(pictures)
    entries = b""
    for size, body in pictures:
        side = size % 256  # 256 is written as 0
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(body), offset)
        offset += len(body)
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + b"".join(body for _, body in pictures)


def files() -> dict[str, bytes]:
    made = {f"evenhand-{size}.png": png(picture(size)) for size in PNG_SIZES}
    made["evenhand.ico"] = ico(ICO_SIZES)
    return made


def main(arguments: list[str]) -> int:
    folder = HERE / "icons"
    if "--check" in arguments:
        stale = [
            name
            for name, body in files().items()
            if not (folder / name).is_file() or (folder / name).read_bytes() != body
        ]
        for name in stale:
            print(f"packaging/icons/{name} differs from packaging/icon.svg; run: python packaging/icons.py")
        return 1 if stale else 0
    folder.mkdir(exist_ok=True)
    for name, body in files().items():
        (folder / name).write_bytes(body)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
