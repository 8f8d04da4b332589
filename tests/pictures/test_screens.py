"""Every screen as it is rendered: whole letters, contrast, touch areas, black and white, and how it looked before."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from data.prose import Piece
from gui.screens import start
from gui.screens.compare import CompareScreen
from gui.theme.look import Look
from gui.visit import state as do
from gui.widgets import buttons
from gui.widgets.buttons import Button
from gui.widgets.prose import paint_text, span_rects, text_layout
from tests.pictures.checks import (
    Measured,
    black_and_white_faults,
    contrast_faults,
    frame_faults,
    pixels,
    text_faults,
    touch_faults,
)
from tests.pictures.recorder import record
from tests.pictures.references import CHOSEN, FOLDER, SHARE, beside, chosen, different, small
from tests.pictures.rings import Rings, ring_faults
from tests.pictures.stage import MONITORS, TEXT_SIZES, Monitor, Scene, Stage, further, pages, scenes, states
from tests.pictures.walk import CLOSE, EXAM_ROOM, USUAL, combinations, row, walk
from tests.theme.colour import contrast, grey, without_green_cones
from tests.windows import find, load_pack, settle

TABLES = Path(__file__).parent.parent.parent / "docs" / "accessibility.md"
COMBINATIONS = tuple(
    (monitor, size)
    for monitor, size in combinations()
    if monitor in MONITORS or size in ("small", "default") or (monitor == CLOSE and size == "largest")
)
"""Three monitors at every size, the others at two, the least at its most; `tests.pictures.measure` goes through all."""


@pytest.mark.parametrize("monitor, size", COMBINATIONS, ids=[f"{m.name}@{m.dpi:.0f}-{s}" for m, s in COMBINATIONS])
def test_every_screen_in_every_scheme(qtbot: QtBot, monitor: Monitor, size: str) -> None:
    """Colours do not depend on the monitor: here they are measured on three, by `tests.pictures.measure` on all."""
    coloured = monitor in MONITORS
    found = walk(load_pack("built-in"), monitor, size, pixels=coloured)
    assert found.faults == []
    said = row(monitor, size, found)
    lines = TABLES.read_text(encoding="utf-8").splitlines()
    assert said in lines if coloured else _uncoloured(said) in map(_uncoloured, lines), said


def _uncoloured(line: str) -> list[str]:
    """The cells of a row but for the contrasts."""
    cells = line.split(" | ")
    return cells[:3] + cells[-2:]


def test_with_least_room_what_comes_and_goes_leaves_the_screen_usable(qtbot: QtBot) -> None:
    """A line about the names, the way back to a statement, filters, keys: each could take the screen's place."""
    pack = load_pack("built-in")
    reason, statement = do.ChooseReason(pack.structure.reasons[0].id), pack.structure.statements[0]
    mine, compare = (reason, do.Tick(statement.id, do.Weight.A_LOT)), do.GoTo(do.Screen.COMPARE)
    hidden = (*mine, compare, do.HideNames((2, 0, 1)))
    made = [
        *(Scene(f"hidden, {to.value}", (*hidden, do.GoTo(to))) for to in do.Screen),
        Scene("names back", (*hidden, do.HideNames(None))),
        *(scene for scene in states(pack) if scene.name in ("sheet-ask", "sheet-ready")),
        Scene("back to", mine, lambda stage: _compare(stage).show_row(statement.factors[0])),
        Scene("filters", (*mine, compare, do.OnlyMine(True)), lambda stage: _compare(stage).filters.setChecked(True)),
        Scene("written", (*mine, compare), _write_over_all),
    ]
    stage = Stage(pack, CLOSE, size="largest", kiosk=True)
    try:
        for scene in made:
            stage.play(scene)
            size = CLOSE.width, CLOSE.height
            assert [*frame_faults(stage.frame, *size), *text_faults(stage.frame)] == [], scene.name
            assert touch_faults(stage.frame, Measured()) == [], scene.name
    finally:
        stage.close()


def _compare(stage: Stage) -> CompareScreen:
    screen = stage.frame.screens["compare"]
    assert isinstance(screen, CompareScreen)
    return screen


def _write_over_all(stage: Stage) -> None:
    """The keys cover the field, so what is written stands above them, and it is gone with them."""
    _compare(stage).filters.setChecked(True)
    settle()
    field, keyboard = _compare(stage).search.field, stage.around.keyboard
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    settle()
    for key in "qaq":
        find(keyboard, f"key-{key}").click()  # type: ignore[attr-defined]
    settle()
    assert keyboard.isVisible()
    assert keyboard.rect().contains(field.rect().translated(field.mapTo(keyboard.parentWidget(), QPoint())))
    assert "qaq" in [item.text for item in record(keyboard)]


@pytest.mark.parametrize("scale", ["1.5", "2", "3"])
def test_every_screen_is_whole_at_every_scale(scale: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.pictures.scaled"],
        cwd=TABLES.parent.parent,
        env={**os.environ, "QT_SCALE_FACTOR": scale},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.stdout == ""
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("size", ["small", "largest"])
def test_a_quite_different_pack(qtbot: QtBot, size: str) -> None:
    names = ("start", "option-2", "compare-full", "compare-open", "matters", "sheet")
    assert walk(load_pack("garden"), MONITORS[0], size, only=names).faults == []


@pytest.mark.parametrize("which", range(len(CHOSEN)))
def test_screens_look_as_they_did(qtbot: QtBot, which: int, tmp_path: Path) -> None:
    wrong = []
    for name, _scene, stage in chosen(load_pack("built-in"), which):
        now, file = small(stage.shot()), FOLDER / f"{name}.png"
        if not file.exists():
            wrong.append(f"{name}: no reference")
            continue
        before = QImage(str(file)).convertToFormat(QImage.Format.Format_RGB888)
        share = different(before, now)
        if share > SHARE:
            beside(before, now).save(str(tmp_path / f"{name}.png"))
            wrong.append(f"{name}: {share:.1%} differs, see {tmp_path}/{name}.png")
    assert wrong == [], "renew with python -m tests.pictures.renew if this is meant"


def test_the_chosen_pictures_are_few_and_small() -> None:
    kept = list(FOLDER.glob("*.png"))
    assert 0 < len(kept) <= 60
    assert sum(file.stat().st_size for file in kept) < 3_000_000


# --- what colour alone does not say


def crop(stage: Stage, widget: QWidget, rect: QRect | None = None) -> QImage:
    rect = rect or widget.rect()
    return stage.shot().copy(QRect(widget.mapTo(stage.frame, rect.topLeft()), rect.size()))


def told_apart(one: QImage, other: QImage, view: object) -> float:
    """The share of pixels that differ by 3:1 in a view (grey, or without green cones)."""
    assert one.size() == other.size()
    seen: dict[tuple[int, int], bool] = {}

    def apart(pair: tuple[int, int]) -> bool:
        if pair not in seen:
            a, b = (view(p & 0xFFFFFF) for p in pair)  # type: ignore[operator]
            seen[pair] = contrast(a, b) >= 3
        return seen[pair]

    a, b = (memoryview(bytes(image.constBits())).cast("I") for image in (one, other))
    return sum(apart(pair) for pair in zip(a, b, strict=True)) / len(a)


VIEWS = [grey, without_green_cones]


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    made = Stage(load_pack("built-in"), MONITORS[0])
    qtbot.addWidget(made.frame)
    return made


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("scheme", do.SCHEMES)
def test_ticked_and_chosen_are_seen_without_colour(stage: Stage, scheme: str, view: object) -> None:
    known = {scene.name: scene for scene in scenes(stage.pack)}
    statement, group = stage.pack.structure.statements[0].id, stage.pack.structure.groups[0]
    stage.play(known["matters-none"], scheme=scheme)
    tick = find(stage.frame, f"tick-{statement}")
    box = tick.mark_rect().toAlignedRect()  # type: ignore[attr-defined]
    before = crop(stage, tick, box)
    stage.frame.store.apply(do.Tick(statement, do.Weight.MATTERS))
    settle()
    assert told_apart(before, crop(stage, tick, box), view) > 0.2
    stage.play(known["compare-short"], scheme=scheme)
    chip = find(stage.frame, f"group-{group}")
    before = crop(stage, chip)
    stage.frame.store.apply(do.ToggleGroup(group))
    settle()
    assert told_apart(before, crop(stage, chip), view) > 0.2


def _options(look: Look) -> list[tuple[str, str]]:
    """Ground and ink of an answer of each option."""
    return [(option.tint, option.ink) for option in map(look.option, range(4))]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("scheme", do.SCHEMES)
def test_a_row_that_is_mine_and_a_found_word_are_seen_without_colour(stage: Stage, scheme: str, view: object) -> None:
    known = {scene.name: scene for scene in scenes(stage.pack)}
    statement = stage.pack.structure.statements[0]
    stage.play(known["compare-short"], scheme=scheme)
    stage.frame.store.apply(do.Search(""))
    stage.frame.store.apply(do.OnlyMine(True))
    settle()
    view_ = stage.frame.findChild(QWidget, "grid")
    bar = view_.row_rect(0)  # type: ignore[union-attr]
    left = QRect(bar.left(), bar.top() + 8, 20, bar.height() - 16)
    mine = crop(stage, view_.viewport(), left)  # type: ignore[union-attr]
    plain = QImage(mine.size(), mine.format())
    plain.fill(stage.look.colour("surface"))
    assert statement.factors
    assert told_apart(plain, mine, view) > 0.15
    look, text = stage.look, "One word among others"
    for surface, ink in (("surface", look.colour("text").name()), *_options(look)):
        words = [QImage(260, 40, QImage.Format.Format_RGB32) for _ in range(2)]
        for image, marks in zip(words, ((), ((4, 8),)), strict=True):
            image.fill(look.colour(surface) if surface == "surface" else QColor(surface))
            painter = QPainter(image)
            layout, _ = text_layout(look, (Piece(text),), 400, bold=True)
            paint_text(painter, look, layout, (Piece(text),), QPointF(4, 2), ink, marks)
            painter.end()
        (found,) = (rect.translated(4, 2).toAlignedRect() for rect in span_rects(layout, 4, 8))
        plain, marked = (image.copy(found) for image in words)
        assert told_apart(plain, marked, view) > 0.05, surface


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("scheme", do.SCHEMES)
def test_the_marks_of_options_differ_by_shape(stage: Stage, scheme: str, view: object) -> None:
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QPainter

    from gui.widgets.pressable import paint_marker

    stage.look.change(scheme=scheme)
    shapes = []
    for i in range(4):
        image = QImage(96, 96, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.gray)
        painter = QPainter(image)
        paint_marker(painter, stage.look, i, "", QRectF(0, 0, 96, 96))
        painter.end()
        shapes.append(image)
    for i, one in enumerate(shapes):
        for other in shapes[i + 1 :]:
            assert told_apart(one, other, view) > 0.03


# --- the checks can fail


def test_a_cut_letter_a_grown_window_and_a_small_button_are_found(stage: Stage) -> None:
    frame = stage.frame
    size = (frame.width(), frame.height())
    assert text_faults(frame) == []
    assert frame_faults(frame, *size) == []
    assert touch_faults(frame, Measured()) == []
    label = QLabel("Elephants and giraffes", frame)
    label.setGeometry(300, 300, 40, 12)
    label.show()
    assert any("cut off" in fault for fault in text_faults(frame))
    assert any("Elephants" in fault or "over" in fault for fault in frame_faults(frame, *size))
    assert frame_faults(frame, size[0] - 1, size[1]) != []
    button = Button(stage.look, "tiny", parent=frame)
    button.setGeometry(500, 500, 20, 20)
    button.show()
    assert any(fault.startswith("tiny is") for fault in touch_faults(frame, Measured()))


def test_faint_text_and_colours_are_found(stage: Stage) -> None:
    image = stage.shot()
    assert contrast_faults(stage.frame, image, "default", Measured()) == []
    assert contrast_faults(stage.frame, image, "high-dark", Measured()) != []
    assert black_and_white_faults(image) != []
    block = QImage(100, 100, QImage.Format.Format_RGB32)
    block.fill(0xFFFFFFFF)
    assert black_and_white_faults(block) == []
    for y in range(20, 24):
        for x in range(20, 40):
            block.setPixel(x, y, 0xFF808080)
    assert black_and_white_faults(block) != []
    assert sum(pixels(block, QRect(0, 0, 10, 10)).values()) == 100


def test_one_faint_letter_is_found(stage: Stage) -> None:
    for letter, colour, good in (("i", "#d0d0d0", False), ("A", "#d0d0d0", False), ("A", "#101010", True)):
        one = QLabel(letter, stage.frame)
        one.setStyleSheet(f"background: #ffffff; color: {colour}")
        one.setGeometry(300, 300, 60, 60)
        one.show()
        settle()
        found = contrast_faults(stage.frame, stage.shot(), "default", Measured())
        assert any(fault.startswith(f"{letter!r} of QLabel") for fault in found) != good, (letter, colour, found)
        one.setParent(None)
        one.deleteLater()


@pytest.mark.parametrize("size", [TEXT_SIZES[0], TEXT_SIZES[-1]])
@pytest.mark.parametrize("kiosk, which", [(True, "kinds"), (True, "further"), (False, "exam room")])
def test_every_focus_has_a_ring_all_round(qtbot: QtBot, size: str, kiosk: bool, which: str) -> None:
    """Where most people sit, on every screen in every scheme, at the smallest and the largest size."""
    pack = load_pack("built-in")
    known = {"kinds": (*scenes(pack), *pages(pack)), "further": further(pack)}
    both = (*scenes(pack), *further(pack))
    stage, rings, wrong = Stage(pack, USUAL, size=size, kiosk=kiosk), Rings(), []
    try:
        for scene in known.get(which) or [scene for scene in both if scene.name in EXAM_ROOM]:
            stage.play(scene)
            wrong += [f"{scene.name}: {fault}" for fault in ring_faults(stage, rings)]
    finally:
        stage.close()
    assert wrong == []
    assert rings.looked > 30


@pytest.mark.parametrize(
    "scene, name",
    [
        ("option-1", "tabs"),
        ("pad", "pin-erase"),
        ("option-face-1", "show-better-figures"),
        ("option-face-1", "show-better-number"),
    ],
)
def test_where_words_have_least_room_the_ring_leaves_them_free(qtbot: QtBot, scene: str, name: str) -> None:
    pack = load_pack("built-in")
    stage, rings = Stage(pack, Monitor(1024, 768, 107), size="largest", kiosk=True), Rings()
    try:
        stage.play(next(one for one in (*scenes(pack), *further(pack), *pages(pack)) if one.name == scene))
        assert ring_faults(stage, rings, only=name) == []
    finally:
        stage.close()
    assert rings.looked


@pytest.mark.parametrize("broken", ["one pixel", "half", "faint", "on its edge", "none"])
def test_a_poor_ring_is_found(stage: Stage, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    """The program's own ring is good, and each of these is not."""
    on_edge = broken == "on its edge"
    scene = Scene("start") if on_edge else Scene("about", (do.ShowAbout(True),))

    def paint(painter: QPainter, look: Look, rect: QRectF, _radius: float, **_more: object) -> None:
        painter.setPen(QPen(look.colour("line" if broken == "faint" else "focus"), 1 if broken == "one pixel" else 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if broken == "half":
            painter.setClipRect(QRectF(rect.topLeft(), QSizeF(rect.width() / 2, rect.height())))
        inset = 1.5 if on_edge else 6.5
        if broken != "none":
            painter.drawRect(rect.adjusted(inset, inset, -inset, -inset))

    name = "wayShort" if on_edge else "startOver"
    stage.play(scene)
    assert ring_faults(stage, Rings(), only=name) == []
    for module in (buttons, start):
        monkeypatch.setattr(module, "paint_focus", paint)
    assert ring_faults(stage, Rings(), only=name) != []
