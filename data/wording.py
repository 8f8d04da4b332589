"""What a pack's texts must not say: numbers typed by hand, addresses, markup."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import Final, NamedTuple

from data.problem import json_path
from data.prose import faults

_ONES = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand"
_UNO = "uno|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|veinte|cien|mil"
_WHO = "people|persons?|patients?|adults?|women|woman|men|man|children|child"
_DIGIT: Final = r"\d²³¹¼-¾⁰-₉⅐-↉①-⓿"
_NUMBERS: Final = re.compile(
    rf"(?:[{_DIGIT}](?:[{_DIGIT}.,]*[{_DIGIT}])?\s?)?(?:[%‰٪﹪％]|\bper[- ]?cent(?:age)?\b|\bpor ciento\b)"
    rf"|\b(?:{_ONES})(?: (?:{_WHO}))? (?:in|out of)(?: every)?(?: an?)? (?:{_ONES})\b(?! \w+ (?:way|step|go))"
    rf"|\b(?:{_UNO}) de (?:cada )(?:{_UNO})\b"
    rf"|[{_DIGIT}](?:[{_DIGIT}.,]*[{_DIGIT}])?(?: (?:in|of|out of) [{_DIGIT}]+)?",
    re.IGNORECASE,
)
_ADDRESSES: Final = re.compile(
    r"\b(?:mailto|file|ftp|javascript|data|tel):|[\w.-]+@\w|\b[\w-]+\.(?:com|org|net|info|gov|edu|uk|nhs|eu|io)\b",
    re.IGNORECASE,
)
_IDS: Final = re.compile(r"\{[a-z0-9-]+\}(?: (?:out of|de cada) 100\b)?|\[\[[a-z0-9-]+")
"""What may hold digits: ids, and the one denominator there is, behind a figure."""
_TOKEN: Final = re.compile(r"\{[a-z0-9-]+\}")
_SENTENCE_END: Final = re.compile(r"[.?!] |\n")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_MARK: Final = re.compile(r"[\[\]{}<>|_`#\\*\n]|https?:|www\.")

Parts = tuple[str | int, ...]


class Kind(Enum):
    """What a text may hold."""

    PROSE = auto()
    """Markup, figures, line breaks."""
    LINE = auto()
    """Markup and figures, one line."""
    PLAIN = auto()
    """Words alone."""
    NAME = auto()
    """Words alone, and digits where they belong to a name."""
    RECORD = auto()
    """Markup, and years, as in "searched in 2026"."""


_PLAIN, _NAME = Kind.PLAIN, Kind.NAME


@dataclass(slots=True)
class Said:
    """One text of a pack and its place. `key` is the reason key it stands under, None where no reason applies."""

    parts: Parts
    text: str
    kind: Kind
    key: str | None = None
    facts: tuple[str, ...] = ()
    """The facts shown with it; of use only for a text with figures."""
    place: Parts = ()
    """What in pack.json lists the figures shown with it; empty where none can be."""

    @property
    def path(self) -> str:
        return json_path(self.parts)


MARKED: Final = (Kind.PROSE, Kind.LINE, Kind.RECORD)
"""Kinds with markup."""


class Fault(NamedTuple):
    code: str
    message: str
    fix: str


def word_count(text: str) -> int:
    """Words as a person reads them; a figure counts as one."""
    plain = re.sub(r"\[\[(?:[a-z0-9-]+\|)?([^\[\]]*)\]\]", r"\1", re.sub(r"\{[a-z0-9-]+\}", "0", text))
    return len(plain.split())


def look(said: Said) -> Iterator[Fault]:
    """Everything in the text that is not allowed, apart from ids that point nowhere."""
    text, kind = said.text, said.kind
    if _MARK.search(text):
        if kind in MARKED:
            for _, what in faults(text):
                yield _markup(what)
        else:
            for what in dict.fromkeys(_MARK.findall(text.replace("\n", " "))):
                message = f'"{what}" cannot stand here: this text is shown as it is written.'
                yield Fault("markup", message, "Write plain words only.")
        if "\n" in text and kind not in (Kind.PROSE, Kind.RECORD):
            yield Fault("markup", "A line break cannot stand here.", "Write it as one line.")
    for address in _ADDRESSES.finditer(text) if "." in text or ":" in text or "@" in text else ():
        message = f'"{address.group()}" looks like an address. A kiosk opens no addresses.'
        yield Fault("address", message, "Take it out. Addresses belong to the sources in facts.json.")
    if kind is Kind.NAME:
        return
    for number in _NUMBERS.finditer(_IDS.sub(" ", text)):
        if kind is Kind.RECORD and _YEAR.fullmatch(number.group()):
            continue
        yield Fault(
            "typed-number",
            f'The number "{number.group()}" is typed into the text.',
            'Give it an id under "figures" in pack.json with its facts and reasons, and write the id here in curly '
            "brackets, such as {stay-days}. A share is written {figure-id} out of 100.",
        )


# --- which texts are looked at ----------------------------------------------------------------------------------------
#
# A pack has thousands of texts, and nearly all are without a fault. So all are first looked at as one, joined by a
# character that none has, for what every fault needs: a sign left over when the usual marks are gone, or certain words.

_USUAL_FIGURE: Final = re.compile(rb"\{(?<![\w\x80-\xff]\{)[a-z0-9-]+\}(?: (?:out of|de cada) 100\b)?")
"""Not behind a letter: where an id is taken out, the words beside it must not become a number."""
_USUAL_TERM: Final = re.compile(rb"\[\[[a-z0-9-]+(?:\|([^\[\]|{}*\0\1]+))?\]\]")
_NO_SIGNS: Final = bytes(byte for byte in range(1, 256) if byte not in b"[]{}<>|_`#\\*\n@%0123456789")
_UNUSUAL: Final = re.compile("[^\0-\x7fÀ-įĲ-ž“”„‘’‚«»¿¡–—…·°]")
_DOT: Final = re.compile(rb"\.(?:(?=[\w\x80-\xff])|(?<=www\.))")
_SCHEMES: Final = (b"mailto", b"file", b"ftp", b"javascript", b"data", b"tel", b"http", b"https")
_SCHEME: Final = re.compile(b":(?:%s)" % b"|".join(b"(?<=%s:)" % scheme for scheme in _SCHEMES))
_PERCENT: Final = re.compile(rb"per[- ]?cent|por ciento")
_SHARE: Final = re.compile(rf" (?:in|of|de) (?:every |an? |cada )*(?:{_ONES}|{_UNO})\b".encode())
_PART: Final = re.compile(rf"(?:{_ONES}|{_UNO})(?: (?:{_WHO}))?(?: out)?".encode())
_LONGEST_PART: Final = len("thousand children out")


def doubtful(every: Collection[Said]) -> frozenset[str]:
    """The texts in which there may be a fault: all that have one, and few others."""
    texts = [said.text for said in every]
    letters = b"\0".join(map(str.encode, texts))
    rest = _USUAL_TERM.sub(_words_of_term, _USUAL_FIGURE.sub(b"\1", letters)).translate(None, _NO_SIGNS)
    signs = rest.split(b"\0")
    if len(signs) != len(texts):
        return frozenset(texts)
    odd = {left for left in set(signs) if left.strip(b"*") or len(left) % 2}
    found = {text for text, left in zip(texts, signs, strict=True) if left in odd} if odd else set()
    found.update(text for text in texts if not text.isascii() and _UNUSUAL.search(text))
    if "" in map(str.strip, texts):
        found.update(text for text in texts if not text.strip())
    bare = [said.text for said in every if said.kind is _PLAIN or said.kind is _NAME]
    found.update(text for text in bare if "*" in text or "[" in text or "{" in text)
    lower = letters.lower()
    places = [match.start() for pattern in (_DOT, _SCHEME, _PERCENT) for match in pattern.finditer(lower)]
    places += [match.start() for match in _SHARE.finditer(lower) if _ends_part(lower, match.start())]
    index = at = 0
    for place in sorted(places):
        index += lower.count(b"\0", at, place)
        at = place
        found.add(texts[index])
    return frozenset(found)


def _words_of_term(term: re.Match[bytes]) -> bytes:
    return term[1] or b""


def _ends_part(lower: bytes, end: int) -> bool:
    """Whether the first half of a share ends there, as in "one in ten" or "three women out of four"."""
    return any(_PART.fullmatch(lower, begin, end) for begin in range(max(0, end - _LONGEST_PART), end))


_UNIT_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "percent": r"out of 100",
        "celsius": r"°\s?C|degrees?",
        "seconds": r"seconds?",
        "minutes": r"minutes?",
        "hours": r"hours?",
        "days": r"days?|nights?",
        "weeks": r"weeks?",
        "months": r"months?",
        "years": r"years?|aged?",
    },
}
_ANY_UNIT: Final = {
    language: re.compile(
        f"(?=[{''.join(sorted({word[0] for words in by_unit.values() for word in words.split('|')}))}])(?:"
        + "|".join(
            rf"(?P<{unit}>\b(?:{words})\b|°\s?C)" if unit == "celsius" else rf"(?P<{unit}>\b(?:{words})\b)"
            for unit, words in by_unit.items()
        )
        + ")",
        re.IGNORECASE,
    )
    for language, by_unit in _UNIT_WORDS.items()
}


def other_unit(language: str, text: str, figure_id: str, unit: str) -> str | None:
    """The unit that the text gives a figure where it is not the figure's own; None if it is, or cannot be told.

    The first unit within a few words after the figure is the one that people read with it; where there is none, the
    figure's own must stand in the same sentence. "Out of 100" may stand in the sentence before.
    """
    pattern = _ANY_UNIT.get(language.partition("-")[0])
    if pattern is None:
        return None
    known = unit in pattern.groupindex
    token = f"{{{figure_id}}}"
    said = _without_figures(text)
    begin = text.find(token)
    while begin >= 0:
        end = begin + len(token)
        last = _sentence_end(text, begin)
        after = pattern.search(said, end, min(last, end + (40 if known else 10)))
        if after is not None and (known or not said[end : after.start()].strip(" -")):
            if after.lastgroup != unit:
                return after.group()
        elif known and unit != "percent":
            first = _sentence_begin(text, begin)
            if not any(match.lastgroup == unit for match in pattern.finditer(said, first, last)):
                return "nothing"
        begin = text.find(token, end)
    return None


@lru_cache(maxsize=4)
def _without_figures(text: str) -> str:
    """A text in which figures are dots, at the same places: a text with several figures is looked at once for each."""
    return _TOKEN.sub(lambda found: "·" * len(found.group()), text)


def _sentence_begin(text: str, position: int) -> int:
    return max(text.rfind(end, 0, position) for end in (". ", "? ", "! ", "\n")) + 1


def _sentence_end(text: str, position: int) -> int:
    end = _SENTENCE_END.search(text, position)
    return end.start() if end else len(text)


def _markup(what: str) -> Fault:
    if what in "<>":
        return Fault(
            "markup", f'"{what}" cannot stand in a text; there is no HTML here.', "Write *words* to stress them."
        )
    if what == "*":
        return Fault(
            "markup", "A star stands alone, so the stress never ends.", "Put one before and one after: *not* today."
        )
    if what in "[]|":
        return Fault("markup", f'"{what}" stands outside a term.', "Write [[term-id]] or [[term-id|words as written]].")
    if what in "{}":
        return Fault("markup", f'"{what}" stands outside a figure.', "Write {figure-id}, such as {stay-days}.")
    if what.startswith(("http", "www")):
        return Fault(
            "address", f'"{what}…" is an address. A kiosk opens no addresses.', "Sources belong to facts.json."
        )
    return Fault(
        "markup", f'"{what}" cannot stand in a text.', "Allowed are *stress*, [[terms]], {figures} and line breaks."
    )
