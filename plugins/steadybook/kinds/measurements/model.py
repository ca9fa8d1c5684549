"""The typed model of a measurement snapshot."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from steadybook.model.fields import Ref
from steadybook.source.spans import Route


class Series(BaseModel):
    """The rows of one service and SLI, in order of time, without overlaps: five tuples of equal length.

    Columns instead of objects keep a file of some thousand rows quick to read.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    service: Annotated[str, Ref("service")] = Field(description="The service that was measured.")
    sli: Annotated[str, Ref("sli")] = Field(description="The indicator that was counted.")
    starts: tuple[datetime, ...] = Field(description="Where each row begins (UTC).")
    ends: tuple[datetime, ...] = Field(description="Where each row ends (UTC); after its start.")
    good: tuple[Decimal, ...] = Field(description="Good events of each row; may be fractional, never above the total.")
    total: tuple[Decimal, ...] = Field(description="All events of each row; may be fractional.")
    rows: tuple[int, ...] = Field(
        description="The number of each row in its file, from 0, without header and blank lines."
    )

    def __len__(self) -> int:
        return len(self.starts)

    def route(self, index: int, column: str = "") -> Route:
        """The route of the row at `index` of this series, or of one of its columns, within the file."""
        return ("rows", self.rows[index], column) if column else ("rows", self.rows[index])


class Measurements(BaseModel):
    """A measurement snapshot: one or several series. Rows that cannot be used are left out; each has its finding."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    series: tuple[Series, ...] = Field(description="The series, in order of their first usable row.")
