"""Every field of every kind, one at a time: a wrong value is one problem, of the right rule and at the right place."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from steadybook.model.finding import Violation
from steadybook.model.shape import validate
from steadybook.model.shape_walk import model_at
from steadybook.source.reader import Plain
from steadybook.source.spans import Route, Span
from tests.kinds.conftest import KINDS, OURS, body

WRONG = {
    "date": (Plain("2026-11-31"), "invalid-date"),
    "month": (Plain("2026-13"), "invalid-date"),
    "date-time": (Plain("2026-10-07T09:12:00"), "naive-time"),
    "duration": (Plain("30m1h"), "invalid-duration"),
    "uri": (Plain("docs/page"), "invalid-url"),
    "enum": (Plain("no-such-word"), "invalid-value"),
    "number": (Plain("many"), "wrong-type"),
    "boolean": (Plain("yes"), "wrong-type"),
}


# The example of an incident is resolved.
NEEDED_WHEN_RESOLVED = {("mitigated_at",), ("resolved_at",)}


def leaves(value: Any, route: Route = ()) -> Iterator[tuple[Route, Any]]:
    """The scalars of a value by their routes."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*route, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, (*route, index))
    else:
        yield route, value


def mappings(value: Any, route: Route = ()) -> Iterator[Route]:
    """The routes of a value's mappings."""
    if isinstance(value, dict):
        yield route
        for key, item in value.items():
            yield from mappings(item, (*route, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from mappings(item, (*route, index))


def at(value: Any, route: Route) -> Any:
    for step in route:
        value = value[step]
    return value


def changed(value: Any, route: Route, new: Any) -> Any:
    """The value with another one at a route."""
    result = copy.deepcopy(value)
    at(result, route[:-1])[route[-1]] = new
    return result


def found(name: str, value: Any) -> list[tuple[Route | Span, str]]:
    model, problems = validate(KINDS[name].model, value)
    assert (model is None) == bool(problems)
    assert all(problem.message for problem in problems)
    return [(problem.at, problem.rule) for problem in problems]


def form(schema: dict[str, Any], route: Route) -> str:
    """What a JSON Schema says about the scalar at a route: a key of WRONG, `map` for a free key, or `text`."""
    here = schema
    for step in route:
        here = _below(_plain(here, schema), step, schema)
    here = _plain(here, schema)
    here = next((choice for choice in here.get("anyOf", ()) if choice.get("type") != "null"), here)
    if "enum" in here or "format" in here:
        return "enum" if "enum" in here else str(here["format"])
    if "pattern" in here:
        return "month" if "0[1-9]" in here["pattern"] else "duration"
    kind = here.get("type")
    return {"number": "number", "integer": "number", "boolean": "boolean"}.get(
        kind if isinstance(kind, str) else "", "text"
    )


def _plain(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
    return schema


def _below(schema: dict[str, Any], step: int | str, root: dict[str, Any]) -> dict[str, Any]:
    for choice in (schema, *(_plain(choice, root) for choice in schema.get("anyOf", ()))):
        if isinstance(step, int) and "items" in choice:
            return dict(choice["items"])
        if step in choice.get("properties", {}):
            return dict(choice["properties"][step])
        if isinstance(choice.get("additionalProperties"), dict):
            return dict(choice["additionalProperties"])
        inner = [_plain(part, root) for part in choice.get("anyOf", ())]
        for part in inner:
            if step in part.get("properties", {}):
                return dict(part["properties"][step])
    raise AssertionError(f"nothing is known of {step!r} in {schema}")


def is_optional(name: str, route: Route) -> bool:
    """Whether the key at a route may be left out."""
    if not isinstance(route[-1], str):
        return False
    parent = model_at(KINDS[name].model, route[:-1])
    return parent is not None and route[-1] in parent.model_fields and not parent.model_fields[route[-1]].is_required()


def each_leaf(name: str) -> Iterator[tuple[Any, Route]]:
    """The example of a kind with each of its scalars."""
    value = body(name)
    for route, _ in leaves(value):
        yield value, route


def each_mapping(name: str) -> Iterator[tuple[Any, Route, type[BaseModel]]]:
    """The example of a kind with each of its mappings that have a model."""
    value = body(name)
    for route in mappings(value):
        part = model_at(KINDS[name].model, route)
        if part is not None:
            yield value, route, part


@pytest.mark.parametrize("name", OURS)
def test_a_value_of_another_form(name: str) -> None:
    schema = KINDS[name].model.model_json_schema()
    seen = 0
    for value, route in each_leaf(name):
        kind = form(schema, route)
        if kind != "text":
            wrong, rule = WRONG[kind]
            assert found(name, changed(value, route, wrong)) == [(route, rule)]
            seen += 1
    assert seen or name == "auto_remediation"  # which holds texts only


@pytest.mark.parametrize("name", OURS)
def test_a_mapping_where_a_scalar_belongs(name: str) -> None:
    for value, route in each_leaf(name):
        problems = found(name, changed(value, route, {"no_such_key": Plain("b")}))
        # Where a mapping may stand as well, its keys are wrong.
        assert {rule for _, rule in problems} <= {"wrong-type", "unknown-key", "missing-key"}
        assert {place[: len(route)] for place, _ in problems if isinstance(place, tuple)} == {route}


@pytest.mark.parametrize("name", OURS)
def test_a_list_where_a_scalar_belongs(name: str) -> None:
    for value, route in each_leaf(name):
        ((place, rule),) = found(name, changed(value, route, [[]]))
        assert rule == "wrong-type"
        # Where a list may stand as well, its item is wrong.
        assert place in (route, (*route, 0))


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("empty", [None, "", "  "])
def test_nothing_written(name: str, empty: str | None) -> None:
    for value, route in each_leaf(name):
        expected: list[tuple[Route, str]] = [(route, "empty-value")]
        if empty != "  " and is_optional(name, route):
            expected = [((), "missing-key")] if route in NEEDED_WHEN_RESOLVED and name == "incident" else []
        assert found(name, changed(value, route, empty)) == expected


@pytest.mark.parametrize("name", OURS)
def test_an_unknown_key(name: str) -> None:
    for value, route, _ in each_mapping(name):
        key = (*route, "no_such_key")
        assert found(name, changed(value, key, Plain("1"))) == [(key, "unknown-key")]


@pytest.mark.parametrize("name", OURS)
def test_a_missing_key(name: str) -> None:
    for value, route, part in each_mapping(name):
        for key in at(value, route):
            result = copy.deepcopy(value)
            del at(result, route)[key]
            needed = part.model_fields[key].is_required()
            needed |= name == "incident" and (*route, key) in NEEDED_WHEN_RESOLVED
            assert found(name, result) == ([(route, "missing-key")] if needed else [])


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("root", [None, Plain("text"), "text"])
def test_a_document_without_a_body(name: str, root: Any) -> None:
    ((place, rule),) = found(name, root)
    assert (place, rule) == ((), "empty-value" if root is None else "wrong-type")


def test_a_misspelt_key_is_renamed_by_an_unsafe_fix() -> None:
    value = body("toil_item")
    value["automation_dificulty"] = value.pop("automation_difficulty")
    _, (problem,) = validate(KINDS["toil_item"].model, value)
    assert isinstance(problem, Violation)
    assert "automation_difficulty" in problem.help
    assert problem.fix is not None
    assert not problem.fix.safe


values = st.recursive(
    st.none()
    | st.text(max_size=8)
    | st.text(max_size=8).map(Plain)
    | st.sampled_from(["1e999999999", "NaN"]).map(Plain),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.data())
def test_no_value_anywhere_is_too_much(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(OURS))
    value = body(name)
    routes = [*mappings(value), *(route for route, _ in leaves(value))]
    route = data.draw(st.sampled_from(routes))
    new = data.draw(values)
    result = changed(value, route, new) if route else new
    for place, rule in found(name, result):
        assert rule
        assert isinstance(place, tuple)
        at(result, place)  # exists
