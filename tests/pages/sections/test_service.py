from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from steadybook.pages.capacity_plots import capacity_of
from tests.pages.conftest import Drawn
from tests.pages.measured import snapshot

URL = "services/checkout/"


def service(name: str, upstream: str = "[]", tier: str = "standard") -> dict[str, str]:
    text = f"""\
        service:
          name: {name}
          tier: {tier}
          owner_team: payments
          dependencies: {{upstream: {upstream}}}
        """
    return {f"catalog/services/{name}.yaml": text}


def slo(service: str, target: str) -> dict[str, str]:
    text = f"slo: {{service: {service}, sli: checkout-success, target: {target}, window: 28d, owner: payments}}\n"
    return {f"slos/{service}-slo.yaml": text}


def test_who_owns_it_and_what_it_promises(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    page = drawn({}).page(URL)
    assert "Turns a cart into an order" in page.text.replace("\u202f", " ")
    assert "important tier" in page.text.replace("\u202f", " ")
    assert "40 min 19 s of full outage per 28 d" in page.text.replace("\u202f", " ")
    assert "no shift covers this moment" in page.text.replace("\u202f", " ")
    assert "../../teams/payments/" in page.links
    assert "https://grafana.shop.example/d/checkout" in page.links


def test_who_is_on_call_at_the_moment_that_counts(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    shift = """\
        oncall_shift:
          rotation: payments-oncall
          start: 2026-{start}T09:00:00Z
          end: 2026-{end}T09:00:00Z
          primary: {who}
          pages: 0
        """
    files = {
        "catalog/oncall/payments-a.yaml": shift.format(start="10-25", end="11-01", who="pay-1"),
        "catalog/oncall/payments-b.yaml": shift.format(start="11-01", end="11-08", who="pay-2"),
        "catalog/oncall/payments-c.yaml": shift.format(start="11-08", end="11-15", who="pay-3"),
    }
    text = drawn(files).page(URL).text.replace("\u202f", " ")
    assert "pay-2, until 2026-11-08 09:00" in text
    assert "pay-1" not in text


def test_neighbours_stand_in_their_columns(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    files = service("shop", "[{service: ledger, criticality: soft}, missing]") | service("ledger", "[disk, shop]")
    files |= service("disk") | service("web", "[shop]") | service("edge", "[web]") | slo("ledger", "99.5")
    graph = drawn(files).leaf("services/shop/").view.graph
    columns = [[node.id for node in column] for column in graph.columns]
    # The ledger calls back: it stands on both sides, and what lies behind it is not repeated.
    assert columns == [["edge"], ["ledger", "web"], ["shop"], ["ledger", "missing"], ["disk"]]
    assert [node.promise for node in graph.columns[3]] == ["unknown · SLO 99.5\u202f%", "no availability SLO"]
    assert set(graph.edges) == {
        (0, 0, 1, True),
        (1, 0, 0, True),
        (1, 1, 0, True),
        (2, 0, 0, False),
        (2, 0, 1, True),
        (3, 0, 0, True),
    }


def test_a_wide_graph_names_eleven_and_counts_the_others(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    callees = [f"part-{number:02}" for number in range(14)]
    files = service("shop", f"[{', '.join(callees)}]")
    for callee in callees:
        files |= service(callee)
    site = drawn(files)
    page = site.page("services/shop/")
    assert len(site.leaf("services/shop/").view.graph.columns[3]) == 11
    assert "and 3 more" in page.text.replace("\u202f", " ")
    assert "#all-neighbours" in page.links
    assert "all-neighbours" in page.ids
    assert "../part-13/" in page.links


def test_what_its_dependencies_allow(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    files = service("shop", "[ledger, stock, plain]") | service("ledger") | service("stock") | service("plain")
    files |= slo("shop", "99.9") | slo("ledger", "99.5") | slo("stock", "99.9")
    text = drawn(files).page("services/shop/").text.replace("\u202f", " ")
    assert "allow at most 99.4 %, below this service's 99.9 %: limited by ledger (99.5 %)" in text
    assert "Not counted, as they have no availability objective: plain" in text


def test_alerts_lead_to_runbooks_with_their_age(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    rules = """\
        groups:
          - name: g
            rules:
              - {alert: Lonely, expr: up == 0, labels: {severity: ticket, service: checkout}}
              - alert: Elsewhere
                expr: up == 0
                labels: {severity: page, service: checkout}
                annotations: {runbook_url: "https://wiki.shop.example/elsewhere"}
        """
    page = drawn({"slos/alerts/more.yaml": rules}).page(URL)
    assert "CheckoutErrorspageCheckout answers with errors2026-10-01" in page.text.replace("\u202f", " ")
    assert "https://wiki.shop.example/elsewhere" in page.links
    assert "Lonelyticketnone" in page.text.replace("\u202f", " ")


def test_readiness_is_judged_from_documents_and_attestations(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    review = """\
        readiness_review:
          service: checkout
          date: 2026-10-01
          checks:
            structured-logging: {status: pass, evidence: "https://x.example/logs", checked_on: 2026-10-01}
            circuit-breakers: {status: fail, reason: None yet, checked_on: 2026-10-01}
            call-timeouts: {status: pass, evidence: "https://x.example/calls", checked_on: 2025-10-01}
            slis-measured: {status: fail, reason: said, checked_on: 2026-10-01}
        """
    site = drawn({"catalog/readiness/checkout.yaml": review})
    page = site.page(URL)
    marks = dict(re.findall(r'<tr id="check-([\w-]+)">.*?data-check="(\w+)"', page.source))
    assert len(marks) == 28
    assert marks["structured-logging"] == "pass"
    assert marks["circuit-breakers"] == "fail"
    assert marks["call-timeouts"] == "todo"  # expired: a year and a month old
    assert marks["retry-backoff"] == "todo"
    assert marks["feature-flags"] == "na"  # asked of critical services only
    assert marks["oncall-rotation"] == "pass"  # derived
    text = page.text.replace("\u202f", " ")
    assert f"{site.leaf(URL).view.card.passed} of 25 required checks pass" in text
    assert "None yet" in text
    assert "the attestation in `checkout` expired" in text.replace("checkout expired", "`checkout` expired")


def test_the_quality_score_shows_its_arithmetic(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    site = drawn({})
    quality = site.leaf(URL).view.quality
    text = site.page(URL).text.replace("\u202f", " ")
    assert f"{quality.total:.1f} of 100" in text
    assert "no data" in text
    assert "no capacity_model names" in text
    assert "Regions: its target of 99.9 % calls for" in text


CAPACITY = """\
    capacity_model:
      service: checkout
      bottleneck_resource: CPU
      last_reviewed: 2026-{day}
      current_state: {{peak_utilization_pct: {peak}}}
      growth_forecast: {{current: 100, monthly_growth_pct: {growth}}}
      scaling_strategy: {{type: horizontal, scale_up_threshold: 80}}
    """


def capacity(day: str = "10-12", peak: str = "58", growth: str = "4.5") -> dict[str, str]:
    return {"catalog/capacity/checkout.yaml": CAPACITY.format(day=day, peak=peak, growth=growth)}


@pytest.mark.parametrize(("peak", "where"), [("80", "at"), ("80.5", "above"), ("100", "above")])
def test_a_threshold_that_is_crossed_already(drawn: Callable[[dict[str, str]], Drawn], peak: str, where: str) -> None:
    view = capacity_of(drawn(capacity(peak=peak)).book.site.context, "checkout")
    assert view is not None
    assert view.verdict == f"CPU is {where} 80\u202f% already"


def test_the_forecast_is_computed(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    site = drawn(capacity())
    view = capacity_of(site.book.site.context, "checkout")
    assert view is not None
    assert view.crossing == pytest.approx(7.306, abs=0.001)  # ln(80/58) / ln(1.045)
    assert view.verdict == "CPU crosses 80\u202f% in May 2027"
    assert view.rows[-1] == ("+12", "98.4", "1.6")
    assert view.ticks[0] == (0, "Oct 2026")
    assert view.ticks[-1] == (12, "Oct 2027")
    assert dict(view.demand)["in 12 months"] == Decimal("169.6")
    assert view.model_date == date(2026, 10, 12)
    page = site.page(URL)
    assert "after 7.3 months" in page.text.replace("\u202f", " ")
    assert "CPU crosses 80 % in May 2027" in page.text.replace("\u202f", " ")


@pytest.mark.parametrize(
    ("peak", "growth", "said"),
    [
        ("90", "1", "is above 80 % already"),
        ("50", "0", "never crosses 80 %"),
        ("50", "-100", "never crosses 80 %"),
        ("50", "0.01", "for more than ten years"),
        ("0.001", "99999999", "crosses 80 % in Nov 2026"),
    ],
)
def test_any_growth_can_be_drawn(drawn: Callable[[dict[str, str]], Drawn], peak: str, growth: str, said: str) -> None:
    page = drawn(capacity(peak=peak, growth=growth)).page(URL)
    assert said in page.text.replace("\u202f", " ")
    assert "nan" not in page.source.lower()
    assert "NaN" not in page.source


def test_a_year_ends_within_the_forecast(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    text = drawn(capacity("12-31", "70", "1")).page(URL).text.replace("\u202f", " ")
    assert "crosses 80 % in Feb 2028" in text  # 13.4 months after the last day of 2026


def test_actions_and_waivers_of_a_service(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    postmortem = """\
        postmortem:
          title: Orders were lost
          date: 2026-10-01
          severity: SEV2
          authors: [pay-1]
          status: draft
          services: [checkout]
          summary: Orders were lost.
          timeline: []
          action_items:
            - {id: AI-001, description: Keep the orders, owner: pay-2, deadline: 2026-10-23, priority: P0}
            - {id: AI-002, description: Count the orders, owner: pay-2, status: done, deadline: 2026-10-23}
        """
    waiver = "waiver: {{rule: stale-runbook, paths: [{}], reason: {}, owner: payments, expires: 2026-12-01}}\n"
    files = {
        "postmortems/2026-10-01-lost.yaml": postmortem,
        "catalog/waivers/mine.yaml": waiver.format("runbooks/checkout-*.yaml", "The author is away"),
        "catalog/waivers/other.yaml": waiver.format("runbooks/else.yaml", "Not about it"),
    }
    text = drawn(files).page(URL).text.replace("\u202f", " ")
    assert "Keep the orders" in text
    assert "9 d overdue" in text
    assert "Count the orders" not in text
    assert "The author is away" in text
    assert "Not about it" not in text


def test_a_lonely_service_says_what_it_lacks(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    text = drawn(service("island")).page("services/island/").text.replace("\u202f", " ")
    for reason in (
        "No objective is written",
        "No document says that it calls a service",
        "No incident names this service",
        "No capacity model",
        "No experiment",
        "No toil item",
        "No failure modes",
        "No readiness review",
    ):
        assert reason in text


def test_its_budget_says_what_must_wait_and_colours_the_graph(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    files = service("shop", "[ledger]") | service("ledger") | slo("shop", "99.9") | slo("ledger", "99.9")
    files |= snapshot("shop", bad=100) | snapshot("ledger", bad=8000)
    site = drawn(files)
    text = site.page("services/ledger/").text.replace("\u202f", " ")
    assert "Nothing is left of the budget: it is overspent by 47.8 %." in text
    assert "Must wait: feature, risky, chaos changes." in text
    shop = site.leaf("services/shop/").view
    assert [node.state for node in shop.graph.columns[3]] == ["exhausted"]
    assert shop.worst.state == "healthy"
    calm = site.page("services/shop/").text.replace("\u202f", " ")
    assert "Must wait" not in calm
    assert "As measured they allowed 99.852 %: limited by ledger (99.852 % over 28 d)." in calm


def test_what_dependencies_delivered_is_not_guessed(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    files = service("shop", "[ledger]") | service("ledger") | slo("shop", "99.9") | slo("ledger", "99.9")
    text = drawn(files).page("services/shop/").text
    assert "What they allowed as measured nobody knows. Not measured: ledger (ledger-slo: nothing is measured" in text
