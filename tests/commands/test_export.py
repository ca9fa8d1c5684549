from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Run

SLI = """\
sli:
  name: checkout-success
  type: availability
  measurement: {good_events: answers with a status below 500, total_events: all requests but health checks}
  prometheus:
    good: sum(rate(http_requests_total{job="$service",code!~"5.."}[$window]))
    total: sum(rate(http_requests_total{job="$service"}[$window]))
"""
FILES = ["checkout.rules.yaml", "tests/checkout-availability.test.yaml"]


@pytest.fixture
def shop(root: Path) -> Path:
    (root / "slos/checkout-success.yaml").write_text(SLI, "utf-8")
    return root


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def written(file: Path) -> tuple[int, int]:
    """Which file it is and when its content was written; not when it was read, which moves by itself."""
    found = file.stat()
    return found.st_ino, found.st_mtime_ns


def test_an_export_is_written_once_and_then_up_to_date(run: Run, shop: Path) -> None:
    first = run("export", "prometheus", "build/rules")
    assert (first.code, first.err) == (0, "")
    assert first.out.splitlines() == [
        *(f"created  build/rules/{name}" for name in FILES),
        "1 alert for 1 SLO of 1 service: 2 created.",
        "Prove them with `promtool test rules build/rules/tests/*.test.yaml`.",
    ]
    assert files(shop / "build/rules") == FILES
    before = written(shop / "build/rules" / FILES[0])
    again = run("export", "prometheus", "build/rules")
    assert (again.code, again.out.splitlines()[0]) == (0, "1 alert for 1 SLO of 1 service: up to date.")
    assert written(shop / "build/rules" / FILES[0]) == before
    assert run("check").code == 0


def test_check_and_dry_run_write_nothing(run: Run, shop: Path) -> None:
    for option, code in (("--check", 1), ("--dry-run", 0)):
        ended = run("export", "prometheus", "build", option)
        assert ended.code == code
        assert "created  build/checkout.rules.yaml" in ended.out
        assert "2 created (nothing is written)." in ended.out
        assert not (shop / "build").exists()
    run("export", "prometheus", "build")
    assert run("export", "prometheus", "build", "--check").code == 0
    slo = shop / "slos/checkout-availability.yaml"
    slo.write_text(slo.read_text("utf-8").replace("13.44", "14.4"), "utf-8")
    ended = run("export", "prometheus", "build", "--check")
    assert (ended.code, ended.out.count("updated")) == (1, 3)


def test_files_of_vanished_services_go_and_others_stay(run: Run, shop: Path) -> None:
    run("export", "prometheus", "build")
    folder = shop / "build"
    (folder / "gone.rules.yaml").write_bytes((folder / FILES[0]).read_bytes())
    (folder / "own.rules.yaml").write_text("groups: []\n", "utf-8")
    (folder / "notes.txt").write_text("# Written by `steadybook export prometheus`\n", "utf-8")
    ended = run("export", "prometheus", "build")
    assert ended.out.splitlines()[0] == "removed  build/gone.rules.yaml"
    assert files(folder) == sorted([*FILES, "notes.txt", "own.rules.yaml"])


@pytest.mark.parametrize("content", ["groups: []\n", "", None])
def test_a_file_of_somebody_else_is_never_overwritten(run: Run, shop: Path, content: str | None) -> None:
    (shop / "build").mkdir()
    file = shop / "build" / FILES[0]
    file.mkdir() if content is None else file.write_text(content, "utf-8")
    ended = run("export", "prometheus", "build")
    assert (ended.code, ended.out) == (2, "")
    assert "`build/checkout.rules.yaml` was not written by an export" in ended.err
    assert files(shop / "build") == ([] if content is None else [FILES[0]])
    assert content is None or file.read_text("utf-8") == content


@pytest.mark.parametrize("path", ["slos/checkout-availability.yaml", "slos/checkout-success.yaml"])
def test_a_broken_document_must_not_end_alerts(run: Run, shop: Path, path: str) -> None:
    run("export", "prometheus", "build")
    before = (shop / "build" / FILES[0]).read_bytes()
    for text in ("slo: {service: checkout}\n", "slo: [\n", "sli: {}\n"):
        (shop / path).write_text(text, "utf-8")
        ended = run("export", "prometheus", "build")
        assert (ended.code, ended.out) == (2, "")
        assert f"`{path}` cannot be read without errors" in ended.err
    assert (shop / "build" / FILES[0]).read_bytes() == before


def test_what_is_left_out_is_told(run: Run, root: Path) -> None:
    ended = run("export", "prometheus", "build")
    assert ended.code == 0
    assert ended.out == "0 alerts for 0 SLOs of 0 services: up to date.\n"
    text = " ".join(ended.err.split())
    assert "slos/checkout-availability.yaml: the SLO is left out: its SLI `checkout-success` has no Prometheus" in text
    assert "help: Write `prometheus: {good: …, total: …}` in slos/checkout-success.yaml." in text
    assert not (root / "build").exists()


def test_the_systems_are_listed(run: Run) -> None:
    ended = run("export")
    assert (ended.code, ended.out) == (0, "prometheus  recording rules, burn-rate alerts and their tests\n")


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["promethes", "x"], "Did you mean `prometheus`?"),
        (["prometheus"], "a folder is needed"),
        (["prometheus", "steadybook.toml"], "`steadybook.toml` is no folder"),
        (["prometheus", "steadybook.toml/x"], "cannot be written"),
        (["prometheus", "slos/alerts"], "lies in `slos`, whose files are read as documents"),
        (["prometheus", "build/../slos"], "lies in `slos`"),
        (["prometheus", "x" * 300], "cannot be "),
        (["prometheus", "a\0b"], "cannot be a folder"),
        (["prometheus", "build", "--check", "--dry-run"], "not allowed with"),
    ],
)
def test_mistakes(run: Run, arguments: list[str], message: str) -> None:
    ended = run("export", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert message in ended.err


def test_a_folder_that_cannot_be_written_is_told(run: Run, shop: Path) -> None:
    (shop / "build").mkdir()
    (shop / "build" / "tests").symlink_to(shop / "missing" / "file")
    ended = run("export", "prometheus", "build")
    assert ended.code == 2
    assert "Traceback" not in ended.err
    assert not (shop / "missing").exists()
