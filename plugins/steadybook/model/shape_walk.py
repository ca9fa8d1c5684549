"""Finds the model class that stands at a location below another one."""

from __future__ import annotations

from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel


def model_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> type[BaseModel] | None:
    """The class of the mapping at `loc` (a location as pydantic writes it), or None where there is none."""
    here: Any = model
    for step in loc:
        here = _step(here, step)
    return _model_in(here)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    origin = get_origin(annotation)
    arguments = get_args(annotation)
    if origin is Annotated:
        return _model_in(arguments[0])
    if origin in (tuple, list, dict):
        return None
    return next((found for a in arguments if (found := _model_in(a)) is not None), None)


def _step(annotation: Any, step: int | str) -> Any:
    found = _model_in(annotation)
    if found is not None:
        if "root" in found.model_fields:
            return _step(found.model_fields["root"].annotation, step)
        field = found.model_fields.get(str(step))
        return field.annotation if field else found
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _step(arguments[0], step)
    if origin is tuple:
        return arguments[0]
    if origin is dict:
        return arguments[1]
    return next((a for a in arguments if get_origin(a) in (tuple, dict)), None) if arguments else None
