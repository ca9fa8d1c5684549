"""Checks the links of ready pages: every internal one leads to a page or file, and to an anchor that is there."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from steadybook.pages.render import links


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A link that leads nowhere: the page it stands on, its target as written, and why."""

    page: str
    target: str
    reason: str


class LinkCheck:
    """Collects what the pages offer and link to; `dead` then says which links lead nowhere.

    `others` are addresses that exist but are not drawn here, such as assets and hand-written pages.
    """

    def __init__(self, others: frozenset[str]) -> None:
        self._others = others
        self._anchors: dict[str, frozenset[str]] = {}
        self._links: dict[str, tuple[str, ...]] = {}

    def add(self, url: str, html: str, anchors: frozenset[str]) -> None:
        """Notes a page with its anchors and links."""
        self._anchors[unquote(url)] = anchors
        self._links[url] = tuple(dict.fromkeys(links(html)))

    @property
    def pages(self) -> Mapping[str, frozenset[str]]:
        """The anchors of each page."""
        return self._anchors

    def dead(self) -> Iterator[DeadLink]:
        """The links that lead nowhere, by page."""
        # From all pages of a folder, a link that first goes up leads to the same place.
        known: dict[tuple[str, str], str] = {}
        for page, targets in self._links.items():
            folder = page[: page.rstrip("/").rfind("/") + 1]
            for target in targets:
                key = (folder if target.startswith("../") else page, target)
                if key not in known:
                    known[key] = self._reason(page, target)
                reason = known[key]
                if reason:
                    yield DeadLink(page, target, reason)

    def _reason(self, page: str, target: str) -> str:
        parts = urlsplit(target)
        if parts.scheme or parts.netloc:
            return ""
        if parts.path.startswith("/"):
            return "it begins with a slash, which breaks under a sub-path"
        path = unquote(page)
        if parts.path:
            joined = posixpath.normpath(posixpath.join(unquote(page), unquote(parts.path)))
            if joined == ".." or joined.startswith("../"):
                return "it leads out of the site"
            joined = "" if joined == "." else joined
            path = f"{joined}/" if joined and parts.path.endswith(("/", ".", "..")) else joined
        if path not in self._anchors:
            return "" if path in self._others else "there is no such page"
        name = unquote(parts.fragment).partition("?")[0]
        if name and name not in self._anchors[path]:
            return f"that page has no anchor {name}"
        return ""
