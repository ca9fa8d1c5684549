"""Errors that end a command with an explanation instead of a result."""

from __future__ import annotations

from dataclasses import dataclass

from steadybook.source.spans import Span


class UsageError(Exception):
    """The command was called with arguments that make no sense here; exit code 2."""

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.help = help


@dataclass
class ConfigurationError(Exception):
    """The configuration cannot be used; exit code 2."""

    message: str
    path: str
    span: Span | None = None
    """The place, where one is known."""
    help: str = ""
    excerpt: tuple[str, ...] = ()
    """The lines of the file from the first of the place on, as many as are to be shown."""

    def __str__(self) -> str:
        place = f"{self.path}:{self.span.line}:{self.span.column}" if self.span else self.path
        return f"{place}: {self.message}"


class RuleCrashError(Exception):
    """A rule raised an exception: a mistake in Steadybook, never a finding; exit code 3."""

    def __init__(self, rule: str, document: str) -> None:
        super().__init__(f"the rule {rule} crashed on {document or 'the corpus'}")
        self.rule = rule
        self.document = document
