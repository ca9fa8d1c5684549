from __future__ import annotations

from itertools import accumulate

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.measurements import columns
from steadybook.measurements.columns import Differences, RunningSum

AMOUNTS = st.lists(st.integers(0, 10**12), max_size=8)
BOUNDS = st.one_of(st.none(), st.integers(-12, 12))


@pytest.mark.parametrize("few", [1, 3, columns.FEW])
@given(AMOUNTS, st.integers(0, 10**15), st.slices(9), BOUNDS, BOUNDS)
def test_running_sums_are_sequences_like_any_other(
    few: int, amounts: list[int], base: int, stretch: slice, first: int | None, after: int | None
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "FEW", few)
        _compare(amounts, base, stretch, first, after)


def _compare(amounts: list[int], base: int, stretch: slice, first: int | None, after: int | None) -> None:
    plain = list(accumulate(amounts, initial=0))
    running = RunningSum(pl.Series(accumulate(amounts, initial=base), dtype=pl.Int64).slice(1), base)
    assert (len(running), list(running)) == (len(plain), plain)
    assert [running[i] for i in range(-len(plain), len(plain))] == plain + plain
    assert (running[stretch], running[first:after]) == (plain[stretch], plain[first:after])
    differences = Differences(running)
    assert (list(differences), differences[first:after], differences[stretch]) == (
        amounts,
        amounts[first:after],
        amounts[stretch],
    )
    for beyond in (len(plain), -len(plain) - 1):
        with pytest.raises(IndexError):
            running[beyond]
    assert [differences[i] for i in range(-len(amounts), len(amounts))] == amounts + amounts
    assert (list(differences), differences[first:after]) == (amounts, amounts[first:after])
    assert (running[stretch], running[first:after], list(running)) == (plain[stretch], plain[first:after], plain)
