"""What is wrong with a header or a row of a measurement snapshot, field by field."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from pydantic_core import PydanticCustomError

from steadybook.measurements.snapshot import HEADER
from steadybook.model.fields import parse_instant, parse_number
from steadybook.model.finding import Violation
from steadybook.model.wording import shown
from steadybook.source.conflicts import CONFLICT, LEFT, RESOLVE
from steadybook.source.reader import Plain
from steadybook.source.spans import Span

_FIELD = re.compile(r'"(?P<quoted>(?:[^"]|"")*)"(?=,|\Z)|(?P<bare>[^,"]*)(?=,|\Z)')


def header_problem(line: int, content: str) -> Violation | None:
    """What is wrong with the header line; None where it is right."""
    fields = [field.strip() for field in unquoted(content)]
    if tuple(fields) == HEADER:
        return None
    help = f"Write the header `{','.join(HEADER)}`."
    for index, wanted in enumerate(HEADER):
        if index >= len(fields):
            span = Span(line, 1, line, len(content) + 1)
            return Violation(span, f"the column `{wanted}` is missing", help, rule="measurement-header")
        if fields[index] != wanted:
            message = f"this column is {shown(fields[index])}; `{wanted}` is expected here"
            return Violation(field_span(line, content, index), message, help, rule="measurement-header")
    span = field_span(line, content, len(HEADER))
    return Violation(span, f"the column {shown(fields[len(HEADER)])} is unknown", help, rule="measurement-header")


def row_problems(line: int, content: str, fields: Sequence[str]) -> Iterator[Violation]:
    """What is wrong with a row that cannot be used."""
    if len(fields) != len(HEADER):
        if CONFLICT.fullmatch(content):
            message, help = LEFT, RESOLVE
        else:
            message = f"this row has {len(fields)} value{'s' * (len(fields) != 1)}; {len(HEADER)} are needed"
            help = f"Write {', '.join(HEADER)}, separated by commas."
        yield Violation(Span(line, 1, line, len(content) + 1), message, help, rule="measurement-row")
        return
    for column, message, help in _value_problems(fields):
        yield Violation(field_span(line, content, column), message, help, rule="measurement-row")


def _value_problems(fields: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Column, message and help of each value that is wrong by itself, or else of those that do not fit each other."""
    for column in (0, 1):
        if not fields[column]:
            yield column, f"the {HEADER[column]} is missing", "Write its id."
    start, end = yield from _instant_problems(fields)
    good, total = yield from _count_problems(fields)
    if start is not None and end is not None and end <= start:
        yield 3, "this row ends before it has begun", "Write an end that is later than the start."
    if good is not None and total is not None and good > total:
        message = f"{fields[4]} good events of {fields[5]} in all cannot be"
        yield 4, message, "Write at most the total; check whether the two are exchanged."


def _instant_problems(
    fields: Sequence[str],
) -> Generator[tuple[int, str, str], None, tuple[datetime | None, datetime | None]]:
    found: list[datetime | None] = []
    for column in (2, 3):
        try:
            found.append(parse_instant(fields[column]))
        except PydanticCustomError as error:
            found.append(None)
            yield column, *_words(error)
    return found[0], found[1]


def _count_problems(
    fields: Sequence[str],
) -> Generator[tuple[int, str, str], None, tuple[Decimal | None, Decimal | None]]:
    found: list[Decimal | None] = []
    for column in (4, 5):
        number: Decimal | None = None
        try:
            number = parse_number(Plain(fields[column]))
        except PydanticCustomError as error:
            yield column, *_words(error)
        if number is not None and number < 0:
            yield column, f"{shown(fields[column])} is negative", "Write a count of events, from 0."
            number = None
        found.append(number)
    return found[0], found[1]


def _words(error: PydanticCustomError) -> tuple[str, str]:
    context = error.context or {}
    return str(context["message"]), str(context["help"])


def unquoted(content: str) -> list[str]:
    """The values of a line."""
    return [text for text, _, _ in _fields(content)]


def _fields(content: str) -> list[tuple[str, int, int]]:
    """The values of a line with where each begins and ends (from 0). Stray quotes belong to their value."""
    found: list[tuple[str, int, int]] = []
    at = 0
    while True:
        match = _FIELD.match(content, at)
        if match is None:
            end = content.find(",", at)
            end = len(content) if end < 0 else end
            found.append((content[at:end], at, end))
        else:
            end = match.end()
            quoted = match["quoted"]
            found.append((match["bare"] if quoted is None else quoted.replace('""', '"'), at, end))
        if end >= len(content):
            return found
        at = end + 1


def field_span(line: int, content: str, column: int) -> Span:
    """The place of a value; the whole line where it has not so many."""
    fields = _fields(content)
    if column >= len(fields):
        return Span(line, 1, line, len(content) + 1)
    _, start, end = fields[column]
    return Span(line, start + 1, line, end + 1)
