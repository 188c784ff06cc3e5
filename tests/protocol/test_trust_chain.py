"""One root follows another: a kiosk that pinned the old one gets to the new one, to no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.errors import BadShape, BadSignature, PinnedRootMismatch, ProtocolError
from protocol.keys import Algorithm, MemorySigner, key_ring
from protocol.trust_list import (
    MAX_CHAIN,
    KeyRole,
    TrustList,
    follow_trust_chain,
    read_trust_chain,
    read_trust_list,
    sign_trust_list,
)
from tests.protocol import samples

OLD, NEW, NEWEST = (samples.signer(Algorithm.ED25519, number) for number in (50, 51, 52))
NODE = (KeyRole.RECEIPT, samples.NODE.public_key)


def listed(version: int, signer: MemorySigner, *roots: MemorySigner) -> bytes:
    keys = (NODE, *((KeyRole.ROOT, root.public_key) for root in roots))
    return sign_trust_list(signer, TrustList(version, samples.NOW + version, keys))


FIRST, NAMES_NEW, BY_NEW = listed(1, OLD), listed(2, OLD, NEW), listed(3, NEW)


def version(*lists: bytes, pinned: MemorySigner = OLD) -> int:
    return read_trust_chain(lists, pinned.public_key).version


def test_the_last_list_counts() -> None:
    assert version(FIRST) == 1
    assert version(FIRST, NAMES_NEW) == 2
    assert version(FIRST, NAMES_NEW, BY_NEW) == 3
    assert version(NAMES_NEW, BY_NEW) == 3


def test_the_bytes_of_all_that_was_accepted_are_told_for_keeping() -> None:
    accepted = follow_trust_chain((FIRST, NAMES_NEW, BY_NEW), OLD.public_key)
    assert [one.raw for one in accepted] == [FIRST, NAMES_NEW, BY_NEW]
    assert [one.trust_list.version for one in accepted] == [1, 2, 3]


def test_without_the_list_that_names_it_a_new_root_is_a_stranger() -> None:
    for lists in ((BY_NEW,), (FIRST, BY_NEW)):
        with pytest.raises(PinnedRootMismatch):
            version(*lists)


def test_whoever_pinned_the_newer_root_passes_over_the_lists_before_it() -> None:
    assert version(FIRST, NAMES_NEW, BY_NEW, pinned=NEW) == 3
    with pytest.raises(PinnedRootMismatch):
        version(FIRST, NAMES_NEW, pinned=NEW)


def test_two_changes_of_root_are_followed() -> None:
    lists = (NAMES_NEW, listed(3, NEW, NEWEST), listed(4, NEWEST))
    assert version(*lists) == 4
    with pytest.raises(PinnedRootMismatch):
        version(lists[0], lists[2])


def test_a_root_that_the_new_one_does_not_name_has_ended() -> None:
    with pytest.raises(PinnedRootMismatch):
        version(NAMES_NEW, BY_NEW, listed(4, OLD))
    assert version(NAMES_NEW, listed(3, NEW, OLD), listed(4, OLD)) == 4


def test_while_only_the_old_root_signed_it_goes_on_signing() -> None:
    assert version(NAMES_NEW, listed(3, OLD), listed(4, OLD)) == 4
    with pytest.raises(PinnedRootMismatch):  # the third list no longer names the new root
        version(NAMES_NEW, listed(3, OLD), listed(4, NEW))


@pytest.mark.parametrize("old", [1, 2, 3])
def test_a_list_that_is_not_newer_is_passed_over(old: int) -> None:
    assert version(NAMES_NEW, BY_NEW, listed(old, OLD, NEWEST)) == 3
    assert version(NAMES_NEW, BY_NEW, listed(old, samples.STRANGER_NODE)) == 3


def test_what_lies_in_a_kiosk_and_what_a_bundle_carries_can_be_joined() -> None:
    kept, carried = (FIRST, NAMES_NEW, BY_NEW), (NAMES_NEW, BY_NEW, listed(5, NEW))
    assert version(*kept, *carried) == 5
    assert version(*carried, *kept) == 5


def test_a_newer_list_of_a_stranger_is_refused_and_not_passed_over() -> None:
    with pytest.raises(PinnedRootMismatch):
        version(NAMES_NEW, listed(9, samples.STRANGER_NODE))


def test_keys_of_other_roles_sign_no_list() -> None:
    keys = ((KeyRole.RECEIPT, samples.NODE.public_key), (KeyRole.CREDENTIAL, NEW.public_key))
    first = sign_trust_list(OLD, TrustList(1, 1, keys))
    for signer in (samples.NODE, NEW):
        with pytest.raises(PinnedRootMismatch):
            version(first, listed(2, signer))


def test_a_list_that_only_names_a_trusted_root_as_its_signer_is_refused() -> None:
    forged = bytearray(BY_NEW)
    forged[-1] ^= 1
    with pytest.raises(BadSignature):
        version(NAMES_NEW, bytes(forged))
    with pytest.raises(BadSignature):
        version(bytes([*NAMES_NEW[:-1], NAMES_NEW[-1] ^ 1]))


def test_several_roots_may_be_pinned() -> None:
    pinned = key_ring(OLD.public_key, NEWEST.public_key)
    assert read_trust_chain((listed(1, NEWEST),), pinned).version == 1
    with pytest.raises(PinnedRootMismatch):
        read_trust_chain((FIRST, listed(2, NEWEST)), pinned)


def test_no_list_is_refused_and_so_are_too_many() -> None:
    with pytest.raises(PinnedRootMismatch):
        version()
    assert version(*[FIRST] * MAX_CHAIN) == 1
    with pytest.raises(BadShape):
        version(*[FIRST] * (MAX_CHAIN + 1))


def test_a_single_list_is_read_under_the_pinned_root_alone() -> None:
    assert read_trust_list(NAMES_NEW, OLD.public_key).ring(KeyRole.ROOT) == key_ring(NEW.public_key)
    with pytest.raises(PinnedRootMismatch):
        read_trust_list(BY_NEW, OLD.public_key)


@given(st.lists(st.binary(max_size=40) | st.sampled_from([FIRST, NAMES_NEW, BY_NEW]), max_size=4))
def test_any_lists_end_in_one_that_was_signed_or_inside_the_tree(lists: list[bytes]) -> None:
    try:
        accepted = follow_trust_chain(lists, OLD.public_key)
    except ProtocolError:
        return
    assert accepted[-1].raw in (FIRST, NAMES_NEW, BY_NEW)
    assert [one.trust_list.version for one in accepted] == sorted(
        {one.trust_list.version for one in accepted}
    )
