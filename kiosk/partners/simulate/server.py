"""A partner's half of the contract over HTTP on loopback, and the ways in which it can fail.

Every partner keeps what it was told was sold, each id once: told again it says the same again, and
other words under the same id are refused.
"""

import sys
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import socket
from typing import Final, Self

from kiosk.partners import wire
from kiosk.partners.wire import Json, Unknown
from protocol.keys import Algorithm, MemorySigner, PublicKey, Signer

SOLD: Final = "/v1/sold"
READ_TIMEOUT_S: Final = 5.0
MAX_TOLD: Final = 100_000  # more than a demonstration ever sells

Asked = Mapping[str, Json]
Answerer = Callable[[Asked], object]  # anything that JSON can say


class Refuse(Exception):
    """A partner's no, by its word for why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Lie(StrEnum):
    """How a partner may break the contract."""

    NO = "no"
    SIGNATURE = "signature"  # signed by somebody else
    NONCE = "nonce"  # the reply to another question
    JSON = "json"  # signed, and no JSON
    LONG = "long"  # longer than anybody reads
    FIGURES = "figures"  # well signed, with figures that are not right


class PartnerServer(ABC):
    """One partner; a context manager. What it knows is read and changed under `lock`.

    ``kiosks`` are the keys of those who may ask, all of them where it is None (a demonstration).
    ``away``: connections are cut without a word. ``slow_s``: it thinks so long before it replies.
    ``asker``: the key id of the kiosk that is being answered, in hex; empty where none was told.
    """

    def __init__(
        self,
        signer: Signer | None = None,
        kiosks: tuple[PublicKey, ...] | None = None,
        port: int = 0,
    ) -> None:
        self.signer = signer or MemorySigner.generate(Algorithm.ED25519)
        self.kiosks = kiosks
        self.away = False
        self.slow_s = 0.0
        self.lie = Lie.NO
        self.asker = ""
        self.lock = threading.RLock()
        self._told: dict[str, Asked] = {}
        self._stop = threading.Event()
        self._server = _Server(("127.0.0.1", port), _handler_of(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    @property
    @abstractmethod
    def answers(self) -> Mapping[str, Answerer]:
        """What is asked by path; each returns its answer or raises Refuse."""

    @abstractmethod
    def sold(self, sale: Asked) -> None:
        """Take notice of a sale that it was not told of before; Refuse where it is none of its."""

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def public_key(self) -> PublicKey:
        """The key for a profile's ``[[partner]]``."""
        return self.signer.public_key

    @property
    def told(self) -> tuple[Asked, ...]:
        """The sales that it took, each once, in the order in which they were first told."""
        with self.lock:
            return tuple(self._told.values())

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def closed(self) -> bool:
        """Whether it has ended."""
        return self._stop.is_set()

    def close(self) -> None:
        """Answer nobody any more. Twice is harmless."""
        if self.closed:
            return
        self._stop.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def replied(self, path: str, headers: Mapping[str, str], body: bytes) -> tuple[bytes, str]:
        """Return body and signature of the reply to a question; Unknown for one that is none."""
        self._stop.wait(self.slow_s)
        nonce, asked = wire.heard(self.public_key, self.kiosks, path, headers, body)
        with self.lock:
            self.asker = headers.get(wire.KIOSK_HEADER.lower(), "")
            data = wire.written(self._envelope(path, asked))
        return self._lied(path, nonce, data)

    def _envelope(self, path: str, asked: Asked) -> object:
        answer = self._take if path == SOLD else self.answers.get(path, _unknown)
        try:
            return {"answer": answer(asked)}
        except Refuse as exc:
            return {"refused": exc.reason}

    def _take(self, sale: Asked) -> object:
        id_ = sale.get("id")
        if not isinstance(id_, str) or len(self._told) >= MAX_TOLD:
            raise Refuse("no-sale")
        known = self._told.get(id_)
        if known is None:
            self.sold(sale)
            self._told[id_] = sale
        elif known != sale:
            raise Refuse("other-words")
        return {"told": id_}

    def _lied(self, path: str, nonce: bytes, data: bytes) -> tuple[bytes, str]:
        signer = self.signer
        if self.lie is Lie.SIGNATURE:
            signer = MemorySigner.generate(Algorithm.ED25519)
        elif self.lie is Lie.NONCE:
            nonce = bytes(len(nonce))
        elif self.lie is Lie.JSON:
            data = b"<html>sign in to the network</html>"
        elif self.lie is Lie.LONG:
            data = b" " * wire.MAX_BODY_BYTES + data
        return data, wire.reply(signer, path, nonce, data)


class _Server(ThreadingHTTPServer):
    """One that is not surprised by a kiosk that has hung up."""

    def handle_error(
        self, request: socket | tuple[bytes, socket], client_address: tuple[str, int]
    ) -> None:
        """Say nothing of a connection that was cut; a bug is told as usual."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


def _unknown(asked: Asked) -> object:  # noqa: ARG001 - every answer takes the question
    raise Refuse("unknown-question")


def _handler_of(partner: PartnerServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """One question on one connection."""

        timeout = READ_TIMEOUT_S

        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "")
            if not length.isdecimal() or int(length) > wire.MAX_BODY_BYTES:
                self.send_error(413)
                return
            body = self.rfile.read(int(length))
            if partner.away or partner.closed:
                return  # the connection ends without a word
            headers = {name.lower(): value for name, value in self.headers.items()}
            try:
                data, signature = partner.replied(self.path, headers, body)
            except Unknown:
                self.send_error(401)
                return
            self.send_response(200)
            self.send_header("Content-Type", wire.JSON_TYPE)
            self.send_header(wire.SIGNATURE_HEADER, signature)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base has it
            """Say nothing: what is asked names cars and orders."""

    return Handler
