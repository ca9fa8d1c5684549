"""A page for every tag, and one for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from steadybook.model.document import Document
from steadybook.model.report import count
from steadybook.pages.site import Leaf, Page, SearchRecord, Site
from steadybook.pages.tags import by_tag


@dataclass(frozen=True, slots=True)
class TagView:
    """One tag and its documents."""

    name: str
    documents: tuple[Document[Any], ...]


@dataclass(frozen=True, slots=True)
class TagsView:
    """All tags by facet: what is shown, address and count."""

    facets: tuple[tuple[str, tuple[tuple[str, str, int], ...]], ...]


def _leaves(site: Site) -> Iterator[Leaf]:
    found = by_tag(site)
    facets: dict[str, list[tuple[str, str, int]]] = {}
    for url, (name, documents) in found.items():
        facet, _, value = name.partition(": ")
        facets.setdefault(facet, []).append((value, url, len(documents)))
        yield Leaf(
            url=url,
            title=name,
            template="sections/tags/tag.html.j2",
            view=TagView(name, documents),
            parent="tags/",
            search=SearchRecord(name, count(len(documents), "document"), kind="Tag"),
        )
    view = TagsView(tuple((facet, tuple(values)) for facet, values in facets.items()))
    yield Leaf("tags/", "Tags", "sections/tags/all.html.j2", view, parent="documents/")


PAGE = Page(leaves=_leaves)
