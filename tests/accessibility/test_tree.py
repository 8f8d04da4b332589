"""What assistive technology gets: names, roles, states, actions, order, whole visits. The ring: tests/pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QDeadlineTimer, QEventLoop, Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from gui.screens.frame import Frame
from gui.visit import state as do
from gui.visit.state import Screen, Visit
from gui.widgets import announce as announcing
from tests.accessibility.reviewed import reviewed
from tests.accessibility.tree import Node, faults, nodes
from tests.pictures.stage import MONITORS, Stage, scenes
from tests.windows import find, load_pack, open_window, settle

TREES = Path(__file__).parent / "trees"
TICKS = 4
WALKED = ("start-chosen", "option-1", "compare-short", "matters", "sheet", "about", "strip-over")


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    made = Stage(load_pack("built-in"), MONITORS[0])
    qtbot.addWidget(made.frame)
    return made


# --- rules, snapshots


@pytest.mark.parametrize("size", ["small", "largest"])
def test_every_node_keeps_every_rule_over_a_quite_different_pack(qtbot: QtBot, size: str) -> None:
    """Over the built-in pack tests/pictures holds the same rules, and `measure` on every monitor and size."""
    stage = Stage(load_pack("garden"), MONITORS[0], size=size)
    qtbot.addWidget(stage.frame)
    wrong, count = [], 0
    for scene in scenes(stage.pack):
        stage.play(scene)
        seen_here, found = faults(stage.frame)
        count += seen_here
        wrong += [f"{scene.name}: {fault}" for fault in found]
    assert wrong == []
    assert count > 200


def test_the_rules_find_a_button_without_a_name(stage: Stage) -> None:
    bad = QPushButton(stage.frame)
    bad.show()
    assert any("has no name" in fault for fault in faults(stage.frame)[1])
    bad.setAccessibleName("A fine button")
    assert any("says its role" in fault for fault in faults(stage.frame)[1])
    bad.move(stage.frame.width() - 5, 20)
    assert any("is not within the window" in fault for fault in faults(stage.frame)[1])
    bad.setGeometry(stage.frame.rect())
    assert any("covers the whole window" in fault for fault in faults(stage.frame)[1])


def test_the_trees_are_as_reviewed(qtbot: QtBot) -> None:
    faults_of_nodes: list[str] = []
    trees = dict(reviewed(load_pack("built-in"), faults_of_nodes))
    assert faults_of_nodes == []
    kept = {file.stem: file.read_text(encoding="utf-8") for file in TREES.glob("*.txt")}
    wrong = [name for name in sorted(trees.keys() | kept.keys()) if trees.get(name) != kept.get(name)]
    assert wrong == [], "review, then python -m tests.accessibility.renew"


# --- the Tab key


def tab(window: Frame) -> QWidget:
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


@pytest.mark.parametrize("name", WALKED)
def test_tab_walks_through_everything_and_comes_back(stage: Stage, name: str) -> None:
    stage.play(next(scene for scene in scenes(stage.pack) if scene.name == name))
    frame = stage.frame
    way: list[tuple[QWidget, int]] = []
    for _ in range(500):
        now = tab(frame)
        stop = (now, int(getattr(now, "ringed", 0)))
        if way and stop == way[0]:
            break
        assert stop not in way, f"Tab comes back to {now.objectName()} and never to {way[0][0].objectName()}"
        way.append(stop)
    else:
        raise AssertionError("Tab never comes back")
    wanted = {
        widget
        for widget in frame.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    wanted -= {widget for widget in wanted if isinstance(widget, QScrollArea)}
    missed = {widget.objectName() for widget in wanted} - {widget.objectName() for widget, _ in way}
    assert missed == set()


# --- whole visits


def visit(window: Frame, go_on: Qt.Key, act: Qt.Key) -> None:
    """Reason, each option, a filter, four ticks, the sheet, and the wipe, with one key to move and one to act."""
    store = window.store

    def reach(name: str, part: int | None = None) -> None:
        for _ in range(600):
            focused = QApplication.focusWidget()
            here = focused is not None and focused.objectName() == name
            if focused is not None and here and part in (None, getattr(focused, "ringed", None)):
                QTest.keyClick(focused, act)
                settle()
                return
            QTest.keyClick(focused or window, go_on)
        raise AssertionError(f"{go_on} never reaches {name}")

    reach(f"reason-{store.pack.structure.reasons[0].id}")
    assert store.visit.reason == store.pack.structure.reasons[0].id
    reach("next")
    for i, option in enumerate(store.comparison.options):
        if go_on is Qt.Key.Key_Tab:
            reach("optionTabs", i)
        elif i == 0:
            reach("optionTabs")
        else:
            # With arrows one walks past the tabs as one, and along them.
            QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Right)
            settle()
        assert find(window, "optionTabs").currentIndex() == i  # type: ignore[attr-defined]
        assert store.visit.option == option.id or i == 0
    reach("next")
    assert store.visit.screen is Screen.COMPARE
    for on in (True, False):
        reach("onlyDifferent")
        assert store.visit.only_different is on
    for statement in store.pack.structure.statements[:TICKS]:
        if not window.pane.isVisible():
            reach("next")
        reach(f"tick-{statement.id}")
    assert len(store.visit.ticks) == TICKS
    reach("next")
    assert store.visit.screen is Screen.SHEET
    reach("startOver")
    reach("over-wipe")
    assert store.visit == Visit()


@pytest.mark.parametrize("pack", ["built-in", "garden"])
@pytest.mark.parametrize(
    "go_on, act",
    [
        (Qt.Key.Key_Tab, Qt.Key.Key_Space),
        (Qt.Key.Key_Down, Qt.Key.Key_Return),
        (Qt.Key.Key_Tab, Qt.Key.Key_Return),
    ],
    ids=["tab-space", "arrows-enter", "two-keys"],
)
def test_a_visit_with_few_keys(qtbot: QtBot, pack: str, go_on: Qt.Key, act: Qt.Key) -> None:
    visit(open_window(qtbot, load_pack(pack)), go_on, act)


def until(holds: Callable[[], bool]) -> bool:
    """Lets events happen until something holds, for at most three seconds."""
    limit = QDeadlineTimer(3000)
    while not holds() and not limit.hasExpired():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
    return holds()


def node_of(window: Frame, role: str, name: str) -> Node:
    found: list[Node] = []

    def there() -> bool:
        # What was pressed before may take effect a moment later, as after the press of a real button.
        found[:] = [node for node in nodes(window) if node.role == role and node.name.startswith(name)]
        return bool(found)

    assert until(there), (role, name)
    return found[0]


def press(node: Node) -> None:
    # Pressing what can be toggled takes effect a moment later; toggling it does so at once.
    action = QAccessibleActionInterface.toggleAction()
    wanted = action if action in node.actions else QAccessibleActionInterface.pressAction()
    assert wanted in node.actions, node.actions
    interface = node.interface.actionInterface()
    assert interface is not None
    interface.doAction(wanted)
    settle()


@pytest.mark.parametrize("pack", ["built-in", "garden"])
def test_a_visit_with_nothing_but_accessibility_actions(qtbot: QtBot, pack: str) -> None:
    window = open_window(qtbot, load_pack(pack))
    store, words = window.store, window.words
    press(node_of(window, "RadioButton", find(window, f"reason-{store.pack.structure.reasons[0].id}").accessibleName()))
    assert store.visit.reason == store.pack.structure.reasons[0].id
    press(node_of(window, "PageTab", words["tab.compare"]))
    assert store.visit.screen is Screen.COMPARE
    cell = next(node for node in nodes(window) if node.role == "Cell")
    press(cell)
    assert store.visit.open_rows
    if not window.pane.isVisible():
        press(node_of(window, "PageTab", words["tab.matters"]))
    for statement in store.pack.structure.statements[:TICKS]:
        press(node_of(window, "CheckBox", store.pack.texts.statements[statement.id].say))
    assert len(store.visit.ticks) == TICKS
    press(node_of(window, "PageTab", words["tab.sheet"]))
    assert store.visit.screen is Screen.SHEET
    press(node_of(window, "Button", words["tool.start_over"]))
    press(node_of(window, "Button", words["over.wipe"]))

    def wiped() -> bool:
        return bool(store.visit == Visit())

    assert until(wiped)


# --- changes are told


class Ear:
    """Stands for QAccessible where announcements are made."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def updateAccessibility(self, event: object) -> None:
        self.heard.append(event.message())  # type: ignore[attr-defined]


def test_changes_are_announced(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    ear = Ear()
    monkeypatch.setattr(announcing, "QAccessible", ear)
    frame, store = stage.frame, stage.frame.store
    store.apply(do.GoTo(Screen.COMPARE))
    settle()
    assert frame.words["tab.compare"] in ear.heard
    ear.heard.clear()
    store.apply(do.OnlyDifferent(True))
    assert any(str(len(store.now.found.shown)) in said for said in ear.heard), ear.heard
    store.apply(do.GoTo(Screen.MATTERS))
    settle()
    ear.heard.clear()
    statement = store.pack.structure.statements[0]
    tick = find(frame, f"tick-{statement.id}")
    tick.click()  # type: ignore[attr-defined]
    said = " ".join(ear.heard)
    assert store.pack.texts.statements[statement.id].say in said
    for option in store.comparison.options:
        assert option.short in said, "the tick's effect on each option is told"
    assert QAccessible.Event.Focus is not None
