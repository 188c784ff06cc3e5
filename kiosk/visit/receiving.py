"""Somebody else shows a code: of whom something is for, and who is not served. Pure."""

from dataclasses import replace
from typing import Final

from kiosk import events
from kiosk.payment import CheckedCode
from kiosk.services.base import OtherCode
from kiosk.visit.asking import go_on
from kiosk.visit.knowing import next_ask, shown_by_other
from kiosk.visit.leaving import Step, noted, sorry
from kiosk.visit.state import Place, Shop, Visit
from protocol.credential import CredentialKind

BADGE, SAME, CARER = "badge-cant-receive", "own-code-shown", "carers-code"
"""What the quiet line says to a badge, to the code of the one who is served already, and to the
phone of who vouches for that one's card: nobody lets a card send coins to themselves."""
STILL_THERE: Final = "receivers-code"
"""What it says to the other's code where that of the person is asked for."""


def code(shop: Shop, visit: Visit, event: events.CodeSeen | events.CodeRefused) -> Step:
    """Take a phone's or a card's code that was made for nothing else and has served nobody yet.

    A card needs no PIN here: coins come to it, and none go.
    """
    if isinstance(event, events.CodeRefused):
        wanted = noted(event.reason, event.code)
        return sorry(visit, event.reason, Place.RECEIVING, keeps=True), wanted
    shown, asked = event.code, next_ask(shop, visit)
    if shown.for_offer or not isinstance(asked, OtherCode):
        return visit, ()
    if shown.kind is CredentialKind.STAFF:
        return replace(visit, told=BADGE), ()
    mine = _whose(visit, shown)
    if mine:
        return replace(visit, told=mine), ()
    if shown.used:
        used = "already-used"
        return sorry(visit, used, Place.RECEIVING, keeps=True), noted(used, shown)
    return go_on(shop, shown_by_other(visit, asked.id, shown))


def is_others(visit: Visit, code: CheckedCode) -> bool:
    """Whether it is the code of whom something is for."""
    return visit.other is not None and visit.other.resident.cti == code.resident.cti


def is_still_there(visit: Visit) -> Visit:
    """The other's code is still in view; where a code is asked for, say whose."""
    asked = visit.place is Place.SHOWING and visit.code is None
    return replace(visit, told=STILL_THERE) if asked else visit


def _whose(visit: Visit, shown: CheckedCode) -> str:
    """Return what is told to a code of the side that sends, or "" to anybody else's.

    Their phone may still be in view from vouching: no refusal, which would take the page away.
    """
    sender = visit.code
    if sender is None:
        return ""
    if sender.resident.cti == shown.resident.cti:
        return SAME
    vouched = sender.carer is not None and sender.carer.resident.cti == shown.resident.cti
    return CARER if vouched else ""
