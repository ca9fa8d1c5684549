"""Which characters may stand in a document."""

from __future__ import annotations

import sys

from steadybook.source.encoding import FORBIDDEN


def test_the_characters_that_yaml_does_not_list_are_forbidden_and_no_others() -> None:
    """Against YAML 1.2.2, production [1] c-printable, as it is written there."""
    printable = {0x09, 0x0A, 0x0D, 0x85, *range(0x20, 0x7F), *range(0xA0, 0xD800), *range(0xE000, 0xFFFE)}
    printable.update(range(0x10000, 0x110000))
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    found = {match.start() for match in FORBIDDEN.finditer(every)}
    assert found == set(range(sys.maxunicode + 1)) - printable
