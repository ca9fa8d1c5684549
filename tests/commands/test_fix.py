from __future__ import annotations

import json
from pathlib import Path

import pytest

from steadybook.commands._repair import chosen, repair
from steadybook.model.finding import Finding, ResolvedFix, Severity
from steadybook.source.edits import Edit
from steadybook.source.spans import Span
from tests.commands.conftest import Run


def finding(path: str, line: int, column: int, old: str, new: str, excerpt: str, safe: bool = True) -> Finding:
    span = Span(line, column, line, column + len(old))
    fix = ResolvedFix(f"write {new}", path, (Edit(span, new),), safe)
    return Finding("sum-disagrees", Severity.ERROR, path, span, "wrong", fix=fix, excerpt=(excerpt,))


def test_unsafe_fixes_are_made_only_on_request(run: Run, typo: Path) -> None:
    before = typo.read_bytes()
    ended = run("fix")
    assert ended.code == 1
    assert typo.read_bytes() == before
    assert "Nothing to repair; 1 finding is left" in ended.out

    ended = run("fix", "--unsafe")
    assert ended.code == 0
    assert typo.read_text("utf-8") == "team:\n  name: search\n  contact: '#search'\n  members: 4\n"
    assert "fixed catalog/teams/search.yaml:4:3: rename `memberz` to `members` [unknown-key]" in ended.out
    assert "1 repaired in 1 file." in ended.out


def test_a_dry_run_shows_the_change_and_writes_nothing(run: Run, typo: Path) -> None:
    before = typo.read_bytes()
    ended = run("fix", "--unsafe", "--dry-run")
    assert ended.code == 1
    assert "--- a/catalog/teams/search.yaml" in ended.out
    assert "-  memberz: 4\n+  members: 4\n" in ended.out
    assert typo.read_bytes() == before
    assert run("fix", "--dry-run").code == 0


def test_a_file_that_is_no_yaml_is_left_to_its_author(run: Run, typo: Path) -> None:
    typo.write_text(typo.read_text("utf-8") + "  members: *nobody\n", "utf-8")
    before = typo.read_bytes()
    assert run("fix", "--unsafe").code == 1
    assert typo.read_bytes() == before


def test_line_ends_marks_and_comments_stay(run: Run, typo: Path) -> None:
    typo.write_bytes(b"\xef\xbb\xbfteam:\r\n  name: search\r\n  contact: x\r\n  memberz: 4  # or five\r\n")
    assert run("fix", "--unsafe").code == 0
    assert typo.read_bytes() == b"\xef\xbb\xbfteam:\r\n  name: search\r\n  contact: x\r\n  members: 4  # or five\r\n"


def test_only_the_files_named_are_touched(run: Run, typo: Path, root: Path) -> None:
    other = root / "catalog/teams/maps.yaml"
    other.write_text("team:\n  name: maps\n  contact: x\n  memberz: 4\n", "utf-8")
    assert run("fix", "--unsafe", "catalog/teams/maps.yaml").code == 0
    assert "members" in other.read_text("utf-8")
    assert "memberz" in typo.read_text("utf-8")


@pytest.mark.usefixtures("typo")
def test_a_report_of_what_is_left_goes_to_standard_output_alone(run: Run, root: Path) -> None:
    (root / "runbooks/empty.yaml").write_text("", "utf-8")
    ended = run("fix", "--unsafe", "--format", "json")
    assert ended.code == 1
    assert [f["rule"] for f in json.loads(ended.out)["findings"]] == ["empty-file"]
    assert "fixed catalog/teams/search.yaml" in ended.err


def test_a_link_inside_the_repository_stays_a_link(run: Run, typo: Path, root: Path) -> None:
    real = root / "search-team.txt"
    typo.rename(real)
    typo.symlink_to("../../search-team.txt")
    assert run("fix", "--unsafe").code == 0
    assert typo.is_symlink()
    assert "members: 4" in real.read_text("utf-8")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "a.yaml"
    file.write_text("a: 1\nb: 2\n", "utf-8")
    return file


def test_fixes_that_overlap_are_made_one_after_the_other(file: Path) -> None:
    first, second = finding("a.yaml", 1, 4, "1", "10", "a: 1"), finding("a.yaml", 1, 1, "a: 1", "c: 3", "a: 1")
    third = finding("a.yaml", 2, 4, "2", "20", "b: 2")
    made = repair(file.parent, "a.yaml", [first, second, third])
    assert made is not None
    assert made.after == b"a: 10\nb: 20\n"
    assert made.done == (first, third)
    assert file.read_text("utf-8") == "a: 1\nb: 2\n", "repair only says what would be written"


def test_a_file_that_changed_since_the_check_is_left_alone(file: Path) -> None:
    wanted = finding("a.yaml", 1, 4, "1", "10", "a: 1")
    file.write_text("# new\na: 1\n", "utf-8")
    assert repair(file.parent, "a.yaml", [wanted]) is None


def test_a_fix_that_would_break_the_file_is_not_made(file: Path) -> None:
    assert repair(file.parent, "a.yaml", [finding("a.yaml", 1, 4, "1", "[", "a: 1")]) is None


def test_a_file_outside_is_not_touched(file: Path, tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "a.yaml").symlink_to(file)
    assert repair(inside, "a.yaml", [finding("a.yaml", 1, 4, "1", "10", "a: 1")]) is None


def test_which_fixes_are_chosen() -> None:
    safe, unsafe = finding("a.yaml", 1, 1, "1", "2", ""), finding("a.yaml", 2, 1, "1", "2", "", safe=False)
    broken = finding("b.yaml", 1, 1, "1", "2", "")
    assert chosen([safe, unsafe, broken], unsafe=False, untouched=frozenset({"b.yaml"})) == {"a.yaml": [safe]}
    assert chosen([safe, unsafe], unsafe=True, untouched=frozenset()) == {"a.yaml": [safe, unsafe]}


def test_a_document_with_two_names_is_repaired_under_its_own(run: Run, typo: Path) -> None:
    link = typo.parent / "maps.yaml"
    link.symlink_to(typo.name)
    ended = run("fix", "--unsafe")
    assert "catalog/teams/maps.yaml is left alone: it is a link to catalog/teams/search.yaml" in ended.err
    assert typo.read_text("utf-8") == "team:\n  name: search\n  contact: '#search'\n  members: 4\n"
    assert link.is_symlink()
    assert "1 repaired in 1 file;" in ended.out
