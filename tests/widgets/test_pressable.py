"""A button acts once for each touch, key or accessibility action, and not when the program sets it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.buttons import Button, Chip, Choice
from tests.windows import make_look

TOGGLE, PRESS = QAccessibleActionInterface.toggleAction(), QAccessibleActionInterface.pressAction()


class Three(QWidget):
    """Two choices of which one holds, and a chip."""

    def __init__(self) -> None:
        super().__init__()
        look = make_look()
        look.setParent(self)
        self.first, self.second, self.chip = Choice(look, "first"), Choice(look, "second"), Chip(look, "chip")
        self.group = QButtonGroup(self)
        box = QVBoxLayout(self)
        for button in (self.first, self.second, self.chip):
            button.setText(button.objectName())
            box.addWidget(button)
        self.group.addButton(self.first)
        self.group.addButton(self.second)


@pytest.fixture
def three(qtbot: QtBot) -> Three:
    widget = Three()
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def do(button: QAbstractButton, action: str) -> None:
    interface = QAccessible.queryAccessibleInterface(button)
    assert interface is not None
    assert action in interface.actionInterface().actionNames()
    interface.actionInterface().doAction(action)


def clicks(button: QAbstractButton) -> QSignalSpy:
    return QSignalSpy(button.clicked)


def test_a_choice_that_is_toggled_from_outside_is_chosen(three: Three) -> None:
    first, second = clicks(three.first), clicks(three.second)
    do(three.first, TOGGLE)
    assert (three.first.isChecked(), first.count(), second.count()) == (True, 1, 0)
    do(three.second, TOGGLE)
    assert (three.first.isChecked(), three.second.isChecked()) == (False, True)
    assert (first.count(), second.count()) == (1, 1), "what is left for another was not touched"
    do(three.second, TOGGLE)
    assert (three.second.isChecked(), second.count()) == (True, 1), "one of a group stays"


@pytest.mark.parametrize("action", [TOGGLE, PRESS])
def test_a_chip_acts_once_for_an_action(three: Three, qtbot: QtBot, action: str) -> None:
    clicked = clicks(three.chip)
    do(three.chip, action)
    qtbot.waitUntil(lambda: clicked.count() > 0)
    do(three.chip, action)
    qtbot.waitUntil(lambda: clicked.count() > 1)
    assert (clicked.count(), three.chip.isChecked()) == (2, False)


def test_touch_and_keys_act_once(three: Three) -> None:
    clicked = clicks(three.chip)
    QTest.mouseClick(three.chip, Qt.MouseButton.LeftButton)
    QTest.keyClick(three.chip, Qt.Key.Key_Space)
    QTest.keyClick(three.chip, Qt.Key.Key_Return)
    assert clicked.count() == 3


def test_what_the_program_sets_is_no_click(three: Three) -> None:
    spies = [clicks(button) for button in (three.first, three.second, three.chip)]
    for button in (three.first, three.second, three.chip, three.first):
        button.setChecked(True)
    three.chip.setChecked(False)
    three.group.setExclusive(False)
    three.first.setChecked(False)
    assert [spy.count() for spy in spies] == [0, 0, 0]


def test_a_button_without_a_state_is_pressed(qtbot: QtBot) -> None:
    look = make_look()
    button = Button(look, "go")
    look.setParent(button)
    qtbot.addWidget(button)
    clicked = clicks(button)
    do(button, PRESS)
    qtbot.waitUntil(lambda: clicked.count() == 1)
