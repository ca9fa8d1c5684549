"""The weekly review and the monthly report."""

from __future__ import annotations

from steadybook.pages.sections.handbook.blocks import Chapter, Code, Enforced, Meeting, Part, Prose
from steadybook.pages.sections.handbook.examples import example_of
from steadybook.pages.sections.handbook.fields import field_grid, fields_of
from steadybook.sre import oncall
from steadybook.sre.agenda import total_minutes


def _parts() -> tuple[Part, ...]:
    agenda = oncall.WEEKLY_REVIEW
    return (
        Part(
            "weekly",
            "Weekly review",
            (Meeting(agenda),),
            oncall.WEEKLY_REVIEW_SOURCE,
            note=f"{total_minutes(agenda)} min",
        ),
        Part(
            "monthly",
            "Monthly report",
            (
                Prose(
                    "People write the period, what went well, what worries them and what comes next. All figures are "
                    "computed; once written down they are frozen, and the check says what has moved since."
                ),
                field_grid("Fields of a monthly report", fields_of("monthly_report")),
                Code("A monthly report", example_of("monthly_report"), "yaml"),
            ),
            "SRE & Incident Management Platform, phase 11: monthly reliability report",
        ),
    )


CHAPTER = Chapter(
    order=230,
    group="Governance",
    slug="reviews",
    title="Weekly review and monthly report",
    lede="Half an hour a week and one page a month that keep reliability in sight.",
    parts=_parts,
    enforced=(Enforced("reports"), Enforced("postmortems", ("overdue",))),
    kinds=("monthly_report",),
)
