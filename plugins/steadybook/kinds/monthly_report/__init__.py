"""Monthly reports: what people add to the figures of a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steadybook.model.kind import Kind

if TYPE_CHECKING:
    from steadybook.kinds.monthly_report.model import MonthlyReport

KIND: Kind[MonthlyReport] = Kind(
    name="monthly_report",
    title="monthly report",
    plural="monthly reports",
    model_name="MonthlyReport",
    folder="postmortems/reports",
    url="monthly",
    columns=("period",),
    summary="A month of reliability work: what people add to the computed figures.",
    label=lambda _id, report: f"Reliability report {report.period}",
)
