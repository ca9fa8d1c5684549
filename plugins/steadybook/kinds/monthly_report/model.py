"""The typed model of a monthly report: what people write, and the figures that were frozen into it."""

from __future__ import annotations

from pydantic import Field

from steadybook.model.fields import Amount, Count, Month, Text
from steadybook.model.part import Body, Part


class SloSummary(Part):
    """Services by whether they met their objectives."""

    services_meeting_slo: Count | None = Field(default=None, description="Services that met all their objectives.")
    services_breaching_slo: Count | None = Field(default=None, description="Services that missed at least one.")
    worst_performing: Text | None = Field(default=None, description="The service with the least budget left.")


class BySeverity(Part):
    """Incidents of each severity."""

    SEV1: Count | None = Field(default=None, description="Incidents of SEV1.")
    SEV2: Count | None = Field(default=None, description="Incidents of SEV2.")
    SEV3: Count | None = Field(default=None, description="Incidents of SEV3.")
    SEV4: Count | None = Field(default=None, description="Incidents of SEV4.")


class IncidentFigures(Part):
    """Incidents that started in the month (UTC)."""

    total: Count | None = Field(default=None, description="All incidents.")
    by_severity: BySeverity | None = Field(default=None, description="Incidents by severity.")
    mttr_minutes: Amount | None = Field(default=None, description="Mean time to resolve, in minutes from the start.")
    mttd_minutes: Amount | None = Field(default=None, description="Mean time to detect, in minutes from the start.")
    repeat_incidents: Count | None = Field(default=None, description="Incidents that repeat an earlier one.")


class ErrorBudgetFigures(Part):
    """Services by the state of their error budget at the month's end."""

    services_in_healthy: Count | None = Field(default=None, description="Services with plenty of budget.")
    services_in_warning: Count | None = Field(default=None, description="Services in warning.")
    services_in_critical: Count | None = Field(default=None, description="Services in critical.")
    services_exhausted: Count | None = Field(default=None, description="Services without budget.")


class ToilFigures(Part):
    """Toil of the month."""

    hours_spent: Amount | None = Field(default=None, description="Hours of toil.")
    hours_automated_away: Amount | None = Field(default=None, description="Hours a month that machines took over.")
    pct_of_sre_time: Amount | None = Field(default=None, description="Share of the teams' SRE hours, in percent.")


class OncallFigures(Part):
    """On-call load of the month."""

    total_pages: Count | None = Field(default=None, description="All pages.")
    off_hours_pages: Count | None = Field(default=None, description="Pages outside working hours.")
    false_positive_pct: Amount | None = Field(default=None, description="Share of false positives, in percent.")
    avg_ack_time_min: Amount | None = Field(default=None, description="Mean time to acknowledge, in minutes.")


class ActionFigures(Part):
    """Action items at the month's end."""

    open: Count | None = Field(default=None, description="Action items not done.")
    completed_this_month: Count | None = Field(default=None, description="Action items done in the month.")
    overdue: Count | None = Field(default=None, description="Action items past their deadline.")


class MonthlyReport(Body):
    """A month of reliability work. The figures are computed; what is written here is what people add."""

    period: Month = Field(description="The month, YYYY-MM.")
    slo_summary: SloSummary | None = Field(default=None, description="Frozen figures of objectives.")
    incidents: IncidentFigures | None = Field(default=None, description="Frozen figures of incidents.")
    error_budget: ErrorBudgetFigures | None = Field(default=None, description="Frozen figures of error budgets.")
    toil: ToilFigures | None = Field(default=None, description="Frozen figures of toil.")
    on_call: OncallFigures | None = Field(default=None, description="Frozen figures of on-call.")
    action_items: ActionFigures | None = Field(default=None, description="Frozen figures of action items.")
    highlights: tuple[Text, ...] = Field(default=(), description="What went well.")
    concerns: tuple[Text, ...] = Field(default=(), description="What is worrying.")
    next_month_priorities: tuple[Text, ...] = Field(default=(), description="What comes first next month.")

    @property
    def is_frozen(self) -> bool:
        """Figures were written into it."""
        parts = (self.slo_summary, self.incidents, self.error_budget, self.toil, self.on_call, self.action_items)
        return any(part is not None for part in parts)
