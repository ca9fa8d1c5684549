"""The typed model of Prometheus rule files.

Source of the notation: Prometheus documentation, "Alerting rules" and "Recording rules"; Prometheus Operator, the
resource PrometheusRule. What steadybook needs is typed; keys that it does not use are Prometheus's own affair and are
let through, so that dialects (Thanos, Mimir, VictoriaMetrics) pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import ConfigDict, Discriminator, Field, RootModel, Tag
from pydantic.functional_validators import PlainValidator, model_validator
from pydantic.json_schema import WithJsonSchema

from steadybook.kinds.prometheus_rules.dialect import is_list, is_resource
from steadybook.model.fields import Length, Text, flaw
from steadybook.model.part import Part
from steadybook.model.wording import name_of
from steadybook.source.spans import Route


def _label(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return str(value)
    raise flaw("wrong-type", f"this is {name_of(value)}; a text is needed", "Write one text.")


Label = Annotated[str, PlainValidator(_label), WithJsonSchema({"type": ["string", "number", "boolean", "null"]})]
"""The value of a label or annotation: any scalar; empty is allowed, as in Prometheus."""


class _Foreign(Part):
    """A mapping of Prometheus's: keys that are not known here are let through."""

    model_config = ConfigDict(extra="ignore")


class PrometheusRule(_Foreign):
    """An alerting or a recording rule."""

    record: Text | None = Field(default=None, description="Name of the series that a recording rule writes.")
    expr: Text = Field(description="The PromQL expression; an alert is active where it has a result.")
    labels: dict[str, Label] = Field(default_factory=dict, description="Labels that are added, such as severity.")
    for_: Length | None = Field(default=None, alias="for", description="How long it must hold before the alert fires.")
    keep_firing_for: Length | None = Field(default=None, description="How long the alert stays after it is over.")
    annotations: dict[str, Label] = Field(
        default_factory=dict, description="Texts for people, such as summary and runbook_url."
    )


class RecordingRule(PrometheusRule):
    """A rule that writes a series."""

    record: Text = Field(description="Name of the series that is written.")


class AlertingRule(PrometheusRule):
    """A rule that raises an alert."""

    alert: Text = Field(description="Name of the alert; several rules may share one.")

    @model_validator(mode="after")
    def _does_one_thing(self) -> AlertingRule:
        if self.record is not None:
            raise flaw("invalid-value", "this rule has `alert` and `record`", "Write two rules.")
        return self

    @property
    def severity(self) -> str | None:
        """The label `severity`, as it is written."""
        return self.labels.get("severity") or None

    @property
    def service(self) -> str | None:
        """The label `service`, as it is written."""
        return self.labels.get("service") or None


def _sort(value: Any) -> str:
    """Which of the two rules it is; what names neither is taken for an alert that lacks its name."""
    return "[record]" if isinstance(value, dict) and "record" in value and "alert" not in value else "[alert]"


AnyRule = Annotated[
    Annotated[AlertingRule, Tag("[alert]")] | Annotated[RecordingRule, Tag("[record]")], Discriminator(_sort)
]


class RuleGroup(_Foreign):
    """Rules that are evaluated together."""

    name: Text = Field(description="The group's name, unique within the file.")
    interval: Length | None = Field(default=None, description="How often the rules are evaluated.")
    labels: dict[str, Label] = Field(default_factory=dict, description="Labels that are added to all its rules.")
    rules: tuple[AnyRule, ...] = Field(default=(), description="The rules, in order of evaluation.")


class RuleFile(_Foreign):
    """A rule file: a list of groups."""

    groups: tuple[RuleGroup, ...] = Field(default=(), description="The groups.")


class Metadata(_Foreign):
    """Name and labels of a Kubernetes resource."""

    name: Text | None = Field(default=None, description="The resource's name.")


class RuleResource(_Foreign):
    """A PrometheusRule resource of the Prometheus Operator."""

    api_version: Text = Field(alias="apiVersion", description="monitoring.coreos.com/v1.")
    kind: Text = Field(description="PrometheusRule.")
    metadata: Metadata = Field(default=Metadata.model_construct(), description="The resource's name.")
    spec: RuleFile = Field(description="The rule file inside.")


Ignored = Annotated[None, PlainValidator(lambda _: None), WithJsonSchema({})]
"""Another document in the same file; nothing is asked of it."""


def _shape(value: Any) -> str:
    if isinstance(value, list):
        return "[documents]"
    if isinstance(value, dict):
        if is_resource(value):
            return "[resource]"
        if is_list(value):
            return "[list]"
        if "groups" in value:
            return "[file]"
    return "[other]"


class RuleList(_Foreign):
    """A list of resources, as `kubectl get -o yaml` writes it; other resources in it are ignored."""

    api_version: Text = Field(alias="apiVersion", description="v1, or monitoring.coreos.com/v1.")
    kind: Text = Field(description="List, or PrometheusRuleList.")
    items: tuple[
        Annotated[
            Annotated[RuleResource, Tag("[resource]")] | Annotated[Ignored, Tag("[other]")],
            Discriminator(lambda value: "[resource]" if isinstance(value, dict) and is_resource(value) else "[other]"),
        ],
        ...,
    ] = Field(description="The resources.")


Single = Annotated[
    Annotated[RuleFile, Tag("[file]")]
    | Annotated[RuleResource, Tag("[resource]")]
    | Annotated[RuleList, Tag("[list]")]
    | Annotated[Ignored, Tag("[other]")],
    Discriminator(_shape),
]


class PrometheusRules(RootModel[Any]):
    """A file of Prometheus rules: plain, as PrometheusRule resource, a list of these, or several YAML documents."""

    model_config = ConfigDict(frozen=True, defer_build=True)
    # Not as RootModel's parameter: that would be built when this module is imported.
    root: Annotated[
        Annotated[RuleFile, Tag("[file]")]
        | Annotated[RuleResource, Tag("[resource]")]
        | Annotated[RuleList, Tag("[list]")]
        | Annotated[Ignored, Tag("[other]")]
        | Annotated[tuple[Single, ...], Tag("[documents]")],
        Discriminator(_shape),
    ]

    @property
    def groups(self) -> Iterator[tuple[Route, RuleGroup]]:
        """All groups with their routes, whatever wraps them."""
        root = self.root
        if isinstance(root, tuple):
            for index, part in enumerate(root):
                yield from _groups(part, (index,))
        else:
            yield from _groups(root, ())

    @property
    def alerts(self) -> Iterator[tuple[Route, AlertingRule]]:
        """All alerting rules with their routes, in the file's order. Labels of a group count for its rules."""
        for route, group in self.groups:
            for index, rule in enumerate(group.rules):
                if isinstance(rule, AlertingRule):
                    labels = {"labels": {**group.labels, **rule.labels}}
                    yield (*route, "rules", index), rule.model_copy(update=labels) if group.labels else rule


def _groups(part: RuleFile | RuleResource | RuleList | None, route: Route) -> Iterator[tuple[Route, RuleGroup]]:
    if part is None:
        return
    if isinstance(part, RuleList):
        for index, item in enumerate(part.items):
            yield from _groups(item, (*route, "items", index))
        return
    if isinstance(part, RuleResource):
        part, route = part.spec, (*route, "spec")
    for index, group in enumerate(part.groups):
        yield (*route, "groups", index), group
