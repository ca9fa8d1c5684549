from __future__ import annotations

from collections.abc import Callable

from steadybook.sre.postmortems import REVIEW_AGENDA
from tests.pages.conftest import Drawn
from tests.pages.measured import incident, snapshot

POSTMORTEM = """\
    postmortem:
      title: Orders fail after release 4.2
      date: 2026-10-07
      severity: SEV2
      status: {status}
      authors: [pay-2]
      reviewers: [pay-1]
      services: [checkout]
      trigger: deployment
      summary: One order in ten ended with an error until release 4.1 was back.
      impact: {{users_affected: 11400, revenue_impact_usd: 7870, slo_budget_consumed_pct: 33.1, data_loss: false}}
      timeline:
        - {{time: 2026-10-07T09:12:00Z, event: "Started: release 4.2 answers with errors"}}
        - {{time: 2026-10-07T09:15:00Z, event: "Detected: CheckoutErrors fires"}}
        - {{time: 2026-10-07T09:41:00Z, event: "Mitigated: release 4.1 is back"}}
        - {{time: 2026-10-07T10:05:00Z, event: "Resolved: no errors for 24 minutes"}}
      root_cause: Release candidates are not tested with cards that need a second factor.
      contributing_factors:
        - {{text: The canary takes too little traffic, category: process}}
        - {{text: Release 4.2, category: trigger}}
        - A holiday
      five_whys:
        - {{why: Why did orders fail?, because: The gateway refused them.}}
      detection: {{could_have_detected_sooner: An alert on <refusals>}}
      what_went_well: [The release was back in minutes]
      where_we_got_lucky: [It was morning]
      action_items:
        - {{id: AI-001, type: prevent, description: Run the card tests, owner: payments, deadline: 2026-10-20}}
        - {{id: AI-002, type: detect, description: Alert on refusals, deadline: 2026-11-02, status: in-progress}}
        - {{id: AI-003, type: process, description: Tell support, deadline: 2026-10-09, status: done}}
"""
PATH = "postmortems/2026-10-07-orders-fail.yaml"
URL = "postmortems/2026-10-07-orders-fail/"
Draw = Callable[[dict[str, str]], Drawn]


def files(status: str = "in-review") -> dict[str, str]:
    return {PATH: POSTMORTEM.format(status=status)}


def test_summary_and_impact_come_before_the_timeline(drawn: Draw) -> None:
    text = drawn(files()).page(URL).text
    order = [
        "SEV2 Orders fail after",
        "One order in ten",
        "Users11\u202f400",
        "Revenue lost7\u202f870\u202fUSD",
        "Budget spent33.1\u202f%",
        "Data lossnone",
        "Timeline",
        "Root cause",
    ]
    places = [text.index(word) for word in order]
    assert places == sorted(places)


def test_it_is_due_five_business_days_after_the_resolution_until_it_is_final(drawn: Draw) -> None:
    text = drawn(files()).page(URL).text
    assert "in review, due 2026-10-14 18 d overdue" in text
    assert "due 2026-10-14" not in drawn(files("final")).page(URL).text


def test_the_timeline_takes_its_moments_from_the_entries_without_an_incident(drawn: Draw) -> None:
    page = drawn(files()).page(URL)
    assert "3\u202fmin until detected" in page.text
    assert "26\u202fmin until mitigated" in page.text
    assert [a["data-mark"] for a in page.all("li") if "data-mark" in a] == [
        "started",
        "detected",
        "mitigated",
        "resolved",
    ]


def test_the_timeline_takes_its_moments_from_the_incident(drawn: Draw) -> None:
    incident = """\
        incident:
          title: Orders fail
          services: [checkout]
          function: degraded
          users: over_25
          severity: SEV2
          status: resolved
          started_at: 2026-10-07T09:10:00Z
          detected_at: 2026-10-07T09:15:00Z
          mitigated_at: 2026-10-07T09:41:00Z
          resolved_at: 2026-10-07T10:05:00Z
          postmortem: 2026-10-07-orders-fail
        """
    named = POSTMORTEM.format(status="draft") + "      incident: 2026-10-07-orders-fail\n"
    page = drawn({PATH: named, "postmortems/incidents/2026-10-07-orders-fail.yaml": incident}).page(URL)
    assert "5\u202fmin until detected" in page.text
    assert "../../incidents/2026-10-07-orders-fail/" in page.links


def test_factors_stand_by_category_and_those_without_one_last(drawn: Draw) -> None:
    text = drawn(files()).page(URL).text
    order = [
        "Contributing factors",
        "TriggerRelease 4.2",
        "ProcessThe canary",
        "Without a categoryA holiday",
        "Five whys",
    ]
    places = [text.index(word) for word in order]
    assert places == sorted(places)


def test_overdue_actions_are_marked_and_done_ones_are_not(drawn: Draw) -> None:
    page = drawn(files()).page(URL)
    assert "Actions 1 of 3 done, 1 overdue" in page.text
    assert "2026-10-20 12 d overdue" in page.text
    assert page.text.count("d overdue") == 2, "the postmortem itself and AI-001"
    assert {"AI-001", "AI-002", "AI-003"} <= set(page.ids)


def test_the_agenda_of_the_review_is_filled_in(drawn: Draw) -> None:
    page = drawn(files()).page(URL)
    agenda = page.text[page.text.index("Agenda of the review meeting, 60 min") :]
    assert all(item.title in agenda for item in REVIEW_AGENDA)
    assert "AI-001 Run the card tests (payments, due 2026-10-20, 12 days overdue)" in agenda
    assert "AI-003" not in agenda
    assert "No factor speaks of propagation, detection, resolution yet." in agenda
    assert "Sooner: An alert on <refusals>" in agenda
    assert "details" in page.names


def test_repeats_are_linked_both_ways(drawn: Draw) -> None:
    later = POSTMORTEM.format(status="draft").replace("2026-10-07", "2026-10-21")
    later += "      repeat_of: 2026-10-07-orders-fail\n"
    site = drawn({**files(), "postmortems/2026-10-21-again.yaml": later})
    assert "It happened again" in site.page(URL).text
    assert "../2026-10-21-again/" in site.page(URL).links
    assert "../2026-10-07-orders-fail/" in site.page("postmortems/2026-10-21-again/").links
    unmarked = {**files(), "postmortems/2026-10-21-again.yaml": later[: later.rindex("      repeat_of")]}
    assert "Perhaps a repeat of" in drawn(unmarked).page("postmortems/2026-10-21-again/").text


def test_a_fish_is_drawn_where_several_categories_came_together(drawn: Draw) -> None:
    page = drawn(files()).page(URL)
    assert [a["class"] for a in page.all("div") if a.get("class") == "sb-fish"] == ["sb-fish"]
    assert "ProcessThe canary takes too little trafficOrders fail after release 4.2Without a category" in page.text
    alone = POSTMORTEM.format(status="final").replace("category: process", "category: trigger")
    page = drawn({PATH: alone}).page(URL)
    assert not any(a.get("class") == "sb-fish" for a in page.all("div"))
    assert "TriggerThe canary takes too little trafficRelease 4.2Without a category" in page.text


def test_what_is_measured_stands_beside_what_is_written(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    postmortem = """\
        postmortem:
          title: Orders fail
          date: 2026-10-20
          severity: SEV3
          status: draft
          authors: [checkout-lead]
          incident: 2026-10-20-orders-fail
          summary: Orders failed for half a day.
          impact: {slo_budget_consumed_pct: 45}
          timeline: []
          action_items: []
        """
    files = incident() | snapshot("checkout", bad=2800) | {"postmortems/2026-10-20-orders-fail.yaml": postmortem}
    text = drawn(files).page("postmortems/2026-10-20-orders-fail/").text.replace("\u202f", " ")
    assert "checkout checkout-success50.0" in text
    assert "The postmortem writes 45 %." in text
