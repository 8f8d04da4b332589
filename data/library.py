"""Finds content packs, reads them, and refuses those that are not whole.

A pack is a folder with `pack.json`, `facts.json` and one file of texts a language (`en.json`). It is read in full or
not at all: every language the pack lists is checked before any of it is shown.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from data.drawings import missing_drawings
from data.files import NotOrdinary, TooLarge, read_ordinary
from data.intake import LARGEST_FILE, Intake, read, too_large
from data.problem import ContentError, Problem
from data.refusals import FACTS, PACK, refusals, worth_saying
from data.schema import Fact, Facts, Structure, Texts

__all__ = [
    "ContentError",
    "Pack",
    "Problem",
    "available",
    "built_in",
    "examine",
    "fetch",
    "load",
    "locate",
    "problems",
]

Folder = Traversable | Path
_PACKS: Final = "packs"
_DEFAULT: Final = "default.txt"
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")


@dataclass(frozen=True)
class Pack:
    """A checked pack in one language. `origin` is where it came from, `digest` the SHA-256 of its files, in hex."""

    structure: Structure
    texts: Texts
    facts: Mapping[str, Fact]
    origin: str
    digest: str

    @property
    def id(self) -> str:
        return self.structure.id

    @property
    def version(self) -> str:
        return self.structure.version

    @property
    def language(self) -> str:
        return self.texts.language

    @property
    def short_hash(self) -> str:
        """Eight letters and digits that name exactly this content."""
        return self.digest[:8]

    @property
    def general_reason(self) -> str:
        """The id of the reason of people who are not sure yet."""
        return next(reason.id for reason in self.structure.reasons if reason.general)


@dataclass(frozen=True)
class Examined:
    """What was found in a pack's files. Parts that could not be read are None or absent."""

    structure: Structure | None
    facts: Facts | None
    texts: Mapping[str, Texts] = field(default_factory=dict)
    """By language."""
    problems: tuple[Problem, ...] = ()
    digest: str = ""


def built_in() -> Traversable:
    """The folder of the pack that comes with the program, as `data/packs/default.txt` names it."""
    packs = files("data") / _PACKS
    return packs / (packs / _DEFAULT).read_text("utf-8").strip()


def available() -> tuple[str, ...]:
    """Ids of the packs that come with the program."""
    packs = files("data") / _PACKS
    return tuple(sorted(entry.name for entry in packs.iterdir() if entry.is_dir() and (entry / PACK).is_file()))


def locate(id_or_path: str) -> Folder:
    """The folder of a pack that comes with the program, or of a path to a pack's folder. Raises ContentError."""
    if id_or_path in available():
        return files("data") / _PACKS / id_or_path
    path = Path(id_or_path)
    message, code = "There is no folder here.", "no-folder"
    try:
        if id_or_path and path.is_dir():
            return path
        if path.name == PACK and path.is_file():
            return path.parent
        if os.sep not in id_or_path and "/" not in id_or_path:
            message, code = f'There is no pack called "{id_or_path}".', "no-pack"
    except OSError as error:
        message = f"This folder cannot be looked into: {error.strerror or 'unknown reason'}."
    fix = f"Give the path of a folder that holds {PACK}, or one of: {', '.join(available())}."
    raise ContentError([Problem(id_or_path, "$", code, message, fix)])


def load(source: str | Folder, language: str = "en", *, drawings: frozenset[str] | None = None) -> Pack:
    """Reads and checks the whole pack and gives it in one language. Raises ContentError with every problem.

    `drawings` are the names of those that can be shown (None: any name will do).
    """
    folder = locate(source) if isinstance(source, str) else source
    contents, unread = fetch(folder)
    found = examine(contents, unread)
    undrawn = tuple(missing_drawings(found.structure, drawings)) if found.structure else ()
    if found.problems or undrawn or found.structure is None or found.facts is None:
        raise ContentError((*found.problems, *undrawn))
    texts = found.texts.get(language)
    if texts is None:
        fix = f"Choose one of: {', '.join(found.structure.languages)}."
        message = f'This pack has no texts in the language "{language}".'
        raise ContentError([Problem(PACK, "$.languages", "no-language", message, fix)])
    facts = MappingProxyType({fact.id: fact for fact in found.facts.facts})
    return Pack(found.structure, texts, facts, str(folder), found.digest)


def problems(source: str | Folder) -> tuple[Problem, ...]:
    """Everything that refuses the pack, in every language it lists; empty if nothing does."""
    try:
        folder = locate(source) if isinstance(source, str) else source
    except ContentError as error:
        return error.problems
    contents, unread = fetch(folder)
    return examine(contents, unread).problems


def fetch(folder: Folder) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """The bytes of the pack's files by name, and a problem for each that could not be read.

    Which languages' files belong to the pack is what pack.json lists; as long as it cannot be read, those that lie in
    the folder.
    """
    contents: dict[str, bytes] = {}
    unread: list[Problem] = []
    for name in (PACK, FACTS):
        _fetch(folder, name, contents, unread)
    for name in _language_files(folder, contents.get(PACK)):
        _fetch(folder, name, contents, unread)
    return contents, tuple(unread)


def examine(contents: Mapping[str, bytes], unread: Iterable[Problem] = ()) -> Examined:
    """Reads and checks a pack's files, given as bytes by name; `unread` names those that could not be had."""
    with _without_collecting():
        return _examine(contents, unread)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Holds the collector back: a pack is all leaves and no cycles, and a large one takes twice as long with it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():
                # What was made is old from now on, so that the first collection does not walk through all of it.
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def _examine(contents: Mapping[str, bytes], unread: Iterable[Problem]) -> Examined:
    found = list(unread)
    nothing: Intake[Any] = Intake(None, ())
    pack: Intake[Structure] = read(PACK, contents[PACK], Structure) if PACK in contents else nothing
    facts: Intake[Facts] = read(FACTS, contents[FACTS], Facts) if FACTS in contents else nothing
    structure = pack.model
    expected = [f"{language}.json" for language in structure.languages] if structure else []
    names = [name for name in dict.fromkeys((*expected, *contents)) if name in contents and name not in (PACK, FACTS)]
    languages: dict[str, Intake[Texts]] = {name: read(name, contents[name], Texts) for name in names}
    absent = {problem.file for problem in found}
    found += [_missing(name) for name in (PACK, FACTS, *expected) if name not in contents and name not in absent]
    texts = {name: of_language.model for name, of_language in languages.items() if of_language.model is not None}
    found += pack.problems + facts.problems
    found += [problem for of_language in languages.values() for problem in of_language.problems]
    gone = pack.gone.union(facts.gone, *(of_language.gone for of_language in languages.values()))
    found += worth_saying(refusals(structure, texts, facts.model), gone)
    digest = hashlib.sha256()
    for name, data in sorted(contents.items()):
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    by_language = {name.removesuffix(".json"): of_language for name, of_language in texts.items()}
    return Examined(structure, facts.model, by_language, tuple(dict.fromkeys(found)), digest.hexdigest())


def _language_files(folder: Folder, pack: bytes | None) -> list[str]:
    if pack is not None:
        try:
            listed = _languages(pack)
            return [f"{language}.json" for language in dict.fromkeys(listed) if _LANGUAGE.fullmatch(language)]
        except (ValueError, RecursionError, LookupError, TypeError):
            pass
    try:
        return sorted(
            entry.name
            for entry in folder.iterdir()
            if entry.name.endswith(".json") and entry.name not in (PACK, FACTS) and len(entry.name) <= 11
        )
    except OSError:
        return []


_LISTED: Final = re.compile(rb'"languages"\s*:\s*\[((?:\s*"[A-Za-z-]+"\s*,?)*)\]')


def _languages(pack: bytes) -> Any:
    """What pack.json lists, read out of it without reading all of it where that is plain."""
    listed = _LISTED.findall(pack)
    if len(listed) == 1 and pack.count(b"languages") == 1:
        return re.findall(r'"([^"]*)"', listed[0].decode("ascii"))
    return json.loads(pack)["languages"]


def _fetch(folder: Folder, name: str, contents: dict[str, bytes], unread: list[Problem]) -> None:
    try:
        if isinstance(folder, Path):
            data = read_ordinary(folder / name, LARGEST_FILE, links=False)
        else:
            data = (folder / name).read_bytes()
    except FileNotFoundError:
        unread.append(_missing(name))
    except NotOrdinary:
        message = "This is a link, a folder or a device and not an ordinary file."
        unread.append(Problem(name, "$", "not-a-file", message, "Copy the file itself into the pack's folder."))
    except TooLarge as error:
        unread.append(too_large(name, error.size))
    except OSError as error:
        message = f"This file cannot be read: {error.strerror or 'unknown reason'}."
        unread.append(
            Problem(name, "$", "unreadable", message, "Ask whoever looks after the machine for the right to read it.")
        )
    else:
        contents[name] = data


def _missing(name: str) -> Problem:
    message = "This file is missing from the pack's folder."
    fix = "Put it back from your last good copy, with exactly this name."
    if name not in (PACK, FACTS):
        fix = f'Add it, with exactly this name; or take its language out of "languages" in {PACK}.'
    return Problem(name, "$", "missing-file", message, fix)
