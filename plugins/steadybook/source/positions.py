"""Where every key and value of a text stands: a second pass, made only for files about which something is said."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from steadybook.source.events import events
from steadybook.source.spans import BYTE_ORDER_MARK, LineIndex, Route, Span

Range = tuple[int, int]


@dataclass(slots=True)
class Places:
    """Offsets in a text, by route: of keys, of values, and which values are collections."""

    keys: dict[Route, Range] = field(default_factory=dict)
    values: dict[Route, Range] = field(default_factory=dict)
    flow: set[Route] = field(default_factory=set)
    """Collections in braces or brackets."""
    block: set[Route] = field(default_factory=set)
    """Collections by indentation."""


class Positions:
    """The places of a text's keys and values, by their route from the root key on.

    In a file of several documents, the routes of document n > 0 begin with the number n. Of a key that is written
    twice, the first place counts, as its value does. Inside what an alias stands for there are no places.
    """

    __slots__ = ("lines", "places", "text")

    def __init__(self, text: str, places: Places) -> None:
        self.text = text
        self.lines = LineIndex(text)
        self.places = places

    def value(self, route: Route) -> Span | None:
        """The place of a value, from its first character to its last, without anchor, tag and comment.

        A value that is left out has an empty span after the colon or dash.
        """
        return self._span(self.places.values.get(route))

    def key(self, route: Route) -> Span | None:
        """The place of the key of a mapping's entry; None for an item of a list."""
        return self._span(self.places.keys.get(route))

    def at(self, route: Route) -> Span:
        """The best place for a finding about a route: the value where it begins on its key's line, else the key.

        An item that goes over several lines stands for its first one, the root for the root key. Of a route that does
        not exist the longest part that does counts.
        """
        route = self._known(route)
        key, value = self.key(route), self.value(route)
        if not route or value is None:
            return key or self._root()
        if key is None:
            return self._item(route)
        empty = (value.line, value.column) == (value.end_line, value.end_column)
        return key if empty or value.line != key.line else value

    def missing(self, route: Route) -> Span:
        """The place of what a mapping lacks: the key that holds the mapping, the first line of a list's item."""
        route = self._known(route)
        if not route:
            return self._root()
        return self.key(route) or self._item(route)

    def entries(self, route: Route) -> list[Route]:
        """The routes of a mapping's entries, in the order of the text."""
        return [key for key in self.places.keys if len(key) == len(route) + 1 and key[:-1] == route]

    def _span(self, place: Range | None) -> Span | None:
        return None if place is None else self.lines.span(*place)

    def _known(self, route: Route) -> Route:
        places = self.places
        while route and route not in places.values and route not in places.keys:
            route = route[:-1]
        return route

    def _root(self) -> Span:
        first = next(iter(self.places.keys.values()), None)
        if first is not None:
            return self.lines.span(*first)
        return self._item(()) if () in self.places.values else Span(1, 1, 1, 1)

    def _item(self, route: Route) -> Span:
        start, end = self.places.values[route]
        if route in self.places.flow or route in self.places.block:
            end = min(end, self.lines.end_of_line(start))
        if start == end and self.text[start - 1 : start] == "-":
            start -= 1
        return self.lines.span(start, end)


def locate(text: str) -> Positions:
    """The positions of a text, as `Reading.text` holds it; of a broken one as far as it can be read."""
    return Positions(text, _Locator(text).places())


@dataclass(slots=True)
class _Open:
    """A collection whose end is still to come. A route of None stands for what has no place: see Positions."""

    route: Route | None
    is_mapping: bool
    is_flow: bool
    start: int
    end: int
    count: int = 0
    at_key: bool = True
    entry: Route | None = None

    def next_route(self) -> Route | None:
        """The route of the value that comes now."""
        if self.is_mapping:
            self.at_key = True
            return self.entry
        self.count += 1
        return None if self.route is None else (*self.route, self.count - 1)


class _Locator:
    """Goes through libyaml's events and notes the places."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.offset = 1 if text.startswith(BYTE_ORDER_MARK) else 0
        self.found = Places()
        self.open: list[_Open] = []
        self.document = -1
        self.scalars_of_anchors: dict[str, str] = {}

    def places(self) -> Places:
        """All places in the text."""
        try:
            for event in events(self.text.encode("utf-8", "surrogatepass")):
                self._handle(event)
        except yaml.YAMLError:
            while self.open:
                self._close(self.open[-1].end)
        return self.found

    def _handle(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent or kind is yaml.AliasEvent:
            start, end = self._range(event)
            if self.open and self.open[-1].is_mapping and self.open[-1].at_key:
                self._key(event, start, end)
            else:
                self._value(self._next_route(), start, end)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            start = self._start(event, len(self.text))
            if self.open and self.open[-1].is_mapping and self.open[-1].at_key:
                self.open[-1].at_key = False
                self.open[-1].entry = None
                route = None
            else:
                route = self._next_route()
            self.open.append(_Open(route, kind is yaml.MappingStartEvent, bool(event.flow_style), start, start))
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            # The end mark of a collection by indentation is the next token, lines further down.
            ended = self.open[-1]
            self._close(event.end_mark.index + self.offset if ended.is_flow else ended.end)
        elif kind is yaml.DocumentStartEvent:
            self.document += 1

    def _next_route(self) -> Route | None:
        if self.open:
            return self.open[-1].next_route()
        return (self.document,) if self.document else ()

    def _key(self, event: Any, start: int, end: int) -> None:
        mapping = self.open[-1]
        mapping.at_key = False
        mapping.end = max(mapping.end, end)
        is_alias = type(event) is yaml.AliasEvent
        name = self.scalars_of_anchors.get(event.anchor) if is_alias else event.value
        mapping.entry = None
        if mapping.route is None or name is None or (not name and not is_alias and not event.style):
            return
        route = (*mapping.route, name)
        if route not in self.found.keys:
            self.found.keys[route] = start, end
            mapping.entry = route

    def _value(self, route: Route | None, start: int, end: int) -> None:
        if route is not None:
            self.found.values.setdefault(route, (start, end))
        if self.open:
            self.open[-1].end = max(self.open[-1].end, end)

    def _close(self, end: int) -> None:
        ended = self.open.pop()
        if ended.route is not None:
            (self.found.flow if ended.is_flow else self.found.block).add(ended.route)
        self._value(ended.route, ended.start, end)

    def _range(self, event: Any) -> Range:
        end = event.end_mark.index + self.offset
        start = self._start(event, end)
        if type(event) is yaml.AliasEvent:
            return start, end
        if event.anchor is not None:
            self.scalars_of_anchors[event.anchor] = event.value
        if event.style in ("|", ">"):
            # The end mark of a text block is the next token too: its own end is that of its last line with text.
            block = self.text[start:end]
            match = _LINE_END.search(self.text, start + len(block.rstrip(" \t\r\n")))
            end = min(end, match.start()) if match else end
        return start, end

    def _start(self, event: Any, end: int) -> int:
        """Where the node itself begins, after its anchor and tag."""
        start = int(event.start_mark.index) + self.offset
        if type(event) is yaml.AliasEvent or (event.tag is None and event.anchor is None):
            return start
        properties = _PROPERTIES.match(self.text, start)
        return min(properties.end(), end) if properties else start


_LINE_END = re.compile(r"[\r\n]")
_PROPERTIES = re.compile(r"(?:[&!]\S*(?:\s+(?:#[^\r\n]*)?)*)+")
