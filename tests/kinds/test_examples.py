from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from steadybook.model.references import references
from steadybook.source.reader import Plain
from tests.kinds.conftest import KINDS, OURS, body, document, example, problems

# The figures of a month are written by the program; the others would contradict what the example says.
UNWRITTEN = {
    "monthly_report": {"slo_summary", "incidents", "error_budget", "toil", "on_call", "action_items"},
    "toil_item": {"automated_on"},
    "postmortem": {"repeat_of"},
}


@pytest.mark.parametrize("name", sorted(KINDS))
def test_example_has_no_problems(name: str) -> None:
    path = example(name)
    assert problems(path.read_bytes(), f"{KINDS[name].folder}/checkout{path.suffix}") == []
    loaded = document(path.read_bytes(), f"{KINDS[name].folder}/checkout{path.suffix}")
    assert loaded.kind is KINDS[name]
    assert isinstance(loaded.model, KINDS[name].model)
    assert loaded.title


@pytest.mark.parametrize("name", OURS)
def test_example_shows_every_field(name: str) -> None:
    shown: dict[type[BaseModel], set[str]] = {}
    for part in _parts(KINDS[name].model.model_validate(body(name))):
        shown.setdefault(type(part), set()).update(part.model_fields_set)
    missing = {field for part, fields in shown.items() for field in set(part.model_fields) - fields - {"annotations"}}
    assert missing == UNWRITTEN.get(name, set())


def _parts(value: Any) -> Iterator[BaseModel]:
    """All mappings that the example writes."""
    if isinstance(value, BaseModel):
        yield value
        for field in value.model_fields_set:
            yield from _parts(getattr(value, field))
    elif isinstance(value, (tuple, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _parts(item)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_schema_describes_every_field(name: str) -> None:
    schema = KINDS[name].model.model_json_schema()
    Draft202012Validator.check_schema(schema)
    parts = [schema, *schema.get("$defs", {}).values()]
    parts += [choice for part in parts for choice in part.get("anyOf", ()) if isinstance(choice, dict)]
    undescribed = {
        field
        for part in parts
        for field, sub in part.get("properties", {}).items()
        # What a reference leaves unsaid, the mapping that it names says.
        if not sub.get("description") and field != "annotations" and "$ref" not in sub
    }
    assert undescribed == set()


@pytest.mark.parametrize("name", OURS)
def test_example_agrees_with_its_schema(name: str) -> None:
    validator = Draft202012Validator(KINDS[name].model.model_json_schema())
    assert [error.message for error in validator.iter_errors(_typed(body(name)))] == []


def _typed(value: Any) -> Any:
    """The value as an editor's YAML 1.2 reader sees it."""
    if isinstance(value, dict):
        return {key: _typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_typed(item) for item in value]
    if not isinstance(value, Plain):
        return value
    if value in ("true", "false"):
        return value == "true"
    for read in (int, float):
        try:
            return read(value)
        except ValueError:
            continue
    return str(value)


EXPECTED = {
    "service": {
        ("owner_team", "team"),
        ("oncall_rotation", "oncall_rotation"),
        ("dependencies.upstream.service", "service"),
        ("dependencies.downstream.service", "service"),
        ("monitoring.latency.alert", "alert"),
        ("monitoring.errors.alert", "alert"),
        ("failure_modes.runbook", "runbook"),
    },
    "slo": {
        ("service", "service"),
        ("sli", "sli"),
        ("owner", "team"),
        ("policy", "error_budget_policy"),
        ("runbook", "runbook"),
    },
    "error_budget_policy": {("service", "service"), ("owner", "team")},
    "incident": {
        ("services", "service"),
        ("alert", "alert"),
        ("runbooks_used", "runbook"),
        ("postmortem", "postmortem"),
    },
    "postmortem": {("services", "service"), ("slos", "slo"), ("incident", "incident")},
    "experiment": {("service", "service")},
    "game_day": {("services", "service"), ("experiments", "experiment")},
    "toil_item": {("team", "team"), ("service", "service")},
    "capacity_model": {("service", "service")},
    "runbook": {("service", "service"), ("owner", "team")},
    "auto_remediation": {("service", "service"), ("runbook", "runbook"), ("alert", "alert")},
    "oncall_rotation": {("team", "team")},
    "oncall_shift": {("rotation", "oncall_rotation")},
    "maturity_assessment": {("subject", "service|team")},
    "readiness_review": {("service", "service")},
    "waiver": {("owner", "team")},
}


@pytest.mark.parametrize("name", OURS)
def test_references(name: str) -> None:
    found = {
        (".".join(str(step) for step in reference.route if isinstance(step, str)), "|".join(reference.kinds))
        for reference in references(KINDS[name].model.model_validate(body(name)))
    }
    assert found == EXPECTED.get(name, set())


@pytest.mark.parametrize("name", OURS)
def test_references_stand_where_they_are_written(name: str) -> None:
    loaded = document(example(name).read_bytes())
    lines = loaded.text.splitlines()
    for reference in loaded.facts.references:
        span = loaded.span(reference.route)
        assert lines[span.line - 1][span.column - 1 : span.end_column - 1].strip("\"'") == reference.id


def test_folders_and_addresses_are_those_of_the_handbook() -> None:
    assert {(kind.name, kind.folder, kind.url) for kind in KINDS.values()} == {
        ("service", "catalog/services", "services"),
        ("team", "catalog/teams", "teams"),
        ("sli", "slos", "slis"),
        ("slo", "slos", "slos"),
        ("error_budget_policy", "slos/policies", "policies"),
        ("prometheus_rules", "slos/alerts", "alerts"),
        ("measurements", "slos/measurements", "measurements"),
        ("runbook", "runbooks", "runbooks"),
        ("auto_remediation", "runbooks/remediation", "remediation"),
        ("incident", "postmortems/incidents", "incidents"),
        ("postmortem", "postmortems", "postmortems"),
        ("monthly_report", "postmortems/reports", "monthly"),
        ("experiment", "catalog/chaos", "experiments"),
        ("game_day", "catalog/chaos", "game-days"),
        ("toil_item", "catalog/toil", "toil"),
        ("capacity_model", "catalog/capacity", "capacity"),
        ("oncall_rotation", "catalog/oncall", "rotations"),
        ("oncall_shift", "catalog/oncall", "shifts"),
        ("readiness_review", "catalog/readiness", "readiness"),
        ("maturity_assessment", "catalog/maturity", "maturity"),
        ("waiver", "catalog/waivers", "waivers"),
    }
    assert {kind.name for kind in KINDS.values() if kind.named_by} == {"service", "sli", "team", "oncall_rotation"}


def test_titles_are_the_documents_own() -> None:
    assert document(example("runbook").read_bytes()).title == "Orders fail"
    assert document(example("capacity_model").read_bytes()).title == "Capacity of checkout"
    assert document(example("maturity_assessment").read_bytes()).title == f"Maturity of checkout, {date(2026, 11, 2)}"
    assert document(example("slo").read_bytes(), "slos/checkout-availability.yaml").title == "checkout-availability"
