"""The documents behind a criterion of the quality score, made here: each score names those of some thirty criteria."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Protocol

from markupsafe import Markup

from steadybook.analysis.quality.evidence import Case
from steadybook.model.document import Document


class Links(Protocol):
    """How a page links to documents."""

    def link(self, kind: str, id: str) -> Markup:
        """A link to a document."""
        ...


def documents(cases: Iterable[Case], counts: bool, most: int, links: Links) -> Markup:
    """The first documents of the cases that count, or of those that do not, each once.

    Of cases that count it is what shows it, of the others what was asked about.
    """
    first = list(islice(_each_once(cases, counts), most + 1))
    named = ", ".join(str(links.link(document.facts.kind, document.id)) for document in first[:most])
    return Markup(f"{named} and more" if len(first) > most else named or "–")


def _each_once(cases: Iterable[Case], counts: bool) -> Iterator[Document[Any]]:
    seen: set[str] = set()
    for case in cases:
        if case.counts == counts:
            for document in (case.evidence or (case.subject,)) if counts else (case.subject,):
                if document.path not in seen:
                    seen.add(document.path)
                    yield document
