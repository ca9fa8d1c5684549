"""Which experiments a service has stood, and what is suggested next."""

from __future__ import annotations

from pathlib import Path

import pytest

from steadybook.analysis.chaos_coverage import MODE_WORDS, Coverage, coverage_of, coverages
from steadybook.kinds.experiment.model import Experiment
from steadybook.kinds.service.model import Service
from steadybook.sre.chaos import CATEGORIES, LIBRARY, LIBRARY_IDS
from tests.rules.organisation import context_of

EXPERIMENT = """\
    experiment:
      name: {name}
      service: checkout
      environment: {environment}
      {more}
      hypothesis: Orders wait, and none is lost.
      method: {{fault_type: network, target: {target}}}
      safety: {{abort_conditions: [Orders fail], rollback_plan: Take the delay away}}
      runs: {runs}
    """


def covered(root: Path, **files: str) -> Coverage:
    context = context_of(root, {f"catalog/chaos/{name}.yaml": text for name, text in files.items()})
    service = context.corpus.get(Service, "checkout")
    assert service is not None
    return coverage_of(context, service)


def experiment(
    environment: str = "staging", more: str = "annotations: {}", target: str = "orders", runs: str = "[]"
) -> str:
    return EXPERIMENT.format(name="Slow", environment=environment, more=more, target=target, runs=runs)


RAN = "[{date: 2026-10-10, outcome: confirmed}]"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        (experiment(), 0),
        (experiment(runs=RAN), 1),
        (experiment(more="scheduled_for: 2026-10-10", runs=RAN), 2),
        (experiment(environment="production", runs=RAN), 3),
        (experiment(environment="production", runs="[{date: 2026-10-10, automated: true}]"), 4),
    ],
)
def test_the_level_follows_from_what_was_run(tmp_path: Path, text: str, level: int) -> None:
    assert covered(tmp_path, slow=text).level.level == level


def test_only_what_was_carried_out_covers_a_shelf(tmp_path: Path) -> None:
    found = covered(
        tmp_path,
        planned=experiment(more="category: storage"),
        fault=experiment(runs=RAN),
        shelf=experiment(more="category: scale", runs=RAN),
        library=experiment(more="library: external-api-cut", runs=RAN),
    )
    assert found.covered == ("network", "dependency", "scale")
    assert str(found.last_run) == "2026-10-10"
    assert found.next_run is None


def test_suggestions_come_from_failure_modes_and_from_empty_shelves(tmp_path: Path) -> None:
    found = covered(tmp_path)
    ids = [suggestion.entry.id for suggestion in found.suggestions]
    # The base's failure modes speak of the database, of a campaign and of a certificate that has expired.
    assert ids[:3] == ["slow-database", "traffic-spike", "clock-skew"]
    assert {suggestion.entry.category for suggestion in found.suggestions} == set(CATEGORIES)
    assert all(suggestion.why for suggestion in found.suggestions)
    after = covered(tmp_path / "after", slow=experiment(more="library: slow-database", runs=RAN))
    assert "slow-database" not in [suggestion.entry.id for suggestion in after.suggestions]


def test_a_hard_dependency_that_was_never_tried_comes_first(tmp_path: Path) -> None:
    service = (Path(__file__).parents[1] / "rules/base/catalog/services/checkout.yaml").read_text()
    callee = service.replace("name: checkout", "name: cards")
    caller = service + "  dependencies:\n    upstream: [cards]\n"
    files = {"catalog/services/checkout.yaml": caller, "catalog/services/cards.yaml": callee}
    context = context_of(tmp_path, files)
    checkout = context.corpus.get(Service, "checkout")
    assert checkout is not None
    first = coverage_of(context, checkout).suggestions[0]
    assert (first.entry.id, first.documents) == ("packet-loss", ("cards",))
    tried = {**files, "catalog/chaos/lost.yaml": experiment(target="calls to cards", runs=RAN)}
    context = context_of(tmp_path / "tried", tried)
    checkout = context.corpus.get(Service, "checkout")
    assert checkout is not None
    assert coverage_of(context, checkout).suggestions[0].entry.id != "packet-loss"


def test_the_budget_guards(tmp_path: Path) -> None:
    rows = "service,sli,start,end,good,total\n"
    spent = rows + "checkout,checkout-success,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,99940,100000\n"
    context = context_of(tmp_path, {"slos/measurements/checkout.csv": spent})
    (found,) = coverages(context)
    assert found.guarded
    assert not covered(tmp_path / "unknown").guarded


def test_the_library_is_sound() -> None:
    assert len(set(LIBRARY_IDS)) == len(LIBRARY) == 12
    assert {entry.category for entry in LIBRARY} == set(CATEGORIES)
    assert all("{service}" in entry.hypothesis for entry in LIBRARY)
    assert {id for id, _ in MODE_WORDS} <= set(LIBRARY_IDS)
    words = Experiment.model_fields["library"]
    assert words.description
