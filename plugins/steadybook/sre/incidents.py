"""Incidents: the order of instants, the times measured, who does what, the steps, when a postmortem is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from string import Formatter
from typing import Final

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


@dataclass(frozen=True, slots=True)
class MeasuredTime:
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


@dataclass(frozen=True, slots=True)
class DurationSummary:
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


def postmortem_due(resolved: date) -> date:
    """The last day on which the postmortem of an incident resolved on that day is in time."""
    return business_days_after(resolved, POSTMORTEM_BUSINESS_DAYS)


@dataclass(frozen=True, slots=True)
class Role:
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


@dataclass(frozen=True, slots=True)
class WorkflowStep:
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


@dataclass(frozen=True, slots=True)
class MessageTemplate:
    """A message to send during an incident, with named placeholders such as `{title}`."""

    name: str
    audience: str
    text: str

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The names to fill in, in the order in which they appear, each once."""
        names = (field for _, field, _, _ in Formatter().parse(self.text) if field)
        return tuple(dict.fromkeys(names))

    def fill(self, **values: str) -> str:
        """The message; a name without a value stays as its placeholder, so that a draft shows what is missing."""
        return self.text.format_map({name: values.get(name, f"{{{name}}}") for name in self.placeholders})


MESSAGE_TEMPLATES: Final = (
    MessageTemplate(
        "Opening",
        "internal",
        "INCIDENT: {title}\n"
        "Severity: {severity}\n"
        "Impact: {impact}\n"
        "Status: investigating\n"
        "Incident commander: {incident_commander}\n"
        "Channel: {channel}\n"
        "Next update: {next_update}",
    ),
    MessageTemplate(
        "Status update",
        "internal",
        "UPDATE: {title} ({severity})\n"
        "What we know: {known}\n"
        "What we do not know yet: {unknown}\n"
        "What we are doing: {doing}\n"
        "Next update: {next_update}",
    ),
    MessageTemplate(
        "Public notice",
        "customers",
        "{service}: we are looking into {symptom}\n\n"
        "You may notice {user_impact}. Our engineers are working on it.\n"
        "We will write here again within {next_update}.",
    ),
    MessageTemplate(
        "All-clear",
        "internal",
        "RESOLVED: {title}\n"
        "Duration: {duration}\n"
        "Impact: {impact}\n"
        "Cause: {cause}\n"
        "Postmortem: {postmortem} (due {postmortem_due})",
    ),
)
MESSAGE_TEMPLATES_SOURCE: Final = "SRE & Incident Management Platform, phase 5: communication templates"
