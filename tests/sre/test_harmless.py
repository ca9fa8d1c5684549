from __future__ import annotations

import pytest

from steadybook.sre import harmless
from steadybook.sre.harmless import LONGEST, Harmless


def test_what_is_known_is_not_looked_at_again() -> None:
    known = Harmless()
    assert known.unknown(["a", "b", "a"]) == {"a", "b"}
    known.note(["a"])
    assert known.unknown(["a", "b"]) == {"b"}


def test_long_texts_and_more_than_there_is_room_for_are_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    known = Harmless()
    just, long = "x" * LONGEST, "x" * (LONGEST + 1)
    known.note([just, long])
    assert known.unknown([just, long]) == {long}
    monkeypatch.setattr(harmless, "MOST", 1)
    known.note(["late"])
    assert known.unknown(["late"]) == {"late"}
