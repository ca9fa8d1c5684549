"""Prometheus rule files: the alerts of services, in Prometheus's own dialect."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from steadybook.kinds.prometheus_rules.dialect import is_rule_file
from steadybook.model.kind import Kind, Provided

if TYPE_CHECKING:
    from steadybook.kinds.prometheus_rules.model import PrometheusRules


ALERTED_SERVICE = "alerted service"
"""Under this word the corpus finds the rule files with alerts about a service, without loading any."""


def _provided(_id: str, rules: PrometheusRules) -> Iterator[Provided]:
    for route, rule in rules.alerts:
        yield Provided("alert", rule.alert, (*route, "alert"))
        if rule.service is not None:
            yield Provided(ALERTED_SERVICE, rule.service, (*route, "labels", "service"))


KIND: Kind[PrometheusRules] = Kind(
    name="prometheus_rules",
    title="alert rules",
    plural="alert rules",
    model_name="PrometheusRules",
    folder="slos/alerts",
    url="alerts",
    summary="Alerting and recording rules as Prometheus reads them: a rule file, or a PrometheusRule resource.",
    provides=_provided,
    recognises=is_rule_file,
    foreign=True,
)
