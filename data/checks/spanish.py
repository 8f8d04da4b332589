"""Spanish words as the readability formulas count them: syllables by the rules of Spanish spelling."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from data.checks.english import sentences, words

_SILENT_U: Final = re.compile(r"(?<=q)u(?=[eiéí])|(?<=g)u(?=[eiéí])")
_VOWELS: Final = re.compile(r"[aeiouáéíóúü]+|y(?![aeiouáéíóú])")
_STRONG: Final = frozenset("aeoáéóíú")
"""Each is a syllable of its own, also beside another; a weak one (i, u, ü, y) joins its neighbour."""
_DIGITS: Final = (2, 2, 1, 1, 2, 2, 1, 2, 2, 2)
"""Syllables of cero, uno, dos, tres, …; a number is counted as if said digit by digit."""


@cache
def syllables(word: str) -> int:
    """How many syllables a word has when it is spoken, at least one."""
    if word[0].isdigit():
        return sum(_DIGITS[int(digit)] for digit in word if digit.isdecimal())
    lower = _SILENT_U.sub("", word.lower())
    lower = re.sub(r"(?<=[aeiouáéíóú])y(?![aeiouáéíóú])", "i", lower)
    groups = _VOWELS.findall(lower)
    return max(1, sum(max(1, sum(vowel in _STRONG for vowel in group)) for group in groups))


def fernandez_huerta(text: str) -> float:
    """Ease from 0 to 100 by Fernández Huerta, in the form that Law put right. 100.0 for a text without words."""
    return _ease(text, 206.84, 60.0, 1.02)


def inflesz(text: str) -> float:
    """Ease by Szigriszt-Pazos, which the INFLESZ scale reads: 65 and more is rather easy. 100.0 for no words."""
    return _ease(text, 206.835, 62.3, 1.0)


def _ease(text: str, most: float, by_syllables: float, by_words: float) -> float:
    said = words(text)
    if not said:
        return 100.0
    spoken = sum(syllables(word) for word in said)
    return most - by_syllables * spoken / len(said) - by_words * len(said) / max(1, len(sentences(text)))
