"""Self-healing: repairs that a machine can make alone, and when it has to call somebody after all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SOURCE: Final = "SRE & Incident Management Platform, phase 12: self-healing automation"


@dataclass(frozen=True, slots=True)
class Remediation:
    """A repair: what sets it off, what it does, and when it gives up. The fields are those of `auto_remediation`."""

    trigger: str
    condition: str
    action: str
    escalate_if: str


EXAMPLES: Final = (
    Remediation(
        "pod_crash_loop",
        "restart_count > 3 in 10 min",
        "Delete the pod, so that the scheduler places a new one",
        "It still crashes after three such repairs",
    ),
    Remediation(
        "disk_usage_high",
        "disk_usage > 85%",
        "Clean up logs and move old data to the archive",
        "More than 85 % is still in use afterwards",
    ),
    Remediation(
        "connection_pool_exhausted",
        "available_connections = 0",
        "Close idle connections and enlarge the pool for a while",
        "The pool is empty again within an hour",
    ),
    Remediation(
        "certificate_expiring",
        "days_until_expiry < 14",
        "Renew the certificate",
        "The renewal does not succeed",
    ),
)
