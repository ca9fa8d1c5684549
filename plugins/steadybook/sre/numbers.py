"""Computed numbers as a document or a message writes them: plain decimals, no exponent, no needless zeros."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

SIGNIFICANT_DIGITS = 3
"""A number below 1 keeps at least so many digits, so that a small budget is not rounded away."""


def looks_like_ratio(percentage: Decimal) -> bool:
    """Whether a percentage was probably meant as a share of one: `0.999` for 99.9 %; nothing follows from it then."""
    return 0 < percentage <= 1


def plain(number: Decimal) -> str:
    """The exact number without exponent and trailing zeros: `40.320` is 40.32, `4E+1` is 40, `-0.0` is 0."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def rounded(number: Decimal, places: int = 2, rounding: str = ROUND_HALF_UP) -> str:
    """The number with at most so many decimal places; one below 1 keeps SIGNIFICANT_DIGITS. Not for infinity or NaN."""
    if 0 < abs(number) < 1:
        places = max(places, SIGNIFICANT_DIGITS - 1 - number.adjusted())
    with localcontext() as context:
        context.prec = max(context.prec, abs(number.adjusted()) + places + 2)
        return plain(number.quantize(Decimal(1).scaleb(-places), rounding))
