from __future__ import annotations

import pytest

from steadybook.model.wording import closest, is_typo


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("chekout", ["checkout", "cart"], "checkout"),
        ("mau", ["MAU", "storage_gb"], "MAU"),
        ("late-scans", ["scans-late", "cart"], "scans-late"),
        ("down_redis", ["cart", "redis-down"], "redis-down"),
        ("payment", ["cart"], None),
        ("payment", [], None),
        ("2026-10-07-checkout-errors", ["2026-11-17-checkout-payment-timeouts"], None),  # another day, another incident
        ("2026-10-07-checkout-erors", ["2026-10-07-checkout-errors"], "2026-10-07-checkout-errors"),
    ],
)
def test_the_nearest_word(word: str, known: list[str], near: str | None) -> None:
    assert closest(word, known) == near


@pytest.mark.parametrize(
    ("word", "meant", "certain"),
    [
        ("chekout", "checkout", True),
        ("Checkout", "checkout", True),
        ("down-redis", "redis-down", True),
        ("cartservice", "adservice", False),
        ("redis-cart-down", "redis-cart-memory", False),
        ("payment", "paymentservice", False),
    ],
)
def test_what_may_be_replaced_is_a_word_mistyped(word: str, meant: str, certain: bool) -> None:
    assert is_typo(word, meant) == certain
