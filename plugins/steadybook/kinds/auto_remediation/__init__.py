"""Automatic remediation: what machines do by themselves."""

from __future__ import annotations

from steadybook.kinds.auto_remediation.model import AutoRemediation
from steadybook.model.kind import Kind

KIND = Kind(
    name="auto_remediation",
    title="automatic remediation",
    plural="automatic remediations",
    model=AutoRemediation,
    folder="runbooks/remediation",
    url="remediation",
    summary="What machines do by themselves about known situations, and when a person takes over.",
)
