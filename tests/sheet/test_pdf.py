"""The sheet as PDF: tagged, whole, in order, with its typeface, on the right paper, and the same every time."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gui.sheet.document import BLANK_LINES, document
from gui.sheet.glyphs import coverage, settable
from gui.sheet.pdf import Paper, as_pdf, as_png, as_pngs, files_of, fonts, paper_of
from gui.visit.summary import Summary
from tests.sheet.fixtures import ALL, EMPTY, HUGE, LEANING, RICH, words
from tests.sheet.reader import Read, Tag, read

KINDS = [(paper, large) for paper in ("a4", "letter") for large in (False, True)]


def flat(text: str) -> str:
    """Letters alone: where lines and cells break is the layout's business."""
    return re.sub(r"[\s\u200b]+", "", text)


@pytest.fixture(scope="module")
def rich() -> Read:
    return read(as_pdf(RICH, words(), "a4"))


@pytest.mark.parametrize(("name", "large"), [("rich", False), ("rich", True), ("empty", False), ("leaning", False)])
def test_golden_structure(name: str, large: bool, golden: Callable[[str, str], None]) -> None:
    tree = read(as_pdf(ALL[name], words(), "a4", large=large)).tree()
    golden(f"{name}{'-large' if large else ''}.pdf.txt", tree)


def test_poppler_calls_it_tagged(tmp_path: Path) -> None:
    assert shutil.which("pdfinfo"), "apt-get install poppler-utils"
    path = tmp_path / "sheet.pdf"
    path.write_bytes(as_pdf(RICH, words(), "a4"))
    said = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True).stdout
    facts = dict(line.split(":", 1) for line in said.splitlines() if ":" in line)
    assert facts["Tagged"].strip() == "yes"
    assert facts["Title"].strip() == "My sheet"
    assert "A4" in facts["Page size"]
    assert "CreationDate" not in facts, "when a person was there is nobody's business"
    words_in_order = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    assert flat(words_in_order).index("Whatmatterstome") < flat(words_in_order).index(flat(words()["paper.lean"]))


def test_it_says_that_it_is_pdf_ua_and_its_language() -> None:
    pdf = as_pdf(RICH, words(), "a4")
    assert b"pdfuaid" in pdf
    assert re.search(rb"/Lang\s*\(en\)", pdf)
    assert re.search(rb"/Lang\s*\(es-MX\)", as_pdf(replace(RICH, language="es-MX"), words(), "a4"))


def test_headings_step_down_one_at_a_time(rich: Read) -> None:
    levels = [int(tag.kind[1]) for tag in tags(rich) if re.fullmatch(r"H\d", tag.kind)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    said = [tag.text().strip() for tag in rich.all("H2")]
    keys = ("reason", "clinic", "matters", "lean", "questions", "not_known", "clinician", "figures", "why", "sources")
    assert said == [words()[f"paper.{key}"] for key in (*keys, "about")]


def test_tables_have_their_headers(rich: Read) -> None:
    tables = rich.all("Table")
    assert len(tables) == 2
    for table in tables:
        (head,) = table.all("THead")
        cells = [flat(cell.text()) for cell in head.all("TH")]
        assert cells[0] == "Whatmatters"
        assert [cell[0] for cell in cells[1:]] == ["A", "B", "C"]
        assert all(cell.scope == "Column" for cell in head.all("TH"))
        (body,) = table.all("TBody")
        rows = list(body.all("TR"))
        assert len(rows) == len(RICH.matters)
        assert all(len(list(row.all("TD"))) == 4 for row in rows)
    fits = [[cell.text().strip() for cell in row.all("TD")][1:] for row in tables[0].all("TR")][1:]
    assert fits == [[fit.word for fit in row.fits] for row in RICH.matters]


def test_lists_are_lists(rich: Read) -> None:
    lists = [[item.text().strip() for item in found.all("LBody")] for found in rich.all("L")]
    assert [*RICH.questions, "", ""] == lists[0]
    assert list(RICH.not_known) == lists[1]
    assert list(RICH.top_three) == lists[2]
    assert [f"{line.short}: {line.word}" for line in RICH.readiness] == lists[3]
    assert list(RICH.sources) == lists[4]


def test_every_picture_has_words(rich: Read) -> None:
    alts = [figure.alt for figure in rich.all("Figure")]
    assert all(alts)
    assert alts.count(words()["paper.write"]) == 3
    assert alts.count(words()["paper.box.empty"]) == 3
    assert alts.count(words()["paper.box.chosen"]) == 1
    arrays = [alt for alt in alts if " of 100" in alt]
    assert len(arrays) == 4
    assert arrays[0].startswith("The class and a leaflet: 46 of 100. 46 had this relief, 54 did not")


def test_the_box_of_the_lean_is_the_ticked_one() -> None:
    spoken = read(as_pdf(LEANING, words(), "a4")).spoken()
    assert "Chosen: B Class" in spoken
    assert "Not chosen: A Warm wrap" in spoken
    assert "Not chosen: I don’t know yet" in spoken


@pytest.mark.parametrize("name", [name for name in ALL if name != "huge"])
@pytest.mark.parametrize(("paper", "large"), KINDS)
def test_every_line_in_order_on_every_paper(name: str, paper: Paper, large: bool) -> None:
    in_order(ALL[name], paper, large)


def test_every_line_of_a_huge_sheet() -> None:
    in_order(HUGE, "a4", False)


def in_order(summary: Summary, paper: Paper, large: bool) -> None:
    """By Poppler's reading of the tags, which also follows what goes on over pages."""
    path = shutil.which("pdfinfo")
    assert path, "apt-get install poppler-utils"
    pdf = as_pdf(summary, words(), paper, large=large)
    said = subprocess.run([path, "-struct-text", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    read_out = flat("".join(re.findall(r'^ *"(.*)"$', said, re.MULTILINE)))
    at, seen = 0, 0
    sheet = document(summary, words())
    # Beside the boxes stand full names where there is no table over them, and in large print.
    shorts = {choice.short for choice in sheet.choices} if large or not sheet.rows else set()
    for line in sheet.lines():
        if not line or line in shorts:
            continue
        where = read_out.find(flat(line), at)
        assert where >= 0, f"{line!r} is missing, or stands before {read_out[max(0, at - 60) : at]!r}"
        at, seen = where, seen + 1
    assert seen > 15
    assert all(flat(choice.name) in read_out for choice in sheet.choices)


@pytest.mark.parametrize(("paper", "large"), KINDS)
def test_pages(paper: Paper, large: bool) -> None:
    pages = read(as_pdf(RICH, words(), paper, large=large)).sizes
    assert len(pages) == (5 if large else 3)
    width, height = (595.28, 841.89) if paper == "a4" else (612, 792)
    assert all(page == pytest.approx((width, height), abs=0.5) for page in pages)


def test_the_front_is_one_page_and_the_back_another(rich: Read) -> None:
    assert RICH.content in rich.texts[0].replace("\r\n", " ")
    assert words()["paper.sources"] in rich.texts[1]
    assert words()["paper.sources"] not in rich.texts[0].splitlines()


@pytest.mark.parametrize("large", [False, True])
def test_the_strip_and_its_code_stay_together_however_much_there_is(large: bool) -> None:
    fronts = set()
    for count in range(15):
        questions = tuple(f"Which of the {i} small questions comes next?" for i in range(count))
        texts = read(as_pdf(replace(RICH, questions=questions), words(), "letter", large=large)).texts
        flats = [flat(text) for text in texts]
        (strip,) = (i for i, text in enumerate(flats) if flat(words()["paper.clinician"]) in text)
        assert "Nonetworkneeded" in flats[strip]
        assert flat(RICH.content) in flats[strip]
        goes_on = [i for i, text in enumerate(flats) if "Mysheetgoeson" in text]
        assert goes_on == list(range(strip))
        fronts.add(strip + 1)
    # What fits is on one page (two in large print), and some of these do not fit.
    assert fronts == ({2, 3} if large else {1, 2})


def test_large_print_has_its_front_on_two_pages() -> None:
    texts = read(as_pdf(RICH, words(), "a4", large=True)).texts
    assert words()["paper.lean"] in texts[0]
    assert words()["paper.questions"] in texts[1]
    assert words()["paper.clinician"] in texts[1]
    assert words()["paper.figures"] in texts[2]


def test_too_much_for_a_page_goes_on_and_says_so() -> None:
    found = read(as_pdf(HUGE, words(), "a4"))
    assert len(found.texts) > 3
    last = len(found.texts)
    assert f"My sheet goes on: page 2 of {last}" in found.texts[0]
    assert "goes on" not in found.texts[-1]
    assert all(f"Page {i} of {last}" in text for i, text in enumerate(found.texts, 1))


def test_a_row_is_not_torn_apart_by_the_end_of_a_page() -> None:
    """ "Matters a lot" stands on the page of what it is said of."""
    starred = tuple(replace(RICH.matters[0], say=f"I want the {i}. thing of all to be done well") for i in range(24))
    for count in (14, 16, 18, 20, 22, 24):
        pages = read(as_pdf(replace(RICH, matters=starred[:count]), words(), "letter")).texts
        for page in map(flat, pages):
            assert page.count("thingofalltobedonewell") == page.count(flat(words()["paper.matters_a_lot"]))


@pytest.mark.parametrize("count", [31, 32, 33])
def test_no_page_for_a_line_or_two(count: int) -> None:
    """With sources that just about fill a page, the back is set a little closer rather than ending on one more."""
    sources = tuple(f"Somebody and others. A study number {i} that was never done. 2026" for i in range(count))
    pages = read(as_pdf(replace(RICH, sources=sources), words(), "a4")).texts
    assert min(len(page.splitlines()) for page in pages) > 10


def test_where_it_comes_from_has_a_page_of_its_own(rich: Read) -> None:
    """After something else; a sheet with nothing else on its back has it there."""
    assert [flat(words()["paper.about"]) in flat(text) for text in rich.texts] == [False, False, True]
    assert flat(rich.texts[2]).startswith(flat(words()["paper.about"]))
    assert len(read(as_pdf(EMPTY, words(), "a4")).texts) == 2
    lists = [[item.text().strip() for item in found.all("LBody")] for found in rich.all("L")]
    assert lists[-2:] == [list(note.lines) for note in RICH.about if note.listed]
    assert [tag.text().strip() for tag in rich.all("H3")][-len(RICH.about) :] == [note.heading for note in RICH.about]


@pytest.mark.parametrize("wide", ["M" * 120, "1-2/3." * 20, "-" * 120, "a/b-c" * 24, "(((((" * 24])
def test_words_that_are_wider_than_their_place_break_and_stay_on_the_page(wide: str) -> None:
    row = replace(RICH.matters[0], say=wide, short=wide, fits=tuple(replace(f, why=wide) for f in RICH.matters[0].fits))
    summary = replace(RICH, reason=wide, clinic_word=wide, matters=(row,), questions=(wide,), sources=(wide,))
    import pypdfium2 as pdfium

    pdf = pdfium.PdfDocument(as_pdf(summary, words(), "a4"))
    for page in pdf:
        text = page.get_textpage()
        boxes = [text.get_rect(i) for i in range(text.count_rects())]
        assert boxes
        assert all(left >= 0 and right <= page.get_width() for left, _, right, _ in boxes)
    pdf.close()
    assert flat(read(as_pdf(summary, words(), "a4")).spoken()).count(wide) >= 8


def test_an_address_can_be_copied() -> None:
    address = "https://www.example.org/some-where/beyond-all-measure/and-then-some/" + "page-of-pages/" * 12
    texts = read(as_pdf(replace(RICH, sources=(address,)), words(), "a4")).texts
    assert address in re.sub(r"[\r\n]+", "", texts[1])


def test_only_its_own_typeface_and_all_of_it_inside(rich: Read) -> None:
    assert rich.fonts == {"AtkinsonHyperlegible-Regular": True, "AtkinsonHyperlegible-Bold": True}


def test_the_same_sheet_is_the_same_bytes() -> None:
    assert as_pdf(RICH, words(), "a4") == as_pdf(RICH, words(), "a4")


def test_pictures_of_the_same_pages() -> None:
    pages = as_pngs(RICH, words(), "a4", width_px=420)
    assert len(pages) == 3
    for page in pages:
        assert page.startswith(b"\x89PNG")
        assert abs(int.from_bytes(page[16:20], "big") - 420) <= 1
    assert as_png(RICH, words(), "a4", page=1, width_px=420) == pages[1]
    with pytest.raises(IndexError):
        as_png(RICH, words(), "a4", page=3, width_px=420)


def test_an_empty_sheet_has_room_to_write() -> None:
    found = read(as_pdf(EMPTY, words(), "a4"))
    lines = [figure for figure in found.all("Figure") if figure.alt == words()["paper.write"]]
    # The date, the clinic's word, two for what matters, two for questions.
    assert len(lines) == 6
    assert not found.all("Table")


@pytest.mark.parametrize("name", ["rich", "empty", "four"])
@pytest.mark.parametrize("large", [False, True])
def test_parts_grow_with_space_as_the_template_foresees(name: str, large: bool) -> None:
    """What is foreseen is not measured, so a sum that is too small would push a line to a page of its own."""
    import typst

    parts = {
        "front": "gap => { front(gap, full, free, false); v(1.2em * gap); foot(gap) }, front-grows",
        "large-front": "gap => large-front(gap, full, free, false), large-front-grows",
        "second": "gap => { large-second(gap, full, free, false); v(1.2em * gap); foot(gap) }, large-second-grows",
        "back": "back, back-grows",
    }
    wanted = ["large-front", "second", "back"] if large else ["front", "back"]
    lines = "".join(f"[#metadata(grown({parts[part]})) <grown>]\n" for part in wanted)
    made = files_of(ALL[name], words(), "a4", large)
    made["main.typ"] += f"""
#context {{
  let full = full-names-in-head(11pt)
  let free = left-beside-boxes(11pt, full)
  let grown(part, grows) = (
    measured: (height-of(11pt, part(1.1)) - height-of(11pt, part(0.6))) / 0.5 / 11pt,
    foreseen: grows(free),
  )
  {lines}
}}""".encode()
    found = json.loads(typst.Compiler(made, font_paths=fonts(), ignore_system_fonts=True).query("<grown>", "value"))
    assert len(found) == len(wanted)
    # Of two columns the one that grows less may be the longer one.
    spare = 0.0 if large else 0.3 * abs(len(ALL[name].questions) + BLANK_LINES - len(ALL[name].not_known))
    for part in found:
        assert part["foreseen"] - spare - 0.02 <= part["measured"] <= part["foreseen"] + 0.02


@pytest.mark.parametrize("name", list(ALL))
@pytest.mark.parametrize("large", [False, True])
def test_typst_comes_to_rest(name: str, large: bool) -> None:
    """Where the back stands tells how it is set: that must settle, or a sheet may be half of this and half of that."""
    import typst

    made = files_of(ALL[name], words(), "letter", large)
    compiler = typst.Compiler(made, font_paths=fonts(), ignore_system_fonts=True)
    _, warnings = compiler.compile_with_warnings(format="png", ppi=9)
    assert warnings == []


def test_paper_of_the_country() -> None:
    assert {name: paper_of(name) for name in ("en_US.UTF-8", "es-MX", "en_GB", "de_DE", "C", "")} == {
        "en_US.UTF-8": "letter",
        "es-MX": "letter",
        "en_GB": "a4",
        "de_DE": "a4",
        "C": "a4",
        "": "a4",
    }


def test_typst_and_codes_come_with_the_first_sheet_only() -> None:
    code = (
        "import sys, gui.sheet.pdf, gui.sheet.qr, gui.sheet.printer, gui.sheet.preview, gui.sheet.command;"
        "assert 'PySide6.QtPrintSupport' not in sys.modules;"
        "assert not {'typst', 'segno'} & set(sys.modules), 'too early'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_characters_without_a_glyph() -> None:
    covered = coverage()
    assert settable("Zoë: ≤ 5 – “ok”", covered) == "Zoë: ≤ 5 – “ok”"
    assert settable("e\u0301", covered) == "é"
    assert settable("a\tb\r\nc", covered) == "a b c"
    assert settable("ﬁ", covered) == "fi"
    assert settable("\u202eabc\u200b", covered) == "abc"
    assert settable("שלום 😀", covered) == "???? ?"
    assert settable("x\ud800y", covered) == "x?y"


def tags(found: Read) -> list[Tag]:
    def below(tag: Tag) -> list[Tag]:
        return [tag, *(inner for part in tag.holds if isinstance(part, Tag) for inner in below(part))]

    return [tag for page in found.pages for top in page for tag in below(top)]
