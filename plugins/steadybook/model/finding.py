"""What a rule says (a violation), and what a reader is shown (a finding with its place resolved)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from steadybook.source.spans import Route, Span

if TYPE_CHECKING:
    from steadybook.model.document import Document
    from steadybook.source.edits import Edit

Part = Literal["best", "value", "key", "missing", "root"]
"""Which part of a route's place is meant: the best line for a reader, the value, its key, the key of the mapping that
lacks something, or (root) a key beside the root key, the route then running from the file's top."""


class Severity(StrEnum):
    """How loud a finding is: an error fails the check, a warning does so on request, information never does."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for information, 1 for a warning, 2 for an error."""
        return ("info", "warning", "error").index(self.value)


class Change(NamedTuple):
    """One symbolic edit of a document: the engine turns it into a text edit that keeps comments and layout."""

    action: Literal["set", "insert", "remove", "rename"]
    route: Route
    value: str = ""


class Fix(NamedTuple):
    """A repair of a finding. A safe one only writes what is computed; an unsafe one guesses the author's intent."""

    title: str
    changes: tuple[Change, ...]
    safe: bool = True


class Elsewhere(NamedTuple):
    """A second place that a violation is about: `at` is a route into `document`, or a span of its text.

    `document` is None for the document that the violation itself is in.
    """

    document: Document[Any] | None
    at: Route | Span
    message: str
    part: Part = "best"


class Violation(NamedTuple):
    """What a rule yields. `at` is a route below the document's root key, or a span where no route exists.

    `rule` is empty in a rule's own violations and names the rule in those that the reader or the model finds.
    `document` is None for the document that the rule was called with.
    `time_dependent` marks what appeared only because time passed (a stale review, an overdue action).
    `confidential` keeps what stands at the place out of every report.
    """

    at: Route | Span
    message: str
    help: str = ""
    part: Part = "best"
    document: Document[Any] | None = None
    related: tuple[Elsewhere, ...] = ()
    fix: Fix | None = None
    time_dependent: bool = False
    severity: Severity | None = None
    rule: str = ""
    confidential: bool = False


class RelatedPlace(NamedTuple):
    """Another place that a finding refers to, resolved; lines and columns from 1."""

    path: str
    span: Span
    message: str


class ResolvedFix(NamedTuple):
    """A fix as text edits on one file."""

    title: str
    path: str
    edits: tuple[Edit, ...]
    safe: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding as it is reported: the rule, where exactly, what is wrong and what to do."""

    rule: str
    severity: Severity
    path: str
    span: Span
    message: str
    help: str = ""
    url: str = ""
    time_dependent: bool = False
    related: tuple[RelatedPlace, ...] = ()
    fix: ResolvedFix | None = None
    excerpt: tuple[str, ...] = field(default=())
    """The source lines of the span, as they stand in the file."""
    fingerprint: str = ""
    """Stable while lines move: rule, path, the text of the line and its occurrence."""

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of reports: by file, then place, then rule."""
        return self.path, self.span.line, self.span.column, self.rule, self.message
