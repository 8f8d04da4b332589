"""The one direction of imports, read from the files; and words that must not stand in the program."""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STDLIB = set(sys.stdlib_module_names)
BELOW = {"data", "gui.visit"}
LOOKS = BELOW | {"gui.models", "gui.theme", "gui.sheet", "gui.speech"}
PRINT_MODULES = ("PySide6.QtPrintSupport", "typst", "segno", "PySide6.QtTextToSpeech")
MAY = {
    "data": {"pydantic", "pydantic_core", "data"},
    "gui.visit": BELOW,
    "gui.settings": {"pydantic", "data"},
    "gui.models": BELOW | {"gui.models", "PySide6.QtCore", "PySide6.QtGui"},
    "gui.theme": BELOW | {"gui.theme", "PySide6.QtCore", "PySide6.QtGui", "PySide6.QtSvg"},
    "gui.sheet": BELOW | {"gui.sheet", "PySide6.QtCore", "PySide6.QtGui", "pydantic"},
    "gui.widgets": LOOKS | {"gui.widgets", "shiboken6", "PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets"},
    "gui.screens": LOOKS | {"gui.widgets", "PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets"},
    "gui.kiosk": LOOKS
    | {"gui.widgets", "gui.kiosk", "gui.settings", "PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets"},
}
LEAST_EDGES = 250
LEAST_FILES = 40


def room_of(module: str) -> str:
    """The room a module of ours belongs to: `data`, `gui.visit`, …; modules right in `gui` are the app's own."""
    parts = module.split(".")
    if module == "gui.settings":
        return module
    if parts[0] == "gui":
        return ".".join(parts[:2]) if len(parts) > 2 or (ROOT / "gui" / parts[-1]).is_dir() else "gui.app"
    return parts[0]


@cache
def sources() -> tuple[tuple[Path, str], ...]:
    paths = (path for top in ("data", "gui") for path in sorted((ROOT / top).rglob("*.py")))
    return tuple((path, path.read_text(encoding="utf-8")) for path in paths)


def modules() -> Iterator[tuple[str, Path, ast.Module]]:
    for path, text in sources():
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        yield name, path, ast.parse(text)


def edges(tree: ast.Module) -> Iterator[tuple[str, bool, int]]:
    """Imported module, whether it stands inside a function, line."""
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, id(node) in inside, node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or "", id(node) in inside, node.lineno


def target(imported: str) -> str:
    if imported.split(".", maxsplit=1)[0] in ("data", "gui"):
        return room_of(imported)
    return ".".join(imported.split(".")[:2]) if imported.startswith("PySide6") else imported.split(".", maxsplit=1)[0]


def test_every_room_imports_only_what_the_drawing_allows() -> None:
    seen, wrong, files = 0, [], 0
    for name, path, tree in modules():
        files += 1
        room = room_of(name)
        for imported, inside, line in edges(tree):
            seen += 1
            goal = target(imported)
            if room == "gui.app" or goal in STDLIB or goal == "__future__":
                continue
            if inside and imported.startswith(PRINT_MODULES) and room in ("gui.sheet", "gui.speech"):
                continue
            if goal not in MAY[room]:
                wrong.append(
                    f"{path.relative_to(ROOT)}:{line} imports {imported}: {room} may import {sorted(MAY[room])}"
                )
    assert not wrong, "\n".join(wrong)
    assert seen >= LEAST_EDGES, f"only {seen} imports were seen: is the test reading the right folders?"
    assert files >= LEAST_FILES


def test_screens_never_import_each_other() -> None:
    wrong = []
    for name, path, tree in modules():
        if room_of(name) == "gui.screens":
            wrong += [f"{path}:{line}" for imported, _, line in edges(tree) if imported.startswith("gui.screens")]
    assert not wrong


def calls(tree: ast.Module, method: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == method:
            yield node


def test_signals_are_connected_to_bound_methods_only() -> None:
    """A lambda, partial or nested function that holds `self` keeps its widget alive for ever."""
    wrong, seen = [], 0
    for _, path, tree in modules():
        for call in calls(tree, "connect"):
            owner = call.func.value if isinstance(call.func, ast.Attribute) else None
            if not isinstance(owner, ast.Attribute):  # a signal is an attribute; a bare name is a socket
                continue
            seen += 1
            if not all(isinstance(argument, ast.Attribute) for argument in call.args[:1]):
                wrong.append(f"{path.relative_to(ROOT)}:{call.lineno}: connect a bound method or signal")
    assert not wrong, "\n".join(wrong)
    assert seen > 40


def test_there_is_no_style_sheet() -> None:
    """Setting one on a live window took longer than a change of text size may: docs/decisions/003."""
    assert not [path.name for _, path, tree in modules() for _ in calls(tree, "setStyleSheet")]


def test_nothing_in_the_program_writes_settings_or_opens_addresses() -> None:
    banned = re.compile(
        r"\b(QSettings|QDesktopServices|QFileDialog|QMessageBox|webbrowser|os\.startfile|QProcess|QNetwork\w+)\b"
    )
    allowed = {"gui/widgets/savepdf.py": "QFileDialog"}
    wrong = []
    for path, text in sources():
        place = path.relative_to(ROOT).as_posix()
        found = {m.group() for m in banned.finditer(text)} - {allowed.get(place, "")}
        if found:
            wrong.append(f"{place}: {sorted(found)}")
    assert not wrong


def pack_words() -> set[str]:
    """Ids of the built-in pack, and its long words: none may stand in the program."""
    folder = ROOT / "data" / "packs" / (ROOT / "data" / "packs" / "default.txt").read_text().strip()
    pack = json.loads((folder / "pack.json").read_text(encoding="utf-8"))
    texts = json.loads((folder / "en.json").read_text(encoding="utf-8"))
    ids = {item["id"] for key in ("options", "reasons") for item in pack[key]} - {"unsure", "back", "face", "legs"}
    names = {word for option in texts["options"].values() for word in re.findall(r"[a-z]{5,}", option["name"].lower())}
    extra = {
        "rhizotomy",
        "ablation",
        "neurotomy",
        "denervation",
        "trigeminal",
        "spasticity",
        "facet",
        "needle",
        "nerve",
    }
    return (ids | names | extra) - {"procedure"}


@pytest.mark.parametrize("word", sorted(pack_words()))
def test_the_program_knows_no_word_of_the_pack(word: str) -> None:
    pattern = re.compile(rf"(?<![a-z]){re.escape(word)}(?![a-z])", re.IGNORECASE)
    wrong = [
        f"{path.relative_to(ROOT)}:{number}"
        for path, text in sources()
        for number, line in enumerate(text.splitlines() if pattern.search(text) else (), 1)
        if pattern.search(line)
    ]
    words = ROOT / "resources" / "words" / "en.json"
    wrong += [words.name] if pattern.search(words.read_text(encoding="utf-8")) else []
    assert not wrong, f"{word!r} stands in {wrong}"
