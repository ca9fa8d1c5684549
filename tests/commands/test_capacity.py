from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from math import log
from pathlib import Path

import pytest

from steadybook.analysis.capacity_forecast import forecast_of, forecasts, without_model
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
    assert f"{forecast.crossed_on:%Y-%m}" == "2027-12"
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


def test_the_month_is_that_of_the_day(tmp_path: Path) -> None:
    """14.2 months after the last of October lie in January, not in December: 31 October + 432.4 days."""
    text = MODEL.replace("2026-10-20", "2026-10-31")
    forecast = forecast_of(context_of(tmp_path, {"catalog/capacity/checkout.yaml": text}), "checkout")
    assert forecast is not None
    assert forecast.crossed_on == date(2028, 1, 6)
    assert forecast.crosses_within(Decimal("14.3"), date(2026, 10, 31))
    assert not forecast.crosses_within(Decimal("14.1"), date(2026, 10, 31))


def test_an_older_model_runs_short_earlier(tmp_path: Path) -> None:
    old = MODEL.replace("service: checkout", "service: search").replace("2026-10-20", "2026-06-20")
    service = "service:\n  name: search\n  tier: standard\n  owner_team: search\n"
    files = {"catalog/capacity/checkout.yaml": MODEL, "catalog/capacity/search.yaml": old}
    context = context_of(tmp_path, files | {"catalog/services/search.yaml": service})
    assert [f.document.model.service for f in forecasts(context)] == ["search", "checkout"]


def test_the_verb_shows_what_runs_short_first_and_supposes_growth(run: Run) -> None:
    answer = json.loads(run("capacity", "--format", "json", "-C", EXAMPLE).out)["services"]
    assert answer[0]["service"] == "currencyservice"
    supposed = json.loads(run("capacity", "checkoutservice", "--growth", "8%", "--format", "json", "-C", EXAMPLE).out)
    (service,) = supposed["services"]
    assert (service["monthly_growth_pct"], service["supposed_growth"]) == (8, True)
    assert round(service["peak_in_12_months_pct"], 1) == 115.8
    assert "2027-04 (+5.5 mo)" in run("capacity", "checkoutservice", "--growth", "8%", "-C", EXAMPLE).out


def test_a_negative_growth_is_written_as_people_write_it(run: Run) -> None:
    for growth in (["--growth", "-5%"], ["--growth=-5%"], ["--growth", "-5"]):
        ended = run("capacity", "checkoutservice", *growth, "--format", "json", "-C", EXAMPLE)
        (service,) = json.loads(ended.out)["services"]
        assert service["monthly_growth_pct"] == -5
        assert service["months_to_threshold"] is None
    assert "unrecognized arguments: -5%" in run("capacity", "-5%", "-C", EXAMPLE).err


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
