"""A short way through files that are written plainly, as nearly all are: line by line, without libyaml's events.

It knows one mapping in block style with single-line scalars, text blocks, and lists and mappings in brackets that end
on their line. Whatever else a file holds, mistakes above all, it does not judge: it gives up, and the strict reader
reads the file from its beginning. What it does answer is what the strict reader would.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, cached_property
from typing import Any

_LEVELS, _LEVELS_IN_BRACKETS = 30, 10
"""Levels of collections that are read here; deeper files are left to the strict reader and its own limit."""

# Line ends other than LF, and what no editor shows, are the strict reader's business.
_USUAL_ASCII = bytes([10, *range(32, 127)])
_UNUSUAL = "[^\n -~\xa1-\xac\xae-\u05ff\u0700-\u1fff\u2010-\u2027\u2030-\u205e\u2100-\ud7ff\U0001f300-\U0001faff]"
_LINE = re.compile(r"^( *)(- +)?(?:([A-Za-z0-9_][\w./-]{0,99}):(?: +|$))?(.*)$", re.ASCII | re.MULTILINE)
_FIRST = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_/.$(+<~=^;\\")
"""Characters that a plain scalar may begin with whatever follows; others need a closer look."""
_TOKEN = re.compile(
    r""" *(?:([\[\]{},])|("[^"\\]*"|'[^']*')|"""
    r"""([A-Za-z0-9_/.$(][^,\[\]{}:#"'?]*(?::[^\s,\[\]{}:#"'?][^,\[\]{}:#"'?]*)*))"""
    r"(: +)?"
)

Plain = Callable[[str], str]


class _GiveUpError(Exception):
    """Something that is not simple."""


def read_simple(text: str, plain: Plain, nulls: frozenset[str], nodes: int, depth: int) -> dict[str, Any] | None:
    """The mapping that a text holds, or None where the strict reader has to look.

    Plain scalars go through `plain` unless they are among the `nulls`. Each node takes a character at least, so a text
    of no more than `nodes` characters holds no more of them.
    """
    if len(text) > nodes or depth <= _LEVELS + _LEVELS_IN_BRACKETS or not text.endswith("\n"):
        return None
    if _is_unusual(text):
        return None
    try:
        return _Lines(text, plain, nulls).mapping()
    except _GiveUpError:
        return None


def _is_unusual(text: str) -> bool:
    if text.isascii():
        return bool(text.encode().translate(None, _USUAL_ASCII))
    return _unusual().search(text) is not None


@cache
def _unusual() -> re.Pattern[str]:
    """Compiled on use: so large a set takes 10 ms."""
    return re.compile(_UNUSUAL)


class _Lines:
    """Reads the lines of one text."""

    def __init__(self, text: str, plain: Plain, nulls: frozenset[str]) -> None:
        self.text = text[:-1]
        self.plain = plain
        self.nulls = nulls
        # The open collection with its indentation, those around it, and the key that awaits what stands below it.
        self.here: Any = {}
        self.indent = 0
        self.around: list[tuple[int, Any]] = []
        self.awaiting: str | None = None

    @cached_property
    def lines(self) -> list[str]:
        """The lines as they stand there, for text blocks."""
        return self.text.split("\n")

    def mapping(self) -> dict[str, Any] | None:
        """The mapping of all lines; None or _GiveUpError where something is not simple."""
        lines = _LINE.findall(self.text)
        letters, nulls, plain, count = _FIRST, self.nulls, self.plain, len(lines)
        root: dict[str, Any] = self.here
        number = 0
        while number < count:
            spaces, dash, key, rest = lines[number]
            number += 1
            if not key and not dash:
                if rest and rest[0] != "#":
                    return None
                continue
            if self.awaiting is not None or len(spaces) != self.indent or (type(self.here) is list) is not bool(dash):
                self._reach(len(spaces), bool(dash))
            if not key:
                value, number = self._right(rest, number)
                self.here.append(value)
                continue
            if dash:
                entry: dict[str, Any] = {}
                self.here.append(entry)
                self._open(entry, len(spaces) + len(dash))
            if key in self.here:
                return None
            if rest and rest[0] in letters and ": " not in rest and "#" not in rest and rest[-1] not in ": ":
                self.here[key] = None if rest in nulls else plain(rest)  # as most lines are
            elif rest and rest[0] != "#":
                self.here[key], number = self._right(rest, number)
            else:
                self.here[key] = None
                self.awaiting = key
        return root or None

    def _open(self, collection: Any, indent: int) -> None:
        self.around.append((self.indent, self.here))
        self.here, self.indent = collection, indent
        if len(self.around) > _LEVELS:
            raise _GiveUpError

    def _reach(self, column: int, is_item: bool) -> None:
        """Opens or ends collections, until the one is open that a line belongs to."""
        key, self.awaiting = self.awaiting, None
        if key is not None and (column > self.indent or (is_item and column == self.indent)):
            child: Any = [] if is_item else {}
            self.here[key] = child
            self._open(child, column)
        # A list may stand at the very indentation of its key, and then ends at the next key there.
        while column < self.indent or (column == self.indent and not is_item and type(self.here) is list):
            if not self.around:
                raise _GiveUpError
            self.indent, self.here = self.around.pop()
        if column != self.indent or (type(self.here) is list) is not is_item:
            raise _GiveUpError

    def _right(self, text: str, number: int) -> tuple[Any, int]:
        """The value that begins on the rest of a line, with the number of the line after it."""
        if text and text[0] in "|>":
            return self._block(text, number)
        return self._value(text), number

    def _value(self, text: str) -> Any:
        """What stands on the rest of a line."""
        if not text:
            raise _GiveUpError
        first = text[0]
        if first in _FIRST or (first in "-?:" and text[1:2] not in ("", " ")):
            if " #" in text:
                text = text[: text.index(" #")]
            text = text.rstrip(" ")
            if ": " in text or text[-1] == ":":
                raise _GiveUpError
            return None if text in self.nulls else self.plain(text)
        value: Any
        if first in "\"'":
            end = text.find(first, 1) + 1
            value = text[1 : end - 1]
            if not end or (first == '"' and "\\" in value):
                raise _GiveUpError
        elif first in "[{":
            value, end = self._flow(text, 0, 0)
        else:
            raise _GiveUpError
        if end < len(text) and (more := text[end:].lstrip(" ")) and (more[0] != "#" or text[end] != " "):
            raise _GiveUpError
        return value

    def _flow(self, text: str, start: int, level: int) -> tuple[Any, int]:
        """The collection in brackets that begins at `start`, and where it ends."""
        if level >= _LEVELS_IN_BRACKETS:
            raise _GiveUpError
        is_list = text[start] == "["
        value: Any = [] if is_list else {}
        closing = "]" if is_list else "}"
        at = start + 1
        if text[at : at + 1] == closing:
            return value, at + 1
        while True:
            if is_list:
                item, at = self._flow_value(text, at, level)
                value.append(item)
            else:
                key, at = self._flow_key(text, at)
                if key in value:
                    raise _GiveUpError
                value[key], at = self._flow_value(text, at, level)
            token = _TOKEN.match(text, at)
            if token is None or token[4] or token[1] not in (",", closing):
                raise _GiveUpError
            at = token.end()
            if token[1] == closing:
                return value, at

    def _flow_value(self, text: str, at: int, level: int) -> tuple[Any, int]:
        token = _TOKEN.match(text, at)
        if token is None or token[4]:
            raise _GiveUpError
        mark, quoted, bare = token.group(1, 2, 3)
        if mark is not None:
            if mark not in "[{":
                raise _GiveUpError
            return self._flow(text, token.start(1), level + 1)
        if quoted is not None:
            return quoted[1:-1], token.end()
        bare = bare.rstrip(" ")
        return None if bare in self.nulls else self.plain(bare), token.end()

    @staticmethod
    def _flow_key(text: str, at: int) -> tuple[str, int]:
        token = _TOKEN.match(text, at)
        if token is None or not token[3] or not token[4] or len(token[3]) > 100 or token[3][-1] == " ":
            raise _GiveUpError
        return token[3], token.end()

    def _block(self, header: str, number: int) -> tuple[str, int]:
        """The text block that begins at a line, with the number of the line after it."""
        folded, stripped = header[0] == ">", header[1:] == "-"
        if header[1:] not in ("", "-"):
            raise _GiveUpError
        lines = self.lines
        found: list[str] = []
        if number >= len(lines):
            raise _GiveUpError
        first = lines[number]
        indent = len(first) - len(first.lstrip(" "))
        if indent <= self.indent or indent == len(first):
            raise _GiveUpError
        while number < len(lines):
            line = lines[number]
            content = line.lstrip(" ")
            if not content:
                if len(line) > indent:
                    raise _GiveUpError
                found.append("")
            elif len(line) - len(content) < indent:
                break
            else:
                found.append(line[indent:])
            number += 1
        while not found[-1]:
            found.pop()
        if not folded:
            value = "\n".join(found)
        else:
            value = self._folded(found)
        return value if stripped else value + "\n", number

    @staticmethod
    def _folded(lines: list[str]) -> str:
        """The lines of a `>` block: a line end is a space, each blank line a line end."""
        parts: list[str] = []
        blank = 0
        for line in lines:
            if line[:1] == " " or line[-1:] == " ":
                raise _GiveUpError
            if not line:
                blank += 1
                continue
            if parts:
                parts.append("\n" * blank if blank else " ")
            parts.append(line)
            blank = 0
        return "".join(parts)
