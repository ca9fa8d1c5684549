"""Where the fields of a JSON object stand in its line."""

from __future__ import annotations

import json
import re
from typing import Final

_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]')

Range = tuple[int, int]


def field_places(text: str, name: str) -> tuple[Range, Range] | None:
    """The offsets of a field's key and of its value in a valid JSON object; None where it has no such field.

    Of a key that is written twice the last one counts, as its value does. Fields of objects within do not count.
    """
    found: tuple[Range, Range] | None = None
    key: Range | None = None
    candidate: Range | None = None
    start = depth = 0
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in "{[":
            depth += 1
        elif mark in "}]":
            depth -= 1
        if (depth == 1 and mark == ",") or depth == 0:
            if key is not None:
                found = key, _stripped(text, start, token.start())
            key = candidate = None
        elif depth == 1 and mark == ":" and candidate is not None and key is None:
            key = candidate if json.loads(text[slice(*candidate)]) == name else None
            start, candidate = token.end(), None
        elif depth == 1 and mark[0] == '"' and key is None:
            candidate = token.span()
    return found


def _stripped(text: str, start: int, end: int) -> Range:
    value = text[start:end]
    return start + len(value) - len(value.lstrip()), start + len(value.rstrip())
