"""The machine's own code, shown beside the wish for one: who scans it with their app needs not
hold anything to the machine. Pure.

It names one order, so a changed order has another one; it counts only while it is shown. Whose own
price is another one can't pay by it, and is not asked to try again: their code can be shown here.
"""

from dataclasses import replace

from kiosk import effects, events
from kiosk.effects import Effect
from kiosk.visit.knowing import order
from kiosk.visit.leaving import Step
from kiosk.visit.state import Place, Shop, Visit


def offers_code(shop: Shop, visit: Visit) -> bool:
    """Whether the machine shows a code of its own here, or is about to.

    It names an order and not whom that is for.
    """
    here = visit.place is Place.SHOWING and visit.code is None and visit.other is None
    return shop.shown_code and here and not visit.unoffered


def offered(_shop: Shop, visit: Visit, event: events.Offered) -> Step:
    """Show it; a newer text takes its place."""
    if not visit.offering or event.check != visit.offering:
        return visit, ()
    return replace(visit, offer=event.text), ()


def no_offer(_shop: Shop, visit: Visit, event: events.NoOffer) -> Step:
    """Without the network there is none: a code can be shown here all the same."""
    if not visit.offering or event.check != visit.offering:
        return visit, ()
    return replace(visit, offer=""), ()


def follow(shop: Shop, before: Visit, after: Visit) -> Step:
    """Offer a code where one is to be shown, and take it back where it is not any more."""
    wanted: tuple[Effect, ...] = ()
    wants = offers_code(shop, after)
    same = (before.quantity, before.trail) == (after.quantity, after.trail)
    if before.offering and not (wants and same and after.offering == before.offering):
        wanted = (effects.WithdrawOffer(before.offering),)
        after = replace(after, offering=0, offer="")
    if not wants or after.offering:
        return after, wanted
    number = after.checks + 1
    asked = replace(after, checks=number, offering=number)
    return asked, (*wanted, effects.OfferCode(number, order(shop, after)))
