"""The short way through simple files answers what the strict reader answers, or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.source.reader import NULLS, Limits, Plain, read
from steadybook.source.simple import read_simple
from steadybook.source.strict import read_strictly

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(ROOT.glob("plugins/steadybook/kinds/*/example.yaml"))


def simple(text: str) -> Any:
    return read_simple(text, Plain, NULLS, 200_000, 100)


def same(one: Any, other: Any) -> bool:
    """Equal in value, in type (plain scalars are not quoted ones) and in the order of keys."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def agrees(text: str) -> bool:
    """Whether the short way was taken; asserts that it then says what the strict reader says."""
    value = simple(text)
    if value is None:
        return False
    strict = read_strictly(text.encode(), text)
    assert strict.problems == ()
    assert len(strict.documents) == 1
    assert same(value, strict.value)
    return True


def test_a_document_with_everything_that_is_simple() -> None:
    text = """\
# A comment
runbook:
  title: The cart: no, `cart:redis` is slow # and why
  empty:
  tilde: ~
  quoted: "a: b # c"
  single: 'x'
  address: https://example.com/a#b
  tags: [a, "b, c", 2026-10-01T09:00:00Z]
  factors:
  - {category: detection, text: The canary saw nothing}
  - {nested: [1, {a: b}], empty: {}, none: []}
  text: |
    one

      two
  folded: >-
    three
    four

    five
  steps:
    - step: look
      command: |
        kubectl get pods

    - plain item
    - -1
"""
    assert not agrees(text)  # `The cart: no` is a mistake
    text = text.replace("cart: no,", "cart, no")
    assert agrees(text)
    value = simple(text)["runbook"]
    assert value["title"] == "The cart, no `cart:redis` is slow"
    assert value["empty"] is None
    assert value["tilde"] is None
    assert type(value["quoted"]) is str
    assert type(value["title"]) is Plain
    assert value["folded"] == "three four\nfive"
    assert value["steps"][0]["command"] == "kubectl get pods\n"
    assert value["steps"][2] == "-1"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: b",  # no line end
        "- a\n",
        "a: b\r\n",
        "\ufeffa: b\n",
        "a:\tb\n",
        "a: b\n c\n",
        "a: b\na: c\n",
        "a: &x b\n",
        "a: *x\n",
        "a: !t b\n",
        "--- \na: b\n",
        "a: b\n...\n",
        "a: b: c\n",
        "a: b:\n",
        'a: "b\\n"\n',
        "a: 'b''c'\n",
        'a: "b\n',
        "a: [b\n",
        "a: [b]]\n",
        "a: {b: c, b: d}\n",
        "a: {b}\n",
        "a: |2\n  b\n",
        "a: |+\n  b\n\n",
        "a: |\nb: c\n",
        "a:\n  b\n",
        "a:\n  b: c\n d: e\n",
        "a:\n- b\n  c: d\n",
        "- a: b\n",
        "'a': b\n",
        "a: @b\n",
        "a: %b\n",
        "a: b\x07\n",
        "a: b\x85\n",
        "a: b\u2028c\n",
    ],
)
def test_what_is_not_simple_is_left_to_the_strict_reader(text: str) -> None:
    assert simple(text) is None


@pytest.mark.parametrize("value", ['"a" # c', "'a'   # c", "[a, b] # c", "{a: b}  #", "'a'  ", "[]  "])
def test_a_comment_or_spaces_after_quotes_and_brackets_are_simple(value: str) -> None:
    assert agrees(f"key: {value}\nlist:\n- {value}\nlast: x\n")


@pytest.mark.parametrize("value", ['"a"#c', "'a' b", '"a" : b', "'it''s'", r'"a\" b"', "[a]#c", "{a: b} c", "'a"])
def test_anything_else_after_quotes_and_brackets_is_left_to_the_strict_reader(value: str) -> None:
    assert simple(f"key: {value}\n") is None


def test_limits_are_left_to_the_strict_reader() -> None:
    assert read_simple("a: b\n", Plain, NULLS, 4, 100) is None
    assert read_simple("a: b\n", Plain, NULLS, 200_000, 10) is None
    deep = "".join(" " * level + "a:\n" for level in range(40))
    assert simple(deep) is None
    assert read(deep.encode()).value is not None
    assert simple("a: " + "[" * 20 + "]" * 20 + "\n") is None
    assert [p.code for p in read(b"a: [1, 2, 3]\n", Limits(nodes=4)).problems] == ["file-too-large"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_examples_read_the_same(path: Path) -> None:
    agrees(path.read_text("utf-8"))


def test_most_examples_take_the_short_way() -> None:
    taken = [simple(path.read_text("utf-8")) is not None for path in EXAMPLES]
    assert sum(taken) > len(taken) / 2


PIECES = st.sampled_from(
    [
        *(" ", "  ", "\n", "\n  ", "\n\n", "- ", ": ", ":", "#", " #", "'", '"', "[", "]", "{", "}", ",", ", "),
        *("|\n", "|-\n", ">\n", ">-\n", "|+", "|2", "&a ", "*a", "!t ", "?", "? ", "-", "~", "null", "%", "@", "`"),
        *("\\", "...", "---", "- - ", "=", "<<: ", "é", "\t", "a", "b c", "key: ", "key:\n", "a: b", "x: y\n", "1:2"),
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_any_text_reads_the_same(text: str) -> None:
    agrees(f"a: {text}\n")
    agrees(f"a:\n  {text}\n")


@given(st.sampled_from(EXAMPLES), st.lists(st.tuples(st.floats(0, 1), PIECES, st.integers(0, 3)), max_size=3))
def test_changed_examples_read_the_same(path: Path, changes: list[tuple[float, str, int]]) -> None:
    text = path.read_text("utf-8")
    for where, piece, removed in changes:
        at = int(where * len(text))
        text = text[:at] + piece + text[at + removed :]
    agrees(text)
