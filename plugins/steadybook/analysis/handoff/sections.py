"""The five parts of a handoff, each as lines found in the repository."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator
from datetime import UTC, date, timedelta
from decimal import ROUND_FLOOR, Decimal

from steadybook.analysis.alert_links import alerts_of_service
from steadybook.analysis.budgets import SloBudget, budgets_of
from steadybook.analysis.capacity_forecast import forecast_of
from steadybook.analysis.dependency_bounds import bound_of, strictest_availability
from steadybook.analysis.freshness import runbook_review
from steadybook.analysis.handoff.scope import Entry, Scope, concerned
from steadybook.analysis.incident_times import is_commanded
from steadybook.analysis.open_actions import open_actions
from steadybook.analysis.readiness.scorecard import scorecard
from steadybook.analysis.shifts import shifts_of
from steadybook.kinds.experiment.model import Experiment
from steadybook.kinds.game_day.model import GameDay
from steadybook.kinds.incident.model import Incident
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.kinds.runbook.model import Runbook
from steadybook.kinds.waiver.model import Waiver
from steadybook.model.configuration import matches
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.source.history import Commit, History
from steadybook.sre.credentials import find_credentials
from steadybook.sre.durations import words
from steadybook.sre.error_budget import BudgetState
from steadybook.sre.incidents import postmortem_due
from steadybook.sre.numbers import plain

LONGEST_SUBJECT = 120
"""Characters of a commit's subject that are kept; git's own advice is 50."""
RISKY = frozenset({BudgetState.WARNING, BudgetState.CRITICAL, BudgetState.EXHAUSTED})
CAPACITY_AHEAD = Decimal(1)
"""Months: capacity that runs short within them is a risk of the coming shift."""
EARLIER_SHIFTS = 8
"""Handoffs whose planned maintenance is looked through for days that lie in the coming shift."""
_DAY = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")


def open_issues(context: Context, scope: Scope) -> Iterator[Entry]:
    """Incidents that are not resolved, postmortems that are not final, actions that are late or due by its end."""
    ids, last = scope.service_ids, scope.until.astimezone(UTC).date()
    incidents = [d for d in context.corpus.of(Incident) if ids.intersection(d.model.services)]
    for document in sorted(incidents, key=lambda d: (d.model.severity, d.model.started_at)):
        incident = document.model
        if incident.started_at <= context.as_of and not incident.is_resolved:
            state = f"{incident.status} since {_when(incident)}. {_next_step(incident)}"
            text = f"{document.id}: {incident.severity}, {incident.title}; {state}"
            yield Entry(text, "incident", document.id, document.path)
    for document in incidents:
        if entry := _postmortem(context, document):
            yield entry
    for action in open_actions(context):
        item = action.item
        if item.deadline is None or item.deadline > last:
            continue
        if not ids.intersection(action.services) and item.owner != scope.team:
            continue
        late = "overdue since" if item.days_overdue(context.today) else "due on"
        owner = f", {item.owner}" if item.owner else ", nobody owns it"
        text = f"{action.global_id}: {item.description.rstrip('.')} ({late} {item.deadline}{owner})"
        yield Entry(text, action.document.facts.kind, action.global_id, action.document.path)


def recent_changes(context: Context, scope: Scope, history: History) -> tuple[tuple[Entry, ...], str]:
    """The commits since the shift began that touch what is about the services, and what else is to be said of them."""
    if not history.commits:
        return (), history.reason
    inside = [c for c in history.commits if scope.since <= c.committed_at < scope.now]
    about = concerned(context, scope)
    related = [c for c in inside if any(path in about for path in c.paths)]
    said = []
    if history.is_cut and history.commits[-1].committed_at > scope.since:
        said.append("Git holds no older commits here: changes between the shift's start and the first one are missing.")
    if len(inside) > len(related):
        others = len(inside) - len(related)
        said.append(f"{others} other {'commit' if others == 1 else 'commits'} touched nothing of these services.")
    if not inside:
        said.append("No commit touched a document in this time.")
    return tuple(_commit(commit, about) for commit in related), " ".join(said)


def known_risks(context: Context, scope: Scope, flagged: Container[str]) -> Iterator[Entry]:
    """Budgets that run low, waivers that end, checks that are missed, dependencies and capacity that fall short."""
    for service in scope.services:
        for budget in budgets_of(context, service.id):
            if budget.ruling in RISKY:
                yield _budget(budget)
    yield from _waivers(context, scope)
    for service in scope.services:
        if service.model.in_production and (missed := scorecard(context, service, flagged).missed):
            names = ", ".join(result.check.id for result in missed[:4]) + (" and more" if missed[4:] else "")
            text = f"{service.id}: misses {len(missed)} required {_plural('check', len(missed))} of readiness: {names}"
            yield Entry(text, "service", service.id, service.path)
    for service in scope.services:
        bound, own = bound_of(context, service.id), strictest_availability(context, service.id)
        if bound is not None and own is not None and own.model.target > bound.percent:
            allowed = plain(bound.percent.quantize(Decimal("0.001"), ROUND_FLOOR))
            text = (
                f"{own.id}: promises {plain(own.model.target)} %, its dependencies allow {allowed} %; "
                f"watch {bound.limiting.service} first"
            )
            yield Entry(text, "slo", own.id, own.path)
        forecast = forecast_of(context, service.id)
        if forecast is not None and forecast.crosses_within(CAPACITY_AHEAD, context.today):
            document = forecast.document
            text = (
                f"Capacity of {service.id}: {plain(forecast.peak)} % at its peak, "
                f"and {plain(forecast.threshold)} % is where more is added"
            )
            yield Entry(text, "capacity_model", document.id, document.path)
    for runbook in _runbooks(context, scope):
        review = runbook_review(context, runbook)
        if review.is_stale(context.today):
            text = f"{runbook.id}: this runbook was last known to be right on {review.last}; do not trust it blindly"
            yield Entry(text, "runbook", runbook.id, runbook.path)


def scheduled(context: Context, scope: Scope) -> Iterator[Entry]:
    """Experiments, game days and maintenance that fall into the time from now to the end of the coming shift."""
    first, last = context.today, scope.until.astimezone(UTC).date()
    ids = scope.service_ids
    for document in context.corpus.of(Experiment):
        model = document.model
        if model.scheduled_for and first <= model.scheduled_for <= last and model.service in ids:
            lasts = f" for {_plain_words(model.method.duration)}" if model.method.duration else ""
            plan = " ".join(model.safety.rollback_plan.split()).rstrip(".")
            place = f" in {model.environment}" if model.environment else ""
            text = f"{model.scheduled_for}: experiment {document.id}{place}{lasts}. To undo: {plan}"
            yield Entry(text, "experiment", document.id, document.path)
    for day in context.corpus.of(GameDay):
        if first <= day.model.date <= last and ids.intersection(day.model.services):
            text = f"{day.model.date}: game day {day.id}, {day.model.title}"
            yield Entry(text, "game_day", day.id, day.path)
    shifts = [d for d in context.memo(shifts_of, scope.rotation.id) if d.model.start < context.as_of]
    for shift in reversed(shifts[-EARLIER_SHIFTS:]):
        if shift is scope.outgoing or shift.model.handoff is None:
            continue
        for index, line in enumerate(shift.model.handoff.scheduled_maintenance):
            if any(first <= day <= last for day in _days(line)):
                route = ("handoff", "scheduled_maintenance", index)
                yield Entry(" ".join(line.split()), "oncall_shift", shift.id, shift.path, route)


def runbook_updates(context: Context, scope: Scope, history: History) -> Iterator[Entry]:
    """The runbooks of the services that are new or changed since the shift began, by their date or by git."""
    touched: dict[str, Commit] = {}
    for commit in history.commits:
        if scope.since <= commit.committed_at < scope.now:
            for path in commit.paths:
                touched.setdefault(path, commit)
    since = scope.since.astimezone(UTC).date()
    for runbook in _runbooks(context, scope):
        updated, commit_of = runbook.model.last_updated, touched.get(runbook.path)
        if since <= updated <= context.today:
            text = f"{runbook.id}: {runbook.model.title}, known right on {updated}"
        elif commit_of is not None:
            text = f"{runbook.id}: {runbook.model.title}, changed by \u201c{_subject(commit_of)}\u201d"
        else:
            continue
        yield Entry(text, "runbook", runbook.id, runbook.path)


def _runbooks(context: Context, scope: Scope) -> tuple[Document[Runbook], ...]:
    """The runbooks of the services: those that name one, or that one of its alerts leads to."""
    found = {}
    for service in scope.services:
        for runbook in context.corpus.referrers("service", service.id, Runbook):
            if runbook.model.service == service.id:
                found[runbook.path] = runbook
        for alert in alerts_of_service(context, service.id):
            found.update((d.path, d) for d in alert.runbooks if d.intact)
    return tuple(found[path] for path in sorted(found))


def _postmortem(context: Context, document: Document[Incident]) -> Entry | None:
    incident = document.model
    written = context.corpus.get(Postmortem, incident.postmortem) if incident.postmortem else None
    if incident.resolved_at is None or incident.resolved_at > context.as_of:
        return None
    if written is not None and written.model.is_final:
        return None
    if written is None and not is_commanded(incident):
        return None
    due = postmortem_due(incident.resolved_at.astimezone(UTC).date())
    if written is None:
        text = f"{document.id}: the postmortem is not written; it is due on {due}"
        return Entry(text, "incident", document.id, document.path)
    owed = f", due on {due}" if is_commanded(incident) else ""
    return Entry(
        f"{written.id}: its postmortem is {written.model.status}{owed}", "postmortem", written.id, written.path
    )


def _waivers(context: Context, scope: Scope) -> Iterator[Entry]:
    last = scope.until.astimezone(UTC).date()
    about = concerned(context, scope)
    for waiver in context.corpus.of(Waiver):
        model = waiver.model
        near = model.owner == scope.team or any(matches(path, glob) for path in about for glob in model.paths)
        if near and model.expires <= last:
            word = "expired on" if model.expires < context.today else "ends on"
            reason = " ".join(model.reason.split()).rstrip(".")
            yield Entry(
                f"{waiver.id}: the waiver of {model.rule} {word} {model.expires}. {reason}",
                "waiver",
                waiver.id,
                waiver.path,
            )


def _budget(budget: SloBudget) -> Entry:
    slo = budget.slo
    left = budget.remaining
    share = ""
    if left is not None and left.is_finite():
        whole = plain(abs(left.quantize(Decimal(1), ROUND_FLOOR)))
        share = f", {whole} % left" if left >= 0 else f", overspent by {whole} %"
    frozen = f", frozen since {budget.frozen_since:%Y-%m-%d}" if budget.frozen and budget.frozen_since else ""
    runs_out = ""
    if budget.projected_exhaustion is not None and not budget.frozen and budget.state is not BudgetState.EXHAUSTED:
        runs_out = f"; gone by {budget.projected_exhaustion:%Y-%m-%d} at this rate"
    return Entry(f"{slo.id}: error budget {budget.ruling}{share}{frozen}{runs_out}", "slo", slo.id, slo.path)


def _commit(commit: Commit, about: Container[str]) -> Entry:
    paths = [path for path in commit.paths if path in about]
    files = ", ".join(paths[:3]) + (f" and {len(paths) - 3} more" if paths[3:] else "")
    text = f"{commit.hash[:10]}: {_subject(commit)} ({commit.committed_at.astimezone(UTC):%Y-%m-%d}, {files})"
    return Entry(text, "commit", commit.hash[:10], paths[0])


def _subject(commit: Commit) -> str:
    """The first line of the message, without what is no text; one that holds a credential is not repeated."""
    text = "".join(c for c in commit.subject if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    if found := find_credentials(text):
        return f"its subject holds what looks like {found[0].form.name}: revoke it"
    text = " ".join(text.split()) or "no subject"
    return text if len(text) <= LONGEST_SUBJECT else text[: LONGEST_SUBJECT - 1].rstrip() + "\u2026"


def _next_step(incident: Incident) -> str:
    if incident.status == "mitigated":
        return "Next: remove the cause, watch for 30 minutes, resolve it"
    return "Next: stop the harm, and report as often as its severity asks"


def _when(incident: Incident) -> str:
    moment = incident.mitigated_at if incident.status == "mitigated" else incident.started_at
    return f"{(moment or incident.started_at).astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _days(line: str) -> Iterator[date]:
    for text in _DAY.findall(line):
        try:
            yield date.fromisoformat(text)
        except ValueError:  # such as 2026-13-01: a number, not a day
            continue


def _plain_words(duration: timedelta) -> str:
    """In words with usual spaces: a document is no place for thin ones."""
    return words(duration).replace("\u202f", " ")


def _plural(noun: str, number: int) -> str:
    return noun if number == 1 else f"{noun}s"
