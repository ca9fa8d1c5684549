"""The page of a runbook: made for use under stress, and for paper."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from steadybook.analysis.alert_levels import most_urgent
from steadybook.analysis.alert_links import Alert, alerts_of_runbook, orphaned_names
from steadybook.analysis.oncall_health import shift_now
from steadybook.kinds._action_item import FollowUp
from steadybook.kinds.incident.model import Incident
from steadybook.kinds.oncall_rotation.model import OncallRotation
from steadybook.kinds.oncall_shift.model import OncallShift
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.kinds.runbook.model import MitigationOption, Runbook
from steadybook.kinds.service.model import Service
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.urls import address, section
from steadybook.pages.salvaged import salvaged
from steadybook.pages.search_records import record
from steadybook.pages.site import Leaf, Page, Site
from steadybook.pages.tags import tags_of
from steadybook.sre.freshness import due, runbook_limit
from steadybook.sre.severity import AlertGuideRow

MOST_INCIDENTS = 5
"""Incidents that are listed; the last ones teach most."""
_SHELL = re.compile(r"[|$<>;&={}]|(?:^|\s)-\w")
_TOKEN = re.compile(r"\w[\w.-]*\w")


@dataclass(frozen=True, slots=True)
class Block:
    """What a mitigation asks for: commands to paste, or one instruction."""

    is_command: bool
    text: str


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One way to stop the harm."""

    option: str
    when: str | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """An action item of a postmortem that speaks of the runbook."""

    postmortem: Document[Postmortem]
    item: FollowUp


@dataclass(frozen=True, slots=True)
class RunbookView:
    """What the page shows."""

    document: Document[Runbook]
    incomplete: bool
    """Something is wrong with the document, and left out."""
    tier: str | None
    urgency: AlertGuideRow | None
    """What the loudest alert that leads here demands; None where no alert says."""
    alert_names: tuple[str, ...]
    alerts: tuple[Alert, ...]
    orphaned: tuple[str, ...]
    options: tuple[OptionRow, ...]
    rotation: Document[OncallRotation] | None
    shift: Document[OncallShift] | None
    incidents: tuple[Document[Incident], ...]
    incident_count: int
    actions: tuple[Mention, ...]
    failure_modes: tuple[tuple[str, str], ...]
    """Service and failure mode."""
    fresh_until: date
    days_late: int
    mentioned_by: tuple[Document[Any], ...]
    tags: tuple[tuple[str, str], ...]


def _leaves(site: Site) -> Iterator[Leaf]:
    for document in [*site.corpus.of(Runbook), *_salvaged(site)]:
        view = _view(site, document)
        yield Leaf(
            url=address("runbook", document.id),
            title=document.title,
            template="sections/runbook/page.html.j2",
            view=view,
            source=document.path,
            parent=section("runbook"),
            search=record(document, answered=view.alert_names),
        )


def _salvaged(site: Site) -> Iterator[Document[Runbook]]:
    """Runbooks with mistakes that leave their steps readable: whoever is called at night needs the page as it is."""
    for document in site.corpus.broken("runbook"):
        if site.page_of(document) == address("runbook", document.id) and (found := salvaged(document)) is not None:
            yield found


def _view(site: Site, document: Document[Runbook]) -> RunbookView:
    context, runbook = site.context, document.model
    service = context.corpus.get(Service, runbook.service) if runbook.service else None
    rotation = service.model.oncall_rotation if service is not None else None
    alerts = alerts_of_runbook(context, document.id)
    used = sorted(
        context.corpus.referrers("runbook", document.id, Incident), key=lambda d: d.model.started_at, reverse=True
    )
    fresh_until = due(runbook.last_updated, runbook_limit(service.model.tier if service is not None else None))
    shown = {"incident", "prometheus_rules", "slo"}
    return RunbookView(
        document=document,
        incomplete=site.corpus.document_at(document.path) is not document,
        tier=service.model.tier if service is not None else None,
        urgency=most_urgent(context.configuration, (alert.severity for alert in alerts if alert.severity)),
        alert_names=tuple(dict.fromkeys([alert.name for alert in alerts])),
        alerts=tuple({(a.name, a.severity, a.document.path): a for a in alerts}.values()),
        orphaned=tuple(name for _, name in orphaned_names(context, runbook)),
        options=tuple(_option(option) for option in runbook.mitigation),
        rotation=context.corpus.get(OncallRotation, rotation) if rotation else None,
        shift=shift_now(context, rotation) if rotation else None,
        incidents=tuple(used[:MOST_INCIDENTS]),
        incident_count=len(used),
        actions=_actions(context, document.id),
        failure_modes=tuple(
            (caller.id, mode.name)
            for caller in context.corpus.referrers("runbook", document.id, Service)
            for mode in caller.model.failure_modes
            if mode.runbook == document.id
        ),
        fresh_until=fresh_until,
        days_late=max(0, (context.today - fresh_until).days),
        mentioned_by=tuple(
            d for d in site.mentions.get(("runbook", document.id), ()) if d.facts.kind not in shown | {"service"}
        ),
        tags=tags_of(document),
    )


def _option(option: MitigationOption) -> OptionRow:
    blocks: list[Block] = []
    for text in option.steps:
        command = is_command(text)
        if command and blocks and blocks[-1].is_command:
            blocks[-1] = Block(True, f"{blocks[-1].text}\n{text.strip()}")
        else:
            blocks.append(Block(command, text.strip()))
    return OptionRow(option.option, option.when, tuple(blocks))


def is_command(text: str) -> bool:
    """Whether a mitigation's step is a command to paste rather than a sentence.

    A sentence begins with a capital and a small letter, or ends with a full stop and has nothing of a shell's in it.
    """
    stripped = text.strip()
    if re.match(r"[A-Z][a-z]*\s", stripped):
        return False
    return not (stripped.endswith((".", "!")) and _SHELL.search(stripped) is None)


def _actions(context: Context, runbook: str) -> tuple[Mention, ...]:
    return context.memo(_actions_by_word).get(runbook, ())


def _actions_by_word(context: Context) -> Mapping[str, tuple[Mention, ...]]:
    """The action items of all postmortems by each id of a runbook that they name."""
    ids = frozenset(context.corpus.ids("runbook"))
    found: defaultdict[str, list[Mention]] = defaultdict(list)
    for postmortem in context.corpus.of(Postmortem):
        for item in postmortem.model.action_items:
            for word in ids.intersection(_named(item.description)):
                found[word].append(Mention(postmortem, item))
    return {id: tuple(mentions) for id, mentions in found.items()}


def _named(text: str) -> Iterator[str]:
    for word in _TOKEN.findall(text):
        yield word
        yield re.sub(r"\.ya?ml$", "", word)


PAGE = Page(leaves=_leaves, kinds=frozenset({"runbook"}))
