"""A page of ours as MkDocs sees it: its content comes ready-made."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from typing_extensions import override

from steadybook.pages.render import anchors, headings
from steadybook.pages.site import Leaf

if TYPE_CHECKING:
    from mkdocs.structure.toc import _TocToken

Draw = Callable[[Leaf], str]
TO_FOLDER = re.compile(r'(<a\b[^>]*?\shref="(?![a-zA-Z][a-zA-Z0-9+.-]*:|//)(?:[^"#]*/)?)(\.{0,2})(?=["#])')
"""A link within the site, up to the last part of its path, which names no file."""


class LeafPage(Page):
    """Hands MkDocs content, table of contents and anchors without a detour over Markdown.

    The theme writes titles and the table of contents as they are, so all text is escaped here.
    """

    def __init__(self, leaf: Leaf, file: File, config: MkDocsConfig, draw: Draw, found_by_record: bool) -> None:
        super().__init__(escape(leaf.title), file, config)
        self.leaf = leaf
        self._draw = draw
        self._found_by_record = found_by_record

    @override
    def read_source(self, config: MkDocsConfig) -> None:
        """There is no Markdown; what Material asks of a page stands in the front matter."""
        hidden = [] if self.leaf.navigation and not self.leaf.wide else ["navigation"]
        if not self.leaf.toc:
            hidden.append("toc")
        self.markdown = ""
        self.meta = {"title": escape(self.leaf.title), "hide": hidden, "search": {"exclude": self._found_by_record}}

    @override
    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Draws the page."""
        content = self._draw(self.leaf)
        self.content = content if config.use_directory_urls else _to_files(content)
        # The title is always there, for the theme lets a keyboard skip to it; "hide" keeps the list of one from view.
        self.toc = get_toc(_tokens(self.leaf.title, headings(self.content) if self.leaf.toc else []))
        self.present_anchor_ids = set(anchors(self.content))
        self.links_to_anchors = {}


def generated(
    leaf: Leaf, config: MkDocsConfig, draw: Draw, in_navigation: frozenset[str], found_by_record: bool
) -> File:
    """The file of a leaf, with its page; `found_by_record`: the search has a record of its own for it."""
    uri = source_uri(leaf.url)
    inclusion = InclusionLevel.INCLUDED if uri in in_navigation else InclusionLevel.NOT_IN_NAV
    file = File.generated(config, uri, content="", inclusion=inclusion)
    # MkDocs puts edit_uri or edit_uri_template of mkdocs.yml around this; None means that there is nothing to edit.
    file.edit_uri = quote(leaf.source) if leaf.source is not None else None
    LeafPage(leaf, file, config, draw, found_by_record)
    return file


def _to_files(html: str) -> str:
    """The links to folders lead to the files in them, for sites that are opened without a server."""

    def to_file(match: re.Match[str]) -> str:
        before, dots = match[1], match[2]
        if not dots and before.endswith('"'):
            return match[0]  # to a place on the same page
        return f"{before}{dots}{'/' if dots else ''}index.html"

    return TO_FOLDER.sub(to_file, html)


def source_uri(url: str) -> str:
    """The name under which MkDocs knows the page of an address."""
    return f"{unquote(url)}index.md"


def _tokens(title: str, found: list[tuple[int, str, str]]) -> list[_TocToken]:
    children: list[_TocToken] = []
    for level, id, text in found:
        if level == 2:
            children.append({"level": 2, "id": id, "name": escape(text), "children": []})
    return [{"level": 1, "id": "top", "name": escape(title), "children": children}]
