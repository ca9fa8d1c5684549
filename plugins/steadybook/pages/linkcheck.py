"""Checks the links of ready pages: every internal one leads to a page or file, and to an anchor that is there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from steadybook.pages.render import links

SIMPLE = re.compile(r"((?:\.\./)*)(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*(?:[A-Za-z0-9_-][A-Za-z0-9._-]*)?")
"""A path in which nothing is quoted and nothing goes up but at its beginning, which is the group."""
OUTSIDE = "it leads out of the site"


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
        path, _, fragment = target.partition("#")
        simple = SIMPLE.fullmatch(path)
        place, reason = _simple_place(page, path, simple[1]) if simple else _place(page, target)
        if place is None:
            return reason
        if place not in self._anchors:
            return "" if place in self._others else "there is no such page"
        name = unquote(fragment).partition("?")[0]
        if name and name not in self._anchors[place]:
            return f"that page has no anchor {name}"
        return ""


def _simple_place(page: str, path: str, ups: str) -> tuple[str | None, str]:
    """What `_place` says of a path that consists of nothing but steps up and plain names: nearly all do."""
    here = unquote(page)
    if not path:
        return here, ""
    folders = here.split("/")[:-1]
    above = len(folders) - len(ups) // 3
    if above < 0:
        return None, OUTSIDE
    return "/".join([*folders[:above], path[len(ups) :]]), ""


def _place(page: str, target: str) -> tuple[str | None, str]:
    """The address that a link leads to, and nothing; or None and what is wrong (nothing, where it leads away)."""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return None, ""
    if parts.path.startswith("/"):
        return None, "it begins with a slash, which breaks under a sub-path"
    if not parts.path:
        return unquote(page), ""
    joined = posixpath.normpath(posixpath.join(unquote(page).rpartition("/")[0], unquote(parts.path)))
    if joined == ".." or joined.startswith("../"):
        return None, OUTSIDE
    joined = "" if joined == "." else joined
    is_folder = parts.path.rpartition("/")[2] in ("", ".", "..")
    return f"{joined}/" if joined and is_folder else joined, ""
