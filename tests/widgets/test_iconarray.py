"""The drawn figures are counted in the picture, against the data."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from data.schema import Certainty, Span
from gui.theme.look import Look
from gui.theme.tokens import load_tokens
from gui.visit.array import filled, nth
from gui.widgets.certainty import CertaintyBars, paint_bars
from gui.widgets.iconarray import IconArray, figure_rect, paint_array

SIDE = 400


@pytest.fixture
def look(qapp: object) -> Look:
    return Look(load_tokens(), px_per_mm=3.2)


def painted(look: Look, option: int, per_100: int, span: Span | None = None) -> QImage:
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(look.colour("surface"))
    painter = QPainter(image)
    assert paint_array(painter, look, QRectF(0, 0, SIDE, SIDE), option, per_100, span) == per_100
    painter.end()
    return image


def bodies(image: QImage) -> list[QColor]:
    """The colour in the middle of every figure's body, the first at the top left."""
    found = []
    for place in range(100):
        rect = figure_rect(QRectF(0, 0, SIDE, SIDE), place)
        found.append(image.pixelColor(QPoint(round(rect.center().x()), round(rect.top() + rect.height() * 0.76))))
    return found


@pytest.mark.parametrize("per_100", [0, 1, 9, 10, 11, 46, 99, 100])
def test_filled_is_what_is_counted_from_the_bottom_row_up(per_100: int) -> None:
    places = filled(per_100)
    assert len(places) == 100
    assert sum(places) == per_100
    assert [nth(place) for place in (90, 99, 80, 0, 9)] == [0, 9, 10, 90, 99]
    assert all(counted == (nth(place) < per_100) for place, counted in enumerate(places))


@pytest.mark.parametrize("per_100", [-1, 101])
def test_more_than_all_cannot_be_drawn(per_100: int) -> None:
    with pytest.raises(ValueError, match=str(per_100)):
        filled(per_100)


@pytest.mark.parametrize("scheme", ["default", "high-dark", "high-light", "soft"])
@pytest.mark.parametrize(("option", "per_100"), [(0, 0), (0, 7), (1, 46), (2, 36), (3, 100)])
def test_the_picture_has_as_many_full_figures_as_the_data(look: Look, scheme: str, option: int, per_100: int) -> None:
    look.change(scheme=scheme)
    ink = QColor(look.option(option).ink)
    drawn = [colour == ink for colour in bodies(painted(look, option, per_100))]
    assert sum(drawn) == per_100
    assert tuple(drawn) == filled(per_100)


def test_a_range_is_a_paler_band_and_leaves_the_count(look: Look) -> None:
    colours = look.option(1)
    found = bodies(painted(look, 1, 46, Span(low=38, high=54)))
    assert sum(colour == QColor(colours.ink) for colour in found) == 46
    pale = [nth(place) for place, colour in enumerate(found) if colour == QColor(colours.tint)]
    assert sorted(pale) == list(range(46, 54))
    assert painted(look, 1, 46) != painted(look, 1, 46, Span(low=38, high=46)), "the low end shows as an outline"


def test_the_widget_is_a_graphic_that_says_its_numbers(qtbot: QtBot, look: Look) -> None:
    array = IconArray(look)
    qtbot.addWidget(array)
    array.put(1, 46, None, "With RFA: 46 of 100. 46 had relief, 54 did not.")
    array.resize(array.sizeHint())
    array.show()
    array.grab()
    assert array.drawn_count() == 46
    interface = QAccessible.queryAccessibleInterface(array)
    assert interface.role() == QAccessible.Role.Graphic
    assert interface.text(QAccessible.Text.Name) == "With RFA: 46 of 100. 46 had relief, 54 did not."


def test_the_array_grows_with_the_text(look: Look, qtbot: QtBot) -> None:
    array = IconArray(look)
    qtbot.addWidget(array)
    before = array.sizeHint().width()
    look.change(size="largest")
    assert array.sizeHint().width() > before * 1.5


@pytest.mark.parametrize(("certainty", "full"), [(Certainty.VERY_LOW, 1), (Certainty.LOW, 2), (Certainty.HIGH, 4)])
def test_as_many_bars_are_full_as_the_certainty_has_steps(look: Look, certainty: Certainty, full: int) -> None:
    image = QImage(160, 40, QImage.Format.Format_RGB32)
    image.fill(look.colour("surface"))
    painter = QPainter(image)
    paint_bars(painter, look, QRectF(0, 0, 160, 40), certainty)
    painter.end()
    assert sum(image.pixelColor(20 + 40 * i, 20) == look.colour("text") for i in range(4)) == full


def test_bars_read_as_their_words(look: Look, qtbot: QtBot) -> None:
    bars = CertaintyBars(look)
    qtbot.addWidget(bars)
    bars.put(Certainty.MODERATE, "How sure: moderate")
    assert QAccessible.queryAccessibleInterface(bars).text(QAccessible.Text.Name) == "How sure: moderate"
    bars.resize(bars.sizeHint())
    assert not bars.grab().isNull()
