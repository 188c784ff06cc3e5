"""Runs the node as a program: listens, says where, serves until it is asked to end.

Plain HTTP is for loopback only. Elsewhere a proxy that speaks TLS stands in front, and whoever
starts the node says so.
"""

import ipaddress
import json
import signal
import socket
import sys
import time
from collections.abc import Callable
from types import FrameType

import uvicorn

from central_node.errors import FolderError
from central_node.node import Node
from central_node.web import create_app

KEEP_ALIVE_S = 75  # a kiosk asks every few seconds; a connection cut while idle costs a round trip
STOP_S = 4  # a call that still runs after this long is cut off; its transaction is rolled back
MAX_CONNECTIONS = 512  # two for each kiosk of a district, and some phones
_BACKLOG = 128


class _Server(uvicorn.Server):
    """A server that tells once that it listens."""

    def __init__(self, config: uvicorn.Config, on_listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_listening = on_listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_listening()


def bind(host: str, port: int, behind_tls_proxy: bool) -> socket.socket:
    """A listening socket; port 0 takes a free one. Raises FolderError with a plain sentence."""
    if not behind_tls_proxy and not _is_loopback(host):
        raise FolderError(
            f"{host} is not loopback: plain HTTP may leave this machine only through a proxy that "
            "speaks TLS. Start with --behind-tls-proxy if there is one."
        )
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except (OSError, OverflowError) as exc:
        raise FolderError(f"Cannot listen on {host} port {port}: {exc}.") from exc
    # An answer goes out in two writes; held back until the first is acknowledged, the second would
    # come 40 ms later. Accepted connections take this on; asyncio sets it only where the socket was
    # made with its protocol named.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listening.setblocking(False)
    return listening


def serve(node: Node, listening: socket.socket, announce: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT; ``announce`` gets one JSON line with the URL, once."""
    config = uvicorn.Config(
        create_app(node, lambda: int(time.time())),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=STOP_S,
        limit_concurrency=MAX_CONNECTIONS,
        lifespan="off",
    )
    line = json.dumps({"url": _url(listening)})
    server = _Server(config, lambda: announce(line))

    def end(_signal: int, _frame: FrameType | None) -> None:
        # uvicorn handles signals while it serves and raises them again once it has shut down.
        if not server.should_exit:
            sys.exit(0)

    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        server.run(sockets=[listening])
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _url(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
