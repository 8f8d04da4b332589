"""Hard words in the answers of the grid: found whole, once, the longest first, and never the names of the options."""

from __future__ import annotations

import pytest

from data.comparison import TermView
from data.prose import Piece, plain
from gui.visit.hardwords import HardWords

GLOSSARY = (
    TermView("root", "nerve root", (Piece("Where it begins."),), ("roots",)),
    TermView("nerve", "nerve", (Piece("A cord."),), ()),
    TermView("rfa", "RFA", (Piece("Heat."),), ("ablation",)),
)


def found(*texts: str, names: tuple[str, ...] = ()) -> list[list[tuple[str, str]]]:
    words, seen = HardWords(GLOSSARY, names), set[str]()
    marked = [words.mark((Piece(text),), seen) for text in texts]
    assert [plain(text) for text in marked] == list(texts), "no letter is lost"
    return [[(piece.text, piece.term or "") for piece in text if piece.term] for text in marked]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A nerve root is cut", [("nerve root", "root")]),
        ("Nerve by nerve", [("Nerve", "nerve")]),
        ("The nervous one", []),
        ("Heat: RFA.", [("RFA", "rfa")]),
        ("roots", [("roots", "root")]),
        ("", []),
    ],
)
def test_words_are_found_whole(text: str, words: list[tuple[str, str]]) -> None:
    assert found(text) == [words]


def test_each_once_over_all_texts_of_a_row() -> None:
    assert found("a nerve", "another nerve, and its nerve root", "roots") == [
        [("nerve", "nerve")],
        [("nerve root", "root")],
        [],
    ]


def test_names_of_the_options_are_none() -> None:
    assert found("RFA or ablation", names=("RFA",)) == [[]]


def test_what_a_text_marks_itself_stays_and_what_leads_nowhere_does_not() -> None:
    words = HardWords(GLOSSARY)
    text = (Piece("cord", term="nerve"), Piece(" and "), Piece("ghost", term="gone"), Piece(" nerve"))
    assert [(p.text, p.term) for p in words.mark(text, set()) if p.term] == [("cord", "nerve")]
