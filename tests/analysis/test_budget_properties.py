"""What must hold of all measurements: sums and windows against their definition, row by row."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from steadybook.analysis.budget_freeze import freeze_of
from steadybook.analysis.budgets import left_of
from steadybook.analysis.measured_series import MeasuredSeries, Sums, from_columns
from steadybook.analysis.rolling_windows import rolling
from steadybook.measurements.columnar import columnar
from steadybook.measurements.columns import microseconds
from steadybook.sre.error_budget import DEFAULT_BOUNDS, frozen_at_end, remaining


@st.composite
def series(draw: st.DrawFn, gaps: bool = True) -> MeasuredSeries:
    at, starts, ends, bad, total = 0, [], [], [], []
    for _ in range(draw(st.integers(1, 12))):
        at += draw(st.integers(0, 4)) if gaps else 0
        starts.append(at)
        at += draw(st.integers(1, 6)) if gaps else 2
        ends.append(at)
        total.append(draw(st.integers(0, 50)))
        bad.append(draw(st.integers(0, total[-1])))
    return MeasuredSeries(starts, ends, bad, total)


def by_definition(rows: MeasuredSeries, start: int, end: int) -> Sums:
    bad, total, covered = Fraction(0), Fraction(0), 0
    for first, last, b, t in zip(rows.starts, rows.ends, rows.bad, rows.total, strict=True):
        inside = max(0, min(last, end) - max(first, start))
        bad += Fraction(b * inside, last - first)
        total += Fraction(t * inside, last - first)
        covered += inside
    return Sums(bad, total, covered)


@given(series(), st.integers(-5, 80), st.integers(1, 60))
def test_sums_are_what_they_are_defined_to_be(rows: MeasuredSeries, start: int, length: int) -> None:
    assert rows.sums(start, start + length) == by_definition(rows, start, start + length)


@given(series(), st.integers(-5, 40), st.integers(1, 30), st.integers(1, 30))
def test_sums_are_additive_over_disjoint_windows(rows: MeasuredSeries, start: int, first: int, then: int) -> None:
    parts = rows.sums(start, start + first), rows.sums(start + first, start + first + then)
    whole = rows.sums(start, start + first + then)
    assert (parts[0].bad + parts[1].bad, parts[0].total + parts[1].total) == (whole.bad, whole.total)
    assert parts[0].covered + parts[1].covered == whole.covered


@given(st.one_of(series(), series(gaps=False)), st.integers(1, 30))
def test_rolling_windows_are_sums_at_every_rows_end(rows: MeasuredSeries, window: int) -> None:
    over = rolling(rows, window)
    for end, bad, total, covered in zip(rows.ends, over.bad, over.total, over.covered, strict=True):
        expected = by_definition(rows, end - window, end)
        assert Fraction(bad, over.denominator) == expected.bad
        assert Fraction(total, over.denominator) == expected.total
        assert covered == expected.covered


@given(series(gaps=False), st.integers(1, 4), st.integers(1, 4))
def test_granularity_does_not_matter_for_aligned_windows(rows: MeasuredSeries, count: int, windows: int) -> None:
    kept = len(rows) // count * count
    if not kept:
        return
    coarse = MeasuredSeries(
        rows.starts[:kept:count],
        rows.ends[count - 1 : kept : count],
        [sum(rows.bad[i : i + count]) for i in range(0, kept, count)],
        [sum(rows.total[i : i + count]) for i in range(0, kept, count)],
    )
    end = coarse.ends[-1]
    start = end - 2 * count * windows
    assert coarse.sums(start, end) == MeasuredSeries(
        rows.starts[:kept], rows.ends[:kept], rows.bad[:kept], rows.total[:kept]
    ).sums(start, end)


TARGETS = st.sampled_from([Decimal(100), Decimal("99.9"), Decimal(99), Decimal(90), Decimal(0)])


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(1, 10**6), TARGETS)
def test_more_bad_events_never_leave_more(bad: int, more: int, good: int, target: Decimal) -> None:
    total = bad + more + good
    few, many = left_of(Sums(bad, total, 1), target), left_of(Sums(bad + more, total, 1), target)
    assert few is not None
    assert many is not None
    assert many < few or (few == many == Decimal("-Infinity"))


@given(st.one_of(series(), series(gaps=False)), st.integers(1, 30), TARGETS)
def test_the_freeze_is_that_of_the_history(rows: MeasuredSeries, window: int, target: Decimal) -> None:
    history: list[Decimal | None] = []
    for end in rows.ends:
        sums = by_definition(rows, end - window, end)
        enough = 100 * sums.covered >= 80 * window
        history.append(left_of(sums, target) if enough else None)
    found = freeze_of(rows, target, window, DEFAULT_BOUNDS)
    assert found.frozen == frozen_at_end(history)
    reached = [i for i, left in enumerate(history) if left is not None and left <= 0]
    assert (found.exhausted_at is not None) == bool(reached)
    if found.since is not None:
        assert history[list(rows.ends).index(microseconds(found.since))] is not None


@given(st.fractions(0, 1000, max_denominator=97), st.integers(1, 1000), TARGETS)
def test_shares_of_rows_change_nothing_about_the_arithmetic(bad: Fraction, total: int, target: Decimal) -> None:
    exact = left_of(Sums(bad, total, 1), target)
    rounded = remaining(Decimal(bad.numerator) / Decimal(bad.denominator), Decimal(total), target)
    assert exact is not None
    assert rounded is not None
    assert exact == rounded or abs(exact - rounded) < Decimal("1e-18")


HEAD = "service,sli,start,end,good,total\n"


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 1000)), min_size=1, max_size=40), st.integers(1, 30), TARGETS
)
def test_columns_and_lists_give_the_same_numbers(counts: list[tuple[int, int]], hours: int, target: Decimal) -> None:
    rows = [(min(bad, total), total) for bad, total in counts]
    begin = datetime(2026, 10, 1, tzinfo=UTC)
    times = [(begin + timedelta(hours=i)).strftime("%Y-%m-%dT%H:%M:%SZ") for i in range(len(rows) + 1)]
    lines = [f"b,i,{times[i]},{times[i + 1]},{total - bad},{total}\n" for i, (bad, total) in enumerate(rows)]
    before = "".join(line.replace("b,i", "a,i") for line in lines)
    found = columnar((HEAD + before + "".join(lines)).encode())
    assert found is not None
    quick = from_columns(found["b", "i"])
    plain = MeasuredSeries(list(quick.starts), list(quick.ends), [b for b, _ in rows], [t for _, t in rows])
    assert quick.step == plain.step == 3_600_000_000
    assert (list(quick.bad), list(quick.total)) == (plain.bad, plain.total)
    window = hours * 3_600_000_000
    end = quick.ends[-1]
    for start in (end - window, end - window // 2, end - window - 1):
        assert quick.sums(start, end) == plain.sums(start, end)
    assert freeze_of(quick, target, window, DEFAULT_BOUNDS) == freeze_of(plain, target, window, DEFAULT_BOUNDS)
    assert rolling(quick, window) == rolling(plain, window)
