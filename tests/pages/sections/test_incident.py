from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from steadybook.kinds._timeline import TimelineEntry
from steadybook.pages.timeline import MOST_TICKS, NEAREST, lay_out
from tests.pages.conftest import Drawn
from tests.pages.measured import incident as measured_incident
from tests.pages.measured import snapshot

INCIDENT = """\
    incident:
      title: Orders <b>fail</b>
      services: [checkout]
      function: degraded
      users: over_25
      revenue_impacting: true
      severity: SEV2
      status: resolved
      started_at: 2026-10-07T09:12:00Z
      detected_at: 2026-10-07T09:15:00Z
      acknowledged_at: 2026-10-07T09:19:00Z
      mitigated_at: 2026-10-07T09:41:00Z
      resolved_at: 2026-10-07T10:42:00Z
      detected_by: alert
      alert: CheckoutErrors
      runbooks_used: [checkout-errors]
      roles: {incident_commander: pay-1, communications_lead: pay-2}
      timeline:
        - {time: 2026-10-07T09:15:00Z, event: CheckoutErrors pages pay-1, phase: detection}
        - {time: 2026-10-07T09:41:00Z, event: Release 4.1 is back, phase: mitigation}
    """
PATH = "postmortems/incidents/2026-10-07-orders-fail.yaml"
URL = "incidents/2026-10-07-orders-fail/"
START = datetime(2026, 10, 7, 9, 12, tzinfo=UTC)


def test_severity_and_what_users_met_come_first(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    page = drawn({PATH: INCIDENT}).page(URL)
    assert "SEV2 Orders <b>fail</b> The service was slow or failed at times for more than a quarter" in page.text
    assert "for 29\u202fmin." in page.source
    assert "b" not in {name for name, _ in page.elements[: [n for n, _ in page.elements].index("h1") + 1]}
    assert page.text.index("more than a quarter") < page.text.index("Timeline")


def test_phases_are_as_long_as_they_lasted(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    page = drawn({PATH: INCIDENT}).page(URL)
    widths = {a["data-phase"]: float(a["width"]) for a in page.all("rect") if "data-phase" in a}
    assert abs(widths["undetected"] - 100 * 3 / 90) < 0.01
    assert abs(widths["responding"] - 100 * 26 / 90) < 0.01
    assert abs(widths["recovering"] - 100 * 61 / 90) < 0.01
    assert "3\u202fmin until detected" in page.text


def test_moments_are_marked_at_their_entry_or_stand_alone(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    page = drawn({PATH: INCIDENT}).page(URL)
    marks = [(a["data-mark"], a["id"]) for a in page.all("li") if "data-mark" in a]
    assert [mark for mark, _ in marks] == ["started", "detected", "acknowledged", "mitigated", "resolved"]
    assert "CheckoutErrors pages pay-1 detected" in page.text
    assert "A person takes it on. acknowledged" in page.text
    assert {f"#{id}" for _, id in marks} <= set(page.links)


def test_times_stand_beside_those_of_comparable_incidents(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    others = {
        f"postmortems/incidents/2026-09-0{n}-other.yaml": INCIDENT.replace("2026-10-07", f"2026-09-0{n}").replace(
            "T09:15:00Z\n", f"T09:{15 + n}:00Z\n"
        )
        for n in range(1, 5)
    }
    page = drawn({PATH: INCIDENT, **others}).page(URL)
    (row,) = re.findall(r"<tr><th scope=\"row\">To detect</th>(.*?)</tr>", page.source)
    cells = [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td class=\"num\">(.*?)</td>", row)]
    assert cells == ["3\u202fmin", "5", "5\u202fmin", "7\u202fmin"]
    assert "A p90 is shown from five" not in page.text


def test_few_incidents_have_no_p90(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    page = drawn({PATH: INCIDENT}).page(URL)
    (row,) = re.findall(r"<tr><th scope=\"row\">To detect</th>(.*?)</tr>", page.source)
    cells = [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td class=\"num\">(.*?)</td>", row)]
    assert cells == ["3\u202fmin", "1", "3\u202fmin", "–"]
    assert "A p90 is shown from five" in page.text


def test_a_missing_postmortem_says_when_it_is_due(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    page = drawn({PATH: INCIDENT}).page(URL)
    assert "a SEV2 needs one within five business days of its resolution, 2026-10-14" in page.text
    assert "d overdue" in page.text
    mild = drawn({PATH: INCIDENT.replace("SEV2", "SEV4")}).page(URL)
    assert "a SEV4 does not need one" in mild.text


def test_alert_runbook_and_service_are_links(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    links = drawn({PATH: INCIDENT}).page(URL).links
    assert any(link.endswith("#CheckoutErrors") for link in links)
    assert "../../runbooks/checkout-errors/" in links
    assert "../../services/checkout/" in links


def test_a_broken_incident_is_left_to_the_general_page(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    leaf = drawn({PATH: INCIDENT.replace("severity: SEV2", "severity: bad")}).leaf(URL)
    assert leaf.template == "sections/zz_document/page.html.j2"


@given(
    st.lists(st.integers(-2000, 20000), min_size=0, max_size=40),
    st.lists(st.integers(0, 20000), min_size=4, max_size=4).map(sorted),
)
def test_everything_lies_inside_the_drawing(entries: list[int], instants: list[int]) -> None:
    names = ("started", "detected", "mitigated", "resolved")
    moments = {name: START + timedelta(minutes=m) for name, m in zip(names, instants, strict=True)}
    told = [TimelineEntry.model_construct(time=START + timedelta(minutes=m), event="x", phase=None) for m in entries]
    timeline = lay_out(moments, told, START)
    assert timeline is not None
    assert all(0 <= p.begin <= p.end <= timeline.total + 1e-6 for p in timeline.phases)
    assert all(0 <= minute <= timeline.total + 1e-6 for minute, _, _ in timeline.points)
    assert all(0 <= minute <= timeline.total + 1e-6 for minute, _ in timeline.ticks)
    assert len(timeline.ticks) <= MOST_TICKS + 1
    assert {mark for _, _, mark in timeline.points} - {""} == set(names)
    assert len(timeline.events) == len(told) + sum(1 for e in timeline.events if e.text != "x")
    assert [e.time for e in timeline.events] == sorted(e.time for e in timeline.events)
    loose = [100 * minute / timeline.total for minute, _, mark in timeline.points if not mark]
    assert all(b - a >= NEAREST - 1e-6 for a, b in pairwise(loose))


def test_what_it_took_of_each_budget(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    url = "incidents/2026-10-20-orders-fail/"
    text = drawn(measured_incident() | snapshot("checkout", bad=2800)).page(url).text.replace("\u202f", " ")
    assert "checkout checkout-success50.0" in text  # 2,800 of the 5,600 that 56 half days allow
    unmeasured = drawn(measured_incident() | snapshot("ghost", bad=5) | {"slos/measurements/checkout.csv": HEAD}).page(
        url
    )
    said = unmeasured.text.replace("\u202f", " ")
    assert re.search(
        r"No number for [\w-]+: less than 80 % of it, or of the window that ended with it, was measured\.", said
    )
    assert "Not known" not in said


def test_why_an_incident_has_no_share_of_a_budget(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    def said(files: dict[str, str]) -> str:
        return drawn(files).page("incidents/2026-10-20-orders-fail/").text.replace("\u202f", " ")

    ((path, text),) = measured_incident().items()
    going_on = re.sub(r" *(mitigated|resolved)_at: .*\n", "", text).replace("status: resolved", "status: investigating")
    assert "what it took is counted when it is mitigated" in said({path: going_on})
    elsewhere = text.replace("services: [checkout]", "services: [full]")
    assert "Its services have no SLO" in said({path: elsewhere})
    full = "slo: {service: full, sli: checkout-success, target: 100, window: 28d, owner: payments}\n"
    assert "No number for full: a target of 100 % leaves no budget" in said({path: elsewhere, "slos/full.yaml": full})


HEAD = "service,sli,start,end,good,total\n"
