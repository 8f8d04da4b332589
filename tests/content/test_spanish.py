"""Spanish syllables and ease, against counts by hand."""

from __future__ import annotations

import math

import pytest

from data.checks.spanish import fernandez_huerta, inflesz, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *[("sol", 1), ("muy", 1), ("hoy", 1), ("y", 1), ("dos", 1), ("que", 1), ("bien", 1), ("rey", 1)],
        *[("agua", 2), ("siete", 2), ("quiero", 2), ("guerra", 2), ("país", 2), ("ciudad", 2), ("día", 2)],
        *[("juega", 2), ("dolor", 2), ("ayuda", 3), ("rodilla", 3), ("leído", 3), ("nervio", 2), ("caer", 2)],
        *[("vergüenza", 3), ("médico", 3), ("aéreo", 4), ("construir", 2), ("operación", 4), ("medicina", 4)],
        *[("murciélago", 4), ("radiografía", 5), ("energía", 4), ("responsabilidad", 6), ("12", 3)],
    ],
)
def test_syllables_by_hand(word: str, count: int) -> None:
    assert syllables(word) == count


def test_ease_by_hand() -> None:
    text = "El dolor viene de un nervio. Pregunta a tu médico."  # 10 words, 17 syllables, 2 sentences
    assert math.isclose(fernandez_huerta(text), 206.84 - 60 * 17 / 10 - 1.02 * 10 / 2)
    assert math.isclose(inflesz(text), 206.835 - 62.3 * 17 / 10 - 10 / 2)
    assert fernandez_huerta("") == inflesz("") == 100.0
