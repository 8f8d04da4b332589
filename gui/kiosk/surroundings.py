"""What the program takes from its surroundings: few variables, known values, and no option of Qt's own.

A variable may load code (plugin paths, a bus address that starts a program) or change what patients see (styles,
platform themes). So they are allowed by name and by value, not forbidden one by one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

PLATFORMS: Final = frozenset({"xcb", "wayland", "wayland-egl", "offscreen", "windows", "cocoa"})
_SWITCH: Final = re.compile(r"[01]")
_NUMBERS: Final = re.compile(r"(?:[\w-]+=)?\d+(?:\.\d+)?(?:;(?:[\w-]+=)?\d+(?:\.\d+)?)*")
_SOCKET: Final = re.compile(r"unix:(?:path|abstract)=[^,;]+(?:,guid=[0-9a-f]+)?(?:,[a-z]+=[\w-]+)*")
_WORD: Final = re.compile(r"[\w-]+")
QT_ALLOWED: Final[Mapping[str, re.Pattern[str]]] = {
    # Where to draw; only by the name of a plugin that is part of the program.
    "QT_QPA_PLATFORM": re.compile(rf"(?:{'|'.join(sorted(PLATFORMS))})(?:;(?:{'|'.join(sorted(PLATFORMS))}))*"),
    # So that assistive technology is served from the first moment.
    "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": _SWITCH,
    # A machine whose screen is seen from afar is set up with these.
    "QT_SCALE_FACTOR": _NUMBERS,
    "QT_SCREEN_SCALE_FACTORS": _NUMBERS,
    "QT_ENABLE_HIGHDPI_SCALING": _SWITCH,
    "QT_FONT_DPI": _NUMBERS,
    # The keyboard of people who write with an input method. Not in a kiosk: its window of candidates is not ours.
    "QT_IM_MODULE": _WORD,
}
"""Variables of Qt that are heeded, each with what its whole value must look like."""
BUS_ADDRESSES: Final = frozenset({"DBUS_SESSION_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS"})
KIOSK_ALLOWED: Final = frozenset(
    """
    PATH HOME USER LOGNAME LANG LANGUAGE TZ DISPLAY XAUTHORITY WAYLAND_DISPLAY XDG_RUNTIME_DIR XDG_STATE_HOME
    XDG_SESSION_TYPE XDG_CURRENT_DESKTOP TMPDIR TEMP TMP DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS
    SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC USERPROFILE USERNAME APPDATA LOCALAPPDATA PROGRAMDATA PROGRAMFILES
    """.split()  # noqa: SIM905
)
"""Everything that a kiosk's own process is given, besides locale and the allowed variables of Qt."""
_OF_QT: Final = ("QT_", "QT4", "QML", "QSG_", "QTWEBENGINE")
# Options that QApplication would take from the command line; True: the next word belongs to it.
QT_OPTIONS: Final[Mapping[str, bool]] = {
    "platform": True,
    "platformpluginpath": True,
    "platformtheme": True,
    "plugin": True,
    "qwindowgeometry": True,
    "qwindowicon": True,
    "qwindowtitle": True,
    "reverse": False,
    "session": True,
    "style": True,
    "stylesheet": True,
    "widgetcount": False,
    "display": True,
    "geometry": True,
    "fontengine": True,
    "dialogs": True,
    "qmljsdebugger": True,
    "nograb": False,
    "dograb": False,
    "sync": False,
}


def cleaned(environment: Mapping[str, str], *, kiosk: bool) -> dict[str, str]:
    """What is left of an environment. In a kiosk only what is named here; else all but what could load or restyle."""
    return {name: value for name, value in environment.items() if _may_stay(name, value, kiosk=kiosk)}


def _may_stay(name: str, value: str, *, kiosk: bool) -> bool:
    upper = name.upper()
    if upper in QT_ALLOWED:
        return bool(QT_ALLOWED[upper].fullmatch(value)) and not (kiosk and upper == "QT_IM_MODULE")
    if upper in BUS_ADDRESSES:
        return bool(_SOCKET.fullmatch(value))
    if upper.startswith(_OF_QT):
        return False
    if not kiosk:
        return not upper.startswith(("LD_PRELOAD", "LD_AUDIT"))
    return upper in KIOSK_ALLOWED or upper.startswith("LC_")


def without_qt_options(words: Sequence[str]) -> list[str]:
    """A command line without the options of Qt, with one dash or two, their values as the next word or after "="."""
    kept: list[str] = []
    skip = False
    for word in words:
        if skip:
            skip = False
            continue
        name, equals, _ = word.lstrip("-").partition("=")
        if word.startswith("-") and name in QT_OPTIONS:
            skip = QT_OPTIONS[name] and not equals
            continue
        kept.append(word)
    return kept
