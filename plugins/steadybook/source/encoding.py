"""From bytes to text: UTF-8 only, and only the characters that YAML allows."""

from __future__ import annotations

import codecs
import re
import unicodedata

from steadybook.source.problems import Problem
from steadybook.source.spans import LineIndex, Span

FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What YAML 1.2 leaves out (section 5.1, c-printable); what it lists takes ten times as long to compile."""

_WIDE = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_HELP = "Save the file as UTF-8."
_MOST = 20
_LEAST_WIDE = 8
_SHARE_OF_NUL = 0.4
"""Of all bytes: of ASCII in UTF-16 half of them are NUL, and hardly any in other texts."""


def wrong_encoding(data: bytes, error: UnicodeDecodeError) -> Problem:
    """The problem of bytes that are not UTF-8, at the first byte that is not."""
    for mark, name in _WIDE:
        if data.startswith(mark):
            return Problem("invalid-encoding", Span(1, 1, 1, 1), f"the file is written in {name}, not in UTF-8", _HELP)
    lines = LineIndex(data[: error.start].decode("utf-8"))
    line, column = lines.place(len(lines.text))
    byte = data[error.start]
    likely = bytes([byte]).decode("cp1252", "replace")
    hint = f" (in Windows-1252 it would be `{likely}`)" if likely.isprintable() and likely != "\ufffd" else ""
    message = f"the byte 0x{byte:02X} here is not UTF-8{hint}"
    return Problem("invalid-encoding", Span(line, column, line, column + 1), message, _HELP)


def forbidden_characters(text: str, lines: LineIndex) -> list[Problem]:
    """The problems of characters that YAML does not allow, the first twenty of them."""
    if len(text) > _LEAST_WIDE and text.count("\0") > _SHARE_OF_NUL * len(text):
        message = "the file is written in UTF-16 or UTF-32 (without its mark), not in UTF-8"
        return [Problem("invalid-encoding", Span(1, 1, 1, 1), message, _HELP)]
    problems = []
    for match in FORBIDDEN.finditer(text):
        message = f"the character {describe(match[0])} is not allowed in YAML"
        span = lines.span(match.start(), match.end())
        problems.append(Problem("control-character", span, message, "Delete it; it is likely to be invisible."))
        if len(problems) == _MOST:
            break
    return problems


def describe(character: str) -> str:
    """A character in printable words: `U+0000 (NUL)`."""
    name = unicodedata.name(character, "") or ("NUL" if character == "\0" else "a control character")
    return f"U+{ord(character):04X} ({name})"
