"""The lines of a log as bytes, in batches and in bounded memory, however long the file or a line of it is."""

from __future__ import annotations

import codecs
import gzip
import io
import os
import stat
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, Self, cast

LONGEST_LINE: Final = 1 << 20
"""Bytes of a line that is still read as a record; log stores refuse lines long before."""
CHUNK: Final = 1 << 18
"""Bytes read at once. At most LONGEST_LINE, so that only a line over several chunks can be too long."""
STANDARD_INPUT: Final = "-"
"""The name under which standard input is asked for."""

_GZIP: Final = b"\x1f\x8b"
_OTHER_ENCODINGS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


class LogReadError(Exception):
    """A log cannot be read, or not to its end; `reason` is a clause for people."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class LogEncodingError(Exception):
    """A log begins with the mark of another encoding than UTF-8, which `encoding` names."""

    def __init__(self, encoding: str) -> None:
        super().__init__(encoding)
        self.encoding = encoding


class TooLong(bytes):
    """Stands, empty, for a line longer than LONGEST_LINE; `size` counts its bytes."""

    size: int

    def __new__(cls, size: int) -> Self:
        line = super().__new__(cls)
        line.size = size
        return line


@contextmanager
def opened_log(path: str) -> Iterator[IO[bytes]]:
    """A log opened for reading, `-` being standard input; what is compressed with gzip is unpacked on the way.

    Raises LogReadError where it cannot be opened, and for whatever goes wrong with the file while it is read.
    """
    try:
        if path == STANDARD_INPUT:
            yield _unpacked(cast("io.BufferedReader", sys.stdin.buffer))
            return
        with Path(path).open("rb") as file:
            yield _unpacked(file)
    except (gzip.BadGzipFile, zlib.error, EOFError):
        raise LogReadError("its gzip data is damaged or ends too early") from None
    except OSError as error:
        raise LogReadError(_words(error)) from None


def why_unreadable(path: str) -> str:
    """Why a file cannot be a log, as a clause for people; empty where it can be tried."""
    try:
        is_folder = stat.S_ISDIR(Path(path).stat().st_mode)
    except (OSError, ValueError) as error:
        return _words(error)
    return "it is a folder, not a file" if is_folder else ""


def _unpacked(file: io.BufferedReader) -> IO[bytes]:
    return cast("IO[bytes]", gzip.GzipFile(fileobj=file)) if file.peek(2).startswith(_GZIP) else file


def _words(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "permission to read it is missing"
    if isinstance(error, OSError) and error.errno:
        return os.strerror(error.errno).lower()
    return "no file can have this name"


def batches(stream: IO[bytes]) -> Iterator[list[bytes]]:
    """The lines of a stream without their line feeds, some at a time; an empty last line is no line.

    A byte-order mark of UTF-8 at the start is left out. Raises LogEncodingError for the mark of another encoding.
    """
    read = cast("io.BufferedReader", stream).read1
    rest = _start(read)
    begun = 0  # bytes of a line that is too long, read so far
    while rest or begun:
        lines = rest.split(b"\n")
        rest = lines.pop()
        if begun and lines:
            lines[0] = TooLong(begun + len(lines[0]))
            begun = 0
        elif lines and len(lines[0]) > LONGEST_LINE:
            lines[0] = TooLong(len(lines[0]))
        if lines:
            yield lines
        if begun or len(rest) > LONGEST_LINE:
            begun += len(rest)
            rest = b""
        chunk = read(CHUNK)
        if not chunk:
            break
        rest += chunk
    if rest or begun:
        yield [TooLong(begun + len(rest)) if begun or len(rest) > LONGEST_LINE else rest]


def _start(read: Callable[[int], bytes]) -> bytes:
    """The first bytes, enough to tell the encoding by; empty for an empty stream."""
    start = b""
    while len(start) < 4 and (more := read(CHUNK)):
        start += more
    for mark, encoding in _OTHER_ENCODINGS:
        if start.startswith(mark):
            raise LogEncodingError(encoding)
    return start.removeprefix(codecs.BOM_UTF8)
