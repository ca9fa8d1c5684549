"""Texts that were searched for something and hold nothing of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

MOST: Final = 200_000
LONGEST: Final = 60
"""So many texts, and none longer, are remembered of one search: at most some 50 MB."""


class Harmless:
    """Remembers them: most words and short texts stand in many documents, so that each is looked at once."""

    def __init__(self) -> None:
        self._known: set[str] = set()

    def unknown(self, texts: Iterable[str]) -> set[str]:
        """Those of the texts that have to be looked at."""
        found = set(texts)
        found -= self._known
        return found

    def note(self, texts: Iterable[str]) -> None:
        """Remembers these, as far as they are short and there is room."""
        if len(self._known) < MOST:
            self._known.update([text for text in texts if len(text) <= LONGEST])
