"""`python -m tests.accessibility.renew`: writes the trees of all screens anew; a change in them is to be reviewed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

FOLDER = Path(__file__).parent / "trees"


def main() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from tests.accessibility.reviewed import reviewed
    from tests.windows import load_pack

    application = QApplication(sys.argv[:1])
    FOLDER.mkdir(exist_ok=True)
    kept = set()
    for name, tree in reviewed(load_pack("built-in")):
        file = FOLDER / f"{name}.txt"
        file.write_text(tree, encoding="utf-8")
        kept.add(file)
    for file in set(FOLDER.glob("*.txt")) - kept:
        file.unlink()
    application.quit()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
