"""`python -m tests.pictures.language`: every screen in a language with longer texts, and what is wrong there.

The four sizes of text on the screen most met and on the one with least room. CI goes through a choice of it
(`SPOKEN`): each kind of screen, each size on both.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from data.library import Pack
from gui.visit.words import Words
from tests.accessibility.tree import faults
from tests.pictures.checks import Measured, frame_faults, text_faults, touch_faults
from tests.pictures.stage import TEXT_SIZES, Monitor, Scene, Stage, further, pages, scenes, states
from tests.pictures.walk import CLOSE, USUAL
from tests.pseudo import pseudo_pack, pseudo_words, untranslated

SPOKEN: Mapping[Monitor, Mapping[str, tuple[str, ...]]] = {
    USUAL: {
        "small": ("start-chosen", "keyboard"),
        "default": ("option-open", "compare-hidden", "idle", "behind-checked"),
        "large": ("compare-pace", "sheet-phone", "attract"),
        "largest": ("matters", "compare-open", "sheet-ask", "strip-size", "pad-typed", "trouble"),
    },
    CLOSE: {
        "small": ("about", "option-2", "sheet-ready", "strip-over"),
        "default": ("start", "compare-mine", "strip-colours", "pad-none"),
        "large": ("idle-soon", "cleared"),
        "largest": ("behind",),
    },
}


def every(pack: Pack) -> tuple[Scene, ...]:
    return (*scenes(pack), *further(pack), *states(pack), *pages(pack))


def spoken(
    pack: Pack, words: Words, monitor: Monitor, names: Mapping[str, tuple[str, ...]], *, kiosk: bool = True
) -> Iterator[str]:
    """Goes through the scenes that are named for each size; a fault begins with where it is."""
    stage = Stage(pack, monitor, kiosk=kiosk, words=words)
    known = {scene.name: scene for scene in every(pack)}
    try:
        for size, chosen in names.items():
            for name in chosen:
                stage.play(known[name], size=size)
                where = f"{monitor.name}, {size}, {name}: "
                yield from (where + fault for fault in _faults(stage, words))
    finally:
        stage.close()


def _faults(stage: Stage, words: Words) -> Iterator[str]:
    yield from (f"not in the language: {found}" for found in untranslated(stage.frame, stage.pack, words))
    yield from faults(stage.frame)[1]
    yield from frame_faults(stage.frame, stage.monitor.width, stage.monitor.height)
    yield from text_faults(stage.frame)
    yield from touch_faults(stage.frame, Measured())


def main() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    application = QApplication(sys.argv[:1])
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        pack, words = pseudo_pack(Path(folder) / "pack"), pseudo_words()
        names = tuple(scene.name for scene in every(pack))
        exam_room = tuple(scene.name for scene in (*scenes(pack), *further(pack)) if scene.name.startswith("sheet"))
        for monitor in (USUAL, CLOSE):
            for those, kiosk in ((names, True), (exam_room, False)):
                for fault in spoken(pack, words, monitor, dict.fromkeys(TEXT_SIZES, those), kiosk=kiosk):
                    count += 1
                    sys.stdout.write(f"{fault}\n")
    application.quit()
    return 1 if count else 0


if __name__ == "__main__":
    raise SystemExit(main())
