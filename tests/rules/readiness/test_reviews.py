from __future__ import annotations

from pathlib import Path

import pytest

from steadybook.engine.check import check as run_check
from steadybook.model.finding import Finding
from tests.rules.organisation import AS_OF, BASE, findings, write

MISSED = "missed-readiness-check"


def review(*checks: str, date: str = "2026-10-01", name: str = "checkout") -> dict[str, str]:
    head = ["readiness_review:", "  service: checkout", f"  date: {date}", "  checks:"]
    return {f"catalog/readiness/{name}.yaml": "\n".join([*head, *(f"    {check}" for check in checks), ""])}


def check_of(root: Path) -> list[Finding]:
    """What is missed in an organisation as it stands."""
    return [f for f in run_check(root, as_of=AS_OF, use_cache=False).findings if f.rule == MISSED]


@pytest.mark.parametrize(
    ("check", "date", "lines"),
    [
        ("call-timeouts: {status: pass, checked_on: 2025-11-01}", "2026-10-01", []),
        ("call-timeouts: {status: pass, checked_on: 2025-10-31}", "2026-10-01", [5]),
        ("call-timeouts: {status: pass}", "2025-10-31", [5]),
        ("call-timeouts: {status: pass, checked_on: 2026-10-01}", "2025-10-31", []),
        ("call-timeouts: {status: not_applicable, checked_on: 2025-10-31}", "2026-10-01", [5]),
        ("call-timeouts: {status: fail, checked_on: 2024-10-31}", "2026-10-01", []),
    ],
)
def test_an_attestation_holds_for_a_year(tmp_path: Path, check: str, date: str, lines: list[int]) -> None:
    found = findings(tmp_path, review(check, date=date), "expired-attestation")
    assert [f.span.line for f in found] == lines
    assert all(f.time_dependent for f in found)


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    [found] = findings(tmp_path, review("call-timeouts: {status: pass}"), "attestation-without-evidence")
    assert "`evidence` and `checked_by`" in found.message
    files = review("call-timeouts: {status: fail}", "retry-backoff: {status: not_applicable, reason: no calls}")
    assert findings(tmp_path / "2", files, "attestation-without-evidence") == []


def test_the_nearest_check_is_offered_but_not_written_unasked(tmp_path: Path) -> None:
    [found] = findings(tmp_path, review("call-timeout: {status: fail}"), "unknown-readiness-check")
    assert "call-timeouts" in found.help
    assert found.fix is not None
    assert not found.fix.safe
    [found] = findings(tmp_path / "2", review("qqqq: {status: fail}"), "unknown-readiness-check")
    assert found.fix is None
    assert "slis-measured" in found.help


def test_reviews_of_different_days_are_a_history(tmp_path: Path) -> None:
    files = review("{}") | review("{}", date="2026-04-01", name="checkout-spring")
    assert findings(tmp_path, files, "duplicate-readiness-review") == []


def test_a_reason_that_ends_in_a_stop_gets_no_second_one(tmp_path: Path) -> None:
    (tmp_path / "steadybook.toml").write_text('[readiness]\nimportant = ["call-timeouts"]\n')
    [found] = findings(tmp_path, review("call-timeouts: {status: fail, reason: Two calls wait for ever.}"), MISSED)
    assert found.help == "`call-timeouts`: Two calls wait for ever. `steadybook readiness checkout` shows all."


def test_nothing_is_said_of_objectives_while_the_slo_is_broken(tmp_path: Path) -> None:
    slo = (BASE / "slos/checkout-availability.yaml").read_text("utf-8")
    other = {"slos/checkout-availability.yaml": slo.replace("service: checkout", "service: another")}
    [found] = findings(tmp_path / "other", other, MISSED)
    assert "`slis-measured`" in found.message
    broken = {"slos/checkout-availability.yaml": slo.replace("target:", "taarget:")}
    assert findings(tmp_path / "broken", broken, MISSED) == []


@pytest.mark.parametrize(
    ("change", "broken", "check"),
    [
        (
            ("slos/checkout-availability.yaml", "  last_reviewed: 2026-10-20\n", ""),
            "runbooks/qq.yaml",
            "slo-targets-agreed",
        ),
        (
            ("catalog/services/checkout.yaml", "  oncall_rotation: payments-oncall\n", ""),
            "catalog/zz.yaml",
            "oncall-rotation",
        ),
    ],
)
def test_what_no_broken_file_can_prove_is_missing(
    tmp_path: Path, change: tuple[str, str, str], broken: str, check: str
) -> None:
    path, old, new = change
    text = (BASE / path).read_text("utf-8")
    assert old in text
    [found] = findings(tmp_path, {path: text.replace(old, new), broken: "[\n# payments-oncall\n"}, MISSED)
    assert f"`{check}`" in found.message


def test_a_broken_file_where_indicators_are_kept_may_prove_what_they_do(tmp_path: Path) -> None:
    path = "slos/checkout-availability.yaml"
    text = (BASE / path).read_text("utf-8").replace("  last_reviewed: 2026-10-20\n", "")
    assert findings(tmp_path, {path: text, "slos/qq.yaml": "[\n"}, MISSED) == []


def test_the_rotation_in_a_broken_review_of_another_service_says_nothing(tmp_path: Path) -> None:
    broken = {
        "catalog/readiness/basket.yaml": "readiness_review:\n  service: basket  # payments-oncall\n  date: soon\n"
    }
    files = review("call-timeouts: {status: fail, reason: they wait}") | broken
    (tmp_path / "steadybook.toml").write_text('[readiness]\nimportant = ["call-timeouts"]\n')
    assert len(findings(tmp_path, files, MISSED)) == 1


@pytest.mark.parametrize(
    ("path", "check"),
    [
        ("catalog/oncall/payments-oncall.yaml", "oncall-rotation"),
        ("runbooks/checkout-errors.yaml", "operational-runbook"),
        ("slos/policies/default.yaml", "error-budget-policy"),
        ("catalog/readiness/checkout-2026-09.yaml", "structured-logging"),
    ],
)
@pytest.mark.parametrize("mistake", ["  zzz: 1\n", "  'x\n"])
def test_nothing_is_concluded_from_a_document_that_cannot_be_read(
    tmp_path: Path, path: str, check: str, mistake: str
) -> None:
    required = ", ".join(f'"{id}"' for id in (check, "call-timeouts"))
    (tmp_path / "steadybook.toml").write_text(f"[readiness]\nimportant = [{required}]\n")
    text = (BASE / path).read_text("utf-8")
    write(tmp_path, {})
    (tmp_path / path).unlink()
    missing = [f.message for f in check_of(tmp_path)]
    assert [check in message for message in missing] == [True]
    assert [check in f.message for f in findings(tmp_path, {path: text + mistake}, MISSED)] in ([], [False])
