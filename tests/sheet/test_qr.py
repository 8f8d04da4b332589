"""Codes: read back by a real decoder, from paper and from a slanted, blurred picture of a screen."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from gui.sheet.pdf import as_pdf
from gui.sheet.qr import MOST, QUIET, VERSION, Code, TooLong, codes, joined, paper_code, room, sheet_codes
from gui.sheet.text import as_text
from tests.sheet.fixtures import ALL, HUGE, RICH, words


def decoded(picture: Path) -> str:
    """What ZBar reads from a picture, which ends in a line feed; empty if nothing."""
    zbar = shutil.which("zbarimg")
    assert zbar, "apt-get install zbar-tools"
    found = subprocess.run(
        [zbar, "--raw", "-q", "--oneshot", "-Sdisable", "-Sqrcode.enable", str(picture)],
        capture_output=True,
        check=False,
        env={**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere"},
    )
    return found.stdout.decode("utf-8")


def photograph(code: Code, path: Path, *, pixels: int, slant: float = 0.0) -> None:
    """The code on a screen, `pixels` a module, as a camera sees it: turned a little, softened, on grey."""
    side = (len(code.modules) + 2 * QUIET) * pixels
    screen = QImage(side, side, QImage.Format.Format_RGB32)
    screen.fill(QColor("white"))
    painter = QPainter(screen)
    for y, row in enumerate(code.modules, QUIET):
        for x, dark in enumerate(row, QUIET):
            if dark:
                painter.fillRect(x * pixels, y * pixels, pixels, pixels, QColor("black"))
    painter.end()
    size = round(side * 1.3)
    photo = QImage(size, size, QImage.Format.Format_RGB32)
    photo.fill(QColor("#777777"))
    painter = QPainter(photo)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.translate(size / 2, size / 2)
    painter.rotate(slant)
    soft = screen.scaledToWidth(round(side * 0.93), Qt.TransformationMode.SmoothTransformation) if slant else screen
    painter.drawImage(QRectF(-side / 2, -side / 2, side, side), soft)
    painter.end()
    assert photo.save(str(path))


@pytest.mark.parametrize("slant", [0.0, 4.0])
@pytest.mark.parametrize("name", ["rich", "empty"])
def test_a_photograph_of_the_screen_gives_the_text_back(name: str, slant: float, tmp_path: Path, qapp: object) -> None:
    # With all that is said of its content, it may be too long for three codes.
    sheet = replace(ALL[name], about=())
    text, made = sheet_codes(sheet, words())
    assert text == as_text(sheet, words())
    parts = []
    for code in made:
        path = tmp_path / f"{code.part}.png"
        # A hand moves: a phone takes many pictures and keeps the first that it can read.
        for move in (0.0, 1.5, 3.0):
            photograph(code, path, pixels=5, slant=slant + move)
            if decoded(path):
                break
        parts.append(decoded(path))
    assert joined(tuple(parts)) == text
    assert all(part.startswith(f"{i}/{len(made)}\n") for i, part in enumerate(parts, 1)) == (len(made) > 1)


@pytest.mark.parametrize(("name", "large"), [("rich", False), ("rich", True), ("empty", False), ("huge", False)])
def test_the_code_on_paper(name: str, large: bool, tmp_path: Path) -> None:
    text, code = paper_code(ALL[name], words())
    assert (code.part, code.of) == (1, 1)
    pdf = pdfium.PdfDocument(as_pdf(ALL[name], words(), "a4", large=large))
    found = set()
    for number, page in enumerate(pdf):
        path = tmp_path / f"{number}.png"
        bitmap = page.render(scale=220 / 72)
        image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB888)
        assert image.save(str(path))
        del image
        found.add(decoded(path))
    pdf.close()
    assert found - {""} == {text}


def test_letters_beyond_ascii_survive(tmp_path: Path, qapp: object) -> None:
    text = "¿Qué pasa si espero un año? ≥ 5, Zürich\n" * 3
    (code,) = codes(text)
    photograph(code, tmp_path / "es.png", pixels=5)
    assert decoded(tmp_path / "es.png") == text


def test_a_huge_sheet_is_shortened_and_says_so() -> None:
    text, made = sheet_codes(HUGE, words())
    assert len(made) == MOST
    assert all(len(code.modules) <= 17 + 4 * VERSION for code in made)
    assert text.endswith(words()["paper.left_out.rest"] + "\n")


def test_no_address_in_a_code() -> None:
    text, _ = sheet_codes(RICH, words())
    assert "http" not in text
    assert not text.startswith(("WIFI:", "tel:", "mailto:", "BEGIN:"))


def test_too_long() -> None:
    with pytest.raises(TooLong):
        codes("x" * (room() + 100))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=2500))
def test_any_text_that_fits_is_split_and_joined_again(text: str) -> None:
    if len(text.encode()) > room():
        text = text.encode()[: room()].decode(errors="ignore")
    from gui.sheet.qr import _split

    parts = _split(text, MOST, VERSION)
    assert joined(parts) == text
    assert len(parts) <= MOST
    assert all(len(part.encode()) <= 1271 for part in parts)
