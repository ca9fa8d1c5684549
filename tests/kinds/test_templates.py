"""The eleven templates of the specification, filled in, with every field under its own name."""

from __future__ import annotations

import pytest

from tests.kinds.conftest import document, problems

TEMPLATES = {
    "service": """
service:
  name: "ledger"
  tier: "important"
  owner_team: "accounts"
  oncall_rotation: "accounts-oncall"
  dependencies:
    upstream: ["vault"]
    downstream: ["billing"]
  data_classification: "restricted"
  deployment_frequency: "weekly"
  architecture: "monolith"
  language: "Java"
  infra: "bare-metal"
  traffic_pattern: "seasonal"
  peak_rps: 40
  storage_gb: 900.5
  monthly_cost_usd: 3100
""",
    "sli": """
sli:
  name: "posting_success_rate"
  description: "Share of postings that are booked"
  type: "quality"
  measurement:
    good_events: "Postings booked within a minute"
    total_events: "All postings"
    source: "ledger journal"
    aggregation: "sum(good) / sum(total) over rolling 28-day window"
  exclusions:
    - "Test accounts"
""",
    "slo": """
slo:
  service: "ledger"
  sli: "posting_success_rate"
  target: 99.9
  window: "28d"
  error_budget: 0.1
  error_budget_minutes: 40
  burn_rate_alerts:
    - name: "fast_burn"
      burn_rate: 14.4
      short_window: "5m"
      long_window: "1h"
      severity: "page"
    - name: "slow_burn"
      burn_rate: 1.0
      short_window: "6h"
      long_window: "3d"
      severity: "ticket"
  review_cadence: "monthly"
  owner: "accounts"
  stakeholders: ["Head of Finance"]
  escalation_when_budget_exhausted:
    - "Stop what can wait"
""",
    "error_budget_policy": """
error_budget_policy:
  service: "ledger"
  budget_states:
    healthy:
      condition: "remaining_budget > 50%"
      actions: ["Go on"]
    warning:
      condition: "remaining_budget 25-50%"
      actions: ["Look out"]
    critical:
      condition: "remaining_budget 0-25%"
      actions: ["Reliability only"]
    exhausted:
      condition: "remaining_budget <= 0"
      actions: ["Stop"]
  exceptions: ["Security patches always allowed"]
  reset: "Rolling 28-day window (no manual resets)"
""",
    "postmortem": """
postmortem:
  title: "Postings are late"
  date: "2026-09-03"
  severity: "SEV3"
  duration: "2h5m"
  authors: ["acc-1"]
  reviewers: []
  status: "in-review"
  summary: |
    Postings waited for two hours.
  impact:
    users_affected: 12
    duration_minutes: 125
    revenue_impact_usd: 0
    slo_budget_consumed_pct: 104.5
    data_loss: false
    customer_tickets: 0
  timeline:
    - time: "2026-09-03T08:00:00+02:00"
      event: "The queue stands still"
  root_cause: |
    The queue was full.
  contributing_factors:
    - "Nobody saw the queue"
  detection:
    how_detected: "user report"
    time_to_detect_minutes: 50
    could_have_detected_sooner: "An alert on the age of the oldest posting"
  resolution:
    how_resolved: "More workers"
    time_to_mitigate_minutes: 90
    time_to_resolve_minutes: 125
  what_went_well: ["Nothing was lost"]
  what_went_wrong: ["No alert"]
  where_we_got_lucky: ["It was not the end of the month"]
  action_items:
    - id: "AI-001"
      type: "detect"
      description: "Alert on the age of the oldest posting"
      owner: "acc-1"
      priority: "P1"
      deadline: "2026-10-01"
      status: "open"
      ticket: ""
""",
    "experiment": """
experiment:
  name: "A worker dies"
  hypothesis: "When a worker dies, another one takes its postings within a minute"
  steady_state:
    metrics:
      - name: "age of the oldest posting"
        baseline: "4 s"
        acceptable_range: "under 60 s"
  method:
    fault_type: "compute"
    target: "ledger worker"
    blast_radius: "single pod"
    duration: "10m"
  safety:
    abort_conditions: ["SLO burn rate exceeds 10x"]
    rollback_plan: "Start the worker"
    required_approvals: []
  results:
    outcome: "inconclusive"
    observations: ["No posting came in"]
    action_items: ["Try again by day"]
""",
    "toil_item": """
toil_item:
  name: "Open the books of a month"
  category: "config"
  frequency: "monthly"
  time_per_occurrence_min: 90
  occurrences_per_month: 1
  total_hours_per_month: 1.5
  teams_affected: ["accounts"]
  automation_difficulty: "low"
  automation_value: 1.5
  priority_score: 1.5
""",
    "capacity_model": """
capacity_model:
  service: "ledger"
  bottleneck_resource: "storage"
  current_state:
    peak_utilization_pct: 70
    headroom_pct: 30
    cost_per_month_usd: 3100
  growth_forecast:
    metric: "storage_gb"
    current: 900
    monthly_growth_pct: -1.5
    projected_6mo: 822
    projected_12mo: 751
  scaling_strategy:
    type: "vertical"
    auto_scaling: false
    min_instances: 1
    max_instances: 1
    scale_up_threshold: 80
    scale_down_threshold: 30
    cooldown_seconds: 300
  cost_projection:
    current_monthly: 3100
    projected_6mo_monthly: 3100
    projected_12mo_monthly: 3000
""",
    "runbook": """
runbook:
  title: "Postings wait"
  alert_name: "PostingsWait"
  last_updated: "2026-09-10"
  owner: "accounts"
  overview: |
    Postings are not booked.
  impact: |
    Balances are out of date.
  diagnosis:
    - step: "Check service health"
      command: "systemctl status ledger"
      expected: "active"
      if_unexpected: "Restart it"
  mitigation:
    - option: "Scale up"
      when: "The queue is long"
      steps: ["systemctl start ledger-worker@2"]
  escalation:
    after_minutes: 30
    contact: "accounts-lead"
    context_to_provide: "Length of the queue"
""",
    "monthly_report": """
monthly_report:
  period: "2026-09"
  slo_summary:
    services_meeting_slo: 3
    services_breaching_slo: 1
    worst_performing: "ledger"
  incidents:
    total: 2
    by_severity: { SEV1: 0, SEV2: 1, SEV3: 1, SEV4: 0 }
    mttr_minutes: 95.5
    mttd_minutes: 12
    repeat_incidents: 0
  error_budget:
    services_in_healthy: 2
    services_in_warning: 1
    services_in_critical: 0
    services_exhausted: 1
  toil:
    hours_spent: 40
    hours_automated_away: 3.5
    pct_of_sre_time: 12.5
  on_call:
    total_pages: 9
    off_hours_pages: 2
    false_positive_pct: 11.1
    avg_ack_time_min: 3
  action_items:
    open: 4
    completed_this_month: 2
    overdue: 1
  highlights: []
  concerns: []
  next_month_priorities: []
""",
    "auto_remediation": """
auto_remediation:
  - trigger: "pod_crash_loop"
    condition: "restart_count > 3 in 10 min"
    action: "Delete the pod"
    escalate_if: "It goes on"
  - trigger: "disk_usage_high"
    condition: "disk_usage > 85%"
    action: "Clean up logs"
    escalate_if: "Still above 85%"
""",
}


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_filled_in_templates_have_the_right_shape(name: str) -> None:
    assert problems(TEMPLATES[name]) == []
    loaded = document(TEMPLATES[name])
    assert loaded.kind is not None
    assert loaded.kind.name == name
    assert loaded.intact
