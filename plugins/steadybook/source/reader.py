"""Strict reading of YAML: one document, no aliases, no tags, no key twice, and every scalar as it was written.

The reader gives plain scalars no meaning but null: what `012` or `yes` is, the field that holds it decides. Whatever
is wrong becomes a Problem with its place; no input raises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Union

import yaml
from yaml.cyaml import CParser

from steadybook.source._lines import LineIndex
from steadybook.source.spans import Span


class Plain(str):
    """A plain (unquoted) scalar, exactly as written."""

    __slots__ = ()


Value = Union[None, str, Plain, "list[Value]", "dict[str, Value]"]

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
BOM = b"\xef\xbb\xbf"
WIDE_BOMS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with the text of a file: `code` names the rule that documents it."""

    code: str
    span: Span
    message: str
    help: str = ""
    related: tuple[tuple[Span, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may measure at most: bytes, nodes (keys, values, items; aliases count as what they stand for), levels."""

    bytes: int = 5_000_000
    nodes: int = 200_000
    depth: int = 100


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the documents of the file, what is wrong, and the text without a byte-order mark."""

    documents: tuple[Value, ...]
    problems: tuple[Problem, ...]
    text: str

    @property
    def value(self) -> Value:
        """The first document; None where there is none."""
        return self.documents[0] if self.documents else None


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Reads the bytes of a YAML file."""
    if len(data) > limits.bytes:
        size = f"this file is larger than {limits.bytes:,} bytes"
        help = "Split it, or raise `limits.bytes` in the configuration."
        return Reading((), (Problem("file-too-large", Span(1, 1, 1, 1), size, help),), "")
    text, problem = decode(data)
    if problem is not None:
        return Reading((), (problem,), text)
    builder = _Builder(limits)
    try:
        builder.build(text)
    except yaml.YAMLError as error:
        builder.problems.append(syntax_problem(error, text))
    documents = tuple(builder.documents)
    if not builder.problems or not any(p.code in ("invalid-yaml", "tab-indentation") for p in builder.problems):
        builder.problems.extend(_shape_problems(documents, builder, text))
    return Reading(documents, tuple(builder.problems), text)


def decode(data: bytes) -> tuple[str, Problem | None]:
    """The text of the bytes, and what is wrong with its characters."""
    for mark, name in WIDE_BOMS.items():
        if data.startswith(mark):
            message = f"this file is {name}; UTF-8 is needed"
            return "", Problem("invalid-encoding", Span(1, 1, 1, 2), message, "Save the file as UTF-8.")
    start = len(BOM) if data.startswith(BOM) else 0
    try:
        text = data[start:].decode("utf-8") if start else data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[start : error.start + start].decode("utf-8", "replace")
        text = data[start:].decode("utf-8", "replace")
        line, column = LineIndex(text).place(len(before))
        message = f"the byte 0x{data[error.start + start]:02x} is not UTF-8 text"
        span = Span(line, column, line, column + 1)
        return text, Problem("invalid-encoding", span, message, "Save the file as UTF-8.")
    found = CONTROL.search(text)
    if found:
        line, column = LineIndex(text).place(found.start())
        message = f"the control character U+{ord(found[0]):04X} is not allowed in YAML"
        return text, Problem("control-character", Span(line, column, line, column + 1), message, "Delete it.")
    return text, None


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


class _StopReading(Exception):
    """Reading cannot or shall not go on; the reason stands in the problems."""


class _Builder:
    """Builds values from libyaml's events, without recursion."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.documents: list[Value] = []
        self.problems: list[Problem] = []
        self.starts: list[Span] = []
        self._anchors: dict[str, tuple[Value, int]] = {}

    def build(self, text: str) -> None:
        parser = CParser(text)
        try:
            self._run(parser)
        except _StopReading:
            return
        finally:
            parser.dispose()

    def _run(self, parser: Any) -> None:
        get_event = parser.get_event
        scalar, key_missing = yaml.ScalarEvent, object()
        mapping_start, sequence_start = yaml.MappingStartEvent, yaml.SequenceStartEvent
        mapping_end, sequence_end = yaml.MappingEndEvent, yaml.SequenceEndEvent
        alias, document_start, stream_end = yaml.AliasEvent, yaml.DocumentStartEvent, yaml.StreamEndEvent
        limit, depth = self.limits.nodes, self.limits.depth
        nodes = 0
        container: Any = None
        is_mapping = False
        key: Any = key_missing
        key_event: Any = None
        stack: list[tuple[Any, bool, Any, Any, str | None, int]] = []
        while True:
            event = get_event()
            kind = type(event)
            if kind is scalar:
                if event.anchor is not None or event.tag is not None:
                    self._decorated(event)
                value: Any = event.value
                nodes += 1
                if is_mapping and key is key_missing:
                    key, key_event = value, event
                    continue
                if event.style == "":
                    value = None if value in NULLS else Plain(value)
                if event.anchor is not None:
                    self._anchors[event.anchor] = (value, 1)
            elif kind is mapping_start or kind is sequence_start:
                if event.anchor is not None or event.tag is not None:
                    self._decorated(event)
                nodes += 1
                if len(stack) >= depth:
                    help = "Flatten the structure."
                    message = f"this is nested deeper than {depth} levels"
                    self.problems.append(Problem("nesting-too-deep", _span(event), message, help))
                    raise _StopReading
                if is_mapping and key is key_missing:
                    self._key_not_text(event)
                    key, key_event = "\0complex", event
                stack.append((container, is_mapping, key, key_event, event.anchor, nodes))
                is_mapping = kind is mapping_start
                container = {} if is_mapping else []
                key = key_missing
                continue
            elif kind is mapping_end or kind is sequence_end:
                value = container
                container, is_mapping, key, key_event, anchor, before = stack.pop()
                if anchor is not None:
                    self._anchors[anchor] = (value, nodes - before + 1)
            elif kind is alias:
                message = f"`*{event.anchor}` is an alias: documents are written out in full"
                self.problems.append(Problem("yaml-alias", _span(event), message, "Write the value itself here."))
                value, size = self._anchors.get(event.anchor, (None, 1))
                nodes += size
                if is_mapping and key is key_missing:
                    key, key_event = str(value), event
                    continue
            elif kind is document_start:
                if self.documents:
                    message = "a second document begins here; a file holds one"
                    help = "Move it to a file of its own."
                    self.problems.append(Problem("several-documents", _span(event), message, help))
                self._anchors = {}
                continue
            elif kind is stream_end:
                return
            else:
                continue
            if nodes > limit:
                message = f"this file has more than {limit:,} keys and values"
                help = "Split it, or raise `limits.nodes` in the configuration."
                self.problems.append(Problem("file-too-large", _span(event), message, help))
                raise _StopReading
            if container is None:
                self.documents.append(value)
                self.starts.append(_span(event))
            elif is_mapping:
                if key in container:
                    self._duplicate(key, key_event)
                elif key != "\0complex":
                    container[key] = value
                key = key_missing
            else:
                container.append(value)

    def _decorated(self, event: Any) -> None:
        if event.anchor is not None:
            message = f"`&{event.anchor}` is an anchor: documents are written out in full"
            self.problems.append(Problem("yaml-alias", _point(event), message, "Delete it and write each value out."))
        if event.tag is not None and event.tag != "!":
            message = f"`{event.tag.replace('tag:yaml.org,2002:', '!!')}` is a tag: what a value is, its field says"
            self.problems.append(Problem("yaml-tag", _point(event), message, "Delete the tag."))

    def _key_not_text(self, event: Any) -> None:
        message = "a key is a text, not a list or mapping"
        self.problems.append(Problem("key-not-text", _point(event), message, "Quote it if braces or brackets are meant."))

    def _duplicate(self, key: str, event: Any) -> None:
        message = f"the key `{key}` is written twice in this mapping"
        help = "Keep one of the two: the first is used, the other ignored."
        self.problems.append(Problem("duplicate-key", _span(event), message, help))


def _point(event: Any) -> Span:
    mark = event.start_mark
    return Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)


def _shape_problems(documents: tuple[Value, ...], builder: _Builder, text: str) -> list[Problem]:
    if any(p.code in ("file-too-large", "nesting-too-deep") for p in builder.problems):
        return []
    if not documents or (documents[0] is None and len(documents) == 1):
        message = "this file holds no document" if not text.strip() else "this file holds comments only"
        return [Problem("empty-file", Span(1, 1, 1, 1), message, "Write a document, or delete the file.")]
    if not isinstance(documents[0], dict):
        what = "a list" if isinstance(documents[0], list) else "a single value"
        message = f"this file holds {what}; a document is a mapping with its kind as the one root key"
        start = builder.starts[0]
        span = Span(start.line, start.column, start.line, start.column + 1)
        return [Problem("not-a-mapping", span, message, "Begin with the root key, for example `service:`.")]
    return []


SYNTAX = (
    ("found character '\\t'", "a tab stands where spaces are needed"),
    ("could not find expected ':'", "a `:` is missing after a key"),
    ("mapping values are not allowed", "a `:` stands where no key can be"),
    ("did not find expected key", "this line does not fit the indentation of the lines before"),
    ("did not find expected '-' indicator", "this line does not fit the indentation of the list before"),
    ("found unexpected end of stream", "the file ends inside a quoted text or bracket"),
    ("did not find expected ',' or", "a `,` or the closing bracket is missing"),
    ("found undefined alias", "this alias has no anchor"),
    ("found character that cannot start any token", "this character cannot begin a value; quote the text"),
)
SYNTAX_HELP = (
    "Quote texts that hold `: ` or ` #` or begin with one of `@ ` % & * ! | > { [`, and indent with spaces."
)


def syntax_problem(error: yaml.YAMLError, text: str) -> Problem:
    """A libyaml error in words for people, at its place."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    raw = str(getattr(error, "problem", None) or error)
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    lines = text.splitlines() or [""]
    if line > len(lines):
        line, column = len(lines), len(lines[-1]) + 1
    message = next((words for part, words in SYNTAX if part in raw), raw)
    here = lines[line - 1]
    span = Span(line, column, line, column + 1)
    indent = here[: len(here) - len(here.lstrip())]
    if "\t" in indent and column <= len(indent) + 1:
        tab = indent.index("\t") + 1
        span = Span(line, tab, line, tab + 1)
        return Problem("tab-indentation", span, "a tab is used for indentation", "Indent with spaces.")
    return Problem("invalid-yaml", span, f"this is not valid YAML: {message}", SYNTAX_HELP)
