"""English words and sentences as the readability formulas count them.

Syllables come from rules of spelling, and from `syllables-en.txt` for words that the rules get wrong. Both are tested
against counts by hand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

WORD: Final = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:['’\-‑][A-Za-zÀ-ÖØ-öø-ÿ]+)*|\d[\d,]*(?:\.\d+)?")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])[\"”’)]*\s+|\n+")
_NO_END: Final = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|St|vs|e\.g|i\.e|etc|approx|No)\.$")

_VOWELS: Final = re.compile(r"[aeiouyà-öø-ÿ]+")

_BEFORE: Final = (
    r"ly|less|lessly|ful|fully|fulness|ments?|ness|some|somely|where|things?|times?|body|ones?|fore|self|selves|work|"
    r"makers?|what|how|by|page|zones?|lines?|wise|land|boards?|hood|lihood|most|days?|ways?|backs?|frames?|walls?|"
    r"shots?|room|house|light|side"
)
_SILENT: Final = re.compile(
    rf"(?<=[aeiouyr][^aeiouy])e(?=(?:{_BEFORE})$)(?<!le(?=ment))(?<!cre(?=ment))"
    r"|(?<=[aeiouy][^aeiouy][^aeiouy])e(?=(?:ly|less|ful|ments?|lines?)$)(?<!le(?=ly))(?<!le(?=ment))"
    r"|(?<=[^aeiouy])e$(?<![^aeiouyr]le)(?<![bct]re)"
    r"|(?<=[^aeiouysxzcg])es$(?<!shes)(?<!ches)(?<![^aeiouyr]les)(?<![bct]res)"
    r"|(?<=[^aeiouytd])ed$(?<![bcdkpt]red)(?<![^aeiourl]led)"
    r"|(?<=[aeo]y)ed$"
)
"""An e that is written and not spoken: "useless", "management", "made", "makes", "used", "played"."""

_TWO: Final = re.compile(
    r"(?<![cstgxlnh])i(?=o)|(?<=[cstgx])i(?=o(?!u|n))|(?<=[aeiou]l)i(?=o(?!n))|i(?=um|us$)(?<!ciu)(?<!tiu)"
    r"|(?<![cstgl])i(?=a(?!ge))|(?<=[lg])i(?=a(?!r|ge|n))|i(?=at)|(?<=d)i(?=a)"
    r"|(?<=[drl])i(?=en)(?<!fri)|(?<=sci)(?=e)|i(?=et[aiy])|(?<=kw)i(?=et)|^di(?=et)|i(?=ers?$|est$)(?<=...i)"
    r"|(?<![gqae])u(?=a)|(?<!p)(?<!g)e(?=o(?!u))|^ge(?=o)|(?<![cg])e(?=ous)|e(?=um)|ee?(?=ing)|[oa](?=ics?$)"
    r"|o(?=ing|e[mt])|y(?=[aeiou])|(?<!g)u(?=i(?:d$|n[eg]?$|ng))|u(?=ity|el$|en[tc]|ou)|[aeiou](?=ism)"
    r"|(?<=cr)e(?=at)|(?<=nucl)e(?=ar)|(?<=in)e(?=ar)"
    r"|^re(?=a(?:ct|ll?oc|ppl|ss|dj|rr)|in|en|u)|^co(?=or|ex|er|inc|ef)|^pre(?=[aeo])|^bi(?=o)"
)
"""Vowels that stand together and are spoken apart: "science", "idea", "going", "previous"."""
_LAST_TWO: Final = re.compile(r"(?<=.[^aeiou])e(?=as?$|an$)(?<!plea)(?<![cfp]le)")
_HALF_VOWEL: Final = re.compile(r"(?:[aeiouy]s|th)ms?$")


def words(text: str) -> list[str]:
    """The words of a text; "X-ray" and "don't" are one word each, and so is a number."""
    return WORD.findall(text)


def sentences(text: str) -> list[str]:
    """The sentences of a text. A line break ends a sentence, whether or not it has a full stop."""
    found: list[str] = []
    carried = ""
    for part in _SENTENCE_END.split(text):
        whole = f"{carried} {part}".strip()
        if _NO_END.search(whole):
            carried = whole
            continue
        carried = ""
        if WORD.search(whole):
            found.append(whole)
    return [*found, carried] if carried else found


@cache
def syllables(word: str) -> int:
    """How many syllables a word has when it is spoken, at least one; parts with hyphens are added up."""
    if word[0].isdigit():
        return _spoken_number(word)
    lower = word.lower().replace("’", "'").replace("‑", "-")
    if "-" in lower:
        return sum(syllables(part) for part in re.split(r"[-‑]", word) if part)
    if word.isupper() and 2 <= len(word) <= 5:
        return sum(3 if letter == "W" else 1 for letter in word)
    known = _table()
    for form in (lower, lower.removesuffix("'s"), lower.removesuffix("s"), lower.removesuffix("ed")):
        if form in known:
            return known[form]
    return _by_rule(lower)


def flesch_kincaid(text: str) -> float:
    """The school grade (US) of Flesch and Kincaid. 0.0 for a text without words."""
    said = words(text)
    if not said:
        return 0.0
    spoken = sum(syllables(word) for word in said)
    return 0.39 * len(said) / max(1, len(sentences(text))) + 11.8 * spoken / len(said) - 15.59


def smog(text: str) -> float:
    """The school grade (US) of McLaughlin's SMOG, from the words of three syllables or more."""
    long_words = sum(syllables(word) >= 3 for word in words(text))
    return float(1.0430 * (long_words * 30 / max(1, len(sentences(text)))) ** 0.5 + 3.1291)


def _by_rule(word: str) -> int:
    extra = 0
    if word.endswith("n't"):
        stem = word[:-3]
        if stem not in ("ca", "wo", "do", "are", "were", "sha", "ai"):
            word, extra = stem, 1
    elif word.endswith("s's"):
        extra = 1
    word = re.sub(r"'(?:s|ve|d|ll|re|m|t)?$", "", word).replace("'", "")
    word = re.sub(r"^y(?=[aeiou])", "j", word)
    word = re.sub(r"gue(?=s?$|d$)", "g", re.sub(r"que(?=s?$)", "k", word)).replace("qu", "kw")
    body = _SILENT.sub("", word) if len(word) > 2 else word
    if re.search(r"oi[cs]es?$", word):
        body = body.replace("oi", "o")
    count = len(_VOWELS.findall(body)) + len(_TWO.findall(body)) + len(_LAST_TWO.findall(word))
    count += bool(_HALF_VOWEL.search(word)) - word.endswith("ically")
    return max(1, count) + extra


@cache
def _table() -> Mapping[str, int]:
    text = (files("data.checks") / "syllables-en.txt").read_text("utf-8")
    lines = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return {word: int(count) for word, count in lines}


_ONES: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS: Final = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def spoken(number: int) -> str:
    """A whole number from 0 to 999,999 as it is spoken: 114 is "one hundred and fourteen"."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10] + (f" {_ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{_ONES[number // 100]} hundred" + (f" and {spoken(number % 100)}" if number % 100 else "")
    return f"{spoken(number // 1000)} thousand" + (f" {spoken(number % 1000)}" if number % 1000 else "")


def _spoken_number(text: str) -> int:
    whole, _, part = text.replace(",", "").partition(".")
    value = int(whole)
    if value > 999_999:
        return len(whole)
    said = spoken(value).split() + (["point", *(_ONES[int(digit)] for digit in part)] if part else [])
    return sum(syllables(word) for word in said)
