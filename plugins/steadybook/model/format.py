"""The contract of a format: the outcome of a check in, text out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from steadybook.model.finding import Finding
from steadybook.model.rule import RegisteredRule


class Totals(Protocol):
    """The counts of a check, over the files that were asked for."""

    @property
    def documents(self) -> int:
        """How many documents the repository has, or how many of what `unit` names were checked."""

    @property
    def unit(self) -> str:
        """What was checked, in the singular: `document`, or `record` of a log."""

    @property
    def errors(self) -> int: ...
    @property
    def warnings(self) -> int: ...
    @property
    def infos(self) -> int: ...
    @property
    def files_with_findings(self) -> int: ...
    @property
    def waived(self) -> int:
        """How many findings a waiver or an ignore comment keeps out of the report."""

    @property
    def seconds(self) -> float:
        """Wall time of the check."""


class Outcome(Protocol):
    """What a check found, in the order of its report; the engine's result is one."""

    @property
    def findings(self) -> Sequence[Finding]: ...
    @property
    def summary(self) -> Totals: ...
    @property
    def rules(self) -> Mapping[str, RegisteredRule]: ...
    @property
    def as_of(self) -> datetime: ...
    @property
    def unshown(self) -> Mapping[str, int]:
        """By rule, how many findings are counted and left out of the report, which has enough of their kind."""

    @property
    def reported(self) -> int | None:
        """How many documents the report is about, where it is not about all."""


def _no_line(_path: str, _line: int) -> str | None:
    return None


class Options(NamedTuple):
    """How to write for the place where the text goes.

    `line(path, number)` is a line of a file of the repository (numbers from 1), or None where it cannot be had; formats
    that show the surroundings of a related place ask it.
    """

    colour: bool = False
    ascii: bool = False
    """The place knows no other characters: lines are drawn without them."""
    width: int = 100
    line: Callable[[str, int], str | None] = _no_line


class Format(NamedTuple):
    """What a module in `formats/` declares as FORMAT; `name` is what `--format` takes and the name of its file."""

    name: str
    summary: str
    render: Callable[[Outcome, Options], str]
