"""Colour arithmetic for the tests, apart from the program's own, so that one cannot hide a fault of the other.

sRGB per IEC 61966-2-1, contrast per WCAG 2, OKLab per Ottosson 2020, dichromats per Machado 2009 at full severity.
"""

from __future__ import annotations

import math

Triple = tuple[float, float, float]

DEUTERANOPIA = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)


def split(colour: str | int) -> tuple[int, int, int]:
    """Red, green and blue of `#rrggbb` or 0xrrggbb, 0 to 255."""
    number = int(colour.lstrip("#"), 16) if isinstance(colour, str) else colour
    return (number >> 16) & 255, (number >> 8) & 255, number & 255


def to_linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def to_srgb(value: float) -> float:
    value = min(1.0, max(0.0, value))
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


LINEAR = tuple(to_linear(i / 255) for i in range(256))


def linear(colour: str | int) -> Triple:
    red, green, blue = split(colour)
    return LINEAR[red], LINEAR[green], LINEAR[blue]


def luminance(colour: str | int) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str | int, other: str | int) -> float:
    """From 1 (the same) to 21 (black and white)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _multiply(rows: tuple[Triple, Triple, Triple], vector: Triple) -> Triple:
    a, b, c = (sum(m * v for m, v in zip(row, vector, strict=True)) for row in rows)
    return a, b, c


def lightness_chroma_hue(colour: str | int) -> Triple:
    """OKLCh; hue in degrees."""
    lms = _multiply(
        (
            (0.4122214708, 0.5363325363, 0.0514459929),
            (0.2119034982, 0.6806995451, 0.1073969566),
            (0.0883024619, 0.2817188376, 0.6299787005),
        ),
        linear(colour),
    )
    lab = _multiply(
        (
            (0.2104542553, 0.7936177850, -0.0040720468),
            (1.9779984951, -2.4285922050, 0.4505937099),
            (0.0259040371, 0.7827717662, -0.8086757660),
        ),
        (lms[0] ** (1 / 3), lms[1] ** (1 / 3), lms[2] ** (1 / 3)),
    )
    return lab[0], math.hypot(lab[1], lab[2]), math.degrees(math.atan2(lab[2], lab[1])) % 360


def without_green_cones(colour: str | int) -> int:
    """The colour as a person with deuteranopia sees it, as 0xrrggbb."""
    red, green, blue = (round(255 * to_srgb(v)) for v in _multiply(DEUTERANOPIA, linear(colour)))
    return red << 16 | green << 8 | blue


def grey(colour: str | int) -> int:
    """The grey of the same luminance, as 0xrrggbb."""
    level = round(255 * to_srgb(luminance(colour)))
    return level << 16 | level << 8 | level


def _lab(colour: str | int) -> Triple:
    x, y, z = _multiply(
        ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041)),
        linear(colour),
    )
    f = [v ** (1 / 3) if v > 216 / 24389 else (24389 / 27 * v + 16) / 116 for v in (x / 0.95047, y, z / 1.08883)]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def difference(one: str | int, other: str | int) -> float:
    """CIEDE2000: 1 is just seen side by side, 10 is plain."""
    (l1, a1, b1), (l2, a2, b2) = _lab(one), _lab(other)
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * math.sqrt(mean**7 / (mean**7 + 25**7))
    c1, c2 = math.hypot(stretch * a1, b1), math.hypot(stretch * a2, b2)
    h1, h2 = math.atan2(b1, stretch * a1), math.atan2(b2, stretch * a2)
    turn = (h2 - h1 + math.pi) % (2 * math.pi) - math.pi if c1 * c2 else 0.0
    hue = math.degrees(h1 + turn / 2)
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    weight = (
        1
        - 0.17 * math.cos(math.radians(hue - 30))
        + 0.24 * math.cos(math.radians(2 * hue))
        + 0.32 * math.cos(math.radians(3 * hue + 6))
        - 0.20 * math.cos(math.radians(4 * hue - 63))
    )
    dl = (l2 - l1) / (1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2))
    dc = (c2 - c1) / (1 + 0.045 * chroma)
    dh = 2 * math.sqrt(c1 * c2) * math.sin(turn / 2) / (1 + 0.015 * chroma * weight)
    spread = 60 * math.exp(-((((hue % 360) - 275) / 25) ** 2))
    tie = -2 * math.sqrt(chroma**7 / (chroma**7 + 25**7)) * math.sin(math.radians(spread))
    return math.sqrt(dl**2 + dc**2 + dh**2 + tie * dc * dh)
