"""No card is issued that the bundle has no room for: nothing could be published any more."""

import os
from dataclasses import replace

import pytest

from central_node import roster
from central_node.cards import CardDesk
from central_node.errors import Refused
from central_node.roster import most_cards
from protocol.bundle import MAX_CARERS, MAX_ROSTER, RosterRow, read_bundle, sign_bundle
from tests.central_node.paper import give_card
from tests.central_node.world import NOW, World

KIB = 1024


def full_row(number: int) -> RosterRow:
    """As long as a row gets: a name without a Latin letter, all carers, a card used for years."""
    carers = tuple(os.urandom(8) for _ in range(MAX_CARERS))
    return RosterRow(number.to_bytes(8), 65_535, 65_535, "남" * 16, carers)


@pytest.mark.parametrize("facilities_kib", [0, 64, 400])
def test_as_many_cards_as_are_issued_fit_into_the_bundle(world: World, facilities_kib: int) -> None:
    texts = {f"f{at}": b"x" * 50 * KIB for at in range(facilities_kib // 50)}
    bundle = replace(world.node.district.published, facilities=texts)
    most = most_cards(bundle)
    assert (most == MAX_ROSTER) is (facilities_kib < 100)
    full = replace(bundle, roster=tuple(full_row(at) for at in range(most)))
    raw = sign_bundle(world.node.district.receipt_signer, full)
    assert read_bundle(raw, world.node.district.receipt_keys) == full


def test_a_card_for_which_there_is_no_room_is_refused_by_name(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster, "ROW_BYTES", 400 * KIB)
    for who in ("rich", "some"):
        give_card(world, who, world.kiosks[0])
    before = world.dump()["credential"]
    with world.books.write() as connection, pytest.raises(Refused, match="room for 2 cards"):
        CardDesk(connection, world.node.district, os.urandom).issue_card("poor", "one", None, NOW)
    assert world.dump()["credential"] == before
