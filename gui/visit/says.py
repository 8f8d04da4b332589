"""What the ticks say so far. The rule is written for people in docs/what-this-says.md.

Two options are compared at a time, on the ticked factors whose answer is known for both: a factor counts for the
option that it fits better, twice where it matters a lot. An option that is `BAND` or more behind another meets less;
within the band it is too close to call. Only factors on which the options differ can have a say, and as long as these
are fewer than `FEW` nothing is said but that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from data.comparison import Comparison
from data.schema import Fit
from gui.visit.matters import ChecklistLine, ticked
from gui.visit.names import Column, columns
from gui.visit.state import Visit, Weight
from gui.visit.words import Words

BAND: Final = 2
"""How far behind an option is at least that is said to meet less; anything nearer is too close to call."""
FEW: Final = 3
"""With fewer ticked factors on which the options do not all stand alike it is too early to say anything."""
COUNTS: Final = {Weight.MATTERS: 1, Weight.A_LOT: 2}
_RANK: Final = {Fit.DOES_NOT_FIT: 0, Fit.PARTLY: 1, Fit.FITS: 2}


@dataclass(frozen=True, slots=True)
class SignsRow:
    """A ticked factor in the table of signs; `fits` in the order of the columns."""

    statement: str
    short: str
    a_lot: bool
    fits: tuple[Fit, ...]


@dataclass(frozen=True, slots=True)
class Fall:
    """How the ticked factors fall for one option, counted without weights, and the same in words."""

    option_id: str
    fits: int
    partly: int
    does_not_fit: int
    not_known: int
    say: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A ticked factor that alone would change the sentences: dropped, or with the other weight; `say` says so.

    `too_few`: without it it would be too early to say anything.
    """

    statement: str
    if_dropped: bool
    if_reweighted: bool
    too_few: bool
    say: str


@dataclass(frozen=True, slots=True)
class Says:
    """`close` and then `sentences` are the verdict; with no ticks `sentences` are the invitation.

    `early`: too little is ticked to say more than that. `close` is one sentence where it is `too_close` to call, else
    empty. `caution` always stands below the verdict. `turns` has each factor that would change the sentences;
    `turn_lines` says the same in as few lines as it can. `not_known` has one sentence an option with answers not known.
    """

    ticked: int
    columns: tuple[Column, ...]
    rows: tuple[SignsRow, ...]
    falls: tuple[Fall, ...]
    sentences: tuple[str, ...]
    early: bool
    too_close: bool
    close: tuple[str, ...]
    close_options: tuple[str, ...]
    """Ids of the options between which it is too close to call, in the order of the columns."""
    turns: tuple[Turn, ...]
    turn_lines: tuple[str, ...]
    not_known: tuple[str, ...]
    caution: str

    @property
    def lines(self) -> tuple[str, ...]:
        """All that is said, in the order in which it is read: what is not known and what is too close come first."""
        return (*self.not_known, *self.close, *self.sentences, *self.turn_lines)

    @property
    def read(self) -> tuple[str, ...]:
        """All lines, and the caution once something is ticked."""
        return (*self.lines, self.caution) if self.ticked else self.lines


@dataclass(frozen=True, slots=True)
class Factor:
    """A ticked factor as the rule sees it: how often it counts, and its fit by option id."""

    counts: int
    fits: Mapping[str, Fit]

    def known(self, option: str) -> bool:
        return self.fits[option] in _RANK


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the sentences say, by option ids and in no order.

    `early`: too little tells these options apart to say anything. Else
    `close`: none of these is behind another by the band or more. `alike`: nothing ticked tells those apart at all.
    `less`: options that are behind, each with those it is behind. `silent`: nothing that tells options apart is known.
    """

    close: frozenset[str]
    alike: bool
    less: frozenset[tuple[str, frozenset[str]]]
    silent: frozenset[str]
    early: bool = False


NOTHING_YET: Final = Verdict(frozenset(), False, frozenset(), frozenset(), early=True)


def margin(factors: Sequence[Factor], ahead: str, behind: str) -> int:
    """How far one option is ahead of another, below zero if it is behind. What is not known for either has no say."""
    return sum(
        factor.counts * _sign(_RANK[factor.fits[ahead]] - _RANK[factor.fits[behind]])
        for factor in factors
        if factor.known(ahead) and factor.known(behind)
    )


def weigh(options: Sequence[str], factors: Sequence[Factor]) -> Verdict:
    """The verdict on these options; the order of options and of factors has no effect."""
    telling = [factor for factor in factors if len({factor.fits[option] for option in options}) > 1]
    if len(telling) < FEW:
        return NOTHING_YET
    heard = [option for option in options if any(factor.known(option) for factor in telling)]
    behind = {option: frozenset(other for other in heard if margin(telling, other, option) >= BAND) for option in heard}
    front = frozenset(option for option in heard if not behind[option])
    if not front:  # each is behind another, in a ring
        return Verdict(frozenset(heard), False, frozenset(), frozenset(options) - set(heard))
    less = frozenset((option, (others & front) or others) for option, others in behind.items() if others)
    alike = not any(_apart(factor, front) for factor in telling)
    return Verdict(front, alike, less, frozenset(options) - set(heard))


def says(comparison: Comparison, visit: Visit, words: Words) -> Says:
    """What the ticks of a visit say, under the comparison's reason."""
    lines, shown = ticked(comparison, visit), columns(comparison, visit)
    options = [column.option_id for column in shown]
    factors = [_factor(line) for line in lines]
    verdict = weigh(options, factors)
    too_close = bool(lines) and len(verdict.close) > 1 and not verdict.alike
    turns = tuple(_turns(options, lines, factors, verdict, words))
    return Says(
        ticked=len(lines),
        columns=shown,
        rows=tuple(
            SignsRow(
                line.statement.id,
                line.statement.short,
                line.weight is Weight.A_LOT,
                tuple(fit.fit for fit in line.fits),
            )
            for line in lines
        ),
        falls=tuple(_fall(column, factors, words) for column in shown) if lines else (),
        sentences=tuple(_sentences(verdict, shown, words)) if lines else (words["says.invitation"],),
        early=bool(lines) and verdict.early,
        too_close=too_close,
        close=(words.say("says.close", options=_listed(verdict.close, shown, words)),) if too_close else (),
        close_options=tuple(option for option in options if option in verdict.close) if too_close else (),
        turns=turns,
        turn_lines=tuple(_turn_lines(turns, lines, verdict, words)),
        not_known=tuple(_not_known(shown, factors, words)),
        caution=words["says.caution"],
    )


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _apart(factor: Factor, options: frozenset[str]) -> bool:
    """Does the factor fit one of these options better than another, as far as it is known?"""
    return len({factor.fits[option] for option in options if factor.known(option)}) > 1


def _factor(line: ChecklistLine) -> Factor:
    return Factor(COUNTS[line.weight or Weight.MATTERS], {fit.option: fit.fit for fit in line.fits})


def _listed(options: frozenset[str], shown: tuple[Column, ...], words: Words) -> str:
    return words.listed(tuple(column.in_sentence for column in shown if column.option_id in options))


def _sentences(verdict: Verdict, shown: tuple[Column, ...], words: Words) -> Iterator[str]:
    if verdict.early:
        yield words["says.early"]
    if len(verdict.close) > 1 and verdict.alike:
        yield words.say("says.alike", options=_listed(verdict.close, shown, words))
    places = {column.option_id: place for place, column in enumerate(shown)}
    behind: dict[frozenset[str], frozenset[str]] = {}
    for option, others in sorted(verdict.less, key=lambda pair: places[pair[0]]):
        behind[others] = behind.get(others, frozenset()) | {option}
    for others, group in behind.items():
        options, than = _listed(group, shown, words), _listed(others, shown, words)
        yield words.say("says.less", n=len(group), options=options, others=than)
    if verdict.silent:
        yield words.say("says.silent", options=_listed(verdict.silent, shown, words))


def _turns(
    options: Sequence[str], lines: Sequence[ChecklistLine], factors: Sequence[Factor], verdict: Verdict, words: Words
) -> Iterator[Turn]:
    if verdict.early:  # as long as nothing is said, nothing can turn it
        return
    for place, (line, factor) in enumerate(zip(lines, factors, strict=True)):
        rest = [*factors[:place], *factors[place + 1 :]]
        other = replace(factor, counts=sum(COUNTS.values()) - factor.counts)
        without, reweighted = weigh(options, rest), weigh(options, [*rest, other]) != verdict
        if without != verdict or reweighted:
            turn = Turn(line.statement.id, without != verdict, reweighted, without.early, "")
            quoted = words.say("list.quoted", text=line.statement.short)
            yield replace(turn, say=" ".join(words.say(key, n=1, factors=quoted) for key in _turn_keys(turn, line)))


def _turn_keys(turn: Turn, line: ChecklistLine) -> Iterator[str]:
    other = "less" if line.weight is Weight.A_LOT else "more"
    if turn.too_few:
        yield "says.turn.few"
    if turn.if_dropped and turn.if_reweighted and not turn.too_few:
        yield f"says.turn.drop_or_{other}"
    elif turn.if_reweighted:
        yield f"says.turn.{other}"
    elif not turn.too_few:
        yield "says.turn.drop"


def _turn_lines(turns: Sequence[Turn], lines: Sequence[ChecklistLine], verdict: Verdict, words: Words) -> Iterator[str]:
    if lines and not turns and not verdict.early:
        yield words.say("says.turn.none", n=len(lines))
    by_id = {line.statement.id: line for line in lines}
    alike: dict[str, list[str]] = {}
    for turn in turns:
        line = by_id[turn.statement]
        for key in _turn_keys(turn, line):
            alike.setdefault(key, []).append(words.say("list.quoted", text=line.statement.short))
    for key, factors in alike.items():
        yield words.say(key, n=len(factors), factors=words.either(tuple(factors)))


def _fall(column: Column, factors: Sequence[Factor], words: Words) -> Fall:
    fits = [factor.fits[column.option_id] for factor in factors]
    counts = {fit.value: fits.count(fit) for fit in Fit}
    parts = tuple(words.say(f"says.fall.{fit.value}", n=counts[fit.value]) for fit in Fit if counts[fit.value])
    say = words.say("says.fall", option=column.short, parts=", ".join(parts))
    return Fall(column.option_id, say=say, **counts)


def _not_known(shown: tuple[Column, ...], factors: Sequence[Factor], words: Words) -> Iterator[str]:
    for column in shown:
        unknown = sum(not factor.known(column.option_id) for factor in factors)
        if unknown:
            key = "says.none_known" if unknown == len(factors) else "says.not_known"
            yield words.say(key, count=unknown, n=len(factors), option=column.in_sentence)
