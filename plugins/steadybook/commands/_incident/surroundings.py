"""What the rest of the repository says to somebody in an incident: ids, who is on call, runbooks, budgets spent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from steadybook.commands._incident.draft import Spent
from steadybook.engine import cache
from steadybook.engine.repository import open_repository
from steadybook.kinds.incident.model import Incident
from steadybook.kinds.oncall_shift.model import OncallShift
from steadybook.kinds.service.model import Service
from steadybook.model.context import Context
from steadybook.model.errors import UsageError
from steadybook.model.wording import closest


def opened(root: Path, as_of: str | None) -> Context:
    """The corpus of the repository; what an earlier check remembers makes that quick."""
    store = cache.Store.at(root)
    return open_repository(root, as_of, store.facts, meanwhile=store.meanwhile).context


def check_names(context: Context, kind: str, option: str, names: Sequence[str]) -> None:
    """Raises UsageError for a name that no document of the kind (or no alert) bears."""
    known = context.corpus.ids(kind)
    for name in names:
        if name in known:
            continue
        near = closest(name, known)
        did = f"Did you mean `{near}`? " if near else ""
        listed = f"There are: {', '.join(known)}." if len(known) <= 20 else ""
        raise UsageError(f"`{option} {name}`: there is no such {kind}", f"{did}{listed}" or "Check the spelling.")


def on_call(context: Context, services: Sequence[str], at: datetime) -> str:
    """Who is on call for some services, in words; empty where no shift says so."""
    found: dict[str, None] = {}
    for id in services:
        service = context.corpus.get(Service, id)
        rotation = service.model.oncall_rotation if service else None
        if rotation is None:
            continue
        for shift in context.corpus.referrers("oncall_rotation", rotation, OncallShift):
            if shift.model.start <= at < shift.model.end:
                second = f", secondary {shift.model.secondary}" if shift.model.secondary else ""
                found[f"{rotation}: primary {shift.model.primary}{second}"] = None
    return "; ".join(found)


def runbooks(context: Context, alert: str) -> tuple[str, ...]:
    """The files of the runbooks that answer an alert."""
    from steadybook.analysis.alert_links import alerts

    paths = (runbook.path for a in alerts(context) if a.name == alert for runbook in a.runbooks)
    return tuple(dict.fromkeys(paths))


def spent_by(context: Context, incident: Incident) -> Iterator[Spent]:
    """What an incident took of the measured budgets of its services, the largest first."""
    from steadybook.analysis.budget_consumption import consumptions

    return (Spent(each.slo.id, each.percent) for each in consumptions(context, incident))
