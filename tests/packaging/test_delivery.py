"""What lies beside the program: notices, icon, desktop entry, the commands, the Windows half of the spec."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from tests.system.outside import ROOT

PACKAGING = ROOT / "packaging"


def run(*command: str | Path, **more: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, **more)


def test_notices_are_fresh() -> None:
    done = run(sys.executable, PACKAGING / "notices", "--check")
    assert done.returncode == 0, done.stderr


def test_notices_name_everything_that_is_delivered() -> None:
    text = (PACKAGING / "THIRD-PARTY-NOTICES.txt").read_text(encoding="utf-8")
    names = [re.split(r"[<>=~!\[ ]", line)[0] for line in project()["dependencies"]]
    assert names
    for name in (*names, "shiboken6", "pydantic-core", "Python", "SIL OPEN FONT LICENSE", "GNU LESSER GENERAL"):
        assert re.search(re.sub("[-_]", "[-_]", name), text, re.IGNORECASE), name


def test_icons_are_drawn_from_the_drawing() -> None:
    done = run(sys.executable, PACKAGING / "icons.py", "--check")
    assert done.returncode == 0, done.stdout


def test_desktop_entry_is_valid() -> None:
    done = run("desktop-file-validate", PACKAGING / "evenhand.desktop")
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(
    "name", ["setup", "run", "test", "build", "notices", "pictures", "privacy-proof", "../.ci/run"]
)
def test_commands_are_executable(name: str) -> None:
    assert os.access(PACKAGING / name, os.X_OK)


def test_packaging_is_no_package() -> None:
    """With an __init__.py it would hide the library of the same name from every tool started here."""
    assert not list(ROOT.glob("packaging/__init__.py")) + list(ROOT.glob("tests/packaging/__init__.py"))


def test_no_file_names_a_registry() -> None:
    """Where packages come from is the matter of the machine; only the lock file holds what it must."""
    hosts = re.compile(r"pypi\.org|pythonhosted|deb\.debian\.org|index-url")
    files = [f for folder in ("packaging", ".ci", "gui", "data", "bench") for f in (ROOT / folder).rglob("*")]
    files += [ROOT / "build.spec", ROOT / "pyproject.toml", ROOT / "README.md"]
    read = 0
    for file in files:
        if file.is_file() and file.suffix in {"", ".py", ".txt", ".toml", ".spec", ".md"}:
            read += 1
            assert not hosts.search(file.read_text(encoding="utf-8")), file
    assert read > 20


@pytest.fixture
def ready() -> None:
    """No test may change the environment that it runs in, as set-up would if the lock file had changed."""
    done = run(PACKAGING / "setup", "test", "--check")
    if done.returncode != 0:
        pytest.fail(f"run packaging/setup test: {done.stderr}")


@pytest.mark.usefixtures("ready")
def test_a_ready_machine_is_left_alone() -> None:
    done = run(PACKAGING / "setup", "test", env={"PATH": os.environ["PATH"], "HOME": "/nonexistent"})
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_machine_that_is_not_ready_is_noticed(tmp_path: Path) -> None:
    copy = tmp_path / "project"
    copy.mkdir()
    for name in ("packaging", "pyproject.toml", "uv.lock"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, copy / name)
    done = run(copy / "packaging" / "setup", "run", "--check")
    assert (done.returncode, done.stderr) == (1, "the Python packages are not those of uv.lock\n")
    assert not (copy / ".venv").exists()


@pytest.mark.usefixtures("ready")
def test_the_first_command_passes_arguments_and_exit_code(tmp_path: Path) -> None:
    bare = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    done = run(PACKAGING / "run", "--version", cwd=tmp_path, env=bare)
    assert done.returncode == 0, done.stderr
    assert project()["version"] in done.stdout
    assert run(PACKAGING / "run", "--no-such-option", "--smoke", cwd=tmp_path, env=bare).returncode == 2


@pytest.mark.usefixtures("ready")
def test_the_first_command_without_a_screen_says_so(tmp_path: Path) -> None:
    done = run(PACKAGING / "run", env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)})
    assert done.returncode == 2
    assert "no screen" in done.stderr


def project() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return found


def spec(monkeypatch: pytest.MonkeyPatch, platform: str) -> dict[str, Any]:
    """What build.spec asks PyInstaller for, as it would on `platform`; nothing is built."""
    # Only there on Windows, and only needed to write into an .exe.
    monkeypatch.setitem(sys.modules, "pefile", ModuleType("pefile"))
    monkeypatch.setattr("PyInstaller.compat.win32api", None, raising=False)
    monkeypatch.setattr(sys, "platform", platform)
    asked: dict[str, Any] = {}

    def analysis(scripts: list[str], **options: Any) -> SimpleNamespace:
        asked["analysis"] = {"scripts": scripts, **options}
        return SimpleNamespace(pure=[], scripts=[], binaries=[], datas=[])

    def exe(*_parts: Any, **options: Any) -> None:
        asked["exe"] = options

    def collect(*_parts: Any, **options: Any) -> None:
        asked["collect"] = options

    source = (ROOT / "build.spec").read_text(encoding="utf-8")
    names = {"SPECPATH": str(ROOT), "Analysis": analysis, "PYZ": list, "EXE": exe, "COLLECT": collect}
    exec(compile(source, "build.spec", "exec"), names)
    return asked


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_spec_asks_for_a_window_in_one_folder(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    asked = spec(monkeypatch, platform)
    exe = asked["exe"]
    assert exe["exclude_binaries"], "one file would unpack itself at each start"
    assert (exe["console"], exe["upx"], exe["disable_windowed_traceback"]) == (False, False, True)
    assert exe["name"] == asked["collect"]["name"] == "evenhand"
    assert Path(asked["analysis"]["scripts"][0]).is_file()
    assert all(Path(source).exists() for source, _ in asked["analysis"]["datas"])


def test_windows_version_resource_carries_the_version(monkeypatch: pytest.MonkeyPatch) -> None:
    exe = spec(monkeypatch, "win32")["exe"]
    assert Path(exe["icon"]).read_bytes()[:4] == b"\x00\x00\x01\x00"
    resource = exe["version"]
    words = {entry.name: entry.val for entry in resource.kids[0].kids[0].kids}
    version = project()["version"]
    assert words["FileVersion"] == words["ProductVersion"] == version
    assert words["ProductName"] == "Evenhand"
    assert words["OriginalFilename"] == "evenhand.exe"
    major, minor, patch = (int(part) for part in version.split("."))
    assert (resource.ffi.fileVersionMS, resource.ffi.fileVersionLS) == (major << 16 | minor, patch << 16)
