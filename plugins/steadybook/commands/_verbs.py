"""Finds the verbs by the names of their files, and imports only the one that is wanted."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from steadybook.commands._command import Command


def names() -> list[str]:
    """All verbs, sorted."""
    folder = Path(__file__).parent
    files = (path.stem for path in folder.glob("*.py"))
    return sorted(name.replace("_", "-") for name in files if not name.startswith("_") and name != "main")


def load(name: str) -> Command:
    """The verb's command."""
    command = import_module(f"steadybook.commands.{name.replace('-', '_')}").COMMAND
    assert isinstance(command, Command)
    return command
