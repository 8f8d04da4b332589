"""Grids to test: small ones that can be read, and one of ten thousand rows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from data.comparison import ArmView, CellView, OutcomeView, Row
from data.prose import Piece, parse
from data.schema import Certainty, Difference, Fact, FactCertainty, Section, Source, Span, When
from gui.models.grid import GridFilter, GridModel
from gui.theme.look import Look
from gui.theme.tokens import load_tokens
from gui.visit.names import Column
from gui.visit.rows import GridRow
from gui.visit.words import load_words
from gui.widgets.grid import GridView
from gui.widgets.optionheader import OptionHeader

WORDS = load_words("en")
NAMES = ("Ash", "Birch", "Cedar", "Elm")
MARKED = "last"
KIOSK_PX_PER_MM = 1920 / 597.7
"""A 27-inch screen of 1920 pixels, whose millimetres the mock-ups were drawn for."""


class Finds:
    """Stands for a search that found one word."""

    def __init__(self, word: str) -> None:
        self.word = word

    def marks(self, text: str) -> tuple[tuple[int, int], ...]:
        at = text.lower().find(self.word)
        return ((at, at + len(self.word)),) if at >= 0 else ()


def fact(number: int) -> Fact:
    source = Source(title=f"Study {number} of trees", authors="Leaf A", year=2020, journal="Wood")
    certainty = FactCertainty(level="low", basis="us")
    return Fact(
        id=f"F{number}",
        reasons=(),
        claim="c",
        numbers=(),
        population=None,
        study_type="trial",
        certainty=certainty,
        source=source,
        caution=None,
        read_at="r",
    )


def outcome(options: tuple[str, ...] = ("o1", "o2")) -> OutcomeView:
    counts = {"o0": 12, "o1": 46, "o2": 36, "o3": 70}
    return OutcomeView(
        id="out",
        section=Section.BETTER,
        factor="lasts",
        what=parse("Leaves stay on."),
        who=parse("Trees in one park."),
        when=When(value=3, unit="months"),
        people=225,
        arms=tuple(
            ArmView(o, f"Watered {o}", counts[o], counts[o] + 7, 125, Span(low=38, high=54) if o == "o1" else None)
            for o in options
        ),
        difference=Difference(value=10, low=-3, high=22),
        happened="kept them",
        not_happened="did not",
        note=(),
        certainty=Certainty.MODERATE,
        judged_by="us",
        facts=(fact(9),),
    )


def row(row_id: str, group: str, question: str, *answers: str, outcomes: tuple[OutcomeView, ...] = ()) -> Row:
    cells = tuple(
        CellView(f"o{i}", parse(answer), parse(f"{answer} is what the gardener said."), answer, (fact(i),))
        for i, answer in enumerate(answers)
    )
    return Row(row_id, group, parse(question), parse("Some people mind."), cells, True, outcomes)


def columns(count: int = 3) -> tuple[Column, ...]:
    return tuple(
        Column(f"o{i}", i, "ABCD"[i], f"{name} tree", name, name.lower(), f"a tree called {name}", False)
        for i, name in enumerate(NAMES[:count])
    )


ROWS = (
    row(
        "tall", "garden", "How tall does it grow?", "Tall", "Not so tall", "It depends on the ground, the water and you"
    ),
    row("cut", "garden", "Can it be cut?", "Yes", "Yes, once", "No"),
    row("lasts", "years", "How long does it last?", "Not known", "Nine years", "It will last", outcomes=(outcome(),)),
    row("fruit", "years", "Is there fruit?", "No", "Some", "Much"),
    row("cost", "money", "What does it cost?", "A little", "More", "Nothing"),
)
GROUPS = (("garden", "In the garden"), ("years", "Over the years"), ("money", "Money"))


def plainly(rows: tuple[Row, ...] = ROWS) -> tuple[GridRow, ...]:
    return tuple(GridRow(one, (), False) for one in rows)


def but(rows: tuple[GridRow, ...], row_id: str, **changed: object) -> tuple[GridRow, ...]:
    """The rows with one of them changed."""
    return tuple(replace(one, **changed) if one.row.id == row_id else one for one in rows)  # type: ignore[arg-type]


def many(count: int = 10_000, options: int = 4) -> tuple[GridRow, ...]:
    """So many rows, of different heights, in groups of 500."""
    made = []
    for i in range(count):
        answers = tuple(
            CellView(f"o{o}", (Piece(f"Answer {i} {'word ' * ((i + o) % 9)}"),), (Piece("Detail."),), "a", ())
            for o in range(options)
        )
        made.append(GridRow(Row(f"r{i}", f"g{i // 500}", (Piece(f"Question {i}?"),), (), answers, True, ()), (), False))
    return tuple(made)


@dataclass
class Scene:
    """A grid in a window, with its header."""

    look: Look
    model: GridModel
    shown: GridFilter
    view: GridView
    header: OptionHeader
    window: QWidget
    toggled: list[tuple[str, bool]]

    def put(self, rows: tuple[GridRow, ...], count: int = 3, finds: str | None = None) -> None:
        groups = GROUPS if rows and rows[0].row.group == "garden" else tuple((f"g{i}", f"Group {i}") for i in range(30))
        self.model.put(rows, columns(count), groups, WORDS, Finds(finds) if finds else None)  # type: ignore[arg-type]
        self.header.put(columns(count), "not used")


def scene(
    rows: tuple[GridRow, ...],
    *,
    width: int = 1400,
    height: int = 900,
    count: int = 3,
    scheme: str = "default",
    size: str = "default",
    px_per_mm: float = KIOSK_PX_PER_MM,
) -> Scene:
    look = Look(load_tokens(), scheme=scheme, size=size, px_per_mm=px_per_mm)
    window = QWidget()
    model, shown = GridModel(window), GridFilter(window)
    shown.setSourceModel(model)
    view, header = GridView(look, WORDS, window), OptionHeader(look, window)
    view.setAccessibleName("The grid")
    view.setModel(shown)
    header.follow(view)
    box = QVBoxLayout(window)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    box.addWidget(header)
    box.addWidget(view, 1)
    made = Scene(look, model, shown, view, header, window, [])
    view.row_toggled.connect(_Recorder(made.toggled, window).toggled)
    made.put(rows, count)
    window.resize(width, height)
    return made


class _Recorder(QWidget):
    def __init__(self, into: list[tuple[str, bool]], parent: QWidget) -> None:
        super().__init__(parent)
        self.into = into
        self.hide()

    def toggled(self, row_id: str, on: bool) -> None:
        self.into.append((row_id, on))
