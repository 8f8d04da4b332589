"""A pack is read in full, or refused with every fault, its file and its JSON path."""

from __future__ import annotations

import ast
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from data import intake, library, refusals, wording
from data.library import ContentError, Examined, available, built_in, examine, fetch, load, locate, problems
from data.prose import figure_text
from data.schema import Figure, Texts
from gui.visit.telling import counted
from gui.visit.words import load_words

if TYPE_CHECKING:
    from conftest import Broken

GARDEN = Path(__file__).parent / "packs" / "garden"
Change = Callable[["Broken"], None]


def put(file: str, path: str, value: Any) -> Change:
    """A change that sets the value at a path such as `options.0.id`; `...` as value removes it."""

    def change(broken: Broken) -> None:
        inner = broken.files[file]
        *parts, last = [int(part) if part.isdigit() else part for part in path.split(".")]
        for part in parts:
            inner = inner[part]
        if value is ...:
            inner.pop(last)
        else:
            inner[last] = value

    return change


def pack(path: str, value: Any) -> Change:
    return put("pack.json", path, value)


def en(path: str, value: Any) -> Change:
    return put("en.json", path, value)


def facts(path: str, value: Any) -> Change:
    return put("facts.json", path, value)


def both(*changes: Change) -> Change:
    def change(broken: Broken) -> None:
        for one in changes:
            one(broken)

    return change


LASTING = "$.panels.vegetables.can.sections.lasting"
CELL = {"headline": "Yes", "detail": "It is so."}


def _turn(inner: dict[str, Any]) -> None:
    items = list(inner.items())
    inner.clear()
    inner.update(reversed(items))


def _second_figure(broken: Broken, value: int) -> None:
    broken.pack["figures"].append(broken.pack["figures"][0] | {"id": "other-days", "value": value})


def _some_of(broken: Broken, some: int, of: int) -> None:
    numbers = {
        46: ("can", "numerator"),
        101: ("can", "denominator"),
        70: ("drip", "numerator"),
        100: ("drip", "denominator"),
    }
    broken.pack["figures"] = broken.pack["figures"][:4]
    for id_, value in (("some", some), ("of", of)):
        number, part = numbers[value]
        place = {"fact": "W02", "number": number, "part": part}
        broken.pack["figures"].append({"id": id_, "value": value, "unit": "count", **place, "reasons": ["vegetables"]})
    broken.en["panels"]["vegetables"]["drip"]["sections"]["lasting"] = ["It did so in {some} of {of} beds."]


def _other_reason(broken: Broken) -> None:
    _third_reason(broken)
    broken.facts["facts"][3]["reasons"] = ["lawn"]
    for option in ("can", "hose", "drip", "rain"):
        cells = broken.pack["factors"][0]["cells"]
        cells["vegetables"] = {o: {"answer": "same", "facts": ["W04"]} for o in ("can", "hose", "drip", "rain")}
        broken.en["factors"]["work"]["cells"]["vegetables"] = dict.fromkeys(cells["all"], CELL)
        assert option in cells["all"]


def _third_reason(broken: Broken) -> None:
    """A reason "lawn" whose panels show the vegetables' figures."""
    broken.pack["reasons"].insert(0, {**broken.pack["reasons"][0], "id": "lawn"})
    broken.en["reasons"]["lawn"] = broken.en["reasons"]["vegetables"] | {"name": "Lawn"}
    broken.pack["panels"]["lawn"] = json.loads(json.dumps(broken.pack["panels"]["vegetables"]))
    broken.en["panels"]["lawn"] = broken.en["panels"]["vegetables"]


def _no_lasting(broken: Broken) -> None:
    for panel in broken.en["panels"]["vegetables"].values():
        del panel["sections"]["lasting"]


def _lone_override(broken: Broken) -> None:
    broken.en["panels"]["vegetables"]["hose"]["sections"]["worse"] = ["You may pour too much."]


def _more_why(broken: Broken) -> None:
    why = broken.en["statements"]["little-work"]["why"]
    why["vegetables"] = why["all"]


REFUSED: list[tuple[str, str, str, Change]] = [
    # --- the shape of one file
    ("key-missing", "pack.json", "$.version", pack("version", ...)),
    ("key-missing", "en.json", "$.factors.work.why", en("factors.work.why", ...)),
    ("key-missing", "facts.json", "$.facts[0].source", facts("facts.0.source", ...)),
    ("key-unknown", "pack.json", "$.options[0].nam", pack("options.0.nam", "x")),
    ("key-unknown", "en.json", "$.factors.work.cells.all.can.head", en("factors.work.cells.all.can.head", "x")),
    ("wrong-type", "pack.json", "$.options", pack("options", "can")),
    ("wrong-type", "pack.json", "$.outcomes[0].people", pack("outcomes.0.people", "300")),
    ("wrong-type", "pack.json", "$.produced", pack("produced", "soon")),
    ("wrong-type", "pack.json", "$.quiz[0].choices", pack("quiz.0.choices", 2.5)),
    ("wrong-form", "pack.json", "$.options[1].id", pack("options.1.id", "Garden Hose")),
    ("wrong-form", "pack.json", "$.languages[0]", pack("languages.0", "../en")),
    ("wrong-form", "facts.json", "$.facts[0].certainty.level", facts("facts.0.certainty.level", "sure")),
    ("not-a-choice", "pack.json", "$.outcomes[0].certainty", pack("outcomes.0.certainty", "sure")),
    ("not-a-choice", "en.json", "$.sections.aims", en("sections.aims", "Aims")),
    ("too-long", "en.json", "$.options.can.short", en("options.can.short", "A can with a very long name")),
    ("too-short", "pack.json", "$.statements[0].factors", pack("statements.0.factors", [])),
    ("too-short", "en.json", "$.intro.title", en("intro.title", "")),
    ("too-short", "en.json", "$.intro.decision", en("intro.decision", "  ")),
    ("too-short", "en.json", "$.intro.say[0]", en("intro.say.0", "\n")),
    ("out-of-range", "pack.json", "$.outcomes[0].people", pack("outcomes.0.people", 0)),
    ("not-a-number", "pack.json", "$.figures[0].value", pack("figures.0.value", float("nan"))),
    ("not-a-number", "facts.json", "$.facts[1].numbers[0].value", facts("facts.1.numbers.0.value", float("inf"))),
    ("character", "en.json", "$.intro.title", en("intro.title", "Watering \u202egnihtyna")),
    ("character", "en.json", "$.intro.say[1]", en("intro.say.1", "An empty\x00byte")),
    ("character", "facts.json", "$.facts[0].source.title", facts("facts.0.source.title", "A\u200bB")),
    # --- ids
    ("doubled-id", "pack.json", "$.factors[1].id", pack("factors.1.id", "work")),
    ("doubled-id", "pack.json", "$.groups[1]", pack("groups.1", "effort")),
    ("doubled-id", "pack.json", "$.statements[10].factors[1]", pack("statements.10.factors", ["harvest", "harvest"])),
    ("doubled-id", "facts.json", "$.facts[1].id", facts("facts.1.id", "W01")),
    ("reserved-id", "pack.json", "$.reasons[0].id", pack("reasons.0.id", "all")),
    ("dangling", "pack.json", "$.factors[0].group", pack("factors.0.group", "efort")),
    ("dangling", "pack.json", "$.factors[0].cells.all.can.facts[0]", pack("factors.0.cells.all.can.facts", ["W99"])),
    ("dangling", "pack.json", "$.factors[0].cells.all.can.claims[0]", pack("factors.0.cells.all.can.claims", ["K99"])),
    ("dangling", "pack.json", "$.outcomes[0].reason", pack("outcomes.0.reason", "lawn")),
    ("dangling", "pack.json", "$.outcomes[0].factor", pack("outcomes.0.factor", "crop")),
    ("dangling", "pack.json", "$.outcomes[0].facts[0]", pack("outcomes.0.facts", ["W99"])),
    ("dangling", "pack.json", "$.outcomes[0].arms[0].option", pack("outcomes.0.arms.0.option", "bucket")),
    ("dangling", "pack.json", "$.statements[0].factors[0]", pack("statements.0.factors.0", "wrok")),
    ("dangling", "pack.json", "$.names[1].means.all[0]", pack("names.1.means.all", ["bucket"])),
    ("dangling", "pack.json", "$.questions[0].topic", pack("questions.0.topic", "the-lawn")),
    ("dangling", "pack.json", "$.questions[1].raised_by_not_known[0]", pack("questions.1.raised_by_not_known.0", "x")),
    ("dangling", "pack.json", "$.questions[3].raised_by_readiness[0]", pack("questions.3.raised_by_readiness.0", "x")),
    ("dangling", "pack.json", "$.questions[2].reasons[0]", pack("questions.2.reasons", ["lawn"])),
    (
        "dangling",
        "pack.json",
        "$.questions[2].raised_by_reasons[0]",
        pack("questions.2.raised_by_reasons", ["any-garden"]),
    ),
    ("dangling", "pack.json", "$.quiz[0].factor", pack("quiz.0.factor", "crop")),
    ("dangling", "pack.json", "$.glossary[0].facts[0]", pack("glossary.0.facts", ["W99"])),
    ("dangling", "pack.json", "$.figures[0].reasons[0]", pack("figures.0.reasons", ["lawn"])),
    ("dangling", "pack.json", "$.figures[0].fact", pack("figures.0.fact", "W99")),
    (
        "dangling",
        "pack.json",
        f"{LASTING}.figures[0]",
        pack("panels.vegetables.can.sections.lasting.figures", ["can-day"]),
    ),
    ("doubled-id", "pack.json", "$.figures[1].id", pack("figures.1.id", "can-days")),
    ("doubled-id", "facts.json", "$.facts[1].numbers[1].id", facts("facts.1.numbers.1.id", "can")),
    ("dangling", "pack.json", "$.claims_in_intro[0]", pack("claims_in_intro", ["K99"])),
    ("dangling", "pack.json", "$.reasons[0].use.bucket", pack("reasons.0.use.bucket", "used")),
    ("dangling", "facts.json", "$.facts[3].reasons[0]", facts("facts.3.reasons", ["lawn"])),
    # --- every option, every reason
    ("general-reason", "pack.json", "$.reasons", pack("reasons.1.general", False)),
    ("general-reason", "pack.json", "$.reasons", pack("reasons.0.general", True)),
    ("option-missing", "pack.json", "$.reasons[0].use", pack("reasons.0.use.rain", ...)),
    ("option-missing", "pack.json", "$.panels.all", pack("panels.all.rain", ...)),
    ("option-missing", "pack.json", "$.factors[0].cells.all", pack("factors.0.cells.all.rain", ...)),
    ("option-missing", "pack.json", "$.factors[5].cells.vegetables", pack("factors.5.cells.vegetables.rain", ...)),
    ("option-missing", "pack.json", "$.statements[0].fits.all", pack("statements.0.fits.all.rain", ...)),
    (
        "option-missing",
        "pack.json",
        "$.panels.all.hose",
        both(
            pack("panels.all.can.drawings", {"hero": "even-hand", "steps": ["even-hand"] * 4}),
            en(
                "panels.all.can.drawings",
                {"hero": {"caption": "A can", "said": "A can."}, "steps": [{"caption": "Fill", "said": "Fill."}] * 4},
            ),
        ),
    ),
    ("general-missing", "pack.json", "$.factors[0].cells", pack("factors.0.cells", {})),
    ("general-missing", "pack.json", "$.quiz[2].right", pack("quiz.2.right", {"vegetables": 1})),
    ("reason-key", "pack.json", "$.factors[0].cells.lawn", pack("factors.0.cells.lawn", {})),
    ("reason-key", "pack.json", "$.names[0].means.any-garden", pack("names.0.means.any-garden", [])),
    ("out-of-range", "pack.json", "$.quiz[0].right.all", pack("quiz.0.right.all", 3)),
    # --- facts and figures
    ("fact-of-another-reason", "pack.json", "$.factors[0].cells.vegetables.can.facts[0]", _other_reason),
    ("number-without-reason", "pack.json", "$.outcomes[0].reason", pack("outcomes.0.reason", "any-garden")),
    (
        "number-without-reason",
        "pack.json",
        "$.figures[0].reasons[0]",
        pack("figures.0.reasons", ["any-garden"]),
    ),
    ("figure-without-value", "pack.json", "$.figures[0]", pack("figures.0.value", ...)),
    ("figure-without-value", "pack.json", "$.figures[1]", pack("figures.1.low", ...)),
    ("not-possible", "pack.json", "$.figures[0]", pack("figures.0.value", -2)),
    ("not-possible", "pack.json", "$.figures[1]", pack("figures.1.low", 9)),
    ("not-carried", "pack.json", "$.figures[0]", pack("figures.0.value", 3)),
    ("not-carried", "pack.json", "$.figures[0].unit", pack("figures.0.unit", "weeks")),
    ("not-carried", "pack.json", "$.figures[1]", pack("figures.1.high", 6)),
    ("not-carried", "pack.json", "$.figures[0]", pack("figures.0.number", ...)),
    ("not-carried", "pack.json", "$.figures[0]", pack("figures.0.words", "2 days")),
    ("not-carried", "pack.json", "$.figures[0].number", pack("figures.0.number", "lost")),
    ("not-carried", "pack.json", "$.figures[0].part", pack("figures.0.part", "denominator")),
    ("not-carried", "pack.json", "$.figures[1]", pack("figures.1.part", "low")),
    ("not-carried", "pack.json", "$.figures[3]", pack("figures.3.value", 600)),  # another number of its fact
    ("not-carried", "pack.json", "$.figures[3].words", pack("figures.3.words", "1,200 plants")),
    ("not-carried", "pack.json", "$.figures[3].words", pack("figures.3.words", "200 beds")),
    ("not-carried", "pack.json", "$.figures[3].words", pack("figures.3.words", "with rain alone did better")),
    ("not-carried", "pack.json", "$.figures[3].words", pack("figures.3.words", "per 100 (6 to 17); 1,200 beds")),
    ("not-carried", "pack.json", "$.figures[3].words", pack("figures.3.words", "of 600")),  # stands there twice
    ("not-carried", "pack.json", "$.figures[3].part", pack("figures.3.part", "numerator")),
    ("not-carried", "pack.json", "$.outcomes[0].when", pack("outcomes.0.when_from", ...)),
    ("not-carried", "pack.json", "$.outcomes[2].people", pack("outcomes.2.people_from", ...)),
    ("not-carried", "pack.json", "$.outcomes[0].when_from.fact", pack("outcomes.0.when_from.fact", "W03")),
    ("not-carried", "pack.json", "$.outcomes[0].people", pack("outcomes.0.people", 301)),
    ("not-carried", "pack.json", "$.outcomes[0].when", pack("outcomes.0.when.value", 4)),
    ("not-carried", "pack.json", "$.outcomes[0].when", pack("outcomes.0.when.unit", "weeks")),
    (
        "not-carried",
        "pack.json",
        "$.outcomes[0].arms[0]",
        both(pack("outcomes.0.arms.0.numerator", 45), pack("outcomes.0.arms.0.per_100", 45)),
    ),
    (
        "not-carried",
        "pack.json",
        "$.outcomes[2].arms[0]",
        both(pack("outcomes.2.arms.0.percent", 7.5), pack("outcomes.2.arms.0.per_100", 8)),
    ),
    ("not-carried", "pack.json", "$.outcomes[1].arms[0].span", pack("outcomes.1.arms.0.span.high", 67)),
    ("not-carried", "pack.json", "$.outcomes[1].difference", pack("outcomes.1.difference.low", -6)),
    ("no-denominator", "pack.json", "$.outcomes[0].arms[1]", pack("outcomes.0.arms.1.denominator", ...)),
    ("no-denominator", "pack.json", "$.outcomes[2].arms[0]", pack("outcomes.2.arms.0.percent", ...)),
    ("rounding", "pack.json", "$.outcomes[0].arms[0].per_100", pack("outcomes.0.arms.0.per_100", 45)),
    ("rounding", "pack.json", "$.outcomes[2].arms[0].per_100", pack("outcomes.2.arms.0.per_100", 5)),
    ("not-possible", "pack.json", "$.outcomes[0].arms[0]", pack("outcomes.0.arms.0.numerator", 200)),
    ("not-possible", "pack.json", "$.outcomes[0].arms[0].percent", pack("outcomes.0.arms.0.percent", 47.5)),
    ("not-possible", "pack.json", "$.outcomes[1].arms[0].span", pack("outcomes.1.arms.0.span.low", 63)),
    ("not-possible", "pack.json", "$.outcomes[1].difference", pack("outcomes.1.difference.value", 9)),
    (
        "not-possible",
        "pack.json",
        "$.outcomes[0].difference",
        pack("outcomes.0.difference", {"value": 1, "low": 0, "high": 2}),
    ),
    ("not-possible", "pack.json", "$.outcomes[3].when", pack("outcomes.3.when.value", 1)),
    ("not-possible", "facts.json", "$.facts[1].numbers[0]", facts("facts.1.numbers.0.numerator", 1000)),
    ("not-possible", "pack.json", "$.review_by", pack("review_by", "2026-01-01")),
    ("not-possible", "pack.json", "$.outcomes[0].people", pack("outcomes.0.people", 299)),
    (
        "not-carried",  # 1 year is the time of another number of a fact cited here
        "pack.json",
        "$.outcomes[0].when",
        both(
            pack("outcomes.0.facts", ["W02", "W03"]),
            pack("outcomes.0.when", {"value": 1, "unit": "years"}),
            pack("outcomes.0.when_from", {"fact": "W03", "number": "drip", "part": "timeframe"}),
        ),
    ),
    (
        "not-carried",
        "pack.json",
        "$.outcomes[1].arms[1].span",
        pack("outcomes.1.arms.1.span", {"low": 6, "high": 66}),
    ),
    ("doubled-figure", "pack.json", "$.figures[4]", lambda b: _second_figure(b, 2)),
    (
        "fit-against-answers",
        "pack.json",
        "$.statements[3].fits.all.drip.fit",
        pack("statements.3.fits.all.drip.fit", "partly"),
    ),
    ("range-not-shown", "pack.json", "$.outcomes[1].difference", pack("outcomes.1.difference", None)),
    ("range-not-shown", "pack.json", "$.outcomes[1].arms[0].span", pack("outcomes.1.arms.0.span", ...)),
    (
        "unit",
        "en.json",
        "$.panels.vegetables.can.sections.lasting[0]",
        en("panels.vegetables.can.sections.lasting.0", "It lasts about {can-days} years."),
    ),
    (
        "unit",
        "en.json",
        "$.panels.vegetables.can.sections.lasting[0]",
        en("panels.vegetables.can.sections.lasting.0", "It lasts about {can-days} showers. That takes days."),
    ),
    ("order-of-groups", "pack.json", "$.outcomes[3].arms[1]", lambda b: b.pack["outcomes"][3]["arms"].reverse()),
    ("order-of-groups", "en.json", "$.outcomes.wet-path.arms", lambda b: _turn(b.en["outcomes"]["wet-path"]["arms"])),
    ("certainty", "pack.json", "$.outcomes[0].certainty", pack("outcomes.0.certainty", "high")),
    ("certainty", "pack.json", "$.outcomes[1].certainty", pack("outcomes.1.certainty", "low")),
    ("certainty", "pack.json", "$.outcomes[0].judged_by", pack("outcomes.0.judged_by", "source")),
    ("address", "facts.json", "$.facts[0].source.url", facts("facts.0.source.url", "javascript:alert(1)")),
    ("claim-without-place", "pack.json", "$.source_claims[4]", pack("claims_in_intro", [])),
    ("claim-without-place", "pack.json", "$.source_claims[5]", lambda b: b.pack["source_claims"].append("K06")),
    (
        "not-a-process",
        "pack.json",
        "$.processes_done[0].item",
        pack("processes_done", [{"item": 3, "by": "A", "date": "2026-01-01", "what": "B"}]),
    ),
    # --- texts against the structure
    ("language", "en.json", "$.language", en("language", "es")),
    ("text-missing", "en.json", "$.factors", en("factors.work", ...)),
    ("text-missing", "en.json", "$.sections", en("sections.worse", ...)),
    ("text-missing", "en.json", "$.panels", en("panels.vegetables", ...)),
    ("text-missing", "en.json", "$.panels.vegetables.can.sections", _no_lasting),
    ("text-missing", "en.json", "$.factors.water.cells", en("factors.water.cells.vegetables", ...)),
    ("text-missing", "en.json", "$.factors.water.cells.vegetables", en("factors.water.cells.vegetables.hose", ...)),
    ("text-missing", "en.json", "$.reasons.vegetables.use", en("reasons.vegetables.use.hose", ...)),
    ("text-missing", "en.json", "$.names.sprinkler.answer", en("names.sprinkler.answer.vegetables", ...)),
    ("text-missing", "en.json", "$.outcomes.good-year.arms", en("outcomes.good-year.arms.drip", ...)),
    ("text-unknown", "en.json", "$.glossary.slug", en("glossary.slug", {"term": "slug", "meaning": "An animal."})),
    ("text-unknown", "en.json", "$.statements.little-work.why.vegetables", _more_why),
    ("section-missing", "en.json", "$.panels.all.drip.sections", en("panels.all.drip.sections.better", ...)),
    ("section-missing", "en.json", "$.panels.vegetables.can.sections", _lone_override),
    ("drawings", "en.json", "$.panels.all.can", pack("panels.all.can.drawings", {"hero": "x", "steps": ["x"] * 4})),
    (
        "drawings",
        "en.json",
        "$.panels.all.can.drawings.steps",
        both(
            pack("panels.all.can.drawings", {"hero": "even-hand", "steps": ["even-hand"] * 4}),
            en(
                "panels.all.can.drawings",
                {"hero": {"caption": "A can", "said": "A can."}, "steps": [{"caption": "Fill", "said": "Fill."}] * 5},
            ),
        ),
    ),
    ("choices", "en.json", "$.quiz.wet-leaves.choices", en("quiz.wet-leaves.choices", ["A", "B", "C"])),
    ("choices", "en.json", "$.quiz.wet-leaves.choices", en("quiz.wet-leaves.choices", ["Blight", " blight"])),
    ("reason-key", "en.json", "$.options.can.also_called.lawn", en("options.can.also_called.lawn", ["a jug"])),
    ("general-missing", "en.json", "$.options.can.also_called", en("options.can.also_called", {"vegetables": []})),
    (
        "names-missing",
        "en.json",
        "$.options.drip.also_called",
        both(_third_reason, en("options.drip.also_called.vegetables", ["a thin line"])),
    ),
    ("same-name", "en.json", "$.options.hose.name", en("options.hose.name", "watering CAN")),
    ("same-name", "en.json", "$.options.hose.in_sentence", en("options.hose.in_sentence", "the can")),
    ("key-missing", "en.json", "$.options.hose.in_sentence", en("options.hose.in_sentence", ...)),
    (
        "too-long",
        "en.json",
        "$.factors.work.cells.all.can.headline",
        en("factors.work.cells.all.can.headline", "You do a bit of work each day and each evening"),
    ),
    (
        "too-long",
        "en.json",
        "$.statements.no-harm.why.all.can",
        en(
            "statements.no-harm.why.all.can",
            "They may dry up if you forget to go out and pour water on to them all in time.",
        ),
    ),
    # --- wording
    ("markup", "en.json", "$.factors.work.why", en("factors.work.why", "You may have <b>little</b> time.")),
    ("markup", "en.json", "$.factors.work.why", en("factors.work.why", "You may have *little time.")),
    ("markup", "en.json", "$.factors.work.why", en("factors.work.why", "You may have [little] time.")),
    ("markup", "en.json", "$.factors.work.why", en("factors.work.why", "You may have {little time.")),
    ("markup", "en.json", "$.factors.work.why", en("factors.work.why", "You may have ]] time.")),
    ("markup", "en.json", "$.factors.work.why", en("factors.work.why", "You may have `little` time.")),
    ("markup", "en.json", "$.factors.work.question", en("factors.work.question", "How much\nwork?")),
    ("markup", "en.json", "$.topics.money", en("topics.money", "*Money*")),
    ("address", "en.json", "$.factors.work.why", en("factors.work.why", "See https://example.org")),
    ("address", "en.json", "$.factors.work.why", en("factors.work.why", "See example.org")),
    ("address", "en.json", "$.topics.money", en("topics.money", "Write to ada@example")),
    ("typed-number", "en.json", "$.factors.work.why", en("factors.work.why", "It takes 20 minutes.")),
    ("typed-number", "en.json", "$.factors.work.why", en("factors.work.why", "It takes half of them, or 50%.")),
    ("typed-number", "en.json", "$.factors.work.why", en("factors.work.why", "It helps one in ten people.")),
    ("typed-number", "en.json", "$.factors.work.why", en("factors.work.why", "It helps one in ten\nMost heal.")),
    ("typed-number", "en.json", "$.factors.work.why", en("factors.work.why", "It helps one in ten*s*.")),
    ("address", "en.json", "$.factors.work.why", en("factors.work.why", "See www. *now*.")),
    ("typed-number", "en.json", "$.factors.work.why", en("factors.work.why", "It helps three people out of ten.")),
    ("typed-number", "en.json", "$.factors.work.why", en("factors.work.why", "It helps many per cent of them.")),
    ("typed-number", "en.json", "$.factors.work.why", en("factors.work.why", "It takes ½ of it.")),
    ("typed-number", "en.json", "$.factors.work.why", en("factors.work.why", "It takes ٣ days.")),
    ("typed-number", "en.json", "$.statements.no-harm.why.all.can", en("statements.no-harm.why.all.can", "In 3 days.")),
    (
        "typed-number",
        "en.json",
        "$.factors.work.cells.all.can.headline",
        en("factors.work.cells.all.can.headline", "Up to 2 hours"),
    ),
    ("typed-number", "en.json", "$.questions.price.say", en("questions.price.say", "Is it 20 or more?")),
    ("term-unknown", "en.json", "$.factors.work.why", en("factors.work.why", "You may have [[slugs]].")),
    ("figure-unknown", "en.json", "$.factors.work.why", en("factors.work.why", "It takes {work-hours} hours.")),
    (
        "figure-in-general-text",
        "en.json",
        "$.panels.all.can.sections.lasting[0]",
        en("panels.all.can.sections.lasting.0", "It lasts {can-days} days."),
    ),
    ("not-carried", "en.json", "$.panels.vegetables.drip.sections.lasting[0]", lambda b: _some_of(b, 46, 100)),
    (
        "figure-not-listed",
        "en.json",
        "$.factors.water.cells.vegetables.drip.headline",
        both(
            pack("factors.5.cells.vegetables.drip.facts", ["W05"]),
            en("factors.water.cells.vegetables.drip.headline", "For {can-days} days"),
        ),
    ),
    ("figure-not-shown", "pack.json", "$.figures[0]", pack(f"{LASTING[2:]}.figures", [])),
    (
        "figure-not-shown",
        "en.json",
        "$.panels.vegetables.can.sections.lasting[0]",
        en("panels.vegetables.can.sections.lasting.0", "It lasts some days. You do it again then."),
    ),
    ("figure-in-general-text", "en.json", "$.factors.work.why", en("factors.work.why", "It takes {can-days} days.")),
    ("figure-of-another-reason", "en.json", "$.panels.lawn.can.sections.lasting[0]", _third_reason),
    (
        "figure-without-source",
        "en.json",
        "$.panels.vegetables.hose.sections.lasting[0]",
        en("panels.vegetables.hose.sections.lasting.0", "A line lasts {line-years} years."),
    ),
    (
        "not-possible",
        "en.json",
        "$.panels.vegetables.can.sections.lasting[0]",
        en("panels.vegetables.can.sections.lasting.0", "It lasts {can-days} out of 100."),
    ),
]


@pytest.mark.parametrize(
    ("code", "file", "path", "change"), REFUSED, ids=[f"{row[0]}-{row[2][:60]}" for row in REFUSED]
)
def test_refuses(garden: Broken, code: str, file: str, path: str, change: Change) -> None:
    change(garden)
    found = garden.examined().problems
    assert (code, file, path) in {(problem.code, problem.file, problem.path) for problem in found}
    for problem in found:
        assert problem.message and problem.fix
        assert problem.message.endswith((".", "?"))


def test_every_refusal_is_tried() -> None:
    written = {code for module in (intake, refusals, wording, library) for code in _codes(Path(str(module.__file__)))}
    assert len(written) > 40
    untried = written - {row[0] for row in REFUSED} - BYTES_CODES - FOLDER_CODES
    assert untried == {"wrong-value"}  # what a later pydantic may say that no field of the schema can say today


def _codes(file: Path) -> Iterator[str]:
    """The codes that a module gives its problems: an argument of `Problem`, `Fault`, `add`, or the first of three."""
    places = {"Problem": 2, "Fault": 0, "add": 1, "_whole": 1, "_at_start": 1}
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        given: ast.expr | None = None
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            place = places.get(name)
            given = node.args[place] if place is not None and len(node.args) > place else None
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and len(node.value.elts) == 3:
            given = node.value.elts[0]
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple):
            targets = node.targets[0]
            names = [getattr(e, "id", "") for e in targets.elts] if isinstance(targets, ast.Tuple) else []
            given = node.value.elts[names.index("code")] if "code" in names else None
        if isinstance(given, ast.Constant) and isinstance(given.value, str):
            yield given.value


# --- bytes ------------------------------------------------------------------------------------------------------------

BYTES: list[tuple[str, str, Callable[[bytes], bytes]]] = [
    ("empty", "$", lambda data: b" \n"),
    ("byte-order-mark", "$", lambda data: b"\xef\xbb\xbf" + data),
    ("byte-order-mark", "$", lambda data: data.decode().encode("utf-16")),
    ("not-utf-8", "$", lambda data: data.replace(b"Watering", b"Watering \xe9", 1)),
    ("not-json", "$", lambda data: data[: len(data) // 2]),
    ("not-json", "$", lambda data: data.replace(b'"name":', b'"name" ', 1)),
    ("not-json", "$", lambda data: data.replace(b'"language"', b'"x": ' + b"9" * 5000 + b', "language"', 1)),
    ("not-json", "$", lambda data: b"\x00\x01\x02"),
    ("wrong-type", "$", lambda data: b"[1, 2]"),
    ("too-deep", "$", lambda data: b'{"name": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
    ("too-deep", "$", lambda data: b'{"name": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_001),
    ("too-deep", "$", lambda data: b'{"z": "\\u200b", "name": ' + b'{"a":' * 800 + b"1" + b"}" * 801),
    ("too-large", "$", lambda data: data + b" " * intake.LARGEST_FILE),
    ("too-many", "$", lambda data: b'{"name": [' + b"1," * intake.LARGEST_COUNT + b"1]}"),
    ("too-many", "$", lambda data: b"{" + b",".join(b'"k%d": 1' % i for i in range(30_000)) + b"}"),
    ("doubled-key", "$.name", lambda data: data.replace(b'"name"', b'"name": "First", "name"', 1)),
    ("doubled-key", "$.groups.effort", lambda data: data.replace(b'"effort"', b'"effort": "First", "effort"', 1)),
    ("character", "$.name", lambda data: data.replace(b'"Watering', b'"Watering\\ud800', 1)),
    ("character", '$["na\\u200bme"]', lambda data: data.replace(b'"name"', b'"na\\u200bme": 1, "name"', 1)),
]
BYTES_CODES = {row[0] for row in BYTES}


@pytest.mark.parametrize(("code", "path", "change"), BYTES, ids=[f"{i}-{row[0]}" for i, row in enumerate(BYTES)])
def test_refuses_bytes(garden: Broken, code: str, path: str, change: Callable[[bytes], bytes]) -> None:
    contents = garden.contents()
    contents["en.json"] = change(contents["en.json"])
    found = examine(contents)
    assert (code, "en.json", path) in {(problem.code, problem.file, problem.path) for problem in found.problems}


def test_of_a_pack_that_cannot_be_read_other_files_are_not_blamed(garden: Broken, tmp_path: Path) -> None:
    for name, data in garden.contents().items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "notes.json").write_text('{"a": 1}')
    file = tmp_path / "pack.json"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert [(problem.file, problem.code) for problem in problems(tmp_path)] == [("pack.json", "byte-order-mark")]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            '"short": "Hose",',
            '"short": "Hose"',
            'A comma is missing at the end: line {line}, which reads "short": "Hose".',
        ),
        ('"short": "Hose",', '"short": "Hose,', "the closing quote is missing: line {line}"),
        ('"short": "Hose",', '"short": Hose,', "text without quotes stands here: line {line}"),
        ('"short": "Hose",', '"short" "Hose",', "A colon is missing between a key and its value: line {line}"),
        ('"short": "Hose",', "“short”: “Hose”,", "A key in straight quotes is expected"),
        ('"short": "Hose",', '"short": "Hose",,', "or a comma is too much: line {line}"),
    ],
)
def test_what_is_missing_in_a_file_is_said_in_plain_words(garden: Broken, old: str, new: str, said: str) -> None:
    text = json.dumps(garden.en, ensure_ascii=False, indent=1)
    line = text[: text.index(old)].count("\n") + 1
    (problem,) = (p for p in examine(garden.contents() | {"en.json": text.replace(old, new, 1).encode()}).problems)
    assert (problem.code, problem.file) == ("not-json", "en.json")
    assert said.format(line=line) in problem.message
    assert "Expecting" not in problem.message


def test_a_file_cut_short_says_so(garden: Broken) -> None:
    text = json.dumps(garden.en, ensure_ascii=False, indent=1)[:-2]
    (problem,) = examine(garden.contents() | {"en.json": text.encode()}).problems
    assert problem.message.startswith("The file ends too early: line ")


def test_windows_line_endings_are_fine(garden: Broken) -> None:
    contents = {
        name: json.dumps(value, indent=1).replace("\n", "\r\n").encode() for name, value in garden.files.items()
    }
    assert examine(contents).problems == ()


def test_nesting_that_the_parsers_bear_is_refused_too(garden: Broken) -> None:
    for depth in (50, 150, 250, 900):
        garden.en["name"] = json.loads("[" * depth + "]" * depth)
        assert garden.examined().problems


# --- folders ----------------------------------------------------------------------------------------------------------

FOLDER_CODES = {"missing-file", "not-a-file", "unreadable", "no-folder", "no-pack", "no-language"}


def test_a_missing_file(garden_folder: Callable[[], Path]) -> None:
    folder = garden_folder()
    for name in ("facts.json", "en.json"):
        (folder / name).unlink()
    assert {(p.code, p.file) for p in problems(folder)} == {("missing-file", "facts.json"), ("missing-file", "en.json")}


@pytest.mark.parametrize("kind", ["link", "folder", "pipe"])
def test_what_is_not_an_ordinary_file(garden_folder: Callable[[], Path], kind: str) -> None:
    folder = garden_folder()
    file = folder / "facts.json"
    moved = file.rename(folder / "elsewhere")
    if kind == "link":
        file.symlink_to(moved)
    elif kind == "folder":
        file.mkdir()
    else:
        os.mkfifo(file)
    assert ("not-a-file", "facts.json", "$") in {(p.code, p.file, p.path) for p in problems(folder)}


def test_a_file_that_is_too_large_is_not_read(garden_folder: Callable[[], Path]) -> None:
    folder = garden_folder()
    with (folder / "en.json").open("r+b") as file:
        file.truncate(intake.LARGEST_FILE * 1000)  # sparse: takes no room, and would take all memory if read
    assert ("too-large", "en.json") in {(p.code, p.file) for p in problems(folder)}


def test_a_file_that_grows_while_it_is_read(garden_folder: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = garden_folder()
    measured = os.fstat

    def before_it_grew(handle: int) -> os.stat_result:
        whole = measured(handle)
        return os.stat_result((*whole[:6], whole.st_size // 2, *whole[7:]))

    contents = fetch(folder)
    monkeypatch.setattr(os, "fstat", before_it_grew)
    assert fetch(folder) == contents
    monkeypatch.setattr(library, "LARGEST_FILE", len(contents[0]["en.json"]) - 1)
    assert ("too-large", "en.json") in {(p.code, p.file) for p in fetch(folder)[1]}


def test_a_file_that_cannot_be_read(garden_folder: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = garden_folder()
    opened = os.open

    def refuse(path: Any, *arguments: Any) -> int:
        if Path(path).name == "en.json":
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments)

    monkeypatch.setattr(os, "open", refuse)
    assert [(p.code, p.file) for p in problems(folder)] == [("unreadable", "en.json")]


def test_no_such_pack_and_no_such_folder(tmp_path: Path) -> None:
    for wanted, code in (("no-such-pack", "no-pack"), (str(tmp_path / "nothing"), "no-folder")):
        with pytest.raises(ContentError) as refused:
            locate(wanted)
        assert [problem.code for problem in refused.value.problems] == [code]
        assert problems(wanted) == refused.value.problems


def test_a_language_that_the_pack_does_not_have() -> None:
    with pytest.raises(ContentError) as refused:
        load(GARDEN, "es")
    assert [problem.code for problem in refused.value.problems] == ["no-language"]


def test_a_folder_that_is_not_a_pack(tmp_path: Path) -> None:
    assert {p.file for p in problems(tmp_path)} == {"pack.json", "facts.json"}


def test_another_language_must_be_there_and_match(garden_folder: Callable[[], Path]) -> None:
    folder = garden_folder()
    pack_file = folder / "pack.json"
    pack_file.write_text(pack_file.read_text("utf-8").replace('"en"', '"en", "es"', 1), "utf-8")
    assert [(p.code, p.file) for p in problems(folder)] == [("missing-file", "es.json")]
    spanish = json.loads((folder / "en.json").read_text("utf-8"))
    spanish["language"] = "es"
    del spanish["factors"]["work"]
    spanish["topics"]["more"] = "Más"
    (folder / "es.json").write_text(json.dumps(spanish), "utf-8")
    found = {(p.code, p.file, p.path) for p in problems(folder)}
    assert found == {("text-missing", "es.json", "$.factors"), ("text-unknown", "es.json", "$.topics.more")}
    with pytest.raises(ContentError):
        load(folder, "en")


# --- every fault at once ----------------------------------------------------------------------------------------------


def test_one_fault_does_not_hide_the_others(garden: Broken) -> None:
    """Shape, ids, figures and wording are all wrong at once, in three files; each is named, and nothing else is."""
    garden.pack["bogus"] = 1
    garden.pack["version"] = 3
    garden.pack["factors"][2]["group"] = "nope"
    del garden.pack["factors"][1]["cells"]["all"]["hose"]["answer"]
    garden.pack["outcomes"][0]["arms"][0]["per_100"] = 47
    garden.pack["statements"][2]["fits"]["all"]["can"]["fit"] = "maybe"
    garden.facts["facts"][6]["source"]["year"] = "2026"
    garden.en["factors"]["work"]["why"] = "Of 20% of people."
    del garden.en["about"]["funding"]
    garden.en["factors"]["harm"]["question"] = 7
    garden.en["topics"]["money"] = "Mon\u202eey"
    found = {(problem.code, problem.file, problem.path) for problem in garden.examined().problems}
    assert found == {
        ("key-unknown", "pack.json", "$.bogus"),
        ("wrong-type", "pack.json", "$.version"),
        ("dangling", "pack.json", "$.factors[2].group"),
        ("key-missing", "pack.json", "$.factors[1].cells.all.hose.answer"),
        ("rounding", "pack.json", "$.outcomes[0].arms[0].per_100"),
        ("not-a-choice", "pack.json", "$.statements[2].fits.all.can.fit"),
        ("wrong-type", "facts.json", "$.facts[6].source.year"),
        ("typed-number", "en.json", "$.factors.work.why"),
        ("key-missing", "en.json", "$.about.funding"),
        ("wrong-type", "en.json", "$.factors.harm.question"),
        ("character", "en.json", "$.topics.money"),
    }


def test_texts_are_looked_at_even_if_the_structure_cannot_be_read(garden: Broken) -> None:
    garden.en["factors"]["work"]["why"] = "Of 20% of people."
    contents = garden.contents() | {"pack.json": b"{"}
    found = {(problem.code, problem.file, problem.path) for problem in examine(contents).problems}
    assert found == {("not-json", "pack.json", "$"), ("typed-number", "en.json", "$.factors.work.why")}


# --- what is whole ----------------------------------------------------------------------------------------------------


def test_the_second_pack_is_whole() -> None:
    assert problems(GARDEN) == ()
    pack = load(GARDEN)
    assert (pack.id, pack.version, pack.language, pack.general_reason) == ("garden", "1.2.0", "en", "any-garden")
    assert set(pack.facts) == {f"W0{n}" for n in range(1, 8)}
    with pytest.raises(TypeError):
        pack.facts["W01"] = pack.facts["W02"]  # type: ignore[index]


def test_the_built_in_pack_is_whole() -> None:
    assert problems(built_in()) == ()
    assert load(built_in()).id in available()


def test_the_digest_names_exactly_this_content(garden: Broken, garden_folder: Callable[[], Path]) -> None:
    folder = garden_folder()
    before = load(folder)
    assert before.digest == load(GARDEN).digest
    assert (len(before.digest), before.short_hash) == (64, before.digest[:8])
    for name in ("pack.json", "en.json", "facts.json"):
        file = folder / name
        whole = file.read_bytes()
        file.write_bytes(whole + b"\n")
        assert load(folder).digest != before.digest
        file.write_bytes(whole)
    assert load(folder).digest == before.digest


def test_two_figures_may_be_equal_where_the_fact_says_it_twice(garden: Broken) -> None:
    numbers = garden.facts["facts"][4]["numbers"]
    numbers.append(numbers[0] | {"id": "dry-days", "unit": "days without rain"})
    _second_figure(garden, 2)
    garden.pack["figures"][-1]["number"] = "dry-days"
    garden.pack["panels"]["vegetables"]["can"]["sections"]["lasting"]["figures"].append("other-days")
    garden.en["panels"]["vegetables"]["can"]["sections"]["lasting"].append("It is {other-days} days.")
    assert garden.examined().problems == ()


def test_some_of_all_stand_together_in_a_fact(garden: Broken) -> None:
    place = "$.panels.vegetables.drip.sections.lasting[0]"
    for some, of, carried in ((46, 101, True), (70, 100, True), (46, 100, False), (70, 101, False)):
        _some_of(garden, some, of)
        assert any(p.path == place and p.code == "not-carried" for p in garden.examined().problems) is not carried


def test_a_pack_with_one_reason_may_have_numbers(garden: Broken) -> None:
    """With a single reason there is no other problem that a figure could be mixed up with."""
    _single_reason(garden)
    assert garden.examined().problems == ()


def _single_reason(broken: Broken) -> None:
    general = "any-garden"
    broken.pack["reasons"] = broken.pack["reasons"][1:]
    del broken.en["reasons"]["vegetables"]
    for named in broken.en["options"].values():
        named["also_called"].pop("vegetables", None)
    for where in (broken.pack, broken.en):
        panels = where["panels"]
        for option, panel in panels.pop("vegetables").items():
            panels["all"][option]["sections"].update(panel["sections"])
    for i, factor in enumerate(broken.pack["factors"]):
        for cells in (factor["cells"], broken.en["factors"][factor["id"]]["cells"]):
            cells["all"] = cells.pop("vegetables", cells["all"])
        assert broken.pack["factors"][i] is factor
    for statement in broken.pack["statements"]:
        for by_reason in (statement["fits"], broken.en["statements"][statement["id"]]["why"]):
            by_reason["all"] = by_reason.pop("vegetables", by_reason["all"])
    for name in broken.pack["names"]:
        for by_reason in (name["means"], broken.en["names"][name["id"]]["answer"]):
            by_reason.pop("vegetables", None)
    for quiz in broken.pack["quiz"]:
        for by_reason in (quiz["right"], broken.en["quiz"][quiz["id"]]["why"]):
            by_reason.pop("vegetables", None)
    for question in broken.pack["questions"]:
        question.pop("reasons", None)
    for what in [*broken.pack["figures"], *broken.facts["facts"]]:
        what["reasons"] = [general] if what["reasons"] else []
    for outcome in broken.pack["outcomes"]:
        outcome["reason"] = general


def test_reads_from_a_traversable(garden_folder: Callable[[], Path]) -> None:
    """The built-in pack may lie in an archive; only what a Traversable offers is used then."""
    import zipfile

    folder = garden_folder()
    archive = folder.parent / "packs.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for entry in folder.iterdir():
            file.write(entry, f"garden/{entry.name}")
    with zipfile.ZipFile(archive) as file:
        inside = zipfile.Path(file, "garden/")
        assert load(inside).digest == load(GARDEN).digest  # type: ignore[arg-type]


def test_ten_thousand_rows(garden: Broken) -> None:
    first, before = garden.pack["factors"][0], len(garden.pack["factors"])
    for i in range(10_000):
        garden.pack["factors"].append({**first, "id": f"row-{i}"})
        garden.en["factors"][f"row-{i}"] = garden.en["factors"]["work"]
    found: Examined = examine(garden.contents())
    assert found.problems == ()
    assert found.structure is not None
    assert len(found.structure.factors) == before + 10_000


def test_nothing_is_fetched_beside_the_packs_own_files(garden_folder: Callable[[], Path]) -> None:
    folder = garden_folder()
    (folder / "README.md").write_text("read me", "utf-8")
    (folder / "fr.json").write_text("not JSON", "utf-8")
    contents, unread = fetch(folder)
    assert (sorted(contents), unread) == (["en.json", "facts.json", "pack.json"], ())


def test_figures_are_written_as_the_language_writes_them(garden: Broken) -> None:
    def shown(value: float, unit: str, **texts: str) -> str:
        figure = Figure(id="a", value=value, unit=unit, fact="W01", number="a", reasons=("vegetables",))  # type: ignore[arg-type]
        return figure_text(figure, Texts.model_validate_json(json.dumps(garden.en | texts)))

    assert [shown(n, "people") for n in (90, 7.3, 1600, 12000)] == ["90", "7.3", "1,600", "12,000"]
    assert shown(1999, "year") == "1999"
    assert shown(1600, "people", thousands_mark="") == "1600"
    assert shown(1600, "people", thousands_mark="\u202f") == "1\u202f600"
    assert counted(1600, load_words("en")) == "1,600"
