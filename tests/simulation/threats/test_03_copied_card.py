"""Row 3: somebody has copied a paper card.

What remains: the card's own limit, at its one home kiosk, a day's limit a day, and only for who
saw the PIN as well, until the card is reported.
"""

from kiosk.events import PinRefused, PinRight, PinWrong
from offline_queue.pins import MAX_PIN_TRIES
from protocol.entry import EntryKind
from tests.simulation.threats.conftest import MakeTown
from tests.simulation.threats.stall import Bought, Stall
from tests.simulation.threats.town import CARD_DAY, DAY_S, LUNCH, Folk, Town

PIN, WRONG = "4711", "0000"
SLICE = 50  # half of what ann has


def carded(make_town: MakeTown) -> tuple[Town, Stall, str]:
    """Ann's card is at home at kiosk 1, and its PIN is set there; the thief has its picture."""
    town = make_town(2, {"ann": Folk(2 * SLICE)})
    stall, card = town.stall(1), town.card("ann", 1)
    assert town.credential(card).slices == {1: SLICE}
    stall.set_pin(card, town.badge(), PIN)
    return town, stall, card


def test_it_is_good_at_its_home_kiosk_only(make_town: MakeTown) -> None:
    town, _, card = carded(make_town)
    other = town.stall(2)
    assert other.buy(card, pin=PIN) == Bought(0, "not-at-home")
    other.line.cut = True
    assert other.buy(card, pin=PIN) == Bought(0, "not-at-home")
    town.settle()
    assert town.paid("ann") == 0


def test_without_the_pin_there_are_five_tries_whatever_the_power_does(make_town: MakeTown) -> None:
    town, stall, card = carded(make_town)
    for used in range(1, MAX_PIN_TRIES):
        assert stall.try_pin(card, WRONG) == PinWrong(1, MAX_PIN_TRIES - used)
        stall.power_cut()
    assert stall.try_pin(card, WRONG) == PinRefused(1, "pin-blocked")
    for _ in range(3):
        stall.power_cut()
        town.wait(7 * DAY_S)
        assert stall.try_pin(card, PIN) == PinRefused(1, "pin-blocked")  # and not even compared
    assert stall.buy(card, pin=PIN) == Bought(0, "pin-blocked")
    tries = [one for one in stall.entries() if one.kind is EntryKind.PIN and one.result == "try"]
    assert len(tries) == MAX_PIN_TRIES
    town.settle()
    assert town.paid("ann") == 0


def test_the_power_going_between_try_and_comparison_gives_no_further_try(
    make_town: MakeTown,
) -> None:
    """The thief cuts the power as soon as the try is written: the disk of that moment counts."""
    town, stall, card = carded(make_town)
    for left in range(MAX_PIN_TRIES, 0, -1):
        image = stall.image_at_the_comparison(card, WRONG)
        stall.stop()
        stall.put_back(image)
        stall.start()
        ledger, cti = stall.program.cashier.books.ledger, town.credential(card).cti
        assert ledger.pin_tries(cti) == MAX_PIN_TRIES - left + 1
    assert stall.try_pin(card, PIN) == PinRefused(1, "pin-blocked")


def test_with_the_pin_it_is_a_day_limit_a_day_and_its_limit_in_all(make_town: MakeTown) -> None:
    town, stall, card = carded(make_town)
    stall.line.cut = True
    days = 6  # then the status list is too old, and nobody pays by card any more
    for _ in range(days):
        bought = [stall.buy(card, pin=PIN) for _ in range(3)]
        assert sum(one.coins for one in bought) <= CARD_DAY
        stall.power_cut()
        town.wait(DAY_S)
    assert bought[-1] == Bought(0, "stand-in-over-slice")
    stolen = stall.sold()
    assert 0 < stolen <= min(SLICE, days * CARD_DAY)
    town.wait(2 * DAY_S)
    assert stall.buy(card, pin=PIN).reason in ("stand-in-away-too-long", "stand-in-status-too-old")
    town.settle()
    assert town.paid("ann") == stolen <= SLICE


def test_with_the_node_it_is_a_day_limit_a_day_too(make_town: MakeTown) -> None:
    town, stall, card = carded(make_town)
    assert stall.buy(card, pin=PIN) == Bought(LUNCH)
    assert stall.buy(card, pin=PIN) == Bought(0, "over-day-limit")
    town.settle()
    assert town.paid("ann") <= CARD_DAY


def test_once_it_is_reported_it_is_good_for_what_the_node_tells_and_no_more(
    make_town: MakeTown,
) -> None:
    town, stall, card = carded(make_town)
    stall.line.cut = True
    assert stall.buy(card, pin=PIN) == Bought(LUNCH)  # before the report: the holder's
    town.wait(DAY_S)
    town.report("ann")
    told = town.told()
    assert (told.revoked_open, told.at_most) == (SLICE, SLICE)
    for _ in range(4):  # this kiosk can't have heard of it
        stall.buy(card, pin=PIN)
        town.wait(DAY_S)
    after = stall.sold() - LUNCH
    assert 0 < after <= told.at_most - LUNCH
    town.settle()
    stall.look_around()
    assert stall.buy(card, pin=PIN) == Bought(0, "revoked")
    assert town.told().lost_revoked == after
    assert town.paid("ann") == LUNCH
    town.settle()
    assert town.told().revoked_open == 0  # the kiosk has closed it for good


def test_a_report_reaches_a_kiosk_that_has_the_line_at_once(make_town: MakeTown) -> None:
    town, stall, card = carded(make_town)
    town.report("ann")
    assert stall.buy(card, pin=PIN) == Bought(0, "revoked")  # the node's own word, with the hold
    stall.line.cut = True
    assert stall.buy(card, pin=PIN) == Bought(0, "revoked")  # and remembered
    stall.power_cut()
    assert stall.buy(card, pin=PIN) == Bought(0, "revoked")
    assert isinstance(stall.try_pin(card, PIN), PinRight)  # the PIN was never the reason
    town.settle()
    assert town.told().lost == 0
