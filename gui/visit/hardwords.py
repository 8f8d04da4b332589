"""Hard words in texts that do not mark them themselves: found by the glossary, each once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from data.comparison import TermView, Text
from data.prose import Piece


class HardWords:
    """The words of a glossary, and where they stand in a text. Names of what is compared are no hard words: they are
    explained all over the program."""

    def __init__(self, glossary: Iterable[TermView] = (), names: Iterable[str] = ()) -> None:
        self.terms: Mapping[str, TermView] = {term.id: term for term in glossary}
        known = {name.casefold() for name in names}
        self._ids: dict[str, str] = {}
        for term in self.terms.values():
            if term.term.casefold() not in known:
                for word in (term.term, *term.synonyms):
                    if word.casefold() not in known:
                        self._ids.setdefault(word.casefold(), term.id)
        # The longest first, so that a word within another is not taken for itself.
        words = sorted(self._ids, key=len, reverse=True)
        either = "|".join(map(re.escape, words))
        self._found = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE) if words else None
        self._known: dict[str, tuple[tuple[int, int, str], ...]] = {}

    def mark(self, text: Text, seen: set[str]) -> Text:
        """The same text with its hard words as terms, but for those in `seen`, which grows by those that are found."""
        marked: list[Piece] = []
        for piece in text:
            if piece.term:
                marked.append(piece if piece.term in self.terms else Piece(piece.text, piece.strong))
                seen.add(piece.term)
                continue
            marked += self._split(piece, seen)
        return tuple(marked)

    def _spans(self, text: str) -> tuple[tuple[int, int, str], ...]:
        """Where hard words begin and end, and their terms. Texts are a pack's own: all are kept."""
        if self._found is None:
            return ()
        known = self._known.get(text)
        if known is None:
            found = self._found.finditer(text)
            known = tuple((match.start(), match.end(), self._ids[match[0].casefold()]) for match in found)
            self._known[text] = known
        return known

    def _split(self, piece: Piece, seen: set[str]) -> Iterable[Piece]:
        at = 0
        for start, end, term in self._spans(piece.text):
            if term in seen:
                continue
            seen.add(term)
            if start > at:
                yield Piece(piece.text[at:start], piece.strong)
            yield Piece(piece.text[start:end], piece.strong, term)
            at = end
        if at < len(piece.text) or not piece.text:
            yield Piece(piece.text[at:], piece.strong)
