"""The base of all document models: strict about keys, forgiving about emptiness."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from steadybook.model.fields import Text, flaw
from steadybook.model.wording import name_of


class Part(BaseModel):
    """A mapping in a document. Unknown keys are errors; an optional key without a value counts as absent.

    `shorthand` names the field that a bare scalar stands for, where one may be written instead of the mapping.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, validate_default=False)
    shorthand: ClassVar[str] = ""

    @model_validator(mode="before")
    @classmethod
    def _read(cls, data: Any) -> Any:
        if type(data) is not dict:
            if cls.shorthand and isinstance(data, str):
                return {cls.shorthand: data}
            if data is None:
                raise flaw("empty-value", "this needs a mapping, but nothing is written", cls._keys_help())
            raise flaw("wrong-type", f"this is {name_of(data)}; a mapping is needed", cls._keys_help())
        if not all(data.values()):
            fields = cls.model_fields
            return {
                key: value
                for key, value in data.items()
                if not ((value is None or value == "") and key in fields and not fields[key].is_required())
            }
        return data

    @classmethod
    def _keys_help(cls) -> str:
        return f"Write a mapping with the keys {', '.join(list(cls.model_fields)[:8])}."

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler(core)
        if cls.shorthand:
            return {"anyOf": [{"type": ["string", "number"]}, schema]}
        return schema


class Body(Part):
    """A document's root mapping: whatever an organisation adds goes under `annotations` (text to text)."""

    annotations: dict[str, Text] = {}
