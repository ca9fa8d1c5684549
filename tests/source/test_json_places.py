from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.source.json_places import field_places

values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=4), values, min_size=1, max_size=5), st.booleans(), st.booleans())
def test_key_and_value_stand_where_they_are_said_to(record: dict[str, Any], escaped: bool, tight: bool) -> None:
    text = f"  {json.dumps(record, ensure_ascii=escaped, separators=(',', ':') if tight else (' , ', ' : '))} \r"
    for name, value in record.items():
        places = field_places(text, name)
        assert places is not None
        (key, key_end), (start, end) = places
        assert json.loads(text[key:key_end]) == name
        assert json.loads(text[start:end]) == value
        assert text[start:end] == text[start:end].strip()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"a": {"level": 1}}', None),
        ('{"a": ["level", {"level": 2}]}', None),
        ('{"a": "level"}', None),
        ("{}", None),
        ('{"level": "x", "level": "y"}', '"y"'),
        ('{"le\\u0076el": 5}', "5"),
        ('{"level":{"level":[1]},"b":2}', '{"level":[1]}'),
    ],
)
def test_which_field_counts(text: str, found: str | None) -> None:
    places = field_places(text, "level")
    assert (None if places is None else text[slice(*places[1])]) == found
