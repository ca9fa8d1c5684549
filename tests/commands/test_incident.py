"""An incident from its declaration to a final postmortem, with the verbs alone; and what can go wrong on the way."""

from __future__ import annotations

import json
import multiprocessing
import re
import shutil
from pathlib import Path

import pytest

from steadybook.commands.main import main
from tests.commands.conftest import Ended, Run

START = ("incident", "start", "Orders fail", "--service", "checkout", "--function", "core_down", "--users", "under_25")
PEOPLE = ("--commander", "pay-2", "--communications", "payments-lead")
DAY = "2026-10-07"
ID = f"{DAY}-orders-fail"
PATH = f"postmortems/incidents/{ID}.yaml"


# Without it, the verbs would write into the repository that the tests are run in.
pytestmark = pytest.mark.usefixtures("root")


@pytest.fixture
def incident(run: Run) -> Run:
    """The verbs at moments of one day, as `incident("18:42", "update", "…")`."""

    def at(clock: str, *arguments: str) -> Ended:
        return run("incident", *arguments, "--as-of", f"{DAY}T{clock}:00Z")

    return at


@pytest.fixture
def started(incident: Run) -> Run:
    ended = incident(
        "09:20", *START[1:], *PEOPLE, "--started", "09:12Z", "--detected", "09:15Z", "--alert", "CheckoutErrors"
    )
    assert ended.code == 0, ended.err
    return incident


def findings(run: Run, *paths: str) -> list[tuple[str, str]]:
    ended = run("check", "--format", "json", "--as-of", DAY, *paths)
    return [(f["severity"], f["rule"]) for f in json.loads(ended.out)["findings"]]


def errors(run: Run) -> list[str]:
    return [rule for severity, rule in findings(run) if severity == "error"]


def test_from_start_to_a_final_postmortem(run: Run, started: Run, root: Path) -> None:
    opened = (root / PATH).read_text("utf-8")
    assert "severity: SEV2\n  status: investigating\n  started_at: 2026-10-07T09:12:00Z\n" in opened
    assert "    - time: 2026-10-07T09:15:00Z\n      event: CheckoutErrors fires\n      phase: detection\n" in opened
    (root / PATH).write_text(opened.replace("users: under_25", "users: under_25  # by the dashboard"), "utf-8")

    assert started("09:22", "acknowledge", "--by", "pay-1").code == 0
    told = started(
        "09:30", "update", "Payments time out", "--unknown", "why", "--doing", "rolling back", "--by", "pay-2"
    )
    assert told.code == 0
    assert "UPDATE: Orders fail (SEV2, investigating)\nWhat we know: Payments time out\n" in told.out
    assert "Next update: 10:00 UTC (every 30 min)\n" in told.out
    assert told.err == f"{PATH}\n"
    raised = started("09:35", "escalate", "--users", "over_25", "--reason", "All regions", "--scribe", "pay-4")
    assert raised.code == 0
    assert "Severity: SEV1, before SEV2\n" in raised.out
    assert raised.err.startswith("SEV1: `core_down` for `over_25` is SEV1 in the matrix\n")
    assert started("09:41", "mitigate", "Release 4.1 is back").code == 0
    for clock, due in (("09:55", "10:10"), ("10:05", "10:20"), ("10:20", "10:35")):
        assert f"Next update: {due} UTC (every 15 min)\n" in started(clock, "update", "We watch").out
    over = started("10:30", "resolve", "No errors for 49 minutes", "--cause", "An expired certificate")
    assert "Duration: 1 h 18 min\n" in over.out
    assert f"Postmortem: postmortems/{ID}.yaml (due 2026-10-14)\n" in over.out
    assert errors(run) == []

    drafted = started("11:00", "postmortem")
    assert drafted.code == 0, drafted.err
    assert drafted.out == ""
    assert drafted.err.endswith(f"postmortems/{ID}.yaml\n{PATH}\n")
    postmortem = root / f"postmortems/{ID}.yaml"
    text = postmortem.read_text("utf-8")
    assert "due 2026-10-14, 5 business days after the resolution" in text
    for fact in (
        "duration: 1h18m",
        "duration_minutes: 78",
        "time_to_detect_minutes: 3",
        "time_to_mitigate_minutes: 29",
    ):
        assert fact in text
    assert errors(run) == []
    assert {rule for _, rule in findings(run, f"postmortems/{ID}.yaml")} == {"placeholder-text"}
    assert "users: over_25  # by the dashboard" in (root / PATH).read_text("utf-8")

    # What only people can say.
    text = re.sub(r'"TODO: [^"]*"', "It is written down", text)
    text = text.replace("status: draft ", "status: final ").replace("# reviewers: [WHO]", "reviewers: [payments-lead]")
    actions = (
        "action_items:\n    - {id: AI-001, type: prevent, description: Renew certificates by machine, owner: payments, "
        "priority: P0, deadline: 2026-11-30}\n"
    )
    postmortem.write_text(text.replace("action_items: []\n", actions), "utf-8")
    assert findings(run, f"postmortems/{ID}.yaml", PATH) == []


def test_the_first_message_is_ready_to_paste(incident: Run) -> None:
    ended = incident("09:20", *START[1:], *PEOPLE, "--alert", "CheckoutErrors")
    assert ended.out == (
        "INCIDENT: Orders fail\n"
        "Severity: SEV2\n"
        "Impact: A core function is down for under a quarter of the users\n"
        "Status: investigating\n"
        "Incident commander: pay-2\n"
        f"Channel: #inc-{ID}\n"
        "Next update: 09:50 UTC (every 30 min)\n"
    )
    assert ended.err.splitlines()[0] == "SEV2: `core_down` for `under_25` is SEV2 in the matrix"
    assert "Runbook: runbooks/checkout-errors.yaml" in ended.err
    assert ended.err.endswith(f"{PATH}\n")


def test_which_cell_and_trigger_decided(incident: Run) -> None:
    lost = ("start", "Orders fail", "--service", "checkout", "--function", "cosmetic", "--users", "one", "--data-loss")
    ended = incident("09:20", *lost, *PEOPLE, "--format", "json")
    assert "raised by data loss (at least SEV1)" in ended.err
    assert json.loads(ended.out)["decision"] == {"severity": "SEV1", "cell": "SEV4", "triggers": ["data_loss"]}


def test_a_graver_severity_may_be_declared_and_never_a_milder_one(incident: Run, root: Path) -> None:
    milder = incident("09:20", *START[1:], *PEOPLE, "--severity", "SEV3")
    assert (milder.code, milder.out) == (2, "")
    assert "SEV3 is too low: SEV2 by the matrix" in milder.err
    assert not (root / PATH).exists()
    graver = incident("09:20", *START[1:], *PEOPLE, "--severity", "sev1")
    assert "declared SEV1, graver than that" in graver.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (START[1:], "a SEV2 needs an incident commander and a communications lead"),
        ((*START[1:], *PEOPLE, "--operations", "PAY-2"), "cannot be the commander and the operations lead"),
        ((*START[1:], *PEOPLE, "--service", "chekout"), "Did you mean `checkout`?"),
        ((*START[1:], *PEOPLE, "--alert", "CheckoutError"), "Did you mean `CheckoutErrors`?"),
        ((*START[1:-1], "over25", *PEOPLE), "Did you mean `over_25`?"),
        ((*START[1:], *PEOPLE, "--started", "09:18Z", "--detected", "09:17Z"), "is before `--started`"),
        ((*START[1:], *PEOPLE, "--started", "2026-10-07T09:12:00"), "has no zone"),
        ((*START[1:], *PEOPLE, "--started", "yesterday"), "is not a moment"),
        ((*START[1:], *PEOPLE, "--at", "2062-10-07T09:12:00Z"), "is in the future"),
        ((*START[1:], *PEOPLE, "--slug", "Orders!"), "For example `orders`"),
        ((*START[1:], *PEOPLE, "--slug", "../../x"), "is not a slug"),
        (("start", " ", *START[3:], *PEOPLE), "the title is empty"),
        (("start", "TODO", *START[3:], *PEOPLE), "is template text"),
        (("start", "a\x1b[31mb", *START[3:], *PEOPLE), "characters that are no text"),
    ],
)
def test_what_start_refuses(incident: Run, root: Path, arguments: tuple[str, ...], message: str) -> None:
    ended = incident("09:20", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert message in ended.err
    assert not (root / "postmortems").exists() or list((root / "postmortems").rglob("*.yaml")) == []


def test_who_is_on_call_is_said_where_a_role_is_missing(incident: Run, root: Path) -> None:
    shift = "rotation: payments-oncall\n  start: 2026-10-05T08:00:00Z\n  end: 2026-10-12T08:00:00Z\n  pages: 0"
    (root / "catalog/oncall/payments-oncall-2026-10-05.yaml").write_text(
        f"oncall_shift:\n  {shift}\n  primary: pay-3\n  secondary: pay-4\n", "utf-8"
    )
    ended = incident("09:20", *START[1:])
    assert "On call: payments-oncall: primary pay-3, secondary pay-4." in ended.err


def test_a_second_incident_of_the_same_day_and_slug(started: Run, root: Path) -> None:
    again = started("09:25", *START[1:], *PEOPLE)
    assert again.code == 2
    assert f"`{ID}` is open already" in again.err
    started("09:41", "mitigate", "Back")
    started("10:30", "resolve", "Well")
    assert started("11:00", *START[1:], *PEOPLE).code == 0
    assert (root / f"postmortems/incidents/{ID}-2.yaml").exists()


def test_the_day_is_that_of_the_start_in_utc_and_the_zone_is_kept(incident: Run, root: Path) -> None:
    ended = incident("09:20", *START[1:], *PEOPLE, "--started", "2026-10-07T01:30:00+02:00")
    assert "named after the day in UTC, 2026-10-06" in ended.err
    text = (root / "postmortems/incidents/2026-10-06-orders-fail.yaml").read_text("utf-8")
    assert "started_at: 2026-10-07T01:30:00+02:00\n" in text


def test_moments_are_compared_across_the_change_from_summer_time(run: Run, root: Path) -> None:
    def at(moment: str, *arguments: str) -> Ended:
        return run("incident", *arguments, "--as-of", moment)

    assert at("2026-10-25T02:50:00+02:00", *START[1:], *PEOPLE).code == 0
    id = "2026-10-25-orders-fail"
    # Half an hour later the clock in Berlin shows 20 minutes less.
    later = at("2026-10-25T01:30:00Z", "update", "Still failing", "--at", "2026-10-25T02:20:00+01:00")
    assert later.code == 0, later.err
    earlier = at("2026-10-25T01:30:00Z", "update", "x", "--at", "2026-10-25T02:55:00+02:00")
    assert "2026-10-25 00:55 UTC is before its last entry (2026-10-25 01:20 UTC)" in earlier.err
    assert "time: 2026-10-25T02:20:00+01:00\n" in (root / f"postmortems/incidents/{id}.yaml").read_text("utf-8")
    assert errors(run) == []


@pytest.mark.parametrize(
    ("clock", "arguments", "message"),
    [
        ("09:30", ("resolve", "Over"), "it is not mitigated yet"),
        ("09:10", ("update", "Early"), "is before its last entry (2026-10-07 09:20 UTC)"),
        ("09:30", ("mitigate", "Back", "--at", "25m"), "is before its last entry"),
        ("09:30", ("escalate", "--severity", "SEV2", "--reason", "x"), "it is a SEV2 already"),
        ("09:30", ("escalate", "--severity", "SEV3", "--reason", "x"), "SEV3 is too low"),
        ("09:30", ("escalate", "--reason", "x"), "what makes it graver is missing"),
        ("09:30", ("escalate", "--severity", "SEV9", "--reason", "x"), "Allowed: SEV1, SEV2, SEV3, SEV4"),
        ("09:30", ("update", "  "), "the text is empty"),
        ("09:30", ("update", ID), "the text is missing"),
        ("09:30", ("update", "token ghp_abcdefghijklmnopqrstuvwxyz0123456789"), "looks like a GitHub token"),
        ("09:30", ("update", f"{DAY}-order-fails", "x"), f"Did you mean `{ID}`?"),
        ("09:30", ("update", "x", "--operations", "pay-2"), "cannot be the commander and the operations lead"),
        ("09:30", ("postmortem", ID), "is not resolved yet: it is investigating"),
        ("09:30", ("update", "x", "--at", "09:40:00Z", "--as-of", "nonsense"), "is not a date or an instant"),
    ],
)
def test_steps_out_of_place(
    run: Run, started: Run, root: Path, clock: str, arguments: tuple[str, ...], message: str
) -> None:
    before = (root / PATH).read_bytes()
    ended = run("incident", *arguments) if "--as-of" in arguments else started(clock, *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert message in ended.err
    assert (root / PATH).read_bytes() == before


def test_steps_that_were_taken_already(started: Run) -> None:
    assert started("09:30", "acknowledge", ID).code == 0
    assert started("09:41", "mitigate", ID, "Back").code == 0
    assert started("10:30", "resolve", ID, "Well").code == 0
    again: tuple[tuple[str, str, tuple[str, ...]], ...] = (
        ("acknowledge", "acknowledged already", ()),
        ("mitigate", "mitigated already", ("x",)),
        ("resolve", "resolved already", ("x",)),
        ("escalate", "it is resolved", ("--severity", "SEV1", "--reason", "x")),
        ("update", "further than identified", ("x", "--identified")),
    )
    for step, message, arguments in again:
        ended = started("10:40", step, ID, *arguments)
        assert ended.code == 2
        assert message in ended.err


def test_which_incident_is_meant(started: Run, incident: Run) -> None:
    assert started("09:30", "update", f"#inc-{ID}", "x").code == 0
    assert started("09:30", "update", PATH, "x").code == 0
    other = ("start", "Slow", "--service", "checkout", "--function", "degraded", "--users", "one")
    ended = started("09:31", *other)
    assert f"Open as well, on checkout: {ID} (SEV2)" in ended.err
    unclear = started("09:32", "update", "x")
    assert "2 incidents are open: say which one" in unclear.err
    assert f"{DAY}-slow" in unclear.err
    listed = started("09:45", "list")
    assert listed.out.splitlines()[0] == f"SEV4  {DAY}-slow         investigating; for 14 min"
    assert listed.out.splitlines()[1] == f"SEV2  {ID}  investigating; for 33 min; next update 10:00 UTC"
    late = incident("10:05", "list", "--format", "json")
    assert json.loads(late.out)["incidents"][1]["next_update"] == "2026-10-07T10:00:00Z"
    assert "5 min overdue" in incident("10:05", "list").out


def test_nothing_is_open(run: Run) -> None:
    assert run("incident", "list").out == "No incident is open.\n"
    assert "no incident is open" in run("incident", "mitigate", "x").err
    assert "no resolved incident is without a postmortem" in run("incident", "postmortem").err


def test_what_engineers_write_does_not_reach_customers(started: Run) -> None:
    ended = started(
        "09:30", "update", "pay-3 restarts the database", "--audience", "customer", "--public", "Cards work again."
    )
    assert "database" not in ended.out
    assert ended.out == (
        "checkout: we are still working on it\n\nCards work again.\nSome users may still notice that it does not work."
        "\nWe will write here again within 30 min.\n"
    )


def test_a_dry_run_writes_nothing(started: Run, root: Path) -> None:
    before = (root / PATH).read_bytes()
    ended = started("09:41", "mitigate", "Back", "--dry-run")
    assert ended.out.startswith("----- inside -----\nMITIGATED: Orders fail (SEV2)\n")
    assert "+  mitigated_at: 2026-10-07T09:41:00Z\n" in ended.err
    assert ended.err.endswith("Nothing is written.\n")
    assert (root / PATH).read_bytes() == before
    assert started("09:41", *START[1:], "--slug", "other", *PEOPLE, "--dry-run").code == 0
    assert [file.name for file in (root / "postmortems/incidents").iterdir()] == [f"{ID}.yaml"]


def test_line_ends_marks_and_comments_stay(started: Run, root: Path) -> None:
    text = (root / PATH).read_text("utf-8").replace("status: investigating", "status: investigating   # soon mitigated")
    (root / PATH).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    for clock, *step in (
        ("09:30", "acknowledge"),
        ("09:41", "mitigate", "Back: all of it"),
        ("10:30", "resolve", "Well"),
    ):
        assert started(clock, *step).code == 0
    data = (root / PATH).read_bytes()
    assert data.startswith(b"\xef\xbb\xbfincident:\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert b"status: resolved   # soon mitigated\r\n" in data
    assert started("10:40", "postmortem").code == 0
    assert (root / PATH).read_bytes().endswith(f"  postmortem: {ID}\r\n".encode())


def test_a_record_that_is_broken_is_left_alone(started: Run, root: Path) -> None:
    file = root / PATH
    file.write_text(file.read_text("utf-8").replace("status: investigating", "status: investigatin"), "utf-8")
    before = file.read_bytes()
    ended = started("09:30", "update", ID, "x")
    assert "is not an intact incident: `investigatin` is not allowed here" in ended.err
    assert file.read_bytes() == before


def test_an_edit_that_comes_in_between_is_kept(started: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from steadybook.commands._incident import steps

    file = root / PATH
    original = steps.carried_out

    def slow(text: str, step: steps.Step) -> str:
        if "# by hand" not in text:
            file.write_text(text + "# by hand\n", "utf-8")
        return original(text, step)

    monkeypatch.setattr(steps, "carried_out", slow)
    assert started("09:30", "update", "Noted").code == 0
    assert "# by hand" in file.read_text("utf-8")
    assert "event: Noted\n" in file.read_text("utf-8")


def test_a_file_that_keeps_changing_is_left_alone(started: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from steadybook.commands._incident import steps

    file = root / PATH
    original = steps.carried_out

    def slow(text: str, step: steps.Step) -> str:
        file.write_text(text + "# by hand\n", "utf-8")
        return original(text, step)

    monkeypatch.setattr(steps, "carried_out", slow)
    ended = started("09:30", "update", "Noted")
    assert "keeps changing while it is written; nothing was written" in ended.err
    assert "Noted" not in file.read_text("utf-8")


def _update(root: str, number: int) -> None:
    main(["incident", "update", f"From writer {number}", "-C", root, "--as-of", f"{DAY}T09:30:00Z"])


def test_updates_at_once_lose_nothing(started: Run, run: Run, root: Path) -> None:
    assert started("09:25", "update", "Before").code == 0
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_update, args=(str(root), number)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    text = (root / PATH).read_text("utf-8")
    assert [writer.exitcode for writer in writers] == [0] * 4
    assert sorted(re.findall(r"From writer (\d)", text)) == ["0", "1", "2", "3"]
    assert errors(run) == []


def test_a_draft_never_replaces_a_postmortem(started: Run, root: Path) -> None:
    started("09:41", "mitigate", "Back")
    started("10:30", "resolve", "Well")
    (root / f"postmortems/{ID}.yaml").write_text("postmortem:\n  title: mine\n", "utf-8")
    ended = started("10:40", "postmortem")
    assert "its postmortem exists already" in ended.err
    assert (root / f"postmortems/{ID}.yaml").read_text("utf-8") == "postmortem:\n  title: mine\n"
    assert "postmortem:" not in (root / PATH).read_text("utf-8")


def test_help_shows_an_example_of_every_step(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    for step in ("start", "acknowledge", "update", "escalate", "mitigate", "resolve", "postmortem", "list"):
        with pytest.raises(SystemExit):
            run("incident", step, "--help")
        assert f"Example:\n  steadybook incident {step}" in capsys.readouterr().out


def test_an_incident_of_the_example_organisation(
    run: Run, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = tmp_path / "boutique"
    for folder in ("catalog", "slos", "runbooks", "postmortems"):
        shutil.copytree(repository / folder, shop / folder)
    (shop / "steadybook.toml").write_text('as_of = "2026-11-22"\n', "utf-8")
    monkeypatch.chdir(shop)
    before = {
        f["rule"] for f in json.loads(run("check", "--format", "json").out)["findings"] if f["severity"] == "error"
    }

    def at(clock: str, *arguments: str) -> Ended:
        ended = run("incident", *arguments, "--as-of", f"2026-11-21T{clock}:00Z")
        assert ended.code == 0, ended.err
        return ended

    effects = ("--function", "core_down", "--users", "over_25", "--revenue")
    people = ("--commander", "co-2", "--communications", "checkout-lead", "--operations", "co-1")
    alert = ("--alert", "CheckoutserviceErrorBudgetBurn", "--started", "18:42Z", "--detected", "18:48Z")
    at("18:50", "start", "Payments time out again", "--service", "checkoutservice", *effects, *people, *alert)
    at("18:51", "acknowledge", "--by", "co-1")
    at("19:05", "update", "The provider answers after 30 s", "--doing", "switching the provider", "--identified")
    at("19:14", "mitigate", "Payments go through the second provider")
    for clock in ("19:29", "19:44", "19:59"):
        at(clock, "update", "No errors since the switch")
    at("20:00", "resolve", "The provider is well again", "--cause", "The provider lost a data centre")
    drafted = run("incident", "postmortem", "--as-of", "2026-11-22")
    assert drafted.code == 0, drafted.err
    assert "checkoutservice-availability: " in drafted.err
    path = "postmortems/2026-11-21-payments-time-out-again.yaml"
    text = (shop / path).read_text("utf-8")
    assert re.search(r"  slos:\n    - checkoutservice-\w+\n", text)
    assert re.search(r"    slo_budget_consumed_pct: \d+\.\d\n", text)
    text = re.sub(r'"TODO: [^"]*"', "It is written down", text)
    text = text.replace("status: draft ", "status: final ").replace("# reviewers: [WHO]", "reviewers: [co-3]")
    action = "{id: AI-001, type: detect, description: Probe it, owner: checkout, priority: P0, deadline: 2026-12-04}"
    (shop / path).write_text(text.replace("action_items: []\n", f"action_items: [{action}]\n"), "utf-8")
    findings = json.loads(run("check", "--format", "json").out)["findings"]
    assert {f["rule"] for f in findings if f["severity"] == "error"} == before
    assert [f for f in findings if f["path"].endswith("2026-11-21-payments-time-out-again.yaml")] == []
