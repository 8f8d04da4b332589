"""What is drawn: arrays count as the screen's do, codes are their modules, boxes show their tick."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from data.schema import Span
from gui.sheet.document import Arm, document
from gui.sheet.pdf import as_png
from gui.sheet.pictures import array_picture, code_picture
from gui.sheet.qr import QUIET, codes, paper_code
from gui.visit.array import filled
from tests.sheet.fixtures import RICH, words

COLOURS = {"ink": "#111111", "tint": "#eeeeee"}


def arm(per_100: int, span: Span | None = None) -> Arm:
    view = replace(RICH.outcomes[0].arms[0], per_100=per_100, span=span)
    summary = replace(RICH, outcomes=(replace(RICH.outcomes[0], arms=(view,)),))
    return document(summary, words()).shown[0].arms[0]


def places(svg: str, name: str) -> set[int]:
    """Places (0 at the top left) of the figures of a part: `counted`, `range`, or `rest` for those drawn hollow."""
    heads = re.findall(r"M(\d+) (\d+)m75 62", part(svg, name))
    return {int(y) // 240 * 10 + int(x) // 240 for x, y in heads}


def part(svg: str, name: str, attribute: str = "d") -> str:
    found = ET.fromstring(svg).find(f"{{http://www.w3.org/2000/svg}}path[@id='{name}']")
    return "" if found is None else found.get(attribute) or ""


@pytest.mark.parametrize("per_100", [0, 1, 9, 10, 46, 99, 100])
def test_an_array_counts_as_the_screen_does(per_100: int) -> None:
    svg = array_picture(arm(per_100), COLOURS)
    assert places(svg, "counted") == {place for place, on in enumerate(filled(per_100)) if on}
    assert len(places(svg, "counted")) == per_100
    assert len(places(svg, "rest")) == 100 - per_100
    assert part(svg, "counted", "fill") in {COLOURS["ink"], ""}
    assert part(svg, "rest").count("m92 62") == len(places(svg, "rest")), "hollow"
    assert part(svg, "rest", "fill-rule") in {"evenodd", ""}


def test_a_range_is_a_paler_band_after_what_is_counted() -> None:
    svg = array_picture(arm(5, Span(low=2, high=9)), COLOURS)
    assert len(places(svg, "counted")) == 5
    assert places(svg, "range") == {95, 96, 97, 98}
    assert part(svg, "range", "fill") == COLOURS["tint"]
    assert len(places(svg, "rest")) == 95
    # The outline goes around the seven places from 2 to 9: seven above, seven below, one at each end.
    assert part(svg, "edges").count("M") == 16


def test_a_code_is_its_modules() -> None:
    (code,) = codes("hello")
    svg = code_picture(code)
    side = len(code.modules) + 2 * QUIET
    assert f'viewBox="0 0 {side} {side}"' in svg
    drawn = set()
    for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)v1h", svg):
        drawn |= {(int(x) + i, int(y)) for i in range(int(run))}
    wanted = {(x, y) for y, row in enumerate(code.modules, QUIET) for x, dark in enumerate(row, QUIET) if dark}
    assert drawn == wanted


def test_a_ticked_box_looks_ticked(monkeypatch: pytest.MonkeyPatch) -> None:
    # The code holds the lean as well, so it stays out of the picture.
    same = paper_code(RICH, words())
    monkeypatch.setattr("gui.sheet.pdf.paper_code", lambda summary, words: same)
    ticked = as_png(RICH, words(), "a4", width_px=600)
    assert as_png(replace(RICH, lean=None), words(), "a4", width_px=600) != ticked
