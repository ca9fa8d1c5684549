"""All pages of a site: what every folder here adds, in one list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from steadybook.model.context import Context
from steadybook.model.discovery import constants
from steadybook.model.finding import Finding
from steadybook.model.past import Past
from steadybook.model.rule import RegisteredRule
from steadybook.model.urls import address
from steadybook.pages.render import Renderer
from steadybook.pages.site import DataFile, Leaf, LineUrl, Page, Site
from steadybook.source.history import History


@dataclass(frozen=True, slots=True)
class Section:
    """A tab of the site: its title and the pages that the navigation names."""

    title: str
    pages: tuple[Leaf, ...]


TABS = (
    ("Fleet", ("",)),
    ("Services", ("services/",)),
    ("SLOs", ("slos/",)),
    ("Runbooks", ("runbooks/",)),
    ("Incidents", ("incidents/", "postmortems/")),
    ("Reports", ("reports/",)),
    ("Handbook", ("handbook/",)),
    ("Rules", ("rules/",)),
    ("All documents", ("documents/",)),
)
"""The tabs and the addresses that they begin with; addresses below a handbook or reports page are listed in its tab."""
LISTED = ("Handbook", "Reports")


class Book:
    """The leaves of every page folder, and their content on demand."""

    def __init__(
        self,
        context: Context,
        findings: Sequence[Finding],
        rules: Mapping[str, RegisteredRule],
        name: str,
        waived: Sequence[Finding] = (),
        history: History | None = None,
        line_url: LineUrl | None = None,
        past: Past | None = None,
    ) -> None:
        drawn = frozenset(kind for page in self.pages for kind in page.kinds)
        self.site = Site(context, findings, rules, name, drawn, waived, history, line_url, past)
        self._renderer = Renderer(self.site)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """What the folders declare."""
        return tuple(page for _, page in constants("steadybook.pages.sections", "PAGE", Page))

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """All pages, each address once: a folder for one kind comes before the general document page."""
        found: dict[str, Leaf] = {}
        for page in self.pages:
            for leaf in page.leaves(self.site):
                if not self._is_displaced(leaf):
                    found.setdefault(leaf.url, leaf)
        return tuple(found.values())

    def _is_displaced(self, leaf: Leaf) -> bool:
        """Whether another file of the same kind and id has this address: the general page then draws this one."""
        document = self.site.corpus.document_at(leaf.source) if leaf.source else None
        if document is None or document.kind is None:
            return False
        return leaf.url == address(document.kind.name, document.id) != self.site.page_of(document)

    @cached_property
    def data(self) -> tuple[DataFile, ...]:
        """All files that are no pages."""
        return tuple(file for page in self.pages if page.data is not None for file in page.data(self.site))

    def content(self, leaf: Leaf) -> str:
        """The HTML of a page."""
        return self._renderer.content(leaf)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The tabs, with the pages that the navigation names in each."""
        by_url = {leaf.url: leaf for leaf in self.leaves}
        found = []
        for title, urls in TABS:
            first = [by_url[url] for url in urls if url in by_url]
            below = [
                leaf
                for leaf in self.leaves
                if title in LISTED and leaf.navigation and leaf.parent in urls and leaf.url not in urls
            ]
            if first:
                found.append(Section(title, (*first, *below)))
        return tuple(found)
