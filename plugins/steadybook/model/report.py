"""The contract of a report: figures from one function, shown on a page, in a terminal, as Markdown and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Protocol

from steadybook.model.context import Context
from steadybook.model.finding import Finding
from steadybook.model.past import Past


@dataclass(frozen=True, slots=True)
class Basis:
    """What a report is made from: the context and, for reports that ask for them, what the check found."""

    context: Context
    rules: frozenset[str] = frozenset()
    """The ids of all rules."""
    findings: tuple[Finding, ...] = ()
    waived: tuple[Finding, ...] = ()
    period: str = ""
    """The period that the report is about, for reports that have several; one of `Report.periods`."""
    past: Past | None = None
    """The repository as it stood, for courses over time; None where nobody wants to know."""


class Headed(Protocol):
    """What every report's view has."""

    @property
    def headline(self) -> str:
        """The conclusion in one sentence, from the data; the list of reports shows it as well."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A document, or another thing with a page, that is named: a link on a page, its id or text elsewhere."""

    kind: str
    id: str
    text: str = ""

    def __str__(self) -> str:
        return self.text or self.id


Value = str | int | Decimal | date | datetime | timedelta | Mention | tuple[Mention, ...] | None
"""What stands in a table: numbers as they are shown, already rounded; None where there is nothing."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head; `numeric` ones stand at the right."""

    title: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads. `empty` is said in place of a table without rows: what is missing, and why."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    empty: str = "Nothing."
    note: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph, or a list where there are several lines."""

    lines: tuple[str, ...]
    title: str = ""


Block = Table | Note


@dataclass(frozen=True, slots=True)
class Report:
    """What a module in `reports/` declares as REPORT: its file name is the name.

    `view(basis)` computes a frozen view, `figures(view)` its figures with their inputs (for programs: nothing is
    rounded), `blocks(view)` the tables for people. A page with a template of its own lays out the same view.
    """

    title: str
    about: str
    """What it answers, in one line."""
    view: Callable[[Basis], Headed]
    figures: Callable[[Any], Mapping[str, Any]]
    blocks: Callable[[Any], Iterable[Block]]
    needs_findings: bool = False
    periods: Callable[[Context], Sequence[str]] | None = None
    """The periods that it can be about, the newest first, such as `2026-10`; None where it is about today."""
    wide: bool = False
    """Its table has more columns than fit beside the navigation of the site."""


def count(number: int, singular: str, plural: str = "") -> str:
    """A number with its noun: `1 action`, `3 actions`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}".replace(",", "\u202f")


def columns(*titles: str) -> tuple[Column, ...]:
    """Columns by their titles; a title that begins with `#` is one of numbers."""
    return tuple(Column(title.removeprefix("#"), title.startswith("#")) for title in titles)
