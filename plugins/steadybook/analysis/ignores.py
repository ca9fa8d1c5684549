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

COMMENT = re.compile(r"#\s*steadybook:\s*ignore\[(?P<rules>[^\]\r\n]*)\](?P<reason>[^\r\n]*)")


class Ignore(NamedTuple):
    """One rule in one ignore comment; `line` is the line whose findings it waives."""

    document: Document[Any]
    rule: str
    reason: str
    line: int
    span: Span


def ignores(document: Document[Any]) -> Iterator[Ignore]:
    """The ignore comments of a document."""
    text = document.text
    lines = LineIndex(text)
    for match in COMMENT.finditer(text):
        if _is_content(document, match.start()):
            continue
        span = lines.span(*match.span())
        alone = not text[lines.start_of_line(match.start()) : match.start()].strip()
        for rule in match["rules"].split(","):
            yield Ignore(document, rule.strip(), match["reason"].strip(), span.line + alone, span)


def _is_content(document: Document[Any], offset: int) -> bool:
    """Whether a place in the text lies inside a plain or quoted scalar."""
    if document.kind is not None and document.kind.codec is not None:
        return False
    places = document.positions.places
    collections = places.flow | places.block
    scalars = [place for route, place in places.values.items() if route not in collections]
    return any(
        start <= offset < end and document.text[start] not in "|>" for start, end in (*scalars, *places.keys.values())
    )
