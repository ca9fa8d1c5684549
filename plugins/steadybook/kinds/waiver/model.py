"""The typed model of a waiver."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from steadybook.model.fields import Day, Ref, Text
from steadybook.model.part import Body


class Waiver(Body):
    """An exception from one rule for some files: why, who answers for it, and until when."""

    rule: Text = Field(description="The id of the rule.")
    paths: tuple[Text, ...] = Field(
        min_length=1, description="Files or globs that it covers, relative to the repository's root."
    )
    reason: Text = Field(description="Why the finding is right and yet acceptable.")
    owner: Annotated[str, Ref("team")] = Field(description="The team that answers for it.")
    expires: Day = Field(description="The last day on which it holds.")
