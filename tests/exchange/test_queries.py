from __future__ import annotations

import time

import pytest

from steadybook.exchange.prometheus.objectives import Indicator
from steadybook.exchange.prometheus.queries import argument, flaw, summed
from steadybook.exchange.prometheus.samples import samples_for
from steadybook.kinds.sli.model import PrometheusQueries


def indicator(good: str, total: str) -> Indicator:
    return Indicator("checkout", "requests", PrometheusQueries(good=good, total=total))


@pytest.mark.parametrize(
    ("query", "what"),
    [
        ("sum(rate(x[5m]))", ""),
        ('sum(rate(x{a="]{("}[5m]))', ""),
        (r'x{a="\"]"}', ""),
        ("x # a ( comment\n", ""),
        ("sum(rate(x[5m])", "a ( is not closed"),
        ("x) or (y", "a ) closes nothing"),
        ("sum(x]", "a ] closes nothing"),
        ('x{a="b}', 'a " opens a string that does not end'),
        ('x{a="b\nc"}', 'a " opens a string that does not end'),
    ],
)
def test_a_query_that_would_spill_over_is_noticed(query: str, what: str) -> None:
    assert flaw(query) == what


def test_a_query_is_one_number() -> None:
    assert summed(" sum(rate(x[5m])) ") == "sum(rate(x[5m]))"
    assert summed("sum(a) / sum(b)") == "sum(\n  sum(a) / sum(b)\n)"
    assert summed("sum by (job) (a)") == "sum(\n  sum by (job) (a)\n)"
    assert summed("rate(x[5m]) # by pod") == "sum(\n  rate(x[5m]) # by pod\n)"


def test_the_argument_of_a_call() -> None:
    assert argument('sum(rate(x{a=")"}[5m]))', "sum") == 'rate(x{a=")"}[5m])'
    assert argument("sum(a) + sum(b)", "sum") is None
    assert argument("summary(a)", "sum") is None


@pytest.mark.parametrize(
    ("good", "total", "series"),
    [
        (
            'sum(rate(x_total{job="$service",code!~"5.."}[$window]))',
            'sum(rate(x_total{job="$service"}[$window]))',
            ('x_total{job="checkout", code="any"}', 'x_total{job="checkout", code="500"}', ""),
        ),
        (
            'sum(rate(d_bucket{job="a", le="0.5"}[$window]))',
            'sum(rate(d_count{job="a"}[$window]))',
            ('d_bucket{job="a", le="0.5"}', "", 'd_count{job="a"}'),
        ),
        (
            'sum by (job) (increase(x{r!~"/_healthz|/static.*", ok=~"yes|y.*"}[${window}]))',
            'sum(increase(x{r!~"/_healthz|/static.*"}[${window}]))',
            ('x{r="any", ok="yes"}', 'x{r="any", ok="any"}', ""),
        ),
        ('sum(rate(x{a!=""}[$window]))', "sum(rate(x[$window]))", ('x{a="any"}', "x{}", "")),
        (
            "sum(rate(x{a='b', c!='d',}[$window]))",
            "sum(rate(x{c!=`d`}[$window]))",
            ('x{a="b", c="any"}', 'x{c="any", a="any"}', ""),
        ),
    ],
)
def test_series_that_are_good_bad_and_all(good: str, total: str, series: tuple[str, str, str]) -> None:
    found = samples_for(indicator(good, total))
    assert found is not None
    assert (found.good, found.bad, found.total) == series


@pytest.mark.parametrize(
    ("good", "total"),
    [
        ("sum(rate(x[$window])) - sum(rate(y[$window]))", "sum(rate(x[$window]))"),
        ("sum(rate(x[$window]))", "sum(rate(x[$window]))"),
        ("sum(rate(x[$window] offset 1h))", "sum(rate(x[$window]))"),
        ('sum(rate({__name__=~"x.*"}[$window]))', "sum(rate(x[$window]))"),
        ('sum(rate(x{a=~"(b|c)+"}[$window]))', "sum(rate(x[$window]))"),
        ('sum(rate(x{a="b",a="c"}[$window]))', "sum(rate(x[$window]))"),
        ("sum(rate(x{a=b}[$window]))", "sum(rate(x[$window]))"),
        ("avg_over_time(x[$window])", "avg_over_time(y[$window])"),
    ],
)
def test_other_forms_of_queries_get_no_series(good: str, total: str) -> None:
    assert samples_for(indicator(good, total)) is None


@pytest.mark.parametrize("expression", ["(a+)+" * 20, ".*" * 60 + "x", "|".join([".*a.*"] * 80), "a" * 499 + ".*.*!"])
def test_no_expression_takes_long(expression: str) -> None:
    started = time.monotonic()
    samples_for(indicator(f'sum(rate(x{{a!~"{expression}"}}[$window]))', "sum(rate(x[$window]))"))
    assert time.monotonic() - started < 1
