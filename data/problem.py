"""What is wrong with a pack, said so that a content lead can put it right."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

_PLAIN_KEY = re.compile(r"[A-Za-z0-9_$-]{1,80}")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault. `path` is a JSON path such as `$.options[0].id`; `fix` says what to do, with an example."""

    file: str
    path: str
    code: str
    message: str
    fix: str

    def __str__(self) -> str:
        return one_line(f"{self.file} {self.path}: {self.message} {self.fix}")


class ContentError(Exception):
    """A pack that cannot be used. `problems` has every fault found, never none."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        first = self.problems[0]
        self.where = f"{first.file} {first.path}"
        self.why = first.message
        more = f" (and {len(self.problems) - 1} more)" if len(self.problems) > 1 else ""
        super().__init__(one_line(f"{self.where}: {self.why}{more}"))


def one_line(text: str) -> str:
    """`text` without what would break its line, or move the hand of a terminal."""
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def json_path(parts: Iterable[str | int]) -> str:
    """`("options", 0, "id")` as `$.options[0].id`; a key of other letters stands as `["…"]`."""
    path = "$"
    for part in parts:
        if isinstance(part, int):
            path += f"[{part}]"
        elif _PLAIN_KEY.fullmatch(part):
            path += f".{part}"
        else:
            path += f"[{json.dumps(part[:80])}]"
    return path
