"""Words that put the blame on people, and what to write instead.

A postmortem asks how the system let something happen. The list is short on purpose: a word stands here only where it
nearly always judges a person. It is matched by whole words and in any case.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

SOURCE: Final = (
    "Google SRE Book, ch. 15: Postmortem Culture; Sidney Dekker, The Field Guide to Understanding 'Human Error'; "
    "John Allspaw, Blameless PostMortems and a Just Culture"
)

_NOUN_FOLLOWS = r"(?!\s+(?:a|an|the|at|no|its|their|our|more|fewer|less|enough|one|two|three|[0-9]+)\b)"
_MACHINE_FOLLOWS = (
    r"(?!\s+(?:allocate|bind|boot|compile|connect|decode|fetch|initiali[sz]e|load|mount|parse|render|resolve|"
    r"schedule|start)\b)"
)
_TECHNICAL_FAULT = r"(?!\s+(?:injection|tolerance|tolerant|domain|handling|model|line)s?\b)"


class BlameWord(NamedTuple):
    """A pattern (in any case) with an example that it finds, and what to write instead.

    Whatever the pattern finds holds one of the `stems`, in lower case: most texts hold none, and are done quickly.
    """

    stems: tuple[str, ...]
    pattern: str
    example: str
    suggestion: str


class BlameMatch(NamedTuple):
    """A place in a text, in characters from its beginning."""

    start: int
    end: int
    text: str
    suggestion: str


def _word(stems: str, pattern: str, example: str, suggestion: str) -> BlameWord:
    return BlameWord(tuple(stems.split()), rf"\b(?:{pattern})\b", example, suggestion)


_CONDITIONS: Final = "Describe the conditions that made the action seem right, or let its effect through."

BLAME_WORDS: Final = (
    _word(
        "error",
        r"(?:human|operator|user|pilot|engineer)(?:-|\s+)errors?",
        "human error",
        "Say what the system allowed, and why it was easy to do.",
    ),
    _word(
        "should",
        rf"should(?:n['\u2019]t|\s+not|\s+never|\s+also|\s+really)?(?:\s+have|['\u2019]ve)\b{_NOUN_FOLLOWS}",
        "should have",
        "Say what happened, and what would have made the better way the easy one.",
    ),
    _word(
        "ought", r"ought\s+(?:not\s+)?to\s+have", "ought to have", "Say what happened and what was known at the time."
    ),
    _word(
        "failed",
        rf"failed\s+to\b{_MACHINE_FOLLOWS}",
        "failed to",
        "Say what was done, and what kept the other thing from being done.",
    ),
    _word(
        "neglected",
        r"neglected\s+to",
        "neglected to",
        "Say what was done, and what kept the other thing from being done.",
    ),
    _word("careless", r"careless(?:ly|ness)?", "careless", _CONDITIONS),
    _word("negligen", r"negligen(?:t|tly|ce)", "negligent", _CONDITIONS),
    _word("reckless", r"reckless(?:ly|ness)?", "reckless", _CONDITIONS),
    _word("slopp", r"sloppy|sloppily|sloppiness", "sloppy", _CONDITIONS),
    _word(
        "stupid dumb idiot",
        r"stupid(?:ly|ity)?|dumb|idiot(?:s|ic)?",
        "stupid",
        "Leave the judgement out; say what happened.",
    ),
    _word("incompeten", r"incompeten(?:t|tly|ce)", "incompetent", "Say which knowledge or help was out of reach."),
    _word("laz", r"la(?:zy|zily|ziness)", "lazy", "Say what made the work hard to do."),
    _word("irresponsib", r"irresponsib(?:le|ly|ility)", "irresponsible", _CONDITIONS),
    _word(
        "fault",
        rf"(?:\w+s['\u2019]|\w+['\u2019]s|my|your|his|her|our|their|whose)\s+(?:own\s+)?fault\b{_TECHNICAL_FAULT}",
        "operator's fault",
        "Name the condition, not a person.",
    ),
    _word(
        "fault",
        r"the\s+fault\s+of|(?:was|were|is|are)\s+at\s+fault",
        "the fault of",
        "Name the condition, not a person.",
    ),
    _word("mistake", r"mistake[sn]?|mistakenly", "mistake", "Say what was done and which effect was expected."),
    _word("forg", r"forgot|forgotten|forgetful(?:ness)?", "forgot", "Say which reminder or check was missing."),
    _word(
        "blam",
        r"(?<!git\s)(?<!no[- ])blam(?:e|es|ed|ing)(?!-free)",
        "blame",
        "Look for causes; nobody needs to be named for them.",
    ),
    _word("culprit guilty", r"culprits?|guilty", "culprit", "Write `cause` or `trigger`."),
    _word("screw mess", r"(?:screw|mess)(?:ed|es|ing)?\s+up", "screwed up", "Say what was done and what it led to."),
    _word("finger", r"fat(?:-|\s+)finger(?:ed|ing|s)?", "fat-fingered", "Say what let the wrong input through."),
)


_STEMS: Final = tuple(dict.fromkeys(stem for word in BLAME_WORDS for stem in word.stems))


def find_blame(text: str) -> list[BlameMatch]:
    """Every place that puts blame on people, in the order of the text; where two overlap, the first one."""
    lowered = text.lower()
    for stem in _STEMS:
        if stem in lowered:
            return _found(text, lowered)
    return []


def _found(text: str, lowered: str) -> list[BlameMatch]:
    found = [
        BlameMatch(match.start(), match.end(), match.group(), word.suggestion)
        for word in BLAME_WORDS
        if any(stem in lowered for stem in word.stems)
        for match in _compiled(word.pattern).finditer(text)
    ]
    found.sort(key=lambda match: (match.start, -match.end))
    kept: list[BlameMatch] = []
    for match in found:
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled on use: few texts hold a stem."""
    return re.compile(pattern, re.IGNORECASE)
