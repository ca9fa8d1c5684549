"""Values as JSON has them, for every answer that programs read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any


def plain(value: Any) -> Any:
    """The value in JSON's words: decimals as numbers, unrounded; days and moments (UTC) in ISO 8601.

    Durations become seconds; what JSON has no number for (infinities) becomes null. Raises TypeError for what has no
    form.
    """
    form = _FORMS.get(type(value))
    return form(value) if form is not None else _by_class(value)


def _by_class(value: Any) -> Any:
    match value:
        case None | bool() | int():
            return value
        case Enum():
            return plain(value.value)
        case str():
            return str(value)
        case Decimal():
            return _number(value)
        case float():
            return _number(Decimal(repr(value)))
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case timedelta():
            return _number(Decimal(value // timedelta(microseconds=1)) / 1_000_000)
        case Mapping():
            return _object(value)
        case list() | tuple():
            return _list(value)
        case frozenset() | set():
            return sorted(plain(item) for item in value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _same(value: object) -> object:
    return value


def _list(value: Iterable[Any]) -> list[Any]:
    return [item if type(item) in _AS_IT_IS else plain(item) for item in value]


def _object(value: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        key if type(key) is str else str(plain(key)): item if type(item) in _AS_IT_IS else plain(item)
        for key, item in value.items()
    }


def _number(value: Decimal) -> int | float | None:
    if not value.is_finite():
        return None
    return int(value) if value == value.to_integral_value() else float(value)


_AS_IT_IS = frozenset({str, int, bool, type(None)})
"""Most values inside of others: asking here costs less than a call."""
_FORMS: Mapping[type, Callable[[Any], Any]] = {
    str: _same,
    int: _same,
    bool: _same,
    type(None): _same,
    dict: _object,
    list: _list,
    tuple: _list,
    Decimal: _number,
}
"""What nearly all values are, found without trying every class."""
