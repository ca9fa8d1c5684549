"""Errors that end a command with an explanation instead of a result."""

from __future__ import annotations

from dataclasses import dataclass


class UsageError(Exception):
    """The command was called with arguments that make no sense here; exit code 2."""

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.help = help


@dataclass
class ConfigurationError(Exception):
    """The configuration cannot be used; exit code 2. Line and column count from 1; 0 where no place is known."""

    message: str
    path: str
    line: int = 0
    column: int = 0
    help: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{place}: {self.message}"


class RuleCrashError(Exception):
    """A rule raised an exception: a mistake in Steadybook, never a finding; exit code 3."""

    def __init__(self, rule: str, document: str) -> None:
        super().__init__(f"the rule {rule} crashed on {document or 'the corpus'}")
        self.rule = rule
        self.document = document
