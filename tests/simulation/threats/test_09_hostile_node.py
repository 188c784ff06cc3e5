"""Row 9: somebody answers in the node's place.

What remains: nothing. After each lie the state folder is what it was, byte for byte, and so is what
the program knows: its clock, its keys, its district, its status list.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import pytest

from kiosk.services.base import Known
from offline_queue.errors import BadAnswer
from offline_queue.node_client import BUNDLE_CALL, STATUS_CALL
from protocol.bundle import sign_bundle
from protocol.cbor import Value
from protocol.entry import entry_hash
from protocol.envelope import Answer, request_hash, sign_answer, unverified_request
from protocol.keys import SIGNATURE_BYTES, Algorithm, MemorySigner, PublicKey, Signer
from protocol.messages import (
    ENTRIES,
    HEARTBEAT,
    HOLDS,
    EntriesAnswer,
    EntriesRequest,
    HeartbeatAnswer,
    HoldAnswer,
    HoldRequest,
)
from protocol.receipt import Outcome, Receipt, sign_receipt
from protocol.status_list import StatusList, sign_status_list
from tests.simulation.liar import RICH
from tests.simulation.phones import Phone
from tests.simulation.threats.conftest import MakeTown
from tests.simulation.threats.stall import Stall
from tests.simulation.threats.town import DAY_S, Folk, Town
from tests.simulation.threats.wire import Twist

FOLK = {"ann": Folk(200, (1,)), "ben": Folk(200)}
CALLS: Final = (HOLDS, ENTRIES, HEARTBEAT, BUNDLE_CALL, STATUS_CALL)
LIES: Final = ("garbage", "foreign", "forged", "stale", "replayed", "cut short")


class Scribble:
    """Says that it is the node's key, and cannot sign."""

    def __init__(self, public_key: PublicKey) -> None:
        self.public_key = public_key

    def sign(self, data: bytes) -> bytes:
        """64 bytes that are no signature."""
        return bytes(range(SIGNATURE_BYTES))


def bytes_of(stall: Stall) -> dict[str, bytes]:
    """Every file of the state folder. A reader's lock table (-shm) is no state: it is not kept."""
    folder = stall.profile.state
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(it.relative_to(folder)): it.read_bytes() for it in paths if it.suffix != ".db-shm"}


def knows(stall: Stall) -> tuple[object, ...]:
    """What the program itself goes by."""
    program = stall.program
    return (
        program.clock(),
        program.client.node_time_s,
        program.papers.district,
        dict(program.keys),
        program.status.issued_s,
        program.coming,
        stall.place,
    )


def ready(make_town: MakeTown) -> tuple[Town, Stall, Phone]:
    """A kiosk that has unsent sales, has heard every call's true answer, and knows newer ones."""
    town = make_town(1, FOLK)
    stall, phone = town.stall(1), town.phone("ann")
    assert stall.buy(town.show(phone)).coins
    stall.send()
    stall.look_around()
    first = stall.program.papers.district.bundle_version
    for _ in range(2):  # a bundle and a status list that make the first ones old, and one to come
        stall.look_around()
        town.wait(2 * 3600)
        town.card("ben", 1)
        newest = town.publish()
    assert first < stall.program.papers.district.bundle_version < newest
    stall.line.cut = True
    assert stall.buy(town.show(phone)).coins
    stall.line.cut = False
    return town, stall, phone


def lie(town: Town, stall: Stall, name: str) -> Twist:
    """What is answered instead of the node's word."""
    heard, node = dict(stall.line.heard), town.world.node.district.receipt_signer
    makes: dict[str, Callable[[str, bytes, bytes], bytes]] = {
        "garbage": lambda _call, _body, _true: b"\xd2\x84garbage",
        "foreign": lambda call, body, _: told(
            town, call, body, MemorySigner.generate(Algorithm.ED25519)
        ),
        "forged": lambda call, body, _: told(town, call, body, Scribble(node.public_key)),
        "stale": lambda call, _body, _: heard[call][1],  # and of documents an older one
        "replayed": lambda _call, _body, _: heard[HOLDS][1],  # truly signed, for another request
        "cut short": lambda _call, _body, true: true[:-1],
    }
    return makes[name]


def statuses(issued: int) -> StatusList:
    """A list that revokes everybody."""
    return StatusList("test-coin", issued, issued + 30 * DAY_S, 3600, bytes([0b01010101]) * 2048)


def told(town: Town, call: str, body: bytes, signer: Signer) -> bytes:
    """The lie that would pay most, well made but for who signs it."""
    district = town.world.node.district
    if call == STATUS_CALL:
        return sign_status_list(signer, statuses(town.now_s + 1))
    if call == BUNDLE_CALL:
        return sign_bundle(signer, replace(district.published, version=99))
    request, _ = unverified_request(body)
    wanted = answer_of(call, request.body, signer, town)
    return sign_answer(signer, Answer(request_hash(body), town.now_s + 40 * DAY_S, wanted))


def answer_of(call: str, body: Value, signer: Signer, town: Town) -> Value:
    """Coins are held, entries are confirmed, the kiosk is retired."""
    match call:
        case "holds":
            id_ = HoldRequest.from_body(body).id
            return HoldAnswer(id_, held=True, spendable=RICH, from_slice=0).to_body()
        case "entries":
            return receipts(EntriesRequest.from_body(body), signer, town.now_s).to_body()
        case _:
            return HeartbeatAnswer(99, town.now_s, retired=True).to_body()


def receipts(request: EntriesRequest, signer: Signer, now_s: int) -> EntriesAnswer:
    """A receipt for each entry that was sent."""
    known = len(request.items)
    hashes = [entry_hash(item.entry) for item in request.items]
    made = tuple(
        sign_receipt(signer, Receipt(request.ledger, seq, hash_, Outcome.BOOKED, None, now_s, None))
        for seq, hash_ in enumerate(hashes)
    )
    return EntriesAnswer(made, known, hashes[-1] if hashes else None)


@pytest.mark.parametrize("name", LIES)
def test_a_lie_in_the_background_changes_no_state_at_all(make_town: MakeTown, name: str) -> None:
    town, stall, _ = ready(make_town)
    stall.program.clock()
    before, known = bytes_of(stall), knows(stall)
    assert before["ledger.db"]
    stall.line.calls.clear()
    with stall.line.twisted(lie(town, stall, name)):
        stall.send()
        stall.look_around()
    assert {ENTRIES, HEARTBEAT, BUNDLE_CALL, STATUS_CALL} <= set(stall.line.calls)
    assert bytes_of(stall) == before
    assert knows(stall) == known
    stall.send()  # and the truth is still believed
    stall.look_around()
    assert bytes_of(stall) != before


@pytest.mark.parametrize("name", LIES)
def test_a_lie_about_a_hold_is_no_answer(make_town: MakeTown, name: str) -> None:
    """The intent is written before the question; from then on nothing may change."""
    town, stall, phone = ready(make_town)
    at_question: list[dict[str, bytes]] = []
    twist = lie(town, stall, name)

    def watched(call: str, body: bytes, true: bytes) -> bytes:
        assert call == HOLDS
        at_question.append(bytes_of(stall))
        return twist(call, body, true)

    code = stall.seen(town.show(phone))
    district = stall.program.district
    order = district.facility.services["meals"].order(Known({"meal": "lunch"}), 1)
    begun = stall.program.cashier.begin(order, code, node_near=True)
    known = knows(stall)
    with stall.line.twisted(watched):
        event = stall.program.holds.ask(begun, district.scheme.id)  # type: ignore[arg-type] # a Begun: it is written
    assert type(event).__name__ == "NoAnswer"
    assert at_question == [bytes_of(stall)]
    assert knows(stall) == known


@pytest.mark.parametrize("name", LIES)
def test_a_person_gets_no_more_by_a_lie_than_without_the_node(
    make_town: MakeTown, name: str
) -> None:
    town, stall, phone = ready(make_town)
    with stall.line.twisted(lie(town, stall, name)):
        sold = [stall.buy(town.show(phone), 2).coins for _ in range(8)]
    assert sum(sold) <= 100  # the slice, and not the million that the liar told
    town.settle()
    assert town.told().lost == 0


def test_what_would_have_happened_is_told_apart(make_town: MakeTown) -> None:
    """The lies are ones that would pay: signed by the node itself, each is believed."""
    town, stall, _ = ready(make_town)
    node = town.world.node.district.receipt_signer
    before = bytes_of(stall)
    with stall.line.twisted(lambda call, body, true: told_true(town, call, body, node, true)):
        stall.look_around()
    changed = bytes_of(stall)
    assert changed != before
    assert "retired.mark" in changed


def told_true(town: Town, call: str, body: bytes, node: Signer, true: bytes) -> bytes:
    """A lie about the heartbeat by who has the node's own key; documents as they are."""
    return told(town, call, body, node) if call == HEARTBEAT else true


def test_a_client_names_what_it_does_not_believe(make_town: MakeTown) -> None:
    town, stall, _ = ready(make_town)
    for name in LIES:
        with stall.line.twisted(lie(town, stall, name)), pytest.raises(BadAnswer):
            stall.program.client.send_entries(EntriesRequest(b"l" * 8, ()), 1.0)
