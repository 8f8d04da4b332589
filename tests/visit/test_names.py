"""Columns in the person's order, and names hidden wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from visit_worlds import comparison, option, row, statement, text

from data.comparison import CellView, Comparison, NameView, OptionView, Picture, ReasonView, compare
from data.library import Pack, built_in, load
from data.prose import Piece, plain
from data.schema import Fit
from gui.visit.names import NOBODYS, columns, mask, veiled
from gui.visit.rows import SearchIndex
from gui.visit.state import Visit

GARDEN = Path(__file__).parents[1] / "content" / "packs" / "garden"


def named(*names: tuple[str, str, tuple[str, ...]], helper: tuple[NameView, ...] = ()) -> Comparison:
    """The last option has its other names for other reasons only."""
    last = len(names) - 1
    options = tuple(
        replace(
            option(i, f"o{i}", short),
            name=name,
            short=short,
            also_called=also if i < last else (),
            also_elsewhere=also if i == last else (),
        )
        for i, (name, short, also) in enumerate(names)
    )
    return replace(comparison(), options=options, names=helper)


def helper_word(word: str, *means: str) -> NameView:
    return NameView(word, word, means, text("ask"))


THREE = named(
    ("Root cutting", "Root cutting", ("rhizo-tomy",)),
    ("Radio waves (RW)", "RW", ()),
    ("Nothing for now", "Nothing", ("waiting",)),
    helper=(helper_word("ray", "o1"), helper_word("both", "o0", "o1"), helper_word("thing")),
)


def test_columns_follow_the_person() -> None:
    made = comparison()
    assert [(c.option_id, c.index, c.letter, c.short) for c in columns(made, Visit(order=(2, 0, 1)))] == [
        ("o2", 2, "C", "Cedar"),
        ("o0", 0, "A", "Ash"),
        ("o1", 1, "B", "Birch"),
    ]
    assert [c.option_id for c in columns(made, Visit())] == ["o0", "o1", "o2"]
    assert not any(c.hidden for c in columns(made, Visit()))


def test_columns_while_hidden() -> None:
    shown = columns(comparison(), Visit(order=(2, 0, 1), hidden=(1, 2, 0)))
    assert [(c.option_id, c.index, c.letter, c.name, c.short, c.tagline, c.hidden) for c in shown] == [
        ("o1", 0, "A", "A", "A", "", True),
        ("o2", 1, "B", "B", "B", "", True),
        ("o0", 2, "C", "C", "C", "", True),
    ]


@pytest.mark.parametrize("order", [(0, 1), (0, 1, 1), (0, 1, 2, 3), (1, 2, 3)])
def test_an_order_of_other_options_is_not_followed(order: tuple[int, ...]) -> None:
    assert [c.option_id for c in columns(comparison(), Visit(order=order, hidden=order))] == ["o0", "o1", "o2"]


@pytest.mark.parametrize(
    ("bare", "hidden"),
    [
        ("Root cutting is done once.", "C is done once."),
        ("ROOT  CUTTING and root-cuttings", "C and C"),
        ("Rhizo-tomy and rhizo tomies", "C and C"),
        ("Radio waves (RW) or radio waves or RW’s heat", "A or A or A heat"),
        ("(RW)", "(A)"),
        ("Nothing for now, or waiting.", "B, or B."),
        ("A ray, both, that thing", f"A A, A/C, that {NOBODYS}"),
        ("Crown, growth and nothingness", "Crown, growth and nothingness"),
    ],
)
def test_mask(bare: str, hidden: str) -> None:
    hides = mask(THREE, Visit(hidden=(1, 2, 0)))
    assert hides is not None
    assert hides.text(bare) == hidden
    assert plain(hides.pieces(text(bare))) == hidden


def test_mask_over_pieces() -> None:
    hides = mask(THREE, Visit(hidden=(0, 1, 2)))
    assert hides is not None
    pieces = (Piece("With root "), Piece("cut", True), Piece("ting, "), Piece("radio waves", term="rw"), Piece("."))
    assert hides.pieces(pieces) == (Piece("With A"), Piece(", "), Piece("B", term="rw"), Piece("."))


def test_nothing_is_hidden_while_names_are_shown() -> None:
    assert mask(THREE, Visit()) is None
    assert veiled(THREE, Visit()) is THREE


def test_veiled_twice_is_veiled_once() -> None:
    visit = Visit(hidden=(1, 0, 2))
    made = comparison([statement("s", [Fit.FITS] * 3)], [row("r", "Is Ash a tree?", [("Birch", "A tree, b c.")])])
    once = veiled(made, visit)
    assert plain(once.rows[0].question) == "Is B a tree?"
    assert veiled(once, visit) is once


def test_search_does_not_find_hidden_names() -> None:
    visit = Visit(hidden=(1, 0, 2))
    rows = [row("r", "Is Ash a tree?", []), row("s", "Is it a bush?", [])]
    bare = comparison(rows=rows, glossary=[("ash", "Ash", ("bush",))])
    assert SearchIndex(bare).find("ash").rows == 0b11
    assert SearchIndex(veiled(bare, visit)).find("ash").rows == 0
    assert SearchIndex(veiled(bare, visit)).find("bush").rows == 0b10


@pytest.fixture(scope="module", params=["garden", "built-in"])
def pack(request: pytest.FixtureRequest) -> Pack:
    return load(GARDEN if request.param == "garden" else built_in())


def names_of(made: Comparison) -> Iterator[str]:
    for one in made.options:
        for name in (one.name, one.short, *one.also_called, *one.also_elsewhere):
            yield name
            yield from re.findall(r"\(([^()]+)\)", name)
    yield from (view.word for view in made.names)


def texts_of(thing: Any) -> Iterator[str]:
    """Every text in a comparison but ids; a text in pieces is one."""
    ids = {"id", "option", "factor", "factors", "group", "topic", "drawing", "letter", "section", "judged_by", "means"}
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple) and thing and isinstance(thing[0], Piece):
        yield plain(thing)
    elif isinstance(thing, tuple):
        for part in thing:
            yield from texts_of(part)
    elif is_dataclass(thing):
        for field in fields(thing):
            is_id = field.name in ids or field.name.startswith("raised_by") or field.name == "leads_to"
            if not is_id and not (isinstance(thing, CellView) and field.name == "answer"):
                yield from texts_of(getattr(thing, field.name))


def test_no_name_is_left_in_a_pack(pack: Pack) -> None:
    """Read with a plainer eye than `mask` has: no name stands as a whole word in any text."""
    seen = hidden = 0
    count = len(pack.structure.options)
    for reason in pack.structure.reasons:
        bare = compare(pack, reason.id)
        visit = Visit(reason=reason.id, hidden=tuple(reversed(range(count))))
        pattern = re.compile("|".join(rf"(?<!\w){re.escape(n)}(?!\w)" for n in names_of(bare)), re.IGNORECASE)
        made = replace(veiled(bare, visit), groups=())
        for said in texts_of(made):
            seen += 1
            assert not pattern.search(said), said
        hidden += sum(bool(pattern.search(said)) for said in texts_of(replace(bare, groups=())))
    assert seen > 500
    assert hidden > 40


def test_every_order_hides_the_same_words(pack: Pack) -> None:
    bare = compare(pack)
    count = len(bare.options)
    firsts = {veiled(bare, Visit(hidden=order)).options[0].name: order for order in permutations(range(count))}
    assert sorted(firsts) == sorted("ABCD"[:count])


def test_pictures_and_reason_are_veiled_too() -> None:
    made = comparison()
    ash: OptionView = replace(made.options[0], hero=Picture("d", "Ash in autumn", "An ash"), steps=())
    made = replace(made, options=(ash, *made.options[1:]), reason=ReasonView("r", "For ash", "ashes", "d", True))
    veil = veiled(made, Visit(hidden=(2, 1, 0)))
    assert veil.options[0].hero == Picture("d", "C in autumn", "An C")
    assert (veil.reason.name, veil.reason.detail) == ("For C", "C")
