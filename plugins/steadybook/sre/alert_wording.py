"""What the name and the expression of an alert tell about it: cause or symptom, one threshold or several windows."""

from __future__ import annotations

import re
from typing import Final

SOURCE: Final = (
    "Google SRE Book, ch. 6: Symptoms Versus Causes; Rob Ewaschuk, My Philosophy on Alerting; "
    "Google SRE Workbook, ch. 5: Alerting on SLOs"
)

CAUSES: Final = frozenset(
    {
        "connections", "container", "cpu", "crash", "disk", "evicted", "filesystem", "gc", "goroutines", "heap", "hpa",
        "inode", "inodes", "iops", "kernel", "load", "memory", "node", "oom", "pod", "pods", "replicas", "restart",
        "restarts", "swap", "threads", "throttling", "volume",
    }
)  # fmt: skip
"""Words in an alert's name that speak of what machines do, not of what users notice."""

_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_QUOTED: Final = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|`[^`]*`')
_MATCHERS: Final = re.compile(r"\{[^{}]*\}")
_COMPARED: Final = re.compile(r"==|!=|>=|<=|>|<")
_DURATION: Final = r"(?:[0-9]+(?:ms|[smhdwy]))+"
_RANGE: Final = re.compile(rf"\[\s*({_DURATION})\s*(?::[^\]]*)?\]")
_RECORDED: Final = re.compile(rf":[a-z_:]{{0,80}}?({_DURATION})\b")
_JOINED: Final = re.compile(r"\b(?:and|unless)\b", re.IGNORECASE)


def cause_words(name: str) -> tuple[str, ...]:
    """The words of an alert's name that speak of a cause, in lower case; none where it speaks of a symptom."""
    words = (word.lower() for word in _WORD.findall(name))
    return tuple(dict.fromkeys(word for word in words if word in CAUSES))


def windows(expr: str) -> frozenset[str]:
    """The windows that a PromQL expression looks at: its ranges, and those in the names of recorded series."""
    bare = _QUOTED.sub('""', expr)
    return frozenset(_RANGE.findall(bare)) | frozenset(_RECORDED.findall(_MATCHERS.sub("", bare)))


def is_single_threshold(expr: str) -> bool:
    """Whether an expression compares one window with a bound, rather than several windows at once.

    One without a comparison (such as `absent(up)`) has no threshold. This reads the text; it is no parser of PromQL.
    """
    bare = _MATCHERS.sub("", _QUOTED.sub('""', expr))
    if not _COMPARED.search(bare):
        return False
    return not (_JOINED.search(bare) and len(windows(expr)) > 1)
