"""Findings that somebody answers for: waiver documents, and ignore comments in the file itself.

A comment `# steadybook: ignore[rule-id] reason` waives the rule's findings on its own line, or on the line below when
it stands alone. A waiver document waives them in files, until it expires.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from steadybook.analysis.ignores import Ignore
from steadybook.model.configuration import matches
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Finding

if TYPE_CHECKING:
    from steadybook.kinds.waiver.model import Waiver


class Waived(NamedTuple):
    """The findings that remain, and what was used to waive the others."""

    remaining: tuple[Finding, ...]
    waived: tuple[Finding, ...]
    used_waivers: frozenset[str]
    """Paths of the waiver documents that waived something."""
    used_ignores: frozenset[tuple[str, int, str]]
    """Path, line of the comment and rule of the ignore comments that waived something."""


def _in_force(context: Context) -> list[Document[Waiver]]:
    if not context.corpus.ids("waiver"):
        return []
    from steadybook.kinds.waiver.model import Waiver  # on use: most checks of one file need no model

    return [d for d in context.corpus.of(Waiver) if d.model.expires >= context.today]


def waive(findings: Sequence[Finding], context: Context, marked: Sequence[Ignore]) -> Waived:
    """Takes out what is waived. An expired waiver waives nothing, and neither does a comment without a reason."""
    waivers = _in_force(context)
    comments = {(i.document.path, i.line, i.rule): i for i in marked if i.reason}
    remaining: list[Finding] = []
    waived: list[Finding] = []
    used_waivers: set[str] = set()
    used_ignores: set[tuple[str, int, str]] = set()
    for finding in findings:
        comment = comments.get((finding.path, finding.span.line, finding.rule))
        by = [
            d.path
            for d in waivers
            if d.model.rule == finding.rule and any(matches(finding.path, glob) for glob in d.model.paths)
        ]
        if comment is not None:
            used_ignores.add((finding.path, comment.span.line, finding.rule))
        used_waivers.update(by)
        (waived if comment or by else remaining).append(finding)
    return Waived(tuple(remaining), tuple(waived), frozenset(used_waivers), frozenset(used_ignores))
