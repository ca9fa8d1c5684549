"""The action items of postmortems, game days and experiments, above all those that are not done yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from steadybook.kinds._action_item import FollowUp
from steadybook.kinds.experiment.model import Experiment
from steadybook.kinds.game_day.model import GameDay
from steadybook.kinds.incident.model import Incident
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.model.context import Context
from steadybook.model.document import Document


@dataclass(frozen=True, slots=True)
class OpenAction:
    """An action item, where it is written and which services it is about."""

    document: Document[Any]
    item: FollowUp
    services: tuple[str, ...]

    def days_overdue(self, today: date) -> int:
        """Whole days since the deadline; 0 until the day after it, without one, and once it is done."""
        return self.item.days_overdue(today)


def open_actions(context: Context) -> tuple[OpenAction, ...]:
    """All open actions: the most urgent deadline first, those without one last."""
    return context.memo(_open)


def open_actions_of_service(context: Context, service: str) -> tuple[OpenAction, ...]:
    """The open actions that follow from what happened to, or was tried with, the service of this id."""
    return context.memo(_by_service).get(service, ())


def _open(context: Context) -> tuple[OpenAction, ...]:
    found = [action for action in all_actions(context) if not action.item.is_done]
    return tuple(sorted(found, key=lambda a: (a.item.deadline or date.max, a.item.priority or "P9", a.document.path)))


def _by_service(context: Context) -> Mapping[str, tuple[OpenAction, ...]]:
    found: defaultdict[str, list[OpenAction]] = defaultdict(list)
    for action in open_actions(context):
        for service in action.services:
            found[service].append(action)
    return {service: tuple(actions) for service, actions in found.items()}


def all_actions(context: Context) -> Iterator[OpenAction]:
    """All action items, done or not, by kind of document and path."""
    for postmortem in context.corpus.of(Postmortem):
        model = postmortem.model
        incident = context.corpus.get(Incident, model.incident) if model.incident else None
        services = model.services or (incident.model.services if incident is not None else ())
        for item in model.action_items:
            yield OpenAction(postmortem, item, tuple(dict.fromkeys(services)))
    for day in context.corpus.of(GameDay):
        for item in day.model.action_items:
            yield OpenAction(day, item, tuple(dict.fromkeys(day.model.services)))
    for experiment in context.corpus.of(Experiment):
        about = (experiment.model.service,) if experiment.model.service else ()
        for follow_up in experiment.model.results.action_items:
            yield OpenAction(experiment, follow_up, about)
