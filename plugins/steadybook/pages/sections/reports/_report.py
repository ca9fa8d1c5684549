"""What a report is: a module here that declares REPORT, with its template beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from steadybook.pages.site import Site


class Headed(Protocol):
    """What every report's view has: its conclusion in one sentence, which the list of reports shows as well."""

    @property
    def headline(self) -> str:
        """The conclusion, from the data."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report across all documents. Its address follows from the module's name: `dependency_risk` is
    `reports/dependency-risk/`."""

    title: str
    about: str
    """What it answers, in one line."""
    view: Callable[[Site], Headed]


def count(number: int, singular: str, plural: str = "") -> str:
    """A number with its noun: `1 action`, `3 actions`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}".replace(",", "\u202f")
