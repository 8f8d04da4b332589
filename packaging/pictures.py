"""Takes the README's pictures: a visit over the built-in pack, on a 27-inch screen and on a portrait one."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from data.library import built_in, load
from gui.app import build
from gui.screens.frame import Frame
from gui.settings import Settings
from gui.theme.look import Look
from gui.theme.tokens import load_tokens
from gui.visit import state
from gui.visit.state import Screen, Weight
from gui.visit.words import load_words

OUT = Path(__file__).parent.parent / "docs" / "pictures"


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def take(frame: Frame, name: str, width: int) -> None:
    """Saves what the window shows, `width` pixels wide."""
    settle()
    picture = frame.grab().toImage().scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
    picture.convertToFormat(QImage.Format.Format_RGB888).save(str(OUT / f"{name}.png"), "PNG", 0)
    sys.stdout.write(f"docs/pictures/{name}.png\n")


def window(size: tuple[int, int], text: str, scheme: str = "default") -> Frame:
    look = Look(load_tokens(), px_per_mm=82 / 25.4, size=text, scheme=scheme)
    frame = build(load(built_in()), load_words("en"), look, Settings())
    look.setParent(frame)
    frame.resize(*size)
    frame.show()
    settle()
    return frame


def visit(frame: Frame) -> None:
    """What a person may do: the first reason, three ticks, one of them weighing more."""
    structure = frame.store.pack.structure
    frame.store.apply(state.ChooseReason(structure.reasons[0].id))
    for statement, weight in zip(structure.statements[:4:3], (Weight.A_LOT, Weight.MATTERS), strict=True):
        frame.store.apply(state.Tick(statement.id, weight))


def main() -> None:
    application = QApplication(["pictures"])
    application.setStyle("Fusion")
    OUT.mkdir(parents=True, exist_ok=True)
    wide = window((1920, 1080), "default")
    take(wide, "start", 1280)
    visit(wide)
    wide.store.apply(state.GoTo(Screen.COMPARE))
    take(wide, "compare", 1280)
    wide.store.apply(state.ChooseOption(wide.store.pack.structure.options[1].id))
    wide.store.apply(state.GoTo(Screen.OPTIONS))
    take(wide, "option", 1280)
    wide.store.apply(state.GoTo(Screen.SHEET))
    take(wide, "sheet", 1280)
    tall = window((1080, 1920), "large")
    visit(tall)
    tall.store.apply(state.GoTo(Screen.COMPARE))
    take(tall, "portrait", 540)
    dark = window((1366, 768), "small", "high-dark")
    visit(dark)
    dark.store.apply(state.GoTo(Screen.MATTERS))
    take(dark, "dark", 960)


if __name__ == "__main__":
    main()
