"""JSON Schemas of the kinds of documents, from the models that check them."""

from __future__ import annotations

from typing import Any

from steadybook.model.kind import Kind

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def of_kind(kind: Kind[Any]) -> dict[str, Any]:
    """The schema of a kind's documents: the root key around the model's own schema."""
    body, definitions = _body(kind)
    return _closed({"$schema": DIALECT, **_wrapped(kind, body)}, definitions)


def of_all(kinds: tuple[Kind[Any], ...]) -> dict[str, Any]:
    """One schema for any document: the root key decides."""
    definitions: dict[str, Any] = {}
    choices = []
    for kind in kinds:
        body, inner = _body(kind, prefix=f"{kind.name}.")
        definitions |= inner
        choices.append(_wrapped(kind, body))
    schema = {"$schema": DIALECT, "title": "A Steadybook document", "type": "object", "oneOf": choices}
    return _closed(schema, definitions)


def _body(kind: Kind[Any], prefix: str = "") -> tuple[dict[str, Any], dict[str, Any]]:
    schema = kind.model.model_json_schema(ref_template=f"#/$defs/{prefix}{{model}}")
    definitions = {f"{prefix}{name}": part for name, part in schema.pop("$defs", {}).items()}
    return schema, definitions


def _wrapped(kind: Kind[Any], body: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": kind.title[0].upper() + kind.title[1:],
        "description": kind.summary,
        "type": "object",
        "properties": {kind.name: body},
        "required": [kind.name],
        "additionalProperties": False,
    }


def _closed(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    return schema | ({"$defs": dict(sorted(definitions.items()))} if definitions else {})
