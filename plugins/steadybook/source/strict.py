"""The strict way through any text: libyaml's events, with a problem for everything that a document may not hold.

It builds values without recursion and without positions; what is wrong gets its place from the marks of the event at
hand. Most files never come here (`simple`), which is why the reader imports this module, and libyaml, on use.
"""

from __future__ import annotations

from typing import Any

import yaml
from yaml._yaml import CParser

from steadybook.source.anchors import Anchors
from steadybook.source.duplicates import first_places
from steadybook.source.encoding import forbidden_characters
from steadybook.source.events import events
from steadybook.source.limits import Limits
from steadybook.source.notes import LimitReachedError, Notes
from steadybook.source.problems import Problem
from steadybook.source.reader import DEFAULT_LIMITS, NULLS, Plain, Reading, Value
from steadybook.source.syntax import syntax_problem


def read_strictly(data: bytes, text: str, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """The documents of any text (`data` decoded), by libyaml's events."""
    builder = _Builder(text, limits)
    documents = builder.documents(data)
    return Reading(tuple(documents), builder.problems(data), text)


class _Builder:
    """Builds the documents of one text and notes what is wrong with it."""

    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        self.limits = limits
        self.notes = Notes(text, limits)
        self._documents: list[Value] = []
        self._finished = 0
        # The open collection: `append` is its method for a list, and None for a mapping, whose key awaits its value.
        # Around it, on the stack: the same of its parent, its parent's key, and whether an anchor stands for it.
        self._current: Any = self._documents
        self._append: Any = self._documents.append
        self._stack: list[tuple[Any, Any, Any, bool]] = []
        self._anchors = Anchors()
        # A key that cannot be used waits for its value as (text, number), and goes out in the end.
        self._dropped: list[tuple[Any, tuple[str, int]]] = []
        self._duplicates = False

    def problems(self, data: bytes) -> tuple[Problem, ...]:
        """What was wrong, in the order of the text."""
        if not self.notes.problems:
            return ()
        return self.notes.in_order(first_places(data) if self._duplicates else ())

    def documents(self, data: bytes) -> list[Value]:
        """The complete documents."""
        parser = CParser(data)
        try:
            self._build(parser)
        except LimitReachedError:
            pass
        except yaml.MarkedYAMLError as error:
            # A forbidden character stops libyaml's scanner early, with an error about half a token.
            lines = self.notes.lines
            forbidden = forbidden_characters(self.text, lines)
            self.notes.problems += forbidden or [syntax_problem(error, data, lines, self.notes.offset)]
        except yaml.reader.ReaderError:
            self.notes.problems += forbidden_characters(self.text, self.notes.lines)
        finally:
            parser.dispose()
        for mapping, key in self._dropped:
            mapping.pop(key, None)
        return self._documents[: self._finished]

    def _build(self, parser: CParser) -> None:
        # The hot loop of every check: scalars are most events and are handled here, with local names and no marks.
        get_event, structure = parser.get_event, self._structure
        scalar, plain, nulls, allowed = yaml.ScalarEvent, Plain, NULLS, self.limits.nodes
        current, append, key, nodes = self._current, self._append, None, 0
        event: Any
        while (event := get_event()) is not None:
            if type(event) is not scalar:
                current, append, key, nodes = structure(event, key, nodes)
                continue
            nodes += 1
            value: Any = event.value
            if append is None and key is None:
                key = value
                if value in current or not value or event.style == '"' or event.anchor or event.tag:
                    key = self._unusual_key(event, nodes)
                continue
            style = event.style
            if not style:
                value = None if value in nulls else plain(value)
            elif style == '"' and not value.isprintable():
                value = self.notes.printable(event)
            if event.tag is not None or event.anchor is not None:
                self._properties(event, value)
            if nodes > allowed:
                self.notes.too_large(event)
            if append is not None:
                append(value)
            else:
                current[key] = value
                key = None
        if not self._documents:
            self.notes.empty()

    def _structure(self, event: Any, key: Any, nodes: int) -> tuple[Any, Any, Any, int]:
        """Handles what is no scalar; answers with the open collection, its `append`, its key and the nodes so far."""
        kind = type(event)
        if kind is yaml.MappingStartEvent:
            self._begin({}, None, event, key, nodes)
            return self._current, None, None, nodes + 1
        if kind is yaml.SequenceStartEvent:
            items: list[Value] = []
            self._begin(items, items.append, event, key, nodes)
            return items, items.append, None, nodes + 1
        if kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            ended = self._current
            self._current, self._append, key, anchored = self._stack.pop()
            if anchored:
                self._anchors.complete(ended)
        elif kind is yaml.AliasEvent:
            key, nodes = self._alias(event, key, nodes)
        elif kind is yaml.DocumentStartEvent:
            self._document_starts(event)
        elif kind is yaml.DocumentEndEvent:
            self._document_ends()
        return self._current, self._append, key, nodes

    def _begin(self, child: Any, append: Any, event: Any, key: Any, nodes: int) -> None:
        """Puts a collection into the open one, and opens it."""
        if nodes >= self.limits.nodes:
            self.notes.too_large(event)
        if len(self._stack) >= self.limits.depth:
            self.notes.too_deep(event)
        anchored = event.anchor is not None
        if anchored or event.tag is not None:
            self._properties(event, child)
        after = None
        if self._append is not None:
            self._append(child)
        elif key is not None:
            self._current[key] = child
        else:
            after = self._key_not_text(event, nodes)
        self._stack.append((self._current, self._append, after, anchored))
        self._current, self._append = child, append

    def _alias(self, event: Any, key: Any, nodes: int) -> tuple[Any, int]:
        value, size, height = self._meaning(event)
        if nodes + size > self.limits.nodes:
            self.notes.too_large(event)
        if len(self._stack) + height > self.limits.depth:
            self.notes.too_deep(event)
        if self._append is not None:
            self._append(value)
        elif key is not None:
            self._current[key] = value
        else:
            return self._key_of_alias(event, value, nodes), nodes + size
        return None, nodes + size

    def _meaning(self, event: Any) -> tuple[Any, int, int]:
        """Value, nodes and height of what an alias stands for."""
        anchor = self._anchors.get(event.anchor)
        if anchor is None:
            self.notes.unknown_alias(event)
            return None, 1, 0
        anchor.used = True
        if not anchor.complete:
            self.notes.endless_alias(event)
            return None, 1, 0
        self.notes.alias(event, anchor.event)
        return anchor.value, anchor.nodes, anchor.height

    def _properties(self, event: Any, value: Any) -> None:
        """Takes in the tag and the anchor of a node."""
        if event.tag is not None:
            self.notes.tag(event)
        if event.anchor is not None:
            self._anchors.add(event.anchor, event, value)

    def _unusual_key(self, event: Any, nodes: int) -> str | tuple[str, int]:
        """The key of an event that may hold an empty key, a repeated one, quotes, an anchor or a tag."""
        key = str(event.value)
        if event.anchor is not None or event.tag is not None:
            self._properties(event, key)
        if not key and not event.style:
            self.notes.key_missing(event)
            return self._drop(nodes)
        if not key.isprintable() and event.style == '"':
            key = self.notes.printable(event)
        if key in self._current:
            self._duplicates = True
            self.notes.duplicate_key(event, key)
            return self._drop(nodes)
        return key

    def _key_not_text(self, event: Any, nodes: int) -> tuple[str, int]:
        self.notes.key_not_text(event)
        return self._drop(nodes)

    def _key_of_alias(self, event: Any, value: Any, nodes: int) -> str | tuple[str, int]:
        if not isinstance(value, str):
            return self._key_not_text(event, nodes)
        if value in self._current:
            self.notes.duplicate_key(event, value)
            return self._drop(nodes)
        return str(value)

    def _drop(self, nodes: int) -> tuple[str, int]:
        """A key for a value that nothing shall see; the number of nodes makes it unique."""
        key = ("", nodes)
        self._dropped.append((self._current, key))
        return key

    def _document_starts(self, event: Any) -> None:
        self._anchors = Anchors()
        if self._finished == 1:
            self.notes.several_documents(event)

    def _document_ends(self) -> None:
        for anchor in self._anchors.unused():
            self.notes.unused_anchor(anchor.event)
        if self._finished == 0 and type(self._documents[0]) is not dict:
            self.notes.not_a_mapping(_root(self.text))
        self._finished += 1


def _root(text: str) -> Any:
    """The event that begins the first document, which the hot loop has forgotten."""
    return next(
        event for event in events(text.encode()) if type(event) not in (yaml.StreamStartEvent, yaml.DocumentStartEvent)
    )
