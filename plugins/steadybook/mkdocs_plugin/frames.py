"""The theme's frame around a page, rendered once for all pages whose frames differ in nothing but a few texts.

Header, tabs, navigation and footer cost the theme more than a page's own content costs us, and they are the same for
every document of a kind: only title, content and two addresses differ. So a frame is rendered with marks in their place
and filled for each page. Nothing is taken on trust: the first two pages of every frame are rendered in full as well,
and a frame that does not reproduce both to the last character is given up. The second is the one that is rendered with
marks, so that what is its own cannot pass for a part of the frame: the first does not have it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from mkdocs.structure.files import InclusionLevel
from mkdocs.utils.templates import TemplateContext

from steadybook.mkdocs_plugin.page import LeafPage

MARKS = {
    "title": "sbmarktitle7f3a91c4",
    "content": "<h1>sbmarkcontent7f3a91c4</h1>",  # themes add a title where the content has none
    "edit": "sbmarkedit7f3a91c4",
    "canonical": "sbmarkcanonical7f3a91c4",
}
_MARK = re.compile(f"({'|'.join(MARKS.values())})")
_NAMES = {mark: name for name, mark in MARKS.items()}
_PLAIN_TITLE = re.compile(r"[\w .,:()/-]+")
"""Titles that a theme may strip of tags, or escape once more, without changing them."""

USUAL = TemplateContext.__required_keys__
"""What MkDocs itself tells a template of a page."""
OWN = frozenset({"title", "hide", "search"})
"""What we say in a page's front matter."""

Key = tuple[object, ...]


class Template(Protocol):
    """What MkDocs asks of a template."""

    def render(self, context: Mapping[str, Any]) -> str:
        """The text of a page."""
        ...


@dataclass(slots=True)
class Frame:
    """A frame in pieces: text, the name of what comes next, text, and so on. No pieces: it cannot be used.

    None: only one page had it so far, and it may stay the only one; `first` is what stands on it, and its whole text.
    """

    first: tuple[Mapping[str, str], str] | None
    pieces: tuple[str, ...] | None = None

    def fill(self, values: Mapping[str, str]) -> str:
        """The frame around one page."""
        pieces = list(self.pieces or ())
        pieces[1::2] = [values[name] for name in pieces[1::2]]
        return "".join(pieces)


class FramedTemplate:
    """A template of the theme that renders the frames of our pages once."""

    def __init__(self, template: Template) -> None:
        self._template = template
        self._frames: dict[Key, Frame] = {}

    def render(self, context: Mapping[str, Any]) -> str:
        """The page of the context, as the theme draws it."""
        page = context.get("page")
        if not isinstance(page, LeafPage) or not _has_usual_frame(page) or not context.keys() <= USUAL:
            return self._template.render(context)
        key, values = _key(page), _values(page)
        frame = self._frames.get(key)
        if frame is not None and frame.pieces:
            return frame.fill(values)
        text = self._template.render(context)
        if frame is None:
            self._frames[key] = Frame((values, text))
        elif frame.first is not None:
            frame.pieces = self._pieces(context, page)
            proofs = (frame.first, (values, text))
            if any(frame.fill(known) != whole for known, whole in proofs):
                frame.pieces = ()
            frame.first = None
        return text

    def _pieces(self, context: Mapping[str, Any], page: LeafPage) -> tuple[str, ...]:
        kept = page.content, page.meta, page.edit_url, page.canonical_url
        page.content, page.canonical_url = MARKS["content"], MARKS["canonical"]
        page.meta = {**page.meta, "title": MARKS["title"]}
        page.edit_url = MARKS["edit"] if page.edit_url else None
        try:
            pieces = _MARK.split(self._template.render(context))
        finally:
            page.content, page.meta, page.edit_url, page.canonical_url = kept
        pieces[1::2] = [_NAMES[mark] for mark in pieces[1::2]]
        return tuple(pieces)


class FramingEnvironment:
    """The theme's environment, whose page templates render frames once; all else is the environment's own."""

    def __init__(self, environment: Any) -> None:
        self._environment = environment
        self._templates: dict[str, FramedTemplate] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._environment, name)

    def get_template(self, name: str, *arguments: Any, **options: Any) -> Template:
        """A template of the theme."""
        if name not in self._templates:
            self._templates[name] = FramedTemplate(self._environment.get_template(name, *arguments, **options))
        return self._templates[name]


def _has_usual_frame(page: LeafPage) -> bool:
    """Whether nothing in the frame is the page's alone: it has no place in the navigation, nor words of a plugin."""
    outside = page.file.inclusion is InclusionLevel.NOT_IN_NAV
    alone = page.previous_page is None and page.next_page is None
    return outside and alone and page.meta.keys() == OWN and _PLAIN_TITLE.fullmatch(page.leaf.title) is not None


def _key(page: LeafPage) -> Key:
    """What else a frame depends on: the folder, where links begin; the list page, whose tab is lit; the headings."""
    folder = page.url.rstrip("/").rpartition("/")[0]
    headings = tuple((link.id, link.title) for top in page.toc for link in top.children)
    return folder, id(page.parent), tuple(page.meta["hide"]), bool(page.edit_url), headings


def _values(page: LeafPage) -> dict[str, str]:
    return {
        "title": str(page.meta["title"]),
        "content": page.content or "",
        "edit": page.edit_url or "",
        "canonical": page.canonical_url or "",
    }
