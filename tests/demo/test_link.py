"""News reach the window, what is pressed reaches the supervisor, and the end is noticed."""

import queue
import threading
from collections.abc import Iterator

import pytest

from kiosk.demo.control import Board, ControlServer
from kiosk.demo.control_client import ControlClient
from kiosk.demo.link import Link, Listener
from kiosk.demo.messages import Command, CutNetwork, CutPower, State

LIMIT_S = 20  # only ever waited for in full when the test fails


class Heard:
    """What a link told, waited for."""

    def __init__(self) -> None:
        self.states: queue.Queue[State] = queue.Queue()
        self.tickets: queue.Queue[tuple[int, bytes]] = queue.Queue()
        self.lost = threading.Event()

    def listener(self) -> Listener:
        return Listener(
            self.states.put, lambda n, png: self.tickets.put((n, png)), lambda _: self.lost.set()
        )


@pytest.fixture
def board() -> Board:
    return Board()


@pytest.fixture
def commands() -> queue.Queue[Command]:
    return queue.Queue()


@pytest.fixture
def server(board: Board, commands: queue.Queue[Command]) -> Iterator[ControlServer]:
    with ControlServer(board, commands.put, {1: b"one", 2: b"two", 3: b"three"}.get) as made:
        yield made


def test_the_first_state_and_every_change_are_told(board: Board, server: ControlServer) -> None:
    heard = Heard()
    link = Link(ControlClient(server.url, server.token), heard.listener())
    link.start()
    assert heard.states.get(timeout=LIMIT_S) == board.state
    board.change(network_cut=True)
    assert heard.states.get(timeout=LIMIT_S).network_cut
    link.close()
    assert not heard.lost.is_set()


def test_the_last_ticket_is_fetched_once(board: Board, server: ControlServer) -> None:
    heard = Heard()
    link = Link(ControlClient(server.url, server.token), heard.listener())
    board.change(tickets=2)
    link.start()
    assert heard.tickets.get(timeout=LIMIT_S) == (2, b"two")
    board.change(tickets=3)
    assert heard.tickets.get(timeout=LIMIT_S) == (3, b"three")
    link.close()
    assert heard.tickets.empty()


def test_what_is_pressed_arrives_in_order_also_at_the_end(
    server: ControlServer, commands: queue.Queue[Command]
) -> None:
    link = Link(ControlClient(server.url, server.token), Heard().listener())
    link.start()
    sent: list[Command] = [CutNetwork(cut=True), CutNetwork(cut=False), CutPower()]
    for command in sent:
        link.send(command)
    link.close()
    assert [commands.get_nowait() for _ in sent] == sent


def test_a_supervisor_that_is_gone_is_noticed(server: ControlServer) -> None:
    heard = Heard()
    link = Link(ControlClient(server.url, server.token), heard.listener())
    link.start()
    heard.states.get(timeout=LIMIT_S)
    server.close()
    assert heard.lost.wait(LIMIT_S)
    link.close()
