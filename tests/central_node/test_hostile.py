"""Hostile bodies at every door: a problem with a named reason, and not one row changed."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from central_node.errors import Refused
from protocol import cbor, cose
from protocol.cbor import Value
from protocol.cose import MAX_MESSAGE_BYTES, MessageType
from protocol.keys import Algorithm, MemorySigner
from protocol.messages import Answer, EntriesRequest, EntryItem, Request, sign_answer, sign_request
from protocol.problems import ProblemType
from tests.central_node.world import NOW, World, make_world

SIGNED = ["holds", "entries", "ledger", "account", "offers.take"]
CALLS = [*SIGNED, "enrol", "credentials", "offers.answer", "offers.receipt"]


def refusal(world: World, call: str, body: bytes) -> tuple[ProblemType, str]:
    """Send a body that must be refused; the state is compared row by row."""
    before = world.dump()
    with pytest.raises(Refused) as caught:
        world.node.handle(call, body, world.now)
    assert world.dump() == before
    assert caught.value.reason
    assert caught.value.detail
    return caught.value.problem, caught.value.reason


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("body", [b"", b"\x00", b"\xff" * 50, b"\x9f" * 400, b"{" * 400])
def test_garbage_is_malformed(world: World, call: str, body: bytes) -> None:
    assert refusal(world, call, body)[0] is ProblemType.MALFORMED


@pytest.mark.parametrize("call", [*SIGNED, "enrol"])
def test_too_large_a_body_has_its_own_name(world: World, call: str) -> None:
    assert refusal(world, call, b"\x00" * (1024 * 1024 + 1)) == (ProblemType.TOO_LARGE, "too-big")


def _stranger(world: World, call: str) -> bytes:
    stranger = MemorySigner.generate(Algorithm.ESP256)
    return sign_request(stranger, Request(call, NOW, bytes(8), {}))


def _altered(world: World, call: str) -> bytes:
    raw = world.kiosks[0].request(call, {})
    return raw[:-1] + bytes([raw[-1] ^ 1])


def _wrong_algorithm(world: World, call: str) -> bytes:
    """The kiosk's own kid, but Ed25519 in the header."""
    return (
        world.kiosks[0]
        .request(call, {})
        .replace(cbor.encode({1: -9})[1:], cbor.encode({1: -19})[1:], 1)
    )


def _wrong_type(world: World, _call: str) -> bytes:
    return sign_answer(world.kiosks[0].signer, Answer(bytes(32), NOW, {}))


def _wrong_call(world: World, call: str) -> bytes:
    return world.kiosks[0].request("entries" if call == "holds" else "holds", {})


def _wrong_shape(world: World, call: str) -> bytes:
    return world.kiosks[0].request(call, {1: "nothing"})


def _not_a_map(world: World, call: str) -> bytes:
    return world.kiosks[0].request(call, [1, 2, 3])


def _too_many(world: World, call: str) -> bytes:
    items: Value = [[b"x", []]] * 257
    return world.kiosks[0].request(call, {1: bytes(8), 2: items})


@pytest.mark.parametrize("call", SIGNED)
@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (_stranger, ProblemType.UNKNOWN_KEY),
        (_altered, ProblemType.BAD_SIGNATURE),
        (_wrong_algorithm, ProblemType.BAD_SIGNATURE),
        (_wrong_type, ProblemType.MALFORMED),
        (_wrong_call, ProblemType.WRONG_CALL),
        (_wrong_shape, ProblemType.MALFORMED),
        (_not_a_map, ProblemType.MALFORMED),
        (_too_many, ProblemType.MALFORMED),
    ],
)
def test_a_request_that_no_kiosk_of_ours_meant_is_refused_by_name(
    world: World, call: str, make: Callable[[World, str], bytes], problem: ProblemType
) -> None:
    assert refusal(world, call, make(world, call))[0] is problem


def test_a_request_for_enrolment_cannot_be_used_as_another_call(world: World) -> None:
    raw = world.kiosks[0].request("holds", {})
    assert refusal(world, "enrol", raw)[0] is ProblemType.MALFORMED


def test_an_unknown_call_is_not_found(world: World) -> None:
    assert refusal(world, "nonsense", b"")[0] is ProblemType.NOT_FOUND


def test_entries_that_are_garbage_are_refused_one_by_one_and_change_nothing(world: World) -> None:
    kiosk, before = world.kiosks[0], world.dump()
    assert kiosk.deliver([EntryItem(b"\xff"), EntryItem(b"\x00" * 8000)]) == [
        "indefinite-length",
        "trailing-bytes",
    ]
    assert world.dump() == before


def test_an_entry_over_its_limit_makes_no_message_of_ours(world: World) -> None:
    kiosk = world.kiosks[0]
    item = EntryItem(bytes(MAX_MESSAGE_BYTES[MessageType.ENTRY] + 1))
    body = EntriesRequest(kiosk.ledger, (item,)).to_body()
    assert refusal(world, "entries", kiosk.request("entries", body))[0] is ProblemType.MALFORMED


def test_a_hold_with_a_garbage_code_is_declined_and_moves_nothing(world: World) -> None:
    kiosk, code = world.kiosks[0], world.phones["some"].code(NOW)
    balances = world.look().residents
    for evidence in (b"\xff", code.evidence[:-1], code.credential.cti, _bare(world)):
        answer = kiosk.hold(type(code)(code.credential, code.counter, evidence), 5)
        assert (answer.held, answer.spendable) == (False, 0)
        assert answer.reason
    assert world.look().residents == balances


def _bare(world: World) -> bytes:
    return world.phones["some"].raw


@pytest.fixture(scope="module")
def shared() -> Iterator[World]:
    with make_world() as made:
        yield made


mutations = st.tuples(st.integers(0, 10_000), st.integers(1, 255))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(call=st.sampled_from(SIGNED), places=st.lists(mutations, min_size=1, max_size=3))
def test_no_altered_request_changes_anything(
    shared: World, call: str, places: list[tuple[int, int]]
) -> None:
    raw = bytearray(shared.kiosks[0].request(call, {1: bytes(16), 2: b"x"}))
    for place, change in places:
        raw[place % len(raw)] ^= change
    refusal(shared, call, bytes(raw))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(call=st.sampled_from(CALLS), payload=st.binary(max_size=60), sign=st.booleans())
def test_no_bytes_leak_an_exception_that_is_not_named(
    shared: World, call: str, payload: bytes, sign: bool
) -> None:
    signer = shared.kiosks[0].signer
    body = cose.sign1(signer, MessageType.REQUEST, payload) if sign else payload
    refusal(shared, call, body)
