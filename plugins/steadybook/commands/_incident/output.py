"""What the incident verbs print: the message on standard output, everything else on standard error."""

from __future__ import annotations

import difflib
import json
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from steadybook.analysis.incident_messages import Messages, next_update_of
from steadybook.commands._arguments import coloured, say
from steadybook.commands._incident.moments import written
from steadybook.commands._incident.transaction import Written
from steadybook.kinds.incident.model import Incident
from steadybook.model.terminal import Painter, Style, visible
from steadybook.source.spans import LINE_END
from steadybook.sre.incidents import channel

VERSION = 1
"""Of the JSON; a number more where a key goes or means something else."""


def tell(
    arguments: Namespace,
    id: str,
    incident: Incident,
    at: datetime,
    messages: Messages,
    changes: Sequence[Written],
    remarks: Sequence[str] = (),
    **more: Any,
) -> int:
    """Prints the outcome of a verb and returns its exit code."""
    for remark in remarks:
        say(visible(remark))
    if arguments.format == "json":
        due = next_update_of(incident)
        facts: dict[str, Any] = {
            "incident": id,
            "path": changes[0].path,
            "channel": channel(id),
            "severity": incident.severity,
            "status": incident.status,
            "at": written(at),
            "next_update": written(due) if due else None,
            "messages": {"internal": messages.internal, "customer": messages.customer},
            **more,
        }
        print_json(arguments, facts, changes)
    else:
        _print_text(arguments.audience, messages)
    show_changes(arguments, changes)
    return 0


def print_json(arguments: Namespace, facts: Mapping[str, Any], changes: Sequence[Written]) -> None:
    """Prints the outcome for programs."""
    entry = {"version": VERSION, **facts, "changed": [change.path for change in changes], "dry_run": arguments.dry_run}
    sys.stdout.write(json.dumps(entry, indent=2, ensure_ascii=False) + "\n")


def show_changes(arguments: Namespace, changes: Sequence[Written]) -> None:
    """Names the files that were written; on a dry run shows what would be."""
    for change in changes:
        if arguments.dry_run:
            _diff(change, Painter(coloured(arguments.colour, sys.stderr)))
        else:
            say(visible(change.path))
    if arguments.dry_run:
        say("Nothing is written.")


def _print_text(audience: str, messages: Messages) -> None:
    texts = {"internal": messages.internal, "customer": messages.customer}
    if audience != "both":
        sys.stdout.write(f"{visible(texts[audience], keep_lines=True)}\n")
        return
    for heading, text in (("inside", messages.internal), ("for customers", messages.customer)):
        sys.stdout.write(f"----- {heading} -----\n{visible(text, keep_lines=True)}\n")


def _diff(change: Written, paint: Painter) -> None:
    before = [] if change.before is None else LINE_END.split(change.before.decode("utf-8-sig"))
    after = LINE_END.split(change.after.decode("utf-8-sig"))
    start = f"a/{change.path}" if change.before is not None else "/dev/null"
    for line in difflib.unified_diff(before, after, start, f"b/{change.path}", lineterm="", n=1):
        style = {"+": Style.ADDED, "-": Style.REMOVED, "@": Style.NAME}.get(line[0])
        say(paint(style, visible(line)) if style else visible(line))
