"""The switch carries bytes, really cuts, and comes back on the same port."""

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest

from kiosk.demo.proxy import NetworkSwitch

PATIENCE_S = 20  # only ever waited for in full when the test fails


@pytest.fixture
def echo() -> Iterator[tuple[str, int]]:
    """A server that sends back what it gets."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                line, _ = listener.accept()
                with line:
                    while data := line.recv(4096):
                        line.sendall(data)

    thread = threading.Thread(target=serve)
    thread.start()
    yield listener.getsockname()
    listener.shutdown(socket.SHUT_RDWR)
    thread.join()
    listener.close()


@pytest.fixture
def switch(echo: tuple[str, int]) -> Iterator[NetworkSwitch]:
    with NetworkSwitch() as made:
        made.lead_to(echo)
        yield made


def _call(port: int, words: bytes = b"hello") -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) as line:
        line.sendall(words)
        return line.recv(4096)


def test_bytes_are_carried_both_ways(switch: NetworkSwitch) -> None:
    assert _call(switch.port) == b"hello"


def test_cutting_ends_an_open_connection(switch: NetworkSwitch) -> None:
    with socket.create_connection(("127.0.0.1", switch.port), timeout=PATIENCE_S) as line:
        line.sendall(b"one")
        assert line.recv(4096) == b"one"
        switch.set_cut(True)
        assert line.recv(4096) == b""


def test_a_cut_network_carries_nothing(switch: NetworkSwitch) -> None:
    switch.set_cut(True)
    with pytest.raises(ConnectionError):
        _call(switch.port)


def test_the_network_comes_back_on_the_same_port(switch: NetworkSwitch) -> None:
    for _ in range(20):
        switch.set_cut(True)
        switch.set_cut(False)
        assert _call(switch.port) == b"hello"


def test_without_a_node_a_connection_ends_at_once(switch: NetworkSwitch) -> None:
    switch.lead_to(None)
    with pytest.raises(ConnectionError):
        _call(switch.port)


def test_a_restarted_node_is_found_under_its_new_address(
    switch: NetworkSwitch, echo: tuple[str, int]
) -> None:
    switch.lead_to(None)
    switch.lead_to(echo)
    assert _call(switch.port) == b"hello"
