"""The draft of a chaos experiment from the library, for one service."""

from __future__ import annotations

from steadybook.commands._drafts.text import TODO, body
from steadybook.commands._names import check_known
from steadybook.kinds.service.model import Service
from steadybook.kinds.sli.model import Sli
from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.errors import UsageError
from steadybook.model.wording import closest
from steadybook.source.emit import Data, entry
from steadybook.sre.chaos import DEFAULT_ABORT_CONDITIONS, LIBRARY, LIBRARY_IDS, LibraryExperiment


def draft(context: Context, service: str, library: str | None) -> tuple[str, str]:
    """The id and the text of the draft; without `library` the experiment that is suggested first.

    Raises UsageError for a service or experiment that is not known, and where nothing is left to suggest.
    """
    check_known(context, "service", service)
    found = _entry(library) if library is not None else _suggested(context, service)
    return f"{service}-{found.id}", _text(context, service, found)


def _entry(id: str) -> LibraryExperiment:
    if id not in LIBRARY_IDS:
        near = closest(id, LIBRARY_IDS)
        did = f"Did you mean `{near}`? " if near else ""
        raise UsageError(f"the library has no experiment `{id}`", f"{did}There are: {', '.join(LIBRARY_IDS)}.")
    return next(found for found in LIBRARY if found.id == id)


def _suggested(context: Context, service: str) -> LibraryExperiment:
    from steadybook.analysis.chaos_coverage import coverage_of

    document = context.corpus.get(Service, service)
    suggestions = coverage_of(context, document).suggestions if document is not None else ()
    if not suggestions:
        raise UsageError(f"nothing is left to suggest for `{service}`", "Choose one yourself with --from-library.")
    return suggestions[0].entry


def _text(context: Context, service: str, found: LibraryExperiment) -> str:
    content: dict[str, Data] = {
        "name": f"{service}: {found.experiment[:1].lower()}{found.experiment[1:]}",
        "service": service,
        "environment": "staging",
        "category": found.category,
        "library": found.id,
        "hypothesis": found.hypothesis.format(service=service),
        "steady_state": {"metrics": _metrics(context, service)},
        "method": {
            "fault_type": found.fault_type,
            "target": found.target.format(service=service),
            "blast_radius": f"{TODO}: one pod, one zone, or a share of the traffic",
            "duration": found.duration,
        },
        "safety": {"abort_conditions": list(DEFAULT_ABORT_CONDITIONS), "rollback_plan": found.rollback},
    }
    lines = [entry(key, value, 0) for key, value in content.items()]
    lines.append("# scheduled_for: a day on which the error budget allows it (steadybook gate --change chaos)")
    return f"# Puts to the test: {', '.join(found.validates)}.\n{body('experiment', lines)}"


def _metrics(context: Context, service: str) -> list[Data]:
    """The service's objectives as what shows that it is well; else a gap to fill."""
    found: list[Data] = []
    for slo in context.corpus.referrers("service", service, Slo):
        if slo.model.service == service:
            sli = context.corpus.get(Sli, slo.model.sli)
            name = sli.model.measurement.good_events if sli is not None else slo.model.sli
            found.append(
                {
                    "name": f"{slo.id}: {name}",
                    "baseline": f"{TODO}: its usual value",
                    "acceptable_range": f"at least {slo.model.target} %",
                }
            )
    return found or [{"name": f"{TODO}: what shows that users are well", "acceptable_range": TODO}]
