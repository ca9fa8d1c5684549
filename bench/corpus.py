"""A seeded corpus of any size: one team with its services, SLOs, runbooks, incidents and so on, over and over.

The documents are consistent with each other, so that a check of them measures rules that pass, as in a kept repository.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

AS_OF = "2026-11-22"
PER_TEAM = 23
"""Documents that one team brings."""


def write_corpus(root: Path, documents: int, seed: int = 7) -> dict[str, int]:
    """Writes at least `documents` documents below `root`; the count of each kind's files."""
    chance = random.Random(seed)
    counts: dict[str, int] = {}
    written = 0
    number = 0
    while written < documents:
        for path, text in _team(number, chance) if number else [_POLICY, *_team(number, chance)]:
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
            kind = text.split(":", 1)[0]
            counts[kind] = counts.get(kind, 0) + 1
            written += 1
        number += 1
    (root / "steadybook.toml").write_text(f'as_of = "{AS_OF}"\n', "utf-8")
    return counts


def _team(number: int, chance: random.Random) -> list[tuple[str, str]]:
    team = f"team-{number}"
    services = [f"svc-{number}-{letter}" for letter in "abc"]
    files = [
        (f"catalog/teams/{team}.yaml", _TEAM.format(team=team)),
        (f"catalog/oncall/{team}-oncall.yaml", _ROTATION.format(team=team)),
        (f"slos/{team}-success.yaml", _SLI.format(team=team)),
        (f"catalog/toil/{team}-restarts.yaml", _TOIL.format(team=team, service=services[0])),
    ]
    for index, service in enumerate(services):
        upstream = services[index + 1 : index + 2]
        downstream = services[index - 1 : index] if index else []
        files += [
            (f"catalog/services/{service}.yaml", _service(service, team, upstream, downstream, chance)),
            (f"slos/{service}-availability.yaml", _SLO.format(service=service, team=team)),
            (f"runbooks/{service}-errors.yaml", _RUNBOOK.format(service=service, team=team, alert=_alert(service))),
            (f"catalog/readiness/{service}-2026-10.yaml", _REVIEW.format(service=service, team=team)),
            (f"slos/alerts/{service}.yaml", _ALERTS.format(service=service, alert=_alert(service))),
        ]
    files += _incident(number, services[0], team, chance)
    files += [
        (f"catalog/oncall/{team}-oncall-{start:%Y-%m-%d}.yaml", _shift(team, services[0], start, week))
        for week, start in ((w, datetime(2026, 10, 5, 8, tzinfo=UTC) + timedelta(weeks=w)) for w in range(2))
    ]
    return files


def _alert(service: str) -> str:
    return "".join(part.capitalize() for part in service.split("-")) + "ErrorBudgetBurn"


def _service(service: str, team: str, upstream: list[str], downstream: list[str], chance: random.Random) -> str:
    return _SERVICE.format(
        service=service,
        team=team,
        upstream=", ".join(upstream),
        downstream=", ".join(downstream),
        rps=chance.randrange(50, 5000),
        storage=chance.randrange(1, 900),
        cost=chance.randrange(100, 9000),
    )


def _incident(number: int, service: str, team: str, chance: random.Random) -> list[tuple[str, str]]:
    day = datetime(2026, 9, 1, tzinfo=UTC) + timedelta(days=number % 60)
    started = day.replace(hour=chance.randrange(6, 20))
    id = f"{day:%Y-%m-%d}-errors-{number}"
    moments = {
        name: f"{started + timedelta(minutes=minutes):%Y-%m-%dT%H:%M:%SZ}"
        for name, minutes in (("m0", 0), ("m5", 5), ("m7", 7), ("m30", 30), ("m70", 70))
    }
    values = {"id": id, "service": service, "team": team, "day": f"{day:%Y-%m-%d}", "alert": _alert(service), **moments}
    return [
        (f"postmortems/incidents/{id}.yaml", _INCIDENT.format(**values)),
        (f"postmortems/{id}.yaml", _POSTMORTEM.format(**values)),
    ]


def _shift(team: str, service: str, start: datetime, week: int) -> str:
    end = start + timedelta(weeks=1)
    return _SHIFT.format(
        team=team,
        service=service,
        start=f"{start:%Y-%m-%dT%H:%M:%SZ}",
        end=f"{end:%Y-%m-%dT%H:%M:%SZ}",
        primary=f"{team}-{week + 1}",
        secondary=f"{team}-{week + 2}",
    )


_TEAM = """\
team:
  name: {team}
  description: Keeps three services of the shop.
  contact: "#{team}"
  lead: {team}-lead
  members: 6
  sre_hours_per_month: 160
"""
_ROTATION = """\
oncall_rotation:
  name: {team}-oncall
  team: {team}
  timezone: Europe/Berlin
  members: [{team}-1, {team}-2, {team}-3, {team}-4, {team}-5]
  layers: [primary, secondary]
  shift_length: 7d
  handoff: "Mon 10:00"
  compensation: paid
  escalation:
    - after_minutes: 5
      contact: secondary
    - after_minutes: 20
      contact: {team}-lead
"""
_SERVICE = """\
service:
  name: {service}
  description: Answers requests of the other services and keeps its own records.
  tier: standard
  owner_team: {team}
  oncall_rotation: {team}-oncall
  lifecycle: production
  dependencies:
    upstream: [{upstream}]
    downstream: [{downstream}]
  data_classification: internal
  deployment_frequency: weekly
  architecture: microservice
  language: Go
  infra: k8s
  traffic_pattern: diurnal
  peak_rps: {rps}
  storage_gb: {storage}
  monthly_cost_usd: {cost}
  links:
    repository: https://git.example.com/{service}
    dashboard: https://dash.example.com/d/{service}
  monitoring:
    latency: {{dashboard: "https://dash.example.com/d/{service}-latency"}}
    errors: {{dashboard: "https://dash.example.com/d/{service}-errors"}}
  failure_modes:
    - {{name: errors after a release, runbook: {service}-errors}}
    - {{name: the database fails over, runbook: {service}-errors}}
    - {{name: a campaign brings more load than planned, runbook: {service}-errors}}
    - {{name: a certificate expires, runbook: {service}-errors}}
    - {{name: a zone is lost, runbook: {service}-errors}}
"""
_POLICY = (
    "slos/policies/default.yaml",
    """\
error_budget_policy:
  budget_states:
    healthy:
      condition: "remaining_budget > 50%"
      actions: ["Normal velocity"]
    warning:
      condition: "remaining_budget 25-50%"
      actions: ["No chaos experiments"]
    critical:
      condition: "remaining_budget 0-25%"
      actions: ["Feature freeze"]
    exhausted:
      condition: "remaining_budget <= 0"
      actions: ["Deployment freeze"]
  exceptions: ["Security patches always allowed"]
""",
)
_REVIEW = """\
readiness_review:
  service: {service}
  date: 2026-10-12
  reviewers: [{team}-lead]
  checks:
    slis-measured:
      status: pass
      evidence: https://dash.example.com/d/{service}-sli
      checked_by: {team}-lead
    rollback-tested:
      status: pass
      evidence: https://ci.example.com/{service}/rollback
      checked_by: {team}-lead
    authentication-authorization:
      status: pass
      evidence: https://docs.example.com/{service}/access
      checked_by: {team}-lead
    secrets-in-vault:
      status: pass
      evidence: https://docs.example.com/{service}/configuration
      checked_by: {team}-lead
    dependencies-scanned:
      status: pass
      evidence: https://ci.example.com/{service}/scan
      checked_by: {team}-lead
    backup-restore-tested:
      status: pass
      evidence: https://ci.example.com/{service}/restore
      checked_by: {team}-lead
    data-retention-policy:
      status: pass
      evidence: https://docs.example.com/{service}/retention
      checked_by: {team}-lead
"""
_SLI = """\
sli:
  name: {team}-success
  description: Share of requests that are answered without a server error.
  type: availability
  measurement:
    good_events: "responses with a status below 500"
    total_events: "all responses but health checks"
    source: "load balancer access logs"
    aggregation: "sum(good) / sum(total) over the rolling window"
  exclusions:
    - "Health checks"
    - "Synthetic traffic"
"""
_SLO = """\
slo:
  service: {service}
  sli: {team}-success
  target: 99.5
  window: "28d"
  error_budget: 0.5
  error_budget_minutes: 201.6
  burn_rate_alerts:
    - name: "fast_burn"
      burn_rate: 13.44
      short_window: "5m"
      long_window: "1h"
      severity: "page"
    - name: "slow_burn"
      burn_rate: 2.8
      short_window: "2h"
      long_window: "1d"
      severity: "ticket"
  review_cadence: "quarterly"
  last_reviewed: 2026-10-20
  owner: {team}
  runbook: {service}-errors
  stakeholders: ["Head of Service"]
"""
_RUNBOOK = """\
runbook:
  title: "{service} answers with errors"
  service: {service}
  alert_name: {alert}
  last_updated: 2026-10-01
  owner: {team}
  overview: |
    More requests end with a server error than the objective allows.
  impact: |
    Customers see an error page in place of their basket.
  diagnosis:
    - step: "Check the health of the service"
      command: "kubectl -n shop get pods -l app={service}"
      expected: "All pods are Running and Ready"
      if_unexpected: "Go on with the mitigation"
    - step: "Check recent deployments"
      command: "kubectl -n shop rollout history deploy/{service}"
      expected: "The last change is older than two hours"
      if_unexpected: "Roll back, then look for the cause"
  mitigation:
    - option: "Roll back"
      when: "Something was deployed within two hours"
      steps:
        - "kubectl -n shop rollout undo deploy/{service}"
    - option: "Scale up"
      when: "Traffic is far above the usual peak"
      steps:
        - "kubectl -n shop scale deploy/{service} --replicas=12"
  escalation:
    after_minutes: 30
    contact: "{team}-lead"
    context_to_provide: "Since when, the share of errors, what was tried"
"""
_ALERTS = """\
groups:
  - name: {service}
    rules:
      - alert: {alert}
        expr: |
          service:error_ratio_1h{{service="{service}"}} > 0.0672
          and service:error_ratio_5m{{service="{service}"}} > 0.0672
        for: 2m
        labels: {{severity: page, service: {service}}}
        annotations:
          summary: "{service} spends its error budget too fast"
          runbook: runbooks/{service}-errors.yaml
"""
_INCIDENT = """\
incident:
  title: Errors after a release of {service}
  services: [{service}]
  function: degraded
  users: under_25
  data_loss: false
  severity: SEV3
  status: resolved
  started_at: {m0}
  detected_at: {m5}
  acknowledged_at: {m7}
  mitigated_at: {m30}
  resolved_at: {m70}
  detected_by: alert
  alert: {alert}
  runbooks_used: [{service}-errors]
  roles: {{incident_commander: {team}-2, operations_lead: {team}-1}}
  timeline:
    - {{time: {m5}, event: The alert fired, phase: detection}}
    - {{time: {m30}, event: Rolled back, phase: mitigation}}
    - {{time: {m70}, event: Objective met for half an hour, phase: resolution}}
  postmortem: {id}
"""
_POSTMORTEM = """\
postmortem:
  title: Errors after a release of {service}
  date: {day}
  severity: SEV3
  duration: 1h10m
  authors: [{team}-1]
  reviewers: [{team}-lead]
  status: final
  services: [{service}]
  incident: {id}
  trigger: deployment
  summary: |
    A release answered a part of the requests with errors until it was rolled back.
  timeline:
    - {{time: {m0}, event: The release reached half of the pods}}
    - {{time: {m5}, event: The alert fired, phase: detection}}
    - {{time: {m30}, event: Rolled back, phase: mitigation}}
    - {{time: {m70}, event: Objective met for half an hour, phase: resolution}}
  root_cause: |
    A new query held connections for longer than the pool allows.
  contributing_factors:
    - {{category: detection, text: The canary got no traffic of this kind}}
  detection: {{how_detected: alert, time_to_detect_minutes: 5}}
  resolution:
    how_resolved: Rolled back
    time_to_mitigate_minutes: 30
    time_to_resolve_minutes: 70
  what_went_well: [The rollback took two minutes]
  what_went_wrong: [The canary was blind for this traffic]
  where_we_got_lucky: [It was a quiet hour]
  action_items:
    - id: AI-001
      type: prevent
      description: Send a copy of all kinds of traffic to the canary
      owner: {team}
      priority: P1
      deadline: 2026-12-15
      status: open
      ticket: "SHOP-1"
"""
_TOIL = """\
toil_item:
  name: Restart stuck workers of {service}
  category: recovery
  frequency: weekly
  time_per_occurrence_min: 15
  occurrences_per_month: 8
  total_hours_per_month: 2
  teams_affected: [{team}]
  automation_difficulty: low
  automation_value: 2
  priority_score: 2
  team: {team}
  service: {service}
"""
_SHIFT = """\
oncall_shift:
  rotation: {team}-oncall
  start: {start}
  end: {end}
  primary: {primary}
  secondary: {secondary}
  pages: 1
  off_hours_pages: 0
  pages_by_service: {{{service}: 1}}
  false_positives: 0
  time_to_acknowledge_min: 4
  satisfaction: 4.5
  handoff:
    open_issues: []
    recent_changes: ["{service} 1.4"]
    known_risks: []
    scheduled_maintenance: []
    runbook_updates: []
"""
