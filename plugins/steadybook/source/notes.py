"""What the reader says about a document: each thing that can be wrong, in words and at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from typing import Any

import yaml

from steadybook.source.encoding import FORBIDDEN, describe
from steadybook.source.limits import SPLIT, Limits
from steadybook.source.problems import Problem
from steadybook.source.spans import BYTE_ORDER_MARK, LineIndex, Span

#: Problems noted of one file before the rest goes unsaid: nobody reads more, and a hostile file could bring 200,000.
MOST_PROBLEMS = 100

_TAG = re.compile(r"!(?:<[^>\s]*>|[^\s,\[\]{}]*)")
_ANCHOR = re.compile(r"&[\w-]*")


class LimitReachedError(Exception):
    """A limit ends the reading; the problem is noted."""


class Notes:
    """Collects the problems of one text. Events are libyaml's; their marks do not count a byte-order mark."""

    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        self.limits = limits
        self.offset = 1 if text.startswith(BYTE_ORDER_MARK) else 0
        self.problems: list[Problem] = []
        self._lines: LineIndex | None = None

    @property
    def lines(self) -> LineIndex:
        """The lines of the text; made only once something is wrong."""
        if self._lines is None:
            self._lines = LineIndex(self.text)
        return self._lines

    @property
    def full(self) -> bool:
        """Whether enough is said about this file."""
        return len(self.problems) >= MOST_PROBLEMS

    def in_order(self, first_places: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> tuple[Problem, ...]:
        """The problems in the order of the text, those of repeated keys with the place of the first."""
        repeated = sum(problem.code == "duplicate-key" for problem in self.problems)
        places = {self._span(*later): self._span(*first) for first, later in islice(first_places, repeated)}
        problems = [
            replace(problem, related=((places[problem.span], "it is written here first"),))
            if problem.code == "duplicate-key" and problem.span in places
            else problem
            for problem in self.problems
        ]
        return tuple(sorted(problems, key=lambda problem: problem.span))

    def too_large(self, event: Any) -> None:
        message = f"the file holds more than {self.limits.nodes:,} keys and values; it was read up to here"
        self.problems.append(Problem("file-too-large", self._first_line(event), message, SPLIT))
        raise LimitReachedError

    def too_deep(self, event: Any) -> None:
        message = f"this is nested more than {self.limits.depth} levels deep; the file was read up to here"
        span = self._first_line(event)
        span = replace(span, end_column=min(span.end_column, span.column + 1))
        self.problems.append(Problem("nesting-too-deep", span, message, "Make the structure flatter."))
        raise LimitReachedError

    def empty(self) -> None:
        what = "only comments" if "#" in self.text else "nothing"
        message = f"the file holds {what}, no document"
        self._note("empty-file", Span(1, 1, 1, 1), message, "Write a document, or delete the file.")

    def not_a_mapping(self, root: Any) -> None:
        kind: type[Any] = type(root)
        if kind is yaml.ScalarEvent and root.start_mark.index == root.end_mark.index:
            self.empty()
            return
        what = "a list" if kind is yaml.SequenceStartEvent else "a single value"
        message = f"the file holds {what}; a document is a mapping under one root key, which names its kind"
        self._note("not-a-mapping", self._first_line(root), message, "Begin with the root key, such as `service:`.")

    def several_documents(self, event: Any) -> None:
        message = "a second document begins here, and a file holds one"
        self._note("several-documents", self._first_line(event), message, "Move it to a file of its own.")

    def key_missing(self, event: Any) -> None:
        span = self._first_line(event)
        self._note("key-not-text", span, "there is no key before this `:`", "Write one, or quote the text.")

    def key_not_text(self, event: Any) -> None:
        message = "a key is a text; this is a list or a mapping"
        help = "Write a text as the key. A value that begins with `{` or `[` needs quotes."
        self._note("key-not-text", self._first_line(event), message, help)

    def duplicate_key(self, event: Any, key: str) -> None:
        message = f"the key `{key}` is written twice in this mapping; the first one counts"
        self._note("duplicate-key", self._of(event), message, "Delete one of the two, or rename it.")

    def printable(self, event: Any) -> str:
        """The value of a scalar in double quotes, whose escapes can name characters that are never welcome."""
        value = str(event.value)
        found = FORBIDDEN.search(value)
        if found is None:
            return value
        if not self.full:
            message = f"this text holds the character {describe(found[0])}, written as an escape"
            self._note("control-character", self._first_line(event), message, "Delete the escape.")
        return FORBIDDEN.sub("\ufffd", value)

    def tag(self, event: Any) -> None:
        if self.full:
            return
        start, end = self._property(event, _TAG)
        message = f"`{self.text[start:end]}` is a tag; what a value is, the field says that holds it"
        help = "Delete the tag. A text that begins with `!` needs quotes."
        self._note("yaml-tag", self.lines.span(start, end), message, help)

    def alias(self, event: Any, anchor: Any) -> None:
        """An alias of what the event `anchor` names."""
        if self.full:
            return
        message = f"`*{event.anchor}` is an alias, and documents are written out in full"
        related = ((self.lines.span(*self._property(anchor, _ANCHOR)), f"`&{event.anchor}` is set here"),)
        self._note(
            "yaml-alias", self._of(event), message, "Write the value itself here, and delete the anchor.", related
        )

    def unknown_alias(self, event: Any) -> None:
        message = f"`*{event.anchor}` is an alias of an anchor that does not exist"
        help = "Write the value here. A text that begins with `*` needs quotes."
        self._note("invalid-yaml", self._of(event), message, help)

    def endless_alias(self, event: Any) -> None:
        message = f"`*{event.anchor}` stands inside the very value that it stands for"
        self._note("invalid-yaml", self._of(event), message, "Write out what is meant.")

    def unused_anchor(self, event: Any) -> None:
        if self.full:
            return
        message = f"`&{event.anchor}` is an anchor that nothing uses"
        help = "Delete it. A text that begins with `&` needs quotes."
        self._note("yaml-alias", self.lines.span(*self._property(event, _ANCHOR)), message, help)

    def _note(self, code: str, span: Span, message: str, help: str, related: tuple[tuple[Span, str], ...] = ()) -> None:
        if not self.full:
            self.problems.append(Problem(code, span, message, help, related))

    def _span(self, start: int, end: int) -> Span:
        return self.lines.span(start + self.offset, end + self.offset)

    def _of(self, event: Any) -> Span:
        return self._span(event.start_mark.index, event.end_mark.index)

    def _first_line(self, event: Any) -> Span:
        """The part of an event that stands on its first line; the whole line for what a collection begins with."""
        start = event.start_mark.index + self.offset
        end = self.lines.end_of_line(start)
        if type(event) not in (yaml.MappingStartEvent, yaml.SequenceStartEvent):
            end = min(end, event.end_mark.index + self.offset)
        return self.lines.span(start, end)

    def _property(self, event: Any, pattern: re.Pattern[str]) -> tuple[int, int]:
        """Where the anchor or tag of an event stands."""
        start = event.start_mark.index + self.offset
        found = pattern.search(self.text, start)
        return found.span() if found else (start, start + 1)
