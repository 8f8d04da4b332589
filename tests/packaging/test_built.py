"""The built folder, started as it is in clinics: from odd places, with nothing to write to, and sealed off."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.packaging.sealing import Sealed
from tests.system.outside import Desktop

pytestmark = pytest.mark.built


def run(
    command: Sequence[str | Path], *, cwd: Path, env: Mapping[str, str] | None = None, seconds: float = 60
) -> subprocess.CompletedProcess[str]:
    """Runs with nothing in the environment but a path, a home and what is given: no display, no session."""
    bare = {"PATH": os.environ["PATH"], "HOME": str(cwd), **(env or {})}
    return subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=bare,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


# What Qt's offscreen platform says of itself whenever a window has a smallest size.
OFFSCREEN = "This plugin does not support propagateSizeHints()"


def smoked(done: subprocess.CompletedProcess[str]) -> dict[str, object]:
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stderr.splitlines() if line != OFFSCREEN] == []
    told = json.loads(done.stdout)
    assert isinstance(told, dict)
    assert told, "an empty object tells nothing"
    return told


def test_smoke_from_a_read_only_odd_place_without_network_home_or_temporary_files(sealed: Sealed) -> None:
    smoked(run([*sealed.before, sealed.program, "--smoke"], cwd=Path("/"), env=sealed.env))


def test_the_seal_seals(sealed_probe: Sealed) -> None:
    """Otherwise the tests with it would prove nothing."""
    done = run([*sealed_probe.before, sealed_probe.program], cwd=Path("/"), env=sealed_probe.env)
    lines = done.stdout.splitlines()
    assert lines.count("refused") == 3, done
    assert not [line for line in lines if line.strip().startswith(("eth", "en", "wl"))], done


def test_ready_on_a_screen_from_a_read_only_odd_place_without_network(sealed: Sealed, desktop: Desktop) -> None:
    screen = desktop(size=(1366, 768))
    del screen.env["DBUS_SESSION_BUS_ADDRESS"]  # of another user here, and a bare kiosk has none
    app = screen.start(
        "--ready", program=sealed.program, before=sealed.before, env=sealed.env, cwd=Path("/"), window=False
    )
    assert app.wait_exit(60) == 0, app.stderr
    assert re.fullmatch(r"ready \d+\n", app.stdout)


@pytest.mark.parametrize("start", ["link", "relative", "root"])
def test_any_working_directory_and_any_way_of_naming_it(built: Path, tmp_path: Path, start: str) -> None:
    link = tmp_path / "evenhand link"
    link.symlink_to(built)
    command, cwd = {
        "link": (link, tmp_path),
        "relative": (Path("evenhand") / "evenhand", built.parent.parent),
        "root": (built, Path("/")),
    }[start]
    smoked(run([command, "--smoke"], cwd=cwd, env={"HOME": str(tmp_path)}))


def test_nothing_is_written(built: Path, tmp_path: Path) -> None:
    home, here = tmp_path / "home", tmp_path / "here"
    home.mkdir()
    here.mkdir()

    def listing() -> list[tuple[str, int, int]]:
        return sorted((str(f), f.lstat().st_mtime_ns, f.lstat().st_size) for f in built.parent.rglob("*"))

    before = listing()
    smoked(run([built, "--smoke"], cwd=here, env={"HOME": str(home), "TMPDIR": str(here)}))
    assert listing() == before
    assert [*home.rglob("*"), *here.rglob("*")] == []


def test_no_internet_socket_and_no_other_program(built: Path, tmp_path: Path) -> None:
    log = tmp_path / "calls"
    strace: list[str | Path] = [
        "strace",
        "-f",
        "-qq",
        "-o",
        log,
        "-e",
        "trace=socket,connect,bind,sendto,execve,execveat",
    ]
    smoked(run([*strace, built, "--smoke"], cwd=tmp_path, seconds=120))
    calls = log.read_text(encoding="utf-8").splitlines()
    started = [line for line in calls if "execve" in line]
    assert started, "strace saw nothing"
    # The start program may replace itself once, to find its libraries.
    assert all(f'"{built}"' in line for line in started), started
    assert len(started) <= 2, started
    assert not [line for line in calls if "AF_INET" in line or "AF_PACKET" in line or "AF_NETLINK" in line]


def test_python_and_plugins_planted_from_outside_are_not_loaded(built: Path, tmp_path: Path) -> None:
    mark = tmp_path / "loaded"
    planted = f"open({str(mark)!r}, 'a').write(__name__)\n"
    for name in ("sitecustomize", "usercustomize", "typst", "segno", "gui", "data", "json", "encodings"):
        (tmp_path / f"{name}.py").write_text(planted, encoding="utf-8")
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6" / "__init__.py").write_text(planted, encoding="utf-8")
    (tmp_path / "qt.conf").write_text(f"[Paths]\nPrefix={tmp_path}\nPlugins={tmp_path}\n", encoding="utf-8")
    (tmp_path / "platforms").mkdir()
    (tmp_path / "platforms" / "libqoffscreen.so").write_bytes(b"not a library")
    hostile = {
        "PYTHONPATH": str(tmp_path),
        "PYTHONHOME": str(tmp_path),
        "PYTHONSTARTUP": str(tmp_path / "gui.py"),
        "PYTHONINSPECT": "1",
        "QT_PLUGIN_PATH": str(tmp_path),
    }
    smoked(run([built, "--smoke"], cwd=tmp_path, env=hostile))
    assert not mark.exists(), mark.read_text(encoding="utf-8")


def test_version_says_what_it_is_made_of(built: Path, tmp_path: Path) -> None:
    done = run([built, "--version", "--json"], cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert {"evenhand", "python", "qt", "content_version", "content_hash"} <= set(told)


def test_the_built_in_pack_is_inside_and_passes(built: Path, tmp_path: Path) -> None:
    done = run([built, "check", "--json"], cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--no-such-option"], 2),
        (["no-such-command"], 2),
        (["--settings", "missing.toml", "--smoke"], 10),
        (["--pack", "no-such-pack", "--smoke"], 11),
    ],
)
def test_exit_codes(built: Path, tmp_path: Path, arguments: list[str], code: int) -> None:
    done = run([built, *arguments], cwd=tmp_path)
    assert done.returncode == code, done.stdout + done.stderr
    assert done.stderr.strip(), "it must say why"
    assert "Traceback" not in done.stderr


def test_without_a_screen_it_says_so(built: Path, tmp_path: Path) -> None:
    done = run([built], cwd=tmp_path)
    assert done.returncode == 2, f"{done.returncode}: {done.stderr}"
    assert len(done.stderr.splitlines()) == 1
    assert "screen" in done.stderr or "display" in done.stderr
