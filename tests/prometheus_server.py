"""A real Prometheus for tests, on loopback, with samples written into its past; and promtool's judgement of rule files.

The Makefile looks for the two programs in the same place.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import urllib3
from urllib3.exceptions import HTTPError

READY_SECONDS = 60


def program(name: str) -> str:
    """The path of `prometheus` or `promtool`."""
    found = shutil.which(name)
    if found is None:
        pytest.fail(f"There is no {name} here: `make prometheus` installs it.")
    return found


def promtool(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """What promtool says of something; the caller looks at its exit code."""
    return subprocess.run(
        [program("promtool"), *map(str, arguments)], capture_output=True, text=True, check=False, timeout=300, cwd=cwd
    )


def backfill(data: Path, openmetrics: str) -> None:
    """Writes samples (OpenMetrics text, with their times) into the blocks of a server that does not run yet."""
    source = data.parent / f"{data.name}.om"
    source.write_text(openmetrics, "utf-8")
    made = promtool("tsdb", "create-blocks-from", "openmetrics", source, data)
    assert made.returncode == 0, made.stderr


@contextmanager
def running(data: Path, configuration: str = "") -> Iterator[str]:
    """A server over a folder of blocks; gives its address and ends it afterwards."""
    file = data.parent / f"{data.name}.yml"
    file.write_text(configuration or "global: {}\n", "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        program("prometheus"),
        f"--config.file={file}",
        f"--storage.tsdb.path={data}",
        "--storage.tsdb.retention.time=50y",
        f"--web.listen-address=127.0.0.1:{port}",
        "--log.level=warn",
    ]
    log = data.parent / f"{data.name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)
        try:
            _wait(f"http://127.0.0.1:{port}", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"Prometheus ended at once:\n{log.read_text('utf-8', 'replace')}")
        try:
            if urllib3.request("GET", f"{url}/-/ready", timeout=1, retries=False).status == 200:
                return
        except HTTPError:
            pass
        time.sleep(0.05)
    pytest.fail(f"Prometheus did not become ready:\n{log.read_text('utf-8', 'replace')}")
