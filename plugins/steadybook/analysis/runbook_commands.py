"""The commands of a runbook."""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.runbook.model import Runbook
from steadybook.source.spans import Route


def commands(runbook: Runbook) -> Iterator[tuple[Route, str, bool]]:
    """Every command with its route, and whether it is a step that may be an instruction."""
    for index, step in enumerate(runbook.diagnosis):
        if step.command is not None:
            yield ("diagnosis", index, "command"), step.command, False
    for index, option in enumerate(runbook.mitigation):
        for number, text in enumerate(option.steps):
            yield ("mitigation", index, "steps", number), text, True
