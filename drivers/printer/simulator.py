"""A network ticket printer in software: for demonstrations, tests and benches without hardware.

It obeys a real one's rules (see `engine`), and like one it serves one connection at a time, keeps
what is in its buffer when the connection ends, and stops listening while its buffer is full.
"""

from __future__ import annotations

import selectors
import socket
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from threading import Lock, Thread
from typing import Self

from drivers.closing import Started
from drivers.printer.engine import PrintEngine, Switches

MAX_KEPT_TICKETS = 64
CHUNK_BYTES = 16 * 1024


class PrinterSimulator(Started):
    """Listens on `host`:`port` (0: any free one) in a thread; a context manager with `closed`.

    `on_ticket` gets the bytes of each ticket that was cut, in that thread; draw them with
    `drivers.printer.render.render`. `automatic_status` and `ignores_clear` as for `PrintEngine`.
    """

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        on_ticket: Callable[[bytes], None] = lambda _: None,
        *,
        automatic_status: bool = False,
        ignores_clear: bool = False,
    ) -> None:
        self._on_ticket = on_ticket
        self._engine = PrintEngine(automatic_status=automatic_status, ignores_clear=ignores_clear)
        self._lock = Lock()
        self._turns: deque[Switches] = deque()
        self._tickets: deque[bytes] = deque(maxlen=MAX_KEPT_TICKETS)
        self._listener = socket.create_server((host, port))
        self._client: socket.socket | None = None
        self._wake_in, self._wake_out = socket.socketpair()
        self._closed = False
        self._thread = Thread(target=self._run, name="printer-simulator", daemon=True)

    @property
    def address(self) -> str:
        """The address for `open_printer`: tcp://HOST:PORT."""
        host, port = self._listener.getsockname()[:2]
        return f"tcp://{host}:{port}"

    @property
    def closed(self) -> bool:
        """True after `close`."""
        return self._closed

    @property
    def switches(self) -> Switches:
        """The state of the machine, as last turned or as printing has changed it."""
        with self._lock:
            return self._turns[-1] if self._turns else self._engine.switches

    @property
    def tickets(self) -> tuple[bytes, ...]:
        """The bytes of the last tickets that were cut, oldest first."""
        with self._lock:
            return tuple(self._tickets)

    def turn(self, switches: Switches) -> None:
        """Change the state of the machine; any question asked afterwards sees it.

        A printer that is switched off can't be turned: nothing happens.
        """
        if self._closed:
            return
        with self._lock:
            self._turns.append(switches)
        self._wake_in.send(b"!")

    def start(self) -> Self:
        """Start serving; once only."""
        self._thread.start()
        return self

    def close(self) -> None:
        """Switch the printer off and join its thread. Twice is harmless."""
        if self._closed:
            return
        self._closed = True
        self._wake_in.send(b"!")
        if self._thread.is_alive():
            self._thread.join()
        for end in (self._listener, self._wake_in, self._wake_out):
            end.close()

    def _run(self) -> None:
        while not self._closed:
            ready = self._wait()
            if self._wake_out in ready:
                self._wake_out.recv(CHUNK_BYTES)
                self._apply_turns()
            if self._listener in ready:
                self._client, _ = self._listener.accept()
            elif self._client is not None and self._client in ready:
                self._serve(self._client)
        self._hang_up()

    def _wait(self) -> list[object]:
        """Wait for a turn, for a caller while none is served, or for bytes while there is room."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._wake_out, selectors.EVENT_READ)
            if self._client is None:
                selector.register(self._listener, selectors.EVENT_READ)
            elif not self._engine.full:
                selector.register(self._client, selectors.EVENT_READ)
            return [key.fileobj for key, _ in selector.select()]

    def _apply_turns(self) -> None:
        with self._lock:
            sent = b"".join(self._engine.turn(switches) for switches in self._turns)
            self._turns.clear()
        self._answer(sent)
        self._hand_out()

    def _serve(self, client: socket.socket) -> None:
        try:
            data = client.recv(CHUNK_BYTES)
        except OSError:
            data = b""
        if not data:
            self._hang_up()
            return
        with self._lock:
            sent = self._engine.receive(data)
        self._answer(sent)
        self._hand_out()

    def _hand_out(self) -> None:
        while self._engine.tickets:
            ticket = self._engine.tickets.popleft()
            with self._lock:
                self._tickets.append(ticket)
            self._on_ticket(ticket)

    def _answer(self, sent: bytes) -> None:
        if self._client is not None and sent:
            with suppress(OSError):  # a caller that hung up is noticed at the next read
                self._client.sendall(sent)

    def _hang_up(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None
