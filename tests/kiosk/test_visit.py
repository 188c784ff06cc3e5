"""The visit's table: which way it goes, and what it asks for on the way."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from kiosk import effects, events
from kiosk.payment import CheckedCode, Payment, Ticket, TicketLine
from kiosk.visit import CoinsFate, Place, Shop, Visit, advance, order
from kiosk.visit.silence import (
    CODE_END_S,
    DECIDE_WAIT_S,
    GOODBYE_S,
    IDLE_END_S,
    IDLE_WARN_S,
    PAID_WAIT_S,
    PRINT_WAIT_S,
    PRINTER_WAIT_S,
    RECORD_WAIT_S,
)
from kiosk.visit.table import TABLE
from protocol.entry import DecidedBy
from schemes.money import Coins, Won
from tests.kiosk.people import NOON_S, Node, Resident
from tests.kiosk.shops import LOCKER, MEALS, shop

SHOP = shop()
MEALS_ONLY = shop(MEALS)


class Walk:
    """Walks a visit through events, and keeps what it asked for."""

    def __init__(self, shop_: Shop = SHOP) -> None:
        self.shop = shop_
        self.visit = Visit()
        self.now_s = 0.0
        self.last: tuple[effects.Effect, ...] = ()

    def __call__(self, *happened: events.Event) -> Visit:
        for event in happened:
            self.visit, self.last = advance(self.shop, self.visit, event, self.now_s)
        return self.visit

    def wanted(self) -> Sequence[effects.Effect]:
        return self.last


def code(used: bool = False, unfulfilled: tuple[Ticket, ...] = ()) -> CheckedCode:
    return CheckedCode(Resident(Node()).checked(), NOON_S, used, unfulfilled)


def owed() -> Ticket:
    line = TicketLine("lunch", "점심 식권", 1, Won(3000))
    return Ticket(b"i" * 16, 4, "meals", (line,), Coins(15), NOON_S, b"entry")


def payment_of(walk: Walk, *, intent: bool = True, spendable: int = 35) -> Payment:
    shown = walk.visit.code
    assert shown is not None
    wanted = order(walk.shop, walk.visit)
    return Payment(b"p" * 16, wanted, shown, intent, (1, 1), DecidedBy.HOLD, Coins(spendable))


def at_confirm(intent: bool = True) -> Walk:
    walk = Walk()
    walk(events.Chose("meals"), events.Chose("lunch"), events.CodeSeen(code()))
    walk(printer(walk))
    walk(events.Held(payment_of(walk, intent=intent)))
    return walk


def printer(walk: Walk, problem: str = "") -> events.PrinterReported:
    """The answer to the question that the visit has just asked."""
    return events.PrinterReported(problem, walk.visit.checks)


def test_meal_first_takes_three_touches_and_one_scan() -> None:
    walk = Walk()
    assert walk(events.Chose("meals")).place is Place.ASKING
    assert walk(events.Chose("lunch")).place is Place.SHOWING
    assert walk(events.CodeSeen(code())).place is Place.PREPARING
    assert walk.wanted() == (effects.CheckPrinter(1),)
    assert walk(printer(walk)).place is Place.DECIDING
    (asked,) = walk.wanted()
    assert isinstance(asked, effects.AskNode)
    assert asked.order.total == Coins(15)
    held = payment_of(walk)
    assert walk(events.Held(held)).place is Place.CONFIRMING
    assert walk(events.Led()).place is Place.RECORDING
    assert walk.wanted() == (effects.Commit(held),)
    assert walk(events.Recorded(owed())).place is Place.FULFILLING
    assert walk.wanted() == (effects.Print(owed()),)
    assert walk(events.Printed(owed())).place is Place.THANKS
    assert walk.wanted() == ()  # the printer's own lane has recorded it


def test_code_first_leads_to_the_only_service_and_past_the_code_screen() -> None:
    walk = Walk(MEALS_ONLY)
    assert walk(events.CodeSeen(code())).place is Place.ASKING
    assert walk(events.Chose("lunch")).place is Place.PREPARING


def test_code_first_with_two_services_stays_at_the_choice_of_services() -> None:
    walk = Walk()
    assert walk(events.CodeSeen(code())).place is Place.START
    assert walk.visit.code is not None
    assert walk(events.Chose("locker")).place is Place.PREPARING


def test_a_service_without_questions_goes_straight_to_the_code() -> None:
    walk = Walk()
    assert walk(events.Chose("locker")).place is Place.SHOWING
    assert order(walk.shop, walk.visit).total == Coins(5)


def test_number_stays_between_one_and_the_most() -> None:
    walk = Walk()
    walk(events.Chose("meals"), events.Chose("lunch"), events.WantedFewer())
    assert walk.visit.quantity == 1
    walk(*[events.WantedMore()] * 5)
    assert walk.visit.quantity == 3
    assert order(walk.shop, walk.visit).total == Coins(45)


def test_no_paper_is_told_before_the_node_is_asked() -> None:
    walk = Walk()
    walk(events.Chose("meals"), events.Chose("lunch"), events.CodeSeen(code()))
    visit = walk(printer(walk, "printer-paper-out"))
    assert visit.place is Place.SORRY
    assert visit.refusal is not None
    assert visit.refusal.coins is CoinsFate.SAFE
    assert walk.wanted() == ()


def test_a_printer_that_never_answers_ends_the_wait() -> None:
    walk = Walk()
    walk(events.Chose("meals"), events.Chose("lunch"), events.CodeSeen(code()))
    walk.now_s = PRINTER_WAIT_S
    visit = walk(events.Ticked())
    assert visit.refusal is not None
    assert visit.refusal.reason == "printer-unreachable"


def test_no_answer_leaves_the_decision_to_the_stand_in_rules_under_the_same_id() -> None:
    walk = Walk()
    walk(events.Chose("meals"), events.Chose("lunch"), events.CodeSeen(code()))
    walk(printer(walk))
    asked = payment_of(walk)
    assert walk(events.NoAnswer(asked)).place is Place.DECIDING
    assert walk.wanted() == (effects.StandIn(asked),)
    assert walk(events.StoodIn(asked)).place is Place.CONFIRMING


@pytest.mark.parametrize("intent", [True, False])
def test_a_decline_voids_the_intent_if_there_is_one(intent: bool) -> None:
    walk = Walk()
    walk(events.Chose("meals"), events.Chose("lunch"), events.CodeSeen(code()))
    walk(printer(walk))
    asked = payment_of(walk, intent=intent)
    assert walk(events.Declined(asked, "not-enough")).place is Place.SORRY
    assert walk.wanted() == ((effects.Void(asked, "not-enough"),) if intent else ())


@pytest.mark.parametrize(
    ("event", "place"),
    [(events.WentBack(), Place.SHOWING), (events.StartedOver(), Place.START)],
)
def test_leaving_the_confirm_screen_voids_the_payment(event: events.Event, place: Place) -> None:
    walk = at_confirm()
    held = walk.visit.payment
    assert held is not None
    assert walk(event).place is place
    (asked,) = walk.wanted()
    assert isinstance(asked, effects.Void)
    assert asked.payment == held
    assert walk.visit.payment is None


def test_a_changed_order_is_asked_anew_without_another_scan() -> None:
    walk = at_confirm()
    walk(events.WentBack(), events.WantedMore())
    assert walk(events.Led()).place is Place.PREPARING
    walk(printer(walk))
    (asked,) = walk.wanted()
    assert isinstance(asked, effects.AskNode)
    assert asked.order.quantity == 2


def test_walking_away_from_the_confirm_screen_is_warned_then_voided_and_wiped() -> None:
    walk = at_confirm()
    walk.now_s = IDLE_WARN_S
    assert walk(events.Ticked()).warned
    walk.now_s = IDLE_END_S
    assert walk(events.Ticked()) == Visit(checks=1)
    assert [type(effect) for effect in walk.wanted()] == [effects.Void]


def test_a_touch_after_the_warning_gives_the_whole_time_again() -> None:
    walk = at_confirm()
    walk.now_s = IDLE_WARN_S
    walk(events.Ticked(), events.AskedForAid("larger"))
    assert not walk.visit.warned
    walk.now_s = IDLE_WARN_S + IDLE_END_S - 1
    assert walk(events.Ticked()).place is Place.CONFIRMING


def test_nobody_can_leave_while_coins_are_in_the_air() -> None:
    walk = at_confirm()
    walk(events.Led())
    for event in (events.StartedOver(), events.WentBack(), events.Led(), events.Chose("meals")):
        assert walk(event).place is Place.RECORDING
        assert walk.wanted() == ()


def test_agreeing_twice_commits_once() -> None:
    walk = at_confirm()
    walk(events.Led())
    assert len(walk.wanted()) == 1
    walk(events.Led())
    assert walk.wanted() == ()


def test_a_late_hold_for_a_visit_that_is_over_is_given_back() -> None:
    walk = at_confirm()
    held = walk.visit.payment
    assert held is not None
    walk(events.StartedOver(), events.Held(held))
    assert walk.wanted() == (effects.Void(held, "left"),)


def test_a_used_code_is_refused_but_serves_for_its_own_reprint() -> None:
    walk = Walk()
    assert walk(events.CodeSeen(code(used=True))).refusal is not None
    walk = Walk()
    visit = walk(events.CodeSeen(code(used=True, unfulfilled=(owed(),))))
    assert visit.place is Place.REPRINT
    walk(events.Led())
    assert walk.wanted() == (effects.CheckPrinter(1),)
    walk(printer(walk))
    assert walk.wanted() == (effects.Print(replace(owed(), again=True)),)


def test_a_failed_print_says_that_coins_were_used() -> None:
    walk = at_confirm()
    walk(events.Led(), events.Recorded(owed()))
    visit = walk(events.PrintFailed(owed(), "print-unknown"))
    assert visit.refusal is not None
    assert visit.refusal.coins is CoinsFate.USED


def test_a_ledger_that_fails_while_recording_leaves_the_fate_of_coins_unknown() -> None:
    walk = at_confirm()
    walk(events.Led())
    visit = walk(events.LedgerFailed("ledger"))
    assert visit.place is Place.OUT_OF_ORDER
    assert visit.refusal is not None
    assert visit.refusal.coins is CoinsFate.UNKNOWN
    assert walk(events.PrinterReported("")).place is Place.OUT_OF_ORDER
    assert walk(events.Chose("meals")).place is Place.OUT_OF_ORDER


def test_the_machine_closes_without_paper_and_opens_with_it() -> None:
    walk = Walk()
    assert walk(events.PrinterReported("printer-paper-out")).place is Place.OUT_OF_ORDER
    assert walk(events.PrinterReported("")).place is Place.START


def test_a_printer_look_at_rest_leaves_the_aids_alone() -> None:
    walk = Walk()
    walk(events.AskedForAid("contrast"), events.PrinterReported(""))
    assert walk.visit.setting.contrast


def test_aids_left_on_by_someone_go_off_again() -> None:
    walk = Walk()
    walk(events.AskedForAid("contrast"))
    walk.now_s = IDLE_END_S
    assert walk(events.Ticked()) == Visit()


def test_an_untouched_start_screen_never_warns() -> None:
    walk = Walk()
    walk.now_s = IDLE_WARN_S * 10
    assert not walk(events.Ticked()).warned


def test_thanks_stay_a_minute_and_then_nothing_of_the_person_is_left() -> None:
    walk = at_confirm()
    walk(events.Led(), events.Recorded(owed()), events.Printed(owed()))
    walk.now_s = GOODBYE_S - 1
    assert walk(events.Ticked()).place is Place.THANKS
    walk.now_s = GOODBYE_S
    assert walk(events.Ticked()) == Visit(checks=1)


def test_the_next_persons_code_at_thanks_begins_the_next_visit() -> None:
    walk = at_confirm()
    walk(events.Led(), events.Recorded(owed()), events.Printed(owed()))
    assert walk(events.CodeSeen(code())).place is Place.THANKS
    node = Node()
    other = CheckedCode(Resident(node, cti=b"somebody").checked(), NOON_S, used=False)
    visit = walk(events.CodeSeen(other))
    assert visit.place is Place.START
    assert visit.code == other
    assert visit.ticket is None


def test_another_code_after_a_refusal_goes_on_where_the_person_was() -> None:
    walk = Walk()
    walk(events.Chose("meals"), events.Chose("lunch"), events.CodeRefused("too-old"))
    assert walk.visit.place is Place.SORRY
    assert walk(events.CodeSeen(code())).place is Place.PREPARING


def test_going_back_takes_one_answer_at_a_time() -> None:
    walk = Walk()
    walk(events.Chose("meals"), events.Chose("lunch"), events.WantedMore(), events.WentBack())
    assert walk.visit.place is Place.ASKING
    assert walk.visit.answers == {}
    assert walk.visit.quantity == 1
    assert walk(events.WentBack()).place is Place.START


def test_what_is_not_on_sale_cannot_be_chosen() -> None:
    walk = Walk()
    assert walk(events.Chose("gold")).place is Place.START
    walk(events.Chose("meals"))
    assert walk(events.Chose("gold")).answers == {}


def test_every_place_but_the_waits_can_be_left_for_the_start() -> None:
    waits = {Place.PREPARING, Place.DECIDING, Place.RECORDING, Place.FULFILLING}
    waits |= {Place.PIN_CHECK, Place.HANDED_CHECK, Place.STAFF_WAIT}
    leavable = {place for place, event in TABLE if event is events.StartedOver}
    assert leavable == set(Place) - waits - {Place.OUT_OF_ORDER}


def test_a_second_service_needs_its_module_and_one_line_of_registration() -> None:
    assert set(shop(MEALS + LOCKER).services) == {"meals", "locker"}


def test_an_older_answer_of_the_printer_is_no_answer_to_this_question() -> None:
    walk = Walk()
    walk(events.Chose("meals"), events.Chose("lunch"), events.CodeSeen(code()))
    assert walk(events.PrinterReported("", 0)).place is Place.PREPARING
    assert walk(printer(walk, "printer-paper-out")).place is Place.SORRY


def test_paper_that_ends_while_one_decides_charges_nothing() -> None:
    walk = at_confirm()
    held = walk.visit.payment
    assert held is not None
    walk(events.Led())
    visit = walk(events.NotRecorded(held, "printer-paper-out"))
    assert visit.refusal is not None
    assert (visit.refusal.reason, visit.refusal.coins) == ("printer-paper-out", CoinsFate.SAFE)
    assert walk.wanted() == (effects.Void(held, "printer-paper-out"),)


def test_who_reads_the_menu_slowly_is_asked_before_the_visit_ends() -> None:
    walk = Walk()
    walk(events.CodeSeen(code()), events.Chose("meals"))
    walk.now_s = IDLE_WARN_S - 1
    assert not walk(events.Ticked()).warned
    walk.now_s = IDLE_WARN_S
    assert walk(events.Ticked()).warned


def test_the_next_persons_aids_outlive_the_payers_phone() -> None:
    walk = at_confirm()
    walk(events.Led(), events.Recorded(owed()), events.Printed(owed()), events.Led())
    walk(events.AskedForAid("larger"))
    walk.now_s += PAID_WAIT_S
    visit = walk(events.Ticked())
    assert visit.setting.larger
    assert visit.paid_by == b""


def test_calling_staff_does_not_lengthen_a_machines_wait() -> None:
    walk = at_confirm()
    walk(events.Led())
    walk.now_s = RECORD_WAIT_S - 1
    walk(events.CalledStaff())
    walk.now_s = RECORD_WAIT_S
    assert walk(events.Ticked()).place is Place.OUT_OF_ORDER


def test_a_decision_that_never_comes_lets_the_person_go_and_its_late_hold_too() -> None:
    walk = Walk()
    walk(events.Chose("meals"), events.Chose("lunch"), events.CodeSeen(code()))
    walk(printer(walk))
    held = payment_of(walk)
    walk.now_s = DECIDE_WAIT_S
    visit = walk(events.Ticked())
    assert visit.refusal is not None
    assert visit.refusal.coins is CoinsFate.SAFE
    walk(events.Held(held))
    assert walk.wanted() == (effects.Void(held, "left"),)


def test_a_ledger_that_comes_back_sells_again() -> None:
    walk = at_confirm()
    walk(events.LedgerFailed("disk-full"))
    assert walk.visit.place is Place.OUT_OF_ORDER
    assert walk(events.LedgerFailed("locked")).refusal == walk.visit.refusal
    assert walk(events.LedgerBack()).place is Place.START


@pytest.mark.parametrize("reason", ["bug", "fork", "corrupt", "kiosk-retired"])
def test_what_no_reopening_mends_stays_out_of_order(reason: str) -> None:
    walk = Walk()
    walk(events.LedgerFailed("locked"), events.LedgerFailed(reason))
    visit = walk(events.LedgerBack())
    assert visit.place is Place.OUT_OF_ORDER
    assert visit.refusal is not None
    assert visit.refusal.reason == reason


def test_a_failure_while_the_ticket_prints_says_that_coins_were_used() -> None:
    walk = at_confirm()
    walk(events.Led(), events.Recorded(owed()))
    visit = walk(events.LedgerFailed("disk-failing"))
    assert visit.refusal is not None
    assert visit.refusal.coins is CoinsFate.USED


def test_a_failure_that_wrote_nothing_says_that_coins_are_safe() -> None:
    walk = at_confirm()
    payment = walk(events.Led()).payment
    assert payment is not None
    visit = walk(events.LedgerFailed("disk-full", unwritten=payment.id))
    assert visit.refusal is not None
    assert visit.refusal.coins is CoinsFate.SAFE


@pytest.mark.parametrize("unwritten", [b"", b"another payment!"])
def test_any_other_failure_while_an_entry_is_written_leaves_the_coins_unknown(
    unwritten: bytes,
) -> None:
    walk = at_confirm()
    walk(events.Led())
    visit = walk(events.LedgerFailed("disk-full", unwritten=unwritten))
    assert visit.refusal is not None
    assert visit.refusal.coins is CoinsFate.UNKNOWN


def test_who_has_the_ticket_already_can_buy_another() -> None:
    walk = Walk()
    walk(events.Chose("meals"), events.Chose("lunch"))
    assert walk(events.CodeSeen(code(unfulfilled=(owed(),)))).place is Place.REPRINT
    visit = walk(events.WentBack())
    assert visit.place is Place.PREPARING
    assert visit.ticket is None


def test_who_has_the_ticket_already_can_not_buy_with_the_code_that_paid_it() -> None:
    walk = Walk()
    walk(events.CodeSeen(code(used=True, unfulfilled=(owed(),))))
    visit = walk(events.WentBack())
    assert visit.refusal is not None
    assert visit.refusal.reason == "already-used"


def test_the_payers_phone_still_in_view_begins_no_visit() -> None:
    walk = at_confirm()
    paid = walk.visit.code
    assert paid is not None
    walk(events.Led(), events.Recorded(owed()), events.Printed(owed()), events.Led())
    assert walk.visit.place is Place.START
    assert walk(events.CodeSeen(paid)).code is None
    walk.now_s += PAID_WAIT_S
    walk(events.Ticked())
    assert walk(events.CodeSeen(paid)).code == paid


def test_a_code_that_was_shown_and_left_behind_is_forgotten() -> None:
    walk = Walk(MEALS_ONLY)
    walk(events.CodeSeen(code()))
    walk.now_s += CODE_END_S
    assert walk(events.Ticked()) == Visit()


def test_a_phone_left_in_view_keeps_no_payment_alive() -> None:
    walk = at_confirm()
    walk.now_s = IDLE_END_S
    walk(events.CodeSeen(code()))
    assert walk(events.Ticked()).place is Place.START


@pytest.mark.parametrize(
    ("wait_s", "happened", "fate"),
    [
        (RECORD_WAIT_S, (events.Led(),), CoinsFate.UNKNOWN),
        (PRINT_WAIT_S, (events.Led(), events.Recorded(owed())), CoinsFate.USED),
    ],
)
def test_no_wait_is_endless(
    wait_s: float, happened: tuple[events.Event, ...], fate: CoinsFate
) -> None:
    walk = at_confirm()
    walk(*happened)
    walk.now_s = wait_s
    visit = walk(events.Ticked())
    assert visit.refusal is not None
    assert visit.refusal.coins is fate
