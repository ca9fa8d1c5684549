"""The strict reader: what it builds, what it refuses, and where it says so."""

from __future__ import annotations

import time
import tracemalloc
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from steadybook.source.reader import Limits, Plain, Reading, read


def places(text: str | bytes, limits: Limits | None = None) -> list[str]:
    """Every problem as `code line:column-end_line:end_column`."""
    data = text.encode() if isinstance(text, str) else text
    problems = read(data, limits or Limits()).problems
    assert all(p.message and p.help for p in problems)
    return [f"{p.code} {p.span.line}:{p.span.column}-{p.span.end_line}:{p.span.end_column}" for p in problems]


def value(text: str) -> Any:
    reading = read(text.encode())
    assert reading.problems == ()
    return reading.value


def test_plain_scalars_stay_as_written() -> None:
    words = ["012", "1:30", "yes", "2023-14-05", "1e3", "0x1F", "true", ".inf", "=", "<<"]
    found = value("a: [" + ", ".join(words) + "]\n")["a"]
    assert found == words
    assert {type(word) for word in found} == {Plain}


def test_quoted_scalars_and_text_blocks_are_no_plain_scalars() -> None:
    found = value("a: '1'\nb: \"yes\"\nc: |\n  1\nd: >-\n  2\n  3\n")
    assert found == {"a": "1", "b": "yes", "c": "1\n", "d": "2 3"}
    assert {type(text) for text in found.values()} == {str}


@pytest.mark.parametrize("null", ["", "~", "null", "Null", "NULL"])
def test_plain_nulls_are_none_and_quoted_ones_are_text(null: str) -> None:
    assert value(f"a: {null}\nb: '{null}'\n") == {"a": None, "b": null}


def test_keys_are_text_as_written() -> None:
    assert value("5: a\ntrue: b\nnull: c\n'': d\n2026-01-01: e\n") == {
        "5": "a",
        "true": "b",
        "null": "c",
        "": "d",
        "2026-01-01": "e",
    }
    assert {type(key) for key in value("5: a\n'b': c\n")} == {str}


def test_crlf_and_byte_order_mark_are_accepted() -> None:
    plain = "a:\n  b: 1\n  c: |\n    x\n    y\n"
    crlf = plain.replace("\n", "\r\n")
    assert value(crlf) == value(plain)
    assert value("\ufeff" + crlf) == value(plain)


def test_the_text_is_the_bytes() -> None:
    data = "\ufeffa: é\r\n".encode()
    assert read(data).text.encode() == data


def test_an_ordinary_document_after_a_document_start_marker() -> None:
    assert value("%YAML 1.2\n---\n# comment\na: 1\n...\n") == {"a": "1"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", ["duplicate-key 3:1-3:2"]),
        ("a: {b: 1, c: 2, 'b': 3}\n", ["duplicate-key 1:17-1:20"]),
        ("\ufeffa: 1\r\nb:\r\n  c: 1\r\n  c: 2\r\n", ["duplicate-key 4:3-4:4"]),
        ("\ufeffa: 1\r\na: 2\r\n", ["duplicate-key 2:1-2:2"]),
        ("a: &x 1\nb: *x\n", ["yaml-alias 2:4-2:6"]),
        ("a: &x 1\nb: 2\n", ["yaml-alias 1:4-1:6"]),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", ["yaml-alias 3:7-3:9"]),
        ("a: *x\n", ["invalid-yaml 1:4-1:6"]),
        ("a: &x [1, *x]\n", ["invalid-yaml 1:11-1:13"]),
        ("a: !up b\n", ["yaml-tag 1:4-1:7"]),
        ("a: !!str 5\n", ["yaml-tag 1:4-1:9"]),
        ("!<tag:x> a: b\n", ["yaml-tag 1:1-1:9"]),
        ("a: &x !t [1]\nb: *x\n", ["yaml-tag 1:7-1:9", "yaml-alias 2:4-2:6"]),
        ("!t {a: 1}\n", ["yaml-tag 1:1-1:3"]),
        ("a: 1\n---\nb: 2\n---\nc: 3\n", ["several-documents 2:1-2:4"]),
        ("a:\n\tb: 1\n", ["tab-indentation 2:1-2:2"]),
        ("a:\n  b: 1\n \tc: 1\n", ["tab-indentation 3:2-3:3"]),
        ("a:\n  b: x\n\t\tc: 1\n", ["tab-indentation 3:1-3:3"]),
        (b"a: 1\nb: \xe9t\xe9\n", ["invalid-encoding 2:4-2:5"]),
        (b"\xef\xbb\xbfa: \xc3\xa9 \xff\n", ["invalid-encoding 1:6-1:7"]),
        ("a: 1\n".encode("utf-16"), ["invalid-encoding 1:1-1:1"]),
        ("team:\n  name: a\n".encode("utf-16-le"), ["invalid-encoding 1:1-1:1"]),
        ("team:\n  name: a\n".encode("utf-16-be"), ["invalid-encoding 1:1-1:1"]),
        ("a: 1\n".encode("utf-32"), ["invalid-encoding 1:1-1:1"]),
        ("a: 1\nb: x\0y\n", ["control-character 2:5-2:6"]),
        ("a: 1\nb: \x1b[0m\x07\n", ["control-character 2:4-2:5", "control-character 2:8-2:9"]),
        ('a: "x\\0y"\n', ["control-character 1:4-1:10"]),
        ('"\\e": 1\n', ["control-character 1:1-1:5"]),
        ("", ["empty-file 1:1-1:1"]),
        ("\ufeff", ["empty-file 1:1-1:1"]),
        ("# only\n# comments\n", ["empty-file 1:1-1:1"]),
        ("---\n", ["empty-file 1:1-1:1"]),
        ("# c\n- a\n- b\n", ["not-a-mapping 2:1-2:4"]),
        ("just words\n", ["not-a-mapping 1:1-1:11"]),
        ("null\n", ["not-a-mapping 1:1-1:5"]),
        ("? [a, b]\n: 1\nc: 2\n", ["key-not-text 1:3-1:9"]),
        ("a: {{b: 1}: 2}\n", ["key-not-text 1:5-1:15"]),
        ("a: 1\n? \n: 2\n", ["key-not-text 2:2-2:2"]),
        ("a: &x [1]\n*x : 2\n", ["yaml-alias 2:1-2:3", "key-not-text 2:1-2:3"]),
        ("a: 'x\n", ["invalid-yaml 1:4-1:5"]),
        ('a: "x\n', ["invalid-yaml 1:4-1:5"]),
        ("a: b: c\n", ["invalid-yaml 1:5-1:6"]),
        ("a: [1, 2\nb: 3\n", ["invalid-yaml 1:4-1:5"]),
        ("a: {b: 1\nc: 3\n", ["invalid-yaml 1:4-1:5"]),
        ("a:\n  b: 1\n c: 2\n", ["invalid-yaml 3:2-3:3"]),
        ("a:\n  - b\n  c: 1\n", ["invalid-yaml 3:3-3:4"]),
        ("a: 1\nbare\nb: 2\n", ["invalid-yaml 2:1-2:2"]),
        ("a: @b\n", ["invalid-yaml 1:4-1:5"]),
        ("a: [b,\nc: |\n  d\n", ["invalid-yaml 1:4-1:5"]),  # not where `|` cannot stand
        ("a: {b: 1,\nc: |\n  d\n", ["invalid-yaml 1:4-1:5"]),
        ("a:\n  b: [c,\n  @d]\n", ["invalid-yaml 2:6-2:7"]),
        ("a:\n  b: [c,\n     @d]\n", ["invalid-yaml 3:6-3:7"]),
        ('\ufeffa: "b\r\nc: "d"\r\n', ["invalid-yaml 1:4-1:5"]),  # not where the text ends by mistake
        ("a:\n  b: 'c\n  d: 'e\n", ["invalid-yaml 2:6-2:7"]),
        ("a:\n  b: 'c\n    d' e\n", ["invalid-yaml 3:8-3:9"]),
        ("a: 'it's slow'\n", ["invalid-yaml 1:8-1:9"]),
        ('a: "b" c\n', ["invalid-yaml 1:8-1:9"]),
        ("a: ['b' c]\n", ["invalid-yaml 1:4-1:5"]),
        ("a:\n  -b: c\n    d: e\n", ["invalid-yaml 2:3-2:4"]),  # not where the next `:` stands
        ("a:\n  - b: c\n  -d: e\n", ["invalid-yaml 3:3-3:4"]),
        ("a: b\n  -c\n  d: e\n", ["invalid-yaml 3:4-3:5"]),  # a text of several lines, more likely
        ("a: |\n  b\u2028c\nd: 1\n", ["invalid-yaml 2:4-2:5"]),
        ("a: b\u0085c\nd: 1\n", ["invalid-yaml 1:5-1:6"]),
        ("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> x\n", ["invalid-yaml 2:1-2:13"]),
        ("\ufeffa: |\r\n  b\r\n<<<<<<< HEAD\r\n=======\r\n", ["invalid-yaml 3:1-3:13"]),
        ("a: 1\n=======\nb: 3\n", ["invalid-yaml 2:1-2:8"]),
        ("a: @b\n<<<<<<< HEAD\n", ["invalid-yaml 1:4-1:5"]),
        ("a: %b\n", ["invalid-yaml 1:4-1:5"]),
        ('a: "\\q"\n', ["invalid-yaml 1:5-1:6"]),
        ('a: "\\ud800"\n', ["invalid-yaml 1:7-1:8"]),
        ("a: - b\n", ["invalid-yaml 1:4-1:5"]),
        ("a: |x\n  b\n", ["invalid-yaml 1:5-1:6"]),
        ("%YAML 3.0\n---\na: 1\n", ["invalid-yaml 1:1-1:2"]),
        ("a: 1\n]\n", ["invalid-yaml 2:1-2:2"]),
        ("a: 1\na: 2\nb: !t x\nc: 'd\n", ["duplicate-key 2:1-2:2", "yaml-tag 3:4-3:6", "invalid-yaml 4:4-4:5"]),
    ],
)
def test_every_problem_has_its_place(text: str | bytes, expected: list[str]) -> None:
    assert places(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a: [\n\t1,\n\t2\n]\n",  # between brackets a tab is blank space like another
        "a: |\n  x\n  \ty\n",
        "a: 1\t# comment\n",
        "a: x\n\n \t\nb: y\n",
        "a: '*x &y !z'\nb: x & y\nc: a*b\nd: what!\n",
        "a: {b: 1}\nc: {b: 2}\n",
        "a: é€😀\n",
        "a: \x85 \u2028 b\n",
        "---\na: 1\n",
    ],
)
def test_what_looks_like_a_problem_and_is_none(text: str) -> None:
    assert places(text) == []


def test_of_a_key_written_twice_the_first_counts() -> None:
    reading = read(b"a: {x: 1}\na: {x: 2, y: 3}\nb: 4\n")
    assert reading.value == {"a": {"x": "1"}, "b": "4"}
    (problem,) = reading.problems
    ((first, words),) = problem.related
    assert (first.line, first.column, bool(words)) == (1, 1, True)


def test_an_alias_stands_for_its_value() -> None:
    reading = read(b"a: &x {b: [1]}\nc: *x\nd: &x 2\ne: *x\n")
    assert reading.value == {"a": {"b": ["1"]}, "c": {"b": ["1"]}, "d": "2", "e": "2"}
    assert [p.related[0][0].line for p in reading.problems] == [1, 3]


def test_all_documents_are_there_and_a_broken_one_is_not() -> None:
    assert read(b"a: 1\n---\nb: 2\n---\n").documents == ({"a": "1"}, {"b": "2"}, None)
    assert read(b"a: 1\n---\nb: [2\n").documents == ({"a": "1"},)
    assert read(b"a: [2\n").documents == ()


def test_a_forbidden_character_in_an_escape_does_not_get_through() -> None:
    assert read(b'a: "x\\0y\\x1b"\n').value == {"a": "x\ufffdy\ufffd"}


def test_a_file_of_too_many_bytes_is_refused() -> None:
    assert places(b"a: 1\n", Limits(bytes=5)) == []
    assert places(b"a: 12\n", Limits(bytes=5)) == ["file-too-large 1:1-1:1"]


def test_a_file_of_too_many_nodes_is_refused_where_there_are_too_many() -> None:
    text = "a:\n  - 1\n  - 2\n"
    assert places(text, Limits(nodes=5)) == []
    assert places(text, Limits(nodes=4)) == ["file-too-large 3:5-3:6"]
    assert places("a: [[], []]\n", Limits(nodes=4)) == ["file-too-large 1:9-1:12"]
    assert places("a: &x [1]\nb: *x\n", Limits(nodes=5)) == ["yaml-alias 2:4-2:6", "file-too-large 2:4-2:6"]


def test_nesting_is_refused_where_it_becomes_too_deep() -> None:
    assert places("a: " + "[" * 99 + "]" * 99) == []
    assert places("a: " + "[" * 100 + "]" * 100) == ["nesting-too-deep 1:103-1:104"]


def test_aliases_cannot_deepen_what_they_stand_in() -> None:
    levels = "a: &a [[[1]]]\nb: &b [[*a]]\nc: [*b]\n"
    assert [place for place in places(levels, Limits(depth=7)) if "alias" not in place] == []
    assert [place for place in places(levels, Limits(depth=6)) if "alias" not in place] == ["nesting-too-deep 3:5-3:6"]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"a: " + b"[" * 10_000, id="brackets"),
        pytest.param(b"a: " + b"{a: " * 10_000, id="braces"),
        pytest.param(b"- " * 10_000, id="dashes"),
        pytest.param(b"? " * 10_000, id="question marks"),
        pytest.param(b"".join(b" " * n + b"a:\n" for n in range(3_000)), id="indentation"),
    ],
)
def test_ten_thousand_levels(data: bytes) -> None:
    start = time.process_time()
    assert "nesting-too-deep" in {p.code for p in read(data).problems}
    assert time.process_time() - start < 1


def test_a_billion_laughs_are_refused_at_once() -> None:
    levels = [b"a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    levels += [b"a%d: &a%d [%s]" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 10)) for n in range(1, 10)]
    start = time.process_time()
    codes = [p.code for p in read(b"\n".join(levels)).problems]
    assert "file-too-large" in codes
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"a: 1\n" * 100_000, id="the same key"),
        pytest.param(b"- !t x\n" * 199_000, id="tags"),
        pytest.param(b"- &x y\n" * 199_000, id="anchors"),
        pytest.param(b"- &x [1]\n- *x\n" * 39_000, id="aliases"),
        pytest.param(b"- {[a]: 1}\n" * 39_000, id="lists as keys"),
        pytest.param(b'- "\\0"\n' * 199_000, id="escaped NULs"),
        pytest.param(b"a: " + b"\0" * 1_000_000, id="NULs"),
        pytest.param(b"---\n" * 100_000, id="documents"),
        pytest.param(b"a: 'x\n" + b"\n" * 1_000_000, id="unclosed"),
    ],
)
def test_many_mistakes_take_no_longer_than_few(data: bytes) -> None:
    start = time.process_time()
    reading = read(data)
    assert 0 < len(reading.problems) <= 101
    assert time.process_time() - start < 10


def test_a_file_at_the_limit_of_nodes_stays_in_bounds_of_memory() -> None:
    data = b"a:\n" + b"- x\n" * 1_000_000
    tracemalloc.start()
    try:
        assert places(data, Limits(nodes=10_000)) == ["file-too-large 9999:3-9999:4"]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 60_000_000


TOKENS = st.sampled_from(
    [
        *"abé😀:[]{}'\"\\#%@~|\t\0\x85\ufeff",
        ": ",
        "- ",
        "? ",
        ", ",
        "\n",
        "\n  ",
        "\r\n",
        "&x ",
        "*x",
        "!t ",
        ">-",
        " # c",
        "---\n",
    ]
)


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    check_shape(read(data))


@given(st.one_of(st.text(max_size=100), st.lists(TOKENS, max_size=40).map("".join)))
@settings(max_examples=400)
def test_no_text_raises(text: str) -> None:
    check_shape(read(text.encode("utf-8", "surrogatepass"), Limits(nodes=30, depth=4)))


def check_shape(reading: Reading) -> None:
    """Values are made of four types, and problems stand in the text."""
    pending: list[Any] = list(reading.documents)
    while pending:
        here = pending.pop()
        assert type(here) in {type(None), str, Plain, list, dict}
        if isinstance(here, dict):
            assert {type(key) for key in here} <= {str}
            pending += here.values()
        elif isinstance(here, list):
            pending += here
    for problem in reading.problems:
        span = problem.span
        assert (1, 1) <= (span.line, span.column) <= (span.end_line, span.end_column)
    assert list(reading.problems) == sorted(reading.problems, key=lambda problem: problem.span)
    if not reading.documents:
        assert reading.problems


PRINTABLE = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\ufeff"), max_size=12
)
TREES = st.recursive(
    st.one_of(PRINTABLE, st.just("a\nb\n"), st.just("null"), st.just("12")),
    lambda children: st.one_of(st.lists(children, max_size=3), st.dictionaries(PRINTABLE, children, max_size=3)),
    max_leaves=12,
)


@given(
    st.dictionaries(PRINTABLE, TREES, min_size=1, max_size=4),
    st.sampled_from([None, True, False]),
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.sampled_from(["\n", "\r\n"]),
)
@settings(max_examples=200)
def test_it_builds_what_a_loader_without_types_builds(
    tree: Any, flow: bool | None, style: str | None, newline: Any
) -> None:
    text = yaml.dump(tree, default_flow_style=flow, default_style=style, allow_unicode=True, line_break=newline)
    if style:
        text = text.replace("!!null ", "")
    reading = read(text.encode())
    assert reading.problems == ()
    assert without_null(reading.value) == without_null(yaml.CBaseLoader(text).get_single_data())


def without_null(tree: Any) -> Any:
    """The tree with the texts that may be null as one of them."""
    if isinstance(tree, dict):
        return {key: without_null(child) for key, child in tree.items()}
    if isinstance(tree, list):
        return [without_null(child) for child in tree]
    return "null" if tree in {None, "", "~", "Null", "NULL"} else tree
