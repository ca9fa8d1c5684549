"""Validation of a document's value against its kind's model: pydantic's errors become violations on routes."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from steadybook.model.fields import NOT_EMPTY, parse_pattern
from steadybook.model.finding import Change, Fix, Part, Violation
from steadybook.model.wording import closest, name_of
from steadybook.source.spans import Route


def validate(model: type[BaseModel], value: Any) -> tuple[BaseModel | None, tuple[Violation, ...]]:
    """The typed model, or what is wrong with the value's shape (routes below the root key)."""
    try:
        return model.model_validate(value), ()
    except ValidationError as error:
        # A list whose items are all wrong counts as too short as well: that would be said twice.
        errors = [d for d in error.errors(include_url=False) if not (d["type"] == "too_short" and d["input"])]
        # A key that is misspelt is not missing as well.
        meant = {(*d["loc"][:-1], _meant(model, d["loc"])) for d in errors if d["type"] == "extra_forbidden"}
        errors = [d for d in errors if not (d["type"] == "missing" and d["loc"] in meant)]
        return None, tuple(_violation(model, value, details) for details in errors)


def _violation(model: type[BaseModel], value: Any, details: ErrorDetails) -> Violation:
    route = _route(value, details["loc"])
    kind, context = details["type"], details.get("ctx", {})
    if kind == "steadybook":
        part: Part = "missing" if context["code"] == "missing-key" else "best"
        return Violation(route, context["message"], context["help"], part, rule=context["code"])
    if kind == "missing":
        parent, key = tuple(details["loc"][:-1]), str(details["loc"][-1])
        return Violation(
            _route(value, parent),
            f"the required key `{key}` is missing",
            f"Add `{key}:`.",
            "missing",
            rule="missing-key",
        )
    if kind == "extra_forbidden":
        return _unknown_key(model, value, details["loc"])
    if kind in ("string_type", "string_pattern_mismatch"):
        return _text_flaw(route, details["input"], context.get("pattern", NOT_EMPTY))
    if kind == "too_short":
        return Violation(route, "this list is empty", "Write at least one item.", rule="empty-value")
    wanted = {"tuple_type": "a list", "list_type": "a list", "dict_type": "a mapping"}.get(kind)
    if wanted:
        help = "Write one item a line, each after `- `." if wanted == "a list" else "Write `key: value` lines below it."
        if details["input"] is None:
            return Violation(route, f"this needs {wanted}, but nothing is written", help, rule="empty-value")
        return Violation(route, f"this is {name_of(details['input'])}; {wanted} is needed", help, rule="wrong-type")
    return Violation(route, details["msg"].removeprefix("Value error, "), rule="wrong-type")


def _text_flaw(route: Route, value: Any, pattern: str) -> Violation:
    try:
        parse_pattern(value, pattern)
    except PydanticCustomError as error:
        context = error.context or {}
        return Violation(route, context["message"], context["help"], rule=context["code"])
    raise AssertionError(f"{value!r} matches {pattern}")


def _unknown_key(model: type[BaseModel], value: Any, loc: tuple[int | str, ...]) -> Violation:
    route = _route(value, loc)
    key = str(loc[-1])
    known = _keys_at(model, loc[:-1])
    near = _meant(model, loc)
    parent = _at(value, route[:-1])
    taken = isinstance(parent, dict) and near in parent
    allowed = f"Known here: {', '.join(known)}." if known else ""
    fix = None
    if near and not taken:
        fix = Fix(f"rename `{key}` to `{near}`", (Change("rename", route, near),), safe=False)
    did = f"Did you mean `{near}`? " if near else ""
    return Violation(route, f"unknown key `{key}`", f"{did}{allowed}".strip(), "key", fix=fix, rule="unknown-key")


def _meant(model: type[BaseModel], loc: tuple[int | str, ...]) -> str | None:
    """The known key that an unknown one is nearest to."""
    return closest(str(loc[-1]), _keys_at(model, loc[:-1]))


def _at(value: Any, route: Route) -> Any:
    for step in route:
        value = value[step]
    return value


def _route(value: Any, loc: tuple[int | str, ...]) -> Route:
    """The part of pydantic's location that exists in the document: union tags and the like are left out."""
    route: list[int | str] = []
    for step in loc:
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            continue
        route.append(step)
    return tuple(route)


def _keys_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The keys that the mapping at this location may have."""
    from steadybook.model.shape_walk import model_at  # only a finding needs it

    found = model_at(model, loc)
    return list(found.model_fields) if found else []
