"""Evidence on incidents, what follows from them, on-call and documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC

from steadybook.analysis.freshness import runbook_review
from steadybook.analysis.incident_times import is_commanded
from steadybook.analysis.oncall_health import health_of
from steadybook.analysis.open_actions import OpenAction, all_actions
from steadybook.analysis.quality.evidence import (
    QUARTER,
    YEAR,
    ByService,
    Case,
    Scope,
    by_checks,
    by_service,
    concerning,
)
from steadybook.analysis.response import due_of
from steadybook.analysis.shifts import shifts_of
from steadybook.kinds.incident.model import Incident
from steadybook.kinds.oncall_rotation.model import OncallRotation
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.kinds.runbook.model import Runbook
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.sre.incidents import postmortem_due
from steadybook.sre.oncall import MIN_ROTATION, Band


def _incidents(scope: Scope) -> Iterator[Document[Incident]]:
    """The resolved incidents of SEV1 and SEV2 in a year that concern the services."""
    for document in concerning(scope.context.memo(_commanded), scope.ids):
        if scope.within(document.model.started_at.astimezone(UTC).date(), YEAR):
            yield document


def _commanded(context: Context) -> ByService[Document[Incident]]:
    return by_service((d, d.model.services) for d in context.corpus.of(Incident) if is_commanded(d.model))


def _postmortem(scope: Scope, incident: Document[Incident]) -> Document[Postmortem] | None:
    if incident.model.postmortem:
        return scope.context.corpus.get(Postmortem, incident.model.postmortem)
    for document in scope.context.corpus.referrers("incident", incident.id, Postmortem):
        if document.model.incident == incident.id:
            return document
    return None


def postmortems_on_time(scope: Scope) -> Iterable[Case]:
    """A case for each resolved incident whose postmortem is due, or exists."""
    for incident in _incidents(scope):
        if incident.model.resolved_at is None:
            continue
        document = _postmortem(scope, incident)
        if document is None:
            due = postmortem_due(incident.model.resolved_at.astimezone(UTC).date())
            if due < scope.today:
                yield Case(incident, False, f"write the postmortem of `{incident.id}` (it was due on {due})")
        elif document.model.is_final or due_of(scope.context, document) >= scope.today:
            yield Case(incident, True, "", (incident, document))
        else:
            yield Case(incident, False, f"finish the postmortem `{document.id}`", (document,))


def actions_on_time(scope: Scope) -> Iterable[Case]:
    """A case for each action item whose deadline lies in the last year."""
    for action in concerning(scope.context.memo(_actions), scope.ids):
        item = action.item
        if item.deadline is None:
            continue
        if item.is_done and scope.within(item.deadline, YEAR):
            late = item.completed is not None and item.completed > item.deadline
            yield Case(action.document, not late, f"{action.global_id} was done late", (action.document,))
        elif not item.is_done and item.deadline < scope.today and scope.within(item.deadline, YEAR):
            yield Case(action.document, False, f"do {action.global_id}: it was due on {item.deadline}")


def _actions(context: Context) -> ByService[OpenAction]:
    return by_service((action, action.services) for action in all_actions(context))


def incidents_led(scope: Scope) -> Iterable[Case]:
    """A case for each incident."""
    for incident in _incidents(scope):
        roles = incident.model.roles
        absent = [r for r in ("incident_commander", "communications_lead") if getattr(roles, r) is None]
        yield Case(incident, not absent, f"`{incident.id}` names no {' and no '.join(absent)}", (incident,))


def escalation(scope: Scope) -> Iterable[Case]:
    """A case for each service."""
    return by_checks(scope, "oncall-rotation", "escalation-paths")


def _rotations(scope: Scope) -> Iterator[Document[OncallRotation]]:
    names = sorted({s.model.oncall_rotation for s in scope.services if s.model.oncall_rotation})
    found = (scope.context.corpus.get(OncallRotation, name) for name in names)
    return (rotation for rotation in found if rotation is not None)


def metrics_healthy(scope: Scope) -> Iterable[Case]:
    """A case for each of the seven metrics of each rotation, over the shifts of a quarter."""
    for rotation in _rotations(scope):
        shifts = [
            d
            for d in scope.context.memo(shifts_of, rotation.id)
            if scope.within(d.model.start.astimezone(UTC).date(), QUARTER)
        ]
        for figure in health_of([d.model for d in shifts]):
            name = figure.metric.name
            if figure.value is None:
                missing = f"no shift of `{rotation.id}` within a quarter says its {name.lower()}"
            else:
                missing = f"{name.lower()} of `{rotation.id}` is {figure.band.value if figure.band else 'unknown'}"
            yield Case(rotation, figure.band is Band.HEALTHY, missing, tuple(shifts))


def rotation_large_enough(scope: Scope) -> Iterable[Case]:
    """A case for each rotation."""
    for rotation in _rotations(scope):
        enough = len(rotation.model.members) >= MIN_ROTATION
        yield Case(rotation, enough, f"`{rotation.id}` has fewer than {MIN_ROTATION} members", (rotation,))


def rotation_compensated(scope: Scope) -> Iterable[Case]:
    """A case for each rotation."""
    for rotation in _rotations(scope):
        paid = rotation.model.compensation not in (None, "none")
        yield Case(rotation, paid, f"`{rotation.id}` names no compensation", (rotation,))


def _runbooks(scope: Scope) -> Iterator[Document[Runbook]]:
    return concerning(scope.context.memo(_runbooks_by_service), scope.ids)


def _runbooks_by_service(context: Context) -> ByService[Document[Runbook]]:
    return by_service((d, (d.model.service,) if d.model.service else ()) for d in context.corpus.of(Runbook))


def runbooks_fresh(scope: Scope) -> Iterable[Case]:
    """A case for each runbook of the services."""
    for runbook in _runbooks(scope):
        fresh = not runbook_review(scope.context, runbook).is_stale(scope.today)
        yield Case(runbook, fresh, f"go through `{runbook.id}` and write last_updated", (runbook,))


def failure_modes_with_runbooks(scope: Scope) -> Iterable[Case]:
    """A case for each service."""
    return by_checks(scope, "runbooks-top-failure-modes")


def design_documented(scope: Scope) -> Iterable[Case]:
    """A case for each service."""
    return by_checks(scope, "architecture-diagram", "api-documentation")


def runbooks_tried(scope: Scope) -> Iterable[Case]:
    """A case for each runbook of the services."""
    for runbook in _runbooks(scope):
        users = [
            d
            for d in scope.context.corpus.referrers("runbook", runbook.id, Incident)
            if runbook.id in d.model.runbooks_used and scope.within(d.model.started_at.astimezone(UTC).date(), YEAR)
        ]
        yield Case(runbook, bool(users), f"`{runbook.id}` was followed in no incident within a year", tuple(users))
