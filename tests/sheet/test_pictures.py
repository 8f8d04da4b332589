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


def places(svg: str, fill: str) -> set[int]:
    """Places (0 at the top left) of the figures of a fill."""
    found = set()
    for path in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}path"):
        if path.get("fill") == fill:
            heads = re.findall(r"M(\d+) (\d+)m15\.7", path.get("d") or "")
            found |= {int(y) // 24 * 10 + int(x) // 24 for x, y in heads}
    return found


@pytest.mark.parametrize("per_100", [0, 1, 9, 10, 46, 99, 100])
def test_an_array_counts_as_the_screen_does(per_100: int) -> None:
    svg = array_picture(arm(per_100), COLOURS)
    assert places(svg, COLOURS["ink"]) == {place for place, on in enumerate(filled(per_100)) if on}
    assert len(places(svg, COLOURS["ink"])) == per_100
    assert len(places(svg, "none")) == 100 - per_100


def test_a_range_is_a_paler_band_after_what_is_counted() -> None:
    svg = array_picture(arm(5, Span(low=2, high=9)), COLOURS)
    assert len(places(svg, COLOURS["ink"])) == 5
    assert places(svg, COLOURS["tint"]) == {95, 96, 97, 98}
    assert len(places(svg, "none")) == 91
    # The outline goes around the seven places from 2 to 9: seven above, seven below, one at each end.
    outline = ET.fromstring(svg).findall("{http://www.w3.org/2000/svg}path")[-1].get("d") or ""
    assert outline.count("M") == 16


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
