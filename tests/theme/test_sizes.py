"""Text in millimetres on the real screen, and everything else in proportion to it."""

from __future__ import annotations

import itertools
from unittest.mock import create_autospec

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontInfo, QFontMetricsF, QPainterPath, QScreen
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from gui.theme.look import FALLBACK_DPI, MM_PER_INCH, Look, pixels_per_mm
from gui.visit.state import SCHEMES, TEXT_SIZES
from tests.pictures.walk import BANDS_MM
from tests.windows import make_look

DPIS = (82, 92, 100, 102, 141, 149, 184)
"""27 and 24 inches at full HD, 15.6 at 1366, 21.5 at full HD, 15.6 at full HD, 10.1 at 1280, 24 at 4K."""


def capital_mm(look: Look) -> float:
    """The height of a drawn H on the screen."""
    path = QPainterPath()
    path.addText(0, 0, look.font(), "H")
    return path.boundingRect().height() / look.px_per_mm


@pytest.mark.parametrize("dpi", DPIS)
@pytest.mark.parametrize("size", TEXT_SIZES)
def test_capitals_are_as_high_as_promised(qtbot: QtBot, size: str, dpi: float) -> None:
    look = make_look(dpi=dpi, size=size)
    low, high = BANDS_MM[size]
    assert low <= capital_mm(look) <= high
    assert low <= QFontMetricsF(look.font()).capHeight() / look.px_per_mm <= high


@settings(max_examples=60, deadline=None)
@given(st.floats(70, 400), st.sampled_from(TEXT_SIZES))
def test_and_so_they_are_on_any_screen_that_is_believed(dpi: float, size: str) -> None:
    look = make_look(dpi=dpi, size=size)
    low, high = BANDS_MM[size]
    assert low <= capital_mm(look) <= high


@settings(max_examples=60, deadline=None)
@given(st.floats(30, 70), st.sampled_from(TEXT_SIZES))
def test_where_pixels_are_coarse_they_are_never_lower(dpi: float, size: str) -> None:
    """As on a screen scaled two or three times: the band may be narrower than a pixel."""
    look = make_look(dpi=dpi, size=size)
    low, high = BANDS_MM[size]
    pixel = look.tokens.cap_height_em / look.px_per_mm
    assert low <= capital_mm(look)
    assert capital_mm(look) <= high or capital_mm(look) - pixel < low


def test_only_the_bundled_typeface_is_used(qtbot: QtBot) -> None:
    look = make_look()
    for bold in (False, True):
        info = QFontInfo(look.font(bold=bold))
        assert (info.family(), info.bold(), info.italic()) == ("Atkinson Hyperlegible", bold, False)


@pytest.mark.parametrize("scale, ems", [("body", 1.0), ("heading", 1.3), ("title", 1.85), ("display", 3.1)])
def test_the_larger_kinds_of_text_keep_their_proportion(qtbot: QtBot, scale: str, ems: float) -> None:
    for size in TEXT_SIZES:
        look = make_look(size=size)
        assert look.font(scale).pixelSize() == round(ems * look.em_px)


def test_each_size_is_larger_than_the_one_before_in_everything_counted_in_em(qtbot: QtBot) -> None:
    for small, large in itertools.pairwise(make_look(size=size) for size in TEXT_SIZES):
        assert small.em_px < large.em_px
        assert small.font().pixelSize() < large.font().pixelSize()
        for ems in (0.3, 0.5, 1.15, 2.42, 20.2):
            assert small.em(ems) < large.em(ems) or ems * (large.em_px - small.em_px) < 1


def test_touch_areas_keep_their_size_in_millimetres(qtbot: QtBot) -> None:
    for size, dpi in itertools.product(TEXT_SIZES, DPIS):
        look = make_look(size=size, dpi=dpi)
        assert look.touch >= 12.7 * dpi / MM_PER_INCH - 0.001
        assert look.gap >= 2.5 * dpi / MM_PER_INCH - 0.001


def test_a_look_tells_of_each_change_once(qtbot: QtBot) -> None:
    look = make_look()
    told, recoloured = QSignalSpy(look.changed), QSignalSpy(look.recoloured)
    assert [look.change(scheme=scheme) for scheme in SCHEMES[1:]] == [True, True, True]
    assert not look.change(scheme=SCHEMES[-1])
    assert look.change(size="large", scheme="default", px_per_mm=4.0)
    assert (told.count(), recoloured.count()) == (1, 4), "whoever listens for colours alone hears of them here too"


def test_a_page_out_of_view_hears_of_a_change_when_it_wakes(qtbot: QtBot) -> None:
    look = make_look()
    page = look.page()
    told, recoloured, base = QSignalSpy(page.changed), QSignalSpy(page.recoloured), QSignalSpy(look.changed)
    look.change(size="small")
    assert (told.count(), recoloured.count(), base.count()) == (1, 0, 1)
    page.sleep()
    look.change(size="largest")
    page.change(scheme=SCHEMES[1], size="large")
    look.touching = True
    assert (told.count(), recoloured.count(), base.count()) == (1, 0, 3)
    assert page.touching
    for name in ("em_px", "touch", "gap", "size", "px_per_mm", "family", "scheme", "tokens"):
        assert getattr(page, name) == getattr(look, name), "what it says is never old"
    assert (page.font().pixelSize(), page.colour("text").name()) == (
        look.font().pixelSize(),
        look.colour("text").name(),
    )
    assert page.wake()
    assert (told.count(), recoloured.count()) == (2, 1), "once, however much it slept through"
    assert not page.wake()
    assert not page.page().wake()


def test_a_page_shares_all_that_a_look_holds(qtbot: QtBot) -> None:
    look = make_look()
    page = look.page()
    signals = {"changed", "recoloured", "destroyed", "objectNameChanged"}
    for name in vars(look).keys() - signals - {"_pages"}:
        assert getattr(page, name) is getattr(look, name), name


@pytest.mark.parametrize(
    "dots, ratio, believed", [(30.7, 3.0, True), (92, 1.0, True), (30.7, 1.0, False), (900, 1.0, False)]
)
def test_a_screen_is_believed_by_its_own_dots_whatever_its_scale(dots: float, ratio: float, believed: bool) -> None:
    screen = create_autospec(QScreen, instance=True)
    screen.physicalDotsPerInch.return_value, screen.devicePixelRatio.return_value = dots, ratio
    assert pixels_per_mm(screen) == pytest.approx((dots if believed else FALLBACK_DPI) / MM_PER_INCH)


@pytest.mark.parametrize("dots", [30.0, 92.0, 900.0])
def test_the_width_that_staff_measured_is_believed_whatever_a_screen_says(dots: float) -> None:
    screen = create_autospec(QScreen, instance=True)
    screen.physicalDotsPerInch.return_value, screen.devicePixelRatio.return_value = dots, 1.0
    screen.size.return_value = QSize(1920, 1080)
    assert pixels_per_mm(screen, 480.0) == pytest.approx(4.0)
