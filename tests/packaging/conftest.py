"""Tests of what is delivered. They need the built folder, made from the sources as they are now."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

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


@pytest.fixture(scope="session")
def sealed() -> list[str]:
    """The words before a command that give it its own mounts and a network without any interface."""
    words = ["unshare", "--mount", "--net"]
    if os.geteuid() != 0:
        words += ["--user", "--map-root-user"]
    tried = subprocess.run([*words, "true"], capture_output=True, text=True, check=False)
    if tried.returncode != 0:
        pytest.fail(f"this machine cannot seal a program off; run the tests as root: {tried.stderr}")
    return [*words, "--"]
