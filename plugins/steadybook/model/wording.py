"""Words for messages: what a value is, how it is shown, which known word is nearest."""

from __future__ import annotations

import re
from collections.abc import Collection

from steadybook.source.reader import Plain

NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?\Z")
"""How YAML 1.2 core writes a decimal number, without leading zeros."""
PARTS = re.compile(r"[-_./\s]+")
"""What stands between the parts of an id or a key."""


def name_of(value: object) -> str:
    """What a value is, in words for a message."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, Plain):
        if NUMBER.match(value):
            return f"the number {shown(value)}"
        return shown(value)
    return f"the text {shown(value)}"


def shown(value: object, limit: int = 60) -> str:
    """A value in backquotes, shortened for a message."""
    text = str(value).replace("\n", " ").strip()
    return f"`{text[: limit - 1]}…`" if len(text) > limit else f"`{text}`"


DATED = re.compile(r"20[0-9]{2}-[0-9]{2}")
"""How an id begins that says when something was: one of another day is not what was meant."""
NEAR, TYPO = 0.6, 0.85
"""How alike words are that may have been meant, and those of which one is certainly the other mistyped (difflib)."""


def is_typo(word: str, meant: str) -> bool:
    """Whether a word is another one mistyped, so that it may be replaced where nobody looks at each place."""
    import difflib

    same_parts = sorted(PARTS.split(word.lower())) == sorted(PARTS.split(meant.lower()))
    return same_parts or difflib.SequenceMatcher(None, word.lower(), meant.lower()).ratio() >= TYPO


def closest(word: str, known: Collection[str]) -> str | None:
    """The nearest known word, or None when nothing is near.

    Upper and lower case count as near, and so do the same parts in another order (`late-scans`, `scans-late`).
    """
    import difflib  # imported on use: only a finding needs it

    lowered = {k.lower(): k for k in sorted(known)}
    found = difflib.get_close_matches(word.lower(), list(lowered), n=1, cutoff=TYPO if DATED.match(word) else NEAR)
    if found:
        return lowered[found[0]]
    parts = sorted(PARTS.split(word.lower()))
    return next((known for low, known in lowered.items() if sorted(PARTS.split(low)) == parts), None)
