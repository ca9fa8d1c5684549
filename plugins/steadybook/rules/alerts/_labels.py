"""Where the label of an alerting rule is written: in the rule, or in its group."""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.prometheus_rules.model import PrometheusRules
from steadybook.model.document import Document
from steadybook.source.spans import Route


def labels(document: Document[PrometheusRules], name: str) -> Iterator[tuple[Route, str]]:
    """The values that a label has in the file's alerting rules, each with its place, once where a group writes it.

    Empty values, and templates, which Prometheus fills in when the alert fires, are left out.
    """
    own = {route: group.labels for route, group in document.model.groups}
    seen: set[Route] = set()
    for route, rule in document.model.alerts:
        value = rule.labels.get(name, "")
        group = route[:-2]
        written_here = name in _raw_labels(document, route)
        place = (*route, "labels", name) if written_here or name not in own[group] else (*group, "labels", name)
        if value and "{{" not in value and place not in seen:
            seen.add(place)
            yield place, value


def _raw_labels(document: Document[PrometheusRules], route: Route) -> dict[str, object]:
    value = document.value
    for step in (*route, "labels"):
        value = value.get(step) if isinstance(value, dict) else value[step]
        if value is None:
            return {}
    return dict(value)
