"""How a command ends: every error becomes a sentence for people and an exit code."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from steadybook import __version__
from steadybook.commands._arguments import coloured, width
from steadybook.model.errors import ConfigurationError, RuleCrashError, UsageError
from steadybook.model.terminal import Painter, Style, visible

USAGE, BUG = 2, 3
INTERRUPTED = 128 + 2
"""What shells report for a program that SIGINT ended."""
BROKEN_PIPE = 128 + 13
"""What shells report for a program that SIGPIPE ended."""


UNWRITABLE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG})
"""What a system says where it cannot take what is written: a full disk, a quota, a broken device, a limit."""


class Boundary:
    """A context that turns whatever error leaves it into a message on standard error and an exit code in `code`."""

    def __init__(self) -> None:
        self.code = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        match error:
            case None:
                return False
            case UsageError():
                self.code = USAGE
                _say(error.message, error.help)
            case ConfigurationError():
                self.code = USAGE
                _say(str(error), error.help, _drawn(error))
            case KeyboardInterrupt():
                self.code = INTERRUPTED
                sys.stderr.write("\n")
            case BrokenPipeError():
                self.code = BROKEN_PIPE
                _close_quietly()
            case OSError() if error.errno in UNWRITABLE and error.filename is None:
                self.code = USAGE
                _close_quietly()
                reason = os.strerror(error.errno or 0).lower()
                _say(f"standard output cannot be written: {reason}", "Make room, or write to another place.")
            case RuleCrashError():
                self.code = BUG
                _bug(error, f"the rule {error.rule} broke on {error.document or 'the corpus as a whole'}")
            case Exception():
                self.code = BUG
                _bug(error, f"{type(error).__name__}: {error}")
            case _:
                return False  # SystemExit: argparse has said what was wrong
        return True


def _say(message: str, help: str, drawn: Sequence[str] = ()) -> None:
    paint = Painter(coloured("auto", sys.stderr))
    lines = [f"{paint(Style.ERROR, 'error')}{paint(Style.STRONG, ':')} {paint.quoted(visible(message))}", *drawn]
    if help:
        lines.append(f"{paint(Style.STRONG, '  help:')} {paint.quoted(visible(help))}")
    sys.stderr.write("\n".join(lines) + "\n")


def _drawn(error: ConfigurationError) -> list[str]:
    """The line of the configuration that is wrong, with a mark under the place."""
    from steadybook.model.excerpt import Gutter, excerpt  # on use, as below

    if error.span is None:
        return []
    paint = Painter(coloured("auto", sys.stderr))
    gutter = Gutter(len(str(error.span.end_line)), paint)
    marked = excerpt(error.excerpt, error.span, gutter, "^", lambda text: paint(Style.ERROR, text), width())
    return [gutter.line(None), *marked, gutter.line(None)]


def _bug(error: Exception, what: str) -> None:
    """A bug's whole story is wanted, so that it can be reported."""
    import traceback  # here, and what others import on use: each start would pay for it

    sys.stderr.write(visible("".join(traceback.format_exception(error)), keep_lines=True))
    _say(
        f"this is a mistake in Steadybook {__version__}, not in your documents: {what}",
        "Report it with the lines above and, if you can, the document.",
    )


def _close_quietly() -> None:
    """Nobody reads standard output any more; the interpreter must not complain when it flushes on its way out."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
