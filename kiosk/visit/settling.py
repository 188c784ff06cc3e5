"""Deciding, agreeing, recording, handing over: the moves from a known order to what it is for."""

from dataclasses import replace
from typing import Final

from kiosk import effects, events
from kiosk.effects import Effect
from kiosk.payment import CheckedCode, Payment, Ticket
from kiosk.services.base import HandOver
from kiosk.visit.knowing import (
    counted,
    for_another_order,
    order,
    to_look_again,
    without_code,
)
from kiosk.visit.leaving import (
    Step,
    cash_back,
    fresh,
    gone_back,
    sorry,
    stopped,
    voided,
    with_printer,
)
from kiosk.visit.state import CoinsFate, Place, Shop, Visit
from protocol.offer import signed_for

# No reopening mends these: a restart or a technician does. A damaged file often opens well, and
# would fail the next person at the same page.
FOR_GOOD = frozenset({"bug", "fork", "corrupt", "kiosk-retired"})
QUOTE_EXPIRED: Final = "quote-expired"
NO_OFFER: Final = "offer-away"
BY_CARD: Final = "card"
CARD_UNKNOWN: Final = "card-unknown"
_DECIDED = events.Held | events.NoAnswer | events.StoodIn | events.Granted | events.Declined
NOT_GIVEN: Final = "leftover-declined"
"""What the quiet line says at the thanks for a sale whose rest could not be given away."""


def prepare(shop: Shop, visit: Visit) -> Step:
    """Ask what hands it over before anything is asked of anybody else; the screen always can."""
    preparing = replace(visit, place=Place.PREPARING, payment=None)  # where the order is theirs
    hand_over = visit.ticket.hand_over if visit.ticket else order(shop, preparing).hand_over
    if hand_over is HandOver.SCREEN:
        return _ready(shop, preparing)
    asked = visit.checks + 1
    preparing = replace(preparing, checks=asked)
    if hand_over is HandOver.GATE:
        return preparing, (effects.CheckGate(asked),)
    return preparing, (effects.CheckPrinter(asked),)


def prepare_again(shop: Shop, visit: Visit, _event: object) -> Step:
    """The same for a ticket that is already paid."""
    return prepare(shop, visit)


def printer_known(shop: Shop, visit: Visit, event: events.PrinterReported) -> Step:
    """No paper, no charge.

    Only the answer to this visit's own question counts: an older one may be out of date.
    """
    if event.check != visit.checks:
        return visit, ()
    return _prepared(shop, with_printer(shop, visit, event.problem), event.problem)


def gate_known(shop: Shop, visit: Visit, event: events.GateReported) -> Step:
    """The same of a gate: what can't open is not paid for."""
    return _prepared(shop, visit, event.problem) if event.check == visit.checks else (visit, ())


def _prepared(shop: Shop, visit: Visit, problem: str) -> Step:
    if not problem:
        return _ready(shop, visit)
    if visit.ticket:
        return sorry(visit, problem, Place.START, CoinsFate.USED), ()
    return _refused(visit, problem), ()


def asked_in_vain(shop: Shop, visit: Visit) -> Step:
    """What hands it over has not said in time whether it can: it is taken as away."""
    hand_over = visit.ticket.hand_over if visit.ticket else order(shop, visit).hand_over
    gate = hand_over is HandOver.GATE
    return _prepared(shop, visit, "gate-unreachable" if gate else "printer-unreachable")


def _ready(shop: Shop, visit: Visit) -> Step:
    """What is owed is handed over; else the node is asked, or an order without coins gets its id.

    A code that was made for the machine's own code pays the coins that it was signed for and no
    others; what takes no coins is bound by none. Who has another price is asked for their own code.
    """
    if visit.ticket:
        by_staff = visit.staff or visit.handover
        return _hand_over(visit, visit.ticket, by_staff.badge if by_staff else None)
    if visit.code is None:
        return replace(visit, place=Place.SHOWING), ()
    wanted = order(shop, visit)
    if wanted.is_decided and not signed_for(visit.code.resident, wanted.total.units):
        return sorry(replace(without_code(visit), unoffered=True), NO_OFFER, Place.SHOWING), ()
    deciding = replace(visit, place=Place.DECIDING)
    if not wanted.is_decided:
        return deciding, (effects.Claim(wanted, visit.code, visit.approval),)
    return deciding, (effects.AskNode(wanted, visit.code, visit.approval, payee=visit.other),)


def _refused(visit: Visit, reason: str) -> Visit:
    """Say why; the way on leads back to the order where the person would lose more by going.

    What a machine has counted is in that machine. A quote that has ended is asked for again. Cash
    that staff took goes back, and so does their word for it.
    """
    if reason == QUOTE_EXPIRED:
        kept = to_look_again(cash_back(for_another_order(visit)))
        return sorry(kept, reason, Place.FINDING, keeps=True)
    if counted(visit):
        return sorry(cash_back(visit), reason, Place.SHOWING, keeps=True)
    return sorry(visit, reason, Place.START)


def allowed(
    _shop: Shop, visit: Visit, event: events.Held | events.StoodIn | events.Granted
) -> Step:
    """Show what it costs and what will be left. The button for a small rest has agreed already."""
    if visit.first:
        return _recording(replace(visit, payment=event.payment), event.payment)
    return replace(visit, place=Place.CONFIRMING, payment=event.payment, page=1), ()


def declined(_shop: Shop, visit: Visit, event: events.Declined) -> Step:
    """Say why; an intent that was committed for it is voided."""
    visit = replace(visit, payment=event.payment)
    return came_to_nothing(visit, event.reason), voided(visit, event.reason)


def came_to_nothing(visit: Visit, reason: str) -> Visit:
    """Say why nothing came of what was asked for; of a rest that was given away, only that."""
    return thanked_again(visit) if visit.first else _refused(visit, reason)


def thanked_again(visit: Visit) -> Visit:
    """Return to the thanks for the sale, whose rest could not be given away: it is still there."""
    thanks = replace(visit, place=Place.THANKS, ticket=visit.first, first=None, payment=None)
    return replace(thanks, told=NOT_GIVEN)


def no_answer(_shop: Shop, visit: Visit, event: events.NoAnswer) -> Step:
    """The stand-in rules decide under the same id; the node is not asked again now."""
    return visit, (effects.StandIn(event.payment),)


def stray(_shop: Shop, visit: Visit, event: object) -> Step:
    """An answer to a question nobody asks any more: nothing may stay held or taken by it."""
    if isinstance(event, _DECIDED):
        return visit, voided(replace(visit, payment=event.payment), "left")
    if isinstance(event, events.TenderTaken) and not _is_mine(visit, event.payment):
        return visit, (effects.ReturnTender(event.payment),)
    if isinstance(event, events.NotRecorded):
        wanted = voided(replace(visit, payment=event.payment), event.reason)
        return visit, wanted + returned(event.payment)
    return visit, ()


def _is_mine(visit: Visit, payment: Payment) -> bool:
    return visit.payment is not None and visit.payment.id == payment.id


def agree(_shop: Shop, visit: Visit, _event: object) -> Step:
    """From here on nothing waits for the node. What hands it over is asked once more on the way.

    Where a card pays the rest, its terminal takes that first: it can be given back, coins can't.
    """
    if visit.payment is None:
        return visit, ()
    if visit.payment.rest_by == BY_CARD:
        at_terminal = replace(visit, place=Place.TENDERING, tender_step="", giving_up="")
        return at_terminal, (effects.TakeTender(visit.payment),)
    return _recording(visit, visit.payment)


def _recording(visit: Visit, payment: Payment) -> Step:
    return replace(visit, place=Place.RECORDING, payment=payment), (effects.Commit(payment),)


def change_order(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Back to the number, with the code kept; what was held is given back.

    So is cash that staff took: their badge was for this payment, and is asked for once more.
    """
    changed = replace(gone_back(for_another_order(visit)), place=Place.SHOWING, payment=None)
    return changed, voided(visit, "changed")


def recorded(_shop: Shop, visit: Visit, event: events.Recorded) -> Step:
    """Coins are used; now hand over what they were used for."""
    return _hand_over(replace(visit, cash=None), event.ticket, None)


def _hand_over(visit: Visit, ticket: Ticket, badge: CheckedCode | None) -> Step:
    if ticket.hand_over is HandOver.SCREEN:
        return thanks(visit, ticket), ()
    after = replace(visit, place=Place.FULFILLING, ticket=ticket)
    return after, (effects.Print(ticket, badge),)


def not_recorded(_shop: Shop, visit: Visit, event: events.NotRecorded) -> Step:
    """The ledger refused by name, or the paper has ended since: no coins were used.

    What a card has paid is to go back; its owner hears of that before all else.
    """
    visit = replace(visit, payment=event.payment)
    back = returned(event.payment)
    reason = CARD_UNKNOWN if back else event.reason
    return came_to_nothing(visit, reason), voided(visit, event.reason) + back


def returned(payment: Payment | None) -> tuple[Effect, ...]:
    """Return what gives back what another means has paid for a payment of which nothing came."""
    if payment is None or payment.tender is None:
        return ()
    return (effects.ReturnTender(payment),)


def ledger_failed(_shop: Shop, visit: Visit, event: events.LedgerFailed) -> Step:
    """Stop selling, and say what is known of the coins. What is held is voided on reopening.

    Where nobody knows yet whether the entry is there, neither does what a card has paid go back.
    """
    fate = _fate_of_coins(visit, event)
    wanted: tuple[Effect, ...] = ()
    if visit.place is Place.TENDERING and visit.payment is not None:
        wanted = (effects.GiveUpTender(visit.payment),)
    elif visit.place is Place.RECORDING and fate is CoinsFate.SAFE:
        wanted = returned(visit.payment)
    return stopped(visit, event.reason, fate), wanted


def _fate_of_coins(visit: Visit, event: events.LedgerFailed) -> CoinsFate:
    """What is known; while an entry is being written, only the ledger's word on it counts.

    A ticket is made of a committed entry: where there is one, its coins are used.
    """
    if visit.first:  # of the sale before: that its rest was being given away changes nothing of it
        return CoinsFate.USED
    if visit.place is not Place.RECORDING:
        return CoinsFate.USED if visit.ticket else CoinsFate.SAFE
    surely_not = visit.payment is not None and event.unwritten == visit.payment.id
    return CoinsFate.SAFE if surely_not else CoinsFate.UNKNOWN


def still_failed(_shop: Shop, visit: Visit, event: events.LedgerFailed) -> Step:
    """The first failure's words stay; one that can't mend itself takes their place.

    So does the ledger's word that an entry, of which nothing was known, is on no disk.
    """
    refusal = visit.refusal
    if refusal is None:
        return ledger_failed(_shop, visit, event)
    if event.unwritten and event.unwritten == refusal.asked:
        refusal = replace(refusal, coins=CoinsFate.SAFE, asked=b"")
    if event.reason in FOR_GOOD:
        refusal = replace(refusal, reason=event.reason)
    return replace(visit, refusal=refusal), ()


def ledger_back(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Sell again: what a failure left half done was recovered on opening."""
    for_good = visit.refusal is not None and visit.refusal.reason in FOR_GOOD
    return (visit if for_good else fresh(visit)), ()


def printed(_shop: Shop, visit: Visit, event: events.Printed) -> Step:
    """It was handed over."""
    return thanks(visit, event.ticket), ()


def thanks(visit: Visit, ticket: Ticket) -> Visit:
    """Say thanks and where it is: that answers a call for staff, who came or did not."""
    thanked = replace(visit, place=Place.THANKS, ticket=ticket)
    return replace(thanked, handover=None, staff_called=False)


def print_failed(_shop: Shop, visit: Visit, event: events.PrintFailed) -> Step:
    """Coins are used and the ticket is owed: it is offered again at this person's next code."""
    return sorry(visit, event.reason, Place.START, CoinsFate.USED), ()
