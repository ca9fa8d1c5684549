"""Incident response: roles, rules for the commander, and the six steps."""

from __future__ import annotations

from steadybook.pages.sections.handbook.blocks import Bullets, Chapter, Code, Enforced, Grid, Mark, Part, Prose, Steps
from steadybook.pages.sections.handbook.examples import example_of
from steadybook.pages.sections.handbook.fields import field_grid, fields_of
from steadybook.sre import incidents
from steadybook.sre.durations import words


def _parts() -> tuple[Part, ...]:
    roles = tuple(
        (
            Mark("strong", role.name),
            role.responsibility,
            "SEV1 and SEV2" if role.field in incidents.REQUIRED_ROLES else "",
        )
        for role in incidents.ROLES
    )
    times = tuple(
        (Mark("strong", time.name), Mark("code", time.begins), Mark("code", time.ends), time.meaning)
        for time in incidents.MEASURED_TIMES
    )
    instants = " ≤ ".join(f"`{name}`" for name in incidents.INSTANT_ORDER)
    return (
        Part(
            "workflow",
            "Six steps",
            (Steps(tuple((step.name, step.when, step.actions) for step in incidents.WORKFLOW)),),
            incidents.WORKFLOW_SOURCE,
        ),
        Part(
            "roles", "Roles", (Grid("Incident roles", ("Role", "Does", "Must be named for"), roles),), incidents.SOURCE
        ),
        Part("commander", "Rules for the commander", (Bullets(incidents.IC_RULES, ordered=True),), incidents.SOURCE),
        Part(
            "times",
            "Times that are measured",
            (
                Prose(f"The instants of an incident stand in this order: {instants}."),
                Grid("Measured times", ("Time", "From", "To", "It is"), times),
                Prose(
                    "Reports show their number, median, mean and 90th percentile. Resolved means that the indicators "
                    f"have been healthy for {words(incidents.HEALTHY_BEFORE_RESOLVED)}."
                ),
            ),
            incidents.SOURCE,
        ),
        Part(
            "repeats",
            "Repeats",
            (
                Prose(
                    "An incident repeats an earlier one where its postmortem says so in `repeat_of`. The same service "
                    f"with the same trigger within {incidents.REPEAT_WINDOW.days} days is shown as a possible repeat."
                ),
            ),
            "Steadybook",
        ),
        Part(
            "document",
            "The document",
            (
                field_grid("Fields of an incident", fields_of("incident")),
                Code("An incident", example_of("incident"), "yaml"),
            ),
        ),
    )


CHAPTER = Chapter(
    order=100,
    group="Incidents",
    slug="incidents",
    title="Incident response",
    lede="Detect, triage, respond, mitigate, resolve, review: who does what, and in which order.",
    parts=_parts,
    enforced=(Enforced("incidents"),),
    kinds=("incident",),
)
