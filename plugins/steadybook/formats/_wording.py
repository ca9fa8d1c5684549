"""Words that several formats share."""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.format import Totals


def counted(number: int, singular: str, plural: str = "") -> str:
    """A number with its noun: `1 error`, `2 errors`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def listed(parts: list[str]) -> str:
    """Parts as a sentence lists them: `a, b and c`."""
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


WORD = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def counts(totals: Totals) -> list[tuple[Severity, str]]:
    """The counts that are not zero, loudest first."""
    numbers = (
        (Severity.ERROR, totals.errors),
        (Severity.WARNING, totals.warnings),
        (Severity.INFO, totals.infos),
    )
    return [(severity, counted(number, WORD[severity])) for severity, number in numbers if number]


def verdict(totals: Totals) -> str:
    """The result of a check in one plain sentence, without its full stop."""
    documents = counted(totals.documents, totals.unit)
    found = counts(totals)
    if not found:
        return f"{documents} checked, nothing found"
    files = counted(totals.files_with_findings, "file")
    return f"{listed([text for _, text in found])} in {files}; {documents} checked"
