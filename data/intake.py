"""From the bytes of one pack file to a checked model, or to every fault of that file in plain words.

Nothing of a file is trusted: its size, its encoding, its nesting, its keys, its characters.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any, Final, Generic, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from data import schema
from data.problem import Problem, json_path
from data.repair import bare, cut

LARGEST_FILE: Final = 32 * 1024 * 1024
"""Bytes. A pack of ten thousand rows fits."""
LARGEST_COUNT: Final = 400_000
"""Values in one file, counted by its commas and brackets. A pack of ten thousand rows has half of them."""
_MOST_FAULTS: Final = 500
_MOST_WRONG: Final = 20_000
"""Faults of a file that is one of a pack's at all."""
_MOST_REPAIRS: Final = 6

M = TypeVar("M", bound=BaseModel)
Parts = tuple[str | int, ...]

_FORBIDDEN: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e0fff]"
)
"""Characters that are not seen, or turn the reading direction, or are no characters. `\\n` is allowed."""
_PLAIN: Final = bytes(byte for byte in range(0x7F) if byte in b"\t\n\r" or (byte >= 0x20 and byte != ord("\\")))
_MAY_HIDE: Final = re.compile(rb"\\[ubfrt]")


def _may_hide(data: bytes) -> bool:
    """Whether a value of a JSON file may need a closer look. Almost all bytes are plain ones: they go first."""
    if data.isascii() and b"\\" not in data and b"\x7f" not in data:
        return False
    strange = data.translate(None, _PLAIN)
    if not strange:
        return False
    return bool(_MAY_HIDE.search(data) or _FORBIDDEN.search(strange.decode("utf-8")))


@dataclass(frozen=True)
class Intake(Generic[M]):
    """A file as far as it could be read. Of a file with faults, `model` is what is left without them, or None.

    `gone` has the ids and keys that were cut out with the faults.
    """

    model: M | None
    problems: tuple[Problem, ...]
    gone: frozenset[str] = frozenset()


def read(file: str, data: bytes, model: type[M]) -> Intake[M]:
    """Reads the bytes of one file."""
    whole = _without_faults(data, model)
    return _with_faults(file, data, model) if whole is None else Intake(whole, ())


def _without_faults(data: bytes, model: type[M]) -> M | None:
    """What is in a file that has no fault; None where there is one, or may be."""
    if len(data) > LARGEST_FILE or (len(data) > LARGEST_COUNT and _count(data) > LARGEST_COUNT):
        return None
    try:
        whole = model.model_validate_json(data)
    except ValidationError:
        return None
    # A key that stands twice is written twice, and taken in once. A text that holds `":` only seems to be one more.
    written = data.translate(None, b" \t\n\r").count(b'":')
    return whole if written == _keys([whole], model) and not _may_hide(data) else None


def _keys(values: Sequence[Any], annotation: Any) -> int:
    """How many keys values of one type were made of, with those in them; all values of a field are counted at once."""
    annotation = bare(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = _fields_with_keys(annotation)
        inside = sum(_keys([v for v in map(of_field, values) if v is not None], inner) for of_field, inner in fields)
        return inside + sum(map(len, map(_GIVEN, values)))
    if get_origin(annotation) is dict:
        inside = _keys(list(chain.from_iterable(map(dict.values, values))), get_args(annotation)[1])
        return inside + sum(map(len, values))
    if get_origin(annotation) is tuple:
        return _keys(list(chain.from_iterable(values)), get_args(annotation)[0])
    return 0


_GIVEN: Final = attrgetter("__pydantic_fields_set__")


@cache
def _fields_with_keys(model: type[BaseModel]) -> tuple[tuple[Callable[[Any], Any], Any], ...]:
    """The fields in which there may be further keys, each with its type."""
    fields = model.model_fields.items()
    return tuple((attrgetter(name), field.annotation) for name, field in fields if _may_have_keys(field.annotation))


def _may_have_keys(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return True
    return get_origin(annotation) is dict or any(map(_may_have_keys, get_args(annotation)))


def _with_faults(file: str, data: bytes, model: type[M]) -> Intake[M]:
    text, problems = _json(file, data)
    if text is None:
        return Intake(None, problems)
    gone: frozenset[str] = frozenset()
    reported = False
    for _ in range(_MOST_REPAIRS):
        try:
            return Intake(model.model_validate_json(text), problems, gone)
        except ValidationError as error:
            if error.error_count() > _MOST_WRONG:
                return Intake(None, (*problems, _other_file(file, error.error_count())), gone)
            details = error.errors(include_url=False, include_context=True, include_input=True)
        if not reported:
            problems += tuple(_shape_problems(file, details))
            reported = True
        raw = json.loads(text)
        gone |= cut(model, raw, [detail["loc"] for detail in details])
        text = json.dumps(raw)
    return Intake(None, problems, gone)


def _count(data: bytes) -> int:
    """About as many as there are values, and never more than bytes."""
    return data.count(b",") + data.count(b"[") + data.count(b"{")


def _json(file: str, data: bytes) -> tuple[str | None, tuple[Problem, ...]]:
    if len(data) > LARGEST_FILE:
        return None, (too_large(file, len(data)),)
    count = _count(data)
    if count > LARGEST_COUNT:
        return None, (_too_many(file, count),)
    if not data.strip():
        fix = "Put the file back from your last good copy."
        return None, (Problem(file, "$", "empty", "This file is empty.", fix),)
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        fix = 'Save it again as "UTF-8" (not "UTF-8 with BOM", not "UTF-16").'
        return None, (Problem(file, "$", "byte-order-mark", "This file begins with a byte order mark.", fix),)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"Line {line} holds bytes that are not UTF-8 text."
        return None, (Problem(file, "$", "not-utf-8", message, 'Save the file again as "UTF-8".'),)
    objects: list[list[tuple[str, Any]]] = []
    try:
        json.loads(text, object_pairs_hook=objects.append)
    except json.JSONDecodeError as error:
        return None, (_not_json(file, text, error),)
    except RecursionError:
        return None, (_too_deep(file),)
    except ValueError:
        return None, (_whole(file, "not-json", "This file holds a number with thousands of digits."),)
    if not text.lstrip().startswith("{"):
        fix = "The file must begin with { and end with }."
        return None, (Problem(file, "$", "wrong-type", "This file does not hold one JSON object.", fix),)
    problems: list[Problem] = []
    try:
        if sum(map(len, objects)) != sum(map(len, map(dict, objects))):
            problems += _doubled_keys(file, text)
        if _may_hide(data) and (hidden := tuple(_characters(file, raw := json.loads(text)))):
            return json.dumps(_without_characters(raw)), (*problems, *hidden)
    except RecursionError:
        return None, (_too_deep(file),)
    return text, tuple(problems)


def _not_json(file: str, text: str, error: json.JSONDecodeError) -> Problem:
    """Where the file cannot be read on, what is missing there, and the line itself."""
    lines = text.split("\n")
    at = error.lineno
    end = not text[error.pos :].strip()
    what = "The file ends too early" if end else _MISSING.get(error.msg, f"It cannot be read on ({error.msg})")
    shown = lines[at - 1].strip()
    before = next((i for i in range(at - 1, 0, -1) if lines[i - 1].strip()), 0)
    if error.msg.startswith("Expecting ',' ") and before and not lines[at - 1][: error.colno - 1].strip():
        what, at, shown = "A comma is missing at the end", before, lines[before - 1].strip()
    shown = shown if len(shown) <= 60 else f"{shown[:59]}…"
    message = f"{what}: line {at}, which reads {shown}." if shown else f"{what}: line {at}."
    fix = "Look there and just before it for a missing comma, quote or bracket, or for one too many."
    return Problem(file, "$", "not-json", message, fix)


def _doubled_keys(file: str, text: str) -> Iterator[Problem]:
    """A second, slower reading that keeps every pair, to say where a key stands twice."""
    raw = json.loads(text, object_pairs_hook=_Pairs)
    stack: list[tuple[Parts, Any]] = [((), raw)]
    while stack:
        parts, value = stack.pop()
        if isinstance(value, _Pairs):
            seen: set[str] = set()
            for key, inner in value:
                if key in seen:
                    message = f'The key "{key[:60]}" stands twice in the same place, so one of them would be lost.'
                    fix = "Keep one of the two; give the other its own id."
                    yield Problem(file, json_path((*parts, key)), "doubled-key", message, fix)
                seen.add(key)
                stack.append(((*parts, key), inner))
        elif isinstance(value, list):
            stack += [((*parts, i), inner) for i, inner in enumerate(value)]


class _Pairs(list[tuple[str, Any]]):
    """An object as its pairs, doubled keys included."""


def _characters(file: str, raw: Any) -> Iterator[Problem]:
    """Characters that must not be shown."""
    stack: list[tuple[Parts, Any]] = [((), raw)]
    count = 0
    while stack and count < _MOST_FAULTS:
        parts, value = stack.pop()
        if isinstance(value, str):
            problem = _character(file, parts, value)
        elif isinstance(value, dict):
            problem = next((p for key in value if (p := _character(file, (*parts, key), key))), None)
            stack += [((*parts, key), inner) for key, inner in value.items()]
        elif isinstance(value, list):
            problem = None
            stack += [((*parts, i), inner) for i, inner in enumerate(value)]
        else:
            continue
        if problem is not None:
            count += 1
            yield problem


def _character(file: str, parts: Parts, text: str) -> Problem | None:
    found = _FORBIDDEN.search(text)
    if not found:
        return None
    code = f"U+{ord(found.group()):04X}"
    message = (
        f"A character that cannot be seen or turns the reading direction ({code}) stands at place {found.start() + 1}."
    )
    fix = "Delete it and type the words again by hand; pasting from a word processor or a web page brings it back."
    return Problem(file, json_path(parts), "character", message, fix)


def _too_deep(file: str) -> Problem:
    fix = "Compare the place with the starter pack; brackets were probably doubled."
    message = "Lists or objects stand within each other far deeper than any pack needs."
    return Problem(file, "$", "too-deep", message, fix)


def too_large(file: str, size: int) -> Problem:
    message = f"This file has {size:,} bytes; the most is {LARGEST_FILE:,}."
    return Problem(file, "$", "too-large", message, "A pack holds text only. Check that this is the right file.")


def _too_many(file: str, count: int) -> Problem:
    message = f"This file has about {count:,} values; the most is {LARGEST_COUNT:,}."
    return Problem(file, "$", "too-many", message, "No pack needs so many. Check that this is the right file.")


def _other_file(file: str, count: int) -> Problem:
    message = f"This file has {count:,} faults; it does not have the shape of a pack's file."
    return Problem(file, "$", "too-many", message, "Check that this is the right file, or begin with the starter pack.")


def _whole(file: str, code: str, message: str) -> Problem:
    return Problem(file, "$", code, message, "Put the file back from your last good copy.")


def _without_characters(value: Any) -> Any:
    if isinstance(value, str):
        return _FORBIDDEN.sub("", value)
    if isinstance(value, dict):
        return {_FORBIDDEN.sub("", key): _without_characters(inner) for key, inner in value.items()}
    return [_without_characters(inner) for inner in value] if isinstance(value, list) else value


# --- what pydantic says, in plain words -------------------------------------------------------------------------------

_MISSING: Final = {
    "Expecting ',' delimiter": "A comma, or a closing bracket, is missing",
    "Expecting ':' delimiter": "A colon is missing between a key and its value",
    "Expecting value": "A value is missing, or text without quotes stands here",
    "Expecting property name enclosed in double quotes": "A key in straight quotes is expected, or a comma is too much",
    "Illegal trailing comma before end of object": "The comma before the closing bracket is too much",
    "Illegal trailing comma before end of array": "The comma before the closing bracket is too much",
    "Unterminated string starting at": "The closing quote of this text is missing",
    "Invalid control character at": "A text goes on in the next line: the closing quote is missing",
    "Extra data": "The file goes on after its last closing bracket",
}
"""What Python's reader says, in plain words."""

_EXAMPLES: Final[dict[str, str]] = {
    "headline": '"headline": "Usually not"',
    "detail": '"detail": "Most people go home the same day."',
    "facts": '"facts": ["A12"]',
    "claims": '"claims": ["C07"]',
    "id": '"id": "time-off-work"',
    "answer": '"answer": "same-day"',
    "fit": '"fit": "not_known"',
    "facts_": '"facts": ["A12", "A14"]',
    "denominator": '"denominator": 114',
    "numerator": '"numerator": 52',
    "people": '"people": 225',
    "when": '"when": {"value": 3, "unit": "months"}',
    "certainty": '"certainty": "low"',
    "judged_by": '"judged_by": "us"',
    "per_100": '"per_100": 46',
    "review": '"review": null',
    "review_by": '"review_by": "2027-06-30"',
    "produced": '"produced": "2026-06-30"',
    "version": '"version": "1.0.0"',
    "languages": '"languages": ["en"]',
    "general": '"general": true',
    "why": '"why": "You may want to plan time off work."',
}

_TYPES: Final = {
    "string_type": 'text in quotes, such as "same day"',
    "int_type": "a whole number without quotes, such as 12",
    "int_from_float": "a whole number without quotes, such as 12",
    "float_type": "a number without quotes, such as 7.5",
    "bool_type": "true or false, without quotes",
    "tuple_type": 'a list in square brackets, such as ["one", "two"]',
    "list_type": 'a list in square brackets, such as ["one", "two"]',
    "dict_type": 'an object in curly brackets, such as {"key": "value"}',
    "model_type": 'an object in curly brackets, such as {"key": "value"}',
    "model_attributes_type": 'an object in curly brackets, such as {"key": "value"}',
    "date_type": 'a date in quotes, such as "2026-06-30"',
    "date_parsing": 'a date in quotes, such as "2026-06-30"',
    "date_from_datetime_parsing": 'a date in quotes, such as "2026-06-30"',
    "date_from_datetime_inexact": 'a date in quotes, such as "2026-06-30"',
}


def _shape_problems(file: str, details: Sequence[ErrorDetails]) -> Iterator[Problem]:
    for detail in details[:_MOST_FAULTS]:
        loc = detail["loc"]
        about_key = bool(loc) and loc[-1] == "[key]"
        parts = loc[:-1] if about_key else loc
        code, message, fix = _in_plain_words(detail, parts, about_key)
        yield Problem(file, json_path(parts), code, message, fix)


def _in_plain_words(detail: ErrorDetails, parts: Parts, about_key: bool) -> tuple[str, str, str]:
    kind, given = detail["type"], detail["input"]
    context: dict[str, Any] = detail.get("ctx") or {}
    name = next((str(part) for part in reversed(parts) if isinstance(part, str)), "this")
    shown = _shown(given)
    if kind == "missing":
        example = _EXAMPLES.get(name)
        return (
            "key-missing",
            f'The key "{name}" is missing here.',
            f"Add it{f', for example {example}' if example else ''}.",
        )
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(name, _known_keys(), 1)
        fix = f'Did you mean "{near[0]}"?' if near else "Remove it, or check its spelling against the starter pack."
        return "key-unknown", f'There is no key "{name}" here.', fix
    if kind in _TYPES:
        return "wrong-type", f"{shown} stands here.", f"Write {_TYPES[kind]}."
    if kind in ("string_pattern_mismatch",):
        what = "The key" if about_key else "The text"
        return (
            "wrong-form",
            f"{what} {shown} does not have the form that is needed here.",
            _form(str(context["pattern"])),
        )
    if kind in ("literal_error", "enum"):
        choices = str(context.get("expected", "")).replace("'", '"')
        what = "The key" if about_key else "The value"
        return "not-a-choice", f"{what} {shown} is not one of the choices here.", f"Write {choices}."
    if kind in ("string_too_long", "too_long"):
        most = context["max_length"]
        unit = "characters" if kind.startswith("string") else "items"
        length = len(given) if isinstance(given, (str, list, tuple, dict)) else context.get("actual_length", "more")
        return "too-long", f"This has {length} {unit}; the most is {most}.", "Say it in fewer words, or split it."
    if kind in ("string_too_short", "too_short"):
        least = context["min_length"]
        unit = "characters" if kind.startswith("string") else "items"
        message = f"This has too few {unit}; the least is {least}." if given else "Nothing stands here."
        return "too-short", message, "Fill it in, or remove what holds it."
    if kind in ("greater_than", "greater_than_equal", "less_than", "less_than_equal"):
        limit = next(iter(context.values()))
        side = {"greater_than": "above", "greater_than_equal": "at least", "less_than": "below"}.get(kind, "at most")
        return "out-of-range", f"The number {shown} is out of range.", f"It must be {side} {limit}."
    if kind == "finite_number":
        return "not-a-number", f"{shown} is not a number people can read.", "Write an ordinary number such as 7.5."
    if kind == "json_invalid" and "recursion" in str(context.get("error")):
        message = "Lists or objects stand within each other far deeper than any pack needs."
        return "too-deep", message, "Compare it with the starter pack; brackets were probably doubled."
    if kind == "json_invalid":
        message = f"This is not JSON: {context.get('error', 'it cannot be read')}."
        return "not-json", message, "Put the file back from your last good copy."
    return "wrong-value", f"{shown} cannot stand here ({detail['msg']}).", "Compare it with the starter pack."


def _shown(value: object) -> str:
    if isinstance(value, (dict, list, tuple)):
        return "A list" if not isinstance(value, dict) else "An object"
    try:
        text = json.dumps(value, ensure_ascii=True, default=str)
    except (TypeError, ValueError):
        text = "something"
    return text if len(text) <= 60 else text[:57] + "…" + text[-1:]


def _form(pattern: str) -> str:
    if pattern.startswith("^[a-z0-9]+(-"):
        return 'An id has small letters, digits and single hyphens, such as "time-off-work".'
    if pattern.startswith("^[A-Z]+[0-9]+[a-z]"):
        return 'The id of a fact has capital letters and digits, such as "A12".'
    if pattern.startswith("^[A-Z]+[0-9]+"):
        return 'The id of a claim has capital letters and digits, such as "C07".'
    if pattern.startswith(r"^\d+\."):
        return 'A version is three numbers with points, such as "1.2.0".'
    if pattern.startswith("^[a-z]{2,3}"):
        return 'A language is two or three small letters, such as "en" or "es".'
    if "very low" in pattern:
        return 'Write "very low", "low", "moderate" or "high".'
    return "Compare it with the starter pack."


@cache
def _known_keys() -> tuple[str, ...]:
    """Every key of every model of the schema."""
    models = (m for m in vars(schema).values() if isinstance(m, type) and issubclass(m, BaseModel))
    return tuple(sorted({field.alias or name for model in models for name, field in model.model_fields.items()}))
