"""Reads measurement snapshots: CSV with one header and one row per series and interval."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from itertools import islice, starmap
from operator import itemgetter, le
from typing import NamedTuple

from pydantic_core import PydanticCustomError

from steadybook.kinds.measurements.model import Measurements, Series
from steadybook.kinds.measurements.row_problems import field_span, header_problem, row_problems, unquoted
from steadybook.measurements.columns import Columns as Compact
from steadybook.measurements.columns import compact, microseconds, whole
from steadybook.measurements.listwise import listwise
from steadybook.measurements.snapshot import HEADER
from steadybook.model.fields import parse_instant, parse_number
from steadybook.model.finding import Violation
from steadybook.model.kind import Decoded
from steadybook.source.encoding import FORBIDDEN, forbidden_characters, wrong_encoding
from steadybook.source.problems import Problem
from steadybook.source.reader import Limits, Plain
from steadybook.source.spans import BYTE_ORDER_MARK, LineIndex, Route, Span

MOST_PROBLEMS = 100
"""So many problems of one file are told one by one; a file of another format has one in every row."""

SMALL = 6_000_000
_read_so_far: list[int] = []
"""Bytes of the files that this process has read without the library for columns."""

FEW = 50_000
"""Bytes: some 600 rows."""

USUAL_WIDTH = 200
"""Characters that a row has at most; a longer one is read with more care."""


class Row(NamedTuple):
    """A row that can be used, with its number in the file and the line that it stands on."""

    start: datetime
    end: datetime
    good: Decimal
    total: Decimal
    number: int
    line: int


@dataclass(slots=True)
class Columns:
    """The usable rows of one service and SLI in the file's order, column by column: much quicker than row by row."""

    starts: list[datetime] = field(default_factory=list)
    ends: list[datetime] = field(default_factory=list)
    good: list[Decimal] = field(default_factory=list)
    total: list[Decimal] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    def append(self, start: datetime, end: datetime, good: Decimal, total: Decimal, number: int, line: int) -> None:
        self.starts.append(start)
        self.ends.append(end)
        self.good.append(good)
        self.total.append(total)
        self.numbers.append(number)
        self.lines.append(line)

    @property
    def is_orderly(self) -> bool:
        """Every row begins no sooner than the one before it ends."""
        return all(map(le, self.ends, islice(self.starts, 1, None)))

    @property
    def rows(self) -> Iterator[Row]:
        """The rows as such."""
        return starmap(Row, zip(self.starts, self.ends, self.good, self.total, self.numbers, self.lines, strict=True))


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands in a file: its usable rows by service and SLI, and what is wrong with the others."""

    series: dict[tuple[str, str], Columns]
    problems: tuple[Violation, ...]
    text: list[str]
    """All lines, whatever they hold."""
    lines: list[int]
    """The number of every line that holds a row, from 1."""
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How many rows of each service and SLI cannot be used; those of nobody under two empty texts."""
    header_is_right: bool = True


def decode(data: bytes, limits: Limits) -> Decoded:
    """The measurements of a CSV file; see Measurements. Every problem has its place."""
    return decode_all([data], limits)[0]


def decode_all(files: Sequence[bytes], limits: Limits) -> list[Decoded]:
    """The measurements of each of many CSV files, which are read at once where they are large together."""
    known = _in_columns([data if len(data) <= limits.bytes else b"" for data in files])
    return [_decoded(data, found, limits) for data, found in zip(files, known, strict=True)]


def _decoded(data: bytes, found: dict[tuple[str, str], Compact] | None, limits: Limits) -> Decoded:
    if len(data) > limits.bytes:
        message = f"this file is larger than {limits.bytes:,} bytes"
        help = "Split it by period, or raise `limits.bytes` in the configuration."
        return Decoded(None, (Violation(Span(1, 1, 1, 1), message, help, rule="file-too-large"),), "")
    if found is None:
        return by_rows(data)
    series = tuple(
        Series.model_construct(service=service, sli=sli, columns=rows, left_out=0)
        for (service, sli), rows in found.items()
    )
    return Decoded(Measurements.model_construct(series=series, left_out=0), (), data.decode("ascii"))


def by_rows(data: bytes) -> Decoded:
    """The measurements of a CSV file, read row by row: slower, but every problem has its place."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return Decoded(None, (_violation(wrong_encoding(data, error)),), data.decode(errors="replace"))
    if FORBIDDEN.search(text, 1):
        return Decoded(None, tuple(map(_violation, forbidden_characters(text, LineIndex(text)))), text)
    contents = _read(text)
    if not contents.header_is_right:
        return Decoded(None, contents.problems, text)
    unusable = contents.left_out.copy()
    series = tuple(_series(*key, rows, unusable.pop(key, 0)) for key, rows in contents.series.items())
    # Of a series without any usable row nothing is left but its file.
    model = Measurements.model_construct(series=series, left_out=sum(unusable.values()))
    return Decoded(model, contents.problems, text)


def _in_columns(files: Sequence[bytes]) -> Sequence[dict[tuple[str, str], Compact] | None]:
    """The columns of each file with nothing wrong in it; None where reading row by row is needed.

    To load the library for columns takes as long as reading SMALL bytes without it; to use it, as long as FEW.
    """
    size = sum(map(len, files))
    if "polars" not in sys.modules:
        _read_so_far.append(size)
    if size < FEW or ("polars" not in sys.modules and sum(_read_so_far) < SMALL):
        return list(map(listwise, files))
    from steadybook.measurements.columnar import columnar_all

    return columnar_all(files)


def _violation(problem: Problem) -> Violation:
    return Violation(problem.span, problem.message, problem.help, rule=problem.code)


def locate(text: str, route: Route) -> Span:
    """The place of a route: `("rows", n)`, `("rows", n, column)`, `("series", n)` or `("series", n, "service")`.

    A series stands where its first row does. A route that does not exist is the header's place.
    """
    outline = _outline(text)
    match route:
        case ("rows", int(number), *column):
            pass
        case ("series", int(index), *column):
            number = outline.firsts[index] if index < len(outline.firsts) else -1
        case _:
            number, column = -1, []
    if not 0 <= number < len(outline.lines):
        return Span(1, 1, 1, 1 + len(outline.text[0]))
    line = outline.lines[number]
    if column and column[0] in HEADER:
        return field_span(line, outline.text[line - 1], HEADER.index(str(column[0])))
    return _line_span(line, outline.text)


class Outline(NamedTuple):
    """Where things stand in a file."""

    firsts: list[int]
    """The number of the first usable row of each series."""
    lines: Sequence[int]
    """The line of every row, from 1."""
    text: list[str]
    """All lines, whatever they hold."""


@lru_cache(maxsize=4)  # findings of a file come one after the other
def _outline(text: str) -> Outline:
    found = _in_columns([text.encode()])[0] if text.isascii() else None
    if found is not None:  # no blank lines, and none but the header above the rows
        firsts = [min(whole(columns.numbers)) for columns in found.values()]
        lines = text.replace("\r\n", "\n").split("\n")
        return Outline(firsts, range(2, 2 + sum(map(len, found.values()))), lines)
    contents = _read(text)
    return Outline([min(columns.numbers) for columns in contents.series.values()], contents.lines, contents.text)


def _line_span(line: int, text: list[str]) -> Span:
    return Span(line, 1, line, len(text[line - 1]) + 1)


def _series(service: str, sli: str, columns: Columns, left_out: int) -> Series:
    scale = max(_decimals(number) for column in (columns.good, columns.total) for number in column)
    compacted = Compact(
        compact(list(map(microseconds, columns.starts))),
        compact(list(map(microseconds, columns.ends))),
        compact([_scaled(number, scale) for number in columns.good]),
        compact([_scaled(number, scale) for number in columns.total]),
        compact(columns.numbers),
        scale,
    )
    return Series.model_construct(service=service, sli=sli, columns=compacted, left_out=left_out)


def _decimals(number: Decimal) -> int:
    """The places after the point."""
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)  # neither infinite nor NaN: see parse_number
    return max(0, -exponent)


def _scaled(number: Decimal, scale: int) -> int:
    """The number in units of 10^-scale; exact however long it is, which arithmetic of decimals is not."""
    numerator, denominator = number.as_integer_ratio()
    return numerator * int(10**scale) // denominator


@lru_cache(maxsize=4)  # a finding's place is looked up by the text, shortly after the file was read
def _read(text: str) -> Contents:
    text = text.removeprefix(BYTE_ORDER_MARK)
    every = (text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text).split("\n")
    head = next((index for index, line in enumerate(every) if line and not line.isspace()), None)
    if head is None:
        help = f"Write `{','.join(HEADER)}`, and one row an interval below it."
        empty = Violation(Span(1, 1, 1, 1), "this file holds no rows, not even a header", help, rule="empty-file")
        return Contents({}, (empty,), every, [], header_is_right=False)
    wrong_header = header_problem(head + 1, every[head])
    if wrong_header is not None:
        return Contents({}, (wrong_header,), every, [], header_is_right=False)
    is_ascii = text.isascii()  # so that only ten characters are digits
    found: defaultdict[tuple[str, str], Columns] = defaultdict(Columns)
    problems: list[Violation] = []
    lines: list[int] = []
    left_out: Counter[tuple[str, str]] = Counter()
    instants: dict[str, datetime] = {}
    for line, content in enumerate(islice(every, head + 1, None), head + 2):
        if not content or content.isspace():
            continue
        lines.append(line)
        usual = is_ascii and '"' not in content and len(content) < USUAL_WIDTH
        values = content.split(",") if usual else unquoted(content)
        try:
            service, sli, start_text, end_text, good_text, total_text = values
            start = instants.get(start_text) or _instant(start_text, instants)
            end = instants.get(end_text) or _instant(end_text, instants)
            # Digits, the first of them no zero: a number as all programs write it.
            if usual and good_text > "1" < total_text and (good_text + total_text).isdecimal():
                good, total = Decimal(good_text), Decimal(total_text)
            else:
                good, total = parse_number(Plain(good_text)), parse_number(Plain(total_text))
            if not (0 <= good <= total and start < end and service and sli):
                raise ValueError(content)
        except (ValueError, PydanticCustomError):
            problems.extend(row_problems(line, content, values))
            left_out[(values[0], values[1]) if len(values) == len(HEADER) else ("", "")] += 1
        else:
            found[service, sli].append(start, end, good, total, len(lines) - 1, line)
    series: dict[tuple[str, str], Columns] = {}
    for key, columns in found.items():
        series[key], overlaps = (columns, []) if columns.is_orderly else _without_overlaps(columns, every)
        problems.extend(overlaps)
        left_out[key] += len(overlaps)
    problems.sort(key=_line_of)
    return Contents(series, _shortened(problems), every, lines, left_out)


def _instant(text: str, known: dict[str, datetime]) -> datetime:
    """The moment in UTC. Raises ValueError or PydanticCustomError where it is none."""
    if text[4::3] == "--T::Z" and "1970" <= text < "9000":
        moment = datetime.fromisoformat(text)
    else:
        moment = parse_instant(text).astimezone(UTC)
    known[text] = moment
    return moment


def _without_overlaps(columns: Columns, text: list[str]) -> tuple[Columns, list[Violation]]:
    """The rows in order of time; of two that overlap, the later one in the file is left out and reported."""
    kept: list[Row] = []
    problems: list[Violation] = []
    for row in sorted(columns.rows, key=itemgetter(0)):
        if not kept or row.start >= kept[-1].end:
            kept.append(row)
            continue
        earlier, later = (kept[-1], row) if kept[-1].number < row.number else (row, kept[-1])
        kept[-1] = earlier
        message = f"this row overlaps the one on line {earlier.line} of the same service and SLI"
        help = "Delete one of the two, or give them intervals that only touch."
        problems.append(Violation(_line_span(later.line, text), message, help, rule="measurement-overlap"))
    result = Columns()
    for row in kept:
        result.append(*row)
    return result, problems


def _line_of(problem: Violation) -> int:
    return problem.at.line if isinstance(problem.at, Span) else 0


def _shortened(problems: list[Violation]) -> tuple[Violation, ...]:
    if len(problems) <= MOST_PROBLEMS:
        return tuple(problems)
    first, rest = problems[MOST_PROBLEMS], len(problems) - MOST_PROBLEMS
    message = f"{first.message}; {rest} problems from here on are not listed"
    return (*problems[:MOST_PROBLEMS], Violation(first.at, message, first.help, rule=first.rule))
