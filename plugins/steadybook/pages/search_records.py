"""What the search knows of a document, whichever page shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from steadybook.model.document import Document
from steadybook.pages.outline import label
from steadybook.pages.site import SearchRecord

PRECEDENCE = ("service", "team", "oncall_rotation", "slo", "runbook", "incident", "postmortem")
"""Whom a reader means by an id that documents of several kinds share; the other kinds follow."""
_ALERTS = len(PRECEDENCE) + 1
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d")
MOST_TEXT = 320
"""Characters of an excerpt: three lines of a result."""
MOST_FIELDS = 120
"""Characters of an excerpt of fields."""
MOST_ITEMS = 3
"""Values of one field in an excerpt."""


def record(document: Document[Any], excerpt: str = "", answered: Iterable[str] = ()) -> SearchRecord:
    """How the search finds a document: by kind, title and id, the names of its alerts, and its excerpt.

    The excerpt is what a result shows: as given, else the document's first words, else its main fields. `answered` are
    the names of alerts that lead to a runbook, whichever side says so.
    """
    names = tuple(dict.fromkeys(provided.id for provided in document.facts.provides if provided.id != document.id))
    written = document.model.alert_names if document.intact and hasattr(document.model, "alert_names") else ()
    alerts = tuple(dict.fromkeys((*written, *answered)))
    # Names of alerts are no tags: one word each, they would outweigh the service whose name they begin with.
    # Who types one wants the runbook before the rule file, so the runbook says it again: the search counts words.
    kind = document.kind.title if document.kind is not None else ""
    return SearchRecord(
        title=document.title,
        text=excerpt or _cut(summary(document), MOST_TEXT) or _cut(_fields(document), MOST_FIELDS),
        tags=(document.id,),
        names=_ranks(document, (*names, *alerts)),
        kind=kind[:1].upper() + kind[1:],
        words=" ".join(alerts),
    )


def _cut(text: str, most: int) -> str:
    """The text, or as many of its words as there is room for."""
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0]}…"


def _fields(document: Document[Any]) -> str:
    """The fields by which lists show a document, for one without a text; else what its kind is for."""
    if document.kind is None:
        return ""
    value = document.value if document.loaded.value is not None else None
    shown = []
    for route in document.kind.columns:
        part: Any = value
        for step in route.split("."):
            part = part.get(step) if isinstance(part, dict) else None
        texts = [_short(str(item)) for item in (part if isinstance(part, list) else [part]) if item]
        if texts and not isinstance(part, dict):
            shown.append(f"{label(step)} {', '.join(texts[:MOST_ITEMS])}")
    return " · ".join(shown) or document.kind.summary


def _short(text: str) -> str:
    """A value on one line; of a moment its day."""
    return text[:10] if MOMENT.match(text) else " ".join(text.split())


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
