"""Tab and the arrows reach everything, in the order in which it is read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from gui.screens.frame import Frame
from gui.visit import state as intents
from gui.visit.state import Screen
from gui.widgets.walk import stops
from tests.windows import find, load_pack, open_window, settle

FORWARD, BACK = Qt.Key.Key_Tab, Qt.Key.Key_Backtab
SCREENS = [screen for screen in Screen if screen is not Screen.MATTERS]


@pytest.fixture
def window(qtbot: QtBot) -> Frame:
    return open_window(qtbot, load_pack("built-in"))


def walk(window: Frame, key: Qt.Key, limit: int = 400) -> list[QWidget]:
    """Where the focus comes, from the first stop on, until it is back there."""
    window.setFocus()
    seen: list[QWidget] = []
    for _ in range(limit):
        QTest.keyClick(QApplication.focusWidget() or window, key)
        now = QApplication.focusWidget()
        assert now is not None
        if seen and now is seen[-1]:
            assert isinstance(now, QTabBar), "only a bar of tabs has stops within itself"
            continue
        if seen and now is seen[0]:
            return seen
        seen.append(now)
    raise AssertionError(f"never comes back: {[widget.objectName() for widget in seen]}")


def heard(node: QAccessibleInterface) -> list[QWidget]:
    """Widgets that can have the focus, in the order of the tree."""
    found = []
    widget = node.object()
    if node.state().focusable and isinstance(widget, QWidget) and node.role() != QAccessible.Role.PageTab:
        found.append(widget)
    for i in range(node.childCount()):
        child = node.child(i)
        if child is not None and not child.state().invisible:
            found += heard(child)
    return found


@pytest.mark.parametrize("screen", SCREENS)
def test_tab_walks_in_the_order_in_which_it_is_heard(window: Frame, screen: Screen) -> None:
    window.store.apply(intents.ChooseReason(window.store.pack.structure.reasons[0].id))
    window.store.apply(intents.GoTo(screen))
    settle()
    there = walk(window, FORWARD)
    assert len(there) > 15
    root = QAccessible.queryAccessibleInterface(window)
    assert root is not None
    usable = [widget for widget in heard(root) if widget.isEnabled() and widget.isVisible() and widget is not window]
    names = [widget.objectName() for widget in dict.fromkeys(usable)]
    assert [widget.objectName() for widget in there] == names
    along = [widget.x() for widget in there if widget.parentWidget() is window.bottom]
    assert along == sorted(along), "the bar is walked through from left to right"
    back = walk(window, BACK)
    assert [widget.objectName() for widget in reversed(back)] == names


@pytest.mark.parametrize("key", [FORWARD, Qt.Key.Key_Down, Qt.Key.Key_Right])
@pytest.mark.parametrize("act", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_every_reason_can_be_chosen_with_two_keys(window: Frame, key: Qt.Key, act: Qt.Key) -> None:
    reasons = window.store.pack.structure.reasons
    find(window, f"reason-{reasons[0].id}").setFocus(Qt.FocusReason.TabFocusReason)
    for reason in reasons:
        card = find(window, f"reason-{reason.id}")
        assert QApplication.focusWidget() is card
        QTest.keyClick(card, act)
        assert window.store.visit.reason == reason.id
        QTest.keyClick(card, key)
    assert QApplication.focusWidget() not in [find(window, f"reason-{reason.id}") for reason in reasons]


def test_what_comes_later_is_walked_through_in_its_place(window: Frame) -> None:
    """A tick shows two more buttons right below it."""
    window.store.apply(intents.GoTo(Screen.COMPARE))
    statement = window.store.pack.structure.statements[0].id
    find(window, f"tick-{statement}").setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    settle()
    next_two = []
    for _ in range(2):
        QTest.keyClick(QApplication.focusWidget(), FORWARD)
        next_two.append(QApplication.focusWidget().objectName())
    assert sorted(next_two) == [f"see-{statement}", f"star-{statement}"]


def test_what_cannot_be_used_is_no_stop(window: Frame) -> None:
    back, button = find(window, "startOver"), find(window, "colours")
    assert {back, button} <= set(stops(window))
    button.setEnabled(False)
    back.hide()
    assert not {back, button} & set(stops(window))
