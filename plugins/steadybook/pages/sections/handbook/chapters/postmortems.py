"""Postmortems: when one is due, what it holds, and what its action items are."""

from __future__ import annotations

from datetime import date, timedelta

from steadybook.pages.sections.handbook.blocks import Bullets, Chapter, Code, Enforced, Grid, Mark, Part, Prose
from steadybook.pages.sections.handbook.examples import example_of
from steadybook.pages.sections.handbook.fields import field_grid, fields_of
from steadybook.sre import incidents, postmortems, severity

MONDAY = date(2026, 11, 2)
"""A Monday, to show due dates by the day of the week."""


def _due() -> tuple[tuple[str, str], ...]:
    rows = []
    for offset in range(7):
        resolved = MONDAY + timedelta(days=offset)
        due = incidents.postmortem_due(resolved)
        after = (due - resolved).days
        rows.append((f"{resolved:%A}", f"{due:%A}, {after} days later"))
    return tuple(rows)


def _parts() -> tuple[Part, ...]:
    commanded = " and ".join(level for level in severity.SEVERITIES if level in severity.COMMANDED)
    lasting = " or ".join(f"`{word}`" for word in postmortems.LASTING_ACTION_TYPES)
    phases = ", ".join(postmortems.REQUIRED_PHASES)
    return (
        Part(
            "due",
            "When it is due",
            (
                Prose(
                    f"For every {commanded}, and whenever an error budget is exhausted, "
                    f"{incidents.POSTMORTEM_BUSINESS_DAYS} business days (Monday to Friday) after the resolution."
                ),
                Grid("Due dates by the day of resolution", ("Resolved on a", "Due on the"), _due()),
                Prose(
                    "For an exhausted budget, a postmortem that names the objective in `slos` answers it, or one "
                    f"about the service dated within {incidents.BUDGET_POSTMORTEM_WINDOW.days} days after."
                ),
            ),
            postmortems.SOURCE,
        ),
        Part(
            "questions",
            "What it answers",
            (
                Grid(
                    "Questions of a postmortem",
                    ("Part", "Question"),
                    tuple((Mark("code", name), text) for name, text in postmortems.QUESTIONS.items()),
                ),
            ),
            postmortems.SOURCE,
        ),
        Part(
            "final",
            "When it may be called final",
            (
                Bullets(
                    (
                        "Somebody else has reviewed it.",
                        "It has a root cause and at least one contributing factor.",
                        f"Its timeline, or its incident's, holds {phases}, in order of time.",
                        "The minutes that it states agree with the timeline.",
                        "It has at least one action item, and each has type, owner, priority and deadline.",
                        f"After a {severity.SEVERITIES[0]}, at least one action is of type {lasting}.",
                    )
                ),
                Prose(f"On the way there it is {', '.join(f'`{word}`' for word in postmortems.POSTMORTEM_STATUSES)}."),
            ),
            postmortems.SOURCE,
        ),
        Part(
            "actions",
            "Action items",
            (
                Grid(
                    "Types of action items",
                    ("Type", "It"),
                    tuple((Mark("code", word), text) for word, text in postmortems.ACTION_TYPES.items()),
                ),
                Grid(
                    "Priorities of action items",
                    ("Priority", "Done"),
                    tuple((Mark("strong", word), text) for word, text in postmortems.ACTION_PRIORITIES.items()),
                ),
                Prose(
                    "An item is overdue the day after its deadline unless it is done. Its id is unique within the "
                    "postmortem; elsewhere it is called by both, such as `2026-11-17-payment-timeouts/AI-001`."
                ),
            ),
            postmortems.SOURCE,
        ),
        Part(
            "triggers",
            "What set it off",
            (
                Grid(
                    "Triggers of incidents",
                    ("Trigger", "It is"),
                    tuple((Mark("code", word), text) for word, text in postmortems.TRIGGERS.items()),
                ),
            ),
            "Steadybook",
        ),
        Part(
            "document",
            "The template",
            (
                field_grid("Fields of a postmortem", fields_of("postmortem")),
                Code("A postmortem", example_of("postmortem"), "yaml"),
            ),
            postmortems.SOURCE,
        ),
    )


CHAPTER = Chapter(
    order=120,
    group="Learning",
    slug="postmortems",
    title="Postmortems",
    lede="When one is due, which questions it answers, and what makes its action items count.",
    parts=_parts,
    enforced=(Enforced("postmortems"), Enforced("incidents", ("postmortem",))),
    kinds=("postmortem",),
)
