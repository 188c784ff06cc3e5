"""Deciding, agreeing, recording, handing over: the moves from a known order to a ticket."""

from dataclasses import replace

from kiosk import effects, events
from kiosk.visit.leaving import Step, fresh, sorry, stopped, voided
from kiosk.visit.state import CoinsFate, Place, Shop, Visit, order

# No reopening mends these: a restart or a technician does. A damaged file often opens well, and
# would fail the next person at the same page.
FOR_GOOD = frozenset({"bug", "fork", "corrupt", "kiosk-retired"})


def prepare(visit: Visit) -> Step:
    """Ask the printer before anything is asked of anybody else."""
    asked = visit.checks + 1
    preparing = replace(visit, place=Place.PREPARING, payment=None, checks=asked)
    return preparing, (effects.CheckPrinter(asked),)


def prepare_again(_shop: Shop, visit: Visit, _event: object) -> Step:
    """The same for a ticket that is already paid."""
    return prepare(visit)


def continue_with_code(_shop: Shop, visit: Visit, _event: object) -> Step:
    """After a change of number: the code was read before, so go on."""
    return prepare(visit) if visit.code else (visit, ())


def printer_known(shop: Shop, visit: Visit, event: events.PrinterReported) -> Step:
    """No paper, no charge; a ticket that is owed is printed; else the node is asked.

    Only the answer to this visit's own question counts: an older one may be out of date.
    """
    if event.check != visit.checks:
        return visit, ()
    visit = replace(visit, printer_problem=event.problem)
    if event.problem:
        fate = CoinsFate.USED if visit.ticket else CoinsFate.SAFE
        return sorry(visit, event.problem, Place.START, fate), ()
    if visit.ticket:
        by_staff = visit.staff or visit.handover
        badge = by_staff.badge if by_staff else None
        return replace(visit, place=Place.FULFILLING), (effects.Print(visit.ticket, badge),)
    if visit.code is None:
        return replace(visit, place=Place.SHOWING), ()
    asked = effects.AskNode(order(shop, visit), visit.code)
    return replace(visit, place=Place.DECIDING), (asked,)


def allowed(_shop: Shop, visit: Visit, event: events.Held | events.StoodIn) -> Step:
    """Show what it costs and what will be left."""
    return replace(visit, place=Place.CONFIRMING, payment=event.payment), ()


def declined(_shop: Shop, visit: Visit, event: events.Declined) -> Step:
    """Say why; an intent that was committed for it is voided."""
    wanted = voided(replace(visit, payment=event.payment), event.reason)
    return sorry(visit, event.reason, Place.START), wanted


def no_answer(_shop: Shop, visit: Visit, event: events.NoAnswer) -> Step:
    """The stand-in rules decide under the same id; the node is not asked again now."""
    return visit, (effects.StandIn(event.payment),)


def stray(_shop: Shop, visit: Visit, event: object) -> Step:
    """An answer to a question nobody asks any more: nothing may stay held by it."""
    if isinstance(event, events.Held | events.NoAnswer | events.StoodIn | events.Declined):
        return visit, voided(replace(visit, payment=event.payment), "left")
    return visit, ()


def agree(_shop: Shop, visit: Visit, _event: object) -> Step:
    """From here on nothing waits for the node. The printer is asked once more on the way."""
    if visit.payment is None:
        return visit, ()
    return replace(visit, place=Place.RECORDING), (effects.Commit(visit.payment),)


def change_order(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Back to the number, with the code kept; what was held is given back."""
    changed = replace(visit, place=Place.SHOWING, payment=None)
    return changed, voided(visit, "changed")


def recorded(_shop: Shop, visit: Visit, event: events.Recorded) -> Step:
    """Coins are used; now hand over what they were used for."""
    after = replace(visit, place=Place.FULFILLING, ticket=event.ticket)
    return after, (effects.Print(event.ticket),)


def not_recorded(_shop: Shop, visit: Visit, event: events.NotRecorded) -> Step:
    """The ledger refused by name, or the paper has ended since: nothing was used."""
    wanted = voided(replace(visit, payment=event.payment), event.reason)
    return sorry(visit, event.reason, Place.START), wanted


def ledger_failed(_shop: Shop, visit: Visit, event: events.LedgerFailed) -> Step:
    """Stop selling, and say what is known of the coins. What is held is voided on reopening."""
    return stopped(visit, event.reason, _fate_of_coins(visit, event)), ()


def _fate_of_coins(visit: Visit, event: events.LedgerFailed) -> CoinsFate:
    """What is known; while an entry is being written, only the ledger's word on it counts.

    A ticket is made of a committed entry: where there is one, its coins are used.
    """
    if visit.ticket is not None:
        return CoinsFate.USED
    if visit.place is not Place.RECORDING:
        return CoinsFate.SAFE
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
    """Say thanks and where the ticket is: that answers a call for staff, who came or did not."""
    thanks = replace(visit, place=Place.THANKS, ticket=event.ticket)
    return replace(thanks, handover=None, staff_called=False), ()


def print_failed(_shop: Shop, visit: Visit, event: events.PrintFailed) -> Step:
    """Coins are used and the ticket is owed: it is offered again at this person's next code."""
    return sorry(visit, event.reason, Place.START, CoinsFate.USED), ()
