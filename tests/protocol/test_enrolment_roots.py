"""Enrolment on a machine with an older root pinned, and with a list that nobody vouches for."""

from dataclasses import replace

import pytest

from protocol import bundle, cbor, cose, enrolment, messages
from protocol.cose import MessageType
from protocol.enrolment import Enrolled
from protocol.errors import PinnedRootMismatch, ProtocolError
from protocol.keys import Algorithm, MemorySigner
from protocol.messages import Answer, EnrolAnswer
from protocol.trust_list import KeyRole, TrustList, sign_trust_list
from tests.protocol import samples

NEW_ROOT = samples.signer(Algorithm.ED25519, 70)
NAMES_NEW = sign_trust_list(
    samples.ROOT,
    replace(samples.TRUST_LIST, keys=((KeyRole.ROOT, NEW_ROOT.public_key),)),
)


def listed(signer: MemorySigner, version: int) -> bytes:
    return sign_trust_list(signer, TrustList(version, samples.NOW, samples.TRUST_LIST.keys))


def enrolled(own: bytes, earlier: tuple[bytes, ...], pinned: MemorySigner) -> Enrolled:
    rules = replace(samples.BUNDLE, trust_list=own, earlier_lists=earlier)
    told = EnrolAnswer(7, "front desk", own, bundle.sign_bundle(samples.NODE, rules))
    asked = messages.request_hash(samples.ENROL_REQUEST_BYTES)
    answer = Answer(asked, samples.NOW, told.to_body())
    data = messages.sign_answer(samples.NODE, answer)
    return enrolment.read_enrol_answer(data, pinned.public_key, samples.ENROL_REQUEST_BYTES)


def test_a_machine_with_the_older_root_pinned_is_led_to_the_new_one() -> None:
    newest = listed(NEW_ROOT, 9)
    for pinned in (samples.ROOT, NEW_ROOT):
        assert enrolled(newest, (NAMES_NEW,), pinned).trust_list.version == 9
    with pytest.raises(PinnedRootMismatch):
        enrolled(newest, (), samples.ROOT)


@pytest.mark.parametrize("version", [0, 1, 2])
def test_a_list_that_the_chain_would_pass_over_is_not_taken_unverified(version: int) -> None:
    older = listed(samples.ROOT, version)
    protected, _, payload, _ = _parts(older)
    for own in (older, listed(samples.STRANGER_NODE, version)):
        with pytest.raises(PinnedRootMismatch):
            enrolled(own, (NAMES_NEW,), samples.ROOT)
    forged = cbor.encode([protected, {}, payload, bytes(64)])
    with pytest.raises(ProtocolError):
        enrolled(forged, (NAMES_NEW,), samples.ROOT)
    with pytest.raises(ProtocolError):
        enrolled(forged, (), samples.ROOT)


def _parts(data: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    message = cose.parse(data, MessageType.TRUST_LIST)
    return message.protected, b"", message.payload, message.signature
