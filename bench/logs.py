"""A log to measure with, and the measurement of `steadybook logs check` against orjson alone over the same lines."""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

import orjson

ROUNDS = 2


def write_log(file: Path, records: int, faulty: float = 0.0, seed: int = 7) -> None:
    """A log of some services as a shop writes it; `faulty` is the share of the records that break the standard."""
    chance = random.Random(seed)
    with file.open("w", encoding="utf-8") as out:
        for number in range(records):
            record = _record(number, chance)
            if chance.random() < faulty:
                record |= chance.choice(
                    ({"level": "LOUD"}, {"trace_id": ""}, {"duration_ms": "12"}, {"timestamp": "now"})
                )
            out.write(json.dumps(record, separators=(",", ":")) + "\n")


def _record(number: int, chance: random.Random) -> dict[str, object]:
    second, thousandth = divmod(number, 1000)
    level = chance.choices(("info", "debug", "warn", "error"), (80, 10, 7, 3))[0]
    record: dict[str, object] = {
        "timestamp": f"2026-11-{1 + second // 86400 % 28:02}T{second // 3600 % 24:02}:{second // 60 % 60:02}:"
        f"{second % 60:02}.{thousandth:03}Z",
        "level": level,
        "service": chance.choice(("svc-0-a", "svc-0-b", "svc-0-c")),
        "message": f"request {number} answered",
        "trace_id": f"{chance.getrandbits(128):032x}",
        "span_id": f"{chance.getrandbits(64):016x}",
    }
    if level == "error":
        record |= {"error_type": "GatewayTimeout", "error_message": "no answer within 30 s"}
    if chance.random() < 0.7:
        record |= {"http_method": "POST", "http_path": "/orders", "http_status": chance.choice((200, 201, 404, 504))}
        record["duration_ms"] = round(chance.expovariate(0.01), 1)
    if chance.random() < 0.5:
        record |= {
            "environment": "production",
            "host": "svc-0-a-7b4d9-xk2p1",
            "region": "eu-central-1",
            "retry_count": 0,
        }
    return record


def measure_logs(root: Path, records: int) -> None:
    """Prints seconds of both over a clean log and over one with faults, and the memory that the check took."""
    for faulty in (0.0, 0.01, 1.0):
        file = root / "app.log"
        write_log(file, records, faulty)
        size = file.stat().st_size / 1e6
        alone, whole = [], []
        for _ in range(ROUNDS):  # by turns, so that both meet the same machine
            started = time.process_time()
            _parse(file)
            alone.append(time.process_time() - started)
            whole.append(_check(root, file))
        ratio = min(whole) / min(alone)
        what = f"logs check, {size:.0f} MB, {faulty:.0%} of the records faulty"
        print(f"{what:<46} {min(whole):8.3f} s  {ratio:.2f} x orjson alone ({min(alone):.3f} s); aim: under 3")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    print(f"  largest process so far: {peak:.0f} MB")


def _parse(file: Path) -> None:
    with file.open("rb") as lines:
        for line in lines:
            orjson.loads(line)


def _check(root: Path, file: Path) -> float:
    """CPU seconds of the whole process."""
    before = os.times()
    command = (sys.executable, "-m", "steadybook", "logs", "check", str(file), "--format", "json")
    done = subprocess.run(command, cwd=root, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode())
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system
