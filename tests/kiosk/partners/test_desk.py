"""A partner is believed when it signed this very answer; all else has a name and ends in time."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from kiosk.config import ConfigError
from kiosk.partners.desk import PartnerDesk
from kiosk.partners.errors import PartnerAway, PartnerBabbles, PartnerFault, PartnerRefused
from kiosk.partners.line import TIMEOUT_S, PartnerLine, checked_url
from kiosk.partners.simulate import Lie, Mall, MallOrder
from kiosk.partners.wire import Question
from kiosk.profile.partners import PartnerSection
from protocol.keys import Algorithm, MemorySigner
from tests.offline_queue.node_server import free_port

KIOSK = MemorySigner.generate(Algorithm.ESP256)
STRANGER = MemorySigner.generate(Algorithm.ESP256)
ASKED = {"number": "20261121"}
SHORT_S = 0.3
LATE_S = 10.0  # a machine under load is late; the partner thinks for a minute


@pytest.fixture
def mall() -> Iterator[Mall]:
    orders = [MallOrder("20261121", "o-17", 2, "A-3")]
    with Mall(orders, kiosks=(KIOSK.public_key,)) as mall:
        yield mall


def desk_of(mall: Mall, signer: MemorySigner = KIOSK, key: str = "") -> PartnerDesk:
    own = key or mall.public_key.raw.hex()
    return PartnerDesk(
        [PartnerSection(service="orders", url=mall.url, key=own)], signer, os.urandom
    )


def test_a_signed_answer_is_believed(mall: Mall) -> None:
    answer = desk_of(mall).ask("orders", "/v1/order", ASKED)
    assert answer == {"number": "20261121", "order": "o-17", "parcels": 2, "shelf": "A-3"}


def test_a_signed_no_has_its_reason(mall: Mall) -> None:
    with pytest.raises(PartnerRefused) as refused:
        desk_of(mall).ask("orders", "/v1/order", {"number": "0"})
    assert refused.value.reason == "unknown-order"


@pytest.mark.parametrize("lie", [Lie.SIGNATURE, Lie.NONCE, Lie.JSON, Lie.LONG])
def test_a_lie_is_babble_and_the_next_question_is_answered(mall: Mall, lie: Lie) -> None:
    desk = desk_of(mall)
    mall.lie = lie
    with pytest.raises(PartnerBabbles):
        desk.ask("orders", "/v1/order", ASKED)
    mall.lie = Lie.NO
    assert desk.ask("orders", "/v1/order", ASKED)


def test_another_partners_key_is_not_believed(mall: Mall) -> None:
    other = MemorySigner.generate(Algorithm.ED25519).public_key.raw.hex()
    with pytest.raises(PartnerFault):
        desk_of(mall, key=other).ask("orders", "/v1/order", ASKED)


def test_a_partner_answers_nobody_but_its_kiosks(mall: Mall) -> None:
    with pytest.raises(PartnerAway, match="401"):
        desk_of(mall, STRANGER).ask("orders", "/v1/order", ASKED)


def test_a_partner_that_comes_back_is_asked_on_a_new_connection(mall: Mall) -> None:
    desk = desk_of(mall)
    mall.away = True
    with pytest.raises(PartnerAway):
        desk.ask("orders", "/v1/order", ASKED)
    mall.away = False
    assert desk.ask("orders", "/v1/order", ASKED)


def test_nobody_waits_longer_than_the_limit(mall: Mall) -> None:
    assert TIMEOUT_S == 2.0  # somebody stands there
    mall.slow_s = 60.0
    began_s = time.monotonic()
    with pytest.raises(PartnerAway):
        PartnerLine(mall.url).carry(Question("/v1/order", b"", {}, b"{}"), SHORT_S)
    assert time.monotonic() - began_s < SHORT_S + LATE_S


def test_a_service_without_a_partner_has_none(mall: Mall) -> None:
    with pytest.raises(PartnerAway, match="names no partner"):
        desk_of(mall).ask("parking", "/v1/cars", {})


def _carried(reply: bytes) -> PartnerFault:
    """What the line says of raw bytes in place of HTTP."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def answer() -> None:
            connection, _ = server.accept()
            with closing(connection):
                connection.recv(65536)
                connection.sendall(reply)

        thread = threading.Thread(target=answer)
        thread.start()
        line = PartnerLine(f"http://127.0.0.1:{server.getsockname()[1]}")
        with pytest.raises(PartnerFault) as fault:
            line.carry(Question("/v1/order", b"", {}, b"{}"), 1.0)
        thread.join()
    return fault.value


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (b"", PartnerAway),
        (b"\x00\xff" * 40, PartnerAway),
        (b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\n\r\n", PartnerAway),
        (b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", PartnerAway),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", PartnerAway),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n" + b" " * 20_000, PartnerBabbles),
    ],
    ids=["nothing", "noise", "elsewhere", "busy", "half", "long"],
)
def test_what_is_no_reply_has_a_name(reply: bytes, kind: type[PartnerFault]) -> None:
    assert isinstance(_carried(reply), kind)


def test_nobody_listening_is_the_partner_away() -> None:
    line = PartnerLine(f"http://localhost:{free_port()}")
    with pytest.raises(PartnerAway):
        line.carry(Question("/v1/order", b"", {}, b"{}"))


@pytest.mark.parametrize(
    "url",
    [
        "http://parking.example",
        "http://10.0.0.7:80",
        "ftp://127.0.0.1",
        "https://",
        "https://parking.example/?a=b",
        "https://user:word@parking.example",
        "https://parking.example:99999999",
    ],
)
def test_an_address_that_is_not_safe_is_refused(url: str) -> None:
    with pytest.raises(ConfigError):
        checked_url(url)


@pytest.mark.parametrize(
    ("url", "used"),
    [
        ("https://parking.example/", "https://parking.example"),
        ("https://parking.example/kiosks", "https://parking.example/kiosks"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://localhost:8080", "http://localhost:8080"),
    ],
)
def test_an_address_that_is_safe_is_used(url: str, used: str) -> None:
    assert checked_url(url) == used
