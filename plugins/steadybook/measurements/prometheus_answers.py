"""Reads the answers of the Prometheus HTTP API, and takes none for granted.

Source of the format: Prometheus documentation, "HTTP API: Format overview" and "Range queries". Thanos, Mimir and
VictoriaMetrics answer alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import orjson

from steadybook.model.terminal import visible
from steadybook.model.wording import shown

LONGEST_NUMBER = 64
"""Characters of a number; a float64 written in full needs fewer than half of them."""
LONGEST_REASON = 300
NOT_PROMETHEUS = "Is this the address of Prometheus, or of something that speaks its HTTP API?"
"""What to ask where an answer has the wrong shape."""
CORRECT_QUERY = "Correct the SLI's query; try it in the server."


class AnswerError(Exception):
    """An answer that cannot be used: why, and what to do about it."""

    def __init__(self, reason: str, help: str = "") -> None:
        super().__init__(reason, help)
        self.reason = reason
        self.help = help

    def __str__(self) -> str:
        return self.reason


def failure(status: int, body: bytes) -> AnswerError:
    """Why a request failed, from the status and whatever the server says about it."""
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        answer = None
    if isinstance(answer, dict) and isinstance(answer.get("error"), str) and answer["error"].strip():
        said = shortened(answer["error"])
        if status in (400, 422):
            return AnswerError(f"the server refuses the query: {said}", CORRECT_QUERY)
        return AnswerError(f"the server answers {status}: {said}", _advice(status))
    match status:
        case 401 | 403:
            wanted = "a token" if status == 401 else "a token with more rights"
            return AnswerError(f"the server answers {status}: it wants {wanted}", _advice(status))
        case 404:
            help = (
                "Give the address below which `/api/v1/query_range` answers, such as https://mimir.example/prometheus."
            )
            return AnswerError("the server answers 404: there is no Prometheus API at this address", help)
        case 429:
            return AnswerError("the server answers 429: too many requests, even after waiting", _advice(status))
    return AnswerError(f"the server answers {status}{_page(body)}", _advice(status))


def _advice(status: int) -> str:
    """What to do about a status, whatever the server says of it."""
    if status in (401, 403):
        return "Set STEADYBOOK_PROMETHEUS_TOKEN; Mimir, Cortex and Thanos may need --tenant too."
    if status == 429:
        return "Try again later."
    if status >= 500:
        return "The server's log says why; run this again when it answers."
    return NOT_PROMETHEUS


def points(body: bytes) -> Mapping[datetime, Decimal]:
    """The points of the single series that a range query gives; none where it gives no series.

    A number may be NaN or infinite: what that means is the caller's to say. Raises AnswerError.
    """
    data = _data(body)
    if data.get("resultType") != "matrix":
        reason = f"the answer is {shown(data.get('resultType'))}, not the matrix that a range query gives"
        raise AnswerError(reason, "Write a query that gives one series, not a scalar or a string: sum(…).")
    series = data.get("result")
    if not isinstance(series, list) or not all(isinstance(each, dict) for each in series):
        raise _malformed()
    if len(series) > 1:
        raise _several(series)
    if not series:
        return {}
    if not isinstance(series[0].get("values"), list):
        if "histograms" in series[0]:
            raise AnswerError(
                "the query gives histograms, not numbers", "Count them, for example with histogram_count()."
            )
        raise _malformed()
    found: dict[datetime, Decimal] = {}
    for each in series[0]["values"]:
        moment, number = _point(each)
        if moment in found:
            raise AnswerError(f"the answer has two numbers for {moment.isoformat()}", NOT_PROMETHEUS)
        found[moment] = number
    return found


def vector(body: bytes) -> Sequence[tuple[Mapping[str, str], Decimal]]:
    """Labels and number of every series that an instant query gives. Raises AnswerError."""
    data = _data(body)
    series = data.get("result")
    if data.get("resultType") != "vector" or not isinstance(series, list):
        raise AnswerError(f"the answer is {shown(data.get('resultType'))}, not the vector that an instant query gives")
    found = []
    for each in series:
        if not isinstance(each, dict) or not isinstance(each.get("metric"), dict):
            raise _malformed()
        labels = {str(name): str(value) for name, value in each["metric"].items()}
        found.append((labels, _point(each.get("value"))[1]))
    return found


def _data(body: bytes) -> dict[str, Any]:
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        help = "Is this the address of Prometheus itself? Give the one below which `/api/v1/query_range` answers."
        raise AnswerError(f"the answer is no JSON{_page(body, ', but')}", help) from None
    if not isinstance(answer, dict) or answer.get("status") not in ("success", "error"):
        raise _malformed()
    if answer["status"] == "error":
        said = shortened(str(answer.get("error", "no reason given")))
        raise AnswerError(f"the server refuses the query: {said}", CORRECT_QUERY)
    if answer.get("warnings"):
        # Thanos and remote storages warn when a part of the data could not be read: such a count is too low.
        warnings = answer["warnings"] if isinstance(answer["warnings"], list) else [answer["warnings"]]
        help = "A count with a warning may be incomplete, so it is not taken."
        raise AnswerError(f"the server warns: {shortened('; '.join(map(str, warnings)))}", help)
    data = answer.get("data")
    if not isinstance(data, dict):
        raise _malformed()
    return data


def _point(value: Any) -> tuple[datetime, Decimal]:
    match value:
        case [int() | float() as seconds, str(text)] if len(text) <= LONGEST_NUMBER:
            try:
                return datetime.fromtimestamp(round(seconds, 3), UTC), Decimal(text)
            except (InvalidOperation, OverflowError, OSError, ValueError):
                pass
    raise AnswerError(f"{shown(value)} is not a time and a number", NOT_PROMETHEUS)


def _several(series: Sequence[Mapping[str, Any]]) -> AnswerError:
    metrics = [each.get("metric") for each in series]
    differing = sorted(
        {
            str(name)
            for metric in metrics
            if isinstance(metric, dict)
            for name, value in metric.items()
            if any(isinstance(other, dict) and other.get(name) != value for other in metrics)
        }
    )
    by = f", which differ in {', '.join(map(shown, differing[:3]))}" if differing else ""
    return AnswerError(f"the query gives {len(series)} series{by}; one is needed", "Put sum(…) around the query.")


def _malformed() -> AnswerError:
    return AnswerError("the answer is JSON, but not as Prometheus writes it", NOT_PROMETHEUS)


def _page(body: bytes, joint: str = " with") -> str:
    """What a body that is no JSON seems to be; `joint` leads to what is no text for people."""
    text = body[:2000].decode(errors="replace").strip()
    if not text:
        return ": it is empty"
    if text.startswith("<"):
        title = re.search(r"<title[^>]*>([^<]{1,120})", text, re.IGNORECASE)
        return f"{joint} a web page{f' ({shortened(title[1])})' if title else ''}"
    return f": {shown(shortened(text))}"


def shortened(text: str) -> str:
    """Foreign text on one line, of bearable length and without characters that a terminal would obey."""
    line = visible(" ".join(text.split()))
    return line if len(line) <= LONGEST_REASON else f"{line[: LONGEST_REASON - 1]}…"
