"""The report on waivers: which findings are accepted for now, why, by whom, and until when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from steadybook.analysis.ignores import Ignore, ignores
from steadybook.kinds.waiver.model import Waiver
from steadybook.model.configuration import matches
from steadybook.model.document import Document
from steadybook.model.finding import Finding
from steadybook.model.report import Basis, Block, Mention, Report, Table, columns, count

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
    waived: tuple[Finding, ...] = ()
    """The findings that waivers and comments accept, by place."""

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


def _view(basis: Basis) -> WaiversView:
    rows = tuple(sorted(_rows(basis), key=lambda row: (row.document.model.expires, row.document.path)))
    return WaiversView(
        rows=rows,
        comments=tuple(_comments(basis)),
        expired=sum(row.left < 0 for row in rows),
        soon=sum(0 <= row.left <= SOON.days for row in rows),
        waived=tuple(sorted(basis.waived, key=lambda finding: finding.sort_key)),
    )


def _rows(basis: Basis) -> Iterator[WaiverRow]:
    paths = [document.path for document in basis.context.corpus.documents]
    idle = {finding.path for finding in basis.findings if finding.rule == UNUSED}
    for document in basis.context.corpus.of(Waiver):
        waiver = document.model
        left = (waiver.expires - basis.context.today).days
        state = "expired" if left < 0 else "ends soon" if left <= SOON.days else "in force"
        met = sum(any(matches(path, glob) for glob in waiver.paths) for path in paths)
        unused = document.path in idle
        yield WaiverRow(document, state, left, met, unused, waiver.rule in basis.rules)


def _comments(basis: Basis) -> Iterator[IgnoreRow]:
    for document in basis.context.corpus.documents:
        if "steadybook: ignore" in document.text:
            for ignore in ignores(document):
                yield IgnoreRow(ignore, ignore.rule in basis.rules)


def _figures(view: WaiversView) -> Mapping[str, Any]:
    return {
        "expired": view.expired,
        "ending_soon": view.soon,
        "waivers": [
            {
                "waiver": row.document.id,
                "rule": row.document.model.rule,
                "paths": list(row.document.model.paths),
                "reason": row.document.model.reason,
                "owner": row.document.model.owner,
                "expires": row.document.model.expires,
                "days_left": row.left,
                "unused": row.is_unused,
            }
            for row in view.rows
        ],
        "comments": [
            {"path": i.document.path, "line": i.span.line, "rule": i.rule, "reason": i.reason}
            for i in (row.ignore for row in view.comments)
        ],
        "waived": [{"rule": f.rule, "path": f.path, "line": f.span.line, "message": f.message} for f in view.waived],
        "waived_by_rule": dict(Counter(finding.rule for finding in view.waived)),
    }


def _blocks(view: WaiversView) -> Iterator[Block]:
    yield Table(
        "Waivers",
        columns("Until", "Waiver", "State", "Rule", "#Files", "Reason", "Owner"),
        tuple(
            (
                row.document.model.expires,
                Mention("waiver", row.document.id),
                row.state + (", waives nothing" if row.is_unused else ""),
                row.document.model.rule,
                row.files,
                row.document.model.reason,
                Mention("team", row.document.model.owner),
            )
            for row in view.rows
        ),
        "No waiver is written; `steadybook new waiver` writes a draft.",
    )
    yield Table(
        "Ignore comments",
        columns("Place", "Rule", "Reason"),
        tuple(
            (f"{i.document.path}:{i.span.line}", i.rule, i.reason or "no reason: ignores nothing")
            for i in (row.ignore for row in view.comments)
        ),
        "No file holds a comment that ignores a rule.",
    )
    yield Table(
        "What is waived",
        columns("Place", "Rule", "What is wrong"),
        tuple((f"{f.path}:{f.span.line}", f.rule, f.message) for f in view.waived),
        "No finding is waived.",
    )


REPORT = Report(
    title="Waivers",
    about="Findings that are accepted for now: why, who answers for it, and until when.",
    view=_view,
    figures=_figures,
    blocks=_blocks,
    needs_findings=True,
)
