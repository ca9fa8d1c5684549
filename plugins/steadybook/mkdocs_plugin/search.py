"""Search records of our own: title, ids and a short text in place of whole pages.

This reaches into Material's search plugin (`search_index.entries`), which no interface promises: a test guards it.
Where the index looks otherwise, it reads whole pages, as it does with Markdown: slower and larger, but all is found.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from steadybook.pages.site import Leaf

SEPARATOR = r"[\s\u200b\u202f,;:!?()\[\]{}<>/|=&\"'`]+"
"""Hyphens, dots and underscores do not divide words, so that an id is found as it is typed."""
PLUGINS = ("material/search", "search")


def configure(config: MkDocsConfig) -> None:
    """Settings that fit ids: they must run before the search plugin reads its own configuration."""
    plugin = _plugin(config)
    if plugin is None or not hasattr(plugin.config, "fields"):
        return
    if not plugin.config.separator:
        plugin.config.separator = SEPARATOR
    # Tags outweigh titles a million times by default, so that a word in any id would bury the page that it names.
    plugin.config.fields.setdefault("tags", {"boost": 1.0})


def entries(config: MkDocsConfig) -> list[dict[str, Any]] | None:
    """The list that the search plugin writes out; None where there is none."""
    index = getattr(_plugin(config), "search_index", None)
    found = getattr(index, "entries", None)
    return found if isinstance(found, list) else None


def records(leaves: Iterable[tuple[str, Leaf]]) -> list[dict[str, Any]]:
    """The records of the pages that have one, with the address that MkDocs gave each."""
    found = []
    for url, leaf in leaves:
        if leaf.search is None:
            continue
        record = leaf.search
        entry: dict[str, Any] = {"location": url, "title": _escaped(record.title), "text": _escaped(record.text)}
        if record.tags:
            entry["tags"] = [_escaped(tag) for tag in record.tags]
        found.append(entry)
    return found


def _escaped(text: str) -> str:
    # The browser writes titles and texts of results as HTML.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _plugin(config: MkDocsConfig) -> Any:
    return next((config.plugins[name] for name in PLUGINS if name in config.plugins), None)
