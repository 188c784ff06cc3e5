"""What the node publishes while it serves: roster, limits that only rise, carers, statuses."""

import os
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Update, delete, func, insert, select, update

from central_node import schema
from central_node.cards import Card, CardDesk, RevokeReason
from central_node.errors import FolderError
from central_node.heartbeat import keep_heartbeat
from central_node.node import Node
from central_node.publishing import (
    BUNDLE_LIFE_S,
    LOOK_EVERY_S,
    MOST_AHEAD,
    Change,
    publish,
)
from central_node.renewal import renew_wallet_token
from central_node.statuses import TTL_S
from protocol.bundle import Bundle, read_bundle, read_trust_chain
from protocol.code import from_text
from protocol.credential import CredentialKind, read
from protocol.entry import ClockState
from protocol.keys import Algorithm, MemorySigner
from protocol.messages import HeartbeatRequest
from protocol.status_list import Status, StatusList, read_status_list
from tests.central_node.paper import add_carer, remove_carer
from tests.central_node.world import NOW, SCHEME, World, issue, stood_in
from tests.central_node.world import Code as Shown

DAY_S = 86_400


def card_for(world: World, id_: str = "rich", home: str = "one", at: int = NOW) -> Card:
    with world.books.write() as connection:
        desk = CardDesk(connection, world.node.district, os.urandom)
        return desk.issue_card(id_, home, None, at)


def cti_of(world: World, card: Card) -> bytes:
    return read(from_text(card.code), world.node.district.credential_keys).cti


def served(world: World, at: int) -> Bundle:
    """What a kiosk reads that asks for the bundle then."""
    raw = world.node.handle("bundle", b"", at)
    district = world.node.district
    trusted = read_trust_chain([district.trust_list], district.root)
    assert trusted == district.trusted
    return read_bundle(raw, district.receipt_keys)


def statuses(world: World, at: int) -> StatusList:
    raw = world.node.handle("status-list", b"", at)
    return read_status_list(raw, world.node.district.receipt_keys)


def pay_by_card(world: World, card: Card, coins: int) -> None:
    """A sale that the card's kiosk decided alone after its PIN was right, and its booking."""
    raw = from_text(card.code)
    with world.books.write() as connection:
        connection.execute(delete(schema.pin))
        right = {"kiosk": 1, "cti": cti_of(world, card), "tries": 0, "right": world.now}
        connection.execute(insert(schema.pin).values(**right, clock=ClockState.TRUSTED))
    shown = Shown(read(raw, world.node.district.credential_keys), b"", raw)
    draft = world.kiosks[0].spend_draft(shown, coins, stood_in(coins))
    payer = replace(shown.payer, counter=None)
    world.kiosks[0].write(replace(draft, parties=(payer,)), (raw,))
    assert world.kiosks[0].last().outcome == "booked"


def test_a_card_is_on_the_roster_within_a_minute_of_its_issue(world: World) -> None:
    assert served(world, NOW).roster == ()
    card = card_for(world)
    assert served(world, NOW + LOOK_EVERY_S - 1).version == 1
    bundle = served(world, NOW + LOOK_EVERY_S)
    assert bundle.version == world.node.district.bundle_version == 2
    assert [(row.cti, row.kiosk, row.limit, row.name, row.carers) for row in bundle.roster] == [
        (cti_of(world, card), 1, card.coins, "R○○h", ())
    ]
    assert bundle.expires - bundle.issued == BUNDLE_LIFE_S


@pytest.mark.parametrize(("told", "next_version"), [(1, 1), (9, 10), (MOST_AHEAD + 2, 1)])
def test_books_put_back_publish_above_what_kiosks_have(
    world: World, told: int, next_version: int
) -> None:
    request = HeartbeatRequest("1.0", 1, told, None, ClockState.TRUSTED, (), 0, None)
    with world.books.write() as connection:
        keep_heartbeat(connection, 1, request, NOW, NOW)
    assert served(world, NOW + LOOK_EVERY_S).version == next_version
    assert served(world, NOW + 2 * LOOK_EVERY_S).version == next_version


def test_what_says_nothing_new_is_not_published(world: World) -> None:
    for day in range(14):
        assert served(world, NOW + day * 86_400).version == 1
    assert served(world, NOW + 15 * 86_400).version == 2  # half of its life is over
    assert served(world, NOW + 15 * 86_400 + LOOK_EVERY_S).version == 2


def test_the_versions_before_stay_in_the_table(world: World) -> None:
    first = world.node.district.bundle
    card_for(world)
    served(world, NOW)
    with world.books.read() as connection:
        raws = connection.execute(select(schema.bundle.c.raw).order_by(schema.bundle.c.version))
        assert raws.scalars().all() == [first, world.node.district.bundle]


def test_a_cards_limit_rises_by_what_was_booked_and_never_falls(world: World) -> None:
    card = card_for(world)
    limits = [served(world, NOW).roster[0].limit]
    for hours in range(1, 5):
        world.now = NOW + hours * 30 * 3600
        pay_by_card(world, card, 10)
        limits.append(served(world, world.now).roster[0].limit)
    assert limits == [card.coins + 10 * times for times in range(5)]
    assert world.audit() == ()
    with world.books.read() as connection:
        mine = select(schema.slice_.c.left).where(schema.slice_.c.cti == cti_of(world, card))
        assert connection.execute(mine).scalar_one() == card.coins  # limit less what was booked


def test_slices_are_filled_up_after_midnight_and_not_at_each_sale(world: World) -> None:
    card = card_for(world)
    assert served(world, NOW).version == 2
    pay_by_card(world, card, 10)
    midnight = world.node.district.scheme.day_start(NOW) + DAY_S
    assert served(world, midnight - 1).version == 2
    assert served(world, midnight + LOOK_EVERY_S).roster[0].limit == card.coins + 10


def test_a_slice_is_filled_up_to_what_it_was_and_from_half_of_what_is_free(world: World) -> None:
    card = card_for(world, "some")
    assert card.coins == (35 - 17) // 2
    for at in range(1, 4):
        assert served(world, NOW + at * DAY_S).roster[0].limit == card.coins
    pay_by_card(world, card, 9)
    free = world.free("some")
    assert free == 9
    limit = served(world, NOW + 5 * DAY_S).roster[0].limit
    assert limit == card.coins + free // 2
    assert world.free("some") == free - free // 2


def test_a_revoked_expired_closed_or_homeless_card_is_not_on_the_roster(world: World) -> None:
    ends: list[Callable[[Card], None]] = [
        lambda card: _revoke(world, card),
        lambda card: _execute(world, update(schema.slice_).values(closed=NOW)),
        lambda card: _execute(world, update(schema.kiosk).values(retired=NOW)),
    ]
    for at, end in enumerate(ends):
        card = card_for(world, at=NOW)
        assert len(served(world, NOW + at * 2 * LOOK_EVERY_S).roster) == 1
        end(card)
        assert served(world, NOW + (at * 2 + 1) * LOOK_EVERY_S).roster == ()
        _execute(world, update(schema.kiosk).values(retired=None))
    card = card_for(world, at=NOW)
    assert len(served(world, NOW + 10_000).roster) == 1
    assert served(world, card.expires).roster == ()


def _revoke(world: World, card: Card) -> None:
    with world.books.write() as connection:
        desk = CardDesk(connection, world.node.district, os.urandom)
        desk.revoke(card.number, CredentialKind.CARD, RevokeReason.LOST, NOW)


def _execute(world: World, statement: Update) -> None:
    with world.books.write() as connection:
        connection.execute(statement)


def test_carers_are_named_by_their_newest_phones(world: World) -> None:
    card = card_for(world)
    add_carer(world, "rich", "some")
    first = world.phones["some"].credential.cti
    (row,) = served(world, NOW).roster
    assert (row.cti, row.carers) == (cti_of(world, card), (first,))
    token, _ = renew_wallet_token(world.folder, "some", NOW + 60, os.urandom)
    world.now = NOW + 60
    newer = issue(world, token, MemorySigner.generate(Algorithm.ESP256))
    assert served(world, NOW + 60).roster[0].carers == (newer.credential.cti,)
    world.now = NOW + 120
    remove_carer(world, "rich", "some")
    assert served(world, NOW + 120).roster[0].carers == ()


def test_a_kiosk_that_asks_gets_what_another_program_published(world: World) -> None:
    other = Node.open(world.folder)
    assert served(world, NOW).version == 1
    card_for(world)
    with world.books.write() as connection:
        assert publish(connection, other.district, NOW).bundle_version == 2
        # A district that was read before another program published is no ground to start from.
        assert publish(connection, world.node.district, NOW).bundle_version == 2
    assert served(world, NOW + 1).version == 2
    other.close()


def test_a_new_scheme_is_published_and_older_ones_are_remembered(world: World) -> None:
    scheme = SCHEME.replace("version = 1", "version = 2").replace("won = 200", "won = 300")
    with world.books.write() as connection:
        publish(connection, world.node.district, NOW, Change(scheme=scheme.encode()))
    bundle, district = served(world, NOW), world.node.district
    assert (bundle.scheme, district.scheme.version) == (scheme.encode(), 2)
    assert {v: s.rates[0].unit_won.units for v, s in district.schemes.items()} == {1: 200, 2: 300}


def test_a_bundle_that_cannot_be_made_leaves_the_last_one_and_says_why(world: World) -> None:
    card_for(world)
    with world.books.write() as connection, pytest.raises(FolderError, match="make no bundle"):
        publish(connection, world.node.district, NOW, Change(facilities={"Not a slug": b"x"}))
    assert served(world, NOW).version == 2
    (world.folder / "root.pub").write_text("what is this")
    card_for(world, "some")
    assert served(world, NOW + LOOK_EVERY_S).version == 2


def test_the_status_list_tells_a_revocation_at_once_and_is_signed_anew_each_hour(
    world: World,
) -> None:
    card = card_for(world)
    index = read(from_text(card.code), world.node.district.credential_keys).status_index
    first = statuses(world, NOW)
    assert (first.issued, first.ttl_s, first.scheme) == (NOW, TTL_S, "test-coin")
    assert first.expires == NOW + world.node.district.scheme.stand_in.status_age_s
    assert first.status(index) is Status.VALID
    assert statuses(world, NOW + TTL_S - 1) == first
    _revoke(world, card)
    second = statuses(world, NOW)
    assert second.status(index) is Status.INVALID
    assert second.issued == NOW + 1  # of two lists the later one counts
    assert statuses(world, NOW + 1 + TTL_S).issued == NOW + 1 + TTL_S
    with world.books.read() as connection:
        revoked = connection.execute(select(func.count()).select_from(schema.revocation))
        assert revoked.scalar_one() == sum(
            second.status(at) is Status.INVALID for at in range(4096)
        )


def test_an_expired_credential_needs_no_place_in_the_status_list(world: World) -> None:
    card = card_for(world)
    index = read(from_text(card.code), world.node.district.credential_keys).status_index
    _revoke(world, card)
    assert statuses(world, card.expires - 1).status(index) is Status.INVALID
    assert statuses(world, card.expires).status(index) is Status.INVALID  # made in this hour
    assert statuses(world, card.expires + TTL_S).status(index) is Status.VALID
