"""The files of a repository with their contents, which a second process can read while the first one remembers."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import BinaryIO, NamedTuple

from steadybook.analysis.ignores import MARK
from steadybook.source.tree import Tree
from steadybook.source.treeerror import TreeError

SMALL = 100_000
"""Bytes. Larger files (measurements, above all) take longer to hand over than to read."""


STEP = 50
"""Files that are searched before the copy looks whether it is waited for."""
DOCUMENTS = (".yaml", ".yml")
"""The files whose texts are searched for credentials; measurements are numbers, instants and ids."""

_AT_WORK = (0, 0)
"""What is answered about a process that has not ended."""
_LISTENING = b"\1"
"""What the first process writes at the beginning of the file in memory when it has nothing left to do but wait."""


class File(NamedTuple):
    """A file that was read."""

    path: str
    digest: str
    """Names the content."""
    data: bytes
    marked: bool
    """It holds an ignore comment, or what was meant as one."""
    holds_no_credential: bool = False
    """It was searched for credentials, and holds none."""


class Places(NamedTuple):
    """Where documents are looked for, and how large they may be."""

    folders: Sequence[str]
    suffixes: Sequence[str]
    limit: int


def read_all(tree: Tree, places: Places) -> Iterator[File | TreeError]:
    """All files there are by path; those that cannot be read as the reason why."""
    for path in tree.files(places.folders, places.suffixes):
        yield _read(tree, path, places.limit)


def read_ahead(
    tree: Tree, places: Places, meanwhile: Iterable[object], *, search: bool = False
) -> Iterator[File | TreeError]:
    """What `read_all` answers, most of it read by a copy of this process while this one does something else.

    Of what is to be done `meanwhile`, as many steps are taken as there is time for. When all files are read and some
    steps are left, the copy may `search` the documents for credentials. Only where the process may be forked
    (`partner.may_fork`). Whatever goes wrong in the copy happens again here.
    """
    copy = _copied(tree, places, search)
    told = _heard(*copy, meanwhile) if copy is not None else b""
    head, line_end, content = told.partition(b"\n")
    heads = json.loads(head) if line_end else []
    if not line_end or len(content) != sum(size for _, _, size, *_ in heads):
        yield from read_all(tree, places)
        return
    end = 0
    for path, digest, size, *marks in heads:
        start, end = end, end + size
        yield File(path, digest, content[start:end], *marks) if digest else _read(tree, path, places.limit)


def _copied(tree: Tree, places: Places, search: bool) -> tuple[int, BinaryIO] | None:
    """A copy of this process at work, and where it writes; None where there is no process or memory to be had."""
    if not hasattr(os, "memfd_create"):  # not every Python on Linux has it: some are built for old C libraries
        return None
    try:
        # A file in memory, which takes all at once: through a pipe, the copy would wait for this process to listen.
        memory = os.fdopen(os.memfd_create("steadybook"), "w+b")
    except OSError:
        return None
    try:
        copy = os.fork()
    except OSError:  # as many processes as the user may have
        memory.close()
        return None
    if copy == 0:
        _tell(memory, tree, places, search)
    return copy, memory


def _heard(copy: int, memory: BinaryIO, meanwhile: Iterable[object]) -> bytes:
    """What the copy wrote until it ended, after the steps that there was time for."""
    with memory:
        with suppress(ChildProcessError):  # whoever started this process may have told it to forget its children
            for _ in meanwhile:
                if os.waitpid(copy, os.WNOHANG) != _AT_WORK:
                    break
            else:
                with suppress(OSError):  # a limit on the size of files holds here too; the copy ends in any case
                    os.pwrite(memory.fileno(), _LISTENING, 0)
                os.waitpid(copy, 0)
        memory.seek(len(_LISTENING))
        return memory.read()


def _read(tree: Tree, path: str, limit: int) -> File | TreeError:
    try:
        data = tree.read(path, limit)
    except TreeError as error:
        return error
    return File(path, hashlib.blake2b(data, digest_size=16).hexdigest(), data, _is_marked(data))


def _is_marked(data: bytes) -> bool:
    return b"teadybook" in data and MARK.search(data) is not None  # hardly a document says the word at all


def _tell(memory: BinaryIO, tree: Tree, places: Places, search: bool) -> None:
    """The work of the copy, which ends here in any case: it must never go on as if it were the first process."""
    try:
        told = [
            _told(path, _read(tree, path, min(places.limit, SMALL)))
            for path in tree.files(places.folders, places.suffixes)
        ]
        if search:
            told = list(_searched(told, memory.fileno()))
        heads = json.dumps([(path, digest, len(data), *marks) for path, digest, data, *marks in told])
        memory.seek(len(_LISTENING))
        memory.write(b"\n".join([heads.encode(), b"".join(file.data for file in told)]))
        memory.flush()
    finally:
        os._exit(0)


def _told(path: str, file: File | TreeError) -> File:
    """A file as it is handed over; without a digest, the first process is to read it itself."""
    return file if isinstance(file, File) and len(file.data) <= SMALL else File(path, "", b"", marked=False)


def _searched(files: Sequence[File], memory: int) -> Iterator[File]:
    """The files, marked where they were searched and hold no credential: as many as there was time for."""
    for start in range(0, len(files), STEP):
        if os.pread(memory, len(_LISTENING), 0) == _LISTENING:
            yield from files[start:]
            return
        for file in files[start : start + STEP]:
            is_document = file.path.endswith(DOCUMENTS)
            yield file._replace(holds_no_credential=True) if is_document and _is_harmless(file.data) else file


def _is_harmless(data: bytes) -> bool:
    """Whether a document's text surely holds no credential."""
    from steadybook.sre.credentials import may_hold_credentials  # only here, where many are searched

    try:
        text = data.decode()
    except UnicodeDecodeError:  # its text is what somebody makes of it
        return False
    return not text.startswith("\ufeff") and not may_hold_credentials(text)
