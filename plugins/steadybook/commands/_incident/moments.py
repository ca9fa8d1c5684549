"""Moments as people type them in an incident, and as they are written down."""

from __future__ import annotations

import re
from argparse import Namespace
from datetime import UTC, datetime, timedelta

from steadybook.model.configuration import parse_as_of
from steadybook.model.errors import UsageError
from steadybook.sre.durations import DurationError, parse_duration

FORMS = (
    "Write 2026-11-17T18:42:00Z or with an offset such as +01:00, 18:42Z for the last such time, or 5m for 5 min ago."
)
CLOCKS_DIFFER = timedelta(minutes=5)
"""By so much two machines' clocks may differ before a moment is taken for a mistake."""

_TIME = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?P<zone>[Zz]|[-+][0-9]{2}:[0-9]{2})?"
_INSTANT = re.compile(rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[Tt ]{_TIME}")
_CLOCK = re.compile(_TIME)


def now_of(arguments: Namespace) -> datetime:
    """What counts as now: `--as-of`, else the clock, to the second.

    A configured `as_of` does not count here: it fixes what reports show, while an incident happens when it happens.
    """
    if arguments.as_of is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return parse_as_of(arguments.as_of)
    except ValueError:
        message = f"`{arguments.as_of}` is not a date or an instant with a zone"
        raise UsageError(message, "Write --as-of 2026-11-22 or --as-of 2026-11-22T06:00:00Z.") from None


def moment_of(option: str, text: str | None, now: datetime) -> datetime:
    """The moment that an option names, in the zone it is written in; `now` where it names none.

    Raises UsageError for what is no moment, has no zone, or lies ahead.
    """
    if text is None:
        return now
    moment = _parsed(option, text.strip(), now)
    if moment > max(now, datetime.now(UTC)) + CLOCKS_DIFFER:
        raise UsageError(f"`{option} {text}` is in the future ({shown(moment)})", f"Check day and zone. {FORMS}")
    return moment


def written(moment: datetime) -> str:
    """A moment as it is written into a document: ISO 8601, with the zone it was given in."""
    return moment.isoformat().removesuffix("+00:00") + ("Z" if not moment.utcoffset() else "")


def shown(moment: datetime) -> str:
    """A moment for people, in UTC."""
    from steadybook.analysis.response import in_words

    return in_words(moment)


def _parsed(option: str, text: str, now: datetime) -> datetime:
    try:
        return now - parse_duration(text.removesuffix(" ago"))
    except (DurationError, OverflowError):
        pass
    for form in (_INSTANT, _CLOCK):
        match = form.fullmatch(text)
        if match and not match["zone"]:
            raise UsageError(f"`{option} {text}` has no zone", f"Write {option} {text}Z for UTC. {FORMS}")
    try:
        if _INSTANT.fullmatch(text):
            return datetime.fromisoformat(text.upper())
        if match := _CLOCK.fullmatch(text):
            zone = datetime.fromisoformat(f"2000-01-01T00:00:00{match['zone'].upper()}").tzinfo
            day = now.astimezone(zone).date()
            moment = datetime.fromisoformat(f"{day}T{text.upper()}")
            return moment if moment <= now + CLOCKS_DIFFER else moment - timedelta(days=1)
    except (ValueError, OverflowError):
        pass
    raise UsageError(f"`{option} {text}` is not a moment", FORMS)
