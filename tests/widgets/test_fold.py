"""Cards that open and close by touch and by keys, and say so."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from gui.visit.state import ShowFigures
from gui.visit.words import load_words
from gui.widgets.fold import Fold
from gui.widgets.outcome import ShowSwitch
from tests.windows import make_look, settle

LEFT = Qt.MouseButton.LeftButton


class Scene:
    def __init__(self, qtbot: QtBot, width: int = 700, *, switch: bool = False) -> None:
        self.look = make_look()
        self.fold = Fold(self.look, "harm")
        self.fold.set_heading("What may go wrong & how often, and what can be done about it")
        self.fold.set_state_words("open", "closed")
        self.fold.body_box.addWidget(QLabel("Not much."))
        self.switch = ShowSwitch(self.look, "show")
        self.switch.retranslate(load_words("en"))
        if switch:
            self.fold.put_beside(self.switch)
        else:
            self.switch.setParent(self.fold)
            self.switch.hide()
        self.asked: list[bool] = []
        self.fold.asked.connect(self.asked.append)
        qtbot.addWidget(self.fold)
        self.fold.resize(width, 400)
        with qtbot.waitExposed(self.fold):
            self.fold.show()
        self.fold.activateWindow()
        settle()


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    return Scene(qtbot)


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_keys_open_and_close(scene: Scene, key: Qt.Key) -> None:
    scene.fold.heading.setFocus()
    QTest.keyClick(scene.fold.heading, key)
    assert (scene.fold.is_open, scene.fold.body.isVisible(), scene.asked) == (True, True, [True])
    QTest.keyClick(scene.fold.heading, key)
    assert (scene.fold.is_open, scene.fold.body.isVisible(), scene.asked) == (False, False, [True, False])


def test_a_touch_anywhere_on_the_heading_opens_and_a_double_tap_does_not_close_again(scene: Scene) -> None:
    heading = scene.fold.heading
    corner = heading.rect().bottomRight() - QPoint(3, 3)
    QTest.mouseClick(heading, LEFT, pos=corner)
    QTest.mouseDClick(heading, LEFT, pos=corner)
    assert scene.asked == [True]
    QTest.mousePress(heading, LEFT, pos=heading.rect().center())
    QTest.mouseRelease(heading, LEFT, pos=heading.rect().center() + QPoint(0, 300))
    assert scene.fold.is_open


def test_opened_by_the_owner_it_asks_nobody(scene: Scene) -> None:
    scene.fold.set_open(True)
    assert (scene.fold.is_open, scene.fold.body.isVisible(), scene.asked) == (True, True, [])


def test_says_its_name_and_whether_it_is_open(scene: Scene) -> None:
    heard = QAccessible.queryAccessibleInterface(scene.fold.heading)
    assert heard.text(QAccessible.Text.Name) == "What may go wrong & how often, and what can be done about it"
    assert heard.role() == QAccessible.Role.Button
    assert heard.text(QAccessible.Text.Description) == "closed"
    assert (heard.state().expandable, heard.state().collapsed, heard.state().expanded) == (True, True, False)
    heard.actionInterface().doAction(QAccessibleActionInterface.pressAction())
    assert scene.asked == [True]
    assert heard.text(QAccessible.Text.Description) == "open"
    assert (heard.state().collapsed, heard.state().expanded) == (False, True)


@pytest.mark.parametrize("width", [1200, 300])
def test_the_heading_is_whole_and_large_enough(qtbot: QtBot, width: int) -> None:
    scene = Scene(qtbot, width)
    heading = scene.fold.heading
    assert heading.height() >= scene.look.touch
    assert heading.height() >= heading.heightForWidth(heading.width())
    lines = round(heading.heightForWidth(300) / scene.look.em(1.3))
    assert lines >= 4, "a long heading takes the lines it needs"


@pytest.mark.parametrize(("width", "beside"), [(1500, True), (420, False)])
def test_a_control_stands_in_the_heading_or_below_it(qtbot: QtBot, width: int, beside: bool) -> None:
    scene = Scene(qtbot, width, switch=True)
    heading, switch, head = scene.fold.heading, scene.switch, scene.fold.head
    area = QRect(switch.pos(), switch.size())
    assert not heading.geometry().intersects(area)
    assert (area.top() < heading.geometry().bottom()) == beside
    assert head.rect().contains(area)
    buttons = switch.findChildren(QPushButton)
    assert len(buttons) == len(ShowFigures)
    for button in buttons:
        assert min(button.width(), button.height()) >= scene.look.touch
    rects = [QRect(b.mapTo(head, QPoint(0, 0)), b.size()) for b in buttons]
    gaps = [b.left() - a.right() - 1 for a, b in pairwise(rects)]
    assert min(gaps) >= scene.look.gap


def test_the_sign_beside_a_control_opens_too(qtbot: QtBot) -> None:
    scene = Scene(qtbot, 1500, switch=True)
    sign = scene.fold.head.childAt(scene.fold.head.rect().center() + QPoint(scene.fold.head.width() // 2 - 20, 0))
    assert sign is not scene.fold.heading
    QTest.mouseClick(sign, LEFT)
    assert scene.asked == [True]


def test_a_hidden_control_leaves_the_heading_its_room(qtbot: QtBot) -> None:
    scene = Scene(qtbot, 1500, switch=True)
    scene.switch.hide()
    settle()
    assert scene.fold.heading.width() == scene.fold.width()
