"""The built-in pack has enough of everything, for each option and each problem. Its words are read by people."""

from __future__ import annotations

import pytest

from data.comparison import Comparison, compare
from data.library import Pack, built_in, load
from data.prose import plain
from data.schema import Section, Use
from gui.visit.hardwords import HardWords
from gui.visit.short import differ_most

PACK = load(built_in())
REASONS = tuple(reason.id for reason in PACK.structure.reasons)
DISPUTE = frozenset(f"A{n}" for n in range(30, 47))
"""What is said for and against RFA of spine joints."""


@pytest.fixture(params=REASONS)
def comparison(request: pytest.FixtureRequest) -> Comparison:
    return compare(PACK, request.param)


@pytest.fixture
def pack() -> Pack:
    return PACK


def test_there_is_enough_of_everything(pack: Pack) -> None:
    structure, texts = pack.structure, pack.texts
    assert (len(structure.options), len(structure.reasons)) == (3, 4)
    assert len(structure.factors) >= 26
    assert 14 <= len(structure.statements) <= 16
    assert (len(structure.quiz), len(structure.readiness)) == (5, 4)
    assert len(structure.questions) >= 15
    assert sum(bool(entry.synonyms) for entry in texts.glossary.values()) >= 40
    assert len(structure.names) >= 10
    assert all(plain(view.answer) for reason in REASONS for view in compare(pack, reason).names)


def test_questions_to_ask_are_by_topic_and_reason(comparison: Comparison, pack: Pack) -> None:
    """At least fifteen under each reason, in every topic, and some that only people with this problem are offered."""
    reason = comparison.reason
    by_id = {question.id: question for question in pack.structure.questions}
    assert len(comparison.questions) >= 15
    assert {question.topic for question in comparison.questions} == set(pack.structure.topics)
    own = [q.id for q in comparison.questions if by_id[q.id].reasons == (reason.id,)]
    assert len(own) >= (1 if reason.general else 4)
    assert any(question.raised_by_reason for question in comparison.questions)


def test_every_panel_is_whole(comparison: Comparison) -> None:
    for option in comparison.options:
        assert [section.id for section in option.sections] == list(Section)
        assert all(section.paragraphs for section in option.sections)
        assert option.hero is not None and 4 <= len(option.steps) <= 6
        assert (option.use is Use.USED) == (not option.use_say)


def test_who_should_not_have_it_is_told_in_full(comparison: Comparison) -> None:
    for option in comparison.options:
        section = next(section for section in option.sections if section.id is Section.WHO_NOT)
        said = " ".join(plain(paragraph) for paragraph in section.paragraphs)
        assert "Never stop a blood thinner or any other medicine on your own." in said
        wanted = ["pregnant"]
        if not _no_action(option.id):
            wanted += ["implant", "infection", "allergy", "bleeding"]
        assert [word for word in wanted if word not in said] == []


def _no_action(option_id: str) -> bool:
    return any(option.id == option_id and option.no_action for option in PACK.structure.options)


def test_the_dispute_is_told_with_both_sides(pack: Pack) -> None:
    back = compare(pack, "back")
    cited = {fact.id for option in back.options for section in option.sections for fact in section.facts}
    cited |= {fact.id for row in back.rows for cell in row.cells for fact in cell.facts}
    cited |= {fact.id for row in back.rows for outcome in row.outcomes for fact in outcome.facts}
    cited |= {fact.id for o in back.options for s in o.sections for outcome in s.outcomes for fact in outcome.facts}
    assert sorted(DISPUTE - cited) == []


def test_numbers_not_to_show_are_not_shown(pack: Pack) -> None:
    """evidence/README.md: A41's range, A68's 0.2, A70's shares, A52's 3 in a hundred."""
    figures = {(figure.fact, figure.number, figure.value) for figure in pack.structure.figures}
    assert {fact for fact, _, _ in figures} & {"A41", "A68", "A70"} == set()
    assert not {value for fact, number, value in figures if fact == "A52" and number is None} & {3}
    assert not any({"A41", "A68", "A70"} & set(outcome.facts) for outcome in pack.structure.outcomes)


def test_the_short_way_never_shows_the_same_words_twice(comparison: Comparison) -> None:
    rows = [comparison.row(row) for row in differ_most(comparison)]
    assert len(rows) == 3
    for row in rows:
        assert len({plain(cell.headline) for cell in row.cells}) == len(row.cells)


def test_words_of_the_grid_are_explained_as_they_are_meant_there(comparison: Comparison) -> None:
    """An expert review is no visit, a study no trial, and what a needle does within a day no open operation."""
    names = (name for option in comparison.options for name in (option.name, option.short, option.in_sentence))
    words = HardWords(comparison.glossary, names)
    texts = [text for row in comparison.rows for cell in row.cells for text in (cell.headline, cell.detail)]
    meant = {(piece.text.casefold(), piece.term) for text in texts for piece in words.mark(text, set()) if piece.term}
    assert meant
    assert {term for said, term in meant if said.endswith("review")} <= {"study-review"}
    assert not [said for said, term in meant if term == "trial" and "trial" not in said]
    assert not [plain(text) for text in texts if "day surgery" in plain(text).casefold()]
