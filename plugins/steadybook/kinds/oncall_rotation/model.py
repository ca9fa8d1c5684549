"""The typed model of an on-call rotation."""

from __future__ import annotations

from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field
from pydantic.functional_validators import PlainValidator
from pydantic.json_schema import WithJsonSchema

from steadybook.model.fields import Amount, Ref, Text, Window, Words, flaw, scalar
from steadybook.model.part import Body, Part
from steadybook.model.wording import closest, shown
from steadybook.sre import oncall

Compensation = Literal["paid", "time_off", "equivalent", "none"]


def _zone(value: object) -> str:
    """The name of a zone in the IANA time zone database."""
    text = str(scalar(value, "a time zone such as Europe/Berlin"))
    try:
        ZoneInfo(text)
    except (ValueError, OSError, KeyError):  # KeyError: no such zone; the others: a name that cannot be a file's
        from zoneinfo import available_timezones  # only a finding needs it: it reads the whole database

        zones = available_timezones()
        if zones:
            near = closest(text, frozenset(zones))
            did = f"Did you mean `{near}`? " if near else ""
            help = f"{did}Write a name of the IANA time zone database, such as Europe/Berlin."
            raise flaw("unknown-timezone", f"{shown(text)} is not a time zone", help) from None
    return text


Zone = Annotated[str, PlainValidator(_zone), WithJsonSchema({"type": "string"})]


class EscalationStep(Part):
    """Who is called next when nobody answers."""

    after_minutes: Amount = Field(description="Minutes after the page, not after the step before.")
    contact: Text = Field(description="Whom to call: a layer, role or handle.")


class OncallRotation(Body):
    """Who takes turns on call, when they change, and whom they call."""

    name: Text = Field(description="The rotation's id; equal to the file's stem.")
    team: Annotated[str, Ref("team")] = Field(description="The team that staffs it.")
    timezone: Zone = Field(description="Name of the zone in which handoffs are meant, such as Europe/Berlin.")
    members: tuple[Text, ...] = Field(min_length=1, description="Roles or handles who take turns; at least five.")
    layers: tuple[Text, ...] = Field(min_length=1, description="Layers on call at a time: primary and secondary.")
    shift_length: Window | None = Field(default=None, description="How long a shift lasts, such as 7d.")
    handoff: Text | None = Field(default=None, description="Weekday and local time of the change, such as Mon 10:00.")
    compensation: Annotated[Compensation, Words(oncall.COMPENSATIONS)] | None = Field(
        default=None, description="What people get for being on call."
    )
    escalation: tuple[EscalationStep, ...] = Field(min_length=1, description="Who is called, and after how long.")

    @property
    def zone(self) -> ZoneInfo:
        """The time zone. Raises ZoneInfoNotFoundError on a machine without the time zone database."""
        return ZoneInfo(self.timezone)
