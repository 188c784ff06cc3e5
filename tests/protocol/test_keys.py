import hashlib
import pickle

import pytest

from protocol import keys
from protocol.cbor import Value
from protocol.errors import BadKey, BadShape, BadSignature, ProtocolError
from protocol.keys import Algorithm, MemorySigner, PublicKey
from tests.protocol import samples

SIGNERS = [samples.NODE, samples.KIOSK]


@pytest.mark.parametrize("signer", SIGNERS)
def test_a_signature_verifies_for_its_bytes_and_key_only(signer: MemorySigner) -> None:
    signature = signer.sign(b"lunch")
    assert len(signature) == 64
    signer.public_key.verify(signature, b"lunch")
    with pytest.raises(BadSignature):
        signer.public_key.verify(signature, b"lunch!")
    stranger = MemorySigner.generate(signer.public_key.algorithm)
    with pytest.raises(BadSignature):
        stranger.public_key.verify(signature, b"lunch")


@pytest.mark.parametrize("signer", SIGNERS)
@pytest.mark.parametrize(
    "signature", [b"", bytes(63), bytes(64), b"\xff" * 64, bytes(65)], ids=lambda s: str(len(s))
)
def test_a_signature_of_any_other_form_is_refused(signer: MemorySigner, signature: bytes) -> None:
    with pytest.raises(BadSignature):
        signer.public_key.verify(signature, b"lunch")


def test_the_numbers_of_a_signature_have_one_length_only() -> None:
    signature = samples.KIOSK.sign(b"lunch")
    padded = signature[:32] + b"\x00" + signature[32:]  # the same r and s
    with pytest.raises(BadSignature):
        samples.KIOSK.public_key.verify(padded, b"lunch")


@pytest.mark.parametrize("algorithm", Algorithm)
def test_a_key_is_restored_from_its_secret(algorithm: Algorithm) -> None:
    made = MemorySigner.generate(algorithm)
    restored = MemorySigner.from_secret(algorithm, made.secret())
    assert restored.public_key == made.public_key
    assert restored.public_key.kid == hashlib.sha256(made.public_key.raw).digest()[:8]


@pytest.mark.parametrize("signer", SIGNERS)
def test_a_secret_shows_in_no_repr_and_is_not_pickled(signer: MemorySigner) -> None:
    shown = repr(signer) + str(signer)
    assert signer.public_key.kid.hex() in shown
    assert signer.secret().hex() not in shown
    assert repr(signer.secret()) not in shown
    with pytest.raises(TypeError):
        pickle.dumps(signer)


@pytest.mark.parametrize(
    ("algorithm", "secret"),
    [
        (Algorithm.ED25519, bytes(31)),
        (Algorithm.ED25519, bytes(33)),
        (Algorithm.ESP256, b""),
        (Algorithm.ESP256, bytes(32)),
        (Algorithm.ESP256, b"\xff" * 32),
    ],
)
def test_bytes_that_are_no_secret_are_refused(algorithm: Algorithm, secret: bytes) -> None:
    with pytest.raises(BadKey):
        MemorySigner.from_secret(algorithm, secret)


@pytest.mark.parametrize(
    ("algorithm", "raw"),
    [
        (Algorithm.ED25519, bytes(33)),
        (Algorithm.ESP256, bytes(32)),
        (Algorithm.ESP256, bytes(33)),
        (Algorithm.ESP256, b"\x04" + bytes(32)),
        (Algorithm.ESP256, b"\x02" + b"\xff" * 32),
        (Algorithm.ESP256, b"\x02" + bytes(31) + b"\x07"),  # x of no point
    ],
)
def test_bytes_that_are_no_public_key_are_refused(algorithm: Algorithm, raw: bytes) -> None:
    with pytest.raises(BadKey):
        PublicKey(algorithm, raw)


@pytest.mark.parametrize("number", range(1, 9))
@pytest.mark.parametrize("algorithm", Algorithm)
def test_a_cose_key_is_read_back(algorithm: Algorithm, number: int) -> None:
    key = samples.signer(algorithm, number).public_key  # both signs of y are among them
    assert keys.from_cose_key(keys.to_cose_key(key)) == key


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (None, BadShape),
        ([], BadShape),
        ({}, BadShape),
        ({1: 2, -1: 1}, BadShape),
        ({1: 2, -1: 1, -2: bytes(32)}, BadShape),
        ({1: 2, -1: 1, -2: bytes(32), -3: bytes(32)}, BadShape),
        ({1: 2, -1: 1, -2: bytes(31), -3: True}, BadShape),
        ({1: 2, -1: True, -2: bytes(32), -3: True}, BadShape),
        ({1: 2, -1: 1, -2: bytes(32), -3: True, -4: bytes(32)}, BadShape),
        ({1: 2, -1: 1, -2: b"\xff" * 32, -3: True}, BadKey),
        ({1: 2, -1: 2, -2: bytes(32), -3: True}, BadKey),
        ({1: 1, -1: 6, -2: bytes(32), -3: True}, BadKey),
        ({1: 4, -1: 6, -2: bytes(32)}, BadKey),
    ],
)
def test_a_cose_key_of_any_other_form_is_refused(value: Value, error: type[ProtocolError]) -> None:
    with pytest.raises(error):
        keys.from_cose_key(value)


def test_deterministic_ecdsa_gives_the_signature_of_rfc_6979() -> None:
    # RFC 6979, appendix A.2.5: P-256 with SHA-256, message "sample".
    scalar = "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721"
    r = "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
    s = "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"
    signer = MemorySigner.from_secret(Algorithm.ESP256, bytes.fromhex(scalar), deterministic=True)
    assert signer.sign(b"sample").hex().upper() == r + s


def test_ecdsa_is_randomised_unless_asked_otherwise() -> None:
    signer = MemorySigner.from_secret(Algorithm.ESP256, bytes([9]) * 32)
    assert signer.sign(b"sample") != signer.sign(b"sample")


def test_a_ring_finds_keys_by_kid_and_cannot_be_changed() -> None:
    ring = keys.key_ring(samples.NODE.public_key, samples.KIOSK.public_key)
    assert ring[samples.KIOSK.public_key.kid] == samples.KIOSK.public_key
    assert samples.STRANGER.public_key.kid not in ring
    with pytest.raises(TypeError):
        ring[b"kid"] = samples.STRANGER.public_key  # type: ignore[index]  # the point of the test
