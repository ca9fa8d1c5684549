"""A warm check says what a cold one says, whatever happened in between, to the files or to the cache."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steadybook.engine import cache, check
from steadybook.engine.check import CheckResult
from steadybook.engine.run import Run
from steadybook.model.configuration_file import load_configuration
from steadybook.model.finding import Finding

BASE = Path(__file__).parents[1] / "rules" / "base"
AS_OF = "2026-11-01"
TEAM = "catalog/teams/payments.yaml"
SERVICE = "catalog/services/checkout.yaml"
RUNBOOK = "runbooks/checkout-errors.yaml"
SLO = "slos/checkout-availability.yaml"
SEARCH = "service:\n  name: search\n  owner_team: payments\n  dependencies:\n    upstream:\n      - service: checkout\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    shutil.copytree(BASE, folder)
    return folder


def stored(root: Path) -> Path:
    return root / cache.FOLDER / cache.FILE


def told(result: CheckResult) -> tuple[Any, ...]:
    """All that a report shows, but for the seconds."""
    summary = result.summary
    counts = (summary.documents, summary.errors, summary.warnings, summary.infos, summary.waived)
    return result.findings, result.waived, counts


def warm_is_cold(root: Path, as_of: str = AS_OF) -> tuple[Finding, ...]:
    """Asserts that a check with the present cache finds what one without finds; answers with the findings."""
    cold = check.check(root, as_of=as_of, use_cache=False)
    assert told(check.check(root, as_of=as_of)) == told(cold)
    assert told(check.check(root, as_of=as_of)) == told(cold)  # with what the run before has stored
    return cold.findings


def edit(root: Path, path: str, old: str, new: str) -> None:
    file = root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def ids(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.rule for finding in findings}


def redone(root: Path, monkeypatch: pytest.MonkeyPatch, part: str = "_of_batch") -> set[str]:
    """The paths of the documents whose rules a warm check runs again; `_of_last`: of the rules that come last."""
    paths: set[str] = set()
    run = getattr(Run, part)

    def noted(self: Any, what: Any, *more: Any) -> Any:
        paths.update(document.path for document in (what if part == "_of_batch" else [what]))
        return run(self, what, *more)

    with monkeypatch.context() as patch:
        patch.setattr(Run, part, noted)
        check.check(root, as_of=AS_OF)
    return paths


def test_an_edit_is_seen(root: Path) -> None:
    assert "dangling-reference" not in ids(warm_is_cold(root))
    edit(root, SERVICE, "owner_team: payments", "owner_team: nobody")
    assert "dangling-reference" in ids(warm_is_cold(root))
    edit(root, SERVICE, "owner_team: nobody", "owner_team: payments")
    assert "dangling-reference" not in ids(warm_is_cold(root))


@pytest.mark.parametrize("path", [TEAM, SERVICE, RUNBOOK])
def test_a_deleted_document_is_missed_and_found_again(root: Path, path: str) -> None:
    before = warm_is_cold(root)
    text = (root / path).read_bytes()
    (root / path).unlink()
    assert warm_is_cold(root) != before
    (root / path).write_bytes(text)
    assert warm_is_cold(root) == before


def test_a_new_document_is_seen_by_those_that_it_concerns(root: Path) -> None:
    edit(root, SERVICE, "owner_team: payments", "owner_team: search")
    assert "dangling-reference" in ids(warm_is_cold(root))
    (root / "catalog/teams/search.yaml").write_text('team:\n  name: search\n  contact: "#search"\n')
    assert "dangling-reference" not in ids(warm_is_cold(root))


def test_a_renamed_document_takes_its_references_along(root: Path) -> None:
    before = ids(warm_is_cold(root))
    (root / RUNBOOK).rename(root / "runbooks/checkout-fails.yaml")
    assert "dangling-reference" in ids(warm_is_cold(root)) - before


def test_a_broken_document_still_counts_as_one_that_is_there(root: Path) -> None:
    warm_is_cold(root)
    edit(root, TEAM, "team:", "team: [")
    found = warm_is_cold(root)
    assert "invalid-yaml" in ids(found)


def test_the_configuration_is_part_of_the_key(root: Path) -> None:
    edit(root, SERVICE, "owner_team: payments", "owner_team: nobody")
    assert "dangling-reference" in ids(warm_is_cold(root))
    (root / "steadybook.toml").write_text('[severities]\ndangling-reference = "off"\n')
    assert "dangling-reference" not in ids(warm_is_cold(root))
    (root / "steadybook.toml").write_text('folders = ["slos"]\n')
    assert {finding.path.split("/")[0] for finding in warm_is_cold(root)} <= {"slos"}


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_configuration_edited_while_it_is_read_is_not_mistaken_for_the_one_in_use(
    root: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    old, new = "", "[limits]\nnodes = 2\n"
    file = root / "steadybook.toml"

    def edited(*arguments: Any) -> Any:
        if moment == "before":
            file.write_text(new)
        found = load_configuration(*arguments)
        file.write_text(new)
        return found

    file.write_text(old)
    with monkeypatch.context() as patch:
        patch.setattr("steadybook.engine.repository.load_configuration", edited)
        check.check(root, as_of=AS_OF)
    edited_findings = warm_is_cold(root)
    file.write_text(old)
    assert warm_is_cold(root) != edited_findings


def test_time_passes(root: Path) -> None:
    now = warm_is_cold(root)
    later = warm_is_cold(root, "2029-11-01")
    assert "stale-runbook" in ids(later) - ids(now)
    assert warm_is_cold(root) == now


def test_a_waiver_and_an_ignore_comment_are_seen(root: Path) -> None:
    edit(root, SERVICE, "owner_team: payments", "owner_team: nobody")
    assert "dangling-reference" in ids(warm_is_cold(root))
    edit(root, SERVICE, "owner_team: nobody", "owner_team: nobody  # steadybook: ignore[dangling-reference] moving")
    assert "dangling-reference" not in ids(warm_is_cold(root))


def test_only_what_a_change_touches_is_done_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "catalog/services/search.yaml").write_text(SEARCH)
    check.check(root, as_of=AS_OF)
    assert redone(root, monkeypatch) == set()
    edit(root, RUNBOOK, "Customers see", "Some customers see")
    assert redone(root, monkeypatch) == {RUNBOOK}  # the service names it, and does not read it
    edit(root, RUNBOOK, "CheckoutErrors", "CheckoutFails")
    done = redone(root, monkeypatch)
    assert {RUNBOOK, SERVICE} <= done
    assert TEAM not in done


def test_a_place_in_another_file_moves_with_its_lines(root: Path) -> None:
    (root / "catalog/services/more").mkdir()
    shutil.copy(root / SERVICE, root / "catalog/services/more/checkout.yaml")
    places = [p for f in warm_is_cold(root) if f.rule == "duplicate-id" for p in f.related]
    assert {place.span.line for place in places} == {1}
    edit(root, SERVICE, "service:", "# a comment\nservice:")
    places = [p for f in warm_is_cold(root) if f.rule == "duplicate-id" for p in f.related]
    assert {place.span.line for place in places if place.path == SERVICE} == {2}


def test_rules_that_come_last_are_done_again_where_a_file_that_they_asked_about_got_a_finding(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "catalog/services/search.yaml").write_text(SEARCH + "  lifecycle: production\n")
    check.check(root, as_of=AS_OF)
    assert redone(root, monkeypatch, "_of_last") == set()
    edit(root, TEAM, "members: ", "members: 1")
    assert redone(root, monkeypatch, "_of_last") == set()
    edit(root, RUNBOOK, "title: Checkout answers with errors", "title: TODO")
    assert redone(root, monkeypatch, "_of_last") == {SERVICE}
    assert [f.path for f in warm_is_cold(root) if f.rule == "missed-readiness-check"].count(SERVICE) == 1
    edit(root, RUNBOOK, "title: TODO", "title: Checkout answers with errors")
    assert SERVICE not in {f.path for f in warm_is_cold(root) if f.rule == "missed-readiness-check"}


def test_nothing_is_written_when_nothing_changed(root: Path) -> None:
    check.check(root, as_of=AS_OF)
    before = stored(root).stat().st_mtime_ns, stored(root).stat().st_ino
    check.check(root, as_of=AS_OF)
    assert (stored(root).stat().st_mtime_ns, stored(root).stat().st_ino) == before


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda _: b"\x00\xff" * 100,
        lambda _: b"[]\n",
        lambda data: b'"text"\n' + data,
        lambda data: b"{}\n" + data,
        lambda data: b"another" + data[data.index(b" ") :],
        lambda data: data[: len(data) // 2],
        lambda data: data[: data.rindex(b"\n")],  # one entry is missing, all others are whole
        lambda data: data[:-1],
        lambda data: data + b"\n",
        lambda data: data.replace(b"dangling-reference", b"dangling_reference"),
        lambda data: data.replace(b"\n", b"", 1),
        lambda data: data.replace(b'"rules":{', b'"rules":[', 1),
    ],
)
def test_a_damaged_cache_is_no_cache(root: Path, damage: Any) -> None:
    edit(root, SERVICE, "owner_team: payments", "owner_team: nobody")
    check.check(root, as_of=AS_OF)
    stored(root).write_bytes(damage(stored(root).read_bytes()))
    edit(root, SERVICE, "owner_team: nobody", "owner_team: payments")
    assert "dangling-reference" not in ids(warm_is_cold(root))


def test_no_byte_of_the_cache_can_change_unnoticed(root: Path) -> None:
    """Above all in the header: a rule of another name would be missed, or not be found."""
    check.check(root, as_of=AS_OF)
    key, data = cache.key(root), stored(root).read_bytes()
    assert cache.load(root, key).entries
    header = data.index(b"{")
    for place in {header, data.index(b"dangling-reference"), len(data) - 1, *range(0, len(data), 97)}:
        stored(root).write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        assert not cache.load(root, key).entries


def test_lists_without_end_are_no_cache(root: Path) -> None:
    check.check(root, as_of=AS_OF)
    stored(root).write_bytes(b"[" * 200_000)
    warm_is_cold(root)


@pytest.mark.parametrize("name", [cache.FILE, ".gitignore"])
@pytest.mark.parametrize("there", [True, False])
def test_no_link_of_a_repository_says_what_a_check_replaces(root: Path, tmp_path: Path, name: str, there: bool) -> None:
    outside = tmp_path / "outside"
    if there:
        outside.write_text("mine")
    stored(root).parent.mkdir()
    (stored(root).parent / name).symlink_to(outside)
    warm_is_cold(root)
    assert (outside.read_text() == "mine") if there else not outside.exists()


def test_a_folder_elsewhere_is_left_alone(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    stored(root).parent.symlink_to(outside)
    warm_is_cold(root)
    assert list(outside.iterdir()) == []


def test_a_pipe_is_no_cache(root: Path) -> None:
    stored(root).parent.mkdir()
    os.mkfifo(stored(root))
    warm_is_cold(root)  # and does not wait for a writer


def test_another_repositorys_cache_says_nothing(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(BASE, other)
    edit(other, SERVICE, "owner_team: payments", "owner_team: nobody")
    check.check(other, as_of=AS_OF)
    shutil.copytree(other / cache.FOLDER, root / cache.FOLDER)
    assert "dangling-reference" not in ids(warm_is_cold(root))


def test_a_file_where_the_folder_should_be_leaves_the_check_cold(root: Path) -> None:
    (root / cache.FOLDER).write_text("not a folder")
    warm_is_cold(root)
    assert (root / cache.FOLDER).read_text() == "not a folder"


def test_a_folder_that_cannot_be_written_leaves_the_check_cold(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path, _data: bytes) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(cache, "write_atomically", refused)  # root may write anywhere, so modes would prove nothing
    warm_is_cold(root)
    assert not stored(root).exists()


def test_the_folder_can_be_deleted_and_stays_out_of_git(root: Path) -> None:
    before = warm_is_cold(root)
    assert (root / cache.FOLDER / ".gitignore").read_text() == "*\n"
    shutil.rmtree(root / cache.FOLDER)
    assert warm_is_cold(root) == before


def test_a_path_and_a_text_with_any_characters_are_remembered(root: Path) -> None:
    file = root / "catalog/teams/t\tä\u2028.yaml"
    file.write_text('team:\n  name: "a\\tb\\u2028\\\\"\n  contact: "[channel]"\n', "utf-8")
    found = warm_is_cold(root)
    assert any(finding.path.endswith("t\tä\u2028.yaml") for finding in found)


def test_runs_at_the_same_time_do_not_harm_each_other(root: Path) -> None:
    command = [sys.executable, "-m", "steadybook", "check", "--as-of", AS_OF, "--format", "json"]

    def run(_: int) -> int:
        return subprocess.run(command, cwd=root, capture_output=True, check=False).returncode

    with ThreadPoolExecutor(2) as pool:
        codes = set(pool.map(run, range(4)))
    assert codes <= {0, 1}
    assert [file.name for file in (root / cache.FOLDER).iterdir() if file.name.endswith(".tmp")] == []
    key = stored(root).read_text("ascii").partition(" ")[0]
    assert SERVICE in cache.load(root, key).entries
    warm_is_cold(root)


CHANGES = st.tuples(
    st.sampled_from([TEAM, SERVICE, RUNBOOK, SLO, "catalog/services/search.yaml", "slos/alerts/payments.yaml"]),
    st.sampled_from(
        [
            ("delete", ""),
            ("rename", ""),
            ("restore", ""),
            ("write", SEARCH),
            ("write", "team:\n  name: search\n"),
            ("write", "service: [\n"),
            ("replace", "checkout"),
            ("replace", "payments"),
            ("replace", "99."),
            ("append", "# steadybook: ignore[dangling-reference] a reason\n"),
            ("append", "  annotations: {note: TODO}\n"),
        ]
    ),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(CHANGES, st.sampled_from([AS_OF, AS_OF, "2027-06-01"])), min_size=1, max_size=5))
def test_whatever_is_edited_warm_is_cold(steps: list[tuple[tuple[str, tuple[str, str]], str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "shop"
        shutil.copytree(BASE, root)
        check.check(root, as_of=AS_OF)
        for (path, (action, text)), as_of in steps:
            change(root / path, BASE / path, action, text)
            cold = check.check(root, as_of=as_of, use_cache=False)
            assert told(check.check(root, as_of=as_of)) == told(cold)


def change(file: Path, original: Path, action: str, text: str) -> None:
    if action == "write":
        file.write_text(text, "utf-8")
    elif action == "restore" and original.exists():
        shutil.copy(original, file)
    elif not file.exists():
        return
    elif action == "delete":
        file.unlink()
    elif action == "rename":
        file.rename(file.with_name(f"other-{file.name}"))
    elif action == "replace":
        file.write_text(file.read_text("utf-8").replace(text, "9" if text == "99." else "search", 2), "utf-8")
    elif action == "append":
        file.write_text(file.read_text("utf-8") + text, "utf-8")
