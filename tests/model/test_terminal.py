from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from steadybook.model.terminal import Painter, Style, visible, width_of, wrapped


def test_control_characters_become_pictures() -> None:
    assert visible("a\x1b[2J\x00\x7f\x9b\u202e") == "a␛[2J␀␡��"
    assert visible("two\nlines\r", keep_lines=True) == "two\nlines␍"


@given(st.text())
def test_what_is_visible_stays_as_it_is(text: str) -> None:
    once = visible(text)
    assert visible(once) == once
    assert len(once) == len(text)
    assert not any(c in once for c in map(chr, [*range(32), *range(127, 160), 0x202E, 0x2066, 0xFEFF]))


def test_widths() -> None:
    assert [width_of(text) for text in ("", "abc", "決済", "e\u0301", "\t", "a\tb", "\x00")] == [0, 3, 4, 1, 4, 5, 1]


def test_colours_end_where_the_text_does() -> None:
    assert Painter(colour=True)(Style.ERROR, "no") == "\x1b[1;31mno\x1b[0m"
    assert Painter(colour=True)(Style.ERROR, "") == ""
    assert Painter(colour=False)(Style.ERROR, "no") == "no"


def test_names_lose_their_quotes_only_to_a_colour() -> None:
    assert Painter(colour=True).quoted("use `fix`, or ` alone") == "use \x1b[36mfix\x1b[0m, or ` alone"
    assert Painter(colour=False).quoted("use `fix`") == "use `fix`"


def test_long_text_is_filled_below_its_first_line() -> None:
    assert wrapped("one two three four five six seven eight nine", 40, "help: ") == (
        "help: one two three four five six seven\n      eight nine"
    )
