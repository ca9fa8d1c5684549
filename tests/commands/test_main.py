from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from steadybook import __version__
from steadybook.commands import _verbs
from steadybook.engine import check as engine
from steadybook.model.errors import RuleCrashError
from tests.commands.conftest import Run


def test_version(run: Run) -> None:
    ended = run("--version")
    assert (ended.code, ended.out) == (0, f"steadybook {__version__}\n")


def test_help_lists_every_verb_with_its_summary(run: Run) -> None:
    ended = run("--help")
    assert ended.code == 0
    assert {"check", "explain", "fix", "init", "new", "schema"} <= set(_verbs.names())
    for name in _verbs.names():
        assert f"  {name} " in ended.out
        assert _verbs.load(name).summary in ended.out


def test_without_a_verb_the_list_is_shown_and_the_usage_is_wrong(run: Run) -> None:
    ended = run()
    assert ended.code == 2
    assert "Verbs:" in ended.out


@pytest.mark.parametrize("name", _verbs.names())
def test_a_verb_is_named_after_its_file_and_its_help_shows_an_example(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from steadybook.commands.main import main

    assert _verbs.load(name).name == name
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert f"Examples:\n  steadybook {name}" in capsys.readouterr().out


def test_an_unknown_verb_suggests_the_nearest(run: Run) -> None:
    ended = run("chekc")
    assert (ended.code, ended.out) == (2, "")
    assert "Did you mean `steadybook check`?" in ended.err


def test_an_unknown_option_is_no_verb(run: Run) -> None:
    ended = run("--bogus")
    assert ended.code == 2
    assert "unknown option `--bogus`" in ended.err


def test_wrong_arguments_are_one_sentence_and_a_hint(run: Run) -> None:
    ended = run("check", "--fail-on", "sometimes")
    assert ended.code == 2
    assert "invalid choice" in ended.err
    assert "`steadybook check --help`" in ended.err


def test_what_was_typed_cannot_colour_the_terminal(run: Run) -> None:
    assert "\x1b" not in run("\x1b[31mcheck").err


@pytest.mark.usefixtures("root")
def test_a_crashing_rule_is_our_bug(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object, **__: object) -> None:
        raise RuleCrashError("stale-runbook", "runbooks/checkout-errors.yaml") from ZeroDivisionError("deep inside")

    monkeypatch.setattr(engine, "check", crash)
    ended = run("check")
    assert ended.code == 3
    assert "the rule stale-runbook broke on runbooks/checkout-errors.yaml" in ended.err
    assert "deep inside" in ended.err, "a bug report needs the cause"


@pytest.mark.usefixtures("root")
def test_any_other_crash_is_our_bug_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object, **__: object) -> None:
        raise IndexError("out of range")

    monkeypatch.setattr(engine, "check", crash)
    ended = run("check")
    assert ended.code == 3
    assert "a mistake in Steadybook" in ended.err


@pytest.mark.usefixtures("root")
def test_an_interrupt_ends_quietly(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(engine, "check", interrupt)
    ended = run("check")
    assert (ended.code, ended.out, ended.err) == (130, "", "\n")


def test_who_interrupts_the_start_is_told_nothing_of_it() -> None:
    code = (
        "import sys\nclass Interrupted:\n    def find_spec(self, name, *_):\n"
        "        if name == 'steadybook.commands.main':\n            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupted())\nfrom steadybook.__main__ import program\nprogram()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"\n")


@pytest.mark.usefixtures("root")
def test_a_reader_that_goes_away_is_no_error() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "steadybook", "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), err) == (141, b"")


@pytest.mark.usefixtures("typo")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_no_error(root: Path, closed: str) -> None:
    command = f"exec '{sys.executable}' -m steadybook check --format text --format json=out.json {closed}"
    done = subprocess.run(["/bin/sh", "-c", command], cwd=root, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (1, b"")  # of the typo, as ever
    assert len(json.loads((root / "out.json").read_text("utf-8"))["findings"]) == 1


@pytest.mark.usefixtures("typo")
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_is_no_bug(root: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "steadybook", "check"]
        done = subprocess.run(command, cwd=root, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60)
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[0] == "error: standard output cannot be written: no space left on device"


def test_an_ascii_terminal_gets_escapes(typo: Path) -> None:
    typo.write_text("team:\n  name: search\n  café: 1\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "steadybook", "check"],
        env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert rb"3 |   caf\xe9: 1" in done.stdout
    assert done.stdout.startswith(b"-- catalog/teams/search.yaml --")


@pytest.mark.usefixtures("root")
def test_all_that_was_written_arrives_however_the_process_ends() -> None:
    command = [sys.executable, "-m", "steadybook", "schema"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(done.stdout) > 100_000  # more than a pipe or a buffer holds
    json.loads(done.stdout)


def test_the_help_of_a_verb_imports_neither_models_nor_the_site() -> None:
    code = (
        "import sys\nfrom steadybook.commands.main import main\ntry:\n    main(['check', '--help'])\n"
        "except SystemExit:\n    pass\nsys.exit(','.join({'pydantic', 'yaml', 'mkdocs', 'jinja2'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""


@pytest.mark.usefixtures("root")
def test_a_check_imports_neither_the_site_nor_its_templates() -> None:
    code = (
        "import sys\nfrom steadybook.commands.main import main\nassert main(['check']) == 0\n"
        "sys.exit(','.join({'mkdocs', 'jinja2', 'markdown'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""


@pytest.mark.parametrize(
    ("typed", "meant"), [("--fromat", "--format"), ("--fromat=json", "--format"), ("--no-cach", "--no-cache")]
)
def test_a_misspelt_option_has_a_neighbour(run: Run, typed: str, meant: str) -> None:
    ended = run("check", typed)
    assert ended.code == 2
    assert f"Did you mean `{meant}`? " in ended.err


def test_an_option_like_no_other_has_none(run: Run) -> None:
    assert "Did you mean" not in run("check", "--zzz").err


def test_a_second_configuration_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "steadybook.toml").write_text('folders = ["catalog"]\n', "utf-8")
    (tmp_path / "catalog").mkdir()
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "steadybook-docs"\n', "utf-8")
    assert run("check", "-C", str(tmp_path)).code == 0
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "a"\n\n[tool.steadybook]\nas_of = "x"\n', "utf-8")
    ended = run("check", "-C", str(tmp_path))
    assert ended.code == 2
    assert "pyproject.toml:4:7" in ended.err
    assert "stands in steadybook.toml already" in ended.err


def test_the_line_of_the_configuration_is_shown(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "a"\n\n[tool.steadybook]\nas_of = "x"\n', "utf-8")
    ended = run("check", "-C", str(tmp_path))
    assert ended.code == 2
    assert (
        ended.err
        == """\
error: pyproject.toml:5:9: `x` is not a date or instant
  |
5 | as_of = "x"
  |         ^^^
  |
  help: Write 2026-11-22 or 2026-11-22T06:00:00Z.
"""
    )
