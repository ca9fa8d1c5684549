"""`--since` of readiness and quality, and reports over months, in a repository with a past."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.backdated import DIAGRAM, SERVICE, git, history, put
from tests.commands.conftest import Run


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "shop"
    history(root)
    monkeypatch.chdir(root)
    return root


@pytest.mark.usefixtures("shop")
def test_readiness_says_what_was_gained_and_lost(run: Run) -> None:
    answer = json.loads(run("readiness", "--since", "2026-08-31", "--format", "json").out)
    assert len(answer["services"][0]["checks"]) == 28  # the contract stands as it was
    since = answer["since"]
    assert (since["as_of"], since["committed_at"]) == ("2026-09-01T00:00:00Z", "2026-08-10T08:00:00Z")
    assert since["reason"] is None
    (service,) = since["services"]
    assert service["service"] == "checkout"
    assert "structured-logging" in service["gained"]
    assert "architecture-diagram" in service["lost"]
    assert service["now"]["passed"] == answer["services"][0]["passed"]
    assert service["then"]["passed"] < service["now"]["passed"]
    assert since["fleet"]["then"]["passed"] == service["then"]["passed"]
    assert since["fleet"]["now"]["level"] == answer["services"][0]["level"]
    shown = run("readiness", "checkout", "--since", "HEAD~2").out
    assert "Since 2026-08-10 08:00 UTC, commit" in shown
    assert "architecture-diagram" in shown


@pytest.mark.usefixtures("shop")
def test_quality_says_how_the_scores_moved(run: Run) -> None:
    answer = json.loads(run("quality", "--since", "2026-08-31", "--format", "json").out)
    assert {"fleet", "teams", "services", "since"} < answer.keys()
    subjects = {each["subject"]: each for each in answer["since"]["subjects"]}
    assert list(subjects) == ["fleet", "payments", "checkout"]
    fleet = subjects["fleet"]
    assert fleet["now"] == answer["fleet"]["score"]
    assert abs(fleet["change"] - (fleet["now"] - fleet["then"])) < 1e-9
    assert len(fleet["dimensions"]) == 8
    shown = run("quality", "payments", "--since", "2026-08-31").out
    assert "All together" in shown
    assert f"{fleet['then']:.1f}".rstrip("0").rstrip(".") in shown


def test_a_service_that_was_not_there_and_one_that_is_gone(run: Run, shop: Path) -> None:
    old, new = shop / SERVICE, "catalog/services/till.yaml"
    put(shop, new, old.read_text("utf-8").replace("name: checkout", "name: till"))
    old.unlink()
    since = json.loads(run("readiness", "--since", "HEAD", "--format", "json").out)["since"]
    gone, here = since["services"]
    assert (gone["service"], gone["now"], gone["gained"]) == ("checkout", None, [])
    assert (here["service"], here["then"], here["lost"]) == ("till", None, [])
    assert "not there" in run("readiness", "--since", "HEAD").out
    scores = json.loads(run("quality", "till", "--since", "HEAD", "--format", "json").out)["since"]["subjects"]
    assert (scores[0]["then"], scores[0]["change"]) == (None, None)


@pytest.mark.usefixtures("shop")
def test_without_a_past_the_present_is_printed_with_the_reason(run: Run) -> None:
    for verb in ("readiness", "quality"):
        ended = run(verb, "--since", "2026-01-01")
        assert (ended.code, ended.err) == (0, "")
        assert "checkout" in ended.out
        assert "No history: the first commit here is of 2026-07-20." in ended.out
        answer = json.loads(run(verb, "--since", "2026-07-25", "--format", "json").out)["since"]
        assert answer["reason"].startswith("no data: ")
        assert answer.keys() == {"as_of", "commit", "committed_at", "reason"}


@pytest.mark.usefixtures("shop")
def test_what_names_no_moment_is_an_error(run: Run) -> None:
    for verb in ("readiness", "quality"):
        ended = run(verb, "--since", "no-such-tag")
        assert (ended.code, ended.out) == (2, "")
        assert "git knows no such commit" in ended.err


@pytest.mark.usefixtures("shop")
def test_nothing_changed_is_said(run: Run) -> None:
    shown = run("readiness", "--since", "2026-10-31").out
    assert "Nothing changed." in shown
    assert "1 service unchanged. All in production: 0 of 1 ready" in " ".join(shown.split())


@pytest.mark.usefixtures("shop")
def test_reports_show_the_course(run: Run) -> None:
    for name in ("readiness", "quality"):
        history = json.loads(run("report", name, "--format", "json").out)["history"]
        assert [point["as_of"] for point in history["points"]] == [
            "2026-09-01T00:00:00Z",
            "2026-10-01T00:00:00Z",
            "2026-11-01T00:00:00Z",
            "2026-11-02T00:00:00Z",
        ]
        assert history["points"][0]["value"] < history["points"][1]["value"]
        assert history["points"][-1]["source"] == "now"
        assert "2026-09-30" in run("report", name).out
    months = json.loads(run("report", "toil", "--format", "json").out)["history"]["months"]
    assert [(m["month"], m["hours_per_month"], m["hours_automated_away"], m["share_pct"]) for m in months] == [
        ("2026-08", 10, 0, {"payments": 6.25, "all": 6.25}),
        ("2026-09", 10, 10, {"payments": 6.25, "all": 6.25}),
        ("2026-10", 0, 20, {"payments": 0, "all": 0}),
        ("now", 0, 20, {"payments": 0, "all": 0}),
    ]
    assert "payments, % of SRE hours" in run("report", "toil").out


def test_a_month_has_the_toil_of_its_end_and_freezing_it_holds(run: Run, shop: Path) -> None:
    put(shop, "postmortems/reports/2026-09.yaml", "monthly_report:\n  period: 2026-09\n")
    answer = json.loads(run("report", "monthly", "2026-09", "--format", "json").out)
    assert answer["monthly_report"]["toil"] == {
        "hours_spent": 10,
        "hours_automated_away": 10,
        "pct_of_sre_time": 6.25,
    }
    assert answer["before"]["toil.hours_automated_away"] == 0
    assert answer["notes"]["toil.hours_spent"].startswith("as written in commit ")
    assert run("report", "monthly", "2026-09", "--write").code == 0
    assert json.loads(run("report", "monthly", "2026-09", "--format", "json").out)["drift"] == []
    # The inventory of today says 0 hours: that contradicts nothing that was frozen of September.
    checked = json.loads(run("check", "--format", "json", "--no-cache").out)
    assert not [finding for finding in checked["findings"] if finding["rule"] == "report-drift"]
    file = shop / "postmortems/reports/2026-09.yaml"
    file.write_text(file.read_text("utf-8").replace("hours_spent: 10", "hours_spent: 12"), "utf-8")
    (moved,) = json.loads(run("report", "monthly", "2026-09", "--format", "json").out)["drift"]
    assert (moved["figure"], moved["computed"]) == ("toil.hours_spent", 10)


def test_a_month_before_history_says_that_its_toil_is_of_today(run: Run, shop: Path) -> None:
    put(shop, "postmortems/reports/2026-06.yaml", "monthly_report: {period: 2026-06, toil: {hours_spent: 7}}\n")
    answer = json.loads(run("report", "monthly", "2026-06", "--format", "json").out)
    assert answer["monthly_report"]["toil"]["hours_automated_away"] == 20
    assert answer["notes"]["toil.hours_spent"] == "as written today, not at the end of 2026-06"
    assert "as written today" in run("report", "monthly", "2026-06").out
    assert [drift["figure"] for drift in answer["drift"]] == []


def test_the_working_tree_and_what_git_ignores_stay_as_they_are(run: Run, shop: Path) -> None:
    (shop / SERVICE).write_text((shop / SERVICE).read_text("utf-8") + DIAGRAM.replace("    ", "# "), "utf-8")
    before = git(shop, "status", "--porcelain")
    assert run("readiness", "--since", "HEAD~1").code == 0
    assert git(shop, "status", "--porcelain") == before
