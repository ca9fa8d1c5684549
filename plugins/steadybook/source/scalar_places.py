"""Where the characters of a YAML scalar's text stand in its source: past quotes, escapes, folding and indentation."""

from __future__ import annotations

import re
from typing import Final

_BLANK: Final = " \t\r\n"
_ESCAPE: Final = re.compile(
    r"\\(?:x(?P<x>[0-9a-fA-F]{2})|u(?P<u>[0-9a-fA-F]{4})|U(?P<U>[0-9a-fA-F]{8})|(?:\r\n|[\r\n])[ \t]*|(?P<one>.))"
)
_NAMED: Final = dict(zip("0abtnvfreN_LP", "\0\a\b\t\n\v\f\r\x1b\x85\xa0\u2028\u2029", strict=True))
"""The escapes of a double-quoted scalar that are no character of themselves (YAML 1.2.2, section 5.7)."""

Range = tuple[int, int]


def place_in_scalar(source: str, text: str, start: int, end: int) -> Range | None:
    """The offsets in a scalar's source of its text's characters from `start` to `end`; None where they cannot be told.

    Blanks may be folded and indented at will, so that the characters between them are what is counted: a place at a
    blank is that of the next character, or the end of the last one.
    """
    marks = _marks(source)
    wanted = [character for character in text if character not in _BLANK]
    if [character for _, _, character in marks] != wanted or not marks:
        return None
    before = _solid(text, 0, start)
    many = _solid(text, start, end)
    if many:
        return marks[before][0], marks[before + many - 1][1]
    place = marks[before][0] if before < len(marks) else marks[-1][1]
    return place, place


def _solid(text: str, start: int, end: int) -> int:
    return sum(character not in _BLANK for character in text[start:end])


def _marks(source: str) -> list[tuple[int, int, str]]:
    """The characters that are no blanks, each with its place in the source."""
    match source[:1]:
        case "'":
            pattern = re.compile(r"''|.", re.DOTALL)
            found = [(m.start(), m.end(), m[0][0]) for m in pattern.finditer(source, 1, len(source) - 1)]
        case '"':
            pattern = re.compile(f"{_ESCAPE.pattern}|.", re.DOTALL)
            found = [(m.start(), m.end(), _written(m)) for m in pattern.finditer(source, 1, len(source) - 1)]
        case "|" | ">":
            header = re.match(r"[^\r\n]*", source)
            first = header.end() if header else 0
            found = [(n, n + 1, source[n]) for n in range(first, len(source))]
        case _:
            found = [(n, n + 1, character) for n, character in enumerate(source)]
    return [(start, end, character) for start, end, character in found if character and character not in _BLANK]


def _written(match: re.Match[str]) -> str:
    """What a piece of a double-quoted scalar stands for; nothing for an escaped line end."""
    code = match["x"] or match["u"] or match["U"]
    if code:
        number = int(code, 16)
        return chr(number) if number < 0x110000 else ""
    if match["one"]:
        return _NAMED.get(match["one"], match["one"])
    return "" if match[0][0] == "\\" else match[0]
