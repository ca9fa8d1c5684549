"""The typed model of a game day."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from steadybook.kinds._action_item import ActionItem
from steadybook.model.fields import Boolean, Day, Ref, Text
from steadybook.model.part import Body, Part


class PreGame(Part):
    """What is done in the week before."""

    experiment_reviewed: Boolean = Field(default=False, description="The experiment is designed and reviewed.")
    steady_state_identified: Boolean = Field(default=False, description="The metrics of the steady state are known.")
    abort_conditions_defined: Boolean = Field(default=False, description="It is known when to stop.")
    participants_briefed: Boolean = Field(default=False, description="Everybody knows what will happen.")
    rollbacks_tested: Boolean = Field(default=False, description="Taking the fault away was tried in staging.")
    stakeholders_notified: Boolean = Field(default=False, description="Those who might notice were told.")


class OnTheDay(Part):
    """What is done on the day."""

    steady_state_verified: Boolean = Field(default=False, description="The baseline was watched for 15 minutes.")
    announced: Boolean = Field(default=False, description="The start was announced.")
    fault_injected: Boolean = Field(default=False, description="The fault was injected.")
    observed: Boolean = Field(default=False, description="What happened was observed and written down.")
    abort_honoured: Boolean = Field(default=False, description="An abort condition, if met, stopped it at once.")
    planned_duration_run: Boolean = Field(default=False, description="It ran for as long as was planned.")
    fault_removed: Boolean = Field(default=False, description="The fault was taken away.")
    recovery_verified: Boolean = Field(default=False, description="The steady state came back.")


class PostGame(Part):
    """What is done on the same day, afterwards."""

    results_documented: Boolean = Field(default=False, description="The results are written down.")
    surprises_noted: Boolean = Field(default=False, description="What nobody expected is written down.")
    action_items_created: Boolean = Field(default=False, description="What follows has owners and deadlines.")
    findings_shared: Boolean = Field(default=False, description="Others were told what was learnt.")


class Checklist(Part):
    """The three checklists of a game day."""

    pre_game: PreGame = Field(default=PreGame.model_construct(), description="In the week before.")
    game_day: OnTheDay = Field(default=OnTheDay.model_construct(), description="On the day.")
    post_game: PostGame = Field(default=PostGame.model_construct(), description="On the same day, afterwards.")


class GameDay(Body):
    """A day on which a team practises failure."""

    title: Text = Field(description="What is practised, in a few words.")
    date: Day = Field(description="The day.")
    services: tuple[Annotated[str, Ref("service")], ...] = Field(min_length=1, description="Services that take part.")
    experiments: tuple[Annotated[str, Ref("experiment")], ...] = Field(
        default=(), description="Experiments that are carried out."
    )
    participants: tuple[Text, ...] = Field(default=(), description="Who takes part: roles or handles.")
    checklist: Checklist = Field(default=Checklist.model_construct(), description="What was done.")
    action_items: tuple[ActionItem, ...] = Field(default=(), description="What follows from it.")
