"""Ignore comments: `# steadybook: ignore[rule-id] reason` in a document.

A comment waives the rule's findings on its own line, or on the line below when it stands alone.
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
        span = lines.span(*match.span())
        alone = not text[lines.start_of_line(match.start()) : match.start()].strip()
        for rule in match["rules"].split(","):
            yield Ignore(document, rule.strip(), match["reason"].strip(), span.line + alone, span)
