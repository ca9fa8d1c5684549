"""Minutes that a postmortem writes, compared with the moments that they are made of."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from steadybook.analysis.response import Moment, since
from steadybook.model.finding import Change, Elsewhere, Fix, Violation
from steadybook.source.spans import Route
from steadybook.sre.durations import minutes
from steadybook.sre.error_budget import agrees_as_written
from steadybook.sre.numbers import plain


def disagreement(
    route: Route,
    written: Decimal | None,
    start: tuple[str, Moment | None],
    end: tuple[str, Moment | None],
) -> Iterator[Violation]:
    """A violation where `written` is not the minutes from `start` to `end`, to the precision that it is written with.

    Each of the two moments comes with its name. Where one of them is not known, there is nothing to compare.
    """
    (begun, first), (ended, last) = start, end
    length = since(first, last)
    if written is None or length is None or first is None or last is None:
        return
    computed = minutes(length)
    if agrees_as_written(str(written), computed, zero_agrees=True):
        return
    right = rounded(computed, written)
    yield Violation(
        route,
        f"{plain(written)} minutes are written, but from {begun} ({first}) to {ended} ({last}) it is {right}",
        f"Write `{right}`, or correct the times.",
        related=tuple(
            Elsewhere(moment.document, moment.route, name) for name, moment in ((begun, first), (ended, last))
        ),
        fix=Fix(f"write `{right}`", (Change("set", route, right),)),
    )


def rounded(computed: Decimal, written: Decimal) -> str:
    """A computed number with as many decimal places as the written one has."""
    exponent = written.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return f"{computed.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
