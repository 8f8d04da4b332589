"""What every test lives by: no display needed, and no Qt warning, stray exception or kept window passes unseen."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from functools import partialmethod
from pathlib import Path
from types import TracebackType

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "0")

ROOT = Path(__file__).parent.parent
TEA = ROOT / "tests" / "content" / "packs"
PATIENCE_MS = 30_000
"""What is waited for comes at once; a slow and busy machine may take this long before it counts as never."""


class Patient(QtBot):
    waitUntil = partialmethod(QtBot.waitUntil, timeout=PATIENCE_MS)
    waitExposed = partialmethod(QtBot.waitExposed, timeout=PATIENCE_MS)
    waitSignal = partialmethod(QtBot.waitSignal, timeout=PATIENCE_MS)


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> QtBot:
    return Patient(request)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Modules and tests stay until the end, so the collection after each test need not look through them again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def nothing_goes_unseen() -> Iterator[None]:
    """An exception that nobody caught (slot, timer, paint, destructor) fails the test in which it fell."""
    seen: list[str] = []
    hook, unraisable = sys.excepthook, sys.unraisablehook

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        seen.append(repr(error))
        hook(kind, error, trace)

    def unraised(found: object) -> None:
        seen.append(f"unraisable: {getattr(found, 'exc_value', found)!r} in {getattr(found, 'object', None)!r}")

    sys.excepthook, sys.unraisablehook = caught, unraised
    yield
    if QCoreApplication.instance() is not None:
        # A window ends with its test; one that lived on could still act on the next.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    sys.excepthook, sys.unraisablehook = hook, unraisable
    assert not seen, seen
