"""References between documents: found once per model class, then read off each document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from steadybook.model.fields import Ref
from steadybook.model.reference import Reference
from steadybook.source.spans import Route

Walk = Callable[[Any, Route], Iterator[Reference]]


def references(model: BaseModel) -> Iterator[Reference]:
    """All references of a model, in the order of its fields."""
    walk = _of_model(type(model))
    if walk is not None:
        yield from walk(model, ())


@cache
def _of_model(model: type[BaseModel]) -> Walk | None:
    steps: list[tuple[str, Walk]] = []
    root: Walk | None = None
    for name, field in model.model_fields.items():
        marker = next((m for m in field.metadata if isinstance(m, Ref)), None)
        walk = _of_marker(marker) if marker else _of_type(field.annotation)
        if walk is not None:
            if name == "root":
                root = walk
            steps.append((name, walk))
    if root is not None:
        inner = root

        def of_root(value: Any, route: Route) -> Iterator[Reference]:
            yield from inner(value.root, route)

        return of_root
    if not steps:
        return None

    def of_fields(value: Any, route: Route) -> Iterator[Reference]:
        for name, walk in steps:
            part = getattr(value, name)
            if part is not None:
                yield from walk(part, (*route, name))

    return of_fields


def _of_marker(marker: Ref) -> Walk:
    kinds = marker.kinds

    def of_text(value: Any, route: Route) -> Iterator[Reference]:
        yield Reference(route, kinds, value)

    return of_text


def _of_type(annotation: Any) -> Walk | None:
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *metadata = get_args(annotation)
        marker = next((m for m in metadata if isinstance(m, Ref)), None)
        return _of_marker(marker) if marker else _of_type(inner)
    if origin in (Union, UnionType):
        found = [walk for walk in map(_of_type, get_args(annotation)) if walk is not None]
        if len(found) > 1:
            raise TypeError(f"a union of several types with references cannot be walked: {annotation}")
        return found[0] if found else None
    if origin is tuple:
        item = _of_type(get_args(annotation)[0])
        return _each(item) if item else None
    if origin is dict:
        item = _of_type(get_args(annotation)[1])
        return _each_value(item) if item else None
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _of_model(annotation)
    return None


def _each(item: Walk) -> Walk:
    def of_items(value: Any, route: Route) -> Iterator[Reference]:
        for index, part in enumerate(value):
            yield from item(part, (*route, index))

    return of_items


def _each_value(item: Walk) -> Walk:
    def of_values(value: Any, route: Route) -> Iterator[Reference]:
        for key, part in value.items():
            yield from item(part, (*route, key))

    return of_values
