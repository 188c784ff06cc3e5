"""Sockets under one deadline: looking up the name, connecting, TLS, writing and reading together.

The timeouts of HTTP libraries count for one read at a time: a server that sends a byte now and
then can hold its caller for hours, and looking up a name has no limit at all. Here every
operation gets what is left of one deadline, so `begin(0.8)` means 0.8 seconds, whatever the
other side does. It plugs into httpcore as a network backend and belongs to one thread.
"""

import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from typing import Any, Final

import httpcore

WRITE_PIECE_BYTES: Final = 16 * 1024
"""A write is cut into such pieces, so that a slow reader meets the deadline between two."""

SILENCE_LIMIT_S: Final = 5
"""How long the other side's TCP may say nothing, not even that it got our bytes. A slow line may
take its time; a dead one is left after this, so that the next attempt finds the line come back."""

DEAD_LINE_OPTIONS: Final = (
    (socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SILENCE_LIMIT_S * 1000),
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    (socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 2),
    (socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 1),
)
"""Socket options (Linux, tcp(7)) that make the system notice; its own limits are a quarter hour."""


class _Deadline:
    """What is left of the time given for one exchange."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._ends_at = monotonic()

    def begin(self, timeout_s: float) -> None:
        self._ends_at = self._monotonic() + timeout_s

    def left_s(self, timeout_s: float | None, late: type[httpcore.TimeoutException]) -> float:
        """The shorter of ``timeout_s`` and what is left; raises ``late`` when nothing is."""
        left_s = self._ends_at - self._monotonic()
        if left_s <= 0:
            raise late("the deadline of this exchange has passed")
        return left_s if timeout_s is None else min(timeout_s, left_s)


class _Lookup:
    """One name being looked up in a thread of its own, as the system's call can't be stopped."""

    def __init__(self, host: str, port: int) -> None:
        self.key = (host, port)
        self._done = threading.Event()
        self._addresses: tuple[str, ...] = ()
        self._error: OSError | None = None
        threading.Thread(target=self._run, name="node-lookup", daemon=True).start()

    def _run(self) -> None:
        try:
            found = socket.getaddrinfo(*self.key, type=socket.SOCK_STREAM)
            self._addresses = tuple(dict.fromkeys(str(info[4][0]) for info in found))
        except OSError as exc:
            self._error = exc
        finally:
            self._done.set()

    def wait(self, timeout_s: float) -> tuple[str, ...]:
        if not self._done.wait(timeout_s):
            raise httpcore.ConnectTimeout("looking up the node's name took too long")
        if self._error is not None:
            raise httpcore.ConnectError(str(self._error)) from self._error
        return self._addresses


class _Stream(httpcore.NetworkStream):
    """A connection whose every operation is held to the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: _Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left_s = self._deadline.left_s(timeout, httpcore.ReadTimeout)
        return self._inner.read(max_bytes, left_s)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), WRITE_PIECE_BYTES):
            left_s = self._deadline.left_s(timeout, httpcore.WriteTimeout)
            self._inner.write(buffer[start : start + WRITE_PIECE_BYTES], left_s)

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left_s = self._deadline.left_s(timeout, httpcore.ConnectTimeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left_s), self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's own signature
        return self._inner.get_extra_info(info)


class DeadlineBackend(httpcore.NetworkBackend):
    """Opens connections; call `begin` before each exchange with the time it may take in all."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._deadline = _Deadline(monotonic)
        self._inner = httpcore.SyncBackend()
        self._lookup: _Lookup | None = None

    def begin(self, timeout_s: float) -> None:
        """Start the deadline of the next exchange: ``timeout_s`` seconds from now."""
        self._deadline.begin(timeout_s)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of ``host`` that answers; each gets a fair share."""
        addresses = self._addresses(host, port, timeout)
        error: httpcore.ConnectError | httpcore.ConnectTimeout = httpcore.ConnectError(
            f"{host} has no address"
        )
        for tried, address in enumerate(addresses):
            left_s = self._deadline.left_s(timeout, httpcore.ConnectTimeout)
            share_s = left_s / (len(addresses) - tried)
            try:
                inner = self._inner.connect_tcp(
                    address, port, share_s, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as exc:
                error = exc
            else:
                return _Stream(inner, self._deadline)
        raise error

    def _addresses(self, host: str, port: int, timeout: float | None) -> tuple[str, ...]:
        try:
            return (str(ipaddress.ip_address(host)),)
        except ValueError:
            pass  # a name: it has to be looked up
        if self._lookup is None or self._lookup.key != (host, port):
            self._lookup = _Lookup(host, port)
        left_s = self._deadline.left_s(timeout, httpcore.ConnectTimeout)
        try:
            addresses = self._lookup.wait(left_s)
        except httpcore.ConnectError:
            self._lookup = None
            raise
        self._lookup = None  # one that is still under way is kept: the next attempt waits for it
        return addresses
