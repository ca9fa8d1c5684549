"""The checks of a scorecard as rows of HTML, made here: the page of every service shows all of them, twice.

Most of a row is the same for all services. Every text is escaped here, once.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol

from markupsafe import Markup, escape

from steadybook.analysis.readiness.proof import Evidence, Outcome
from steadybook.analysis.readiness.scorecard import Origin, Result
from steadybook.pages.score_rows import check_mark, check_word
from steadybook.sre.readiness import Check

MOST = 3
"""Pieces of evidence that a row names."""
SAID_BY = {Origin.DERIVED: "the documents", Origin.ATTESTED: "people", Origin.NONE: "nobody"}


class Links(Protocol):
    """How a page links to documents."""

    def link(self, kind: str, id: str) -> Markup:
        """A link to a document."""
        ...

    def linked(self, text: object) -> Markup:
        """One line of prose in which the ids of documents lead to them."""
        ...


def check_items(results: Iterable[Result]) -> Markup:
    """The items of a list of checks, with what became of those that do not pass."""
    return Markup("".join(_item(r.check, check_mark(r), check_word(r), r.outcome, r.required) for r in results))


@lru_cache(maxsize=1024)
def _item(check: Check, mark: str, word: str, outcome: Outcome, required: bool) -> str:
    said = word if required or outcome is Outcome.NOT_APPLICABLE else "not required"
    note = "" if outcome is Outcome.PASSED else f" <small>· {escape(said)}</small>"
    return f'<li data-check="{escape(mark)}">{escape(check.text)}{note}</li>'


def evidence_rows(results: Iterable[Result], links: Links) -> Markup:
    """The rows of the table that says of each check who says so, and why."""
    rows = (
        f"{_row(r.check, check_mark(r), check_word(r), r.required, r.origin)}{shown(r, links)}</td></tr>\n"
        for r in results
    )
    return Markup("".join(rows))


@lru_cache(maxsize=1024)
def _row(check: Check, mark: str, word: str, required: bool, origin: Origin) -> str:
    return (
        f'<tr id="check-{escape(check.id)}"><th scope="row">{escape(check.text)} <small>{escape(check.id)}</small></th>'
        f'<td><span data-check="{escape(mark)}">{escape(word)}</span></td><td>{"yes" if required else "no"}</td>'
        f'<td>{escape(SAID_BY[origin])}</td><td class="text">'
    )


def shown(result: Result, links: Links) -> Markup:
    """What shows that a check passes, or what is missing: documents that the reason names are not named again."""
    if not result.reason:
        return _evidence(result.evidence, links)
    reason = links.linked(result.reason)
    if result.outcome is not Outcome.FAILED:
        return reason
    others = [e for e in result.evidence if e.document is None or f"`{e.document.id}`" not in result.reason]
    return Markup(f"{reason} <small>{_evidence(others, links)}</small>") if others else reason


def _evidence(evidence: Iterable[Evidence], links: Links) -> Markup:
    known = tuple(evidence)
    named = ", ".join(
        str(links.link(e.document.facts.kind, e.document.id) if e.document is not None else links.linked(e.text))
        for e in known[:MOST]
    )
    return Markup(f"{named} and {len(known) - MOST} more" if len(known) > MOST else named)
