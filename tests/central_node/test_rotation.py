"""New keys and a new root: announced, then used, then alone; a kiosk that hears late still follows.

What a kiosk believes is here what `protocol` reads for it from the root that it has pinned.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from central_node.cards import CardDesk, RevokeReason
from central_node.errors import FolderError
from central_node.keyfiles import CREDENTIAL_FILE, RECEIPT_FILE, ROOT_FILE
from central_node.node import Node
from central_node.renewal import renew_wallet_token
from central_node.retire import retire
from central_node.rotation import announce, drop, rotate_root
from protocol.bundle import (
    MAX_KEYS,
    Bundle,
    KeyRole,
    TrustList,
    carried_trust_lists,
    read_bundle,
    read_trust_chain,
)
from protocol.cose import MessageType, parse
from protocol.errors import PinnedRootMismatch, UnknownKey
from protocol.keys import Algorithm, MemorySigner, PublicKey
from protocol.receipt import read_receipt
from protocol.status_list import read_status_list
from tests.central_node.paper import close
from tests.central_node.world import NOW, World, issue, stood_in

DAY_S = 86_400


def rotate(world: World, role: KeyRole, *, at_once: bool = False) -> tuple[bytes, int]:
    """A new key; its kid and from when it signs."""
    root = world.folder / ROOT_FILE
    made = announce(world.folder, role, root, world.now, os.urandom, at_once=at_once)
    return made.kid, made.since


def end(world: World, role: KeyRole, kid: bytes, *, force: bool = False) -> None:
    drop(world.folder, role, kid, world.folder / ROOT_FILE, world.now, force=force)


def heard(world: World, root: PublicKey) -> tuple[TrustList, Bundle]:
    """What a kiosk with this root believes when it asks now."""
    raw = world.node.handle("bundle", b"", world.now)
    trusted = read_trust_chain(carried_trust_lists(raw), root)
    return trusted, read_bundle(raw, trusted.ring(KeyRole.RECEIPT))


def later(world: World, seconds: int) -> None:
    world.now += seconds


def kid_of(world: World, role: KeyRole) -> bytes:
    district = world.node.district
    signers = {
        KeyRole.CREDENTIAL: district.credential_signer,
        KeyRole.RECEIPT: district.receipt_signer,
    }
    return signers[role].public_key.kid


def sell(world: World, coins: int = 1) -> bytes:
    """A sale, booked now; its receipt as it came."""
    kiosk = world.kiosks[0]
    kiosk.spend(world.phones["rich"].code(world.now), coins, stood_in(coins))
    (receipt,) = kiosk.answer([kiosk.item(len(kiosk.raws) - 1)]).receipts
    assert isinstance(receipt, bytes)
    return receipt


def test_a_new_receipt_key_is_announced_a_week_before_it_signs(world: World) -> None:
    root, old = world.node.district.root, kid_of(world, KeyRole.RECEIPT)
    before, _ = heard(world, root)
    later(world, 1)
    new, since = rotate(world, KeyRole.RECEIPT)
    assert since == world.now + 168 * 3600
    trusted, _ = heard(world, root)
    assert set(trusted.ring(KeyRole.RECEIPT)) == {old, new}
    later(world, 168 * 3600 - 1)
    receipt = sell(world)
    assert read_receipt(receipt, before.ring(KeyRole.RECEIPT)).outcome == "booked"
    later(world, 1)
    receipt = sell(world)
    assert parse(receipt, MessageType.RECEIPT).kid == new
    assert read_receipt(receipt, trusted.ring(KeyRole.RECEIPT)).outcome == "booked"
    with pytest.raises(UnknownKey):
        read_receipt(receipt, before.ring(KeyRole.RECEIPT))
    assert world.audit() == ()


def test_during_the_overlap_no_kiosk_old_or_new_refuses_anything_of_the_node(world: World) -> None:
    root = world.node.district.root
    behind, _ = heard(world, root)  # heard before the rotation and then not again for a week
    rotate(world, KeyRole.RECEIPT)
    for _ in range(8):
        keys = behind.ring(KeyRole.RECEIPT)
        assert read_receipt(sell(world), keys).outcome == "booked"
        statuses = read_status_list(world.node.handle("status-list", b"", world.now), keys)
        assert statuses.scheme == world.node.district.scheme.id
        bundle = read_bundle(world.node.handle("bundle", b"", world.now), keys)
        assert bundle.version == world.node.district.bundle_version
        later(world, 20 * 3600)
    assert world.node.district.bundle_version >= 2, "the announcement was among it"


def test_a_phone_issued_before_a_new_credential_key_goes_on_and_one_after_it_counts_too(
    world: World,
) -> None:
    old = kid_of(world, KeyRole.CREDENTIAL)
    new, since = rotate(world, KeyRole.CREDENTIAL)
    world.now = since
    token, _ = renew_wallet_token(world.folder, "some", world.now, os.urandom)
    phone = issue(world, token, MemorySigner.generate(Algorithm.ESP256))
    assert parse(phone.raw, MessageType.CREDENTIAL).kid == new
    assert parse(world.phones["rich"].raw, MessageType.CREDENTIAL).kid == old
    assert world.kiosks[0].hold(phone.code(world.now), 1).held
    assert world.kiosks[0].hold(world.phones["rich"].code(world.now), 1).held


def test_a_key_is_dropped_when_nothing_in_use_was_signed_with_it(world: World) -> None:
    old = kid_of(world, KeyRole.CREDENTIAL)
    new, since = rotate(world, KeyRole.CREDENTIAL)
    world.now = since
    with pytest.raises(FolderError, match="3 credentials are signed by it"):
        end(world, KeyRole.CREDENTIAL, old)
    world.now = max(phone.credential.expires for phone in world.phones.values())
    with pytest.raises(FolderError, match="3 credentials are signed by it"):
        end(world, KeyRole.CREDENTIAL, old)  # kiosks may have sold by them and not said so yet
    for kiosk in world.kiosks:
        for phone in world.phones.values():
            close(kiosk, phone.code(world.now))
        kiosk.send(1)
    end(world, KeyRole.CREDENTIAL, old)
    later(world, 1)
    trusted, _ = heard(world, world.node.district.root)
    assert set(trusted.ring(KeyRole.CREDENTIAL)) == {new}
    assert not (world.folder / CREDENTIAL_FILE).exists()


def test_receipts_of_a_dropped_key_stay_good_in_the_books_and_sign_nothing_new(
    world: World,
) -> None:
    sell(world)
    old = kid_of(world, KeyRole.RECEIPT)
    new, since = rotate(world, KeyRole.RECEIPT)
    world.now = since
    with pytest.raises(FolderError, match="have not heard"):
        end(world, KeyRole.RECEIPT, old)
    later(world, 168 * 3600)
    end(world, KeyRole.RECEIPT, old)
    later(world, 1)
    trusted, bundle = heard(world, world.node.district.root)
    assert set(trusted.ring(KeyRole.RECEIPT)) == {new}
    assert parse(world.node.district.bundle, MessageType.BUNDLE).kid == new
    assert bundle.version == 3
    assert world.audit() == ()
    with pytest.raises(FolderError, match="only receipt key"):
        end(world, KeyRole.RECEIPT, new, force=True)


def test_a_stolen_key_is_replaced_and_dropped_at_once(world: World) -> None:
    old = kid_of(world, KeyRole.RECEIPT)
    new, since = rotate(world, KeyRole.RECEIPT, at_once=True)
    assert since == world.now
    end(world, KeyRole.RECEIPT, old, force=True)
    later(world, 1)
    trusted, _ = heard(world, world.node.district.root)
    assert set(trusted.ring(KeyRole.RECEIPT)) == {new} == {kid_of(world, KeyRole.RECEIPT)}


def test_dropping_the_key_that_signs_brings_the_announced_one_forward(world: World) -> None:
    old = kid_of(world, KeyRole.CREDENTIAL)
    new, since = rotate(world, KeyRole.CREDENTIAL)
    assert since > world.now
    end(world, KeyRole.CREDENTIAL, old, force=True)
    later(world, 1)
    heard(world, world.node.district.root)
    assert kid_of(world, KeyRole.CREDENTIAL) == new


def test_a_key_that_was_rotated_and_dropped_stays_ended_after_a_restart(world: World) -> None:
    first, _ = rotate(world, KeyRole.RECEIPT, at_once=True)
    second, _ = rotate(world, KeyRole.RECEIPT, at_once=True)
    end(world, KeyRole.RECEIPT, first, force=True)
    world.node.close()
    world.node = Node.open(world.folder)
    later(world, 1)
    heard(world, world.node.district.root)
    files = {key.file for key in world.node.district.keys if key.role is KeyRole.RECEIPT}
    assert files == {RECEIPT_FILE, f"receipt-{second.hex()}.key"}
    assert not (world.folder / f"receipt-{first.hex()}.key").exists()


def test_kiosks_follow_from_root_to_root_and_new_ones_start_at_the_newest(world: World) -> None:
    first = world.node.district.root
    made, file = [first], world.folder / ROOT_FILE
    for _ in range(3):
        later(world, DAY_S)
        file = rotate_root(world.folder, file, world.now, os.urandom).file
        heard(world, first)
        made.append(PublicKey(Algorithm.ED25519, _pinned(world.folder)))
    believed = [heard(world, root) for root in made]
    assert all(one == believed[0] for one in believed)
    trusted, bundle = believed[0]
    assert (trusted.version, len(bundle.earlier_lists)) == (7, 3)
    stranger = MemorySigner.generate(Algorithm.ED25519).public_key
    with pytest.raises(PinnedRootMismatch):
        heard(world, stranger)


def _pinned(folder: Path) -> bytes:
    return bytes.fromhex((folder / "root.pub").read_text())


def test_after_a_new_root_the_old_one_signs_no_list_and_the_new_one_does(world: World) -> None:
    old = world.folder / ROOT_FILE
    made = rotate_root(world.folder, old, world.now, os.urandom)
    with pytest.raises(FolderError, match="not the root key in force"):
        rotate(world, KeyRole.RECEIPT)
    announce(world.folder, KeyRole.RECEIPT, made.file, world.now, os.urandom, at_once=True)
    later(world, 1)
    trusted, _ = heard(world, world.node.district.root)
    assert len(trusted.ring(KeyRole.RECEIPT)) == 2


def test_a_power_cut_before_the_new_root_is_pinned_leaves_a_node_that_goes_on(
    world: World,
) -> None:
    before = (world.folder / "root.pub").read_bytes()
    made = rotate_root(world.folder, world.folder / ROOT_FILE, world.now, os.urandom)
    (world.folder / "root.pub").write_bytes(before)
    world.node.close()
    world.node = Node.open(world.folder)
    later(world, 1)
    trusted, _ = heard(world, world.node.district.root)
    assert trusted.version == 3, "the list that names the new root, and the first of its own"
    new = announce(world.folder, KeyRole.RECEIPT, made.file, world.now, os.urandom, at_once=False)
    later(world, 1)
    trusted, _ = heard(world, world.node.district.root)
    assert new.kid in trusted.ring(KeyRole.RECEIPT)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda folder: (folder / ROOT_FILE).unlink(), "cannot be read"),
        (lambda folder: (folder / ROOT_FILE).write_text("11" * 32), "not the root key in force"),
    ],
)
def test_without_the_root_nothing_is_made(
    world: World, damage: Callable[[Path], object], said: str
) -> None:
    damage(world.folder)
    files, before = sorted(world.folder.glob("*.key")), world.dump()
    for role in (KeyRole.CREDENTIAL, KeyRole.RECEIPT):
        with pytest.raises(FolderError, match=said):
            rotate(world, role)
    with pytest.raises(FolderError, match=said):
        rotate_root(world.folder, world.folder / ROOT_FILE, world.now, os.urandom)
    assert (sorted(world.folder.glob("*.key")), world.dump()) == (files, before)


def test_a_list_that_is_full_takes_no_key_and_leaves_no_file(world: World) -> None:
    for _ in range(MAX_KEYS - 2):
        rotate(world, KeyRole.RECEIPT)
    files = sorted(world.folder.glob("*.key"))
    with pytest.raises(FolderError, match="room for 64"):
        rotate(world, KeyRole.RECEIPT)
    assert sorted(world.folder.glob("*.key")) == files


def test_a_key_of_nobody_or_of_another_role_is_not_dropped(world: World) -> None:
    with pytest.raises(FolderError, match="no receipt key of this node"):
        end(world, KeyRole.RECEIPT, bytes(8))
    with pytest.raises(FolderError, match="no receipt key of this node"):
        end(world, KeyRole.RECEIPT, kid_of(world, KeyRole.CREDENTIAL))


def test_revoked_and_expired_credentials_keep_no_key(world: World) -> None:
    old = kid_of(world, KeyRole.CREDENTIAL)
    rotate(world, KeyRole.CREDENTIAL, at_once=True)
    with world.books.write() as connection:
        desk = CardDesk(connection, world.node.district, os.urandom)
        for id_ in ("rich", "some", "poor"):
            desk.revoke_all(id_, RevokeReason.LEFT, NOW)
    with pytest.raises(FolderError, match="3 credentials are signed by it"):
        end(world, KeyRole.CREDENTIAL, old)
    for name in ("one", "two"):
        retire(world.folder, name, world.now)
    end(world, KeyRole.CREDENTIAL, old)
