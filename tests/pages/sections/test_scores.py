"""Readiness, quality and maturity on the pages that show them, and the reports on months and weeks."""

from __future__ import annotations

import re
from collections.abc import Callable

from steadybook.analysis.readiness.scorecard import Scorecard
from tests.pages.conftest import Drawn
from tests.rules.organisation import BASE

Draw = Callable[[dict[str, str]], Drawn]
SERVICE = (BASE / "catalog/services/checkout.yaml").read_text("utf-8")
REVIEW = """\
    readiness_review:
      service: checkout
      date: 2026-10-20
      reviewers: [payments-lead]
      checks:
        structured-logging: {status: pass, evidence: "https://x.example/logs", checked_by: pay-1}
        circuit-breakers: {status: fail, reason: None yet <b>}
        call-timeouts: {status: pass, evidence: "https://x.example/calls", checked_on: 2025-10-01}
        oncall-rotation: {status: fail, reason: nobody answers}
        retry-backoff: {status: not_applicable, reason: it calls nobody}
        no-such-check: {status: pass}
    """
NEWER = {"catalog/readiness/newer.yaml": REVIEW}
DIMENSIONS = ("slos", "monitoring", "incident_response", "automation", "chaos_engineering", "capacity_planning",
              "toil_management", "oncall_health")  # fmt: skip
MONTH = """\
    monthly_report:
      period: 2026-09
      incidents: {total: 3}
      highlights: [All went well <i>]
      concerns: [A worry]
    """


def assessment(day: str, **scores: int) -> dict[str, str]:
    whole = ", ".join(f"{name}: {scores.get(name, 3)}" for name in DIMENSIONS)
    text = f"maturity_assessment: {{subject: payments, date: {day}, assessors: [a-1], scores: {{{whole}}}}}\n"
    return {f"catalog/maturity/payments-{day}.yaml": text}


def spoken(site: Drawn, url: str) -> str:
    return site.page(url).text.replace("\u202f", " ")


def card_of(site: Drawn) -> Scorecard:
    card = site.leaf("services/checkout/").view.card
    assert isinstance(card, Scorecard)
    return card


def test_each_mark_of_the_scorecard_leads_to_what_is_behind_it(drawn: Draw) -> None:
    site = drawn(NEWER)
    page = site.page("reports/readiness/")
    marks = [a for a in page.all("a") if "data-check" in a]
    assert len(marks) == 28
    behind = site.page("services/checkout/").ids
    assert all(a["href"].partition("#")[2] in behind for a in marks)
    by_id = {a["href"].partition("#")[2]: a for a in marks}
    assert by_id["check-circuit-breakers"]["data-check"] == "fail"
    assert by_id["check-circuit-breakers"]["title"].endswith("fails, None yet <b>")
    assert by_id["check-call-timeouts"]["data-check"] == "todo"
    assert by_id["check-retry-backoff"]["data-check"] == "na"
    assert by_id["check-oncall-rotation"]["data-check"] == "pass"
    text = page.text
    card = card_of(site)
    assert f"{card.passed}/{card.required}" in text
    assert "0 of 1 ready" in text
    missed = [(card.service.id, result.check.id) for card, result in site.leaf("reports/readiness/").view.gaps]
    assert ("checkout", "circuit-breakers") in missed
    assert len(missed) == card.required - card.passed


def test_many_services_have_marks_without_links_and_very_many_have_numbers(drawn: Draw) -> None:
    few = SERVICE.replace("name: checkout", "name: copy-{n}")
    files = {f"catalog/services/copy-{n}.yaml": few.replace("{n}", str(n)) for n in range(60)}
    page = drawn(files).page("reports/readiness/")
    assert not [a for a in page.all("a") if "data-check" in a]
    strips = [svg for svg in page.all("svg") if svg.get("class") == "sb-ready"]
    assert len(strips) == 61 * 9
    assert any(svg["aria-label"] == "SLOs: 0 of 3 pass" for svg in strips)
    files |= {f"catalog/services/copy-{n}.yaml": few.replace("{n}", str(n)) for n in range(60, 205)}
    page = drawn(files).page("reports/readiness/")
    assert not [svg for svg in page.all("svg") if svg.get("class") == "sb-ready"]
    assert "0/3" in page.text


def test_quality_shows_the_sum_and_what_would_raise_it(drawn: Draw) -> None:
    site = drawn({})
    view = site.leaf("reports/quality/").view
    text = spoken(site, "reports/quality/")
    points = [scored.points for scored in view.fleet.dimensions]
    assert f"{sum(points):.1f} of 100" in text
    for scored in view.fleet.dimensions:
        assert f"{scored.dimension.name}{scored.score:.2f}{scored.points:.1f}{scored.dimension.weight}" in text
    best = view.improvements[0]
    assert f"+{best.gain:.1f}" in text
    links = site.page("reports/quality/").links
    assert "../../services/checkout/#quality" in links
    assert "../../teams/payments/#quality" in links
    assert "../../runbooks/checkout-errors/" in links  # what was counted


def test_maturity_beside_what_evidence_proposes(drawn: Draw) -> None:
    files = assessment("2026-03-01", slos=2) | assessment("2026-09-01", slos=5, monitoring=2)
    site = drawn(files)
    (subject,) = site.leaf("reports/maturity/").view.subjects
    assert (subject.latest.total, subject.before.total) == (25, 23)
    assert [round(x) for x, _ in subject.course] == [0, 100]
    assert [round(y, 3) for _, y in subject.course] == [46.875, 53.125]
    text = spoken(site, "reports/maturity/")
    assert "25 of 40, maturing" in text
    assert "Nobody has assessed" not in text
    page = site.page("reports/maturity/")
    rings = [a["style"] for a in page.all("span") if a.get("class") == "sb-ring"]
    differs = [p for _, score, _, p in subject.rows if p is not None and p != score]
    assert rings == [f"--x:{p * 20}" for p in differs]
    missing = subject.missing[1][0]
    assert missing.missing.replace("`", "") in text
    assert "2026-03-0123foundation" in spoken(site, "teams/payments/")
    assert "No assessment of this team" in spoken(drawn({"catalog/maturity/payments-2026-03-01.yaml": "x: 1"}
                                                        | {"catalog/maturity/payments-2026-09-01.yaml": "x: 1"}),
                                                  "teams/payments/")  # fmt: skip


def test_a_month_says_what_moved_since_it_was_frozen(drawn: Draw) -> None:
    site = drawn({"postmortems/reports/2026-09.yaml": MONTH})
    page = site.page("reports/monthly/2026-09/")
    text = page.text.replace("\u202f", " ")
    assert "frozen in 2026-09: 1 of " in text
    assert "frozen as 3 the data moved since" in text
    assert "All went well <i>" in text
    assert "no shift began in the period" in text
    assert "../2026-10/" in page.links
    rows = {row.route: row for row in site.leaf("reports/monthly/2026-09/").view.rows}
    assert [name for name, _ in rows["incidents", "total"].course] == ["2026-08", "2026-09"]
    assert rows["slo_summary", "worst_performing"].course == ()
    now = spoken(site, "reports/monthly/")
    assert "the month is not over" in now
    assert "Nobody has written down yet" in now
    assert "not frozen yet: steadybook report monthly 2026-10 --write" in spoken(site, "reports/monthly/2026-10/")


def test_the_week_follows_its_agenda(drawn: Draw) -> None:
    site = drawn({})
    text = spoken(site, "reports/weekly/")
    parts = ("1. Objectives 5 min", "2. Incidents 10 min", "3. On call 5 min", "4. Work on reliability 10 min")
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "30 minutes" in text
    view = site.leaf("reports/weekly/").view
    assert len(site.page("reports/weekly/").links) >= len(view.periods) - 1
    for absent in ("No incident began this week.", "No action is open.", "No chaos experiment ran."):
        assert absent in text


def test_a_review_says_what_each_attestation_did(drawn: Draw) -> None:
    page = drawn(NEWER).page("readiness/newer/")
    text = page.text.replace("\u202f", " ")
    rows = dict(re.findall(r'<tr id="([\w-]+)">(.*?)</tr>', page.source, re.DOTALL))
    assert "the check passes" in rows["structured-logging"]
    assert "2027-10-20" in rows["structured-logging"]
    assert "the check fails" in rows["circuit-breakers"]
    assert "the check is left out" in rows["retry-backoff"]
    assert "nothing: it does not count" in rows["call-timeouts"]
    assert "expired on" in rows["call-timeouts"]
    assert "nothing: the documents say that it passes" in rows["oncall-rotation"]
    assert "there are no such checks: no-such-check" in text
    assert "What is missing beside these" in text


def test_an_older_review_leads_to_the_one_that_counts(drawn: Draw) -> None:
    older = REVIEW.replace("2026-10-20", "2026-04-20")
    page = drawn(NEWER | {"catalog/readiness/older.yaml": older}).page("readiness/older/")
    assert "It no longer counts" in page.text
    assert "../newer/" in page.links
    assert "nothing: this review does not count" in page.text
    lost = drawn({"catalog/readiness/lost.yaml": REVIEW.replace("service: checkout", "service: nowhere")})
    assert "There is no such service" in lost.page("readiness/lost/").text


def test_home_and_lists_show_scores(drawn: Draw) -> None:
    site = drawn(NEWER | assessment("2026-09-01"))
    home = spoken(site, "")
    assert f"{site.leaf('').view.quality.total:.1f} of 100" in home
    card = card_of(site)
    reached = card.level.value if card.level else "below"
    assert site.leaf("").view.levels == (
        ("important", {name: int(name == reached) for name in ("gold", "silver", "bronze", "below")}),
    )
    assert "payments24" in home
    quality = site.leaf("services/checkout/").view.quality
    assert f"{card.level.value if card.level else 'no level'}{quality.total:.1f}" in spoken(site, "services/")
    assert f"{quality.total:.1f}" in spoken(site, "teams/")


def test_without_services_every_score_says_why_it_is_missing(drawn: Draw) -> None:
    site = drawn({"catalog/services/checkout.yaml": SERVICE.replace("tier: important", "tier: experimental")})
    assert "No service in production has to pass a check." in spoken(site, "reports/readiness/")
    assert "Nothing to score" in spoken(site, "reports/quality/")
    assert "Nobody has assessed anything yet" in spoken(site, "reports/maturity/")
    team = spoken(site, "teams/payments/")
    for reason in ("No service in production that has to pass a check.", "No score:", "No assessment of this team"):
        assert reason in team
