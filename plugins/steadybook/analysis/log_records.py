"""Checks records of a log against the structured log standard, quickly: most records look like one before.

What follows from the names of a record's fields, and from their JSON types, is worked out once and remembered. Records
with the same names are compared by whole columns, so that one in order costs about as much as its parsing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple, TypeVar

from steadybook.sre import logs
from steadybook.sre.logs import FieldType, RequiredWhen

K = TypeVar("K")
V = TypeVar("V")

MISSING_FIELD: Final = "log-missing-field"
INCOMPLETE_ERROR: Final = "log-incomplete-error"
INCOMPLETE_REQUEST: Final = "log-incomplete-request"
WRONG_TYPE: Final = "log-wrong-type"
INVALID_TIMESTAMP: Final = "log-invalid-timestamp"
UNKNOWN_LEVEL: Final = "log-unknown-level"
UNKNOWN_SERVICE: Final = "log-unknown-service"

MOST_SHAPES: Final = 4096
"""Shapes that are remembered. Programs write a few; where keys are made up from data, memory must not grow."""

_FIELDS: Final = {field.name: field for field in logs.FIELDS}
_ALWAYS: Final = tuple(field.name for field in logs.FIELDS if field.required_when is RequiredWhen.ALWAYS)
_ERROR: Final = tuple(field.name for field in logs.FIELDS if field.required_when is RequiredWhen.ERROR)
_HTTP: Final = tuple(field.name for field in logs.FIELDS if field.required_when is RequiredWhen.HTTP)
_ALL_LEVELS: Final = frozenset((*logs.LEVELS, *logs.LEVEL_ALIASES))
_ERROR_LEVELS: Final = frozenset(word for word in _ALL_LEVELS if logs.level_of(word) in logs.ERROR_LEVELS)
_QUIET_LEVELS: Final = _ALL_LEVELS - _ERROR_LEVELS
_CLOCK: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z|23:59:60\.[0-9]{3}Z").fullmatch
_NUMBER: Final = re.compile(r"\s*[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\s*").fullmatch
_NUMBERS: Final = frozenset({FieldType.INTEGER, FieldType.NUMBER})
_BY_VALUE: Final = {"timestamp": INVALID_TIMESTAMP, "level": UNKNOWN_LEVEL, "service": UNKNOWN_SERVICE}
_join: Final = "".join
_INTEGER: Final[frozenset[type]] = frozenset({int})
_NULL: Final[frozenset[type]] = frozenset({type(None)})
_NO_TEXT: Final[frozenset[type]] = frozenset({int, float, bool, dict, list, type(None)})
_fromisoformat: Final = datetime.fromisoformat
_JSON_TYPES: Final[Mapping[FieldType, tuple[type, ...]]] = {
    FieldType.TIMESTAMP: (str,),
    FieldType.LEVEL: (str,),
    FieldType.TEXT: (str,),
    FieldType.INTEGER: (int, float),
    FieldType.NUMBER: (int, float),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One way in which a record does not meet the standard: the id of the rule, and the field."""

    rule: str
    field: str


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the names and types of a record's fields say."""

    faults: tuple[Fault, ...]
    error_faults: tuple[Fault, ...]
    """Those of a record whose level is an error."""
    present: frozenset[str]
    """Fields of the standard with a value of the right type."""
    numeric: tuple[str, ...]
    """Fields whose number needs a look: texts named like numbers, and fractions where whole numbers belong."""


class _Plan(NamedTuple):
    """How records with the same names are looked at together: fields by their place among the names."""

    timestamp: int
    level: int
    service: int
    texts: tuple[int, ...]
    """Fields that hold text which is not empty."""
    errors: tuple[int, ...]
    """Fields that do so in the records of errors; in others they may be empty or null."""
    others: tuple[tuple[int, frozenset[type]], ...]
    """Fields that may have one of these types."""
    levels: frozenset[str]
    """The words of `level` with which no other field is needed."""


class RecordCheck:
    """Checks the records of a log, many at once. `services` are the known ones; None accepts every name."""

    def __init__(self, services: Collection[str] | None = None) -> None:
        self._services = None if services is None else frozenset(services)
        self._plans: dict[tuple[str, ...], _Plan | None] = {}
        self._shapes: dict[tuple[object, ...], _Shape] = {}

    def batch(self, records: Sequence[dict[str, Any]]) -> list[tuple[int, Sequence[Fault]]]:
        """The faults of each record that has any, with its number in the batch, in that order.

        Records with the same names in the same order are looked at column by column, which is several times as quick
        as one by one: whole columns are compared in one step, and only what stands out is looked at by itself.
        """
        groups: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, record in enumerate(records):
            groups[tuple(record)].append(number)
        suspects: list[int] = []
        for names, numbers in groups.items():
            if names in self._plans:
                plan = self._plans[names]
            else:
                plan = _bounded(self._plans)[names] = _plan_of(names)
            if plan is None:
                suspects += numbers
            else:
                suspects += map(numbers.__getitem__, self._standing_out(plan, [records[n] for n in numbers]))
        suspects.sort()
        examined = ((number, self.faults(records[number])) for number in suspects)
        return [(number, faults) for number, faults in examined if faults]

    def _standing_out(self, plan: _Plan, records: list[dict[str, Any]]) -> set[int]:
        """The numbers of the records that may have a fault."""
        columns: list[tuple[Any, ...]] = list(zip(*map(dict.values, records), strict=True))
        found: set[int] = set()
        timestamps = columns[plan.timestamp]
        if not _are_timestamps(timestamps):
            found.update(n for n, text in enumerate(timestamps) if type(text) is not str or not is_timestamp(text))
        for place, words in ((plan.level, plan.levels), (plan.service, self._services)):
            if words is not None and not _are_among(words, columns[place]):
                found.update(n for n, word in enumerate(columns[place]) if type(word) is not str or word not in words)
        for place in plan.texts if self._services is not None else (*plan.texts, plan.service):
            if not _are_filled_texts(columns[place]):
                found.update(n for n, text in enumerate(columns[place]) if type(text) is not str or not text)
        for place in plan.errors:
            if not _are_filled_texts(columns[place]):
                pairs = zip(columns[place], columns[plan.level], strict=True)
                found.update(n for n, pair in enumerate(pairs) if not _may_stand_with(*pair))
        for place, types in plan.others:
            if not types.issuperset(map(type, columns[place])):
                found.update(n for n, value in enumerate(columns[place]) if type(value) not in types)
        return found

    def faults(self, record: dict[str, Any]) -> Sequence[Fault]:
        """What is wrong with a record, in the order of the standard's fields."""
        key = (*record, *map(type, record.values()))
        shape = self._shapes.get(key)
        if shape is None:
            shape = _bounded(self._shapes)[key] = _shape_of(record)
        return self._by_values(shape, record)

    def _by_values(self, shape: _Shape, record: Mapping[str, Any]) -> Sequence[Fault]:
        found = list(shape.faults)
        level = logs.level_of(record["level"]) if "level" in shape.present else None
        if level in logs.ERROR_LEVELS:
            found += shape.error_faults
        for name in shape.present:
            value = record[name]
            if value == "":
                found += _missing(name, level)
            elif (
                (name == "timestamp" and not is_timestamp(value))
                or (name == "level" and value not in _ALL_LEVELS)
                or (name == "service" and self._services is not None and value not in self._services)
            ):
                found.append(Fault(_BY_VALUE[name], name))
        for name in shape.numeric:
            value = record[name]
            if not value.is_integer() if isinstance(value, float) else _NUMBER(value):
                found.append(Fault(WRONG_TYPE, name))
        if len(found) > 1:
            found.sort(key=_order)
        return found


def _plan_of(names: tuple[str, ...]) -> _Plan | None:
    """How records with these names are looked at; None where the names alone make a fault."""
    known = frozenset(names)
    if not known.issuperset(_ALWAYS) or (
        any(name.startswith(logs.HTTP_PREFIX) for name in names) and not known.issuperset(_HTTP)
    ):
        return None
    texts: list[int] = []
    errors: list[int] = []
    others: list[tuple[int, frozenset[type]]] = []
    for place, name in enumerate(names):
        field = _FIELDS.get(name)
        if field is None:
            if name.endswith(logs.NUMBER_SUFFIXES):
                others.append((place, _NO_TEXT))
        elif field.type is FieldType.TEXT and field.required_when in (RequiredWhen.ALWAYS, RequiredWhen.HTTP):
            if name != "service":
                texts.append(place)
        elif field.required_when is RequiredWhen.ERROR:
            errors.append(place)
        elif field.type not in (FieldType.TIMESTAMP, FieldType.LEVEL):
            types = _INTEGER if field.type is FieldType.INTEGER else frozenset(_JSON_TYPES[field.type])
            others.append((place, types if field.required_when is RequiredWhen.HTTP else types | _NULL))
    place_of = names.index
    levels = _ALL_LEVELS if known.issuperset(_ERROR) else _QUIET_LEVELS
    return _Plan(
        timestamp=place_of("timestamp"),
        level=place_of("level"),
        service=place_of("service"),
        texts=tuple(texts),
        errors=tuple(errors),
        others=tuple(others),
        levels=levels,
    )


def _may_stand_with(text: object, level: object) -> bool:
    """Whether this may be what a field about an error holds in a record of that level."""
    if type(text) is str and text:
        return True
    return text in ("", None) and type(level) is str and level in _QUIET_LEVELS


def _are_among(words: frozenset[str], values: Sequence[Any]) -> bool:
    try:
        return words.issuperset(values)
    except TypeError:  # a list or an object: it has no hash
        return False


def _are_filled_texts(values: Sequence[Any]) -> bool:
    try:
        _join(values)  # joins nothing but texts
    except TypeError:
        return False
    return all(values)


def _are_timestamps(texts: Sequence[Any]) -> bool:
    """Whether all are plainly instants as `is_timestamp` wants them; may say no where some are only unusual."""
    try:
        together = _join(texts)
        for text in texts:
            _fromisoformat(text)  # raises for what is no instant, such as 31 April; allows more than the standard
    except (TypeError, ValueError):
        return False
    many = len(texts)
    # All have 24 characters where every 24th is the same mark and none is missing.
    return (
        len(together) == 24 * many
        and all(
            together[place::24] == mark * many for place, mark in ((4, "-"), (7, "-"), (10, "T"), (19, "."), (23, "Z"))
        )
        and "T24" not in together
    )


def is_timestamp(text: str) -> bool:
    """Whether a text is an instant as the standard writes it: UTC with `Z`, and exactly three decimals.

    The leap second `23:59:60` is one (RFC 3339, section 5.6 and appendix D).
    """
    if text[4:11:3] != "--T" or _CLOCK(text, 11) is None:
        return False
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True


def as_timestamp(text: str) -> str | None:
    """An instant that is written in another way, as the standard writes it; None where the moment is not certain.

    Without a zone a moment is not certain. What is finer than a millisecond is cut off.
    """
    try:
        moment = datetime.fromisoformat(text.strip().replace(",", "."))
    except ValueError:
        return None
    offset = moment.utcoffset()
    if offset is None:
        return None
    try:
        utc = moment.replace(tzinfo=None) - offset
    except OverflowError:  # before the year 1 or after 9999
        return None
    return f"{utc.isoformat(timespec='milliseconds')}Z"


def _shape_of(record: Mapping[str, Any]) -> _Shape:
    faults: list[Fault] = []
    present: set[str] = set()
    numeric: list[str] = []
    for name, value in record.items():
        field = _FIELDS.get(name)
        if value is None:
            continue  # a field without a value is left out
        if field is None:
            if isinstance(value, str) and name.endswith(logs.NUMBER_SUFFIXES):
                numeric.append(name)
        elif type(value) in _JSON_TYPES[field.type]:
            present.add(name)
            if type(value) is float and field.type is FieldType.INTEGER:
                numeric.append(name)
        else:
            faults.append(Fault(INVALID_TIMESTAMP if field.type is FieldType.TIMESTAMP else WRONG_TYPE, name))
    absent = {name for name in _FIELDS if record.get(name) is None}
    faults += [Fault(MISSING_FIELD, name) for name in _ALWAYS if name in absent]
    if any(name.startswith(logs.HTTP_PREFIX) and value is not None for name, value in record.items()):
        faults += [Fault(INCOMPLETE_REQUEST, name) for name in _HTTP if name in absent]
    error_faults = tuple(Fault(INCOMPLETE_ERROR, name) for name in _ERROR if name in absent)
    return _Shape(tuple(faults), error_faults, frozenset(present), tuple(numeric))


def _bounded(memory: dict[K, V]) -> dict[K, V]:
    """The same memory, emptied where it is full."""
    if len(memory) >= MOST_SHAPES:
        memory.clear()
    return memory


def _missing(name: str, level: str | None) -> list[Fault]:
    """The fault of a text that is there and empty; none where it may be left out."""
    match _FIELDS[name].required_when:
        case RequiredWhen.ALWAYS:
            return [Fault(MISSING_FIELD, name)]
        case RequiredWhen.ERROR if level in logs.ERROR_LEVELS:
            return [Fault(INCOMPLETE_ERROR, name)]
        case RequiredWhen.HTTP:
            return [Fault(INCOMPLETE_REQUEST, name)]
        case _:
            return []


_RANK: Final = {name: rank for rank, name in enumerate(_FIELDS)}


def _order(fault: Fault) -> tuple[int, str]:
    return _RANK.get(fault.field, len(_RANK)), fault.field
