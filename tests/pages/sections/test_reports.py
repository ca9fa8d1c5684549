from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from steadybook.reports.toil import TINTS
from steadybook.sre.toil import Verdict
from tests.pages.conftest import Drawn
from tests.pages.measured import snapshot

Draw = Callable[[dict[str, str]], Drawn]
POSTMORTEM = """\
    postmortem:
      title: Orders fail
      date: 2026-10-07
      severity: SEV3
      status: draft
      authors: [pay-2]
      services: [checkout]
      summary: One order in ten ended with an error.
      timeline: []
      action_items:
        - {id: AI-001, description: Later, deadline: 2026-12-20, status: in-progress, priority: P1}
        - {id: AI-002, description: Overdue <work>, owner: pay-1, deadline: 2026-10-20}
        - {id: AI-003, description: Done lately, deadline: 2026-10-09, status: done, completed: 2026-10-08}
        - {id: AI-004, description: Done long ago, deadline: 2026-03-09, status: done, completed: 2026-03-08}
        - {id: AI-005, description: Some day}
    """
EXPERIMENT = """\
    experiment:
      name: The card network is slow
      service: checkout
      hypothesis: Orders wait.
      method: {fault_type: network, target: checkout}
      safety: {abort_conditions: [Orders fail], rollback_plan: Take the fault away}
      results: {action_items: [Lower the timeout]}
    """
GAME_DAY = """\
    game_day:
      title: Practice
      date: 2026-10-10
      services: [checkout]
      action_items: [{id: G-1, description: Write it down, deadline: 2026-10-31}]
    """


def bodies(source: str, table: str) -> list[str]:
    """The text of each row of a table."""
    (found,) = re.findall(rf'<table class="sb-table" id="{table}".*?<tbody>(.*?)</tbody>', source, re.DOTALL)
    rows = re.findall(r"<tr.*?</tr>", found.replace("<wbr>", ""), re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", row)).split()) for row in rows]


def test_every_report_is_listed_with_its_conclusion(drawn: Draw) -> None:
    site = drawn({})
    index = site.page("reports/")
    below = [leaf for leaf in site.book.leaves if leaf.parent == "reports/"]
    reports = [leaf for leaf in below if leaf.url.count("/") == 2]  # periods have a page below that of their report
    assert all(any(leaf.url.startswith(report.url) for report in reports) for leaf in below)
    assert {leaf.url for leaf in reports} >= {
        f"reports/{name}/" for name in ("actions", "freshness", "toil", "dependency-risk", "waivers", "findings")
    }
    for leaf in reports:
        assert leaf.url.removeprefix("reports/") in index.links
        assert leaf.view.headline in index.text
        assert leaf.navigation
    wide = [f"reports/{name}/" for name in ("error-budgets", "quality", "self-healing", "toil")]
    assert [leaf.url for leaf in reports if leaf.wide] == wide


def test_actions_of_all_sources_stand_with_the_overdue_first(drawn: Draw) -> None:
    files = {
        "postmortems/2026-10-07-orders-fail.yaml": POSTMORTEM,
        "catalog/chaos/slow.yaml": EXPERIMENT,
        "catalog/chaos/practice.yaml": GAME_DAY,
    }
    page = drawn(files).page("reports/actions/")
    rows = bodies(page.source, "actions")
    assert "2 overdue, 5 open, 1 done in 90 days." in page.text
    assert "1 done more than 90 days ago is left out." in page.text
    assert [re.sub(r".*?(open|in-progress|done) ", "", row).split(" P")[0].split(" –")[0] for row in rows] == [
        "Overdue <work>",
        "Write it down",
        "Later",
        "Lower the timeout",
        "Some day",
        "Done lately",
    ]
    assert rows[0].startswith("2026-10-20 12 d overdue")
    assert "../../postmortems/2026-10-07-orders-fail/#AI-002" in page.links
    assert "2026-10-07-orders-fail--AI-002" in page.ids


def test_freshness_lists_what_expired_and_what_is_due_soon(drawn: Draw) -> None:
    readiness = """\
        readiness_review:
          service: checkout
          date: 2025-09-01
          checks:
            backups: {status: pass, evidence: https://x.example, checked_on: 2026-10-31}
            structured-logging: {status: pass, evidence: https://x.example}
            dashboards: {status: fail}
        """
    capacity = """\
        capacity_model:
          service: checkout
          bottleneck_resource: CPU
          last_reviewed: 2026-08-14
          current_state: {peak_utilization_pct: 60}
          growth_forecast: {current: 800, monthly_growth_pct: 2}
          scaling_strategy: {type: horizontal}
        """
    undated = capacity.replace("          last_reviewed: 2026-08-14\n", "")
    files = {"catalog/readiness/checkout.yaml": readiness, "catalog/capacity/checkout.yaml": capacity}
    page = drawn({**files, "catalog/capacity/undated.yaml": undated}).page("reports/freshness/")
    rows = bodies(page.source, "reviews")
    assert [row.split(" ")[0] for row in rows] == sorted(row.split(" ")[0] for row in rows)
    assert rows[0].startswith("2026-09-01 61 d over checkout structured-logging attestation expired 2025-09-01 365")
    assert any(row.startswith("2026-11-14 checkout capacity model 13 d left 2026-08-14 92") for row in rows)
    assert not any("backups" in row or "dashboards" in row for row in rows)
    assert "Without a day" in page.text
    assert "../../capacity/undated/" in page.links


TOIL = """\
    toil_item:
      name: {name}
      category: access
      frequency: daily
      time_per_occurrence_min: {minutes}
      occurrences_per_month: 60
      team: payments
      {rest}
    """


def toil(name: str, minutes: int, rest: str) -> str:
    return TOIL.format(name=name, minutes=minutes, rest=rest)


def test_items_stand_in_their_cell_of_the_matrix_with_their_hours(drawn: Draw) -> None:
    files = {
        "catalog/toil/grant.yaml": toil("Grant access", 12, "automation_difficulty: low"),
        "catalog/toil/rare.yaml": toil("Rename a thing", 1, "automation_difficulty: high"),
        "catalog/toil/unrated.yaml": toil("Ask around", 3, "service: checkout"),
        "catalog/toil/old.yaml": toil("Long gone", 30, "automated: true"),
    }
    page = drawn(files).page("reports/toil/")
    (matrix,) = re.findall(r'<table class="sb-matrix">(.*?)</table>', page.source, re.DOTALL)
    cells = [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r"<td data-rank.*?</td>", matrix)]
    assert cells[0] == "Do first Grant access 12.0 h"
    assert cells[8] == "Skip Rename a thing 1.0 h"
    assert all(cell.endswith("nothing here") for cell in cells[1:8])
    assert "16 hours a month are toil. Begin with “Grant access”: 12 h a month." in page.text
    assert "Without an effort, so without a place: unrated." in page.text
    assert bodies(page.source, "toil")[-1].startswith("Long gone automated – 0.0 0.0")


def test_a_cell_that_comes_first_is_never_paler() -> None:
    ranks = [TINTS.get(verdict, 5) for verdict in Verdict]
    assert ranks == sorted(ranks)


def test_dependency_risk_shows_bounds_circles_and_reach(drawn: Draw) -> None:
    service = """\
        service:
          name: {name}
          tier: critical
          owner_team: payments
          oncall_rotation: payments-oncall
          dependencies: {{upstream: [{calls}]}}
        """
    slo = """\
        slo: {{service: {name}, sli: checkout-success, target: {target}, window: 28d, owner: payments}}
        """
    files = {
        "catalog/services/web.yaml": service.format(name="web", calls="cart"),
        "catalog/services/cart.yaml": service.format(name="cart", calls="store, {service: web, criticality: soft}"),
        "catalog/services/store.yaml": service.format(name="store", calls=""),
        "slos/web.yaml": slo.format(name="web", target="99.99"),
        "slos/cart.yaml": slo.format(name="cart", target="99.5"),
        "slos/store.yaml": slo.format(name="store", target="99.9"),
    }
    files |= snapshot("store", bad=8000)
    page = drawn(files).page("reports/dependency-risk/")
    assert bodies(page.source, "bound") == [
        "web above 99.99 99.5 0.490 not known cart 99.5 % –",
        "cart within 99.5 99.9 −0.400 99.852 store 99.9 % –",
    ]
    assert "1 objective promises more than the dependencies allow, 1 circle; store takes 2 other services" in page.text
    assert "cart → web → cart" in page.text or "web → cart → web" in page.text
    assert bodies(page.source, "points") == ["store 2 2 cart web", "cart 1 1 web –"]


def test_waivers_say_how_long_they_hold_and_what_they_meet(drawn: Draw) -> None:
    waiver = """\
        waiver:
          rule: {rule}
          paths: ["runbooks/*.yaml"]
          reason: It is <rewritten> soon.
          owner: payments
          expires: {expires}
        """
    files = {
        "catalog/waivers/long.yaml": waiver.format(rule="stale-runbook", expires="2027-06-01"),
        "catalog/waivers/over.yaml": waiver.format(rule="no-such-rule", expires="2026-10-30"),
        "catalog/teams/payments.yaml": "team: {name: payments, contact: a}"
        "  # steadybook: ignore[empty-value] It is new.\n",
    }
    page = drawn(files).page("reports/waivers/")
    rows = bodies(page.source, "waivers")
    assert rows[0].startswith("2026-10-30 over expired 2 d ago no-such-rule 1 It is <rewritten> soon. payments")
    assert rows[1].startswith("2027-06-01 long in force 212 d left waives nothing stale-runbook 1")
    assert "1 waiver in force, 1 expired, 1 ignore comment." in page.text
    assert "empty-value" in page.text
    assert "It is new." in page.text
    assert not any("no-such-rule" in link for link in page.links)


def test_findings_stand_by_severity_with_their_file_and_rule(drawn: Draw) -> None:
    broken = "service: {name: web, tier: huge, owner_team: nobody}\n"
    site = drawn({"catalog/services/web.yaml": broken, "runbooks/odd.yaml": "- 1\n"})
    page = site.page("reports/findings/")
    rows = bodies(page.source, "findings")
    assert len(rows) == len(site.book.site.findings)
    assert rows[0].startswith("error")
    assert any("catalog/services/web.yaml" in row.replace(" ", "") for row in rows)
    assert "../../services/web/" in page.links
    assert "../../documents/runbooks/odd.yaml/" in page.links
    counted = re.findall(r'href="#findings\?rule=([\w-]+)">(\d+)<', page.source)
    assert sum(int(number) for _, number in counted) == len(rows)
    assert all(f"../../rules/{rule}/" in page.links for rule, _ in counted)
    assert re.match(r"\d+ errors?", site.leaf("reports/findings/").view.headline)


def test_reports_without_data_say_so(drawn: Draw) -> None:
    site = drawn({})
    assert "No action is open" in site.page("reports/actions/").text
    assert "No toil is written down" in site.page("reports/toil/").text
    assert "No service has a hard dependency" in site.page("reports/dependency-risk/").text
    assert "Nothing is waived." in site.page("reports/waivers/").text
