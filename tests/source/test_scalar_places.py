from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from steadybook.source.positions import locate
from steadybook.source.scalar_places import place_in_scalar


def pointed_at(source: str, words: str, nth: int = 0) -> tuple[str, int, int]:
    """The source of what a document's only value says at these words, with its line and column."""
    text = yaml.load(source, yaml.CSafeLoader)["key"]
    positions = locate(source)
    value = positions.value(("key",))
    assert value is not None
    first = positions.lines.offset(value.line, value.column)
    scalar = source[first : positions.lines.offset(value.end_line, value.end_column)]
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    place = place_in_scalar(scalar, text, start, start + len(words))
    assert place is not None
    line, column = positions.lines.place(first + place[0])
    return scalar[slice(*place)], line, column


@pytest.mark.parametrize(
    ("source", "words", "nth", "expected"),
    [
        ("key: echo 'a b'\n", "'", 1, ("'", 1, 15)),
        ("key: 'echo ''a b'\n", "'", 0, ("''", 1, 12)),
        ('key: "echo \\"a\\tb"\n', '"', 0, ('\\"', 1, 12)),
        ('key: "a\\\n   b\\x27c \\u00e4 d"\n', "'c", 0, ("\\x27c", 2, 5)),
        ("key: |\n  one\n    two '\n\n  three\n", "'", 0, ("'", 3, 9)),
        ("key: |2-  # note |\n    one |\n", "|", 0, ("|", 2, 9)),
        ("key: >-\n  one\n  two 'x\n\n  three\n", "two 'x", 0, ("two 'x", 3, 3)),
        ("key: one\n  two\n  three\n", "two three", 0, ("two\n  three", 2, 3)),
        ("key: |\r\n  one\r\n  two\r\n", "two", 0, ("two", 3, 3)),
        ("key: &x 'a''b'\n", "b", 0, ("b", 1, 13)),
    ],
)
def test_the_place_in_each_style(source: str, words: str, nth: int, expected: tuple[str, int, int]) -> None:
    assert pointed_at(source, words, nth) == expected


def test_a_blank_stands_before_the_next_character() -> None:
    assert place_in_scalar("a   b", "a   b", 2, 2) == (4, 4)
    assert place_in_scalar("'a '", "a ", 2, 2) == (2, 2)


def test_what_cannot_be_told_is_not_guessed() -> None:
    assert place_in_scalar("*alias", "something else", 0, 3) is None
    assert place_in_scalar("''", "", 0, 0) is None


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp", "Cs")) | st.sampled_from("'\"\\\n "))


@given(texts, st.sampled_from(["'", '"', "|", ">", None]), st.data())
def test_every_character_is_found_where_it_stands(text: str, style: str | None, data: st.DataObject) -> None:
    source = yaml.dump({"key": text}, default_style=style, allow_unicode=True, width=20)
    if yaml.safe_load(source) != {"key": text} or "\ufeff" in text:
        return
    positions = locate(source)
    route = ("key",)
    value = positions.value(route)
    if value is None:
        return
    first = positions.lines.offset(value.line, value.column)
    scalar = source[first : positions.lines.offset(value.end_line, value.end_column)]
    solid = [n for n, character in enumerate(text) if character not in " \t\r\n"]
    if not solid:
        return
    at = data.draw(st.sampled_from(solid))
    place = place_in_scalar(scalar, text, at, at + 1)
    if place is None:
        assert any(character in "\x85\xa0\u2028\u2029" for character in text)
        return
    written = scalar[slice(*place)]
    assert written == text[at] or written[0] == "\\" or (written == "''" and text[at] == "'")
