"""A bounded log of the machine's own events: two files of 256 KiB at most, one JSON object a line.

Only events on the list below can be written, each with its fields. There is no event of a visit: not that one began,
not that one ended, not a touch. So two visits leave the same log whatever was answered.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

LARGEST: Final = 256 * 1024
EVENTS: Final[Mapping[str, frozenset[str]]] = {
    "start": frozenset({"version", "profile"}),
    "content": frozenset({"id", "version", "hash"}),
    "content-refused": frozenset({"problems"}),
    "setting-refused": frozenset({"count"}),
    "ended": frozenset({"code"}),
    "crashed": frozenset({"code", "frames"}),
    "hung": frozenset({"seconds"}),
    "restarted": frozenset({"stage", "calm"}),
    "error": frozenset({"kind", "frames"}),
    "pin-wrong": frozenset({"count"}),
    "door-opened": frozenset(),
    "left": frozenset(),
    "orphaned": frozenset(),
}
"""Every event with the fields it may have."""
_WORD: Final = re.compile(r"[^\w .:+<>/-]")


class EventLog:
    """Appends lines; where it cannot write it stays silent, and the program runs on."""

    def __init__(self, folder: Path | None) -> None:
        self.path = None if folder is None else folder / "events.jsonl"

    def write(self, event: str, **fields: str | int | Sequence[str]) -> None:
        """ValueError for an event or a field that is not on the list."""
        if event not in EVENTS or not set(fields) <= EVENTS[event]:
            raise ValueError(f"no such event: {event} {sorted(fields)}")
        if self.path is None:
            return
        line = json.dumps({"time": time.strftime("%Y-%m-%dT%H:%M:%S%z"), "event": event, **_plain(fields)})
        with contextlib.suppress(OSError):
            self._append(self.path, line + "\n")

    def _append(self, path: Path, line: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if path.exists() and path.stat().st_size + len(line) > LARGEST:
            path.replace(path.with_name("events.1.jsonl"))
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
        descriptor = os.open(path, flags, 0o600)
        try:
            # One write a line, so that two processes never mix theirs.
            os.write(descriptor, line.encode())
        finally:
            os.close(descriptor)


def _plain(fields: Mapping[str, str | int | Sequence[str]]) -> dict[str, object]:
    plain: dict[str, object] = {}
    for name, value in fields.items():
        if isinstance(value, int):
            plain[name] = value
        elif isinstance(value, str):
            plain[name] = _WORD.sub("?", value)[:80]
        else:
            plain[name] = [_WORD.sub("?", str(one))[:160] for one in list(value)[:24]]
    return plain
