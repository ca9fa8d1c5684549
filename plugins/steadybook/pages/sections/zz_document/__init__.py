"""The page of a document that has no page of its own making: all that it says, and who mentions it.

Documents whose shape is wrong are drawn here too, with their findings and their text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from steadybook.model.document import Document
from steadybook.model.urls import address, section
from steadybook.pages.listing import listing, visible
from steadybook.pages.outline import Group, Part, Text, outline
from steadybook.pages.search_records import record, summary
from steadybook.pages.site import Leaf, Page, Site
from steadybook.pages.tags import tags_of
from steadybook.source.spans import BYTE_ORDER_MARK

TEMPLATE = "sections/zz_document/page.html.j2"
UNKNOWN = "documents/"
MOST_SHOWN = 20_000
"""Characters of a file that are shown as they stand."""


@dataclass(frozen=True, slots=True)
class DocumentView:
    """What the page shows."""

    document: Document[Any]
    kind: str
    section: str
    plural: str
    summary: str
    facts: tuple[tuple[str, Text], ...]
    """Short values, shown in a row at the top."""
    rest: tuple[tuple[str, Part], ...]
    whole: Part | None
    """The content, where it is no mapping."""
    text: Markup | None
    """The file as it stands, where it could not be understood, with the lines marked that something was found on."""
    cut: bool
    """The file goes on beyond what is shown of it."""
    alerts: tuple[str, ...]
    mentioned_by: tuple[Document[Any], ...]
    tags: tuple[tuple[str, str], ...]


def _leaves(site: Site) -> Iterator[Leaf]:
    for document in site.corpus.documents:
        kind = document.kind
        url = site.page_of(document)
        if (
            kind is not None
            and document.intact
            and kind.name in site.drawn_kinds
            and url == address(kind.name, document.id)
        ):
            continue
        yield Leaf(
            url=url,
            title=document.title,
            template=TEMPLATE,
            view=_view(site, document),
            source=document.path,
            parent=section(kind.name) if kind else UNKNOWN,
            search=record(document),
        )


def _view(site: Site, document: Document[Any]) -> DocumentView:
    kind = document.kind
    part = outline(document)
    fields = part.fields if isinstance(part, Group) else ()
    facts = tuple((key, item) for key, item in fields if isinstance(item, Text) and not item.is_block)
    rest = tuple((key, item) for key, item in fields if (key, item) not in facts)
    alerts = tuple(dict.fromkeys(provided.id for provided in document.facts.provides if provided.kind == "alert"))
    text = _text(site, document) if part is None or not document.intact else None
    return DocumentView(
        document=document,
        kind=kind.title if kind else "unreadable document",
        section=section(kind.name) if kind else UNKNOWN,
        plural=kind.plural if kind else "documents",
        summary=summary(document),
        facts=facts,
        rest=rest,
        whole=part if part is not None and not isinstance(part, Group) else None,
        text=text,
        cut=text is not None and len(document.text) > MOST_SHOWN,
        alerts=alerts,
        mentioned_by=site.mentions.get((kind.name, document.id), ()) if kind else (),
        tags=tags_of(document),
    )


def _text(site: Site, document: Document[Any]) -> Markup:
    text = document.text[:MOST_SHOWN].removeprefix(BYTE_ORDER_MARK)
    shown = visible(text.replace("\r\n", "\n"))  # the usual end of a line on Windows is nothing to be seen
    marked = {finding.span.line for finding in site.findings_by_path.get(document.path, ())}
    is_yaml = document.kind is None or document.kind.codec is None
    return listing(shown, "yaml" if is_yaml else "", marked)


PAGE = Page(leaves=_leaves)
