"""The example document of each kind, as it stands beside the kind's model: tests read and check it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import PurePath

SUFFIXES = (".yaml", ".csv")


def example_of(kind: str) -> str:
    """The text of a kind's example; empty where it has none."""
    return next((text for _, text in _found(kind)), "")


def language_of(kind: str) -> str:
    """The language that the example is written in."""
    return next((PurePath(name).suffix.lstrip(".") for name, _ in _found(kind)), "")


def _found(kind: str) -> list[tuple[str, str]]:
    folder = files(f"steadybook.kinds.{kind}")
    found = []
    for suffix in SUFFIXES:
        file = folder / f"example{suffix}"
        if file.is_file():
            found.append((file.name, file.read_text("utf-8")))
    return found
