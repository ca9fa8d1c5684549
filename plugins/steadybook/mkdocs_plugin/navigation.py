"""The navigation where mkdocs.yml has none: few entries, since the list pages lead on."""

from __future__ import annotations

from html import escape
from typing import Any

from mkdocs.structure.files import Files

from steadybook.mkdocs_plugin.page import source_uri
from steadybook.pages.book import Book


def navigation(book: Book, files: Files) -> list[Any]:
    """Our sections, then the hand-written pages under "Guides"."""
    found: list[Any] = []
    for section in book.sections:
        pages = [{escape(page.title): source_uri(page.url)} for page in section.pages]
        found.append(
            pages[0] if len(pages) == 1 and section.title == section.pages[0].title else {section.title: pages}
        )
    guides = [file.src_uri for file in files.documentation_pages() if file.src_uri != "index.md"]
    if guides:
        found.append({"Guides": guides})
    return found
