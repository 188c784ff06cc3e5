"""A card pays at its home kiosk, within its day, with its PIN or a carer; else it is flagged."""

from dataclasses import replace

import pytest

from protocol.entry import ClockState, EntryKind, OrderLine
from protocol.receipt import Receipt
from tests.central_node.paper import (
    give_badge,
    give_card,
    prove,
    write_pin,
)
from tests.central_node.world import NOW, PURSE, Code, KioskSim, World, held, stood_in

DAY_S = 24 * 3600
MIDNIGHT = NOW - (NOW + 9 * 3600) % DAY_S + DAY_S  # the next one in Korea


def last(kiosk: KioskSim) -> tuple[str, str | None, str | None]:
    """Send all that is new; outcome, flag and bearer of the last, with whole books after it."""
    receipts = kiosk.send()
    assert kiosk.world.audit() == ()
    receipt = receipts[-1]
    assert isinstance(receipt, Receipt)
    return receipt.outcome, receipt.flag, receipt.bearer


def pay(kiosk: KioskSim, card: Code, amount: int) -> tuple[str, str | None, str | None]:
    """A sale without the node, with the right PIN."""
    prove(kiosk, card)
    kiosk.spend(card, amount, stood_in(amount))
    return last(kiosk)


def test_a_card_pays_at_home_by_hold_and_without_the_node(world: World) -> None:
    kiosk, card = world.kiosks[0], give_card(world, "rich", world.kiosks[0])
    assert world.free("rich") == 50
    answer = kiosk.hold(card, 12, id_ := world.id())
    assert (answer.held, answer.spendable, answer.from_slice) == (True, 20, 0)
    prove(kiosk, card)
    kiosk.spend(card, 12, held(), id_)
    assert last(kiosk) == ("booked", None, None)
    assert pay(kiosk, card, 8) == ("booked", None, None)
    view = next(one for one in world.look().residents if one.id == "rich")
    assert (view.balance, view.free, view.slices) == (180, 38, 142)


def test_a_card_gets_no_hold_away_from_home(world: World) -> None:
    card = give_card(world, "rich", world.kiosks[0])
    answer = world.kiosks[1].hold(card, 1)
    assert (answer.held, answer.spendable, answer.reason) == (False, 0, "not-at-home")


def test_a_day_of_a_card_counts_what_was_booked_and_what_is_held(world: World) -> None:
    kiosk, card = world.kiosks[0], give_card(world, "rich", world.kiosks[0])
    assert pay(kiosk, card, 9)[0] == "booked"
    assert kiosk.hold(card, 7).held
    declined = kiosk.hold(card, 5)
    assert (declined.reason, declined.spendable) == ("over-day-limit", 4)
    assert kiosk.hold(card, 4).held


def test_a_day_turns_at_midnight_of_the_scheme_but_what_is_held_goes_on(world: World) -> None:
    kiosk, card = world.kiosks[0], give_card(world, "rich", world.kiosks[0])
    world.now = MIDNIGHT - 10
    assert pay(kiosk, card, 15)[0] == "booked"
    assert kiosk.hold(card, 5, id_ := world.id()).held
    assert kiosk.hold(card, 1).reason == "over-day-limit"
    world.now = MIDNIGHT
    assert kiosk.hold(card, 16).reason == "over-day-limit"
    assert kiosk.hold(card, 15, voided=(id_,)).reason is None
    assert kiosk.hold(card, 5).held


def test_a_badge_gets_no_hold_and_pays_nothing(world: World) -> None:
    kiosk, badge = world.kiosks[0], give_badge(world)
    assert kiosk.hold(badge, 1).reason == "kind-not-served"
    kiosk.spend(badge, 1, stood_in(1))
    assert last(kiosk) == ("flagged", "badge-paid", "district")


def test_more_than_a_day_allows_is_flagged_and_borne_by_whose_pin_it_was(world: World) -> None:
    kiosk, card = world.kiosks[0], give_card(world, "rich", world.kiosks[0])
    assert pay(kiosk, card, 15)[0] == "booked"
    assert pay(kiosk, card, 6) == ("flagged", "over-day-limit", "resident")
    world.now = MIDNIGHT
    assert pay(kiosk, card, 20)[0] == "booked"


def test_where_staff_set_the_clock_no_day_turns(world: World) -> None:
    kiosk, card = world.kiosks[0], give_card(world, "rich", world.kiosks[0])
    assert pay(kiosk, card, 15)[0] == "booked"
    for days, flag in ((1, None), (2, "over-day-limit")):
        prove(kiosk, card)
        draft = kiosk.spend_draft(card, 5, stood_in(5))
        late = replace(draft, time=NOW + days * DAY_S, clock=ClockState.STAFF_SET)
        write_pin_at(kiosk, card, late.time)
        kiosk.write(replace(late, seq=len(kiosk.raws), previous=_head(kiosk)), (card.evidence,))
        assert last(kiosk)[1] == flag


def write_pin_at(kiosk: KioskSim, card: Code, time: int) -> None:
    """The right PIN, by a clock that staff set."""
    draft = replace(kiosk.draft(EntryKind.PIN), parties=(card.holder,), result="right")
    kiosk.write(replace(draft, time=time, clock=ClockState.STAFF_SET))


def _head(kiosk: KioskSim) -> bytes:
    return kiosk.draft(EntryKind.CLOCK).previous


def test_a_card_without_its_pin_is_the_districts(world: World) -> None:
    kiosk, card = world.kiosks[0], give_card(world, "rich", world.kiosks[0])
    kiosk.spend(card, 5, stood_in(5))
    assert last(kiosk) == ("flagged", "pin-not-proved", "district")
    assert world.balance("rich") == 200
    slices = {one.id: one.slices for one in world.look().residents}
    assert slices["rich"] == 145  # the kiosk has counted its slice all the same


@pytest.mark.parametrize(("later_s", "flag"), [(3600, None), (3601, "pin-not-proved")])
def test_a_pin_proves_one_visit(world: World, later_s: int, flag: str | None) -> None:
    kiosk, card = world.kiosks[0], give_card(world, "rich", world.kiosks[0])
    prove(kiosk, card)
    world.now += later_s
    kiosk.spend(card, 5, stood_in(5))
    assert last(kiosk)[1] == flag


def test_a_try_in_vain_ends_what_the_last_right_one_proved(world: World) -> None:
    kiosk, card = world.kiosks[0], give_card(world, "rich", world.kiosks[0])
    prove(kiosk, card)
    write_pin(kiosk, card, "try")
    kiosk.spend(card, 5, stood_in(5))
    assert last(kiosk)[1] == "pin-not-proved"


def test_a_sixth_try_is_flagged_and_proves_nothing_until_staff_unblock(world: World) -> None:
    kiosk, card = world.kiosks[0], give_card(world, "rich", world.kiosks[0])
    for _ in range(5):
        write_pin(kiosk, card, "try")
        assert last(kiosk) == ("noted", None, None)
    for result in ("try", "right"):
        write_pin(kiosk, card, result)
        assert last(kiosk) == ("flagged", "pin-tries", None)
    kiosk.spend(card, 5, stood_in(5))
    assert last(kiosk)[1] == "pin-not-proved"
    write_pin(kiosk, card, "unblocked")
    assert pay(kiosk, card, 5) == ("booked", None, None)


def test_the_fifth_try_may_be_right(world: World) -> None:
    kiosk, card = world.kiosks[0], give_card(world, "rich", world.kiosks[0])
    for _ in range(4):
        write_pin(kiosk, card, "try")
    assert pay(kiosk, card, 5) == ("booked", None, None)


def test_tries_at_one_kiosk_are_none_at_another(world: World) -> None:
    one, two = world.kiosks
    badge = give_badge(world)
    for _ in range(6):
        write_pin(one, badge, "try")
    write_pin(two, badge, "try")
    assert (last(one)[1], last(two)[1]) == ("pin-tries", None)


def test_a_pin_that_may_be_among_lost_entries_is_not_asked_for(world: World) -> None:
    kiosk, card = world.kiosks[0], give_card(world, "rich", world.kiosks[0])
    prove(kiosk, card)
    kiosk.spend(card, 5, stood_in(5))
    receipts = kiosk.deliver([kiosk.item(3)], ((1, 2),))
    assert [one.outcome for one in receipts if isinstance(one, Receipt)] == ["booked"]


@pytest.mark.parametrize("clock", [ClockState.UNKNOWN, ClockState.STAFF_SET])
def test_a_clock_that_jumps_within_a_visit_takes_no_proof_away(
    world: World, clock: ClockState
) -> None:
    """The PIN was right by a clock that lay days behind; then the node's answer told the time."""
    kiosk, card = world.kiosks[0], give_card(world, "rich", world.kiosks[0])
    for result in ("try", "right"):
        draft = replace(kiosk.draft(EntryKind.PIN), parties=(card.holder,), result=result)
        kiosk.write(replace(draft, time=NOW - 3 * DAY_S, clock=clock))
        kiosk.send(len(kiosk.raws) - 1)
    id_ = world.id()
    assert kiosk.hold(card, 5, id_).held
    kiosk.spend(card, 5, held(), id_)
    assert last(kiosk) == ("booked", None, None)


def test_a_card_that_has_expired_is_flagged(world: World) -> None:
    kiosk, card = world.kiosks[0], give_card(world, "rich", world.kiosks[0])
    world.now = card.credential.expires + 3600
    assert pay(kiosk, card, 5)[1] == "scan-time-implausible"
    world.now -= 1
    assert pay(replace(kiosk, ledger=bytes(8), raws=[], evidence=[]), card, 5)[1] is None


def test_a_phone_is_not_asked_for_any_of_this(world: World) -> None:
    kiosk, phone = world.kiosks[0], world.phones["rich"]
    for _ in range(2):
        kiosk.spend(phone.code(NOW), 20, stood_in(20))
        assert last(kiosk) == ("booked", None, None)


def test_a_staff_set_clock_has_five_minutes_of_grace(world: World) -> None:
    kiosk, phone = world.kiosks[0], world.phones["rich"]
    for late_s, flag in ((4080, None), (4081, "scan-time-implausible")):
        draft = kiosk.spend_draft(code := phone.code(NOW), 1, stood_in(1))
        staff_set = replace(draft, time=NOW + late_s, clock=ClockState.STAFF_SET)
        kiosk.write(staff_set, (code.evidence,))
        assert last(kiosk)[1] == flag


def test_an_order_of_a_card_has_its_lines_as_any(world: World) -> None:
    kiosk, card = world.kiosks[0], give_card(world, "rich", world.kiosks[0])
    prove(kiosk, card)
    two = (OrderLine("meal-lunch", "Lunch", 2, 1000),)
    draft = replace(kiosk.spend_draft(card, 10, stood_in(10)), lines=two, amounts={PURSE: 10})
    kiosk.write(draft, (card.evidence,))
    assert last(kiosk) == ("booked", None, None)
