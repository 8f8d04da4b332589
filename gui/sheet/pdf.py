"""The sheet as a tagged PDF (PDF/UA-1), and as pictures of its pages. Made in memory; nothing touches the disk."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

from gui.sheet.document import BLANK_LINES, document
from gui.sheet.glyphs import FAMILY, coverage, font_folder, settable
from gui.sheet.pictures import array_picture, box_picture, code_picture, line_picture
from gui.sheet.qr import paper_code
from gui.visit.summary import Summary
from gui.visit.words import Words

Paper = Literal["a4", "letter"]
WIDTH_PT: Final[Mapping[Paper, float]] = {"a4": 210 / 25.4 * 72, "letter": 8.5 * 72}
_LETTER_LANDS: Final = frozenset({"US", "CA", "MX", "PH", "CL", "CO", "VE", "CR", "GT", "PA", "DO", "SV", "NI", "PR"})
_OPTIONS: Final = ("option-a", "option-b", "option-c", "option-d")


def paper_of(locale: str) -> Paper:
    """The paper of a country: `en_US` and its like print on Letter, the rest of the world on A4."""
    return "letter" if locale.partition(".")[0].replace("-", "_").rpartition("_")[2] in _LETTER_LANDS else "a4"


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that one sheet takes, captured before it is made in a worker."""

    summary: Summary
    words: Words
    paper: Paper
    large: bool = False

    def pdf(self) -> bytes:
        return as_pdf(self.summary, self.words, self.paper, large=self.large)

    def pngs(self, width_px: int) -> tuple[bytes, ...]:
        return as_pngs(self.summary, self.words, self.paper, large=self.large, width_px=width_px)


def as_pdf(summary: Summary, words: Words, paper: Paper, *, large: bool = False) -> bytes:
    """The whole sheet: front (two pages in large print) and back."""
    compiled = _compiler(summary, words, paper, large).compile(format="pdf", pdf_standards=["ua-1"])
    return b"".join(_pages(compiled))


def as_png(summary: Summary, words: Words, paper: Paper, *, large: bool = False, page: int = 0, width_px: int) -> bytes:
    """One page of the same document, from 0. IndexError for a page that the sheet does not have."""
    return as_pngs(summary, words, paper, large=large, width_px=width_px)[page]


def as_pngs(summary: Summary, words: Words, paper: Paper, *, large: bool = False, width_px: int) -> tuple[bytes, ...]:
    """Every page of the same document, `width_px` wide."""
    ppi = width_px / WIDTH_PT[paper] * 72
    return _pages(_compiler(summary, words, paper, large).compile(format="png", ppi=ppi))


def _pages(compiled: bytes | Sequence[bytes] | None) -> tuple[bytes, ...]:
    if compiled is None:
        return ()
    return (compiled,) if isinstance(compiled, bytes) else tuple(compiled)


_KEPT_FOR: Final = 10
"""Documents that typst goes on to keep the parts of another for, in case they come again."""


def clear_away() -> None:
    """Has typst forget most parts of earlier sheets: words of a visit, and up to half a gigabyte."""
    import typst

    for n in range(_KEPT_FOR + 1):
        page = f"#set page(width: {n + 9}pt, height: 9pt)\n".encode()
        typst.Compiler(page, font_paths=fonts(), ignore_system_fonts=True).compile(format="png", ppi=10)


def warm_up() -> None:
    """Loads what the first sheet needs, which takes longer than the sheet itself may."""
    import segno  # noqa: F401

    fonts()
    coverage()


@cache
def fonts() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_folder())])


def _compiler(summary: Summary, words: Words, paper: Paper, large: bool) -> Any:
    import typst

    return typst.Compiler(files_of(summary, words, paper, large), font_paths=fonts(), ignore_system_fonts=True)


def files_of(summary: Summary, words: Words, paper: Paper, large: bool) -> dict[str, bytes]:
    """All that typst reads, by name: the template, what it sets, and pictures."""
    covered = coverage()
    sheet = document(summary, words)
    text, code = paper_code(summary, words)
    whole = text.rstrip().endswith(summary.reviewed.rstrip())
    said = {
        "write": words["paper.write"],
        "code": words["paper.code" if whole else "paper.code.cut"],
        "code_said": words["paper.code.said"],
        "page": words["paper.page"],
        "goes_on": words["paper.goes_on"],
    }
    language, _, region = summary.language.partition("-")
    tokens = json.loads(files("resources").joinpath("tokens.json").read_text(encoding="utf-8"))
    scheme = tokens["schemes"]["default"]
    colours = [scheme[option] for option in _OPTIONS]
    plain: Any = _plain(sheet, covered, _long_words(58 if large else 75))
    drawn = {
        "code": code_picture(code),
        "line": line_picture(scheme["text"]),
        "ticked": box_picture(scheme["text"], ticked=True),
        "unticked": box_picture(scheme["text"], ticked=False),
    }
    for i, (figure, shown) in enumerate(zip(plain["shown"], sheet.shown, strict=True)):
        for j, (arm, view) in enumerate(zip(figure["arms"], shown.arms, strict=True)):
            arm["picture"] = f"array-{i}-{j}"
            drawn[arm["picture"]] = array_picture(view, colours[view.choice.index if view.choice else 0])
    data = {
        "sheet": plain,
        "words": {key: settable(word, covered) for key, word in said.items()},
        "look": {
            "family": FAMILY,
            "roles": {role: colour for role, colour in scheme.items() if isinstance(colour, str)},
            "options": colours,
        },
        "paper": paper,
        "large": large,
        "lang": language,
        "region": region or None,
        "blank_lines": BLANK_LINES,
    }
    return {
        "main.typ": files("resources").joinpath("sheet", "sheet.typ").read_bytes(),
        "sheet.json": json.dumps(data, ensure_ascii=False).encode(),
        **{f"{name}.svg": picture.encode() for name, picture in drawn.items()},
    }


_UNBROKEN: Final = frozenset({"said", "mark"})
"""Fields that are only read out."""


@cache
def _long_words(longest: int) -> re.Pattern[str]:
    """A word that would be wider than its place. Addresses break after their slashes and hyphens anyway."""
    return re.compile(rf"[^\s\u00a0/-]{{{longest + 1},}}|[0-9/.,:-]{{{longest + 1},}}")


def _plain(value: object, covered: frozenset[int], in_sources: re.Pattern[str]) -> object:
    """`value` as JSON takes it, with every text settable.

    Long words may break anywhere, so that nothing is ever cut off. Each chance to break is a character that a copied
    text keeps and that a reader may stumble over, so words that fit have none.
    """

    def plain(value: object, long: re.Pattern[str] | None) -> object:
        if isinstance(value, str):
            text = settable(value, covered)
            return long.sub(_breakable, text) if long else text
        if is_dataclass(value) and not isinstance(value, type):
            return {part.name: plain(getattr(value, part.name), within(part.name, long)) for part in fields(value)}
        if isinstance(value, tuple):
            return [plain(part, long) for part in value]
        return value

    def within(name: str, long: re.Pattern[str] | None) -> re.Pattern[str] | None:
        return None if name in _UNBROKEN else in_sources if name == "cited" else long

    return plain(value, _long_words(20))


def _breakable(word: re.Match[str]) -> str:
    return "\u200b".join(word[0])
