from __future__ import annotations

from pathlib import Path

import pytest

from steadybook.model.finding import Severity
from tests.rules.organisation import findings, places

PATH = "postmortems/incidents/2026-10-07-orders-fail.yaml"
POSTMORTEM = "postmortems/2026-10-07-orders-fail.yaml"
FIELDS = {
    "title": "Orders fail",
    "services": "[checkout]",
    "function": "core_down",
    "users": "under_25",
    "severity": "SEV2",
    "status": "resolved",
    "started_at": "2026-10-07T09:00:00Z",
    "detected_at": "2026-10-07T09:05:00Z",
    "acknowledged_at": "2026-10-07T09:06:00Z",
    "mitigated_at": "2026-10-07T09:30:00Z",
    "resolved_at": "2026-10-07T10:00:00Z",
    "roles": "{incident_commander: pay-1, communications_lead: pay-2, operations_lead: pay-3}",
}


def incident(timeline: str = "[]", **fields: str | None) -> dict[str, str]:
    lines = [f"  {key}: {value}" for key, value in {**FIELDS, **fields}.items() if value is not None]
    return {PATH: "\n".join(["incident:", *lines, f"  timeline: {timeline}", ""])}


def line(key: str) -> int:
    return list(FIELDS).index(key) + 2


def entries(*rows: tuple[str, str]) -> str:
    return "".join(f"\n    - {{time: 2026-10-07T{time}:00Z, event: seen, phase: {phase}}}" for time, phase in rows)


def test_equal_instants_are_in_order_whatever_their_zone(tmp_path: Path) -> None:
    files = incident(detected_at="2026-10-07T11:00:00+02:00", acknowledged_at="2026-10-07T09:00:00Z")
    assert places(tmp_path, files, "instants-out-of-order") == []


def test_one_wrong_instant_is_one_finding(tmp_path: Path) -> None:
    [found] = findings(tmp_path, incident(detected_at="2026-10-07T08:00:00Z"), "instants-out-of-order")
    assert found.span.line == line("detected_at")
    assert [place.span.line for place in found.related] == [line("started_at")]


@pytest.mark.parametrize(
    ("fields", "demanded"),
    [
        ({}, ""),
        ({"severity": "SEV1"}, ""),
        ({"severity": "SEV3"}, "SEV2"),
        ({"revenue_impacting": "true"}, ""),
        ({"sla_breach_imminent": "true"}, "SEV1"),
        ({"security_breach_pii": "true"}, "SEV1"),
        ({"function": "cosmetic", "users": "one", "severity": "SEV4", "revenue_impacting": "true"}, "SEV2"),
    ],
)
def test_least_severity(tmp_path: Path, fields: dict[str, str], demanded: str) -> None:
    found = findings(tmp_path, incident(**fields), "severity-too-low")
    assert [f"at least {demanded}" in f.message for f in found] == ([True] if demanded else [])


def test_only_severe_incidents_need_roles(tmp_path: Path) -> None:
    files = incident(roles=None, severity="SEV3", function="cosmetic")
    assert places(tmp_path, files, "incident-roles-missing") == []
    assert places(tmp_path, incident(roles=None), "incident-roles-missing") == [(PATH, 1)]


@pytest.mark.parametrize(
    ("severity", "times", "late"),
    [
        ("SEV2", ["09:06", "09:59"], []),
        ("SEV2", ["09:06", "09:29"], []),
        ("SEV2", [], []),
        ("SEV1", [], ["mitigated_at", "resolved_at"]),
        ("SEV1", ["09:20", "09:45"], []),
        ("SEV1", ["09:21", "09:45"], ["entry"]),
        ("SEV1", ["08:50", "09:20", "09:45", "10:30"], []),
    ],
)
def test_updates_from_detection_to_resolution(tmp_path: Path, severity: str, times: list[str], late: list[str]) -> None:
    files = incident(entries(*((time, "update") for time in times)) or "[]", severity=severity)
    expected = [(PATH, line(key) if key != "entry" else len(FIELDS) + 3) for key in late]
    assert places(tmp_path, files, "updates-too-far-apart") == expected


def test_the_gap_before_the_mitigation_stands_at_its_entry(tmp_path: Path) -> None:
    files = incident(entries(("09:30", "mitigation")), severity="SEV1")
    assert places(tmp_path, files, "updates-too-far-apart") == [(PATH, line("resolved_at")), (PATH, len(FIELDS) + 3)]


def test_updates_of_an_incident_that_lasts_are_counted_to_the_last_one(tmp_path: Path) -> None:
    files = incident(
        entries(("09:20", "update"), ("09:40", "update")),
        severity="SEV1",
        status="identified",
        mitigated_at=None,
        resolved_at=None,
    )
    assert places(tmp_path, files, "updates-too-far-apart") == [(PATH, len(FIELDS) - 2 + 4)]


def test_steps_at_the_bounds_are_inside(tmp_path: Path) -> None:
    files = incident(entries(("09:00", "detection"), ("10:00", "resolution"), ("10:20", "update")))
    assert places(tmp_path, files, "timeline-outside-incident") == []
    files = incident(entries(("08:59", "update"), ("10:01", "resolution")))
    assert [place[1] for place in places(tmp_path, files, "timeline-outside-incident")] == [15, 16]


def test_one_entry_too_early_is_one_finding(tmp_path: Path) -> None:
    files = incident(entries(("09:05", "detection"), ("09:30", "mitigation"), ("09:10", "update"), ("09:40", "update")))
    assert [place[1] for place in places(tmp_path, files, "timeline-out-of-order")] == [17]


@pytest.mark.parametrize(("as_of", "due"), [("2026-10-14", False), ("2026-10-15", True)])
def test_a_postmortem_is_due_five_business_days_after_the_resolution(tmp_path: Path, as_of: str, due: bool) -> None:
    found = findings(tmp_path, incident(), "incident-without-postmortem", as_of)
    assert [f.time_dependent for f in found] == ([True] if due else [])


def test_mild_and_open_incidents_need_no_postmortem(tmp_path: Path) -> None:
    mild = incident(severity="SEV3", function="cosmetic")
    still_open = incident(status="mitigated", resolved_at=None)
    assert places(tmp_path, mild, "incident-without-postmortem") == []
    assert places(tmp_path, still_open, "incident-without-postmortem") == []


def test_instants_that_the_status_has_not_reached(tmp_path: Path) -> None:
    files = incident(status="investigating")
    found = places(tmp_path, files, "status-behind-instants")
    assert found == [(PATH, line("mitigated_at")), (PATH, line("resolved_at"))]


def test_a_day_counts_in_utc_and_in_its_own_zone(tmp_path: Path) -> None:
    files = incident(started_at="2026-10-08T00:30:00+02:00")
    assert places(tmp_path, files, "incident-date-not-in-file-name") == []
    [found] = findings(tmp_path, incident(started_at="2026-10-09T00:30:00Z"), "incident-date-not-in-file-name")
    assert "`2026-10-09-orders-fail.yaml`" in found.help


def test_both_sides_of_a_crossed_link_are_reported(tmp_path: Path) -> None:
    other = "2026-10-08-other"
    postmortem = f"""\
        postmortem:
          title: Orders fail
          date: 2026-10-07
          severity: SEV2
          authors: [pay-1]
          status: draft
          incident: {other}
          summary: Orders failed.
          timeline: []
          action_items: []
        """
    files = incident(postmortem="2026-10-07-orders-fail")
    files[f"postmortems/incidents/{other}.yaml"] = incident()[PATH]
    files[POSTMORTEM] = postmortem
    found = findings(tmp_path, files, "one-sided-postmortem-link")
    assert [f.path for f in found] == [POSTMORTEM, PATH]
    assert {f.severity for f in found} == {Severity.WARNING}  # as for dependencies that one side declares
    assert [f.related[0].path for f in found] == [f"postmortems/incidents/{other}.yaml", POSTMORTEM]


MEASURED = "service,sli,start,end,good,total\n"


def rows(*counts: tuple[str, str, int, int]) -> str:
    lines = (f"checkout,checkout-success,2026-10-07T{a}:00Z,2026-10-07T{b}:00Z,{g},{t}\n" for a, b, g, t in counts)
    return MEASURED + "".join(lines)


@pytest.mark.parametrize(
    ("measured", "found"),
    [
        (rows(("09:35", "09:50", 999, 1000), ("09:50", "10:05", 1000, 1000)), 0),  # burn rate 0.5
        (rows(("09:35", "09:50", 998, 1000), ("09:50", "10:05", 1000, 1000)), 0),  # exactly 1
        (rows(("09:35", "09:50", 997, 1000), ("09:50", "10:05", 1000, 1000)), 1),
        (rows(("09:20", "09:50", 9000, 10000), ("09:50", "10:05", 1000, 1000)), 1),  # pro rata, half of the row
        (rows(("09:00", "10:00", 0, 1000), ("10:00", "10:05", 0, 1000)), 0),  # an hour mixes it with the time before
        (rows(("09:50", "10:05", 0, 1000)), 0),  # half of it is not measured
        (rows(("09:35", "10:05", 0, 0)), 0),  # no events
        (rows(("10:05", "10:35", 0, 1000)), 0),  # afterwards
    ],
)
def test_resolved_needs_thirty_healthy_minutes_where_they_are_measured(
    tmp_path: Path, measured: str, found: int
) -> None:
    incident = """\
        incident:
          title: Orders fail
          services: [checkout]
          function: core_down
          users: under_25
          severity: SEV2
          status: resolved
          started_at: 2026-10-07T09:12:00Z
          detected_at: 2026-10-07T09:15:00Z
          mitigated_at: 2026-10-07T09:30:00Z
          resolved_at: 2026-10-07T12:05:00+02:00
        """
    files = {"postmortems/incidents/2026-10-07-orders-fail.yaml": incident, "slos/measurements/a.csv": measured}
    assert len(findings(tmp_path, files, "resolved-before-recovery")) == found
