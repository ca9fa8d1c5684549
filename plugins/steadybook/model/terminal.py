"""Text for terminals: colours, and characters that a terminal would obey or hide made visible."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

TAB = 4
"""Columns that a tab fills at most; excerpts expand tabs so that carets stand where they should."""

_PICTURES = 0x2400
"""Where Unicode keeps the visible pictures of the C0 control characters."""
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


class Style(Enum):
    """What a piece of text is, as the parameters of an SGR sequence (ECMA-48, 8.3.117)."""

    ERROR = "1;31"
    WARNING = "1;33"
    INFO = "1;34"
    GOOD = "1;32"
    STRONG = "1"
    FRAME = "34"
    NAME = "36"
    FAINT = "2"
    ADDED = "32"
    REMOVED = "31"


@dataclass(frozen=True, slots=True)
class Painter:
    """Puts colours around text, or leaves it as it is."""

    colour: bool

    def __call__(self, style: Style, text: str) -> str:
        """The text in a style; the style ends with the text."""
        return f"\x1b[{style.value}m{text}\x1b[0m" if self.colour and text else text

    def quoted(self, text: str) -> str:
        """The text with everything in backquotes as a name; without colours the backquotes stay."""
        if not self.colour:
            return text
        return re.sub(r"`([^`\n]+)`", lambda match: self(Style.NAME, match[1]), text)


def cells(text: str) -> Iterator[tuple[str, int]]:
    """For each character of a line what to print for it, and how many columns that takes.

    Control characters become their pictures, other invisible ones a replacement character: nothing that a document
    holds can move the cursor, recolour the screen or reverse the text's direction.
    """
    column = 0
    for character in text:
        shown, width = _cell(character, column)
        column += width
        yield shown, width


def _cell(character: str, column: int) -> tuple[str, int]:
    if " " <= character <= "~":
        return character, 1
    if character == "\t":
        width = TAB - column % TAB
        return " " * width, width
    if _UNSAFE.match(character):
        return _picture(character), 1
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me"):
        return character, 0
    return character, 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _picture(match: re.Match[str] | str) -> str:
    character = match if isinstance(match, str) else match[0]
    code = ord(character)
    if code < 0x20:
        return chr(_PICTURES + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def visible(text: str, keep_lines: bool = False) -> str:
    """The text with control and direction characters made visible; line feeds stay on request."""
    if keep_lines:
        return "\n".join(visible(line) for line in text.split("\n"))
    return _UNSAFE.sub(_picture, text)


def width_of(text: str) -> int:
    """The columns that a line takes."""
    return sum(width for _, width in cells(text))


def wrapped(text: str, width: int, first: str = "", rest: str | None = None) -> str:
    """The text in lines of at most `width` columns, the first after `first`, the others after `rest`."""
    import textwrap  # on use

    lines = textwrap.wrap(
        text,
        width=max(width, 40),
        initial_indent=first,
        subsequent_indent=" " * len(first) if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines) if lines else first.rstrip()
