"""Production readiness: the 28 checks of the review, who needs which, and the levels of the scorecard."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Final, NamedTuple

from steadybook.sre.error_budget import HUNDRED

SOURCE: Final = "SRE & Incident Management Platform, phase 11; Google SRE Book, ch. 32 (production readiness review)"

TOP_FAILURE_MODES: Final = 5
"""Failure modes that need a runbook each before production."""


class Check(NamedTuple):
    """One question of the review.

    `derived`: the repository itself can prove it; otherwise somebody attests it. `required_for`: tiers of service.
    """

    id: str
    category: str
    text: str
    derived: bool
    required_for: frozenset[str]


TIERS: Final = ("critical", "important", "standard", "experimental")
"""Tiers of services, the one that most depends on first."""

_CRITICAL: Final = frozenset({"critical"})
_IMPORTANT: Final = frozenset({"critical", "important"})
_STANDARD: Final = frozenset({"critical", "important", "standard"})


def _derived(id: str, category: str, text: str, required_for: frozenset[str] = _IMPORTANT) -> Check:
    return Check(id, category, text, True, required_for)


def _attested(id: str, category: str, text: str, required_for: frozenset[str] = _IMPORTANT) -> Check:
    return Check(id, category, text, False, required_for)


CHECKS: Final = (
    _derived("slis-measured", "SLOs", "SLIs are defined, and they are measured", _STANDARD),
    _derived("slo-targets-agreed", "SLOs", "Stakeholders have agreed to the targets", _STANDARD),
    _derived("error-budget-policy", "SLOs", "An error budget policy is written down", _STANDARD),
    _derived("golden-signals-dashboarded", "Monitoring", "Dashboards show the four golden signals"),
    _derived("alerts-with-runbooks", "Monitoring", "Alerts exist, and each has its runbook"),
    _attested("structured-logging", "Monitoring", "Logs are structured"),
    _attested("distributed-tracing", "Monitoring", "Requests are traced across services", _CRITICAL),
    _derived("oncall-rotation", "Incidents", "Somebody is on call, in a rotation", _STANDARD),
    _derived("escalation-paths", "Incidents", "It is written down whom to call next", _STANDARD),
    _derived(
        "runbooks-top-failure-modes",
        "Incidents",
        f"The {TOP_FAILURE_MODES} most important failure modes have runbooks",
        _STANDARD,
    ),
    _derived("load-tested-2x", "Capacity", "It was tested under twice the expected peak"),
    _derived("auto-scaling", "Capacity", "Autoscaling is configured and was tested"),
    _attested("resource-limits", "Capacity", "Processor and memory have limits"),
    _attested("graceful-degradation", "Resilience", "It does less, instead of nothing, when parts are missing"),
    _attested("circuit-breakers", "Resilience", "Circuit breakers guard the calls to dependencies"),
    _attested("retry-backoff", "Resilience", "Retries wait longer each time"),
    _attested("call-timeouts", "Resilience", "Every call to another system has a timeout"),
    _attested("rollback-tested", "Deploy", "The rollback was tested and is described", _STANDARD),
    _attested("canary-deployment", "Deploy", "New versions reach few users first (canary or blue-green)", _CRITICAL),
    _attested("feature-flags", "Deploy", "Risky features hide behind flags", _CRITICAL),
    _attested("authentication-authorization", "Security", "It knows who calls and what they may do", _STANDARD),
    _attested("secrets-in-vault", "Security", "Secrets live in a vault and not in environment variables", _STANDARD),
    _attested("dependencies-scanned", "Security", "Dependencies are scanned for known weaknesses", _STANDARD),
    _attested("backup-restore-tested", "Data", "A backup was restored as a test", _STANDARD),
    _attested("data-retention-policy", "Data", "It is decided how long data is kept", _STANDARD),
    _derived("architecture-diagram", "Docs", "The architecture diagram shows how things are today"),
    _derived("api-documentation", "Docs", "The API is documented where its callers find it"),
    _derived("operational-runbook", "Docs", "The operational runbook is complete"),
)
"""In the order of the review."""

CHECK_IDS: Final = tuple(check.id for check in CHECKS)
CATEGORIES: Final = tuple(dict.fromkeys(check.category for check in CHECKS))

ALWAYS_APPLICABLE: Final = frozenset({"SLOs", "Incidents"})
"""Categories whose checks cannot be declared not applicable."""


def required(tier: str) -> tuple[Check, ...]:
    """The checks that a production service of this tier must pass; none for experimental and unknown tiers."""
    return tuple(check for check in CHECKS if tier in check.required_for)


@cache
def usually_required(tier: str) -> frozenset[str]:
    """The ids of the checks that `required` names."""
    return frozenset(check.id for check in required(tier))


class Status(StrEnum):
    """The outcome of a check."""

    PASSED = "pass"
    FAILED = "fail"
    NOT_APPLICABLE = "not_applicable"


class Level(StrEnum):
    """How ready a service is, as the scorecard shows it."""

    BRONZE = "bronze"
    SILVER = "silver"
    GOLD = "gold"


LEVELS: Final[Mapping[Level, Decimal]] = MappingProxyType(
    {Level.BRONZE: Decimal(50), Level.SILVER: Decimal(75), Level.GOLD: HUNDRED}
)
"""Percent of the required checks from which each level holds, lowest first."""


def share_passed(passed: int, required_checks: int) -> Decimal | None:
    """Percent of the required checks that pass; None where nothing is required."""
    return HUNDRED * passed / required_checks if required_checks else None


def level_of(percent: Decimal) -> Level | None:
    """The highest level that the percentage reaches; None below bronze."""
    return next((level for level, least in reversed(tuple(LEVELS.items())) if percent >= least), None)
