"""Where a document stands on the site: the one place that turns (kind, id) into an address."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import quote

from steadybook.model.discovery import kinds


def address(kind: str, id: str) -> str:
    """The address of a document, relative to the site's root: `runbooks/redis-cart-down/`."""
    return f"{section(kind)}{quote(id, safe='._-')}/"


def address_of_file(path: str) -> str:
    """The address of a file that has none as a document: its kind is unknown, or another file has its kind and id."""
    return f"documents/{quote(path, safe='/._-')}/"


def section(kind: str) -> str:
    """The address of a kind's list page: `runbooks/`. Raises KeyError for a kind that does not exist."""
    return f"{_sections()[kind]}/"


@cache
def _sections() -> dict[str, str]:
    return {kind.name: kind.url for kind in kinds()}


def relative(target: str, page: str) -> str:
    """The link from one page to another (both addresses relative to the root): works under any sub-path."""
    path, mark, fragment = target.partition("#")
    if path == page:
        return f"#{fragment}" if mark else "./"
    up = page.count("/")
    first = path[: path.find("/") + 1]
    if not first or not page.startswith(first):
        link = "../" * up + path or "./"
        return f"{link}#{fragment}" if mark else link
    here, there = page.split("/")[:-1], path.split("/")
    shared = 1
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    link = "../" * (len(here) - shared) + "/".join(there[shared:]) or "./"
    return f"{link}#{fragment}" if mark else link


def anchor(text: str) -> str:
    """A text as the name of an anchor: letters, digits, `.`, `_` and `-`."""
    return re.sub(r"[^\w.-]+", "-", text).strip("-")
