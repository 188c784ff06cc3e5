import hashlib
import os

import pytest

from protocol import cbor
from protocol.errors import BadSeal, Misuse, WrongPassphrase
from protocol.sealed import (
    LEAST_COST,
    MAX_SEALED_BYTES,
    MAX_SECRET_BYTES,
    MOST_COST,
    USUAL_COST,
    is_sealed,
    seal,
    unseal,
)

PASSPHRASE = b"correct horse battery"
SECRET = bytes(range(64))
SEALED = seal(SECRET, PASSPHRASE, os.urandom, LEAST_COST)


def with_hash(whole: bytes) -> bytes:
    return whole + hashlib.sha256(whole).digest()


def changed(**fields: int | bytes) -> bytes:
    """The container with other fields and a fitting hash."""
    body = cbor.decode(SEALED[:-32])
    assert isinstance(body, dict)
    return with_hash(cbor.encode(body | {int(name[1:]): value for name, value in fields.items()}))


def test_what_was_sealed_comes_out_and_is_nowhere_in_the_container() -> None:
    assert unseal(SEALED, PASSPHRASE) == SECRET
    assert SECRET[:8] not in SEALED
    assert PASSPHRASE not in SEALED


def test_the_usual_cost_is_read_back() -> None:
    assert unseal(seal(SECRET, PASSPHRASE, os.urandom), PASSPHRASE) == SECRET
    assert LEAST_COST < USUAL_COST < MOST_COST


def test_the_same_secret_is_never_sealed_to_the_same_bytes() -> None:
    assert seal(SECRET, PASSPHRASE, os.urandom, LEAST_COST) != SEALED


@pytest.mark.parametrize("passphrase", [b"correct horse battera", b"", b"short", bytes(2000)])
def test_another_passphrase_is_told_as_such(passphrase: bytes) -> None:
    with pytest.raises(WrongPassphrase):
        unseal(SEALED, passphrase)


def test_every_flipped_bit_is_told_as_damage_and_not_as_a_wrong_passphrase() -> None:
    for at in range(len(SEALED)):
        damaged = bytearray(SEALED)
        damaged[at] ^= 0x10
        with pytest.raises(BadSeal) as caught:
            unseal(bytes(damaged), PASSPHRASE)
        assert not isinstance(caught.value, WrongPassphrase)


def test_every_beginning_of_a_container_is_damage() -> None:
    for size in range(len(SEALED)):
        assert not is_sealed(SEALED[:size])
    assert is_sealed(SEALED)


@pytest.mark.parametrize(
    "data",
    [
        changed(_1=2),
        changed(_3=LEAST_COST - 1),
        changed(_3=MOST_COST + 1),
        changed(_2=b"short"),
        changed(_4=bytes(13)),
        changed(_5=bytes(15)),
        changed(_6=1),
        with_hash(b"\xa0"),
        with_hash(b"not cbor"),
        with_hash(b""),
        b"-----BEGIN PRIVATE KEY-----",
        bytes(MAX_SEALED_BYTES + 1),
    ],
    ids=range(12),  # sealed bytes differ from run to run, and a test's name must not
)
def test_a_container_of_another_form_is_refused_before_its_passphrase_counts(data: bytes) -> None:
    with pytest.raises(BadSeal) as caught:
        unseal(data, PASSPHRASE)
    assert not isinstance(caught.value, WrongPassphrase)


def test_a_cost_changed_with_its_hash_opens_nothing() -> None:
    with pytest.raises(WrongPassphrase):
        unseal(changed(_3=LEAST_COST + 1), PASSPHRASE)


@pytest.mark.parametrize(
    ("secret", "passphrase", "cost"),
    [
        (bytes(MAX_SECRET_BYTES + 1), PASSPHRASE, LEAST_COST),
        (SECRET, b"too short", LEAST_COST),
        (SECRET, bytes(1025), LEAST_COST),
        (SECRET, PASSPHRASE, LEAST_COST - 1),
        (SECRET, PASSPHRASE, MOST_COST + 1),
    ],
)
def test_nothing_is_sealed_that_could_not_be_opened(
    secret: bytes, passphrase: bytes, cost: int
) -> None:
    with pytest.raises(Misuse):
        seal(secret, passphrase, os.urandom, cost)


def test_the_longest_secret_fits_the_longest_container() -> None:
    longest = seal(bytes(MAX_SECRET_BYTES), PASSPHRASE, os.urandom, LEAST_COST)
    assert len(longest) <= MAX_SEALED_BYTES
    assert unseal(longest, PASSPHRASE) == bytes(MAX_SECRET_BYTES)
