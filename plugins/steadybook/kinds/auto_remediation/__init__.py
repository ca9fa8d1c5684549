"""Automatic remediation: what machines do by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steadybook.model.kind import Kind

if TYPE_CHECKING:
    from steadybook.kinds.auto_remediation.model import AutoRemediation

KIND: Kind[AutoRemediation] = Kind(
    name="auto_remediation",
    title="automatic remediation",
    plural="automatic remediations",
    model_name="AutoRemediation",
    folder="runbooks/remediation",
    url="remediation",
    summary="What machines do by themselves about known situations, and when a person takes over.",
)
