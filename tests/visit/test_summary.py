"""The sheet: everything a person did, in plain words, with its sources."""

from __future__ import annotations

import datetime
import re
from dataclasses import fields, replace
from itertools import permutations
from pathlib import Path

import pytest
from visit_worlds import WORDS

from data.comparison import compare
from data.library import Pack, built_in, load
from data.schema import Fit, Source
from gui.visit.credits import Credits
from gui.visit.names import columns, told
from gui.visit.state import (
    LEAN_UNKNOWN,
    ChooseName,
    ChooseReason,
    GoTo,
    HideNames,
    Lean,
    Screen,
    Tick,
    Visit,
    Weight,
    apply,
)
from gui.visit.summary import Summary, citation, summarise

PACK = load(Path(__file__).parents[1] / "content" / "packs" / "garden")
M, LOT = Weight.MATTERS, Weight.A_LOT
FULL = Visit(
    reason="vegetables",
    name="sprinkler",
    ticks=(("be-sure", M), ("good-harvest", LOT), ("little-work", M), ("low-cost", M)),
    order=(3, 2, 1, 0),
    readiness=(("know-enough", True), ("someone", False)),
    questions=("who-helps", "price"),
    lean="drip",
)


def sheet(visit: Visit, pack: Pack = PACK, today: datetime.date | None = None) -> Summary:
    credits = Credits(pack, WORDS, today or pack.structure.produced)
    return summarise(pack, compare(pack, visit.reason), visit, WORDS, credits)


def test_a_full_visit() -> None:
    made = sheet(FULL)
    assert (made.language, made.reason_chosen, made.reason) == ("en", True, PACK.texts.reasons["vegetables"].name)
    assert (made.clinic_word, made.clinic_answer) == (
        "Sprinkler",
        "For vegetables it mostly means a hose with a spray head.",
    )
    assert [(option.letter, option.short) for option in made.options] == [
        ("D", "Rain"),
        ("C", "Drip line"),
        ("B", "Hose"),
        ("A", "Can"),
    ]
    assert (made.matters[0].short, made.matters[0].a_lot) == ("Good growth", True)
    assert [row.say for row in made.matters[1:]] == [
        PACK.texts.statements[s].say for s in ("little-work", "low-cost", "be-sure")
    ]
    assert [(fit.option, fit.fit, fit.word) for fit in made.matters[0].fits] == [
        ("rain", Fit.DOES_NOT_FIT, "does not fit"),
        ("drip", Fit.FITS, "fits"),
        ("hose", Fit.NOT_KNOWN, "not known"),
        ("can", Fit.FITS, "fits"),
    ]
    assert (made.lean, made.lean_word) == ("drip", "Drip line")
    assert made.top_three[0] == "Good growth (a lot)"
    assert len(made.top_three) == 3
    assert [(ready.answer, ready.word) for ready in made.readiness] == [
        (True, "yes"),
        (None, "not answered"),
        (False, "no"),
        (None, "not answered"),
    ]
    asked = [PACK.texts.questions[q].say for q in ("hose-ban", "who-helps", "price")]
    assert list(made.questions) == asked
    assert made.says and made.sources


def test_order_of_ticks_changes_nothing() -> None:
    assert sheet(replace(FULL, ticks=tuple(reversed(FULL.ticks)))) == sheet(FULL)


def test_an_empty_visit() -> None:
    made = sheet(Visit())
    assert not made.reason_chosen
    assert (made.matters, made.says, made.top_three, made.clinic_word, made.clinic_answer) == ((), (), (), None, "")
    assert (made.lean, made.lean_word) == (None, WORDS["sheet.lean.none"])
    assert made.outcomes == ()
    assert made.not_known == (WORDS["sheet.gap.general"],)
    assert sheet(Visit(lean=LEAN_UNKNOWN)).lean_word == "I don’t know yet"


def test_what_is_not_known_is_said() -> None:
    made = sheet(FULL)
    assert f"Good growth – Hose: {PACK.texts.statements['good-harvest'].why['vegetables']['hose']}" in made.not_known
    figures = [line for line in made.not_known if line.startswith("No figure for")]
    # One line for all that the same options lack; at some time or other a can, a line and rain had a good year.
    assert figures == [
        "No figure for the hose: A good year.",
        "No figure for rain alone, the hose or the can: A blocked line.",
        "No figure for rain alone or the drip line: A slip on a wet path.",
    ]
    assert "Very uncertain evidence: A blocked line; A slip on a wet path." in made.not_known


def test_only_figures_of_the_reason() -> None:
    ids = {outcome.id for outcome in sheet(FULL).outcomes}
    assert ids == {o.id for o in PACK.structure.outcomes if o.reason == "vegetables"}


def test_sources_are_those_behind_the_sheet() -> None:
    made = sheet(replace(FULL, ticks=()))
    behind = {fact.source.title for outcome in made.outcomes for fact in outcome.facts}
    assert len(made.sources) == len(set(made.sources)) >= 1
    assert all(any(title in line for title in behind) for line in made.sources)
    rows = sheet(Visit(ticks=(("good-harvest", M),)))  # fits without facts of their own stand on those of the row
    assert list(rows.sources) == [citation(PACK.facts[fact].source, WORDS) for fact in ("W02", "W03")]
    assert sheet(Visit()).sources == ()


def test_a_fit_with_facts_of_its_own_stands_on_those_alone() -> None:
    statements = tuple(
        s.model_copy(update={"fits": {"all": {o: f.model_copy(update={"facts": ("W05",)}) for o, f in fits.items()}}})
        for s, fits in ((s, s.fits["all"]) for s in PACK.structure.statements)
    )
    pack = replace(PACK, structure=PACK.structure.model_copy(update={"statements": statements}))
    made = sheet(Visit(ticks=(("good-harvest", M),)), pack)
    assert made.sources == (citation(PACK.facts["W05"].source, WORDS),)
    assert sheet(Visit(ticks=(("good-harvest", M),), hidden=(0, 1, 2, 3)), pack).sources == ()


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (Source(title="A title", authors="Ash A, et al.", year=2020, journal="Trees 3(1):5", doi="10.1/x", pmid="7"),
         "Ash A, et al. A title. Trees 3(1):5. 2020. doi:10.1/x"),
        (Source(title="A title", pmid="7", url="https://e.org"), "A title. PMID 7"),
        (Source(title="A title.", year=2001, url="https://e.org/a/"), "A title. 2001. https://e.org/a/"),
        (Source(title="T", note="page says last reviewed 2024"), "T"),
        (Source(title="T", note="Authors Elm et al. unconfirmed"), "T (some of these details are not confirmed)"),
        (Source(title="T", note="title not shown"), "T (some of these details are not confirmed)"),
    ],
)  # fmt: skip
def test_citation(source: Source, line: str) -> None:
    assert citation(source, WORDS) == line


def test_no_unconfirmed_note_is_printed() -> None:
    for pack in (PACK, load(built_in())):
        for fact in pack.facts.values():
            if fact.source.note:
                assert fact.source.note not in citation(fact.source, WORDS)


def test_content_and_review() -> None:
    made = sheet(FULL)
    assert made.content == f"Content: {PACK.texts.name}, version {PACK.version} ({PACK.short_hash}), English."
    assert made.reviewed.startswith("Not yet reviewed") == (PACK.structure.review is None)
    late = PACK.structure.review_by + datetime.timedelta(days=1)
    assert sheet(FULL, today=PACK.structure.review_by).reviewed == made.reviewed
    assert sheet(FULL, today=late).reviewed == f"{made.reviewed} {PACK.texts.about.after_review_by}"


def test_names_are_hidden_on_the_sheet_while_they_are() -> None:
    visit = replace(FULL, hidden=(1, 3, 0, 2))
    made = sheet(visit)
    assert [(o.letter, o.name, o.index) for o in made.options] == [(x, x, i) for i, x in enumerate("ABCD")]
    assert made.sources == ()
    assert made.about == ()
    assert (made.clinic_word, made.clinic_answer) == (None, WORDS["names.clinic"])
    texts = [made.pack_name, made.clinic_answer, made.lean_word, made.content]
    texts += [*made.says, *made.questions, *made.not_known, *made.top_three]
    texts += [part for row in made.matters for part in (row.say, row.short, *(fit.why for fit in row.fits))]
    names = re.compile(r"\b(watering can|garden hose|hoses?|drip line|rain only|soaker|sprinkler)\b", re.IGNORECASE)
    assert not [text for text in texts if text and names.search(text)]
    assert any(names.search(text) for text in sheet(FULL).says)


@pytest.mark.parametrize("pack", [PACK, load(built_in())], ids=lambda pack: pack.structure.id)
def test_the_paper_names_the_option_that_its_letter_stood_for(pack: Pack) -> None:
    """In every order, for every letter: what a person leaned to and read under a letter is what is printed by name."""
    places = range(len(pack.structure.options))
    credits = Credits(pack, WORDS, pack.structure.produced)
    clinic = ChooseName(pack.structure.names[0].id)
    ticks = [Tick(s.id, Weight.MATTERS) for s in pack.structure.statements[:5]]
    for reason in pack.structure.reasons:
        comparison = compare(pack, reason.id)
        for order in permutations(places):
            visit = Visit()
            for intent in (ChooseReason(reason.id), clinic, *ticks, GoTo(Screen.COMPARE), HideNames(order)):
                visit = apply(pack, visit, intent)
            for column in columns(comparison, visit):
                leaning = apply(pack, visit, Lean(column.option_id))
                hidden = summarise(pack, comparison, leaning, WORDS, credits)
                assert hidden.lean_word == column.letter
                shown = apply(pack, leaning, HideNames(None))
                paper = summarise(pack, comparison, shown, WORDS, credits)
                option = comparison.option(column.option_id)
                assert (paper.lean, paper.lean_word) == (option.id, option.short)
                assert f"{column.letter} was {option.in_sentence}" in told(comparison, shown, WORDS)
                assert paper.clinic_word == pack.texts.names[clinic.name].word
                before, after = ([row.fits for row in made.matters] for made in (hidden, paper))
                for was, now in zip(before, after, strict=True):
                    assert {fit.option: fit.fit for fit in was} == {fit.option: fit.fit for fit in now}
                marks = {o.id: (o.letter, o.index) for o in paper.options}
                assert marks[option.id] == (option.letter, option.index)


def test_built_in_pack_makes_a_whole_sheet_for_every_reason() -> None:
    pack = load(built_in())
    structure = pack.structure
    full = Visit(
        name=structure.names[0].id,
        ticks=tuple((s.id, LOT if i % 3 == 0 else M) for i, s in enumerate(structure.statements)),
        questions=tuple(q.id for q in structure.questions),
        readiness=tuple((q.id, False) for q in structure.readiness),
        lean=structure.options[0].id,
    )
    for reason in structure.reasons:
        made = sheet(replace(full, reason=reason.id), pack)
        for field in fields(Summary):
            value = getattr(made, field.name)
            if isinstance(value, str):
                assert value.strip(), field.name
        lines = [*made.says, *made.questions, *made.not_known, *made.top_three, *made.sources]
        assert len(made.matters) == len(structure.statements)
        for line in (*lines, made.content, made.reviewed, made.clinic_answer):
            assert line.strip()
            assert not re.search(r"\[\[|\*|\{|\.\.(?!\.)", line), line
