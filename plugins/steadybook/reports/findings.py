"""The report on findings: everything that the check says, by rule and by file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from steadybook.model.document import Document
from steadybook.model.finding import Finding, Severity
from steadybook.model.report import Basis, Block, Report, Table, columns, count

MOST_ROWS = 1500
"""The page stays under a megabyte; each document's own page shows all findings about it."""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule with how often, and in how many files, it finds something."""

    rule: str
    worst: Severity
    findings: int
    files: int


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding with the document that it is about; None for a file that is none."""

    finding: Finding
    document: Document[Any] | None


@dataclass(frozen=True, slots=True)
class FindingsView:
    """What the report shows."""

    rules: tuple[RuleRow, ...]
    rows: tuple[FindingRow, ...]
    total: int
    files: int
    counts: tuple[tuple[str, int], ...]
    """Errors, warnings and pieces of information: singular word and number."""

    @property
    def headline(self) -> str:
        """How many of each severity, and in how many files."""
        if not self.total:
            return "The check has nothing to say."
        plurals = {"error": "errors", "warning": "warnings", "info": "notes"}
        singulars = {"error": "error", "warning": "warning", "info": "note"}
        parts = [count(n, singulars[word], plurals[word]) for word, n in self.counts if n]
        spoken = f"{', '.join(parts[:-1])} and {parts[-1]}" if parts[1:] else parts[0]
        return f"{spoken} in {count(self.files, 'file')}."


def _view(basis: Basis) -> FindingsView:
    ordered = sorted(basis.findings, key=lambda f: (-f.severity.rank, *f.sort_key))
    by_rule: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in ordered:
        by_rule[finding.rule].append(finding)
    rules = [RuleRow(r, found[0].severity, len(found), len({f.path for f in found})) for r, found in by_rule.items()]
    number = Counter(finding.severity for finding in ordered)
    return FindingsView(
        rules=tuple(sorted(rules, key=lambda row: (-row.worst.rank, -row.findings, row.rule))),
        rows=tuple(FindingRow(f, basis.context.corpus.document_at(f.path)) for f in ordered[:MOST_ROWS]),
        total=len(ordered),
        files=len({finding.path for finding in ordered}),
        counts=tuple((s.value, number[s]) for s in Severity),
    )


def _figures(view: FindingsView) -> Mapping[str, Any]:
    return {
        "findings": view.total,
        "files": view.files,
        "by_severity": dict(view.counts),
        "by_rule": [
            {"rule": r.rule, "severity": r.worst.value, "findings": r.findings, "files": r.files} for r in view.rules
        ],
    }


def _blocks(view: FindingsView) -> Iterator[Block]:
    yield Table(
        "By rule",
        columns("Rule", "Severity", "#Findings", "#Files"),
        tuple((row.rule, row.worst.value, row.findings, row.files) for row in view.rules),
        "The check has nothing to say.",
    )
    yield Table(
        "All findings",
        columns("Place", "Severity", "Rule", "What is wrong"),
        tuple(
            (f"{f.path}:{f.span.line}:{f.span.column}", f.severity.value, f.rule, f.message)
            for f in (row.finding for row in view.rows)
        ),
        "The check has nothing to say.",
    )


REPORT = Report(
    title="Findings",
    about="Everything that the check says about the documents, by rule and by file.",
    view=_view,
    figures=_figures,
    blocks=_blocks,
    needs_findings=True,
)
