"""What is heeded of the environment and the command line."""

from __future__ import annotations

import pytest

from gui.kiosk.surroundings import QT_OPTIONS, cleaned, without_qt_options

HOSTILE = {
    "QT_PLUGIN_PATH": "/tmp/evil",
    "QT_QPA_PLATFORM_PLUGIN_PATH": "/tmp/evil",
    "QT_QPA_PLATFORMTHEME": "gtk3",
    "QT_STYLE_OVERRIDE": "motif",
    "QT_LOGGING_RULES": "*=true",
    "QT_LOGGING_CONF": "/tmp/evil",
    "QT_QPA_GENERIC_PLUGINS": "evdevkeyboard",
    "QT_DEBUG_PLUGINS": "1",
    "QT_FATAL_WARNINGS": "1",
    "QT_XCB_GL_INTEGRATION": "xcb_egl",
    "QT_QPA_PLATFORM": "xcb:/tmp/evil",
    "QT_SCALE_FACTOR": "2;/tmp/evil/",
    "QML2_IMPORT_PATH": "/tmp/evil",
    "LD_PRELOAD": "/tmp/evil.so",
    "LD_AUDIT": "/tmp/evil.so",
    "DBUS_SESSION_BUS_ADDRESS": "unixexec:path=/tmp/evil",
    "AT_SPI_BUS_ADDRESS": "unix:path=/run/bus;unixexec:path=/tmp/evil",
}
KIOSK_ONLY = {
    "PYTHONPATH": "/tmp/evil",
    "PYTHONINSPECT": "1",
    "LD_LIBRARY_PATH": "/tmp/evil",
    "GTK_MODULES": "evil",
    "GCONV_PATH": "/tmp/evil",
    "CUPS_SERVER": "192.0.2.1",
    "QT_IM_MODULE": "ibus",
    "BASH_ENV": "/tmp/evil",
}
GOOD = {
    "DISPLAY": ":0",
    "HOME": "/home/kiosk",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "QT_QPA_PLATFORM": "xcb",
    "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    "QT_SCALE_FACTOR": "1.5",
    "QT_SCREEN_SCALE_FACTORS": "HDMI-1=2;DP-1=1.5",
    "DBUS_SESSION_BUS_ADDRESS": "unix:path=/tmp/dbus-x,guid=00ff",
    "AT_SPI_BUS_ADDRESS": "unix:abstract=/tmp/x",
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
@pytest.mark.parametrize("kiosk", [True, False])
def test_what_loads_code_or_restyles_is_dropped(name: str, *, kiosk: bool) -> None:
    assert cleaned({name: HOSTILE[name]}, kiosk=kiosk) == {}


@pytest.mark.parametrize("name", sorted(KIOSK_ONLY))
def test_a_kiosk_takes_only_what_is_named(name: str) -> None:
    assert cleaned({name: KIOSK_ONLY[name]}, kiosk=True) == {}
    assert cleaned({name: KIOSK_ONLY[name]}, kiosk=False) == {name: KIOSK_ONLY[name]}


@pytest.mark.parametrize("kiosk", [True, False])
def test_what_a_screen_needs_stays(*, kiosk: bool) -> None:
    assert cleaned(GOOD, kiosk=kiosk) == GOOD


@pytest.mark.parametrize("option", sorted(QT_OPTIONS))
@pytest.mark.parametrize("dashes", ["-", "--"])
def test_options_of_qt_are_not_there(option: str, dashes: str) -> None:
    value = ["/tmp/evil"] if QT_OPTIONS[option] else []
    assert without_qt_options([dashes + option, *value, "--kiosk"]) == ["--kiosk"]
    assert without_qt_options(["--kiosk", f"{dashes}{option}=/tmp/evil", "--pack", "x"]) == ["--kiosk", "--pack", "x"]


def test_our_own_options_stay() -> None:
    words = ["--kiosk", "--pack", "style", "check", "--json"]
    assert without_qt_options(words) == words
