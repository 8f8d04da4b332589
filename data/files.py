"""Reads files that others wrote: never waits on a pipe, never reads an endless one, never more than was agreed."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


class NotOrdinary(OSError):
    """A folder, a link, a pipe or a device."""


class TooLarge(OSError):
    """More than was agreed; `size` in bytes."""

    def __init__(self, size: int, most: int) -> None:
        super().__init__(errno.EFBIG, f"more than {most} bytes")
        self.size = size


def read_ordinary(path: Path, most: int, *, links: bool = True) -> bytes:
    """The bytes of an ordinary file; OSError for anything else. With `links` False a link is refused."""
    if not links and path.is_symlink():
        raise _not_ordinary()
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags if links else flags | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        if path.is_dir():
            raise _is_folder() from None
        raise
    try:
        status = os.fstat(handle)
        if stat.S_ISDIR(status.st_mode):
            raise _is_folder()
        if not stat.S_ISREG(status.st_mode):
            raise _not_ordinary()
        if status.st_size > most:
            raise TooLarge(status.st_size, most)
        with os.fdopen(handle, "rb", closefd=False) as file:
            data = file.read(status.st_size + 1)
            if len(data) > status.st_size:
                data += file.read(most + 1 - len(data))  # it grows, or has no size
    finally:
        os.close(handle)
    if len(data) > most:
        raise TooLarge(len(data), most)
    return data


def _is_folder() -> NotOrdinary:
    return NotOrdinary(errno.EISDIR, os.strerror(errno.EISDIR))


def _not_ordinary() -> NotOrdinary:
    return NotOrdinary(errno.EINVAL, "not an ordinary file")
