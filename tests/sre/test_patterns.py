"""A pattern that is compiled on use finds what one of `re` finds."""

from __future__ import annotations

import re

import pytest

from steadybook.sre.patterns import Pattern

TEXTS = ["", "ab", "xxABAbx", "a\nb"]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("flags", [re.NOFLAG, re.IGNORECASE])
def test_it_finds_what_re_finds(text: str, flags: re.RegexFlag) -> None:
    pattern, known = Pattern("(?P<two>ab)", flags), re.compile("(?P<two>ab)", flags)
    for name in ("search", "fullmatch"):
        found, expected = getattr(pattern, name)(text), getattr(known, name)(text)
        assert (found and found.span("two")) == (expected and expected.span("two"))
    assert [match.span() for match in pattern.finditer(text)] == [match.span() for match in known.finditer(text)]


def test_nothing_is_compiled_before_it_is_needed() -> None:
    pattern = Pattern("(")  # no regular expression
    with pytest.raises(re.error):
        pattern.search("")
