"""`python -m tests.accessibility.renew`: writes the trees of all screens anew; a change in them is to be reviewed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

FOLDER = Path(__file__).parent / "trees"


def main() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from tests.accessibility.tree import snapshot
    from tests.pictures.stage import MONITORS, Stage, scenes
    from tests.windows import load_pack

    application = QApplication(sys.argv[:1])
    FOLDER.mkdir(exist_ok=True)
    pack = load_pack("built-in")
    stage = Stage(pack, MONITORS[0])
    kept = set()
    for scene in scenes(pack):
        stage.play(scene, size="default")
        file = FOLDER / f"{scene.name}.txt"
        file.write_text(snapshot(stage.frame), encoding="utf-8")
        kept.add(file)
    for file in set(FOLDER.glob("*.txt")) - kept:
        file.unlink()
    application.quit()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
