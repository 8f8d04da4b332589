"""Running text: whole, of a comfortable width, with hard words explained in place."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from data.comparison import TermView
from data.prose import Piece, parse
from gui.theme.look import Look
from gui.widgets.pressable import ring_width
from gui.widgets.prose import Paragraphs, Prose, text_layout, touch_areas
from gui.widgets.scroller import Upright
from tests.windows import make_look, settle

TERMS = {"graft": "graft", "stone-fruit": "fruit with one hard stone"}
GLOSSARY = {
    "graft": TermView("graft", "graft", parse("A piece of one tree that grows on another."), ()),
    "stone-fruit": TermView("stone-fruit", "stone fruit", parse("A [[graft]] is not one."), ()),
}
LONG = "You can have a [[graft]] in spring. *Never* prune in frost. " * 4 + "That is all about [[stone-fruit]]."


class Scene:
    def __init__(self, qtbot: QtBot, *texts: str, width: int = 900) -> None:
        self.look = make_look()
        self.window = QWidget()
        self.block = Paragraphs(self.look, GLOSSARY)
        self.block.set_paragraphs([parse(text, terms=TERMS) for text in texts])
        self.said: list[str] = []
        self.block.meaning_shown.connect(self.said.append)
        box = QVBoxLayout(self.window)
        box.addWidget(self.block)
        box.addStretch(1)
        qtbot.addWidget(self.window)
        self.window.resize(width, 900)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        settle()

    def terms(self) -> list[QPushButton]:
        return [button for button in self.block.findChildren(QPushButton) if button.isVisible()]

    def meanings(self) -> list[str]:
        return [meaning.prose.text() for _, meaning in self.block._items if meaning.isVisible()]


@pytest.fixture
def look(qapp: object) -> Look:
    return make_look()


def test_a_touch_shows_the_meaning_right_below_and_a_second_one_hides_it(qtbot: QtBot) -> None:
    scene = Scene(qtbot, "First a [[graft]].", "Then nothing.")
    button = scene.terms()[0]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()
    assert scene.meanings() == ["Graft: A piece of one tree that grows on another."]
    assert scene.said == scene.meanings()
    prose, meaning = scene.block._items[0]
    following = scene.block._items[1][0]
    assert prose.geometry().bottom() < meaning.y() <= meaning.geometry().bottom() < following.y()
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert scene.meanings() == []


def test_one_meaning_at_a_time_in_a_paragraph(qtbot: QtBot) -> None:
    scene = Scene(qtbot, "A [[graft]] on a [[stone-fruit|plum]].")
    graft, plum = scene.terms()
    QTest.keyClick(graft, Qt.Key.Key_Return)
    QTest.keyClick(plum, Qt.Key.Key_Return)
    assert (graft.opened, plum.opened) == (False, True)
    assert scene.meanings() == ["Stone fruit: A graft is not one."]


def test_a_new_text_closes_the_meaning_of_the_old_one(qtbot: QtBot) -> None:
    scene = Scene(qtbot, "A [[graft]].", "A [[graft]] again.")
    for button in scene.terms():
        QTest.keyClick(button, Qt.Key.Key_Return)
    scene.block.set_paragraphs([parse("Another text.", terms=TERMS), parse("A [[graft]] again.", terms=TERMS)])
    assert len(scene.meanings()) == 1, "what stays the same stays open"
    assert len(scene.terms()) == 1


def test_areas_are_large_and_none_lies_over_another() -> None:
    def word(x: float, line: int, width: float) -> QRectF:
        return QRectF(x, line * 33, width, 30)

    words = [word(0, 0, 60), word(70, 0, 20), word(100, 0, 200), word(10, 1, 300), word(0, 3, 15)]
    areas = touch_areas(words, 48, QSize(400, 132))
    for i, area in enumerate(areas):
        assert QRect(0, 0, 400, 132).contains(area)
        assert area.contains(words[i].center().toPoint())
        assert not any(area.intersects(other) for other in areas[i + 1 :])
    assert areas[4].size().toTuple() == (48, 48), "a word by itself has all the room it needs, even in a corner"


def test_words_are_buttons_with_names_and_room_for_a_finger(qtbot: QtBot) -> None:
    scene = Scene(qtbot, "First.\nA [[graft]] in the middle of a line of a text.\nLast.")
    (button,) = scene.terms()
    heard = QAccessible.queryAccessibleInterface(button)
    assert heard.text(QAccessible.Text.Name) == "graft"
    assert (heard.role(), heard.state().expandable) == (QAccessible.Role.Button, True)
    assert min(button.width(), button.height()) >= scene.look.touch
    assert button.parentWidget().rect().contains(button.geometry())


TALL = "\n".join(["Nothing here."] * 6)


class Touched(Scene):
    """A word with much room around it, in what scrolls, and touches near it in millimetres."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(qtbot, f"{TALL}\nThere is a [[graft]] in this line.\n{TALL}")
        self.area = Upright(self.look, self.block)
        self.window.layout().addWidget(self.area)
        settle()
        (self.term,) = self.terms()

    def place(self, x_mm: float, y_mm: float) -> QPoint:
        """So far right of the word's middle, or left, and so far below its line, or above, in the paragraph."""
        word = self.term.word_rects[0]
        line = word.bottom() if y_mm > 0 else word.top() if y_mm < 0 else word.center().y()
        side = word.right() if x_mm > 0 else word.left() if x_mm < 0 else word.center().x()
        mm = self.look.px_per_mm
        own = QPointF(side + x_mm * mm, line + y_mm * mm).toPoint()
        return self.term.mapTo(self.block._items[0][0], own)

    def touch(self, at: QPoint, release: QPoint | None = None) -> list[str]:
        """Presses and lifts the finger; the meanings that show then."""
        prose = self.block._items[0][0]
        under = prose.childAt(at) or prose
        QTest.mousePress(under, Qt.MouseButton.LeftButton, pos=under.mapFrom(prose, at))
        end = release or at
        QTest.mouseRelease(under, Qt.MouseButton.LeftButton, pos=under.mapFrom(prose, end))
        settle()
        return self.meanings()


MEANS = ["Graft: A piece of one tree that grows on another."]


@pytest.mark.parametrize("x, y", [(0, -5), (0, 5), (5, 0), (-5, 0), (4, 4), (-4, -4)])
def test_a_touch_near_a_word_means_the_word(qtbot: QtBot, x: float, y: float) -> None:
    scene = Touched(qtbot)
    at = scene.place(x, y)
    assert scene.block._items[0][0].childAt(at) is None, "no part of the button itself"
    assert scene.touch(at) == MEANS
    assert scene.touch(at) == MEANS, "a second tap at once is part of the same touch"
    assert scene.term.hasFocus()


@pytest.mark.parametrize("x, y", [(0, -8), (0, 8), (8, 0), (-8, 0), (5, 5)])
def test_a_touch_further_away_does_not(qtbot: QtBot, x: float, y: float) -> None:
    scene = Touched(qtbot)
    assert scene.touch(scene.place(x, y)) == []


def test_a_touch_near_a_word_acts_where_it_is_lifted(qtbot: QtBot) -> None:
    scene = Touched(qtbot)
    near, nearer, away = scene.place(0, -5), scene.place(2, -4), scene.place(0, -12)
    assert scene.touch(near, away) == []
    assert scene.touch(away, near) == []
    assert scene.touch(near, nearer) == MEANS


def test_a_touch_on_an_open_meaning_leaves_it_open(qtbot: QtBot) -> None:
    scene = Touched(qtbot)
    scene.block.set_paragraphs([parse("There is a [[graft]] in this line.", terms=TERMS)])
    settle()
    (scene.term,) = scene.terms()
    scene.term.click()
    settle()
    meaning = scene.block._items[0][1]
    beside = meaning.mapFromGlobal(scene.term.mapToGlobal(scene.term.word_rects[0].center().toPoint()))
    scene.term._since_action.invalidate()
    QTest.mouseClick(meaning, Qt.MouseButton.LeftButton, pos=QPoint(beside.x(), 2))
    assert scene.meanings() == MEANS


def test_a_touch_near_a_word_that_scrolls_does_nothing_else(qtbot: QtBot) -> None:
    scene = Touched(qtbot)
    scene.window.resize(900, scene.look.em(8))
    settle()
    bar = scene.area.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    settle()
    prose, at = scene.block._items[0][0], scene.place(0, -5)
    QTest.mousePress(prose, Qt.MouseButton.LeftButton, pos=at)
    bar.setValue(bar.value() + 2)
    QTest.mouseRelease(prose, Qt.MouseButton.LeftButton, pos=at)
    assert scene.meanings() == []
    assert scene.touch(scene.place(0, -5)) == MEANS


def test_a_touch_on_or_nearer_to_another_control_is_not_for_the_word(qtbot: QtBot) -> None:
    scene = Touched(qtbot)
    prose, at = scene.block._items[0][0], scene.place(0, -5)
    other = QPushButton(prose)
    other.setGeometry(QRect(at - QPoint(20, 20), QSize(40, 22)))
    other.show()
    assert scene.touch(at + QPoint(0, 4)) == [], "next to it"
    other.setEnabled(False)
    assert scene.touch(at) == [], "on it, though it is not to be had now"
    other.hide()
    assert scene.touch(at) == MEANS


def test_a_long_hard_word_may_break_and_both_parts_can_be_touched(qtbot: QtBot) -> None:
    text = "About [[stone-fruit|the fruit with one large hard stone in it]]."
    for width in range(260, 420, 20):
        scene = Scene(qtbot, text, width=width)
        (button,) = scene.terms()
        if button.mask().isEmpty():
            continue
        first, *_, last = button.word_rects
        for word in (first, last):
            at = button.mapTo(scene.block, word.center().toPoint())
            assert scene.block.childAt(at) is button
            QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=word.center().toPoint())
            QTest.qWait(0)
        return
    pytest.fail("it never broke")


def test_a_short_hard_word_stays_on_one_line(look: Look) -> None:
    pieces = (Piece("Some words and "), Piece("hard word", term="graft"), Piece(" here."))
    for width in range(160, 400, 10):
        layout, _ = text_layout(look, pieces, width)
        starts = {layout.lineForTextPosition(at).textStart() for at in (15, 23)}
        assert len(starts) == 1


def test_a_letter_stays_with_its_word(look: Look) -> None:
    pieces = parse("You lie under an X-ray arm for a while.")
    breaks = set()
    for width in range(80, 500, 4):
        layout, _ = text_layout(look, pieces, width)
        breaks |= {layout.lineAt(i).textStart() for i in range(1, layout.lineCount())}
    assert len("You lie under an X-") not in breaks
    assert len("You lie under an ") in breaks


@pytest.mark.parametrize("width", [2400, 900, 500, 260])
def test_never_wider_than_comfortable_and_never_cut(qtbot: QtBot, width: int) -> None:
    scene = Scene(qtbot, LONG, width=width)
    prose = scene.block._items[0][0]
    layout, height = prose.laid_out(prose.width())
    measure = scene.look.em(scene.look.tokens.layout["measure_max"])
    for i in range(layout.lineCount()):
        line = layout.lineAt(i)
        assert line.naturalTextWidth() <= min(measure, prose.width()) + 1
    assert prose.height() >= height
    assert prose.text().startswith("You can have a graft in spring. Never prune")


def test_reads_as_its_words_alone(qtbot: QtBot) -> None:
    scene = Scene(qtbot, "*Never* cut a [[graft]].")
    heard = QAccessible.queryAccessibleInterface(scene.block._items[0][0])
    assert heard.text(QAccessible.Text.Name) == "Never cut a graft."


def test_larger_text_is_set_anew(qtbot: QtBot) -> None:
    scene = Scene(qtbot, LONG, width=700)
    prose = scene.block._items[0][0]
    small = prose.heightForWidth(600)
    scene.look.change(size="largest")
    assert prose.heightForWidth(600) > 1.5 * small
    settle()
    assert prose.height() >= prose.heightForWidth(prose.width())


def test_found_words_are_marked_where_they_stand(look: Look, qtbot: QtBot) -> None:
    prose = Prose(look, parse("A plum is not a pear."))
    qtbot.addWidget(prose)
    prose.resize(600, 60)
    plain = prose.grab().toImage()
    prose.set_pieces(prose.pieces, ((2, 6),))
    marked = prose.grab().toImage()
    layout, _ = prose.laid_out(600)
    x, _ = layout.lineAt(0).cursorToX(2)  # type: ignore[misc]
    at = QPoint(round(x) - 1, round(layout.lineAt(0).y()) + 4)
    assert marked.pixelColor(at) == look.colour("mark")
    assert plain.pixelColor(at) != look.colour("mark")


@pytest.mark.parametrize(("lengths", "first"), [((1, 1), 1), ((4, 1, 1, 1), 1), ((1, 1, 1), 2), ((1, 1, 4), 2)])
def test_wide_text_stands_in_two_columns_of_about_the_same_height(
    qtbot: QtBot, look: Look, lengths: tuple[int, ...], first: int
) -> None:
    block = Paragraphs(look, GLOSSARY, two_from=40)
    qtbot.addWidget(block)
    sentence = "One plum a day is plenty, as the old saying goes in these parts. "
    block.set_paragraphs([parse(f"{i} " + sentence * length, terms=TERMS) for i, length in enumerate(lengths)])
    block.resize(look.em(60), block.heightForWidth(look.em(60)))
    block.show()
    settle()
    places = [prose.pos() for prose, _ in block._items]
    assert [place.x() == 0 for place in places] == [i < first for i in range(len(lengths))]
    for column in (places[:first], places[first:]):
        assert column[0].y() == 0
        assert [place.y() for place in column] == sorted(place.y() for place in column)
    block.resize(look.em(40) - 1, 2000)
    settle()
    assert {prose.x() for prose, _ in block._items} == {0}
    tops = [prose.y() for prose, _ in block._items]
    assert tops == sorted(tops)


def test_in_two_columns_a_meaning_stands_below_its_own_paragraph(qtbot: QtBot, look: Look) -> None:
    block = Paragraphs(look, GLOSSARY, two_from=40)
    qtbot.addWidget(block)
    block.set_paragraphs([parse("First of two.", terms=TERMS), parse("Then a [[graft]].", terms=TERMS)])
    block.resize(look.em(60), 300)
    block.show()
    settle()
    prose, meaning = block._items[1]
    QTest.mouseClick(prose._buttons[0], Qt.MouseButton.LeftButton)
    settle()
    assert meaning.isVisible()
    assert (meaning.x(), meaning.width()) == (prose.x(), prose.width())
    assert meaning.y() > prose.geometry().bottom()
    assert prose.x() > 0


def test_the_ring_goes_all_round_the_word(qtbot: QtBot) -> None:
    scene = Scene(qtbot, "In the first line is a [[graft]] and there are some more.", width=800)
    (button,) = scene.terms()
    prose = scene.block._items[0][0]
    button.clearFocus()
    page = prose.window()
    before = page.grab().toImage()
    button.setFocus()
    settle()
    after = page.grab().toImage()
    word = button.word_rects[0].translated(button.mapTo(page, QPoint()))
    middle = word.center().toPoint()
    assert after != before
    room = 2 + ring_width(scene.look, fine=True) / 2
    for x in (math.floor(word.left() - room), math.ceil(word.right() + room) - 1):
        assert (
            after.pixelColor(round(x), middle.y()).lightness()
            < 80
            <= before.pixelColor(round(x), middle.y()).lightness()
        )
    column = [after.pixelColor(middle.x(), y).lightness() < 80 for y in range(after.height())]
    assert column[round(word.top()) - 3 : round(word.top()) + 6].count(True) >= 2
    assert column[round(word.bottom()) - 3 : round(word.bottom()) + 9].count(True) >= 2
