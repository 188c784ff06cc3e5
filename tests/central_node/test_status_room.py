"""Status indexes are used again, so that a district never runs out of them; heartbeats go on."""

import os

import pytest
from sqlalchemy import insert, select

from central_node import issuing, schema, statuses
from central_node.cards import BADGE_LIFE_S, CardDesk
from central_node.errors import FolderError, Refused
from central_node.issuing import MIN_STATUSES, STATUS_MARGIN_S, status_room
from protocol.code import from_text
from protocol.credential import read
from protocol.errors import Misuse
from protocol.status_list import Status, read_status_list
from tests.central_node.paper import beat, give_badge, revoke
from tests.central_node.world import NOW, World

_DRAWS_BEFORE = 4  # number, pseudonym, cti, limit tag


def fill(world: World, count: int, expires: int) -> None:
    """Rows of badges that were issued once, each with an index of its own."""
    rows = [
        {
            "cti": at.to_bytes(8),
            "kind": 3,
            "pseudonym": f"p{at}",
            "status_index": at,
            "issued": 1,
            "expires": expires,
            "card_number": f"n{at}",
            "name": "x",
            "raw": b"x",
        }
        for at in range(count)
    ]
    with world.books.write() as connection:
        connection.execute(insert(schema.credential), rows)


def room(world: World) -> int:
    with world.books.read() as connection:
        return status_room(connection, world.node.district.scheme, world.now)


def freed_at(world: World, expires: int) -> int:
    return expires + world.node.district.scheme.stand_in.status_age_s + STATUS_MARGIN_S


@pytest.fixture
def crowded(world: World) -> World:
    """A district that issued 6,000 badges, which have just expired."""
    with world.books.write() as connection:  # the phones' indexes may be anywhere below 4,096
        taken = set(connection.execute(select(schema.credential.c.status_index)).scalars())
    assert max(taken) < MIN_STATUSES
    fill(world, 6_000, NOW + 1)
    return world


def test_the_list_is_as_long_as_what_counts_and_not_as_all_that_ever_was(crowded: World) -> None:
    assert room(crowded) == 2 * (6_000 + 3 + 1)
    crowded.now = freed_at(crowded, NOW + 1) - 1
    assert room(crowded) == 2 * (6_000 + 3 + 1)
    crowded.now += 1
    assert room(crowded) == MIN_STATUSES


def issue_with_index(world: World, wanted: int) -> int:
    """A badge for whom this index is drawn first; the one that it has."""

    def random(size: int) -> bytes:
        asked.append(size)
        drawn = wanted.to_bytes(8) if len(asked) == _DRAWS_BEFORE + 1 else os.urandom(size)
        assert len(drawn) == size
        return drawn

    asked: list[int] = []
    with world.books.write() as connection:
        code = CardDesk(connection, world.node.district, random).issue_badge("x", world.now).code
    return read(from_text(code), world.node.district.credential_keys).status_index


def test_an_index_is_drawn_again_when_no_list_can_speak_of_its_first_holder(
    crowded: World,
) -> None:
    crowded.now = freed_at(crowded, NOW + 1) - 1
    assert issue_with_index(crowded, 4_000) != 4_000
    crowded.now += 1
    phones = {phone.credential.status_index for phone in crowded.phones.values()}
    index = next(at for at in range(4_000, 4_010) if at not in phones)
    assert issue_with_index(crowded, index) == index
    assert issue_with_index(crowded, index) != index  # somebody has it now
    raw = crowded.node.handle("status-list", b"", crowded.now)
    listed = read_status_list(raw, crowded.node.district.receipt_keys)
    assert listed.status(index) is Status.VALID


def test_one_that_is_revoked_keeps_its_index_until_it_would_have_expired(world: World) -> None:
    badge = give_badge(world)
    revoke(world, badge.credential.cti)
    fill_to = room(world)
    world.now = NOW + BADGE_LIFE_S - 1
    assert room(world) >= badge.credential.status_index + 1
    assert fill_to >= MIN_STATUSES


def test_who_would_not_fit_into_the_list_is_refused_by_name(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issuing, "MAX_STATUSES", 2 * 5)
    give_badge(world)
    give_badge(world)
    with world.books.write() as connection, pytest.raises(Refused, match="too-many-credentials"):
        CardDesk(connection, world.node.district, os.urandom).issue_badge("staff", NOW)
    assert world.node.handle("status-list", b"", NOW)


def test_a_list_that_cannot_be_made_is_told_and_stops_no_heartbeat(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = beat(world.kiosks[0]).status_issued

    def too_long(*_: object) -> bytes:
        raise Misuse("too many")

    monkeypatch.setattr(statuses, "pack", too_long)
    world.now += 2 * statuses.TTL_S
    with pytest.raises(FolderError, match="no status list: too many"):
        world.node.handle("status-list", b"", world.now)
    assert beat(world.kiosks[0]).status_issued == before > 0
