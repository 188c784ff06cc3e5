"""The card terminal takes the rest of a price, after the person has agreed to all of it. Pure.

It takes first and the entry is written then: what a card has paid can be given back, coins can't.
Who leaves meanwhile waits for its last word, since until then nobody knows whether it has taken.
"""

from dataclasses import replace
from typing import Final

from kiosk import effects, events
from kiosk.visit.asking import BACK, OVER
from kiosk.visit.leaving import Step, fresh, sorry, voided
from kiosk.visit.settling import came_to_nothing, change_order, returned, stray
from kiosk.visit.state import Place, Shop, Visit

GIVING_UP: Final = "giving-up"
GIVEN_BACK, UNKNOWN = "card-given-back", "card-unknown"


def told(_shop: Shop, visit: Visit, event: events.TenderTold) -> Step:
    """Show what the terminal is doing."""
    if not _is_mine(visit, event) or visit.giving_up:
        return visit, ()
    return replace(visit, tender_step=event.step), ()


def taken(shop: Shop, visit: Visit, event: events.TenderTaken) -> Step:
    """Write the entry; who has left meanwhile gets it back, if the bank agrees."""
    if not _is_mine(visit, event):
        return stray(shop, visit, event)
    paid = replace(visit, payment=event.payment)
    if visit.giving_up:
        wanted = voided(paid, "left") + returned(event.payment)
        return _left(paid, UNKNOWN), wanted  # whether it goes back, the bank has still to say
    return replace(paid, place=Place.RECORDING), (effects.Commit(event.payment),)


def refused(shop: Shop, visit: Visit, event: events.TenderRefused) -> Step:
    """Nobody was charged, or it says that nobody knows; the coins are free again."""
    if not _is_mine(visit, event):
        return visit, ()
    paid = event.reason in (UNKNOWN, GIVEN_BACK)  # or it may have
    if visit.giving_up == BACK and not paid:
        return change_order(shop, visit, event)
    wanted = voided(visit, "left" if visit.giving_up else event.reason)
    if visit.giving_up and not paid:
        return fresh(visit), wanted
    return _left(visit, event.reason), wanted


def _left(visit: Visit, reason: str) -> Visit:
    """Say why nothing came of it; who began anew was told what that loses."""
    if visit.giving_up == OVER:
        return sorry(visit, reason, Place.START)
    return came_to_nothing(visit, reason)


def back(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Back to the order, once the terminal has let go."""
    return _give_up(visit, BACK)


def over(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Begin anew, once the terminal has let go."""
    return _give_up(visit, OVER)


def _give_up(visit: Visit, how: str) -> Step:
    if visit.payment is None or visit.giving_up:
        return visit, ()
    left = replace(visit, giving_up=how, tender_step=GIVING_UP)
    return left, (effects.GiveUpTender(visit.payment),)


def too_long(visit: Visit) -> Step:
    """It has not said its last word in time: what it takes now is given back."""
    if visit.payment is None:
        return fresh(visit), ()
    wanted = (effects.GiveUpTender(visit.payment),) if not visit.giving_up else ()
    return came_to_nothing(visit, UNKNOWN), wanted + voided(visit, UNKNOWN)


def _is_mine(
    visit: Visit, event: events.TenderTold | events.TenderTaken | events.TenderRefused
) -> bool:
    return visit.payment is not None and visit.payment.id == event.payment.id
