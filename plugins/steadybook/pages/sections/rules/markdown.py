"""The Markdown of rule pages, read into blocks: paragraphs, lists and fenced code, nothing else.

Fenced examples are shown file by file, and the lines on which the finding is due are highlighted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from steadybook.pages.listing import listing, visible

FENCE = re.compile(r"^```(?P<language>[\w-]*)[ \t]*\n(?P<body>.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)
PATH = re.compile(r"#[ \t]*path:[ \t]*(?P<path>\S+)[ \t]*\Z")
MARK = re.compile(r"[ \t]*# <-[ \t]*\Z")
ITEM = re.compile(r"[-*] +")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words; backquotes mark code."""

    text: str
    form = "paragraph"


@dataclass(frozen=True, slots=True)
class Points:
    """A list."""

    entries: tuple[str, ...]
    form = "points"


@dataclass(frozen=True, slots=True)
class Listing:
    """Code: the file that it stands in (empty where it is none) and the markup of its lines."""

    path: str
    shown: Markup
    form = "listing"


Block = Paragraph | Points | Listing


@cache  # while a site is served, it is built again and again
def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a piece of a rule's page."""
    found: list[Block] = []
    done = 0
    for fence in FENCE.finditer(text):
        found.extend(_words(text[done : fence.start()]))
        found.extend(_listings(fence["language"], fence["body"]))
        done = fence.end()
    found.extend(_words(text[done:]))
    return tuple(found)


def _words(text: str) -> Iterator[Block]:
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        if not paragraph.strip():
            continue
        if ITEM.match(paragraph.lstrip()):
            entries = re.split(r"^\s*[-*] +", paragraph, flags=re.MULTILINE)[1:]
            yield Points(tuple(" ".join(entry.split()) for entry in entries))
        else:
            yield Paragraph(" ".join(paragraph.split()))


def _listings(language: str, body: str) -> Iterator[Listing]:
    lexed = "yaml" if language.startswith("yaml") else language
    path, lines = "", list[str]()
    for line in body.rstrip("\n").split("\n"):
        header = PATH.match(line)
        if header is None:
            lines.append(line)
            continue
        if path or lines:
            yield _listing(path, lines, lexed)
        path, lines = header["path"], []
    yield _listing(path, lines, lexed)


def _listing(path: str, lines: list[str], language: str) -> Listing:
    marked = frozenset(number for number, line in enumerate(lines, 1) if MARK.search(line))
    text = "\n".join(MARK.sub("", line) for line in lines)
    return Listing(path, listing(visible(text), language, marked))
