"""What is wrong with a value, and what to write instead."""

from __future__ import annotations

import pytest
from pydantic_core import PydanticCustomError

from steadybook.model.fields import parse_number
from steadybook.source.reader import Plain


def help_of(written: str) -> str:
    with pytest.raises(PydanticCustomError, match="is not a number") as caught:
        parse_number(Plain(written))
    return str((caught.value.context or {})["help"])


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("99,9%", "99.9"),
        ("99,9", "99.9"),
        ("1,500", "1500"),
        ("1,234,567.5", "1234567.5"),
        ("1_000", "1000"),
        ("99.9 %", "99.9"),
        ("0,5", "0.5"),
    ],
)
def test_a_number_in_another_dress_is_shown_without_it(written: str, number: str) -> None:
    assert help_of(written) == f"Write {number}, without quotes, signs or separators."


def test_two_commas_are_no_number_at_all() -> None:
    assert "such as 99.9" in help_of("1,2,3")
