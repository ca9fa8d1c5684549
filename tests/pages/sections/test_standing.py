"""Budgets, readiness and scores for programs, and as badges."""

from __future__ import annotations

import json
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from steadybook.pages.badges import COLOURS, badge
from tests.pages.conftest import Drawn

Draw = Callable[[dict[str, str]], Drawn]
SPENT = {
    "slos/measurements/checkout.csv": "service,sli,start,end,good,total\n"
    "checkout,checkout-success,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,99930,100000\n"
}


def text_of(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_the_json_is_what_the_verbs_print(drawn: Draw) -> None:
    site = drawn(SPENT)
    (slo,) = json.loads(site.data("api/slos.json"))["slos"]
    assert (slo["slo"], slo["state"], round(slo["remaining_pct"])) == ("checkout-availability", "warning", 30)
    (service,) = json.loads(site.data("api/readiness.json"))["services"]
    assert len(service["checks"]) == 28
    assert json.loads(site.data("api/quality.json"))["fleet"]["subject"] == "fleet"
    assert json.loads(site.data("api/actions.json"))["actions"] == []


def test_badges_say_where_a_service_stands(drawn: Draw) -> None:
    site = drawn(SPENT)
    assert text_of(site.data("badges/checkout/budget.svg")) == ["error budget", "warning 30 %"]
    assert text_of(site.data("badges/checkout/readiness.svg")) == ["readiness", "gold 25/25"]
    assert text_of(site.data("badges/checkout/score.svg"))[0] == "quality"


def test_what_nobody_measures_is_unknown(drawn: Draw) -> None:
    assert text_of(drawn({}).data("badges/checkout/budget.svg")) == ["error budget", "unknown"]


@pytest.mark.parametrize("tone", COLOURS)
def test_a_badge_is_readable_and_harmless(tone: str) -> None:
    svg = badge('<script>alert("1")</script>', "a & b", tone)
    assert text_of(svg) == ['<script>alert("1")</script>', "a & b"]
    assert "<script>" not in svg
    red, green, blue = (int(COLOURS[tone][i : i + 2], 16) / 255 for i in (1, 3, 5))
    light = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)]
    assert 1.05 / (0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2] + 0.05) >= 4.5
