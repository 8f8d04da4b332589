"""Where the content comes from: the page about it and the back of the sheet say the same, and say all of it."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from visit_worlds import WORDS

from data.checks.readability import grades
from data.checks.reading import Reading
from data.checks.standard import Context, standard
from data.comparison import compare
from data.library import Pack, built_in, load
from data.prose import plain
from gui.visit.credits import Credits
from gui.visit.state import Visit
from gui.visit.summary import summarise

PACK = load(built_in())
NAMES = {option.id: f"Option {i}" for i, option in enumerate(PACK.structure.options)}
REASON = PACK.structure.reasons[0].id


def credits(pack: Pack = PACK, today: datetime.date | None = None) -> Credits:
    return Credits(pack, WORDS, today or pack.structure.produced)


def test_the_back_of_the_sheet_says_all_that_the_page_about_it_says() -> None:
    """Version, dates, review, what happens after its date, funding, authors, evidence, the standard, readability."""
    of = credits()
    about = PACK.texts.about
    said = [line for note in of.notes(REASON, NAMES) for line in note.lines]
    assert of.version() in said
    assert PACK.version in of.version()
    assert PACK.short_hash in of.version()
    assert WORDS.say("about.produced", date=of.date(PACK.structure.produced)) in said
    assert WORDS["sheet.not_reviewed"] in said
    assert WORDS.say("about.review_by", date=of.date(PACK.structure.review_by)) in said
    assert f"{WORDS['about.after']} {about.after_review_by}" in said
    assert {about.update_policy, about.funding, *about.evidence} <= set(said)
    assert all(f"{author.name}. {author.qualifications}" in said for author in about.authors)


def test_every_item_of_the_standard_is_there_with_how_it_stands() -> None:
    reading = Reading("en.json", PACK.structure, PACK.texts, PACK.facts)
    scored = standard(Context((reading,), PACK.structure.produced))
    listed = [line for note in credits().notes(REASON, NAMES) if note.listed for line in note.lines]
    assert [line.replace("\u00a0", " ").rpartition(" – ")[0] for line in listed] == [
        item.title for item in scored.items
    ]
    words = {"met": "yes", "not met": "no", "not done": "not done"}
    assert [line.replace("\u00a0", " ").rpartition(" – ")[2] for line in listed] == [
        words[i.status] for i in scored.items
    ]
    scores = [note.heading.rpartition(": ")[2] for note in credits().notes(REASON, NAMES) if note.listed]
    assert scores == [scored.score(group).replace("/", " of ") for group in ("qualifying", "certifying", "quality")]


@pytest.mark.parametrize("reason", [reason.id for reason in PACK.structure.reasons])
def test_each_option_has_its_grades_for_what_it_would_be_for(reason: str) -> None:
    found = grades(Reading("en.json", PACK.structure, PACK.texts, PACK.facts))
    lines = credits().reading(reason, NAMES)
    assert len(lines) == len(NAMES)
    for line, (option, name) in zip(lines, NAMES.items(), strict=True):
        grade = found[option][reason]
        assert line.startswith(f"{name}: {grade.first}\u00a0(")
        assert f", {grade.second}\u00a0(" in line


def test_a_language_without_a_formula_is_said_to_have_none() -> None:
    pack = replace(PACK, texts=PACK.texts.model_copy(update={"language": "tlh"}))
    of = credits(pack)
    assert of.reading(REASON, NAMES) == ()
    assert of.reading_intro() == WORDS["about.reading.none"]
    assert WORDS["about.reading.none"] in [line for note in of.notes(REASON, NAMES) for line in note.lines]


def test_after_its_date_that_is_said_and_not_announced() -> None:
    last = PACK.structure.review_by
    for today, past in ((last, False), (last + datetime.timedelta(days=1), True)):
        of = credits(today=today)
        assert of.past is past
        said = [line for note in of.notes(REASON, NAMES) for line in note.lines]
        assert (plain(of.banner()) in said, plain(of.after()) in said) == (past, not past)


def test_what_is_reckoned_step_by_step_is_what_is_reckoned_at_once() -> None:
    ahead = credits()
    steps = sum(1 for _ in ahead.reckon())
    assert steps == 2 + len(PACK.structure.reasons)
    assert ahead.notes(REASON, NAMES) == credits().notes(REASON, NAMES)


def test_a_sheet_has_it_under_the_names_that_its_columns_have() -> None:
    for reason in PACK.structure.reasons:
        made = summarise(PACK, compare(PACK, reason.id), Visit(reason=reason.id), WORDS, credits())
        assert made.about == credits().notes(reason.id, {option.id: option.name for option in made.options})
