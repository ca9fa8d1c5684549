"""Search records of our own: title, ids and a short text in place of whole pages.

This reaches into Material's search plugin (`search_index.entries`), which no interface promises: a test guards it.
Where the index looks otherwise, it reads whole pages, as it does with Markdown: slower and larger, but all is found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from steadybook.mkdocs_plugin.page import LeafPage
from steadybook.pages.assets import SEARCH
from steadybook.pages.site import Leaf

SEPARATOR = r"[\s\-\u200b\u202f,;:!?()\[\]{}<>/|=&\"'`]+"
"""What divides words. Hyphens do, for the browser always divides a query at them; dots and underscores do not, so
that the name of a metric is found as it is typed."""
FIELDS = {"name": {"boost": 2000.0}, "tags": {"boost": 1.0}, "kind": {"boost": 1.0}, "words": {"boost": 1.0}}
"""Ids weigh twice as much as titles (1000). They have a field of their own, for the browser does not divide tags into
words, and takes a typed id apart at its hyphens; tags, by default a thousand times a title, are only shown.

Our script makes the field of ids, and adds names to the words, where the browser has read the index: it stays small."""
WORKER = re.compile(r"assets/javascripts/workers/search\.\w+\.min\.js")
"""Material's script that searches, apart from the page."""
PLUGINS = ("material/search", "search")


def configure(config: MkDocsConfig) -> None:
    """Settings that fit ids: they must run before the search plugin reads its own configuration."""
    plugin = _plugin(config)
    if plugin is None or not hasattr(plugin.config, "fields"):
        return
    if not plugin.config.separator:
        plugin.config.separator = SEPARATOR
    for name, field in FIELDS.items():
        plugin.config.fields.setdefault(name, dict(field))


def entries(config: MkDocsConfig) -> list[dict[str, Any]] | None:
    """The list that the search plugin writes out; None where there is none."""
    index = getattr(_plugin(config), "search_index", None)
    found = getattr(index, "entries", None)
    return found if isinstance(found, list) else None


def pass_over_recorded(config: MkDocsConfig) -> None:
    """Spares the search plugin the pages that have a record: it searches all their text for marks of its own.

    Our pages bear none of these marks; the plugin adds nothing of a page whose front matter excludes it.
    """
    plugin, handlers = _plugin(config), config.plugins.events.get("page_context", [])
    for index, handler in enumerate(handlers):
        if plugin is not None and getattr(handler, "__self__", None) is plugin:
            handlers[index] = _unless_recorded(handler)


def _unless_recorded(handler: Callable[..., Any]) -> Callable[..., Any]:
    def handle(context: Any, *, page: Page, **others: Any) -> Any:
        recorded = isinstance(page, LeafPage) and page.meta["search"]["exclude"]
        return context if recorded else handler(context, page=page, **others)

    return handle


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
        if record.kind:
            entry["kind"] = _escaped(record.kind)
        if record.words:
            entry["words"] = _escaped(record.words)
        if record.names:
            entry["names"] = dict(record.names)
        if leaf.source is not None and not _tells_address(leaf.source, url):
            entry["file"] = _escaped(leaf.source)
        found.append(entry)
    return found


def _tells_address(path: str, url: str) -> bool:
    """Whether the path of a file ends as the address of its page does, so that who pastes it needs no more."""
    return f"/{path.rpartition('.')[0]}".endswith(f"/{unquote(url).rstrip('/')}")


def put_our_script_first(files: Files, config: MkDocsConfig) -> None:
    """Puts our script before that of the search's worker; without Material there is none."""
    workers = [file for file in files if WORKER.fullmatch(file.src_uri)]
    for file in workers:
        files.remove(file)
        # A line of its own: what comes first may end in a comment.
        content = f"{SEARCH.read_text('utf-8')}\n{file.content_string}"
        files.append(File.generated(config, file.src_uri, content=content))


def _escaped(text: str) -> str:
    # The browser writes titles and texts of results as HTML.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _plugin(config: MkDocsConfig) -> Any:
    return next((config.plugins[name] for name in PLUGINS if name in config.plugins), None)
