"""A small rest that one touch gives away, at the thanks for what was just paid. Pure.

The button names amount and recipient, so whoever presses it has agreed: nothing more is asked. What
comes of it never says anything else of the sale before.
"""

from dataclasses import replace
from typing import Final

from kiosk import effects, events
from kiosk.services.base import Order
from kiosk.visit.leaving import Step
from kiosk.visit.state import Place, Shop, Visit
from protocol.entry import EntryKind
from schemes.money import Won

LEFTOVER: Final = "leftover"
"""The id of its button."""
MOST: Final = Won(5_000)
"""What one touch may give away at most, whatever a facility says: more is given by its service."""


def leftover(shop: Shop, visit: Visit) -> Order | None:
    """Return the order that gives away what is left after the sale just made; None: no button.

    Once for each sale, while its owner is there. A code that was made for the machine's own pays
    for that order alone. What is left after a sale without the node is of a slice, not of the
    account, so nobody can call that the rest.
    """
    ticket, code = visit.ticket, visit.code
    if visit.place is not Place.THANKS or visit.first or ticket is None or code is None:
        return None
    sold = ticket.kind is EntryKind.SPEND and not ticket.again and visit.payment is not None
    if not sold or visit.rest_over or ticket.stood_in or code.for_offer:
        return None
    if ticket.left is None or ticket.left.units < 1:
        return None
    orders = (service.leftover(ticket.left) for service in shop.services.values())
    return next((it for it in orders if it is not None and it.worth <= MOST), None)


def give(shop: Shop, visit: Visit, event: events.Chose) -> Step:
    """Give it away, with the code that paid; its entry names the sale's."""
    wanted = leftover(shop, visit)
    if event.id != LEFTOVER or wanted is None or visit.ticket is None or visit.code is None:
        return visit, ()
    asked = replace(visit, place=Place.DECIDING, first=visit.ticket, ticket=None, payment=None)
    return asked, (effects.AskNode(wanted, visit.code, None, visit.ticket.id),)
