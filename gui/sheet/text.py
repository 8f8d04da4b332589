"""The sheet as plain text: for a file, for a phone, for anyone who would rather have words alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from gui.sheet.document import Arm, Choice, Document, Field, Figure, document
from gui.visit.summary import Summary
from gui.visit.words import Words

_LINE = "_" * 12
_TYPED = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " "})
"""Printed signs as they are typed: a phone may take UTF-8 in a code for something else, but never these."""
_UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
"""What turns the reading direction, is not seen, or is no character."""
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def as_text(summary: Summary, words: Words, *, back: bool = True) -> str:
    """The whole sheet, or its front alone, as lines of UTF-8 text that end in a line feed, with typed quotes."""
    sheet = document(summary, words)
    return _joined(chain(_front(sheet), _back(sheet) if back else ()))


def shortened(summary: Summary, words: Words, room: int, *, back: bool = True) -> str:
    """The sheet, or its front alone, in at most `room` bytes of UTF-8 (at least 200).

    First it is left out where the content comes from, then the sources too, then the whole back, then what the
    clinician's strip repeats; what is still too long is cut after a line. Where facts are missing the last line
    says so.
    """
    sheet = document(summary, words)
    tries = [
        (_joined(_front(sheet)), "paper.left_out.back"),
        (_joined(_front(sheet, repeat=False)), "paper.left_out.back"),
    ]
    if back:
        parts: tuple[tuple[dict[str, bool], str], ...] = (
            ({}, ""),
            ({"notes": False}, "paper.left_out.about"),
            ({"notes": False, "sources": False}, "paper.left_out.sources"),
        )
        tries[:0] = [(_joined(chain(_front(sheet), _back(sheet, **without))), note) for without, note in parts]
    else:
        tries = [(text, "") for text, _ in tries]
    for text, note in tries:
        whole = f"{text}\n{_joined([words[note]])}" if note else text
        if len(whole.encode()) <= room:
            return whole
    note = f"\n{_joined([words['paper.left_out.rest']])}"
    return _cut(tries[-1][0], room - len(note.encode())) + note


def _cut(text: str, room: int) -> str:
    kept = ""
    for line in text.splitlines(keepends=True):
        if len((kept + line).encode()) > room:
            break
        kept += line
    return kept


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(map(_typed, lines)) + "\n"


def _typed(line: str) -> str:
    return " ".join(_CONTROLS.sub(" ", _UNSEEN.sub("", line.translate(_TYPED))).split())


def _front(sheet: Document, *, repeat: bool = True) -> Iterator[str]:
    yield sheet.title
    yield f"{sheet.appointment} {_LINE}"
    yield ""
    yield from _field(sheet.reason)
    yield from _field(sheet.clinic)
    yield ""
    yield sheet.matters
    if not sheet.rows:
        yield sheet.no_rows
    else:
        yield from (_named(choice, choice.name) for choice in sheet.choices)
    for row in sheet.rows:
        yield f"- {row.say}" + (f" ({row.a_lot})" if row.a_lot else "")
        yield from (f"{_named(cell.choice, cell.choice.short)}: {cell.word}" for cell in row.cells)
    yield from sheet.says
    if sheet.says:
        yield sheet.caution
    yield ""
    yield sheet.lean
    for box in sheet.boxes:
        yield f"[{'x' if box.chosen else ' '}] {_named(box.choice, box.word) if box.choice else box.word}"
    yield ""
    yield sheet.questions
    yield from _numbered(sheet.asked)
    yield ""
    yield sheet.not_known
    yield from (f"- {gap}" for gap in sheet.gaps or (sheet.no_gaps,))
    yield ""
    yield sheet.clinician
    yield sheet.patient_made
    if sheet.top_three and repeat:
        yield f"{sheet.top}:"
        yield from _numbered(sheet.top_three)
    if sheet.readiness:
        yield f"{sheet.ready}"
        yield from sheet.readiness
    if repeat:
        yield f"{sheet.leaning}: {sheet.lean_word}"
    yield f"{sheet.content} {sheet.reviewed}"


def _back(sheet: Document, *, sources: bool = True, notes: bool = True) -> Iterator[str]:
    if sheet.on_back:
        yield sheet.on_back
    if sheet.shown:
        yield ""
        yield sheet.figures
        yield sheet.figures_help
        for figure in sheet.shown:
            yield ""
            yield from _figure(figure)
    if sheet.rows:
        yield ""
        yield sheet.why
        for row in sheet.rows:
            yield f"- {row.short}"
            yield from (f"{_named(cell.choice, cell.choice.short)}: {cell.why}" for cell in row.cells)
    if sources:
        yield ""
        yield sheet.sources
        yield from _numbered(sheet.cited or (sheet.no_sources,))
    yield ""
    yield sheet.about
    yield sheet.yours
    for note in sheet.notes if notes else ():
        yield ""
        yield note.heading
        yield from (f"- {line}" if note.listed else line for line in note.lines)


def _field(field: Field) -> Iterator[str]:
    yield f"{field.label}: {field.value or _LINE}"
    if field.note:
        yield field.note


def _figure(figure: Figure) -> Iterator[str]:
    yield f"{figure.what}. {figure.when}."
    yield figure.who
    yield figure.people
    yield from (_arm(arm) for arm in figure.arms)
    yield from (line for line in (figure.difference, f"{figure.sure}.", figure.note) if line)


def _arm(arm: Arm) -> str:
    name = f"{arm.choice.letter} {arm.what}" if arm.choice else arm.what
    return " ".join(part for part in (f"- {name}: {arm.count}.", f"{arm.frames}.", arm.notes) if part)


def _named(choice: Choice, name: str) -> str:
    return f"{choice.letter} {name}" if choice.letter != name else name


def _numbered(items: Iterable[str]) -> Iterator[str]:
    return (f"{i}. {item}" for i, item in enumerate(items, 1))
