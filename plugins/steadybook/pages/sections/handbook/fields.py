"""The fields of a kind of document, read from its model: name, type in words, whether it must be there, meaning."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter

from steadybook.model.discovery import kinds
from steadybook.model.fields import Ref
from steadybook.model.kind import Kind
from steadybook.pages.sections.handbook.blocks import Cell, Grid, Mark

LEFT_OUT = frozenset({"annotations"})
"""What every kind has, said once."""

PLAIN_TYPES = {
    "boolean": "true or false",
    "integer": "whole number",
    "number": "number",
    "string": "text",
}
FORMATS = {"date": "date", "date-time": "date and time with zone", "uri": "web address"}
MANY = 2
"""More fields of one shape than this are described together."""
MONTH = "(0[1-9]|1[0-2])"
DURATION = "(y|w|d|h|ms|m|s)"


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field: `path` from the document's root key, such as `impact.data_loss` or `steps[].command`.

    `required`: in every document; `needed`: in words, also for what is required only where its mapping is there.
    """

    path: str
    type: str
    required: bool
    needed: str
    meaning: str


@cache  # while a site is served, it is built again and again
def fields(kind: Kind[Any]) -> tuple[FieldRow, ...]:
    """The fields of a kind, in the order of its model, those of nested mappings after their parent."""
    model = kind.model
    root = model.model_fields.get("root")
    if root is not None:
        inner = _nested(root.annotation)
        return tuple(_rows(inner, "[].", (), must=True)) if inner is not None else ()
    return tuple(_rows(model, "", (), must=True))


def fields_of(name: str) -> tuple[FieldRow, ...]:
    """The fields of the kind with this root key. Raises KeyError where there is none."""
    return fields({kind.name: kind for kind in kinds()}[name])


def field_grid(caption: str, rows: tuple[FieldRow, ...]) -> Grid:
    """A table of fields."""
    cells: tuple[tuple[Cell, ...], ...] = tuple(
        (Mark("code", row.path), row.type, Mark("strong", row.needed) if row.required else row.needed, row.meaning)
        for row in rows
    )
    return Grid(caption, ("Field", "Type", "Needed", "Meaning"), cells)


def _rows(model: type[BaseModel], prefix: str, above: tuple[type[BaseModel], ...], *, must: bool) -> Iterator[FieldRow]:
    alike = Counter(_nested(info.annotation) for info in model.model_fields.values())
    shared = {inner for inner, count in alike.items() if inner is not None and count > MANY}
    for name, info in model.model_fields.items():
        if name in LEFT_OUT and not prefix:
            continue
        written = info.alias or name
        annotation: Any = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
        required = must and info.is_required()
        needed = "required" if required else "required there" if info.is_required() else "optional"
        yield FieldRow(f"{prefix}{written}", _words(annotation), required, needed, info.description or "")
        inner = _nested(annotation)
        if inner is None or inner in above:
            continue
        alike[inner] -= 1
        if inner in shared:
            # Mappings of one shape, such as the states of a policy, are described once, after the last of them.
            if not alike[inner]:
                yield from _rows(inner, f"{prefix}*.", (*above, model), must=False)
        else:
            step = "[]." if _repeats(annotation) else "."
            inside = required and step == "."
            yield from _rows(inner, f"{prefix}{written}{step}", (*above, model), must=inside)


def _parts(annotation: Any) -> tuple[Any, ...]:
    """The alternatives of a type, without None."""
    if get_origin(annotation) in (Union, UnionType):
        return tuple(part for part in get_args(annotation) if part is not type(None))
    return (annotation,)


def _nested(annotation: Any) -> type[BaseModel] | None:
    """The mapping inside a type, if there is one."""
    if _is_model(annotation):
        model: type[BaseModel] = annotation
        return model
    return next((found for part in get_args(annotation) if (found := _nested(part)) is not None), None)


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _repeats(annotation: Any) -> bool:
    if get_origin(annotation) in (tuple, dict):
        return True
    return any(_repeats(part) for part in get_args(annotation))


def _words(annotation: Any) -> str:
    """A type in words."""
    found = [_one(part) for part in _parts(annotation)]
    return " or ".join(dict.fromkeys(found))


def _one(annotation: Any) -> str:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        marker = next((part for part in arguments[1:] if isinstance(part, Ref)), None)
        if marker is not None:
            return " or ".join(f"`{kind}` id" for kind in marker.kinds)
        if len(_parts(arguments[0])) > 1 or get_origin(arguments[0]) in (tuple, dict) or _is_model(arguments[0]):
            return _words(arguments[0])
    elif origin is tuple:
        return f"list of {_plural(_words(arguments[0]))}"
    elif origin is dict:
        return f"mapping of names to {_plural(_words(arguments[1]))}"
    elif _is_model(annotation):
        shorthand = getattr(annotation, "shorthand", "")
        return f"mapping, or its `{shorthand}` alone" if shorthand else "mapping"
    return _schema_words(TypeAdapter(annotation).json_schema())


def _plural(words: str) -> str:
    for one, many in (
        ("true or false", "truth values"), ("date and time with zone", "instants"), ("web address", "web addresses"),
        ("mapping", "mappings"), ("text", "texts"), ("number", "numbers"), ("whole number", "whole numbers"),
        ("date", "dates"), ("duration", "durations"), ("percentage", "percentages"),
    ):  # fmt: skip
        if words == one or words.startswith(f"{one},"):
            return many + words[len(one) :]
    return re.sub(r"` id\b", "` ids", words)


def _schema_words(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return ", ".join(f"`{word}`" for word in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    if schema.get("format") in FORMATS:
        return FORMATS[schema["format"]]
    pattern = str(schema.get("pattern", ""))
    if DURATION in pattern:
        return "duration"
    if MONTH in pattern:
        return "month"
    kind = schema.get("type", "string")
    if not isinstance(kind, str):
        return "text"
    if schema.get("maximum") == 100:
        return "percentage"
    if "maximum" in schema and "minimum" in schema:
        return f"{PLAIN_TYPES[kind]}, {schema['minimum']} to {schema['maximum']}"
    return PLAIN_TYPES.get(kind, "text")
