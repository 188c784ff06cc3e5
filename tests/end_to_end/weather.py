"""The line between kiosk and node, with weather: passes, breaks, lies. Real HTTP on loopback."""

from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Self

import httpx

from protocol.envelope import Answer, request_hash, sign_answer
from protocol.keys import Algorithm, MemorySigner

SILENCE_S = 3.0  # longer than any hold may wait


class Weather(StrEnum):
    """What the line does to a kiosk's call."""

    FINE = "fine"
    SILENT = "silent"  # taken, never answered
    BROKEN = "broken"  # the node's 500
    GARBAGE = "garbage"  # 200 with bytes that are nothing
    STRANGER = "stranger"  # a well-formed answer to this very request, signed by a stranger
    LATE = "late"  # the node gets it and answers, and the kiosk never hears it


class Line:
    """Forwards to the node at ``target`` as the weather allows; a context manager."""

    def __init__(self, target: str) -> None:
        self.weather = Weather.FINE
        self.calls: list[str] = []
        self._closing = Event()
        self._stranger = MemorySigner.generate(Algorithm.ED25519)
        line = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self._pass(b"")

            def do_POST(self) -> None:
                self._pass(self.rfile.read(int(self.headers["Content-Length"])))

            def _pass(self, body: bytes) -> None:
                line.calls.append(self.path)
                status, answer = line.answer(self.command, target + self.path, body)
                self.send_response(status)
                self.send_header("Content-Type", "application/cbor")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: object) -> None:
                """Tests say what they have to say by failing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,))

    def answer(self, method: str, url: str, body: bytes) -> tuple[int, bytes]:
        """Return status and bytes of what comes back over the line."""
        match self.weather:
            case Weather.SILENT:
                self._closing.wait(SILENCE_S)
                return 504, b""
            case Weather.BROKEN:
                return 500, b""
            case Weather.GARBAGE:
                return 200, b"\x00garbage"
            case Weather.STRANGER:
                return 200, sign_answer(self._stranger, Answer(request_hash(body), 1, {1: True}))
        passed = httpx.request(method, url, content=body)
        if self.weather is Weather.LATE:
            self._closing.wait(SILENCE_S)
        return passed.status_code, passed.content

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
