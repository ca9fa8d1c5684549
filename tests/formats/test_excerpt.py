from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from steadybook.model.excerpt import Gutter, excerpt
from steadybook.model.terminal import Painter, cells, width_of
from steadybook.source.spans import Span

PLAIN = Painter(colour=False)


def drawn(line: str, start: int, end: int, width: int = 100) -> list[str]:
    return excerpt((line,), Span(1, start, 1, end), Gutter(1, PLAIN), "^", str, width)


def test_the_mark_stands_under_the_span() -> None:
    assert drawn("name: chekout", 7, 14) == ["1 | name: chekout", "  |       ^^^^^^^"]


def test_an_empty_span_is_marked_all_the_same() -> None:
    assert drawn("name:", 6, 6) == ["1 | name:", "  |      ^"]


def test_tabs_and_wide_characters_take_their_columns() -> None:
    assert drawn("\t名前: 決済", 6, 8) == ["1 |     名前: 決済", "  |           ^^^^"]


def test_combining_characters_take_none() -> None:
    assert drawn("e\u0301: x", 5, 6) == ["1 | e\u0301: x", "  |    ^"]


def test_a_long_line_is_cut_around_the_span() -> None:
    line = f"{'a' * 500}bad{'c' * 500}"
    text, marks = drawn(line, 501, 504, 60)
    assert text == f"1 | …{'a' * 12}bad{'c' * 39}…"
    assert marks == f"  | {' ' * 13}^^^"


def test_a_span_wider_than_the_window_shows_its_beginning() -> None:
    text, marks = drawn("x" * 300, 10, 290, 60)
    assert len(text) <= 60
    assert marks.endswith("^" * 40)


def test_lines_that_the_file_lacks_draw_nothing() -> None:
    assert excerpt((), Span(1, 1, 1, 1), Gutter(1, PLAIN), "^", str, 100) == []


def test_a_span_over_lines_is_bracketed() -> None:
    lines = ("slo:", "  target: 99.9")
    assert excerpt(lines, Span(3, 1, 4, 15), Gutter(1, PLAIN), "^", str, 100) == [
        "3 | / slo:",
        "4 | |   target: 99.9",
        "  | |______________^",
    ]


@given(st.text(max_size=200), st.integers(1, 210), st.integers(0, 210), st.integers(40, 120))
@example("x" * 36, 37, 0, 40)  # a mark behind the end of a line that fills its room
def test_any_line_stays_in_its_width_and_says_nothing_to_the_terminal(
    line: str, start: int, length: int, width: int
) -> None:
    line = "".join(line.splitlines())
    for part in drawn(line, start, start + length, width):
        assert width_of(part) <= width
        assert "".join(shown for shown, _ in cells(part)) == part, "only what is visible is printed"


@given(st.text("ab é日\t", min_size=1, max_size=300), st.data())
def test_what_is_marked_is_the_beginning_of_the_span(line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(line) - 1))
    end = data.draw(st.integers(start + 1, len(line)))
    text, marks = drawn(line, start + 1, end + 1, 80)
    lead = len(marks) - len(marks.lstrip(" |"))
    column, covered = 0, ""
    for character, width in cells(text):
        if lead <= column < len(marks):
            covered += character
        column += width
    expected = "".join(character for character, _ in list(cells(line))[start:end])
    # Trailing blanks at the end of a line are not printed.
    assert expected.startswith(covered.removesuffix("…")[: len(expected)])
    assert covered or not expected.strip()
