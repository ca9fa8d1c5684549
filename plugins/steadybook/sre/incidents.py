"""Incidents: the order of instants, the times measured, who does what, the steps, when a postmortem is due."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

SOURCE: Final = "SRE & Incident Management Platform, phase 5; Google SRE Book, ch. 13 and 14"

INSTANT_ORDER: Final = ("started_at", "detected_at", "acknowledged_at", "mitigated_at", "resolved_at")
"""The instants of an incident: each is at or after those before it."""

HEALTHY_BEFORE_RESOLVED: Final = timedelta(minutes=30)
"""How long the SLIs must have been healthy before an incident is called resolved."""

POSTMORTEM_BUSINESS_DAYS: Final = 5
"""Business days (Monday to Friday) after resolution until the postmortem is due."""

REPEAT_WINDOW: Final = timedelta(days=90)
"""An incident of the same service with the same trigger within this time is a possible repeat."""

BUDGET_POSTMORTEM_WINDOW: Final = timedelta(days=14)
"""A postmortem dated within this time after an exhausted budget, about the same service, answers it."""


def time_to_detect(started: datetime, detected: datetime) -> timedelta:
    """From the start to the moment somebody or something noticed."""
    return detected - started


def time_to_acknowledge(detected: datetime, acknowledged: datetime) -> timedelta:
    """From detection to the moment somebody took it on."""
    return acknowledged - detected


def time_to_mitigate(started: datetime, mitigated: datetime) -> timedelta:
    """From the start to the end of the users' pain."""
    return mitigated - started


def time_to_resolve(started: datetime, resolved: datetime) -> timedelta:
    """From the start to the end of the incident."""
    return resolved - started


class MeasuredTime(NamedTuple):
    """A time that every incident has: between two of its instants."""

    name: str
    begins: str
    ends: str
    meaning: str


MEASURED_TIMES: Final = (
    MeasuredTime("Time to detect", "started_at", "detected_at", "How long nobody and nothing noticed"),
    MeasuredTime("Time to acknowledge", "detected_at", "acknowledged_at", "How long nobody had taken it on"),
    MeasuredTime("Time to mitigate", "started_at", "mitigated_at", "How long users were hurt"),
    MeasuredTime("Time to resolve", "started_at", "resolved_at", "How long it lasted in all"),
)
"""What `time_to_detect` and its siblings compute, in words."""


FEWEST_FOR_P90: Final = 5
"""Cases from which on a 90th percentile is shown: of fewer it is the longest one under another name."""


class DurationSummary(NamedTuple):
    """Durations of several incidents in four figures: number, median, mean (the MTTx) and 90th percentile."""

    n: int
    median: timedelta
    mean: timedelta
    p90: timedelta


def summarize(durations: Iterable[timedelta]) -> DurationSummary | None:
    """The figures of some durations; None without any. p90 is by nearest rank: a duration that really occurred."""
    ordered = sorted(durations)
    n = len(ordered)
    if not n:
        return None
    median = (ordered[(n - 1) // 2] + ordered[n // 2]) / 2
    return DurationSummary(n, median, sum(ordered, timedelta()) / n, ordered[-(-9 * n // 10) - 1])


def business_days_after(day: date, count: int) -> date:
    """The day that lies `count` business days (Monday to Friday) after `day`. Holidays are not known here.

    Raises ValueError for a negative count.
    """
    if count < 0:
        raise ValueError("business days are counted forward")
    weeks, rest = divmod(count, 5)
    if count and day.weekday() > 4:
        day -= timedelta(days=day.weekday() - 4)
    day += timedelta(weeks=weeks)
    for _ in range(rest):
        day += timedelta(days=3 if day.weekday() == 4 else 1)
    return day


SLUG_LENGTH: Final = 48
"""Characters of a title that its slug keeps at most: the name of a channel has to fit on a phone."""


def slug(title: str) -> str:
    """A title as the part of a file's name: lower-case ASCII words with hyphens; empty where no such word is in it."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    kept = "-".join(words)
    return kept if len(kept) <= SLUG_LENGTH else kept[: SLUG_LENGTH + 1].rpartition("-")[0] or kept[:SLUG_LENGTH]


def incident_id(started: datetime, slug: str) -> str:
    """The name of an incident's file and record: `YYYY-MM-DD-slug`, with the day of its start in UTC."""
    return f"{started.astimezone(UTC):%Y-%m-%d}-{slug}"


def channel(id: str) -> str:
    """The name of the channel that an incident is run in (`#inc-YYYY-MM-DD-slug`)."""
    return f"#inc-{id}"


def postmortem_due(resolved: date) -> date:
    """The last day on which the postmortem of an incident resolved on that day is in time."""
    return business_days_after(resolved, POSTMORTEM_BUSINESS_DAYS)


class Role(NamedTuple):
    """A part that somebody plays in an incident; `field` is its key in an incident's `roles`."""

    field: str
    name: str
    responsibility: str


ROLES: Final = (
    Role("incident_commander", "Incident commander", "Carries the incident to its end: decides, delegates, keeps time"),
    Role("communications_lead", "Communications lead", "Keeps stakeholders and customers informed"),
    Role("operations_lead", "Operations lead", "Has the hands on the keyboard; carries out the fixes"),
    Role("subject_matter_expert", "Subject matter expert", "Knows the affected system inside out"),
    Role("scribe", "Scribe", "Writes down what happens, what is done and what is decided"),
)
REQUIRED_ROLES: Final = ("incident_commander", "communications_lead")
"""Roles that must be named for SEV1 and SEV2."""

IC_RULES: Final = (
    "The commander coordinates and leaves debugging to others.",
    "Where the team disagrees, the commander decides.",
    "The commander may raise the severity whenever it seems right.",
    "When the shift changes, the commander sees to the handover.",
    "Only the commander calls the incident over.",
)


class WorkflowStep(NamedTuple):
    """One of the six steps of incident response."""

    name: str
    when: str
    actions: tuple[str, ...]


WORKFLOW: Final = (
    WorkflowStep(
        "Detect",
        "0 to 5 min",
        (
            "An alert fires or a user reports",
            "Whoever is on call acknowledges in time",
            "Look briefly: is it real, and how bad is it?",
        ),
    ),
    WorkflowStep(
        "Triage",
        "5 to 15 min",
        (
            "Find the severity in the matrix",
            "Name a commander and give out the roles",
            "Open a channel for this incident alone",
            "Send the first status update",
            "Begin the timeline",
        ),
    ),
    WorkflowStep(
        "Respond",
        "from 15 min on",
        (
            "The commander tells the team what is known and what is not",
            "The operations lead begins to investigate",
            "Ask first what changed: deployments, configuration, dependencies",
            "Follow several leads at once where people allow it",
            "Report every 15 min for SEV1, every 30 min for SEV2",
        ),
    ),
    WorkflowStep(
        "Mitigate",
        "as soon as possible",
        (
            "Ending the users' pain comes before understanding it",
            "Try the quickest first: roll back the last deployment",
            "Then switch the feature off, move traffic away, add capacity or open a circuit breaker",
            "Repair data by hand only when nothing quicker helps",
            "A provisional repair is enough: mitigated is not yet resolved",
            "Tell everyone that the impact has ended and the search for the cause goes on",
        ),
    ),
    WorkflowStep(
        "Resolve",
        "when the cause is removed",
        (
            "The cause is known and removed",
            "The SLIs have been normal for at least 30 min",
            "The all-clear is sent",
            "The commander declares the incident resolved",
        ),
    ),
    WorkflowStep(
        "Review",
        "within 5 business days",
        (
            "Write a blameless postmortem",
            "Give every action item an owner and a deadline",
            "Meet to review it",
            "Follow the action items until they are done",
        ),
    ),
)
WORKFLOW_SOURCE: Final = "SRE & Incident Management Platform, phase 5: incident response workflow"
