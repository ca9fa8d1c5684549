"""A second process that takes half of a large cold check: it loads half of the files, and runs their rules.

Both processes know the facts of all documents, and load what the other one has loaded only where a rule asks for it, as
a warm check does. What the second process does has no effects but what it tells. So whatever goes wrong there, an error
above all, happens again when the first process does that work itself, and is reported by it.
"""

from __future__ import annotations

import io
import os
import pickle
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

WORTH_WHILE = 1000
"""Files to load: for fewer, starting the process takes longer than it saves."""
FIRST_SHARE = 0.5
"""Of the bytes."""
ROOT_KEY = re.compile(rb"[a-z_]+:")


def is_worth_while(files: int) -> bool:
    """Whether two processes would be quicker with so many files to load, and this one may be forked."""
    return files >= WORTH_WHILE and may_fork()


def may_fork() -> bool:
    """Whether this process may be forked and there is a second processor for the copy.

    Forking is safe on Linux, in a process with one thread: another one may hold a lock that nobody would ever release
    in the copy.
    """
    if sys.platform != "linux":
        return False
    try:
        return len(os.sched_getaffinity(0)) > 1 and len(list(Path("/proc/self/task").iterdir())) == 1
    except OSError:  # no /proc here, so nobody knows how many threads there are
        return False


def second_share(files: Iterable[tuple[str, bytes]]) -> frozenset[str]:
    """The files for the second process, given all of them: of each folder's files of one kind the last ones by name.

    Documents about one service tend to have names that begin alike, and to ask about each other: what stands at the
    same place among those of its kind is loaded by the same process. What a file begins with tells its kind.
    """
    alike: defaultdict[tuple[str, bytes], list[tuple[str, int]]] = defaultdict(list)
    for path, content in sorted(files):
        key = ROOT_KEY.match(content)
        alike[path.rpartition("/")[0], key[0] if key else b""].append((path, len(content)))
    taken: list[str] = []
    for group in alike.values():
        so_far = list(accumulate(size for _, size in group))
        taken += (path for (path, _), end in zip(group, so_far, strict=True) if end > FIRST_SHARE * so_far[-1])
    return frozenset(taken)


class Partner:
    """One end of the line between the two processes. They speak in turns, so that neither waits for the other's ear.

    `paths` are the files that the second process takes.
    """

    def __init__(self, connection: Connection, paths: frozenset[str], process: BaseProcess | None = None) -> None:
        self.paths = paths
        self._connection = connection
        self._process = process

    @classmethod
    def start(cls, work: Callable[[Partner], None], paths: frozenset[str]) -> Partner:
        """Forks this process: `work` is what the copy does. Raises OSError where there is no process to be had."""
        from multiprocessing import get_context  # on use: most checks have too little to share

        context = get_context("fork")
        here, there = context.Pipe()
        process = context.Process(target=_work, args=(work, cls(there, paths), here), daemon=True)
        process.start()
        there.close()  # so that the end of the other process is the end of what can be heard
        return cls(here, paths, process)

    def tell(self, message: object) -> None:
        """Sends a message; nothing where the other process is gone, which shows when one listens to it."""
        self._send(pickle.dumps(message))

    def hear(self) -> Any:
        """Waits for a message; None where the other process is gone."""
        return self._heard(self._receive())

    def exchange(self, message: object) -> Any:
        """Tells the other one something and hears what it has to tell, when both are as far."""
        told = pickle.dumps(message)  # before anything is heard, so that neither waits for this
        if self._process is None:
            self._send(told)
            return self._heard(self._receive())
        heard = self._receive()
        self._send(told)
        return self._heard(heard)

    def _send(self, message: bytes) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):
            self._connection.send_bytes(message)

    def _receive(self) -> bytes:
        try:
            return self._connection.recv_bytes()
        except (EOFError, OSError):  # it ended before its message did, or in the middle of it
            return b""

    @staticmethod
    def _heard(message: bytes) -> Any:
        return pickle.loads(message) if message else None  # noqa: S301  # a copy of this very process wrote it

    def end(self) -> None:
        """Ends the conversation and the other process, whatever it is about; once is enough."""
        self._connection.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()

    @contextmanager
    def ended_on_error(self) -> Iterator[None]:
        """Ends the other process where an error leaves the block: it would go on for nobody, with our output open."""
        try:
            yield
        except BaseException:
            self.end()
            raise


def _work(work: Callable[[Partner], None], first: Partner, its_end: Connection) -> None:
    its_end.close()
    sys.stderr = io.StringIO()  # errors are told by the first process, which meets them as well
    work(first)
    os._exit(0)  # at once: to take thousands of documents apart takes long, and the first process waits for the end
