"""A code quality report as GitLab reads it.

The fields: GitLab Docs, "Code Quality", section "Code Quality report format".
"""

from __future__ import annotations

from hashlib import blake2b

from steadybook.formats._json import dumped
from steadybook.model.finding import Finding, Severity
from steadybook.model.format import Format, Options, Outcome

SEVERITY = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(outcome: Outcome, _options: Options) -> str:
    """The report, a JSON array."""
    taken: set[str] = set()
    return dumped([_entry(finding, taken) for finding in outcome.findings])


def _entry(finding: Finding, taken: set[str]) -> dict[str, object]:
    stop = "" if finding.message.endswith((".", "!", "?")) else "."
    description = f"{finding.message}{stop} {finding.help}" if finding.help else finding.message
    return {
        "description": " ".join(description.split()),
        "check_name": finding.rule,
        "fingerprint": _unique(finding, taken),
        "severity": SEVERITY[finding.severity],
        "location": {
            "path": finding.path,
            "lines": {"begin": finding.span.line, "end": max(finding.span.end_line, finding.span.line)},
        },
    }


def _unique(finding: Finding, taken: set[str]) -> str:
    """The finding's own fingerprint; GitLab drops an entry whose fingerprint it has seen, so a second one differs."""
    name, again = finding.fingerprint, 0
    while not name or name in taken:
        again += 1
        seed = f"{finding.rule}\0{finding.path}\0{finding.message}\0{finding.fingerprint}\0{again}"
        name = blake2b(seed.encode(errors="surrogatepass"), digest_size=16).hexdigest()
    taken.add(name)
    return name


FORMAT = Format("gitlab", "a code quality report for GitLab", render)
