"""What is held is laid out once when it is let go, and what missed nothing is left alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.screens.frame import Frame
from gui.visit import state
from gui.visit.state import Screen
from gui.widgets.scroller import Upright
from gui.widgets.still import settle, still
from tests.windows import load_pack, open_window
from tests.windows import settle as all_events


class Heard(QObject):
    """Which widgets were asked to lay themselves out, or to do something else."""

    def __init__(self, *widgets: QWidget, what: QEvent.Type = QEvent.Type.LayoutRequest) -> None:
        super().__init__()
        self.what = what
        self.asked: list[QObject] = []
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == self.what:
            self.asked.append(watched)
        return False


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    box = QVBoxLayout(widget)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(QLabel("first"))
    widget.resize(300, 200)
    widget.show()
    all_events()
    return widget


def test_what_missed_nothing_is_not_asked_again(holder: QWidget) -> None:
    heard = Heard(holder)
    with still(holder):
        holder.update()
    settle()
    assert not heard.asked


@pytest.mark.parametrize("meanwhile", ["nothing", "asked"])
def test_a_part_that_came_meanwhile_has_its_place(holder: QWidget, meanwhile: str) -> None:
    layout = holder.layout()
    assert layout is not None
    added = QLabel("second")
    with still(holder):
        layout.addWidget(added)
        added.show()
        if meanwhile == "asked":
            # Asked now, the layout does not hear it.
            QCoreApplication.sendPostedEvents(holder, QEvent.Type.LayoutRequest.value)
    settle()
    assert added.width() == 300
    assert added.y() > 0


def test_a_new_size_meanwhile_is_followed(holder: QWidget) -> None:
    with still(holder):
        holder.resize(400, 200)
        all_events()
    settle()
    label = holder.findChild(QLabel)
    assert label is not None
    assert label.width() == 400


@pytest.fixture
def window(qtbot: QtBot) -> Frame:
    window = open_window(qtbot, load_pack("built-in"))
    window.store.apply(state.ChooseReason(window.store.pack.structure.reasons[0].id))
    return window


def test_a_keystroke_asks_no_bar_and_no_window(window: Frame) -> None:
    window.store.apply(state.GoTo(Screen.COMPARE))
    window.store.apply(state.Search("p"))
    all_events()
    heard = Heard(window, window.top, window.bottom, window.body, window.pane)
    window.store.apply(state.Search("pa"))
    all_events()
    assert heard.asked in ([], [window.body])


def test_a_keystroke_paints_no_filter(window: Frame) -> None:
    window.store.apply(state.GoTo(Screen.COMPARE))
    window.store.apply(state.Search("w"))
    all_events()
    compare = window.screens["compare"]
    filters = [*compare.ticks.findChildren(QWidget), *compare.chips.findChildren(QWidget)]  # type: ignore[attr-defined]
    before, heard = compare.ticks.size(), Heard(*filters, what=QEvent.Type.Paint)  # type: ignore[attr-defined]
    window.store.apply(state.Search("wo"))
    all_events()
    assert compare.ticks.size() != before, "the count has another width"  # type: ignore[attr-defined]
    assert not heard.asked


def test_at_another_text_size_the_sheet_is_made_at_most_once(window: Frame, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only where its tables come to stand in another way; and then it looks like one made anew."""
    window.store.apply(state.GoTo(Screen.SHEET))
    all_events()
    paper = window.screens["sheet"].paper  # type: ignore[attr-defined]
    made: list[int] = []
    fill = type(paper)._fill

    def counted(self: object, summary: object) -> None:
        made.append(paper._shape())
        fill(self, summary)

    monkeypatch.setattr(type(paper), "_fill", counted)
    seen = 0
    for size in state.TEXT_SIZES:
        made.clear()
        before = paper._filled_as
        window.store.apply(state.ChooseTextSize(size))
        all_events()
        if not paper.isVisible():
            assert not made
            continue
        seen += 1
        assert made in ([], [paper._shape()]), "once, and as it stands in the end"
        assert made or before == paper._shape()
        shown, high, seen_as = paper._shown, paper.height(), paper.grab().toImage()
        paper.clear()
        paper.put(shown)
        all_events()
        assert (paper.height(), paper.grab().toImage()) == (high, seen_as)
    assert seen >= 3


def test_what_scrolls_is_as_wide_as_its_place(window: Frame) -> None:
    """Also after bars came and went on the way."""
    for screen in Screen:
        window.store.apply(state.GoTo(screen))
        for size in (*state.TEXT_SIZES, "default"):
            window.store.apply(state.ChooseTextSize(size))
            all_events()
            for area in window.findChildren(Upright):
                if area.isVisible():
                    assert area.widget().width() == area.viewport().width(), (screen, size, area.objectName())
