"""Error budgets of a large fleet: writes its SLOs and hourly measurements, and times a process that computes them all.

`python -m bench.budgets FOLDER` is that process; it prints what it took as JSON.
"""

from __future__ import annotations

import gc
import json
import random
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from steadybook.analysis.budgets import all_budgets
from steadybook.engine.repository import no_collection, open_repository
from steadybook.kinds.measurements.rows import decode_all
from steadybook.source.reader import Limits

END = datetime(2026, 11, 22, tzinfo=UTC)
HOURS = 28 * 24
READ_AT_ONCE = 10
"""Files: 25 MB, as much as the repository reads at once."""
PER_SERVICE, SERVICES_PER_FILE = 10, 5
"""Objectives of a service, and services whose rows stand in one file: 34,000 rows, 2.5 MB."""


def write_fleet(root: Path, slos: int, seed: int = 7) -> int:
    """Writes so many SLOs with 28 days of hourly measurements; the number of rows."""
    chance = random.Random(seed)
    hours = [(END - timedelta(hours=HOURS - hour)).strftime("%Y-%m-%dT%H:%M:%SZ") for hour in range(HOURS + 1)]
    folder = root / "slos" / "measurements"
    folder.mkdir(parents=True)
    (root / "steadybook.toml").write_text(f'as_of = "{END:%Y-%m-%dT%H:%M:%SZ}"\n', "utf-8")
    services = range(-(-slos // PER_SERVICE))
    for first in services[::SERVICES_PER_FILE]:
        lines = ["service,sli,start,end,good,total\n"]
        for service in services[first : first + SERVICES_PER_FILE]:
            for sli in range(min(PER_SERVICE, slos - service * PER_SERVICE)):
                name = f"service-{service}-sli-{sli}"
                (root / "slos" / f"{name}.yaml").write_text(
                    f"slo: {{service: service-{service}, sli: sli-{sli}, target: 99.9, window: 28d, owner: team}}\n",
                    "utf-8",
                )
                worst = chance.choice((500, 800, 1200))  # one bad event in so many at worst: some budgets are spent
                for hour in range(HOURS):
                    total = chance.randrange(10_000, 1_000_000)
                    good = total - chance.randrange(total // worst)
                    lines.append(f"service-{service},sli-{sli},{hours[hour]},{hours[hour + 1]},{good},{total}\n")
        (folder / f"services-{first}.csv").write_text("".join(lines), "utf-8")
    return slos * HOURS


def measure(root: Path) -> dict[str, float]:
    """Runs the process and gives back what it says: seconds, and the peak of its memory in MB."""
    done = subprocess.run([sys.executable, "-m", "bench.budgets", str(root)], capture_output=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> int:
    """Reads the snapshots by themselves, then opens the repository and computes all budgets."""
    root = Path(sys.argv[1])
    with no_collection():
        files = [file.read_bytes() for file in sorted(root.glob("slos/measurements/*.csv"))]
        started = time.perf_counter()
        for first in range(0, len(files), READ_AT_ONCE):
            decode_all(files[first : first + READ_AT_ONCE], Limits())
        read = time.perf_counter() - started
        del files
        context = open_repository(root).context
        gc.freeze()
        started = time.perf_counter()
        budgets = all_budgets(context)
        computed = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # kilobytes on Linux
    print(json.dumps({"read": read, "computed": computed, "budgets": len(budgets), "megabytes": peak}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
