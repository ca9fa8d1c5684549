"""Ways to write a text as a YAML scalar, the most readable first. Whether one reads back, the caller tries."""

from __future__ import annotations

import re
from collections.abc import Iterator

_UNPRINTABLE = re.compile('[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|["\\\\]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def scalars(value: str, old: str = "", indentation: str = "") -> Iterator[str]:
    """Scalars that may stand for a value, in the style of the `old` one where that is possible."""
    style = old[:1]
    one_line = not re.search("[\r\n\x85\u2028\u2029]", value)
    if style in ("|", ">") and style:
        yield literal_block(value, indentation)
    elif style == "'" and one_line:
        yield single_quoted(value)
    elif style != '"' and one_line and value == value.strip():
        yield value
    yield double_quoted(value)


def keys(name: str, old: str = "") -> Iterator[str]:
    """Scalars that may stand for a key."""
    return scalars(name, old if old[:1] in ("'", '"') else "")


def single_quoted(value: str) -> str:
    """A value of one line in single quotes."""
    return "'" + value.replace("'", "''") + "'"


def double_quoted(value: str) -> str:
    """Any value in double quotes, on one line."""
    return '"' + _UNPRINTABLE.sub(_escape, value) + '"'


def literal_block(value: str, indentation: str) -> str:
    """A value as a text block (`|`), without the line end after its last line."""
    body = value.rstrip("\n")
    ends = len(value) - len(body)
    header = "|" + ("-" if not ends else "+" if ends > 1 else "")
    lines = [
        indentation + line if line else "" for line in (body + "\n" * (ends - 1) if ends > 1 else body).split("\n")
    ]
    return "\n".join([header, *lines])


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if character in _ESCAPES:
        return _ESCAPES[character]
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
