"""The visit's table: which way it goes, and what it asks for on the way."""

from collections.abc import Sequence

from kiosk import effects, events
from kiosk.payment import CheckedCode, Payment, Ticket, TicketLine
from kiosk.visit import CoinsFate, Place, Shop, Visit, advance, order
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
