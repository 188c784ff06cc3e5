"""A carer's phone proves a card, as of the sale: who vouched then, whatever became of it since."""

from dataclasses import replace

import pytest

from protocol.entry import ClockState, Role
from protocol.receipt import Receipt
from tests.central_node.paper import (
    add_carer,
    give_card,
    prove,
    remove_carer,
    revoke,
    vouched,
)
from tests.central_node.world import NOW, KioskSim, World, stood_in


def last(kiosk: KioskSim) -> tuple[str, str | None, str | None]:
    """Send all that is new; outcome, flag and bearer of the last, with whole books after it."""
    receipts = kiosk.send()
    assert kiosk.world.audit() == ()
    receipt = receipts[-1]
    assert isinstance(receipt, Receipt)
    return receipt.outcome, receipt.flag, receipt.bearer


def test_a_carer_proves_a_card(world: World) -> None:
    kiosk, card = world.kiosks[0], give_card(world, "rich", world.kiosks[0])
    add_carer(world, "rich", "some")
    vouched(kiosk, card, world.phones["some"].code(NOW), 5)
    assert last(kiosk) == ("booked", None, None)
    assert (world.balance("rich"), world.balance("some")) == (195, 35)


@pytest.mark.parametrize(
    ("clock", "flag"),
    [
        (ClockState.TRUSTED, None),
        (ClockState.UNKNOWN, "carer-not-registered"),
    ],
)
@pytest.mark.parametrize("how", ["removed", "phone lost"])
def test_a_carer_is_judged_as_of_the_sale(
    world: World, how: str, clock: ClockState, flag: str | None
) -> None:
    """Where the clock cannot tell, staff look; the kiosk that was honest costs nobody else."""
    kiosk, card = world.kiosks[0], give_card(world, "rich", world.kiosks[0])
    add_carer(world, "rich", "some")
    vouched(kiosk, card, world.phones["some"].code(NOW), 5, clock)
    world.now += 3600
    if how == "removed":
        remove_carer(world, "rich", "some")
    else:
        revoke(world, world.phones["some"].credential.cti)
    answer = last(kiosk)
    assert answer[1] == flag
    assert answer[2] in (None, "resident")
    assert world.balance("rich") == 195


def test_a_kiosk_that_has_not_heard_that_a_carer_ended_costs_the_district_nothing(
    world: World,
) -> None:
    kiosk, card = world.kiosks[0], give_card(world, "rich", world.kiosks[0])
    add_carer(world, "rich", "some")
    remove_carer(world, "rich", "some")
    world.now += 600
    vouched(kiosk, card, world.phones["some"].code(world.now), 5)
    assert last(kiosk) == ("flagged", "carer-not-registered", "resident")
    add_carer(world, "rich", "some")
    vouched(kiosk, card, world.phones["some"].code(world.now), 5)
    assert last(kiosk) == ("booked", None, None)


def test_who_became_a_carer_after_the_sale_vouched_for_nobody(world: World) -> None:
    kiosk, card = world.kiosks[0], give_card(world, "rich", world.kiosks[0])
    vouched(kiosk, card, world.phones["some"].code(NOW), 5)
    world.now += 600
    add_carer(world, "rich", "some")
    assert last(kiosk) == ("flagged", "carer-not-registered", "district")


def test_who_is_no_carer_of_theirs_proves_nothing(world: World) -> None:
    kiosk, card = world.kiosks[0], give_card(world, "rich", world.kiosks[0])
    add_carer(world, "rich", "some")
    vouched(kiosk, card, world.phones["poor"].code(NOW), 5)
    assert last(kiosk) == ("flagged", "carer-not-registered", "district")
    prove(kiosk, card)
    vouched(kiosk, card, world.phones["poor"].code(NOW), 5)
    assert last(kiosk) == ("flagged", "carer-not-registered", "resident")


def test_an_old_picture_of_a_carers_phone_proves_nothing(world: World) -> None:
    kiosk, card = world.kiosks[0], give_card(world, "rich", world.kiosks[0])
    add_carer(world, "rich", "some")
    vouched(kiosk, card, world.phones["some"].code(NOW - 4000), 5)
    assert last(kiosk)[1] == "carer-not-registered"


def test_a_carer_without_evidence_proves_nothing(world: World) -> None:
    kiosk, card = world.kiosks[0], give_card(world, "rich", world.kiosks[0])
    add_carer(world, "rich", "some")
    beside = replace(world.phones["some"].code(NOW).payer, role=Role.CARER)
    draft = kiosk.spend_draft(card, 5, stood_in(5))
    kiosk.write(replace(draft, parties=(card.payer, beside)), (card.evidence,))
    assert last(kiosk)[1] == "carer-not-registered"


@pytest.mark.parametrize("apart", [True, False])
def test_a_carers_one_showing_serves_one_visit(world: World, apart: bool) -> None:
    kiosk, card = world.kiosks[0], give_card(world, "rich", world.kiosks[0])
    add_carer(world, "rich", "some")
    code = world.phones["some"].code(NOW)
    vouched(kiosk, card, code, 5)
    if apart:
        assert last(kiosk) == ("booked", None, None)
    world.now += 170
    vouched(kiosk, card, code, 5)
    assert last(kiosk) == ("flagged", "code-used-twice", "resident")


def test_a_showing_that_vouched_pays_for_nothing_and_the_other_way_round(world: World) -> None:
    kiosk, card = world.kiosks[0], give_card(world, "rich", world.kiosks[0])
    add_carer(world, "rich", "some")
    code = world.phones["some"].code(NOW)
    vouched(kiosk, card, code, 5)
    last(kiosk)
    assert kiosk.hold(code, 5).reason == "already-used"
    kiosk.spend(code, 5, stood_in(5))
    assert last(kiosk) == ("flagged", "code-used-twice", "resident")
    again = world.phones["some"].code(NOW)
    kiosk.spend(again, 5, stood_in(5))
    vouched(kiosk, card, again, 5)
    assert last(kiosk) == ("flagged", "code-used-twice", "resident")
