"""The machine-readable contract: one JSON object, version 1; paths from the repository's root, places from 1."""

from __future__ import annotations

from steadybook.formats._json import dumped
from steadybook.model.finding import Finding
from steadybook.model.format import Format, Options, Outcome

VERSION = 1


def render(outcome: Outcome, _options: Options) -> str:
    """The object as text; `fixable` says that `steadybook fix` repairs the finding without being asked to guess.

    The summary counts all findings; `unshown` says by rule how many of them are not in the list, where that is so.
    """
    totals = outcome.summary
    answer: dict[str, object] = {
        "version": VERSION,
        "findings": [_finding(finding) for finding in outcome.findings],
        "summary": {
            f"{totals.unit}s": totals.documents,
            "errors": totals.errors,
            "warnings": totals.warnings,
            "infos": totals.infos,
            "files_with_findings": totals.files_with_findings,
            "waived": totals.waived,
            "as_of": outcome.as_of.isoformat().replace("+00:00", "Z"),
        },
    }
    if outcome.unshown:
        answer["unshown"] = dict(outcome.unshown)
    return dumped(answer)


def _finding(finding: Finding) -> dict[str, object]:
    span = finding.span
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "path": finding.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "message": finding.message,
        "help": finding.help,
        "url": finding.url,
        "fixable": finding.fix is not None and finding.fix.safe,
        "time_dependent": finding.time_dependent,
        "related": [
            {"path": place.path, "line": place.span.line, "column": place.span.column, "message": place.message}
            for place in finding.related
        ],
    }


FORMAT = Format("json", "for programs: the versioned contract", render)
