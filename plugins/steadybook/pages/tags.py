"""Tags: words by which documents are grouped, taken from what they say of themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from steadybook.model.document import Document
from steadybook.model.urls import anchor
from steadybook.pages.site import Site

FACETS = (
    ("tier", "tier"),
    ("team", "owner_team"),
    ("team", "team"),
    ("team", "owner"),
    ("severity", "severity"),
    ("status", "status"),
    ("category", "category"),
    ("trigger", "trigger"),
    ("environment", "environment"),
    ("language", "language"),
    ("runs on", "infra"),
    ("data", "data_classification"),
)
"""The facet of a tag, and the field that holds its value in any kind of document."""


def tags_of(document: Document[Any]) -> tuple[tuple[str, str], ...]:
    """The tags of a document: what is shown, and the address of the tag's page."""
    if not document.intact or not isinstance(document.value, dict):
        return ()
    found = {}
    for facet, field in FACETS:
        value = document.value.get(field)
        if isinstance(value, str) and value and len(value) <= 40 and "\n" not in value:
            found[f"{facet}: {value}"] = url_of(facet, value)
    return tuple(found.items())


def url_of(facet: str, value: str) -> str:
    """The address of a tag's page."""
    spelt = value.lower().replace("+", "-plus").replace("#", "-sharp")  # C, C++ and C# are not the same
    return f"tags/{anchor(facet)}-{anchor(spelt) or 'other'}/"


def by_tag(site: Site) -> Mapping[str, tuple[str, tuple[Document[Any], ...]]]:
    """The documents of each tag, by address: what is shown, and the documents."""
    names: dict[str, str] = {}
    found: defaultdict[str, list[Document[Any]]] = defaultdict(list)
    for document in site.corpus.documents:
        for name, url in tags_of(document):
            names.setdefault(url, name)
            found[url].append(document)
    return {url: (names[url], tuple(found[url])) for url in sorted(found)}
