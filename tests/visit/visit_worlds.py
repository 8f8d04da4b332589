"""Small made-up comparisons, visits and a quick way to grow many of them from bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from data.comparison import (
    LETTERS,
    CellView,
    Comparison,
    FitView,
    OptionView,
    ReasonView,
    Row,
    StatementView,
    TermView,
    Text,
)
from data.prose import parse
from data.schema import Fit, Use
from gui.visit.state import Visit, Weight
from gui.visit.words import load_words

WORDS = load_words("en")
FITS = (Fit.FITS, Fit.PARTLY, Fit.DOES_NOT_FIT, Fit.NOT_KNOWN)
SIGNS = dict(zip("+~-?", FITS, strict=True))
NAMES = ("Ash", "Birch", "Cedar", "Elm")


def text(words: str) -> Text:
    return parse(words)


def option(index: int, option_id: str, name: str) -> OptionView:
    return OptionView(
        id=option_id,
        index=index,
        letter=LETTERS[index],
        name=f"{name} tree",
        short=name,
        in_sentence=name.lower(),
        tagline=f"as {name} is",
        also_called=(),
        also_elsewhere=(),
        use=Use.USED,
        use_say=(),
        use_instead=(),
        sections=(),
        hero=None,
        steps=(),
    )


def row(row_id: str, question: str, cells: Sequence[tuple[str, str]], group: str = "g", differs: bool = True) -> Row:
    return Row(
        id=row_id,
        group=group,
        question=text(question),
        why=(),
        cells=tuple(
            CellView(f"o{i}", text(headline), text(detail), f"a{i if differs else 0}", ())
            for i, (headline, detail) in enumerate(cells)
        ),
        differs=differs,
        outcomes=(),
    )


def statement(statement_id: str, fits: Iterable[Fit], factors: tuple[str, ...] = ()) -> StatementView:
    views = tuple(FitView(f"o{i}", fit, f"why {statement_id}") for i, fit in enumerate(fits))
    return StatementView(statement_id, f"I want {statement_id}", f"Want {statement_id}", factors, views)


def comparison(
    statements: Sequence[StatementView] = (),
    rows: Sequence[Row] = (),
    options: int = 3,
    glossary: Sequence[tuple[str, str, tuple[str, ...]]] = (),
) -> Comparison:
    return Comparison(
        reason=ReasonView("r", "A reason", "what for", "drawing", True),
        options=tuple(option(i, f"o{i}", NAMES[i]) for i in range(options)),
        groups=tuple((group, group) for group in dict.fromkeys(row.group for row in rows)),
        rows=tuple(rows),
        statements=tuple(statements),
        names=(),
        topics=(),
        questions=(),
        quiz=(),
        readiness=(),
        glossary=tuple(TermView(term, word, text("meaning"), synonyms) for term, word, synonyms in glossary),
    )


def table(*lines: str) -> tuple[Comparison, Visit]:
    """ "+~-?" is a ticked statement by options A to D, "+~-? *" one that matters a lot."""
    signs = [line.split()[0] for line in lines]
    made = comparison(
        [statement(f"s{i}", (SIGNS[sign] for sign in line)) for i, line in enumerate(signs)],
        options=len(signs[0]) if signs else 3,
    )
    weights = (Weight.A_LOT if "*" in line else Weight.MATTERS for line in lines)
    return made, Visit(ticks=tuple((f"s{i}", weight) for i, weight in enumerate(weights)))


def grown(seed: bytes) -> tuple[Comparison, Visit]:
    """A comparison of two to four options and up to 12 statements, and a visit with some of these ticked.

    Bytes that run out count as zero: one for the options, then one for each statement's tick and one for its fits.
    """
    head, rest = (seed[0] if seed else 0), seed[1:25]
    count = 2 + head % 3
    pairs = list(_pairs(rest))
    made = comparison([statement(f"s{i}", _fits(fits, count)) for i, (_, fits) in enumerate(pairs)], options=count)
    ticks = tuple((f"s{i}", _weight(tick)) for i, (tick, _) in enumerate(pairs) if tick % 4)
    return made, Visit(ticks=ticks)


def _pairs(seed: bytes) -> Iterator[tuple[int, int]]:
    yield from zip(seed[::2], seed[1::2], strict=False)


def _fits(byte: int, count: int) -> Iterator[Fit]:
    for place in range(count):
        yield FITS[byte >> (2 * place) & 3]


def _weight(byte: int) -> Weight:
    return Weight.A_LOT if byte % 4 == 3 else Weight.MATTERS


def with_statements(made: Comparison, statements: Iterable[StatementView]) -> Comparison:
    return replace(made, statements=tuple(statements))
