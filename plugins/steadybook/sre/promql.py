"""The placeholders of an indicator's PromQL queries, `$window` and `$service`, and what may take their places."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from steadybook.sre.durations import format_duration

_PLACEHOLDER: Final = re.compile(r"\$(?:(window|service)\b|\{(window|service)\})")
_PLAIN: Final = re.compile(r"[\w.:/@-]+")
"""What a service's id may hold to stand inside any kind of quotes: nothing that could end them or begin an escape."""


class PlaceholderError(ValueError):
    """A value that cannot take the place of a placeholder without changing what the query says."""


def filled(query: str, service: str, window: timedelta) -> str:
    """The query with `$window` (or `${window}`) as a Prometheus duration and `$service` as the service's id.

    Every other `$` stays as it is: regular expressions in matchers use it. Raises PlaceholderError where the query
    names the service and its id holds characters that PromQL could take for something else.
    """

    def value(match: re.Match[str]) -> str:
        if (match[1] or match[2]) == "window":
            return format_duration(window)
        if not _PLAIN.fullmatch(service):
            raise PlaceholderError(f"the id `{service}` holds characters that cannot stand in a query")
        return service

    return _PLACEHOLDER.sub(value, query)
