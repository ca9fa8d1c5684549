"""The typed model of a measurement snapshot."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from steadybook.measurements.columns import Columns, instant, whole
from steadybook.model.fields import Ref
from steadybook.source.spans import Route


class Series(BaseModel):
    """The rows of one service and SLI, in order of time, without overlaps.

    The columns stay as compact as they were read; the properties below make objects of them for who needs some.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    service: Annotated[str, Ref("service")] = Field(description="The service that was measured.")
    sli: Annotated[str, Ref("sli")] = Field(description="The indicator that was counted.")
    left_out: int = Field(default=0, description="Rows of this service and SLI that cannot be used; each is a finding.")
    columns: Columns = Field(description="All rows, column by column.")

    @property
    def starts(self) -> tuple[datetime, ...]:
        """Where each row begins (UTC)."""
        return tuple(map(instant, whole(self.columns.starts)))

    @property
    def ends(self) -> tuple[datetime, ...]:
        """Where each row ends (UTC); after its start."""
        return tuple(map(instant, whole(self.columns.ends)))

    @property
    def good(self) -> tuple[Decimal, ...]:
        """Good events of each row; may be fractional, never above the total."""
        return tuple(map(self.columns.count, whole(self.columns.good)))

    @property
    def total(self) -> tuple[Decimal, ...]:
        """All events of each row; may be fractional."""
        return tuple(map(self.columns.count, whole(self.columns.total)))

    @property
    def rows(self) -> tuple[int, ...]:
        """The number of each row in its file, from 0, without header and blank lines."""
        return tuple(whole(self.columns.numbers))

    @property
    def start(self) -> datetime | None:
        """Where the first row begins (UTC); None without rows."""
        return instant(int(self.columns.starts[0])) if len(self) else None

    @property
    def end(self) -> datetime | None:
        """Where the last row ends (UTC); None without rows."""
        return instant(int(self.columns.ends[-1])) if len(self) else None

    @property
    def good_events(self) -> Decimal:
        """The sum of good events."""
        return self.columns.count(sum(whole(self.columns.good)))

    @property
    def all_events(self) -> Decimal:
        """The sum of all events."""
        return self.columns.count(sum(whole(self.columns.total)))

    def __len__(self) -> int:
        return len(self.columns)

    def may_overlap(self, other: Series) -> bool:
        """Whether the times from the first to the last row of the two series overlap; only then may rows do."""
        if not len(self) or not len(other):
            return False
        mine, theirs = self.columns, other.columns
        return bool(mine.starts[0] < theirs.ends[-1] and theirs.starts[0] < mine.ends[-1])

    def route(self, index: int, column: str = "") -> Route:
        """The route of the row at `index` of this series, or of one of its columns, within the file."""
        number = int(self.columns.numbers[index])
        return ("rows", number, column) if column else ("rows", number)


class Measurements(BaseModel):
    """A measurement snapshot: one or several series. Rows that cannot be used are left out; each has its finding."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    series: tuple[Series, ...] = Field(description="The series, in order of their first usable row.")
    left_out: int = Field(default=0, description="Rows that cannot be used and do not say whose they are.")
