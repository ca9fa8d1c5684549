"""Annotations on the lines of a pull request, as GitHub's workflow commands, and a summary in the log.

The commands and their escapes: GitHub Docs, "Workflow commands for GitHub Actions".
"""

from __future__ import annotations

from steadybook.formats._wording import verdict
from steadybook.model.finding import Finding, Severity
from steadybook.model.format import Format, Options, Outcome
from steadybook.model.terminal import visible

COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(outcome: Outcome, _options: Options) -> str:
    """One command a finding, the loudest first: GitHub shows only the first ten of each loudness."""
    ranked = sorted(outcome.findings, key=lambda finding: -finding.severity.rank)
    return "".join(f"{line}\n" for line in [*map(_annotation, ranked), f"Steadybook: {verdict(outcome.summary)}."])


def _annotation(finding: Finding) -> str:
    span = finding.span
    properties = {"file": finding.path, "line": str(span.line), "endLine": str(max(span.end_line, span.line))}
    if span.end_line <= span.line:
        # GitHub refuses columns on a range of several lines; its last column is part of the range.
        properties |= {"col": str(span.column), "endColumn": str(max(span.end_column - 1, span.column))}
    properties["title"] = f"{finding.rule} (Steadybook)"
    # Logs are read in terminals, too.
    written = ",".join(f"{key}={_property(visible(value))}" for key, value in properties.items())
    lines = [finding.message]
    if finding.help:
        lines.append(finding.help)
    lines += [f"{place.path}:{place.span.line}:{place.span.column}: {place.message}" for place in finding.related]
    lines.append(f"More: {finding.url or f'steadybook explain {finding.rule}'}")
    return f"::{COMMAND[finding.severity]} {written}::{_data(visible(chr(10).join(lines), keep_lines=True))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMAT = Format("github", "annotations in a pull request on GitHub", render)
