"""The report on self-healing: what machines repair alone, when they call somebody, and where nothing does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from steadybook.kinds.auto_remediation.model import AutoRemediation, Remedy
from steadybook.kinds.service.model import Service
from steadybook.model.document import Document
from steadybook.model.report import Basis, Block, Mention, Report, Table, Value, columns, count


@dataclass(frozen=True, slots=True)
class RemedyRow:
    """One remedy with the document that it stands in."""

    document: Document[AutoRemediation]
    remedy: Remedy

    @property
    def gaps(self) -> tuple[str, ...]:
        """What it lacks: without an alert nobody sees it begin, without a runbook nobody goes on where it gives up."""
        return tuple(name for name in ("service", "alert", "runbook") if getattr(self.remedy, name) is None)


@dataclass(frozen=True, slots=True)
class SelfHealingView:
    """What the report shows."""

    rows: tuple[RemedyRow, ...]
    without: tuple[Document[Service], ...]
    """Services in production (experimental ones left out) for which no machine repairs anything."""
    helped: int
    """Services in production for which one does."""

    @property
    def headline(self) -> str:
        """How much is repaired alone, and where nothing is."""
        if not self.rows:
            return "No remedy is written down."
        services = {row.remedy.service for row in self.rows if row.remedy.service}
        return (
            f"{count(len(self.rows), 'remedy', 'remedies')} for {count(len(services), 'service')}; "
            f"{count(len(self.without), 'service')} without any."
        )


def _view(basis: Basis) -> SelfHealingView:
    corpus = basis.context.corpus
    rows = [
        RemedyRow(document, remedy) for document in corpus.of(AutoRemediation) for remedy in document.model.remedies
    ]
    helped = {row.remedy.service for row in rows}
    services = [d for d in corpus.of(Service) if d.model.in_production and d.model.tier != "experimental"]
    without = tuple(sorted((d for d in services if d.id not in helped), key=lambda d: d.id))
    return SelfHealingView(
        tuple(sorted(rows, key=lambda row: (row.remedy.service or "~", row.remedy.trigger))),
        without,
        len(services) - len(without),
    )


def _figures(view: SelfHealingView) -> Mapping[str, Any]:
    return {
        "remedies": [
            {
                "document": row.document.path,
                "trigger": row.remedy.trigger,
                "condition": row.remedy.condition,
                "action": row.remedy.action,
                "escalate_if": row.remedy.escalate_if,
                "service": row.remedy.service,
                "alert": row.remedy.alert,
                "runbook": row.remedy.runbook,
            }
            for row in view.rows
        ],
        "services_without": [document.id for document in view.without],
    }


def _mention(kind: str, id: str | None) -> Value:
    return Mention(kind, id) if id is not None else None


def _blocks(view: SelfHealingView) -> Iterator[Block]:
    yield Table(
        "Remedies",
        columns("Service", "Set off by", "What the machine does", "Calls somebody when", "Alert", "Runbook"),
        tuple(
            (
                _mention("service", row.remedy.service),
                Mention("auto_remediation", row.document.id, f"{row.remedy.trigger}: {row.remedy.condition}"),
                row.remedy.action,
                row.remedy.escalate_if,
                _mention("alert", row.remedy.alert),
                _mention("runbook", row.remedy.runbook),
            )
            for row in view.rows
        ),
        "No remedy is written down: each is an entry of an `auto_remediation` document.",
    )
    yield Table(
        "Services that no machine repairs",
        columns("Service", "Tier"),
        tuple((Mention("service", document.id), document.model.tier) for document in view.without),
        "Every service has a remedy." if view.helped else "No service in production is written down.",
    )


REPORT = Report(
    title="Self-healing",
    about="What machines repair by themselves, when they call somebody, and which services have no remedy.",
    view=_view,
    figures=_figures,
    blocks=_blocks,
    wide=True,
)
