"""The few files that a kiosk may write, and where they lie."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def machine_folder() -> Path:
    """Where an administrator keeps the settings of this machine."""
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "Evenhand"
    return Path("/etc/evenhand")


def state_folder() -> Path | None:
    """For the event log and the count of wrong PINs; None where there is no home."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return Path(base) / "Evenhand" if base else None
    base = os.environ.get("XDG_STATE_HOME")
    if base and Path(base).is_absolute():
        return Path(base) / "evenhand"
    home = os.environ.get("HOME")
    return Path(home) / ".local" / "state" / "evenhand" if home and Path(home).is_absolute() else None
