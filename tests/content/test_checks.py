"""Findings, measures and the report; each rule is broken once."""

from __future__ import annotations

import ast
import copy
import datetime
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from test_library import BYTES, BYTES_CODES, FOLDER_CODES, REFUSED

from data import checks
from data.checks import report, report_on
from data.checks.balance import LEAN, lean
from data.checks.examples import EXAMPLES
from data.checks.reading import Reading
from data.comparison import compare
from data.library import built_in, load
from data.schema import Section
from gui.visit.says import BAND, Factor, margin

if TYPE_CHECKING:
    from conftest import Broken

GARDEN = Path(__file__).parent / "packs" / "garden"
TODAY = datetime.date(2026, 6, 1)
OPTIONS = ("can", "hose", "drip", "rain")
Change = Callable[["Broken"], None]


def checked(broken: Broken, **given: Any) -> checks.Report:
    return report_on(broken.examined(), "garden", **({"today": TODAY} | given))


# --- findings ---------------------------------------------------------------------------------------------------------


def _section(option: str, section: str, *paragraphs: str, key: str = "all") -> Change:
    def change(broken: Broken) -> None:
        broken.en["panels"][key][option]["sections"][section] = list(paragraphs)

    return change


def _hard(broken: Broken) -> None:
    words = "Horticultural responsibility necessitates considerable conscientiousness."
    for option in OPTIONS:
        broken.en["panels"]["all"][option]["sections"]["who_not"] = [words]


def _passive(broken: Broken) -> None:
    for section in ("who_not", "before", "steps", "living"):
        broken.en["panels"]["all"]["can"]["sections"][section] = ["The can is filled. It is carried. It is poured out."]


def _lean(broken: Broken) -> None:
    for i in (0, 3, 4, 6, 11):
        statement = broken.pack["statements"][i]
        statement["fits"]["all"]["hose"]["fit"] = "fits"


def _set(*path: Any, value: Any) -> Change:
    def change(broken: Broken) -> None:
        inner = broken.files[path[0]]
        for part in path[1:-1]:
            inner = inner[part]
        inner[path[-1]] = value

    return change


def _unused_term(broken: Broken) -> None:
    broken.pack["glossary"].append({"id": "slug"})
    broken.en["glossary"]["slug"] = {"term": "slug", "meaning": "An animal."}


def _unused_group(broken: Broken) -> None:
    broken.pack["groups"].append("animals")
    broken.en["groups"]["animals"] = "Animals"


def _unused_fact(broken: Broken) -> None:
    broken.facts["facts"].append({**broken.facts["facts"][0], "id": "W99"})


def _language(broken: Broken, language: str) -> None:
    broken.pack["languages"] = ["en", language]
    broken.files[f"{language}.json"] = broken.en | {"language": language}


def _german(broken: Broken) -> None:
    _language(broken, "de")


FOUND: list[tuple[str, str, str, Change]] = [
    ("grade", "en.json", "$.panels.all.can.sections.who_not", _hard),
    ("uneven", "en.json", "$.panels.all.*.sections.worse", _section("can", "worse", "You may pour too little.")),
    (
        "uneven",
        "en.json",
        "$.panels.vegetables.*.sections.lasting",
        _section("can", "lasting", "It lasts {can-days} days.", key="vegetables"),
    ),
    (
        "one-sided-word",
        "en.json",
        "$.panels.all.drip",
        _section("drip", "what_for", "It suits long rows of plants. It is a clever and reliable way to work."),
    ),
    ("checklist-leans", "pack.json", "$.statements", _lean),
    (
        "long-sentence",
        "en.json",
        "$.factors.work.why",
        _set("en.json", "factors", "work", "why", value=" ".join(["You may have sore arms and"] * 4) + " legs."),
    ),
    (
        "number-in-words",
        "en.json",
        "$.factors.work.why",
        _set("en.json", "factors", "work", "why", value="It takes two hours."),
    ),
    ("passive", "en.json", "$.panels.all.can", _passive),
    (
        "hard-word",
        "en.json",
        "$.factors.work.why",
        _set("en.json", "factors", "work", "why", value="You may want sustainability."),
    ),
    ("not-used", "en.json", "$.glossary.slug", _unused_term),
    ("not-used", "pack.json", "$.groups[3]", _unused_group),
    ("not-used", "facts.json", "$.facts", _unused_fact),
    ("spaces", "en.json", "$.topics.money", _set("en.json", "topics", "money", value="Money ")),
    ("review-due", "pack.json", "$.review_by", _set("pack.json", "review_by", value="2026-05-31")),
    ("review-date", "pack.json", "$.review.date", _set("pack.json", "review", "date", value="2026-07-01")),
    ("checklist-length", "pack.json", "$.statements", lambda broken: _fewer_statements(broken, 11)),
    ("no-formula", "de.json", "$.language", _german),
    ("standard", "pack.json", "$", _set("en.json", "about", "funding", value="Nobody.")),
]


def _fewer_statements(broken: Broken, count: int) -> None:
    for statement in broken.pack["statements"][count:]:
        del broken.en["statements"][statement["id"]]
        for question in broken.pack["questions"]:
            raised = question.get("raised_by_not_known", [])
            question["raised_by_not_known"] = [id_ for id_ in raised if id_ != statement["id"]]
    del broken.pack["statements"][count:]


@pytest.mark.parametrize(("code", "file", "path", "change"), FOUND, ids=[f"{row[0]}-{row[2]}" for row in FOUND])
def test_finds(garden: Broken, code: str, file: str, path: str, change: Change) -> None:
    assert checked(garden).findings == ()
    change(garden)
    found = checked(garden)
    assert found.errors == ()
    assert (code, file, path) in {(finding.code, finding.file, finding.path) for finding in found.findings}
    for finding in found.findings:
        assert finding.message.endswith(".") and finding.fix


def test_every_finding_is_tried() -> None:
    folder = Path(str(checks.__file__)).parent
    written: set[str] = set()
    for file in folder.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Problem", "Finding"):
                code = node.args[2]
                assert isinstance(code, ast.Constant)
                written.add(code.value)
    assert len(written) > 12
    assert written == {row[0] for row in FOUND}


def test_every_error_and_finding_has_an_example(garden: Broken) -> None:
    codes = {row[0] for row in (*REFUSED, *BYTES, *FOUND)} | FOLDER_CODES | BYTES_CODES
    assert codes | {"drawing-unknown", "wrong-value"} == set(EXAMPLES)
    garden.pack["factors"][0]["group"] = garden.pack["factors"][1]["group"] = "efort"
    text = checked(garden).as_text()
    assert text.count(f"For example: {EXAMPLES['dangling']}") == 1, "the first of its kind has one"
    assert 'Did you mean "effort"? Write one of: effort' in text
    assert all(error["example"] for error in checked(garden).as_json()["errors"])


def test_a_drawing_that_the_program_does_not_have(garden: Broken) -> None:
    assert checked(garden, drawings=frozenset({"even-hand", "reason-unsure"})).errors == ()
    found = checked(garden, drawings=frozenset({"even-hand"}))
    assert [(p.code, p.path) for p in found.errors] == [("drawing-unknown", "$.reasons[1].drawing")]
    assert not found.good


def test_leaning_away_from_what_is_not_used_is_right(garden: Broken) -> None:
    for statement in garden.pack["statements"]:
        for fits in statement["fits"].values():
            fits["rain"]["fit"] = "does_not_fit"
    messages = [f.message for f in checked(garden).findings if f.code == "checklist-leans"]
    assert messages and all("any-garden" in message for message in messages)
    measured = checked(garden).as_json()["balance"]["vegetables"]
    assert (measured["not_used"], measured["leans"]) == (["rain"], [])
    assert max(abs(pair["by"]) for pair in measured["checklist"]) > LEAN
    assert "(not used here, so it may be behind: rain)" in checked(garden).as_text()


def test_leaning_towards_what_is_not_used_is_wrong(garden: Broken) -> None:
    for statement in garden.pack["statements"]:
        for fits in statement["fits"].values():
            fits["rain"]["fit"] = "fits"
    ahead = [f.message for f in checked(garden).findings if f.code == "checklist-leans" and "vegetables" in f.message]
    assert ahead and all('puts "rain"' in message for message in ahead)


# --- measures ---------------------------------------------------------------------------------------------------------


def test_balance_counts(garden: Broken) -> None:
    _section("can", "better", "You learn. You rest.", "*You* see [[mulch]].")(garden)
    garden.en["panels"]["vegetables"]["can"]["sections"]["lasting"] = ["It lasts {can-days} days, or {can-days}."]
    measured = checked(garden).languages[0]
    general, vegetables = measured.balance["any-garden"], measured.balance["vegetables"]
    assert general.sections["better"]["can"] == 7
    assert general.options["can"].benefits == 3
    assert general.options["can"].harms == 2
    assert general.options["can"].figures == 0
    assert vegetables.sections["lasting"]["can"] == 6
    assert vegetables.options["can"].figures == 2 + 2  # two in the text, two outcomes with this option
    assert vegetables.options["can"].words == sum(counts["can"] for counts in vegetables.sections.values())
    for section, counts in vegetables.sections.items():
        assert vegetables.ratios[section] == round(min(counts.values()) / max(counts.values()), 2)


@pytest.mark.parametrize("folder", [GARDEN, built_in()], ids=["garden", "built-in"])
def test_the_checklist_is_weighed_as_the_program_weighs_it(folder: Any) -> None:
    assert LEAN == BAND
    pack = load(folder)
    reading = Reading("en.json", pack.structure, pack.texts, pack.facts)
    for reason in reading.reasons:
        statements = compare(pack, reason).statements
        factors = [Factor(1, {fit.option: fit.fit for fit in statement.fits}) for statement in statements]
        points = lean(reading, reason)
        assert points == {(a, b): margin(factors, a, b) for a, b in points}


def test_a_panel_is_measured_as_it_is_read(garden: Broken) -> None:
    """Under a reason: its own sections where it has them, else the general ones; figures and terms in words."""
    found = garden.examined()
    assert found.structure is not None
    reading = Reading("en.json", found.structure, found.texts["en"], {})
    own = reading.panel("drip", "vegetables")
    assert "A thin line on the ground" in own and "lasts 3 to 5 years" in own
    assert "lasts as long as the line does" not in own
    assert "lasts as long as the line does" in reading.panel("drip", "any-garden")


# --- the standard -----------------------------------------------------------------------------------------------------


def _each_panel(section: str, *paragraphs: str) -> Change:
    def change(broken: Broken) -> None:
        for by_option in broken.en["panels"].values():
            for panel in by_option.values():
                if section in panel["sections"]:
                    panel["sections"][section] = list(paragraphs)

    return change


def _unequal(broken: Broken) -> None:
    broken.en["panels"]["all"]["can"]["sections"]["worse"] = ["You may pour too little."]


def _no_citation(broken: Broken) -> None:
    for panels in broken.pack["panels"].values():
        for section in ("better", "worse"):
            panels["can"]["sections"].get(section, {}).pop("facts", None)


def _no_range(broken: Broken) -> None:
    for outcome in broken.pack["outcomes"]:
        outcome.pop("difference", None)
        for arm in outcome["arms"]:
            arm.pop("span", None)
    for text in broken.en["outcomes"].values():
        text.pop("note", None)


def _idle(broken: Broken) -> None:
    del broken.pack["options"][3]["no_action"]


def _few_rows(broken: Broken) -> None:
    broken.pack["factors"] = broken.pack["factors"][:7]
    del broken.en["factors"]["stop"]
    for statement in broken.pack["statements"]:
        statement["factors"] = [id_ for id_ in statement["factors"] if id_ != "stop"] or ["work"]


def _no_outcomes(broken: Broken) -> None:
    broken.pack["outcomes"] = []
    broken.en["outcomes"] = {}


def _one_arm(broken: Broken) -> None:
    for outcome in broken.pack["outcomes"]:
        text = broken.en["outcomes"][outcome["id"]]["arms"]
        for arm in outcome["arms"][1:]:
            del text[arm["option"]]
        outcome["arms"] = outcome["arms"][:1]
        outcome.pop("difference", None)


def _few_questions(broken: Broken) -> None:
    for question in broken.pack["questions"][4:]:
        question["reasons"] = ["vegetables"]
        question.pop("raised_by_reasons", None)


NOT_MET: list[tuple[str, Change]] = [
    ("qualifying-1", _set("en.json", "intro", "condition", value="A dry garden.")),
    ("qualifying-2", _set("en.json", "intro", "decision", value="Which way?")),
    ("qualifying-3", _each_panel("in_one_sentence", "By hand.")),
    ("qualifying-3", _each_panel("what_for", "For pots.")),
    ("qualifying-3", _each_panel("steps", "Pour it.")),
    ("qualifying-4", _each_panel("better", "Plants grow.")),
    ("qualifying-5", _each_panel("worse", "Plants die.")),
    ("qualifying-6", _each_panel("living", "Your days are free. Some people worry when the sky stays blue for weeks.")),
    ("certifying-1", _unequal),
    ("certifying-2", _no_citation),
    ("certifying-3", _set("pack.json", "produced", value="2026-12-01")),
    ("certifying-4", _set("en.json", "about", "update_policy", value="Each spring.")),
    ("certifying-5", _no_range),
    ("certifying-5", _each_panel("certainty", "Not sure.")),
    ("certifying-6", _set("en.json", "about", "funding", value="Nobody paid.")),
    ("quality-1", _idle),
    ("quality-2", _few_rows),
    ("quality-3", _no_outcomes),
    ("quality-4", _set("en.json", "outcomes", "blocked", "who", value="Growers, all")),
    ("quality-5", _no_outcomes),
    ("quality-6", _one_arm),
    ("quality-7", _one_arm),
    ("quality-8", _set("en.json", "outcomes", "blocked", "not_happened", value="found a blocked hole")),
    ("quality-9", lambda broken: _fewer_statements(broken, 4)),
    ("quality-10", _set("pack.json", "readiness", 1, "leads_to", value="compare")),
    ("quality-10", _set("pack.json", "readiness", 0, "leads_to", value="compare")),
    ("quality-11", _few_questions),
    ("quality-18", _set("en.json", "about", "evidence", value=["All facts were made up in 2026."])),
    ("quality-19", _each_panel("certainty", "We know little of this yet.")),
    ("quality-20", _set("en.json", "about", "authors", 0, "qualifications", value="Invented")),
    ("quality-21", _german),
]


@pytest.mark.parametrize(("item", "change"), NOT_MET, ids=[f"{i}-{row[0]}" for i, row in enumerate(NOT_MET)])
def test_an_item_that_is_not_met(garden: Broken, item: str, change: Change) -> None:
    assert statuses(garden)[item] == ("met", "Proved by the pack itself.")
    change(garden)
    status, because = statuses(garden)[item]
    assert status == "not met"
    assert because.endswith(".") and because != "Proved by the pack itself."


def statuses(broken: Broken) -> dict[str, tuple[str, str]]:
    items = checked(broken).as_json()["standard"]["items"]
    return {item["id"]: (item["status"], item["because"]) for item in items}


def test_every_provable_item_is_broken_once(garden: Broken) -> None:
    provable = {item for item, (status, _) in statuses(garden).items() if status == "met"}
    assert provable == {item for item, _ in NOT_MET}
    assert len(provable) == 6 + 6 + 15


PROCESSES = (12, 13, 14, 15, 16, 17, 22, 23)


@pytest.mark.parametrize("number", PROCESSES)
def test_a_process_is_not_done_until_it_is_recorded(garden: Broken, number: int) -> None:
    item = f"quality-{number}"
    assert statuses(garden)[item][0] == "not done"
    done = {"item": number, "by": "Ada Example", "date": "2026-05-01", "what": "Ten gardeners read it"}
    garden.pack["processes_done"] = [done | {"date": "2026-07-01"}]
    assert statuses(garden)[item][0] == "not done"  # not yet
    garden.pack["processes_done"] = [done]
    assert statuses(garden)[item] == ("met", "Ten gardeners read it (Ada Example, 2026-05-01)")
    assert checked(garden).as_json()["standard"]["quality"] == "16/23"


# --- the report -------------------------------------------------------------------------------------------------------

KEYS = {"errors", "findings", "claims", "figures", "readability", "balance", "standard", "languages"}


def test_the_report_for_machines(garden: Broken) -> None:
    found = json.loads(json.dumps(checked(garden).as_json()))
    assert set(found) >= KEYS
    assert found["errors"] == [] and found["findings"] == []
    assert found["claims"] == {"placed": 5, "of": 5}
    assert (found["figures"]["carried"], found["figures"]["of"]) == (12, 12)
    assert found["languages"] == ["en"]
    assert set(found["readability"]) == set(OPTIONS)
    assert set(found["readability"]["can"]["vegetables"]) >= {"fk", "smog", "sections"}
    assert len(found["readability"]["can"]["vegetables"]["sections"]) == 12
    assert len(found["standard"]["items"]) == 35
    assert {key: found["standard"][key] for key in ("qualifying", "certifying", "quality")} == {
        "qualifying": "6/6",
        "certifying": "6/6",
        "quality": "15/23",
    }


def test_the_report_for_people(garden: Broken) -> None:
    garden.pack["factors"][0]["group"] = "efort"
    garden.en["factors"]["work"]["why"] = "It takes two hours."
    text = checked(garden).as_text()
    assert "1 error: the pack cannot be used" in text
    assert "$.factors[0].group" in text and 'There is no group "efort".' in text
    assert "Write one of: effort, water, plants." in text
    assert "Numbers spelled out (1)" in text and "$.factors.work.why" in text
    assert "5 of 5" in text and "quality 15/23" in text


def test_the_report_counts_what_no_fact_carries(garden: Broken) -> None:
    garden.pack["figures"][0]["value"] = 3
    garden.pack["outcomes"][0]["arms"][0]["numerator"] = 45
    assert checked(garden).figures["carried"] == 10


def test_the_report_on_what_cannot_be_read(tmp_path: Path) -> None:
    for source in (tmp_path, "no-such-pack", tmp_path / "nowhere"):
        found = report(source)
        assert found.errors and not found.good
        assert set(found.as_json()) >= KEYS
        assert "cannot be used" in found.as_text()


def test_each_language_is_measured(garden: Broken) -> None:
    _german(garden)
    found = checked(garden).as_json()
    assert found["languages"] == ["en", "de"]
    assert found["by_language"]["de"]["readability"] == {}
    assert set(found["by_language"]["en"]["readability"]) == set(OPTIONS)
    assert found["by_language"]["de"]["balance"]
    assert "No readability formula for de" in checked(garden).as_text()


def test_spanish_has_formulas_of_its_own(garden: Broken) -> None:
    _language(garden, "es")
    spanish = copy.deepcopy(garden.en) | {"language": "es"}
    garden.files["es.json"] = spanish
    easy = "Riegas las plantas. El agua llega a la tierra. Las hojas no se mojan. Tú ves si les falta agua."
    hard = "La responsabilidad horticultural necesita considerables conocimientos especializados adicionales."
    for text, missed in ((easy, False), (hard, True)):
        for option in OPTIONS:
            spanish["panels"]["all"][option]["sections"] = {section: [text] for section in Section}
        report_ = checked(garden)
        measured = report_.as_json()["by_language"]["es"]["readability"]["can"]["any-garden"]
        assert (measured["fernandez_huerta"] < 70, measured["inflesz"] < 65) == (missed, missed)
        found = {f.path for f in report_.findings if (f.code, f.file) == ("grade", "es.json")}
        assert ("$.panels.all.can" in found, "$.panels.all.can.sections.who_not" in found) == (missed, missed)
        assert not {"no-formula", "hard-word"} & {f.code for f in report_.findings if f.file == "es.json"}
    assert "Hard words, es: no list of everyday words" in checked(garden).as_text()
    assert "Reading ease, es (Fernández-Huerta ≥ 70 · INFLESZ ≥ 65" in checked(garden).as_text()


@pytest.mark.parametrize(("arguments", "code"), [([str(GARDEN)], 0), ([str(GARDEN), "--json"], 0), (["nowhere"], 1)])
def test_from_the_command_line(arguments: list[str], code: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "data.checks", *arguments],
        capture_output=True,
        check=False,
        timeout=60,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (code, "")
    if "--json" in arguments:
        assert json.loads(done.stdout)["pack"] == "garden"
    else:
        assert done.stdout.startswith("Checked: ")


# --- the built-in pack ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built_in_report() -> dict[str, Any]:
    return report(built_in()).as_json()


def test_the_built_in_pack_is_covered(built_in_report: dict[str, Any]) -> None:
    assert built_in_report["errors"] == []
    assert built_in_report["claims"] == {"placed": 41, "of": 41}
    assert built_in_report["figures"]["carried"] == built_in_report["figures"]["of"] > 50


def test_the_built_in_pack_meets_the_standard_honestly(built_in_report: dict[str, Any]) -> None:
    standard = built_in_report["standard"]
    assert (standard["qualifying"], standard["certifying"], standard["quality"]) == ("6/6", "6/6", "15/23")
    not_done = {item["number"] for item in standard["items"] if item["status"] == "not done"}
    assert not_done == set(PROCESSES)


def test_the_built_in_pack_is_readable(built_in_report: dict[str, Any]) -> None:
    panels = [g for by_reason in built_in_report["readability"].values() for g in by_reason.values()]
    assert len(panels) == 12
    assert max(g["fk"] for g in panels) <= 6.0
    assert max(g["smog"] for g in panels) <= 8.0
    assert max(grade for g in panels for grade in g["sections"].values()) <= 7.5


def test_the_built_in_pack_is_even(built_in_report: dict[str, Any]) -> None:
    for reason, measured in built_in_report["balance"].items():
        for section, of_section in measured["sections"].items():
            counts = of_section["words"].values()
            assert min(counts) / max(counts) >= 0.85, (reason, section, of_section)
        assert measured["leans"] == []
        assert all(abs(pair["by"]) < LEAN for pair in measured["checklist"] if reason != "back"), (reason, measured)
    assert not [
        f for f in built_in_report["findings"] if f["code"] in ("uneven", "checklist-leans", "passive", "grade")
    ]
