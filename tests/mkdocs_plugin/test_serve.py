"""`mkdocs serve` shows without a restart what was edited, and what was not there when it began."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from shutil import rmtree

from jinja2 import FileSystemLoader
from mkdocs.config import load_config

from steadybook.pages import render
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


@contextmanager
def serving(root: Path, log: Path) -> Iterator[Callable[[str, str], None]]:
    """Runs `mkdocs serve`; `until(path, text)` waits until the page shows the text."""
    port = free_port()
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with log.open("wb") as out:
        server = subprocess.Popen(command, cwd=root, env=sites.quiet(), stdout=out, stderr=subprocess.STDOUT)
        try:
            yield lambda path, text: wait_for(lambda: text in read(port, f"{sites.PREFIX}{path}"), server, log)
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
    assert "Traceback" not in log.read_text("utf-8")


def test_an_edited_document_is_shown(tmp_path: Path) -> None:
    root = sites.write(tmp_path / "shop")
    path = root / "catalog/services/checkout.yaml"
    text = path.read_text("utf-8")
    assert "Turns a cart into an order" in text
    with serving(root, tmp_path / "log") as until:
        page = "services/checkout/"
        until(page, "Turns a cart into an order")
        path.write_text(text.replace("Turns a cart into an order", "Turns a basket into an order"), "utf-8")
        until(page, "Turns a basket into an order")
        path.write_text(text.replace("tier: ", "tier: almost-", 1), "utf-8")
        until(page, "is not allowed here")
        path.write_text(text, "utf-8")
        until(page, "Turns a cart into an order")


def test_folders_and_a_configuration_that_appear_are_watched(tmp_path: Path) -> None:
    root = sites.write(tmp_path / "shop", base=None)
    (root / "steadybook.toml").unlink()
    with serving(root, tmp_path / "log") as until:
        until("", "No service is in the catalogue yet")
        service = root / "catalog/services/cart.yaml"
        service.parent.mkdir(parents=True)
        service.write_text("service:\n  name: cart\n  tier: standard\n  owner_team: shop\n", "utf-8")
        until("services/cart/", "standard tier")
        service.write_text("service:\n  name: cart\n  tier: critical\n  owner_team: shop\n", "utf-8")
        until("services/cart/", "critical tier")
        (root / "steadybook.toml").write_text(
            'as_of = "2026-10-10"\nfolders = ["catalog", "more/documents"]\n', "utf-8"
        )
        until("", "as of 2026-10-10")
        nested = root / "more/documents/pay.yaml"
        nested.parent.mkdir(parents=True)
        nested.write_text("service:\n  name: pay\n  tier: standard\n  owner_team: shop\n", "utf-8")
        until("services/pay/", "standard tier")
        rmtree(root / "more")
        until("", "1 service, ")


def test_edited_templates_are_drawn_without_a_restart(tmp_path: Path) -> None:
    config = load_config(str(sites.write(tmp_path / "shop") / "mkdocs.yml"))
    config.plugins.on_config(config)
    assert str(render.FOLDER) in config.watch
    name = "page.html.j2"
    (tmp_path / name).write_text("before", "utf-8")
    assert render.environment().overlay(loader=FileSystemLoader(tmp_path)).get_template(name).render() == "before"
    (tmp_path / name).write_text("after", "utf-8")
    # Every build has an environment of its own.
    assert render.environment().overlay(loader=FileSystemLoader(tmp_path)).get_template(name).render() == "after"
