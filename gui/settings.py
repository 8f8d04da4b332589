"""Staff settings: one TOML file, typed. What is unknown is refused; what is wrong is named."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError


class Settings(BaseModel):
    """Every setting with its default."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    profile: Literal["exam-room", "kiosk"] = Field("exam-room", description="Where the program stands.")
    pack: str | None = Field(None, description="Id of a bundled content pack, or the path of a pack's folder.")
    language: str | None = Field(None, description="Language to start in, such as en.")
    text_size: Literal["small", "default", "large", "largest"] | None = Field(
        None, description="Text size to start with; else small in an exam room, default in a kiosk."
    )
    scheme: Literal["default", "high-dark", "high-light", "soft"] = Field(
        "default", description="Colours to start with."
    )
    screen_width_mm: float | None = Field(
        None, gt=50, lt=5000, description="Width of the screen's picture in millimetres, for screens that lie about it."
    )
    column_order: Literal["fixed", "turned"] = Field(
        "fixed", description="Columns as in the pack, or turned by one place for each visit."
    )


class SettingsError(Exception):
    """One clear line: which file, which place, what to do."""


def read_settings(path: Path) -> Settings:
    """Reads a settings file. SettingsError if it cannot be read or holds what is not a setting."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(
            f"{path}: cannot be read ({error.strerror}). Check the path given with --settings."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{path}: is not a TOML file ({error}). Mend that line; text values stand in quotes."
        ) from error
    try:
        return Settings.model_validate(raw)
    except ValidationError as error:
        raise SettingsError("; ".join(_line(path, fault) for fault in error.errors())) from error


def _line(path: Path, fault: object) -> str:
    found = fault if isinstance(fault, dict) else {}
    name = ".".join(str(part) for part in found.get("loc", ()))
    if found.get("type") == "extra_forbidden":
        known = ", ".join(sorted(Settings.model_fields))
        return f"{path}: there is no setting called {name}. Settings are: {known}."
    return f"{path}: {name}: {found.get('msg')} (it says {found.get('input')!r})."
