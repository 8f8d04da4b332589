"""What is left of a refused file once its faults are cut out, so that what else is wrong with it can be said too.

Nothing repaired is ever shown to a person: it only serves to find further faults in the same run.
"""

from __future__ import annotations

import datetime
import types
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel

Loc = Sequence[int | str]
Path = tuple[int | str, ...]

_FILLERS: Final[Mapping[str, Any]] = {
    "id": "no-id",
    "version": "0.0.0",
    "languages": ["en"],
    "review": None,
    "review_by": "2999-12-31",
    "language": "en",
}
"""Stand-ins for values of a form of their own, where there is nothing to cut out."""


def cut(model: type[BaseModel], raw: Any, locs: Sequence[Loc]) -> frozenset[str]:
    """Cuts the faults at `locs` out of `raw`, in place, each with the smallest part that may be missing.

    Where a part cannot be missing, something stands in for it. Gives the ids and keys that went.
    """
    cuts: list[Path] = []
    replaced: list[Path] = []
    for loc in locs:
        parts = tuple(loc[:-1]) if loc and loc[-1] == "[key]" else tuple(loc)
        length = _smallest(model, raw, parts)
        if length is None:
            replaced.append(parts)
        else:
            cuts.append(parts[:length])
    cuts = [parts for parts in cuts if not any(parts[: len(above)] == above for above in replaced)]
    gone: set[str] = set()
    for parts in sorted(dict.fromkeys(cuts), key=_last_first):
        parent = raw
        for part in parts[:-1]:
            parent = parent[part]
        gone.update(_names(parent.pop(parts[-1])))
        gone.update(str(part) for part in parts[-1:] if isinstance(part, str))
    for parts in replaced:
        _stand_in(model, raw, parts)
    return frozenset(gone)


def _last_first(parts: Path) -> tuple[Any, ...]:
    """Longer paths and later items first, so that a cut does not move what is cut next."""
    return (-len(parts), *(-part if isinstance(part, int) else 0 for part in parts))


def _smallest(model: type[BaseModel], raw: Any, parts: Path) -> int | None:
    """How many parts of the path lead to the smallest thing that may be missing: an item, an entry, an option."""
    annotation: Any = model
    found: int | None = None
    for i, part in enumerate(parts):
        annotation = bare(annotation)
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            fields = {field.alias or name: field for name, field in annotation.model_fields.items()}
            field = fields.get(str(part))
            if (field is None or not field.is_required()) and part in raw:
                found = i + 1
            annotation = field.annotation if field is not None else object
        else:
            arguments = get_args(annotation)
            annotation = arguments[-1] if get_origin(annotation) is dict else (arguments or (object,))[0]
            if not isinstance(raw, (dict, list)):
                break
            found = i + 1
        try:
            raw = raw[part]
        except (KeyError, IndexError, TypeError):
            break
    return found


def _stand_in(model: type[BaseModel], raw: Any, parts: Path) -> None:
    """Puts something at the path that the model takes."""
    annotation: Any = model
    for part in parts:
        annotation = _field(annotation, str(part))
        if part == parts[-1] or not isinstance(raw.get(part), dict):
            raw[part] = _filler(annotation, str(part))
            return
        raw = raw[part]


def _field(model: Any, name: str) -> Any:
    fields = {field.alias or key: field.annotation for key, field in bare(model).model_fields.items()}
    return fields[name]


def _filler(annotation: Any, name: str) -> Any:
    """The smallest value of a type."""
    if name in _FILLERS:
        return _FILLERS[name]
    annotation = bare(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = annotation.model_fields.items()
        return {f.alias or key: _filler(f.annotation, key) for key, f in fields if f.is_required()}
    origin = get_origin(annotation)
    if origin is Literal:
        return get_args(annotation)[0]
    if origin is tuple:
        return [_filler(get_args(annotation)[0], "")]
    if origin is dict:
        return {}
    return {str: "x", int: 1, float: 1.0, bool: False, datetime.date: "2000-01-01"}.get(annotation)


def bare(annotation: Any) -> Any:
    """The annotation without `Annotated` and without `| None`."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, types.UnionType):
            annotation = next(argument for argument in get_args(annotation) if argument is not type(None))
        else:
            return annotation


def _names(value: Any) -> Iterator[str]:
    """Every id, key and short text in a part that was cut out."""
    stack = [value]
    while stack:
        inner = stack.pop()
        if isinstance(inner, str) and len(inner) <= 60:
            yield inner
        elif isinstance(inner, dict):
            yield from inner
            stack += inner.values()
        elif isinstance(inner, list):
            stack += inner
