"""`evenhand sheet --visit FILE.json -o OUT.pdf|.txt|.png [--large] [--language]`: a sheet without a window."""

from __future__ import annotations

import argparse
import datetime
import locale
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gui.sheet.pdf import Sheet

DONE, BAD_USE, NO_PACK = 0, 2, 11
_PNG_WIDTH: Final = 1588
"""Pixels of a page as a picture: 192 to the inch on A4."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `evenhand sheet`."""
    parser.add_argument("--visit", metavar="FILE.json", type=Path, required=True, help="what a person chose and ticked")
    parser.add_argument(
        "-o", "--output", metavar="OUT", type=Path, required=True, help="OUT.pdf, OUT.txt or OUT.png (OUT-2.png, … too)"
    )
    parser.add_argument("--large", action="store_true", help="large print")
    parser.add_argument("--language", metavar="CODE", default="en", help="language of the sheet, such as en")
    parser.add_argument("--paper", choices=("a4", "letter"), help="paper (default: that of the machine's country)")
    parser.add_argument("--pack", metavar="ID|PATH", help="content: a bundled pack's id, or a folder")


def run(arguments: argparse.Namespace) -> int:
    """Writes the sheet; returns the exit code. Every fault is one line on standard error."""
    from data.comparison import compare
    from data.library import ContentError, built_in, load, locate
    from gui.sheet.pdf import Sheet, paper_of
    from gui.sheet.tofile import write_whole
    from gui.sheet.visitfile import VisitError, read
    from gui.visit.credits import Credits
    from gui.visit.summary import summarise
    from gui.visit.words import load_words

    kind = arguments.output.suffix.lower()
    if kind not in (".pdf", ".txt", ".png"):
        return _fail(f"{arguments.output}: the name of the output must end in .pdf, .txt or .png", BAD_USE)
    try:
        words = load_words(arguments.language)
    except (FileNotFoundError, ValueError):
        return _fail(f'the program has no words in the language "{arguments.language}"', BAD_USE)
    try:
        pack = load(built_in() if arguments.pack is None else locate(arguments.pack), arguments.language)
    except ContentError as error:
        return _fail("\n".join(map(str, error.problems)), NO_PACK)
    try:
        visit = read(arguments.visit, pack)
    except VisitError as error:
        return _fail("\n".join(map(str, error.problems)), BAD_USE)
    credits = Credits(pack, words, datetime.date.today())
    summary = summarise(pack, compare(pack, visit.reason), visit, words, credits)
    paper = arguments.paper or paper_of(_locale())
    sheet = Sheet(summary, words, paper, large=arguments.large)
    try:
        for path, data in _files(sheet, arguments.output, kind):
            write_whole(path, data)
    except OSError as error:
        return _fail(f"{arguments.output}: cannot be written: {error.strerror or error}", BAD_USE)
    return DONE


def _files(sheet: Sheet, output: Path, kind: str) -> Iterator[tuple[Path, bytes]]:
    from gui.sheet.text import as_text

    if kind == ".txt":
        yield output, as_text(sheet.summary, sheet.words).encode()
    elif kind == ".pdf":
        yield output, sheet.pdf()
    else:
        for number, page in enumerate(sheet.pngs(_PNG_WIDTH), 1):
            yield output if number == 1 else output.with_stem(f"{output.stem}-{number}"), page


def _locale() -> str:
    """The country that the machine is set to, as in `en_US`; empty if it is set to none."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_PAPER", "LANG"))
    return next((name for name in names if name), None) or locale.getlocale()[0] or ""


def _fail(text: str, code: int) -> int:
    for line in text.splitlines():
        sys.stderr.write(f"evenhand: {line}\n")
    sys.stderr.flush()
    return code
