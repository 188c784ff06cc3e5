"""A slow line on loopback: a TCP relay that carries so many bytes a second each way, no more."""

import socket
import threading
import time
from contextlib import suppress
from types import TracebackType
from typing import Final, Self

PIECE_S: Final = 0.05
"""Bytes go in pieces of so much time: short against any exchange, long against a thread's turn."""

RECEIVE_BYTES: Final = 8192
"""What the system may take in ahead of the line; by itself it would swallow a whole batch."""


class Throttle:
    """Relays connections to ``target``; a context manager. ``carried_bytes``: up, down."""

    def __init__(self, target: tuple[str, int], bytes_per_s: int) -> None:
        self._target = target
        self._bytes_per_s = bytes_per_s
        self.carried_bytes = [0, 0]
        self._open: list[socket.socket] = []
        self._listener = socket.socket()
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BYTES)
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen()
        self._threads = [threading.Thread(target=self._accept, name="throttle")]

    @property
    def url(self) -> str:
        """Where the slow line begins."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        for end in (self._listener, *self._open):
            with suppress(OSError):  # it has ended by itself
                end.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        for end in (self._listener, *self._open):
            end.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
                far = socket.create_connection(self._target)
            except OSError:
                return  # the listener was shut down
            far.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BYTES)
            self._open += [near, far]
            for way, ends in enumerate(((near, far), (far, near))):
                thread = threading.Thread(target=self._carry, args=(way, *ends))
                self._threads.append(thread)
                thread.start()

    def _carry(self, way: int, source: socket.socket, sink: socket.socket) -> None:
        piece_bytes = max(1, int(self._bytes_per_s * PIECE_S))
        with suppress(OSError):  # either side hung up: the other is told below
            while data := source.recv(piece_bytes):
                time.sleep(len(data) / self._bytes_per_s)
                sink.sendall(data)
                self.carried_bytes[way] += len(data)
        with suppress(OSError):
            sink.shutdown(socket.SHUT_RDWR)
