"""Template text that nobody has filled in: found so that it does not pass for content.

Angle brackets (`<pod>`) and variables (`$NAME`) are not template text: in a command they say what the reader puts in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from steadybook.sre.harmless import Harmless
from steadybook.sre.patterns import Pattern

SOURCE: Final = "SRE & Incident Management Platform, the texts of its templates; common habits of unfinished writing"


class PlaceholderMatch(NamedTuple):
    """A place in a text, in characters from its beginning."""

    start: int
    end: int
    text: str


BRACKET_WORDS: Final = frozenset(
    {
        "a", "action", "actions", "affected", "alert", "and", "behavior", "behaviour", "cause", "change",
        "channel", "command", "commands", "component", "condition", "config", "contact", "customer",
        "customers", "database", "date", "deployment", "describe", "description", "detail", "details",
        "duration", "email", "enter", "environment", "event", "example", "expected", "explain", "explanation",
        "fault", "fill", "function", "handle", "here", "host", "hours", "id", "impact", "in", "insert", "is",
        "issue", "job", "level", "link", "list", "minutes", "month", "n", "name", "names", "next", "number",
        "of", "one", "or", "output", "owner", "password", "path", "phone", "placeholder", "plan", "pod",
        "price", "query", "reason", "region", "replace", "result", "risk", "role", "root", "runbook",
        "sentence", "service", "severity", "slug", "something", "specify", "status", "step", "steps", "summary",
        "symptom", "system", "target", "team", "text", "the", "threshold", "time", "title", "to", "token",
        "topic", "url", "user", "users", "value", "version", "visible", "what", "when", "where", "who", "why",
        "with", "word", "write", "x", "y", "year", "your",
    }
)  # fmt: skip
"""Words that fill brackets in templates. Brackets hold template text when they hold nothing else."""

LEFTOVERS: Final = (
    "One paragraph: what happened, what was the impact, how was it resolved",
    "Technical explanation of WHY it happened",
    "surface causes are not root causes",
    "What this alert means in plain English",
    "What users/systems are affected and how",
    "Chronological, every significant event",
    "What made it worse or delayed resolution?",
    "Explicitly call out what worked",
    "Things that could have made it worse",
    "exact alert that triggers this",
    "which service/component",
)
"""Sentences that the templates hold as a hint to their authors."""

_BRACKETS: Final = Pattern(r"(?<![\w\]\[\\$)])\[(?P<inside>[A-Za-z][A-Za-z /,'%-]{0,60})\](?![\w(\[*+?{])")
_SLUG: Final = Pattern(r"(?<=#inc-)\[[a-z]+\](?:-\[[a-z]+\])?|\bSEV\[X\]")
_MARKS: Final = Pattern(r"(?<![\w.$<{/-])(?:TODO|TBD|TBA|FIXME|XXX)(?![\w>}/-])")
_PHRASES: Final = Pattern(
    r"\blorem\s+ipsum\b|\bchange[ -]?me\b|\bfill\s+(?:me|this)\s+in\b"
    r"|(?<![\w$<{./-])x{3,}(?![\w>}./-])|\b(?:insert|put|your|write)\s+(?:text|description|command|name)\s+here\b",
    re.IGNORECASE,
)
_NOTHING_ELSE: Final = (
    r"(?:to\s+be\s+(?:defined|determined|decided|done)|todo|tbd|tba|tbc|fixme|placeholder|asdf|foo|foobar"
    r"|\?+|\.{2,}|…|-{1,3}|\u2013|\u2014|<>|\[\]|\{\})"
)
_WHOLE: Final = Pattern(rf"{_NOTHING_ELSE}\W*", re.IGNORECASE)
_LEFTOVERS: Final = Pattern("|".join(re.escape(text).replace(r"\ ", r"\s+") for text in LEFTOVERS), re.IGNORECASE)

# In small letters: each pattern is tried only on texts that hold one of its words. Nearly all texts hold none.
_SEARCHES: Final = (
    (_SLUG, ("[",)),
    (_MARKS, ("todo", "tbd", "tba", "fixme", "xxx")),
    (_PHRASES, ("lorem", "change me", "change-me", "changeme", "fill", "xxx", " here", "\nhere")),
    (
        _LEFTOVERS,
        (
            *("paragraph", "technical", "surface", "english", "users/systems", "chronological", "delayed"),
            *("explicitly", "worse", "triggers", "service/component"),
        ),
    ),
    (_BRACKETS, ("[",)),
)
_HINTS: Final = tuple(dict.fromkeys(hint for _, hints in _SEARCHES for hint in hints if hint != "["))
_BRACKET_BEFORE_LETTER: Final = re.compile(r"\[[a-z]")
_WHOLE_AMONG_OTHERS: Final = re.compile(rf"\0\s*{_NOTHING_ELSE}[^\w\0]*\0", re.IGNORECASE)
"""`_WHOLE` in texts with a NUL before and after each of them."""


_harmless: Final = Harmless()


def may_hold_placeholders(texts: Iterable[str]) -> bool:
    """Whether it is worth while to look for template text in each of these texts; quick, and never wrongly no."""
    unknown = _harmless.unknown(texts)
    as_written = "\0".join(["", *unknown, ""])
    together = as_written.lower()
    for hint in _HINTS:
        if hint in together:
            return True
    if _BRACKET_BEFORE_LETTER.search(together) or _WHOLE_AMONG_OTHERS.search(as_written):
        return True
    _harmless.note(unknown)
    return False


def find_placeholders(text: str) -> list[PlaceholderMatch]:
    """Every piece of template text, in the order of the text; a text that is nothing else is one match."""
    if _WHOLE.fullmatch(text.strip()):
        start = len(text) - len(text.lstrip())
        return [PlaceholderMatch(start, start + len(text.strip()), text.strip())]
    lowered = text.lower()
    spans: list[tuple[int, int]] = []
    for pattern, hints in _SEARCHES:
        if any(hint in lowered for hint in hints):
            matches = pattern.finditer(text)
            spans += [m.span() for m in matches if pattern is not _BRACKETS or _is_template(m.group("inside"))]
    kept: list[PlaceholderMatch] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1].end:
            kept.append(PlaceholderMatch(start, end, text[start:end]))
    return kept


def is_placeholder(text: str) -> bool:
    """Whether the whole text is template text, so that it says nothing."""
    found = find_placeholders(text)
    ends = [0, *(match.end for match in found)]
    starts = [*(match.start for match in found), len(text)]
    between = "".join(text[end:start] for end, start in zip(ends, starts, strict=True))
    return bool(found) and not between.strip(" \t\r\n.,;:!?")


def _is_template(inside: str) -> bool:
    words = [word for word in re.split(r"[^A-Za-z]+", inside.lower()) if word]
    return bool(words) and all(word in BRACKET_WORDS for word in words) and inside != "x"
