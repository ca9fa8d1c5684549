"""Where measurements come from: whatever can count the good and all events of a service over intervals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from steadybook.measurements.snapshot import Row


class Source(Protocol):
    """Something that holds measurements: snapshot files, or a server that counts on request."""

    def rows(self, service: str, sli: str, start: datetime, end: datetime) -> Iterator[Row]:
        """What was counted for a service and SLI between two moments (UTC), in order of time and without overlaps.

        Intervals for which nothing is known are left out; a row with a total of 0 says that nothing happened.
        """
        ...
