"""A shown code from the kiosk's thread over a real node's HTTP to an app and back, all signed."""

import os
import queue
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import httpx
import numpy as np
import pytest
import zxingcpp

from central_node.seed import seed
from kiosk.demo.offer_app import (
    ASK_S,
    Answered,
    OfferApp,
    OfferRefused,
    ask_receipt,
    post_answer,
    scan_and_answer,
    sign_for,
)
from kiosk.demo.phones import Phone
from kiosk.events import Event, NoOffer, Offered
from kiosk.node.account_desk import AccountDesk
from kiosk.node.node_watch import NodeWatch
from kiosk.node.offer_code import QUIET_MODULES, modules
from kiosk.node.offer_desk import OfferDesk
from kiosk.node.offer_watch import OfferWatch
from kiosk.payment import CheckedCode
from kiosk.services.accounts import Account
from offline_queue.clock import Moment
from offline_queue.http_transport import HttpTransport
from offline_queue.node_client import NodeClient
from protocol.code import to_text
from protocol.entry import ClockState
from protocol.keys import Algorithm, MemorySigner
from protocol.messages import HoldRequest
from protocol.offer import Offer, offer_id, sign_offer, unverified_offer
from protocol.resident_code import check
from schemes.money import Coins
from schemes.scheme import load_scheme
from tests.central_node.program import HttpNode, Serving
from tests.central_node.world import SCHEME, World, populate, write_inputs
from tests.kiosk.offers import meals

PATIENCE_S = 20.0
ORDER = meals()


@dataclass
class Hall:
    """A kiosk that shows codes, and a node beside it."""

    world: World
    serving: Serving
    client: NodeClient
    accounts: AccountDesk
    watch: OfferWatch
    told: "queue.Queue[Event]"
    seen: "queue.Queue[tuple[bytes, bytes]]"

    def offered(self, number: int) -> str:
        """Show the order, and return the text of the code."""
        self.watch.show(number, ORDER)
        event = self.told.get(timeout=PATIENCE_S)
        assert isinstance(event, Offered), event
        return event.text

    def answer(self, resident: str, text: str, at: str = "") -> Answered:
        """What a resident does whose app has scanned it."""
        phone = self.world.phones[resident]
        phone.shown += 1
        about = phone.signer, phone.raw, phone.shown, int(time.time())
        return scan_and_answer(at or self.serving.url, text, *about)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    folder = tmp_path_factory.mktemp("shown-code")
    with ExitStack() as opened:
        yield _hall(folder, opened)


def _hall(folder: Path, opened: ExitStack) -> Hall:
    given, node = write_inputs(folder), folder / "node"
    paths = given["scheme"], [given["facility"]], given["people"]
    seeded = seed(node, *paths, now=int(time.time()), random=os.urandom)
    serving = opened.enter_context(Serving(node))
    world = World(node, HttpNode.at(serving.url, node), os.urandom, now=int(time.time()))
    opened.callback(world.close)
    populate(world, seeded)
    line = opened.enter_context(HttpTransport(serving.url))
    district, near = world.node.district, NodeWatch()
    signer = world.kiosks[0].signer
    client = NodeClient(line, signer, district.receipt_keys, lambda: int(time.time()), os.urandom)
    told: queue.Queue[Event] = queue.Queue()
    seen: queue.Queue[tuple[bytes, bytes]] = queue.Queue()
    facts: Any = _Facts(load_scheme(SCHEME.encode(), "test"), district.credential_keys)
    desk = OfferDesk(signer, lambda: facts, client, near, _now, os.urandom)
    watch = OfferWatch(desk, told.put, lambda *it: seen.put(it), _never, poll_s=0.02)
    opened.callback(watch.close)
    accounts = AccountDesk(client, near, lambda: facts)
    return Hall(world, serving, client, accounts, watch, told, seen)


@dataclass
class _Facts:
    """As much of a district as the desks ask for."""

    scheme: Any
    credential_keys: Any

    @property
    def facility(self) -> "_Facts":
        return self

    @property
    def name(self) -> str:
        return "시험관"

    @property
    def id(self) -> str:
        return "test-hall"


def _now() -> Moment:
    return Moment(int(time.time()), ClockState.TRUSTED)


def _never(error: BaseException) -> None:
    raise error


def photographed(text: str) -> str:
    """What a phone's camera reads off the screen: dark on white, four modules of white around."""
    light = np.where(np.array(modules(text)), 0, 255).astype(np.uint8)
    framed = np.pad(light, QUIET_MODULES, constant_values=255)
    picture = cv2.resize(framed, None, fx=4, fy=4, interpolation=cv2.INTER_NEAREST)
    (found,) = zxingcpp.read_barcodes(picture)
    return str(found.text)


def test_an_app_scans_the_screen_and_the_kiosk_gets_a_code_that_pays_this_order_alone(
    hall: Hall,
) -> None:
    text = photographed(hall.offered(1))
    answered = hall.answer("rich", text)
    offer = answered.offer
    assert ask_receipt(hall.serving.url, answered).state == "waiting"
    assert (offer.name, offer.amount, offer.place) == ("점심 식권", ORDER.total.units, "시험관")
    evidence, id_ = hall.seen.get(timeout=PATIENCE_S)
    assert id_ == offer.id
    now, keys = int(time.time()), hall.world.node.district.credential_keys
    code = check(evidence, keys, "test-coin", now, challenge=id_)
    request = HoldRequest(hall.world.id(), evidence, bytes(32), offer.amount + 1, "test-coin", now)
    assert hall.client.hold(request).reason == "wrong-challenge"
    right = HoldRequest(hall.world.id(), evidence, bytes(32), offer.amount, "test-coin", now)
    assert hall.client.hold(right).held
    receipt = ask_receipt(hall.serving.url, answered)
    assert (receipt.state, receipt.place) == ("held", "시험관")
    told = hall.accounts.look(CheckedCode(code, now, used=False))
    assert isinstance(told, Account)
    assert (told.balance, told.purses) == (Coins(200), (("General", Coins(200)),))


def refused(hall: Hall, resident: str, text: str) -> str:
    with pytest.raises(OfferRefused) as caught:
        hall.answer(resident, text)
    return caught.value.reason


def test_forged_foreign_late_and_answered_offers_are_refused_by_name_over_http(
    hall: Hall,
) -> None:
    world, now = hall.world, int(time.time())
    stranger, kiosk = MemorySigner.generate(Algorithm.ESP256), world.kiosks[0].signer
    plain = Offer(offer_id(stranger, "spend", bytes(7)), "test-coin", "spend", 1, "x", now + 60)
    late = Offer(offer_id(kiosk, "spend", bytes(7)), "test-coin", "spend", 1, "x", now - 1)
    assert refused(hall, "rich", to_text(sign_offer(stranger, plain))) == "unknown-key"
    assert refused(hall, "rich", to_text(sign_offer(kiosk, late))) == "offer-over"
    signed = sign_offer(kiosk, late)
    damaged = signed[:-1] + bytes([signed[-1] ^ 1])
    assert refused(hall, "rich", to_text(damaged)) == "bad-signature"
    text = hall.offered(2)
    hall.answer("rich", text)
    assert refused(hall, "some", text) == "offer-answered"
    assert hall.seen.get(timeout=PATIENCE_S)[1] == unverified_offer(text).id


def test_what_was_signed_for_one_offer_answers_no_other(hall: Hall) -> None:
    phone, first, second = hall.world.phones["rich"], hall.offered(3), hall.offered(4)
    captured = sign_for(unverified_offer(first), phone.signer, phone.raw, 999, int(time.time()))
    with pytest.raises(OfferRefused, match="wrong-challenge"):
        post_answer(hall.serving.url, second, captured)
    ordinary = to_text(phone.code(int(time.time())).evidence)
    with pytest.raises(OfferRefused, match="wrong-challenge"):
        post_answer(hall.serving.url, second, ordinary)
    hall.watch.withdraw(4)
    assert hall.seen.empty()


def test_a_phone_tells_what_became_of_it_until_it_is_held_up_again(hall: Hall) -> None:
    mine, kiosk = hall.world.phones["some"], hall.world.kiosks[0]
    app = OfferApp(hall.serving.url)
    phone = Phone("some", mine.signer, mine.raw, "test-coin", photo=False, app=app)
    now = int(time.time())
    phone.scan(hall.offered(6), now)
    assert told(phone) == ("waiting", "")
    evidence, _ = hall.seen.get(timeout=PATIENCE_S)
    request = HoldRequest(hall.world.id(), evidence, bytes(32), ORDER.total.units, "test-coin", now)
    assert hall.client.hold(request).held
    phone.step(now)
    assert told(phone) == ("waiting", "")  # it asks every other second
    phone.step(now + ASK_S)
    assert told(phone) == ("held", "")
    kiosk.hold(hall.world.phones["rich"].code(now), 1, voided=(request.id,))
    phone.step(now + 2 * ASK_S)
    assert told(phone) == ("refused", "voided")
    phone.hold_up(now + 3 * ASK_S)
    assert phone.state().told is None


def told(phone: Phone) -> tuple[str, str]:
    found = phone.state().told
    assert found is not None
    return found.state, found.reason


def test_a_phone_tells_that_somebody_was_first_and_leaves_other_texts_alone(hall: Hall) -> None:
    mine = hall.world.phones["some"]
    app = OfferApp(hall.serving.url)
    phone = Phone("some", mine.signer, mine.raw, "test-coin", photo=False, app=app)
    phone.scan("https://example.org", int(time.time()))
    assert phone.state().told is None
    text = hall.offered(7)
    hall.answer("rich", text)
    hall.seen.get(timeout=PATIENCE_S)
    phone.scan(text, int(time.time()))
    assert told(phone) == ("refused", "offer-answered")


def test_a_node_that_is_killed_and_a_second_process_lose_no_answer(hall: Hall) -> None:
    node = hall.world.folder
    text = hall.offered(8)
    with Serving(node) as beside:
        answered = hall.answer("rich", text, at=beside.url)
        assert hall.seen.get(timeout=PATIENCE_S)[1] == answered.offer.id
        beside.kill()
    with Serving(node) as again:
        assert ask_receipt(again.url, answered).state == "waiting"
        with pytest.raises(OfferRefused, match="offer-answered"):
            hall.answer("some", text, at=again.url)


def test_a_refusal_is_a_problem_document_and_a_large_body_is_cut_off(hall: Hall) -> None:
    url = f"{hall.serving.url}/v1/offers/answer"
    reply = httpx.post(url, content=b"[" * 300)
    assert (reply.status_code, reply.headers["Content-Type"]) == (400, "application/problem+json")
    assert httpx.post(url, content=b" " * 5000).status_code == 413
    assert httpx.get(url).status_code == 405
    receipt = f"{hall.serving.url}/v1/offers/receipt"
    reply = httpx.post(receipt, json={"offer": "CC1:", "presentation": "CC1:"})
    assert (reply.status_code, reply.headers["Content-Type"]) == (400, "application/problem+json")
    assert httpx.post(receipt, content=b" " * 5000).status_code == 413


def test_when_the_node_stops_the_code_is_taken_away_and_no_account_is_told(hall: Hall) -> None:
    hall.offered(5)
    phone, now = hall.world.phones["rich"], int(time.time())
    keys = hall.world.node.district.credential_keys
    code = CheckedCode(check(phone.code(now).evidence, keys, "test-coin", now), now, used=False)
    hall.serving.end()
    assert hall.told.get(timeout=PATIENCE_S) == NoOffer(5, "offer-away")
    assert hall.accounts.look(code) == "node-away"
    with pytest.raises(OfferRefused, match="node-away"):
        post_answer(hall.serving.url, "CC1:", "CC1:")
