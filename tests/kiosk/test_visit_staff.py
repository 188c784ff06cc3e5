"""The visit's table for staff: a badge and its PIN first; every work names the badge; it ends."""

from dataclasses import replace

import pytest

from kiosk import effects, events
from kiosk.payment import CheckedCode, PinState
from kiosk.staff_facts import StaffFacts
from kiosk.visit import Place, Visit
from kiosk.visit.silence import IDLE_END_S, IDLE_WARN_S, RECORD_WAIT_S, STAFF_END_S, STAFF_WARN_S
from protocol.entry import ClockState
from tests.kiosk.people import NOON_S, Card, Node, Resident, badge
from tests.kiosk.test_visit import Walk, owed, printer
from tests.kiosk.test_visit_cards import digits, typed

NODE = Node()
BADGE = badge(NODE).seen()
CARD = Card(NODE).seen(PinState.NOT_SET)
FACTS = StaffFacts(
    unsent=3,
    unsent_for_s=7200,
    clock=ClockState.UNKNOWN,
    near=False,
    devices=(("camera", "found"),),
    owed=(owed(),),
)


def in_staff_mode(facts: StaffFacts = FACTS) -> Walk:
    walk = Walk()
    walk(events.CodeSeen(BADGE))
    visit = walk(events.PinRight(typed(walk, "123456").number))
    assert visit.place is Place.STAFF
    (asked,) = walk.wanted()
    assert asked == effects.AskForStaff(visit.checks)
    walk(events.StaffKnows(visit.checks, facts))
    return walk


def at_card(shown: CheckedCode = CARD) -> Walk:
    walk = in_staff_mode()
    walk(events.Chose("card"), events.CodeSeen(shown))
    assert walk.visit.place is Place.STAFF_SHOWN
    return walk


def test_a_badge_needs_six_digits() -> None:
    walk = Walk()
    walk(events.CodeSeen(BADGE), *digits("12345"), events.Led())
    assert walk.visit.place is Place.PIN
    assert typed(walk, "6").code == BADGE


def test_a_wrong_badge_pin_opens_nothing() -> None:
    walk = Walk()
    walk(events.CodeSeen(BADGE))
    visit = walk(events.PinWrong(typed(walk, "123456").number, 4))
    assert (visit.place, visit.tries_left) == (Place.PIN, 4)
    visit = walk(events.PinRefused(typed(walk, "123456").number, "pin-blocked"))
    assert (visit.place, visit.staff) == (Place.SORRY, None)
    assert walk(events.Led()) == Visit(checks=visit.checks, touched_at_s=0.0, touched=False)


def test_a_badge_without_a_pin_here_is_told_so() -> None:
    visit = Walk()(events.CodeSeen(badge(NODE).seen(PinState.NOT_SET)))
    assert visit.refusal is not None
    assert visit.refusal.reason == "badge-pin-not-set"


def test_a_machine_without_paper_still_lets_staff_in_and_closes_again_behind_them() -> None:
    walk = Walk()
    walk(events.PrinterReported("printer-paper-out"))
    assert walk(events.CodeSeen(CARD)).place is Place.OUT_OF_ORDER
    assert walk(events.CodeSeen(BADGE)).place is Place.PIN
    assert walk(events.WentBack()).place is Place.OUT_OF_ORDER


def test_a_machine_whose_ledger_failed_lets_nobody_in() -> None:
    walk = Walk()
    walk(events.LedgerFailed("disk-full"))
    assert walk(events.CodeSeen(BADGE)).place is Place.OUT_OF_ORDER


def test_a_cards_pin_is_typed_twice_and_set_beside_the_badge() -> None:
    walk = at_card()
    once = walk(events.Chose("pin"), *digits("1234"), events.Led())
    assert once.place is Place.STAFF_NEW_PIN_AGAIN
    assert walk(*digits("1234"), events.Led()).place is Place.STAFF_WAIT
    assert walk.wanted() == (effects.SetPin(walk.visit.checks, CARD, BADGE, "1234"),)
    visit = walk(events.StaffDone(walk.visit.checks))
    assert visit.place is Place.STAFF
    assert visit.staff is not None
    assert (visit.staff.said, visit.staff.shown) == ("pin", None)


def test_two_different_new_pins_set_nothing() -> None:
    walk = at_card()
    walk(events.Chose("pin"), *digits("1234"), events.Led(), *digits("1243"), events.Led())
    assert (walk.visit.place, walk.wanted()) == (Place.STAFF_NEW_PIN, ())
    assert (walk.visit.typed, walk.visit.typed_before) == ("", "")


def test_another_badge_gets_six_digits() -> None:
    walk = at_card(badge(NODE, b"badge-02").seen(PinState.NOT_SET))
    walk(events.Chose("pin"), *digits("123456"), events.Led(), *digits("123456"), events.Led())
    (asked,) = walk.wanted()
    assert isinstance(asked, effects.SetPin)
    assert asked.code.resident.cti == b"badge-02"


def test_only_a_blocked_card_can_be_unblocked() -> None:
    assert at_card()(events.Chose("unblock")).place is Place.STAFF_SHOWN
    blocked = replace(CARD, pin=PinState.BLOCKED)
    walk = at_card(blocked)
    walk(events.Chose("unblock"))
    assert walk.wanted() == (effects.UnblockPin(walk.visit.checks, blocked, BADGE),)


def test_a_phone_has_nothing_to_be_set() -> None:
    walk = in_staff_mode()
    phone = CheckedCode(Resident(NODE).checked(), NOON_S, used=False)
    visit = walk(events.Chose("card"), events.CodeSeen(phone))
    assert visit.refusal is not None
    assert visit.refusal.reason == "phone-at-desk"
    assert walk(events.CodeSeen(CARD)).place is Place.STAFF_SHOWN


def test_a_card_that_is_no_good_is_told_and_staff_mode_goes_on() -> None:
    walk = in_staff_mode()
    walk(events.Chose("card"), events.CodeRefused("revoked", CARD))
    assert walk.wanted() == (effects.NoteRefusal("revoked", CARD),)
    assert walk(events.Led()).place is Place.STAFF_CARD


def test_the_clock_is_set_by_twelve_digits() -> None:
    walk = in_staff_mode()
    walk(events.Chose("clock"), *digits("202611220942"), events.Led())
    assert walk.wanted() == (
        effects.SetClock(walk.visit.checks, "202611220942", BADGE, again=False),
    )
    visit = walk(events.StaffRefused(walk.visit.checks, "clock-too-early"))
    assert visit.refusal is not None
    assert visit.refusal.reason == "clock-too-early"
    assert walk(events.Led()).place is Place.STAFF_CLOCK


def test_a_far_time_that_is_typed_once_more_is_meant() -> None:
    walk = in_staff_mode()
    walk(events.Chose("clock"))
    asked = []
    for time in ("202712220942", "202712220942", "202611220942"):
        walk(*digits(time), events.Led())
        asked += [each.again for each in walk.wanted() if isinstance(each, effects.SetClock)]
        walk(events.StaffRefused(walk.visit.checks, "clock-far"), events.Led())
        assert walk.visit.place is Place.STAFF_CLOCK
    assert asked == [False, True, False]


def test_a_clock_that_is_known_by_now_ends_the_work_at_it() -> None:
    walk = in_staff_mode()
    walk(events.Chose("clock"), *digits("202611220942"), events.Led())
    walk(events.StaffRefused(walk.visit.checks, "clock-known"))
    assert walk(events.Led()).place is Place.STAFF


def test_a_trusted_clock_is_nobodys_to_set() -> None:
    walk = in_staff_mode(replace(FACTS, clock=ClockState.TRUSTED))
    assert walk(events.Chose("clock")).place is Place.STAFF


def test_an_owed_ticket_is_printed_for_an_owner_who_cant_show_the_code() -> None:
    walk = in_staff_mode()
    walk(events.Chose("owed"), events.Chose(owed().id.hex()))
    walk(printer(walk))
    again = replace(owed(), again=True)
    assert walk.wanted() == (effects.Print(again, BADGE),)
    visit = walk(events.Printed(again))
    assert visit.place is Place.STAFF
    assert visit.staff is not None
    assert visit.staff.said == "printed"
    assert visit.ticket is None


def test_a_ticket_that_nobody_is_owed_is_not_printed() -> None:
    walk = in_staff_mode()
    assert walk(events.Chose("owed"), events.Chose("00")).place is Place.STAFF_OWED


def test_nothing_is_chosen_that_is_not_there() -> None:
    walk = in_staff_mode(replace(FACTS, owed=()))
    assert walk(events.Chose("owed")).place is Place.STAFF
    assert walk(events.Chose("gold")).place is Place.STAFF


def test_staff_mode_ends_by_itself_sooner_than_a_visit() -> None:
    walk = in_staff_mode()
    walk.now_s = STAFF_WARN_S
    assert walk(events.Ticked()).warned
    walk.now_s = STAFF_END_S
    assert walk(events.Ticked()) == Visit(checks=walk.visit.checks)


def test_a_holder_who_types_a_new_pin_has_a_visitors_time() -> None:
    walk = at_card()
    walk(events.Chose("pin"))
    for place in (Place.STAFF_NEW_PIN, Place.STAFF_NEW_PIN_AGAIN):
        assert walk.visit.place is place
        walk.now_s += IDLE_WARN_S - 1
        assert not walk(events.Ticked()).warned
        walk.now_s += IDLE_END_S - IDLE_WARN_S
        assert walk(events.Ticked()).warned
        walk(*digits("1234"), events.Led())
    assert walk.visit.place is Place.STAFF_WAIT
    back = at_card()
    back(events.Chose("pin"), events.WentBack())
    back.now_s = STAFF_WARN_S
    assert back(events.Ticked()).warned


@pytest.mark.parametrize("event", [events.Led(), events.WentBack(), events.StartedOver()])
def test_staff_leave_by_any_of_the_usual_buttons(event: events.Event) -> None:
    visit = in_staff_mode()(event)
    assert (visit.place, visit.staff) == (Place.START, None)


def test_a_residents_code_at_the_menu_buys_nothing() -> None:
    walk = in_staff_mode()
    phone = CheckedCode(Resident(NODE).checked(), NOON_S, used=False)
    assert walk(events.CodeSeen(phone)).place is Place.STAFF
    assert walk.visit.code is None


def test_work_that_is_never_answered_ends_staff_mode() -> None:
    walk = at_card()
    walk(events.Chose("pin"), *digits("1234"), events.Led(), *digits("1234"), events.Led())
    number = walk.visit.checks
    walk.now_s = RECORD_WAIT_S
    assert walk(events.Ticked()).staff is None
    assert walk(events.StaffDone(number)).place is Place.SORRY


@pytest.mark.parametrize(
    ("choice", "place"),
    [
        ("card", Place.STAFF_CARD),
        ("owed", Place.STAFF_OWED),
        ("clock", Place.STAFF_CLOCK),
        ("state", Place.STAFF_STATE),
    ],
)
def test_every_work_can_be_left_for_the_menu(choice: str, place: Place) -> None:
    walk = in_staff_mode()
    assert walk(events.Chose(choice)).place is place
    assert walk(events.WentBack()).place is Place.STAFF
