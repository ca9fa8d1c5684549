"""A server that answers as a test wants: badly, slowly, or not at all."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest


@dataclass(frozen=True)
class Asked:
    """A request as it came in."""

    method: str
    path: str
    parameters: dict[str, str]
    headers: dict[str, str]


@dataclass
class Answer:
    """What to send back."""

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Stand:
    """A server on loopback. `answers` says what each request gets; `asked` are those that came."""

    url: str
    answers: Callable[[Asked], Answer]
    asked: list[Asked] = field(default_factory=list)


def matrix(*series: dict[float, str] | tuple[dict[str, str], dict[float, str]]) -> str:
    """An answer of a range query: each series as numbers by time, with or without labels."""
    result = []
    for each in series:
        labels, points = each if isinstance(each, tuple) else ({}, each)
        result.append({"metric": labels, "values": [[moment, number] for moment, number in points.items()]})
    return success({"resultType": "matrix", "result": result})


def success(data: Any, **more: Any) -> str:
    return json.dumps({"status": "success", "data": data, **more})


@pytest.fixture
def stand() -> Iterator[Stand]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.reply(urlsplit(self.path).query)

        def do_POST(self) -> None:
            self.reply(self.rfile.read(int(self.headers["Content-Length"])).decode())

        def reply(self, form: str) -> None:
            parameters = {name: values[0] for name, values in parse_qs(form).items()}
            asked = Asked(self.command, urlsplit(self.path).path, parameters, dict(self.headers))
            state.asked.append(asked)
            answer = state.answers(asked)
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            try:
                self.send_response(answer.status)
                for name, value in {"Content-Length": str(len(body)), **answer.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                self.close_connection = True  # whoever asked has gone away

        def log_message(self, format: str, *arguments: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        state = Stand(f"http://127.0.0.1:{server.server_address[1]}", lambda _: Answer(matrix()))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield state
        server.shutdown()
        thread.join()
