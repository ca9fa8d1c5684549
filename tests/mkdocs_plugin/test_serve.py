"""`mkdocs serve` shows an edited YAML file without a restart."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.mkdocs_plugin import sites

DEADLINE = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def read(port: int, path: str) -> str:
    """The page, or nothing while the server is not there yet."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().read().decode()
    except (OSError, HTTPException):
        return ""
    finally:
        connection.close()


def wait_for(what: Callable[[], bool], server: subprocess.Popen[bytes], log: Path) -> None:
    """Waits until it is so; the server must live on meanwhile."""
    end = time.monotonic() + DEADLINE
    while not what():
        assert server.poll() is None, log.read_text("utf-8")
        assert time.monotonic() < end, log.read_text("utf-8")
        time.sleep(0.2)


def test_an_edited_document_is_shown(tmp_path: Path) -> None:
    root = sites.write(tmp_path / "shop")
    port = free_port()
    log = tmp_path / "log"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with log.open("wb") as out:
        server = subprocess.Popen(command, cwd=root, env=sites.quiet(), stdout=out, stderr=subprocess.STDOUT)
        try:
            page = f"{sites.PREFIX}services/checkout/"
            wait_for(lambda: "Turns a cart into an order" in read(port, page), server, log)

            path = root / "catalog/services/checkout.yaml"
            text = path.read_text("utf-8")
            assert "Turns a cart into an order" in text
            path.write_text(text.replace("Turns a cart into an order", "Turns a basket into an order"), "utf-8")
            wait_for(lambda: "Turns a basket into an order" in read(port, page), server, log)

            path.write_text(text.replace("tier: ", "tier: almost-", 1), "utf-8")
            wait_for(lambda: "is not allowed here" in read(port, page), server, log)

            path.write_text(text, "utf-8")
            wait_for(lambda: "Turns a cart into an order" in read(port, page), server, log)
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
    assert "Traceback" not in log.read_text("utf-8")
