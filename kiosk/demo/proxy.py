"""The network between the terminal and the node, with a switch.

The terminal knows only this port. While the switch is on, bytes are carried to the node and back
unchanged. Cutting resets what is open and what comes, as a router does whose line is down. The
port itself stays taken, so that no other program can get it before the network comes back.
"""

import socket
import struct
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

CHUNK_BYTES = 65536
CONNECT_S = 2.0  # the node is on this machine: a later answer is no answer
CONNECTIONS = 32  # the terminal keeps three; more than this is a mistake, and is refused
_RESET = struct.pack("ii", 1, 0)  # SO_LINGER of 0 s: closing sends a reset, not an orderly end


class NetworkSwitch:
    """A TCP proxy on a loopback port of its own. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._node: tuple[str, int] | None = None
        self._open: set[socket.socket] = set()
        self._cut = False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._acceptor = threading.Thread(target=self._accept, name="demo-network")
        self._acceptor.start()

    @property
    def cut(self) -> bool:
        """Whether the network is cut now."""
        return self._cut

    def lead_to(self, node: tuple[str, int] | None) -> None:
        """Carry new connections to this address; None: nobody is there, they are reset."""
        with self._lock:
            self._node = node

    def set_cut(self, cut: bool) -> None:
        """Cut the network, or let it come back on the same port."""
        with self._lock:
            self._cut = cut
            if cut:
                for end in self._open:
                    _shut(end)

    def close(self) -> None:
        """Cut for good and wait for the thread that accepts. Twice is harmless."""
        self.set_cut(True)
        _shut(self._listener)
        self._acceptor.join()
        self._listener.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()

    def _accept(self) -> None:
        while True:
            try:
                terminal, _ = self._listener.accept()
            except OSError:
                return  # the listener was shut down: closed
            self._join(terminal)

    def _join(self, terminal: socket.socket) -> None:
        node = self._reach_node()
        with self._lock:
            if node is not None and not self._cut and len(self._open) < 2 * CONNECTIONS:
                self._open |= {terminal, node}
                _spawn(lambda: self._pump(terminal, node))
                _spawn(lambda: self._pump(node, terminal))
                return
        for end in (terminal, node):
            if end is not None:
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                end.close()

    def _reach_node(self) -> socket.socket | None:
        if self._node is None or self._cut:
            return None
        try:
            return socket.create_connection(self._node, timeout=CONNECT_S)
        except OSError:
            return None

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        """Carry bytes one way until either side ends; then both ends of the line are closed."""
        source.settimeout(None)
        try:
            while data := source.recv(CHUNK_BYTES):
                sink.sendall(data)
        except OSError:
            pass  # a broken line is what this switch is for
        with self._lock:
            self._open.discard(source)
        _shut(sink)
        source.close()


def _spawn(work: Callable[[], None]) -> None:
    threading.Thread(target=work, name="demo-network-line", daemon=True).start()


def _shut(end: socket.socket) -> None:
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it has ended by itself
