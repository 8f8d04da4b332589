"""The rule of docs/what-this-says.md: by examples, and by properties over thousands of packs and visits."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from visit_worlds import NAMES, SIGNS, WORDS, comparison, grown, statement, table, with_statements

from data.comparison import Comparison, compare
from data.library import Pack, load
from data.schema import Fit, FitOf
from gui.visit.says import BAND, FEW, Factor, Says, Verdict, margin, says, weigh
from gui.visit.state import Visit, Weight

worlds = st.binary(min_size=3, max_size=25).map(grown)
EXAMPLES = int(os.environ.get("EVENHAND_EXAMPLES", "5000"))
"""Made-up packs and visits for each property."""
PACKS = EXAMPLES // 8
"""Whole packs, which take longer to make."""
many = settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))


def said(made: Comparison, visit: Visit) -> Says:
    return says(made, visit, WORDS)


def verdict_text(made: Comparison, visit: Visit) -> tuple[str, ...]:
    result = said(made, visit)
    return (*result.close, *result.sentences)


def factors(made: Comparison, visit: Visit) -> list[Factor]:
    weights = dict(visit.ticks)
    return [
        Factor(2 if weights[s.id] is Weight.A_LOT else 1, {fit.option: fit.fit for fit in s.fits})
        for s in made.statements
        if s.id in weights
    ]


def verdict(made: Comparison, visit: Visit) -> Verdict:
    return weigh([option.id for option in made.options], factors(made, visit))


EARLY = ("Too early to say: fewer than three of your ticks tell the choices apart.",)
assert FEW == 3  # as those words say


# --- examples -------------------------------------------------------------------------------------------------------


def test_the_drawing_of_the_screen() -> None:
    """The three ticks of the mock-up: too close between two, the third less, and what would turn it."""
    result = said(*table("-~+ *", "?++", "-+-"))
    assert result.close == ("Too close to call between birch and cedar.",)
    assert result.sentences == ("On what you ticked, ash fits less well than birch and cedar.",)
    assert result.too_close
    assert result.close_options == ("o1", "o2")
    assert result.not_known == ("For 1 of your 3, the answer for ash is not known.",)
    assert result.turn_lines == (
        "If you dropped “Want s0”, “Want s1” or “Want s2”, it would be too early to say.",
        "If “Want s0” mattered less, this would change.",
    )
    assert result.lines == (*result.not_known, *result.close, *result.sentences, *result.turn_lines)


def test_one_ticked_factor_turns_what_is_said() -> None:
    """The example of docs/what-this-says.md."""
    result = said(*table("-~+ *", "?++", "-+-", "++?"))
    assert result.close == ("Too close to call between birch and cedar.",)
    assert result.sentences == ("On what you ticked, ash fits less well than birch and cedar.",)
    assert result.turn_lines == (
        "If you dropped “Want s0”, or it mattered less, this would change.",
        "If you dropped “Want s2”, this would change.",
    )
    assert result.not_known == (
        "For 1 of your 4, the answer for ash is not known.",
        "For 1 of your 4, the answer for cedar is not known.",
    )


def test_no_tick_invites() -> None:
    made, _ = table("+-~")
    result = said(made, Visit())
    assert result.ticked == 0
    assert result.sentences == (WORDS["says.invitation"],)
    assert (result.rows, result.falls, result.turns, result.turn_lines, result.not_known) == ((), (), (), (), ())
    assert not result.too_close


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["+-"], EARLY),
        (["+- *"], EARLY),
        (["+- *", "+~ *"], EARLY),
        (["+- *", "+~ *", "++", "--"], EARLY),
        (["++", "--", "~~"], EARLY),
        (["??", "+?", "??", "+?"], EARLY),
        (["+-", "+~", "~-"], ("On what you ticked, birch fits less well than ash.",)),
        (["+-", "+-", "-+"], ("Too close to call between ash and birch.",)),
        (["+-?", "+-?", "+~?"], ("On what you ticked, birch fits less well than ash.", "What is not known leaves open"
                                 " how cedar would meet what you ticked.")),
        (["+--", "+--", "+~~"], ("On what you ticked, birch and cedar fit less well than ash.",)),
        (["+~-", "+~-", "+~-"], ("On what you ticked, birch and cedar fit less well than ash.",)),
        (["-++", "-++", "~++"], ("What you ticked does not tell birch and cedar apart.",
                                 "On what you ticked, ash fits less well than birch and cedar.")),
        # each is behind another, in a ring
        (["+~- *", "-+~ *", "~-+ *"], ("Too close to call between ash, birch and cedar.",)),
    ],
)  # fmt: skip
def test_what_is_said(lines: list[str], expected: tuple[str, ...]) -> None:
    assert verdict_text(*table(*lines)) == expected


def test_ring_is_too_close() -> None:
    made, visit = table("+~- *", "-+~ *", "~-+ *")
    ids = [option.id for option in made.options]
    assert [margin(factors(made, visit), a, b) for a, b in (("o0", "o1"), ("o1", "o2"), ("o2", "o0"))] == [2, 2, 2]
    assert verdict(made, visit).close == frozenset(ids)


def test_two_lesser_groups_stand_in_the_order_of_the_columns() -> None:
    """Ash and Birch cannot be told apart, for each has no answer where the other leaves one of the others behind."""
    made, visit = table("+?-? *", "?+?- *", "+?-?")
    assert said(made, visit).sentences == (
        "What you ticked does not tell ash and birch apart.",
        "On what you ticked, cedar fits less well than ash.",
        "On what you ticked, elm fits less well than birch.",
    )
    turned = said(made, replace(visit, order=(3, 2, 1, 0))).sentences
    assert turned == (
        "What you ticked does not tell birch and ash apart.",
        "On what you ticked, elm fits less well than birch.",
        "On what you ticked, cedar fits less well than ash.",
    )


def test_only_known_answers_count_for_a_pair() -> None:
    made, visit = table("+? *", "+? *", "-+")
    assert margin(factors(made, visit), "o0", "o1") == -1


def test_the_table_and_the_counts() -> None:
    result = said(*table("-~+ *", "?++", "-+-"))
    assert [(row.statement, row.short, row.a_lot) for row in result.rows] == [
        ("s0", "Want s0", True),
        ("s1", "Want s1", False),
        ("s2", "Want s2", False),
    ]
    assert result.rows[1].fits == (Fit.NOT_KNOWN, Fit.FITS, Fit.FITS)
    assert [fall.say for fall in result.falls] == [
        "Ash: 2 do not fit, 1 not known.",
        "Birch: 2 fit, 1 partly.",
        "Cedar: 2 fit, 1 does not fit.",
    ]


def test_all_answers_of_an_option_not_known() -> None:
    assert said(*table("+?", "-?")).not_known == ("For all 2 that you ticked, the answer for birch is not known.",)
    assert said(*table("+?")).not_known == ("For the one that you ticked, the answer for birch is not known.",)


def test_turn_lines_say_each_turn_once() -> None:
    few = "If you dropped “Want s0”, “Want s1” or “Want s2”, it would be too early to say."
    assert said(*table("+-", "+-", "+-")).turn_lines == (few,)
    assert said(*table("+-", "-+", "+- *")).turn_lines == (
        few,
        "If “Want s1” mattered a lot, this would change.",
        "If “Want s2” mattered less, this would change.",
    )
    assert said(*table("+-", "+-", "+-", "+-")).turn_lines == ("No single one of these would change this.",)
    assert said(*table("+-", "+-", "+-", "-+")).turn_lines == (
        "If you dropped “Want s0”, “Want s1” or “Want s2”, this would change.",
        "If “Want s3” mattered a lot, this would change.",
    )
    assert said(*table("+-", "+-", "-+", "-+")).turn_lines == ("No single one of these would change this.",)


def test_as_long_as_nothing_is_said_nothing_turns_it() -> None:
    result = said(*table("+- *", "+-"))
    assert result.early
    assert (result.turns, result.turn_lines, result.too_close) == ((), (), False)


def test_columns_of_the_person_and_letters_while_hidden() -> None:
    made, visit = table("-~+ *", "?++", "-+-")
    turned = said(made, replace(visit, order=(2, 1, 0)))
    assert turned.close == ("Too close to call between cedar and birch.",)
    assert turned.rows[0].fits == (Fit.FITS, Fit.PARTLY, Fit.DOES_NOT_FIT)
    hidden = said(made, replace(visit, hidden=(1, 2, 0)))
    assert hidden.close == ("Too close to call between A and B.",)
    assert hidden.sentences == ("On what you ticked, C fits less well than A and B.",)


# --- properties -----------------------------------------------------------------------------------------------------


@many
@given(worlds, st.integers())
def test_order_of_ticks_never_matters(world: tuple[Comparison, Visit], seed: int) -> None:
    made, visit = world
    ticks = list(visit.ticks)
    random.Random(seed).shuffle(ticks)
    assert said(made, replace(visit, ticks=tuple(ticks))) == said(made, visit)


@many
@given(worlds, st.integers())
def test_place_in_the_pack_never_matters(world: tuple[Comparison, Visit], seed: int) -> None:
    """With the pack's options in another order, and the columns as before, all is said as before."""
    made, visit = world
    order = list(range(len(made.options)))
    random.Random(seed).shuffle(order)
    turned = replace(
        made,
        options=tuple(made.options[place] for place in order),
        statements=tuple(replace(s, fits=tuple(s.fits[place] for place in order)) for s in made.statements),
    )
    columns = tuple(order.index(place) for place in range(len(order)))
    assert verdict(turned, visit) == verdict(made, visit)
    assert said(turned, replace(visit, order=columns)) == said(made, visit)


@many
@given(worlds, st.permutations(["Quince", "Rowan", "Sorb", "Tulip"]))
def test_names_never_matter(world: tuple[Comparison, Visit], names: list[str]) -> None:
    made, visit = world
    renamed = replace(
        made,
        options=tuple(
            replace(o, short=name, in_sentence=name.lower(), name=name * 2)
            for o, name in zip(made.options, names, strict=False)
        ),
    )
    other = dict(zip(NAMES, names, strict=True))

    def rename(sentence: str) -> str:
        for old, new in other.items():
            sentence = sentence.replace(old, new).replace(old.lower(), new.lower())
        return sentence

    before, after = said(made, visit), said(renamed, visit)
    for part in ("close", "sentences", "not_known", "turn_lines"):
        assert tuple(map(rename, getattr(before, part))) == getattr(after, part)
    assert (before.rows, before.turns, before.too_close) == (after.rows, after.turns, after.too_close)


@many
@given(worlds, st.sampled_from(sorted(SIGNS)), st.sampled_from(list(Weight)), st.integers(0, 12))
def test_factor_that_all_meet_alike_never_changes_the_sentence(
    world: tuple[Comparison, Visit], sign: str, weight: Weight, at: int
) -> None:
    made, visit = world
    assume(visit.ticks)
    alike = statement("alike", [SIGNS[sign]] * len(made.options))
    more = with_statements(made, (*made.statements[:at], alike, *made.statements[at:]))
    ticked = replace(visit, ticks=(("alike", weight), *visit.ticks))
    before, after = said(made, visit), said(more, ticked)
    assert (before.close, before.sentences, before.too_close) == (after.close, after.sentences, after.too_close)
    assert before.turns == after.turns


@many
@given(worlds, st.integers(0, 11), st.integers(0, 3))
def test_not_known_counts_neither_for_nor_against(world: tuple[Comparison, Visit], tick: int, place: int) -> None:
    """A tick not known for an option is to that option as if it were not ticked, and to all others as it was."""
    made, visit = world
    assume(visit.ticks)
    ticked, _ = visit.ticks[tick % len(visit.ticks)]
    ids = [option.id for option in made.options]
    unknown = ids[place % len(ids)]
    statements = [
        replace(s, fits=tuple(replace(f, fit=Fit.NOT_KNOWN) if f.option == unknown else f for f in s.fits))
        if s.id == ticked
        else s
        for s in made.statements
    ]
    hidden = factors(with_statements(made, statements), visit)
    dropped = factors(made, replace(visit, ticks=tuple(pair for pair in visit.ticks if pair[0] != ticked)))
    for other in ids:
        if other != unknown:
            assert margin(hidden, unknown, other) == margin(dropped, unknown, other)
            for third in ids:
                if third != unknown:
                    assert margin(hidden, third, other) == margin(factors(made, visit), third, other)


@settings(many, max_examples=EXAMPLES // 4)
@given(worlds)
def test_what_is_said_is_true(world: tuple[Comparison, Visit]) -> None:
    """Those too close are within the band, those less are outside it, each option is spoken of, and turns do turn."""
    made, visit = world
    assume(visit.ticks)
    ids, own = [option.id for option in made.options], factors(made, visit)
    result, says_now = verdict(made, visit), said(made, visit)
    less = dict(result.less)
    if result.early:
        assert sum(len(set(factor.fits.values())) > 1 for factor in own) < FEW
        assert result == Verdict(frozenset(), False, frozenset(), frozenset(), early=True)
        assert (says_now.turns, says_now.sentences) == ((), EARLY)
        for statement_id, weight in visit.ticks:
            rest = tuple(pair for pair in visit.ticks if pair[0] != statement_id)
            other = Weight.MATTERS if weight is Weight.A_LOT else Weight.A_LOT
            assert not rest or verdict_text(made, replace(visit, ticks=rest)) == EARLY
            assert verdict_text(made, replace(visit, ticks=(*rest, (statement_id, other)))) == EARLY
        return
    ring = len(result.close) > 1 and any(margin(own, a, b) >= BAND for a in result.close for b in result.close)
    assert ring == all(any(margin(own, b, a) >= BAND for b in ids) for a in result.close)
    assert all(margin(own, other, option) >= BAND for option, others in less.items() for other in others)
    assert result.close | less.keys() | result.silent == set(ids)
    assert len(result.close) + len(less) + len(result.silent) == len(ids)
    turns = {turn.statement: turn for turn in says_now.turns}
    for statement_id, weight in visit.ticks:
        rest = tuple(pair for pair in visit.ticks if pair[0] != statement_id)
        other = Weight.MATTERS if weight is Weight.A_LOT else Weight.A_LOT
        dropped = verdict_text(made, replace(visit, ticks=rest))
        reweighted = verdict_text(made, replace(visit, ticks=(*rest, (statement_id, other))))
        now = verdict_text(made, visit)
        expected = (dropped != now, reweighted != now)
        turn = turns.get(statement_id)
        assert ((turn.if_dropped, turn.if_reweighted) if turn else (False, False)) == expected


@many
@given(worlds)
def test_never_a_score_percentage_order_or_winner(world: tuple[Comparison, Visit]) -> None:
    made, visit = world
    result = said(made, visit)
    verdict_words = " ".join((*result.close, *result.sentences)).lower()
    assert not any(character.isdigit() or character == "%" for character in verdict_words)
    for word in ("best", "better", "winner", "first", "second", "rank", "recommend", "should", "score"):
        assert word not in verdict_words.split()
    assert [fall.option_id for fall in result.falls] in ([], [option.id for option in made.options])


# --- the same over whole packs, as the program reads them -----------------------------------------------------------

GARDEN = load(Path(__file__).parents[1] / "content" / "packs" / "garden")


def remade(seed: random.Random) -> tuple[Pack, Visit]:
    """The garden's pack with other fits, and a visit to it."""
    structure = GARDEN.structure
    fits = list(Fit)

    def other(fit: FitOf) -> FitOf:
        return fit.model_copy(update={"fit": seed.choice(fits)})

    statements = tuple(
        made.model_copy(update={"fits": {r: {o: other(fit) for o, fit in of.items()} for r, of in made.fits.items()}})
        for made in structure.statements
    )
    ticks = tuple((s.id, seed.choice(list(Weight))) for s in statements if seed.random() < 0.6)
    reason = seed.choice([r.id for r in structure.reasons])
    pack = replace(GARDEN, structure=structure.model_copy(update={"statements": statements}))
    return pack, Visit(reason=reason, ticks=ticks)


def bare(result: Says) -> Says:
    """Without the marks of the columns, which do follow the pack's order."""
    return replace(result, columns=())


@pytest.mark.parametrize("share", range(4))
def test_whole_packs_hold_the_same(share: int) -> None:
    """Order of ticks, place in the pack, names, a factor that all meet alike: none of them changes what is said."""
    for number in range(share, PACKS, 4):
        holds_the_same(random.Random(number))


def holds_the_same(seed: random.Random) -> None:
    pack, visit = remade(seed)
    base = compare(pack, visit.reason)
    now = said(base, visit)
    options = list(pack.structure.options)
    names = [option.id for option in options]
    seed.shuffle(options)
    turned = replace(pack, structure=pack.structure.model_copy(update={"options": tuple(options)}))
    columns = tuple([option.id for option in options].index(name) for name in names)
    assert bare(said(compare(turned, visit.reason), replace(visit, order=columns))) == bare(now)
    ticks = list(visit.ticks)
    seed.shuffle(ticks)
    assert said(base, replace(visit, ticks=tuple(ticks))) == now
    called = {name: text.model_copy(update={"in_sentence": f"<{name}>"}) for name, text in pack.texts.options.items()}
    renamed = replace(pack, texts=pack.texts.model_copy(update={"options": called}))
    other = said(compare(renamed, visit.reason), visit)
    for name, text in pack.texts.options.items():
        other = replace(other, sentences=tuple(s.replace(f"<{name}>", text.in_sentence) for s in other.sentences))
    assert (other.sentences, other.turns, other.rows) == (now.sentences, now.turns, now.rows)
    if visit.ticks:
        place = seed.randrange(len(pack.structure.statements))
        like = pack.structure.statements[place]
        alike = seed.choice(list(Fit))
        flat = {r: {o: f.model_copy(update={"fit": alike}) for o, f in of.items()} for r, of in like.fits.items()}
        added = like.model_copy(update={"id": "alike", "fits": flat})
        wording = {**pack.texts.statements, "alike": pack.texts.statements[like.id]}
        more = replace(
            pack,
            structure=pack.structure.model_copy(update={"statements": (*pack.structure.statements, added)}),
            texts=pack.texts.model_copy(update={"statements": wording}),
        )
        after = said(compare(more, visit.reason), replace(visit, ticks=(*visit.ticks, ("alike", Weight.A_LOT))))
        assert (after.close, after.sentences, after.turns) == (now.close, now.sentences, now.turns)


def test_caution_always_stands() -> None:
    made = comparison([statement("s0", [Fit.FITS, Fit.PARTLY, Fit.NOT_KNOWN])])
    for visit in (Visit(), Visit(ticks=(("s0", Weight.MATTERS),))):
        assert said(made, visit).caution == WORDS["says.caution"]
