from __future__ import annotations

import pytest

from steadybook.model.wording import closest


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("chekout", ["checkout", "cart"], "checkout"),
        ("mau", ["MAU", "storage_gb"], "MAU"),
        ("late-scans", ["scans-late", "cart"], "scans-late"),
        ("down_redis", ["cart", "redis-down"], "redis-down"),
        ("payment", ["cart"], None),
        ("payment", [], None),
    ],
)
def test_the_nearest_word(word: str, known: list[str], near: str | None) -> None:
    assert closest(word, known) == near
