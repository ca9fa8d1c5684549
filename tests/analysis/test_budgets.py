"""Worked examples: Google SRE Workbook, ch. 2 and 5; semantics of the states: the error budget policy of phase 3."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from steadybook.analysis.budget_history import history_of, thinned
from steadybook.analysis.budgets import all_budgets, budgets_of
from steadybook.kinds.slo.model import Slo
from steadybook.sre.error_budget import BudgetState
from tests.analysis.measured import HEAD, HOUR, NOW, PATH, budget, context_of, row, rows, slo, values

HOURS = 672  # of 28 days
DAY = timedelta(days=1)


def test_a_budget_by_hand(tmp_path: Path) -> None:
    # 672 hours of 1,000 events allow 672 bad ones at 99.9; 168 in each of the last two weeks leave a half.
    found = budget(tmp_path, rows([0] * 336 + [1] * 336))
    assert values(found.total, found.bad, found.good) == (672_000, 336, 671_664)
    assert found.remaining == 50
    assert found.state is BudgetState.WARNING  # a boundary value belongs to the worse state
    assert found.measured == Decimal("99.95")
    assert found.consumed_week == 25
    assert values(found.week_ago, found.trend) == (None, None)  # a week earlier only 75 % of the window was measured
    assert dict(found.burn) == {"1h": 1, "6h": 1, "24h": 1}
    assert values(found.coverage, found.as_of, found.reason, found.frozen) == (100, NOW, None, False)
    assert found.projected_exhaustion == NOW + 14 * DAY  # half a budget at rate 1 lasts half a window
    assert found.projection_basis == "24h"


@pytest.mark.parametrize(
    ("bad", "state"),
    [
        (335, BudgetState.HEALTHY),
        (336, BudgetState.WARNING),
        (503, BudgetState.WARNING),
        (504, BudgetState.CRITICAL),
        (671, BudgetState.CRITICAL),
        (672, BudgetState.EXHAUSTED),
        (673, BudgetState.EXHAUSTED),
    ],
)
def test_a_boundary_belongs_to_the_worse_state(tmp_path: Path, bad: int, state: BudgetState) -> None:
    assert budget(tmp_path, rows([0] * 671 + [bad])).state is state


def test_what_recovered_to_5_percent_stays_frozen_and_10_percent_ends_it(tmp_path: Path) -> None:
    # The bad hour leaves the window piece by piece: 700 bad, then 638 (5.06 % left), then 604 (10.1 % left).
    burst = [700 - 638, 638 - 604, 604, *[0] * (HOURS - 3)]
    exhausted = budget(tmp_path / "a", rows(burst))
    assert values(exhausted.state, exhausted.frozen) == (BudgetState.EXHAUSTED, True)
    five = budget(tmp_path / "b", rows([*burst, 0]))
    assert five.remaining is not None
    assert 5 < five.remaining < 6
    assert values(five.state, five.frozen, five.ruling) == (BudgetState.CRITICAL, True, BudgetState.EXHAUSTED)
    # At the 538th hour 80 % of the window is measured: 538 bad events were allowed by then.
    assert five.frozen_since == five.exhausted_at == NOW - HOUR * (HOURS + 1 - 538)
    ten = budget(tmp_path / "c", rows([*burst, 0, 0]))
    assert values(ten.state, ten.frozen, ten.frozen_since) == (BudgetState.CRITICAL, False, None)
    assert ten.exhausted_at is not None


def test_exactly_10_percent_ends_the_freeze(tmp_path: Path) -> None:
    burst = [100, 756, *[0] * (HOURS - 2)]  # 672 hours of 1,250 events allow 840 bad ones
    assert budget(tmp_path / "a", rows(burst, total=1250)).frozen
    ended = budget(tmp_path / "b", rows([*burst, 0], total=1250))
    assert values(ended.remaining, ended.frozen) == (10, False)
    assert budget(tmp_path / "c", rows([100, 757, *burst[2:], 0], total=1250)).frozen


def test_under_80_percent_coverage_nothing_is_known(tmp_path: Path) -> None:
    found = budget(tmp_path / "79", rows([0] * 531))  # 79.02 %
    assert values(found.state, found.frozen) == (BudgetState.UNKNOWN, False)
    assert found.reason == "only 79% of the last 28d is measured, under the 80% that a state needs"
    assert found.projected_exhaustion is None
    enough = budget(tmp_path / "80", rows([0] * 538))
    assert values(enough.state, enough.reason) == (BudgetState.HEALTHY, None)
    assert enough.week_ago is None


def test_exactly_80_percent_is_enough(tmp_path: Path) -> None:
    text = rows([0] * 8, length=timedelta(hours=1))
    found = budget(tmp_path, text, **slo(window="10h"))
    assert values(found.coverage, found.state) == (80, BudgetState.HEALTHY)


def test_exhaustion_counts_only_where_enough_was_measured(tmp_path: Path) -> None:
    # The first hours alone look exhausted; by the time 80 % is measured they are not.
    assert budget(tmp_path, rows([5, *[0] * (HOURS - 1)])).exhausted_at is None


def test_never_measured(tmp_path: Path) -> None:
    found = budget(tmp_path, "")
    assert values(found.state, found.as_of, found.remaining, found.burn["1h"]) == (
        BudgetState.UNKNOWN,
        None,
        None,
        None,
    )
    assert found.reason == "nothing is measured of checkout-success for checkout"


def test_a_total_of_0_covers_time_without_events(tmp_path: Path) -> None:
    silent = budget(tmp_path / "a", rows([0] * HOURS, total=0))
    assert values(silent.coverage, silent.remaining, silent.state) == (100, None, BudgetState.UNKNOWN)
    assert silent.reason == "no events were counted in the last 28d"
    partly = rows([0] * 400, NOW - HOUR * 272) + rows([0] * 271, NOW - HOUR, total=0) + rows([4], total=10)
    found = budget(tmp_path / "b", partly)
    assert values(found.coverage, found.total) == (100, 400_010)
    assert found.remaining == 100 * (1 - Decimal(4) / Decimal("400.01"))
    assert dict(found.burn) == {"1h": 400, "6h": 400, "24h": 400}


def test_a_target_of_100_has_no_budget(tmp_path: Path) -> None:
    whole = budget(tmp_path / "a", rows([0] * HOURS), **slo("100"))
    assert values(whole.remaining, whole.state, whole.frozen) == (100, BudgetState.HEALTHY, False)
    assert whole.reason is not None
    assert "no budget" in whole.reason
    broken = budget(tmp_path / "b", rows([0] * 671 + [1]), **slo("100"))
    assert values(broken.remaining, broken.state, broken.frozen) == (Decimal("-Infinity"), BudgetState.EXHAUSTED, True)
    assert broken.trend is None
    assert broken.burn["1h"] == Decimal("Infinity")
    assert broken.consumed_week == Decimal("Infinity")


def test_gaps_leave_time_uncovered_and_burn_rates_unknown(tmp_path: Path) -> None:
    found = budget(tmp_path, rows([0] * 600, NOW - 4 * HOUR) + rows([1], NOW))
    assert found.coverage == Decimal(601) / Decimal(672) * 100
    assert dict(found.burn) == {"1h": 1, "6h": None, "24h": None}
    assert found.projection_basis == "window"


def test_burn_rates_need_rows_that_are_short_enough(tmp_path: Path) -> None:
    found = budget(tmp_path, rows([1] * 56, length=timedelta(hours=12)))
    assert dict(found.burn) == {"1h": None, "6h": None, "24h": 1}
    daily = budget(tmp_path / "d", rows([1] * 14, length=timedelta(days=2)))
    assert values(daily.burn["24h"], daily.projection_basis) == (None, "window")


def test_several_granularities_in_several_files(tmp_path: Path) -> None:
    recent = rows([2] * 48)
    long_ago = rows([24] * 26, NOW - 2 * DAY, DAY, 24_000)
    context = context_of(tmp_path, {PATH: HEAD + recent, "slos/measurements/a.csv": HEAD + long_ago})
    (found,) = budgets_of(context, "checkout")
    assert values(found.total, found.bad, found.coverage) == (672_000, 48 * 2 + 26 * 24, 100)
    assert dict(found.burn) == {"1h": 2, "6h": 2, "24h": 2}


def test_a_row_that_straddles_the_start_counts_pro_rata(tmp_path: Path) -> None:
    text = row(NOW - 12 * HOUR, 6 * HOUR, 30, 600) + row(NOW - 6 * HOUR, 6 * HOUR, 0, 600)
    found = budget(tmp_path, text, **slo("99", "8h"))
    assert values(found.total, found.bad, found.coverage) == (800, 10, 100)
    assert found.remaining == Decimal(-25)


def test_bad_rows_are_in_no_number_and_said(tmp_path: Path) -> None:
    wrong = rows([0] * 600, NOW - 40 * HOUR)
    wrong += row(NOW - 40 * HOUR, HOUR, -5)  # more good than all
    wrong += row(NOW - 39 * HOUR, HOUR, 0).replace("Z,1000", ",1000")  # no zone
    wrong += row(NOW - 41 * HOUR, HOUR, 900)  # a duplicate
    found = budget(tmp_path, wrong)
    assert values(found.total, found.bad) == (600_000, 0)
    assert found.as_of == NOW - 40 * HOUR
    assert found.reason == f"3 rows of {PATH} left out, for they cannot be used"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + row(NOW - HOUR, HOUR, -5) + row(NOW, HOUR, -5), "2 rows of {} left out, for they cannot be used"),
        (HEAD.replace("sli", "slo") + rows([0] * 5), "{} cannot be read"),
        ("\xff", "{} cannot be read"),
        ("", "{} cannot be read"),
    ],
)
def test_a_file_without_any_usable_row_is_said_where_its_name_tells_whose_it_is(
    tmp_path: Path, text: str, said: str
) -> None:
    context = context_of(tmp_path, {PATH: text})
    (found,) = all_budgets(context)
    assert found.reason == f"nothing is measured of checkout-success for checkout; {said.format(PATH)}"
    more = {PATH: text, "slos/measurements/a.csv": HEAD + rows([0] * HOURS)}
    (found,) = all_budgets(context_of(tmp_path / "more", more))
    assert values(found.state, found.reason) == (BudgetState.HEALTHY, said.format(PATH))


def test_rows_of_two_files_that_overlap_count_once(tmp_path: Path) -> None:
    one, two = rows([0] * HOURS), rows([900] * 10, NOW - 5 * HOUR)
    context = context_of(tmp_path, {"slos/measurements/a.csv": HEAD + one, "slos/measurements/b.csv": HEAD + two})
    (found,) = all_budgets(context)
    assert values(found.total, found.bad) == (672_000, 0)
    assert found.reason == "10 rows of slos/measurements/b.csv left out, for they cannot be used"


def test_rows_of_the_future_are_not_used(tmp_path: Path) -> None:
    text = rows([1] * HOURS) + rows([500] * 5, NOW + 5 * HOUR)
    assert budget(tmp_path / "a", text).as_of == NOW
    found = budget(tmp_path / "b", rows([0] * 5, NOW + 5 * HOUR))
    assert values(found.as_of, found.state) == (None, BudgetState.UNKNOWN)
    assert found.reason == "nothing is measured of checkout-success for checkout up to now: 5 rows of later times"
    earlier = budget(tmp_path / "c", text, "2026-10-31T12:30:00Z")
    assert earlier.as_of == datetime(2026, 10, 31, 12, tzinfo=UTC)


def test_the_policy_moves_the_states(tmp_path: Path) -> None:
    policy = """\
        error_budget_policy:
          budget_states:
            healthy: {condition: "remaining_budget > 80%"}
            warning: {condition: "remaining_budget 60-80%"}
            critical: {condition: "remaining_budget 40-60%"}
            exhausted: {condition: "remaining_budget <= 40%"}
        """
    found = budget(tmp_path, rows([0] * 336 + [1] * 336), slos__policies__default=policy)
    assert values(found.remaining, found.state) == (50, BudgetState.CRITICAL)


def test_the_history_ends_with_the_present_and_thins_to_its_extremes(tmp_path: Path) -> None:
    context = context_of(tmp_path, {PATH: HEAD + rows([0] * 1000 + [300] + [0] * 400)})
    (found,) = all_budgets(context)
    objective = context.corpus.get(Slo, "checkout-availability")
    assert objective is not None
    points = history_of(context, objective)
    assert len(points) == 1401
    assert points[0].remaining is None
    assert points[-1].at == found.as_of
    assert points[-1].remaining == pytest.approx(float(found.remaining or 0))
    few = thinned(points, 60)
    assert len(few) <= 60
    assert values(few[0], few[-1]) == (points[0], points[-1])
    known = [p.remaining for p in points if p.remaining is not None]
    assert {min(known), max(known)} <= {p.remaining for p in few}
    assert [p.at for p in few] == sorted(p.at for p in few)


def test_incidents_and_their_shares(tmp_path: Path) -> None:
    incident = """\
        incident:
          title: Card payments fail
          services: [checkout]
          function: degraded
          users: under_25
          severity: SEV3
          status: mitigated
          started_at: 2026-10-31T20:30:00Z
          detected_at: 2026-10-31T20:40:00Z
          acknowledged_at: 2026-10-31T20:45:00Z
          mitigated_at: 2026-10-31T22:00:00Z
        """
    text = rows([0] * (HOURS - 4) + [40, 60, 0, 20])
    found = budget(tmp_path, text, postmortems__incidents__2026_10_31=incident)
    (share,) = found.incidents
    assert values(share.bad, found.bad) == (80, 120)  # half of 20-21 h, and all of 21-22 h
    assert share.share == Decimal(80) * 100 / Decimal(120)
    assert found.top == share


def test_a_budget_depends_on_its_own_files_and_not_on_the_hour(tmp_path: Path) -> None:
    context = context_of(tmp_path, {PATH: HEAD + rows([0] * HOURS)})
    context.corpus.open_frame()
    (found,) = all_budgets(context)
    queries = context.corpus.close_frame()
    assert ("referrers", "service", "checkout", "measurements") in queries
    assert ("reached", NOW.isoformat()) in queries
    assert ("as_of",) not in queries  # else every check would compute every budget anew
    assert ("of", "measurements") not in queries
    assert context.surroundings(("reached", NOW.isoformat())) == "True"
    assert context.surroundings(("reached", (NOW + HOUR).isoformat())) == "False"
    assert found.as_of == NOW
