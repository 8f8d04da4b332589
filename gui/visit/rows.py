"""Which rows of the grid a visit shows, found how, and which filter to loosen where none is left.

A set of rows is one whole number: bit n stands for row n. So ten thousand rows combine in microseconds, and words are
sought in the vocabulary, not in the rows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import NamedTuple

from data.comparison import Comparison, Row, Text
from data.prose import plain
from gui.visit.short import differ_most
from gui.visit.state import (
    AllGroups,
    ChoosePace,
    ClearFilters,
    Intent,
    OnlyDifferent,
    OnlyMine,
    Pace,
    Search,
    Visit,
)
from gui.visit.words import Words

SLIP_FROM = 5
"""Letters a word has at least where one slip is forgiven."""
ANYWHERE_FROM = 3
"""Letters a word has at least to be found inside a word; shorter ones are found where a word begins."""
INFLECTED_FROM = 4
"""Letters a glossary word has at least to be found with other endings, and to be found before it is typed out."""
ENDING = 4
"""Letters such an ending has at most."""
SHOWN_FOR = 4
"""Words found instead of those typed that are named."""
_WORD = re.compile(r"[^\W_][\w\u0300-\u036f]*")


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row as this person has it. `mine` holds the short words of the ticked statements tied to it, in pack order."""

    row: Row
    mine: tuple[str, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Loosen:
    """The one filter to loosen: `filter` is search, groups, only_different, only_mine or all; `shows` counts rows."""

    filter: str
    intent: Intent
    shows: int


@dataclass(frozen=True, slots=True)
class Filtered:
    """`shown` holds row ids in pack order; `shown_for` words that were found instead of those typed."""

    shown: tuple[str, ...]
    total: int
    shown_for: tuple[str, ...]
    loosen: Loosen | None


def grid_rows(comparison: Comparison, visit: Visit, before: tuple[GridRow, ...] = ()) -> tuple[GridRow, ...]:
    """All rows in pack order, filtered or not. Rows that are as `before` are the same objects."""
    ticked = {statement for statement, _ in visit.ticks}
    mine: dict[str, tuple[str, ...]] = {}
    for statement in comparison.statements:
        if statement.id in ticked:
            for factor in statement.factors:
                mine[factor] = (*mine.get(factor, ()), statement.short)
    opened = visit.open_rows
    if len(before) != len(comparison.rows):
        before = tuple(GridRow(row, (), False) for row in comparison.rows)
    return tuple(
        old if old.row is row and old.mine == ticks and old.open is on else GridRow(row, ticks, on)
        for row, old in zip(comparison.rows, before, strict=True)
        for ticks, on in ((mine.get(row.id, ()), row.id in opened),)
    )


def filtered(comparison: Comparison, visit: Visit, index: SearchIndex) -> Filtered:
    """The rows that all filters of the visit leave."""
    total = len(comparison.rows)
    found = index.find(visit.search)
    filters: dict[str, tuple[int, Intent]] = {}
    if visit.pace is Pace.SHORT:
        filters["pace"] = (index.of(differ_most(comparison)), ChoosePace(Pace.LONG))
    if visit.only_mine:
        filters["only_mine"] = (index.mine(visit), OnlyMine(False))
    if visit.only_different:
        filters["only_different"] = (index.different, OnlyDifferent(False))
    if visit.groups:
        filters["groups"] = (index.in_groups(visit.groups), AllGroups())
    if visit.search.strip():
        filters["search"] = (found.rows, Search(""))
    left = _all_of((rows for rows, _ in filters.values()), total)
    return Filtered(
        shown=index.ids(left),
        total=total,
        shown_for=found.instead(left),
        loosen=None if left or not total else _loosen(filters, total),
    )


def visible(comparison: Comparison, visit: Visit, index: SearchIndex) -> frozenset[str]:
    """The ids of the rows shown."""
    return frozenset(filtered(comparison, visit, index).shown)


def marks(index: SearchIndex, query: str, text: str) -> tuple[tuple[int, int], ...]:
    """Spans (start, end) in a plain text of question, headline or detail where the search stands."""
    return index.find(query).marks(text)


def count_line(found: Filtered, words: Words) -> str:
    """ "18 of 24 questions shown", to show and to announce."""
    if found.shown_for:
        quoted = tuple(words.say("list.quoted", text=word) for word in found.shown_for)
        return words.say("rows.shown_for", shown=len(found.shown), n=found.total, words=words.either(quoted))
    return words.say("rows.shown", shown=len(found.shown), n=found.total)


def loosen_line(loosen: Loosen, words: Words) -> str:
    """What the button says that loosens a filter."""
    return words.say(f"rows.loosen.{loosen.filter}", n=loosen.shows)


def _loosen(filters: Mapping[str, tuple[int, Intent]], total: int) -> Loosen:
    """The filter without which most rows are left; the first named where several leave as many."""
    best = Loosen("all", ClearFilters(), 0)
    for name, (_, intent) in filters.items():
        shows = _all_of((rows for other, (rows, _) in filters.items() if other != name), total).bit_count()
        if shows > best.shows:
            best = Loosen(name, intent, shows)
    return best if best.shows else Loosen("all", ClearFilters(), total)


def _all_of(sets: Iterable[int], total: int) -> int:
    left = (1 << total) - 1
    for rows in sets:
        left &= rows
    return left


# --- searching ------------------------------------------------------------------------------------------------------


def fold(text: str) -> str:
    """Without capitals and accents."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def tokens(text: str) -> tuple[str, ...]:
    """The folded words of a text."""
    return tuple(_WORD.findall(text.lower()) if text.isascii() else map(fold, _WORD.findall(text)))


def slip(typed: str, word: str) -> int | None:
    """How many letters at the start of `word` are `typed` with at most one letter wrong, missing, extra or swapped."""
    same = 0
    for a, b in zip(typed, word, strict=False):
        if a != b:
            break
        same += 1
    length = len(typed)
    if same == length:
        return length
    if same == len(word):
        return same if same + 1 == length else None
    if word.startswith(typed[same + 1 :], same + 1):
        return length
    if word.startswith(typed[same:], same + 1):
        return length + 1
    swapped = word[same + 1 : same + 2] + word[same : same + 1]
    if typed[same : same + 2] == swapped and word.startswith(typed[same + 2 :], same + 2):
        return length
    return length - 1 if word.startswith(typed[same + 1 :], same) else None


class Phrase:
    """Words that stand together, as the glossary or a text says them, and the rows in which they stand."""

    def __init__(self, say: str, rows: int) -> None:
        self.say, self.words, self.rows = say, tokens(say), rows


@dataclass(frozen=True, slots=True)
class _Part:
    """What one typed word found: words of the vocabulary with the span found in them, and glossary entries."""

    spans: Mapping[str, tuple[int, int]]
    slipped: bool
    entries: tuple[tuple[Phrase, ...], ...]
    plain_rows: int
    rows: int


class Found:
    """What a search found: `rows`, and where it stands in texts."""

    def __init__(
        self, parts: Sequence[_Part], total: int, surface: Mapping[str, str], postings: _Postings, places: _Places
    ) -> None:
        self.rows = _all_of((part.rows for part in parts), total)
        self._parts, self._surface, self._postings, self._places = parts, surface, postings, places
        self._spans = {word: span for part in parts for word, span in part.spans.items()}
        phrases = {phrase.words for part in parts for entry in part.entries for phrase in entry if phrase.rows}
        self._phrases = tuple(sorted(phrases, key=len, reverse=True))
        self._starts = tuple(f" {phrase[0]}" for phrase in self._phrases)

    def instead(self, shown: int) -> tuple[str, ...]:
        """The words that rows of `shown` were found by and that nobody typed, four at most."""
        words: dict[str, None] = {}
        for part in self._parts:
            for entry in part.entries:
                for phrase in entry:
                    if phrase.rows & shown & (-1 if part.slipped else ~part.plain_rows):
                        words.setdefault(phrase.say)
            if part.slipped:
                for word in sorted(part.spans, key=lambda word: (len(word), word)):
                    if self._postings.rows(word) & shown:
                        words.setdefault(self._surface.get(word, word))
        return tuple(words)[:SHOWN_FOR]

    def marks(self, text: str) -> tuple[tuple[int, int], ...]:
        """Spans (start, end) of `text` to mark, in order, never overlapping."""
        if not self._spans and not self._phrases:
            return ()
        found, folded, words, all_words = self._places.of(text)
        if words.isdisjoint(self._spans) and not any(start in all_words for start in self._starts):
            return ()
        spans: list[tuple[int, int]] = []
        for i, (word, start, _) in enumerate(found):
            phrase = self._phrase_at(folded, i)
            if phrase:
                spans.append((start, found[i + phrase - 1][2]))
            elif folded[i] in self._spans:
                low, high = _unfolded(word, *self._spans[folded[i]])
                spans.append((start + low, start + high))
        return tuple(_merged(spans))

    def _phrase_at(self, folded: list[str], at: int) -> int:
        """How many words the longest phrase beginning at word `at` has, 0 for none."""
        for phrase in self._phrases:
            here = folded[at : at + len(phrase)]
            if len(here) == len(phrase) and all(_inflects(a, b) for a, b in zip(phrase, here, strict=True)):
                return len(phrase)
        return 0


class _Words(NamedTuple):
    """The words of a text: each with its start and end, folded, as a set, and all folded ones after a blank each."""

    found: list[tuple[str, int, int]]
    folded: list[str]
    each: frozenset[str]
    joined: str


class _Places:
    """Where the words of a text stand, looked up once a text."""

    def __init__(self) -> None:
        self._known: dict[str, _Words] = {}

    def of(self, text: str) -> _Words:
        known = self._known.get(text)
        if known is None:
            found = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]
            folded = [fold(word) for word, _, _ in found]
            known = self._known[text] = _Words(found, folded, frozenset(folded), " ".join(("", *folded)))
        return known


class _Postings:
    """In which rows each word of the vocabulary stands."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.places: dict[str, list[int]] = {}
        self._rows: dict[str, int] = {}

    def add(self, row: int, words: Iterable[str]) -> None:
        places = self.places
        for word in words:
            known = places.get(word)
            if known is None:
                places[word] = [row]
            else:
                known.append(row)

    def rows(self, word: str) -> int:
        known = self._rows.get(word)
        if known is None:
            known = self._rows[word] = bits(self.places.get(word, ()), self.total)
        return known


class SearchIndex:
    """Everything to search in, prepared once a comparison. `find` keeps its latest answer."""

    def __init__(self, comparison: Comparison) -> None:
        total = len(comparison.rows)
        self.comparison, self.total = comparison, total
        self._ids = tuple(row.id for row in comparison.rows)
        self._places = {row_id: place for place, row_id in enumerate(self._ids)}
        self.different = bits((i for i, row in enumerate(comparison.rows) if row.differs), total)
        groups: dict[str, list[int]] = {}
        self._postings = _Postings(total)
        self._surface: dict[str, str] = {}
        self._texts: list[str] = []
        tagged: dict[str, dict[str, list[int]]] = {}
        for place, row in enumerate(comparison.rows):
            groups.setdefault(row.group, []).append(place)
            self._read(place, row, tagged)
        self._groups = {group: bits(places, total) for group, places in groups.items()}
        self._vocabulary = tuple(self._postings.places)
        self._by_letter: dict[str, list[str]] = {}
        for word in self._vocabulary:
            self._by_letter.setdefault(word[0], []).append(word)
        self._entries = tuple(self._glossary(tagged))
        self._spelled = tuple(" ".join(("", *(w for phrase in entry for w in phrase.words))) for entry in self._entries)
        self._by_initial: dict[str, list[tuple[Phrase, ...]]] = {}
        for entry in self._entries:
            for initial in {word[0] for phrase in entry for word in phrase.words}:
                self._by_initial.setdefault(initial, []).append(entry)
        self._marked = _Places()
        self._latest: tuple[str, Found] = ("", self._find(()))

    def find(self, query: str) -> Found:
        """What a search finds: rows in which every typed word is found. No words typed: all rows."""
        if self._latest[0] != query:
            self._latest = (query, self._find(tokens(query)))
        return self._latest[1]

    def mine(self, visit: Visit) -> int:
        """Rows tied to a ticked statement."""
        ticked = {statement for statement, _ in visit.ticks}
        factors = (f for s in self.comparison.statements if s.id in ticked for f in s.factors)
        return bits((self._places[factor] for factor in factors), self.total)

    def of(self, factors: Iterable[str]) -> int:
        """The set of these rows."""
        return bits((self._places[factor] for factor in factors), self.total)

    def in_groups(self, groups: Iterable[str]) -> int:
        """Rows of any of these groups."""
        left = 0
        for group in groups:
            left |= self._groups.get(group, 0)
        return left

    def ids(self, rows: int) -> tuple[str, ...]:
        """The ids of a set of rows, in pack order."""
        if rows == (1 << self.total) - 1:
            return self._ids
        return tuple(compress(self._ids, map(int, reversed(f"{rows:0{self.total}b}"))))

    def _read(self, place: int, row: Row, tagged: dict[str, dict[str, list[int]]]) -> None:
        texts: list[Text] = [row.question]
        for cell in row.cells:
            texts += (cell.headline, cell.detail)
        lines = []
        for text in texts:
            whole = plain(text)
            if not whole.isascii():
                self._surface.update((fold(word), word.lower()) for word in _WORD.findall(whole) if not word.isascii())
            lines.append(" ".join(tokens(whole)))
            for piece in text:
                if piece.term:
                    tagged.setdefault(piece.term, {}).setdefault(piece.text, []).append(place)
        joined = " \n ".join(lines)
        self._texts.append(f" {joined} ")
        self._postings.add(place, set(joined.split()))

    def _glossary(self, tagged: Mapping[str, Mapping[str, list[int]]]) -> Iterator[tuple[Phrase, ...]]:
        """One entry a glossary term: the term, its synonyms, and the words that texts tag with it."""
        for term in self.comparison.glossary:
            phrases: dict[tuple[str, ...], Phrase] = {}
            for say in (term.term, *term.synonyms):
                if len("".join(tokens(say))) > 1:
                    phrases.setdefault(tokens(say), Phrase(say, self._phrase_rows(tokens(say))))
            for say, places in tagged.get(term.id, {}).items():
                if len("".join(tokens(say))) > 1:
                    phrase = phrases.setdefault(tokens(say), Phrase(say, 0))
                    phrase.rows |= bits(places, self.total)
            if len(phrases) > 1:
                yield tuple(phrases.values())

    def _phrase_rows(self, phrase: tuple[str, ...]) -> int:
        rows = (1 << self.total) - 1
        for word in phrase:
            rows &= self._any_of(known for known in self._starting(word) if _inflects(word, known))
        if len(phrase) > 1 and rows:
            here = re.compile(
                " " + " ".join(re.escape(w) + (rf"\w{{0,{ENDING}}}" if _bends(w) else "") for w in phrase) + " "
            )
            rows = bits((place for place in places_of(rows) if here.search(self._texts[place])), self.total)
        return rows

    def _starting(self, start: str) -> list[str]:
        words = self._by_letter.get(start[0], ()) if start else self._vocabulary
        return [word for word in words if word.startswith(start)]

    def _any_of(self, words: Iterable[str]) -> int:
        rows = 0
        for word in words:
            rows |= self._postings.rows(word)
        return rows

    def _find(self, typed: tuple[str, ...]) -> Found:
        meant = [self._meant(typed, place, forgiving=False) for place in range(len(typed))]
        parts = [self._part(typed, place, entries) for place, entries in enumerate(meant)]
        return Found(parts, self.total, self._surface, self._postings, self._marked)

    def _part(self, typed: tuple[str, ...], place: int, entries: tuple[tuple[Phrase, ...], ...]) -> _Part:
        word = typed[place]
        if len(word) < ANYWHERE_FROM:
            spans = {known: (0, len(word)) for known in self._starting(word)}
        else:
            hits = [known for known in self._vocabulary if word in known]
            spans = {known: (known.find(word), known.find(word) + len(word)) for known in hits}
        slipped = not spans and not entries and len(word) >= SLIP_FROM
        if slipped:
            spans = dict(self._slips(word))
            entries = self._meant(typed, place, forgiving=True)
        rows = plain_rows = self._any_of(spans)
        for entry in entries:
            for phrase in entry:
                rows |= phrase.rows
        return _Part(spans, slipped, entries, plain_rows, rows)

    def _slips(self, typed: str) -> Iterator[tuple[str, tuple[int, int]]]:
        """One slip leaves the first third or the last of a word whole, which rules out most of the vocabulary."""
        start, end = _sure_parts(typed)
        for word in self._vocabulary:
            if word.startswith(start) or end in word:
                letters = slip(typed, word)
                if letters:
                    yield word, (0, min(letters, len(word)))

    def _meant(self, typed: tuple[str, ...], place: int, *, forgiving: bool) -> tuple[tuple[Phrase, ...], ...]:
        """The glossary entries of which one phrase is typed whole, over the word at `place`."""
        entries: Iterable[tuple[Phrase, ...]] = self._by_initial.get(typed[place][0], ())
        if forgiving:
            start, end = _sure_parts(typed[place])
            both = zip(self._entries, self._spelled, strict=True)
            entries = (entry for entry, words in both if f" {start}" in words or end in words)
        return tuple(
            entry
            for entry in entries
            if any(
                _typed_over(typed, place, phrase.words, forgiving=forgiving)
                for phrase in entry
                if len(phrase.words) <= len(typed)
            )
        )


def _sure_parts(typed: str) -> tuple[str, str]:
    """Start and end of a word: one slip leaves one of them whole."""
    half = len(typed) // 2
    return typed[:half], typed[half + 1 :]


def bits(places: Iterable[int], total: int) -> int:
    """The set of these rows, of `total`."""
    flags = bytearray((total + 7) // 8)
    for place in places:
        flags[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(flags, "little")


def places_of(rows: int) -> Iterator[int]:
    """The rows of a set, rising."""
    while rows:
        low = rows & -rows
        yield low.bit_length() - 1
        rows ^= low


def _typed_over(typed: tuple[str, ...], place: int, phrase: tuple[str, ...], *, forgiving: bool) -> bool:
    for start in range(max(0, place - len(phrase) + 1), min(place, len(typed) - len(phrase)) + 1):
        here = typed[start : start + len(phrase)]
        pairs = zip(here[:-1], phrase[:-1], strict=True)
        if all(_says(a, b, forgiving) for a, b in pairs) and _begins(here[-1], phrase[-1], forgiving):
            return True
    return False


def _says(typed: str, word: str, forgiving: bool) -> bool:
    return _inflects(word, typed) or (forgiving and len(typed) >= SLIP_FROM and slip(typed, word) is not None)


def _begins(typed: str, word: str, forgiving: bool) -> bool:
    """As `_says`, and a word not yet typed to its end counts too."""
    return _says(typed, word, forgiving) or (len(typed) >= INFLECTED_FROM and word.startswith(typed))


def _bends(word: str) -> bool:
    return len(word) >= INFLECTED_FROM


def _inflects(word: str, form: str) -> bool:
    """Is `form` the word, perhaps with another ending?"""
    return form == word or (_bends(word) and form.startswith(word) and len(form) - len(word) <= ENDING)


def _unfolded(word: str, low: int, high: int) -> tuple[int, int]:
    """A span of the folded word as a span of the word itself."""
    if word.isascii():
        return low, high
    ends: list[int] = []
    for place, letter in enumerate(word):
        ends += [place] * len(fold(letter))
    start = ends[low] if low < len(ends) else len(word)
    end = ends[high] if high < len(ends) else len(word)
    return start, end


def _merged(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    at = 0
    for start, end in sorted(spans):
        if start >= at and end > start:
            yield start, end
            at = end
        elif end > at:
            yield at, end
            at = end
