"""Where a document stands on the site: the one place that turns (kind, id) into an address and back."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote, urlsplit

from steadybook.model.discovery import kinds

HOME = ""


def address(kind: str, id: str) -> str:
    """The address of a document, relative to the site's root: `runbooks/redis-cart-down/`."""
    return f"{section(kind)}{quote(id, safe='._-')}/"


def section(kind: str) -> str:
    """The address of a kind's list page: `runbooks/`. Raises KeyError for a kind that does not exist."""
    return f"{_sections()[kind]}/"


def _sections() -> dict[str, str]:
    return {kind.name: kind.url for kind in kinds()}


def relative(target: str, page: str) -> str:
    """The link from one page to another (both addresses relative to the root): works under any sub-path."""
    path, mark, fragment = target.partition("#")
    if path == page:
        return f"#{fragment}" if mark else "./"
    link = posixpath.relpath(f"/{path}", f"/{page}")
    if link == ".":
        link = "./"
    elif path.endswith("/") or not path:
        link += "/"
    return f"{link}#{fragment}" if mark else link


def anchor(text: str) -> str:
    """A text as the name of an anchor: letters, digits, `.`, `_` and `-`."""
    return re.sub(r"[^\w.-]+", "-", text).strip("-")


def document_of_url(url: str, site_url: str, kind: str) -> str | None:
    """The id that an address under `site_url` gives for a kind; None where it is another site or another kind."""
    if not site_url or not url.startswith(site_url):
        return None
    path = urlsplit(url[len(site_url) :]).path.strip("/").removesuffix("/index.html")
    head, _, id = path.rpartition("/")
    return id if f"{head}/" == section(kind) else None
