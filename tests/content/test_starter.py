"""What a content lead starts from: a starter pack that is whole, and schemas that fit the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data.checks import report
from data.checks.schemas import FILES, committed, descriptions, fields, made
from data.library import available, built_in, load, locate

ROOT = Path(__file__).parents[2]


def test_the_starter_pack_has_no_errors_and_no_findings() -> None:
    found = report("starter")
    assert (found.errors, found.findings) == ((), ())
    standard = found.as_json()["standard"]
    assert (standard["qualifying"], standard["certifying"], standard["quality"]) == ("6/6", "6/6", "15/23")


def test_the_starter_pack_is_not_what_people_see_by_default() -> None:
    assert "starter" in available()
    assert load(built_in()).id != "starter"


def test_the_starter_pack_says_that_it_is_made_up() -> None:
    pack = load("starter")
    assert all("made up" in fact.source.title for fact in pack.facts.values())
    assert any("made up" in say for say in pack.texts.intro.say)


@pytest.mark.parametrize("name", FILES)
def test_the_committed_schemas_are_fresh(name: str) -> None:
    """If this fails, `python -m data.checks.schemas` writes them anew."""
    assert committed()[name] == made()[name]


def test_every_key_is_described() -> None:
    keys = {key for key, _, _ in fields()}
    assert len(keys) > 150
    assert keys - set(descriptions()) == set()
    assert set(descriptions()) - keys == set()
    assert all(text.strip() for text in descriptions().values())


def test_editors_are_told_the_description() -> None:
    schemas = committed()
    assert "short" in schemas["texts"]["$defs"]["OptionText"]["properties"]
    assert "24 characters" in schemas["texts"]["$defs"]["OptionText"]["properties"]["short"]["description"]
    sections = schemas["texts"]["$defs"]["PanelText"]["properties"]["sections"]
    assert "worse" in sections["properties"] and sections["additionalProperties"] is False


def test_the_starter_pack_points_its_editor_to_the_schemas() -> None:
    folder = Path(str(locate("starter")))
    for file in ("pack.json", "en.json", "facts.json"):
        found = re.search(r'"\$schema": "([^"]+)"', (folder / file).read_text("utf-8"))
        assert found and (folder / found.group(1)).resolve().is_file()


def test_the_guide_names_what_is_there() -> None:
    """Every path and every code word that docs/content.md names exists."""
    guide = (ROOT / "docs" / "content.md").read_text("utf-8")
    paths = set(re.findall(r"`((?:data|docs)/[A-Za-z0-9_./-]+)`", guide))
    assert len(paths) >= 4
    assert [path for path in paths if not (ROOT / path).exists()] == []
    keys = {name for _, _, name in fields()} | {"$schema"}
    named = set(re.findall(r'`"([a-z_$]+)"`', guide))
    assert len(named) >= 8
    assert named - keys == set()
