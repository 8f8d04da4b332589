"""Prints a sheet on this machine's printer, without a dialog: CUPS, or the spooler of Windows."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from threading import Event
from typing import Final, Protocol
from urllib.parse import urlsplit

from gui.sheet.ipp import (
    NOT_FOUND,
    SOCKET,
    Answer,
    Attribute,
    Broken,
    Operation,
    Refused,
    Tag,
    Unreachable,
    ask,
    printer_uri,
    request,
)
from gui.sheet.pdf import Paper, Sheet

JOB_TITLE: Final = "Evenhand sheet"
"""All that anyone who sees the printer's queue learns."""
_MEDIA: Final = {"a4": "iso_a4_210x297mm", "letter": "na_letter_8.5x11in"}
_BOTH_SIDES: Final = "two-sided-long-edge"
_PAPER: Final = ("media-empty", "media-needed")
_TROUBLE: Final = ("paused", "stopped", "offline", "shutdown", "jam", "open", "interlock", "timed-out",
                   "marker-supply-empty", "toner-empty", "output-area-full", "error")  # fmt: skip
_SOUGHT: Final = "connecting-to-device"


class Result(StrEnum):
    """What became of a sheet; the value is the key of the plain words that say it."""

    PRINTED = "print.printed"
    SENT = "print.sent"
    NO_PRINTER = "print.no_printer"
    NO_SERVICE = "print.no_service"
    OUT_OF_PAPER = "print.out_of_paper"
    STOPPED = "print.stopped"
    REFUSED = "print.refused"
    FAILED = "print.failed"
    GONE = "print.gone"
    SAVED = "take.saved"
    NOT_SAVED = "take.not_saved"

    @property
    def fine(self) -> bool:
        """True where a person gets a sheet."""
        return self in (Result.PRINTED, Result.SENT, Result.SAVED)


class Step(StrEnum):
    """How far it is; the value is the key of the words that say it."""

    MAKING = "print.making"
    SENDING = "print.sending"
    PRINTING = "print.printing"


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: between two looks at the job, until a trouble counts, until the printer is just slow, for an answer."""

    look: float = 0.4
    trouble: float = 4.0
    whole: float = 60.0
    answer: float = 10.0


class Spooler(Protocol):
    """Where sheets go to. Its functions block, so they belong in a worker."""

    def send(self, sheet: Sheet, progress: Callable[[Step], None], left: Event) -> Result:
        """Prints one copy and watches it until it is out.

        A job that cannot go on is taken back, so that nothing of a person waits in the queue for the next one. So is
        a job that has not begun when `left` is set.
        """
        ...

    def take_back(self) -> None:
        """Takes back the last job, if it is still waiting."""
        ...


def printing_off() -> bool:
    """Is it plain, without asking anything, that nothing can be printed here?"""
    return sys.platform != "win32" and not SOCKET.exists()


def spooler(printer: str | None) -> Spooler:
    """The spooler of this system, for a printer of that name, or for the default printer."""
    if sys.platform == "win32":
        from gui.sheet.winspool import WindowsSpooler

        return WindowsSpooler(printer)
    return CupsSpooler(printer)


class _State:
    """States of a job and a printer (RFC 8011, 5.3.7 and 5.4.11)."""

    PENDING, HELD, PROCESSING, STOPPED, CANCELED, ABORTED, COMPLETED = range(3, 10)
    PRINTER_STOPPED = 5


class CupsSpooler:
    """CUPS on its own UNIX socket, and no other way: no network, no program, no file."""

    def __init__(self, printer: str | None, *, socket: Path = SOCKET, patience: Patience | None = None) -> None:
        self.printer, self.socket = printer, socket
        self.patience = patience or Patience()
        self._job: tuple[str, int] | None = None

    def send(self, sheet: Sheet, progress: Callable[[Step], None], left: Event) -> Result:
        self._job = None
        try:
            uri = self._uri()
            if uri is None:
                return Result.NO_PRINTER
            printer = self._look_at_printer(uri)
            if printer.number("printer-state") == _State.PRINTER_STOPPED:
                return _trouble(printer) or Result.STOPPED
            if not printer.number("printer-is-accepting-jobs", otherwise=1):
                return Result.REFUSED
            if left.is_set():
                return Result.FAILED
        except Unreachable:
            return Result.NO_SERVICE
        except Broken:
            return Result.GONE
        except Refused as refused:
            return Result.NO_PRINTER if refused.status == NOT_FOUND else Result.REFUSED
        try:
            progress(Step.MAKING)
            pdf = sheet.pdf()
            progress(Step.SENDING)
            self._job = (uri, self._submit(uri, pdf, sheet.paper, printer))
            progress(Step.PRINTING)
            return self._watch(left)
        except Refused:
            return Result.REFUSED
        except OSError:
            return Result.GONE

    def take_back(self) -> None:
        if self._job is None:
            return
        try:
            if self._look_at_job().number("job-state") in (_State.PENDING, _State.HELD, _State.STOPPED):
                self._cancel()
        except (OSError, Refused):
            return

    def _uri(self) -> str | None:
        if self.printer is not None:
            return printer_uri(self.printer)
        try:
            answer = self._ask("/", Operation.GET_DEFAULT, ((Tag.KEYWORD, "requested-attributes", "printer-name"),))
        except Refused as refused:
            if refused.status == NOT_FOUND:
                return None
            raise
        names = answer.words("printer-name")
        return printer_uri(names[0]) if names else None

    def _look_at_printer(self, uri: str) -> Answer:
        wanted = ("printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "sides-supported")
        said: tuple[Attribute, ...] = (
            (Tag.URI, "printer-uri", uri),
            (Tag.KEYWORD, "requested-attributes", wanted),
        )
        return self._ask(urlsplit(uri).path, Operation.GET_PRINTER, said)

    def _submit(self, uri: str, pdf: bytes, paper: Paper, printer: Answer) -> int:
        job: list[Attribute] = [(Tag.INTEGER, "copies", 1), (Tag.KEYWORD, "media", _MEDIA[paper])]
        if _BOTH_SIDES in printer.words("sides-supported"):
            job.append((Tag.KEYWORD, "sides", _BOTH_SIDES))
        said: tuple[Attribute, ...] = (
            (Tag.URI, "printer-uri", uri),
            (Tag.NAME, "requesting-user-name", _account()),
            (Tag.NAME, "job-name", JOB_TITLE),
            (Tag.MIME, "document-format", "application/pdf"),
        )
        body = request(Operation.PRINT_JOB, said, tuple(job)) + pdf
        answer = ask(self.socket, urlsplit(uri).path, body, seconds=self.patience.answer)
        return answer.number("job-id")

    def _watch(self, left: Event) -> Result:
        patience, waited, troubled = self.patience, 0.0, 0.0
        while True:
            try:
                state = self._look_at_job().number("job-state")
            except Refused as refused:
                if refused.status != NOT_FOUND:
                    raise
                # A spooler that keeps no history, as clinics should set it, forgets a job that is done.
                return Result.FAILED if troubled else Result.PRINTED
            if state == _State.COMPLETED:
                return Result.PRINTED
            if state in (_State.CANCELED, _State.ABORTED):
                return Result.FAILED
            if left.is_set() and state != _State.PROCESSING:
                self._cancel()
                return Result.FAILED
            trouble = self._trouble_now(state)
            troubled = troubled + patience.look if trouble else 0.0
            if trouble and troubled > patience.trouble:
                self._cancel()
                return trouble
            if waited > patience.whole:
                return self._late()
            # Woken at once when the person goes; then it looks a last time, and lets a job that prints go on.
            if left.wait(patience.look) and state == _State.PROCESSING:
                return Result.SENT
            waited += patience.look

    def _late(self) -> Result:
        """Nothing is wrong but the time it takes; a printer that is still being looked for is not there."""
        uri = self._job[0] if self._job else ""
        if any(reason.startswith(_SOUGHT) for reason in self._look_at_printer(uri).words("printer-state-reasons")):
            self._cancel()
            return Result.STOPPED
        return Result.SENT

    def _trouble_now(self, job_state: int) -> Result | None:
        if self._job is None:
            return None
        printer = self._look_at_printer(self._job[0])
        if job_state in (_State.HELD, _State.STOPPED) or printer.number("printer-state") == _State.PRINTER_STOPPED:
            return _trouble(printer) or Result.STOPPED
        return _trouble(printer) if job_state == _State.PROCESSING else None

    def _look_at_job(self) -> Answer:
        return self._ask_of_job(
            Operation.GET_JOB, ((Tag.KEYWORD, "requested-attributes", ("job-state", "job-state-reasons")),)
        )

    def _cancel(self) -> None:
        try:
            self._ask_of_job(Operation.CANCEL_JOB, ())
        except Refused:
            return

    def _ask_of_job(self, operation: Operation, more: tuple[Attribute, ...]) -> Answer:
        uri, number = self._job or ("", 0)
        said: tuple[Attribute, ...] = (
            (Tag.URI, "printer-uri", uri),
            (Tag.INTEGER, "job-id", number),
            (Tag.NAME, "requesting-user-name", _account()),
            *more,
        )
        return self._ask("/jobs/", operation, said)

    def _ask(self, path: str, operation: Operation, said: tuple[Attribute, ...]) -> Answer:
        return ask(self.socket, path, request(operation, said), seconds=self.patience.answer)


def _trouble(printer: Answer) -> Result | None:
    """What keeps a printer from printing, by its own reasons; warnings and reports do not."""
    reasons = tuple(
        reason for reason in printer.words("printer-state-reasons") if not reason.endswith(("-warning", "-report"))
    )
    if any(reason.startswith(_PAPER) for reason in reasons):
        return Result.OUT_OF_PAPER
    if any(word in reason for reason in reasons for word in _TROUBLE):
        return Result.STOPPED
    return None


def _account() -> str:
    """The account that runs the program, as the spooler knows it; never the person in front of it.

    Read from the file and not asked for by `pwd`, which on a machine of a fleet may go and ask the network.
    """
    with contextlib.suppress(OSError, ValueError, IndexError):
        for line in Path("/etc/passwd").read_text(encoding="utf-8", errors="replace").splitlines():
            fields = line.split(":")
            if int(fields[2]) == os.geteuid():
                return fields[0]
    return os.environ.get("USER") or "evenhand"
