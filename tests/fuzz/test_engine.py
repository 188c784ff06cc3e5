"""The harness finds what is planted: else its silence would say nothing."""

from collections.abc import Callable

import cbor2
import pytest

from protocol import cbor, cose
from protocol.cose import MessageType
from protocol.errors import ProtocolError
from tests.fuzz.engine import MAX_KEPT, Fault, Finding, Taken, Tally, Target, judge, pair_of
from tests.fuzz.mutate import edited
from tests.fuzz.signed_targets import STRANGERS
from tests.fuzz.targets import SIGNED
from tests.protocol import samples
from tests.protocol.readers import READERS


def planted(feed: Callable[[bytes], Taken]) -> Target:
    return Target("planted", feed, (ProtocolError,), (samples.RECEIPT_BYTES,))


def careless(data: bytes) -> Taken:
    """A reader that forgot to verify."""
    message = cose.parse(data, MessageType.RECEIPT)
    return Taken(((message.type, data),))


@pytest.mark.parametrize("error", [KeyError, ValueError, RecursionError, AssertionError])
def test_an_error_outside_the_tree_is_a_crash(error: type[Exception]) -> None:
    def leak(data: bytes) -> Taken:
        raise error("leaked")

    found = judge(planted(leak), b"x", SIGNED)
    assert isinstance(found, Finding)
    assert (found.fault, found.data) == (Fault.CRASH, b"x")
    assert found.site.startswith(f"{error.__name__} at test_engine.py:")


def test_an_error_of_the_tree_is_none() -> None:
    def refuse(data: bytes) -> Taken:
        return Taken(((MessageType.RECEIPT, cose.parse(data, MessageType.RECEIPT).raw),))

    assert judge(planted(refuse), b"x", SIGNED) is None


def test_a_reader_that_does_not_verify_is_found_out() -> None:
    target = planted(careless)
    assert isinstance(judge(target, samples.RECEIPT_BYTES, SIGNED), Taken)
    protected, payload = pair_of(samples.RECEIPT_BYTES)
    altered = cbor.encode([protected, {}, payload[:-1] + b"\x00", bytes(64)])
    for data in (altered, STRANGERS[1]):
        found = judge(target, data, SIGNED)
        assert isinstance(found, Finding)
        assert found.fault is Fault.UNSIGNED


def test_a_message_signed_for_another_purpose_counts_for_none() -> None:
    def confused(data: bytes) -> Taken:
        return Taken(((MessageType.ENTRY, data),))

    found = judge(planted(confused), samples.RECEIPT_BYTES, SIGNED)
    assert isinstance(found, Finding)
    assert found.fault is Fault.UNSIGNED


def test_what_the_harness_signed_for_this_input_counts_for_this_input_alone() -> None:
    message = cose.sign1(samples.NODE, MessageType.RECEIPT, b"new")

    def signing(data: bytes) -> Taken:
        taken = ((MessageType.RECEIPT, message),)
        return Taken(taken, taken if data else ())

    assert isinstance(judge(planted(signing), b"x", SIGNED), Taken)
    assert isinstance(judge(planted(signing), b"", SIGNED), Finding)


def test_another_signature_over_the_same_bytes_is_no_finding() -> None:
    """ECDSA signatures can be altered and stay valid: what counts is what was signed."""
    protected, payload = pair_of(samples.SPEND_BYTES)
    again = cbor.encode([protected, {}, payload, bytes(64)])

    def entry(data: bytes) -> Taken:
        return Taken(((MessageType.ENTRY, data),))

    assert isinstance(judge(planted(entry), again, SIGNED), Taken)


def test_findings_are_counted_all_and_shown_once_for_each_place() -> None:
    def leak(data: bytes) -> Taken:
        if data[0] % 2:
            raise KeyError(data)
        return careless(samples.RECEIPT_BYTES)

    tally = Tally()
    for number in range(2 * MAX_KEPT):
        tally.run(planted(leak), bytes([number]), SIGNED)
    assert (tally.inputs, tally.crashes, tally.taken) == (2 * MAX_KEPT, MAX_KEPT, MAX_KEPT)
    assert len(tally.findings) == 1
    tally.run(planted(careless), STRANGERS[1], SIGNED)
    assert tally.accepted_unsigned == 1
    assert len(tally.findings) == 2
    assert tally.slowest_ms > 0


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_an_edited_message_is_well_formed_and_nearly_always_another_one(reader: object) -> None:
    data = next(it.valid for it in READERS if it is reader)
    changed = [edited(data, seed) for seed in range(40)]
    others = [it for it in changed if it is not None and it != data]
    assert len(others) > 30
    for other in others:
        cbor2.loads(other)


def test_what_is_no_tree_is_left_to_the_bytes() -> None:
    for data in (b"", b"\xff", b"\x01", b"plain text"):
        assert edited(data, 1) is None


def test_the_same_seed_makes_the_same_change() -> None:
    data = samples.CODE_BYTES
    assert edited(data, 7) == edited(data, 7)
