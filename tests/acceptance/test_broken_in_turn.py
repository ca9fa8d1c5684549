"""A document of each kind of the example organisation, broken in several ways: nothing false is said of any other."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from steadybook.engine.check import CheckResult, check
from steadybook.model.configuration import DEFAULT_FOLDERS

AS_OF = "2026-11-22"
MISTAKES: dict[str, Callable[[str], str]] = {
    "unknown key": lambda text: f"{text.rstrip()}\n  zzz: 1\n",
    "no YAML at the end": lambda text: f"{text.rstrip()}\n  'x\n",
    "no YAML in the first line": lambda text: f"'x\n{text}",
}
BROKEN = [
    "catalog/capacity/paymentservice.yaml",
    "catalog/chaos/2026-10-20-payment-game-day.yaml",
    "catalog/oncall/checkout-oncall-2026-10-19.yaml",
    "catalog/oncall/checkout-oncall.yaml",
    "catalog/readiness/redis-cart.yaml",
    "catalog/services/cartservice.yaml",
    "postmortems/2026-10-29-cart-redis-failover.yaml",
    "postmortems/incidents/2026-10-29-cart-redis-failover.yaml",
    "runbooks/redis-cart-down.yaml",
    "slos/grpc-request-success.yaml",
    "slos/paymentservice-availability.yaml",
    "slos/policies/default.yaml",
]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """A copy of the example organisation, checked once so that later checks do what a change asks for."""
    root = tmp_path_factory.mktemp("shop")
    for folder in DEFAULT_FOLDERS:
        shutil.copytree(repository / folder, root / folder)
    shutil.copy(repository / "pyproject.toml", root)
    return root


@pytest.fixture(scope="module")
def sound(root: Path) -> CheckResult:
    return check(root, as_of=AS_OF)


@pytest.mark.parametrize("path", BROKEN)
def test_nothing_is_concluded_from_a_broken_document(root: Path, sound: CheckResult, path: str) -> None:
    file = root / path
    text = file.read_text("utf-8")
    known = told(sound)
    try:
        for name, mistake in MISTAKES.items():
            file.write_text(mistake(text), "utf-8")
            found = told(check(root, as_of=AS_OF))
            assert any(place == path for place, *_ in found), name
            assert [each for each in found - known if each[0] != path] == [], name
    finally:
        file.write_text(text, "utf-8")


def told(result: CheckResult) -> Counter[tuple[str, str, str]]:
    return Counter((finding.path, finding.rule, finding.message) for finding in result.findings)
