"""The checks that the repository proves or disproves by itself, each as one function by the id of its check."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from steadybook.analysis.alert_links import alerts_of_service
from steadybook.analysis.budgets import budgets_of
from steadybook.analysis.freshness import runbook_review
from steadybook.analysis.hidden import hiding
from steadybook.analysis.policies import policy_of
from steadybook.analysis.readiness.proof import (
    Derivation,
    Evidence,
    Proof,
    Subject,
    failed,
    of,
    passed,
    unknown,
)
from steadybook.kinds.capacity_model import KIND as CAPACITY_MODEL
from steadybook.kinds.oncall_rotation.model import OncallRotation
from steadybook.kinds.runbook.model import Runbook
from steadybook.kinds.slo.model import Slo
from steadybook.model.document import Document
from steadybook.model.kind import kind_of
from steadybook.sre.capacity import LOAD_TEST_MULTIPLE
from steadybook.sre.freshness import REVIEW_CADENCES, is_stale
from steadybook.sre.readiness import TOP_FAILURE_MODES
from steadybook.sre.sli import MEASURED_WITHIN

if TYPE_CHECKING:
    from steadybook.kinds.capacity_model.model import CapacityModel


def _slos(subject: Subject) -> list[Document[Slo]]:
    found = subject.context.corpus.referrers("service", subject.service.id, Slo)
    return [document for document in found if document.model.service == subject.service.id]


def _names(documents: list[Document[Slo]]) -> str:
    return ", ".join(f"`{document.id}`" for document in documents)


def _no_slo(subject: Subject, so: str) -> Proof:
    """What follows where no SLO can be read; one that is merely broken proves nothing."""
    broken = next(hiding(subject.context, subject.service.id, kind_of(Slo)), None)
    if broken is not None:
        return unknown(f"{broken.path} mentions this service and cannot be read: mend what the check says of it")
    return failed(f"no SLO names this service: {so}")


def slis_measured(subject: Subject) -> Proof:
    """Every objective's indicator has counts that are not old."""
    slos = _slos(subject)
    if not slos:
        return _no_slo(subject, "write one under slos/")
    budgets = budgets_of(subject.context, subject.service.id)
    never = [budget.slo for budget in budgets if budget.as_of is None]
    if len(never) == len(slos):
        return unknown(f"slos/measurements has no counts for {_names(never)}")
    if never:
        return failed(f"slos/measurements has no counts for {_names(never)}", *of(*never))
    now = subject.context.as_of
    old = [b.slo for b in budgets if b.as_of is not None and now - b.as_of > MEASURED_WITHIN]
    if old:
        return failed(f"no counts within {MEASURED_WITHIN.days} days for {_names(old)}", *of(*old))
    return passed(*of(*slos))


def slo_targets_agreed(subject: Subject) -> Proof:
    """Each objective names its stakeholders, and was reviewed within its own cadence."""
    slos = _slos(subject)
    if not slos:
        return _no_slo(subject, "write one under slos/")
    lacking = [d for d in slos if not d.model.stakeholders]
    if lacking:
        return failed(f"{_names(lacking)} names no stakeholders who agreed", *of(*lacking))
    undated = [d for d in slos if d.model.last_reviewed is None or d.model.review_cadence is None]
    if undated:
        return failed(f"{_names(undated)} lacks last_reviewed or review_cadence", *of(*undated))
    today = subject.context.today
    old = [d for d in slos if d.model.last_reviewed and is_stale(d.model.last_reviewed, _cadence(d.model), today)]
    if old:
        return failed(f"the review of {_names(old)} is overdue", *of(*old))
    return passed(*of(*slos))


def _cadence(slo: Slo) -> timedelta:
    assert slo.review_cadence is not None
    return REVIEW_CADENCES[slo.review_cadence]


def error_budget_policy(subject: Subject) -> Proof:
    """A policy rules each objective."""
    slos = _slos(subject)
    if not slos:
        return _no_slo(subject, "there is no budget that a policy could rule")
    ruling = {slo.path: policy_of(subject.context, slo.model) for slo in slos}
    without = [slo for slo in slos if ruling[slo.path] is None]
    if without:
        return failed(f"no error budget policy rules {_names(without)}", *of(*without))
    return passed(*of(*(policy for policy in ruling.values() if policy is not None)))


def golden_signals_dashboarded(subject: Subject) -> Proof:
    """Each of the four signals has its dashboard."""
    signals = list(subject.service.model.monitoring.signals)
    if not any(signal.is_watched for _, signal in signals):
        return unknown("the service's `monitoring` names no dashboard of a golden signal")
    dark = [name for name, signal in signals if signal.dashboard is None]
    if dark:
        return failed(f"`monitoring` names no dashboard for {', '.join(dark)}", *of(subject.service))
    shown = [Evidence(f"{name}: {s.dashboard}", subject.service, ("monitoring", name)) for name, s in signals]
    return passed(*shown)


def alerts_with_runbooks(subject: Subject) -> Proof:
    """There are alerts about the service, and each leads to its runbook."""
    alerts = alerts_of_service(subject.context, subject.service.id)
    if not alerts:
        return failed("no alert is about this service: neither a rule file nor an SLO has one")
    without = sorted({alert.name for alert in alerts if not alert.is_answered})
    if without:
        files = of(*(alert.document for alert in alerts if not alert.is_answered))
        return failed(f"no runbook for {', '.join(f'`{name}`' for name in without)}", *files)
    return passed(*of(*(alert.document for alert in alerts)))


def _rotation(subject: Subject) -> Document[OncallRotation] | None:
    id = subject.service.model.oncall_rotation
    return subject.context.corpus.get(OncallRotation, id) if id else None


def oncall_rotation(subject: Subject) -> Proof:
    """The service names a rotation that exists."""
    rotation = _rotation(subject)
    if rotation is None:
        named = subject.service.model.oncall_rotation
        return failed(f"the rotation `{named}` does not exist" if named else "the service names no oncall_rotation")
    return passed(*of(rotation))


def escalation_paths(subject: Subject) -> Proof:
    """The rotation says whom to call next."""
    rotation = _rotation(subject)
    if rotation is None:
        return failed("without a rotation there is nobody to escalate to")
    if not rotation.model.escalation:
        return failed(f"`{rotation.id}` writes no escalation", *of(rotation))
    return passed(Evidence(rotation.id, rotation, ("escalation",)))


def runbooks_top_failure_modes(subject: Subject) -> Proof:
    """At least five failure modes are listed, each with a runbook that exists."""
    modes = subject.service.model.failure_modes
    found = [subject.context.corpus.get(Runbook, mode.runbook) if mode.runbook else None for mode in modes]
    without = [mode.name for mode, runbook in zip(modes, found, strict=True) if runbook is None]
    if len(modes) < TOP_FAILURE_MODES:
        listed = (
            f"{len(modes)} of {TOP_FAILURE_MODES} failure modes are listed" if modes else "no failure mode is listed"
        )
        return failed(f"{listed} under `failure_modes`", *of(subject.service))
    if without:
        return failed(f"no runbook for {', '.join(f'“{name}”' for name in without)}", *of(subject.service))
    return passed(*of(*(runbook for runbook in found if runbook is not None)))


def _capacity(subject: Subject) -> list[Document[CapacityModel]]:
    found = subject.context.corpus.referrers("service", subject.service.id, CAPACITY_MODEL)
    return [document for document in found if document.model.service == subject.service.id]


def load_tested_2x(subject: Subject) -> Proof:
    """The latest load test reached twice the expected peak."""
    models = _capacity(subject)
    tests = [(d.model.load_test.date, d) for d in models if d.model.load_test is not None]
    if not tests:
        return unknown("no capacity model of this service has a load_test")
    document = max(tests, key=lambda test: test[0])[1]
    test = document.model.load_test
    assert test is not None
    place = Evidence(document.id, document, ("load_test",))
    if test.multiple_of_peak < LOAD_TEST_MULTIPLE:
        return failed(f"the test of {test.date} in `{document.id}` reached {test.multiple_of_peak}× the peak", place)
    return passed(place)


def auto_scaling(subject: Subject) -> Proof:
    """Scaling by itself is configured, and was tested."""
    models = _capacity(subject)
    if not models or all(d.model.scaling_strategy.auto_scaling is None for d in models):
        return unknown("no capacity model of this service says whether it scales by itself")
    scaling = [d for d in models if d.model.scaling_strategy.auto_scaling]
    if not scaling:
        return failed("its capacity model says auto_scaling: false", *of(*models))
    tested = [d for d in scaling if d.model.scaling_strategy.tested_on is not None]
    if not tested:
        return failed(f"`{scaling[0].id}` has no tested_on for its scaling", *of(*scaling))
    return passed(*(Evidence(d.id, d, ("scaling_strategy",)) for d in tested))


def architecture_diagram(subject: Subject) -> Proof:
    """The service links to its architecture diagram."""
    return _linked(subject, "architecture_diagram", subject.service.model.links.architecture_diagram)


def api_documentation(subject: Subject) -> Proof:
    """The service links to the documentation of its API."""
    return _linked(subject, "api_docs", subject.service.model.links.api_docs)


def _linked(subject: Subject, key: str, address: str | None) -> Proof:
    if address is None:
        return unknown(f"the service's `links` has no {key}")
    return passed(Evidence(address, subject.service, ("links", key)))


def operational_runbook(subject: Subject) -> Proof:
    """The service has runbooks, and the check finds nothing in them."""
    context, id = subject.context, subject.service.id
    runbooks = [d for d in context.corpus.referrers("service", id, Runbook) if d.model.service == id]
    if not runbooks:
        return failed("no runbook names this service")
    stale = [d for d in runbooks if runbook_review(context, d).is_stale(context.today)]
    if stale:
        return failed(f"too old to rely on: {', '.join(f'`{d.id}`' for d in stale)}", *of(*stale))
    flagged = [d for d in runbooks if d.path in subject.flagged]
    if flagged:
        return failed(f"the check finds something in {', '.join(f'`{d.id}`' for d in flagged)}", *of(*flagged))
    return passed(*of(*runbooks))


DERIVATIONS: Final[Mapping[str, Derivation]] = MappingProxyType(
    {
        function.__name__.replace("_", "-"): function
        for function in (
            slis_measured,
            slo_targets_agreed,
            error_budget_policy,
            golden_signals_dashboarded,
            alerts_with_runbooks,
            oncall_rotation,
            escalation_paths,
            runbooks_top_failure_modes,
            load_tested_2x,
            auto_scaling,
            architecture_diagram,
            api_documentation,
            operational_runbook,
        )
    }
)
"""By the id of the check; the same ids as those that `sre.readiness` calls derived."""
