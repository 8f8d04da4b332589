"""Filters combine, search forgives, an empty result says what to loosen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from visit_worlds import WORDS, comparison, row, statement

from data.comparison import Comparison
from data.prose import plain
from data.schema import Fit
from gui.visit.rows import (
    Filtered,
    SearchIndex,
    count_line,
    filtered,
    fold,
    grid_rows,
    loosen_line,
    marks,
    slip,
    visible,
)
from gui.visit.state import AllGroups, ClearFilters, OnlyDifferent, OnlyMine, Search, Visit, Weight


@pytest.fixture(scope="module")
def made() -> Comparison:
    rows = [
        row("undo", "Can it be undone?", [("No", "What is cut stays cut."), ("Often", "It wears off."), ("Yes", "")]),
        row("time", "How long does it take?", [("One hour", "You wait a month."), ("Short", "Home soon."), ("No", "")]),
        row(
            "numb", "Will I be numb?", [("Lasting numbness", "Ask for the [[scan]]."), ("Rare", ""), ("No", "")], "risk"
        ),
        row("cost", "What does it cost?", [("Niño café", "Über alles."), ("The same", ""), ("The same", "")], "risk"),
        row("same", "Is it free to ask?", [("Yes", "It is."), ("Yes", "It is."), ("Yes", "It is.")], "risk", False),
    ]
    statements = [
        statement("keep", [Fit.FITS, Fit.PARTLY, Fit.NOT_KNOWN], ("undo", "numb")),
        statement("soon", [Fit.FITS, Fit.PARTLY, Fit.NOT_KNOWN], ("time",)),
        statement("feel", [Fit.FITS, Fit.PARTLY, Fit.NOT_KNOWN], ("numb",)),
    ]
    glossary = [
        ("reversible", "reversible", ("undone", "wears off")),
        ("scan", "scan", ("picture of the inside",)),
        ("feeling", "lost feeling", ("numbness",)),
    ]
    return comparison(statements, rows, glossary=glossary)


@pytest.fixture(scope="module")
def index(made: Comparison) -> SearchIndex:
    return SearchIndex(made)


def found(made: Comparison, index: SearchIndex, query: str, **filters: object) -> Filtered:
    return filtered(made, replace(Visit(search=query), **filters), index)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("", ("undo", "time", "numb", "cost", "same")),
        ("   ?!", ("undo", "time", "numb", "cost", "same")),
        ("CUT", ("undo",)),
        ("numbness", ("numb",)),
        ("umbnes", ("numb",)),  # inside a word
        ("ta", ("time",)),  # two letters: only where words begin
        ("nino", ("cost",)),
        ("CAFÉ", ("cost",)),
        ("cafe\u0301", ("cost",)),
        ("uber", ("cost",)),
        ("cut stays", ("undo",)),
        ("cut numb", ()),
        ("one hour wait", ("time",)),
        ("reversible", ("undo",)),  # a term finds its synonyms
        ("revers", ("undo",)),  # before it is typed out
        ("numbness ask", ("numb",)),
        ("lost feeling", ("numb",)),  # a term of two words
        ("lost", ()),  # half a term means nothing
        ("picture of the inside", ("numb",)),  # a synonym finds its term, tagged in a text
        ("month", ("time",)),
        ("zzz", ()),
    ],
)
def test_search(made: Comparison, index: SearchIndex, query: str, rows: tuple[str, ...]) -> None:
    assert found(made, index, query).shown == rows


@pytest.mark.parametrize(
    ("typed", "forgiven"),
    [
        ("numbness", True),
        ("nmbness", True),  # missing
        ("nuumbness", True),  # extra
        ("nunbness", True),  # wrong
        ("nubmness", True),  # swapped
        ("unmbness", True),
        ("numbnes", True),
        ("numbnesss", True),
        ("numbnsse", False),
        ("nunbmess", False),
        ("numx", False),  # four letters
        ("munb", False),
    ],
)
def test_slips_from_five_letters_on(made: Comparison, index: SearchIndex, typed: str, forgiven: bool) -> None:
    assert ("numb" in found(made, index, typed).shown) is forgiven


def test_slip_in_a_glossary_word(made: Comparison, index: SearchIndex) -> None:
    result = found(made, index, "reversable")
    assert result.shown == ("undo",)
    assert result.shown_for == ("undone", "wears off")


def test_a_word_that_stands_there_is_not_taken_for_a_slip(made: Comparison) -> None:
    rows = [row("a", "In the mouth", []), row("b", "After a month", [])]
    other = comparison(rows=rows)
    assert found(other, SearchIndex(other), "mouth").shown == ("a",)


@given(st.text("abcdeé", min_size=5, max_size=9), st.data())
@settings(max_examples=300, deadline=None, database=None)
def test_any_one_slip_is_forgiven(word: str, data: st.DataObject) -> None:
    folded = fold(word)
    place = data.draw(st.integers(0, len(folded) - 1))
    letter = data.draw(st.sampled_from("abcdex"))
    typed = data.draw(
        st.sampled_from(
            [
                folded[:place] + letter + folded[place + 1 :],
                folded[:place] + letter + folded[place:],
                folded[:place] + folded[place + 1 :],
                folded[:place] + folded[place + 1 : place + 2] + folded[place : place + 1] + folded[place + 2 :],
            ]
        )
    )
    assert slip(typed, folded) is not None
    if len(typed) >= 5:
        other = comparison(rows=[row("a", word, [])])
        assert found(other, SearchIndex(other), typed).shown == ("a",)


@given(st.text("abc", min_size=1, max_size=7), st.text("abc", max_size=8))
@settings(max_examples=1500, deadline=None, database=None)
def test_slip_is_distance_one_to_a_beginning(typed: str, word: str) -> None:
    beginnings = [word[:end] for end in range(len(word) + 1)]
    assert (slip(typed, word) is not None) == any(_distance(typed, start) <= 1 for start in beginnings)


def test_shown_for(made: Comparison, index: SearchIndex) -> None:
    result = found(made, index, "reversible")
    assert result.shown_for == ("undone", "wears off")
    assert count_line(result, WORDS) == "1 of 5 questions shown, for “undone” or “wears off”"
    assert found(made, index, "undone").shown_for == ()
    assert count_line(found(made, index, ""), WORDS) == "5 of 5 questions shown"
    assert found(made, index, "nubmness").shown_for == ("numbness",)
    assert found(made, index, "lastinf").shown_for == ("lasting",)
    assert found(made, index, "ninno").shown_for == ("niño",)
    assert found(made, index, "reversible", groups=frozenset({"risk"})).shown_for == ()


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("cut", "What is cut stays cut.", ["cut", "cut"]),
        ("UMB", "Lasting numbness", ["umb"]),
        ("cut stay", "What is cut stays cut.", ["cut", "stay", "cut"]),
        ("nubmness", "Lasting numbness", ["numbness"]),
        ("reversible", "It wears off. Undone!", ["wears off", "Undone"]),
        ("nino", "Niño café", ["Niño"]),
        ("cafe", "Niño cafe\u0301", ["cafe\u0301"]),
        ("", "What is cut", []),
        ("zzz", "What is cut", []),
    ],
)
def test_marks(index: SearchIndex, query: str, text: str, marked: list[str]) -> None:
    spans = marks(index, query, text)
    assert [text[start:end] for start, end in spans] == marked


def test_every_shown_row_is_marked_somewhere(made: Comparison, index: SearchIndex) -> None:
    for query in (
        "cut",
        "nino",
        "reversible",
        "nubmness",
        "lost feeling",
        "numbness ask",
        "one hour",
        "picture of the inside",
    ):
        for row_id in found(made, index, query).shown:
            shown = made.row(row_id)
            texts = [shown.question, *(t for cell in shown.cells for t in (cell.headline, cell.detail))]
            assert any(marks(index, query, plain(text)) for text in texts), (query, row_id)


def test_filters_combine(made: Comparison, index: SearchIndex) -> None:
    ticks = (("keep", Weight.MATTERS),)
    assert found(made, index, "", groups=frozenset({"risk"})).shown == ("numb", "cost", "same")
    assert found(made, index, "", only_different=True).shown == ("undo", "time", "numb", "cost")
    assert found(made, index, "", only_mine=True, ticks=ticks).shown == ("undo", "numb")
    both = found(made, index, "", only_mine=True, ticks=ticks, groups=frozenset({"risk"}), only_different=True)
    assert both == Filtered(("numb",), 5, (), None)
    visit = Visit(search="cut", only_mine=True, ticks=ticks)
    assert visible(made, visit, index) == frozenset({"undo"})


def test_empty_result_names_the_filter_to_loosen(made: Comparison, index: SearchIndex) -> None:
    risk = frozenset({"risk"})

    def loosen(query: str, **filters: object) -> tuple[str, object, int]:
        result = found(made, index, query, **filters)
        assert result.shown == () and result.loosen is not None
        return result.loosen.filter, result.loosen.intent, result.loosen.shows

    assert loosen("zzz") == ("search", Search(""), 5)
    assert loosen("cut", groups=risk) == ("search", Search(""), 3)
    assert loosen("", only_mine=True) == ("only_mine", OnlyMine(False), 5)
    assert loosen("stays", groups=risk, only_mine=True, ticks=(("keep", Weight.A_LOT),)) in (
        ("groups", AllGroups(), 1),
        ("search", Search(""), 1),
    )
    assert loosen("free", only_different=True) == ("search", Search(""), 4)
    assert loosen("free", only_different=True, groups=frozenset({"risk"})) == ("search", Search(""), 2)
    assert loosen("zzz", only_mine=True) == ("all", ClearFilters(), 5)
    only = comparison(rows=[row("a", "Free", [], differs=False)])
    result = filtered(only, Visit(only_different=True), SearchIndex(only)).loosen
    assert result is not None and result.intent == OnlyDifferent(False)
    assert loosen_line(result, WORDS) == "Turn off “only where they differ” to see 1 question"


@given(
    st.text("abcde ", max_size=6),
    st.sets(st.sampled_from("gh"), max_size=2),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
@settings(max_examples=300, deadline=None, database=None)
def test_loosening_shows_what_it_promises(search: str, groups: set[str], differ: bool, mine: bool, tick: bool) -> None:
    rows = [
        row("a", "abc", [], "g"),
        row("b", "bcd", [], "h", False),
        row("c", "cde", [], "h"),
        row("d", "dea", [], "g", False),
    ]
    made = comparison([statement("s", [Fit.FITS] * 3, ("b",))], rows)
    index = SearchIndex(made)
    ticks = (("s", Weight.MATTERS),) if tick else ()
    visit = Visit(search=search, groups=frozenset(groups), only_different=differ, only_mine=mine, ticks=ticks)
    result = filtered(made, visit, index)
    looser = [replace(visit, search=""), replace(visit, groups=frozenset()), replace(visit, only_different=False)]
    looser.append(replace(visit, only_mine=False))
    most = max(len(filtered(made, other, index).shown) for other in looser)
    if result.shown:
        assert result.loosen is None
    else:
        assert result.loosen is not None
        assert result.loosen.shows == (most or len(rows))
        changes: dict[str, dict[str, object]] = {
            "search": {"search": ""},
            "groups": {"groups": frozenset()},
            "only_different": {"only_different": False},
            "only_mine": {"only_mine": False},
            "all": {"search": "", "groups": frozenset(), "only_different": False, "only_mine": False},
        }
        looser_visit = replace(visit, **changes[result.loosen.filter])  # type: ignore[arg-type]
        assert len(filtered(made, looser_visit, index).shown) == result.loosen.shows
        assert str(result.loosen.shows) in loosen_line(result.loosen, WORDS) or result.loosen.shows == 1


def test_grid_rows(made: Comparison) -> None:
    visit = Visit(ticks=(("feel", Weight.MATTERS), ("keep", Weight.A_LOT)), open_rows=frozenset({"time"}))
    rows = {grid.row.id: (grid.mine, grid.open) for grid in grid_rows(made, visit)}
    assert rows == {
        "undo": (("Want keep",), False),
        "time": ((), True),
        "numb": (("Want keep", "Want feel"), False),
        "cost": ((), False),
        "same": ((), False),
    }


def _distance(a: str, b: str) -> int:
    """Edit distance with swaps of neighbours, as in the textbook."""
    table = [[i + j if i * j == 0 else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]
