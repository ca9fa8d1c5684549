"""Measurements for the base organisation: half days of September and October 2026, with one bad half day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

START, END = datetime(2026, 9, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
BAD_HALF_DAY = datetime(2026, 10, 20, tzinfo=UTC)
HALF_DAY = timedelta(hours=12)
ALL = 100_000
"""Events of a half day."""


def snapshot(service: str, bad: int, usual: int = 5, sli: str = "checkout-success") -> dict[str, str]:
    """The snapshot of a service: in one half day so many events were bad, in every other one the usual number."""
    lines = ["service,sli,start,end,good,total"]
    moment = START
    while moment < END:
        good = ALL - (bad if moment == BAD_HALF_DAY else usual)
        lines.append(f"{service},{sli},{moment:%Y-%m-%dT%H:%M:%SZ},{moment + HALF_DAY:%Y-%m-%dT%H:%M:%SZ},{good},{ALL}")
        moment += HALF_DAY
    return {f"slos/measurements/{service}.csv": "\n".join(lines) + "\n"}


def incident() -> dict[str, str]:
    """The incident of the checkout in the bad half day."""
    text = """\
        incident:
          title: Orders fail
          services: [checkout]
          function: degraded
          users: under_25
          severity: SEV3
          status: resolved
          started_at: 2026-10-20T00:00:00Z
          detected_at: 2026-10-20T01:05:00Z
          mitigated_at: 2026-10-20T12:00:00Z
          resolved_at: 2026-10-20T12:30:00Z
        """
    return {"postmortems/incidents/2026-10-20-orders-fail.yaml": text}
