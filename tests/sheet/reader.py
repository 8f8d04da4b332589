"""A PDF as PDFium (the reader of Chrome) sees it: its tree of tags with their texts, its fonts, its pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw


@dataclass(frozen=True)
class Tag:
    """A tag with its alternative text, its cells' scope, and what it holds in reading order."""

    kind: str
    alt: str
    scope: str
    holds: tuple[Tag | str, ...]

    def lines(self, depth: int = 0) -> Iterator[str]:
        more = "".join(f" {name}={value!r}" for name, value in (("alt", self.alt), ("scope", self.scope)) if value)
        yield f"{'  ' * depth}{self.kind}{more}"
        for part in self.holds:
            if isinstance(part, str):
                yield f"{'  ' * (depth + 1)}{part!r}"
            else:
                yield from part.lines(depth + 1)

    def all(self, kind: str) -> Iterator[Tag]:
        if self.kind == kind:
            yield self
        for part in self.holds:
            if isinstance(part, Tag):
                yield from part.all(kind)

    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text() for part in self.holds)

    def spoken(self) -> str:
        """Text and alternative texts in reading order."""
        if self.alt:
            return f" {self.alt} "
        return "".join(part if isinstance(part, str) else f" {part.spoken()} " for part in self.holds)


@dataclass(frozen=True)
class Read:
    pages: tuple[tuple[Tag, ...], ...]
    texts: tuple[str, ...]
    fonts: dict[str, bool]
    """Every font that a text uses, and whether it is embedded."""
    sizes: tuple[tuple[float, float], ...]

    def tree(self) -> str:
        lines: list[str] = []
        for number, tags in enumerate(self.pages, 1):
            lines.append(f"page {number}")
            lines += [line for tag in tags for line in tag.lines(1)]
        return "\n".join(lines) + "\n"

    def all(self, kind: str) -> list[Tag]:
        return [found for page in self.pages for tag in page for found in tag.all(kind)]

    def spoken(self) -> str:
        return " ".join(" ".join(tag.spoken() for page in self.pages for tag in page).split())


def read(pdf: bytes) -> Read:
    document = pdfium.PdfDocument(pdf)
    try:
        pages, texts, sizes = [], [], []
        fonts: dict[str, bool] = {}
        for page in document:
            marked = _marked(page, fonts)
            pages.append(tuple(_tags(page, marked)))
            texts.append(_hyphens(page.get_textpage().get_text_range()))
            sizes.append(page.get_size())
        return Read(tuple(pages), tuple(texts), fonts, tuple(sizes))
    finally:
        document.close()


def _marked(page: Any, fonts: dict[str, bool]) -> dict[int, str]:
    """The text of each marked content of a page."""
    texts: dict[int, str] = {}
    textpage = page.get_textpage()
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=10):
        text = _text(item, textpage)
        mark = raw.FPDFPageObj_GetMarkedContentID(item.raw)
        texts[mark] = texts.get(mark, "") + text
        font = raw.FPDFTextObj_GetFont(item.raw)
        size = raw.FPDFFont_GetBaseFontName(font, None, 0)
        name = ctypes.create_string_buffer(size)
        raw.FPDFFont_GetBaseFontName(font, name, size)
        fonts[name.value.decode().rpartition("+")[2]] = bool(raw.FPDFFont_GetIsEmbedded(font))
    return texts


def _tags(page: Any, marked: dict[int, str]) -> Iterator[Tag]:
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    try:
        for i in range(raw.FPDF_StructTree_CountChildren(tree)):
            yield _tag(raw.FPDF_StructTree_GetChildAtIndex(tree, i), marked)
    finally:
        raw.FPDF_StructTree_Close(tree)


def _tag(element: Any, marked: dict[int, str]) -> Tag:
    holds: list[Tag | str] = []
    for i in range(max(0, raw.FPDF_StructElement_CountChildren(element))):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, i)
        if child:
            holds.append(_tag(child, marked))
            continue
        mark = raw.FPDF_StructElement_GetChildMarkedContentID(element, i)
        text = marked.get(mark, "") if mark >= 0 else ""
        if not text:
            continue
        if holds and isinstance(holds[-1], str):
            holds[-1] += text
        else:
            holds.append(text)
    return Tag(
        _utf16(lambda buffer, size: raw.FPDF_StructElement_GetType(element, buffer, size)),
        _utf16(lambda buffer, size: raw.FPDF_StructElement_GetAltText(element, buffer, size)),
        _utf16(lambda buffer, size: raw.FPDF_StructElement_GetStringAttribute(element, b"Scope", buffer, size)),
        tuple(holds),
    )


def _text(item: Any, textpage: Any) -> str:
    def get(buffer: Any, size: int) -> int:
        short = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)) if buffer is not None else None
        return raw.FPDFTextObj_GetText(item.raw, textpage.raw, short, size)

    return _hyphens(_utf16(get))


def _hyphens(text: str) -> str:
    """PDFium marks a hyphen at the end of a line as one that may be taken out."""
    return text.replace("\x02", "-").replace("\ufffe", "-")


def _utf16(get: Callable[[Any, int], int]) -> str:
    size = get(None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    get(buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le")
