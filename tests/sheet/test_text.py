"""The sheet as plain text: all facts, in order, and short enough where it must be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace

import pytest

from data.schema import Fit
from gui.sheet.document import document
from gui.sheet.text import as_text, shortened
from gui.visit.credits import Note
from gui.visit.summary import SheetFit, Summary
from tests.sheet.fixtures import ALL, EMPTY, FITS, HUGE, OPTIONS, RICH, words

TYPED = str.maketrans("’‘“”–", "''\"\"-")


@pytest.mark.parametrize("name", ALL)
def test_golden(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"{name}.txt", as_text(ALL[name], words()))


@pytest.mark.parametrize("name", ALL)
def test_every_line_of_the_document_in_order(name: str) -> None:
    text = " ".join(as_text(ALL[name], words()).split())
    at, seen = 0, 0
    for line in document(ALL[name], words()).lines():
        if not line:
            continue
        found = text.find(" ".join(line.translate(TYPED).split()).rstrip("."), at)
        assert found >= 0, f"{line!r} is missing, or stands before {text[max(0, at - 60) : at]!r}"
        at, seen = found, seen + 1
    assert seen > 15


def texts_of(value: object) -> Iterator[tuple[str, str]]:
    """Every text of a document, with the name of its field."""
    if is_dataclass(value):
        for field in fields(value):
            inner = getattr(value, field.name)
            if isinstance(inner, str):
                yield field.name, inner
            else:
                yield from texts_of(inner)
    elif isinstance(value, tuple):
        for part in value:
            yield from (("in a list", part),) if isinstance(part, str) else texts_of(part)


def test_the_order_leaves_out_no_text_of_the_document() -> None:
    sheet = document(RICH, words())
    ordered = set(sheet.lines())
    left_out = {name for name, text in texts_of(sheet) if text and text not in ordered}
    # What is not read in a row: choices by name and letter, words of empty lists, what pictures say, repeated labels.
    apart = {"language", "brand", "appointment", "column", "letter", "name", "fit", "mark", "said"}
    assert left_out <= apart | {"no_rows", "no_gaps", "no_sources"}


def changed(summary: Summary) -> dict[str, object]:
    """Another value for each field of a summary."""
    other = replace(RICH.outcomes[0], happened="found it")
    return {
        "language": None,
        "pack_name": None,
        "reason": "Another reason",
        "reason_chosen": False,
        "clinic_word": "other word",
        "clinic_answer": "Another answer.",
        "options": (replace(OPTIONS[0], name="Hot wrap"), *OPTIONS[1:]),
        "matters": (replace(RICH.matters[0], fits=(SheetFit("wrap", Fit.FITS, FITS[Fit.FITS], "Because"),)),),
        "says": ("Another sentence.",),
        "lean": None,
        "lean_word": "Another lean",
        "questions": ("Another question?",),
        "not_known": ("Another gap.",),
        "outcomes": (other,),
        "top_three": ("Another factor",),
        "readiness": (replace(RICH.readiness[0], word="perhaps"),),
        "content": "Other content.",
        "reviewed": "Reviewed by nobody.",
        "sources": ("Another source",),
        "about": (Note("Another heading", ("Another line.",)),),
    }


def test_every_field_of_the_summary_reaches_the_text() -> None:
    """A field that is added to Summary fails here until the writers show it."""
    values = changed(RICH)
    assert set(values) == {field.name for field in fields(Summary)}
    before = as_text(RICH, words())
    silent = {name for name, value in values.items() if as_text(replace(RICH, **{name: value}), words()) == before}
    # The language picks words; the pack's name is part of `content`; its language too.
    assert silent == {"language", "pack_name"}


def test_a_blank_line_to_write_on_where_no_word_was_chosen() -> None:
    assert "My clinic called it: ____" in as_text(EMPTY, words())


def test_the_front_alone_has_nothing_of_the_back() -> None:
    front = as_text(RICH, words(), back=False)
    assert as_text(RICH, words()).startswith(front)
    assert RICH.sources[0] not in front
    assert words()["paper.on_back"] not in front


@pytest.mark.parametrize(
    ("room", "note", "gone", "kept"),
    [
        (100_000, None, None, RICH.about[-1].lines[-1]),
        (4000, "paper.left_out.about", RICH.about[0].lines[0], RICH.sources[0]),
        (3450, "paper.left_out.sources", RICH.sources[0], "A class starts every week"),
        (2900, "paper.left_out.back", "A class starts every week", "Something new now"),
        (900, "paper.left_out.rest", RICH.content, "nothing that cannot be undone"),
    ],
)
def test_what_is_left_out_first_and_that_it_is_said(room: int, note: str | None, gone: str | None, kept: str) -> None:
    text = shortened(RICH, words(), room)
    assert len(text.encode()) <= room
    assert kept in text
    if note is not None and gone is not None:
        assert gone not in text
        assert text.endswith(words()[note] + "\n")
    else:
        assert text == as_text(RICH, words())


def test_typed_quotes_and_nothing_else_is_lost() -> None:
    summary = replace(RICH, questions=("“Señora” – ¿cuál’s…?",))
    assert '1. "Señora" - ¿cuál\'s...?\n' in as_text(summary, words())
    assert as_text(RICH, words()).isascii()


def test_never_longer_than_its_room() -> None:
    for room in range(200, 4000, 97):
        assert len(shortened(HUGE, words(), room).encode()) <= room
        assert len(shortened(HUGE, words(), room, back=False).encode()) <= room
