"""Reads a shell command as its reader would and says what is wrong with it: which quote, which word, where.

Nothing is run. It follows the grammar of POSIX (Shell Command Language, section 2.10) with the additions of bash. Where
it is in doubt it says nothing; whether a command is wrong at all, `shell_syntax` asks a parser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from steadybook.analysis.shell_words import FaultError, ShellFault, ShellText

_HEREDOC: Final = re.compile(r"<<(?P<tabs>-?)(?!<)[ \t]*(?P<word>(?:'[^'\n]*'|\"[^\"\n]*\"|\\.|[^\s;&|<>()'\"\\])+)")
_REDIRECTION: Final = re.compile(r"&>>?|<<<|<<-?|<>|>>|>\||[<>]&|[<>]")
_OPERATOR: Final = re.compile(r";;&?|;&|&&|\|\||\|&|[;&|\n]")
_FUNCTION: Final = re.compile(r"[ \t]*\([ \t]*\)")
_LOOPS: Final = ("for", "select", "while", "until")
_END: Final = {"if": "fi", "case": "esac", "{": "}", **dict.fromkeys(_LOOPS, "done")}
_MIDDLE: Final = {"if": "then", "case": "in", **dict.fromkeys(_LOOPS, "do")}
RESERVED: Final = frozenset({"then", "elif", "else", "fi", "do", "done", "esac", "}"})
"""Words that end or continue what another word has begun, where a command may begin."""


@dataclass(slots=True)
class _Open:
    """A compound command whose end is still to come."""

    word: str
    start: int
    middle: bool = False
    """Whether its `then`, `do` or `in` has come."""
    in_pattern: bool = False
    """Of a `case`: whether patterns are read, and no commands."""


def find_shell_fault(text: str) -> ShellFault | None:
    """The first fault of a command of one or more lines; None where none is certain."""
    try:
        ShellText(text, _read).commands("", 0, 0)
    except FaultError as error:
        return error.fault
    return None


def _read(text: ShellText, closer: str, opened: int, depth: int) -> None:
    _Commands(text, closer, opened, depth).read()


class _Commands:
    """The commands between two brackets, or of the whole text."""

    def __init__(self, reader: ShellText, closer: str, opened: int, depth: int) -> None:
        self.reader = reader
        self.closer = closer
        self.opened = opened
        self.depth = depth
        self.open: list[_Open] = []
        self.fresh = True
        """A command may begin here."""
        self.complete = False
        """Something that is a command stands before this place."""
        self.wanting: tuple[int, str] | None = None
        """An operator after which a command has to come."""
        self.words = 0
        """Words of the command at hand."""

    def read(self) -> None:
        """Reads to the end."""
        reader = self.reader
        while True:
            reader.blanks()
            if reader.at >= len(reader.text):
                self._end()
                return
            character = reader.text[reader.at]
            if character == "#":
                end = reader.text.find("\n", reader.at)
                reader.at = len(reader.text) if end < 0 else end
            elif character == "\r":
                reader.at += 1
            elif character == ")":
                if self._bracket_closes():
                    return
            elif character == "(":
                self._bracket()
            elif redirection := _REDIRECTION.match(reader.text, reader.at):
                self._redirection(redirection)
            elif operator := _OPERATOR.match(reader.text, reader.at):
                self._operator(operator)
            else:
                self._word()

    def _end(self) -> None:
        reader = self.reader
        if self.closer:
            reader.fail(self.opened, 2 if reader.text[self.opened] in "$<>" else 1, "this bracket is not closed")
        if reader.heredocs:
            reader.begin_line()
        self._finished()

    def _finished(self) -> None:
        """The commands end here: nothing may be left over."""
        if self.wanting is not None:
            start, operator = self.wanting
            self.reader.fail(start, len(operator), f"a command is missing after `{operator}`")
        if self.open:
            self._unfinished(self.open[-1])

    def _unfinished(self, opened: _Open) -> None:
        missing = _END[opened.word] if opened.middle or opened.word == "{" else _MIDDLE[opened.word]
        self.reader.fail(opened.start, len(opened.word), f"`{opened.word}` has no `{missing}`")

    def _bracket_closes(self) -> bool:
        """A closing bracket; whether the commands end with it."""
        reader = self.reader
        if self.open and self.open[-1].word == "case" and self.open[-1].in_pattern:
            self.open[-1].in_pattern = False
            reader.at += 1
            self._next()
            return False
        if self.closer != ")":
            reader.fail(reader.at, 1, "this bracket closes nothing", "bracket")
        self._finished()
        reader.at += 1
        return True

    def _bracket(self) -> None:
        reader = self.reader
        start = reader.at
        if self.open and self.open[-1].in_pattern:
            reader.at += 1
        elif reader.text.startswith("((", start) and (self.fresh or self._is_loop_head()):
            reader.brackets(self.depth)
            self._done(1)
        elif self.fresh:
            reader.at += 1
            reader.commands(")", start, self.depth + 1)
            self._done(1)
        elif self.words == 1 and (end := _FUNCTION.match(reader.text, start)):
            reader.at = end.end()  # a function begins
            self._next()
        else:
            reader.fail(start, 1, "a bracket may not stand here; quote it if it is meant as text", "bracket")

    def _is_loop_head(self) -> bool:
        return bool(self.open) and self.open[-1].word == "for" and not self.open[-1].middle

    def _redirection(self, match: re.Match[str]) -> None:
        reader = self.reader
        start, operator = match.start(), match[0]
        if operator in "<>" and reader.text.startswith("(", match.end()):
            self._word()
            return
        heredoc = _HEREDOC.match(reader.text, start)
        if heredoc is not None:
            reader.heredocs.append((start, re.sub(r"[\\'\"]", "", heredoc["word"]), bool(heredoc["tabs"])))
            reader.at = heredoc.end()
        else:
            reader.at = match.end()
            reader.blanks()
            if not reader.word(self.depth):
                reader.fail(start, len(operator), f"nothing stands after `{operator}`, which needs a file")
        self.fresh, self.complete, self.wanting = False, True, None

    def _operator(self, match: re.Match[str]) -> None:
        reader = self.reader
        start, operator = match.start(), match[0]
        reader.at = match.end()
        if operator == "\n":
            reader.begin_line()
            if not (self.open and self.open[-1].in_pattern) and self.wanting is None:
                self._next()
            return
        if self.open and self.open[-1].in_pattern:
            return  # `a|b)` and `(a|b)`
        if not self.complete:
            where = f"between `{self.wanting[1]}` and" if self.wanting is not None else "before"
            if operator not in (";;", ";&", ";;&"):
                reader.fail(start, len(operator), f"a command is missing {where} `{operator}`")
        self._next()
        if operator in (";;", ";&", ";;&"):
            if not self.open or self.open[-1].word != "case":
                reader.fail(start, len(operator), f"`{operator}` stands outside of a `case`")
            self.open[-1].in_pattern = True
        elif operator not in (";", "&"):
            self.wanting = start, operator

    def _word(self) -> None:
        reader = self.reader
        start = reader.at
        word = reader.word(self.depth)
        if not word:
            raise FaultError(None)
        top = self.open[-1] if self.open else None
        if top is not None and top.word == "case" and (top.in_pattern or not top.middle):
            self._in_case(top, word)
        elif self.fresh and self._keyword(word, start):
            pass
        else:
            self._done(self.words + 1)
            if self.words == 1 and top is not None and top.word in ("for", "select") and not top.middle:
                self.fresh = True  # `for name do`, and `for name in …`, of which `in` passes for a command

    def _in_case(self, top: _Open, word: str) -> None:
        if word == "in" and not top.middle:
            top.middle = top.in_pattern = True
        elif word == "esac" and top.in_pattern:
            self.open.pop()
            self._done(1)

    def _keyword(self, word: str, start: int) -> bool:
        """Whether a word at the start of a command is a reserved one, which is then dealt with."""
        if word in ("!", "time"):
            self.complete, self.wanting = True, None  # a shell takes either alone, too
            return True
        if word == "coproc":
            raise FaultError(None)  # rare, and followed by a name or by none
        if word == "function":
            self.reader.blanks()
            self.reader.word(self.depth)
            end = _FUNCTION.match(self.reader.text, self.reader.at)
            self.reader.at = end.end() if end else self.reader.at
            self._next()
            return True
        if word == "[[":
            self._condition(start)
            self._done(1)
            return True
        if word in _END:
            self.open.append(_Open(word, start))
            self._next()
            self.fresh = word in ("if", "while", "until", "{")
            return True
        if word in RESERVED:
            self._goes_on(word, start)
            return True
        return False

    def _goes_on(self, word: str, start: int) -> None:
        """A reserved word that needs another before it."""
        top = self.open[-1] if self.open else None
        if top is None:
            first = {"done": "for", "do": "for", "esac": "case", "}": "{"}.get(word, "if")
            article = "an" if first == "if" else "a"
            self.reader.fail(
                start, len(word), f"`{word}` stands here without {article} `{first}` before it", "reserved word"
            )
            return
        if word in ("elif", "else") and top.word == "if" and top.middle:
            top.middle = word == "else"
            self._next()
        elif word == _MIDDLE.get(top.word) and not top.middle:
            top.middle = True
            self._next()
        elif word == _END[top.word] and (top.middle or word == "}"):
            self.open.pop()
            self._done(1)
        else:
            self._unfinished(top)

    def _condition(self, start: int) -> None:
        """Goes past `[[ … ]]`."""
        reader = self.reader
        while reader.at < len(reader.text):
            character = reader.text[reader.at]
            if reader.text.startswith("]]", reader.at) and reader.text[reader.at - 1] in " \t\n":
                reader.at += 2
                return
            if character == ";":
                break
            if character == "`":
                reader.backquotes()
            else:
                reader.character(self.depth)
        reader.fail(start, 2, "`[[` is not closed by `]]`")

    def _next(self) -> None:
        """A new command begins."""
        self.fresh, self.complete, self.wanting, self.words = True, False, None, 0

    def _done(self, words: int) -> None:
        """A word or a compound command has been read."""
        self.fresh, self.complete, self.wanting, self.words = False, True, None, words
