"""The line to the node: httpx over HTTP/1.1, kept alive, bounded in time and size.

Three things happen to connections in the field. They are cut while idle: the exchange is made
once more on a new connection, at once. They go silent: the deadline ends the exchange, or the
system finds that nobody is there any more. They stay half dead after the line has come back: after
any failure the connection is thrown away, so the next exchange starts afresh.

Nothing here is believed; that is `node_client`'s part.

One exchange at a time: whoever comes while one is under way waits for its end. So a hold has a
transport of its own; it must never wait behind an upload.
"""

import ipaddress
import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol, Self

import httpcore
import httpx

from offline_queue.deadline import DEAD_LINE_OPTIONS, DeadlineBackend
from offline_queue.errors import BadAnswer, BadNodeUrl, NodeAway, NodeRefused

MAX_ANSWER_BYTES: Final = 1024 * 1024
"""A full batch of receipts is about 30 kB; a megabyte is room, and nobody's memory."""

MAX_DOCUMENT_BYTES: Final = 8 * 1024 * 1024
"""A bundle holds a scheme, facilities, a card roster and announcements."""

MAX_PROBLEM_BYTES: Final = 16 * 1024
"""A problem document is a few hundred bytes."""

CONNECT_TIMEOUT_S: Final = 2.0
"""Short, so that a line that has come back is noticed: an upload starts within 10 s of it."""

MAX_PORT: Final = 65535
CBOR_TYPE: Final = "application/cbor"
PROBLEM_TYPE: Final = "application/problem+json"

_CUT: Final = (httpcore.NetworkError, httpcore.RemoteProtocolError)
_NO_ANSWER: Final = (
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.TimeoutException,
    httpx.HTTPError,  # a redirect to a bad address: httpx looks at it although nobody follows
    httpx.InvalidURL,
)


@dataclass(frozen=True)
class Document:
    """A signed document fetched by GET, with the tag to ask again for a newer one only."""

    body: bytes
    etag: str | None


class Transport(Protocol):
    """Carries one signed request and brings back whatever was answered."""

    def post(self, call: str, body: bytes, timeout_s: float) -> bytes:
        """Return the answer to ``call`` ("holds", "entries", ...) within ``timeout_s`` in all.

        Raises `NodeAway`, `NodeRefused`, or `BadAnswer` for an answer over the size limit.
        """

    def get(self, call: str, timeout_s: float, etag: str | None = None) -> Document | None:
        """Fetch a signed document; None when the one with ``etag`` is still the newest.

        Raises as `post` does.
        """


class HttpTransport:
    """A `Transport` over HTTP; ``base_url`` like ``https://node.example`` without a path.

    Plain HTTP is for loopback only and raises `BadNodeUrl` elsewhere. ``monotonic`` is a clock in
    seconds for the deadline, which begins when an exchange under way on another thread has ended.
    """

    def __init__(self, base_url: str, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._base_url = _checked(base_url)
        self._ssl = httpx.create_ssl_context() if base_url.startswith("https") else None
        self._backend = DeadlineBackend(monotonic)
        self._client: httpx.Client | None = None
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def closed(self) -> bool:
        """Whether no connection is held. The next exchange opens one."""
        return self._client is None

    def close(self) -> None:
        """Throw the connection away, after the exchange under way."""
        with self._turn:
            self._drop()

    def _drop(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    def post(self, call: str, body: bytes, timeout_s: float) -> bytes:
        """See `Transport.post`."""
        headers = {"Content-Type": CBOR_TYPE, "Accept": CBOR_TYPE}
        request = self._request("POST", call, headers, body)
        reply = self._exchange(request, timeout_s, MAX_ANSWER_BYTES)
        return _accept(reply).body

    def get(self, call: str, timeout_s: float, etag: str | None = None) -> Document | None:
        """See `Transport.get`."""
        headers = {} if etag is None else {"If-None-Match": etag}
        request = self._request("GET", call, headers, None)
        reply = self._exchange(request, timeout_s, MAX_DOCUMENT_BYTES)
        if etag is not None and reply.status == httpx.codes.NOT_MODIFIED:
            return None
        accepted = _accept(reply)
        return Document(accepted.body, accepted.etag)

    def _request(
        self, method: str, call: str, headers: dict[str, str], body: bytes | None
    ) -> httpx.Request:
        plain = {"Accept-Encoding": "identity", **headers}
        return httpx.Request(method, f"{self._base_url}/v1/{call}", headers=plain, content=body)

    def _exchange(self, request: httpx.Request, timeout_s: float, limit_bytes: int) -> "_Reply":
        """One exchange within one deadline; a kept connection that was cut is replaced once."""
        with self._turn:
            self._backend.begin(timeout_s)
            try:
                return self._send_or_replace(request, limit_bytes)
            except _NO_ANSWER as exc:
                self._drop()
                raise NodeAway(f"{type(exc).__name__}: {exc}") from exc
            except BadAnswer:
                self._drop()
                raise

    def _send_or_replace(self, request: httpx.Request, limit_bytes: int) -> "_Reply":
        kept = self._client is not None
        try:
            return self._send(request, limit_bytes)
        except _CUT:
            if not kept:
                raise
            self._drop()
            return self._send(request, limit_bytes)

    def _send(self, request: httpx.Request, limit_bytes: int) -> "_Reply":
        if self._client is None:
            pool = _PoolTransport(self._backend, self._ssl)
            self._client = httpx.Client(transport=pool, trust_env=False)
        response = self._client.send(request, stream=True)
        try:
            return _Reply(
                response.status_code,
                response.headers.get("Content-Type", ""),
                response.headers.get("ETag"),
                _bounded(response.iter_raw(), limit_bytes),
            )
        finally:
            response.close()


@dataclass(frozen=True)
class _Reply:
    status: int
    content_type: str
    etag: str | None
    body: bytes


class _PoolTransport(httpx.BaseTransport):
    """httpx on a connection pool of one whose sockets obey the deadline."""

    def __init__(self, backend: DeadlineBackend, context: ssl.SSLContext | None) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            max_connections=1,
            retries=0,
            socket_options=DEAD_LINE_OPTIONS,
            network_backend=backend,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method,
                url,
                headers=request.headers.raw,
                content=request.read(),
                extensions={"timeout": {"connect": CONNECT_TIMEOUT_S}},
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


def _bounded(pieces: Iterator[bytes], limit_bytes: int) -> bytes:
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > limit_bytes:
            raise BadAnswer(f"the answer is longer than {limit_bytes} bytes")
    return bytes(body)


def _accept(reply: _Reply) -> _Reply:
    """Let a success pass. 4xx with a problem is a refusal; all else means: not served now."""
    if reply.status == httpx.codes.OK:
        return reply
    if 400 <= reply.status < 500 and reply.content_type.startswith(PROBLEM_TYPE):
        raise NodeRefused(_problem_type(reply.body), reply.status)
    raise NodeAway(f"the node answered with status {reply.status}")


def _problem_type(body: bytes) -> str:
    """The type of an RFC 9457 problem; "about:blank", as the standard says, if there is none."""
    if len(body) > MAX_PROBLEM_BYTES:
        return "about:blank"
    try:
        problem = json.loads(body)
    except (ValueError, RecursionError):
        return "about:blank"
    kind = problem.get("type") if isinstance(problem, dict) else None
    return kind if isinstance(kind, str) else "about:blank"


def _checked(base_url: str) -> str:
    try:
        url = httpx.URL(base_url)
    except httpx.InvalidURL as exc:
        raise BadNodeUrl(f"{base_url!r} is no address: {exc}") from exc
    if url.scheme not in ("http", "https") or not url.host:
        raise BadNodeUrl(f"{base_url!r} must start with https:// (or http:// on loopback)")
    if url.query or url.fragment or (url.port or 0) > MAX_PORT:
        raise BadNodeUrl(f"{base_url!r}: a host, a port up to {MAX_PORT}, and nothing after")
    if url.scheme == "http" and not _is_loopback(url.host):
        raise BadNodeUrl(f"{base_url!r}: plain HTTP is for loopback only; use https://")
    return str(url).rstrip("/")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
