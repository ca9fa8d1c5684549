from __future__ import annotations

import json
from decimal import Decimal
from math import log
from pathlib import Path

import pytest

from steadybook.analysis.capacity_forecast import forecast_of, month_after, without_model
from tests.commands.conftest import Run
from tests.rules.organisation import context_of

EXAMPLE = str(Path(__file__).parents[2])
MODEL = """\
    capacity_model:
      service: checkout
      bottleneck_resource: CPU
      last_reviewed: 2026-10-20
      current_state: {peak_utilization_pct: 40}
      growth_forecast: {metric: requests/sec, current: 40, monthly_growth_pct: 5}
      scaling_strategy: {type: horizontal}
    """


def test_worked_example_of_the_forecast(tmp_path: Path) -> None:
    """ln(80 / 40) / ln 1.05 = 14.2 months from October 2026: December 2027. 40 × 1.05^12 = 71.83."""
    forecast = forecast_of(context_of(tmp_path, {"catalog/capacity/checkout.yaml": MODEL}), "checkout")
    assert forecast is not None
    assert forecast.months is not None
    assert abs(float(forecast.months) - log(2) / log(1.05)) < 1e-9
    assert f"{forecast.crossed_in:%Y-%m}" == "2027-12"
    assert round(forecast.peak_in(12), 2) == Decimal("71.83")
    assert (int(forecast.headroom), int(forecast.threshold), forecast.threshold_written) == (60, 80, False)


@pytest.mark.parametrize(("growth", "months"), [("0", None), ("-5", None), ("100", 1)])
def test_what_if(tmp_path: Path, growth: str, months: int | None) -> None:
    context = context_of(tmp_path, {"catalog/capacity/checkout.yaml": MODEL})
    forecast = forecast_of(context, "checkout", Decimal(growth))
    assert forecast is not None
    assert forecast.supposed
    assert forecast.months == months or (forecast.months is not None and abs(forecast.months - (months or 0)) < 1e-20)


def test_a_full_service_is_over_its_limit_already(tmp_path: Path) -> None:
    text = MODEL.replace("peak_utilization_pct: 40", "peak_utilization_pct: 85")
    forecast = forecast_of(context_of(tmp_path, {"catalog/capacity/checkout.yaml": text}), "checkout")
    assert forecast is not None
    assert forecast.months == 0


def test_services_without_a_model_are_named(tmp_path: Path) -> None:
    context = context_of(tmp_path, {})
    assert forecast_of(context, "checkout") is None
    assert [document.id for document in without_model(context)] == ["checkout"]


def test_months_are_counted_over_the_end_of_the_year() -> None:
    from datetime import date

    assert month_after(date(2026, 11, 30), 3) == date(2027, 2, 1)
    assert month_after(date(2026, 1, 31), 0) == date(2026, 1, 1)


def test_the_verb_shows_what_runs_short_first_and_supposes_growth(run: Run) -> None:
    answer = json.loads(run("capacity", "--format", "json", "-C", EXAMPLE).out)["services"]
    assert answer[0]["service"] == "redis-cart"
    supposed = json.loads(run("capacity", "checkoutservice", "--growth", "8%", "--format", "json", "-C", EXAMPLE).out)
    (service,) = supposed["services"]
    assert (service["monthly_growth_pct"], service["supposed_growth"]) == (8, True)
    assert round(service["peak_in_12_months_pct"], 1) == 115.8
    assert "in 5.5 months (2027-04)" in run("capacity", "checkoutservice", "--growth", "8%", "-C", EXAMPLE).out


def test_mistakes_are_explained(run: Run) -> None:
    assert "is no growth" in run("capacity", "--growth", "a lot", "-C", EXAMPLE).err
    assert "is no growth" in run("capacity", "--growth=-101", "-C", EXAMPLE).err
    assert "Did you mean `checkoutservice`?" in run("capacity", "checkoutservce", "-C", EXAMPLE).err
    none = run("capacity", "adservice", "-C", EXAMPLE)
    assert (none.code, "no data: no capacity model names `adservice`" in none.err) == (2, True)


def test_toil_of_a_team(run: Run) -> None:
    answer = json.loads(run("toil", "--team", "checkout", "--format", "json", "-C", EXAMPLE).out)
    assert {item["team"] for item in answer["items"]} == {"checkout"}
    (team,) = answer["teams"]
    assert team["share_pct"] == 18
    whole = json.loads(run("toil", "--format", "json", "-C", EXAMPLE).out)
    assert whole["hours_automated_away"] == 4
    assert "Did you mean `checkout`?" in run("toil", "--team", "checkot", "-C", EXAMPLE).err
