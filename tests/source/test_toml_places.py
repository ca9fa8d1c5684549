"""The places of a TOML document's keys and values."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.source.spans import LineIndex, Route, Span
from steadybook.source.toml_places import TomlPlaces

TEXT = '''\
title = "a # b"  # not the title
"quoted \\u0041" = 1.5
when = 2026-11-22 06:00:00Z

[tool.steadybook]
folders = ["slos", 'run,books', """
three
lines"""]
limits = { bytes = 5, "no.des" = [1, [2, 3]] }
severities.stale-runbook = "off"

[[tool.steadybook.overrides]]
paths = ["a"]
[tool.steadybook.overrides.severities]
first = "error"
[[tool.steadybook.overrides]]
paths = [
  "b",   # the second
  "c",
]
'''


def written(text: str, span: Span | None) -> str:
    assert span is not None
    lines = LineIndex(text)
    return text[lines.offset(span.line, span.column) : lines.offset(span.end_line, span.end_column)]


BOOK = ("tool", "steadybook")


def test_a_table_of_a_list_has_its_own_header() -> None:
    first, second = (TomlPlaces(TEXT).key((*BOOK, "overrides", index)) for index in (0, 1))
    assert first is not None
    assert second is not None
    assert (first.line, second.line) == (12, 16)


@pytest.mark.parametrize(
    ("route", "key", "value"),
    [
        (("title",), "title", '"a # b"'),
        (("quoted A",), '"quoted \\u0041"', "1.5"),
        (("when",), "when", "2026-11-22 06:00:00Z"),
        ((*BOOK, "folders", 1), None, "'run,books'"),
        ((*BOOK, "folders", 2), None, '"""\nthree\nlines"""'),
        ((*BOOK, "limits"), "limits", '{ bytes = 5, "no.des" = [1, [2, 3]] }'),
        ((*BOOK, "limits", "bytes"), "bytes", "5"),
        ((*BOOK, "limits", "no.des", 1, 1), None, "3"),
        ((*BOOK, "severities"), "severities", None),
        ((*BOOK, "severities", "stale-runbook"), "stale-runbook", '"off"'),
        ((*BOOK, "overrides"), "overrides", None),
        ((*BOOK, "overrides", 1), "overrides", None),
        ((*BOOK, "overrides", 0, "severities", "first"), "first", '"error"'),
        ((*BOOK, "overrides", 1, "paths", 1), None, '"c"'),
        ((*BOOK, "overrides", 2), None, None),
    ],
)
def test_keys_and_values(route: Route, key: str | None, value: str | None) -> None:
    places = TomlPlaces(TEXT)
    for expected, span in ((key, places.key(route)), (value, places.value(route))):
        assert (span is None) if expected is None else written(TEXT, span) == expected


KEYS = st.text("ab-_9", min_size=1, max_size=4) | st.sampled_from(["a b", "#", "x.y", "", '"', "é", "]"])
LEAVES = st.integers(-99, 99) | st.booleans() | st.text("ab #[]{}=,.'\"\\\n", max_size=6) | st.floats(-9, 9)
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3))


@given(st.dictionaries(KEYS, VALUES, max_size=4), st.dictionaries(KEYS, VALUES, max_size=3))
def test_every_value_is_found_where_it_stands(top: dict[str, Any], below: dict[str, Any]) -> None:
    text = "\n".join([*(f"{quoted(k)} = {toml(v)} # ]" for k, v in top.items()), "[z.'t t']", ""])
    text += "\n".join(f"{quoted(k)}={toml(v)}" for k, v in below.items())
    if "z" in top:
        return
    places = TomlPlaces(text)
    for route, leaf in leaves(tomllib.loads(text), ()):
        assert tomllib.loads(f"v = {written(text, places.value(route))}") == {"v": leaf}
        if isinstance(route[-1], str):
            assert next(iter(tomllib.loads(f"{written(text, places.key(route))} = 0"))) == route[-1]


@given(st.text("ab[]{}=,.'\"# \n", max_size=40))
def test_what_is_no_toml_ends(text: str) -> None:
    TomlPlaces(text)


def leaves(value: Any, route: Route) -> list[tuple[Route, Any]]:
    if isinstance(value, dict):
        return [found for key, part in value.items() for found in leaves(part, (*route, key))]
    if isinstance(value, list):
        return [found for index, part in enumerate(value) for found in leaves(part, (*route, index))]
    return [(route, value)]


def quoted(text: str) -> str:
    return '"' + "".join(f"\\u{ord(c):04x}" if c in '"\\\n' else c for c in text) + '"'


def toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, list):
        return "[\n" + ",".join(f" {toml(part)}" for part in value) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(f" {quoted(key)} = {toml(part)}" for key, part in value.items()) + "}"
    return repr(value)
