"""Design tokens (`resources/tokens.json`) as frozen values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

OPTION_KEYS = ("option-a", "option-b", "option-c", "option-d")


@dataclass(frozen=True, slots=True)
class OptionColours:
    """`ink` for text and counted figures, `line` for edges, `tint` for ground, `on_ink` for text on ink."""

    ink: str
    line: str
    tint: str
    on_ink: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """One colour scheme: a role's colour as `#rrggbb`, and the colours of each option by its place."""

    name: str
    roles: Mapping[str, str]
    options: tuple[OptionColours, ...]

    @property
    def high(self) -> bool:
        """True where only black and white may be used."""
        return self.name.startswith("high")

    @property
    def dark(self) -> bool:
        return self.name == "high-dark"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens. Lengths are in em, cap heights in millimetres."""

    schemes: Mapping[str, Scheme]
    cap_height_em: float
    cap_height_mm: Mapping[str, tuple[float, float]]
    scale: Mapping[str, float]
    line_height: Mapping[str, float]
    touch_mm: float
    gap_mm: float
    layout: Mapping[str, float]


def load_tokens() -> Tokens:
    """Reads the bundled tokens."""
    raw = json.loads(files("resources").joinpath("tokens.json").read_text(encoding="utf-8"))
    kind = raw["type"]
    return Tokens(
        schemes=MappingProxyType({name: _scheme(name, roles) for name, roles in raw["schemes"].items()}),
        cap_height_em=kind["cap_height_em"],
        cap_height_mm=MappingProxyType({size: (low, high) for size, (low, high) in kind["cap_height_mm"].items()}),
        scale=MappingProxyType(kind["scale_em"]),
        line_height=MappingProxyType(kind["line_height"]),
        touch_mm=raw["touch"]["min_mm"],
        gap_mm=raw["touch"]["gap_mm"],
        layout=MappingProxyType(raw["layout_em"]),
    )


def _scheme(name: str, roles: Mapping[str, object]) -> Scheme:
    plain = {role: value for role, value in roles.items() if isinstance(value, str)}
    options = []
    for key in OPTION_KEYS:
        colours = roles[key]
        if isinstance(colours, Mapping):
            options.append(OptionColours(colours["ink"], colours["line"], colours["tint"], colours["on-ink"]))
    return Scheme(name, MappingProxyType(plain), tuple(options))
