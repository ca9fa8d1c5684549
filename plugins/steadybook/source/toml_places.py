"""Where the keys and values of a TOML document stand: its readers do not tell, and a mistake has a place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Final, NamedTuple

from steadybook.source.spans import LineIndex, Route, Span

_TOKEN: Final = re.compile(
    r"""
      (?P<blank>[ \t\r]+|\#[^\n]*)
    | (?P<line>\n)
    | (?P<text>\"{3}(?:[^\\]|\\.)*?\"{3,5} | '{3}.*?'{3,5} | "(?:[^"\\\n]|\\.)*" | '[^'\n]*')
    | (?P<mark>[\[\]{}=,.])
    | (?P<bare>[^\s\[\]{}=,.\#"']+)
    """,
    re.VERBOSE | re.DOTALL,
)
_NESTED: Final = "[{"
_LAST: Final = ",]}\n"


class _Token(NamedTuple):
    text: str
    start: int
    end: int


class TomlPlaces:
    """The places of a valid TOML document. What is not valid TOML has no promise but that this ends."""

    def __init__(self, text: str) -> None:
        self._lines = LineIndex(text)
        self._tokens = list(_tokens(text))
        self._at = 0
        self._keys: dict[Route, Span] = {}
        self._values: dict[Route, Span] = {}
        self._sizes: dict[Route, int] = {}
        """How many tables each list of tables (`[[name]]`) has so far."""
        self._read()

    def key(self, route: Route) -> Span | None:
        """The key that a route ends with, where it is first written; of one of a list of tables, its header."""
        return self._keys.get(route)

    def value(self, route: Route) -> Span | None:
        """The value at a route; None for a table that stands below a header."""
        return self._values.get(route)

    def line(self, number: int) -> str:
        """The text of a line."""
        return self._lines.line(number)

    def _read(self) -> None:
        table: Route = ()
        while self._at < len(self._tokens):
            before = self._at
            if self._has("\n"):
                self._at += 1
            elif self._has("["):
                table = self._header()
            else:
                self._pair(table, "\n")
            self._at = max(self._at, before + 1)

    def _has(self, marks: str, ahead: int = 0) -> bool:
        at = self._at + ahead
        return at < len(self._tokens) and self._tokens[at].text in tuple(marks)

    def _header(self) -> Route:
        """`[a.b]` or `[[a.b]]`; below a list of tables, its latest one is meant."""
        is_list = self._has("[", 1)
        self._at += 2 if is_list else 1
        route: Route = ()
        names = list(self._key())
        for number, (name, token) in enumerate(names, 1):
            route = (*route, name)
            span = self._lines.span(token.start, token.end)
            self._keys.setdefault(route, span)
            if is_list and number == len(names):
                self._sizes[route] = self._sizes.get(route, 0) + 1
            if route in self._sizes:
                route = (*route, self._sizes[route] - 1)
                self._keys.setdefault(route, span)
        while self._at < len(self._tokens) and not self._has("\n"):
            self._at += 1
        return route

    def _key(self) -> Iterator[tuple[str, _Token]]:
        """The parts of a dotted key."""
        while self._at < len(self._tokens) and not self._has("]=" + _LAST):
            token = self._tokens[self._at]
            self._at += 1
            if token.text != ".":
                yield (_unquoted(token.text), token)

    def _pair(self, table: Route, last: str) -> None:
        """`key = value`, up to what ends it."""
        route = table
        for name, token in self._key():
            route = (*route, name)
            self._keys.setdefault(route, self._lines.span(token.start, token.end))
        if self._has("="):
            self._at += 1
            self._value(route, last)

    def _value(self, route: Route, last: str) -> None:
        if self._at >= len(self._tokens):
            return
        first = self._tokens[self._at]
        if first.text in tuple(_NESTED):
            self._at += 1
            self._within(route, first.text)
        else:
            while self._at < len(self._tokens) and not self._has(last):
                self._at += 1
        end = self._tokens[self._at - 1].end
        self._values[route] = self._lines.span(first.start, max(end, first.end))

    def _within(self, route: Route, opened: str) -> None:
        """The items of a list, or the pairs of a table, behind the bracket that opened it."""
        index = 0
        while self._at < len(self._tokens):
            if self._has("]}"):
                self._at += 1
                return
            before = self._at
            if self._has(",\n"):
                self._at += 1
            elif opened == "[":
                self._value((*route, index), _LAST)
                index += 1
            else:
                self._pair(route, _LAST)
            self._at = max(self._at, before + 1)


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        if match.lastgroup != "blank":
            yield _Token(match[0], *match.span())


def _unquoted(key: str) -> str:
    if key[0] == '"':
        return next(iter(tomllib.loads(f"{key} = 0")))
    return key.strip("'") if key[0] == "'" else key
