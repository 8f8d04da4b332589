"""The JSON Schemas of a pack's three kinds of file, for editors that complete and check while one types.

They are made from `data.schema`; what a key means comes from the docstrings there and from
`data/schemas/descriptions.json`. `python -m data.checks.schemas` writes them to `data/schemas`; a test keeps them
fresh.
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
from collections.abc import Iterator, Mapping
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from data import schema
from data.schema import Facts, Structure, Texts

FILES: Final[Mapping[str, type[BaseModel]]] = {"pack": Structure, "texts": Texts, "facts": Facts}
"""`pack.schema.json` is for pack.json, `texts` for each language's file, `facts` for facts.json."""
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def committed() -> dict[str, Any]:
    """The schemas as they come with the program, by the names of `FILES`."""
    folder = files("data") / "schemas"
    return {name: json.loads((folder / f"{name}.schema.json").read_text("utf-8")) for name in FILES}


def made() -> dict[str, Any]:
    """The schemas as the models have them now. Needs the source text of `data.schema`."""
    said = descriptions()
    return {name: _schema(name, model, said) for name, model in FILES.items()}


def descriptions() -> dict[str, str]:
    """What each key means, by `Model.key`: from the docstring under it, or else from the file of descriptions."""
    written: dict[str, str] = json.loads((files("data") / "schemas" / "descriptions.json").read_text("utf-8"))
    return written | dict(_docstrings())


def fields() -> Iterator[tuple[str, type[BaseModel], str]]:
    """Every key of every model, as `Model.key`, model and name; an inherited key stands where it was first written."""
    for name, model in vars(schema).items():
        if isinstance(model, type) and issubclass(model, BaseModel) and model.__module__ == schema.__name__:
            for field in model.__annotations__:
                if field in model.model_fields:
                    yield f"{name}.{field}", model, field


def _docstrings() -> Iterator[tuple[str, str]]:
    for node in ast.parse(inspect.getsource(schema)).body:
        if not isinstance(node, ast.ClassDef):
            continue
        for key, said in pairwise(node.body):
            if not (isinstance(key, ast.AnnAssign) and isinstance(key.target, ast.Name) and isinstance(said, ast.Expr)):
                continue
            if isinstance(said.value, ast.Constant) and isinstance(said.value.value, str):
                yield f"{node.name}.{key.target.id}", inspect.cleandoc(said.value.value)


def _schema(name: str, model: type[BaseModel], said: Mapping[str, str]) -> dict[str, Any]:
    found = model.model_json_schema()
    definitions: dict[str, Any] = found.get("$defs", {})
    for key, of_model in [(model.__name__, found), *definitions.items()]:
        if "properties" in of_model:
            _describe(getattr(schema, key), of_model["properties"], said)
    sections = definitions.get("Section", {}).get("enum", [])
    _tidy(found, sections)
    return {"$schema": _DIALECT, "$id": f"{name}.schema.json", **found}


def _describe(model: type[BaseModel], properties: dict[str, Any], said: Mapping[str, str]) -> None:
    for name, field in model.model_fields.items():
        owner = next(kind for kind in model.__mro__ if name in vars(kind).get("__annotations__", {}))
        text = said.get(f"{owner.__name__}.{name}")
        if text is not None:
            properties[field.alias or name]["description"] = text.replace("\n", " ")


def _tidy(node: Any, sections: list[str]) -> None:
    """No titles that repeat the key; no key of another form; the sections by name, so that an editor offers them."""
    if isinstance(node, list):
        for inner in node:
            _tidy(inner, sections)
        return
    if not isinstance(node, dict):
        return
    if isinstance(node.get("title"), str):
        del node["title"]
    if "patternProperties" in node:
        node["additionalProperties"] = False
    if node.get("propertyNames") == {"$ref": "#/$defs/Section"}:
        del node["propertyNames"]
        node["properties"] = dict.fromkeys(sections, node["additionalProperties"])
        node["additionalProperties"] = False
    for inner in node.values():
        _tidy(inner, sections)


def main() -> int:
    """Writes the schemas beside the descriptions, into the folder of the source."""
    folder = Path(schema.__file__).parent / "schemas"
    for name, found in made().items():
        text = json.dumps(found, indent=1, ensure_ascii=False) + "\n"
        (folder / f"{name}.schema.json").write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
