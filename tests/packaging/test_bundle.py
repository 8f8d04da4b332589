"""What is inside the built folder, and nothing else: packaging/bundled.txt is the list that was agreed to."""

from __future__ import annotations

import sys
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from PyInstaller.archive.readers import CArchiveReader  # type: ignore[import-untyped]

from tests.system.outside import ROOT

pytestmark = pytest.mark.built

PACKAGES = {
    "PySide6",
    "annotated_types",
    "data",
    "fontpkg_atkinson_hyperlegible",
    "gui",
    "pydantic",
    "pydantic_core",
    "resources",
    "segno",
    "shiboken6",
    "typing_extensions",
    "typing_inspection",
    "typst",
}
NEVER = {"ssl", "_ssl", "ftplib", "smtplib", "webbrowser", "asyncio", "sqlite3", "tkinter", "unittest", "pdb", "pydoc"}
QT = {"QtCore", "QtGui", "QtPrintSupport", "QtSvg", "QtWidgets"}


def patterns() -> list[str]:
    lines = (ROOT / "packaging" / "bundled.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def begins(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(4)


def machine_code(folder: Path) -> list[str]:
    """Every ELF file, by its place below _internal."""
    inside = folder / "_internal"
    return [
        str(file.relative_to(inside))
        for file in sorted(inside.rglob("*"))
        if file.is_file() and not file.is_symlink() and begins(file) == b"\x7fELF"
    ]


def modules(program: Path) -> set[str]:
    """The Python modules in the program's archive and beside it."""
    archive = CArchiveReader(str(program))
    found = set(archive.open_embedded_archive("PYZ.pyz").toc)
    return found | {name for name, entry in archive.toc.items() if entry[-1] in {"m", "M"}}


def test_machine_code_is_on_the_list(built: Path) -> None:
    allowed = patterns()
    found = machine_code(built.parent)
    assert len(found) > 50, "the built folder was not read"
    unknown = [name for name in found if not any(fnmatchcase(name, pattern) for pattern in allowed)]
    assert not unknown, f"not on packaging/bundled.txt: {unknown}"


@pytest.mark.parametrize("needed", ["platforms/libqxcb.so", "platforms/libqoffscreen.so", "lib/libQt6DBus.so.6"])
def test_what_a_screen_and_a_screen_reader_need_is_there(built: Path, needed: str) -> None:
    assert (
        (built.parent / "_internal" / "PySide6" / "Qt")
        .joinpath(needed if needed.startswith("lib/") else f"plugins/{needed}")
        .is_file()
    )


def test_python_modules_are_ours_the_standard_library_or_agreed(built: Path) -> None:
    found = modules(built)
    tops = {name.split(".")[0] for name in found}
    assert {"gui", "data", "pydantic"} <= tops, "the archive was not read"
    # PyInstaller's own, and the table of how this Python was built.
    starts = {top for top in tops if top.startswith(("pyi", "_pyi", "start", "_sysconfigdata"))}
    unknown = tops - PACKAGES - set(sys.stdlib_module_names) - starts
    assert not unknown, unknown
    assert not found & NEVER


def test_qt_is_only_what_the_program_uses(built: Path) -> None:
    inside = built.parent / "_internal" / "PySide6"
    assert {file.name.split(".")[0] for file in inside.glob("Qt*.so")} == QT
    assert not list(inside.rglob("*Network*"))


def test_data_and_notices_are_inside(built: Path) -> None:
    inside = built.parent / "_internal"
    for folder in ("data", "resources"):
        wanted = [file for file in (ROOT / folder).rglob("*") if file.is_file() and file.suffix not in {".py", ".pyc"}]
        assert wanted
        for file in wanted:
            assert (inside / file.relative_to(ROOT)).read_bytes() == file.read_bytes()
    assert list(inside.glob("fontpkg_atkinson_hyperlegible/files/*.ttf"))
    assert (inside / "THIRD-PARTY-NOTICES.txt").read_bytes() == (
        ROOT / "packaging" / "THIRD-PARTY-NOTICES.txt"
    ).read_bytes()
    assert (inside / "LICENSE").is_file()


def test_each_library_of_the_system_brings_its_notice(built: Path) -> None:
    if not Path("/usr/bin/dpkg-query").exists():
        pytest.skip("notices of system libraries are taken from Debian packages")
    notices = list((built.parent / "_internal" / "licences").glob("*.txt"))
    libraries = [name for name in machine_code(built.parent) if "/" not in name]
    # One package may bring several libraries, never the other way round.
    assert len(notices) >= len(libraries) / 2
    assert all(file.stat().st_size > 100 for file in notices)
