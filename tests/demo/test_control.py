"""Only our own window presses the switches, and it learns of every change at once."""

import queue
import socket
import struct
import threading
from collections.abc import Iterator

import httpx
import pytest

from kiosk.demo.control import MAX_BODY_BYTES, Board, ControlServer
from kiosk.demo.control_client import (
    TOKEN_VARIABLE,
    URL_VARIABLE,
    ControlClient,
    ControlLostError,
)
from kiosk.demo.errors import DemoError
from kiosk.demo.messages import Command, CutNetwork, Phone, ShowPhone, State

Commands = queue.Queue[Command]
PATIENCE_S = 20  # only ever waited for in full when the test fails


@pytest.fixture
def board() -> Board:
    return Board()


@pytest.fixture
def commands() -> Commands:
    return queue.Queue(maxsize=2)


@pytest.fixture
def server(board: Board, commands: Commands) -> Iterator[ControlServer]:
    with ControlServer(board, commands.put_nowait, {1: b"picture"}.get) as made:
        yield made


@pytest.fixture
def client(server: ControlServer) -> Iterator[ControlClient]:
    with ControlClient(server.url, server.token) as made:
        yield made


def test_a_command_arrives_as_it_was_sent(client: ControlClient, commands: Commands) -> None:
    client.send(ShowPhone(resident="enough", x=0.25, y=-0.5))
    assert commands.get(timeout=PATIENCE_S) == ShowPhone(resident="enough", x=0.25, y=-0.5)


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}])
def test_without_the_token_nothing_is_pressed(
    server: ControlServer, commands: Commands, headers: dict[str, str]
) -> None:
    body = CutNetwork(cut=True).model_dump_json()
    answer = httpx.post(server.url + "/command", content=body, headers=headers)
    assert answer.status_code == 401
    assert commands.empty()


def test_without_the_token_nothing_is_told(server: ControlServer) -> None:
    assert httpx.get(server.url + "/state?seen=0").status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"do":"explode"}',
        b'{"do":"cut-network"}',
        b'{"do":"cut-network","cut":1}',
        b'{"do":"show-phone","resident":"../x"}',
        b'{"do":"show-phone","resident":"a","x":1e9}',
    ],
)
def test_what_is_no_command_is_refused(
    server: ControlServer, commands: Commands, body: bytes
) -> None:
    headers = {"Authorization": f"Bearer {server.token}"}
    answer = httpx.post(server.url + "/command", content=body, headers=headers)
    assert answer.status_code == 422
    assert commands.empty()


def test_a_body_over_the_limit_is_not_read(server: ControlServer) -> None:
    headers = {"Authorization": f"Bearer {server.token}"}
    body = b" " * (MAX_BODY_BYTES + 1)
    assert httpx.post(server.url + "/command", content=body, headers=headers).status_code == 413


def test_a_full_queue_says_so(client: ControlClient) -> None:
    for _ in range(2):
        client.send(CutNetwork(cut=True))
    with pytest.raises(ControlLostError, match="503"):
        client.send(CutNetwork(cut=True))


def test_news_is_told_as_soon_as_it_is_there(client: ControlClient, board: Board) -> None:
    seen = board.state.version
    told = threading.Timer(0.05, lambda: board.change(network_cut=True))
    told.start()
    assert client.newer_state(seen).network_cut
    told.join()


def test_a_change_that_changes_nothing_is_no_news(board: Board) -> None:
    board.change(phones=(Phone(id="enough", code="CC1:X", fresh=True),))
    before = board.state
    board.change(phones=(Phone(id="enough", code="CC1:X", fresh=True),))
    assert board.state is before


def test_a_field_that_is_not_there_can_not_be_changed(board: Board) -> None:
    with pytest.raises(ValueError, match="paper_gone"):
        board.change(paper_gone=True)


def test_a_ticket_is_given_by_its_number(client: ControlClient) -> None:
    assert client.ticket(1) == b"picture"
    with pytest.raises(ControlLostError, match="404"):
        client.ticket(2)


class AwaitedBoard(Board):
    """A board that tells when its news are waited for."""

    def __init__(self) -> None:
        super().__init__()
        self.awaited = threading.Event()

    def newer_than(self, version: int, wait_s: float) -> State:
        self.awaited.set()
        return super().newer_than(version, wait_s)


def test_closing_answers_those_who_wait() -> None:
    board = AwaitedBoard()
    server = ControlServer(board, Commands().put_nowait, {1: b"picture"}.get)

    def close() -> None:
        board.awaited.wait(PATIENCE_S)  # sooner, nobody would be there to be answered
        server.close()

    with ControlClient(server.url, server.token) as client:
        closing = threading.Thread(target=close)
        closing.start()
        assert client.newer_state(board.state.version) == board.state
        closing.join()
        with pytest.raises(ControlLostError):
            client.newer_state(0)


def test_a_window_that_dies_while_it_waits_is_no_error_of_ours(
    server: ControlServer, board: Board, capsys: pytest.CaptureFixture[str]
) -> None:
    port = int(server.url.rpartition(":")[2])
    head = f"GET /state?seen={board.state.version} HTTP/1.1\r\n"
    with socket.create_connection(("127.0.0.1", port)) as dying:
        dying.sendall(f"{head}Authorization: Bearer {server.token}\r\n\r\n".encode())
        httpx.get(server.url)  # it is served: so is the one that came before it
        dying.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    board.change(network_cut=True)
    for thread in threading.enumerate():
        if "process_request" in thread.name:
            thread.join(PATIENCE_S)
            assert not thread.is_alive()
    assert capsys.readouterr().err == ""


def test_the_channel_comes_from_the_environment(server: ControlServer, board: Board) -> None:
    board.change(tickets=3)
    environment = {URL_VARIABLE: server.url, TOKEN_VARIABLE: server.token}
    with ControlClient.from_environment(environment) as client:
        assert client.newer_state(0).tickets == 3
    with pytest.raises(DemoError, match=URL_VARIABLE):
        ControlClient.from_environment({})
