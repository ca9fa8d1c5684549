"""Incidents taken together: their times by severity, service and month, what set them off, and what came again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC

from steadybook.analysis.incident_times import PeerTimes, times_of
from steadybook.analysis.repeats import possible_repeat
from steadybook.kinds.incident.model import Incident
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.sre.incidents import MEASURED_TIMES
from steadybook.sre.postmortems import FACTOR_CATEGORY_IDS

Incidents = Sequence[Document[Incident]]


@dataclass(frozen=True, slots=True)
class Slice:
    """Some of the incidents, and the four times over them."""

    name: str
    incidents: tuple[Document[Incident], ...]
    times: tuple[PeerTimes, ...]


@dataclass(frozen=True, slots=True)
class Factor:
    """A contributing factor as a postmortem states it."""

    text: str
    postmortem: Document[Postmortem]


@dataclass(frozen=True, slots=True)
class FactorGroup:
    """The contributing factors of one category; empty: those without one."""

    category: str
    factors: tuple[Factor, ...]

    @property
    def postmortems(self) -> tuple[Document[Postmortem], ...]:
        """The postmortems that state one of them, each once, the newest first."""
        return tuple({factor.postmortem.path: factor.postmortem for factor in self.factors}.values())


@dataclass(frozen=True, slots=True)
class TriggerGroup:
    """The postmortems of one trigger, the newest first; empty: those that name none."""

    trigger: str
    postmortems: tuple[Document[Postmortem], ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A postmortem and what it repeats: as its authors say, or as service and trigger suggest."""

    postmortem: Document[Postmortem]
    earlier_kind: str
    earlier: str
    """The id of the earlier postmortem or incident."""
    service: str
    """The service that both are about; empty where the authors say it."""
    is_marked: bool


def begun(context: Context) -> tuple[Document[Incident], ...]:
    """All incidents up to now, the latest first."""
    found = (d for d in context.corpus.of(Incident) if d.model.started_at <= context.as_of)
    return tuple(sorted(found, key=lambda d: (d.model.started_at, d.path), reverse=True))


def month_of(incident: Incident) -> str:
    """The month that an incident belongs to: that of its start in UTC."""
    return f"{incident.started_at.astimezone(UTC):%Y-%m}"


def whole(incidents: Incidents) -> Slice:
    """All of them together."""
    return _slice("all", incidents)


def by_severity(incidents: Incidents) -> tuple[Slice, ...]:
    """By declared severity, the gravest first."""
    return tuple(_slices(incidents, lambda incident: (incident.severity,)))


def by_service(incidents: Incidents) -> tuple[Slice, ...]:
    """By affected service, the one with the most first; an incident counts for each of its services."""
    found = _slices(incidents, lambda incident: tuple(dict.fromkeys(incident.services)))
    return tuple(sorted(found, key=lambda part: (-len(part.incidents), part.name)))


def by_month(incidents: Incidents) -> tuple[Slice, ...]:
    """By month, the latest first."""
    return tuple(reversed(list(_slices(incidents, lambda incident: (month_of(incident),)))))


def postmortems_of(context: Context, incidents: Incidents) -> tuple[Document[Postmortem], ...]:
    """The postmortems of some incidents, in their order, each once."""
    found: dict[str, Document[Postmortem]] = {}
    for incident in incidents:
        if document := postmortem_of(context, incident):
            found.setdefault(document.path, document)
    return tuple(found.values())


def postmortem_of(context: Context, incident: Document[Incident]) -> Document[Postmortem] | None:
    """The postmortem that an incident names, else one that names the incident."""
    if incident.model.postmortem:
        return context.corpus.get(Postmortem, incident.model.postmortem)
    named = context.corpus.referrers("incident", incident.id, Postmortem)
    return next((d for d in named if d.model.incident == incident.id), None)


def without_incident(context: Context, incidents: Incidents) -> tuple[Document[Postmortem], ...]:
    """The postmortems up to now that belong to none of these incidents, the latest first."""
    known = {d.path for d in postmortems_of(context, incidents)}
    rest = (d for d in context.corpus.of(Postmortem) if d.path not in known and d.model.date <= context.today)
    return tuple(sorted(rest, key=lambda d: (d.model.date, d.path), reverse=True))


def factors_of(postmortems: Iterable[Document[Postmortem]]) -> tuple[FactorGroup, ...]:
    """The contributing factors by category: the one that the most postmortems state first, those without one last."""
    found: defaultdict[str, list[Factor]] = defaultdict(list)
    for document in postmortems:
        for factor in document.model.contributing_factors:
            found[factor.category or ""].append(Factor(factor.text, document))
    order = {category: place for place, category in enumerate(FACTOR_CATEGORY_IDS)}
    groups = [FactorGroup(category, tuple(factors)) for category, factors in found.items()]
    return tuple(sorted(groups, key=lambda g: (not g.category, -len(g.postmortems), order.get(g.category, 0))))


def triggers_of(postmortems: Iterable[Document[Postmortem]]) -> tuple[TriggerGroup, ...]:
    """The triggers: the most frequent first, those without one last."""
    found: defaultdict[str, list[Document[Postmortem]]] = defaultdict(list)
    for document in postmortems:
        found[document.model.trigger or ""].append(document)
    groups = [TriggerGroup(trigger, tuple(documents)) for trigger, documents in found.items()]
    return tuple(sorted(groups, key=lambda g: (not g.trigger, -len(g.postmortems), g.trigger)))


def repeats_of(context: Context, postmortems: Iterable[Document[Postmortem]]) -> Iterator[Repeat]:
    """The postmortems that repeat an earlier one: as `repeat_of` says, else as service and trigger suggest."""
    for document in postmortems:
        named = document.model.repeat_of
        if named:
            kind = "postmortem" if context.corpus.get(Postmortem, named) is not None else "incident"
            yield Repeat(document, kind, named, "", True)
        elif possible := possible_repeat(context, document):
            service, earlier = possible
            yield Repeat(document, "postmortem", earlier.id, service, False)


def _slices(incidents: Incidents, names: Callable[[Incident], Sequence[str]]) -> Iterator[Slice]:
    found: defaultdict[str, list[Document[Incident]]] = defaultdict(list)
    for document in incidents:
        for name in names(document.model):
            found[name].append(document)
    for name in sorted(found):
        yield _slice(name, found[name])


def _slice(name: str, incidents: Incidents) -> Slice:
    times = [times_of(document.model) for document in incidents]
    summed = tuple(PeerTimes(m, tuple(t[m.name] for t in times if m.name in t)) for m in MEASURED_TIMES)
    return Slice(name, tuple(incidents), summed)
