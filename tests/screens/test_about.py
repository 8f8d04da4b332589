"""About this aid: everything that the pack can say of itself, and honestly."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from data.checks.report import report
from data.library import Pack, built_in
from data.schema import ProcessDone, Review
from gui.models.store import Store
from gui.screens.about import OPEN_AT_FIRST, AboutScreen, Verdict
from gui.visit.state import ShowAbout
from gui.visit.telling import source_lines
from gui.visit.words import load_words
from gui.widgets.prose import Prose
from tests.windows import PACKS, load_pack, make_look, settle

WORDS = load_words("en")
BEFORE, AFTER = datetime.date(2026, 12, 1), datetime.date(2099, 1, 1)


@dataclass
class Scene:
    store: Store
    screen: AboutScreen

    def seen(self, part: str | None = None) -> str:
        inside = self.screen.parts[part] if part else self.screen
        return "\n".join(prose.text() for prose in inside.findChildren(Prose) if prose.isVisible())

    def open(self, part: str) -> str:
        heading = self.screen.parts[part].heading
        self.screen.area.ensureWidgetVisible(heading)
        QTest.mouseClick(heading, Qt.MouseButton.LeftButton, pos=heading.rect().center())
        for _ in range(20):
            settle()
        return self.seen(part)


def show(
    qtbot: QtBot,
    pack: Pack | str = "built-in",
    today: datetime.date = BEFORE,
    size: tuple[int, int] = (1920, 924),
    text: str = "default",
) -> Scene:
    look = make_look(size=text)
    store = Store(load_pack(pack) if isinstance(pack, str) else pack, WORDS)
    screen = AboutScreen(look, WORDS, store, today)
    look.setParent(screen)
    store.setParent(screen)
    store.changed.connect(screen.refresh)
    qtbot.addWidget(screen)
    screen.resize(*size)
    screen.refresh()
    with qtbot.waitExposed(screen):
        screen.show()
    screen.activateWindow()
    settle()
    return Scene(store, screen)


def changed(pack: Pack, **values: object) -> Pack:
    return replace(pack, structure=pack.structure.model_copy(update=values))


@pytest.mark.parametrize("pack", PACKS)
def test_says_what_it_is_who_made_it_and_who_paid(qtbot: QtBot, pack: str) -> None:
    scene = show(qtbot, pack)
    texts, structure = scene.store.pack.texts, scene.store.pack.structure
    seen = scene.seen()
    assert texts.name in seen
    assert WORDS.say("about.version", version=structure.version, hash=scene.store.pack.short_hash) in seen
    assert f"{structure.produced.day} {structure.produced:%B} {structure.produced.year}" in seen
    assert all(author.name in seen and author.qualifications in seen for author in texts.about.authors)
    assert texts.about.funding in seen
    assert texts.about.update_policy in seen
    assert all(paragraph in seen for paragraph in texts.about.evidence)


def test_the_language_is_that_of_the_content(qtbot: QtBot) -> None:
    pack = load_pack("built-in")
    assert "Language: English." in show(qtbot, pack).seen("content")
    spanish = replace(pack, texts=pack.texts.model_copy(update={"language": "es"}))
    assert "Language: es." in show(qtbot, spanish).seen("content")


def test_whether_it_was_checked_stands_first_then_who_and_how_and_the_version_last(qtbot: QtBot) -> None:
    scene = show(qtbot, size=(1080, 1764))
    parts = scene.screen.parts
    assert sorted(parts, key=lambda name: parts[name].y()) == [
        *("review", "makers", "evidence", "standard", "reading", "sources", "content"),
    ]


def test_not_reviewed_is_said_until_somebody_has_reviewed_it(qtbot: QtBot) -> None:
    pack = load_pack("built-in")
    assert pack.structure.review is None
    assert "Not yet reviewed by a clinician." in show(qtbot, pack).seen("review")
    review = Review(by="Ada Example", role="pain nurse", date=datetime.date(2026, 11, 30))
    seen = show(qtbot, changed(pack, review=review)).seen("review")
    assert "Ada Example, pain nurse, 30 November 2026" in seen
    assert "Not yet reviewed" not in seen


def test_past_its_review_date_it_says_so_on_top_and_can_still_be_read(qtbot: QtBot) -> None:
    pack = load_pack("built-in")
    after = pack.texts.about.after_review_by
    scene = show(qtbot, pack, BEFORE)
    assert not scene.screen.banner.isVisible()
    assert after in scene.seen("review"), "what will happen is said before it happens"
    scene = show(qtbot, pack, AFTER)
    assert scene.screen.banner.isVisible()
    assert scene.screen.banner.text() == after
    assert after not in scene.seen("review")
    assert pack.texts.about.funding in scene.seen()


@pytest.mark.parametrize("pack", PACKS)
def test_the_standard_is_the_one_that_the_checks_score(qtbot: QtBot, pack: str) -> None:
    scene = show(qtbot, pack, BEFORE)
    assert not scene.screen.parts["standard"].filled
    seen = scene.open("standard")
    scored = report(scene.store.pack.origin, today=BEFORE).standard
    assert scored is not None
    words = {"met": "yes", "not met": "no", "not done": "not done"}
    verdicts = [v for v in scene.screen.parts["standard"].findChildren(Verdict) if v.isVisible()]
    assert [v.text() for v in verdicts] == [f"{item.title} – {words[item.status.value]}" for item in scored.items]
    assert [v.icon == "tick" for v in verdicts] == [item.status.value == "met" for item in scored.items]
    for group in ("qualifying", "certifying", "quality"):
        assert scored.score(group).replace("/", " of ") in seen


def test_a_process_counts_once_it_is_recorded(qtbot: QtBot) -> None:
    pack = load_pack("built-in")
    done = ProcessDone(item=16, by="Ada Example", date=datetime.date(2026, 11, 30), what="Tested with 12 people")
    before, after = (
        show(qtbot, pack).open("standard"),
        show(qtbot, changed(pack, processes_done=(done,))).open("standard"),
    )
    assert "Field-tested with patients – not done" in before
    assert "Field-tested with patients – yes" in after


def test_reading_grades_are_those_of_the_checks(qtbot: QtBot) -> None:
    scene = show(qtbot)
    seen = scene.open("reading")
    grades = report(built_in()).languages[0].readability
    texts = scene.store.pack.texts
    for option, by_reason in grades.items():
        for reason, grade in by_reason.items():
            line = f"{texts.options[option].name}: {grade.first}\u00a0(Flesch-Kincaid), {grade.second}\u00a0(SMOG)"
            assert line in seen
            assert texts.reasons[reason].name in seen


def test_every_source_is_listed_once(qtbot: QtBot) -> None:
    scene = show(qtbot)
    lines = source_lines(scene.store.pack.facts.values(), WORDS)
    seen = scene.open("sources").split("\n")
    assert seen[0] == f"{len(lines)} sources"
    assert sorted(seen[1:]) == sorted(lines)
    assert len(lines) > 30


@pytest.mark.parametrize("way", ["touch", "space"])
def test_closes_by_touch_and_by_key(qtbot: QtBot, way: str) -> None:
    scene = show(qtbot)
    scene.store.apply(ShowAbout(True))
    back = scene.screen.back
    assert back.objectName() == "aboutBack"
    if way == "touch":
        QTest.mouseClick(back, Qt.MouseButton.LeftButton, pos=back.rect().center())
    else:
        back.setFocus()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert scene.store.visit.about is False


def test_start_over_closes_what_was_opened(qtbot: QtBot) -> None:
    scene = show(qtbot)
    scene.open("sources")
    scene.screen.reset()
    assert {name for name, part in scene.screen.parts.items() if part.is_open} == OPEN_AT_FIRST


@pytest.mark.parametrize("text", ["small", "largest"])
@pytest.mark.parametrize("size", [(1920, 924), (1080, 1764), (1024, 612)], ids=str)
def test_nothing_is_cut(qtbot: QtBot, size: tuple[int, int], text: str) -> None:
    scene = show(qtbot, size=size, text=text, today=AFTER)
    for part in ("standard", "reading", "sources"):
        scene.open(part)
    assert scene.screen.area.horizontalScrollBar().maximum() == 0
    checked = 0
    for prose in scene.screen.panel.findChildren(Prose):
        if prose.isVisible():
            checked += 1
            assert prose.height() >= prose.heightForWidth(prose.width()), prose.text()
            inside = prose.rect().translated(prose.mapTo(prose.parentWidget(), QPoint(0, 0)))
            assert prose.parentWidget().rect().contains(inside), prose.text()
    assert checked > 80
