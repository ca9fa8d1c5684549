"""References of a document whose shape is wrong: read off what is written, as far as it can be understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from steadybook.model.fields import Ref
from steadybook.model.finding import Violation
from steadybook.model.reference import Reference
from steadybook.source.spans import Route, Span


def written_references(model: type[BaseModel], value: Any, wrong: Iterable[Violation]) -> Iterator[Reference]:
    """The references of a value that is no valid `model`, but for those where something is `wrong` already."""
    flawed = [violation.at for violation in wrong if not isinstance(violation.at, Span)]
    for reference in dict.fromkeys(_of_type(model, value, ())):
        if not any(reference.route[: len(route)] == route for route in flawed if route):
            yield reference


def _of_type(annotation: Any, value: Any, route: Route) -> Iterator[Reference]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from _of_model(annotation, value, route)
        return
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        marker = next((part for part in arguments[1:] if isinstance(part, Ref)), None)
        yield from _of_field(arguments[0], marker, value, route)
    elif origin in (Union, UnionType):
        for arm in arguments:
            yield from _of_type(arm, value, route)
    elif origin is tuple and isinstance(value, list):
        for index, item in enumerate(value):
            yield from _of_type(arguments[0], item, (*route, index))
    elif origin is dict and isinstance(value, dict):
        for key, item in value.items():
            yield from _of_type(arguments[1], item, (*route, key))


def _of_field(annotation: Any, marker: Ref | None, value: Any, route: Route) -> Iterator[Reference]:
    if marker is None:
        yield from _of_type(annotation, value, route)
    elif isinstance(value, str) and value.strip():
        yield Reference(route, marker.kinds, value)


def _of_model(model: type[BaseModel], value: Any, route: Route) -> Iterator[Reference]:
    root = model.model_fields.get("root")
    if root is not None:
        yield from _of_type(root.annotation, value, route)
        return
    shorthand = getattr(model, "shorthand", "")
    if shorthand and isinstance(value, str):
        value = {shorthand: value}
    if not isinstance(value, dict):
        return
    for name, field in model.model_fields.items():
        key = field.alias or name
        if key in value:
            marker = next((part for part in field.metadata if isinstance(part, Ref)), None)
            yield from _of_field(field.annotation, marker, value[key], (*route, key))
