"""Types of document fields: what may be written, what it becomes, and what is said when it is neither.

The reader leaves every plain scalar as it was written; the types here give it a meaning. So `012` is text in a text
field and an error in a number field, and `yes` is never a boolean. Each type also describes itself as JSON Schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, get_args

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from steadybook.model.wording import NUMBER, closest, name_of, shown
from steadybook.source.reader import Plain
from steadybook.sre.durations import DurationError, parse_duration

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])\Z")
INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
    r"(?:[Zz]|[-+][0-9]{2}:[0-9]{2})?\Z"
)
URL = re.compile(r"^https?://[^\s/?#]+(?:[/?#]\S*)?$")
QUICK_INSTANTS = frozenset({"--T::Z", "--T::+:", "--T::-:"})
MOST_DIGITS = 30
"""Numbers stay in reach of exact arithmetic: `1e999999999` as a whole number would take all memory."""
YEARS = range(1970, 9000)
"""Years that dates may lie in: sums and differences with them stay within the calendar that Python knows."""
LONGEST = timedelta(days=36_500)
"""A hundred years, for the same reason."""
TRUE_WORDS = frozenset({"yes", "on", "y", "true"})
FALSE_WORDS = frozenset({"no", "off", "n", "false"})


def flaw(code: str, message: str, help: str = "") -> PydanticCustomError:
    """An error of a field: `code` is the id of the rule that documents it. Texts may hold any characters."""
    return PydanticCustomError("steadybook", "{message}", {"code": code, "message": message, "help": help})


def scalar(value: object, wanted: str) -> str:
    """The scalar itself; raises where the value is empty or no scalar."""
    if isinstance(value, str):
        if value and not value.isspace():
            return value
        raise flaw("empty-value", f"this needs {wanted}, but is empty", f"Write {wanted}.")
    if value is None:
        raise flaw("empty-value", f"this needs {wanted}, but nothing is written", f"Write {wanted}.")
    raise flaw("wrong-type", f"this is {name_of(value)}; {wanted} is needed", f"Write {wanted} instead.")


@dataclass(frozen=True, slots=True, eq=False)
class _Field:
    """An Annotated marker: validates with `parse`, describes itself with `schema`."""

    parse: Callable[[Any], Any]
    schema: tuple[tuple[str, Any], ...]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.parse)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return dict(self.schema)


def parse_text(value: object) -> str:
    """Any scalar, as it is written."""
    return str(scalar(value, "a text"))


def decimal(text: str) -> Decimal | None:
    """The number that a text writes, or None where it writes none. Raises a finding where it is out of all bounds."""
    if not NUMBER.match(text):
        return None
    if len(text) > MOST_DIGITS or abs((number := Decimal(text)).adjusted()) > MOST_DIGITS:
        raise flaw("out-of-range", f"{shown(text)} is out of range", f"Write at most {MOST_DIGITS} digits.")
    return number


_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_decimal = lru_cache(maxsize=2048)(decimal)  # a few numbers stand in every document


def parse_number(value: object) -> Decimal:
    """A decimal number, exactly as written (never a binary float)."""
    return _number(value, "a number", "99.9")


def _number(value: object, what: str, example: str) -> Decimal:
    if type(value) is Plain and (number := _decimal(value)) is not None:
        return number
    text = scalar(value, what)
    help = f"Write {what}, such as {example}, without a unit."
    bare = _with_point(text.strip().rstrip("%").strip().replace("_", ""))
    if NUMBER.match(bare):
        help = f"Write {bare}, without quotes, signs or separators."
    elif re.match(r"[-+]?0[0-9]+\Z", bare):
        help = f"Write {bare.lstrip('+-0') or '0'}: a number has no leading zeros (some readers take {bare} as octal)."
    elif re.match(r"[0-9]+:[0-9]+", bare):
        help = "Write one number: some readers take a colon as base 60."
    raise flaw("wrong-type", f"{shown(text)} is not {what}", help)


def _with_point(text: str) -> str:
    """A number without commas between thousands; any other one comma stands for the decimal point."""
    if _THOUSANDS.fullmatch(text):
        return text.replace(",", "")
    return text.replace(",", ".") if text.count(",") == 1 and "." not in text else text


def _bounded(minimum: Decimal | None, maximum: Decimal | None, whole: bool, what: str) -> Callable[[object], Decimal]:
    def parse(value: object) -> Decimal:
        number = _number(value, "a whole number", "6") if whole else parse_number(value)
        if whole and number != number.to_integral_value():
            raise flaw("wrong-type", f"{shown(value)} is not a whole number", "Write a whole number.")
        if (minimum is not None and number < minimum) or (maximum is not None and number > maximum):
            raise flaw("out-of-range", f"{shown(value)} is out of range", f"Write {what}.")
        return number

    return parse


def parse_count(value: object) -> int:
    """A whole number from 0."""
    return int(_COUNT(value))


_COUNT = _bounded(Decimal(0), None, True, "a whole number from 0")


def parse_boolean(value: object) -> bool:
    """`true` or `false`, nothing else (YAML 1.2)."""
    text = scalar(value, "true or false")
    if isinstance(value, Plain):
        if text == "true":
            return True
        if text == "false":
            return False
    word = text.lower()
    hint = "true" if word in TRUE_WORDS else "false" if word in FALSE_WORDS else "true or false"
    raise flaw("wrong-type", f"{shown(text)} is not true or false", f"Write {hint}, without quotes.")


def parse_day(value: object) -> date:
    """A calendar day, `YYYY-MM-DD`."""
    text = scalar(value, "a date (YYYY-MM-DD)")
    if not DAY.match(text):
        raise flaw("invalid-date", f"{shown(text)} is not a date", "Write it as YYYY-MM-DD, for example 2026-10-07.")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise flaw("invalid-date", f"{shown(text)} is not a day of the calendar", "Check month and day.") from None
    if day.year not in YEARS:
        raise flaw("out-of-range", f"{shown(text)} is out of range", f"Write a year from {YEARS[0]} to {YEARS[-1]}.")
    return day


def parse_month(value: object) -> str:
    """A month, `YYYY-MM`."""
    text = scalar(value, "a month (YYYY-MM)")
    if not MONTH.match(text):
        raise flaw("invalid-date", f"{shown(text)} is not a month", "Write the month as YYYY-MM, for example 2026-10.")
    return str(text)


def parse_instant(value: object) -> datetime:
    """A moment with its zone, ISO 8601."""
    text = scalar(value, "a time with its zone")
    if text[4::3] in QUICK_INSTANTS:  # every third character stands as usual: no need for the whole pattern
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            pass
        else:
            if moment.year in YEARS:
                return moment
    if not INSTANT.match(text):
        example = "Write it as 2026-10-07T09:12:00Z, or with an offset such as +02:00."
        raise flaw("invalid-time", f"{shown(text)} is not a time", example)
    try:
        moment = datetime.fromisoformat(text if text.isupper() else text.upper())
    except ValueError:
        help = "Check day, hour and zone."
        raise flaw("invalid-time", f"{shown(text)} is not a time of the calendar", help) from None
    if moment.tzinfo is None:
        help = f"Add the zone: {text}Z for UTC, or an offset such as +02:00."
        raise flaw("naive-time", f"{shown(text)} has no zone", help)
    if moment.year not in YEARS:
        raise flaw("out-of-range", f"{shown(text)} is out of range", f"Write a year from {YEARS[0]} to {YEARS[-1]}.")
    return moment


def parse_length(value: object) -> timedelta:
    """A duration in Prometheus style: `5m`, `1h30m`, `28d`."""
    text = scalar(value, "a duration such as 5m or 28d")
    try:
        length = _duration(text)
    except DurationError as error:
        raise flaw("invalid-duration", f"{shown(text)} is not a duration", str(error)) from None
    if length > LONGEST:
        raise flaw("out-of-range", f"{shown(text)} is out of range", f"Write at most {LONGEST.days}d.")
    return length


_duration = lru_cache(maxsize=1024)(parse_duration)  # a few durations stand in every document


def parse_window(value: object) -> timedelta:
    """A duration that is longer than nothing, so that one may divide by it."""
    length = parse_length(value)
    if not length:
        raise flaw("out-of-range", f"{shown(value)} is no time at all", "Write a duration of at least 1ms.")
    return length


def parse_url(value: object) -> str:
    """An absolute http or https address."""
    text = scalar(value, "an address (https://…)")
    if not URL.fullmatch(text):
        raise flaw("invalid-url", f"{shown(text)} is not an address", "Write it in full, beginning with https://.")
    return str(text)


def parse_pattern(value: object, pattern: str) -> str:
    """The text, if it is what the field with this pattern needs; raises the finding that says what is wrong."""
    return parse_url(value) if pattern == URL.pattern else parse_text(value)


@dataclass(frozen=True, slots=True, eq=False)
class _Pattern:
    """An Annotated marker: a scalar that matches. Checked without a call into Python, for most fields are texts.

    What is said where it does not match: see `parse_pattern`.
    """

    pattern: str
    schema: tuple[tuple[str, Any], ...]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.str_schema(pattern=self.pattern)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {key: list(value) if isinstance(value, tuple) else value for key, value in self.schema}


NOT_EMPTY = r"\S"
Text = Annotated[str, _Pattern(NOT_EMPTY, (("type", ("string", "number", "boolean")),))]
Number = Annotated[Decimal, _Field(parse_number, (("type", "number"),))]
Amount = Annotated[
    Decimal, _Field(_bounded(Decimal(0), None, False, "a number from 0"), (("type", "number"), ("minimum", 0)))
]
Percent = Annotated[
    Decimal,
    _Field(
        _bounded(Decimal(0), Decimal(100), False, "a percentage from 0 to 100"),
        (("type", "number"), ("minimum", 0), ("maximum", 100)),
    ),
]
Score = Annotated[
    Decimal,
    _Field(
        _bounded(Decimal(1), Decimal(5), True, "a whole number from 1 to 5"),
        (("type", "integer"), ("minimum", 1), ("maximum", 5)),
    ),
]
Satisfaction = Annotated[
    Decimal,
    _Field(
        _bounded(Decimal(1), Decimal(5), False, "a number from 1 to 5"),
        (("type", "number"), ("minimum", 1), ("maximum", 5)),
    ),
]
Count = Annotated[int, _Field(parse_count, (("type", "integer"), ("minimum", 0)))]
Boolean = Annotated[bool, _Field(parse_boolean, (("type", "boolean"),))]
Day = Annotated[date, _Field(parse_day, (("type", "string"), ("format", "date")))]
Month = Annotated[str, _Field(parse_month, (("type", "string"), ("pattern", r"^\d{4}-(0[1-9]|1[0-2])$")))]
Instant = Annotated[datetime, _Field(parse_instant, (("type", "string"), ("format", "date-time")))]
Length = Annotated[timedelta, _Field(parse_length, (("type", "string"), ("pattern", r"^(\d+(y|w|d|h|ms|m|s))+$")))]
Window = Annotated[timedelta, _Field(parse_window, (("type", "string"), ("pattern", r"^(\d+(y|w|d|h|ms|m|s))+$")))]
Url = Annotated[str, _Pattern(URL.pattern, (("type", "string"), ("format", "uri")))]


class Words:
    """Marks a Literal as an enumeration of words; a space is taken for an underscore.

    `known` is the table in `sre` that the words come from, where there is one: finding, schema and handbook then follow
    it together. The Literal repeats it for the type checker, and a test holds the two equal.
    """

    def __init__(self, known: Iterable[str] = ()) -> None:
        self.known = tuple(map(str, known))

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        words: tuple[str, ...] = self.known or get_args(source)
        accepted = {word: word for word in words} | {word.replace("_", " "): word for word in words}
        wanted = "one of " + ", ".join(words)

        def parse(value: object) -> str:
            word = accepted.get(value) if isinstance(value, str) else None
            if word is not None:
                return word
            text = scalar(value, wanted)
            near = closest(text, words)
            did = f"Did you mean `{near}`? " if near else ""
            raise flaw("invalid-value", f"{shown(text)} is not allowed here", f"{did}Allowed: {', '.join(words)}.")

        return core_schema.no_info_plain_validator_function(parse, metadata={"words": list(words)})

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        metadata: Any = core.get("metadata") or {}
        return {"type": "string", "enum": list(metadata["words"])}


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a text field as the id of another document: of one of these kinds (their root keys, or `alert`)."""

    kinds: tuple[str, ...]

    def __init__(self, *kinds: str) -> None:
        object.__setattr__(self, "kinds", kinds)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.str_schema(pattern=NOT_EMPTY)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "description": f"id of a {' or '.join(self.kinds)}"}
