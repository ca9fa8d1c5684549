"""The rows of a series, column by column: far smaller and quicker than an object a row."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from operator import sub
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    import polars as pl
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema

    Column = array[int] | list[int] | range | pl.Series

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def instant(microseconds: int) -> datetime:
    """The moment (UTC) so many microseconds after the beginning of 1970."""
    return EPOCH + timedelta(microseconds=microseconds)


def microseconds(moment: datetime) -> int:
    """Whole microseconds from the beginning of 1970 to a moment with a zone."""
    return (moment - EPOCH) // MICROSECOND


FEW = 64
"""Numbers asked for one by one before all of them are made: that takes as long as some hundred lookups."""


class RunningSum(Sequence[int]):
    """The sum of a series before each row, and at the end that of all rows.

    Only those asked for become numbers, as most series are asked for few; all do where many are asked for one by one.
    """

    __slots__ = ("_base", "_known", "_length", "_numbers", "_sums")

    def __init__(self, sums: pl.Series, base: int) -> None:
        """`sums` are those up to and with each row, `base` what they begin with."""
        self._sums = sums
        self._base = base
        self._known = {0: 0}
        self._length = len(sums) + 1
        self._numbers: list[int] | None = None

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> list[int]: ...
    def __getitem__(self, index: int | slice) -> int | list[int]:
        if self._numbers is not None:
            return self._numbers[index]
        if isinstance(index, slice):
            return self._stretch(range(self._length)[index])
        known = self._known.get(index)
        if known is None:
            if len(self._known) > FEW:
                return self.numbers[index]
            index = range(self._length)[index]
            known = self._known[index] = self._sums[index - 1] - self._base if index else 0
        return known

    @property
    def numbers(self) -> list[int]:
        """All of them."""
        if self._numbers is None:
            self._numbers = self._stretch(range(self._length))
        return self._numbers

    def _stretch(self, rows: range) -> list[int]:
        if not rows or rows.step != 1:
            return [self[row] for row in rows]
        sums = self._sums.slice(rows[0] - 1, len(rows)) if rows[0] else self._sums.head(rows[-1])
        found: list[int] = (sums - self._base).to_list()
        return found if rows[0] else [0, *found]

    def __iter__(self) -> Iterator[int]:
        return iter(self[:])


class Differences(Sequence[int]):
    """What each row adds to a running sum; see there."""

    __slots__ = ("_asked", "_numbers", "running")

    def __init__(self, running: RunningSum) -> None:
        self.running = running
        self._asked = 0
        self._numbers: list[int] | None = None

    def __len__(self) -> int:
        return len(self.running) - 1

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> list[int]: ...
    def __getitem__(self, index: int | slice) -> int | list[int]:
        if self._numbers is not None:
            return self._numbers[index]
        if isinstance(index, slice):
            rows = range(len(self))[index]
            if not rows or rows.step != 1:
                return [self[row] for row in rows]
            sums = self.running[rows[0] : rows[-1] + 2]
            return list(map(sub, sums[1:], sums))
        self._asked += 1
        if self._asked > FEW:
            sums = self.running.numbers
            self._numbers = list(map(sub, sums[1:], sums))
            return self._numbers[index]
        index = range(len(self))[index]
        return self.running[index + 1] - self.running[index]

    def __iter__(self) -> Iterator[int]:
        return iter(self[:])


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Rows in order of time, without overlaps. Instants are microseconds since 1970 (UTC);
    they are ranges where all rows have one length and leave no gap.

    Counts are whole numbers of 10^-`scale` events, so that sums are exact. `numbers` are those of the rows in their
    file, from 0, without header and blank lines.
    """

    starts: Column
    ends: Column
    good: Column
    total: Column
    numbers: Column
    scale: int = 0
    running: tuple[RunningSum, RunningSum] | None = None
    """Sums of bad and of all events, where the reader has them at hand."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.is_instance_schema(cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, object]:
        names = ("start", "end", "good", "total")
        return {"type": "object", "properties": {name: {"type": "array"} for name in names}}

    def __len__(self) -> int:
        return len(self.starts)

    def count(self, number: int) -> Decimal:
        """A count of these columns in events."""
        return Decimal(number).scaleb(-self.scale)


def whole(column: Column) -> list[int]:
    """The numbers of a column as a list, which is what loops and exact sums need."""
    if isinstance(column, list):
        return column
    if isinstance(column, array):
        return column.tolist()
    if isinstance(column, range):
        return list(column)
    return column.to_list()


def compact(numbers: Sequence[int]) -> Column:
    """A column of 8 bytes a number, or a list where one is too large for that."""
    try:
        return array("q", numbers)
    except OverflowError:
        return list(numbers)
