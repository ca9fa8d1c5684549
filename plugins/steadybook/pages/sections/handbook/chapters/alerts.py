"""Alerts: what makes one worth its noise, and how urgent it is."""

from __future__ import annotations

from collections import defaultdict

from steadybook.pages.sections.handbook.blocks import Chapter, Code, Enforced, Grid, Mark, Part, Prose, Rules
from steadybook.pages.sections.handbook.examples import example_of
from steadybook.sre import monitoring, severity


def _parts() -> tuple[Part, ...]:
    guide = tuple(
        (Mark("strong", row.severity.value), Mark("code", row.word), row.response, row.notification, row.examples)
        for row in severity.ALERT_GUIDE
    )
    labels: defaultdict[str, list[str]] = defaultdict(list)
    for word, meaning in severity.DEFAULT_ALERT_SEVERITIES.items():
        labels[meaning.value].append(f"`{word}`")
    return (
        Part(
            "design",
            "Rules for good alerts",
            (Rules(tuple((rule.rule, rule.reason) for rule in monitoring.ALERT_RULES)),),
            monitoring.ALERT_RULES_SOURCE,
        ),
        Part(
            "severities",
            "How urgent an alert is",
            (Grid("Alert severities", ("Severity", "Word", "Respond", "How it reaches you", "Examples"), guide),),
            severity.ALERT_GUIDE_SOURCE,
        ),
        Part(
            "labels",
            "Words in `severity` labels",
            (
                Prose(
                    "Rule files of several teams use several words. These are understood; the configuration may add "
                    "more."
                ),
                Grid(
                    "What severity labels mean",
                    ("Severity", "Labels"),
                    tuple((Mark("strong", level), ", ".join(words)) for level, words in labels.items()),
                ),
            ),
            "Steadybook",
        ),
        Part(
            "runbooks",
            "From alert to runbook",
            (
                Prose(
                    "Every alert leads to a runbook: by the annotation `runbook_url` (or `runbook`), which is a path "
                    "in this repository or an address of this site, or because a runbook names the alert in "
                    "`alert_name`. An address on another host is accepted and listed as external. An address that "
                    "leads nowhere is an error even where a name matches."
                ),
                Code("Alerting rules", example_of("prometheus_rules"), "yaml"),
            ),
            monitoring.ALERT_RULES_SOURCE,
        ),
    )


CHAPTER = Chapter(
    order=70,
    group="Monitoring",
    slug="alerts",
    title="Alerts",
    lede="Every alert has a runbook, asks for an action, and pages only when customers are hurt.",
    parts=_parts,
    enforced=(Enforced("alerts"), Enforced("runbooks", ("orphan",)), Enforced("slo", ("burn-rate-alert",))),
    kinds=("prometheus_rules", "runbook"),
)
