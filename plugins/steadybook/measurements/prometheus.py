"""A client of the Prometheus HTTP API: queries only, careful about waiting, about size and about the token.

Prometheus, Thanos, Mimir and VictoriaMetrics all answer `/api/v1/query_range` and `/api/v1/query`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from urllib.parse import urlencode, urlsplit

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    MaxRetryError,
    NameResolutionError,
    NewConnectionError,
    ReadTimeoutError,
    SSLError,
)
from urllib3.response import BaseHTTPResponse
from urllib3.util import Retry, Timeout

from steadybook import __version__
from steadybook.measurements.prometheus_answers import NOT_PROMETHEUS, AnswerError, failure, points, shortened, vector
from steadybook.sre.durations import format_duration

MOST_BYTES = 8 * 2**20
"""An answer's size at most; a range query of MOST_POINTS points for one series takes about 20 KB."""
MOST_POINTS = 500
"""Points of one range query; Prometheus allows 11,000, and short answers show progress and lose less when they fail."""
LONGEST_ADDRESS = 4000
"""Longer queries go by POST: proxies commonly refuse addresses from 8 KB on. GET is the one that every proxy allows."""
CONNECT_SECONDS = 5.0
LONGEST_WAIT_SECONDS = 30.0
"""The most that a `Retry-After` is obeyed for."""
RETRIED = frozenset({429, 500, 502, 503, 504})
"""What may pass by itself: overload, restarts and time-outs. A query is read only, so asking again does no harm."""

_HEADER_VALUE = re.compile(r"[\x21-\x7e]+")
_HOST = re.compile(r"[A-Za-z0-9.:\[\]_%-]+")


class AddressError(ValueError):
    """An address that cannot be asked; the message never repeats credentials."""


class SilentError(AnswerError):
    """The server did not answer at all; `final`: there is no use in asking it anything else."""

    def __init__(self, reason: str, help: str = "", final: bool = False) -> None:
        super().__init__(reason, help)
        self.final = final


class _Patience(Retry):
    """Retries with back-off that wait as long as the server asks, within bounds."""

    def get_retry_after(self, response: BaseHTTPResponse) -> float | None:
        wanted = super().get_retry_after(response)
        return None if wanted is None else min(wanted, LONGEST_WAIT_SECONDS)


def address(url: str) -> str:
    """The address below which `/api/v1/…` is asked, without a slash at its end. Raises AddressError."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise AddressError("this is not an address") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise AddressError("this is not an http or https address")
    if "@" in parts.netloc:
        raise AddressError("the address holds credentials, which everybody on this machine can read in a command line")
    if parts.query or parts.fragment:
        raise AddressError("the address has a part after `?` or `#`")
    if not _HOST.fullmatch(parts.netloc) or re.search(r"[\s\x00-\x1f\x7f]", parts.path) or port == 0:
        raise AddressError("this is not an address")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/').removesuffix('/api/v1')}"


def is_header_value(text: str) -> bool:
    """Whether a token or tenant can be sent: visible ASCII characters without spaces."""
    return bool(_HEADER_VALUE.fullmatch(text))


@dataclass(frozen=True, slots=True)
class Prometheus:
    """A server to ask. `address` comes from `address()`, `token` and `tenant` are empty or pass `is_header_value`.

    Redirects are never followed, so that the token goes to no other host.
    """

    address: str
    token: str = field(default="", repr=False)
    tenant: str = ""
    timeout: float = 30.0
    """Seconds that one answer may take altogether."""
    backoff: float = 0.5
    """Seconds before the second retry, doubled with each further one."""
    _pool: urllib3.PoolManager = field(default_factory=urllib3.PoolManager, repr=False)

    @property
    def is_private(self) -> bool:
        """Whether nobody on the way can read what is sent: encrypted, or on this machine alone."""
        parts = urlsplit(self.address)
        return parts.scheme == "https" or parts.hostname in ("localhost", "127.0.0.1", "::1")

    def range(self, query: str, ends: Sequence[datetime], step: timedelta) -> Mapping[datetime, Decimal]:
        """The query's single series at these moments, which lie whole steps apart; missing ones are left out.

        Raises AnswerError.
        """
        parameters = {
            "query": query,
            "start": _seconds(ends[0]),
            "end": _seconds(ends[-1]),
            "step": format_duration(step),
        }
        found = points(self._ask("query_range", parameters))
        strange = next((m for m in found if not ends[0] <= m <= ends[-1] or (m - ends[0]) % step), None)
        if strange is not None:
            raise AnswerError(f"the server answers for {strange.isoformat()}, which was not asked", NOT_PROMETHEUS)
        wanted = frozenset(ends)
        return {moment: number for moment, number in found.items() if moment in wanted}

    def vector(self, query: str, at: datetime) -> Sequence[tuple[Mapping[str, str], Decimal]]:
        """Labels and number of every series of the query at a moment. Raises AnswerError."""
        return vector(self._ask("query", {"query": query, "time": _seconds(at)}))

    def _ask(self, endpoint: str, parameters: Mapping[str, str]) -> bytes:
        try:
            status, body, location = self._exchange(f"{self.address}/api/v1/{endpoint}", urlencode(parameters))
        except AnswerError as error:
            raise self._discreet(error) from None
        except HTTPError as error:
            raise self._silence(error) from None
        if 300 <= status < 400:
            elsewhere = f" to {shortened(_without_credentials(location))}" if location else ""
            help = "Redirects are not followed, so that no token leaves for another host: give the final address."
            raise AnswerError(f"the server answers {status}: it sends us on{elsewhere}", help)
        if not 200 <= status < 300:
            raise self._discreet(failure(status, body))
        return body

    def _exchange(self, url: str, form: str) -> tuple[int, bytes, str]:
        """Status, body and `Location`. Raises HTTPError, and AnswerError for a body that is too large or too slow."""
        headers = {"Accept": "application/json", "User-Agent": f"steadybook/{__version__}"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if self.tenant:
            headers["X-Scope-OrgID"] = self.tenant
        method, body = "GET", None
        if len(form) > LONGEST_ADDRESS:
            method, body = "POST", form
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        else:
            url = f"{url}?{form}"
        response = self._pool.request(
            method,
            url,
            body=body,
            headers=headers,
            timeout=Timeout(connect=min(CONNECT_SECONDS, self.timeout), read=self.timeout),
            retries=_Patience(
                total=3,
                connect=2,
                read=1,
                redirect=False,
                status=3,
                other=0,
                allowed_methods={"GET", "POST"},
                status_forcelist=RETRIED,
                backoff_factor=self.backoff,
                raise_on_status=False,
            ),
            redirect=False,
            preload_content=False,
        )
        try:
            return response.status, self._read(response), response.headers.get("Location", "")
        except BaseException:
            response.close()  # the rest of this answer must not be taken for the next one
            raise
        finally:
            response.release_conn()

    def _read(self, response: BaseHTTPResponse) -> bytes:
        deadline = time.monotonic() + self.timeout
        parts: list[bytes] = []
        size = 0
        while part := response.read1(65_536):
            size += len(part)
            if size > MOST_BYTES:
                raise AnswerError(f"the answer is larger than {MOST_BYTES // 2**20} MB", "Put sum(…) around the query.")
            if time.monotonic() > deadline:
                raise SilentError(f"the answer did not end within {self.timeout:g} s", "Try a longer --timeout.")
            parts.append(part)
        return b"".join(parts)

    def _silence(self, error: HTTPError) -> AnswerError:
        cause = error.reason if isinstance(error, MaxRetryError) and error.reason is not None else error
        match cause:
            case NameResolutionError():
                return SilentError("the server's name is not known", "Check the address.", final=True)
            case NewConnectionError():
                return SilentError("the server cannot be reached: nothing accepts connections", "Is it up?", final=True)
            case ConnectTimeoutError():
                return SilentError("the server cannot be reached: no connection in time", "Is it up?", final=True)
            case SSLError():
                help = "Does the server speak https? If so, check its certificate; SSL_CERT_FILE names further ones."
                return SilentError(f"no safe connection: {shortened(_in_words(cause))}", help, final=True)
            case ReadTimeoutError():
                help = "Try a longer --timeout, or a query that does less."
                return SilentError(f"the server did not answer within {self.timeout:g} s", help)
        help = "Is this the right address and port, with http or https as the server speaks it? If so, try again."
        return self._discreet(SilentError(f"the connection broke: {shortened(_in_words(cause))}", help))

    def _discreet(self, error: AnswerError) -> AnswerError:
        """The error without the token, should the server have repeated it."""
        if self.token:
            error.reason = error.reason.replace(self.token, "[token]")
        return error


def _in_words(cause: BaseException) -> str:
    """What happened to a connection: the innermost cause, which urllib3 wraps as Python writes it."""
    while (inner := cause.args[-1] if cause.args else None) is not None and isinstance(inner, BaseException):
        cause = inner
    said = (cause.strerror if isinstance(cause, OSError) else None) or str(cause) or type(cause).__name__
    return re.sub(r"^\[[^\]]*\] | \(_ssl\.c:\d+\)$", "", said)  # where in the source of OpenSSL and Python


def _seconds(moment: datetime) -> str:
    milliseconds = (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    return f"{Decimal(milliseconds) / 1000}"


def _without_credentials(url: str) -> str:
    return re.sub(r"//[^/@]*@", "//", url.partition("?")[0])
