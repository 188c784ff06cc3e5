"""The control channel: how the window presses the demo's switches and learns what they did.

A small HTTP server on loopback. Every request carries a random token that only our own window
was given, so no web page that happens to be open on this machine can press anything. Commands
are checked, queued, and carried out by the supervisor's one thread in the order they came. State
is waited for, not polled: a question is answered as soon as there is something newer to tell.
"""

import queue
import secrets
import threading
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

from pydantic import ValidationError

from kiosk.demo.messages import COMMAND, Command, State

WAIT_S = 1.0  # a question about the state is answered after this long even without news
MAX_BODY_BYTES = 65536  # a report is some hundred bytes
MAX_WAITING = 256  # commands not yet carried out; a mouse that is dragged sends 15 a second
TOKEN_BYTES = 24
CLOSE_POLL_S = 0.1  # how soon closing is noticed


class Board:
    """The state of the demo's world, written by one thread and waited for by others."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._state = State(version=1)  # newer than what anybody has seen
        self.closed = False

    @property
    def state(self) -> State:
        """The state now."""
        return self._state

    def change(self, **news: object) -> None:
        """Set fields of the state; those who wait for news are told if there is any."""
        with self._changed:
            before = self._state
            after = State.model_validate({**dict(before), **news})
            if after != before:
                self._state = after.model_copy(update={"version": before.version + 1})
                self._changed.notify_all()

    def newer_than(self, version: int, wait_s: float) -> State:
        """The state as soon as it is newer than ``version``, at the latest after ``wait_s``."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or self._state.version > version, wait_s)
            return self._state

    def close(self) -> None:
        """Let nobody wait any longer."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()


class ControlServer:
    """Serves ``board`` and hands each command to ``take`` until closed.

    ``take`` raises queue.Full while too many wait. ``ticket`` gives the picture (PNG) of a printed
    ticket by its number from 1, or None.
    """

    def __init__(
        self,
        board: Board,
        take: Callable[[Command], None],
        ticket: Callable[[int], bytes | None],
    ) -> None:
        self.token = secrets.token_urlsafe(TOKEN_BYTES)
        self._board = board
        handler = type(
            "Handler",
            (_Handler,),
            {
                "token": self.token,
                "board": board,
                "take": staticmethod(take),
                "ticket": staticmethod(ticket),
            },
        )
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True  # a kept-alive connection waits for its next request
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(CLOSE_POLL_S,), name="demo-control"
        )
        self._thread.start()

    def close(self) -> None:
        """Answer those who wait, and serve no more."""
        self._board.close()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # the window keeps one connection
    token: str
    board: Board
    take: Callable[[Command], None]
    ticket: Callable[[int], bytes | None]

    def handle(self) -> None:
        """Serve a connection to its end, be it that the window dies in the middle of it."""
        with suppress(ConnectionError):  # the power is cut: nobody is left to answer
            super().handle()

    def do_GET(self) -> None:
        """``/state?seen=VERSION`` or ``/ticket?number=N``."""
        if not self._known():
            return
        address = urlsplit(self.path)
        number = _number(address.query)
        if address.path == "/state" and number is not None:
            state = self.board.newer_than(number, WAIT_S)
            self._answer(HTTPStatus.OK, state.model_dump_json().encode(), "application/json")
        elif address.path == "/ticket" and number is not None:
            self._answer_ticket(self.ticket(number))
        else:
            self._answer(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """``/command`` with one command as JSON."""
        if not self._known():
            return
        length = int(self.headers.get("Content-Length") or 0)
        if length > MAX_BODY_BYTES:
            self.close_connection = True  # the rest of the body is not read
            self._answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return
        body = self.rfile.read(length)
        if self.path != "/command":
            self._answer(HTTPStatus.NOT_FOUND)
            return
        self._take(body)

    def _take(self, body: bytes) -> None:
        try:
            self.take(COMMAND.validate_json(body))
        except ValidationError as exc:
            self._answer(HTTPStatus.UNPROCESSABLE_ENTITY, str(exc).encode(), "text/plain")
        except queue.Full:
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE)
        else:
            self._answer(HTTPStatus.ACCEPTED)

    def _known(self) -> bool:
        given = self.headers.get("Authorization") or ""
        if secrets.compare_digest(given.encode(), f"Bearer {self.token}".encode()):
            return True
        self.close_connection = True
        self._answer(HTTPStatus.UNAUTHORIZED)
        return False

    def _answer_ticket(self, picture: bytes | None) -> None:
        if picture is None:
            self._answer(HTTPStatus.NOT_FOUND)
        else:
            self._answer(HTTPStatus.OK, picture, "image/png")

    def _answer(self, status: HTTPStatus, body: bytes = b"", kind: str = "text/plain") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if self.board.closed:
            self.send_header("Connection", "close")  # sets close_connection as well
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base names it
        """Say nothing: the supervisor tells what matters."""


def _number(query: str) -> int | None:
    """The one number of a query such as ``seen=3``; None if it holds no such number."""
    values = [value for found in parse_qs(query).values() for value in found]
    return int(values[0]) if len(values) == 1 and values[0].isdecimal() else None
