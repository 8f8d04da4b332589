"""Four sources, each key; what is wrong is named once and the program starts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from data.library import built_in, load
from gui.__main__ import main
from gui.kiosk.commands import with_pin
from gui.kiosk.hooks import Hooks
from gui.kiosk.pin import fits, hashed
from gui.kiosk.session import Start
from gui.kiosk.supervisor import OWN_PACK
from gui.settings import Settings, SettingsError, document, effective, read_settings

ROOT = Path(__file__).parents[2]
GARDEN = ROOT / "tests" / "content" / "packs" / "garden"
PIN_HASH = "scrypt$16384$8$1$" + "0" * 32 + "$" + "0" * 64
# Two right values and a wrong one for each setting.
VALUES: dict[str, tuple[Any, Any, Any]] = {
    "profile": ("kiosk", "exam-room", "ward"),
    "pack": ("one", "two", 3),
    "language": ("en", "es", 3),
    "text_size": ("large", "small", "huge"),
    "scheme": ("soft", "high-dark", "pink"),
    "screen_width_mm": (300.0, 531.0, 3.0),
    "column_order": ("turned", "fixed", "mixed"),
    "printer": ("a", "b", 1),
    "paper": ("a4", "letter", "a3"),
    "idle_seconds": (120, 300, 60),
    "idle_answer_seconds": (20, 30, 10),
    "neutral_start": (True, False, "yes"),
    "stay_on_top": (False, True, 1),
    "staff_pin": (PIN_HASH, PIN_HASH.replace("$8$", "$4$"), "123456"),
}


def toml(name: str, value: object) -> str:
    shown = f'"{value}"' if isinstance(value, str) else str(value).lower()
    return f"{name} = {shown}\n"


def test_every_setting_is_in_this_table() -> None:
    assert set(VALUES) == set(Settings.model_fields)


@pytest.mark.parametrize("name", sorted(VALUES))
def test_a_later_source_wins(name: str, tmp_path: Path) -> None:
    first, second, _ = VALUES[name]
    machine, policy, file = tmp_path / "settings.toml", tmp_path / "policy.toml", tmp_path / "own.toml"

    def now(**more: Any) -> tuple[Any, str]:
        found = effective(tmp_path, **more)
        assert found.complaints == ()
        return getattr(found.settings, name), found.sources[name]

    assert now() == (Settings.model_fields[name].default, "built-in")
    machine.write_text(toml(name, first))
    assert now() == (first, f"machine file {machine}")
    policy.write_text(toml(name, second))
    assert now() == (second, f"policy file {policy}")
    file.write_text(toml(name, first))
    assert now(file=file) == (first, f"settings file {file}")
    assert now(file=file, given={name: second}) == (second, "command line")


@pytest.mark.parametrize("name", sorted(VALUES))
@pytest.mark.parametrize("source", ["settings.toml", "policy.toml", "own.toml"])
def test_a_wrong_value_is_named_once_and_the_one_below_holds(name: str, source: str, tmp_path: Path) -> None:
    good, _, bad = VALUES[name]
    below = {"settings.toml": None, "policy.toml": "settings.toml", "own.toml": "policy.toml"}[source]
    if below:
        (tmp_path / below).write_text(toml(name, good))
    (tmp_path / source).write_text(toml(name, bad))
    found = effective(tmp_path, tmp_path / source if source == "own.toml" else None)
    assert len(found.complaints) == 1
    assert name in found.complaints[0]
    assert str(tmp_path / source) in found.complaints[0]
    assert getattr(found.settings, name) == (good if below else Settings.model_fields[name].default)
    assert PIN_HASH not in found.complaints[0]


def test_an_unknown_setting_of_the_machine_does_not_stop_it(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('nonsense = 1\nscheme = "soft"\n')
    found = effective(tmp_path)
    assert found.settings.scheme == "soft"
    assert "nonsense" in found.complaints[0]


@pytest.mark.parametrize("content", [b"not toml at all", b"\xff\xfe", b"x = " + b"[" * 5000])
def test_a_spoiled_machine_file_does_not_stop_it(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_bytes(content)
    found = effective(tmp_path)
    assert found.settings == Settings()
    assert len(found.complaints) == 1


@pytest.mark.parametrize("content", ["nonsense = 1", "not toml at all", None])
def test_a_named_file_that_is_no_settings_file_ends_with_10(
    content: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "own.toml"
    if content is not None:
        file.write_text(content)
    with pytest.raises(SettingsError):
        read_settings(file)
    assert main(["--settings", str(file), "--print-settings"]) == 10
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_print_settings_says_where_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "own.toml"
    file.write_text(f'scheme = "soft"\nstaff_pin = "{PIN_HASH}"\nidle_seconds = 5\n')
    assert main(["--settings", str(file), "--kiosk", "--print-settings"]) == 0
    said = capsys.readouterr()
    assert 'profile = "kiosk"  # command line' in said.out
    assert f'scheme = "soft"  # settings file {file}' in said.out
    assert "idle_seconds = 300  # built-in" in said.out
    assert PIN_HASH not in said.out
    assert len(said.err.splitlines()) == 1
    assert len(said.out.splitlines()) == len(Settings.model_fields)


def test_the_document_is_fresh() -> None:
    assert (ROOT / "docs" / "settings.md").read_text(encoding="utf-8") == document(), (
        "run: python -m gui.settings > docs/settings.md"
    )


def test_falling_back_keeps_only_what_the_machine_needs() -> None:
    given = {"profile": "kiosk", "pack": "x", "scheme": "soft", "screen_width_mm": 300.0, "staff_pin": PIN_HASH}
    found = effective(None, given=given).fall_back(None)
    assert found.settings == Settings(profile="kiosk", screen_width_mm=300.0, staff_pin=PIN_HASH)
    assert effective(None, given=given).fall_back("good").settings.pack == "good"


@pytest.mark.parametrize(
    "before", ["", 'scheme = "soft"', f'staff_pin = "{PIN_HASH}"\nscheme = "soft"\n', "[x]\ny=1\n"]
)
def test_a_pin_is_written_beside_the_other_lines(before: str) -> None:
    import tomllib

    new = hashed("739164")
    after = tomllib.loads(with_pin(before, new))
    assert after.pop("staff_pin") == new
    assert fits("739164", new)
    kept = tomllib.loads(before)
    kept.pop("staff_pin", None)
    assert after == kept


@pytest.mark.parametrize(
    ("own", "shown", "expected"),
    [
        (None, "built-in", [("rhizotomy-rfa", True), ("starter", False)]),
        ("starter", "built-in", [("rhizotomy-rfa", True), ("starter", False)]),
        (str(GARDEN), str(GARDEN), [("rhizotomy-rfa", False), ("starter", False), ("garden", True)]),
        (str(GARDEN / "pack.json"), "built-in", [("rhizotomy-rfa", True), ("starter", False), ("garden", False)]),
        ("/no/such/starter", "built-in", [("rhizotomy-rfa", True), ("starter", False), ("/no/such/starter", False)]),
    ],
)
def test_staff_choose_from_what_is_there_and_what_is_this_machines_own(
    own: str | None, shown: str, expected: list[tuple[str, bool]]
) -> None:
    start = Start(effective(None, given={"pack": own}), Hooks(), own_pack=own)
    offered = start.packs(load(built_in() if shown == "built-in" else shown))
    assert [(name, on) for _, name, on in offered] == expected
    assert [which for which, _, _ in offered if which == OWN_PACK] == ([] if own is None else [OWN_PACK])
