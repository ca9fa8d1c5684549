"""A shop with one service whose SLOs a test writes, and its export."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from steadybook.engine.repository import open_repository
from steadybook.exchange.prometheus import EXPORT
from steadybook.model.export import Exported

SERVICE = """\
service: {name: checkout, team: payments, tier: critical, runbook: checkout-errors}
"""
SLI = """\
sli:
  name: requests
  type: availability
  measurement: {good_events: answers with a status below 500, total_events: all requests}
  prometheus:
    good: sum(rate(http_requests_total{job="$service",code!~"5.."}[$window]))
    total: sum(rate(http_requests_total{job="$service"}[$window]))
"""
SLO = """\
slo: {service: checkout, sli: requests, target: 99.9, window: 28d, owner: payments, runbook: checkout-errors}
"""

Organisation = Callable[[Mapping[str, str]], Path]


@pytest.fixture
def organisation(tmp_path: Path, repository: Path) -> Organisation:
    """Writes a repository: an SLI, an SLO and a runbook, and whatever else is given by path."""

    def write(documents: Mapping[str, str]) -> Path:
        root = tmp_path / "shop"
        runbook = (repository / "tests/rules/base/runbooks/checkout-errors.yaml").read_text("utf-8")
        usual = {
            "steadybook.toml": 'site_url = "https://reliability.shop.example/"\n',
            "catalog/services/checkout.yaml": SERVICE,
            "slos/requests.yaml": SLI,
            "slos/checkout-availability.yaml": SLO,
            "runbooks/checkout-errors.yaml": runbook.replace("CheckoutErrors", "CheckoutRequestsFastBurn"),
        }
        for path, text in {**usual, **documents}.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, "utf-8")
        return root

    return write


def exported(root: Path) -> Exported:
    """What the repository exports for Prometheus."""
    return EXPORT.files(open_repository(root).context)


def written(export: Exported, folder: Path) -> Path:
    """The folder with the files of an export."""
    for file in export.files:
        (folder / file.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / file.path).write_text(file.text, "utf-8")
    return folder
