"""The promises of tokens.json and of the drawings, proved from the files that ship."""

from __future__ import annotations

import itertools
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from gui.theme.tokens import OPTION_KEYS, Scheme, load_tokens
from resources import drawing_names
from tests.theme.colour import contrast, difference, lightness_chroma_hue, without_green_cones

FOLDER = Path(str(files("resources")))
RAW = json.loads((FOLDER / "tokens.json").read_text(encoding="utf-8"))
TOKENS = load_tokens()
BANDS = {"default": (10.0, 21.0), "high-dark": (20.0, 21.0), "high-light": (20.0, 21.0), "soft": (4.5, 8.0)}
GROUNDS = ("background", "frame", "surface", "sunk", "mine")
EDGE = 3.0
ALIKE = 1.0
"""Option colours may differ in lightness and chroma by so many per cent."""
PLAIN = 10.0
COLOURED = ("default", "soft")


def readable(scheme: Scheme) -> Iterator[tuple[str, str, str]]:
    """What is read on what: a name for messages, the ink, the ground."""
    roles = scheme.roles
    for ink in ("text", "text-muted"):
        for ground in GROUNDS:
            yield f"{ink} on {ground}", roles[ink], roles[ground]
        for n, option in enumerate(scheme.options):
            yield f"{ink} on tint {n}", roles[ink], option.tint
    yield "on-mark on mark", roles["on-mark"], roles["mark"]
    yield "on-accent on accent", roles["on-accent"], roles["accent"]
    for n, option in enumerate(scheme.options):
        for ground in GROUNDS:
            yield f"ink {n} on {ground}", option.ink, roles[ground]
        yield f"ink {n} on its tint", option.ink, option.tint
        yield f"on-ink {n} on its ink", option.on_ink, option.ink


def edges(scheme: Scheme) -> Iterator[tuple[str, str, str]]:
    for ground in GROUNDS:
        for line in ("focus", "control-line"):
            yield f"{line} on {ground}", scheme.roles[line], scheme.roles[ground]
    for n, option in enumerate(scheme.options):
        for ground in ("background", "surface", "sunk"):
            yield f"line {n} on {ground}", option.line, scheme.roles[ground]
        yield f"line {n} on its tint", option.line, option.tint


def test_there_are_four_schemes_and_the_bands_are_for_all_of_them() -> None:
    assert set(TOKENS.schemes) == set(BANDS)
    assert all(len(scheme.options) == len(OPTION_KEYS) for scheme in TOKENS.schemes.values())


@pytest.mark.parametrize("name", BANDS)
def test_every_pair_that_is_read_is_within_its_band(name: str) -> None:
    low, high = BANDS[name]
    wrong = [
        f"{what}: {contrast(ink, ground):.2f}"
        for what, ink, ground in readable(TOKENS.schemes[name])
        if not low <= contrast(ink, ground) <= high + 0.005
    ]
    assert wrong == []


@pytest.mark.parametrize("name", BANDS)
def test_every_edge_can_be_seen(name: str) -> None:
    wrong = [f"{what}: {contrast(a, b):.2f}" for what, a, b in edges(TOKENS.schemes[name]) if contrast(a, b) < EDGE]
    assert wrong == []


@pytest.mark.parametrize("name", ["high-dark", "high-light"])
def test_the_high_schemes_hold_nothing_but_black_and_white(name: str) -> None:
    scheme = TOKENS.schemes[name]
    used = set(scheme.roles.values()) | {colour for o in scheme.options for colour in (o.ink, o.line, o.tint, o.on_ink)}
    assert used == {"#000000", "#ffffff"}


@pytest.mark.parametrize("name", COLOURED)
@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize("part", ["ink", "line", "tint"])
def test_no_option_is_lighter_or_more_vivid_than_another(name: str, count: int, part: str) -> None:
    colours = [getattr(option, part) for option in TOKENS.schemes[name].options[:count]]
    lightness, chroma, hue = zip(*map(lightness_chroma_hue, colours), strict=True)
    for values in (lightness, chroma):
        assert 100 * (max(values) - min(values)) / min(values) <= ALIKE, values
    # Neither red nor green: nothing here is good or bad.
    assert all(45 < h < 100 or 200 < h < 355 for h in hue), hue


@pytest.mark.parametrize("name", COLOURED)
@pytest.mark.parametrize("part", ["ink", "line"])
def test_three_options_are_told_apart_without_green_cones(name: str, part: str) -> None:
    colours = [without_green_cones(getattr(option, part)) for option in TOKENS.schemes[name].options[:3]]
    assert min(difference(a, b) for a, b in itertools.combinations(colours, 2)) >= PLAIN


@pytest.mark.parametrize("name", COLOURED)
def test_no_role_is_red_or_green(name: str) -> None:
    for role, colour in TOKENS.schemes[name].roles.items():
        _, chroma, hue = lightness_chroma_hue(colour)
        assert chroma < 0.04, (role, colour, "the frame is ink on paper")
        assert chroma < 0.005 or 45 < hue < 110, (role, colour, hue)


# --- the drawings and icons


def drawn(kind: str) -> list[Path]:
    return sorted((FOLDER / kind).glob("*.svg"))


@pytest.mark.parametrize("kind", ["drawings", "icons"])
def test_the_lists_are_the_files(kind: str) -> None:
    assert sorted(file.stem for file in drawn(kind)) == sorted(RAW[kind]["list"])


def test_a_pack_may_name_exactly_these_drawings() -> None:
    assert sorted(drawing_names()) == sorted(RAW["drawings"]["list"])


def faults(file: Path, box: str) -> list[str]:
    """What is wrong with an SVG file of ours."""
    root = ET.fromstring(file.read_text(encoding="utf-8"))
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    said = {part: (root.findtext(f"{{http://www.w3.org/2000/svg}}{part}") or "").strip() for part in ("title", "desc")}
    found = [f"no {part}" for part, words in said.items() if not words]
    if said["desc"] and said["desc"] == said["title"]:
        found.append("the description only repeats the title")
    if root.get("viewBox") != box:
        found.append(f"view box {root.get('viewBox')}")
    found += [f"<{tag}>" for tag in tags & {"text", "image", "style", "script", "filter", "mask", "a", "use"}]
    colours = {element.get(a) for element in root.iter() for a in ("fill", "stroke", "color", "stop-color")} - {None}
    found += [f"colour {c}" for c in colours - {"none", "currentColor", "var(--accent)", "var(--paper)"}]
    found += ["a style attribute"] if any(element.get("style") for element in root.iter()) else []
    return found


@pytest.mark.parametrize("kind, box", [("drawings", "0 0 240 180"), ("icons", "0 0 24 24")])
def test_every_drawing_is_described_and_leaves_its_colours_to_the_scheme(kind: str, box: str) -> None:
    assert {file.name: wrong for file in drawn(kind) if (wrong := faults(file, box))} == {}


def test_a_faulty_drawing_is_found(tmp_path: Path) -> None:
    file = tmp_path / "bad.svg"
    file.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><title>A</title><rect fill="#f00"/></svg>'
    )
    assert faults(file, "0 0 24 24") == ["no desc", "view box 0 0 10 10", "colour #f00"]
