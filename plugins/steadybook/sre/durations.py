"""Durations as Prometheus writes them (`5m`, `1h30m`, `28d`), and durations in words for people.

Source of the notation: Prometheus documentation, "Querying basics: float literals and time durations". A day is always
24 hours, a week 7 days, a year 365 days; a month has no fixed length and therefore no unit.
"""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import Final

SOURCE: Final = "Prometheus documentation, Querying basics: time durations"

MILLISECONDS: Final = MappingProxyType(
    {"y": 31_536_000_000, "w": 604_800_000, "d": 86_400_000, "h": 3_600_000, "m": 60_000, "s": 1_000, "ms": 1}
)
"""Units from the largest to the smallest with their length in milliseconds."""

# Written with these only: `28d` and `365d` say more to a reader of SLO windows than `4w` and `1y`.
_WRITTEN_UNITS: Final = ("d", "h", "m", "s", "ms")
_DURATION: Final = re.compile("".join(rf"(?:([0-9]+){unit})?" for unit in MILLISECONDS))
_PARTS: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*([a-zA-Zµ]+)[\s,]*(?:and\s+)?")
_LONGEST_MS: Final = 999_999_999 * MILLISECONDS["d"]
NARROW_SPACE: Final = "\u202f"
"""U+202F, the space between a number and its unit."""

_WORD_UNITS: Final = {
    "year": "y", "years": "y", "yr": "y", "yrs": "y", "week": "w", "weeks": "w", "wk": "w", "wks": "w",
    "day": "d", "days": "d", "hour": "h", "hours": "h", "hr": "h", "hrs": "h",
    "minute": "m", "minutes": "m", "min": "m", "mins": "m", "second": "s", "seconds": "s", "sec": "s", "secs": "s",
    "millisecond": "ms", "milliseconds": "ms", "msec": "ms", "msecs": "ms",
}  # fmt: skip


class DurationError(ValueError):
    """A text that is no duration: `reason` says why not, `suggestion` what to write instead."""

    def __init__(self, text: str, reason: str, suggestion: str) -> None:
        super().__init__(f"{reason}. {suggestion}")
        self.text = text
        self.reason = reason
        self.suggestion = suggestion


def parse_duration(text: str) -> timedelta:
    """The duration that `text` writes: whole numbers with the units y w d h m s ms, largest first, each at most once.

    A bare `0` is allowed, as in Prometheus. Raises DurationError for everything else.
    """
    match = _DURATION.fullmatch(text)
    if not text or match is None:
        if text == "0":
            return timedelta(0)
        raise _explain(text)
    counts = [group or "0" for group in match.groups()]
    # Digits are counted before they are converted: a text of a million digits must not cost quadratic time.
    if max(len(count.lstrip("0")) for count in counts) > 18:
        raise _too_long(text)
    total = sum(int(count) * length for count, length in zip(counts, MILLISECONDS.values(), strict=True))
    if total > _LONGEST_MS:
        raise _too_long(text)
    return timedelta(milliseconds=total)


def format_duration(duration: timedelta) -> str:
    """The shortest Prometheus text in days and smaller units: `28d`, `1h30m`, `0s`.

    Raises ValueError for a negative duration and for one that is not a whole number of milliseconds.
    """
    rest, fraction = divmod(duration, timedelta(milliseconds=1))
    if rest < 0 or fraction:
        raise ValueError(f"{duration!r} cannot be written: a duration is a whole number of milliseconds from 0")
    parts = []
    for unit in _WRITTEN_UNITS:
        count, rest = divmod(rest, MILLISECONDS[unit])
        if count:
            parts.append(f"{count}{unit}")
    return "".join(parts) or "0s"


def minutes(duration: timedelta) -> Decimal:
    """The length of a duration in minutes, exactly."""
    return Decimal(duration // timedelta(microseconds=1)) / Decimal(60_000_000)


def from_minutes(count: Decimal) -> timedelta:
    """A duration of so many minutes, to the nearest microsecond."""
    return timedelta(microseconds=int((count * 60_000_000).to_integral_value(ROUND_HALF_UP)))


def words(value: timedelta | Decimal | int) -> str:
    """A duration for people in at most two units: `40 min 19 s`, `46 h 40 min`, `2 d 2 h`, `26 s`.

    A plain number counts minutes. Rounds half up to the smaller unit; days begin at 48 hours, because up to there
    people think in hours. Number and unit are joined by a narrow no-break space, a negative value has a real minus.
    """
    duration = value if isinstance(value, timedelta) else from_minutes(Decimal(value))
    microseconds = duration // timedelta(microseconds=1)
    sign = "\N{MINUS SIGN}" if microseconds < 0 else ""
    return sign + _unsigned_words(Decimal(abs(microseconds)) / 1_000_000)


def _unsigned_words(seconds: Decimal) -> str:
    whole = _round(seconds)
    if 0 < seconds < 1 and _round(seconds * 1000) < 1000:
        return _join((_round(seconds * 1000), "ms"))
    if whole < 3600:
        return _join((whole // 60, "min"), (whole % 60, "s"))
    in_minutes = _round(seconds / 60)
    if in_minutes < 48 * 60:
        return _join((in_minutes // 60, "h"), (in_minutes % 60, "min"))
    in_hours = _round(seconds / 3600)
    return _join((in_hours // 24, "d"), (in_hours % 24, "h"))


def _round(number: Decimal) -> int:
    return int(number.to_integral_value(ROUND_HALF_UP))


def _join(*parts: tuple[int, str]) -> str:
    shown = [f"{count}{NARROW_SPACE}{unit}" for count, unit in parts if count]
    return " ".join(shown) or f"0{NARROW_SPACE}{parts[-1][1]}"


def _too_long(text: str) -> DurationError:
    return DurationError(text, "the duration is too long", "Write a duration of at most 999999999d.")


def _explain(text: str) -> DurationError:
    """Why `text` is no duration. Looks at a bounded beginning of it: the text may be of any length."""
    shown = text[:80].strip()
    example = "Write whole numbers with units, for example 5m, 1h30m or 28d."
    if not shown:
        return DurationError(text, "the duration is empty", example)
    if shown[0] in "-+\N{MINUS SIGN}":
        return DurationError(text, "a duration has no sign", f"Write {shown[1:].strip() or '5m'}.")
    if re.fullmatch(r"[0-9]+", shown):
        return DurationError(text, "the unit is missing", f"Write {shown}s, {shown}m, {shown}h or {shown}d.")
    parts = _PARTS.findall(shown)
    if not parts or _PARTS.sub("", shown):
        return DurationError(text, "it is not made of numbers and units (y, w, d, h, m, s, ms)", example)
    known = []
    for number, unit in parts:
        if unit in ("M", "mo", "mon", "month", "months", "Month", "Months"):
            count = int(Decimal(number)) or 1
            reason = f"`{unit}` is no unit: a month has no fixed length"
            return DurationError(text, reason, f"Write {count}m for minutes, or days such as {count * 30}d.")
        name = unit if unit in MILLISECONDS else _WORD_UNITS.get(unit.lower(), unit.lower())
        if name not in MILLISECONDS:
            return DurationError(text, f"`{unit}` is no unit", "Use y, w, d, h, m, s or ms, for example 1h30m.")
        known.append((number, name))
    return DurationError(text, _reason(shown, parts, known), _suggestion(known, example))


def _reason(shown: str, parts: list[tuple[str, str]], known: list[tuple[str, str]]) -> str:
    units = [unit for _, unit in known]
    order = [list(MILLISECONDS).index(unit) for unit in units]
    if any("." in number for number, _ in known):
        return "a duration counts whole units, without a fraction"
    if any(unit not in MILLISECONDS for _, unit in parts):
        return "units are written y, w, d, h, m, s, ms"
    if any(character.isspace() for character in shown):
        return "a duration has no spaces"
    if len(set(units)) < len(units):
        return "a unit is written twice"
    if order != sorted(order):
        return "units go from the largest to the smallest"
    return "it is surrounded by other characters"


def _suggestion(known: list[tuple[str, str]], example: str) -> str:
    total = sum((Decimal(number) * MILLISECONDS[unit] for number, unit in known), Decimal(0))
    if total != total.to_integral_value() or total > _LONGEST_MS:
        return example
    return f"Write {format_duration(timedelta(milliseconds=int(total)))}."
