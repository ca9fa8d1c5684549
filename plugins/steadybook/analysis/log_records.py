"""Checks records of a log against the structured log standard, quickly: most records look like one before.

Records with the same names in the same order are looked at together, column by column. A column that is as it should be
is compared in one step, so that a record in order costs about as much again as its parsing. In any other column only
the values that are not plainly right are looked at closely. Faults come as lists of records: many are soon counted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
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

_ALL_LEVELS: Final = frozenset((*logs.LEVELS, *logs.LEVEL_ALIASES))
_ERROR_WORDS: Final = frozenset(word for word in _ALL_LEVELS if logs.level_of(word) in logs.ERROR_LEVELS)
_QUIET_WORDS: Final = _ALL_LEVELS - _ERROR_WORDS
_CLOCK: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z|23:59:60\.[0-9]{3}Z").fullmatch
_PLAIN_TIMESTAMP: Final = re.compile(
    r"20[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z"
).fullmatch
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


Faults = list[tuple[Fault, Sequence[int]]]
"""Faults, each with the numbers of records that have it, in order. The faults of one record come in the order of the
standard's fields; a fault that records with different names have comes several times."""


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

    def __call__(self, records: Sequence[dict[str, Any]]) -> Faults:
        """The faults of the records, with their numbers among them."""
        groups: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, names in enumerate(map(tuple, records)):
            groups[names].append(number)
        found: Faults = []
        for names, numbers in groups.items():
            plan = self._plans.get(names)
            if plan is None:
                if len(self._plans) >= MOST_PLANS:
                    self._plans.clear()
                plan = self._plans[names] = _plan_of(names)
            columns = list(zip(*map(dict.values, map(records.__getitem__, numbers)), strict=True))
            for fault, places in _Group(plan, columns, len(numbers)).faults(self._services):
                found.append((fault, [numbers[place] for place in places]))
        return found


class _Group:
    """The check of records that have the same names."""

    def __init__(self, plan: _Plan, columns: Sequence[Column], size: int) -> None:
        self._plan = plan
        self._columns = columns
        self._all = range(size)
        self._levels: Column = ()

    def faults(self, services: frozenset[str] | None) -> Iterator[tuple[Fault, Iterable[int]]]:
        """The faults with the places of the records that have them, in the order of the standard's fields."""
        for field, place in self._plan.fields:
            column = None if place is None else self._columns[place]
            if field.type is FieldType.LEVEL:
                self._levels = () if column is None else column
            if column is None:
                needed, rule = self._needed(field)
                if needed:
                    yield Fault(rule, field.name), sorted(needed)
            elif not _is_plainly_right(field, column, services):
                yield from self._field(field, column, services)
        for name, place in self._plan.numeric:
            column = self._columns[place]
            if not _NO_TEXT.issuperset(map(type, column)):
                quoted = [n for n, value in enumerate(column) if type(value) is str and _NUMBER(value)]
                if quoted:
                    yield Fault(WRONG_TYPE, name), quoted

    def _field(
        self, field: LogField, column: Column, services: frozenset[str] | None
    ) -> Iterator[tuple[Fault, Iterable[int]]]:
        """Looks at each value of a field that is not plainly right."""
        types = _TYPES.get(field.type, _TYPES[FieldType.TEXT])
        unknown, is_known = _unknown(field, services)
        missing: list[int] = []
        wrong: list[int] = []
        unheard: list[int] = []
        for number in _suspects(field, column, services):
            value = column[number]
            if value is None or (value == "" and str in types):
                missing.append(number)
            elif type(value) not in types:
                if not (field.type is FieldType.INTEGER and type(value) is float and value.is_integer()):
                    wrong.append(number)
            elif is_known is not None and not is_known(value):
                unheard.append(number)
        if missing:
            needed, rule = self._needed(field)
            missing = [number for number in missing if number in needed]
            if missing:
                yield Fault(rule, field.name), missing
        if wrong:
            yield Fault(INVALID_TIMESTAMP if field.type is FieldType.TIMESTAMP else WRONG_TYPE, field.name), wrong
        if unheard:
            yield unknown, unheard

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
        if _are_among(_QUIET_WORDS, self._levels):
            return ()
        words = ((n, level) for n, level in enumerate(self._levels) if type(level) is str)
        return frozenset(n for n, level in words if level not in _QUIET_WORDS and level.lower() in _ERROR_WORDS)

    @cached_property
    def _requests(self) -> Collection[int]:
        """The records of requests: those in which any of the fields about one has a value."""
        columns = [self._columns[place] for place in self._plan.request]
        if any(_NULL.isdisjoint(map(type, column)) for column in columns):
            return self._all
        return frozenset(n for column in columns for n, value in enumerate(column) if value is not None)


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


def _suspects(field: LogField, column: Column, services: frozenset[str] | None) -> list[int]:
    """Where the values stand that are not plainly right; each is asked the cheapest question that can clear it."""
    if field.type is FieldType.TIMESTAMP:
        return [n for n, value in enumerate(column) if type(value) is not str or not _PLAIN_TIMESTAMP(value)]
    known = _ALL_LEVELS if field.type is FieldType.LEVEL else services if field.name == SERVICE else None
    if known is not None:
        return [n for n, value in enumerate(column) if type(value) is not str or value not in known]
    if field.type is FieldType.TEXT:
        return [n for n, value in enumerate(column) if not value or type(value) is not str]
    types = _TYPES[field.type]
    return [n for n, value in enumerate(column) if type(value) not in types]


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
