r"""A character that nobody sees changes what a text says, or how it is shown.

## What it does

Reports characters that turn the direction of writing around (U+202A to U+202E, U+2066 to U+2069) and characters that
nobody sees (spaces without width, fillers, invisible operators and tags) anywhere in a document, and spaces other than
U+0020 that indent a line. What scripts, typesetting and emoji need is left alone: the joiners U+200C and U+200D, the
marks U+200E, U+200F and U+061C, the soft hyphen U+00AD and the tags of a flag.

## Why is this bad?

What a reviewer reads is not what is pasted into a shell at three in the morning: characters that turn the direction
around can show a command in another order than it has, and a space without width makes two names that look alike
differ. YAML takes a space that is not U+0020 for the beginning of a text, so that a line indented with it belongs to
nothing.

## Example

```yaml-escaped
# path: catalog/teams/search.yaml
team:
  name: search
  contact: "#sea\xe2\x80\xaehcr"  # <-
```

## Use instead

```yaml
# path: catalog/teams/search.yaml
team:
  name: search
  contact: "#search"
```

## How to fix or waive

Type the line anew instead of pasting it. Where a text in another script needs the character, say so in an ignore
comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.source.encoding import describe
from steadybook.source.spans import BYTE_ORDER_MARK, LineIndex

INVISIBLE = re.compile(
    "[\u115f\u1160\u180e\u200b\u202a-\u202e\u2060-\u2064\u2066-\u2069\u3164\ufeff\uffa0]"
    "|(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0001-\U000e007f]"
)
"""The controls of direction that "Trojan Source" (CVE-2021-42574) warns of, and other characters that have no width
(property Default_Ignorable_Code_Point of Unicode, without what texts need)."""
INDENTING = re.compile("^ *([\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])", re.MULTILINE)
"""White space of Unicode (property White_Space) that is none for YAML, at the beginning of a line."""
MOST = 20


def check(document: Document[Any], _context: Context) -> Iterator[Violation]:
    """Yields the place of each such character."""
    text = document.text
    if text.isascii():
        return
    lines = LineIndex(text)
    found = [match.start() for match in INVISIBLE.finditer(text, text.startswith(BYTE_ORDER_MARK))]
    for offset in found[:MOST]:
        help = "Delete it, or type the line anew: what is shown is not what is there."
        span = lines.span(offset, offset + 1)
        yield Violation(span, f"there is an invisible character here: {describe(text[offset])}", help)
    for match in list(INDENTING.finditer(text))[:MOST]:
        if not _is_in_block(document, match.start(1)):
            help = "Indent with plain spaces (U+0020): YAML takes this one for the beginning of a text."
            yield Violation(lines.span(*match.span(1)), f"this line is indented with {describe(match[1])}", help)


def _is_in_block(document: Document[Any], offset: int) -> bool:
    """Whether a place lies in a block of text, where every space is content."""
    if document.kind is not None and document.kind.codec is not None:
        return False
    scalars = document.positions.places.values.values()
    return any(start <= offset < end and document.text[start] in "|>" for start, end in scalars)


RULE = Rule(Severity.ERROR, every_kind=True, broken=True, check=check)
