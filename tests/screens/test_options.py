"""The panel of an option: the same for each, driven by touch and by keys, read by eye and by ear."""

from __future__ import annotations

import time
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from data.comparison import OutcomeView
from data.prose import plain
from data.schema import ALL, Section, Use
from gui.models.store import Store
from gui.screens.options import LEFT, OPEN_AT_FIRST, OptionsScreen, SectionFold
from gui.theme.look import Look
from gui.visit.state import ChooseOption, ChooseReason, HideNames, OpenSection, ShowFigures
from gui.visit.telling import both_frames
from gui.visit.words import load_words
from gui.widgets.iconarray import IconArray
from gui.widgets.opener import Opener
from gui.widgets.outcome import OutcomeBlock
from gui.widgets.prose import Meaning, Prose
from tests.windows import PACKS, find, load_pack, make_look, settle

WIDE, NARROW = (1920, 924), (1100, 1700)
WORDS = load_words("en")


@dataclass
class Scene:
    look: Look
    store: Store
    screen: OptionsScreen

    @property
    def options(self) -> tuple[str, ...]:
        return tuple(column.option_id for column in self.store.now.columns)

    def fold(self, section: Section) -> SectionFold:
        return self.screen.folds[section]

    def touch(self, widget: QWidget) -> None:
        self.screen.area.ensureWidgetVisible(widget)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())
        settle()

    def choose(self, index: int) -> None:
        tabs = self.screen.tabs
        QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.box(index).center())
        settle()

    def opened(self) -> set[Section]:
        return {section for section, fold in self.screen.folds.items() if fold.is_open}


def show(
    qtbot: QtBot,
    pack: str = "built-in",
    size: tuple[int, int] = WIDE,
    *,
    text: str = "default",
    scheme: str = "default",
) -> Scene:
    made = make_look(size=text, scheme=scheme)
    store = Store(load_pack(pack), WORDS)
    screen = OptionsScreen(made, WORDS, store)
    made.setParent(screen)
    store.setParent(screen)
    store.changed.connect(screen.refresh)
    qtbot.addWidget(screen)
    screen.resize(*size)
    screen.refresh()
    with qtbot.waitExposed(screen):
        screen.show()
    screen.activateWindow()
    settle()
    return Scene(made, store, screen)


@pytest.fixture(params=PACKS)
def scene(request: pytest.FixtureRequest, qtbot: QtBot) -> Scene:
    return show(qtbot, request.param)


def with_figures(scene: Scene) -> tuple[str, Section, OutcomeView]:
    """Chooses a reason and an option that has a number, and opens its section."""
    for reason in scene.store.pack.structure.reasons:
        scene.store.apply(ChooseReason(reason.id))
        for option in scene.store.comparison.options:
            for view in option.sections:
                if view.outcomes:
                    scene.store.apply(ChooseOption(option.id))
                    scene.store.apply(OpenSection(view.id.value, True))
                    settle()
                    return option.id, view.id, view.outcomes[0]
    pytest.fail("no reason has a number")


def headings(scene: Scene) -> list[str]:
    """The headings in the order in which the Tab key reaches them."""
    found, widget = [], scene.screen.tabs.nextInFocusChain()
    while widget is not scene.screen.tabs:
        if any(widget is fold.heading for fold in scene.screen.folds.values()):
            found.append(widget.accessibleName())
        widget = widget.nextInFocusChain()
    return found


def test_every_option_has_the_same_sections_in_the_same_order(scene: Scene) -> None:
    texts = scene.store.pack.texts.sections
    for i in range(len(scene.options)):
        scene.choose(i)
        assert headings(scene) == [texts[section] for section in Section]


def test_every_option_has_the_same_space_and_the_same_places(scene: Scene) -> None:
    for section in Section:
        scene.store.apply(OpenSection(section.value, True))
    steps, intro = scene.fold(Section.STEPS).steps, scene.fold(Section.IN_ONE_SENTENCE).intro
    assert steps is not None
    assert intro is not None
    for reason in scene.store.pack.structure.reasons:
        scene.store.apply(ChooseReason(reason.id))
        seen = []
        for i in range(len(scene.options)):
            scene.choose(i)
            places = [(fold.x(), fold.width(), fold.heading.height()) for fold in scene.screen.folds.values()]
            drawings = {drawing.size().toTuple() for drawing in steps.drawings if drawing.isVisible()}
            seen.append((places, drawings, intro.drawing.size().toTuple()))
        assert len(seen) == len(scene.options) >= 3
        assert all(one == seen[0] for one in seen)


def test_three_sections_are_open_at_first_and_the_drawings_where_there_are_two_columns(qtbot: QtBot) -> None:
    assert show(qtbot, size=NARROW).opened() == set(OPEN_AT_FIRST) == set(list(Section)[:3])
    assert show(qtbot, size=WIDE).opened() == {*OPEN_AT_FIRST, Section.STEPS}


def test_two_columns_from_60_em_on(qtbot: QtBot) -> None:
    scene = show(qtbot)
    left = {scene.fold(section).x() for section in LEFT}
    assert left == {0}
    assert all(scene.fold(section).x() > scene.look.em(22) for section in Section if section not in LEFT)
    assert scene.fold(Section.IN_ONE_SENTENCE).width() == scene.look.em(22.2)
    scene.screen.resize(scene.look.em(60) - 1, 900)
    settle()
    assert {fold.x() for fold in scene.screen.folds.values()} == {0}
    tops = [scene.fold(section).y() for section in Section]
    assert tops == sorted(tops)


def test_what_a_person_opened_is_open_for_every_option(scene: Scene) -> None:
    scene.touch(scene.fold(Section.BEFORE).heading)
    scene.touch(scene.fold(Section.WHAT_FOR).heading)
    expected = scene.opened()
    assert Section.BEFORE in expected
    assert Section.WHAT_FOR not in expected
    assert dict(scene.store.visit.sections) == {"before": True, "what_for": False}
    for i in range(len(scene.options)):
        scene.choose(i)
        assert scene.opened() == expected
        view = scene.store.comparison.option(scene.options[i]).sections[3]
        shown = [
            prose.text() for prose in scene.fold(Section.BEFORE).paragraphs.findChildren(Prose) if prose.isVisible()
        ]
        assert shown == [plain(paragraph) for paragraph in view.paragraphs]


def test_an_option_is_chosen_by_touch_and_by_keys_alike(scene: Scene) -> None:
    assert scene.store.visit.option is None, "to show the first one is not to choose it"
    scene.choose(2)
    assert scene.store.visit.option == scene.options[2]
    scene.screen.tabs.setFocus()
    QTest.keyClick(scene.screen.tabs, Qt.Key.Key_Left)
    assert scene.store.visit.option == scene.options[1]
    QTest.keyClick(scene.screen.tabs, Qt.Key.Key_Home)
    assert scene.store.visit.option == scene.options[0]


def test_tab_and_space_alone_open_the_next_closed_section(scene: Scene) -> None:
    scene.screen.tabs.setFocus()
    for _ in range(200):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() is scene.fold(Section.BEFORE).heading:
            break
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    settle()
    assert scene.fold(Section.BEFORE).body.isVisible()
    heading = scene.fold(Section.BEFORE).heading
    assert scene.screen.area.viewport().rect().contains(heading.mapTo(scene.screen.area.viewport(), QPoint(9, 9)))


def test_going_to_another_option_stays_at_the_section_that_is_read(qtbot: QtBot) -> None:
    scene = show(qtbot, size=(1100, 600))
    for section in Section:
        scene.store.apply(OpenSection(section.value, True))
    settle()
    bar = scene.screen.area.verticalScrollBar()
    for i in (1, 2):
        bar.setValue(scene.fold(Section.BEFORE).y())
        scene.choose(i)
        assert bar.value() == 0, "what is new begins at its beginning"
    for section in (Section.BEFORE, Section.DAYS_AFTER, Section.LIVING):
        bar.setValue(scene.fold(section).y() - 5)
        for i in (1, 2, 0):
            scene.choose(i)
            at_top = min(scene.fold(section).y(), bar.maximum())
            assert abs(bar.value() - at_top) <= 1, (section, i, "the heading stands at the top edge")
    bar.setValue(0)
    scene.choose(1)
    assert bar.value() == 0


def test_what_is_opened_comes_into_view_with_its_heading(qtbot: QtBot) -> None:
    scene = show(qtbot, size=(1100, 600))
    area, fold = scene.screen.area, scene.fold(Section.BEFORE)
    area.verticalScrollBar().setValue(fold.y() + fold.height() - area.viewport().height() + 8)
    before = area.verticalScrollBar().value()
    QTest.mouseClick(fold.heading, Qt.MouseButton.LeftButton, pos=fold.heading.rect().center())
    settle()
    view = area.viewport().rect()
    assert area.verticalScrollBar().value() > before
    assert view.contains(fold.heading.mapTo(area.viewport(), fold.heading.rect().center()))
    last = [prose for prose in fold.paragraphs.findChildren(Prose) if prose.isVisible()][-1]
    assert view.contains(last.mapTo(area.viewport(), last.rect().bottomLeft()))
    before = area.verticalScrollBar().value()
    time.sleep(0.4)
    QTest.mouseClick(fold.heading, Qt.MouseButton.LeftButton, pos=fold.heading.rect().center())
    settle()
    assert area.verticalScrollBar().value() == before, "closing moves nothing"


def test_a_meaning_comes_into_view(qtbot: QtBot) -> None:
    scene = show(qtbot, size=(1100, 500))
    area = scene.screen.area
    terms = [b for b in scene.screen.panel.findChildren(Opener) if b.objectName().startswith("term-") and b.isVisible()]
    for button in terms[:4]:
        area.ensureWidgetVisible(button, 0, 1)
        settle()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())
        settle()
        (meaning,) = [m for m in scene.screen.findChildren(Meaning) if m.isVisible()]
        assert area.viewport().rect().contains(meaning.mapTo(area.viewport(), meaning.rect().bottomLeft()))
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        settle()


@pytest.mark.parametrize("pack", PACKS)
def test_what_an_option_is_called_and_how_it_is_used_for_each_reason(qtbot: QtBot, pack: str) -> None:
    scene = show(qtbot, pack)
    uses, names = set(), set()
    intro = scene.fold(Section.IN_ONE_SENTENCE).intro
    assert intro is not None
    also = intro.also
    for reason in scene.store.pack.structure.reasons:
        scene.store.apply(ChooseReason(reason.id))
        for option in scene.store.comparison.options:
            scene.store.apply(ChooseOption(option.id))
            settle()
            uses.add(option.use)
            here = scene.store.pack.texts.options[option.id].also_called
            key = ALL if reason.general else reason.id
            called = here.get(key, here.get(ALL, ())) if here else ()
            names.add((option.id, called))
            assert also.isVisible() == bool(called)
            if called:
                (said,) = (prose.text() for prose in also.findChildren(Prose) if prose.isVisible())
                assert said.endswith(f": {', '.join(called)}.")
            said = [prose.text() for prose in scene.screen.note.findChildren(Prose) if prose.isVisible()]
            if option.use is Use.USED:
                assert not scene.screen.note.isVisible()
            else:
                assert said == [plain(text) for text in (option.use_say, option.use_instead) if text]
                assert scene.screen.note.geometry().bottom() < min(f.y() for f in scene.screen.folds.values())
    assert len(uses) > 1
    assert len(names) > len(scene.options)


def test_the_drawn_figures_are_those_of_the_data(scene: Scene) -> None:
    counted = 0
    for reason in scene.store.pack.structure.reasons:
        scene.store.apply(ChooseReason(reason.id))
        for option in scene.store.comparison.options:
            scene.store.apply(ChooseOption(option.id))
            for view in option.sections:
                if not view.outcomes:
                    continue
                scene.store.apply(OpenSection(view.id.value, True))
                settle()
                blocks = [block for block in scene.fold(view.id).outcomes if block.isVisible()]
                assert [block.outcome for block in blocks] == list(view.outcomes)
                for block, outcome in zip(blocks, view.outcomes, strict=True):
                    arrays = [array for array in block.findChildren(IconArray) if array.isVisible()]
                    for array, arm in zip(arrays, outcome.arms, strict=True):
                        array.grab()
                        assert array.drawn_count() == arm.per_100
                        assert array.option_index == scene.store.comparison.option(arm.option).index
                        assert f"{arm.per_100} of 100" in array.accessibleName()
                        counted += 1
    assert counted >= 4


def test_figures_words_and_number_all_say_both_frames(scene: Scene) -> None:
    option_id, section, outcome = with_figures(scene)
    fold = scene.fold(section)
    assert fold.switch is not None
    block = fold.outcomes[0]
    for show_as in (ShowFigures.WORDS, ShowFigures.NUMBER, ShowFigures.FIGURES):
        scene.touch(fold.switch.buttons[show_as])
        assert scene.store.visit.show is show_as
        seen = " ".join(prose.text() for prose in block.findChildren(Prose) if prose.isVisible())
        flat = seen.replace("\n", " ")
        for arm in outcome.arms:
            assert both_frames(arm, outcome, WORDS) in flat
        arrays = [array for array in block.findChildren(IconArray) if array.isVisible()]
        assert len(arrays) == (len(outcome.arms) if show_as is ShowFigures.FIGURES else 0)
        assert plain(outcome.who) in flat, "who was studied is said in every way of showing"
        assert f"{outcome.people:,}".replace(",", "") in flat.replace(",", "")
    assert option_id in scene.options


def test_sources_open_in_place_and_close_again(scene: Scene) -> None:
    _, section, outcome = with_figures(scene)
    block = scene.fold(section).outcomes[0]
    before = block.height()
    scene.touch(block.button)
    assert block.citations.isVisible()
    assert block.height() > before
    listed = " ".join(block.citations.lines)
    assert all(fact.source.title.rstrip(". ") in listed for fact in outcome.facts)
    counts = [f"{arm.numerator} of {arm.denominator}" for arm in outcome.arms if arm.numerator is not None]
    assert all(count in listed for count in counts)
    time.sleep(0.4)
    scene.touch(block.button)
    assert not block.citations.isVisible()
    scene.touch(block.button)


def test_every_section_with_facts_leads_to_its_sources(scene: Scene) -> None:
    for view in scene.store.comparison.option(scene.options[0]).sections:
        scene.store.apply(OpenSection(view.id.value, True))
        settle()
        sources = scene.fold(view.id).sources
        assert sources.isVisible() == bool(view.facts)
        if view.facts:
            scene.touch(sources.button)
            assert sources.citations.isVisible()
            assert sources.button.accessibleName() == f"Sources: {view.heading}"


def test_start_over_leaves_nothing_open_and_goes_to_the_top(scene: Scene) -> None:
    view = scene.store.comparison.option(scene.options[0]).sections[0]
    if view.facts:
        scene.touch(scene.fold(view.id).sources.button)
    scene.touch(scene.fold(Section.CERTAINTY).heading)
    scene.store.start_over()
    scene.screen.reset()
    assert not scene.opened(), "until it is shown to the next person it holds nothing"
    scene.screen.refresh()
    settle()
    assert scene.opened() == {*OPEN_AT_FIRST, Section.STEPS}
    assert not scene.fold(view.id).sources.citations.isVisible()
    assert scene.screen.area.verticalScrollBar().value() == 0


def test_hidden_names_are_letters_here_too(scene: Scene) -> None:
    names = {option.name for option in scene.store.comparison.options}
    count = len(scene.options)
    scene.store.apply(HideNames(tuple(reversed(range(count)))))
    settle()
    tabs = scene.screen.tabs
    shown = [tabs.tabText(i) for i in range(tabs.count())]
    assert shown == ["A", "B", "C", "D"][:count]
    seen = " ".join(prose.text() for prose in scene.screen.findChildren(Prose) if prose.isVisible())
    assert not any(name in seen for name in names)


SIZES = [(1920, 924), (1080, 1764), (1366, 612), (1024, 612), (3840, 2000)]


@pytest.mark.parametrize("text_size", ["small", "default", "largest"])
@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("pack", PACKS)
def test_nothing_is_cut_and_nothing_scrolls_sideways(
    qtbot: QtBot, pack: str, size: tuple[int, int], text_size: str
) -> None:
    scene = show(qtbot, pack, size, text=text_size)
    with_figures(scene)
    for section in Section:
        scene.store.apply(OpenSection(section.value, True))
    settle()
    screen = scene.screen
    assert screen.area.horizontalScrollBar().maximum() == 0
    assert screen.panel.width() <= screen.area.viewport().width()
    checked = 0
    for prose in screen.findChildren(Prose):
        if prose.isVisible():
            checked += 1
            assert prose.height() >= prose.heightForWidth(prose.width()), prose.text()
            inside = prose.rect().translated(prose.mapTo(prose.parentWidget(), QPoint(0, 0)))
            assert prose.parentWidget().rect().contains(inside), prose.text()
            layout, _ = prose.laid_out(prose.contentsRect().width())
            for i in range(layout.lineCount()):
                assert layout.lineAt(i).naturalTextWidth() <= prose.contentsRect().width() + 1, prose.text()
    assert checked > 20
    for button in screen.findChildren(QAbstractButton):
        if button.isVisible() and not button.objectName().startswith("term-"):
            assert min(button.width(), button.height()) >= scene.look.touch, button.objectName()
            assert button.parentWidget().rect().contains(button.geometry()), button.objectName()
    for block in screen.findChildren(OutcomeBlock):
        if block.isVisible():
            parts = block.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            shown = [part.geometry() for part in parts if part.isVisible()]
            for i, one in enumerate(shown):
                assert block.rect().contains(one)
                assert not any(one.intersects(other) for other in shown[i + 1 :])


def test_option_tabs_leave_room_for_reading_where_the_window_is_low(qtbot: QtBot) -> None:
    scene = show(qtbot, size=(1024, 500))
    assert scene.screen.tabs.parentWidget() is scene.screen
    scene.look.change(size="largest")
    settle()
    assert scene.screen.tabs.parentWidget() is scene.screen.panel
    assert scene.screen.tabs.isVisible()
    scene.choose(1)
    assert scene.store.visit.option == scene.options[1]
    scene.look.change(size="small")
    settle()
    assert scene.screen.tabs.parentWidget() is scene.screen
    assert headings(scene)[0] == scene.fold(Section.IN_ONE_SENTENCE).heading.words()


def test_heard_as_it_is_seen(scene: Scene) -> None:
    with_figures(scene)
    for widget in scene.screen.findChildren(QWidget):
        if not widget.isVisible() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        heard = QAccessible.queryAccessibleInterface(widget)
        name = heard.text(QAccessible.Text.Name)
        assert name.strip(), widget.objectName()
        assert len(name) <= 512
        assert widget.objectName()
    steps = scene.fold(Section.STEPS).steps
    assert steps is not None
    option = scene.store.comparison.option(scene.store.visit.option or "")
    for drawing, step in zip([d for d in steps.drawings if d.isVisible()], option.steps, strict=True):
        heard = QAccessible.queryAccessibleInterface(drawing)
        assert heard.role() == QAccessible.Role.Graphic
        assert heard.text(QAccessible.Text.Name) == step.said
    assert find(scene.screen, "optionTabs") is scene.screen.tabs


@pytest.mark.parametrize("scheme", ["default", "high-dark", "high-light", "soft"])
def test_drawings_carry_the_colours_of_their_option(qtbot: QtBot, scheme: str) -> None:
    scene = show(qtbot, scheme=scheme)
    steps = scene.fold(Section.STEPS).steps
    assert steps is not None
    pictures = []
    for i in range(2):
        scene.choose(i)
        drawing = steps.drawings[0]
        assert drawing.option == i
        pictures.append(drawing.grab().toImage())
    assert pictures[0] != pictures[1]
    if scheme.startswith("high"):
        image = pictures[0]
        colours = {image.pixelColor(x, y).saturation() for x in range(image.width()) for y in range(image.height())}
        assert colours == {0}
