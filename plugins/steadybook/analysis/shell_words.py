"""The words of a shell command: quotes, expansions and here-documents, read as a shell reads them, not expanded."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, Literal, NamedTuple

DEEPEST: Final = 50
"""Levels of nesting that are followed; no command that people run by hand has more."""

_BLANK: Final = re.compile(r"(?:[ \t]|\\\r?\n)*")
_END_OF_WORD: Final = " \t\r\n;&|<>()"
_ARRAY: Final = re.compile(r"[A-Za-z_]\w*(?:\[[^\]\n]*\])?\+?=")
_ANSI_QUOTE: Final = re.compile(r"'(?:[^'\\]|\\.)*'", re.DOTALL)


Kind = Literal["bracket", "here-document", "reserved word", "other"]
"""What a fault is about, where that matters: a bracket behind a command may be a remark, and what a parser makes of the
other two is known."""


class ShellFault(NamedTuple):
    """A place in a command, in characters from its beginning, and what is wrong there as a clause for people."""

    start: int
    end: int
    message: str
    kind: Kind = "other"


class FaultError(Exception):
    """Ends the reading at the first fault; None where it is given up."""

    def __init__(self, fault: ShellFault | None) -> None:
        super().__init__()
        self.fault = fault


class ShellText:
    """A command with the place up to which it has been read; goes past words, quotes and expansions."""

    def __init__(self, text: str, commands: Callable[[ShellText, str, int, int], None]) -> None:
        self.text = text
        self._commands = commands
        self.at = 0
        self.heredocs: list[tuple[int, str, bool]] = []
        """Those whose bodies begin on the next line: place, end line, whether tabs before it count for nothing."""

    def commands(self, closer: str, opened: int, depth: int) -> None:
        """Reads commands up to `closer` (`)`; nothing: the end of the text) and past it; `opened` is their bracket."""
        if depth > DEEPEST:
            raise FaultError(None)
        self._commands(self, closer, opened, depth)

    def fail(self, start: int, length: int, message: str, kind: Kind = "other") -> None:
        """Ends the reading."""
        raise FaultError(ShellFault(start, min(start + length, len(self.text)), message, kind))

    def blanks(self) -> None:
        """Goes past blanks and continued lines."""
        match = _BLANK.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def begin_line(self) -> None:
        """Goes past the bodies of here-documents at the start of a line."""
        for start, end, tabs in self.heredocs:
            while True:
                if self.at >= len(self.text):
                    self.fail(start, 2, f"the here-document has no end, a line with only `{end}`", "here-document")
                line_end = self.text.find("\n", self.at)
                line_end = len(self.text) if line_end < 0 else line_end
                line = self.text[self.at : line_end].removesuffix("\r")
                self.at = min(line_end + 1, len(self.text))
                if (line.lstrip("\t") if tabs else line) == end:
                    break
        self.heredocs.clear()

    def word(self, depth: int) -> str:
        """Reads one word, its quotes and expansions included; empty where none begins here."""
        begin = self.at
        text = self.text
        while self.at < len(text):
            character = text[self.at]
            if character == "`":
                self.backquotes()
            elif character in "?*+@!" and text[self.at + 1 : self.at + 2] == "(":
                self.at += 1
                self.brackets(depth)
            elif character == "(" and _ARRAY.fullmatch(text, begin, self.at):
                self.brackets(depth)
            elif character in "<>" and text[self.at + 1 : self.at + 2] == "(" and self.at == begin:
                self.at += 2
                self.commands(")", self.at - 1, depth + 1)
            elif character in _END_OF_WORD:
                break
            else:
                self.character(depth)
        return text[begin : self.at]

    def character(self, depth: int) -> None:
        """Goes past one character outside of quotes, or the quoted text or expansion that it begins."""
        text = self.text
        match text[self.at]:
            case "\\":
                self.at += 2
            case "'":
                self.single()
            case '"':
                self.double(depth)
            case "$":
                self.dollar(depth, quoted=False)
            case _:
                self.at += 1

    def single(self) -> None:
        """Goes past single quotes."""
        end = self.text.find("'", self.at + 1)
        if end < 0:
            self.fail(self.at, 1, "the quote `'` is not closed")
        self.at = end + 1

    def double(self, depth: int) -> None:
        """Goes past double quotes."""
        start = self.at
        self.at += 1
        while self.at < len(self.text):
            match self.text[self.at]:
                case '"':
                    self.at += 1
                    return
                case "\\":
                    self.at += 2
                case "$":
                    self.dollar(depth, quoted=True)
                case "`":
                    self.backquotes()
                case _:
                    self.at += 1
        self.fail(start, 1, 'the quote `"` is not closed')

    def dollar(self, depth: int, *, quoted: bool) -> None:
        """Goes past a dollar sign and the expansion that it begins."""
        start = self.at
        rest = self.text[start + 1 : start + 3]
        self.at += 1
        if rest == "((":
            self.brackets(depth)
        elif rest[:1] == "(":
            self.at += 1
            self.commands(")", start, depth + 1)
        elif rest[:1] == "{":
            self.braces(start, depth, quoted=quoted)
        elif rest[:1] == "'" and not quoted:
            end = _ANSI_QUOTE.match(self.text, self.at)
            if end is None:
                self.fail(self.at, 1, "the quote `'` is not closed")
            else:
                self.at = end.end()

    def braces(self, start: int, depth: int, *, quoted: bool) -> None:
        """Goes past `${…}`."""
        if depth > DEEPEST:
            raise FaultError(None)
        self.at += 1
        while self.at < len(self.text):
            match self.text[self.at]:
                case "}":
                    self.at += 1
                    return
                case "`":
                    self.backquotes()
                case "'" if quoted:
                    self.at += 1
                case "$":
                    self.dollar(depth + 1, quoted=quoted)
                case _:
                    self.character(depth + 1)
        self.fail(start, 2, "`${` is not closed")

    def brackets(self, depth: int) -> None:
        """Goes past an arithmetic expression, an array or an extended pattern, from its `(` on."""
        start = self.at
        level = 0
        while self.at < len(self.text):
            match self.text[self.at]:
                case "(":
                    level += 1
                    self.at += 1
                case ")":
                    level -= 1
                    self.at += 1
                    if level == 0:
                        return
                case "`":
                    self.backquotes()
                case _:
                    self.character(depth + 1)
        self.fail(start, 1, "`(` is not closed")

    def backquotes(self) -> None:
        """Goes past a command in backquotes."""
        start = self.at
        self.at += 1
        while self.at < len(self.text):
            match self.text[self.at]:
                case "`":
                    self.at += 1
                    return
                case "\\":
                    self.at += 2
                case _:
                    self.at += 1
        self.fail(start, 1, "the backquote is not closed")
