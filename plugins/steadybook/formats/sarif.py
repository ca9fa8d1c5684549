"""SARIF 2.1.0, which code scanning services read: results with rule pages, fingerprints and fixes.

The vocabulary: OASIS Standard "Static Analysis Results Interchange Format (SARIF) Version 2.1.0"; fingerprints under
the name that GitHub's code scanning compares.
"""

from __future__ import annotations

from urllib.parse import quote

from steadybook import __version__
from steadybook.formats._json import dumped
from steadybook.model.finding import Finding, RelatedPlace, ResolvedFix, Severity
from steadybook.model.format import Format, Options, Outcome
from steadybook.model.rule import RegisteredRule
from steadybook.source.spans import Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(outcome: Outcome, _options: Options) -> str:
    """The log of one run; the rules that found something are described in it."""
    urls = {finding.rule: finding.url for finding in outcome.findings}
    indexes = {rule: index for index, rule in enumerate(sorted(urls))}
    run = {
        "tool": {
            "driver": {
                "name": "Steadybook",
                "semanticVersion": __version__,
                "version": __version__,
                "rules": [_rule(rule, outcome.rules.get(rule), urls[rule]) for rule in indexes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The root of the repository."}}},
        "invocations": [{"executionSuccessful": True}],
        "results": [_result(finding, indexes[finding.rule]) for finding in outcome.findings],
    }
    return dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(id: str, rule: RegisteredRule | None, url: str) -> dict[str, object]:
    described: dict[str, object] = {"id": id, "name": "".join(word.title() for word in id.split("-"))}
    if rule is not None:
        page = rule.documentation.strip()
        described |= {
            "shortDescription": {"text": f"{rule.summary}."},
            "fullDescription": {"text": f"{rule.summary}."},
            "help": {"text": page, "markdown": page},
            "defaultConfiguration": {"level": LEVEL[rule.rule.severity]},
            "properties": {"tags": [rule.family]},
        }
    if url:
        described["helpUri"] = url
    return described


def _result(finding: Finding, index: int) -> dict[str, object]:
    help = f"\n{finding.help}" if finding.help else ""
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": LEVEL[finding.severity],
        "message": {"text": f"{finding.message}{help}"},
        "locations": [{"physicalLocation": _physical(finding.path, finding.span, finding.excerpt)}],
        "partialFingerprints": {
            "primaryLocationLineHash": finding.fingerprint,
            "steadybook/v1": finding.fingerprint,
        },
    }
    if finding.related:
        result["relatedLocations"] = [_related(place, number) for number, place in enumerate(finding.related)]
    if finding.fix is not None and finding.fix.edits:
        result["fixes"] = [_fix(finding.fix)]
    if finding.time_dependent:
        result["properties"] = {"time_dependent": True}
    return result


def _artifact(path: str) -> dict[str, object]:
    return {"uri": quote(path.encode(errors="surrogateescape"), safe="/~"), "uriBaseId": "%SRCROOT%"}


def _physical(path: str, span: Span, excerpt: tuple[str, ...] = ()) -> dict[str, object]:
    physical: dict[str, object] = {"artifactLocation": _artifact(path), "region": _region(span)}
    if len(excerpt) > span.end_line - span.line:  # a context must hold the whole region
        context = {"startLine": span.line, "endLine": span.line + len(excerpt) - 1}
        physical["contextRegion"] = context | {"snippet": {"text": "\n".join(excerpt)}}
    return physical


def _region(span: Span) -> dict[str, object]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _related(place: RelatedPlace, number: int) -> dict[str, object]:
    return {
        "id": number,
        "physicalLocation": _physical(place.path, place.span),
        "message": {"text": place.message or "see also"},
    }


def _fix(fix: ResolvedFix) -> dict[str, object]:
    replacements = [
        {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.replacement}} for edit in fix.edits
    ]
    return {
        "description": {"text": fix.title if fix.safe else f"{fix.title} (look at the result)"},
        "artifactChanges": [{"artifactLocation": _artifact(fix.path), "replacements": replacements}],
    }


FORMAT = Format("sarif", "SARIF 2.1.0 for code scanning services", render)
