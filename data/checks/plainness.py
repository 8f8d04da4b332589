"""Plain wording: sentences that are long or hide who acts, hard words without a meaning, numbers spelled out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from data.checks.english import sentences, syllables, words
from data.checks.lists import word_list
from data.checks.reading import Reading
from data.problem import Problem
from data.prose import parse
from data.wording import Kind

LONGEST_SENTENCE: Final = 20
"""Words."""
MOST_PASSIVE: Final = 0.2
"""Share of the sentences of one panel."""
HARD_SYLLABLES: Final = 4

_IRREGULAR: Final = (
    "begun|bitten|blown|bought|bound|broken|brought|built|burnt|caught|chosen|cut|done|drawn|driven|fed|felt|found|"
    "forgotten|given|grown|heard|held|hidden|hit|hurt|kept|known|laid|led|left|lent|lost|made|meant|met|paid|put|read|"
    "said|seen|sent|set|shown|shut|sold|spent|split|spread|stuck|taken|taught|thought|thrown|told|torn|understood|won|"
    "worn|written"
)
_PASSIVE: Final[Mapping[str, re.Pattern[str]]] = {
    "en": re.compile(
        r"\b(?:am|is|are|was|were|be|been|being|gets?|got|isn't|aren't|wasn't|weren't)\s+"
        r"(?:(?:not|also|often|usually|mostly|then|still|never|always|only|first|now|\w+ly)\s+)*"
        r"(?!need|indeed|bed|red|known|tired|worried|scared|used to|hundred|interested|limited\b)"
        rf"(\w{{2,}}ed|{_IRREGULAR})\b",
        re.IGNORECASE,
    )
}
_COUNTED: Final[Mapping[str, re.Pattern[str]]] = {
    "en": re.compile(
        r"\b(?:(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|"
        r"sixty|ninety|a hundred|a dozen)[- ](?:to \w+ |or \w+ )?(?:more |full |whole )?"
        r"(?:second|minute|hour|day|night|week|month|year|degree|people|person|patient|adult|child|trial|stud|review)\w*"
        r"|(?:one|half an?) (?:minute|hour|week|month|year)"
        r"|half (?:of )?(?:the |all )?(?:people|patients|adults|children|them)|(?:a|one) (?:third|quarter|fifth|tenth)|"
        r"(?:two|three) (?:thirds|quarters))\b",
        re.IGNORECASE,
    )
}


@dataclass(frozen=True, slots=True)
class Glossary:
    """How far the hard words are explained: how often one stands in the texts, and how often its meaning can be had."""

    explained: int
    of: int
    terms: int
    without: tuple[str, ...]


def passive(language: str, sentence: str) -> str | None:
    """The words that make a sentence passive, or None."""
    pattern = _PASSIVE.get(language[:2])
    found = pattern.search(sentence) if pattern else None
    return found.group() if found else None


def looks_for_passive(language: str) -> bool:
    return language[:2] in _PASSIVE


def counted(language: str, text: str) -> tuple[str, ...]:
    """Numbers spelled out with what they count, such as "three months"."""
    pattern = _COUNTED.get(language[:2])
    return tuple(found.group() for found in pattern.finditer(text)) if pattern else ()


def passive_share(language: str, text: str) -> float:
    said = sentences(text)
    return sum(passive(language, sentence) is not None for sentence in said) / len(said) if said else 0.0


def wordy(reading: Reading) -> Iterator[Problem]:
    """A finding for each long sentence, each number spelled out, and each panel with many passive sentences."""
    for said in reading.all_said:
        if said.kind not in (Kind.PROSE, Kind.LINE, Kind.RECORD):
            continue
        text = reading.words(said.text)
        for sentence in sentences(text):
            count = len(words(sentence))
            if count > LONGEST_SENTENCE:
                message = f'This sentence has {count} words: "{sentence[:60]}…".'
                fix = f"Make two of it; the most is {LONGEST_SENTENCE} words."
                yield Problem(reading.file, said.path, "long-sentence", message, fix)
        if said.kind is Kind.RECORD:
            continue
        for number in dict.fromkeys(counted(reading.language, text)):
            message = f'"{number}" is a figure in words, so no fact stands behind it.'
            fix = 'Make it a figure, such as {stay-days} days, or say it without a number, such as "a few days".'
            yield Problem(reading.file, said.path, "number-in-words", message, fix)
    yield from _too_passive(reading)


def _too_passive(reading: Reading) -> Iterator[Problem]:
    named: set[str] = set()
    for option in reading.options:
        for reason in reading.reasons:
            panel = reading.panel(option, reason)
            share = passive_share(reading.language, panel)
            if share > MOST_PASSIVE and panel not in named:
                named.add(panel)
                examples = [found for sentence in sentences(panel) if (found := passive(reading.language, sentence))]
                shown = ", ".join(f'"{example}"' for example in dict.fromkeys(examples))
                message = f'For "{reason}", {share:.0%} of the sentences do not say who acts: {shown[:160]}.'
                fix = 'Say who does it: "the team puts in a drip", not "a drip is put in".'
                yield Problem(reading.file, f"$.panels.{reading.key(reason)}.{option}", "passive", message, fix)


def glossary(reading: Reading) -> tuple[Glossary, tuple[Problem, ...]]:
    """How far hard words are explained, and a finding for each that is not; none where no everyday words are listed."""
    everyday = word_list("everyday", reading.language)
    if not everyday:
        return Glossary(0, 0, len(reading.texts.glossary), ()), ()
    known: set[str] = set()
    for entry in reading.texts.glossary.values():
        for name in (entry.term, *entry.synonyms):
            known.update(_stem(word) for word in words(name))
    explained = total = 0
    without: dict[str, list[str]] = {}
    for said in reading.all_said:
        if said.kind not in (Kind.PROSE, Kind.LINE):
            continue
        for piece in parse(said.text, lambda _: "0", _Same()):
            for word in words(piece.text):
                if not _is_hard(word, everyday):
                    continue
                total += 1
                if piece.term is not None or _stem(word) in known:
                    explained += 1
                else:
                    without.setdefault(_stem(word), []).append(said.path)
    problems = tuple(
        Problem(
            reading.file,
            paths[0],
            "hard-word",
            f'"{word}" is a hard word without a meaning in the glossary ({len(paths)} times).',
            "Use an everyday word, or add it to the glossary and write [[term-id|words]] here.",
        )
        for word, paths in sorted(without.items())
    )
    return Glossary(explained, total, len(reading.texts.glossary), tuple(sorted(without))), problems


def _is_hard(word: str, everyday: frozenset[str]) -> bool:
    lower = word.lower()
    if word[0].isdigit() or "-" in word or lower in everyday or _stem(word) in everyday:
        return False
    return syllables(word) >= HARD_SYLLABLES and syllables(_stem(word)) >= HARD_SYLLABLES


def _stem(word: str) -> str:
    lower = word.lower().replace("’", "'").removesuffix("'s")
    for ending in ("ies", "ing", "ed", "ly", "s"):
        if lower.endswith(ending) and len(lower) - len(ending) >= 5:
            return lower.removesuffix(ending) + ("y" if ending == "ies" else "")
    return lower


class _Same(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return key.replace("-", " ")
