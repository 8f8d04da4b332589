"""A whole window over a pack, for tests: real widgets, no display."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from data.library import Pack, built_in, load
from gui.app import build
from gui.screens.frame import Frame
from gui.settings import Settings
from gui.theme.look import Look
from gui.theme.tokens import load_tokens
from gui.visit.words import load_words
from gui.widgets import paper

paper.BACK_MS = 0
"""settle() waits for what is due, not for a moment later."""
GARDEN = Path(__file__).parent / "content" / "packs" / "garden"
PACKS = ("built-in", "garden")


def load_pack(name: str) -> Pack:
    """The built-in pack, or the quite different one of the tests."""
    return load(built_in() if name == "built-in" else GARDEN)


def make_look(*, dpi: float = 82, size: str = "default", scheme: str = "default") -> Look:
    return Look(load_tokens(), scheme=scheme, size=size, px_per_mm=dpi / 25.4)


def open_window(
    qtbot: QtBot, pack: Pack, *, size: tuple[int, int] = (1920, 1080), settings: Settings | None = None, **look: object
) -> Frame:
    """The window, shown; it and its look end with the test."""
    made = make_look(**look)  # type: ignore[arg-type]
    frame = build(pack, load_words("en"), made, settings or Settings())
    made.setParent(frame)
    qtbot.addWidget(frame)
    frame.resize(*size)
    with qtbot.waitExposed(frame):
        frame.show()
    settle()
    return frame


def settle() -> None:
    """Lets layouts and paints that are due happen, and what was given up end as it does in a running program."""
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def find(window: QWidget, name: str, kind: type[QWidget] = QWidget) -> QWidget:
    """The one showing widget of that object name."""
    found = [widget for widget in window.findChildren(kind, name) if widget.isVisible()]
    assert len(found) == 1, f"{len(found)} showing widgets are called {name!r}"
    return found[0]


def press(window: QWidget, name: str) -> None:
    """A touch: pressed and released in the middle of the button, long after the one before."""
    button = find(window, name, QAbstractButton)
    since = getattr(button, "_since_action", None)
    if since is not None:
        since.invalidate()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())
    settle()


@pytest.fixture(params=PACKS)
def window(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[Frame]:
    """The window over each pack in turn, at kiosk size."""
    yield open_window(qtbot, load_pack(request.param))
