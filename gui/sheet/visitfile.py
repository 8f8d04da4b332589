"""A visit from a file, for staff, tests and support: `evenhand sheet --visit FILE.json`.

The file names what a person would have touched, by the ids of the pack. docs/sheet.md shows one.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import Field, ValidationError

from data.files import TooLarge, read_ordinary
from data.library import Pack
from data.problem import Problem, json_path
from data.schema import Id, Model
from gui.visit.state import (
    LEAN_UNKNOWN,
    AnswerReadiness,
    ChooseName,
    ChooseReason,
    Intent,
    Lean,
    NewVisit,
    PickQuestion,
    Tick,
    Visit,
    Weight,
    apply,
)

LARGEST: Final = 256 * 1024
"""Bytes of a visit file."""


class VisitFile(Model):
    """The whole of a visit file. Everything but `format` may be left out."""

    schema_: str | None = Field(default=None, alias="$schema", description="Ignored; for editors.")
    format: Literal[1] = Field(description="The form of this file.")
    pack: Id | None = Field(default=None, description="Id of the pack; if given, the sheet is made with no other.")
    reason: Id | None = Field(default=None, description="What it is for.")
    name: Id | None = Field(default=None, description="The word the clinic used.")
    order: tuple[Id, ...] = Field(default=(), description="All options, in the order of the columns.")
    ticks: dict[Id, Literal["matters", "a_lot"]] = Field(default={}, description="Statements that were ticked.")
    readiness: dict[Id, bool] = Field(default={}, description="Answers about being ready.")
    questions: tuple[Id, ...] = Field(default=(), description="Questions that were picked.")
    lean: Id | Literal["?"] | None = Field(default=None, description='An option, "?" for "I don\'t know yet", or null.')


class VisitError(Exception):
    """A visit file that cannot be used. `problems` has every fault found, never none."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def read(path: Path, pack: Pack) -> Visit:
    """The visit that a file tells of. Raises VisitError."""
    file = path.name
    found = _model(file, _bytes(path))
    problems = tuple(_strangers(file, found, pack))
    if problems:
        raise VisitError(problems)
    visit = Visit()
    for intent in _intents(found, pack):
        visit = apply(pack, visit, intent)
    return visit


def _intents(found: VisitFile, pack: Pack) -> Iterator[Intent]:
    options = [option.id for option in pack.structure.options]
    yield NewVisit(tuple(options.index(option) for option in found.order))
    if found.reason is not None:
        yield ChooseReason(found.reason)
    if found.name is not None:
        yield ChooseName(found.name)
    yield from (Tick(statement, Weight(weight)) for statement, weight in found.ticks.items())
    yield from (AnswerReadiness(question, yes) for question, yes in found.readiness.items())
    yield from (PickQuestion(question, True) for question in found.questions)
    yield Lean(found.lean)


def _bytes(path: Path) -> bytes:
    try:
        return read_ordinary(path, LARGEST)
    except TooLarge:
        why = f"This file has more than {LARGEST:,} bytes."
        raise VisitError([Problem(path.name, "$", "too-large", why, "Check that this is a visit file.")]) from None
    except OSError as error:
        why = f"This file cannot be read: {error.strerror or error}."
        raise VisitError(
            [Problem(path.name, "$", "unreadable", why, "Check its path and the right to read it.")]
        ) from None


def _model(file: str, data: bytes) -> VisitFile:
    try:
        text = data.decode("utf-8")
        raw = json.loads(text, object_pairs_hook=_once)
    except UnicodeDecodeError:
        raise VisitError(
            [Problem(file, "$", "not-utf-8", "This is not UTF-8 text.", "Save it again as UTF-8.")]
        ) from None
    except json.JSONDecodeError as error:
        why = f"This is not JSON: {error.msg}, at line {error.lineno}, column {error.colno}."
        fix = "Look there and just before it for a missing comma, quote or bracket."
        raise VisitError([Problem(file, "$", "not-json", why, fix)]) from None
    except _Twice as error:
        why = f'The key "{error}" stands twice in the same place.'
        raise VisitError([Problem(file, "$", "doubled-key", why, "Keep one of the two.")]) from None
    except (RecursionError, ValueError):
        why = "This file is nested far deeper, or has longer numbers, than a visit needs."
        raise VisitError([Problem(file, "$", "not-json", why, "Check that this is a visit file.")]) from None
    if not isinstance(raw, dict):
        why, fix = "This file does not hold one JSON object.", "It must begin with { and end with }."
        raise VisitError([Problem(file, "$", "wrong-type", why, fix)])
    try:
        return VisitFile.model_validate_json(text)
    except ValidationError as error:
        raise VisitError(
            _fault(file, detail) for detail in error.errors(include_url=False, include_context=False)
        ) from None


class _Twice(Exception):
    pass


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            raise _Twice(key[:60])
        made[key] = value
    return made


def _fault(file: str, detail: Any) -> Problem:
    where = tuple(part for part in detail["loc"] if not str(part).startswith(("constrained-str", "literal[", "[key]")))
    path = json_path(where)
    name = str(where[-1]) if where else ""
    if detail["type"] == "extra_forbidden":
        return Problem(
            file, path, "key-unknown", f'There is no key "{name}" here.', _near(name, VisitFile.model_fields)
        )
    if detail["type"] == "missing":
        return Problem(
            file, path, "key-missing", f'The key "{name}" is missing.', 'A visit file begins { "format": 1, …'
        )
    return Problem(file, path, detail["type"], f"{detail['msg']}.", "docs/sheet.md shows a visit file.")


def _strangers(file: str, found: VisitFile, pack: Pack) -> Iterator[Problem]:
    """Ids that the pack does not have."""
    structure = pack.structure
    options = [option.id for option in structure.options]
    if found.pack is not None and found.pack != pack.id:
        why = f'This visit was made with the pack "{found.pack}", and the sheet is made with "{pack.id}".'
        yield Problem(file, "$.pack", "wrong-pack", why, "Name that pack with --pack, or leave the key out.")
        return
    one = (
        ("reason", found.reason, [reason.id for reason in structure.reasons]),
        ("name", found.name, [name.id for name in structure.names]),
        ("lean", None if found.lean == LEAN_UNKNOWN else found.lean, options),
    )
    for key, value, known in one:
        if value is not None and value not in known:
            yield _stranger(file, (key,), value, known)
    many = (
        ("ticks", found.ticks, [statement.id for statement in structure.statements]),
        ("readiness", found.readiness, [question.id for question in structure.readiness]),
    )
    for key, values, known in many:
        yield from (_stranger(file, (key, value), value, known) for value in values if value not in known)
    questions = [question.id for question in structure.questions]
    for i, question in enumerate(found.questions):
        if question not in questions:
            yield _stranger(file, ("questions", i), question, questions)
    if found.order and sorted(found.order) != sorted(options):
        why, fix = "The order must name every option once.", f"The options are: {', '.join(options)}."
        yield Problem(file, "$.order", "order", why, fix)


def _stranger(file: str, where: tuple[str | int, ...], value: str, known: Iterable[str]) -> Problem:
    return Problem(file, json_path(where), "no-such-id", f'The pack has no "{value}" here.', _near(value, known))


def _near(value: str, known: Iterable[str]) -> str:
    names = list(known)
    near = difflib.get_close_matches(value, names, 1)
    return f'Did you mean "{near[0]}"?' if near else f"Write one of: {', '.join(names[:12])}."
