"""The kiosk looks at itself: what staff and IT need to know, one line each, good or to be looked at."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from gui.kiosk.places import machine_folder, state_folder
from gui.settings import Effective
from gui.visit.words import Words


@dataclass(frozen=True)
class Finding:
    """One line: `good` None where there is nothing to judge."""

    key: str
    value: str
    good: bool | None = None


def examine(found: Effective, content: str, screen: str, printers: Sequence[str] | None) -> list[Finding]:
    """`content` names the pack that is shown, `screen` the screen with its size; `printers` None where not asked."""
    home, program = state_folder(), Path(sys.executable).parent
    frozen = bool(getattr(sys, "frozen", False))
    settings = found.settings
    findings = [
        Finding("program", f"{version('evenhand')}, Python {platform.python_version()}"),
        Finding("system", f"{platform.system()} {platform.release()}"),
        Finding("content", content),
        Finding("screen", screen),
        Finding("profile", f"{settings.profile} ({found.sources['profile']})", settings.profile == "kiosk"),
        Finding("settings", "; ".join(found.complaints) or "-", not found.complaints),
        Finding("machine", str(machine_folder()), machine_folder().is_dir()),
        Finding("pin", "set" if settings.staff_pin else "not set", settings.staff_pin is not None),
        Finding("account", _account(), not _is_administrator()),
        Finding("folder", str(program), not frozen or not os.access(program, os.W_OK)),
        Finding("state", str(home or "-"), home is not None and _can_write(home)),
        Finding("disk", _free(home), None),
        Finding("reader", _bus(os.environ), bool(_bus(os.environ) != "-") if sys.platform == "linux" else None),
    ]
    if printers is not None:
        findings.append(Finding("printer", ", ".join(printers) or "-", bool(printers)))
    return findings


def lines(findings: Sequence[Finding], words: Words) -> list[str]:
    """As text that can be read aloud, copied from the screen, or sent to support."""
    marks = {True: words["doctor.good"], False: words["doctor.look"], None: words["doctor.note"]}
    return [f"{marks[one.good]}  {words[f'doctor.{one.key}']}: {one.value}" for one in findings]


def _account() -> str:
    return os.environ.get("USER") or os.environ.get("USERNAME") or "-"


def _is_administrator() -> bool:
    if sys.platform == "win32":
        import ctypes

        return bool(getattr(ctypes, "windll").shell32.IsUserAnAdmin())  # noqa: B009
    return os.geteuid() == 0


def _can_write(folder: Path) -> bool:
    near = folder
    while not near.exists() and near != near.parent:
        near = near.parent
    return os.access(near, os.W_OK)


def _free(folder: Path | None) -> str:
    try:
        return f"{shutil.disk_usage(folder.anchor if folder else '/').free // 2**20} MiB"
    except OSError:
        return "-"


def _bus(environment: Mapping[str, str]) -> str:
    return "on" if environment.get("DBUS_SESSION_BUS_ADDRESS") or environment.get("AT_SPI_BUS_ADDRESS") else "-"
