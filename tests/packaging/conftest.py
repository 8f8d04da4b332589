"""Tests of what is delivered. They need the built folder, made from the sources as they are now."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.packaging.sealing import Sealed, seal
from tests.system.outside import BUILT, ROOT, Desktop, desktops


@pytest.fixture(scope="session")
def built() -> Path:
    """dist/evenhand/evenhand; a missing or old one fails, since a skipped test proves nothing."""
    command = [str(ROOT / "packaging" / "build"), "--print-inputs"]
    now = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    stamp = ROOT / "build" / "evenhand.built"
    if not BUILT.is_file() or not stamp.is_file() or stamp.read_text(encoding="utf-8").strip() != now:
        pytest.fail("dist/evenhand is missing or older than the sources; run packaging/build")
    return BUILT


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    yield from desktops()


@pytest.fixture
def sealed(built: Path) -> Iterator[Sealed]:
    yield from seal(built.parent)


@pytest.fixture
def sealed_probe(tmp_path: Path) -> Iterator[Sealed]:
    """A program in the same seal that says what it could do."""
    tries = (
        'for f in "$0.x" "$HOME/x" "$TMPDIR/x"; do { : >"$f"; } 2>&1 || echo refused; done; cut -d: -f1 /proc/net/dev'
    )
    program = tmp_path / "probe" / "evenhand"
    program.parent.mkdir()
    program.write_text(f"#!/bin/bash\n{tries}\n", encoding="utf-8")
    program.chmod(0o755)
    yield from seal(program.parent)
