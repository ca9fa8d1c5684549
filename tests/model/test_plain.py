from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.model.finding import Severity
from steadybook.model.plain import plain


def test_values_take_their_form_in_json() -> None:
    value = {
        "share": Decimal("99.65"),
        "count": Decimal("4E+1"),
        "overspent": Decimal("-Infinity"),
        "day": date(2026, 11, 22),
        "moment": datetime(2026, 11, 22, 1, tzinfo=timezone(timedelta(hours=1))),
        "lasts": timedelta(minutes=1, milliseconds=500),
        "severity": Severity.ERROR,
        "rules": frozenset({"b", "a"}),
        "nothing": None,
        "flag": True,
    }
    assert plain(value) == {
        "share": 99.65,
        "count": 40,
        "overspent": None,
        "day": "2026-11-22",
        "moment": "2026-11-22T00:00:00Z",
        "lasts": 60.5,
        "severity": "error",
        "rules": ["a", "b"],
        "nothing": None,
        "flag": True,
    }


class Word(str):
    """A text of a class of its own, as YAML's reader gives them."""


def test_classes_of_ones_own_take_the_form_of_what_they_are() -> None:
    found = plain({Word("a"): Word("b"), Severity.ERROR: (MappingProxyType({1: Decimal(2)}),)})
    assert found == {"a": "b", "error": [{"1": 2}]}
    assert {type(text) for text in (*found, found["a"])} == {str}


def test_what_has_no_form_is_refused() -> None:
    with pytest.raises(TypeError, match="object has no form in JSON"):
        plain({"x": [object()]})


@given(
    st.recursive(
        st.none() | st.booleans() | st.decimals() | st.floats() | st.text() | st.datetimes(timezones=st.just(UTC)),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_whatever_comes_json_accepts_it_strictly(value: object) -> None:
    json.dumps(plain(value), allow_nan=False)
