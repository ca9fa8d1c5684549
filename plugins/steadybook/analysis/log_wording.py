"""What is said of a record's fault: the value as it stands there, and what to write instead."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from steadybook.analysis import log_records as rules
from steadybook.analysis.log_records import Fault, as_timestamp
from steadybook.model.wording import closest, shown
from steadybook.sre import logs
from steadybook.sre.logs import FieldType

_FIELDS = {field.name: field for field in logs.FIELDS}
_WANTED = {FieldType.INTEGER: "a whole number", FieldType.NUMBER: "a number"}
_FORM = "Write UTC with exactly three decimals and a `Z`: 2026-02-17T11:24:00.000Z."


def worded(fault: Fault, record: Mapping[str, Any], services: Collection[str] | None) -> tuple[str, str]:
    """The message and the help for a fault of this record."""
    value: Any = record.get(fault.field)
    match fault.rule:
        case rules.INVALID_TIMESTAMP:
            return _timestamp(value)
        case rules.UNKNOWN_LEVEL:
            return _level(value)
        case rules.UNKNOWN_SERVICE:
            near = closest(value, services or ())
            did = f"Did you mean `{near}`? " if near else ""
            return f"no service `{value[:60]}` is in the catalog", f"{did}Write the id of its document in the catalog."
        case rules.WRONG_TYPE:
            return _type(fault.field, value)
        case _:
            return _missing(fault, record)


def _missing(fault: Fault, record: Mapping[str, Any]) -> tuple[str, str]:
    name = fault.field
    how = "is missing" if name not in record else "is null" if record[name] is None else "is empty"
    meaning = f"It says {_FIELDS[name].meaning[0].lower()}{_FIELDS[name].meaning[1:]}."
    match fault.rule:
        case rules.INCOMPLETE_ERROR:
            return f"this is an error, and `{name}` {how}", f"{meaning} Records of level error need it."
        case rules.INCOMPLETE_REQUEST:
            there = next(n for n in record if n.startswith(logs.HTTP_PREFIX) and record[n] is not None)
            also = f"there is `{there}`, and `{name}` {how}" if there != name else f"`{name}` {how}"
            return also, f"{meaning} The fields http_method, http_path and http_status come together."
        case _:
            return f"`{name}` {how}", f"{meaning} Every record needs it."


def _timestamp(value: object) -> tuple[str, str]:
    if not isinstance(value, str):
        return f"`timestamp` is {_kind_of(value)}, not an instant as text", _FORM
    right = as_timestamp(value)
    message = f"{shown(value)} is not an instant in UTC with milliseconds"
    if right is None or right == value:
        return message, _FORM
    return message, f"Write {right}: UTC, exactly three decimals and a `Z`."


def _level(value: str) -> tuple[str, str]:
    level = logs.level_of(value) or closest(value, logs.LEVELS)
    did = f"Write `{level}`. " if level else ""
    return f"{shown(value)} is no level", f"{did}The levels are {', '.join(logs.LEVELS)}."


def _type(name: str, value: object) -> tuple[str, str]:
    field = _FIELDS.get(name)
    wanted = _WANTED.get(field.type, "text") if field is not None else "a number"
    if isinstance(value, str) and wanted != "text":
        bare = value.strip()
        help = "Write the number without quotes, so that it can be compared and added up."
        return f"`{name}` is {wanted} in quotes, {shown(bare)}" if _is_number(bare) else (
            f"`{name}` is {_kind_of(value)}, not {wanted}"
        ), help
    if wanted == "text":
        return f"`{name}` is {_kind_of(value)}, not text", "Write it in quotes: one type a field, in all services."
    return f"`{name}` is {_kind_of(value)}, not {wanted}", f"Write {wanted}."


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _kind_of(value: object) -> str:
    match value:
        case bool():
            return f"`{json.dumps(value)}`"
        case int() | float():
            return f"the number {shown(json.dumps(value))}"
        case str():
            return f"the text {shown(value)}"
        case list():
            return "a list"
        case _:
            return "an object"
