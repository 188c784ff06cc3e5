"""The network between the terminal and the node, with a switch.

The terminal knows only this port. While the switch is on, bytes are carried to the node and back
unchanged. Cutting closes what is open and refuses what comes, as a pulled cable does a moment
later: the listening socket is shut down, not closed, so that no other program can take the port
before the network comes back.
"""

import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

CHUNK_BYTES = 65536
CONNECT_S = 2.0  # the node is on this machine: a later answer is no answer
CONNECTIONS = 32  # the terminal keeps three; more than this is a mistake, and is refused


class NetworkSwitch:
    """A TCP proxy on a loopback port of its own. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._node: tuple[str, int] | None = None
        self._open: set[socket.socket] = set()
        self._closed = False
        self._on = threading.Event()
        self._listener = _bound_socket()
        self._listener.listen()
        self.port: int = self._listener.getsockname()[1]
        self._on.set()
        self._acceptor = threading.Thread(target=self._accept, name="demo-network")
        self._acceptor.start()

    @property
    def cut(self) -> bool:
        """Whether the network is cut now."""
        return not self._on.is_set()

    def lead_to(self, node: tuple[str, int] | None) -> None:
        """Carry new connections to this address; None: nobody is there, they are closed."""
        with self._lock:
            self._node = node

    def set_cut(self, cut: bool) -> None:
        """Cut the network, or let it come back on the same port."""
        with self._lock:
            if self._closed or cut == self.cut:
                return
            if cut:
                self._on.clear()
                self._listener.shutdown(socket.SHUT_RDWR)
                self._drop_all()
            else:
                self._listener.listen()
                self._on.set()

    def close(self) -> None:
        """Cut for good and wait for the thread that accepts."""
        self.set_cut(True)
        with self._lock:
            self._closed = True
            self._on.set()
        self._acceptor.join()
        self._listener.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()

    def _accept(self) -> None:
        while not self._closed:
            try:
                terminal, _ = self._listener.accept()
            except OSError:  # the listener was shut down: wait for the network to come back
                self._on.wait()
                continue
            self._join(terminal)

    def _join(self, terminal: socket.socket) -> None:
        node = self._reach_node()
        with self._lock:
            if node is None or self.cut or len(self._open) >= 2 * CONNECTIONS:
                _drop(terminal)
                if node is not None:
                    _drop(node)
                return
            self._open |= {terminal, node}
        self._spawn(lambda: self._pump(terminal, node))
        self._spawn(lambda: self._pump(node, terminal))

    def _reach_node(self) -> socket.socket | None:
        if self._node is None:
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

    def _drop_all(self) -> None:
        for end in self._open:
            _shut(end)

    @staticmethod
    def _spawn(work: Callable[[], None]) -> None:
        threading.Thread(target=work, name="demo-network-line", daemon=True).start()


def _bound_socket() -> socket.socket:
    """A socket whose port stays ours while it does not listen.

    The kernel keeps only a port that was asked for by number, and keeps others off it only if
    the address is not marked for reuse.
    """
    with socket.create_server(("127.0.0.1", 0)) as probe:
        address = probe.getsockname()
    bound = socket.socket()
    bound.bind(address)
    return bound


def _shut(end: socket.socket) -> None:
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it has ended by itself


def _drop(end: socket.socket) -> None:
    _shut(end)
    end.close()
