"""Episodes of burn-rate alerts, by hand: a budget of 0.1 % burns at rate 14.4 where 1.44 % of the events are bad."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from steadybook.analysis.burn_alerts import episodes, episodes_in
from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from tests.rules.organisation import context_of

START = datetime(2026, 10, 5, tzinfo=UTC)
OBJECTIVE = """\
    slo:
      service: checkout
      sli: orders
      target: {target}
      window: 30d
      owner: payments
      burn_rate_alerts:
        - {{name: fast, burn_rate: 14.4, short_window: {short}, long_window: 2h, severity: page}}
    """


def measured(root: Path, bad: list[int], short: str = "5m", target: str = "99.9", lost: int = -1) -> Context:
    """Hours of 10,000 events with so many bad ones each; one hour may be lost."""
    rows = ["service,sli,start,end,good,total"]
    for hour, amount in enumerate(bad):
        begin = START + timedelta(hours=hour)
        end = begin + timedelta(hours=1)
        if hour != lost:
            rows.append(f"checkout,orders,{begin:%Y-%m-%dT%H:%M:%SZ},{end:%Y-%m-%dT%H:%M:%SZ},{10_000 - amount},10000")
    files = {
        "slos/orders.yaml": OBJECTIVE.format(short=short, target=target),
        "slos/measurements/checkout.csv": "\n".join(rows) + "\n",
    }
    return context_of(root, files)


def hours(context: Context) -> list[tuple[float, float]]:
    """The episodes in hours after the start."""
    (slo,) = (document for document in context.corpus.of(Slo) if document.id == "orders")
    unit = timedelta(hours=1)
    return [((e.first - START) / unit, (e.last - START) / unit) for e in episodes(context, slo)]


@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        ([0, 144, 144, 0, 0], [(3, 3)]),  # 288 of 20,000 is 1.44 %: reached, not exceeded
        ([0, 144, 143, 0, 0], []),
        ([288, 0, 0, 300, 0, 0], [(2, 2), (4, 5)]),  # two hours are measured at the second one's end, not before
        ([0, 500, 500, 500, 0, 0], [(2, 5)]),
        ([0, 0, 0], []),
    ],
)
def test_the_long_window_rules_where_rows_are_longer_than_the_short_one(
    bad: list[int], expected: list[tuple[float, float]], tmp_path: Path
) -> None:
    assert hours(measured(tmp_path, bad)) == expected


def test_a_short_window_ends_the_alert_soon_after_the_burn(tmp_path: Path) -> None:
    assert hours(measured(tmp_path, [0, 500, 500, 0, 0], short="1h")) == [(2, 3)]


def test_windows_that_are_not_wholly_measured_tell_nothing(tmp_path: Path) -> None:
    # Of the windows that end after 3 and 4 hours only the second one lacks nothing: 500 of 20,000.
    assert hours(measured(tmp_path, [500, 500, 500, 0], lost=1)) == [(4, 4)]


def test_a_target_of_100_has_no_budget_that_could_burn(tmp_path: Path) -> None:
    assert hours(measured(tmp_path, [500, 500], target="100")) == []


def test_a_week_has_the_episodes_that_reach_into_it(tmp_path: Path) -> None:
    context = measured(tmp_path, [0, 500, 500, 0, 0])
    names = {episode.alert for episode in episodes_in(context, START, START + timedelta(days=7))}
    assert names == {"CheckoutOrdersFast"}
    assert episodes_in(context, START - timedelta(days=7), START) == ()
    assert episodes_in(context, START + timedelta(days=7), START + timedelta(days=14)) == ()
