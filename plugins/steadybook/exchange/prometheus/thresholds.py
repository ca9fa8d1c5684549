"""Thresholds written exactly: a rate times a budget, without the noise of floats and without rounding."""

from __future__ import annotations

from decimal import Decimal, getcontext, localcontext
from fractions import Fraction
from typing import Final

from steadybook.sre.numbers import plain

_MOST: Final = 10**12
"""Denominators up to this one are tried for a rate that has no finite decimal: 10 % of 28 d in 3 d is 14/15."""
_CLOSE: Final = Fraction(1, 10**24)


def exact(number: Decimal) -> Fraction:
    """The number that a decimal stands for: itself, or the fraction whose digits filled all its places."""
    found = Fraction(number)
    if len(number.as_tuple().digits) < getcontext().prec or not found:
        return found
    near = found.limit_denominator(_MOST)
    return near if abs(near - found) < _CLOSE * abs(found) else found


def threshold(rate: Fraction, budget_percent: Decimal) -> str:
    """The error ratio at which a budget burns at `rate`, as PromQL: `0.01344`, or `(14 / 15 * 0.001)`."""
    share = Fraction(budget_percent) / 100
    product = finite(rate * share)
    if product is not None:
        return product
    return f"({rate.numerator} / {rate.denominator} * {finite(share)})"


def finite(number: Fraction) -> str | None:
    """The number in plain decimal digits; None where they would have no end."""
    rest, places = number.denominator, 0
    for prime in (2, 5):
        times = 0
        while rest % prime == 0:
            rest //= prime
            times += 1
        places = max(places, times)
    if rest != 1:
        return None
    with localcontext() as context:
        context.prec = len(str(abs(number.numerator))) + len(str(number.denominator)) + places
        return plain(Decimal(number.numerator) / Decimal(number.denominator))
