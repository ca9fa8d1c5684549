from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.analysis.incident_statistics import (
    begun,
    by_month,
    by_service,
    by_severity,
    factors_of,
    postmortem_of,
    postmortems_of,
    repeats_of,
    triggers_of,
    whole,
    without_incident,
)
from steadybook.engine.repository import open_repository
from steadybook.kinds.incident.model import Incident
from steadybook.model.context import Context
from steadybook.sre.incidents import summarize
from tests.analysis.altered import altered
from tests.rules.organisation import AS_OF, write

INCIDENT = """\
    incident:
      title: {title}
      services: [{services}]
      function: degraded
      users: under_25
      severity: SEV3
      status: resolved
      started_at: {start}
      detected_at: {detected}
      mitigated_at: {mitigated}
      resolved_at: {resolved}
    """
POSTMORTEM = """\
    postmortem:
      title: Orders fail
      date: {date}
      severity: SEV3
      status: draft
      authors: [pay-2]
      services: [checkout]
      trigger: {trigger}
      summary: One order in ten ended with an error.
      timeline: []
      action_items: []
      contributing_factors: [{factors}]
      {more}
    """
Open = Callable[[dict[str, str]], Context]


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    def opened(files: dict[str, str]) -> Context:
        write(tmp_path, files)
        return open_repository(tmp_path, AS_OF).context

    return opened


def incident(start: str, detected: str, mitigated: str, resolved: str, services: str = "checkout") -> str:
    return INCIDENT.format(
        title="X", start=start, detected=detected, mitigated=mitigated, resolved=resolved, services=services
    )


def test_the_example_organisation_tells_its_nine_incidents() -> None:
    context = altered({}).context
    incidents = begun(context)
    assert [(part.name, len(part.incidents)) for part in by_severity(incidents)] == [
        ("SEV1", 1),
        ("SEV2", 3),
        ("SEV3", 4),
        ("SEV4", 1),
    ]
    assert [(part.name, len(part.incidents)) for part in by_month(incidents)] == [
        ("2026-11", 4),
        ("2026-10", 3),
        ("2026-09", 2),
    ]
    detect = whole(incidents).times[0].summary
    # 4, 12, 16, 30, 3, 7, 35, 6 and 45 minutes, as the incidents state them
    assert detect is not None
    assert (detect.n, detect.median.seconds // 60, detect.p90.seconds // 60) == (9, 12, 45)
    assert next(iter(by_service(incidents))).name == "emailservice"
    triggers = triggers_of(postmortems_of(context, incidents))
    assert (triggers[0].trigger, len(triggers[0].postmortems)) == ("deployment", 3)


def test_a_month_is_that_of_the_start_in_utc(opened: Open) -> None:
    start = "2026-11-01T00:30:00+01:00"
    files = {"postmortems/incidents/a.yaml": incident(start, start, start, "2026-11-01T00:00:00Z")}
    assert [part.name for part in by_month(begun(opened(files)))] == ["2026-10"]


def test_times_across_zones_and_instants_out_of_order(opened: Open) -> None:
    one = incident(
        "2026-10-25T02:30:00+02:00", "2026-10-25T02:10:00+01:00", "2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z"
    )
    two = incident("2026-10-20T10:00:00Z", "2026-10-20T09:00:00Z", "2026-10-20T10:30:00Z", "2026-10-20T10:40:00Z")
    context = opened({"postmortems/incidents/a.yaml": one, "postmortems/incidents/b.yaml": two})
    detect, acknowledge, mitigate, _ = whole(begun(context)).times
    assert [value.seconds // 60 for value in detect.values] == [40]
    assert acknowledge.summary is None
    assert sorted(value.seconds // 60 for value in mitigate.values) == [30, 30]


def test_an_incident_counts_once_for_each_of_its_services(opened: Open) -> None:
    at = "2026-10-20T10:00:00Z"
    files = {"postmortems/incidents/a.yaml": incident(at, at, at, at, "checkout, checkout, search")}
    found = {part.name: len(part.incidents) for part in by_service(begun(opened(files)))}
    assert found == {"checkout": 1, "search": 1}


def test_incidents_of_the_future_are_left_out(opened: Open) -> None:
    at = "2027-10-20T10:00:00Z"
    assert begun(opened({"postmortems/incidents/a.yaml": incident(at, at, at, at)})) == ()


def test_factors_stand_by_category_and_those_without_one_last(opened: Open) -> None:
    factors = "{category: process, text: No review}, plain words, {category: detection, text: No alert}"
    both = {
        "postmortems/2026-10-01-a.yaml": POSTMORTEM.format(
            date="2026-10-01", trigger="deployment", factors=factors, more=""
        ),
        "postmortems/2026-10-09-b.yaml": POSTMORTEM.format(
            date="2026-10-09", trigger="deployment", factors="{category: process, text: Too fast}", more=""
        ),
    }
    context = opened(both)
    found = without_incident(context, ())
    assert [d.id for d in found] == ["2026-10-09-b", "2026-10-01-a"]
    assert [(g.category, [f.text for f in g.factors]) for g in factors_of(found)] == [
        ("process", ["Too fast", "No review"]),
        ("detection", ["No alert"]),
        ("", ["plain words"]),
    ]
    (repeat,) = repeats_of(context, found)
    assert (repeat.postmortem.id, repeat.earlier, repeat.service, repeat.is_marked) == (
        "2026-10-09-b",
        "2026-10-01-a",
        "checkout",
        False,
    )


def test_a_marked_repeat_says_so(opened: Open) -> None:
    files = {
        "postmortems/2026-10-01-a.yaml": POSTMORTEM.format(date="2026-10-01", trigger="data", factors="", more=""),
        "postmortems/2026-10-09-b.yaml": POSTMORTEM.format(
            date="2026-10-09", trigger="hardware", factors="", more="repeat_of: 2026-10-01-a"
        ),
    }
    context = opened(files)
    (repeat,) = repeats_of(context, without_incident(context, ()))
    assert (repeat.earlier_kind, repeat.earlier, repeat.is_marked) == ("postmortem", "2026-10-01-a", True)


def test_a_postmortem_is_found_from_either_side(opened: Open) -> None:
    at = "2026-10-20T10:00:00Z"
    context = opened(
        {
            "postmortems/incidents/a.yaml": incident(at, at, at, at),
            "postmortems/2026-10-20-a.yaml": POSTMORTEM.format(
                date="2026-10-20", trigger="data", factors="", more="incident: a"
            ),
        }
    )
    document = context.corpus.get(Incident, "a")
    assert document is not None
    found = postmortem_of(context, document)
    assert found is not None
    assert found.id == "2026-10-20-a"


@given(st.lists(st.timedeltas(timedelta(), timedelta(days=400)), min_size=1, max_size=60))
def test_a_summary_lies_within_its_values(values: list[timedelta]) -> None:
    summary = summarize(values)
    assert summary is not None
    assert min(values) <= summary.median <= summary.p90 <= max(values)
    assert summary.p90 in values
