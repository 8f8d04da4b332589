"""A whole visit without a display, for `--smoke`: what it did and what it saw, as plain data."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QApplication

from gui.screens.frame import Frame
from gui.visit.state import (
    ChooseOption,
    ChooseReason,
    ClearFilters,
    GoTo,
    Intent,
    OnlyDifferent,
    OnlyMine,
    Screen,
    Search,
    ShowAbout,
    Tick,
    ToggleGroup,
    Visit,
    Weight,
)


def smoke(application: QApplication, frame: Frame) -> dict[str, Any]:
    """Every screen, every option and reason, one tick, every filter, the sheet, the wipe."""
    store = frame.store
    pack = store.pack
    frame.resize(1920, 1080)
    frame.show()
    painted: list[str] = []
    for screen in Screen:
        store.apply(GoTo(screen))
        application.processEvents()
        painted.append(f"{screen.value} {'blank' if frame.grab().isNull() else 'painted'}")
    store.apply(ShowAbout(True))
    application.processEvents()
    store.apply(ShowAbout(False))
    for reason in pack.structure.reasons:
        store.apply(ChooseReason(reason.id))
        for option in pack.structure.options:
            store.apply(GoTo(Screen.OPTIONS))
            store.apply(ChooseOption(option.id))
            application.processEvents()
    statement = pack.structure.statements[0].id
    store.apply(Tick(statement, Weight.MATTERS))
    shown: dict[str, int] = {"all": len(store.now.found.shown)}
    store.apply(GoTo(Screen.COMPARE))
    filters: tuple[tuple[str, Intent], ...] = (
        ("different", OnlyDifferent(True)),
        ("mine", OnlyMine(True)),
        *((f"group {group}", ToggleGroup(group)) for group in pack.structure.groups),
        ("search", Search(store.comparison.options[0].short)),
    )
    for name, intent in filters:
        store.apply(ClearFilters())
        store.apply(intent)
        application.processEvents()
        shown[name] = len(store.now.found.shown)
    store.apply(ClearFilters())
    store.apply(GoTo(Screen.SHEET))
    application.processEvents()
    summary = store.summary()
    frame.start_over()
    application.processEvents()
    return {
        "pack": pack.id,
        "version": pack.version,
        "hash": pack.digest,
        "language": pack.language,
        "options": len(pack.structure.options),
        "reasons": len(pack.structure.reasons),
        "rows": len(pack.structure.factors),
        "statements": len(pack.structure.statements),
        "screens": painted,
        "shown": shown,
        "ticked": [row.short for row in summary.matters],
        "sheet_lines": len(summary.matters) + len(summary.questions) + len(summary.not_known),
        "wiped": store.visit == Visit(order=store.visit.order),
        "font": frame.look.family,
    }
