"""Who comes again gets the ticket that is owed or buys another; who has paid leaves the place."""

from dataclasses import replace

from kiosk import effects, events
from kiosk.payment import CheckedCode
from kiosk.visit import Place
from kiosk.visit.silence import PAID_WAIT_S
from tests.kiosk.people import NOON_S, Node, Resident
from tests.kiosk.test_visit import Walk, at_confirm, code, owed, printer


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


def test_the_next_persons_aids_outlive_the_payers_phone() -> None:
    walk = at_confirm()
    walk(events.Led(), events.Recorded(owed()), events.Printed(owed()), events.Led())
    walk(events.AskedForAid("larger"))
    walk.now_s += PAID_WAIT_S
    visit = walk(events.Ticked())
    assert visit.setting.larger
    assert visit.just_served == frozenset()


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
