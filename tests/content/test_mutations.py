"""Any one value of the built-in pack is changed: either the pack is refused, naming the place, or no harm is done.

No harm means: every number, its denominator, time, people, certainty and reason, and every figure in a text with its
source, are as before; every option still has an answer everywhere; every claim has its place. What may change is words,
the order of lists, which of several sources is named, and the judgements in JUDGED, which no machine can check: for
those there is reading, and a digest that tells one content from another. No number can be exchanged for another one,
not even of the very fact it cites: each names its one place in the fact, and each place of texts lists its figures.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from data.intake import read
from data.library import built_in, examine, fetch
from data.problem import Problem, json_path
from data.prose import figure_ids
from data.refusals import refusals, shown_texts
from data.schema import ALL, Arm, Fact, Facts, Structure, Texts

MODELS: dict[str, type[Structure] | type[Texts] | type[Facts]] = {
    "pack.json": Structure,
    "en.json": Texts,
    "facts.json": Facts,
}
EXAMPLES = 230
"""For each share; shares of their own run side by side, and a slow machine is done with one in good time."""
SEED = 100 * int(os.environ.get("MUTATION_SEED", "0"))
"""For a run with other mutations: `MUTATION_SEED=7 pytest tests/content/test_mutations.py`."""
SHARES = {"pack.json": 6, "en.json": 3, "facts.json": 1}
LEAST_DONE = 0.87
assert LEAST_DONE * EXAMPLES * sum(SHARES.values()) >= 2000

JUDGED = (
    r"factors\.\d+\.(group|cells\.[^.]+(\.[^.]+(\.answer)?)?)",
    r"statements\.\d+\.(factors(\.\d+)?|fits\.[^.]+(\.[^.]+(\.fit)?)?)",
    r"(names\.\d+\.means|quiz\.\d+\.right)(\.[^.]+(\.\d+)?)?",
    r"quiz\.\d+\.(factor|choices)",
    r"reasons\.\d+\.(drawing|use(\.[^.]+)?)",
    r"panels\.[^.]+\.[^.]+(\.drawings(\.hero|\.steps(\.\d+)?)?)?",
    r"outcomes\.\d+\.(section|factor)",
    r"(questions|readiness)\.\d+\.[a-z_]+(\.\d+)?",
    r"options\.\d+(\.no_action)?",
)
SOURCES = (
    r".*\.(facts|claims)(\.\d+)?",
    r"panels\.[^.]+\.[^.]+\.sections\.[a-z_]+",
    r"panels\.[^.]+(\.[^.]+(\.sections)?)?",
    r"(figures\.\d+|outcomes\.\d+\.(when|people)_from)\.(number|words|part)",  # another place with the same number
)
ORDER = (
    r"(options|reasons|groups|factors|outcomes|statements|names|topics|questions|quiz|readiness|glossary|figures)"
    r"\.[^.]+",
    r"(source_claims|claims_in_intro|processes_done)(\.\d+)?",
    r"figures\.\d+\.reasons\.\d+",
    r".*\.figures\.\d+",
)
NOT_SHOWN = (r"outcomes\.\d+\.arms\.\d+\.percent",)  # where the counts are there
DATED = (r"version|produced|review_by|id|review|\$schema",)

Path = tuple[str | int, ...]


class Whole:
    """The built-in pack as it is, and every place in it."""

    def __init__(self) -> None:
        self.contents, unread = fetch(built_in())
        assert not unread
        self.raw = {name: json.loads(data) for name, data in self.contents.items()}
        self.models: dict[str, Any] = {name: read(name, self.contents[name], MODELS[name]).model for name in MODELS}
        self.places = {name: tuple(_places(value)) for name, value in self.raw.items()}
        self.ids = sorted({v for name in self.raw for p in self.places[name] if _is_id(v := at(self.raw[name], p))})
        self.figures = sorted(figure["id"] for figure in self.raw["pack.json"]["figures"])
        self.numbers = sorted(
            {v for name in self.raw for p in self.places[name] if type(v := at(self.raw[name], p)) in (int, float)}
        )
        # Made once: each looks at all that it chooses from.
        self.any_place = {name: st.sampled_from(places) for name, places in self.places.items()}
        self.any_id = st.sampled_from([*self.ids, "no-such-id"])
        self.any_number = {kind: st.sampled_from([n for n in self.numbers if type(n) is kind]) for kind in (int, float)}
        self.any_figure = st.sampled_from(self.figures)
        self.relied_on = relied_on(self.models["pack.json"])
        self.shown = shown(self.models["pack.json"], self.models["en.json"])
        assert len(self.figures) > 50 and len(self.ids) > 300
        assert sum(len(places) for places in self.places.values()) > 10_000


def _places(value: Any, path: Path = ()) -> Iterator[Path]:
    if path:
        yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _places(inner, (*path, key))
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from _places(inner, (*path, i))


def at(value: Any, path: Path) -> Any:
    for part in path:
        value = value[part]
    return value


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*|[A-Z]+\d+[a-z]?", value))


@pytest.fixture(scope="module")
def whole() -> Whole:
    return Whole()


def mutated(whole: Whole, file: str, data: st.DataObject) -> tuple[str, Path, Any] | None:
    """What was done, where, and the file with it; None where nothing can be done in this way."""
    raw = json.loads(whole.contents[file])
    path = data.draw(whole.any_place[file], label="place")
    parent, last = at(raw, path[:-1]), path[-1]
    value = parent[last]
    kinds = ["delete", "swap", "type"]
    if isinstance(value, str):
        kinds += ["id", "id"] if _is_id(value) else ["figure", "figure"]
    elif type(value) in (int, float):
        kinds += ["number"] * 4
    kind = data.draw(st.sampled_from(kinds), label="kind")
    new: Any
    if kind == "delete":
        del parent[last]
        return kind, path, raw
    if kind == "swap":
        keys = list(parent) if isinstance(parent, dict) else list(range(len(parent)))
        others = [key for key in keys if type(parent[key]) is type(value) and parent[key] != value]
        if not others:
            return None
        other = data.draw(st.sampled_from(others), label="with")
        parent[last], parent[other] = parent[other], value
        return kind, path, raw
    if kind == "type":
        other_types = [7, "seven", [], {}, None, True, 1.5]
        new = data.draw(st.sampled_from([v for v in other_types if type(v) is not type(value)]), label="value")
        if value is None and isinstance(new, str):
            return None  # text is what may stand there
    elif kind == "id":
        new = data.draw(whole.any_id, label="id")
    elif kind == "number":
        new = data.draw(whole.any_number[type(value)], label="number")
    else:
        figure = data.draw(whole.any_figure, label="figure")
        shown = figure_ids(value)
        new = value.replace("{" + shown[0] + "}", "{" + figure + "}") if shown else value + " {" + figure + "}"
    if new == value:
        return None
    parent[last] = new
    return kind, path, raw


def found_in(
    whole: Whole, file: str, raw: Any, *, with_texts: bool = True
) -> tuple[tuple[Problem, ...], dict[str, Any]]:
    """What the library says of the pack with this one file changed; the others are not read again, to be quick."""
    taken_in: Any = read(file, json.dumps(raw, ensure_ascii=False).encode(), MODELS[file])
    models = whole.models | {file: taken_in.model}
    if taken_in.problems:
        return taken_in.problems, models
    texts = {"en.json": models["en.json"]} if with_texts else {}
    return refusals(models["pack.json"], texts, models["facts.json"]), models


def relied_on(structure: Structure) -> dict[str, Any]:
    """Every number with all that makes it true, apart from order and from judgements."""
    figures = {
        figure.id: (figure.value, figure.low, figure.high, figure.unit, figure.fact, sorted(figure.reasons))
        for figure in structure.figures
    }
    outcomes = {
        o.id: (
            o.reason,
            o.when,
            o.people,
            *map(_counted, o.arms),
            o.difference,
            o.certainty,
            o.judged_by,
            sorted(o.facts),
        )
        for o in structure.outcomes
    }
    return {"figures": figures, "outcomes": outcomes, "general": [r.id for r in structure.reasons if r.general]}


def shown(structure: Structure, texts: Texts) -> dict[str, Counter[str]]:
    """The figures that stand in the texts of each place; a place is named by ids, as rows may change their order."""
    found: dict[str, Counter[str]] = {}
    for said in shown_texts(structure, texts):
        if ids := figure_ids(said.text):
            place = re.sub(r"\.(headline|detail|what|who|note|happened|not_happened|arms\..*)$|\[\d+\]$", "", said.path)
            found.setdefault(place, Counter()).update(ids)
    return found


def _counted(arm: Arm) -> tuple[object, ...]:
    """A group's numbers; the percent counts only where there are no counts, as it is not shown otherwise."""
    percent = arm.percent if arm.numerator is None else None
    return arm.option, arm.per_100, arm.numerator, arm.denominator, percent, arm.span


def assert_no_harm(whole: Whole, file: str, path: Path, kind: str, models: dict[str, Any]) -> None:
    structure: Structure = models["pack.json"]
    texts: Texts = models["en.json"]
    facts = {fact.id: fact for fact in models["facts.json"].facts}
    if not _only_sources_of_numbers(file, path):
        assert relied_on(structure) == whole.relied_on
    options = {option.id for option in structure.options}
    for factor in structure.factors:
        assert all(set(cells) == options for cells in factor.cells.values())
        assert all(set(cells) == options for cells in texts.factors[factor.id].cells.values())
    assert shown(structure, texts) == whole.shown
    for said in shown_texts(structure, texts):
        for figure_id in figure_ids(said.text):
            figure = structure.figure_by_id[figure_id]
            assert said.key in figure.reasons and said.key != ALL
            assert figure.fact in said.facts
    for figure in structure.figures:
        of_fact = facts[figure.fact].reasons
        assert not of_fact or set(figure.reasons) <= set(of_fact)
    placed = set(structure.claims_in_intro)
    places = [p for panels in structure.panels.values() for panel in panels.values() for p in panel.sections.values()]
    cells = [cell for f in structure.factors for by_option in f.cells.values() for cell in by_option.values()]
    for place in (*places, *cells):
        placed.update(place.claims)
    assert set(structure.source_claims) <= placed
    if file == "pack.json":
        dotted = ".".join(map(str, path))
        known = any(re.fullmatch(pattern, dotted) for pattern in (*JUDGED, *SOURCES, *ORDER, *NOT_SHOWN, *DATED))
        assert known, f"{kind} at {dotted} was taken, and nobody has thought about it"


def _only_sources_of_numbers(file: str, path: Path) -> bool:
    """One of several facts behind a number may go, or another that says it too may come."""
    return file == "pack.json" and path[0] == "outcomes" and "facts" in path


def names_the_place(whole: Whole, file: str, path: Path, kind: str, raw: Any, found: tuple[Problem, ...]) -> bool:
    """A problem stands at the place, above or below it, in the same figure, outcome or statement, or names its id."""
    here, above = json_path(path), json_path(path[:-1])
    whole_thing = json_path(path[:2]) if path[0] in ("figures", "outcomes", "statements") else ""
    for problem in found:
        near = problem.path == here or problem.path.startswith((f"{here}.", f"{here}[")) or problem.path == above
        sibling = (kind == "swap" and problem.path.startswith(above)) or (
            whole_thing and problem.path.startswith(whole_thing)
        )
        higher = len(problem.path) > 2 and above.startswith(problem.path)
        if (problem.file == file or len(path) > 2) and (near or sibling or higher):
            return True
    touched = {*_names(at(whole.raw[file], path)), str(path[-1])}
    for depth in range(1, len(path) + 1):
        holder = at(whole.raw[file], path[:depth])
        if isinstance(holder, dict) and "id" in holder:
            touched.add(holder["id"])
    if kind != "delete":
        touched.update(_names(at(raw, path)))
    return any(
        touched & set(re.findall(r"[A-Za-z0-9_-]+", f"{problem.path} {problem.message} {problem.fix}"))
        for problem in found
    )


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, str) and len(value) <= 60:
        yield value
        yield from figure_ids(value)
    elif isinstance(value, str):
        yield from figure_ids(value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _names(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _names(inner)


@pytest.mark.parametrize(("file", "share"), [(file, i) for file, shares in SHARES.items() for i in range(shares)])
def test_any_one_mutation_is_refused_by_name_or_does_no_harm(whole: Whole, file: str, share: int) -> None:
    count: Counter[str] = Counter()

    @seed(SEED + share)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    @given(st.data())
    def mutate(data: st.DataObject) -> None:
        done = mutated(whole, file, data)
        if done is None:
            count["nothing"] += 1
            return
        kind, path, raw = done
        found, models = found_in(whole, file, raw)
        count["refused" if found else "taken"] += 1
        if found:
            assert names_the_place(whole, file, path, kind, raw, found), (kind, path, found[:3])
        else:
            assert_no_harm(whole, file, path, kind, models)

    mutate()
    assert count["refused"] + count["taken"] >= LEAST_DONE * EXAMPLES, count
    assert count["refused"] > count["taken"], count


@pytest.mark.parametrize("share", range(4))
def test_no_number_can_be_exchanged_for_another_of_its_fact(whole: Whole, share: int) -> None:
    """For every figure and outcome: each other number that its facts print is refused there."""
    facts: dict[str, Fact] = {fact.id: fact for fact in whole.models["facts.json"].facts}
    tried = 0
    for path in whole.places["pack.json"]:
        keys = ("value", "low", "high") if path[0] == "figures" else ("value", "people")
        if path[0] not in ("figures", "outcomes") or path[-1] not in keys or "difference" in path or "span" in path:
            continue
        if int(path[1]) % 4 != share:
            continue
        raw = json.loads(whole.contents["pack.json"])
        holder = raw[path[0]][path[1]]
        printed = " ".join(facts[fact].model_dump_json() for fact in holder.get("facts", [holder.get("fact")]))
        value = at(raw, path)
        others = {float(n) for n in re.findall(r"\d+(?:\.\d+)?", printed.replace(",", ""))} - {0.0, float(value)}
        for other in sorted(others):
            new = int(other) if other == int(other) else other
            at(raw, path[:-1])[path[-1]] = new
            found, _ = found_in(whole, "pack.json", raw, with_texts=False)
            assert any(problem.path.startswith(json_path(path[:2])) for problem in found), (path, value, new)
            tried += 1
    assert tried > 250


def test_no_figure_can_stand_for_another_in_a_text(whole: Whole) -> None:
    """Every mention of a figure, with each other figure of the same fact in its place, is refused at the text."""
    by_fact: dict[str, list[str]] = {}
    structure: Structure = whole.models["pack.json"]
    for figure in structure.figures:
        by_fact.setdefault(figure.fact, []).append(figure.id)
    tried = 0
    for path in whole.places["en.json"]:
        text = at(whole.raw["en.json"], path)
        for id_ in dict.fromkeys(figure_ids(text)) if isinstance(text, str) else ():
            others = [other for other in by_fact[structure.figure_by_id[id_].fact] if other != id_]
            for other in others[:3]:
                raw = json.loads(whole.contents["en.json"])
                at(raw, path[:-1])[path[-1]] = text.replace("{" + id_ + "}", "{" + other + "}", 1)
                found, _ = found_in(whole, "en.json", raw)
                near = json_path(path[:-1])
                assert any(problem.path.startswith(near) for problem in found), (path, id_, other)
                tried += 1
    assert tried > 100


def test_the_short_cut_says_what_the_library_says(whole: Whole) -> None:
    """The mutations above do not read the other two files again; here the whole way is gone for some."""
    for path in (("figures", 0, "value"), ("outcomes", 0, "people"), ("factors", 0, "id")):
        raw = json.loads(whole.contents["pack.json"])
        at(raw, path[:-1])[path[-1]] = "no-such-id" if path[-1] == "id" else 77
        short = found_in(whole, "pack.json", raw)[0]
        contents = whole.contents | {"pack.json": json.dumps(raw, ensure_ascii=False).encode()}
        assert set(short) == set(examine(contents).problems) != set()


def test_no_harm_would_notice(whole: Whole) -> None:
    """The judge of harm itself is tried: a number changed behind the library's back is noticed."""
    structure: Structure = whole.models["pack.json"]
    first, second = structure.outcomes[:2]
    harmed = structure.model_copy(update={"outcomes": (first.model_copy(update={"people": 1}), second)})
    with pytest.raises(AssertionError):
        assert_no_harm(whole, "pack.json", ("outcomes", 0), "swap", whole.models | {"pack.json": harmed})
    with pytest.raises(AssertionError, match="nobody has thought"):
        assert_no_harm(whole, "pack.json", ("format",), "type", whole.models)
