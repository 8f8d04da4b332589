"""The grid on the screen: laid out, touched, stepped through by keys, and heard."""

from __future__ import annotations

import gc
import weakref

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QKeyEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScroller
from pytestqt.qtbot import QtBot
from shiboken6 import getCppPointer

from data.prose import plain
from gui.models.grid import Role
from gui.visit.state import ShowFigures
from gui.widgets import gridshape
from gui.widgets.gridpictures import Pictures
from gui.widgets.gridshape import LEAST_BESIDE, ArrayItem, BarItem, BoxItem, RowBuilder, RowFacts, RowShape, TextItem
from gui.widgets.heights import Heights
from gui.widgets.pressable import DOUBLE_TAP_MS
from gui.widgets.whole import SLACK
from tests.grid_worlds import GROUPS, ROWS, WORDS, Scene, but, many, outcome, plainly, row, scene

NAME, DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description
CARDS = 800


@pytest.fixture
def shown(qtbot: QtBot) -> Scene:
    return show(qtbot, scene(plainly()))


def show(qtbot: QtBot, made: Scene) -> Scene:
    qtbot.addWidget(made.window)
    with qtbot.waitExposed(made.window):
        made.window.show()
    made.window.activateWindow()
    QApplication.processEvents()
    return made


def shape(made: Scene, row_number: int) -> RowShape:
    return made.view.shape_of(row_number)[0]


def texts(made: Scene, row_number: int) -> list[str]:
    return [plain(item.laid.pieces) for item in shape(made, row_number).items if isinstance(item, TextItem)]


def cell(made: Scene, row_number: int, column: int = 0) -> QRect:
    return made.view.visualRect(made.shown.index(row_number, column))


def tap(made: Scene, at: QPoint, to: QPoint | None = None) -> None:
    viewport = made.view.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=to or at)


def key(made: Scene, *keys: Qt.Key) -> None:
    for one in keys:
        QTest.keyClick(made.view, one)


# --- where things stand


def test_cells_of_a_row_are_equal_and_side_by_side(shown: Scene) -> None:
    for number in range(5):
        cells = shape(shown, number).cells
        assert len({(one.top(), one.width(), one.height()) for one in cells}) == 1
        assert [one.left() for one in cells] == sorted(one.left() for one in cells)
        assert cells[0].right() < cells[1].left()
    assert not shown.view.is_cards()
    assert shape(shown, 0).cells[0].width() >= 18 * shown.look.em_px


def test_each_group_has_its_heading_over_the_first_row_that_is_shown(shown: Scene) -> None:
    assert [shown.view.heading_of(i) for i in range(5)] == ["In the garden", "", "Over the years", "", "Money"]
    assert texts(shown, 0)[0] == "In the garden"
    shown.shown.show_ids({"cut", "fruit"})
    assert [shown.view.heading_of(i) for i in range(2)] == ["In the garden", "Over the years"]
    assert [texts(shown, i)[:2] for i in range(2)] == [
        ["In the garden", "Can it be cut?"],
        ["Over the years", "Is there fruit?"],
    ]


def test_short_shows_headlines_full_their_sentences_too(shown: Scene) -> None:
    assert "Yes, once is what the gardener said." not in texts(shown, 1)
    before = shape(shown, 1).height
    shown.view.set_full(True)
    assert "Yes, once is what the gardener said." in texts(shown, 1)
    assert shape(shown, 1).height > before


def test_six_rows_are_seen_at_once_in_short(qtbot: QtBot) -> None:
    """At kiosk text size, in what 1920×1080 leaves below filters and column heads, and beside the checklist."""
    rows = tuple(row(f"r{i}", "garden", f"A question number {i}?", "A plain answer", "Another", "No") for i in range(9))
    made = show(qtbot, scene(plainly(rows), width=1380, height=679 + 100))
    made.view.set_beside(True)
    made.window.resize(1380, 679 + made.header.height())
    QApplication.processEvents()
    assert made.look.em_px == 24
    seen = [i for i in range(9) if made.view.viewport().rect().contains(made.view.row_rect(i))]
    assert len(seen) >= 6


def test_a_narrow_grid_stacks_the_options_in_cards(qtbot: QtBot) -> None:
    made = show(qtbot, scene(plainly(), width=CARDS))
    assert made.view.is_cards()
    assert not made.header.isVisible()
    cells = shape(made, 0).cells
    assert len({(one.left(), one.width()) for one in cells}) == 1
    assert [one.top() for one in cells] == sorted(one.top() for one in cells)
    assert {"Ash", "Birch", "Cedar"} <= set(texts(made, 0))
    turned: list[bool] = []
    made.view.cards_changed.connect(turned.append)
    made.window.resize(1400, 900)
    QApplication.processEvents()
    assert turned == [False]
    assert made.header.isVisible()


@pytest.mark.parametrize(("count", "width", "cards"), [(2, 1000, False), (3, 1000, True), (4, 1500, True)])
def test_columns_never_fall_under_eighteen_em(qtbot: QtBot, count: int, width: int, cards: bool) -> None:
    rows = tuple(row(one.id, one.group, plain(one.question), *("Yes",) * count) for one in ROWS)
    made = show(qtbot, scene(plainly(rows), count=count, width=width))
    assert made.view.is_cards() is cards


@pytest.mark.parametrize("beside", [False, True])
def test_the_least_width_of_a_column_is_kept_to_the_pixel(qtbot: QtBot, beside: bool) -> None:
    made = show(qtbot, scene(plainly(), width=1900))
    made.view.set_beside(beside)
    em = made.look.em_px
    least = (made.look.tokens.layout["column_min"] - (LEAST_BESIDE if beside else 0)) * em
    for width in range(round(52 * em), round(66 * em), 3):
        made.window.resize(width, 900)
        QApplication.processEvents()
        widths = [each for _, each in made.view.column_rects()]
        assert made.view.is_cards() == (min(widths) < least), (width, widths)


def test_heads_stand_exactly_over_their_columns(shown: Scene) -> None:
    heads = shown.header._rects()
    for column, (left, width) in enumerate(heads):
        rect = cell(shown, 0, column)
        assert rect.left() + shown.view.x() == left + shown.header.x()
        assert rect.width() == width
    assert (
        shown.header.text()
        == "A, Ash: a tree called Ash. B, Birch: a tree called Birch. C, Cedar: a tree called Cedar."
    )


@pytest.mark.parametrize("width", [500, 640, 800, 1024, 1400, 1900])
@pytest.mark.parametrize("size", ["small", "largest"])
@pytest.mark.parametrize("full", [False, True])
def test_no_letter_is_cut_and_nothing_scrolls_sideways(qtbot: QtBot, width: int, size: str, full: bool) -> None:
    rows = but(but(plainly(), "lasts", open=True), "cut", mine=("a rather long wish that has to wrap somewhere",))
    made = show(qtbot, scene(rows, width=width, size=size))
    made.view.set_full(full)
    assert made.view.horizontalScrollBar().maximum() == 0
    right = made.view.viewport().width()
    for number in range(5):
        here = shape(made, number)
        ends = [here.box.top()]
        for item in here.items:
            if isinstance(item, TextItem):
                assert item.at.x() >= 0
                assert item.at.x() + item.laid.natural <= right
                assert item.at.y() + item.laid.height <= here.height
                assert "…" not in item.laid.layout.text()
                ends.append(item.at.y() + item.laid.height)
        assert max(ends) <= here.box.bottom()
        for rect, column in zip(here.cells, range(3), strict=True):
            inside = [i for i in here.items if isinstance(i, TextItem) and rect.contains(i.at)]
            assert inside, column
            assert all(i.at.y() + i.laid.height <= rect.bottom() + 0.5 for i in inside)
            assert all(i.at.x() + i.laid.natural <= rect.right() + 0.5 for i in inside)


def test_texts_are_laid_out_once(shown: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    shown.window.grab()
    laid: list[object] = []

    def counted(*args: object, **how: object) -> None:
        laid.append(args)
        raise AssertionError("laid out again")

    monkeypatch.setattr("gui.widgets.gridshape.text_layout", counted)
    shown.view.viewport().update()
    shown.window.grab()
    shown.model.put(but(plainly(), "cut", mine=()), shown.header.columns, GROUPS, WORDS)
    shown.shown.show_ids({"cut"})
    shown.window.grab()
    assert not laid


# --- ticked, open, found


def test_a_ticked_row_has_bar_flag_words_and_an_edge(shown: Scene) -> None:
    assert not [i for i in shape(shown, 1).items if isinstance(i, BarItem)]
    shown.put(but(plainly(), "cut", mine=("to cut it",)))
    here = shape(shown, 1)
    assert len([i for i in here.items if isinstance(i, BarItem)]) == 1
    assert "You ticked: “to cut it”" in texts(shown, 1)
    edges = [i for i in here.items if isinstance(i, BoxItem) and i.edge is not None]
    assert [i.rect for i in edges] == [here.box]


@pytest.mark.parametrize("width", [CARDS, 1400])
def test_an_open_row_shows_in_place_why_numbers_and_sources(qtbot: QtBot, width: int) -> None:
    made = show(qtbot, scene(plainly(), width=width))
    made.put(but(plainly(), "lasts", open=True))
    said = texts(made, 2)
    for words in (
        "Nine years is what the gardener said.",
        "Some people mind.",
        "Leaves stay on, 3 months later.",
        "46 of 100",
        "46 kept them, 54 did not.",
        "36 kept them, 64 did not.",
        "No figure found.",
    ):
        assert words in said, words
    assert any(line.startswith("How sure: moderate") and "225" in line for line in said)
    assert any("Study 9 of trees" in line for line in said)
    arrays = [i for i in shape(made, 2).items if isinstance(i, ArrayItem)]
    assert [(i.index, i.arm.per_100) for i in arrays] == [(1, 46), (2, 36)]
    assert len({i.rect.size().width() for i in arrays}) == 1, "the same size for every option"
    made.view.set_figures(ShowFigures.WORDS)
    assert not [i for i in shape(made, 2).items if isinstance(i, ArrayItem)]
    assert "46 kept them, 54 did not." in texts(made, 2)
    assert "46 of 100" not in texts(made, 2)
    made.view.set_figures(ShowFigures.NUMBER)
    assert {"46 of 100", "46 kept them, 54 did not."} <= set(texts(made, 2))


def test_numbers_of_each_option_stand_in_its_column(qtbot: QtBot) -> None:
    rows = plainly((row("lasts", "years", "How long?", "A", "B", "C", outcomes=(outcome(("o2", "o0")),)),))
    made = show(qtbot, scene(but(rows, "lasts", open=True)))
    here = shape(made, 0)
    arrays = {i.index: i.rect for i in here.items if isinstance(i, ArrayItem)}
    assert sorted(arrays) == [0, 2]
    for index, rect in arrays.items():
        assert here.cells[index].left() <= rect.left()
        assert rect.right() <= here.cells[index].right()


def test_found_words_are_marked_in_the_text(shown: Scene) -> None:
    shown.put(plainly(), finds="last")
    marked = [
        (plain(i.laid.pieces), i.laid.marks) for i in shape(shown, 2).items if isinstance(i, TextItem) and i.laid.marks
    ]
    assert ("How long does it last?", ((17, 21),)) in marked
    assert ("It will last", ((8, 12),)) in marked
    shown.put(plainly())
    assert not [i for i in shape(shown, 2).items if isinstance(i, TextItem) and i.laid.marks]


# --- touch and mouse


def test_a_tap_on_question_or_cell_opens_and_closes(shown: Scene) -> None:
    tap(shown, cell(shown, 1, 2).center())
    assert shown.toggled == [("cut", True)]
    assert shown.view.currentIndex() == shown.shown.index(1, 2)
    shown.put(but(plainly(), "cut", open=True))
    QTest.qWait(DOUBLE_TAP_MS + 20)
    tap(shown, QPoint(300, cell(shown, 1).top() - 20))
    assert shown.toggled == [("cut", True), ("cut", False)]


def test_a_second_tap_at_once_is_the_same_tap(shown: Scene) -> None:
    at = cell(shown, 1).center()
    tap(shown, at)
    tap(shown, at)
    QTest.mouseDClick(shown.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert shown.toggled == [("cut", True)]


def test_press_and_release_must_both_be_on_the_row_and_still(shown: Scene) -> None:
    tap(shown, cell(shown, 0).center(), cell(shown, 1).center())
    tap(shown, cell(shown, 0, 0).center(), cell(shown, 0, 2).center())
    QTest.mouseClick(shown.view.viewport(), Qt.MouseButton.RightButton, pos=cell(shown, 0).center())
    over = next(y for y in range(999) if shown.view._pressable_at(QPointF(300, y)).row() == 1)
    above = max(y for y in range(over) if shown.view._pressable_at(QPointF(300, y)).row() == 0)
    tap(shown, QPoint(300, above), QPoint(300, over))
    assert shown.toggled == []


def test_a_touch_that_stops_a_moving_view_opens_nothing(qtbot: QtBot) -> None:
    made = show(qtbot, scene(many(60, 3), height=500))
    scroller = QScroller.scroller(made.view.viewport())
    scroller.scrollTo(QPointF(0, 900), 400)
    qtbot.waitUntil(lambda: scroller.state() == QScroller.State.Scrolling)
    tap(made, cell(made, 1).center())
    assert made.toggled == []
    scroller.stop()
    tap(made, made.view.visualRect(made.view.indexAt(QPoint(300, 250))).center())
    assert len(made.toggled) == 1


def test_what_is_open_below_the_cells_does_not_close_the_row(shown: Scene) -> None:
    shown.put(but(plainly(), "lasts", open=True))
    below = shown.view.row_rect(2)
    tap(shown, QPoint(below.center().x(), below.bottom() - 30))
    assert shown.toggled == []


def test_headings_and_gaps_do_nothing(shown: Scene) -> None:
    for number in range(4):
        first, second = shown.view.row_rect(number), shown.view.row_rect(number + 1)
        tap(shown, QPoint(300, (first.bottom() + second.top()) // 2))
    assert shown.toggled == []


@pytest.mark.parametrize("width", [CARDS, 1400])
def test_rows_are_large_enough_and_apart_enough_for_a_finger(qtbot: QtBot, width: int) -> None:
    made = show(qtbot, scene(plainly(), width=width, height=2400))
    hits: dict[int, list[int]] = {}
    for y in range(made.view.viewport().height()):
        index = made.view._pressable_at(QPointF(300, y))
        if index.isValid():
            hits.setdefault(index.row(), []).append(y)
    assert sorted(hits) == [0, 1, 2, 3, 4]
    for number, ys in hits.items():
        assert ys[-1] - ys[0] + 1 >= made.look.touch, number
        if number:
            assert ys[0] - hits[number - 1][-1] > made.look.gap - 1, number


def touch(made: Scene, *points: QPoint, pause: int = 15) -> None:
    device = QTest.createTouchDevice()
    viewport = made.view.viewport()
    QTest.touchEvent(viewport, device).press(0, points[0], viewport).commit()
    for point in points[1:]:
        QTest.qWait(pause)
        QTest.touchEvent(viewport, device).move(0, point, viewport).commit()
    QTest.qWait(pause)
    QTest.touchEvent(viewport, device).release(0, points[-1], viewport).commit()


def test_a_finger_taps(shown: Scene) -> None:
    touch(shown, cell(shown, 1).center())
    QTest.qWait(20)
    assert shown.toggled == [("cut", True)]


def test_a_finger_scrolls_and_opens_nothing(qtbot: QtBot) -> None:
    made = show(qtbot, scene(plainly(), width=CARDS, height=500))
    start = QPoint(300, 400)
    touch(made, *(start - QPoint(0, 25 * i) for i in range(12)))
    qtbot.waitUntil(lambda: made.view.verticalScrollBar().value() > 100)
    assert made.toggled == []


# --- keys


def test_arrows_move_by_rows_and_cells(shown: Scene) -> None:
    shown.view.setFocus()
    assert shown.view.currentIndex() == shown.shown.index(0, 0)
    key(shown, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert shown.view.currentIndex() == shown.shown.index(1, 2)
    key(shown, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert shown.view.currentIndex() == shown.shown.index(0, 1)
    key(shown, Qt.Key.Key_End)
    assert shown.view.currentIndex() == shown.shown.index(4, 1)
    key(shown, Qt.Key.Key_Home)
    assert shown.view.currentIndex() == shown.shown.index(0, 1)


@pytest.mark.parametrize("one", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_space_and_enter_toggle_once_however_long_they_are_held(shown: Scene, one: Qt.Key) -> None:
    shown.view.setFocus()
    for again in (False, True, True, True):
        QApplication.sendEvent(
            shown.view, QKeyEvent(QKeyEvent.Type.KeyPress, one, Qt.KeyboardModifier.NoModifier, "", again)
        )
    assert shown.toggled == [("tall", True)]


def test_letters_do_nothing(shown: Scene) -> None:
    shown.view.setFocus()
    QTest.keyClicks(shown.view, "howisit123")
    assert shown.view.currentIndex().row() == 0
    assert shown.toggled == []


def test_tab_leaves(qtbot: QtBot) -> None:
    made = scene(plainly())
    after = QLineEdit(made.window)
    layout = made.window.layout()
    assert layout is not None
    layout.addWidget(after)
    show(qtbot, made)
    made.view.setFocus()
    key(made, Qt.Key.Key_Down)
    key(made, Qt.Key.Key_Tab)
    assert after.hasFocus()
    QTest.keyClick(after, Qt.Key.Key_Backtab)
    assert made.view.hasFocus()
    assert made.view.currentIndex().row() == 1


@pytest.mark.parametrize("width", [CARDS, 1400])
def test_the_row_with_the_focus_is_always_in_view(qtbot: QtBot, width: int) -> None:
    made = show(qtbot, scene(many(60, 3), width=width, height=620))
    made.view.setFocus()
    inside = made.view.viewport().rect()
    for one in [Qt.Key.Key_Down] * 8 + [Qt.Key.Key_PageDown] * 2 + [Qt.Key.Key_Up] * 5 + [Qt.Key.Key_End]:
        key(made, one)
        assert inside.contains(made.view.row_rect(made.view.currentIndex().row())), one
    key(made, Qt.Key.Key_Home)
    assert made.view.verticalOffset() == 0, "the group's heading as well"


def test_a_row_longer_than_the_view_is_read_to_its_end_before_the_next(qtbot: QtBot) -> None:
    made = show(qtbot, scene(but(plainly(), "lasts", open=True), height=420))
    made.view.show_row("lasts")
    seen = set()
    for _ in range(12):
        rect = made.view.row_rect(2)
        visible = rect.intersected(made.view.viewport().rect())
        seen |= set(range(visible.top() - rect.top(), visible.bottom() - rect.top() + 1))
        key(made, Qt.Key.Key_Down)
        if made.view.currentIndex().row() != 2:
            break
    assert made.view.currentIndex().row() == 3
    assert len(seen) == made.view.row_rect(2).height()


def test_no_mark_stands_across_an_edge_of_the_view(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    made = show(qtbot, scene(plainly(), width=CARDS, height=600))
    tall, stood = made.view.viewport().height(), set()

    def paint(painter: QPainter, _look: object, _index: int, letter: str, rect: QRectF, **_more: object) -> None:
        if painter.device() is made.view.viewport():
            top = painter.transform().dy() + rect.top()
            stood.add(letter)
            assert not any(top + SLACK < edge < top + rect.height() - SLACK for edge in (0, tall)), top

    monkeypatch.setattr(gridshape, "paint_marker", paint)
    for place in range(0, shape(made, 0).height, 3):
        made.view.verticalScrollBar().setValue(place)
        made.view.viewport().repaint()
    assert len(stood) == 3


def test_a_row_is_seen_whole_where_its_heading_has_no_room_beside_it(qtbot: QtBot) -> None:
    made = show(qtbot, scene(plainly()))
    box, around = made.view.row_rect(0), made.window.height() - made.view.viewport().height()
    made.window.resize(made.window.width(), around + box.height() + made.look.em(0.8))
    QApplication.processEvents()
    made.view.verticalScrollBar().setValue(made.view.verticalScrollBar().maximum())
    made.view.scrollTo(made.shown.index(0, 0))
    assert shape(made, 0).box.bottom() > made.view.viewport().height(), "with its heading it would be cut"
    assert made.view.viewport().rect().contains(made.view.row_rect(0))


def test_the_ring_is_seen(shown: Scene) -> None:
    shown.view.clearFocus()
    without = shown.view.viewport().grab().toImage()
    shown.view.setFocus()
    QApplication.processEvents()
    ring = shown.view.viewport().grab().toImage()
    box = shown.view.row_rect(0)
    focus = shown.look.colour("focus")
    column = [ring.pixelColor(box.center().x(), y) == focus for y in range(box.top() - 10, box.top() + 6)]
    assert sum(column) >= 2
    assert without != ring


def test_show_row_scrolls_and_gives_focus(qtbot: QtBot) -> None:
    made = show(qtbot, scene(many(2000, 3), height=600))
    made.view.show_row("r1500")
    assert made.view.hasFocus()
    assert made.view.currentIndex().row() == 1500
    assert made.view.viewport().rect().contains(made.view.row_rect(1500))
    made.view.show_row("nowhere")
    assert made.view.currentIndex().row() == 1500


# --- by ear


def interface(made: Scene) -> QAccessible:
    return QAccessible.queryAccessibleInterface(made.view)


def test_every_cell_is_a_child_that_reads_as_question_option_answer(shown: Scene) -> None:
    grid = interface(shown)
    assert grid.role() == QAccessible.Role.Table
    assert grid.text(NAME) == "The grid"
    assert grid.childCount() == 15
    assert grid.child(4).text(NAME) == "Can it be cut? Birch: Yes, once."
    assert grid.child(0).text(NAME) == "In the garden. How tall does it grow? Ash: Tall."
    assert grid.child(15) is None
    for number in range(15):
        child = grid.child(number)
        assert child.role() == QAccessible.Role.Cell
        assert grid.indexOfChild(child) == number
        rect = cell(shown, *divmod(number, 3))
        assert child.rect() == QRect(shown.view.viewport().mapToGlobal(rect.topLeft()), rect.size())
        assert 0 < len(child.text(NAME)) <= 512
    middle = grid.child(7).rect().center()
    assert grid.childAt(middle.x(), middle.y()).text(NAME) == grid.child(7).text(NAME)


def test_cells_out_of_sight_say_so(qtbot: QtBot) -> None:
    made = show(qtbot, scene(many(40, 3), height=500))
    grid = interface(made)
    near, far = grid.child(0).state(), grid.child(100).state()
    assert (near.offscreen, near.focusable) == (0, 1)
    assert (far.offscreen, far.focusable) == (1, 0)


def test_an_action_from_outside_opens_the_row(shown: Scene) -> None:
    child = interface(shown).child(4)
    act = child.actionInterface()
    assert QAccessibleActionInterface.pressAction() in act.actionNames()
    act.doAction(QAccessibleActionInterface.pressAction())
    assert shown.toggled == [("cut", True)]
    assert (child.state().expandable, child.state().collapsed) == (1, 1)
    shown.put(but(plainly(), "cut", open=True))
    assert child.state().expanded == 1
    assert child.text(NAME) == "Can it be cut? Birch: Yes, once. Yes, once is what the gardener said."
    assert "Some people mind." in child.text(DESCRIPTION)
    act.doAction(QAccessibleActionInterface.setFocusAction())
    assert shown.view.hasFocus()
    assert child.state().focused == 1


def test_asking_a_cell_for_what_it_has_not_gives_nothing(shown: Scene) -> None:
    """Qt's bridges ask for each of these; a wrong answer is a crash that no test in Python can catch otherwise."""
    child = interface(shown).child(4)
    for name in ("attributes", "editableText", "selection", "tableCell", "text", "value"):
        assert getattr(child, f"{name}Interface")() is None
    address = child.interface_cast(QAccessible.InterfaceType.ActionInterface)
    assert int(address) == getCppPointer(child.actionInterface())[0] != getCppPointer(child)[0]
    assert child.text(QAccessible.Text.Identifier) == "grid.cut.o1"


def test_a_row_that_was_filtered_out_is_gone_and_the_same_when_it_comes_back(shown: Scene) -> None:
    grid = interface(shown)
    child = grid.child(4)
    shown.shown.show_ids({"tall"})
    assert not child.isValid()
    assert child.state().invalid == 1
    assert (child.text(NAME), child.rect()) == ("", QRect())
    assert grid.childCount() == 3
    shown.shown.show_ids({"cut"})
    again = grid.child(1)
    assert again.isValid()
    assert again.text(NAME) == "In the garden. Can it be cut? Birch: Yes, once."


def test_sentences_are_told_where_they_are_shown(shown: Scene) -> None:
    child = interface(shown).child(4)
    assert child.text(DESCRIPTION) == ""
    shown.view.set_full(True)
    assert child.text(DESCRIPTION) == "Yes, once is what the gardener said."


def test_a_grid_that_is_gone_leaves_nothing_to_fall_over(qtbot: QtBot) -> None:
    made = scene(plainly())
    made.window.show()
    child = interface(made).child(4)
    made.window.close()
    made.window.deleteLater()
    QTest.qWait(1)
    assert not child.isValid()
    assert child.text(NAME) == ""
    kept = weakref.ref(made.view)
    del made
    gc.collect()
    assert kept() is None, "whoever listens must not keep the grid"


# --- many rows


def test_ten_thousand_rows_come_and_go(qtbot: QtBot) -> None:
    made = scene(many(), count=4, width=1900, height=900)
    show(qtbot, made)
    ids = [f"r{i}" for i in range(10_000)]
    for wanted in (ids[::2], ids[::3], ids, ids[5000:5010], ids[::7], ids, [], ids):
        made.shown.show_ids(wanted)
        made.view.viewport().repaint()
        assert made.shown.rowCount() == len(wanted)


def test_place_and_current_cell_are_kept_where_many_rows_go(qtbot: QtBot) -> None:
    made = show(qtbot, scene(many(3000, 3), height=700))
    made.view.show_row("r1200")
    QApplication.processEvents()
    made.view.setCurrentIndex(made.shown.index(1200, 2))
    at = made.view.row_rect(1200).top()
    made.shown.show_ids([f"r{i}" for i in range(0, 3000, 3)])
    QApplication.processEvents()
    assert made.view.currentIndex() == made.shown.index(400, 2)
    assert made.view.row_rect(400).top() == at
    made.shown.show_ids([f"r{i}" for i in range(1, 3000, 3)])
    assert not made.view.currentIndex().isValid()
    key(made, Qt.Key.Key_Down)
    assert made.view.currentIndex().isValid()


def test_nothing_of_a_visit_is_kept_for_the_next(qtbot: QtBot) -> None:
    made = show(qtbot, scene(many(300, 3), height=700))
    made.put(but(many(300, 3), "r200", mine=("a secret",)))
    made.view.show_row("r200")
    made.window.grab()
    made.view.forget()
    made.put(many(300, 3))
    made.window.grab()
    assert not made.view.currentIndex().isValid()
    assert made.view.verticalScrollBar().value() == 0
    kept = [plain(laid.pieces) for laid in made.view._texts._known.values()]
    assert kept and not [text for text in kept if "secret" in text]


def test_a_search_builds_only_what_it_moves_and_sees(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    made = show(qtbot, scene(many(60, 3), height=700))
    plain_height = made.view._heights.total
    built: list[str] = []
    build = RowBuilder.build

    def counted(self: RowBuilder, facts: RowFacts) -> RowShape:
        built.append(facts.row.row.id)
        return build(self, facts)

    monkeypatch.setattr(RowBuilder, "build", counted)
    for finds in ("question", None):
        made.put(many(60, 3), finds=finds)
        made.window.grab()
        assert not built, "what is bold already stays where it stands"
        assert made.view._heights.total == plain_height
        texts = [i.laid for i in shape(made, 3).items if isinstance(i, TextItem)]
        assert [plain(laid.pieces) for laid in texts if laid.marks] == (["Question 3?"] if finds else [])
    made.view.set_full(True)
    made.window.grab()
    plain_height = made.view._heights.total
    built.clear()
    made.put(many(60, 3), finds="detail")
    made.window.grab()
    assert 0 < len(built) < 30, "rows in view"
    built.clear()
    made.put(many(60, 3))
    made.window.grab()
    assert not built, "as before the search"
    assert made.view._heights.total == plain_height


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("ticked", [False, True])
def test_a_row_from_its_picture_is_the_row_as_painted(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, full: bool, ticked: bool
) -> None:
    made = show(qtbot, scene(plainly(), height=1100))
    made.view.set_full(full)
    rows = but(plainly(), "cut", mine=("to cut it",)) if ticked else plainly()
    for finds in (None, "it", "is", None):
        made.put(rows, finds=finds)
        for _ in range(len(rows)):
            made.view.viewport().grab()
        kept = made.view.viewport().grab().toImage()
        assert len(made.view._pictures) > 2
        with monkeypatch.context() as patch:
            patch.setattr(Pictures, "fit", lambda *_: False)
            assert made.view.viewport().grab().toImage() == kept, finds


def test_pictures_of_rows_are_few_and_go_with_the_visit(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    made = show(qtbot, scene(many(300, 3), height=700))
    bar, pictures = made.view.verticalScrollBar(), made.view._pictures
    most = 20 * made.view.viewport().width() * 100
    monkeypatch.setattr("gui.widgets.gridpictures.KEPT_BYTES", most)
    for step in range(60):
        bar.setValue(step * 100)
        made.window.grab()
        assert pictures.kept_bytes() <= most
    assert len(pictures) > 2
    made.view.forget()
    assert not len(pictures)
    assert not pictures.kept_bytes()


def test_what_is_seen_stays_when_estimates_give_way(qtbot: QtBot) -> None:
    made = show(qtbot, scene(many(3000, 3), height=700))
    bar = made.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    QApplication.processEvents()
    for step in (-300, -300, -300, 200, -500):
        top = made.view.indexAt(QPoint(400, 60))
        before = made.view.row_rect(top.row()).top()
        bar.setValue(bar.value() + step)
        made.view.viewport().repaint()
        assert abs(made.view.row_rect(top.row()).top() - (before - step)) <= 1
    bar.setValue(bar.maximum())
    QApplication.processEvents()
    assert made.view.row_rect(2999).bottom() <= made.view.viewport().height()


def test_opening_a_row_moves_nothing_above_it(qtbot: QtBot) -> None:
    rows = many(300, 3)
    made = show(qtbot, scene(rows, height=700))
    bar = made.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    top = made.view.indexAt(QPoint(400, 200))
    before = made.view.row_rect(top.row()).top()
    made.put(but(rows, top.data(Role.ID), open=True))
    made.view.viewport().repaint()
    assert made.view.row_rect(top.row()).top() == before
    assert made.view.row_rect(top.row()).height() > 100


def test_heights_know_where_rows_stand() -> None:
    heights = Heights()
    assert heights.row_at(5) == -1
    heights.reset(4, 10)
    heights.put(1, 30)
    assert [heights.top(i) for i in range(4)] == [0, 10, 40, 50]
    assert heights.total == 60
    assert [heights.row_at(y) for y in (-5, 0, 9, 10, 39, 40, 59, 60, 999)] == [0, 0, 0, 1, 1, 2, 3, 3, 3]
    assert (heights.mean(99), heights.measured(1), heights.measured(2)) == (30, True, False)
    heights.forget(0, 3)
    assert not heights.measured(1)
    assert heights.mean(99) == 99


def test_an_empty_grid_is_calm(qtbot: QtBot) -> None:
    made = show(qtbot, scene(()))
    made.view.setFocus()
    key(made, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_End)
    tap(made, QPoint(100, 100))
    made.put(plainly())
    made.shown.show_ids(())
    made.window.grab()
    assert interface(made).childCount() == 0
    assert made.toggled == []
