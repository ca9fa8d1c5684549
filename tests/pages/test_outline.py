"""Documents as nested parts: any shape that YAML can have, with references where they stand."""

from __future__ import annotations

from typing import Any

import pytest

from steadybook.model.discovery import kinds
from steadybook.pages.outline import Group, Items, Part, Table, Text, label, outline
from tests.kinds.conftest import OURS, document, example


def fields(text: str) -> dict[str, Part]:
    part = outline(document(text))
    assert isinstance(part, Group)
    return dict(part.fields)


def test_scalars_lists_tables_and_mappings_keep_their_order() -> None:
    found = fields(
        "service:\n  name: cart\n  tier: standard\n  owner_team: payments\n  failure_modes:\n"
        "    - {name: store gone, runbook: redis-down}\n    - {name: slow}\n"
        "  dependencies: {upstream: [redis, {service: ads, criticality: soft}]}\n"
    )
    assert list(found) == ["name", "tier", "owner_team", "failure_modes", "dependencies"]
    assert found["owner_team"] == Text("payments", ("team",))
    assert found["failure_modes"] == Table(
        ("name", "runbook"), ((Text("store gone"), Text("redis-down", ("runbook",))), (Text("slow"), None))
    )
    dependencies = found["dependencies"]
    assert isinstance(dependencies, Group)
    ((_, upstream),) = dependencies.fields
    assert isinstance(upstream, Items)
    assert upstream.items[0] == Text("redis", ("service",))


def test_what_is_empty_is_left_out() -> None:
    assert "description" not in fields("team:\n  name: payments\n  contact: x\n  description:\n  annotations: {}\n")


def test_a_document_that_cannot_be_read_has_no_outline() -> None:
    assert outline(document("team: [unclosed\n")) is None
    assert outline(document("nothing: known\n")) is None
    assert outline(document("team: words\n")) is None


def test_a_broken_document_has_an_outline_of_what_can_be_read() -> None:
    assert fields("team:\n  name: payments\n  surprise: {a: [1, 2]}\n")["surprise"] == Group(
        (("a", Items((Text("1"), Text("2")))),)
    )


@pytest.mark.parametrize("name", OURS)
def test_every_word_of_an_example_is_in_its_outline(name: str) -> None:
    found = document(example(name).read_text("utf-8"))
    part = outline(found)
    assert part is not None
    assert sorted(_texts(part)) == sorted(_scalars(found.value))
    named = {(text.text, text.kinds) for text in _all(part) if text.kinds}
    assert named == {(reference.id, reference.kinds) for reference in found.facts.references}
    assert name in {kind.name for kind in kinds()}


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("owner_team", "Owner team"),
        ("monthly_cost_usd", "Monthly cost, USD"),
        ("peak_utilization_pct", "Peak utilization, %"),
        ("sla", "SLA"),
        ("slos", "SLOs"),
        ("api_docs", "API docs"),
        ("oncall_rotation", "On-call rotation"),
        ("security_breach_pii", "Security breach PII"),
    ],
)
def test_keys_are_read_as_words(key: str, words: str) -> None:
    assert label(key) == words


def _all(part: Part) -> list[Text]:
    if isinstance(part, Text):
        return [part]
    if isinstance(part, Items):
        return [text for item in part.items for text in _all(item)]
    if isinstance(part, Table):
        return [text for row in part.rows for cell in row if cell is not None for text in _all(cell)]
    return [text for _, item in part.fields for text in _all(item)]


def _texts(part: Part) -> list[str]:
    return [text.text for text in _all(part)]


def _scalars(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in _scalars(item)]
    if isinstance(value, list):
        return [text for item in value for text in _scalars(item)]
    return [str(value)] if value not in (None, "") else []
