"""The contract of a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.flagged import Flagged

if TYPE_CHECKING:
    from pydantic import BaseModel

CheckDocument = Callable[[Document[Any], Context], Iterator[Violation]]
CheckCorpus = Callable[[Context], Iterator[Violation]]
CheckLast = Callable[[Document[Any], Context, Flagged], Iterator[Violation]]


class Rule(NamedTuple):
    """What a module in `rules/<family>/` declares as RULE: its file name is the id, its docstring the page.

    `check(document, context)` is called for every intact document of the `models`, or of every kind, and where `broken`
    says so for all others too; `check_corpus(context)` once, and its violations name their document.
    `check_last(document, context, flagged)` is called for every intact document of the `models` when all others are
    done, with the files in which they found something. All are pure. A rule without any documents what the reader or a
    model finds under its id (`Violation.rule`).
    """

    severity: Severity
    models: tuple[type[BaseModel], ...] = ()
    every_kind: bool = False
    """Whether `check` is for documents of every kind, without importing all their models."""
    broken: bool = False
    """Whether `check` is for documents whose shape is wrong as well: then it asks for text, facts and places alone."""
    check: CheckDocument | None = None
    check_corpus: CheckCorpus | None = None
    check_last: CheckLast | None = None


class RegisteredRule(NamedTuple):
    """A rule with what its place says of it: id, family and documentation."""

    id: str
    family: str
    documentation: str
    rule: Rule

    @property
    def summary(self) -> str:
        """The first sentence of the documentation."""
        return self.documentation.strip().split("\n", 1)[0].rstrip(".")
