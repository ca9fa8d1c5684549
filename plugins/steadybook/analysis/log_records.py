"""Checks records of a log against the structured log standard, quickly: most records look like one before.

Records with the same names in the same order are looked at together, column by column. A column that is as it should be
is compared in one step, so that a record in order costs about as much again as its parsing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from operator import itemgetter
from typing import Any, Final, NamedTuple

from steadybook.sre import logs
from steadybook.sre.logs import FieldType, LogField, RequiredWhen

MISSING_FIELD: Final = "log-missing-field"
INCOMPLETE_ERROR: Final = "log-incomplete-error"
INCOMPLETE_REQUEST: Final = "log-incomplete-request"
WRONG_TYPE: Final = "log-wrong-type"
INVALID_TIMESTAMP: Final = "log-invalid-timestamp"
UNKNOWN_LEVEL: Final = "log-unknown-level"
UNKNOWN_SERVICE: Final = "log-unknown-service"

SERVICE: Final = "service"
"""The field whose values the catalog knows."""

MOST_PLANS: Final = 4096
"""Sets of names that are remembered. Programs write a few; where names are made up from data, memory must not grow."""

STRETCH: Final = 16
"""Values that are compared at once where a longer column has something wrong in it."""

_ALL_LEVELS: Final = frozenset((*logs.LEVELS, *logs.LEVEL_ALIASES))
_QUIET_LEVELS: Final = frozenset(word for word in _ALL_LEVELS if logs.level_of(word) not in logs.ERROR_LEVELS)
_CLOCK: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z|23:59:60\.[0-9]{3}Z").fullmatch
_NUMBER: Final = re.compile(r"\s*[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\s*").fullmatch
_fromisoformat: Final = datetime.fromisoformat
_join: Final = "".join
_TYPES: Final[Mapping[FieldType, frozenset[type]]] = {
    FieldType.INTEGER: frozenset({int}),
    FieldType.NUMBER: frozenset({int, float}),
    FieldType.TEXT: frozenset({str}),
}
"""The types of values that are plainly right."""
_NULL: Final[frozenset[type]] = frozenset({type(None)})
_NO_TEXT: Final[frozenset[type]] = frozenset({int, float, bool, dict, list, type(None)})

Column = Sequence[Any]
"""The values of one field in several records."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One way in which a record does not meet the standard: the id of the rule, and the field."""

    rule: str
    field: str


class _Plan(NamedTuple):
    """What the names of a record's fields say of it."""

    fields: tuple[tuple[LogField, int | None], ...]
    """The fields of the standard that matter to such records, in its order; where they stand, None where nowhere."""
    request: tuple[int, ...]
    """Where the fields stand that make a record one of a request."""
    numeric: tuple[tuple[str, int], ...]
    """Other fields whose names promise a number."""


class RecordCheck:
    """Checks the records of a log, many at once. `services` are the known ones; None accepts every name."""

    def __init__(self, services: Collection[str] | None = None) -> None:
        self._services = None if services is None else frozenset(services)
        self._plans: dict[tuple[str, ...], _Plan] = {}

    def __call__(self, records: Sequence[dict[str, Any]]) -> list[tuple[int, list[Fault]]]:
        """The faults of each record that has any, with its number among the records, both in order."""
        groups: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, record in enumerate(records):
            groups[tuple(record)].append(number)
        found: list[tuple[int, list[Fault]]] = []
        for names, numbers in groups.items():
            plan = self._plans.get(names)
            if plan is None:
                if len(self._plans) >= MOST_PLANS:
                    self._plans.clear()
                plan = self._plans[names] = _plan_of(names)
            columns = list(zip(*map(dict.values, map(records.__getitem__, numbers)), strict=True))
            faults = _Group(plan, columns, len(numbers)).faults(self._services)
            found += [(numbers[place], of_record) for place, of_record in faults.items()]
        found.sort(key=itemgetter(0))
        return found


class _Group:
    """The check of records that have the same names."""

    def __init__(self, plan: _Plan, columns: Sequence[Column], size: int) -> None:
        self._plan = plan
        self._columns = columns
        self._all = range(size)
        self._found: defaultdict[int, list[Fault]] = defaultdict(list)
        self._levels: Column = ()

    def faults(self, services: frozenset[str] | None) -> Mapping[int, list[Fault]]:
        """The faults of each record by its number, in the order of the standard's fields."""
        for field, place in self._plan.fields:
            column = None if place is None else self._columns[place]
            if field.type is FieldType.LEVEL:
                self._levels = () if column is None else column
            if column is None or not _is_plainly_right(field, column, services):
                self._field(field, column, services)
        for name, place in self._plan.numeric:
            column = self._columns[place]
            if not _NO_TEXT.issuperset(map(type, column)):
                texts = ((n, value) for n, value in enumerate(column) if type(value) is str)
                self._mark((n for n, value in texts if _NUMBER(value)), Fault(WRONG_TYPE, name))
        return self._found

    def _field(self, field: LogField, column: Column | None, services: frozenset[str] | None) -> None:
        """Looks at each value of a field."""
        needed, rule = self._needed(field)
        missing = Fault(rule, field.name)
        if column is None:
            self._mark(needed, missing)
            return
        wrong = Fault(INVALID_TIMESTAMP if field.type is FieldType.TIMESTAMP else WRONG_TYPE, field.name)
        types = _TYPES.get(field.type, _TYPES[FieldType.TEXT])
        unknown, is_known = _unknown(field, services)
        found = self._found
        suspects = (
            (number, column[number])
            for start in range(0, len(column), STRETCH)
            if not _is_plainly_right(field, column[start : start + STRETCH], services)
            for number in range(start, min(start + STRETCH, len(column)))
        )
        for number, value in suspects:
            if value is None or (value == "" and str in types):
                if number in needed:
                    found[number].append(missing)
            elif type(value) not in types:
                if not (field.type is FieldType.INTEGER and type(value) is float and value.is_integer()):
                    found[number].append(wrong)
            elif is_known is not None and not is_known(value):
                found[number].append(unknown)

    def _needed(self, field: LogField) -> tuple[Collection[int], str]:
        """The records that need a field, and the rule that they break without it."""
        match field.required_when:
            case RequiredWhen.ALWAYS:
                return self._all, MISSING_FIELD
            case RequiredWhen.ERROR:
                return self._errors, INCOMPLETE_ERROR
            case RequiredWhen.HTTP:
                return self._requests, INCOMPLETE_REQUEST
            case RequiredWhen.OPTIONAL:
                return (), MISSING_FIELD

    @cached_property
    def _errors(self) -> Collection[int]:
        """The records of errors."""
        if _are_among(_QUIET_LEVELS, self._levels):
            return ()
        words = ((n, level) for n, level in enumerate(self._levels) if type(level) is str)
        return frozenset(
            n for n, level in words if level not in _QUIET_LEVELS and logs.level_of(level) in logs.ERROR_LEVELS
        )

    @cached_property
    def _requests(self) -> Collection[int]:
        """The records of requests: those in which any of the fields about one has a value."""
        columns = [self._columns[place] for place in self._plan.request]
        if any(_NULL.isdisjoint(map(type, column)) for column in columns):
            return self._all
        return frozenset(n for column in columns for n, value in enumerate(column) if value is not None)

    def _mark(self, numbers: Iterable[int], fault: Fault) -> None:
        for number in numbers:
            self._found[number].append(fault)


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


def _plan_of(names: tuple[str, ...]) -> _Plan:
    places = {name: place for place, name in enumerate(names)}
    known = {field.name for field in logs.FIELDS}
    request = tuple(place for name, place in places.items() if name.startswith(logs.HTTP_PREFIX))
    unneeded = {RequiredWhen.OPTIONAL} if request else {RequiredWhen.OPTIONAL, RequiredWhen.HTTP}
    return _Plan(
        fields=tuple(
            (field, places.get(field.name))
            for field in logs.FIELDS
            if field.name in places or field.required_when not in unneeded
        ),
        request=request,
        numeric=tuple(
            (name, place) for name, place in places.items() if name not in known and name.endswith(logs.NUMBER_SUFFIXES)
        ),
    )


def _is_plainly_right(field: LogField, column: Column, services: frozenset[str] | None) -> bool:
    """Whether nothing is wrong with a whole column; may say no where values are right and only unusual."""
    if field.type is FieldType.TIMESTAMP:
        return _are_timestamps(column)
    if field.type is FieldType.LEVEL:
        return _are_among(_ALL_LEVELS, column)
    if field.name == SERVICE and services is not None:
        return _are_among(services, column)
    optional = field.required_when is RequiredWhen.OPTIONAL
    if field.type is FieldType.TEXT and not optional:
        return _are_filled_texts(column)
    types = _TYPES[field.type]
    return (types | _NULL if optional else types).issuperset(map(type, column))


def _unknown(field: LogField, services: frozenset[str] | None) -> tuple[Fault, Callable[[str], bool] | None]:
    """The fault of a text that is none of those that a field may hold, and how to tell; None where all are right."""
    if field.type is FieldType.TIMESTAMP:
        return Fault(INVALID_TIMESTAMP, field.name), is_timestamp
    if field.type is FieldType.LEVEL:
        return Fault(UNKNOWN_LEVEL, field.name), _ALL_LEVELS.__contains__
    known = services.__contains__ if services is not None and field.name == SERVICE else None
    return Fault(UNKNOWN_SERVICE, field.name), known


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
