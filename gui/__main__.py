"""The command line. Heavy imports stand inside, so that `--version` and `check` need no display and no Qt."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from gui.kiosk.hooks import Hooks
    from gui.settings import Effective

BEGAN = time.monotonic()

DONE, BAD_USE, BAD_SETTINGS, NO_PACK, ALREADY, CRASH = 0, 2, 10, 11, 12, 20


def milliseconds() -> int:
    """Since the process began, as the system counts; since this module began where it does not tell."""
    try:
        fields = Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        ticks = int(fields[19]) / os.sysconf("SC_CLK_TCK")
        up = float(Path("/proc/uptime").read_text(encoding="ascii").split()[0])
        return max(0, round((up - ticks) * 1000))
    except (OSError, ValueError, IndexError, AttributeError):
        return round((time.monotonic() - BEGAN) * 1000)


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line; `--help` has the rest."""

    def error(self, message: str) -> NoReturn:
        self.exit(BAD_USE, f"{self.prog}: {message} ({self.prog} --help shows what there is)\n")


def parser() -> Parser:
    """The interface; its names are kept."""
    top = Parser(prog="evenhand", description="An offline decision aid.", allow_abbrev=False)
    top.add_argument("--kiosk", action="store_true", help="full screen, for a machine that stands alone")
    top.add_argument("--pack", metavar="ID|PATH", help="content to show: a bundled pack's id, or a folder")
    top.add_argument("--language", metavar="CODE", help="language to start in, such as en")
    top.add_argument("--settings", metavar="FILE", type=Path, help="a settings file (TOML)")
    top.add_argument("--json", action="store_true", help="with --version: as JSON")
    only = top.add_mutually_exclusive_group()
    only.add_argument("--version", action="store_true", help="print versions and end")
    only.add_argument("--print-settings", action="store_true", help="print each setting and where it came from")
    only.add_argument("--ready", action="store_true", help="open, print the time until painted, close")
    only.add_argument("--smoke", action="store_true", help="go through everything without a display, print JSON")
    # What the supervisor of a kiosk says to the program that it starts: gui/kiosk/supervisor.py.
    top.add_argument("--watched", default="", help=argparse.SUPPRESS)
    top.add_argument("--fall-back", nargs="?", const="", help=argparse.SUPPRESS)
    top.add_argument("--chosen-pack", help=argparse.SUPPRESS)
    top.add_argument("--chosen-language", help=argparse.SUPPRESS)
    top.add_argument("--plain", action="store_true", help=argparse.SUPPRESS)
    top.add_argument("--calm", type=int, default=0, help=argparse.SUPPRESS)
    top.add_argument("--wrong", type=int, default=0, help=argparse.SUPPRESS)
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    check = commands.add_parser("check", help="check a content pack", allow_abbrev=False)
    check.add_argument("source", nargs="?", metavar="PACK", help="a bundled pack's id, or a folder")
    check.add_argument("--json", action="store_true", dest="as_json", help="for machines")
    from gui.sheet.command import add_arguments

    add_arguments(commands.add_parser("sheet", help="write the sheet of a visit", allow_abbrev=False))
    pin = commands.add_parser("set-pin", help="set the staff PIN of a kiosk", allow_abbrev=False)
    pin.add_argument(
        "--settings", metavar="FILE", type=Path, dest="into", help="instead of the machine's settings file"
    )
    commands.add_parser("doctor", help="check this machine as a kiosk", allow_abbrev=False)
    commands.add_parser("schema", help="print the JSON Schemas of a pack's files", allow_abbrev=False)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the program; returns its exit code."""
    _streams()
    from gui.kiosk.hooks import Hooks, on_stderr
    from gui.kiosk.surroundings import without_qt_options

    hooks = Hooks()
    if argv is None:
        hooks.set_up()
    hooks.tell_to(on_stderr)
    try:
        return _main(without_qt_options(sys.argv[1:] if argv is None else argv), hooks)
    except Exception as error:
        hooks.caught(type(error), error, error.__traceback__)
        return CRASH


def _main(said: list[str], hooks: Hooks) -> int:
    top = parser()
    arguments = top.parse_args(said)
    if arguments.command and said[0] != arguments.command:
        top.error(f"{said[0]} does not go with the command {arguments.command}")
    if arguments.json and not arguments.version:
        top.error("--json goes with --version")
    if arguments.version:
        return _version(arguments)
    if arguments.command == "check":
        return _check(arguments.source, as_json=arguments.as_json)
    if arguments.command == "sheet":
        from gui.sheet.command import run as write_sheet

        return write_sheet(arguments)
    if arguments.command == "schema":
        return _schema()
    if arguments.command == "set-pin":
        return _set_pin(arguments.into)
    if arguments.command == "doctor":
        return _doctor(arguments)
    return _run(arguments, said, hooks)


def _streams() -> None:
    """A windowed program has none, and a console may lack letters; what writes to them must not fail."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream := getattr(sys, name), io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _fail(text: str, code: int) -> int:
    from data.problem import one_line

    sys.stderr.write(f"evenhand: {one_line(text)}\n")
    sys.stderr.flush()
    return code


def _version(arguments: argparse.Namespace) -> int:
    from data.library import ContentError, built_in, load, locate

    facts: dict[str, str] = {
        "evenhand": version("evenhand"),
        "python": sys.version.split()[0],
        "qt": version("pyside6-essentials"),
    }
    try:
        pack = load(built_in() if arguments.pack is None else locate(arguments.pack))
        facts |= {"content": pack.id, "content_version": pack.version, "content_hash": pack.digest}
    except ContentError as error:
        return _fail(str(error), NO_PACK)
    _say(json.dumps(facts) if arguments.json else "\n".join(f"{name} {value}" for name, value in facts.items()))
    return DONE


def _check(source: str | None, *, as_json: bool) -> int:
    from data.checks import report
    from data.library import built_in
    from resources import drawing_names

    found = report(built_in() if source is None else source, drawings=drawing_names())
    _say(json.dumps(found.as_json(), indent=1) if as_json else found.as_text())
    return 1 if found.errors else DONE


def _schema() -> int:
    from data.schema import Facts, Model, Structure, Texts

    models: dict[str, type[Model]] = {"pack.json": Structure, "facts.json": Facts, "<language>.json": Texts}
    _say(json.dumps({name: model.model_json_schema() for name, model in models.items()}, indent=1))
    return DONE


def _set_pin(file: Path | None) -> int:
    from gui.kiosk.commands import set_pin
    from gui.kiosk.places import machine_folder

    wrong = set_pin(file or machine_folder() / "settings.toml")
    return DONE if wrong is None else _fail(wrong, 1)


def _doctor(arguments: argparse.Namespace) -> int:
    from data.library import ContentError, built_in, load, locate
    from gui.kiosk.doctor import examine, lines
    from gui.visit.words import load_words

    found = _settings(arguments)
    if isinstance(found, int):
        return found
    try:
        pack = load(built_in() if found.settings.pack is None else locate(found.settings.pack))
        content = f"{pack.id} {pack.version} {pack.short_hash}"
    except ContentError as error:
        content = str(error)
    findings = examine(found, content, os.environ.get("DISPLAY", "-"), None)
    _say("\n".join(lines(findings, load_words("en"))))
    return DONE


def _settings(arguments: argparse.Namespace) -> Effective | int:
    """The settings that hold, or the exit code."""
    from gui.kiosk.places import machine_folder
    from gui.settings import SettingsError, effective

    given = {
        name: value
        for name, value in (
            ("profile", "kiosk" if arguments.kiosk else None),
            ("pack", arguments.pack),
            ("language", arguments.language),
        )
        if value is not None
    }
    try:
        found = effective(machine_folder(), arguments.settings, given)
    except SettingsError as error:
        return _fail(str(error), BAD_SETTINGS)
    if not arguments.watched:
        for complaint in found.complaints:
            _fail(complaint, BAD_SETTINGS)
    return found


def _run(arguments: argparse.Namespace, said: Sequence[str], hooks: Hooks) -> int:
    from gui.kiosk.surroundings import cleaned

    found = _settings(arguments)
    if isinstance(found, int):
        return found
    if arguments.print_settings:
        _say("\n".join(found.lines()))
        return DONE
    kiosk = found.settings.profile == "kiosk"
    for name in set(os.environ) - set(cleaned(os.environ, kiosk=kiosk)):
        del os.environ[name]
    _utf8()
    os.environ["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
    if arguments.smoke:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    elif _no_screen():
        return _fail("there is no screen here to open a window on (evenhand --smoke needs none)", BAD_USE)
    for_itself = arguments.smoke or arguments.ready
    ending = _nothing
    if not for_itself and not arguments.watched:
        from gui.kiosk.instance import Instance

        # Held until the process ends.
        instance = Instance(os.environ)
        if not instance.take():
            return _fail("it is already open on this screen", ALREADY)
        if kiosk:
            _supervise(said, instance.ending)
        ending = instance.ending
    from gui.app import run
    from gui.kiosk.session import Start, descriptors
    from gui.kiosk.supervisor import OWN_PACK

    watched = descriptors(arguments.watched) if arguments.watched else ()
    _watch_crashes(watched, kiosk=kiosk)
    own = found.settings
    chosen_pack = None if arguments.chosen_pack == OWN_PACK else arguments.chosen_pack
    found = found.choose(pack=chosen_pack, language=arguments.chosen_language)
    if arguments.fall_back == OWN_PACK:
        found = found.fall_back(own.pack, own.language)
    elif arguments.fall_back is not None:
        found = found.fall_back(arguments.fall_back or None)
    start = Start(
        found, hooks, watched[:2], _own(said), arguments.plain, arguments.calm, arguments.wrong, ending, own.pack
    )
    ready = milliseconds if arguments.ready else None
    return run(start, ready=ready, smoke=arguments.smoke, say=_say, fail=_fail)


def _nothing() -> None:
    pass


def _own(said: Sequence[str]) -> list[str]:
    """The command that started all of this, without the supervisor's words, which come last."""
    from gui.kiosk.supervisor import own_command

    ours = ("--watched", "--fall-back", "--chosen-pack", "--chosen-language", "--plain", "--calm", "--wrong")
    end = next((i for i, word in enumerate(said) if word in ours), len(said))
    return [*own_command(), *said[:end]]


def _supervise(said: Sequence[str], ending: Callable[[], None]) -> NoReturn:
    from gui.kiosk.eventlog import EventLog
    from gui.kiosk.hooks import end_at_once, no_core
    from gui.kiosk.places import state_folder
    from gui.kiosk.supervisor import Supervisor, own_command

    no_core(undumpable=True)
    log = EventLog(state_folder())
    log.write("start", version=version("evenhand"), profile="kiosk")
    code = Supervisor([*own_command(), *said], os.environ, log, ending).run()
    log.write("ended", code=code)
    end_at_once(code)


def _watch_crashes(watched: Sequence[int], *, kiosk: bool) -> None:
    from gui.kiosk.hooks import crash_file, no_core, watch_crashes
    from gui.kiosk.places import state_folder

    if kiosk:
        no_core(undumpable=True)
    watch_crashes(watched[2] if len(watched) > 2 else crash_file(state_folder()))


def _utf8() -> None:
    """Qt complains where a machine names no UTF-8 locale; this is the one that it would take instead."""
    if sys.platform != "linux":
        return
    import locale

    with contextlib.suppress(locale.Error):
        locale.setlocale(locale.LC_CTYPE, "")
    if locale.nl_langinfo(locale.CODESET).upper() != "UTF-8":
        os.environ["LC_ALL"] = "C.UTF-8"


def _no_screen() -> bool:
    """Qt would end the process with a crash report of its own."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform == "linux" and not any(os.environ.get(name) for name in names)


if __name__ == "__main__":
    sys.exit(main())
