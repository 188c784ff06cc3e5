"""The line to the node, against a real server on loopback."""

import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offline_queue.backoff import CAP_S
from offline_queue.deadline import SILENCE_LIMIT_S
from offline_queue.errors import BadAnswer, BadNodeUrl, NodeAway, NodeRefused, QueueError
from offline_queue.http_transport import (
    MAX_ANSWER_BYTES,
    MAX_PROBLEM_BYTES,
    Document,
    HttpTransport,
)
from protocol.problems import ProblemType
from tests.offline_queue.node_server import Exchange, Node, free_port, serving

SHORT_S = 0.3
LATE_S = 10.0  # a machine under load is late; a drip would go on for a minute


def echo(call: str, body: bytes, exchange: Exchange) -> None:
    exchange.answer(call.encode() + b":" + body)


@pytest.fixture
def echoing() -> Iterator[Node]:
    with serving(echo) as node:
        yield node


@pytest.fixture
def line(echoing: Node) -> Iterator[HttpTransport]:
    with HttpTransport(echoing.url) as line:
        yield line


def refused_in_time(line: HttpTransport, error: type[QueueError]) -> None:
    began_s = time.monotonic()
    with pytest.raises(error):
        line.post("holds", b"?", SHORT_S)
    assert time.monotonic() - began_s < SHORT_S + LATE_S
    assert line.closed


def test_an_answer_comes_back_as_it_was_sent(line: HttpTransport, echoing: Node) -> None:
    assert line.post("holds", b"\x00\xffbytes", 5) == b"holds:\x00\xffbytes"
    assert echoing.headers[0]["Content-Type"] == "application/cbor"
    assert echoing.headers[0]["Accept-Encoding"] == "identity"


def test_a_connection_is_kept(line: HttpTransport, echoing: Node) -> None:
    for _ in range(5):
        line.post("entries", b"x", 5)
    assert echoing.connections == 1
    assert not line.closed


def test_nobody_listening_is_the_node_away() -> None:
    with HttpTransport(f"http://127.0.0.1:{free_port()}") as line:
        refused_in_time(line, NodeAway)


def test_a_host_name_is_looked_up(echoing: Node) -> None:
    with HttpTransport(echoing.url.replace("127.0.0.1", "localhost")) as line:
        assert line.post("holds", b"x", 5) == b"holds:x"


def test_a_server_that_accepts_and_says_nothing_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with HttpTransport(url) as line:
            refused_in_time(line, NodeAway)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 6000\r\n\r\n"
DRIPS = {
    "status line": [b"H"] * 3000,
    "headers": [b"HTTP/1.1 200 OK\r\n"] + [b"X-Drip: 1\r\n"] * 3000,
    "body": [HEAD] + [b"."] * 3000,
    "early hints": [b"HTTP/1.1 103 Early Hints\r\n\r\n"] * 3000,
}


@pytest.mark.parametrize("drip", DRIPS.values(), ids=DRIPS.keys())
def test_a_slow_drip_does_not_extend_the_deadline(drip: list[bytes]) -> None:
    def behave(call: str, body: bytes, exchange: Exchange) -> None:
        exchange.raw(drip, node.leave)

    with serving(behave) as node, HttpTransport(node.url) as line:
        refused_in_time(line, NodeAway)


def test_a_server_that_does_not_read_does_not_extend_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        with HttpTransport(url) as line:
            began_s = time.monotonic()
            with pytest.raises(NodeAway):
                line.post("entries", b"x" * 30_000_000, SHORT_S)
            assert time.monotonic() - began_s < SHORT_S + LATE_S


def test_a_name_that_is_not_found_in_time_is_the_node_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found, asked = threading.Event(), []

    def slow_lookup(host: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        if host == "node.example":
            asked.append(host)
            found.wait(20)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    with serving(echo) as node:
        port = int(node.url.rpartition(":")[2])
        with HttpTransport(f"https://node.example:{port}") as line:
            monkeypatch.setattr(socket, "getaddrinfo", slow_lookup)
            refused_in_time(line, NodeAway)
            refused_in_time(line, NodeAway)
            assert asked == ["node.example"], "the second attempt waits for the first lookup"
            found.set()
            with pytest.raises(NodeAway, match=r"SSL|EOF|Connect"):
                line.post("holds", b"x", 5)  # found and connected: this server speaks no TLS


def test_a_name_that_does_not_exist_is_the_node_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_such(*_: object, **__: object) -> list[tuple[object, ...]]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", no_such)
    with HttpTransport("https://node.example") as line:
        for _ in range(2):
            refused_in_time(line, NodeAway)


def test_a_line_that_died_is_noticed_by_the_system_after_five_seconds(
    echoing: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[socket.socket] = []
    create = socket.create_connection

    def watched(*arguments: Any, **others: Any) -> socket.socket:  # noqa: ANN401 - socket's own
        opened.append(create(*arguments, **others))
        return opened[-1]

    monkeypatch.setattr(socket, "create_connection", watched)
    with HttpTransport(echoing.url) as line:
        line.post("holds", b"x", 5)
        tcp, (it,) = socket.IPPROTO_TCP, opened
        assert it.getsockopt(tcp, socket.TCP_USER_TIMEOUT) == SILENCE_LIMIT_S * 1000
        assert it.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
        assert it.getsockopt(tcp, socket.TCP_KEEPIDLE) < SILENCE_LIMIT_S
    assert SILENCE_LIMIT_S + CAP_S < 10, "an upload begins within 10 s of the line"


def test_after_a_failure_the_connection_is_a_fresh_one() -> None:
    moods = iter(["good", "silent", "good", "good"])

    def behave(call: str, body: bytes, exchange: Exchange) -> None:
        if next(moods) == "silent":
            node.leave.wait(20)
        else:
            exchange.answer(b"ok")

    with serving(behave) as node, HttpTransport(node.url) as line:
        assert line.post("holds", b"1", 5) == b"ok"
        with pytest.raises(NodeAway):
            line.post("holds", b"2", SHORT_S)
        assert line.post("holds", b"3", 5) == b"ok"
        assert line.post("holds", b"4", 5) == b"ok"
        assert node.connections == 2


def test_a_kept_connection_that_was_cut_is_replaced_at_once() -> None:
    def behave(call: str, body: bytes, exchange: Exchange) -> None:
        if len(node.calls) == 2:
            exchange.raw([])  # hang up instead of answering
        else:
            exchange.answer(b"ok")

    with serving(behave) as node, HttpTransport(node.url) as line:
        assert line.post("holds", b"1", 5) == b"ok"
        assert line.post("holds", b"2", 5) == b"ok"
        assert (node.calls, node.connections) == (["holds"] * 3, 2)


def test_a_fresh_connection_that_is_cut_is_not_tried_again() -> None:
    with (
        serving(lambda _call, _body, exchange: exchange.raw([])) as node,
        HttpTransport(node.url) as line,
    ):
        refused_in_time(line, NodeAway)
        assert node.calls == ["holds"]


GARBAGE = {
    "no HTTP": [b"\x00\x01\x02\x03 what?\r\n\r\n"],
    "cut in the headers": [b"HTTP/1.1 200 OK\r\nContent-Le"],
    "cut in the body": [HEAD, b"only this"],
    "endless headers": [b"HTTP/1.1 200 OK\r\nX: " + b"x" * 300_000],
    "bad chunk": [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n"],
}


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE.keys())
def test_what_is_no_http_is_the_node_away(garbage: list[bytes]) -> None:
    with (
        serving(lambda _call, _body, exchange: exchange.raw(garbage)) as node,
        HttpTransport(node.url) as line,
    ):
        with pytest.raises(NodeAway):
            line.post("holds", b"?", 5)
        assert line.closed


def test_an_answer_over_the_limit_is_cut_off_and_not_read_to_its_end() -> None:
    written: list[int] = []

    def endless() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
        while len(written) < 2000:
            written.append(len(chunk))
            yield chunk

    class Endless(list[bytes]):
        def __iter__(self) -> Iterator[bytes]:
            return endless()

    with (
        serving(lambda _call, _body, exchange: exchange.raw(Endless())) as node,
        HttpTransport(node.url) as line,
    ):
        with pytest.raises(BadAnswer):
            line.post("entries", b"?", 20)
        assert line.closed
    assert sum(written) < 20 * MAX_ANSWER_BYTES


@pytest.mark.parametrize("status", [301, 302, 404, 418, 500, 502, 503])
def test_any_other_status_is_the_node_away(status: int) -> None:
    with (
        serving(lambda _c, _b, it: it.answer(b"<html>", status, "text/html")) as node,
        HttpTransport(node.url) as line,
        pytest.raises(NodeAway, match=str(status)),
    ):
        line.post("holds", b"?", 5)


def test_a_redirect_to_nowhere_is_the_node_away() -> None:
    reply = b"HTTP/1.1 302 Found\r\nLocation: http://[::\r\nContent-Length: 0\r\n\r\n"
    with (
        serving(lambda _call, _body, exchange: exchange.raw([reply])) as node,
        HttpTransport(node.url) as line,
        pytest.raises(NodeAway),
    ):
        line.post("holds", b"?", 5)


HEADERS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "Content-Type",
                "Content-Length",
                "Location",
                "Set-Cookie",
                "Transfer-Encoding",
                "ETag",
            ]
        ),
        st.binary(max_size=20).filter(lambda it: b"\n" not in it and b"\r" not in it),
    ),
    max_size=4,
)


def test_whatever_a_server_writes_only_our_errors_come_out() -> None:
    reply = [b""]
    with serving(lambda _call, _body, exchange: exchange.raw(reply)) as node:

        @settings(max_examples=60, deadline=None)
        @given(status=st.integers(0, 999), headers=HEADERS, body=st.binary(max_size=40))
        def answered(status: int, headers: list[tuple[str, bytes]], body: bytes) -> None:
            lines = b"".join(name.encode() + b": " + value + b"\r\n" for name, value in headers)
            reply[0] = b"HTTP/1.1 %d X\r\n" % status + lines + b"\r\n" + body
            with HttpTransport(node.url) as line, contextlib.suppress(QueueError):
                assert len(line.post("holds", b"?", 5)) <= len(body)

        answered()


def problem(status: int, body: bytes) -> Callable[[str, bytes, Exchange], None]:
    return lambda _call, _body, it: it.answer(body, status, "application/problem+json")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            json.dumps({"type": ProblemType.UNKNOWN_KEY, "title": "?"}).encode(),
            ProblemType.UNKNOWN_KEY,
        ),
        (b"{}", "about:blank"),
        (b"[1]", "about:blank"),
        (b'{"type": 7}', "about:blank"),
        (b"\xff\xfe", "about:blank"),
        (b"[" * 5000, "about:blank"),
        (b" " * (MAX_PROBLEM_BYTES + 1), "about:blank"),
    ],
)
def test_a_problem_document_is_a_refusal_with_its_type(body: bytes, expected: str) -> None:
    with serving(problem(403, body)) as node, HttpTransport(node.url) as line:
        with pytest.raises(NodeRefused) as caught:
            line.post("entries", b"?", 5)
        assert (caught.value.problem, caught.value.status) == (expected, 403)
        assert not line.closed, "a refusal is an answer: the line is good"


def test_a_problem_with_a_server_error_is_the_node_away() -> None:
    body = json.dumps({"type": ProblemType.INTERNAL}).encode()
    with (
        serving(problem(500, body)) as node,
        HttpTransport(node.url) as line,
        pytest.raises(NodeAway),
    ):
        line.post("entries", b"?", 5)


def test_a_document_is_fetched_once_and_then_only_when_it_is_newer() -> None:
    def behave(call: str, body: bytes, exchange: Exchange) -> None:
        if node.headers[-1].get("If-None-Match") == '"7"':
            exchange.raw([b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"])
            return
        exchange.raw(
            [b'HTTP/1.1 200 OK\r\nETag: "7"\r\nContent-Length: 3\r\nConnection: close\r\n\r\nnew']
        )

    with serving(behave) as node, HttpTransport(node.url) as line:
        assert line.get("bundle", 5) == Document(b"new", '"7"')
        assert line.get("bundle", 5, '"7"') is None
        assert line.get("bundle", 5, '"6"') == Document(b"new", '"7"')


def test_a_304_that_nobody_asked_for_is_no_document() -> None:
    with (
        serving(lambda _c, _b, it: it.answer(b"", 304)) as node,
        HttpTransport(node.url) as line,
        pytest.raises(NodeAway),
    ):
        line.get("bundle", 5)


@pytest.mark.parametrize(
    "url",
    [
        "http://node.example",
        "http://192.0.2.1:8000",
        "http://[2001:db8::1]/",
        "ftp://127.0.0.1",
        "node.example",
        "",
        "https://",
        "http://127.0.0.1:99999999",
        "https://node.example/?kiosk=1",
    ],
)
def test_an_address_that_is_no_safe_address_is_refused(url: str) -> None:
    with pytest.raises(BadNodeUrl):
        HttpTransport(url)


@pytest.mark.parametrize(
    "url", ["https://node.example", "http://127.0.0.2:80", "http://[::1]:8000", "http://localhost/"]
)
def test_tls_anywhere_and_plain_http_on_loopback_are_fine(url: str) -> None:
    with HttpTransport(url) as line:
        assert line.closed


def test_proxies_of_the_environment_are_not_asked(
    echoing: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{free_port()}")
    with HttpTransport(echoing.url) as line:
        assert line.post("holds", b"x", 5) == b"holds:x"


def test_an_exchange_waits_for_the_one_under_way_and_has_its_whole_time_then() -> None:
    clock_s = [0.0]
    asked, let_go, answers = threading.Event(), threading.Event(), list[bytes]()

    def behave(call: str, body: bytes, exchange: Exchange) -> None:
        if body == b"first":
            asked.set()
            assert let_go.wait(20)
        exchange.answer(body)

    with serving(behave) as node, HttpTransport(node.url, lambda: clock_s[0]) as line:

        def post(body: bytes, timeout_s: float) -> None:
            answers.append(line.post("entries", body, timeout_s))

        first = threading.Thread(target=post, args=(b"first", 1000.0))
        second = threading.Thread(target=post, args=(b"second", 10.0))
        first.start()
        assert asked.wait(20)
        second.start()
        clock_s[0] = 500.0
        let_go.set()
        first.join()
        second.join()
        assert (answers, node.connections) == ([b"first", b"second"], 1)
