"""Nothing that a person or a pack says can become markup, break the sheet, or get lost without a sign."""

from __future__ import annotations

from dataclasses import replace
from unicodedata import category

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gui.sheet.glyphs import coverage, settable
from gui.sheet.pdf import as_pdf, as_pngs
from gui.sheet.qr import joined, paper_code, sheet_codes
from gui.sheet.text import as_text
from gui.visit.summary import Summary
from tests.sheet.fixtures import RICH, words
from tests.sheet.reader import read
from tests.sheet.test_pdf import flat

NASTY = (
    '#panic("no")',
    '#import "@preview/cetz:0.3.0": *',
    '#read("/etc/passwd")',
    "#sys.inputs",
    "$ x^2 $ \\alpha",
    "*bold* _under_ `raw` ```code```",
    "= heading\n== more\n- list\n+ one\n/ term: x",
    "<label> @ref",
    "// comment /* more */ ~ -- --- ...",
    "\\u{1F600} \\ \\\\ \\#",
    "]] [ #[ } { #{",
    "\"quoted\" 'single' “curly”",
    "https://example.org/?a=b&c=d#e",
    "\x00\x01\x07\x1b[31m\x7f\x85\u2028\u2029",
    "שלום עולם \u202egnp.exe\u202c",
    "😀👩‍👩‍👧‍👦 é ﷽ Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A",
    "中文 हिन्दी ไทย",
    "\ud800 alone",
    "<script>alert(1)</script>&amp;</svg>",
    '{"json": [1, 2]}',
    "{n} {missing} %s {{}}",
    "",
    "   ",
    "W" * 120,
)
TEXTS = st.one_of(
    st.sampled_from(NASTY), st.text(max_size=80), st.text(st.sampled_from("#$*_`\\<>@[]{}=-+/\"'~&;"), max_size=30)
)
MANY = st.lists(TEXTS, max_size=4).map(tuple)


@st.composite
def summaries(draw: st.DrawFn) -> Summary:
    rows = tuple(
        replace(row, say=draw(TEXTS), short=draw(TEXTS), fits=tuple(replace(f, why=draw(TEXTS)) for f in row.fits))
        for row in RICH.matters[: draw(st.integers(0, 3))]
    )
    return replace(
        RICH,
        pack_name=draw(TEXTS),
        reason=draw(TEXTS),
        clinic_word=draw(st.none() | TEXTS),
        clinic_answer=draw(TEXTS),
        options=tuple(replace(option, name=draw(TEXTS), short=draw(TEXTS)) for option in RICH.options),
        matters=rows,
        says=draw(MANY),
        questions=draw(MANY),
        not_known=draw(MANY),
        outcomes=tuple(
            replace(o, happened=draw(TEXTS), arms=tuple(replace(arm, what=draw(TEXTS)) for arm in o.arms))
            for o in RICH.outcomes[: draw(st.integers(0, 2))]
        ),
        top_three=draw(MANY),
        lean_word=draw(TEXTS),
        content=draw(TEXTS),
        reviewed=draw(TEXTS),
        sources=draw(MANY),
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(summaries(), st.booleans())
@example(replace(RICH, questions=NASTY, not_known=NASTY, says=NASTY), False)
def test_any_words_make_a_sheet(summary: Summary, large: bool) -> None:
    pdf = as_pdf(summary, words(), "a4", large=large)
    assert pdf.startswith(b"%PDF-1.7")
    text = as_text(summary, words())
    assert all(char == "\n" or category(char) not in ("Cc", "Cs", "Zl", "Zp") for char in text)
    whole, codes = sheet_codes(summary, words())
    assert codes
    assert len(whole) <= len(text) + 200
    assert paper_code(summary, words())[1].modules
    assert joined((whole,)) == whole


@pytest.mark.parametrize("nasty", [nasty for nasty in NASTY if nasty.strip()], ids=lambda text: ascii(text[:16]))
def test_words_are_set_as_they_are(nasty: str) -> None:
    summary = replace(RICH, reason=nasty, questions=(nasty,), sources=(nasty,))
    wanted = flat(settable(nasty, coverage()))
    spoken = flat(read(as_pdf(summary, words(), "a4")).spoken())
    assert spoken.count(wanted) >= 3
    assert as_pngs(summary, words(), "a4", width_px=100)
