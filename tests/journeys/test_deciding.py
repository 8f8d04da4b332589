"""From reading to deciding, in the real window: reasons, names, the two ways, quiz, readiness, lean, hidden names."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from data.comparison import LETTERS
from data.schema import Fit, Use
from gui.screens.frame import Frame
from gui.visit import state as intents
from gui.visit.names import columns
from gui.visit.state import Pace, Screen, Weight
from gui.widgets.buttons import Button
from gui.widgets.pressable import Marker
from tests.journeys.test_visits import go, shown_rows, texts
from tests.windows import find, load_pack, open_window, press, settle


def test_another_reason_keeps_the_ticks_and_says_what_changed(window: Frame) -> None:
    store = window.store
    reasons = [reason.id for reason in store.pack.structure.reasons]
    statement = store.pack.structure.statements[0].id
    press(window, f"reason-{reasons[0]}")
    store.apply(intents.Tick(statement, Weight.MATTERS))
    before = store.comparison
    press(window, f"reason-{reasons[-1]}")
    assert dict(store.visit.ticks) == {statement: Weight.MATTERS}
    assert store.comparison.reason.id != before.reason.id
    start = window.screens["start"]
    said = start.changed.text()  # type: ignore[attr-defined]
    assert store.comparison.reason.general
    assert window.words["says.changed.general"] in said
    assert window.words.say("says.changed.kept", n=1) in said
    assert start.changed.isVisible()  # type: ignore[attr-defined]
    press(window, f"reason-{reasons[0]}")
    assert before.reason.name in start.changed.text()  # type: ignore[attr-defined]
    window.start_over()
    settle()
    assert not start.changed.isVisible()  # type: ignore[attr-defined]


def test_the_names_helper_answers_for_the_reason_and_goes_on_the_sheet(window: Frame) -> None:
    store = window.store
    name = store.pack.structure.names[0]
    press(window, f"name-{name.id}")
    answer = next(view for view in store.comparison.names if view.id == name.id)
    assert "".join(piece.text for piece in answer.answer)[:30] in texts(window.screens["start"])
    assert store.summary().clinic_word == answer.word
    find(window, f"name-{name.id}")._since_action.invalidate()  # type: ignore[attr-defined]  # not a double tap
    press(window, f"name-{name.id}")
    assert store.summary().clinic_word is None


def test_the_short_way_shows_the_rows_that_differ_most_and_gives_way_to_all(window: Frame) -> None:
    store = window.store
    press(window, "wayShort")
    assert (store.visit.screen, store.visit.pace) == (Screen.COMPARE, Pace.SHORT)
    assert 1 <= shown_rows(window) <= 3
    press(window, "showAll")
    assert shown_rows(window) == len(store.pack.structure.factors)
    go(window, Screen.START)
    press(window, "wayLong")
    assert (store.visit.screen, store.visit.pace) == (Screen.OPTIONS, Pace.LONG)


def test_names_are_hidden_wherever_they_stand_and_come_back(window: Frame) -> None:
    store = window.store
    names = {name for option in store.comparison.options for name in (option.name, option.short)}
    go(window, Screen.COMPARE)
    press(window, "hideNames")
    assert store.visit.hidden is not None
    order = store.visit.hidden
    for screen in (Screen.START, Screen.COMPARE, Screen.MATTERS, Screen.SHEET):
        store.apply(intents.GoTo(screen))
        settle()
        seen = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
        whole = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names), re.IGNORECASE)
        assert not [text for text in seen if whole.search(text)], screen
        if screen is Screen.START:
            letters = [marker.letter for marker in window.screens["start"].key.findChildren(Marker)]  # type: ignore[attr-defined]
            assert letters == list(LETTERS[: len(order)]), "the old order would tell who is who"
    names_are_hidden = window.words.say("names.hidden", letters=window.words.listed(tuple(LETTERS[: len(order)])))
    assert (window.told.isVisible(), window.told.text.text()) == (True, names_are_hidden)
    tabs = window.top.tabs
    closed = [tabs.tabText(i) for i in range(tabs.count()) if not tabs.isTabEnabled(i)]
    assert closed == [window.words["tab.options"]]
    assert not window.bottom.about.isEnabled()
    go(window, Screen.OPTIONS)
    assert store.visit.screen is Screen.SHEET
    press(window, "showNames")
    assert store.visit.hidden is None
    for place, letter in zip(order, LETTERS, strict=False):
        assert f"{letter} was {store.comparison.options[place].in_sentence}" in window.told.text.text()
    assert window.bottom.about.isEnabled()
    go(window, Screen.OPTIONS)
    assert store.visit.screen is Screen.OPTIONS
    assert not window.told.isVisible()


def test_the_switch_of_the_names_turns_back_where_it_is(window: Frame) -> None:
    go(window, Screen.COMPARE)
    press(window, "hideNames")
    assert not window.told.show_names.isVisible(), "one way back is enough"
    press(window, "hideNames")
    assert window.store.visit.hidden is None


def test_a_letter_is_the_same_option_in_the_grid_and_where_one_leans_to_it(window: Frame) -> None:
    store = window.store
    count = len(store.pack.structure.options)
    go(window, Screen.COMPARE)
    for turn in range(count):
        order = tuple((turn + i) % count for i in range(count))
        store.apply(intents.HideNames(order))
        go(window, Screen.SHEET)
        choices = [find(window, f"lean-{column.option_id}") for column in columns(store.comparison, store.visit)]
        heights = [choice.mapToGlobal(choice.rect().topLeft()).y() for choice in choices]
        assert heights == sorted(heights)
        assert [choice.marker for choice in choices] == [(i, LETTERS[i]) for i in range(count)]  # type: ignore[attr-defined]
        assert [choice.words() for choice in choices] == list(LETTERS[:count])  # type: ignore[attr-defined]


def test_lean_is_asked_only_after_the_comparison_was_opened(window: Frame) -> None:
    store = window.store
    option = store.pack.structure.options[-1].id
    go(window, Screen.SHEET)
    assert not window.findChild(QWidget, f"lean-{option}").isVisible()  # type: ignore[union-attr]
    go(window, Screen.COMPARE)
    go(window, Screen.SHEET)
    press(window, f"lean-{option}")
    assert store.summary().lean == option
    press(window, "lean-unknown")
    assert store.summary().lean == intents.LEAN_UNKNOWN


def test_a_quiz_answer_is_told_at_once_right_or_not_with_the_reason(window: Frame) -> None:
    store = window.store
    go(window, Screen.SHEET)
    press(window, "part-ready")
    question = store.comparison.quiz[0]
    area = window.screens["sheet"].editing  # type: ignore[attr-defined]
    for choice in range(len(question.choices)):
        name = f"quiz-{question.id}-{choice}"
        area.ensureWidgetVisible(find(window, name))
        press(window, name)
        shown = texts(window.screens["sheet"])
        right = choice == question.right
        assert (window.words["quiz.right"] in shown) is right
        assert "".join(piece.text for piece in question.why)[:25] in shown


def test_a_quiz_answer_leads_to_where_it_stands_and_back(window: Frame) -> None:
    store = window.store
    go(window, Screen.SHEET)
    press(window, "part-ready")
    area = window.screens["sheet"].editing  # type: ignore[attr-defined]
    question = store.comparison.quiz[-1]
    see = f"quiz-{question.id}-see"
    assert not [button for button in window.findChildren(Button, see) if button.isVisible()], "not before an answer"
    area.ensureWidgetVisible(find(window, f"quiz-{question.id}-0"))
    press(window, f"quiz-{question.id}-0")
    area.ensureWidgetVisible(find(window, see))
    press(window, see)
    assert store.visit.screen is Screen.COMPARE
    assert question.factor in store.visit.open_rows
    assert question.factor in store.now.found.shown
    assert find(window, "backToMatters").text() == window.words["compare.back_to.sheet"]
    press(window, "backToMatters")
    assert store.visit.screen is Screen.SHEET
    assert find(window, see).isVisible(), "where one was"


def test_a_no_about_being_ready_leads_to_the_screen_that_helps(window: Frame) -> None:
    store = window.store
    go(window, Screen.SHEET)
    press(window, "part-ready")
    area = window.screens["sheet"].editing  # type: ignore[attr-defined]
    question = next(q for q in store.comparison.readiness if q.leads_to == "compare")
    no, onward = f"ready-{question.id}-no", f"ready-{question.id}-go"
    area.ensureWidgetVisible(find(window, no))
    press(window, no)
    assert window.words["ready.some_no"] in texts(window.screens["sheet"])
    area.ensureWidgetVisible(find(window, onward))
    press(window, onward)
    assert store.visit.screen is Screen.COMPARE
    assert question.short in " ".join(line.short for line in store.summary().readiness if line.answer is False)


def test_a_column_says_that_its_option_is_not_used_why_and_what_the_word_may_mean(window: Frame) -> None:
    store = window.store
    header = window.screens["compare"].header  # type: ignore[attr-defined]
    go(window, Screen.COMPARE)
    unused = 0
    for reason in store.pack.structure.reasons:
        store.apply(intents.ChooseReason(reason.id))
        settle()
        for column, option in zip(store.now.columns, store.comparison.options, strict=True):
            said = tuple("".join(piece.text for piece in text) for text in (option.use_say, option.use_instead))
            assert column.unused == (said if option.use is Use.NOT_USED else None)
            if column.unused:
                unused += 1
                assert f"{option.short}: {' '.join(said)}" in header.text()
        store.apply(intents.HideNames(tuple(range(len(store.comparison.options)))))
        assert not any(column.unused for column in store.now.columns), "it would tell who is who"
        store.apply(intents.HideNames(None))
    assert unused > 0


def test_from_a_tick_to_its_row_and_back(window: Frame) -> None:
    store = window.store
    window.resize(1366, 900)
    settle()
    statement = store.pack.structure.statements[0]
    go(window, Screen.MATTERS)
    press(window, f"tick-{statement.id}")
    press(window, f"see-{statement.id}")
    assert store.visit.screen is Screen.COMPARE
    assert statement.factors[0] in store.visit.open_rows
    press(window, "backToMatters")
    assert store.visit.screen is Screen.MATTERS


def test_what_it_says_names_no_score_order_or_winner(window: Frame) -> None:
    store = window.store
    for statement in store.pack.structure.statements[:4]:
        store.apply(intents.Tick(statement.id, Weight.A_LOT))
    said = " ".join((*store.now.says.close, *store.now.says.sentences, store.now.says.caution)).lower()
    assert said
    assert not [word for word in ("%", "score", "best", "winner", "recommend", "points", "rank") if word in said]
    shown = {fit.fit for line in store.now.checklist if line.weight for fit in line.fits}
    assert shown <= set(Fit)


@pytest.mark.parametrize("size", [(1366, 768), (1080, 1920), (1024, 768)], ids=str)
def test_where_it_has_no_room_beside_them_what_they_say_stands_below_the_statements(
    qtbot: QtBot, size: tuple[int, int]
) -> None:
    """With its table, its doubts and a gist in view that leads to all of it."""
    window = open_window(qtbot, load_pack("garden"), size=size, dpi=100)
    for statement in window.store.pack.structure.statements[:4]:
        window.store.apply(intents.Tick(statement.id, Weight.MATTERS))
    go(window, Screen.MATTERS)
    pane = window.pane
    assert pane.says.y() > pane.list.geometry().bottom()
    seen = QRect(QPoint(), pane.area.viewport().size())
    assert not seen.contains(pane.says.mapTo(pane.area.viewport(), QPoint()))
    press(window, "toSays")
    assert seen.contains(pane.says.mapTo(pane.area.viewport(), QPoint()))
    assert pane.says.table.isVisible()
    said = texts(pane.says)
    assert all(line in said for line in (*window.store.now.says.lines, window.store.now.says.caution))


@pytest.mark.parametrize("pack", ["built-in", "garden"])
def test_beside_them_it_stays_in_view_while_the_statements_scroll(qtbot: QtBot, pack: str) -> None:
    window = open_window(qtbot, load_pack(pack), dpi=92)
    window.store.apply(intents.Tick(window.store.pack.structure.statements[0].id, Weight.MATTERS))
    go(window, Screen.MATTERS)
    pane, bar = window.pane, window.pane.area.verticalScrollBar()
    assert pane.says.x() > pane.list.geometry().right()
    assert pane.says.height() <= pane.area.viewport().height()
    for value in (0, bar.maximum() // 2, bar.maximum()):
        bar.setValue(value)
        settle()
        top = pane.says.mapTo(pane.area.viewport(), QPoint()).y()
        assert 0 <= top <= pane.area.viewport().height() - pane.says.height()
