"""`python -m tests.pictures.scaled [--all]`: looks at screens as `QT_SCALE_FACTOR` has them, and says what is wrong.

A scale holds for a whole process. A line begins with the monitor and the size of text; no line, no fault. Each screen
is looked at at one size of text, as CI does, or at all.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace

NAMES = ("start-chosen", "option-open", "compare-open", "matters", "sheet", "strip-over", "attract", "idle")


def main() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    scale = float(os.environ["QT_SCALE_FACTOR"])
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    # As gui.app does.
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    application = QApplication(sys.argv[:1])
    assert application.devicePixelRatio() == scale
    from tests.pictures.stage import FURTHER, MONITORS, TEXT_SIZES
    from tests.pictures.walk import BANDS_MM, walk
    from tests.windows import load_pack

    pack, faults = load_pack("built-in"), 0
    for i, whole in enumerate((*MONITORS, *FURTHER)):
        # Each screen at another size of text, and at another again at another scale.
        one = TEXT_SIZES[(i + round(scale * 2)) % len(TEXT_SIZES)]
        monitor = replace(
            whole, width=int(whole.width / scale), height=int(whole.height / scale), dpi=whole.dpi / scale
        )
        for size in TEXT_SIZES if "--all" in sys.argv else (one,):
            found = walk(pack, monitor, size, only=NAMES, pixels=False)
            low, high = BANDS_MM[size]
            wrong = list(found.faults)
            if not low <= found.capital <= high:
                wrong.append(f"capitals are {found.capital:.2f} mm high")
            for fault in wrong:
                faults += 1
                sys.stdout.write(f"{whole.name} at {scale:g}, {size}: {fault}\n")
    application.quit()
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
