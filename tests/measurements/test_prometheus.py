from __future__ import annotations

import json
import re
import socket
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from steadybook.measurements import prometheus
from steadybook.measurements.prometheus import AddressError, Prometheus, SilentError, address, is_header_value
from steadybook.measurements.prometheus_answers import AnswerError
from tests.measurements.conftest import Answer, Asked, Stand, matrix, success

HOUR = timedelta(hours=1)
AT = datetime(2026, 11, 1, 12, tzinfo=UTC)
SECONDS = int(AT.timestamp())
ENDS = (AT, AT + HOUR, AT + 3 * HOUR)
TOKEN = "s3cret.token-of/tests"


def client(stand: Stand, timeout: float = 5) -> Prometheus:
    return Prometheus(stand.url, TOKEN, timeout=timeout, backoff=0.001)


def ask(stand: Stand, timeout: float = 5) -> dict[datetime, Decimal]:
    return dict(client(stand, timeout).range("up", ENDS, HOUR))


def refused(stand: Stand, timeout: float = 5) -> AnswerError:
    with pytest.raises(AnswerError) as caught:
        ask(stand, timeout)
    assert TOKEN not in caught.value.reason + caught.value.help
    return caught.value


def test_a_range_query_gives_the_points_that_were_asked_for(stand: Stand) -> None:
    stand.answers = lambda _: Answer(
        matrix({SECONDS: "1.5", SECONDS + 3600: "2", SECONDS + 7200: "9", SECONDS + 10800: "3e-7"})
    )
    assert ask(stand) == {AT: Decimal("1.5"), AT + HOUR: Decimal(2), AT + 3 * HOUR: Decimal("3e-7")}
    (asked,) = stand.asked
    assert (asked.method, asked.path) == ("GET", "/api/v1/query_range")
    assert asked.parameters == {"query": "up", "start": str(SECONDS), "end": str(SECONDS + 10800), "step": "1h"}
    assert asked.headers["Authorization"] == f"Bearer {TOKEN}"
    assert "X-Scope-OrgID" not in asked.headers


def test_a_long_query_goes_by_post_and_a_tenant_goes_along(stand: Stand) -> None:
    query = " + ".join(["up"] * 2000)
    replace(client(stand), tenant="team-a").range(query, ENDS, HOUR)
    (asked,) = stand.asked
    assert (asked.method, asked.parameters["query"], asked.headers["X-Scope-OrgID"]) == ("POST", query, "team-a")


def test_no_series_is_no_point(stand: Stand) -> None:
    assert ask(stand) == {}


def of(*values: object, **more: object) -> Answer:
    """An answer of a range query with one series of such values."""
    return Answer(success({"resultType": "matrix", "result": [{"metric": {}, "values": values}]}, **more))


ELSEWHERE = {"Location": "https://user:pw@login.example/?next=x"}
PODS = matrix(({"pod": "a"}, {SECONDS: "1"}), ({"pod": "b"}, {SECONDS: "1"}))
PARSE_ERROR = '{"status": "error", "error": "parse error:\\u001b[31m\\n x"}'
BAD = {
    "2 series, which differ in `pod`": Answer(PODS),
    r"no JSON, but a web page \(Sign in\)": Answer("<!DOCTYPE html><title>Sign in</title>"),
    "no JSON: it is empty": Answer(""),
    "no JSON: `OK`": Answer("OK"),
    "no JSON": Answer("[" * 100_000),
    "not as Prometheus writes it": Answer("[]"),
    "JSON, but not as Prometheus": Answer('{"status": "success"}'),
    "but not as Prometheus": Answer(success({"resultType": "matrix", "result": [1]})),
    "not as Prometheus writes": Answer(success({"resultType": "matrix", "result": [{"metric": {}}]})),
    "`vector`, not the matrix": Answer(success({"resultType": "vector", "result": []})),
    "histograms": Answer(success({"resultType": "matrix", "result": [{"metric": {}, "histograms": []}]})),
    "`.*many.*` is not a time and a number": of([SECONDS, "many"]),
    "1111.* is not a time and a number": of([SECONDS, "1" * 100]),
    "5.` is not a time and a number": of([SECONDS, 5]),
    "300.* is not a time and a number": of([1e300, "5"]),
    "two numbers": of([SECONDS, "5"], [SECONDS, "6"]),
    "which was not asked": of([SECONDS + 60, "1"]),
    "11:00:00.*which was not asked": of([SECONDS - 3600, "1"]),
    "warns: store a is down": of([SECONDS, "1"], warnings=["store a is down"]),
    "refuses the query: overloaded": Answer('{"status": "error", "error": "overloaded"}'),
    r"refuses the query: parse error:.\[31m x": Answer(PARSE_ERROR, 400),
    r"no tenant for \[token\]": Answer(json.dumps({"status": "error", "error": f"no tenant for {TOKEN}"}), 422),
    r"answers 500 with a web page \(500\)": Answer("<title>500</title>", 500),
    "answers 503: query timed out": Answer('{"status": "error", "error": "query timed out"}', 503),
    "wants a token": Answer("", 401),
    "a token with more rights": Answer("", 403),
    "no Prometheus API at this address": Answer("404 page not found", 404),
    "too many requests": Answer("", 429),
    "sends us on to https://login.example/$": Answer("", 302, ELSEWHERE),
}


@pytest.mark.parametrize("reason", BAD)
def test_every_bad_answer_is_said_and_none_is_a_number(stand: Stand, reason: str) -> None:
    stand.answers = lambda _: BAD[reason]
    error = refused(stand)
    assert re.search(reason, error.reason)
    assert error.help


def test_advice_stands_beside_what_the_server_says_itself(stand: Stand) -> None:
    stand.answers = lambda _: Answer('{"status": "error", "error": "no such token"}', 401)
    error = refused(stand)
    assert error.reason == "the server answers 401: no such token"
    assert "STEADYBOOK_PROMETHEUS_TOKEN" in error.help


def test_infinities_and_nan_are_handed_on_as_such(stand: Stand) -> None:
    stand.answers = lambda _: Answer(matrix({SECONDS: "NaN", SECONDS + 3600: "+Inf", SECONDS + 10800: "-Inf"}))
    found = list(ask(stand).values())
    assert found[0].is_nan()
    assert found[1:] == [Decimal("Infinity"), Decimal("-Infinity")]


def test_information_is_no_warning(stand: Stand) -> None:
    data = {"resultType": "matrix", "result": [{"metric": {}, "values": [[SECONDS, "1"]]}]}
    stand.answers = lambda _: Answer(success(data, infos=["metric might not be a counter"]))
    assert ask(stand) == {AT: Decimal(1)}


def test_what_passes_by_itself_is_asked_again(stand: Stand) -> None:
    replies = iter([Answer("", 503), Answer("", 500), Answer(matrix({SECONDS: "1"}))])
    stand.answers = lambda _: next(replies)
    assert ask(stand) == {AT: Decimal(1)}
    assert len(stand.asked) == 3


def test_retries_end(stand: Stand) -> None:
    stand.answers = lambda _: Answer("", 500)
    assert refused(stand).reason == "the server answers 500: it is empty"
    assert len(stand.asked) == 4


def test_a_wrong_query_is_not_asked_again(stand: Stand) -> None:
    stand.answers = lambda _: Answer("", 400)
    refused(stand)
    assert len(stand.asked) == 1


def test_retry_after_is_obeyed_within_bounds(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prometheus, "LONGEST_WAIT_SECONDS", 0.2)
    replies = iter([Answer("", 429, {"Retry-After": "86400"}), Answer(matrix({SECONDS: "1"}))])
    stand.answers = lambda _: next(replies)
    begin = time.monotonic()
    assert ask(stand) == {AT: Decimal(1)}
    assert 0.2 <= time.monotonic() - begin < 5


def test_no_token_follows_a_redirect(stand: Stand) -> None:
    def answers(asked: Asked) -> Answer:
        return Answer("", 307, {"Location": f"{stand.url.replace('127.0.0.1', 'localhost')}{asked.path}"})

    stand.answers = answers
    assert "sends us on" in refused(stand).reason
    assert len(stand.asked) == 1


def test_a_server_that_hangs_is_left_after_the_timeout(stand: Stand) -> None:
    release = threading.Event()

    def answers(_: Asked) -> Answer:
        release.wait(20)
        return Answer()

    stand.answers = answers
    begin = time.monotonic()
    error = refused(stand, timeout=0.2)
    assert time.monotonic() - begin < 5
    assert isinstance(error, SilentError)
    assert "did not answer within 0.2 s" in error.reason
    assert not error.final
    assert len(stand.asked) == 2
    release.set()


def test_an_answer_that_drips_is_left_after_the_timeout() -> None:
    """Each byte comes in time, the whole never would."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        done = threading.Event()

        def drip() -> None:
            peer, _ = listener.accept()
            with peer:
                peer.recv(65536)
                peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
                while not done.wait(0.02):
                    try:
                        peer.sendall(b" ")
                    except OSError:
                        return

        thread = threading.Thread(target=drip)
        thread.start()
        server = Prometheus(f"http://127.0.0.1:{listener.getsockname()[1]}", timeout=0.3)
        with pytest.raises(SilentError, match="did not end within"):
            server.range("up", ENDS, HOUR)
        done.set()
        thread.join()


def test_an_answer_beyond_all_measure_is_not_read(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prometheus, "MOST_BYTES", 2**20)
    stand.answers = lambda _: Answer(b" " * (3 * 2**20))
    assert refused(stand).reason == "the answer is larger than 1 MB"
    stand.answers = lambda _: Answer(matrix({SECONDS: "1"}))
    assert ask(stand) == {AT: Decimal(1)}


def test_a_broken_connection_is_said(stand: Stand) -> None:
    stand.answers = lambda _: Answer("{", 200, {"Content-Length": "500", "Connection": "close"})
    assert "the connection broke" in refused(stand).reason or "within" in refused(stand).reason


def test_a_server_that_hangs_up_is_told_in_words() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()

        def hang_up() -> None:
            for _ in range(2):  # the request, and its one repetition
                server.accept()[0].close()

        threading.Thread(target=hang_up, daemon=True).start()
        with pytest.raises(SilentError, match="the connection broke: ") as caught:
            Prometheus(f"http://127.0.0.1:{server.getsockname()[1]}", backoff=0.001).range("up", ENDS, HOUR)
    assert not re.search(r"[()'\"]|Error|Disconnected", caught.value.reason)
    assert "http or https" in caught.value.help


def test_no_safe_connection_is_told_in_words(stand: Stand) -> None:
    with pytest.raises(SilentError, match=r"^no safe connection: [^_\[]+$") as caught:
        Prometheus(stand.url.replace("http:", "https:"), backoff=0.001).range("up", ENDS, HOUR)
    assert "speak https" in caught.value.help


def test_nobody_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
        port = taken.getsockname()[1]
        with pytest.raises(SilentError, match="nothing accepts connections") as caught:
            Prometheus(f"http://127.0.0.1:{port}", backoff=0.001).range("up", ENDS, HOUR)
    assert caught.value.final


def test_an_instant_query_gives_every_series(stand: Stand) -> None:
    result = [{"metric": {"sli": "a"}, "value": [SECONDS, "1"]}, {"metric": {"sli": "b"}, "value": [SECONDS, "NaN"]}]
    stand.answers = lambda _: Answer(success({"resultType": "vector", "result": result}))
    found = client(stand).vector("x", AT)
    assert [(labels["sli"], str(number)) for labels, number in found] == [("a", "1"), ("b", "NaN")]
    assert stand.asked[0].parameters == {"query": "x", "time": str(SECONDS)}


@pytest.mark.parametrize("result", ['"vector", "result": [5]', '"vector", "result": [{"metric": {}}]', '"scalar"'])
def test_no_other_answer_is_a_vector(stand: Stand, result: str) -> None:
    stand.answers = lambda _: Answer(f'{{"status": "success", "data": {{"resultType": {result}}}}}')
    with pytest.raises(AnswerError):
        client(stand).vector("x", AT)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://localhost:9090", "http://localhost:9090"),
        (" https://mimir.example/prometheus/ ", "https://mimir.example/prometheus"),
        ("https://prom.example/api/v1", "https://prom.example"),
        ("http://[::1]:9090/", "http://[::1]:9090"),
    ],
)
def test_addresses(url: str, expected: str) -> None:
    assert address(url) == expected


@pytest.mark.parametrize(
    "url",
    ["", "prom.example", "ftp://prom.example", "file:///etc/passwd", "http://", "http://a:b@c", "http://a?x=1", "http://a#b",
     "http://a:99999", "http://a:0", "http://a b", "http://a\\@b", "http://[::1", "http://a/x y", "http://tok3n@a"],
)  # fmt: skip
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(AddressError) as caught:
        address(url)
    assert "tok3n" not in str(caught.value)


def test_only_harmless_header_values_are_sent() -> None:
    assert is_header_value("eyJhbGciOi.J9_-=")
    for text in ("", "a b", "a\r\nHost: x", "ä", "a\x00"):
        assert not is_header_value(text)


def test_the_token_is_in_no_representation() -> None:
    assert TOKEN not in repr(Prometheus("http://localhost", TOKEN))


@pytest.mark.parametrize(
    ("url", "private"),
    [
        ("https://prom.example", True),
        ("http://localhost:9090", True),
        ("http://[::1]", True),
        ("http://prom.example", False),
    ],
)
def test_who_can_read_the_token(url: str, private: bool) -> None:
    assert Prometheus(url).is_private is private
