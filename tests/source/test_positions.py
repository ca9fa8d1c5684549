"""Positions: where keys and values stand, and where a finding about them does."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from steadybook.source.positions import locate
from steadybook.source.reader import read
from steadybook.source.spans import Route, Span

TEXT = """\
# a service
service:
  name: cart   # its id
  'tier': "critical"
  deps:
    - redis
    - {service: pay, criticality: soft}
    - service: mail
      criticality: hard

    -
  overview: |
    What it
    does.

  # a comment below
  folded: >-
    a
    b
  empty:
  flow: [a,
    b]
  indentless:
  - é: ü
  long: one
    two
slo: {}
"""


def text_of(span: Span | None, text: str = TEXT) -> str | None:
    if span is None:
        return None
    lines = text.splitlines(keepends=True)
    if span.line == span.end_line:
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]
    middle = lines[span.line : span.end_line - 1]
    return "".join([lines[span.line - 1][span.column - 1 :], *middle, lines[span.end_line - 1][: span.end_column - 1]])


@pytest.mark.parametrize(
    ("route", "value"),
    [
        (("service", "name"), "cart"),
        (("service", "tier"), '"critical"'),
        (("service", "deps", 0), "redis"),
        (("service", "deps", 1), "{service: pay, criticality: soft}"),
        (("service", "deps", 1, "service"), "pay"),
        (("service", "deps", 2), "service: mail\n      criticality: hard"),
        (("service", "deps", 3), ""),
        (("service", "overview"), "|\n    What it\n    does."),
        (("service", "folded"), ">-\n    a\n    b"),
        (("service", "empty"), ""),
        (("service", "flow"), "[a,\n    b]"),
        (("service", "indentless"), "- é: ü"),
        (("service", "indentless", 0, "é"), "ü"),
        (("service", "long"), "one\n    two"),
        (("slo",), "{}"),
        (("service", "nothing"), None),
    ],
)
def test_a_value_from_its_first_character_to_its_last(route: Route, value: str | None) -> None:
    assert text_of(locate(TEXT).value(route)) == value


def test_keys() -> None:
    positions = locate(TEXT)
    assert text_of(positions.key(("service",))) == "service"
    assert text_of(positions.key(("service", "tier"))) == "'tier'"
    assert text_of(positions.key(("service", "deps", 1, "criticality"))) == "criticality"
    assert positions.key(("service", "deps", 1)) is None
    assert positions.entries(("service", "deps", 2)) == [
        ("service", "deps", 2, "service"),
        ("service", "deps", 2, "criticality"),
    ]


@pytest.mark.parametrize(
    ("route", "line", "text"),
    [
        ((), 2, "service"),
        (("service",), 2, "service"),
        (("service", "name"), 3, "cart"),
        (("service", "deps"), 5, "deps"),
        (("service", "deps", 0), 6, "redis"),
        (("service", "deps", 2), 8, "service: mail"),
        (("service", "deps", 3), 11, "-"),
        (("service", "overview"), 12, "|\n    What it\n    does."),
        (("service", "empty"), 20, "empty"),
        (("service", "flow"), 21, "[a,\n    b]"),
        (("slo",), 27, "{}"),
        (("service", "name", "inside", 3), 3, "cart"),
        (("service", "deps", 7, "service"), 5, "deps"),
        (("nothing",), 2, "service"),
    ],
)
def test_the_best_place_for_a_finding(route: Route, line: int, text: str) -> None:
    span = locate(TEXT).at(route)
    assert (span.line, text_of(span)) == (line, text)


@pytest.mark.parametrize(
    ("route", "line", "text"),
    [
        ((), 2, "service"),
        (("service",), 2, "service"),
        (("service", "deps", 1), 7, "{service: pay, criticality: soft}"),
        (("service", "deps", 2), 8, "service: mail"),
        (("slo",), 27, "slo"),
        (("service", "missing", "deeper"), 2, "service"),
    ],
)
def test_the_place_of_what_is_missing(route: Route, line: int, text: str) -> None:
    span = locate(TEXT).missing(route)
    assert (span.line, text_of(span)) == (line, text)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_move_nothing(newline: str, mark: str) -> None:
    plain, other = locate(TEXT), locate(mark + TEXT.replace("\n", newline))
    assert {route: plain.value(route) for route in plain.places.values} == {
        route: other.value(route) for route in other.places.values
    }
    assert {route: plain.key(route) for route in plain.places.keys} == {
        route: other.key(route) for route in other.places.keys
    }


def test_of_a_key_written_twice_the_first_place() -> None:
    positions = locate("a: {x: 1}\na: {x: 2, y: 3}\nb: 4\n")
    assert positions.key(("a",)) == Span(1, 1, 1, 2)
    assert positions.value(("a", "x")) == Span(1, 8, 1, 9)
    assert positions.value(("a", "y")) is None
    assert positions.key(("b",)) == Span(3, 1, 3, 2)


def test_anchors_tags_and_aliases() -> None:
    text = "a: &x !t foo\nb: &y\n  c: 1\nd: *x\ne: *y\n*x : f\n? [g]\n: {h: 1}\ni: !t\n"
    positions = locate(text)
    assert text_of(positions.value(("a",)), text) == "foo"
    assert text_of(positions.value(("b",)), text) == "c: 1"
    assert text_of(positions.at(("d",)), text) == "*x"
    assert text_of(positions.at(("e", "c")), text) == "*y"
    assert text_of(positions.at(("foo",)), text) == "f"
    assert text_of(positions.at(("i",)), text) == "i"


def test_further_documents_begin_with_their_number() -> None:
    positions = locate("a: 1\n---\na: 2\n---\n- b: 3\n")
    assert positions.value(("a",)) == Span(1, 4, 1, 5)
    assert positions.value((1, "a")) == Span(3, 4, 3, 5)
    assert positions.value((2, 0, "b")) == Span(5, 6, 5, 7)


def test_a_broken_text_as_far_as_it_can_be_read() -> None:
    positions = locate("a:\n  b: 1\n  c: [1, 2\nd: 3\n")
    assert positions.value(("a", "b")) == Span(2, 6, 2, 7)
    assert positions.at(("a", "c")).line == 3
    assert positions.value(("a",)) is not None


@pytest.mark.parametrize("text", ["", "# nothing\n", "'", "\x00", "\ud800"])
def test_a_text_without_any_place(text: str) -> None:
    assert locate(text).at(("a",)) == Span(1, 1, 1, 1)
    assert locate(text).missing(()) == Span(1, 1, 1, 1)


def test_a_root_that_is_no_mapping() -> None:
    assert locate("# c\n- a\n- b\n").at(()) == Span(2, 1, 2, 4)
    assert locate("word\n").at(("x",)) == Span(1, 1, 1, 5)


WORDS = st.text(st.sampled_from("ab: é-#'\"\n|"), max_size=8)
TREES = st.recursive(
    WORDS,
    lambda children: st.one_of(st.lists(children, max_size=3), st.dictionaries(WORDS, children, max_size=3)),
    max_leaves=10,
)


def scalars(tree: Any, route: Route = ()) -> list[tuple[Route, str | None]]:
    if isinstance(tree, dict):
        return [found for key, child in tree.items() for found in scalars(child, (*route, key))]
    if isinstance(tree, list):
        return [found for index, child in enumerate(tree) for found in scalars(child, (*route, index))]
    return [(route, tree)]


@given(
    st.dictionaries(WORDS, TREES, min_size=1, max_size=4),
    st.sampled_from([None, True, False]),
    st.sampled_from([None, "'", '"', "|", ">"]),
)
@settings(max_examples=200)
def test_what_a_span_cuts_out_reads_back_as_the_scalar(tree: Any, flow: bool | None, style: str | None) -> None:
    text = yaml.dump(tree, default_flow_style=flow, default_style=style, allow_unicode=True)
    reading = read(text.encode())
    assert reading.problems == ()
    positions = locate(text)
    for route, expected in scalars(reading.value):
        start, end = positions.places.values[route]
        cut = text[start:end]
        assert cut == cut.rstrip("\n")
        document = read(f"k: {cut}\n".encode()).value
        assert isinstance(document, dict)
        back = document["k"]
        if cut[:1] in {"|", ">"}:
            # With `+` the blank lines below belong to it, but no caret shall point there; with a digit, the indentation
            # counts from where the block stood.
            assert str(back).split() == str(expected).split()
        else:
            assert back == expected
