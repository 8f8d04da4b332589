"""Both ways through, walked from outside on the real screen, from the first screen to the sheet."""

from __future__ import annotations

import re
from pathlib import Path

from data.comparison import compare
from data.library import built_in, load
from gui.visit.short import minutes
from gui.visit.words import load_words
from tests.system.outside import App, Desktop

PACK, WORDS = load(built_in()), load_words("en")
ROWS = len(PACK.structure.factors)
STATEMENTS = [statement.id for statement in PACK.structure.statements]
FIRST, OTHER, *_ = (reason.id for reason in PACK.structure.reasons if not reason.general)


def act(app: App, ident: str) -> None:
    """Turns the wheel until a thing is in view, then clicks it."""
    app.bring(ident)
    app.bring(ident)
    app.click(ident)


def tick(app: App, statements: list[str]) -> None:
    for statement in statements:
        act(app, f"tick-{statement}")
        app.wait_for(f"tick-{statement}", state=["checked"])


def test_the_short_way_and_a_change_over_to_the_long_one(desktop: Desktop, tmp_path: Path) -> None:
    time = minutes(compare(PACK))
    app = desktop(size=(1024, 768), dpi=125).start()
    act(app, f"reason-{FIRST}")
    app.wait_for("wayShort", matching=rf"{time.short} minutes")
    app.wait_for("wayLong", matching=rf"about {time.long} minutes")
    act(app, "wayShort")
    app.wait_for("rowsShown", matching=rf"^3 of {ROWS}\b")
    app.wait_for("filters", name=WORDS.say("compare.filters", n=1))
    app.wait_for(matching=r"short way: about \d+ minutes. All questions: about \d+", role="label")
    assert not app.find_all("onlyDifferent"), "three rows need no filters"
    app.shot(tmp_path / "short.png")
    app.press("next")  # a click so soon at the same place would count as a double tap
    app.wait_for("checklist")
    tick(app, STATEMENTS[:1])
    app.wait_for(role="label", matching=re.escape(WORDS["says.early"]), inside="says")
    tick(app, STATEMENTS[1:4])
    app.wait_for(role="label", matching=r"(Too close to call|On what you ticked)", inside="says")
    app.press("next")
    app.wait_for("sheet")
    app.shot(tmp_path / "sheet.png")
    app.click(role="page tab", name=WORDS["tab.compare"], inside="tabs")
    app.click("showAll")
    app.wait_for("rowsShown", matching=rf"^{ROWS} of {ROWS}\b")
    app.click("filters")
    app.wait_for("differMost")
    act(app, "differMost")
    app.wait_for("rowsShown", matching=rf"^3 of {ROWS}\b")


def test_the_long_way_leads_by_the_options_to_all_questions(desktop: Desktop) -> None:
    """And a reason changed late keeps the ticks and says what is different."""
    app = desktop(size=(1920, 1080), dpi=82).start()
    act(app, f"reason-{FIRST}")
    act(app, "wayLong")
    app.wait_for("optionTabs")
    app.click("next")
    app.wait_for("rowsShown", matching=rf"^{ROWS} of {ROWS}\b")
    tick(app, STATEMENTS[:4])
    app.click("changeReason")
    act(app, f"reason-{OTHER}")
    said = app.wait_for("reasonChanged", matching=WORDS.say("says.changed.kept", n=4))
    assert PACK.texts.reasons[OTHER].name in said.name
    app.click(role="page tab", name=WORDS["tab.compare"], inside="tabs")
    for statement in STATEMENTS[:4]:
        app.wait_for(f"tick-{statement}", state=["checked"])
    app.press("next")  # a click so soon at the same place would count as a double tap
    app.wait_for("sheet")


def test_names_hidden_and_back_on_every_screen(desktop: Desktop) -> None:
    app = desktop(size=(1920, 1080), dpi=82).start()
    app.click(role="page tab", name=WORDS["tab.compare"], inside="tabs")
    app.click("hideNames")
    app.wait_heard("names are hidden")
    app.press(role="page tab", name=WORDS.say("names.closed", what=WORDS["tab.options"]), inside="tabs")
    app.wait_for(role="page tab", name=WORDS["tab.compare"], inside="tabs", state=["selected"])
    assert not app.find_all("optionTabs")
    app.click(role="page tab", name=WORDS["tab.sheet"], inside="tabs")
    app.wait_for("sheet")
    assert not app.find_all(matching=r"(?i)\b(rhizotomy|RFA)\b")
    app.click("showNames")
    app.wait_heard(r"names are back: A was .*B was .*C was")
