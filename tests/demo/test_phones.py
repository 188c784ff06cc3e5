"""A phone's code is what the kiosk accepts, fresh in time; an old picture is what it refuses."""

import pytest

from kiosk.demo.phones import FRESH_S, Phone
from protocol.credential import Credential, CredentialKind, issue
from protocol.errors import TooOld
from protocol.keys import Algorithm, KeyRing, MemorySigner, key_ring
from protocol.resident_code import check

NOW = 1_700_000_000
SCHEME = "coin"


@pytest.fixture(scope="module")
def node() -> MemorySigner:
    return MemorySigner.generate(Algorithm.ED25519)


@pytest.fixture(scope="module")
def keys(node: MemorySigner) -> KeyRing:
    return key_ring(node.public_key)


def phone(node: MemorySigner, *, photo: bool = False) -> Phone:
    signer = MemorySigner.generate(Algorithm.ESP256)
    credential = Credential(
        pseudonym="abcdefghijkl",
        expires=NOW + 3600,
        issued=NOW - 3600,
        cti=bytes(8),
        holder=signer.public_key,
        kind=CredentialKind.PHONE,
        scheme=SCHEME,
        slices={1: 10},
        limit_tag=bytes(4),
        price_classes=(),
        status_index=0,
    )
    return Phone("enough", signer, issue(node, credential), SCHEME, photo)


def test_the_code_is_good_at_the_kiosk(node: MemorySigner, keys: KeyRing) -> None:
    shown = phone(node).hold_up(NOW)
    assert check(shown, keys, SCHEME, NOW).credential.pseudonym == "abcdefghijkl"


def test_it_says_the_end_of_its_pseudonym(node: MemorySigner) -> None:
    assert phone(node).state().tail == "IJKL"


def test_it_is_renewed_when_its_time_is_over(node: MemorySigner, keys: KeyRing) -> None:
    mine = phone(node)
    mine.step(NOW)
    first = mine.state().code
    mine.step(NOW + FRESH_S - 1)
    assert mine.state().code == first
    mine.step(NOW + FRESH_S)
    assert mine.state().code != first
    check(mine.state().code, keys, SCHEME, NOW + FRESH_S + 180)


def test_held_up_again_it_is_another_code_with_a_higher_counter(
    node: MemorySigner, keys: KeyRing
) -> None:
    mine = phone(node)
    codes = [check(mine.hold_up(NOW), keys, SCHEME, NOW) for _ in range(3)]
    counters = [code.counter for code in codes]
    assert None not in counters
    assert len(set(counters)) == 3
    assert counters == sorted(counters, key=bytes)  # type: ignore[arg-type] # none is None, see above


def test_an_old_picture_is_refused_as_too_old_and_never_renewed(
    node: MemorySigner, keys: KeyRing
) -> None:
    photo = phone(node, photo=True)
    first = photo.hold_up(NOW)
    photo.step(NOW + 10 * FRESH_S)
    assert photo.hold_up(NOW + 10 * FRESH_S) == first
    with pytest.raises(TooOld):
        check(first, keys, SCHEME, NOW)
