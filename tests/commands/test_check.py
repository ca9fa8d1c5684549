from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.commands.conftest import Run


@pytest.mark.usefixtures("root")
def test_a_clean_repository_gets_one_friendly_line(run: Run) -> None:
    ended = run("check")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("All clear: 9 documents checked in ")
    assert ended.out.count("\n") == 1


@pytest.mark.usefixtures("typo")
def test_an_error_is_shown_at_its_place_and_fails(run: Run) -> None:
    ended = run("check")
    assert ended.code == 1
    assert "catalog/teams/search.yaml:4:3" in ended.out
    assert "  memberz: 4\n  |   ^^^^^^^\n" in ended.out
    assert "Did you mean `members`?" in ended.out


@pytest.mark.usefixtures("typo")
@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("team:\n  name: search\n  contact: a\n  name: b\n", "4:3", "2:3: it is written here first"),
        ("team:\n  name: [search,\n  contact: |\n", "2:9", "3:12: here something else follows"),
        ("team:\n  name: 'search\n  contact: 'x'\n", "2:9", "3:12: it ends here"),
        ("team:\n  name: &x search\n  contact: *x\n", "3:12", "2:9: `&x` is set here"),
    ],
)
def test_what_the_reader_finds_in_two_places_is_shown_in_both(
    run: Run, root: Path, text: str, first: str, second: str
) -> None:
    (root / "catalog/teams/search.yaml").write_text(text, "utf-8")
    for _ in ("cold", "warm"):
        out = run("check", "catalog/teams/search.yaml").out
        assert f"--> catalog/teams/search.yaml:{first}\n" in out
        assert f"::: catalog/teams/search.yaml:{second}\n" in out


def test_fail_on(run: Run, root: Path) -> None:
    assert run("check", "--fail-on", "never").code == 0
    (root / "steadybook.toml").write_text('[severities]\nunknown-key = "warning"\n', "utf-8")
    assert run("check").code == 0
    assert run("check", "--fail-on", "warning").code == 1


@pytest.mark.usefixtures("typo")
def test_json_is_the_only_thing_on_standard_output(run: Run) -> None:
    ended = run("check", "--format", "json")
    assert (ended.code, ended.err) == (1, "")
    (finding,) = json.loads(ended.out)["findings"]
    assert (finding["rule"], finding["path"], finding["line"]) == ("unknown-key", "catalog/teams/search.yaml", 4)


@pytest.mark.usefixtures("typo")
def test_several_formats_at_once(run: Run, root: Path) -> None:
    ended = run("check", "--format", "github", "--format", "sarif=out.sarif", "--format", "junit=out.xml")
    assert ended.code == 1
    assert ended.out.startswith("::error file=catalog/teams/search.yaml,line=4")
    assert json.loads((root / "out.sarif").read_text("utf-8"))["runs"][0]["results"][0]["ruleId"] == "unknown-key"
    assert (root / "out.xml").read_text("utf-8").startswith("<?xml")


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "sarf"], "Did you mean `sarif`?"),
        (["--format", "sarif="], "names no file"),
        (["--format", "json", "--format", "sarif"], "two formats would go to standard output"),
        (["--format", "json=a", "--format", "sarif=a"], "two formats would go to the file a"),
        (["--format", "json=nowhere/a.json"], "`nowhere/a.json` cannot be written"),
        (["--as-of", "yesterday"], "`yesterday` is not a date"),
        (["nothing.yaml"], "there is no file or folder `nothing.yaml`"),
        ([".."], "is not inside the repository"),
        ([""], "a path is empty"),
        (["-C", "elsewhere"], "there is no folder `elsewhere`"),
    ],
)
def test_usage_mistakes(run: Run, arguments: list[str], message: str) -> None:
    ended = run("check", *arguments)
    assert (ended.code, ended.out if "nowhere" not in message else "") == (2, "")
    assert message in ended.err
    assert "help:" in ended.err


def test_a_mistake_in_the_configuration_has_its_place(run: Run, root: Path) -> None:
    (root / "steadybook.toml").write_text('as_of = "2026-11-01"\nfoldres = ["a"]\n', "utf-8")
    ended = run("check")
    assert ended.code == 2
    assert "steadybook.toml:2:1: unknown key `foldres`" in ended.err
    assert "Did you mean `folders`?" in ended.err


@pytest.mark.usefixtures("typo")
def test_paths_narrow_the_report_and_run_from_the_current_folder(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "runbooks/empty.yaml").write_text("", "utf-8")
    assert run("check", "runbooks").out.count("error[") == 1
    assert run("check", "slos").code == 0
    monkeypatch.chdir(root / "catalog")
    narrowed = run("check", "teams/search.yaml")
    assert narrowed.out.count("error[") == 1
    assert "catalog/teams/search.yaml:4:3" in narrowed.out
    assert run("check").out.count("error[") == 2, "the root is found upwards"


@pytest.mark.usefixtures("typo")
def test_another_repository_can_be_named(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root.parent)
    assert run("check", "-C", "shop").code == 1
    assert run("check", "-C", "shop", "shop/slos").code == 0


def test_a_narrowed_report_says_what_it_is_about(run: Run, root: Path) -> None:
    (root / "catalog/teams/search.yaml").write_text("team: [\n", "utf-8")
    (root / "notes").mkdir()
    clear = run("check", "runbooks", "catalog/services/checkout.yaml").out
    number = len(list((root / "runbooks").glob("*.yaml"))) + 1
    assert clear.startswith(f"All clear in the {number} documents named: nothing to report (")
    assert run("check", "notes").out.startswith("No document stands under the names that were given (")
    assert run("check", ".").code == 1


def test_folders_that_are_not_there(run: Run, root: Path) -> None:
    configuration = root / "steadybook.toml"
    configuration.write_text('folders = ["catalogue", "slos"]\n', "utf-8")
    ended = run("check", "--fail-on", "never")
    assert ended.code == 0
    assert "names `catalogue`, which is not there. Did you mean `catalog`?" in ended.err
    configuration.write_text('folders = ["catalogue"]\n', "utf-8")
    ended = run("check")
    assert ended.code == 2
    assert "Did you mean `catalog`?" in ended.err
    configuration.write_text("folders = []\n", "utf-8")
    ended = run("check")
    assert ended.code == 2
    assert "steadybook.toml:1:11: `folders` names no folder" in ended.err
    configuration.write_text('folders = ["catalog", "postmortems"]\n', "utf-8")  # of the usual ones some may be empty
    assert "not there" not in run("check", "--fail-on", "never").err


@pytest.mark.usefixtures("typo")
def test_a_link_to_a_folder_stands_for_it(run: Run, root: Path) -> None:
    (root / "mine").symlink_to("catalog/teams")
    assert "catalog/teams/search.yaml:4:3" in run("check", "mine").out
    (root / "mine").unlink()
    (root / "mine").symlink_to("runbooks")
    assert "All clear" in run("check", "mine").out


@pytest.mark.usefixtures("typo")
@pytest.mark.parametrize(
    "path", ["catalog/teams", "catalog/teams/search.yaml", "real", "real/teams", "real/teams/search.yaml"]
)
def test_a_configured_folder_that_is_a_link_goes_by_both_names(run: Run, root: Path, path: str) -> None:
    (root / "catalog").rename(root / "real")
    (root / "catalog").symlink_to("real")
    assert "catalog/teams/search.yaml:4:3" in run("check", path).out


def test_an_empty_repository_gets_an_explanation(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ended = run("check")
    assert ended.code == 0
    assert "steadybook init" in ended.out
    machine = run("check", "--format", "json")
    assert json.loads(machine.out)["summary"]["documents"] == 0
    assert "no document was found" in machine.err


@pytest.mark.usefixtures("typo")
def test_colours(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in run("check").out, "standard output is no terminal here"
    assert "\x1b[1;31m" in run("check", "--color", "always").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[1;31m" in run("check").out
    assert "\x1b" not in run("check", "--color", "never").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("check").out
    assert "\x1b[1;31m" in run("check", "--colour", "always").out


@pytest.mark.usefixtures("typo")
def test_a_terminal_gets_colours_unless_it_is_dumb(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    assert "\x1b[1;31m" in run("check").out
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b" not in run("check").out


@pytest.mark.usefixtures("typo")
def test_the_cache_changes_nothing(run: Run) -> None:
    cold = run("check", "--format", "json")
    assert run("check", "--format", "json") == cold
    assert run("check", "--format", "json", "--no-cache") == cold


def test_a_document_cannot_speak_to_the_terminal(run: Run, root: Path) -> None:
    (root / "runbooks/evil.yaml").write_text('"\\e[2Jkey": 1\n\x1b]0;owned\x07: 2\n', "utf-8")
    for format in ("text", "json", "github", "gitlab", "sarif", "junit"):
        ended = run("check", "--format", format)
        assert ended.code == 1
        assert "\x1b" not in ended.out, format
        assert "\x07" not in ended.out, format


def test_a_file_name_that_is_no_text(run: Run, root: Path) -> None:
    name = os.fsencode(str(root)) + b"/runbooks/b\xffd.yaml"
    Path(os.fsdecode(name)).write_bytes(b"")
    for format in ("text", "json", "github", "gitlab", "sarif", "junit"):
        assert run("check", "--format", f"{format}={root}/report").code == 1
        (root / "report").read_bytes().decode("utf-8")
        assert run("check", "--format", format).code == 1


EXPIRED = """\
waiver:
  rule: stale-runbook
  paths: [runbooks/checkout-errors.yaml]
  reason: The vendor's manual has not changed since.
  owner: payments
  expires: 2026-10-01
"""


def git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


def test_what_time_brought_up_fails_only_where_the_file_changed(run: Run, root: Path) -> None:
    waiver = root / "catalog/waivers/runbook.yaml"
    waiver.parent.mkdir()
    waiver.write_text(EXPIRED, "utf-8")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "all")
    git(root, "switch", "-q", "-c", "change")
    assert run("check").code == 1
    spared = run("check", "--changed-since", "main")
    assert spared.code == 0
    assert "expired-waiver" in spared.out  # it is reported all the same
    waiver.write_text(f"{EXPIRED}# touched\n", "utf-8")
    assert run("check", "--changed-since", "main").code == 1
    git(root, "commit", "-q", "-a", "-m", "touched")
    assert run("check", "--changed-since", "main").code == 1
    typo = root / "catalog/teams/search.yaml"
    waiver.write_text(EXPIRED, "utf-8")
    git(root, "commit", "-q", "-a", "-m", "as before")
    assert run("check", "--changed-since", "main").code == 0
    typo.write_text("team:\n  name: search\n", "utf-8")
    assert run("check", "--changed-since", "main").code == 1  # no work of time


def test_a_commit_that_is_not_there(run: Run, root: Path) -> None:
    ended = run("check", "--changed-since", "main")
    assert ended.code == 2
    assert "what changed since `main` cannot be told" in ended.err
    git(root, "init", "-q", "-b", "main")
    assert run("check", "--changed-since", "--upload-pack=touch x").code == 2
    assert not (root / "x").exists()
