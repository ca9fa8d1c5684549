"""What the search knows of a document, whichever page shows it."""

from __future__ import annotations

from typing import Any

from steadybook.model.document import Document
from steadybook.pages.site import SearchRecord


def record(document: Document[Any]) -> SearchRecord:
    """How the search finds a document: by title, id, the names of its alerts, and its first words."""
    names = tuple(provided.id for provided in document.facts.provides if provided.id != document.id)
    alerts: tuple[str, ...] = ()
    if document.intact and hasattr(document.model, "alert_names"):
        alerts = tuple(document.model.alert_names)
    # Names of alerts are no tags: one word each, they would outweigh the service whose name they begin with.
    # Who types one wants the runbook before the rule file, so the runbook says it twice: the search counts words.
    text = " ".join((*names, *alerts, *alerts, document.id.replace("-", " "), summary(document)[:400])).strip()
    return SearchRecord(document.title, text, (document.id,))


def summary(document: Document[Any]) -> str:
    """The text by which a document says what it is, on one line; empty where it has none."""
    if document.kind is None or document.loaded.value is None or not isinstance(document.value, dict):
        return ""
    for key in ("description", "summary", "overview", "impact", "hypothesis"):
        text = document.value.get(key)
        if isinstance(text, str):
            return " ".join(text.split())
    return ""
