"""`python -m tests.pictures.renew`: takes the reference pictures anew; look at what changed before committing it."""

from __future__ import annotations

import os
import sys


def main() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from tests.pictures.references import CHOSEN, FOLDER, small
    from tests.pictures.references import chosen as play
    from tests.windows import load_pack

    application = QApplication(sys.argv[:1])
    FOLDER.mkdir(exist_ok=True)
    kept = set()
    pack = load_pack("built-in")
    for which in range(len(CHOSEN)):
        for name, _scene, stage in play(pack, which):
            file = FOLDER / f"{name}.png"
            small(stage.shot()).save(str(file), "PNG", 1)
            kept.add(file)
    for file in set(FOLDER.glob("*.png")) - kept:
        file.unlink()
    size = sum(file.stat().st_size for file in kept) / 1e6
    sys.stdout.write(f"{len(kept)} pictures, {size:.1f} MB\n")
    application.quit()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
