"""Measures speed and prints ratios from one run on one machine: `make bench`, or `python -m bench.run --documents 500`.

Nothing here passes or fails: times depend on the machine, so only figures of one run are compared with each other.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from bench import budgets
from bench.browser import measure_pages
from bench.corpus import AS_OF, write_corpus
from bench.logs import measure_logs

ROUNDS = 5
PROGRAM = (sys.executable, "-m", "steadybook")
QUIET = dict(os.environ, NO_MKDOCS_2_WARNING="1", DISABLE_MKDOCS_2_WARNING="true", PYTHONDONTWRITEBYTECODE="")


def main() -> int:
    """Parses the arguments, measures and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=5000, help="size of the corpus (default: 5000)")
    parser.add_argument("--no-site", action="store_true", help="leave the site out")
    parser.add_argument("--slos", type=int, default=5000, help="objectives with hourly measurements (default: 5000)")
    parser.add_argument("--no-budgets", action="store_true", help="leave error budgets out")
    parser.add_argument("--log-records", type=int, default=1_000_000, help="size of the log (default: 1,000,000)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="steadybook-bench-") as folder:
        root = Path(folder)
        counts = write_corpus(root, options.documents)
        write_site(root)
        files = sorted(root.rglob("*.yaml"))
        size = sum(file.stat().st_size for file in files)
        print(
            f"corpus: {len(files):,} documents, {size / 1e6:.1f} MB: "
            + ", ".join(f"{n} {k}" for k, n in counts.items())
        )
        measure_check(root, files)
        if options.log_records:
            measure_logs(root, options.log_records)
        if not options.no_site:
            measure_site(root, len(files))
            measure_pages(root / "site")
    if not options.no_budgets:
        with tempfile.TemporaryDirectory(prefix="steadybook-bench-") as folder:
            measure_budgets(Path(folder), options.slos)
    return 0


def measure_check(root: Path, files: list[Path]) -> None:
    """Cold and warm checks against PyYAML's C loader over the same files."""
    baseline, cold = medians(
        lambda: [yaml.load(file.read_bytes(), yaml.CSafeLoader) for file in files],
        lambda: run("check", "--no-cache", root=root),
    )
    show("yaml.load(CSafeLoader), in one process", baseline)
    show("steadybook check, cold, whole process", cold, f"{cold / baseline:.2f} x CSafeLoader")
    run("check", root=root)
    same, changed = medians(lambda: run("check", root=root), lambda: touch_and_check(root))
    show("steadybook check, warm, nothing changed", same)
    show("steadybook check, warm, one file changed", changed, "aim: under 0.6 s")


def touch_and_check(root: Path) -> None:
    """Changes one runbook in a way that no check has seen before."""
    file = next(root.glob("runbooks/*.yaml"))
    file.write_text(file.read_text("utf-8") + f"# {time.time_ns()}\n", "utf-8")
    run("check", root=root)


def write_site(root: Path) -> None:
    """Writes the configuration of the site, which stands there before the first check, as in any repository."""
    (root / "docs").mkdir()
    (root / "docs" / ".keep").touch()
    (root / "mkdocs.yml").write_text(
        "site_name: Bench\nsite_url: https://example.com/\ntheme: {name: material, font: false}\n"
        "plugins: [search, steadybook]\n"
    )


def measure_site(root: Path, pages: int) -> None:
    """CPU time of a site build after a check, as `make site` does it, for each page; and the largest list pages."""
    before = os.times()
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=root, env=QUIET, check=True)
    wall = time.perf_counter() - started
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    built = list((root / "site").rglob("index.html"))
    show(f"mkdocs build, {len(built):,} pages", wall, f"{1000 * cpu / len(built):.2f} ms CPU a page")
    largest = sorted(((file.stat().st_size, file) for file in built), reverse=True)[:5]
    for weight, file in largest:
        print(f"  largest: {file.relative_to(root / 'site')} {weight / 1e6:.2f} MB")
    index = root / "site" / "search" / "search_index.json"
    print(f"  search index: {index.stat().st_size / 1e6:.2f} MB for {pages:,} documents")


def measure_budgets(root: Path, slos: int) -> None:
    """Reading hourly measurements of 28 days, and computing the budget of each objective over its whole history."""
    rows = budgets.write_fleet(root, slos)
    found = budgets.measure(root)
    show(
        f"reading {rows:,} rows of measurements",
        found["read"],
        f"{rows / found['read'] / 1e6:.2f} million rows a second",
    )
    show(f"{slos:,} error budgets over their history", found["computed"], f"peak {found['megabytes']:,.0f} MB")
    show("both together", found["read"] + found["computed"], "aim for 5,000 SLOs: under 5 s and 1,000 MB")


def run(*arguments: str, root: Path) -> None:
    """Runs the program on the corpus; findings are no failure here, crashes are."""
    command = [*PROGRAM, *arguments, "--as-of", AS_OF, "--format", "json"]
    done = subprocess.run(command, cwd=root, env=QUIET, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode())


def medians(*works: Callable[[], object]) -> list[float]:
    """The median wall time of each, in seconds, over some rounds.

    They take turns: the speed of a machine moves while it is measured, and ratios are of what ran side by side.
    """
    times: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for work, taken in zip(works, times, strict=True):
            started = time.perf_counter()
            work()
            taken.append(time.perf_counter() - started)
    return [statistics.median(taken) for taken in times]


def show(what: str, seconds: float, note: str = "") -> None:
    """One row of the table."""
    print(f"{what:<46} {seconds:8.3f} s  {note}")


if __name__ == "__main__":
    raise SystemExit(main())
