"""A card is proved by its PIN, or by a carer's code beside it: then it serves like any code."""

from dataclasses import replace

from kiosk import events
from kiosk.payment import Carer, Proof
from kiosk.visit.choosing import code_seen
from kiosk.visit.knowing import place_before
from kiosk.visit.leaving import Step, refused, sorry
from kiosk.visit.receiving import is_others
from kiosk.visit.staff_mode import menu
from kiosk.visit.state import Shop, Visit
from protocol.credential import CredentialKind


def pin_right(shop: Shop, visit: Visit, event: events.PinRight) -> Step:
    """A card goes on with its visit, a badge to the staff's menu. An old answer proves nothing."""
    if event.check != visit.checks:
        return visit, ()
    if visit.staff:
        return menu(visit)
    return _proved(shop, visit, Proof())


def code_beside_card(shop: Shop, visit: Visit, event: events.CodeSeen) -> Step:
    """A carer's own code vouches for the card. The card itself is still in view: that is nothing.

    Anybody else's code ends it: two people's codes are never mixed. At a badge's PIN none counts.
    Only a phone vouches: a card's code can be shown by whoever has copied it.
    """
    card, shown = visit.code, event.code
    if card is None or visit.staff or shown.resident.cti == card.resident.cti:
        return visit, ()
    back = replace(visit, code=None)
    if shown.kind is not CredentialKind.PHONE or shown.resident.cti not in card.carers:
        return sorry(back, "not-a-carer", place_before(shop, visit)), ()
    if is_others(visit, shown):  # nobody lets a card send coins to themselves
        return sorry(back, "carer-receives", place_before(shop, visit)), ()
    if shown.used:
        return refused(back, "already-used", place_before(shop, visit), shown)
    return _proved(shop, visit, Proof(Carer(shown.resident, shown.scanned_at_s)))


def refused_beside_card(shop: Shop, visit: Visit, event: events.CodeRefused) -> Step:
    """A code that is no good was shown beside the card: begin again with the card."""
    if visit.staff:
        return visit, ()
    back = replace(visit, code=None)
    return refused(back, event.reason, place_before(shop, visit), event.code)


def _proved(shop: Shop, visit: Visit, proof: Proof) -> Step:
    card = visit.code
    if card is None:
        return visit, ()
    before = replace(visit, place=place_before(shop, visit), code=None, tries_left=None)
    after, wanted = code_seen(shop, before, events.CodeSeen(replace(card, proof=proof)))
    return replace(after, touched=True), wanted  # whoever has just typed has not left
