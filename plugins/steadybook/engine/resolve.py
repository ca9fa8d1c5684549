"""From a rule's symbolic violation to a finding with its place, excerpt and text edits."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from steadybook.model.document import Document
from steadybook.model.finding import Change, Elsewhere, Finding, Fix, RelatedPlace, ResolvedFix, Severity, Violation
from steadybook.source.spans import BYTE_ORDER_MARK, LineIndex, Span

if TYPE_CHECKING:
    from steadybook.source.edits import Edit

EXCERPT_LINES = 3


def resolve(violation: Violation, document: Document[Any], rule: str, severity: Severity) -> Finding:
    """The finding of a violation in `document`, before waivers and configured severities."""
    place = violation.document or document
    span = place.span(violation.at, violation.part)
    related = tuple(_related(other, other.document or place) for other in violation.related)
    excerpt = _excerpt(place.text, span)
    return Finding(
        rule=rule,
        severity=violation.severity or severity,
        path=place.path,
        span=span,
        message=violation.message,
        help=violation.help,
        time_dependent=violation.time_dependent,
        related=related,
        fix=_fix(violation.fix, place) if violation.fix else None,
        excerpt=_hidden(excerpt, span) if violation.confidential else excerpt,
    )


def _related(other: Elsewhere, document: Document[Any]) -> RelatedPlace:
    return RelatedPlace(document.path, document.span(other.at, other.part), other.message)


def _excerpt(text: str, span: Span) -> tuple[str, ...]:
    if not text:
        return ()
    lines = _lines_of(text)
    last = min(max(span.end_line, span.line), span.line + EXCERPT_LINES - 1)
    return tuple(lines.line(number).removeprefix(BYTE_ORDER_MARK) for number in range(span.line, last + 1))


@lru_cache(maxsize=2)
def _lines_of(text: str) -> LineIndex:
    """The lines of a text, found once: a file of many thousand lines can have as many findings."""
    return LineIndex(text)


def _hidden(excerpt: tuple[str, ...], span: Span) -> tuple[str, ...]:
    """The excerpt with stars in place of what stands in the span."""
    if not excerpt or span.line != span.end_line:
        return ()
    first, start, end = excerpt[0], span.column - 1, span.end_column - 1
    return (first[:start] + "*" * (end - start) + first[end:], *excerpt[1:])


def _fix(fix: Fix, document: Document[Any]) -> ResolvedFix | None:
    """The fix as edits; None where the file's layout leaves no way to make them."""
    if document.kind is not None and document.kind.codec is not None:
        return None
    try:
        edits = tuple(_edit(change, document) for change in fix.changes)
    except ValueError:
        return None
    return ResolvedFix(fix.title, document.path, edits, fix.safe)


def _edit(change: Change, document: Document[Any]) -> Edit:
    from steadybook.source.edits import insert_key, remove_key, rename_key, replace_scalar

    route = document.loaded.prefix + tuple(change.route)
    text, positions = document.text, document.positions
    if change.action == "set" and positions.value(route) is None:
        route = route[:-1]  # a bare scalar stands for the mapping that the route leads into
    match change.action:
        case "set":
            return replace_scalar(text, positions, route, change.value)
        case "insert":
            return insert_key(text, positions, route[:-1], str(route[-1]), change.value)
        case "remove":
            return remove_key(text, positions, route)
        case "rename":
            return rename_key(text, positions, route, change.value)
