"""The line to one partner: a connection for each exchange, bounded in time and size.

Nothing here is believed; that is `wire`'s part. A connection serves one question, so none is ever
half dead, and a question is never sent twice behind our back: it may have reserved something.
"""

import ipaddress
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import httpcore
import httpx

from kiosk.config import ConfigError
from kiosk.partners.errors import PartnerAway, PartnerBabbles
from kiosk.partners.wire import MAX_BODY_BYTES, SIGNATURE_HEADER, Question
from offline_queue.deadline import DEAD_LINE_OPTIONS, DeadlineBackend

TIMEOUT_S: Final = 2.0
"""In all, from looking up the name to the last byte: a person stands there."""

MAX_PORT: Final = 65535
_OK: Final = 200
_NO_ANSWER: Final = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException)


@dataclass(frozen=True)
class RawReply:
    """What came back: the header with the signature, empty where there is none, and the body."""

    signature: str
    body: bytes


class PartnerLine:
    """Carries questions to ``url`` (``https://partner.example``, a path may follow).

    For one thread. ConfigError where the address can't be used: plain HTTP is for loopback only.
    """

    def __init__(self, url: str, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._url = checked_url(url)
        secure = self._url.startswith("https")
        self._ssl = httpx.create_ssl_context() if secure else None
        self._backend = DeadlineBackend(monotonic)

    def carry(self, question: Question, timeout_s: float = TIMEOUT_S) -> RawReply:
        """Return what came back; PartnerAway, or PartnerBabbles for a reply over its limit."""
        self._backend.begin(timeout_s)
        try:
            with self._pool() as pool:
                return self._exchange(pool, question)
        except _NO_ANSWER as exc:
            raise PartnerAway(f"{type(exc).__name__}: {exc}") from exc

    def _pool(self) -> httpcore.ConnectionPool:
        return httpcore.ConnectionPool(
            ssl_context=self._ssl,
            max_connections=1,
            retries=0,
            socket_options=DEAD_LINE_OPTIONS,
            network_backend=self._backend,
        )

    def _exchange(self, pool: httpcore.ConnectionPool, question: Question) -> RawReply:
        headers = {"Connection": "close", "Accept-Encoding": "identity", **question.headers}
        with pool.stream(
            "POST", self._url + question.path, headers=list(headers.items()), content=question.body
        ) as response:
            if response.status != _OK:
                raise PartnerAway(f"status {response.status}")
            body = bytearray()
            for piece in response.iter_stream():
                body += piece
                if len(body) > MAX_BODY_BYTES:
                    raise PartnerBabbles(f"a reply longer than {MAX_BODY_BYTES} bytes")
            return RawReply(_header(response.headers), bytes(body))


def _header(headers: list[tuple[bytes, bytes]]) -> str:
    """Return the one signature header; empty for none, and for two that could contradict."""
    name = SIGNATURE_HEADER.lower().encode()
    found = [value for key, value in headers if key.lower() == name]
    return found[0].decode("latin-1") if len(found) == 1 else ""


def checked_url(url: str) -> str:
    """Return an address without the slash at its end; ConfigError says what is wrong with it."""
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL as exc:
        raise ConfigError("profile", "partner.url", f"{url} is no address: {exc}") from exc
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise ConfigError("profile", "partner.url", f"{url}: https://, or http:// on loopback")
    if parsed.query or parsed.fragment or parsed.userinfo or (parsed.port or 0) > MAX_PORT:
        raise ConfigError("profile", "partner.url", f"{url}: a host, a port, a path, nothing else")
    if parsed.scheme == "http" and not _is_loopback(parsed.host):
        raise ConfigError("profile", "partner.url", f"{url}: plain HTTP is for loopback only")
    return str(parsed).rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
