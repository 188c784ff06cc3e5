"""A node for the tests: a real HTTP server on loopback that answers as it is told to.

`HonestNode` books entries once and answers signed; a test wraps or replaces its `handle` to make
it dishonest, slow or broken.
"""

import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Protocol

from protocol.cbor import Value
from protocol.entry import read_entry
from protocol.keys import MemorySigner, key_ring
from protocol.messages import (
    ENTRIES,
    HOLDS,
    Answer,
    EntriesAnswer,
    EntriesRequest,
    HoldAnswer,
    HoldRequest,
    LostRange,
    Refusal,
    read_request,
    sign_answer,
)
from tests.offline_queue.making import KIOSK, NODE, NOON_S, receipt_for

KIOSK_KEYS = key_ring(KIOSK.public_key)
Handle = Callable[[str, bytes], bytes]


class Exchange(Protocol):
    """One request as the server sees it, and the bare means to answer it."""

    def answer(self, body: bytes, status: int = 200, kind: str = "application/cbor") -> None: ...

    def raw(self, pieces: Sequence[bytes], pause: threading.Event | None = None) -> None:
        """Write bytes as they are; between two pieces wait a moment or until ``pause`` is set."""


@dataclass
class Node:
    """The server: ``behave(call, body, exchange)`` decides, ``calls`` counts."""

    behave: Callable[[str, bytes, Exchange], None]
    url: str = ""
    calls: list[str] = field(default_factory=list)
    peers: list[int] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    leave: threading.Event = field(default_factory=threading.Event)

    @property
    def connections(self) -> int:
        return len(set(self.peers))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 20
    node: Node

    def do_POST(self) -> None:
        self._serve(self.rfile.read(int(self.headers["Content-Length"])))

    def do_GET(self) -> None:
        self._serve(b"")

    def _serve(self, body: bytes) -> None:
        call = self.path.removeprefix("/v1/")
        self.node.calls.append(call)
        self.node.peers.append(self.client_address[1])
        self.node.headers.append(dict(self.headers))
        self.node.behave(call, body, self)

    def answer(self, body: bytes, status: int = 200, kind: str = "application/cbor") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def raw(self, pieces: Sequence[bytes], pause: threading.Event | None = None) -> None:
        self.close_connection = True
        for piece in pieces:
            try:
                self.wfile.write(piece)
            except OSError:
                return  # the kiosk has gone
            if pause is not None and pause.wait(0.02):
                return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # a kiosk that hangs up in the middle is what the tests want


@contextmanager
def serving(behave: Callable[[str, bytes, Exchange], None], port: int = 0) -> Iterator[Node]:
    """Run a node on loopback; its threads end with the block."""
    node = Node(behave)
    handler = type("Handler", (_Handler,), {"node": node})
    server = _Server(("127.0.0.1", port), handler)
    node.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield node
    finally:
        node.leave.set()
        server.shutdown()
        server.server_close()
        thread.join()


def honestly(handle: Handle) -> Callable[[str, bytes, Exchange], None]:
    """Answer each call with what ``handle`` says."""

    def behave(call: str, body: bytes, exchange: Exchange) -> None:
        exchange.answer(handle(call, body))

    return behave


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class HonestNode:
    """Keeps every entry once and answers the same bytes with the same receipt."""

    signer: MemorySigner = NODE
    receipt_signer: MemorySigner = NODE
    time_s: int = NOON_S
    entries: dict[int, bytes] = field(default_factory=dict)
    hashes: dict[int, bytes] = field(default_factory=dict)
    receipts: dict[int, bytes] = field(default_factory=dict)
    refuse: dict[int, str] = field(default_factory=dict)
    batches: list[list[int]] = field(default_factory=list)
    lost: list[tuple[LostRange, ...]] = field(default_factory=list)
    held: HoldAnswer | None = None

    def __call__(self, call: str, body: bytes) -> bytes:
        signed = read_request(body, KIOSK_KEYS)
        assert signed.request.call == call
        answer = Answer(signed.hash, self.time_s, self._body(call, signed.request.body))
        return sign_answer(self.signer, answer)

    def _body(self, call: str, body: Value) -> Value:
        if call == ENTRIES:
            return self.book(EntriesRequest.from_body(body)).to_body()
        assert call == HOLDS
        asked = HoldRequest.from_body(body)
        return (self.held or HoldAnswer(asked.id, True, 100, 0)).to_body()

    def book(self, request: EntriesRequest) -> EntriesAnswer:
        signed = [read_entry(item.entry, KIOSK_KEYS) for item in request.items]
        self.batches.append([it.entry.seq for it in signed])
        self.lost.append(request.lost)
        results: list[bytes | Refusal] = []
        for it in signed:
            seq = it.entry.seq
            if seq in self.refuse:
                results.append(Refusal(self.refuse[seq]))
                continue
            if not self._follows(seq, request.lost):
                results.append(Refusal("gap"))
                continue
            if seq not in self.entries:
                self.entries[seq], self.hashes[seq] = it.raw, it.hash
                self.receipts[seq] = receipt_for(
                    request.ledger, seq, it.hash, self.receipt_signer, self.time_s
                )
            assert self.entries[seq] == it.raw
            results.append(self.receipts[seq])
        size = self._size()
        return EntriesAnswer(tuple(results), size, self.hashes[size - 1] if size else None)

    def lose(self, from_seq: int) -> None:
        """All from there is gone, as from a node put back from an older copy."""
        for table in (self.entries, self.hashes, self.receipts):
            for seq in [it for it in table if it >= from_seq]:
                del table[seq]

    def _size(self) -> int:
        return max(self.entries, default=-1) + 1

    def _follows(self, seq: int, lost: Sequence[LostRange]) -> bool:
        """Whether all between what is known and ``seq`` is named as lost."""
        named = {gone for first, last in lost for gone in range(first, last + 1)}
        return all(between in named for between in range(self._size(), seq))
