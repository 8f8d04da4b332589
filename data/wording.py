"""What a pack's texts must not say: numbers typed by hand, addresses, markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum, auto
from functools import lru_cache
from typing import Final, NamedTuple

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
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_MARK: Final = re.compile(r"[\[\]{}<>|_`#\\*\n]|https?:|www\.")
_USUAL: Final = re.compile(r"\*|\n|\[\[[a-z0-9-]+(?:\|[^\[\]|{}*]+)?\]\]|\{[a-z0-9-]+\}")
_NO_SCHEME: Final = "".join(
    f"(?<!(?i:{word}))" for word in ("mailto", "file", "ftp", "javascript", "data", "tel", "http", "https")
)
_QUIET: Final = rf"[^\[\]{{}}<>|_`#\\*\n:@%0-9.]++|\.(?!\w)|{_NO_SCHEME}:"
_USUALLY_MARKED: Final = re.compile(
    rf"(?:{_QUIET}|[*\n]|\[\[[a-z0-9-]++(?:\|(?:{_QUIET})++)?\]\]"
    r"|\{[a-z0-9-]++\}(?: (?:out of|de cada) 100\b)?)*+"
)
_SIGN: Final = re.compile(r"[\[\]{}<>|_`#\\*\n:@%0-9]")
_DIGITS: Final = re.compile(r"[%0-9]")
_NUMERAL: Final = re.compile(rf"[%‰٪﹪％{_DIGIT}]")
_DOTTED: Final = re.compile(r"\.(?=\w)")
_PERCENT: Final = re.compile(r"per[- ]?cent|por ciento", re.IGNORECASE)
_SHARE: Final = re.compile(rf" (?:in|of|de|cada) (?:every |an? |cada )*(?:{_ONES}|{_UNO})\b", re.IGNORECASE)
_OF_WHICH: Final = (" in ", " of ", " de ")
_WHOLE: Final = re.compile(rf"(?:every |an? |cada )*(?:{_ONES}|{_UNO})\b")
"""What may follow on these, and then makes a share of it."""


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


class Said(NamedTuple):
    """One text of a pack and its place. `key` is the reason key it stands under, None where no reason applies."""

    path: str
    text: str
    kind: Kind
    key: str | None = None
    facts: tuple[str, ...] = ()
    """The facts shown with it."""
    place: str = ""
    """Where pack.json lists the figures shown with it; empty where none can be."""


class Fault(NamedTuple):
    code: str
    message: str
    fix: str


def word_count(text: str) -> int:
    """Words as a person reads them; a figure counts as one."""
    plain = re.sub(r"\[\[(?:[a-z0-9-]+\|)?([^\[\]]*)\]\]", r"\1", re.sub(r"\{[a-z0-9-]+\}", "0", text))
    return len(plain.split())


def needs_a_look(text: str) -> bool:
    """Whether anything in a text could be a fault. Most texts have nothing, and a pack has thousands of them."""
    return (
        bool(_SIGN.search(text))
        or "www." in text
        or ("." in text and bool(_DOTTED.search(text)))
        or _may_count_in_words(text)
    )


def _may_count(text: str) -> bool:
    return bool(_DIGITS.search(text)) or _may_count_in_words(text)


def _may_count_in_words(text: str) -> bool:
    """Or in signs that are no usual digits."""
    lower = text.lower()
    if ("cent" in lower or "cient" in lower) and _PERCENT.search(text):
        return True
    if not text.isascii():
        return bool(_NUMERAL.search(text) or _SHARE.search(text))
    for of_which in _OF_WHICH:
        at = lower.find(of_which)
        while at >= 0:
            if _WHOLE.match(lower, at + len(of_which)):
                return True
            at = lower.find(of_which, at + 1)
    return False


def look(said: Said) -> Iterator[Fault]:
    """Everything in the text that is not allowed, apart from ids that point nowhere."""
    if needs_a_look(said.text):
        yield from closer_look(said)


def closer_look(said: Said) -> Iterator[Fault]:
    """The same, for a text that needs a look."""
    text, kind = said.text, said.kind
    if kind in (Kind.PROSE, Kind.LINE) and not ("\n" in text and kind is Kind.LINE):
        # Most need it only for marks of the usual kind.
        usual = _USUALLY_MARKED.fullmatch(text) and "www." not in text and text.count("*") % 2 == 0
        if usual and not _may_count_in_words(_IDS.sub(" ", text)):
            return
    if _MARK.search(text):
        if kind in (Kind.PROSE, Kind.LINE, Kind.RECORD):
            for _, what in () if _well_marked(text) else faults(text):
                yield _markup(what)
        else:
            for what in dict.fromkeys(_MARK.findall(text.replace("\n", " "))):
                message = f'"{what}" cannot stand here: this text is shown as it is written.'
                yield Fault("markup", message, "Write plain words only.")
        if "\n" in text and kind not in (Kind.PROSE, Kind.RECORD):
            yield Fault("markup", "A line break cannot stand here.", "Write it as one line.")
    for address in _ADDRESSES.finditer(text) if _DOTTED.search(text) or ":" in text or "@" in text else ():
        message = f'"{address.group()}" looks like an address. A kiosk opens no addresses.'
        yield Fault("address", message, "Take it out. Addresses belong to the sources in facts.json.")
    if kind is Kind.NAME:
        return
    bare = _IDS.sub(" ", text)
    if not _may_count(bare):
        return
    for number in _NUMBERS.finditer(bare):
        if kind is Kind.RECORD and _YEAR.fullmatch(number.group()):
            continue
        yield Fault(
            "typed-number",
            f'The number "{number.group()}" is typed into the text.',
            'Give it an id under "figures" in pack.json with its facts and reasons, and write the id here in curly '
            "brackets, such as {stay-days}. A share is written {figure-id} out of 100.",
        )


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
        "|".join(
            rf"(?P<{unit}>\b(?:{words})\b|°\s?C)" if unit == "celsius" else rf"(?P<{unit}>\b(?:{words})\b)"
            for unit, words in by_unit.items()
        ),
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
        first, last = _sentence_around(text, begin)
        after = pattern.search(said, end, min(last, end + (40 if known else 10)))
        if after is not None and (known or not said[end : after.start()].strip(" -")):
            if after.lastgroup != unit:
                return after.group()
        elif known and unit != "percent" and not any(m.lastgroup == unit for m in pattern.finditer(said, first, last)):
            return "nothing"
        begin = text.find(token, end)
    return None


@lru_cache(maxsize=4)
def _without_figures(text: str) -> str:
    """A text in which figures are dots, at the same places: a text with several figures is looked at once for each."""
    return _TOKEN.sub(lambda found: "·" * len(found.group()), text)


def _sentence_around(text: str, position: int) -> tuple[int, int]:
    ends = (". ", "? ", "! ", "\n")
    after = [i for end in ends if (i := text.find(end, position)) >= 0]
    return max(text.rfind(end, 0, position) for end in ends) + 1, min(after, default=len(text))


def _well_marked(text: str) -> bool:
    """Whether all marks are of the usual kind; most are, and this is quicker than looking for faults."""
    return not _MARK.search(_USUAL.sub("", text)) and text.count("*") % 2 == 0


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
