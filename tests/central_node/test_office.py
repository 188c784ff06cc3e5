"""Work at the office while the node serves: nothing slow is done while others wait for the lock."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, update

from central_node import publishing, roster, schema
from central_node.cards import CardDesk
from central_node.district import District, Shelf, load_district
from central_node.errors import FolderError, StoreBusy
from central_node.keyfiles import CREDENTIAL_FILE, RECEIPT_FILE, ROOT_FILE, load_key, seal_key
from central_node.office import look_into_books, open_books, open_office
from central_node.publishing import Change, publish_beside
from central_node.rotation import announce
from central_node.store import Store
from protocol.bundle import Bundle, KeyRole
from protocol.keys import Signer
from tests.central_node.paper import give_card
from tests.central_node.world import NOW, World

DAY_S, PASSPHRASE = 86_400, b"correct horse battery"


def lock_is_free(world: World) -> bool:
    """Whether somebody else gets the write lock at this moment."""
    other = Store.open(world.folder, busy_timeout_s=0)
    try:
        with other.write():
            return True
    except StoreBusy:
        return False
    finally:
        other.close()


def watched(world: World, monkeypatch: pytest.MonkeyPatch, where: str) -> list[bool]:
    """Says at each call of a function whether the write lock was free then."""
    module, name = where.rsplit(".", 1)
    work: Callable[..., object] = getattr(__import__(module, fromlist=[name]), name)
    seen: list[bool] = []

    def look(*given: object, **named: object) -> object:
        seen.append(lock_is_free(world))
        return work(*given, **named)

    monkeypatch.setattr(where, look)
    return seen


def test_a_passphrase_is_typed_before_the_write_lock_is_taken(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in (CREDENTIAL_FILE, RECEIPT_FILE):
        seal_key(world.folder / file, PASSPHRASE, cost=15)
    typed: list[bool] = []

    def sit_and_type(_key: Path) -> bytes:
        typed.append(lock_is_free(world))
        return PASSPHRASE

    monkeypatch.setattr(load_key, "__defaults__", (sit_and_type,))
    with open_books(world.folder, NOW) as (connection, district):
        CardDesk(connection, district, os.urandom).issue_card("rich", "one", None, NOW)
    assert typed == [True, True]
    assert len(roster_of(world, NOW + 1)) == 1


def roster_of(world: World, at: int) -> tuple[object, ...]:
    world.node.handle("bundle", b"", at)
    return world.node.district.published.roster


def test_a_key_announced_since_the_office_was_opened_is_not_opened_under_the_lock(
    world: World,
) -> None:
    with open_office(world.folder, NOW) as opened:
        root = world.folder / ROOT_FILE
        announce(world.folder, KeyRole.RECEIPT, root, NOW, os.urandom, at_once=True)
        with pytest.raises(FolderError, match="try again"), opened.write():
            pass
    assert lock_is_free(world)


def test_who_only_looks_locks_and_publishes_nothing(world: World) -> None:
    before, give = world.dump(), world.now
    with world.books.write(), look_into_books(world.folder, give) as (connection, district):
        assert len(connection.execute(select(schema.kiosk.c.number)).all()) == 2
        assert district.bundle_version == 1
    assert world.dump() == before


@pytest.mark.parametrize(
    "slow", ["central_node.publishing.bundle_row", "central_node.publishing.roster"]
)
def test_a_bundle_is_read_and_signed_beside_the_write_lock(
    world: World, monkeypatch: pytest.MonkeyPatch, slow: str
) -> None:
    give_card(world, "rich", world.kiosks[0])
    seen = watched(world, monkeypatch, slow)
    assert len(roster_of(world, NOW)) == 1
    with open_books(world.folder, NOW) as (connection, district):
        CardDesk(connection, district, os.urandom).issue_card("some", "one", None, NOW)
    assert len(roster_of(world, NOW + 1)) == 2
    assert len(seen) >= 2
    assert all(seen)


def test_a_version_that_came_between_is_read_and_nothing_of_it_lost(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, between = publishing.bundle_row, [world.kiosks[0]]

    def make_slowly(made: Bundle, signer: Signer, version: int) -> dict[str, object]:
        if between:  # another program publishes while this one signs
            give_card(world, "rich", between.pop())
            publish_beside(world.books, world.node.district, NOW, fill=False)
        return make(made, signer, version)

    change = Change(facilities={"y": b"id = 'y'"})
    monkeypatch.setattr(publishing, "bundle_row", make_slowly)
    assert publish_beside(world.books, world.node.district, NOW, change, fill=True) == 3
    world.node.handle("bundle", b"", NOW)
    published = world.node.district.published
    assert (published.version, dict(published.facilities)) == (3, {"y": b"id = 'y'"})
    assert len(published.roster) == 1


def test_slices_are_filled_up_in_pieces_each_for_itself(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster, "FILL_AT_ONCE", 1)
    for who in ("rich", "some", "poor"):
        give_card(world, who, world.kiosks[0])
    roster_of(world, NOW)
    before = {row.cti: row.limit for row in world.node.district.published.roster}
    with world.books.write() as connection:
        connection.execute(update(schema.slice_).values(left=0))
    pieces: list[bytes | None] = []
    fill = roster.fill_up

    def fill_one(
        connection: Connection, district: District, now: int, after: bytes
    ) -> bytes | None:
        pieces.append(fill(connection, district, now, after))
        return pieces[-1]

    monkeypatch.setattr(publishing, "fill_up", fill_one)
    roster_of(world, NOW + DAY_S)
    after = {row.cti: row.limit for row in world.node.district.published.roster}
    assert pieces == [*sorted(before), None]
    assert all(after[cti] >= before[cti] for cti in before)
    assert after != before


def test_a_call_goes_on_by_the_last_district_while_another_thread_reads_the_next(
    world: World,
) -> None:
    shelf = Shelf(world.books, load_district(world.folder, world.books))
    before = shelf.district
    publish_beside(world.books, before, NOW, Change(facilities={}), fill=False)
    assert shelf._lock.acquire(blocking=False)  # another thread looks
    assert shelf.look(NOW + 1) is before
    shelf._lock.release()
    assert shelf.look(NOW + 1).bundle_version == 2


def test_a_serving_node_asks_nobody_for_a_passphrase(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = world.node.district
    root = world.folder / ROOT_FILE
    made = announce(world.folder, KeyRole.RECEIPT, root, NOW, os.urandom, at_once=True)
    seal_key(made.file, PASSPHRASE, cost=15)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("central_node.passphrases.getpass", _nobody_is_there)
    world.node.handle("bundle", b"", NOW + 1)
    assert world.node.district.bundle_version == before.bundle_version
    named = world.folder.parent / f"{world.folder.name}.words"
    named.write_bytes(PASSPHRASE)
    named.chmod(0o600)
    monkeypatch.setenv("CENTRAL_NODE_PASSPHRASE_FILE", str(named))
    world.node.handle("bundle", b"", NOW + 2)
    named.unlink()
    assert world.node.district.receipt_signer.public_key.kid == made.kid


def _nobody_is_there(_prompt: str) -> str:
    raise AssertionError("a serving node asked for a passphrase")
