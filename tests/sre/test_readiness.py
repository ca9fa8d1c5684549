from __future__ import annotations

from decimal import Decimal

import pytest

from steadybook.sre.readiness import ALWAYS_APPLICABLE, CATEGORIES, CHECK_IDS, CHECKS, level_of, required, share_passed

IDS = [
    "slis-measured", "slo-targets-agreed", "error-budget-policy", "golden-signals-dashboarded",
    "alerts-with-runbooks", "structured-logging", "distributed-tracing", "oncall-rotation", "escalation-paths",
    "runbooks-top-failure-modes", "load-tested-2x", "auto-scaling", "resource-limits", "graceful-degradation",
    "circuit-breakers", "retry-backoff", "call-timeouts", "rollback-tested", "canary-deployment",
    "feature-flags", "authentication-authorization", "secrets-in-vault", "dependencies-scanned",
    "backup-restore-tested", "data-retention-policy", "architecture-diagram", "api-documentation",
    "operational-runbook",
]  # fmt: skip

DERIVED = [
    "slis-measured", "slo-targets-agreed", "error-budget-policy", "golden-signals-dashboarded",
    "alerts-with-runbooks", "oncall-rotation", "escalation-paths", "runbooks-top-failure-modes",
    "load-tested-2x", "auto-scaling", "architecture-diagram", "api-documentation", "operational-runbook",
]  # fmt: skip

STANDARD = [
    "slis-measured", "slo-targets-agreed", "error-budget-policy", "oncall-rotation", "escalation-paths",
    "runbooks-top-failure-modes", "rollback-tested", "authentication-authorization", "secrets-in-vault",
    "dependencies-scanned", "backup-restore-tested", "data-retention-policy",
]  # fmt: skip


def test_the_checks_of_the_specification_in_their_order() -> None:
    assert list(CHECK_IDS) == IDS
    assert len(CHECKS) == 28
    assert [check.id for check in CHECKS if check.derived] == DERIVED
    assert [sum(check.category == c for check in CHECKS) for c in CATEGORIES] == [3, 4, 3, 3, 4, 3, 3, 2, 3]
    assert set(CATEGORIES) > ALWAYS_APPLICABLE


def test_what_each_tier_requires() -> None:
    assert [check.id for check in required("critical")] == IDS
    left_out = {"canary-deployment", "feature-flags", "distributed-tracing"}
    assert [check.id for check in required("important")] == [id for id in IDS if id not in left_out]
    assert [check.id for check in required("standard")] == STANDARD
    assert required("experimental") == ()


@pytest.mark.parametrize(
    ("percent", "level"),
    [("100", "gold"), ("99.9", "silver"), ("75", "silver"), ("74.9", "bronze"), ("50", "bronze"), ("49.9", None)],
)
def test_levels(percent: str, level: str | None) -> None:
    assert level_of(Decimal(percent)) == level


def test_the_share_of_what_is_required() -> None:
    assert share_passed(21, 28) == 75
    assert share_passed(0, 0) is None
