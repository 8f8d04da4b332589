"""Whole visits in the real window, over the built-in pack and over one that is quite different."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from gui.screens.frame import Frame
from gui.visit import state as intents
from gui.visit.state import Screen, Visit, Weight
from tests.windows import find, load_pack, open_window, press, settle

TICKS = 4


def go(window: Frame, screen: Screen) -> None:
    """Touches the tab of a screen."""
    tabs = find(window, "tabs", QTabBar)
    assert isinstance(tabs, QTabBar)
    wanted = window.words[f"tab.{screen.value}"]
    index = next(i for i in range(tabs.count()) if tabs.tabText(i) == wanted)
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(index).center())
    settle()


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def shown_rows(window: Frame) -> int:
    grid = window.findChild(QWidget, "grid")
    return int(grid.model().rowCount())  # type: ignore[union-attr, attr-defined]


def test_a_visit_by_touch_ticks_four_factors_reads_the_sheet_and_leaves_nothing(window: Frame) -> None:
    store, structure = window.store, window.store.pack.structure
    first = structure.reasons[0].id
    press(window, f"reason-{first}")
    assert store.visit.reason == first
    press(window, "next")
    assert store.visit.screen is Screen.OPTIONS
    options = find(window, "optionTabs", QTabBar)
    assert isinstance(options, QTabBar)
    for index, option in enumerate(structure.options):
        QTest.mouseClick(options, Qt.MouseButton.LeftButton, pos=options.tabRect(index).center())
        settle()
        assert options.currentIndex() == index
        assert store.comparison.option(option.id).name in options.tabText(index)
    go(window, Screen.COMPARE)
    everything = len(structure.factors)
    assert shown_rows(window) == everything
    press(window, "onlyDifferent")
    assert shown_rows(window) == sum(row.differs for row in store.comparison.rows)
    assert str(shown_rows(window)) in find(window, "rowsShown", QLabel).text()  # type: ignore[attr-defined]
    press(window, "clearFilters")
    assert shown_rows(window) == everything
    ticked = structure.statements[:TICKS]
    for statement in ticked:
        window.pane.area.ensureWidgetVisible(find(window, f"tick-{statement.id}"))
        press(window, f"tick-{statement.id}")
    assert [name for name, _ in store.visit.ticks] == [statement.id for statement in ticked]
    press(window, "onlyMine")
    tied = {factor for statement in ticked for factor in statement.factors}
    assert shown_rows(window) == len(tied)
    go(window, Screen.SHEET)
    sheet = find(window, "sheet")
    for statement in ticked:
        assert window.store.pack.texts.statements[statement.id].say in texts(sheet)
    press(window, "startOver")
    press(window, "over-wipe")
    assert store.visit == Visit()
    assert store.visit.screen is Screen.START
    mine = ("tick-", "star-", "reason-", "name-", "lean-", "quiz-", "ready-")
    assert [
        button.objectName()
        for button in window.findChildren(QAbstractButton)
        if button.objectName().startswith(mine) and button.isChecked()
    ] == []
    for statement in ticked:
        assert window.store.pack.texts.statements[statement.id].say not in texts(sheet)


def test_one_tick_changes_grid_fits_and_sheet_in_the_same_event(window: Frame) -> None:
    store = window.store
    statement = store.pack.structure.statements[0]
    go(window, Screen.COMPARE)
    seen: list[tuple[int, int, int]] = []

    def note(differs: object) -> None:
        assert differs
        mine = sum(bool(row.mine) for row in store.now.rows)
        seen.append((mine, sum(line.weight is not None for line in store.now.checklist), len(store.summary().matters)))

    store.changed.connect(note)
    press(window, f"tick-{statement.id}")
    assert seen == [(len(set(statement.factors)), 1, 1)]
    item = next(item for item in window.pane.items if item.tick.isChecked())
    assert [fit.isVisible() for fit in item.fits] == [True] * len(store.pack.structure.options)


def test_a_visit_by_keyboard_alone(window: Frame, qtbot: QtBot) -> None:
    """Tab walks, Space and Enter act; nothing else is touched."""
    store = window.store

    def reach(name: str, limit: int = 400) -> QWidget:
        for _ in range(limit):
            focused = QApplication.focusWidget()
            if focused is not None and focused.objectName() == name:
                return focused
            QTest.keyClick(focused or window, Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reaches {name}")

    first = store.pack.structure.reasons[0].id
    QTest.keyClick(reach(f"reason-{first}"), Qt.Key.Key_Space)
    assert store.visit.reason == first
    QTest.keyClick(reach("next"), Qt.Key.Key_Return)
    settle()
    QTest.keyClick(reach("next"), Qt.Key.Key_Return)
    settle()
    assert store.visit.screen is Screen.COMPARE
    QTest.keyClick(reach("onlyDifferent"), Qt.Key.Key_Space)
    assert store.visit.only_different
    for statement in store.pack.structure.statements[:TICKS]:
        QTest.keyClick(reach(f"tick-{statement.id}"), Qt.Key.Key_Space)
    assert len(store.visit.ticks) == TICKS
    QTest.keyClick(reach("next"), Qt.Key.Key_Return)
    settle()
    assert store.visit.screen is Screen.SHEET
    QTest.keyClick(reach("startOver"), Qt.Key.Key_Return)
    settle()
    QTest.keyClick(reach("over-wipe"), Qt.Key.Key_Return)
    settle()
    assert store.visit == Visit()


def test_search_marks_counts_and_an_empty_result_offers_the_way_back(window: Frame) -> None:
    go(window, Screen.COMPARE)
    field = find(window, "search", QLineEdit)
    QTest.keyClicks(field, "zzqx")
    settle()
    assert shown_rows(window) == 0
    press(window, "loosen")
    assert shown_rows(window) == len(window.store.pack.structure.factors)
    assert field.text() == ""  # type: ignore[attr-defined]


def test_a_double_tap_on_next_goes_on_by_one_screen(window: Frame) -> None:
    button = find(window, "next", QAbstractButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    settle()
    assert window.store.visit.screen is Screen.OPTIONS


def test_a_held_key_acts_once(window: Frame) -> None:
    button = find(window, "next", QAbstractButton)
    button.setFocus()
    QTest.keyPress(button, Qt.Key.Key_Return)
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    for _ in range(5):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
        QApplication.sendEvent(button, event)
    QTest.keyRelease(button, Qt.Key.Key_Return)
    assert window.store.visit.screen is Screen.OPTIONS


def test_a_touch_that_ends_outside_does_nothing(window: Frame) -> None:
    reason = window.store.pack.structure.reasons[0].id
    card = find(window, f"reason-{reason}")
    QTest.mousePress(card, Qt.MouseButton.LeftButton, pos=card.rect().center())
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, pos=card.rect().bottomRight() * 3)
    assert window.store.visit.reason is None


def test_letters_and_digits_do_nothing_outside_the_search(window: Frame) -> None:
    for screen in Screen:
        window.store.apply(intents.GoTo(screen))
        settle()
        before = window.store.visit
        window.setFocus()
        for letter in "abcdefghijklmnopqrstuvwxyz0123456789":
            QTest.keyClick(window, letter)
        assert window.store.visit == before, screen


def test_a_pointer_that_passes_shows_and_does_nothing(window: Frame) -> None:
    for screen in Screen:
        window.store.apply(intents.GoTo(screen))
        settle()
        before, picture = window.store.visit, window.grab().toImage()
        for y in range(5, window.height(), 45):
            for x in range(5, window.width(), 60):
                QTest.mouseMove(window.windowHandle(), QPoint(x, y))
            settle()
            assert window.grab().toImage() == picture, (screen, y)
        assert window.store.visit == before, screen
        assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [window], screen


def test_text_size_and_colours_change_at_once_and_go_with_the_wipe(window: Frame) -> None:
    em = window.look.em_px
    press(window, "textSize")
    press(window, "size-largest")
    assert window.look.em_px > em * 1.5
    press(window, "colours")
    press(window, "scheme-high-dark")
    assert window.look.scheme.high
    window.start_over()
    settle()
    assert (window.look.em_px, window.look.scheme.name) == (em, "default")


def test_the_checklist_stands_beside_the_grid_from_75_em_and_in_a_tab_below(window: Frame) -> None:
    def tab_names() -> list[str]:
        tabs = window.top.tabs
        return [tabs.tabText(i) for i in range(tabs.count())]

    window.resize(round(75.5 * window.look.em_px), 900)
    settle()
    assert window.words["tab.matters"] not in tab_names()
    go(window, Screen.COMPARE)
    assert find(window, "checklist").isVisible()
    window.resize(round(74 * window.look.em_px), 900)
    settle()
    assert window.words["tab.matters"] in tab_names()
    assert not window.pane.isVisible()
    go(window, Screen.MATTERS)
    assert find(window, "checklist").isVisible()


def test_every_thing_that_can_be_touched_has_a_name_of_its_own_and_an_object_name(window: Frame) -> None:
    for screen in Screen:
        window.store.apply(intents.GoTo(screen))
        settle()
        seen: dict[str, str] = {}
        for button in window.findChildren(QAbstractButton):
            if not button.isVisible():
                continue
            assert button.objectName(), button
            assert (button.accessibleName() or button.text()).strip(), button.objectName()
            assert button.objectName() not in seen or button.objectName().startswith("term-"), button.objectName()
            seen[button.objectName()] = button.accessibleName()


@pytest.mark.parametrize("name", ["built-in", "garden"])
def test_no_screen_scrolls_sideways_at_any_size(qtbot: QtBot, name: str) -> None:
    from PySide6.QtWidgets import QAbstractScrollArea

    pack = load_pack(name)
    for size, text in (((1024, 768), "large"), ((1080, 1920), "large"), ((1366, 768), "small")):
        window = open_window(qtbot, pack, size=size)
        window.store.apply(intents.ChooseTextSize(text))
        for screen in Screen:
            window.store.apply(intents.GoTo(screen))
            settle()
            for area in window.findChildren(QAbstractScrollArea):
                if area.isVisible():
                    assert area.horizontalScrollBar().maximum() == 0, (size, text, screen, area.objectName())
            assert window.width() == size[0], (size, text, screen, "the window grew beyond the screen")


def any_intent(pack_name: str) -> st.SearchStrategy[object]:
    structure = load_pack(pack_name).structure
    ids = {
        "statement": [s.id for s in structure.statements],
        "factor": [f.id for f in structure.factors],
        "option": [o.id for o in structure.options],
        "reason": [r.id for r in structure.reasons],
        "question": [q.id for q in structure.questions],
    }
    return st.one_of(
        st.builds(intents.GoTo, st.sampled_from(Screen)),
        st.builds(intents.ChooseReason, st.sampled_from(ids["reason"])),
        st.builds(intents.ChooseOption, st.sampled_from(ids["option"])),
        st.builds(intents.Search, st.text(max_size=8)),
        st.builds(intents.ToggleGroup, st.sampled_from(structure.groups)),
        st.builds(intents.OnlyDifferent, st.booleans()),
        st.builds(intents.OnlyMine, st.booleans()),
        st.builds(intents.ShowFull, st.booleans()),
        st.builds(intents.OpenRow, st.sampled_from(ids["factor"]), st.booleans()),
        st.builds(intents.Tick, st.sampled_from(ids["statement"]), st.sampled_from([None, *Weight])),
        st.builds(intents.PickQuestion, st.sampled_from(ids["question"]), st.booleans()),
        st.builds(intents.Lean, st.sampled_from([None, intents.LEAN_UNKNOWN, *ids["option"]])),
        st.builds(intents.ChooseTextSize, st.sampled_from(intents.TEXT_SIZES)),
        st.builds(intents.ChooseScheme, st.sampled_from(intents.SCHEMES)),
        st.builds(intents.ShowAbout, st.booleans()),
    )


def outward(window: Frame) -> list[str]:
    """What can be seen of a window: every showing label, button state and field."""
    seen = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QAbstractButton):
            seen.append(f"{widget.objectName()} {widget.text()} {widget.isChecked()}")
        elif isinstance(widget, (QLabel, QLineEdit)):
            seen.append(widget.text())
    return sorted(seen)


@pytest.mark.parametrize("pack_name", ["built-in", "garden"])
def test_any_sequence_and_then_a_wipe_looks_like_a_new_visit(qtbot: QtBot, pack_name: str) -> None:
    window = open_window(qtbot, load_pack(pack_name), size=(1366, 768))
    settle()
    fresh = {}
    for screen in Screen:
        window.store.apply(intents.GoTo(screen))
        settle()
        fresh[screen] = outward(window)
    window.start_over()

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(any_intent(pack_name), min_size=3, max_size=12), st.sampled_from(Screen))
    def holds(sequence: list[intents.Intent], last: Screen) -> None:
        window.start_over()
        for intent in sequence:
            window.store.apply(intent)
        settle()
        window.start_over()
        assert window.store.visit == Visit()
        window.store.apply(intents.GoTo(Screen.COMPARE))
        if last is not Screen.COMPARE:
            window.store.apply(intents.GoTo(last))
        settle()
        if last in (Screen.START, Screen.COMPARE, Screen.MATTERS, Screen.OPTIONS):
            assert outward(window) == fresh[last]

    holds()
