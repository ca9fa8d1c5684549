"""Mistakes in the configuration, each told at its place with a way out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from steadybook.model.configuration_file import is_configured_in_shared, load_configuration
from steadybook.model.errors import ConfigurationError

RULES = frozenset({"stale-runbook", "dangling-reference"})
KINDS = frozenset({"runbook", "slo"})


def mistake(folder: Path, text: str | bytes, name: str = "steadybook.toml") -> ConfigurationError:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ConfigurationError) as caught:
        load_configuration(folder, RULES, KINDS)
    return caught.value


@pytest.mark.parametrize(
    ("text", "marked", "help"),
    [
        ('as_of = "2026-13-01"', '"2026-13-01"', "Write 2026-11-22"),
        ("as_of = 10:30:00", "10:30:00", "Write 2026-11-22"),
        ('folders = ["slos", "../x"]', '"../x"', "Name folders"),
        ('folders = ["slos", 3]', "3", "For example"),
        ('folders = "slos"', '"slos"', "For example"),
        ("folders = []", "[]", "For example"),
        ('folders = ["a\\u0000b"]', '"a\\u0000b"', "the folder's name"),
        ("as_of = 9999-12-31", "9999-12-31", "Write 2026-11-22"),
        ('as_of = "0001-01-01T00:00:00+14:00"', '"0001-01-01T00:00:00+14:00"', "Write 2026-11-22"),
        ("as_of = 0x" + 6000 * "f", "0x" + 6000 * "f", "Write 2026-11-22"),
        ("site_url = 5", "5", "beginning with https://"),
        ("measurements_note = 5", "5", "one sentence"),
        ('sit_url = "x"', "sit_url", "Did you mean `site_url`?"),
        ('as_of = "2026-11-22"\nas-of = "2026-11-22"', "as-of", "Leave one of them out."),
        ('[severities]\nstale-runbok = "off"', "stale-runbok", "Did you mean `stale-runbook`?"),
        ('severities.stale-runbook = "eror"', '"eror"', "Did you mean `error`? Allowed: error, warning, info, off."),
        ('severities = "off"', '"off"', "For example"),
        ('[[overrides]]\npaths = ["a"]', "overrides", "paths and severities"),
        ('[[overrides]]\npath = ["a"]', "path", "Did you mean `paths`?"),
        ('overrides = "a"', '"a"', "Write [[overrides]]."),
        ('alert_severities.page = "P7"', '"P7"', "P0, P1, P2, P3"),
        ('kind_folders = { runbok = ["a"] }', "runbok", "Did you mean `runbook`?"),
        ('kind_folders = { slo = ["a", "/b"] }', '"/b"', "Name folders"),
        ('readiness.critcal = ["error-budget-policy"]', "critcal", "Did you mean `critical`?"),
        ('readiness.critical = [\n  "error-budgt-policy",\n]', '"error-budgt-policy"', "`error-budget-policy`"),
        ('[limits]\nbytes = "5 MB"', '"5 MB"', "without a unit"),
        ("[limits]\nbyte = 5", "byte", "Did you mean `bytes`?"),
        ("limits = 5", "5", "For example"),
    ],
)
def test_a_mistake_is_told_at_its_place(tmp_path: Path, text: str, marked: str, help: str) -> None:
    """In either file; the one that other tools share has other tables before and after."""
    error = mistake(tmp_path, text)
    assert shown(error) == marked
    assert help in error.help
    (tmp_path / "steadybook.toml").unlink()
    if text.startswith("["):  # a header, which carries the whole way
        shared = re.sub(r"^(\[+)", r"\1tool.steadybook.", text)
    else:
        shared = f"[tool.steadybook]\n{text}"
    error = mistake(tmp_path, f"[project]\nas_of = 1\nlimits = 2\n{shared}\n[z]\npath = 1\n", "pyproject.toml")
    assert shown(error) == marked
    assert help.replace("[[", "[[tool.steadybook.") in error.help


def test_the_second_of_two_alike_is_told(tmp_path: Path) -> None:
    override = '[[overrides]]\npaths = ["a"]\nseverities.stale-runbook = "{}"\n'
    error = mistake(tmp_path, override.format("off") + override.format("of"))
    assert error.span is not None
    assert (error.span.line, shown(error)) == (6, '"of"')


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (b"folders = [\n  'a'", "2:6"),
        (b"as_of = \n", "1:9"),
        (b"# caf\xe9\n", "1:6"),
        (b"a = 1\r\n b = caf\xc3\xa9 c\r\n", "2:6"),
    ],
)
def test_what_is_no_toml_has_a_place(tmp_path: Path, text: bytes, place: str) -> None:
    assert str(mistake(tmp_path, text)).startswith(f"steadybook.toml:{place}: ")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("limits.bytes = true", "`true` is not a whole number"),
        ('severities.stale-runbook = ["off"]', '`["off"]` is not a severity'),
        ("site_url = " + "1" * 100, f"`{'1' * 59}…` is not an address"),
        ("x = " + "9" * 5000, "a number of thousands of digits"),
    ],
)
def test_a_value_is_repeated_as_it_is_written(tmp_path: Path, text: str, words: str) -> None:
    assert words in mistake(tmp_path, text).message


@pytest.mark.parametrize("depth", range(485, 500, 2))
def test_a_list_nested_as_deeply_as_can_be_read(tmp_path: Path, depth: int) -> None:
    assert mistake(tmp_path, f"folders = {'[' * depth}{']' * depth}").help


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[tool.steadybook]\n", 1),
        ("[tool]\nsteadybook.folders = ['x']\n", 2),
        ('["tool".steadybook]\n', 1),
        ("tool.steadybook.as_of = 1\n", 1),
        ("[tool.steadybook]\nbroken = \n", 1),
        ("[tool.steadybook-extra]\nfolders = ['x']\n", None),
        ('[project]\nreadme = """\n[tool.steadybook]\n"""\n', None),
        ("[tool.steadybook-extra]\nbroken = \n", None),
        ("tool = 'steadybook'\n", None),
    ],
)
def test_a_second_configuration_is_found_however_it_is_written(tmp_path: Path, text: str, line: int | None) -> None:
    (tmp_path / "pyproject.toml").write_text(text, "utf-8")
    assert is_configured_in_shared(tmp_path) == (line is not None)
    (tmp_path / "steadybook.toml").write_text("", "utf-8")
    if line is None:
        assert load_configuration(tmp_path, RULES, KINDS).path == "steadybook.toml"
    else:
        with pytest.raises(ConfigurationError, match=f"pyproject.toml:{line}:.*counts for nothing"):
            load_configuration(tmp_path, RULES, KINDS)


def test_brackets_without_end_are_refused(tmp_path: Path) -> None:
    assert "nested too deeply" in str(mistake(tmp_path, "x = " + "[" * 20_000))


def test_a_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "steadybook.toml").write_bytes(b"\xef\xbb\xbffolders = ['docs']\r\n")
    assert load_configuration(tmp_path, RULES, KINDS).folders == ("docs",)


def shown(error: ConfigurationError) -> str:
    """What the mark stands under."""
    assert error.span is not None
    return error.excerpt[0][error.span.column - 1 : error.span.end_column - 1]
