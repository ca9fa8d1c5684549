from __future__ import annotations

from pathlib import Path

import pytest

from steadybook.source.edits import apply
from tests.rules.organisation import findings, places

PATH = "postmortems/2026-10-07-orders-fail.yaml"
INCIDENT = "postmortems/incidents/2026-10-07-orders-fail.yaml"
SPOKEN = """
    - {time: 2026-10-07T09:00:00Z, event: "Started: errors"}
    - {time: 2026-10-07T09:05:30Z, event: "Detected: alert"}
    - {time: 2026-10-07T09:40:00Z, event: "Mitigated: rollback"}
    - {time: 2026-10-07T10:15:20Z, event: "Resolved: quiet"}"""
FIELDS = {
    "title": "Orders fail",
    "date": "2026-10-07",
    "severity": "SEV2",
    "status": "final",
    "authors": "[pay-1]",
    "reviewers": "[pay-2]",
    "services": "[checkout]",
    "summary": "Orders failed.",
    "root_cause": "A release candidate is not tested with every card.",
    "contributing_factors": "[The canary is small]",
    "timeline": SPOKEN,
    "action_items": """
    - {id: AI-001, type: prevent, description: Test, owner: payments, priority: P1, deadline: 2026-11-30}""",
}
MINUTES = "detection-minutes-disagree"


def postmortem(**fields: str | None) -> dict[str, str]:
    lines = [f"  {key}: {value}" for key, value in {**FIELDS, **fields}.items() if value is not None]
    return {PATH: "\n".join(["postmortem:", *lines, ""])}


def incident(**fields: str) -> dict[str, str]:
    known = {
        "title": "Orders fail",
        "services": "[checkout]",
        "function": "core_down",
        "users": "under_25",
        "severity": "SEV2",
        "status": "resolved",
        "started_at": "2026-10-07T09:00:00Z",
        "detected_at": "2026-10-07T09:10:00Z",
        "mitigated_at": "2026-10-07T09:40:00Z",
        "resolved_at": "2026-10-07T10:10:00Z",
        "postmortem": "2026-10-07-orders-fail",
    }
    return {INCIDENT: "\n".join(["incident:", *(f"  {k}: {v}" for k, v in {**known, **fields}.items()), ""])}


@pytest.mark.parametrize(
    ("written", "agrees"), [("5", True), ("6", True), ("5.5", True), ("5.4", False), ("7", False), ("0", False)]
)
def test_minutes_may_be_rounded_to_what_is_written(tmp_path: Path, written: str, agrees: bool) -> None:
    found = places(tmp_path, postmortem(detection=f"{{time_to_detect_minutes: {written}}}"), MINUTES)
    assert (found == []) is agrees


def test_the_record_of_the_incident_counts_before_the_timeline(tmp_path: Path) -> None:
    files = postmortem(incident="2026-10-07-orders-fail", detection="{time_to_detect_minutes: 5}") | incident()
    [found] = findings(tmp_path, files, MINUTES)
    assert "10" in found.message
    assert {place.path for place in found.related} == {INCIDENT}


def test_the_fix_writes_the_computed_minutes_and_is_content(tmp_path: Path) -> None:
    files = postmortem(
        detection="{time_to_detect_minutes: 12.0}",
        resolution="{time_to_mitigate_minutes: 1, time_to_resolve_minutes: 2}",
        duration="9h",
        impact="{duration_minutes: 3}",
    )
    text = files[PATH]
    for rule in (MINUTES, "mitigation-minutes-disagree", "resolution-minutes-disagree", "duration-disagrees"):
        for found in findings(tmp_path, {PATH: text}, rule):
            assert found.fix is not None
            assert found.fix.safe
            text = apply(text, found.fix.edits)
        assert findings(tmp_path, {PATH: text}, rule) == []
    assert "time_to_detect_minutes: 5.5" in text
    assert "duration: 1h15m" in text
    assert "time_to_resolve_minutes: 75" in text


@pytest.mark.parametrize(("duration", "agrees"), [("1h15m", True), ("1h16m", True), ("1h14m", False), ("2h", False)])
def test_a_duration_is_written_in_minutes(tmp_path: Path, duration: str, agrees: bool) -> None:
    assert (places(tmp_path, postmortem(duration=duration), "duration-disagrees") == []) is agrees


@pytest.mark.parametrize(("duration", "agrees"), [("40m", True), ("1h18m", False)])
def test_two_lengths_of_one_incident_agree_even_where_no_times_tell(
    tmp_path: Path, duration: str, agrees: bool
) -> None:
    timeline = "\n    - {time: 2026-10-07T09:05:00Z, event: alert}"
    files = postmortem(timeline=timeline, status="draft", duration=duration, impact="{duration_minutes: 40}")
    found = findings(tmp_path, files, "duration-disagrees")
    assert [(f.span.line, [place.span.line for place in f.related]) for f in found] == ([] if agrees else [(16, [17])])


def test_nothing_is_compared_with_a_start_that_nobody_tells(tmp_path: Path) -> None:
    timeline = "\n    - {time: 2026-10-07T09:05:00Z, event: alert, phase: detection}"
    files = postmortem(timeline=timeline, detection="{time_to_detect_minutes: 99}")
    assert places(tmp_path, files, MINUTES) == []


@pytest.mark.parametrize("field", ["reviewers", "root_cause", "contributing_factors"])
def test_what_a_final_postmortem_lacks_stands_at_its_root(tmp_path: Path, field: str) -> None:
    assert places(tmp_path, postmortem(**{field: None}), "final-postmortem-incomplete") == [(PATH, 1)]
    assert places(tmp_path, postmortem(**{field: None}, status="draft"), "final-postmortem-incomplete") == []


def test_a_root_cause_that_is_template_text_is_none(tmp_path: Path) -> None:
    for text, found in (("TODO", [(PATH, 10)]), ('"[why]"', [(PATH, 10)]), ("The TODO list was not read", [])):
        assert places(tmp_path, postmortem(root_cause=text), "final-postmortem-incomplete") == found
    assert places(tmp_path, postmortem(root_cause="TODO", status="draft"), "final-postmortem-incomplete") == []


def test_each_incomplete_action_stands_at_its_own_line(tmp_path: Path) -> None:
    items = "\n    - {id: AI-001, description: Test}\n    - {id: AI-002, type: detect, description: See}"
    found = findings(tmp_path, postmortem(action_items=items), "final-postmortem-incomplete")
    assert [f.span.line for f in found] == [18, 19]
    assert "AI-001 has no type and no owner and no priority and no deadline" in found[0].message


def test_phases_may_stand_in_the_incidents_timeline(tmp_path: Path) -> None:
    timeline = "\n    - {time: 2026-10-07T09:05:00Z, event: alert}"
    told = "".join(
        f"\n    - {{time: 2026-10-07T09:{minute}:00Z, event: seen, phase: {phase}}}"
        for minute, phase in ((10, "detection"), (40, "mitigation"), (50, "resolution"))
    )
    alone = postmortem(timeline=timeline)
    [found] = findings(tmp_path, alone, "final-postmortem-incomplete")
    assert "no detection and no mitigation and no resolution" in found.message
    together = postmortem(timeline=timeline, incident="2026-10-07-orders-fail") | incident(timeline=told)
    assert findings(tmp_path, together, "final-postmortem-incomplete") == []


@pytest.mark.parametrize(("type", "severity", "lasting"), [("detect", "SEV1", True), ("process", "SEV1", False)])
def test_sev1_needs_a_lasting_action(tmp_path: Path, type: str, severity: str, lasting: bool) -> None:
    items = FIELDS["action_items"].replace("prevent", type)
    found = places(tmp_path, postmortem(action_items=items, severity=severity), "preventive-action-missing")
    assert (found == []) is lasting
    assert places(tmp_path, postmortem(action_items=items), "preventive-action-missing") == []


@pytest.mark.parametrize(("as_of", "overdue"), [("2026-11-30", False), ("2026-12-01", True)])
def test_an_action_is_overdue_on_the_day_after_its_deadline(tmp_path: Path, as_of: str, overdue: bool) -> None:
    found = findings(tmp_path, postmortem(), "overdue-action", as_of)
    assert [f.time_dependent for f in found] == ([True] if overdue else [])


@pytest.mark.parametrize(("as_of", "late"), [("2026-10-14", False), ("2026-10-15", True)])
def test_a_draft_is_late_after_five_business_days(tmp_path: Path, as_of: str, late: bool) -> None:
    assert (places(tmp_path, postmortem(status="draft"), "late-postmortem", as_of) == []) is not late
    assert places(tmp_path, postmortem(status="draft", severity="SEV3"), "late-postmortem", as_of) == []


def test_blame_is_pointed_at_word_by_word(tmp_path: Path) -> None:
    summary = "|\n    It was human\n    error. Later somebody\n    forgot the flag; nobody was careless."
    found = findings(tmp_path, postmortem(summary=summary), "blameful-language")
    assert [(f.span.line, f.span.column, f.span.end_line, f.span.end_column) for f in found] == [
        (10, 12, 11, 10),
        (12, 5, 12, 11),
        (12, 33, 12, 41),
    ]
    assert "`human error`" in found[0].message


def test_the_second_of_two_same_words_is_pointed_at(tmp_path: Path) -> None:
    files = postmortem(title="Nobody forgot what somebody forgot")
    found = findings(tmp_path, files, "blameful-language")
    assert [f.span.column for f in found] == [17, 38]


def test_escaped_words_are_found_at_their_text(tmp_path: Path) -> None:
    files = postmortem(title='"A care\\u006cess change"')
    assert places(tmp_path, files, "blameful-language") == [(PATH, 2)]


@pytest.mark.parametrize(
    ("date", "trigger", "found"),
    [
        ("2026-07-09", "deployment", True),
        ("2026-07-08", "deployment", False),
        ("2026-10-07", "deployment", True),
        ("2026-10-01", "capacity", False),
        ("2026-10-01", "unknown", False),
    ],
)
def test_a_possible_repeat_is_ninety_days_near(tmp_path: Path, date: str, trigger: str, found: bool) -> None:
    earlier = f"postmortems/{date}-earlier.yaml"
    own = "unknown" if trigger == "unknown" else "deployment"
    files = postmortem(trigger=own) | {earlier: postmortem(trigger=trigger, date=date)[PATH]}
    repeats = findings(tmp_path, files, "unmarked-repeat")
    assert [(f.path, f.related[0].path) for f in repeats] == ([(PATH, earlier)] if found else [])


def test_a_marked_repeat_is_silent(tmp_path: Path) -> None:
    files = postmortem(trigger="data", repeat_of="2026-10-01-x")
    files["postmortems/2026-10-01-x.yaml"] = postmortem(trigger="data", date="2026-10-01")[PATH]
    assert findings(tmp_path, files, "unmarked-repeat") == []
