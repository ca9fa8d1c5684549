"""The home page: what happened, what is late, what is wrong, and the way to everything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from textwrap import dedent

from steadybook.pages.book import Book
from steadybook.pages.sections.home import FEWEST_CHANGES, MOST_CHANGES, MOST_DOCUMENTS
from steadybook.pages.site import LineUrl
from steadybook.source.history import Commit, History
from tests.pages.conftest import Drawn
from tests.pages.measured import snapshot

Draw = Callable[[dict[str, str]], Drawn]
INCIDENT = """\
incident:
  title: {title}
  services: [checkout]
  function: degraded
  users: under_25
  severity: SEV3
  status: resolved
  started_at: {start}
  detected_at: {start}
  mitigated_at: {end}
  resolved_at: {end}
"""
POSTMORTEM = dedent("""\
    postmortem:
      title: Orders failed
      date: 2026-10-20
      severity: SEV3
      status: draft
      authors: [checkout-lead]
      summary: Orders failed for ten minutes.
      timeline: []
      action_items:
        - {id: A1, description: Retry with backoff, type: prevent, owner: pay-1,
           priority: P1, status: open, deadline: 2026-10-25}
        - {id: A2, description: Alert on retries, type: detect, owner: pay-2,
           priority: P2, status: open, deadline: 2026-11-01}
        - {id: A3, description: Done already, type: prevent, owner: pay-2,
           priority: P2, status: done, deadline: 2026-10-21}
    """)


def incident(id: str, title: str, start: str, end: str) -> dict[str, str]:
    return {f"postmortems/incidents/{id}.yaml": INCIDENT.format(title=title, start=start, end=end)}


def service(name: str, tier: str) -> dict[str, str]:
    return {f"catalog/services/{name}.yaml": f"service:\n  name: {name}\n  tier: {tier}\n  owner_team: payments\n"}


def test_a_quiet_fleet_says_so(drawn: Draw) -> None:
    page = drawn({}).page("")
    assert "No incidents in four weeks and no actions overdue" in page.text
    assert "No incident in 28 days." in page.text
    assert "Nothing is overdue." in page.text
    assert "1 service, 1 team" in page.text
    assert "as of 2026-11-01" in page.text
    assert {"services/checkout/", "teams/payments/", "slos/checkout-availability/", "runbooks/"} <= set(page.links)


def test_only_incidents_of_the_last_28_days_count(drawn: Draw) -> None:
    files = (
        incident("2026-10-05-new", "Within", "2026-10-05T00:00:00Z", "2026-10-05T01:30:00Z")
        | incident("2026-10-04-edge", "On the edge", "2026-10-05T00:00:00+00:01", "2026-10-05T00:10:00Z")
        | incident("2026-11-05-future", "Not yet", "2026-11-05T00:00:00Z", "2026-11-05T00:10:00Z")
    )
    page = drawn(files).page("")
    assert "One incident in four weeks" in page.text
    assert "Within" in page.text
    assert "1\u202fh 30\u202fmin" in page.text
    assert "On the edge" not in page.text
    assert "Not yet" not in page.text


def test_an_action_is_overdue_the_day_after_its_deadline(drawn: Draw) -> None:
    page = drawn({"postmortems/2026-10-20-orders.yaml": POSTMORTEM}).page("")
    assert "one action overdue" in page.text
    assert "1 of 2 open" in page.text
    assert "Retry with backoff 7 d" in page.text
    assert "Alert on retries" not in page.text.partition("Findings of the check")[0]


def test_errors_are_counted_and_named(drawn: Draw) -> None:
    page = drawn(service("cart", "enormous")).page("")
    assert "one error in the documents" in page.text
    assert "enormous is not allowed here" in page.text
    assert {"services/cart/", "rules/invalid-value/"} <= set(page.links)


def test_the_most_critical_services_come_first_and_few_are_listed(drawn: Draw) -> None:
    files: dict[str, str] = service("zz-pay", "critical")
    for number in range(20):
        files |= service(f"tool-{number:02}", "experimental")
    site = drawn(files)
    view = site.leaf("").view
    assert [row.document.id for row in view.services[:2]] == ["zz-pay", "checkout"]
    assert len(view.services) == 15
    page = site.page("")
    assert "All 22 services" in page.text
    assert "20 experimental" in page.text


def with_history(site: Drawn, history: History, line_url: LineUrl | None = None) -> Drawn:
    """The same pages, with what git and the address of the repository add."""
    known = site.book.site
    return Drawn(Book(known.context, known.findings, known.rules, known.name, known.waived, history, line_url))


def test_what_changed_lately_leads_to_the_documents(drawn: Draw) -> None:
    gone = tuple(f"catalog/services/gone-{n}.yaml" for n in range(3))
    many = tuple(f"catalog/services/s-{n}.yaml" for n in range(MOST_DOCUMENTS + 2))
    moment = datetime(2026, 10, 9, 8, 7, tzinfo=UTC)
    commits = (
        Commit("a" * 40, moment, "Tune <checkout>", ("catalog/services/checkout.yaml", *gone)),
        Commit("b" * 40, moment, "Add many", many),
        Commit("c" * 40, moment, "", gone[:1]),
    )
    services = {path: text for n in range(len(many)) for path, text in service(f"s-{n}", "standard").items()}
    page = with_history(drawn(services), History(commits, "")).page("")
    assert "Tune <checkout>" in page.text
    assert "services/checkout/" in page.links
    assert "3 removed or renamed since" in page.text
    assert "and 2 more" in page.text
    assert f"services/s-{MOST_DOCUMENTS - 1}/" in page.links
    assert "(no message)" in page.text


def test_as_many_changes_are_told_as_have_room_beside_the_findings(drawn: Draw) -> None:
    moment = datetime(2026, 10, 9, 8, 7, tzinfo=UTC)
    commits = tuple(Commit(f"{n:040}", moment, f"Change {n}", ("catalog/services/checkout.yaml",)) for n in range(12))
    few = with_history(drawn({}), History(commits, "")).leaf("").view
    broken = {f"catalog/services/b-{n}.yaml": "service: {tier: gold}\n" for n in range(9)}
    many = with_history(drawn(broken), History(commits, "")).leaf("").view
    assert len(few.worst_findings) < 4
    assert (len(few.changes), len(many.changes)) == (FEWEST_CHANGES, MOST_CHANGES)


def test_without_history_the_reason_is_said(drawn: Draw) -> None:
    assert "this is a shallow clone" in with_history(drawn({}), History(reason="this is a shallow clone")).page("").text


def test_a_finding_leads_to_its_line(drawn: Draw) -> None:
    files = {"catalog/services/wrong.yaml": "service:\n  name: wrong\n  owner_team: nobody\n  tier: low\n"}
    site = with_history(drawn(files), History(), lambda path, line: f"https://git.shop.example/{path}#L{line}")
    target = "https://git.shop.example/catalog/services/wrong.yaml#L4"
    assert target in site.page("").links
    assert target in site.page("services/wrong/").links
    assert not [link for link in drawn(files).page("").links if "#L" in link]


def test_the_fleet_by_budget_state(drawn: Draw) -> None:
    slo = "slo: {{service: {name}, sli: checkout-success, target: 99.9, window: 28d, owner: payments}}\n"
    names = ("ledger", "stock", "web")
    files = {f"slos/{name}.yaml": slo.format(name=name) for name in names}
    for name in (*names, "tool"):
        files |= service(name, "standard")
    files |= snapshot("ledger", bad=8000) | snapshot("stock", bad=4500) | snapshot("web", bad=5)
    page = drawn(files).page("")
    text = page.text.replace("\u202f", " ")
    assert "One service is out of error budget, one is close, of one nothing is known" in text
    places = [
        page.source.index(f'<th scope="row"><a href="services/{name}/"')
        for name in ("ledger", "stock", "checkout", "web")
    ]
    assert places == sorted(places)
    assert "Services by budget state: 1 exhausted, 1 critical, 1 unknown, 1 healthy, 1 without an SLO" in page.source
    assert "services/#services?state=exhausted" in page.links
    assert "services/#services?state=no+SLO" in page.links
    assert "measured up to 2026-11-01 00:00 UTC" in text


def test_a_fleet_that_nobody_measures_is_not_called_healthy(drawn: Draw) -> None:
    page = drawn({}).page("")
    assert "No error budget is known: nothing is measured" in page.text
    assert 'data-state="healthy"' not in page.source
