"""The record that an incident begins with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from steadybook.commands._incident.moments import shown, written
from steadybook.commands._incident.steps import ROLE_OPTIONS, ROOT, check_roles, sentence
from steadybook.model.errors import UsageError
from steadybook.source.emit import Data, entry
from steadybook.sre.severity import TRIGGERS, Decision, Function, Severity, Users, severity

DETECTED = {
    "alert": "An alert fires",
    "user_report": "Users report it",
    "manual_check": "Somebody who looked notices it",
}
"""What the first entry of the timeline says, by `detected_by`."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What is known when an incident begins."""

    title: str
    services: Sequence[str]
    effects: Mapping[str, str]
    started: datetime
    detected: datetime
    declared: datetime
    acknowledged: datetime | None = None
    severity: str | None = None
    """As it is declared; None leaves it to the matrix."""
    detected_by: str | None = None
    alert: str | None = None
    runbooks: Sequence[str] = ()
    roles: Mapping[str, str] = field(default_factory=dict)

    @property
    def decision(self) -> Decision:
        """The severity that its effects demand."""
        active = {trigger.field: trigger.field in self.effects for trigger in TRIGGERS}
        return severity(Function(self.effects["function"]), Users(self.effects["users"]), **active)

    def check(self) -> None:
        """Raises UsageError for moments out of order, too low a severity, and roles that are missing."""
        told = [("--started", self.started), ("--detected", self.detected)]
        told += [("--acknowledged", self.acknowledged)] if self.acknowledged else []
        told += [("--at" if self.declared != self.detected else "now", self.declared)]
        for (before, earlier), (after, later) in pairwise(told):
            if later < earlier:
                raise UsageError(
                    f"`{after}` ({shown(later)}) is before `{before}` ({shown(earlier)})",
                    "An incident starts, is detected, acknowledged and then declared. Mind the zones.",
                )
        least = self.decision.severity
        if self.severity and least.worse_than(Severity(self.severity)):
            raise UsageError(
                f"{self.severity} is too low: {self.decision}", f"Write --severity {least}, or leave it out."
            )
        check_roles(Severity(self.severity or least), dict(self.roles))

    def text(self) -> str:
        """The file's text."""
        declared = Severity(self.severity or self.decision.severity)
        data: dict[str, Data] = {
            "title": self.title,
            "services": list(self.services),
            "function": self.effects["function"],
            "users": self.effects["users"],
            **{trigger.field: "true" if trigger.field in self.effects else "false" for trigger in TRIGGERS},
            "severity": declared,
            "status": "investigating",
            "started_at": written(self.started),
            "detected_at": written(self.detected),
        }
        if self.acknowledged is not None:
            data["acknowledged_at"] = written(self.acknowledged)
        if self.detected_by is not None:
            data["detected_by"] = self.detected_by
        if self.alert is not None:
            data["alert"] = self.alert
        if self.runbooks:
            data["runbooks_used"] = list(self.runbooks)
        if self.roles:
            data["roles"] = {role: self.roles[role] for role in ROLE_OPTIONS if role in self.roles}
        data["timeline"] = self._timeline(declared)
        return entry(ROOT, data, 0) + "\n"

    def _timeline(self, declared: Severity) -> list[Data]:
        noticed = f"{self.alert} fires" if self.alert else DETECTED.get(self.detected_by or "", "It is noticed")
        told: list[tuple[datetime, str, str]] = [(self.detected, noticed, "detection")]
        if self.acknowledged is not None:
            told.append((self.acknowledged, "Acknowledged", "detection"))
        commander = self.roles.get("incident_commander")
        announced = sentence(f"Declared {declared}: {self.title}", f"{commander} takes command" if commander else "")
        told.append((self.declared, announced, "update"))
        return [{"time": written(time), "event": event, "phase": phase} for time, event, phase in told]
