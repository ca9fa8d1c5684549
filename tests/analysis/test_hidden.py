from __future__ import annotations

from pathlib import Path

import pytest

from steadybook.engine.check import check
from tests.rules.organisation import AS_OF, BASE, findings, write

ALERTS = "slos/alerts/queue.yaml"
RULES = """\
groups:
  - name: payments
    rules:
      - alert: PaymentsDown
        expr: up == 0
        labels: {severity: page, service: checkout}
"""
RUNBOOK = (BASE / "runbooks/checkout-errors.yaml").read_text("utf-8").replace("CheckoutErrors", "PaymentsDown")
SLO = (BASE / "slos/checkout-availability.yaml").read_text("utf-8")
SERVICE = (BASE / "catalog/services/checkout.yaml").read_text("utf-8")
POLICY = """\
error_budget_policy:
  budget_states:
    healthy: {condition: remaining_budget > 50%}
    warning: {condition: remaining_budget 25-50%}
    critical: {condition: remaining_budget 0-25%}
    exhausted: {condition: remaining_budget <= 0}
"""
INCIDENT = """\
incident:
  title: Orders fail
  services: [checkout]
  function: core_down
  users: under_25
  severity: SEV2
  status: resolved
  started_at: 2026-10-07T09:00:00Z
  detected_at: 2026-10-07T09:05:00Z
  mitigated_at: 2026-10-07T09:30:00Z
  resolved_at: 2026-10-07T10:00:00Z
  alert: PaymentsDown
  roles: {incident_commander: pay-1, communications_lead: pay-2}
"""
POSTMORTEM = """\
postmortem:
  title: Orders fail
  date: 2026-10-07
  severity: SEV2
  status: shelved
  authors: [pay-2]
  incident: 2026-10-07-orders-fail
  summary: Orders failed.
  timeline: []
  action_items: []
"""
INCIDENTS = "postmortems/incidents/2026-10-07-orders-fail.yaml"


@pytest.mark.parametrize(
    ("rule", "path", "broken", "files"),
    [
        ("alert-without-runbook", "runbooks/payments.yaml", RUNBOOK.replace("last_", "least_"), {ALERTS: RULES}),
        ("orphan-runbook", ALERTS, RULES.replace("expr", "exp"), {"runbooks/payments.yaml": RUNBOOK}),
        ("dangling-reference", ALERTS, RULES.replace("groups:", "groups: ["), {INCIDENTS: INCIDENT}),
        ("incident-without-postmortem", "postmortems/2026-10-07-orders-fail.yaml", POSTMORTEM, {INCIDENTS: INCIDENT}),
        (
            "critical-service-without-slo",
            "slos/checkout-availability.yaml",
            SLO.replace("window: ", "window: about "),
            {"catalog/services/checkout.yaml": SERVICE.replace("tier: important", "tier: critical")},
        ),
        (
            "policy-without-service",
            "slos/checkout-availability.yaml",
            SLO.replace("window: ", "policy: spare\n  window: about "),
            {"slos/policies/spare.yaml": POLICY},
        ),
    ],
)
def test_what_stands_in_a_broken_document_is_not_missing(
    tmp_path: Path, rule: str, path: str, broken: str, files: dict[str, str]
) -> None:
    assert findings(tmp_path, files | {path: broken}, rule) == []
    shape = [f for f in check(tmp_path, as_of=AS_OF, use_cache=False).findings if f.path == path]
    assert shape  # what is wrong there is said there
    (tmp_path / path).unlink()
    assert [f for f in check(tmp_path, as_of=AS_OF, use_cache=False).findings if f.rule == rule]


def test_a_broken_document_about_something_else_hides_nothing(tmp_path: Path) -> None:
    files = {ALERTS: RULES.replace("expr", "exp"), "runbooks/payments.yaml": RUNBOOK.replace("sDown", "sLate")}
    assert [f.path for f in findings(tmp_path, files, "orphan-runbook")] == ["runbooks/payments.yaml"]


def test_a_warm_check_looks_again_once_the_broken_document_is_mended(tmp_path: Path) -> None:
    def orphans() -> list[str]:
        return [f.path for f in check(tmp_path, as_of=AS_OF).findings if f.rule == "orphan-runbook"]

    write(tmp_path, {ALERTS: RULES.replace("expr", "exp"), "runbooks/payments.yaml": RUNBOOK})
    assert orphans() == []
    for text, expected in (
        (RULES.replace("sDown", "sLate"), ["runbooks/payments.yaml"]),
        (RULES.replace("expr", "exp"), []),
        (RULES.replace("expr", "exp").replace("sDown", "sLate"), ["runbooks/payments.yaml"]),
        (RULES, []),
    ):
        (tmp_path / ALERTS).write_text(text, "utf-8")
        assert orphans() == expected
