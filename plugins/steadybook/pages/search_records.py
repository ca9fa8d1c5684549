"""What the search knows of a document, whichever page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from steadybook.model.document import Document
from steadybook.pages.site import SearchRecord

PRECEDENCE = ("service", "team", "oncall_rotation", "slo", "runbook", "incident", "postmortem")
"""Whom a reader means by an id that documents of several kinds share; the other kinds follow."""
_ALERTS = len(PRECEDENCE) + 1


def record(document: Document[Any]) -> SearchRecord:
    """How the search finds a document: by title, id, the names of its alerts, and its first words."""
    names = tuple(provided.id for provided in document.facts.provides if provided.id != document.id)
    alerts: tuple[str, ...] = ()
    if document.intact and hasattr(document.model, "alert_names"):
        alerts = tuple(document.model.alert_names)
    # Names of alerts are no tags: one word each, they would outweigh the service whose name they begin with.
    # Who types one wants the runbook before the rule file, so the runbook says it twice: the search counts words.
    text = " ".join((*names, *alerts, *alerts, document.id.replace("-", " "), summary(document)[:400])).strip()
    return SearchRecord(document.title, text, (document.id,), _ranks(document, (*names, *alerts)))


def _ranks(document: Document[Any], names: tuple[str, ...]) -> Mapping[str, int]:
    """What finds a document first when typed exactly, with its place among all that bear the same name."""
    kind = document.facts.kind
    place = PRECEDENCE.index(kind) if kind in PRECEDENCE else len(PRECEDENCE)
    return {**dict.fromkeys(names, _ALERTS + (kind != "runbook")), document.id: place}


def summary(document: Document[Any]) -> str:
    """The text by which a document says what it is, on one line; empty where it has none."""
    if document.kind is None or document.loaded.value is None or not isinstance(document.value, dict):
        return ""
    for key in ("description", "summary", "overview", "impact", "hypothesis"):
        text = document.value.get(key)
        if isinstance(text, str):
            return " ".join(text.split())
    return ""
