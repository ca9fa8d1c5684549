"""The typed model of a list of automatic remedies."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import ConfigDict, Field, RootModel

from steadybook.model.fields import Ref, Text
from steadybook.model.part import Part


class Remedy(Part):
    """What a machine does by itself, when, and when it gives up."""

    trigger: Text = Field(description="The situation, as a short name.")
    condition: Text = Field(description="How a machine recognises it.")
    action: Text = Field(description="What the machine does.")
    escalate_if: Text = Field(description="When a person takes over.")
    service: Annotated[str, Ref("service")] | None = Field(default=None, description="The service it is for.")
    runbook: Annotated[str, Ref("runbook")] | None = Field(default=None, description="What the person then does.")
    alert: Annotated[str, Ref("alert")] | None = Field(default=None, description="The alert that starts it.")


class AutoRemediation(RootModel[Any]):
    """A list of automatic remedies: the document's root holds the list itself."""

    model_config = ConfigDict(frozen=True, defer_build=True)
    # Not as RootModel's parameter: that would be built when this module is imported.
    root: tuple[Remedy, ...] = Field(description="The remedies.")

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """The remedies in their order."""
        return self.root
