"""Runbooks: what stands in one, how old it may be, and which commands need care."""

from __future__ import annotations

from steadybook.pages.sections.handbook.blocks import Bullets, Chapter, Code, Enforced, Grid, Mark, Part, Prose
from steadybook.pages.sections.handbook.examples import example_of
from steadybook.pages.sections.handbook.fields import field_grid, fields_of
from steadybook.sre import destructive, freshness
from steadybook.sre.durations import words


def _parts() -> tuple[Part, ...]:
    ages = (
        *((Mark("strong", tier), words(limit)) for tier, limit in freshness.RUNBOOK_LIMITS.items()),
        (Mark("strong", "any other"), words(freshness.DEFAULT_RUNBOOK_LIMIT)),
    )
    commands = tuple(
        (row.effect[:1].upper() + row.effect[1:], Mark("code", row.example)) for row in destructive.COMMANDS
    )
    return (
        Part(
            "order",
            "In the order of need",
            (
                Bullets(
                    (
                        "Impact: whom it hurts and how much, so that whoever was woken knows whether to hurry.",
                        (
                            "Diagnosis: numbered steps, each with a command or an address, what is expected, and what "
                            "to do when something else is seen."
                        ),
                        "Mitigation: ways to stop the harm, the fastest first, each with the situation that it is for.",
                        "Escalation: whom to call after how many minutes, and what they need to know.",
                    ),
                    ordered=True,
                ),
                Prose(
                    "`<pod>` and `$NAME` say what the reader puts in. `[command]` and `TODO` are what a template left "
                    "behind, and are found."
                ),
            ),
            "SRE & Incident Management Platform, phase 10: runbook template",
        ),
        Part(
            "template",
            "The template",
            (
                field_grid("Fields of a runbook", fields_of("runbook")),
                Code("A runbook", example_of("runbook"), "yaml"),
            ),
            "SRE & Incident Management Platform, phase 10: runbook template",
        ),
        Part(
            "freshness",
            "How old it may be",
            (
                Prose("Somebody confirms by `last_updated` that it is still right, at least this often:"),
                Grid("Greatest age of a runbook", ("Tier of its service", "Greatest age"), ages),
            ),
            freshness.SOURCE,
        ),
        Part(
            "destructive",
            "Commands that destroy",
            (
                Prose(
                    "Looking must not break anything. These belong under `mitigation`, with a `when` that says in "
                    "which situation they are right. They are found by their text; no command is ever run."
                ),
                Grid("Destructive commands", ("It", "Such as"), commands),
            ),
            destructive.SOURCE,
        ),
    )


CHAPTER = Chapter(
    order=220,
    group="Work",
    slug="runbooks",
    title="Runbooks",
    lede="What to write for somebody who was woken at night, how fresh it must be, and which commands need care.",
    parts=_parts,
    enforced=(Enforced("runbooks"), Enforced("text")),
    kinds=("runbook",),
)
