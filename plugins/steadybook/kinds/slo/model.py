"""The typed model of a service level objective."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from steadybook.model.fields import Amount, Day, Percent, Ref, Text, Window, Words
from steadybook.model.part import Body, Part
from steadybook.source.spans import Route
from steadybook.sre import error_budget, freshness
from steadybook.sre.burn_rate import possible_alerts

AlertSeverity = Literal["page", "urgent", "ticket", "log"]
ReviewCadence = Literal["weekly", "biweekly", "monthly", "quarterly", "half-yearly", "yearly"]


class BurnRateAlert(Part):
    """An alert on how fast the error budget burns, seen over a long and a short window at once."""

    name: Text = Field(description="The alert's name within the objective, such as fast_burn.")
    burn_rate: Amount = Field(
        description="Times the rate that uses the budget up exactly at the window's end; 1 is just sustainable."
    )
    short_window: Window = Field(description="The window that ends the alert soon after the burn ends, such as 5m.")
    long_window: Window = Field(description="The window that must show the burn, such as 1h.")
    severity: Annotated[AlertSeverity, Words()] = Field(description="How loud it is: page, urgent, ticket or log.")


class Slo(Body):
    """A service level objective: which share of events must be good, over which window, and what follows if not."""

    service: Annotated[str, Ref("service")] = Field(description="The service that the objective is for.")
    sli: Annotated[str, Ref("sli")] = Field(description="The indicator that it sets a target for.")
    target: Percent = Field(description="Share of events that must be good, in percent, such as 99.9.")
    window: Window = Field(description="The rolling window, such as 28d.")
    error_budget: Percent | None = Field(
        default=None, description="Share of events that may be bad: 100 - target, in percentage points. Derived."
    )
    error_budget_minutes: Amount | None = Field(
        default=None, description="The budget as minutes of full outage per window. Derived."
    )
    burn_rate_alerts: tuple[BurnRateAlert, ...] = Field(
        default=(), description="Alerts on the burn rate. Where left out, the standard set for the window is used."
    )
    review_cadence: Annotated[ReviewCadence, Words(freshness.REVIEW_CADENCES)] | None = Field(
        default=None, description="How often the target is looked at again."
    )
    last_reviewed: Day | None = Field(default=None, description="The day of the latest review.")
    owner: Annotated[str, Ref("team")] = Field(description="The team that answers for the objective.")
    stakeholders: tuple[Text, ...] = Field(default=(), description="Who agreed to the target.")
    policy: Annotated[str, Ref("error_budget_policy")] | None = Field(
        default=None, description="The error budget policy. Where left out, the service's own, else `default`."
    )
    runbook: Annotated[str, Ref("runbook")] | None = Field(
        default=None, description="What to do when a burn-rate alert fires."
    )
    escalation_when_budget_exhausted: tuple[Text, ...] = Field(
        default=(), description="What happens when no budget is left."
    )

    @property
    def budget(self) -> Decimal:
        """The error budget in percentage points, computed from the target whatever is written."""
        return error_budget.budget(self.target)

    @property
    def budget_minutes(self) -> Decimal:
        """The error budget in minutes of full outage per window, computed whatever is written."""
        return error_budget.budget_minutes(self.target, self.window)

    @property
    def exported_alerts(self) -> Iterator[tuple[str, str, Route]]:
        """The burn-rate alerts in force: the name under which each is exported, its severity, and the name's place.

        Where none are written these are the ones of the standard set that can fire, and they have no place.
        """
        for index, alert in enumerate(self.burn_rate_alerts):
            yield self.alert_name(alert.name), alert.severity, ("burn_rate_alerts", index, "name")
        if not self.burn_rate_alerts:
            for standard in possible_alerts(self.window, self.target):
                yield self.alert_name(standard.name), standard.severity, ()

    def alert_name(self, alert: str) -> str:
        """The name under which a burn-rate alert is exported: service, SLI and alert in CamelCase."""
        words = re.split(r"[\W_]+", f"{self.service} {self.sli} {alert}")
        return "".join(word[:1].upper() + word[1:] for word in words)
