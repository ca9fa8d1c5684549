"""The contract of a verb."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """What a module in `commands/` declares as COMMAND; its file name is the verb.

    `configure(parser)` adds arguments; `run(arguments)` does the work and returns the exit code: 0 clean, 1 findings.
    It may raise UsageError and ConfigurationError (2). Modules import at their top only what the arguments need: the
    list of verbs imports all of them.
    """

    name: str
    summary: str
    """One line for the list of verbs."""
    example: str
    """Command lines that `--help` shows, one a line, each with a remark after `  # `."""
    configure: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]
