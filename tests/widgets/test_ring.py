"""The focus ring is for keys and assistive technology, not for what was touched; More leads back from the end."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.buttons import Button
from gui.widgets.scroller import Upright, WithMore
from tests.windows import make_look, settle


def test_the_ring_is_for_keys(qtbot: QtBot) -> None:
    look, home = make_look(), QWidget()
    look.setParent(home)
    box = QVBoxLayout(home)
    one, other = Button(look, "one"), Button(look, "other")
    box.addWidget(one)
    box.addWidget(other)
    qtbot.addWidget(home)
    with qtbot.waitExposed(home):
        home.show()
    home.activateWindow()
    qtbot.waitUntil(home.isActiveWindow)
    QTest.mouseClick(one, Qt.MouseButton.LeftButton)
    assert one.hasFocus()
    assert not one.shows_ring(), "a touch is seen without"
    QTest.keyClick(one, Qt.Key.Key_Tab)
    assert other.shows_ring(), "keys show where they are"
    one.setFocus(Qt.FocusReason.OtherFocusReason)
    assert one.shows_ring(), "so does assistive technology"
    QTest.mouseClick(one, Qt.MouseButton.LeftButton)
    assert not one.shows_ring()
    QTest.keyClick(one, Qt.Key.Key_Space)
    assert one.shows_ring(), "and any key on what was touched"


def test_more_leads_on_by_whole_things_and_back_from_the_end(qtbot: QtBot) -> None:
    look, content = make_look(), QWidget()
    box = QVBoxLayout(content)
    labels = [QLabel(f"Line {i}") for i in range(30)]
    for label in labels:
        label.setFixedHeight(40)
        box.addWidget(label)
    more = WithMore(look, Upright(look, content), "more")
    look.setParent(more)
    more.set_words("More", "Top", "Back to the top")
    qtbot.addWidget(more)
    more.resize(400, 500)
    with qtbot.waitExposed(more):
        more.show()
    settle()
    bar = more.area.verticalScrollBar()
    tall = more.area.viewport().height()
    cut = next(label for label in labels if label.y() + label.height() - look.em(0.3) > tall)
    more.more.click()
    assert bar.value() == cut.y() - look.em(0.3), "with the first that was not seen whole"
    for _ in range(10):
        if bar.value() < bar.maximum():
            more.more.click()
    assert more.more.words() == "Top"
    assert more.more.accessibleName() == "Back to the top"
    more.more.click()
    assert bar.value() == 0
    assert more.more.words() == "More"
