"""The report on waivers: which findings are accepted for now, why, by whom, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from steadybook.engine.waivers import Ignore, ignores
from steadybook.kinds.waiver.model import Waiver
from steadybook.model.configuration import matches
from steadybook.model.document import Document
from steadybook.pages.sections.reports._report import Report, count
from steadybook.pages.site import Site

SOON = timedelta(days=30)
UNUSED = "unused-waiver"


@dataclass(frozen=True, slots=True)
class WaiverRow:
    """One waiver."""

    document: Document[Waiver]
    state: str
    """in force, ends soon, or expired."""
    left: int
    files: int
    """How many files its paths meet."""
    is_unused: bool
    is_known_rule: bool


@dataclass(frozen=True, slots=True)
class IgnoreRow:
    """An ignore comment in a document."""

    ignore: Ignore
    is_known_rule: bool


@dataclass(frozen=True, slots=True)
class WaiversView:
    """What the report shows."""

    rows: tuple[WaiverRow, ...]
    comments: tuple[IgnoreRow, ...]
    expired: int
    soon: int

    @property
    def headline(self) -> str:
        """How many waivers there are, and how many need somebody."""
        if not (self.rows or self.comments):
            return "Nothing is waived."
        in_force = count(len(self.rows) - self.expired, "waiver") + " in force"
        parts = [in_force]
        if self.expired:
            parts.append(f"{self.expired} expired")
        if self.soon:
            parts.append(f"{self.soon} ending within {SOON.days} days")
        if self.comments:
            parts.append(count(len(self.comments), "ignore comment"))
        return f"{', '.join(parts)}."


def _view(site: Site) -> WaiversView:
    rows = tuple(sorted(_rows(site), key=lambda row: (row.document.model.expires, row.document.path)))
    return WaiversView(
        rows=rows,
        comments=tuple(_comments(site)),
        expired=sum(row.left < 0 for row in rows),
        soon=sum(0 <= row.left <= SOON.days for row in rows),
    )


def _rows(site: Site) -> Iterator[WaiverRow]:
    paths = [document.path for document in site.corpus.documents]
    for document in site.corpus.of(Waiver):
        waiver = document.model
        left = (waiver.expires - site.context.today).days
        state = "expired" if left < 0 else "ends soon" if left <= SOON.days else "in force"
        met = sum(any(matches(path, glob) for glob in waiver.paths) for path in paths)
        found = site.findings_by_path.get(document.path, ())
        unused = any(finding.rule == UNUSED for finding in found)
        yield WaiverRow(document, state, left, met, unused, waiver.rule in site.rules)


def _comments(site: Site) -> Iterator[IgnoreRow]:
    for document in site.corpus.documents:
        if "steadybook: ignore" in document.text:
            for ignore in ignores(document):
                yield IgnoreRow(ignore, ignore.rule in site.rules)


REPORT = Report(
    title="Waivers",
    about="Findings that are accepted for now: why, who answers for it, and until when.",
    view=_view,
)
