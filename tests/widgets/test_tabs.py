"""Tabs by touch, by keys and by ear; nothing elided at any width."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QFontMetricsF, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.tabs import OptionTab, OptionTabs, Tabs
from tests.windows import make_look, settle

LABELS = ("Start & go", "The options", "Compare", "What matters", "My sheet")
OPTIONS = (
    OptionTab(0, "A", "Plum", "Plum"),
    OptionTab(1, "B", "Extraordinary & very old quince from the back of the garden (ELQ)", "ELQ"),
    OptionTab(2, "C", "No fruit for now", "No fruit"),
)


class Scene:
    """Both bars between two buttons, so that the Tab key can come and go."""

    def __init__(self, qtbot: QtBot, width: int = 1200, **look: object) -> None:
        self.look = make_look(**look)  # type: ignore[arg-type]
        self.window = QWidget()
        self.before, self.after = QPushButton("before"), QPushButton("after")
        self.tabs, self.options = Tabs(self.look), OptionTabs(self.look)
        self.tabs.set_labels(LABELS)
        self.options.set_options(OPTIONS)
        box = QVBoxLayout(self.window)
        box.setContentsMargins(0, 0, 0, 0)
        for widget in (self.before, self.tabs, self.options, self.after):
            box.addWidget(widget)
        self.heard: list[int] = []
        self.tabs.currentChanged.connect(self.heard.append)
        self.options.currentChanged.connect(self.heard.append)
        qtbot.addWidget(self.window)
        self.window.resize(width, 500)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        settle()
        self.heard.clear()

    def middle(self, bar: Tabs | OptionTabs, index: int) -> QPoint:
        return bar.box(index).center() if isinstance(bar, OptionTabs) else bar.tabRect(index).center()


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    return Scene(qtbot)


@pytest.fixture(params=["tabs", "options"])
def bar(request: pytest.FixtureRequest, scene: Scene) -> Tabs | OptionTabs:
    found: Tabs | OptionTabs = getattr(scene, request.param)
    return found


LEFT = Qt.MouseButton.LeftButton


def test_acts_where_the_touch_ends_in_the_tab_it_began_in(scene: Scene, bar: Tabs | OptionTabs) -> None:
    QTest.mousePress(bar, LEFT, pos=scene.middle(bar, 2))
    assert bar.currentIndex() == 0, "nothing happens before the finger is lifted"
    QTest.mouseRelease(bar, LEFT, pos=scene.middle(bar, 1))
    assert bar.currentIndex() == 0, "lifted elsewhere, it was no touch"
    QTest.mouseClick(bar, LEFT, pos=scene.middle(bar, 2))
    assert (bar.currentIndex(), scene.heard) == (2, [2])
    QTest.mouseClick(bar, Qt.MouseButton.RightButton, pos=scene.middle(bar, 0))
    assert bar.currentIndex() == 2


def test_a_double_tap_is_one_touch(scene: Scene, bar: Tabs | OptionTabs) -> None:
    at = scene.middle(bar, 1)
    QTest.mouseClick(bar, LEFT, pos=at)
    QTest.mouseDClick(bar, LEFT, pos=at)
    assert scene.heard == [1]


def test_the_edge_between_two_tabs_belongs_to_neither(scene: Scene) -> None:
    edge = scene.tabs.tabRect(1).topLeft() + QPoint(0, 20)
    QTest.mouseClick(scene.tabs, LEFT, pos=edge)
    between = QPoint(scene.options.box(1).left() - 2, 20)
    QTest.mouseClick(scene.options, LEFT, pos=between)
    assert scene.heard == []


def test_arrows_home_and_end_choose_at_once(scene: Scene, bar: Tabs | OptionTabs) -> None:
    bar.setFocus()
    last = bar.count() - 1
    places = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_Left):
        QTest.keyClick(bar, key)
        places.append(bar.currentIndex())
    assert places == [1, last, last, last - 1, 0, 0]


def test_a_held_key_acts_once(scene: Scene, bar: Tabs | OptionTabs) -> None:
    bar.setFocus()
    for repeat in (False, True, True):
        held = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, "", repeat)
        QApplication.sendEvent(bar, held)
    assert bar.currentIndex() == 1


def test_two_switches_reach_every_tab(scene: Scene) -> None:
    scene.before.setFocus()
    rings = []
    for _ in range(len(LABELS)):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is scene.tabs
        rings.append(scene.tabs.ringed)
    assert rings == list(range(len(LABELS)))
    assert scene.heard == [], "moving the ring chooses nothing"
    QTest.keyClick(scene.tabs, Qt.Key.Key_Space)
    assert scene.heard == [len(LABELS) - 1]
    QTest.keyClick(scene.tabs, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is scene.options
    assert scene.options.ringed == 0
    QTest.keyClick(scene.options, Qt.Key.Key_Backtab)
    assert (QApplication.focusWidget(), scene.tabs.ringed) == (scene.tabs, len(LABELS) - 1)


@pytest.mark.parametrize(("width", "size"), [(1920, "default"), (1024, "default"), (1080, "large"), (1024, "largest")])
def test_labels_are_whole_and_padding_gives_way_first(qtbot: QtBot, width: int, size: str) -> None:
    scene = Scene(qtbot, width, size=size)
    tabs, metrics = scene.tabs, QFontMetricsF(scene.look.font(bold=True))
    right = 0
    for i, label in enumerate(LABELS):
        rect = tabs.tabRect(i)
        needs = max(map(metrics.horizontalAdvance, label.split())) if tabs.wrapped else metrics.horizontalAdvance(label)
        assert rect.width() >= max(needs, scene.look.touch)
        assert rect.height() >= scene.look.touch
        assert rect.left() == right, "they stand side by side"
        right = rect.left() + rect.width()
    assert right <= width
    assert tabs.wrapped == (size == "largest")


@pytest.mark.parametrize("width", [1800, 1000, 700, 480, 330])
def test_options_have_equal_boxes_that_hold_their_names(qtbot: QtBot, width: int) -> None:
    scene = Scene(qtbot, width)
    options, metrics = scene.options, QFontMetricsF(scene.look.font(bold=True))
    boxes = [options.box(i) for i in range(3)]
    assert len({box.size().toTuple() for box in boxes}) == 1
    assert boxes[0].height() >= scene.look.touch
    assert all(b.left() - a.right() > scene.look.gap for a, b in pairwise(boxes))
    arranged = options._arrange()
    for lines in arranged.lines:
        assert len(lines) <= 2
        assert all(metrics.horizontalAdvance(line) <= boxes[0].width() for line in lines)
    assert arranged.lines[1] != ("ELQ",) or width < 1500, "the short name is only for where the long one has no room"


def test_where_equal_boxes_would_cut_a_word_each_is_as_wide_as_its_words_ask_for(qtbot: QtBot) -> None:
    scene = Scene(qtbot, size="largest", dpi=107)
    tabs, look = scene.options, scene.look
    tabs.set_options([OptionTab(i, "ABC"[i], name, name) for i, name in enumerate(("Ox", "Hippopotamus", "Cat"))])
    metrics = look.fine_metrics(bold=True)
    longest = metrics.horizontalAdvance("Hippopotamus")
    for width in (round(3.6 * longest), round(1.9 * longest)):
        tabs.resize(width, tabs.height_for(width))
        boxes = [tabs.box(i) for i in range(3)]
        assert tabs.holds(width)
        assert (len({box.width() for box in boxes}) == 1) == (width > 3 * longest)
        assert boxes[1].width() >= longest
        assert boxes[-1].right() < width
        assert all(one.right() < other.left() for one, other in pairwise(boxes))
    assert not tabs.holds(round(longest))


def test_showing_a_choice_is_not_choosing(scene: Scene) -> None:
    scene.options.show_current(2)
    assert (scene.options.currentIndex(), scene.heard) == (2, [])


@pytest.mark.parametrize("name", ["tabs", "optionTabs"])
def test_heard_as_a_list_of_tabs_with_their_full_names(scene: Scene, name: str) -> None:
    bar = scene.window.findChild(QWidget, name)
    heard = QAccessible.queryAccessibleInterface(bar)
    assert heard.role() == QAccessible.Role.PageTabList
    tabs = [heard.child(i) for i in range(heard.childCount())]
    names = [tab.text(QAccessible.Text.Name) for tab in tabs if tab.role() == QAccessible.Role.PageTab]
    assert names == list(LABELS) if name == "tabs" else [option.name for option in OPTIONS]
    assert [tab.state().selected for tab in tabs][: len(names)] == [True] + [False] * (len(names) - 1)


def test_chosen_and_ring_can_be_seen_in_black_and_white(qtbot: QtBot) -> None:
    scene = Scene(qtbot, scheme="high-dark")
    rect = scene.options.box(0).adjusted(8, 8, -8, -8)
    chosen = scene.options.grab(rect).toImage().pixelColor(4, 4)
    other = scene.options.grab(scene.options.box(1).adjusted(8, 8, -8, -8)).toImage().pixelColor(4, 4)
    assert (chosen.lightness(), other.lightness()) == (255, 0)
    before = scene.options.grab().toImage()
    scene.options.setFocus()
    assert scene.options.grab().toImage() != before
