"""Where every key and value of a text stands. A second pass, made only for files about which something is said."""

from __future__ import annotations

from typing import Any

import yaml
from yaml.cyaml import CParser

from steadybook.source._lines import LineIndex
from steadybook.source.spans import Route, Span


class Positions:
    """The places of a text's keys and values by their route from the root.

    In a file of several documents the routes of document n begin with the number n.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = LineIndex(text)
        self.keys: dict[Route, Span] = {}
        self.values: dict[Route, Span] = {}
        self.flow: set[Route] = set()
        """The collections that are written in brackets or braces."""
        self.plain: set[Route] = set()
        """The scalars that are written without quotes."""

    def value(self, route: Route) -> Span | None:
        """The place of a value, without trailing space or comment."""
        return self.values.get(route)

    def key(self, route: Route) -> Span | None:
        """The place of the key that holds a value."""
        return self.keys.get(route)

    def at(self, route: Route) -> Span:
        """The best place for a finding: the value, or its key where the value begins on a later line.

        Of a route that does not exist, the longest part that does is taken.
        """
        route = self._known(route)
        value, key = self.values.get(route), self.keys.get(route)
        if value is None:
            return key or self._root()
        if key is not None and (value.line != key.line or value == _empty(value)):
            return key
        if value.line != value.end_line:
            return self._first_line(value)
        return value

    def missing(self, route: Route) -> Span:
        """The key of the mapping that lacks something; of a list's item, its first line."""
        route = self._known(route)
        if route in self.keys:
            return self.keys[route]
        value = self.values.get(route)
        return self._first_line(value) if value is not None and route else self._root()

    def _known(self, route: Route) -> Route:
        while route and route not in self.values and route not in self.keys:
            route = route[:-1]
        return route

    def _root(self) -> Span:
        first = next(iter(self.keys.values()), None) or self.values.get(())
        return self._first_line(first) if first is not None else Span(1, 1, 1, 1)

    def _first_line(self, span: Span) -> Span:
        if span.line == span.end_line:
            return span
        start = self.lines.offset(span.line, span.column)
        end = self.lines.offset(span.line + 1, 1)
        text = self.text[start:end].rstrip()
        return Span(span.line, span.column, span.line, span.column + len(text))


def _empty(span: Span) -> Span:
    return Span(span.line, span.column, span.line, span.column)


def locate(text: str) -> Positions:
    """The positions of a text; of a broken one as far as it can be read."""
    positions = Positions(text)
    parser = CParser(text)
    try:
        _Recorder(positions).run(parser)
    except yaml.YAMLError:
        return positions
    finally:
        parser.dispose()
    return positions


class _Recorder:
    def __init__(self, positions: Positions) -> None:
        self.positions = positions
        self.route: list[str | int] = []
        self.document = -1
        # Of each open collection: the event that began it, whether it is a mapping, and its next index.
        self.open: list[list[Any]] = []
        self.key: str | None = None
        self.end = (1, 1)

    def run(self, parser: Any) -> None:
        while True:
            event = parser.get_event()
            kind = type(event)
            if kind is yaml.StreamEndEvent:
                return
            if kind is yaml.DocumentStartEvent:
                self.document += 1
                self.route = [self.document] if self.document else []
            elif kind in (yaml.ScalarEvent, yaml.AliasEvent):
                self._scalar(event)
            elif kind in (yaml.MappingStartEvent, yaml.SequenceStartEvent):
                if self._is_key():
                    self.key = "\0complex"
                    self.positions.keys.setdefault((*self.route, "\0complex"), _of(event))
                self._enter()
                if event.flow_style:
                    self.positions.flow.add(tuple(self.route))
                self.open.append([event, kind is yaml.MappingStartEvent, 0])
                self.key = None
            elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
                began = self.open.pop()[0]
                if began.flow_style:
                    self.end = (event.end_mark.line + 1, event.end_mark.column + 1)
                mark = began.start_mark
                self._leave(Span(mark.line + 1, mark.column + 1, *max(self.end, (mark.line + 1, mark.column + 1))))

    def _is_key(self) -> bool:
        return bool(self.open) and self.open[-1][1] and self.key is None

    def _enter(self) -> None:
        if not self.open:
            return
        if self.open[-1][1]:
            self.route.append(self.key or "")
        else:
            self.route.append(self.open[-1][2])

    def _leave(self, span: Span) -> None:
        self.positions.values.setdefault(tuple(self.route), span)
        if self.open:
            self.route.pop()
            if not self.open[-1][1]:
                self.open[-1][2] += 1
        self.key = None

    def _scalar(self, event: Any) -> None:
        span = self._exact(event)
        if self._is_key():
            self.key = str(getattr(event, "value", event.anchor))
            self.positions.keys.setdefault((*self.route, self.key), span)
            self.end = (span.end_line, span.end_column)
            return
        self._enter()
        if getattr(event, "style", None) == "":
            self.positions.plain.add(tuple(self.route))
        self.end = max(self.end, (span.end_line, span.end_column))
        self._leave(span)

    def _exact(self, event: Any) -> Span:
        span = _of(event)
        if getattr(event, "style", None) in ("|", ">"):
            # libyaml ends a block scalar at the next token: its own end is that of its last line with text.
            lines = self.positions.lines
            start, end = lines.offset(span.line, span.column), lines.offset(span.end_line, span.end_column)
            text = self.positions.text[start:end].rstrip()
            return lines.span(start, start + len(text))
        return span


def _of(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


