"""Syllables, sentences and grades, against counts by hand."""

from __future__ import annotations

import math

import pytest

from data.checks.english import flesch_kincaid, sentences, smog, spoken, syllables, words
from data.checks.plainness import counted, passive

BY_HAND = {
    1: "the a eye you your yes year through made makes used played called helped scan nerve nerves root heat leg legs "
    "pain numb screen voice guide choice please clean dream great league tongue friend don't wait weeks months walked "
    "stopped reached breathe year's",
    2: "people needle needles heated treated needed doctor after often over muscle muscles little able even before "
    "maybe someone something movement statement useless lately doesn't isn't being going doing quiet client science "
    "dial lion poem cruel fluid chaos reason reasons increase balance boxes changes places bridges fibre "
    "centre litre hundred kindred sacred naked handle handled rhythm prism union onion region fashion special social "
    "patient patients ancient ocean surgeon pigeon x-ray safety ninety judgement likely lonely".replace(
        "museums' ", ""
    ),
    3: "idea area however radio video audio recover another together exercise piano serious various previous obvious "
    "injury important yesterday remember family museum creation reaction familiar behaviour opinion criminal average "
    "nuclear linear energy permanent anyone understand industry medicine hospital everyone day-to-day",
    4: "operation information necessary society variety material experience usually especially radiation immediate "
    "associate evaluate situation comparison rhizotomy denervation neuropathic recovery ability anybody",
    5: "sacroiliac immediately university opportunity possibility electricity percutaneous communication",
    6: "radiofrequency anticoagulant responsibility physiotherapy osteoarthritis",
}


@pytest.mark.parametrize("count", BY_HAND)
def test_syllables(count: int) -> None:
    wrong = {word: syllables(word) for word in BY_HAND[count].split() if syllables(word) != count}
    assert wrong == {}


def test_words_in_capitals_are_spelled_out() -> None:
    assert [syllables(word) for word in ("MRI", "NHS", "WHO", "I", "The")] == [3, 3, 5, 1, 1]


def test_numbers_count_as_they_are_spoken() -> None:
    assert [spoken(n) for n in (0, 14, 20, 46, 100, 114, 1309, 40_000)] == [
        "zero",
        "fourteen",
        "twenty",
        "forty six",
        "one hundred",
        "one hundred and fourteen",
        "one thousand three hundred and nine",
        "forty thousand",
    ]
    assert [syllables(n) for n in ("20", "114", "1,309", "7.5", "12345678")] == [2, 6, 8, 4, 8]


def test_words_and_sentences() -> None:
    assert words("Don't have an X-ray, or 2.5 of 1,309.") == [
        "Don't",
        "have",
        "an",
        "X-ray",
        "or",
        "2.5",
        "of",
        "1,309",
    ]
    assert sentences("It is so. Is it? It is!\nAsk Dr. May\n\nBring e.g. a list (or two). “Yes.” Go") == [
        "It is so.",
        "Is it?",
        "It is!",
        "Ask Dr. May",
        "Bring e.g. a list (or two).",
        "“Yes.",
        "Go",
    ]
    assert sentences(" \n … ") == []


def test_flesch_kincaid_by_hand() -> None:
    # 2 sentences, 9 words; all of one syllable but doc-tor and pres-sure: 11 syllables
    text = "The doctor numbs the skin. You may feel pressure."
    assert math.isclose(flesch_kincaid(text), 0.39 * 9 / 2 + 11.8 * 11 / 9 - 15.59)
    assert flesch_kincaid("") == 0.0


def test_smog_by_hand() -> None:
    # 3 sentences; information, operation, hospital have three syllables or more
    text = "Ask for information. The operation is here. You leave the hospital."
    assert math.isclose(smog(text), 1.0430 * math.sqrt(3 * 30 / 3) + 3.1291)
    assert math.isclose(smog("You may go."), 3.1291)


@pytest.mark.parametrize(
    "sentence",
    [
        "A needle is put in.",
        "You will be asked.",
        "It was not usually done.",
        "The line gets blocked.",
        "It is then heated.",
    ],
)
def test_passive(sentence: str) -> None:
    assert passive("en", sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "You need rest.",
        "The bed is red.",
        "You are tired.",
        "The team puts it in.",
        "It is not known.",
        "It is a hundred.",
    ],
)
def test_not_passive(sentence: str) -> None:
    assert passive("en", sentence) is None


def test_numbers_in_words() -> None:
    assert counted("en", "It takes two or three weeks, half an hour, and helps half of people.") == (
        "two or three weeks",
        "half an hour",
        "half of people",
    )
    assert counted("en", "Take one day at a time. One person may help. A few weeks later, in one trial.") == ()
    assert counted("es", "dos semanas") == ()
