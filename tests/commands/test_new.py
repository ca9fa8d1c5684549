from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from steadybook.commands._drafts.example import WRITTEN, adapted
from steadybook.model.discovery import kinds
from steadybook.model.loading import Loader
from steadybook.source.reader import Limits
from steadybook.sre.chaos import LIBRARY_IDS
from tests.commands.conftest import Run

KINDS = [kind for kind in kinds() if not kind.foreign and kind.codec is None]


@pytest.mark.parametrize("name", [kind.name for kind in KINDS])
def test_every_kind_has_an_example_whose_shape_is_right_under_any_id(run: Run, root: Path, name: str) -> None:
    kind = next(kind for kind in KINDS if kind.name == name)
    ended = run("new", name, "2026-11-redis-down")
    assert (ended.code, ended.err) == (0, "")
    path = ended.out.strip()
    assert path == f"{kind.folder}/2026-11-redis-down.yaml"
    loaded = Loader(kinds(), Limits()).load(path, (root / path).read_bytes())
    assert [problem.message for problem in loaded.problems] == []
    assert loaded.kind is kind
    assert not kind.named_by or getattr(loaded.model, kind.named_by) == "2026-11-redis-down"


def test_comments_and_layout_stay() -> None:
    team = next(kind for kind in KINDS if kind.name == "team")
    example = '# who\nteam:\n  name: "shop"  # the id\n  contact: x\n'
    assert adapted(example, team, "search", WRITTEN) == '# who\nteam:\n  name: "search"  # the id\n  contact: x\n'


@pytest.mark.parametrize(
    ("id", "today", "days"),
    [
        ("x", "2026-11-05", ["2026-10-10", "2026-11-05", "2026-12-03"]),  # as long ago as on the day it was written
        ("x", "2028-03-01", ["2028-02-04", "2028-03-01", "2028-03-29"]),
        ("2026-12-24-x", "2026-11-05", ["2026-12-24", "2027-01-19", "2027-02-16"]),  # an id has the first day
        ("shift-2026-12-24", "2026-11-05", ["2026-12-24", "2027-01-19", "2027-02-16"]),
        ("2026-02-30-x", "2026-11-05", ["2026-10-10", "2026-11-05", "2026-12-03"]),  # no day at all
        ("12026-12-24", "2026-11-05", ["2026-10-10", "2026-11-05", "2026-12-03"]),
    ],
)
def test_the_days_of_an_example_are_moved_together(id: str, today: str, days: list[str]) -> None:
    runbook = next(kind for kind in KINDS if kind.name == "runbook")
    example = "runbook:\n  a: 2026-10-07 # 2026-11-02\n  b: p/2026-11-30-x.yaml\n  c: load-2026-09\n"
    a, comment, b = days
    moved = f"runbook:\n  a: {a} # {comment}\n  b: p/{b}-x.yaml\n  c: load-2026-09\n"
    assert adapted(example, runbook, id, date.fromisoformat(today)) == moved


def test_a_report_is_about_the_month_in_its_id(run: Run, root: Path) -> None:
    assert run("new", "monthly_report", "2026-09").out == "postmortems/reports/2026-09.yaml\n"
    assert "  period: 2026-09" in (root / "postmortems/reports/2026-09.yaml").read_text("utf-8")


def test_what_begins_at_an_hour_keeps_its_weekday() -> None:
    shift = next(kind for kind in KINDS if kind.name == "oncall_shift")
    example = "oncall_shift:\n  start: 2026-10-05T10:00:00+02:00\n"
    for days in range(-7, 15):
        moved = adapted(example, shift, "x", WRITTEN + timedelta(days=days))
        start = date.fromisoformat(moved[-26:-16])
        assert start.weekday() == date(2026, 10, 5).weekday()
        assert 0 <= (WRITTEN + timedelta(days=days) - start).days - (WRITTEN - date(2026, 10, 5)).days < 7


@pytest.mark.parametrize("today", ["2026-11-02", "2027-02-28", "2031-07-16"])
def test_time_finds_nothing_in_a_draft_on_its_first_day(run: Run, root: Path, today: str) -> None:
    names = [(kind.name, kind.name.replace("_", "-")) for kind in KINDS]
    ids = [(name, id) for name, slug in names for id in (slug, f"{today}-{slug}")]
    paths = [run("new", name, id, "--as-of", today).out.strip() for name, id in ids]
    assert [path for path in paths if not (root / path).is_file()] == []
    findings = json.loads(run("check", "--as-of", today, "--format", "json", *paths).out)["findings"]
    assert len(findings) > 20  # other names than those of this organisation
    assert [finding["message"] for finding in findings if finding["time_dependent"]] == []
    dated = {finding["rule"] for finding in findings if today in finding["path"]}
    assert {"dangling-reference", "example-text"} <= dated
    assert not {rule for rule in dated if re.search("date|future|order|late|outside", rule)}


def test_an_existing_file_is_never_overwritten(run: Run, root: Path) -> None:
    before = (root / "catalog/teams/payments.yaml").read_bytes()
    ended = run("new", "team", "payments")
    assert ended.code == 2
    assert "`catalog/teams/payments.yaml` exists already" in ended.err
    assert (root / "catalog/teams/payments.yaml").read_bytes() == before


def test_what_cannot_be_written_says_why(run: Run, root: Path) -> None:
    ended = run("new", "team", "a" * 300)
    assert (ended.code, "file name too long\n  help: Choose a shorter name." in ended.err) == (2, True)
    (root / "catalog/capacity").write_text("", "utf-8")
    ended = run("new", "capacity_model", "checkout")
    assert (ended.code, "A file stands where a folder belongs" in ended.err) == (2, True)


def test_the_folder_is_the_configured_one(run: Run, root: Path) -> None:
    (root / "steadybook.toml").write_text('folders = ["docs"]\n[kind_folders]\nteam = ["docs/who"]\n', "utf-8")
    assert run("new", "team", "search").out == "docs/who/search.yaml\n"
    assert run("check").code == 0


def test_the_list_says_what_each_kind_is_for(run: Run) -> None:
    out = run("new", "--list").out
    for kind in KINDS:
        assert kind.summary in out


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "a kind and an id are needed"),
        (["team"], "a kind and an id are needed"),
        (["runbok", "x"], "Did you mean `runbook`?"),
        (["team", "Redis Down.yaml"], "For example `redis-down`"),
        (["team", "../x"], "is not an id"),
        (["team", "a--b"], "is not an id"),
        (["incident", "2026-13-45-down"], "begins with a day that there is not"),
        (["team", "\x1b[31m"], "is not an id"),
    ],
)
def test_mistakes(run: Run, arguments: list[str], message: str) -> None:
    ended = run("new", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert message in ended.err


def test_a_list_that_is_cut_says_so(run: Run, root: Path) -> None:
    rules = [f"{{alert: A{number:02}, expr: up == 0}}" for number in range(30)]
    (root / "slos/alerts/many.yaml").write_text(f"groups: [{{name: x, rules: [{', '.join(rules)}]}}]\n", "utf-8")
    assert " and 12 more." in run("new", "runbook", "--alert", "Nothing").err


@pytest.mark.parametrize("entry", LIBRARY_IDS)
def test_an_experiment_of_the_library_begins_as_a_sound_draft(run: Run, root: Path, entry: str) -> None:
    ended = run("new", "experiment", "--service", "checkout", "--from-library", entry)
    assert ended.code == 0
    path = f"catalog/chaos/checkout-{entry}.yaml"
    assert ended.out == f"{path}\n"
    found = json.loads(run("check", str(root / path), "--format", "json").out)["findings"]
    assert {finding["rule"] for finding in found} == {"placeholder-text"}
    text = (root / path).read_text()
    assert "at least 99.9 %" in text
    again = run("new", "experiment", "--service", "checkout", "--from-library", entry)
    assert (again.code, "exists already" in again.err) == (2, True)


@pytest.mark.usefixtures("root")
def test_what_the_library_lacks_is_explained(run: Run) -> None:
    new = ("new", "experiment", "--service")
    assert "Did you mean `pod-kill`?" in run(*new, "checkout", "--from-library", "podkill").err
    assert "Did you mean `checkout`?" in run(*new, "chekout", "--from-library", "pod-kill").err
    assert "go together" in run("new", "toil_item", "x", "--service", "checkout").err
    assert "go together" in run("new", "runbook", "x", "--service", "checkout", "--from-library", "pod-kill").err


def test_an_objective_begins_modest_and_above_the_contract(run: Run, root: Path) -> None:
    ended = run("new", "slo", "second-look", "--service", "checkout")
    assert ended.code == 0
    text = (root / "slos/second-look.yaml").read_text()
    # The contract of the base's service is 99.5, so the tier's first target of 99.5 is too low.
    assert "target: 99.9 " in text
    assert "error_budget_minutes: 40.32" in text
    found = json.loads(run("check", str(root / "slos/second-look.yaml"), "--format", "json").out)["findings"]
    assert not [finding for finding in found if finding["rule"].startswith("error-budget")]
    assert all(finding["severity"] == "warning" or "TODO" in finding["message"] for finding in found)


def test_a_runbook_begins_with_what_its_alert_says(run: Run, root: Path) -> None:
    ended = run("new", "runbook", "another-look", "--alert", "CheckoutErrors")
    assert ended.out == "runbooks/another-look.yaml\n"
    assert "exists" not in ended.err
    text = (root / "runbooks/another-look.yaml").read_text()
    assert "title: Orders fail" in text
    assert "alert_name: CheckoutErrors" in text
    assert "contact: payments-lead" in text
    assert "https://grafana.shop.example/d/checkout-errors" in text
    assert "Did you mean `CheckoutErrors`?" in run("new", "runbook", "--alert", "CheckoutError").err


@pytest.mark.usefixtures("root")
def test_without_a_name_the_experiment_that_is_suggested_is_drafted(run: Run) -> None:
    assert run("new", "experiment", "--service", "checkout").out == "catalog/chaos/checkout-slow-database.yaml\n"
