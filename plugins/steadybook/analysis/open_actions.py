"""The action items of postmortems, game days and experiments, above all those that are not done yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from steadybook.kinds._action_item import FollowUp
from steadybook.kinds.experiment.model import Experiment
from steadybook.kinds.game_day.model import GameDay
from steadybook.kinds.incident.model import Incident
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.source.spans import Route


class OpenAction(NamedTuple):
    """An action item, where it is written and which services it is about."""

    document: Document[Any]
    item: FollowUp
    services: tuple[str, ...]
    number: int = 1
    """Its place among the items of its document, from 1."""

    def days_overdue(self, today: date) -> int:
        """Whole days since the deadline; 0 until the day after it, without one, and once it is done."""
        return self.item.days_overdue(today)

    @property
    def global_id(self) -> str:
        """The id that no other action has: the document's id, a slash and the item's own; without one, its place."""
        return f"{self.document.id}/{self.item.id or self.number}"

    def figures(self, overdue: bool) -> Mapping[str, Any]:
        """The action as programs read it."""
        item = self.item
        return {
            "id": self.global_id,
            "document": self.document.path,
            "type": item.type,
            "description": item.description,
            "owner": item.owner,
            "priority": item.priority,
            "deadline": item.deadline,
            "status": item.status,
            "ticket": item.ticket,
            "overdue": overdue,
        }


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


def items_of(model: Postmortem | GameDay | Experiment) -> Iterator[tuple[Route, FollowUp]]:
    """The action items of a document with their routes, in their order."""
    route: Route = ("results", "action_items") if isinstance(model, Experiment) else ("action_items",)
    items: Iterable[FollowUp] = model.results.action_items if isinstance(model, Experiment) else model.action_items
    for index, item in enumerate(items):
        yield (*route, index), item


def all_actions(context: Context) -> tuple[OpenAction, ...]:
    """All action items, done or not, by kind of document and path."""
    return context.memo(_all)


def _all(context: Context) -> tuple[OpenAction, ...]:
    return tuple(_each(context))


def _each(context: Context) -> Iterator[OpenAction]:
    for postmortem in context.corpus.of(Postmortem):
        model = postmortem.model
        incident = context.corpus.get(Incident, model.incident) if model.incident else None
        services = model.services or (incident.model.services if incident is not None else ())
        for number, item in enumerate(model.action_items, 1):
            yield OpenAction(postmortem, item, tuple(dict.fromkeys(services)), number)
    for day in context.corpus.of(GameDay):
        for number, item in enumerate(day.model.action_items, 1):
            yield OpenAction(day, item, tuple(dict.fromkeys(day.model.services)), number)
    for experiment in context.corpus.of(Experiment):
        about = (experiment.model.service,) if experiment.model.service else ()
        for number, follow_up in enumerate(experiment.model.results.action_items, 1):
            yield OpenAction(experiment, follow_up, about, number)


def began(action: OpenAction) -> date | None:
    """The day on which an action was agreed: that of its document; None for an experiment without a run."""
    model = action.document.model
    day: date | None = getattr(model, "date", None)
    if day is None:
        day = max((run.date for run in getattr(model, "runs", ())), default=None)
    return day
