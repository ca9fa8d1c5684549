"""The draft of a runbook for an alert: what the alert, the service and its rotation say already."""

from __future__ import annotations

import re

from steadybook.analysis.alert_links import Alert, alerts
from steadybook.commands._drafts.text import TODO, body
from steadybook.commands._names import check_known
from steadybook.kinds.oncall_rotation.model import OncallRotation
from steadybook.kinds.prometheus_rules.model import PrometheusRules
from steadybook.kinds.service.model import Service
from steadybook.model.context import Context
from steadybook.source.emit import Data, entry


def draft(context: Context, name: str) -> tuple[str, str]:
    """The id and the text of the draft. Raises UsageError for an alert that is not known."""
    check_known(context, "alert", name)
    alert = next(found for found in alerts(context) if found.name == name)
    service = context.corpus.get(Service, alert.service) if alert.service else None
    said = _annotations(alert)
    lines = [
        entry("title", _plain(said.get("summary")) or f"{TODO}: what the reader sees, in a few words", 0),
        entry("alert_name", name, 0),
    ]
    if service is not None:
        lines.append(entry("service", service.id, 0))
    lines += [
        f"last_updated: {context.today}",
        entry("owner", service.model.owner_team if service is not None else TODO, 0),
        entry("overview", _plain(said.get("description")) or f"{TODO}: what the alert means, in plain words", 0),
        entry("impact", f"{TODO}: what users notice, and since which threshold", 0),
        entry("diagnosis", _diagnosis(service.model if service is not None else None), 0),
        entry("mitigation", [{"option": f"{TODO}: roll back", "when": TODO, "steps": [TODO]}], 0),
        entry("escalation", _escalation(context, service.model if service is not None else None), 0),
    ]
    return _id(name), body("runbook", lines)


def _id(alert: str) -> str:
    """`RedisCartDown` as `redis-cart-down`."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^A-Za-z0-9]+", "-", alert)
    return re.sub(r"-+", "-", words).strip("-").lower()


def _annotations(alert: Alert) -> dict[str, str]:
    if alert.document.facts.kind != "prometheus_rules":
        return {}
    model: PrometheusRules = alert.document.model
    return next((dict(rule.annotations) for _, rule in model.alerts if rule.alert == alert.name), {})


def _plain(text: str | None) -> str:
    """A text without what Prometheus fills in when the alert fires."""
    return " ".join(re.sub(r"\{\{.*?\}\}", "…", text or "").split())


def _diagnosis(service: Service | None) -> list[Data]:
    steps: list[Data] = []
    if service is not None:
        for name, signal in service.monitoring.signals:
            if signal.dashboard is not None:
                steps.append(
                    {"step": f"Look at {name}", "url": signal.dashboard, "expected": TODO, "if_unexpected": TODO}
                )
        if service.links.logs is not None:
            steps.append({"step": "Look for errors in the logs", "url": service.links.logs, "expected": TODO})
    return steps or [{"step": f"{TODO}: what to look at first", "command": TODO, "expected": TODO}]


def _escalation(context: Context, service: Service | None) -> Data:
    rotation = (
        context.corpus.get(OncallRotation, service.oncall_rotation) if service and service.oncall_rotation else None
    )
    steps = rotation.model.escalation if rotation is not None else ()
    if not steps:
        return {"after_minutes": "30", "contact": TODO, "context_to_provide": TODO}
    last = steps[-1]
    return {
        "after_minutes": f"{last.after_minutes:f}",
        "contact": last.contact,
        "context_to_provide": "Since when, what users notice, what was tried",
    }
