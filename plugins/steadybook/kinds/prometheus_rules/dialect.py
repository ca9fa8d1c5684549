"""Tells files of Prometheus's dialect by what they hold, without loading their model."""

from __future__ import annotations

from typing import Any, cast

from steadybook.source.reader import Value

OPERATOR_GROUP = "monitoring.coreos.com/"
"""The API group of the Prometheus Operator's resources."""


def is_rule_file(value: Value) -> bool:
    """Whether a file's (first) document is Prometheus's: `groups` stands first, or it is a resource."""
    if isinstance(value, list):
        return any(is_rule_file(document) for document in value)
    if not isinstance(value, dict) or not value:
        return False
    mapping = cast("dict[str, Any]", value)
    # `namespace` is Mimir's name of the file; no other key of these dialects comes before the groups.
    return (
        is_resource(mapping)
        or is_list(mapping)
        or ("groups" in mapping and next(iter(mapping)) in ("groups", "namespace"))
    )


def is_resource(value: dict[str, Any]) -> bool:
    """Whether a mapping is a PrometheusRule resource of the Prometheus Operator."""
    return value.get("kind") == "PrometheusRule" and str(value.get("apiVersion", "")).startswith(OPERATOR_GROUP)


def is_list(value: dict[str, Any]) -> bool:
    """Whether a mapping is a list with such resources, as `kubectl get prometheusrules -o yaml` writes it."""
    items = value.get("items")
    return (
        value.get("kind") in ("List", "PrometheusRuleList")
        and isinstance(items, list)
        and any(isinstance(item, dict) and is_resource(item) for item in items)
    )
