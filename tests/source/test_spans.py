"""Lines and columns, as editors count them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.source.spans import LineIndex, Span

TEXTS = st.text(st.sampled_from("ab\n\r\u2028\ufeff😀"), max_size=20)


def test_lines_end_at_line_feeds_and_carriage_returns_only() -> None:
    lines = LineIndex("a\nb\r\nc\rd\x85e\u2028f\x0bg")
    assert [lines.line(number) for number in range(6)] == ["", "a", "b", "c", "d\x85e\u2028f\x0bg", ""]


def test_a_byte_order_mark_has_no_column() -> None:
    lines = LineIndex("\ufeffab\nc")
    assert lines.place(1) == (1, 1)
    assert lines.place(0) == (1, 1)
    assert lines.offset(1, 1) == 1
    assert lines.line(1) == "ab"


def test_a_span_is_clamped_to_the_text() -> None:
    assert LineIndex("ab\n").span(1, 99) == Span(1, 2, 2, 1)


def test_the_lines_around_an_offset() -> None:
    lines = LineIndex("ab\r\ncd")
    assert (lines.start_of_line(1), lines.end_of_line(1), lines.after_line(1)) == (0, 2, 4)
    assert (lines.start_of_line(5), lines.end_of_line(5), lines.after_line(5)) == (4, 6, 6)


@pytest.mark.parametrize("place", [(0, 1), (1, 0), (3, 1), (1, 5), (2, 2)])
def test_a_place_that_is_not_in_the_text(place: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=r"no (place|column)"):
        LineIndex("abc\n").offset(*place)


@given(TEXTS)
def test_places_and_offsets_are_the_same_thing(text: str) -> None:
    lines = LineIndex(text)
    first = 1 if text.startswith("\ufeff") else 0
    for offset in range(first, len(text) + 1):
        assert lines.offset(*lines.place(offset)) == offset
