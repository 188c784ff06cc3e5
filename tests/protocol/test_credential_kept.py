"""A credential verified before is not verified again, and nothing else follows from that."""

from dataclasses import dataclass, field, replace

import pytest

from protocol import cose, credential
from protocol.cose import MessageType
from protocol.credential import VERIFIED_KEPT
from protocol.errors import BadSignature, ProtocolError, UnknownKey, WrongType
from protocol.keys import Algorithm, KeyRing, MemorySigner, PublicKey
from tests.protocol import samples


@dataclass(frozen=True)
class CountingKey(PublicKey):
    """A key that remembers how often it verified. A cache knows it from a plain one."""

    times: list[int] = field(default_factory=list, compare=False)

    def verify(self, signature: bytes, data: bytes) -> None:
        self.times.append(1)
        super().verify(signature, data)


@pytest.fixture
def issuer() -> MemorySigner:
    """One that no other test has met."""
    return MemorySigner.generate(Algorithm.ED25519)


@pytest.fixture
def key(issuer: MemorySigner) -> CountingKey:
    return CountingKey(issuer.public_key.algorithm, issuer.public_key.raw)


def ring_of(key: PublicKey) -> KeyRing:
    return {key.kid: key}


def test_the_same_bytes_are_verified_once(issuer: MemorySigner, key: CountingKey) -> None:
    data = credential.issue(issuer, samples.CREDENTIAL)
    first, second = (credential.read(data, ring_of(key)) for _ in "ab")
    assert first == second == samples.CREDENTIAL
    assert len(key.times) == 1


def test_another_key_under_the_same_kid_verifies_for_itself(issuer: MemorySigner) -> None:
    data, key = credential.issue(issuer, samples.CREDENTIAL), issuer.public_key
    credential.read(data, ring_of(key))
    other = PublicKey(Algorithm.ED25519, samples.NODE.public_key.raw)
    other.__dict__["kid"] = key.kid  # as if the two had the same first 8 bytes of their hashes
    with pytest.raises(BadSignature):
        credential.read(data, ring_of(other))


def test_a_key_taken_out_of_the_ring_counts_no_more() -> None:
    credential.read(samples.CREDENTIAL_BYTES, samples.ISSUERS)
    with pytest.raises(UnknownKey):
        credential.read(samples.CREDENTIAL_BYTES, samples.NODES)


def test_a_credential_with_any_bit_changed_is_refused_though_the_true_one_was_believed() -> None:
    credential.read(samples.CREDENTIAL_BYTES, samples.ISSUERS)
    for bit in range(len(samples.CREDENTIAL_BYTES) * 8):
        altered = bytearray(samples.CREDENTIAL_BYTES)
        altered[bit // 8] ^= 1 << bit % 8
        with pytest.raises(ProtocolError):
            credential.read(bytes(altered), samples.ISSUERS)


def test_a_refused_one_is_judged_anew_each_time(issuer: MemorySigner, key: CountingKey) -> None:
    data = credential.issue(issuer, samples.CREDENTIAL)
    forged = data[:-1] + bytes([data[-1] ^ 1])
    for _ in "ab":
        with pytest.raises(BadSignature):
            credential.read(forged, ring_of(key))
    assert len(key.times) == 2


def test_only_so_many_are_kept(issuer: MemorySigner, key: CountingKey) -> None:
    def read(number: int) -> None:
        data = credential.issue(issuer, replace(samples.CARD, status_index=number))
        credential.read(data, ring_of(key))

    for number in range(VERIFIED_KEPT + 1):
        read(number)
    read(VERIFIED_KEPT)
    assert len(key.times) == VERIFIED_KEPT + 1
    read(0)
    assert len(key.times) == VERIFIED_KEPT + 2


def test_nobody_can_change_what_others_are_given() -> None:
    found = credential.read(samples.CREDENTIAL_BYTES, samples.ISSUERS)
    with pytest.raises(TypeError):
        found.slices[7] = 1_000_000  # type: ignore[index]  # the point of the test


def test_no_other_message_is_believed_to_be_a_credential() -> None:
    entry = cose.parse(samples.SPEND_BYTES, MessageType.ENTRY)
    with pytest.raises(WrongType):
        credential.believe(entry, samples.KIOSKS)
