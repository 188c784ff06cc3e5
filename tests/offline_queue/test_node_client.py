"""An answer is believed only if the node signed it, for this request, in the shape of the call."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pytest

from offline_queue.errors import BadAnswer, NodeAway
from offline_queue.http_transport import Document, HttpTransport
from offline_queue.node_client import HOLD_TIMEOUT_S, NodeClient
from protocol.account_call import AccountAnswer, AccountRequest
from protocol.bundle import Bundle, KeyRole, TrustList, sign_bundle, sign_trust_list
from protocol.cbor import Value
from protocol.enrolment import read_enrol_request
from protocol.keys import Algorithm, MemorySigner
from protocol.messages import (
    Answer,
    EnrolAnswer,
    EntriesAnswer,
    EntriesRequest,
    EntryItem,
    HoldAnswer,
    HoldRequest,
    read_request,
    request_hash,
    sign_answer,
)
from protocol.offer_call import TakeAnswer, TakeRequest
from protocol.pass_call import PassesAnswer, PassesRequest, PassLeft, VisitRight
from tests.altering import last_bit_turned
from tests.offline_queue.making import KIOSK, NODE, NODE_KEYS, NOON_S, STRANGER, Dice, id_of
from tests.offline_queue.node_server import KIOSK_KEYS, Exchange, HonestNode, honestly, serving

ROOT = MemorySigner.from_secret(Algorithm.ED25519, b"root" * 8)
HOLD = HoldRequest(id_of(1), b"code", b"h" * 32, 15, "coin", NOON_S)
YES = HoldAnswer(HOLD.id, held=True, spendable=40, from_slice=15)
NO = HoldAnswer(HOLD.id, held=False, spendable=3, from_slice=0, reason="not-enough")
LATE_S = 10.0  # a machine under load is late; a drip would go on for a minute
ENTRIES = EntriesRequest(b"ledger 1", (EntryItem(b"entry", (b"code",)),))


@dataclass
class Wire:
    """A transport without a network: what was asked, and what comes back."""

    handle: Callable[[str, bytes], bytes]
    asked: list[tuple[str, bytes, float]] = field(default_factory=list)

    def post(self, call: str, body: bytes, timeout_s: float) -> bytes:
        self.asked.append((call, body, timeout_s))
        return self.handle(call, body)

    def get(self, call: str, timeout_s: float, etag: str | None = None) -> Document | None:
        raise AssertionError(f"nobody asks for {call}")


def client(wire: Wire) -> NodeClient:
    return NodeClient(wire, KIOSK, NODE_KEYS, lambda: NOON_S, Dice())


def answering(
    body: Value,
    signer: MemorySigner = NODE,
    time_s: int = NOON_S + 3,
    hash_of: Callable[[bytes], bytes] = request_hash,
) -> Wire:
    return Wire(lambda _, raw: sign_answer(signer, Answer(hash_of(raw), time_s, body)))


def test_a_hold_is_asked_signed_and_its_answer_believed() -> None:
    wire = answering(YES.to_body())
    asker = client(wire)
    assert asker.hold(HOLD) == YES
    assert asker.node_time_s == NOON_S + 3
    ((call, raw, timeout_s),) = wire.asked
    request = read_request(raw, KIOSK_KEYS).request
    assert (call, request.call, timeout_s) == ("holds", "holds", HOLD_TIMEOUT_S)
    assert (request.time, HoldRequest.from_body(request.body)) == (NOON_S, HOLD)


def test_a_decline_is_an_answer() -> None:
    assert client(answering(NO.to_body())).hold(HOLD) == NO


def test_an_account_is_asked_within_800_ms_and_its_answer_believed() -> None:
    answer = AccountAnswer(5, {"general": 5})
    wire, asked = answering(answer.to_body()), AccountRequest(b"code", "coin", NOON_S)
    assert client(wire).account(asked) == answer
    ((call, raw, timeout_s),) = wire.asked
    request = read_request(raw, KIOSK_KEYS).request
    assert (call, request.call, timeout_s) == ("account", "account", HOLD_TIMEOUT_S)
    assert AccountRequest.from_body(request.body) == asked
    with pytest.raises(BadAnswer):
        client(answering(YES.to_body())).account(asked)


def test_passes_are_asked_within_800_ms_and_the_answer_believed() -> None:
    answer = PassesAnswer((PassLeft(3, 20_868),))
    asked = PassesRequest(b"code", "coin", NOON_S, "gym", VisitRight("gym"))
    wire = answering(answer.to_body())
    assert client(wire).passes(asked) == answer
    ((call, raw, timeout_s),) = wire.asked
    request = read_request(raw, KIOSK_KEYS).request
    assert (call, request.call, timeout_s) == ("passes", "passes", HOLD_TIMEOUT_S)
    assert PassesRequest.from_body(request.body) == asked
    with pytest.raises(BadAnswer):
        client(answering(YES.to_body())).passes(asked)


def test_an_offers_answer_is_taken_at_its_path_and_no_other_offers() -> None:
    mine, asked = TakeAnswer(bytes(16), b"code"), TakeRequest(bytes(16))
    wire = answering(mine.to_body())
    assert client(wire).take_offer(asked) == mine
    ((call, raw, _),) = wire.asked
    assert (call, read_request(raw, KIOSK_KEYS).request.call) == ("offers/take", "offers.take")
    with pytest.raises(BadAnswer):
        client(answering(replace(mine, id=b"o" * 16).to_body())).take_offer(asked)


def test_two_equal_requests_differ_so_that_no_answer_fits_both() -> None:
    wire = answering(YES.to_body())
    asker = client(wire)
    asker.hold(HOLD)
    asker.hold(HOLD)
    assert wire.asked[0][1] != wire.asked[1][1]


UNBELIEVABLE: dict[str, Wire] = {
    "a stranger's signature": answering(YES.to_body(), signer=STRANGER),
    "the kiosk's own signature": answering(YES.to_body(), signer=KIOSK),
    "another request's answer": answering(YES.to_body(), hash_of=lambda _: bytes(32)),
    "another id": answering(replace(YES, id=id_of(2)).to_body()),
    "more from the slice than asked": answering(replace(YES, from_slice=16).to_body()),
    "another call's body": answering(EntriesAnswer((), 0, None).to_body()),
    "no body": answering(0),
    "nothing": Wire(lambda *_: b""),
    "garbage": Wire(lambda *_: b"<html>captive portal</html>"),
    "the request sent back": Wire(lambda _, raw: raw),
    "an altered answer": Wire(
        lambda _, raw: last_bit_turned(
            sign_answer(NODE, Answer(request_hash(raw), NOON_S, YES.to_body()))
        )
    ),
}


@pytest.mark.parametrize("wire", UNBELIEVABLE.values(), ids=UNBELIEVABLE.keys())
def test_what_is_not_the_nodes_answer_to_this_is_refused_and_changes_nothing(wire: Wire) -> None:
    asker = client(wire)
    with pytest.raises(BadAnswer):
        asker.hold(HOLD)
    assert asker.node_time_s in {0, NOON_S + 3}  # an answer of the node tells the time, at least


def test_an_unbelieved_answer_does_not_tell_the_time() -> None:
    asker = client(answering(YES.to_body(), signer=STRANGER, time_s=NOON_S * 2))
    with pytest.raises(BadAnswer):
        asker.hold(HOLD)
    assert asker.node_time_s == 0


def test_the_nodes_time_is_the_latest_heard() -> None:
    times = iter([NOON_S + 9, NOON_S + 4])
    wire = Wire(
        lambda _, raw: sign_answer(NODE, Answer(request_hash(raw), next(times), YES.to_body()))
    )
    asker = client(wire)
    asker.hold(HOLD)
    asker.hold(HOLD)
    assert asker.node_time_s == NOON_S + 9


def test_entries_are_answered_one_by_one() -> None:
    known = EntriesAnswer((b"receipt",), 1, b"h" * 32)
    assert client(answering(known.to_body())).send_entries(ENTRIES) == known


@pytest.mark.parametrize("count", [0, 2])
def test_an_answer_for_another_number_of_entries_is_refused(count: int) -> None:
    known = EntriesAnswer((b"receipt",) * count, 1, b"h" * 32)
    with pytest.raises(BadAnswer):
        client(answering(known.to_body())).send_entries(ENTRIES)


def test_a_batch_gets_the_time_that_it_is_given() -> None:
    wire = answering(EntriesAnswer((b"r",), 1, b"h" * 32).to_body())
    client(wire).send_entries(ENTRIES, 7.5)
    assert wire.asked[0][2] == 7.5


def trust_list(*keys: tuple[KeyRole, MemorySigner], root: MemorySigner = ROOT) -> bytes:
    named = tuple((role, key.public_key) for role, key in keys)
    return sign_trust_list(root, TrustList(1, NOON_S, named))


def bundle(signer: MemorySigner = NODE, trust: bytes = b"list") -> bytes:
    rules = Bundle("coin", 4, NOON_S, NOON_S + 10, trust, b"scheme", {"centre": b"facility"})
    return sign_bundle(signer, rules)


GOOD_LIST = trust_list((KeyRole.RECEIPT, NODE))


def enrolling(signer: MemorySigner = NODE, trust: bytes = GOOD_LIST) -> Wire:
    def handle(_: str, raw: bytes) -> bytes:
        asked = read_enrol_request(raw)[1]
        assert (asked.code, asked.public_key) == ("4711", KIOSK.public_key)
        body = EnrolAnswer(12, "kiosk 12", trust, bundle(signer, trust)).to_body()
        return sign_answer(signer, Answer(request_hash(raw), NOON_S, body))

    return Wire(handle)


def test_enrolment_trusts_the_pinned_root_and_nothing_else() -> None:
    asker = client(enrolling())
    enrolled = asker.enrol("4711", ROOT.public_key)
    assert (enrolled.answer.kiosk, enrolled.bundle.version) == (12, 4)
    assert asker.node_time_s == NOON_S


@pytest.mark.parametrize(
    "wire",
    [
        enrolling(signer=STRANGER),
        enrolling(trust=trust_list((KeyRole.RECEIPT, NODE), root=STRANGER)),
        enrolling(trust=trust_list((KeyRole.CREDENTIAL, NODE))),
    ],
    ids=["signed by a stranger", "another root", "signed by a key for something else"],
)
def test_an_enrolment_that_does_not_lead_to_the_root_is_refused(wire: Wire) -> None:
    with pytest.raises(BadAnswer):
        client(wire).enrol("4711", ROOT.public_key)


@contextmanager
def over_http(behave: Callable[[str, bytes, Exchange], None]) -> Iterator[NodeClient]:
    with serving(behave) as node, HttpTransport(node.url) as line:
        yield NodeClient(line, KIOSK, NODE_KEYS, lambda: NOON_S, Dice())


def test_a_hold_over_http() -> None:
    with over_http(honestly(HonestNode())) as asker:
        assert asker.hold(HOLD) == HoldAnswer(HOLD.id, held=True, spendable=100, from_slice=0)


def test_a_node_that_drips_its_answer_is_given_up_after_800_ms_in_all() -> None:
    gone = threading.Event()

    def slowly(call: str, body: bytes, exchange: Exchange) -> None:
        exchange.raw([b"H"] * 3000, gone)  # for a minute

    with over_http(slowly) as asker:
        began_s = time.monotonic()
        with pytest.raises(NodeAway):
            asker.hold(HOLD)
        gone.set()
        assert HOLD_TIMEOUT_S - 0.1 < time.monotonic() - began_s < HOLD_TIMEOUT_S + LATE_S
