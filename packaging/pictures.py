"""Takes the README's pictures: a visit over the built-in pack, on a 27-inch screen, an upright one and a laptop.

`pictures.py [FOLDER]`. The same sources give the same bytes: the font is the bundled one, sizes are given in pixels.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from data.library import built_in, load
from gui.app import build
from gui.screens.frame import Frame
from gui.settings import Settings
from gui.theme.look import Look
from gui.theme.tokens import load_tokens
from gui.visit import state
from gui.visit.state import Intent, Screen, Weight
from gui.visit.words import load_words

OUT = Path(__file__).parent.parent / "docs" / "pictures"
DPI = 82
"""Of 1920 × 1080 pixels on 27 inches."""
REASON, OPTION, NAME, GROUP, FIGURES = "back", "rfa", "facet-rhizotomy", "risks", "better"
MATTER = ("nothing-permanent", "no-numbness", "try-something-new")


class Camera:
    """Takes one picture after the other into a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, frame: Frame, name: str, width: int) -> None:
        """Saves what the window shows, `width` pixels wide."""
        settle()
        image = QImage(frame.size(), QImage.Format.Format_RGB32)
        frame.render(image, QPoint())
        small = image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        file = self.folder / f"{name}.png"
        if not small.convertToFormat(QImage.Format.Format_RGB888).save(str(file), "PNG", 0):
            raise OSError(f"{file} cannot be written")
        sys.stdout.write(f"{file.name} {file.stat().st_size // 1000} kB\n")


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


@contextmanager
def window(size: tuple[int, int], text: str, scheme: str = "default") -> Iterator[Frame]:
    look = Look(load_tokens(), px_per_mm=DPI / 25.4, size=text, scheme=scheme)
    frame = build(load(built_in()), load_words("en"), look, Settings())
    look.setParent(frame)
    frame.resize(*size)
    frame.show()
    settle()
    yield frame
    frame.close()
    frame.deleteLater()


def do(frame: Frame, *intents: Intent) -> None:
    """What a person does. One that changes nothing names what is no longer in the pack."""
    for intent in intents:
        before = frame.store.visit
        frame.store.apply(intent)
        if frame.store.visit == before:
            raise SystemExit(f"pictures: this does nothing any more, choose another: {intent}")
    settle()


def ticked() -> list[Intent]:
    return [state.ChooseReason(REASON), *(state.Tick(statement, Weight.MATTERS) for statement in MATTER)]


def scroll_to(frame: Frame, name: str) -> None:
    """The part of that name at the top of whatever scrolls it."""
    part = next(w for w in frame.findChildren(QWidget, name) if w.isVisible())
    area = next(a for a in frame.findChildren(QScrollArea) if a.isVisible() and a.isAncestorOf(part))
    inside = area.widget()
    bar = area.verticalScrollBar()
    bar.setValue(part.mapTo(inside, QPoint()).y() - frame.look.em(0.5))


def main(folder: Path) -> None:
    camera = Camera(folder)
    with window((1920, 1080), "default") as wide:
        do(wide, state.ChooseReason(REASON), state.ChooseName(NAME))
        camera.take(wide, "start", 1200)
        wide.store.start_over()
        do(wide, *ticked(), state.GoTo(Screen.COMPARE), state.ShowFull(True), state.ToggleGroup(GROUP))
        camera.take(wide, "compare", 1440)
        do(wide, state.GoTo(Screen.SHEET))
        camera.take(wide, "sheet", 1200)
        do(wide, state.ChooseOption(OPTION), state.GoTo(Screen.OPTIONS))
        camera.take(wide, "option", 1200)
        do(wide, state.OpenSection(FIGURES, True))
        scroll_to(wide, f"fold-{FIGURES}")
        camera.take(wide, "figures", 1200)
    with window((1080, 1920), "large") as upright:
        do(upright, *ticked(), state.GoTo(Screen.COMPARE))
        camera.take(upright, "upright", 600)
    with window((1366, 768), "small", "high-dark") as dark:
        do(dark, *ticked(), state.GoTo(Screen.MATTERS))
        camera.take(dark, "dark", 1067)


if __name__ == "__main__":
    application = QApplication(["pictures"])
    application.setStyle("Fusion")
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else OUT)
