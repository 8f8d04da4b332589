"""The few words of the Internet Printing Protocol that one sheet needs, over the spooler's UNIX socket.

No network socket, no program started, no file written: the bytes go from this process to the spooler's. See RFC 8010
(encoding), RFC 8011 (operations), and docs/decisions/021-printing.md for why not libcups.
"""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Final
from urllib.parse import quote

SOCKET: Final = Path("/run/cups/cups.sock")
"""Where CUPS listens on the machine itself."""
_LARGEST: Final = 1 << 20
"""Bytes of an answer that are read; a spooler that sends more is not one."""
_END: Final = 3
_HEADER: Final = struct.Struct(">BBHI")


class Operation(IntEnum):
    PRINT_JOB = 0x0002
    CANCEL_JOB = 0x0008
    GET_JOB = 0x0009
    GET_PRINTER = 0x000B
    GET_DEFAULT = 0x4001


class Tag(IntEnum):
    INTEGER = 0x21
    ENUM = 0x23
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME = 0x49


class Group(IntEnum):
    OPERATION = 1
    JOB = 2


Value = int | bool | str
Attribute = tuple[Tag, str, str | int | tuple[str, ...]]


class Unreachable(OSError):
    """Nobody answers at the socket."""


class Broken(OSError):
    """The spooler went away, or answered with something else than an answer."""


class Refused(Exception):
    """The spooler said no; `status` is its reason (RFC 8011, appendix B, or 0x0403 for an HTTP refusal)."""

    def __init__(self, status: int) -> None:
        super().__init__(f"status {status:#06x}")
        self.status = status


NOT_FOUND: Final = 0x0406
FORBIDDEN: Final = 0x0403


@dataclass(frozen=True, slots=True)
class Answer:
    """Attributes of an answer, by name, of all groups in one; a name that comes again is kept as first seen."""

    attributes: dict[str, tuple[Value, ...]]

    def number(self, name: str, otherwise: int = 0) -> int:
        values = self.attributes.get(name, ())
        return values[0] if values and isinstance(values[0], int) else otherwise

    def words(self, name: str) -> tuple[str, ...]:
        return tuple(value for value in self.attributes.get(name, ()) if isinstance(value, str))


def printer_uri(name: str) -> str:
    return f"ipp://localhost/printers/{quote(name, safe='')}"


def request(
    operation: Operation, operation_attributes: tuple[Attribute, ...], job_attributes: tuple[Attribute, ...] = ()
) -> bytes:
    """A request, up to where a document would follow."""
    said: tuple[Attribute, ...] = (
        (Tag.CHARSET, "attributes-charset", "utf-8"),
        (Tag.LANGUAGE, "attributes-natural-language", "en"),
        *operation_attributes,
    )
    body = _HEADER.pack(2, 0, operation, 1) + bytes([Group.OPERATION]) + b"".join(map(_attribute, said))
    if job_attributes:
        body += bytes([Group.JOB]) + b"".join(map(_attribute, job_attributes))
    return body + bytes([_END])


def ask(where: Path, path: str, body: bytes, *, seconds: float = 10.0) -> Answer:
    """Sends a request to the spooler at a socket and returns its answer.

    `seconds` is how long to wait for each sign of life. Raises Unreachable, Broken or Refused.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link:
        link.settimeout(seconds)
        try:
            link.connect(str(where))
        except OSError as error:
            raise Unreachable(*error.args) from error
        head = (
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/ipp\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        try:
            link.sendall(head.encode("ascii") + body)
            return _answer(_http_body(_all(link)))
        except OSError as error:
            raise Broken(*error.args) from error


def _attribute(attribute: Attribute) -> bytes:
    tag, name, values = attribute
    encoded = b""
    for value in values if isinstance(values, tuple) else (values,):
        data = struct.pack(">i", value) if isinstance(value, int) else value.encode()
        encoded += struct.pack(">BH", tag, len(name)) + name.encode() + struct.pack(">H", len(data)) + data
        name = ""
    return encoded


def _all(link: socket.socket) -> bytes:
    received = b""
    while len(received) < _LARGEST:
        part = link.recv(65536)
        if not part:
            return received
        received += part
    raise Broken("an answer without an end")


def _http_body(answer: bytes) -> bytes:
    head, gap, body = answer.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    parts = lines[0].split()
    if not gap or len(parts) < 2 or not parts[0].startswith("HTTP/") or not parts[1].isdigit():
        raise Broken("no answer")
    status = int(parts[1])
    if status == 100:
        return _http_body(body)
    if status != 200:
        raise Refused(NOT_FOUND if status == 404 else FORBIDDEN)
    fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    if fields.get("transfer-encoding", "").lower() == "chunked":
        return _unchunked(body)
    if len(body) < int(fields.get("content-length", "0")):
        raise Broken("half an answer")
    return body


def _unchunked(body: bytes) -> bytes:
    whole = b""
    while True:
        size, gap, body = body.partition(b"\r\n")
        try:
            length = int(size.split(b";")[0], 16)
        except ValueError as error:
            raise Broken("half an answer") from error
        if not gap or len(body) < length:
            raise Broken("half an answer")
        if length == 0:
            return whole
        whole += body[:length]
        body = body[length:].removeprefix(b"\r\n")


def _answer(body: bytes) -> Answer:
    try:
        _, _, status, _ = _HEADER.unpack_from(body)
        attributes = _attributes(body)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise Broken("not an answer of a spooler") from error
    if status >= 0x0400:
        raise Refused(status)
    return Answer(attributes)


def _attributes(body: bytes) -> dict[str, tuple[Value, ...]]:
    found: dict[str, list[Value]] = {}
    at, name, fresh = _HEADER.size, "", False
    while body[at] != _END:
        tag = body[at]
        at += 1
        if tag < 0x10:
            continue
        size = struct.unpack_from(">H", body, at)[0]
        at += 2
        if size:
            name = body[at : at + size].decode()
            fresh = name not in found
            at += size
        length = struct.unpack_from(">H", body, at)[0]
        at += 2
        value = _value(tag, body[at : at + length])
        at += length
        if fresh and value is not None:
            found.setdefault(name, []).append(value)
    return {key: tuple(values) for key, values in found.items()}


def _value(tag: int, data: bytes) -> Value | None:
    if tag in (Tag.INTEGER, Tag.ENUM):
        number: int = struct.unpack(">i", data)[0]
        return number
    if tag == 0x22:
        return data != b"\0"
    if 0x40 <= tag <= 0x5F:
        return data.decode()
    return None
