"""The page of a capacity model: the plot, its limits with their reasons, and what is supposed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.pages.conftest import Drawn

URL = "capacity/checkout/"
MODEL = """\
    capacity_model:
      service: {service}
      bottleneck_resource: {resource}
      last_reviewed: 2026-10-{day}
      current_state: {{peak_utilization_pct: {peak}, cost_per_month_usd: 1234}}
      growth_forecast: {{metric: requests/sec, current: 100, monthly_growth_pct: {growth}}}
      scaling_strategy: {plan}
      {more}
    """
PLAN = "{type: horizontal, auto_scaling: true, min_instances: 3, max_instances: 9, scale_up_threshold: 80}"
TEST = "load_test: {date: 2026-09-01, multiple_of_peak: 1.5, scenario: growth, report: docs/load-test.md}"


def model(
    name: str = "checkout",
    *,
    service: str = "checkout",
    resource: str = "CPU",
    day: str = "12",
    peak: str = "58",
    growth: str = "4.5",
    plan: str = PLAN,
    more: str = TEST,
) -> dict[str, str]:
    text = MODEL.format(service=service, resource=resource, day=day, peak=peak, growth=growth, plan=plan, more=more)
    return {f"catalog/capacity/{name}.yaml": text}


def text_of(site: Drawn, url: str = URL) -> str:
    return site.page(url).text.replace("\u202f", " ")


def test_it_says_when_each_limit_is_reached_and_why(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    site = drawn(model())
    text = text_of(site)
    assert "CPU crosses 80 % in May 2027. 58 % of the CPU is in use at the peak; demand grows by 4.5 % a month." in text
    limits = {limit.name: limit for limit in site.leaf(URL).view.limits}
    # ln(80/58), ln(100/58) and ln(1.5), each over ln(1.045)
    assert [limit.months for limit in limits.values()] == ["7.3", "12.4", "9.2"]
    assert "From there instances are added automatically, 9 at most." in text
    assert "The load test of 2026-09-01 went no further." in text
    assert limits["Beyond what was tested"].at == "1.5 × the peak"
    assert "1.5× the peak 2× is asked for" in text


def test_what_is_reached_already_is_not_said_to_come(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    text = text_of(drawn(model(peak="90")))
    assert "CPU is above 80 % already." in text
    assert "after 0.0 months" not in text


def test_its_plot_is_that_of_the_service(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    site = drawn(model())
    own, service = (
        page.source[page.source.index('<div class="sb-plot sb-cap"') :].partition("</svg>")[0]
        for page in (site.page(URL), site.page("services/checkout/"))
    )
    assert own == service
    rows = site.leaf(URL).view.ahead
    assert [(row.month, row.peak) for row in rows[:2]] == [("Oct 2026", "58.0"), ("Jan 2027", "66.2")]
    assert rows[-1].month == "Oct 2027"
    assert str(rows[-1].demand) == "169.6"
    assert "1 234" in text_of(site)


def test_it_says_what_is_supposed_and_what_is_not_written(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    text = text_of(drawn(model(plan="{type: vertical}", more="")))
    assert "instances are made bigger; the model names no threshold, this is the usual one" in text
    assert "80 % usual; not written" in text
    assert "30 % usual; not written" in text
    assert "No load test is written, so that nothing is known of any higher load." in text
    assert "Demand grows by 4.5 % each month, compounding." in text
    assert "Months count from the review on 2026-10-12." in text


@pytest.mark.parametrize(
    ("peak", "growth", "said"),
    [
        ("90", "1", "are above 80 % already"),
        ("50", "0", "never cross 80 %"),
        ("50", "0", "Demand does not grow."),
        ("50", "-3", "Demand shrinks by 3 % a month."),
        ("0", "3", "Nothing is in use."),
        ("50", "0.01", "not within ten years"),
        ("0.001", "99999999", "over 1,000"),
    ],
)
def test_any_growth_is_said_in_words(
    drawn: Callable[[dict[str, str]], Drawn], peak: str, growth: str, said: str
) -> None:
    page = drawn(model(resource="connections", peak=peak, growth=growth)).page(URL)
    assert said in page.text.replace("\u202f", " ")
    assert "nan" not in page.source.lower()


def test_only_the_newest_model_of_a_service_counts(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    site = drawn(model() | model("older", day="01"))
    assert "It no longer counts: a newer model of this service does." in text_of(site, "capacity/older/")
    assert "no longer counts" not in text_of(site)


def test_a_model_of_no_service_is_drawn(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    page = drawn(model("lost", service="lost")).page("capacity/lost/")
    assert "CPU crosses 80" in page.text
    assert "Scaling plan" in page.text
