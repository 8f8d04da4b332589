"""The built folder where a clinic might have put it, for somebody who may write nowhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Sealed:
    """An odd path, nothing to write to, and a network without interfaces."""

    before: list[str]
    """The words before the program."""
    program: Path
    home: Path
    temporary: Path

    @property
    def env(self) -> dict[str, str]:
        return {"HOME": str(self.home), "TMPDIR": str(self.temporary)}


def seal(folder: Path) -> Iterator[Sealed]:
    """A copy of a built folder, sealed off as somebody who owns none of it; removed afterwards.

    Root becomes nobody, since modes do not bind root; anybody else loses the right to write."""
    base = Path(tempfile.mkdtemp(prefix="evenhand-sealed-"))
    place, home, temporary = base / "Übung ünd raum" / "é 日本", base / "home", base / "tmp"
    root = os.geteuid() == 0
    try:
        shutil.copytree(folder, place, symlinks=True, copy_function=_link if root else shutil.copy2)
        home.mkdir()
        temporary.mkdir()
        for file in [base, *base.rglob("*")]:
            if file.is_dir():
                file.chmod(0o555)
            elif not root and not file.is_symlink():
                file.chmod(file.stat().st_mode & ~0o222)
        if root:
            before = ["unshare", "--net", "--", "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"]
        else:
            before = ["unshare", "--user", "--map-current-user", "--net", "--"]
        tried = subprocess.run([*before, "true"], capture_output=True, text=True, check=False)
        if tried.returncode != 0:
            pytest.fail(f"this machine cannot seal a program off; run the tests as root: {tried.stderr}")
        yield Sealed(before, place / "evenhand", home, temporary)
    finally:
        for file in [base, *base.rglob("*")]:
            if file.is_dir() and not file.is_symlink():
                file.chmod(0o755)
        shutil.rmtree(base)


def _link(source: str, target: str) -> None:
    """The same file at a second place, or a copy where the places are on different disks."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
