"""The command line as an interface: its names, what it prints and where, its exit codes, and what it loads to do so."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from data.intake import LARGEST_FILE
from data.library import ContentError, load, locate
from gui.__main__ import main, parser
from gui.screens.staff import StaffScreen
from gui.visit.state import Screen
from gui.visit.words import load_words
from tests.windows import GARDEN, make_look, settle

ROOT = Path(__file__).parent.parent
Done = subprocess.CompletedProcess[str]


def bare(home: Path, **more: str) -> dict[str, str]:
    """An environment with nothing in it: no display, no session, no locale; and no other copy in its folder."""
    return {"PATH": os.environ["PATH"], "HOME": str(home), "XDG_RUNTIME_DIR": str(home), **more}


def start(home: Path, *words: str, code: str | None = None, **env: str) -> Done:
    """The program as its own process; `code` in its place is Python that may call it."""
    before = ["-m", "gui"] if code is None else ["-c", code]
    return subprocess.run(
        [sys.executable, *before, *words],
        cwd=ROOT,
        env=bare(home, **env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def one_line(text: str) -> str:
    """What a person reads when something is wrong: one line, no traceback."""
    assert len(text.splitlines()) == 1, text
    assert text.startswith("evenhand: "), text
    return text


# --- names


def test_the_names_are_kept() -> None:
    said = parser().format_help()
    for name in ("--kiosk", "--pack ID|PATH", "--language CODE", "--settings FILE", "--version", "--json"):
        assert name in said
    for name in ("--ready", "--smoke", "check", "schema"):
        assert name in said


@pytest.mark.parametrize(
    "words",
    [
        ["--no-such-option"],
        ["no-such-command"],
        ["--vers"],
        ["--json"],
        ["--ready", "--json"],
        ["check", "--json", "--ready"],
        ["check", "one", "two"],
        ["schema", "--json"],
        ["--pack"],
        ["--version", "--smoke"],
        ["--smoke", "--ready"],
        ["--kiosk", "check"],
        ["--smoke", "schema"],
        ["--pack", "garden", "check"],
    ],
    ids=" ".join,
)
def test_bad_use_is_one_line_and_ends_with_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "--help" in one_line(said.err)


def test_help_is_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().err == ""


# --- --version, schema


def test_version_for_people_and_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert main(["--version", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert lines == [f"{name} {value}" for name, value in told.items()]
    assert {"evenhand", "python", "qt", "content", "content_version", "content_hash"} <= set(told)
    assert re.fullmatch(r"\d+\.\d+\.\d+", told["evenhand"])
    assert re.fullmatch(r"[0-9a-f]{64}", told["content_hash"])


def test_version_speaks_of_the_pack_that_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version", "--json", "--pack", str(GARDEN)]) == 0
    pack = load(GARDEN)
    told = json.loads(capsys.readouterr().out)
    assert (told["content"], told["content_version"], told["content_hash"]) == (pack.id, pack.version, pack.digest)


def test_schema_is_one_object_for_each_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["pack.json", "facts.json", "<language>.json"]
    for schema in told.values():
        assert schema["type"] == "object"
        assert schema["additionalProperties"] is False
        assert schema["properties"]


# --- check


def test_check_says_that_the_built_in_pack_is_good(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert "No errors" in capsys.readouterr().out
    assert main(["check", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["errors"] == []
    assert {"findings", "claims", "figures", "readability", "balance", "standard", "languages"} <= set(told)


def test_check_takes_a_folder_or_its_pack_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(GARDEN)]) == 0
    assert main(["check", str(GARDEN / "pack.json")]) == 0
    assert capsys.readouterr().err == ""


# --- packs that cannot be used

Spoil = Callable[[Path], None]


def write(folder: Path, file_name: str, **changes: object) -> None:
    file = folder / file_name
    held = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps(held | changes), encoding="utf-8")


def broken(folder: Path) -> None:
    write(folder, "pack.json", version="one", review_by=3)
    write(folder, "en.json", name="")


def missing(folder: Path) -> None:
    shutil.rmtree(folder)


def empty(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()


def truncated(folder: Path) -> None:
    file = folder / "en.json"
    file.write_bytes(file.read_bytes()[:-200])


def huge(folder: Path) -> None:
    with (folder / "facts.json").open("r+b") as file:
        file.truncate(LARGEST_FILE + 1)


def deep(folder: Path) -> None:
    (folder / "pack.json").write_bytes(b'{"id":' + b"[" * 200_000 + b"]" * 200_000 + b"}")


def waiting(folder: Path) -> None:
    (folder / "en.json").unlink()
    os.mkfifo(folder / "en.json")


def elsewhere(folder: Path) -> None:
    (folder / "facts.json").unlink()
    (folder / "facts.json").symlink_to(GARDEN / "facts.json")


def marked_up(folder: Path) -> None:
    held = json.loads((folder / "en.json").read_text("utf-8"))
    held["intro"]["title"] = '<img src="file:///etc/passwd">'
    (folder / "en.json").write_text(json.dumps(held), encoding="utf-8")


def drawn_from_elsewhere(folder: Path) -> None:
    held = json.loads((folder / "pack.json").read_text("utf-8"))
    held["reasons"][0]["drawing"] = "no-such-drawing"
    (folder / "pack.json").write_text(json.dumps(held), encoding="utf-8")


BAD: dict[Spoil, list[tuple[str, str]]] = {
    broken: [("pack.json", "$.version"), ("pack.json", "$.review_by"), ("en.json", "$.name")],
    missing: [("garden", "$")],
    empty: [("pack.json", "$"), ("facts.json", "$")],
    truncated: [("en.json", "$")],
    huge: [("facts.json", "$")],
    deep: [("pack.json", "$")],
    waiting: [("en.json", "$")],
    elsewhere: [("facts.json", "$")],
    marked_up: [("en.json", "$.intro.title")],
    drawn_from_elsewhere: [("pack.json", "$.reasons[0].drawing")],
}


@pytest.fixture(params=BAD, ids=lambda spoil: spoil.__name__)
def spoiled(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, list[tuple[str, str]]]:
    """A pack's folder in which one kind of thing is wrong, and the places where it is."""
    folder = tmp_path / "garden"
    shutil.copytree(GARDEN, folder)
    request.param(folder)
    return folder, BAD[request.param]


def test_check_names_each_fault_and_ends_with_1(
    spoiled: tuple[Path, list[tuple[str, str]]], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, places = spoiled
    assert main(["check", str(folder), "--json"]) == 1
    errors = json.loads(capsys.readouterr().out)["errors"]
    assert set(places) <= {(Path(error["file"]).name, error["path"]) for error in errors}
    assert all(error["message"] and error["fix"] for error in errors)
    assert main(["check", str(folder)]) == 1
    said = capsys.readouterr()
    assert said.err == ""
    for error in errors:
        assert error["message"] in said.out


def test_a_pack_that_cannot_be_used_is_not_shown(spoiled: tuple[Path, list[tuple[str, str]]], tmp_path: Path) -> None:
    folder, places = spoiled
    done = start(tmp_path, "--pack", str(folder), "--smoke")
    assert (done.returncode, done.stdout) == (11, ""), done
    assert any(file in one_line(done.stderr) for file, _ in places)


def test_ready_over_no_pack_ends_with_11_and_is_not_ready(tmp_path: Path) -> None:
    done = start(tmp_path, "--pack", "no-such-pack", "--ready", QT_QPA_PLATFORM="offscreen")
    assert (done.returncode, done.stdout) == (11, "")
    assert "no-such-pack" in one_line(done.stderr)


@pytest.mark.parametrize(
    "name", ["", "x" * 5000, f"/{'x' * 300}/pack", "two\nlines"], ids=["", "long", "deep", "lines"]
)
def test_a_name_that_no_pack_can_have_is_one_line_and_11(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", name]) == 1
    capsys.readouterr()
    assert main(["--version", "--pack", name]) == 11
    assert "\n" not in one_line(capsys.readouterr().err).rstrip("\n")
    done = start(tmp_path, "--pack", name, "--smoke")
    assert (done.returncode, done.stdout) == (11, "")
    one_line(done.stderr)


def test_a_folder_that_may_not_be_looked_into_is_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = Path.is_dir

    def forbidden(self: Path) -> bool:
        if self.name == "else":
            raise PermissionError(13, "Permission denied", str(self))
        return looked(self)

    monkeypatch.setattr(Path, "is_dir", forbidden)
    with pytest.raises(ContentError, match="Permission denied"):
        locate("/somebody/else")


def test_a_console_that_lacks_letters_is_no_crash(tmp_path: Path) -> None:
    for words in (["check"], ["check", "--json"], ["--smoke"], ["doctor"]):
        done = start(tmp_path, *words, PYTHONIOENCODING="ascii")
        assert (done.returncode, done.stderr) == (0, ""), done
    assert json.loads(start(tmp_path, "check", "--json", PYTHONIOENCODING="ascii").stdout)["errors"] == []


def test_a_language_that_the_pack_does_not_have_ends_with_11(tmp_path: Path) -> None:
    done = start(tmp_path, "--language", "xx", "--smoke")
    assert (done.returncode, done.stdout) == (11, "")
    assert '"xx"' in one_line(done.stderr)


def test_version_and_check_of_no_pack(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version", "--pack", "no-such-pack"]) == 11
    assert "no-such-pack" in one_line(capsys.readouterr().err)
    assert main(["check", "no-such-pack"]) == 1
    assert main(["check", "/no/such/folder", "--json"]) == 1


CLOSES_ITSELF = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import gui.app
from gui.__main__ import main

class Closing(gui.app.StaffScreen):
    def showEvent(self, event):
        print(self.windowTitle())
        QTimer.singleShot(0, self.close)

gui.app.StaffScreen = Closing
sys.exit(main(sys.argv[1:]))
"""


def test_without_a_pack_the_window_is_the_staff_screen_and_the_code_is_11(tmp_path: Path) -> None:
    done = start(tmp_path, "--pack", "no-such-pack", code=CLOSES_ITSELF, QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 11, done
    title = load_words("en")["staff.title"]
    assert title in done.stdout
    assert "no-such-pack" in one_line(done.stderr)


@pytest.mark.parametrize("size", [(1920, 1080), (1024, 768), (800, 1280)], ids=str)
def test_the_staff_screen_asks_for_staff_and_names_no_fault(
    qtbot: QtBot, tmp_path: Path, size: tuple[int, int]
) -> None:
    folder = tmp_path / "garden"
    shutil.copytree(GARDEN, folder)
    broken(folder)
    with pytest.raises(ContentError) as refused:
        load(folder)
    words = load_words("en")
    look = make_look(size="largest" if size[0] > 1500 else "default")
    screen = StaffScreen(look, words, refused.value)
    look.setParent(screen)
    qtbot.addWidget(screen)
    screen.resize(*size)
    screen.show()
    settle()
    assert (screen.width(), screen.height()) == size
    shown = [label for label in screen.findChildren(QLabel) if label.isVisible()]
    said = "\n".join(label.text() for label in shown)
    for key in ("staff.title", "staff.say", "staff.help"):
        assert words[key] in said
    for problem in refused.value.problems:
        assert problem.message not in said
        assert problem.fix not in said
    assert str(len(refused.value.problems)) in said
    assert not said.rstrip().endswith("$"), "a whole file that is broken is named by its name alone"
    assert str(tmp_path) not in said
    for label in shown:
        place = QRect(label.mapTo(screen, QPoint()), label.size())
        assert screen.rect().contains(place), label.text()
        assert label.height() >= label.heightForWidth(label.width()), f"cut off: {label.text()}"


# --- settings


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("colour = 'red'", "colour"),
        ("Profile = 'kiosk'", "Profile"),
        ("profile = ", "TOML"),
        ("profile = kiosk", "line 1"),
        ("[kiosk]\nprofile = 'kiosk'", "kiosk"),
        ("\x00", "TOML"),
        ("a = " + "[" * 20_000, "TOML"),
        (None, "cannot be read"),
    ],
    ids=["unknown key", "case", "no value", "no quotes", "table", "bytes", "deep", "missing"],
)
def test_wrong_settings_are_one_line_with_file_and_key_and_end_with_10(
    tmp_path: Path, text: str | None, named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "clinic settings.toml"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    assert main(["--settings", str(file), "--smoke"]) == 10
    said = capsys.readouterr()
    assert said.out == ""
    line = one_line(said.err)
    assert str(file) in line
    assert named in line


def test_settings_that_are_not_text_end_with_10(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(b"\xff\xfe\x00k")
    assert main(["--settings", str(file), "--smoke"]) == 10
    assert str(file) in one_line(capsys.readouterr().err)
    assert main(["--settings", str(tmp_path), "--smoke"]) == 10
    assert str(tmp_path) in one_line(capsys.readouterr().err)


def test_settings_that_never_end_are_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipe, large = tmp_path / "pipe.toml", tmp_path / "large.toml"
    os.mkfifo(pipe)
    with large.open("wb") as file:
        file.truncate(5_000_000_000)
    for path in (pipe, large, Path("/dev/zero")):
        assert main(["--settings", str(path), "--smoke"]) == 10
        assert str(path) in one_line(capsys.readouterr().err)


def test_a_value_of_the_wrong_type_is_named_with_its_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('text_size = "enormous"\n', encoding="utf-8")
    done = start(tmp_path, "--settings", str(file), "--smoke")
    line = one_line(done.stderr)
    assert str(file) in line
    assert "text_size" in line
    assert "enormous" in line
    assert (done.returncode, json.loads(done.stdout)["wiped"]) == (0, True), "one bad value does not close a kiosk"


# --- running


@pytest.fixture(scope="module")
def smoked(tmp_path_factory: pytest.TempPathFactory) -> Done:
    return start(tmp_path_factory.mktemp("home"), "--smoke")


def test_smoke_goes_through_everything_without_a_display(smoked: Done) -> None:
    assert (smoked.returncode, smoked.stderr) == (0, "")
    assert len(smoked.stdout.splitlines()) == 1
    told = json.loads(smoked.stdout)
    assert told["screens"] == [f"{screen.value} painted" for screen in Screen]
    assert told["wiped"] is True
    assert len(told["ticked"]) == 1
    assert told["sheet_lines"] > len(told["ticked"])
    assert told["font"].startswith("Atkinson Hyperlegible")


def test_smoke_tells_what_it_loaded(smoked: Done) -> None:
    told, pack = json.loads(smoked.stdout), load("rhizotomy-rfa")
    structure = pack.structure
    assert (told["pack"], told["version"], told["hash"], told["language"]) == (pack.id, pack.version, pack.digest, "en")
    counts = (told["options"], told["reasons"], told["rows"], told["statements"])
    lists = (structure.options, structure.reasons, structure.factors, structure.statements)
    assert counts == tuple(map(len, lists))


def test_smoke_tries_every_filter(smoked: Done) -> None:
    told, groups = json.loads(smoked.stdout), load("rhizotomy-rfa").structure.groups
    shown = told["shown"]
    assert set(shown) == {"all", "different", "mine", "search", *(f"group {group}" for group in groups)}
    assert shown["all"] == told["rows"]
    assert sum(shown[f"group {group}"] for group in groups) == shown["all"]
    for name in ("different", "mine", "search"):
        assert 0 < shown[name] < shown["all"], name


def test_smoke_over_another_pack(tmp_path: Path) -> None:
    done = start(tmp_path, "--smoke", "--pack", str(GARDEN))
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["pack"] == load(GARDEN).id


@pytest.mark.parametrize("more", [[], ["--kiosk"], ["--language", "en"]], ids=["plain", "kiosk", "language"])
def test_ready_tells_the_time_since_the_process_began(tmp_path: Path, more: list[str]) -> None:
    began = time.monotonic()
    done = start(tmp_path, "--ready", *more, QT_QPA_PLATFORM="offscreen")
    took = (time.monotonic() - began) * 1000
    assert (done.returncode, done.stderr) == (0, "")
    found = re.fullmatch(r"ready (\d+)\n", done.stdout)
    assert found, done.stdout
    # The system counts in hundredths of a second. Imports of the interpreter itself must be in it.
    assert took / 5 < int(found[1]) <= took + 20


def test_without_a_screen_it_says_so_in_one_line(tmp_path: Path) -> None:
    done = start(tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--smoke" in one_line(done.stderr)


BREAKS = """
import sys
import gui.app
from gui.__main__ import main

def breaks(*given, **named):
    raise RuntimeError("on purpose")

setattr(gui.app, {name!r}, breaks)
sys.exit(main(["--smoke"]))
"""


@pytest.mark.parametrize("name", ["build", "load", "make_look"])
def test_what_nobody_expected_ends_with_20_and_not_half_open(tmp_path: Path, name: str) -> None:
    done = start(tmp_path, code=BREAKS.format(name=name))
    assert (done.returncode, done.stdout) == (20, ""), done
    assert "RuntimeError" in done.stderr
    assert "on purpose" not in done.stderr, "an error's words may hold what a person did"


def test_a_program_with_a_part_missing_ends_with_20(tmp_path: Path) -> None:
    code = "import sys; sys.modules['gui.app'] = None; from gui.__main__ import main; sys.exit(main(['--smoke']))"
    done = start(tmp_path, code=code)
    assert (done.returncode, done.stdout) == (20, ""), done
    assert "ModuleNotFoundError" in done.stderr


BREAKS_WHILE_PAINTING = """
import sys
from gui.widgets.bars import BottomBar
from gui.__main__ import main

def breaks(self, event):
    raise RuntimeError("on purpose")

BottomBar.paintEvent = breaks
sys.exit(main(["--smoke"]))
"""


def test_an_exception_that_qt_swallows_ends_with_20(tmp_path: Path) -> None:
    done = start(tmp_path, code=BREAKS_WHILE_PAINTING)
    assert (done.returncode, done.stdout) == (20, ""), done
    assert "RuntimeError" in done.stderr


# --- what is loaded for it

LOADED = """
import sys
from gui.__main__ import main

code = main(sys.argv[1:])
sys.stderr.write("\\n".join(sorted(sys.modules)))
sys.exit(code)
"""


def loaded(home: Path, *words: str, **env: str) -> set[str]:
    done = start(home, *words, code=LOADED, **env)
    assert done.returncode == 0, done
    found = set(done.stderr.splitlines())
    assert "gui.__main__" in found, "the list was not read"
    return found


def test_version_check_and_schema_load_no_qt(tmp_path: Path) -> None:
    for words in (["--version"], ["--version", "--json"], ["check"], ["schema"]):
        found = loaded(tmp_path, *words)
        assert not {name for name in found if name.startswith(("PySide6", "shiboken6", "gui.app", "gui.widgets"))}


def test_the_first_screen_loads_only_what_it_needs(tmp_path: Path) -> None:
    found = loaded(tmp_path, "--ready", QT_QPA_PLATFORM="offscreen")
    assert {"PySide6.QtWidgets", "gui.screens.start"} <= found
    later = (
        "typst",
        "segno",
        "PySide6.QtPrintSupport",
        "PySide6.QtNetwork",
        "PySide6.QtTest",
        "data.checks",
        "gui.smoke",
    )
    assert not {name for name in found if name.startswith(later)}
    assert not found & {"ssl", "asyncio", "http.client", "urllib.request", "sqlite3", "unittest", "ctypes.util"}
