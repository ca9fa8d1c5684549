"""`incident list`: what is open, and whose update is due."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from datetime import datetime

from steadybook.analysis.incident_messages import clock, next_update_of, plain
from steadybook.commands._arguments import add_as_of, add_root, root_of
from steadybook.commands._command import Command
from steadybook.commands._incident.moments import now_of, written
from steadybook.commands._incident.output import VERSION
from steadybook.commands._incident.records import Record, Records
from steadybook.model.terminal import visible
from steadybook.sre.durations import words


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments."""
    parser.add_argument("--all", action="store_true", help="resolved ones too")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    add_as_of(parser)
    add_root(parser)


def run(arguments: Namespace) -> int:
    """Prints the incidents, the latest one first."""
    records = Records(root_of(arguments))
    found = records.all() if arguments.all else records.open()
    now = now_of(arguments)
    if arguments.format == "json":
        entries = [_entry(record) for record in found]
        sys.stdout.write(json.dumps({"version": VERSION, "incidents": entries}, indent=2, ensure_ascii=False) + "\n")
        return 0
    if not found:
        sys.stdout.write("No incident is open.\n" if not arguments.all else "There is no incident.\n")
        return 0
    widest = max(len(record.id) for record in found)
    for record in found:
        sys.stdout.write(visible(f"{record.incident.severity}  {record.id:<{widest}}  {_state(record, now)}") + "\n")
    return 0


def _state(record: Record, now: datetime) -> str:
    incident = record.incident
    if incident.resolved_at is not None:
        return f"resolved, took {plain(words(incident.resolved_at - incident.started_at))}"
    parts = [incident.status, f"for {plain(words(max(now - incident.started_at, now - now)))}"]
    due = next_update_of(incident)
    if due is not None:
        late = f", {plain(words(now - due))} overdue" if now > due else ""
        parts.append(f"next update {clock(due)}{late}")
    return "; ".join(parts)


def _entry(record: Record) -> dict[str, object]:
    incident = record.incident
    due = next_update_of(incident)
    return {
        "incident": record.id,
        "path": record.path,
        "title": incident.title,
        "severity": incident.severity,
        "status": incident.status,
        "services": list(incident.services),
        "started_at": written(incident.started_at),
        "next_update": written(due) if due else None,
    }


STEPS = (Command("list", "list the open incidents", "steadybook incident list --all", configure, run),)
