"""The typed model of a runbook."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field
from pydantic.functional_validators import BeforeValidator
from pydantic.json_schema import WithJsonSchema

from steadybook.model.fields import Amount, Day, Ref, Text, Url, parse_text
from steadybook.model.part import Body, Part


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list) else (parse_text(value),)


AlertNames = Annotated[
    tuple[Text, ...],
    BeforeValidator(_as_list),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]


class Step(Part):
    """One thing to look at, what should be seen, and what to do when something else is."""

    step: Text = Field(description="What to look at.")
    command: Text | None = Field(default=None, description="The command that shows it; never run by this program.")
    url: Url | None = Field(default=None, description="The page that shows it, where no command does.")
    expected: Text | None = Field(default=None, description="What is seen when all is well.")
    if_unexpected: Text | None = Field(default=None, description="What to do when something else is seen.")


class MitigationOption(Part):
    """One way to stop the harm, and when to choose it."""

    option: Text = Field(description="The way in a word or two.")
    when: Text | None = Field(default=None, description="The situation in which to choose it.")
    steps: tuple[Text, ...] = Field(min_length=1, description="Commands or instructions, in order.")


class Escalation(Part):
    """Whom to call when it does not get better."""

    after_minutes: Amount | None = Field(default=None, description="Minutes after which to call.")
    contact: Text = Field(description="Whom to call: a role, handle or rotation.")
    context_to_provide: Text | None = Field(default=None, description="What they need to know.")


class Runbook(Body):
    """What to do when an alert fires: look, decide, act, call for help."""

    title: Text = Field(description="What the reader sees, in a few words.")
    alert_name: AlertNames = Field(default=(), description="The exact name of the alert, or a list of names.")
    service: Annotated[str, Ref("service")] | None = Field(default=None, description="The service it is for.")
    last_updated: Day = Field(description="The day on which it was last known to be right.")
    owner: Annotated[str, Ref("team")] = Field(description="The team that keeps it right.")
    overview: Text = Field(description="What the alert means, in plain words.")
    impact: Text = Field(description="What users and other systems notice.")
    diagnosis: tuple[Step, ...] = Field(min_length=1, description="What to look at, in order.")
    mitigation: tuple[MitigationOption, ...] = Field(min_length=1, description="Ways to stop the harm, fastest first.")
    escalation: Escalation = Field(description="Whom to call, and when.")

    @property
    def alert_names(self) -> tuple[str, ...]:
        """The alerts that it answers, whether one or several are written."""
        return self.alert_name
