"""Monitoring: which signals to watch, and what makes an alert worth its noise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MAX_PAGES_PER_WEEK: Final = 5
"""Pages a week for one service above which its alerts need work."""
MAX_PAGES_SOURCE: Final = "SRE & Incident Management Platform, phase 4: alert design rules"


@dataclass(frozen=True, slots=True)
class Signal:
    """Something to watch: what to measure, and when to be told."""

    id: str
    name: str
    measure: tuple[str, ...]
    alert_when: str = ""


GOLDEN_SIGNALS: Final = (
    Signal(
        "latency",
        "Latency",
        ("Response times: p50, p95 and p99",),
        "p99 stays above twice its usual value for 5 min",
    ),
    Signal(
        "traffic",
        "Traffic",
        ("Requests a second", "Users at the same time"),
        "It falls by over 30 % (something before us is broken) or rises by over 50 %",
    ),
    Signal(
        "errors",
        "Errors",
        ("Server errors (5xx)", "Timeouts", "Exceptions"),
        "The error budget burns faster than an alert of the SLO allows",
    ),
    Signal(
        "saturation",
        "Saturation",
        ("Processor", "Memory", "Disk", "Connections", "Length of queues"),
        "Over 80 % for 10 min",
    ),
)
GOLDEN_SIGNALS_SOURCE: Final = "Google SRE Book, ch. 6: The Four Golden Signals; thresholds: the platform, phase 4"
GOLDEN_SIGNAL_IDS: Final = tuple(signal.id for signal in GOLDEN_SIGNALS)

USE: Final = (
    Signal("utilization", "Utilization", ("How much of the resource is in use, 0 to 100 %",)),
    Signal("saturation", "Saturation", ("How much work waits for it: queue length or waiting time, at best 0",)),
    Signal("errors", "Errors", ("How many errors it reports, and how often",)),
)
"""For every resource."""
USE_SOURCE: Final = "Brendan Gregg, The USE Method"

RED: Final = (
    Signal("rate", "Rate", ("Requests a second",)),
    Signal("errors", "Errors", ("Failed requests a second",)),
    Signal("duration", "Duration", ("How response times are distributed",)),
)
"""For every service."""
RED_SOURCE: Final = "Tom Wilkie, The RED Method"


@dataclass(frozen=True, slots=True)
class DesignRule:
    """A rule for alerts, and the reason for it."""

    rule: str
    reason: str


ALERT_RULES: Final = (
    DesignRule("Give every alert a runbook", "There is no alert so clear that it needs none at 3 a.m."),
    DesignRule("Let every alert ask for an action", "One that nobody can act on is deleted."),
    DesignRule(
        "Alert on symptoms before causes",
        "That shoppers cannot pay matters at once; that a processor is busy may not matter at all.",
    ),
    DesignRule("Watch several windows and burn rates", "A single threshold is either late or noisy."),
    DesignRule("Page only when customers are hurt", "Everything else can be a ticket."),
    DesignRule(
        "Count the alerts every month",
        f"Beyond {MAX_PAGES_PER_WEEK} pages a week for a service, people stop reading them.",
    ),
)
ALERT_RULES_SOURCE: Final = "SRE & Incident Management Platform, phase 4; Rob Ewaschuk, My Philosophy on Alerting"
