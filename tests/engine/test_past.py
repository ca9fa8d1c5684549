"""The repository as it stood, from real commits; and every reason why nothing is known of a moment."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from steadybook.analysis.standing import standing
from steadybook.engine import cache, past_memory
from steadybook.engine.check import check_repository
from steadybook.engine.past import GitPast
from steadybook.engine.repository import open_repository
from steadybook.model.errors import UsageError
from steadybook.model.flagged import flagged_paths
from steadybook.model.past import FLEET, Reading, Standing, month_ends
from tests.backdated import REVIEW, commit, git, history, put

NOW = datetime(2026, 11, 2, tzinfo=UTC)
AUGUST, SEPTEMBER, OCTOBER = (datetime(2026, month, 1, tzinfo=UTC) for month in (9, 10, 11))


@pytest.fixture(scope="module")
def hashes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[str, ...]]:
    root = tmp_path_factory.mktemp("past") / "shop"
    with pytest.MonkeyPatch.context() as patch:
        for role in ("AUTHOR", "COMMITTER"):
            patch.setenv(f"GIT_{role}_NAME", "lead")
            patch.setenv(f"GIT_{role}_EMAIL", "lead@shop.example")
        return root, history(root)


@pytest.fixture
def root(hashes: tuple[Path, tuple[str, ...]]) -> Path:
    return hashes[0]


def known(reading: Reading) -> Standing:
    assert reading.standing is not None, reading.reason
    return reading.standing


def test_each_month_end_is_read_from_the_last_commit_before_it(
    root: Path, hashes: tuple[Path, tuple[str, ...]]
) -> None:
    past = GitPast(root, use_cache=False)
    readings = [past.at(moment) for moment in (AUGUST, SEPTEMBER, OCTOBER)]
    assert tuple(reading.commit for reading in readings) == hashes[1][1:]
    toil = [known(reading).toil[FLEET] for reading in readings]
    assert [(t.hours, t.automated_away) for t in toil] == [
        (Decimal(hours), Decimal(away)) for hours, away in ((10, 0), (10, 10), (0, 20))
    ]
    assert [t.share for t in toil] == [Decimal("6.25"), Decimal("6.25"), 0]  # of 160 hours
    passing = [set(known(reading).services["checkout"].passing) for reading in readings]
    assert "structured-logging" in passing[1] - passing[0]
    assert "architecture-diagram" in passing[1] - passing[2]
    assert "commit" in readings[0].source
    assert "2026-08-10" in readings[0].source


def test_what_the_check_remembers_between_commits_changes_no_figure(root: Path, tmp_path: Path) -> None:
    """Each commit, checked out and judged alone, has the figures that were read one after another."""
    past = GitPast(root, use_cache=False)
    for moment in (OCTOBER, AUGUST, SEPTEMBER):
        reading = past.at(moment)
        alone = tmp_path / reading.commit
        git(root, "worktree", "add", "-q", "--detach", str(alone), reading.commit)
        repository = open_repository(alone, moment.isoformat())
        found = check_repository(repository).findings
        assert standing(repository.context, flagged_paths(found)) == known(reading)
        git(root, "worktree", "remove", "--force", str(alone))


def test_a_moment_in_time_counts_as_now(root: Path) -> None:
    """The same commit a year later: its attestations have expired."""
    past = GitPast(root, use_cache=False)
    then, later = (known(past.at(OCTOBER + timedelta(days=days))) for days in (0, 500))
    assert "structured-logging" in then.services["checkout"].passing
    assert "structured-logging" not in later.services["checkout"].passing


def test_figures_are_kept_and_a_damaged_file_is_no_file(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns(cache.FOLDER))
    first = GitPast(copy).at(AUGUST)
    file = copy / cache.FOLDER / past_memory.FILE
    key = cache.key(copy)
    remembered = past_memory.load(copy, key)
    assert list(remembered.values()) == [first.standing]
    name = next(iter(remembered))
    put_back = known(first)
    # What is remembered answers: the figures are those of the file, not of the commit.
    past_memory.save(copy, key, {name: Standing({}, put_back.quality, put_back.toil)})
    assert known(GitPast(copy).at(AUGUST)).services == {}
    file.write_bytes(file.read_bytes().replace(b'"10"', b'"11"'))
    assert past_memory.load(copy, key) == {}
    assert GitPast(copy).at(AUGUST) == first
    # Another configuration makes other figures.
    put(copy, "steadybook.toml", '[readiness]\nimportant = ["slis-measured"]\n')
    assert known(GitPast(copy).at(AUGUST)).services["checkout"].required == 1
    file.write_bytes(b"\xff\n{")
    assert past_memory.load(copy, key) == {}
    assert git(copy, "status", "--porcelain").split() == ["M", "steadybook.toml"]


def test_only_the_latest_readings_are_kept(tmp_path: Path) -> None:
    empty = Standing({}, {}, {})
    past_memory.save(tmp_path, "key", {str(number): empty for number in range(past_memory.MOST + 5)})
    assert list(past_memory.load(tmp_path, "key")) == [str(n) for n in range(5, past_memory.MOST + 5)]
    assert past_memory.load(tmp_path, "other key") == {}


def test_a_day_an_instant_and_a_revision(root: Path, hashes: tuple[Path, tuple[str, ...]]) -> None:
    past = GitPast(root, use_cache=False)
    july, august, september, october = hashes[1]
    assert (past.since("2026-08-31", NOW).commit, past.since("2026-08-31", NOW).moment) == (august, AUGUST)
    # A day ends at midnight in UTC, an instant is what it says.
    assert past.since("2026-09-20", NOW).commit == september
    assert past.since("2026-09-20T09:59:59Z", NOW).commit == august
    assert past.since("2026-09-20T12:00:00+02:00", NOW).commit == september
    found = past.since("HEAD~1", NOW)
    assert (found.commit, found.moment) == (september, datetime(2026, 9, 20, 10, tzinfo=UTC))
    assert past.since(september[:8], NOW) == found
    # A commit of after now (where the configuration fixes it) is read as of now.
    assert past.since("main", datetime(2026, 10, 1, tzinfo=UTC)).moment == datetime(2026, 10, 1, tzinfo=UTC)
    assert past.since("main", NOW).commit == october
    assert "no service and no toil" in past.since(july, NOW).reason


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2026-11-03", "lies after now"),
        ("2026-13-45", "is no day"),
        ("2026-02-30T10:00:00Z", "is no day"),
        ("2026-08-31T10:00:00", "no instant with a zone"),
        ("no-such-branch", "git knows no such commit"),
        ("--help", "git knows no such commit"),
        ("HEAD:catalog", "git knows no such commit"),
        ("", "git knows no such commit"),
        ("\x1b[31m", "git knows no such commit"),
    ],
)
def test_what_names_no_moment_of_the_past(root: Path, text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says) as raised:
        GitPast(root, use_cache=False).since(text, NOW)
    assert "2026-06-30" in raised.value.help or "has passed" in raised.value.help
    assert "\x1b" not in str(raised.value)


def test_before_the_first_document_and_the_first_commit(root: Path) -> None:
    past = GitPast(root, use_cache=False)
    early = past.at(datetime(2026, 8, 1, tzinfo=UTC))
    assert early.standing is None
    assert "no data" in early.reason
    assert "2026-07-20" in early.reason
    assert past.at(datetime(2026, 7, 1, tzinfo=UTC)).reason == "no history: the first commit here is of 2026-07-20"


def test_a_shallow_clone_says_how_to_get_more(root: Path, tmp_path: Path, hashes: tuple[Path, tuple[str, ...]]) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth=2", f"file://{root}", str(clone))
    past = GitPast(clone, use_cache=False)
    assert past.at(SEPTEMBER).commit == hashes[1][2]
    reason = past.at(AUGUST).reason
    assert "2026-09-20" in reason
    assert "shallow clone" in reason
    assert "fetch-depth: 0" in reason
    with pytest.raises(UsageError) as raised:
        past.since(hashes[1][0], NOW)
    assert "shallow clone" in raised.value.help


def test_no_repository_no_commit_and_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    for text in ("2026-08-31", "HEAD"):
        assert "not a git repository" in GitPast(tmp_path).since(text, NOW).reason
    git(tmp_path, "init", "-q")
    assert "with commits" in GitPast(tmp_path).at(AUGUST).reason
    monkeypatch.setenv("PATH", "")
    assert "git is not installed" in GitPast(tmp_path).at(AUGUST).reason


def test_a_commit_whose_files_git_has_lost(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns(cache.FOLDER))
    tree = git(copy, "rev-parse", "HEAD:catalog").strip()
    lost = copy / ".git/objects" / tree[:2] / tree[2:]
    lost.unlink()
    reading = GitPast(copy).at(OCTOBER)
    assert reading.standing is None
    assert reading.reason.startswith("no data: ")


def test_a_root_below_the_top_of_the_repository(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    put(tmp_path, "README", "Hello\n")
    commit(tmp_path, "2026-07-20T10:00:00Z")
    shop = tmp_path / "shop"
    shutil.copytree(Path(__file__).parents[1] / "rules/base", shop)
    (shop / REVIEW).unlink()
    commit(tmp_path, "2026-08-10T10:00:00Z")
    past = GitPast(shop, use_cache=False)
    assert list(known(past.at(AUGUST)).services) == ["checkout"]
    assert "no data" in past.at(datetime(2026, 8, 1, tzinfo=UTC)).reason


def test_of_many_documents_fewer_months_are_read(tmp_path: Path) -> None:
    months = {count: len(GitPast(tmp_path, count).month_ends(NOW)) for count in (0, 1, 1250, 1500, 5000, 100_000)}
    assert months == {0: 12, 1: 12, 1250: 12, 1500: 10, 5000: 3, 100_000: 3}
    at_midnight = GitPast(tmp_path).month_ends(OCTOBER)
    assert at_midnight[-1] == SEPTEMBER


def test_month_ends_across_a_year() -> None:
    found = month_ends(datetime(2027, 2, 1, tzinfo=UTC), 4)
    assert [f"{moment:%Y-%m-%dT%H}" for moment in found] == [
        "2026-11-01T00",
        "2026-12-01T00",
        "2027-01-01T00",
        "2027-02-01T00",
    ]
    assert month_ends(datetime(2026, 11, 22, 23, tzinfo=UTC), 1) == (OCTOBER,)
