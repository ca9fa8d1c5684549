"""Ignore comments: `# steadybook: ignore[rule-id] reason` in a document.

A comment waives the rule's findings on its own line, or on the line below when it stands alone. What stands in a plain
or quoted text is content and waives nothing; in a block of text, such as a script, it is a comment of that script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from steadybook.model.document import Document
from steadybook.source.spans import LineIndex, Span

COMMENT = re.compile(r"#[ \t]*steadybook:[ \t]*ignore\[(?P<rules>[^\]\r\n]*)\](?P<reason>[^\r\n]*)")
MEANT = re.compile(
    r"#[ \t]*steadybook[: \t]+(?:ignor|(?:disable|suppress|allow|skip|noqa)[ \t]*[\[(=:])[^\r\n]*", re.IGNORECASE
)
"""What was likely meant as such a comment, well written, misspelt, or as other checkers have it."""
MARK = re.compile(MEANT.pattern.encode(), re.IGNORECASE)
"""The same in the bytes of a file."""


class Ignore(NamedTuple):
    """One rule in one ignore comment; `line` is the line whose findings it waives."""

    document: Document[Any]
    rule: str
    """Empty where the comment names none as it should, and so waives nothing."""
    reason: str
    line: int
    span: Span


def ignores(document: Document[Any]) -> Iterator[Ignore]:
    """The ignore comments of a document."""
    text = document.text
    lines = LineIndex(text)
    for meant in MEANT.finditer(text):
        start, _ = meant.span()
        match = COMMENT.match(text, start)
        around = _scalar_around(document, start)
        # In a block of text only what is well written is taken for a comment: prose may speak of them.
        if around and (around not in "|>" or match is None):
            continue
        span = lines.span(*(match or meant).span())
        alone = not text[lines.start_of_line(start) : start].strip()
        for rule in match["rules"].split(",") if match else [""]:
            yield Ignore(document, rule.strip(), match["reason"].strip() if match else "", span.line + alone, span)


def _scalar_around(document: Document[Any], offset: int) -> str:
    """What the scalar begins with that a place in the text lies in: `|`, `>`, a quote and so on; nothing around it."""
    if document.kind is not None and document.kind.codec is not None:
        return ""
    places = document.positions.places
    collections = places.flow | places.block
    scalars = [place for route, place in places.values.items() if route not in collections]
    around = (start for start, end in (*scalars, *places.keys.values()) if start <= offset < end)
    return next((document.text[start] for start in around), "")
