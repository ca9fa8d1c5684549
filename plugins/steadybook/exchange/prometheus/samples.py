"""Raw series that an indicator's queries count as good, bad and all events: what the exported tests feed Prometheus.

Only queries of the usual form are understood: sums of one rate of one selector. For others the tests begin at the
recorded rates. Regular expressions of matchers are tried only where they are plain alternatives with dots, so that no
document can make the attempt take long.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from steadybook.exchange.prometheus.objectives import Indicator
from steadybook.exchange.prometheus.queries import argument
from steadybook.exchange.prometheus.series import BASE
from steadybook.sre.durations import format_duration

_SELECTOR: Final = re.compile(r"(?P<metric>[a-zA-Z_:][\w:]*)\s*(?:\{(?P<matchers>.*)\})?\s*", re.ASCII | re.DOTALL)
_MATCHER: Final = re.compile(
    r"""\s*(?P<label>[a-zA-Z_]\w*)\s*(?P<operator>=~|!~|!=|=)\s*(?P<value>"(?:[^"\\\n]|\\[\\"])*"|'(?:[^'\\\n]|\\[\\'])*'|`[^`\n]*`)\s*(?:,|\Z)""",
    re.ASCII,
)
_PLAIN_EXPRESSION: Final = re.compile(r"(?:[\w/ :@,-]|\\[./-]|\.[*+]?|\|)*", re.ASCII)
_LONGEST_EXPRESSION: Final = 500
_MOST_REPETITIONS: Final = 2
"""In one alternative: matching a text of n characters then takes at most about n² steps."""
_ANY_VALUE: Final = "any"


@dataclass(frozen=True, slots=True)
class Matcher:
    """A condition on a label."""

    label: str
    operator: str
    value: str

    @property
    def opposite(self) -> Matcher:
        """The condition that holds where this one does not."""
        operators = {"=": "!=", "!=": "=", "=~": "!~", "!~": "=~"}
        return Matcher(self.label, operators[self.operator], self.value)

    def accepts(self, text: str) -> bool:
        """Whether a label with this value (empty: absent) meets the condition."""
        if self.operator in ("=", "!="):
            return (text == self.value) == (self.operator == "=")
        return (re.fullmatch(self.value, text) is not None) == (self.operator == "=~")


@dataclass(frozen=True, slots=True)
class Samples:
    """Raw series in Prometheus's notation; the bad events stand in one of their own, or only in the total."""

    good: str
    bad: str = ""
    total: str = ""


@dataclass(frozen=True, slots=True)
class _Selector:
    metric: str
    matchers: tuple[Matcher, ...]


def samples_for(indicator: Indicator) -> Samples | None:
    """Series for the queries of an indicator; None where these have another form."""
    good, total = _selector(indicator.good(BASE)), _selector(indicator.total(BASE))
    if good is None or total is None:
        return None
    if good.metric != total.metric:
        labels = [_labels(selector.matchers) for selector in (good, total)]
        if labels[0] is None or labels[1] is None:
            return None
        return Samples(_written(good.metric, labels[0]), total=_written(total.metric, labels[1]))
    both = _labels((*good.matchers, *total.matchers))
    for matcher in good.matchers:
        bad = _labels((*total.matchers, matcher.opposite)) if matcher not in total.matchers else None
        if both is not None and bad is not None:
            return Samples(_written(good.metric, both), bad=_written(good.metric, bad))
    return None


def _selector(query: str) -> _Selector | None:
    text: str | None = query.strip()
    while text is not None and (inner := argument(text, r"sum(?:\s+by\s*\([\w\s,]*\))?")) is not None:
        text = inner
    rate = argument(text or "", "(?:rate|increase)")
    window = f"[{format_duration(BASE)}]"
    if rate is None or not rate.endswith(window):
        return None
    found = _SELECTOR.fullmatch(rate.removesuffix(window))
    if found is None:
        return None
    matchers = _matchers(found["matchers"] or "")
    return None if matchers is None else _Selector(found["metric"], matchers)


def _matchers(text: str) -> tuple[Matcher, ...] | None:
    found, place = [], 0
    while text[place:].strip():
        match = _MATCHER.match(text, place)
        if match is None:
            return None
        value = match["value"][1:-1]
        if match["value"][0] != "`":
            value = re.sub(r"\\(.)", r"\1", value)
        if match["operator"] in ("=~", "!~") and not _is_harmless(value):
            return None
        found.append(Matcher(match["label"], match["operator"], value))
        place = match.end()
    return tuple(found)


def _is_harmless(expression: str) -> bool:
    return (
        len(expression) <= _LONGEST_EXPRESSION
        and _PLAIN_EXPRESSION.fullmatch(expression) is not None
        and all(len(re.findall(r"\.[*+]", each)) <= _MOST_REPETITIONS for each in expression.split("|"))
    )


def _labels(matchers: Sequence[Matcher]) -> Mapping[str, str] | None:
    """Values under which all conditions hold."""
    conditions: defaultdict[str, list[Matcher]] = defaultdict(list)
    for matcher in matchers:
        conditions[matcher.label].append(matcher)
    found = {}
    for label, wanted in conditions.items():
        value = next((v for v in _candidates(wanted) if all(matcher.accepts(v) for matcher in wanted)), None)
        if value is None:
            return None
        if value:
            found[label] = value
    return found


def _candidates(matchers: Sequence[Matcher]) -> Iterator[str]:
    for matcher in matchers:
        if matcher.operator in ("=", "!="):
            yield matcher.value
        else:
            for alternative in matcher.value.split("|"):
                some = alternative.replace(".*", "").replace(".+", "x").replace("\\.", "\0")
                yield re.sub(r"\\(.)", r"\1", some.replace(".", "0").replace("\0", "."))
    yield _ANY_VALUE
    yield ""


def _written(metric: str, labels: Mapping[str, str]) -> str:
    inside = ", ".join(f"{label}={json.dumps(value, ensure_ascii=False)}" for label, value in labels.items())
    return f"{metric}{{{inside}}}"
