"""What is written reads back, whatever it holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.source.emit import Data, block, entry, flow, scalar
from steadybook.source.reader import read

# What YAML may hold at all: a file with other characters is a finding.
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn"), include_characters="\n\t"))
KEYS = st.text("abc: #-?[]{}'\"", min_size=1)
DATA: st.SearchStrategy[Data] = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-10-07T09:12:00Z", "2026-10-07T09:12:00Z"),
        ("null", '"null"'),
        ("", '""'),
        ("a: b", '"a: b"'),
        ("#inc-1", '"#inc-1"'),
        ("it's 5 % over", "it's 5 % over"),
        ("two\nlines", '"two\\nlines"'),
    ],
)
def test_the_plainest_scalar_that_reads_back(value: str, expected: str) -> None:
    assert scalar(value) == expected


def test_what_needs_quotes_between_braces_only() -> None:
    assert scalar("x, y") == "x, y"
    assert scalar("x, y", flow=True) == '"x, y"'


def test_layout() -> None:
    data: Data = {
        "title": "Orders fail",
        "services": ["checkout"],
        "empty": [],
        "notes": "one\ntwo\n",
        "at": [{"x": "1"}],
    }
    assert entry("incident", data, 0) == (
        "incident:\n  title: Orders fail\n  services:\n    - checkout\n  empty: []\n  notes: |\n    one\n    two\n"
        "  at:\n    - x: 1"
    )
    assert flow({"a": ["x", {"b": "y"}]}) == "{a: [x, {b: y}]}"


@given(st.dictionaries(KEYS, DATA, min_size=1, max_size=4))
def test_whatever_is_written_reads_back(data: dict[str, Data]) -> None:
    for text in (f"{block(data, 0)}\n", f"{flow(data)}\n"):
        reading = read(text.encode())
        assert reading.problems == ()
        assert reading.documents == (data,)
