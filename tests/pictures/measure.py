"""`python -m tests.pictures.measure`: measures every screen and writes the tables of docs/accessibility.md anew."""

from __future__ import annotations

import os
import sys
from pathlib import Path

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "accessibility.md"
BEGIN, END = "<!-- measured: begin -->\n", "<!-- measured: end -->\n"
HEAD = (
    "| screen | text size | capitals mm | contrast as on paper | white on black | black on white | soft "
    "| smallest touch area mm | smallest gap mm |\n"
    "|---|---|---|---|---|---|---|---|---|\n"
)


def main() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from tests.pictures.walk import combinations, row, walk
    from tests.windows import load_pack

    application = QApplication(sys.argv[:1])
    pack, rows, faults, texts, areas = load_pack("built-in"), [], 0, 0, 0
    for monitor, size in combinations():
        found = walk(pack, monitor, size)
        rows.append(row(monitor, size, found) + "\n")
        faults += len(found.faults)
        texts += found.measured.texts
        areas += found.measured.areas
        sys.stderr.write(rows[-1] + "".join(f"  {fault}\n" for fault in found.faults[:5]))
    said = f"\nWhen this table was made: {texts} pieces of text and {areas} touch areas measured, {faults} faults.\n"
    before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    DOCUMENT.write_text(before + BEGIN + HEAD + "".join(rows) + said + END + after, encoding="utf-8")
    application.quit()
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
