"""Both ways through, walked from outside on the real screen."""

from __future__ import annotations

import re

from data.library import built_in, load
from tests.system.outside import Desktop


def test_the_short_way_and_a_change_over_to_the_long_one(desktop: Desktop) -> None:
    structure = load(built_in()).structure
    rows, statement = len(structure.factors), structure.statements[0].id
    app = desktop(size=(1920, 1080), dpi=82).start()
    app.wait_for("wayShort", matching=r"\d+ minutes")
    app.press("wayShort")
    app.wait_for("rowsShown", matching=rf"^3 of {rows}\b")
    app.click(f"tick-{statement}")
    app.wait_for(f"tick-{statement}", state=["checked"])
    app.press("next")  # a click so soon at the same place would count as a double tap
    app.wait_for("sheet")
    app.click("back")
    app.click("showAll")
    app.wait_for("rowsShown", matching=rf"^{rows} of {rows}\b")


def test_the_long_way_leads_by_the_options_to_all_questions(desktop: Desktop) -> None:
    texts = load(built_in()).texts
    app = desktop(size=(1920, 1080), dpi=82).start()
    way = app.wait_for("wayLong")
    assert re.search(r"\d+ minutes", way.name)
    app.press("wayLong")
    app.wait_for("optionTabs")
    app.click("next")
    app.wait_for("rowsShown", matching=rf"^{len(texts.factors)} of {len(texts.factors)}\b")
    app.press("next")  # a click so soon at the same place would count as a double tap
    app.wait_for("sheet")
