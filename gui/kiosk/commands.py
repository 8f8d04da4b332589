"""What IT does from a terminal: set the staff PIN, and check this machine."""

from __future__ import annotations

import getpass
import re
import sys
from pathlib import Path

from gui.kiosk.pin import hashed, replace_text, weakness
from gui.visit.words import load_words

_LINE = re.compile(r"^\s*staff_pin\s*=.*$\n?", re.MULTILINE)
_TABLE = re.compile(r"^\s*\[", re.MULTILINE)


def set_pin(file: Path) -> str | None:
    """Asks for a PIN twice and writes its hash into the settings file; what went wrong, or None.

    Without a terminal, the PIN is the first line of what is sent in.
    """
    words = load_words("en")
    if sys.stdin is not None and sys.stdin.isatty():
        pin = getpass.getpass(words["door.pin.first"]).strip()
        again = getpass.getpass(words["door.pin.again"]).strip() if weakness(pin) is None else pin
    else:
        pin = again = (sys.stdin.readline() if sys.stdin is not None else "").strip()
    weak = weakness(pin)
    if weak is not None:
        return words[f"door.pin.{weak}"]
    if pin != again:
        return words["door.pin.differ"]
    try:
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        # The kiosk's own account must be able to read it; nobody but the administrator may write it.
        replace_text(file, with_pin(before, hashed(pin)), mode=0o644)
        file.parent.chmod(file.parent.stat().st_mode | 0o055)
    except (OSError, UnicodeDecodeError) as error:
        return f"{file}: {getattr(error, 'strerror', None) or error}"
    sys.stdout.write(words.say("door.pin.done", file=file) + "\n")
    return None


def with_pin(text: str, pin_hash: str) -> str:
    """A settings file with that hash in it; all other lines are kept."""
    rest = _LINE.sub("", text)
    line = f'staff_pin = "{pin_hash}"\n'
    table = _TABLE.search(rest)
    at = table.start() if table else len(rest)
    head = rest[:at]
    return head + ("" if not head or head.endswith("\n") else "\n") + line + rest[at:]
