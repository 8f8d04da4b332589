"""Settings: typed, from four sources, each value with the place it came from.

built-in < machine file < policy file < command line (first a file given with --settings, then the single options).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from data.files import read_ordinary

BUILT_IN: Final = "built-in"
COMMAND_LINE: Final = "command line"
STAFF: Final = "staff"
LARGEST: Final = 64 * 1024
"""Bytes of a settings file."""
FALL_BACK_KEEPS: Final = ("profile", "screen_width_mm", "stay_on_top", "staff_pin", "printer", "paper")


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
    printer: str | None = Field(None, description="Name of the printer for sheets; else the machine's default printer.")
    paper: Literal["a4", "letter"] | None = Field(
        None, description="Paper for sheets; else that of the machine's country."
    )
    column_order: Literal["fixed", "turned"] = Field(
        "fixed", description="Columns as in the pack, or turned by one place for each visit."
    )
    idle_seconds: int = Field(
        300, ge=120, le=300, description="Kiosk: seconds without a touch or key until it asks whether anyone is there."
    )
    idle_answer_seconds: int = Field(
        45, ge=20, le=45, description="Kiosk: seconds to answer before everything is wiped."
    )
    neutral_start: bool = Field(
        False, description="Kiosk: the first screen does not say what the aid is about, for all in the room to read."
    )
    stay_on_top: bool = Field(
        True,
        description="Kiosk: the window stays above all others. Turn it off where a screen reader, a keyboard on the "
        "screen or remote support needs to be seen above it.",
    )
    staff_pin: str | None = Field(
        None,
        pattern=r"^scrypt\$\d+\$\d+\$\d+\$[0-9a-f]{32}\$[0-9a-f]{64}$",
        description="Kiosk: the salted hash of the staff PIN, written by `evenhand set-pin`. Without one nobody can "
        "leave through the staff door.",
    )


class SettingsError(Exception):
    """One clear line: which file, which place, what to do."""


@dataclass(frozen=True)
class Effective:
    """The settings that hold, where each came from, and what was wrong on the way, one line each."""

    settings: Settings
    sources: Mapping[str, str]
    complaints: tuple[str, ...] = field(default=())

    def choose(self, **values: str | None) -> Effective:
        """With what staff chose behind the door; None leaves a setting as it is."""
        chosen = {name: value for name, value in values.items() if value is not None}
        settings = self.settings.model_copy(update=chosen)
        return Effective(settings, {**self.sources, **dict.fromkeys(chosen, STAFF)}, self.complaints)

    def fall_back(self, pack: str | None, language: str | None = None) -> Effective:
        """Only what the machine itself needs, and the last pack that was good, perhaps with its language.

        The rest is as built in.
        """
        kept = {name: getattr(self.settings, name) for name in FALL_BACK_KEEPS} | {"pack": pack}
        if language is not None:
            kept["language"] = language
        sources = {name: self.sources[name] if name in kept else BUILT_IN for name in self.sources}
        return Effective(Settings.model_validate(kept), sources, self.complaints)

    def lines(self) -> list[str]:
        """ "name = value    # source", sorted as in the model. A hash is not shown."""
        shown = []
        for name in Settings.model_fields:
            value = getattr(self.settings, name)
            text = "set" if name == "staff_pin" and value else _toml(value)
            shown.append(f"{name} = {text}  # {self.sources[name]}")
        return shown


def _toml(value: object) -> str:
    if value is None:
        return "(not set)"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)


def effective(folder: Path | None, file: Path | None = None, given: Mapping[str, Any] | None = None) -> Effective:
    """Puts the sources together. `folder` holds settings.toml and policy.toml of the machine; `file` is the one named
    with --settings, `given` are single values of the command line.

    A bad value is named and the one below it holds. SettingsError only for `file`: it cannot be read, or holds what is
    not a setting.
    """
    values: dict[str, Any] = {}
    sources = dict.fromkeys(Settings.model_fields, BUILT_IN)
    complaints: list[str] = []
    places = (
        [] if folder is None else [("machine file", folder / "settings.toml"), ("policy file", folder / "policy.toml")]
    )
    for kind, path in places:
        try:
            raw = _read(path, missing_ok=True)
        except SettingsError as error:
            complaints.append(str(error))
            continue
        _take(raw, f"{kind} {path}", path, values, sources, complaints)
    if file is not None:
        raw = _read(file, missing_ok=False)
        unknown = [name for name in raw if name not in Settings.model_fields]
        if unknown:
            raise SettingsError(_unknown(file, unknown[0]))
        _take(raw, f"settings file {file}", file, values, sources, complaints)
    for name, value in (given or {}).items():
        values[name] = value
        sources[name] = COMMAND_LINE
    return Effective(Settings.model_validate(values), sources, tuple(complaints))


def read_settings(path: Path) -> Settings:
    """The settings of one file alone. SettingsError if it cannot be read or holds what is not a setting."""
    return effective(None, path).settings


def _read(path: Path, *, missing_ok: bool) -> dict[str, Any]:
    try:
        return tomllib.loads(read_ordinary(path, LARGEST).decode("utf-8"))
    except FileNotFoundError as error:
        if missing_ok:
            return {}
        raise SettingsError(_unreadable(path, error)) from error
    except OSError as error:
        raise SettingsError(_unreadable(path, error)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SettingsError(
            f"{path}: is not a TOML file ({error}). Mend that line; text values stand in quotes."
        ) from error


def _unreadable(path: Path, error: OSError) -> str:
    return f"{path}: cannot be read ({error.strerror}). Check the path given with --settings."


def _unknown(path: Path, name: str) -> str:
    return f"{path}: there is no setting called {name}. Settings are: {', '.join(sorted(Settings.model_fields))}."


def _take(
    raw: Mapping[str, Any],
    source: str,
    path: Path,
    values: dict[str, Any],
    sources: dict[str, str],
    complaints: list[str],
) -> None:
    """Takes each value that is right; names each that is not."""
    for name, value in raw.items():
        if name not in Settings.model_fields:
            complaints.append(_unknown(path, name))
            continue
        try:
            Settings.model_validate({name: value})
        except ValidationError as error:
            # The hash of a PIN is nobody's to read in a log.
            said = "" if name == "staff_pin" else f" (it says {value!r:.60})"
            now = "" if name == "staff_pin" else f" {_toml(values.get(name, Settings.model_fields[name].default))}"
            complaints.append(f"{path}: {name}: {error.errors()[0]['msg']}{said}. Used instead:{now or ' none'}.")
            continue
        values[name] = value
        sources[name] = source


def document() -> str:
    """docs/settings.md, made from the model."""
    lines = [
        "# Settings",
        "",
        "Made from the model by `python -m gui.settings`; a test keeps it fresh. One TOML file, all on one level:",
        "",
        "| where | Linux | Windows |",
        "|---|---|---|",
        "| built-in | the defaults below | the defaults below |",
        r"| machine file | `/etc/evenhand/settings.toml` | `%ProgramData%\Evenhand\settings.toml` |",
        r"| policy file | `/etc/evenhand/policy.toml` | `%ProgramData%\Evenhand\policy.toml` |",
        "| command line | `--settings FILE`, then single options | the same |",
        "",
        "A later line wins over an earlier one, value by value. `evenhand --print-settings` prints every value with",
        "the place it came from. A wrong value is named once on the error stream, and the value below it holds: the",
        "program starts. Only a file named with `--settings` that cannot be read, or that holds a name which is no",
        "setting, ends the program, with one line and exit code 10.",
        "",
        "| setting | values | default | meaning |",
        "|---|---|---|---|",
    ]
    schema = Settings.model_json_schema()["properties"]
    for name, entry in Settings.model_fields.items():
        default = f"`{_toml(entry.default)}`" if entry.default is not None else "–"
        lines.append(f"| `{name}` | {_kinds(schema[name])} | {default} | {entry.description} |")
    lines += [
        "",
        "Example of a kiosk:",
        "",
        "```toml",
        'profile = "kiosk"',
        "screen_width_mm = 531",
        "idle_seconds = 180",
        "```",
        "",
        "The PIN is added by `evenhand set-pin`, which asks for it twice and writes its salted hash into that file.",
        "",
    ]
    return "\n".join(lines)


def _kinds(schema: Mapping[str, Any]) -> str:
    kinds = []
    for one in schema.get("anyOf", [schema]):
        if "enum" in one:
            kinds.append(", ".join(f"`{value}`" for value in one["enum"]))
        elif one.get("type") in ("integer", "number"):
            low, high = one.get("minimum", one.get("exclusiveMinimum")), one.get("maximum", one.get("exclusiveMaximum"))
            kinds.append(f"number, {low} to {high}")
        elif one.get("type") == "boolean":
            kinds.append("`true`, `false`")
        elif one.get("type") == "string":
            kinds.append("text")
    return "; ".join(kinds)


if __name__ == "__main__":
    import sys

    sys.stdout.write(document())
