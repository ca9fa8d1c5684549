"""The draft of a chaos experiment from the library, for one service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steadybook.model.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from steadybook.model.context import Context
    from steadybook.source.emit import Data
    from steadybook.sre.chaos import LibraryExperiment


def entry_of(id: str) -> LibraryExperiment:
    """The experiment of the library with this id. Raises UsageError with the nearest one."""
    from steadybook.model.wording import closest
    from steadybook.sre.chaos import LIBRARY, LIBRARY_IDS

    if id not in LIBRARY_IDS:
        near = closest(id, LIBRARY_IDS)
        did = f"Did you mean `{near}`? " if near else ""
        raise UsageError(f"the library has no experiment `{id}`", f"{did}There are: {', '.join(LIBRARY_IDS)}.")
    return next(entry for entry in LIBRARY if entry.id == id)


def drafted(root: Path, service: str, entry: LibraryExperiment) -> str:
    """The text of the draft. What only people can say is marked with a TODO, which the check reports until then.

    Raises UsageError where there is no such service.
    """
    from steadybook.engine.repository import open_repository
    from steadybook.model.wording import closest
    from steadybook.source.emit import entry as written
    from steadybook.sre.chaos import DEFAULT_ABORT_CONDITIONS

    context = open_repository(root).context
    known = context.corpus.ids("service")
    if service not in known:
        near = closest(service, known)
        did = f"Did you mean `{near}`? " if near else ""
        raise UsageError(f"there is no service `{service}`", f"{did}There are: {', '.join(known[:20])}.")
    metrics: list[Data] = [*_metrics(context, service)]
    body: dict[str, Data] = {
        "name": f"{service}: {entry.experiment[:1].lower()}{entry.experiment[1:]}",
        "service": service,
        "environment": "staging",
        "category": entry.category,
        "library": entry.id,
        "hypothesis": entry.hypothesis.format(service=service),
        "steady_state": {"metrics": metrics},
        "method": {
            "fault_type": entry.fault_type,
            "target": entry.target.format(service=service),
            "blast_radius": "TODO: one pod, one zone, or a share of the traffic",
            "duration": entry.duration,
        },
        "safety": {"abort_conditions": list(DEFAULT_ABORT_CONDITIONS), "rollback_plan": entry.rollback},
    }
    lines = [f"# Puts to the test: {', '.join(entry.validates)}.", "experiment:"]
    for key, value in body.items():
        lines += [f"  {line}" for line in written(key, value, 0).split("\n")]
    lines.append("  # scheduled_for: a day on which the error budget allows it (steadybook gate --change chaos)")
    return "\n".join(lines) + "\n"


def _metrics(context: Context, service: str) -> list[Data]:
    """The service's objectives as what shows that it is well; else a gap to fill."""
    from steadybook.kinds.sli.model import Sli
    from steadybook.kinds.slo.model import Slo

    found: list[Data] = []
    for slo in context.corpus.referrers("service", service, Slo):
        if slo.model.service == service:
            sli = context.corpus.get(Sli, slo.model.sli)
            name = sli.model.measurement.good_events if sli is not None else slo.model.sli
            found.append(
                {
                    "name": f"{slo.id}: {name}",
                    "baseline": "TODO: its usual value",
                    "acceptable_range": f"at least {slo.model.target} %",
                }
            )
    return found or [{"name": "TODO: what shows that users are well", "acceptable_range": "TODO"}]
