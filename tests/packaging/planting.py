"""The built folder with a fault planted in it: the same files, and a few lines that run before the program begins."""

from __future__ import annotations

import marshal
import os
import shutil
import struct
import subprocess
import zlib
from pathlib import Path

from PyInstaller.archive.readers import CArchiveReader
from PyInstaller.archive.writers import CArchiveWriter

from tests.system.outside import ROOT

START = "start"
WATCHED = 'import sys\nif "--watched" in sys.argv:\n'
"""Only the program under the supervisor has the fault."""


def plant(program: Path, into: Path, fault: str) -> Path:
    """A copy of the built folder whose program runs `fault` first; the copy's program."""
    copy = into / "evenhand"
    shutil.copytree(program.parent, copy, symlinks=True, copy_function=_link)
    (copy / program.name).unlink()
    source = fault + "\n" + (ROOT / "packaging" / "start.py").read_text(encoding="utf-8")
    archive = into / "archive"
    archive.write_bytes(_with_start(program, marshal.dumps(compile(source, "start.py", "exec"))))
    section = ["--update-section", f"pydata={archive}"]
    subprocess.run(["objcopy", *section, str(program), str(copy / program.name)], check=True)
    return copy / program.name


def _with_start(program: Path, code: bytes) -> bytes:
    """PyInstaller's archive with another first script: appended, and the table of contents points there."""
    read = CArchiveReader(str(program))
    whole = read.raw_pkg_data()
    cookie = list(struct.unpack(read._COOKIE_FORMAT, whole[-read._COOKIE_LENGTH :]))
    toc_offset = cookie[2]
    blob = zlib.compress(code)
    entries = [(0, 0, 0, 0, "o", option) for option in read.options]
    for name, entry in read.toc.items():
        place = (toc_offset, len(blob), len(code), 1, entry[4]) if name == START else entry
        entries.append((*place, name))
    toc = CArchiveWriter._serialize_toc(entries)
    cookie[1:4] = [toc_offset + len(blob) + len(toc) + read._COOKIE_LENGTH, toc_offset + len(blob), len(toc)]
    return whole[:toc_offset] + blob + toc + struct.pack(read._COOKIE_FORMAT, *cookie)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
