"""How long it takes to load and check the built-in pack, and to load one of 10,000 rows.

.venv/bin/python -m bench.pack
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from data.checks import report
from data.library import built_in, load

GOALS_MS = {"load": 40.0, "check": 2000.0, "load 10,000 rows": 2000.0}


def large_pack(folder: Path, rows: int) -> None:
    """The built-in pack with its rows repeated to so many."""
    source = built_in()
    pack = json.loads(source.joinpath("pack.json").read_text(encoding="utf-8"))
    texts = json.loads(source.joinpath("en.json").read_text(encoding="utf-8"))
    factors = list(pack["factors"])
    for i in range(rows - len(factors)):
        model = factors[i % len(factors)]
        name = f"{model['id']}-{i}"
        cells = {
            key: {o: {k: v for k, v in cell.items() if k != "claims"} for o, cell in by.items()}
            for key, by in model["cells"].items()
            if key == "all"
        }
        pack["factors"].append({**model, "id": name, "cells": cells})
        words = texts["factors"][model["id"]]
        texts["factors"][name] = {**words, "cells": {"all": words["cells"]["all"]}}
    for name, data in (("pack.json", pack), ("en.json", texts)):
        (folder / name).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    (folder / "facts.json").write_bytes(source.joinpath("facts.json").read_bytes())


def timed(act: Callable[[], object], times: int) -> list[float]:
    found = []
    for _ in range(times):
        started = time.perf_counter()
        act()
        found.append((time.perf_counter() - started) * 1000)
    return found


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        large_pack(folder, 10_000)
        measured = {
            "load": timed(lambda: load(built_in()), 15)[1:],
            "check": timed(lambda: report(built_in()), 3),
            "load 10,000 rows": timed(lambda: load(folder), 3),
        }
    for what, values in measured.items():
        median = statistics.median(values)
        sys.stdout.write(
            f"{what:20} median {median:8.1f} ms ({median / GOALS_MS[what]:.2f} of goal)  n={len(values)}\n"
        )


if __name__ == "__main__":
    main()
