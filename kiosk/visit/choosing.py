"""Choosing a service and showing a code: what begins a visit, and whose it is from then on."""

from dataclasses import replace
from typing import Final

from kiosk import events
from kiosk.payment import CheckedCode, Ticket
from kiosk.services.base import HandOver
from kiosk.visit import approving, receiving, staff_mode
from kiosk.visit.asking import begin, go_on
from kiosk.visit.keypad import ask_pin
from kiosk.visit.knowing import counted, place_before, still_begun, with_code, without_code
from kiosk.visit.leaving import Step, anew, fresh, goodbye, refused, sorry
from kiosk.visit.state import CoinsFate, Place, Shop, Visit
from protocol.credential import CredentialKind

GATE_OWED_S: Final = 12 * 3600
"""A gate that was paid for and did not open is its owner's for the rest of that day, not later."""


def choose_service(shop: Shop, visit: Visit, event: events.Chose) -> Step:
    """Begin with the first question of a service; who called staff long before is somebody else."""
    if event.id not in shop.services:
        return visit, ()
    if visit.call_is_old:
        visit = replace(visit, staff_called=False, call_is_old=False)
    return begin(shop, visit, event.id)


def first_code(shop: Shop, visit: Visit, event: events.CodeSeen) -> Step:
    """A code that begins a visit ends an earlier call for staff: who called may have gone.

    Else the next person's code would be kept, and could be paid with, for as long as staff need.
    """
    after, wanted = code_seen(shop, visit, event)
    begun = visit.code is None and after.code is not None
    return (replace(after, staff_called=False, call_is_old=False) if begun else after), wanted


def code_seen(shop: Shop, visit: Visit, event: events.CodeSeen) -> Step:
    """A paid ticket that was never handed out comes first; then the code serves its visit.

    Who has just paid and still holds the phone there begins nothing by it. A card comes back here
    when its PIN was right. Who came to help with a card is never taken for the one who pays: they
    begin anew if they want to. A code that was made for the machine's own counts where that is
    shown, and nowhere else.
    """
    if visit.place is not Place.SHOWING and event.code.for_offer:
        return visit, ()
    if visit.place is Place.START and event.code.resident.cti in visit.just_served:
        return visit, ()
    if event.code.kind is CredentialKind.STAFF:
        return badge_seen(shop, visit, event)
    if _carers_own(visit, event.code):
        return (visit, ()) if visit.code else (sorry(visit, "carer-alone", visit.place), ())
    if receiving.is_others(visit, event.code):
        return receiving.is_still_there(visit), ()
    if not event.code.proved:
        return ask_pin(visit, event.code)
    return _serve(shop, visit, event)


def _serve(shop: Shop, visit: Visit, event: events.CodeSeen) -> Step:
    owed = [it for it in event.code.unfulfilled if _is_owed(shop, it, event.code.scanned_at_s)]
    if owed:
        waiting = replace(owed[0], again=True)
        return replace(visit, place=Place.REPRINT, code=event.code, ticket=waiting), ()
    if event.code.used:
        return refused(visit, "already-used", visit.place, event.code)
    visit = with_code(replace(visit, touched=visit.place is not Place.START), event.code)
    if visit.place is Place.START and len(shop.services) == 1:
        return begin(shop, visit, next(iter(shop.services)))
    return (visit, ()) if visit.place is Place.START else go_on(shop, visit)


def _is_owed(shop: Shop, ticket: Ticket, now_s: int) -> bool:
    """Whether its owner's code still gets it: a gate of another stay must not open for this one."""
    service = shop.services.get(ticket.service)
    item = ticket.lines[0].item if ticket.lines else ""
    limit_s = None if service is None else service.owed_s(item)
    if limit_s is None and ticket.hand_over is HandOver.GATE:
        limit_s = GATE_OWED_S
    return limit_s is None or now_s <= ticket.time_s + limit_s


def badge_seen(_shop: Shop, visit: Visit, event: events.CodeSeen) -> Step:
    """A badge begins staff mode, where nobody is being served and the ledger can be written."""
    if event.code.kind is not CredentialKind.STAFF or visit.refusal is not None:
        return visit, ()
    if visit.place not in (Place.START, Place.OUT_OF_ORDER):
        return sorry(visit, "badge-at-start", visit.place), ()
    return ask_pin(replace(fresh(visit), setting=visit.setting), event.code)


def not_now(shop: Shop, visit: Visit, _event: object) -> Step:
    """The person has the ticket, or wants it later: go on where the code came in."""
    if visit.code is None:
        return fresh(visit), ()
    kept = replace(without_code(visit), place=place_before(shop, visit), ticket=None)
    return code_seen(shop, kept, events.CodeSeen(replace(visit.code, unfulfilled=())))


def after_thanks(shop: Shop, visit: Visit, event: object) -> Step:
    """Say goodbye; after what was owed from before go on with what was begun here."""
    return on_with_it(shop, visit) if still_begun(visit) else goodbye(shop, visit, event)


def on_with_it(shop: Shop, visit: Visit) -> Step:
    """Go on where the code came in, whatever came of the ticket that was owed from before."""
    if visit.code is None or visit.ticket is None:
        return fresh(visit), ()
    owed = tuple(it for it in visit.code.unfulfilled if it.id != visit.ticket.id)
    kept = replace(without_code(visit), place=place_before(shop, visit), ticket=None, refusal=None)
    return code_seen(shop, kept, events.CodeSeen(replace(visit.code, unfulfilled=owed)))


def code_refused(_shop: Shop, visit: Visit, event: events.CodeRefused) -> Step:
    """Say what is wrong with it; showing another goes on where the person was."""
    return refused(visit, event.reason, visit.place, event.code)


def code_after_sorry(shop: Shop, visit: Visit, event: events.CodeSeen | events.CodeRefused) -> Step:
    """Another code is as good as touching the button first.

    That of whom something is for is in view since before: it takes no refusal from who reads it.
    """
    if event.code is not None and receiving.is_others(visit, event.code):
        return visit, ()
    back, wanted = retry(shop, visit, event)
    if isinstance(event, events.CodeSeen) and _carers_own(visit, event.code):
        back = replace(back, carers=visit.carers)
    after, more = _code(shop, back, event)
    return after, wanted + more


def code_after_thanks(
    shop: Shop, visit: Visit, event: events.CodeSeen | events.CodeRefused
) -> Step:
    """The next person's code begins the next visit; of all who were here it means nothing now.

    Nor does anybody's while what was counted before an owed ticket came out waits for its owner.
    """
    if counted(visit) and still_begun(visit):
        return visit, ()
    if isinstance(event, events.CodeSeen) and (
        _same_person(visit, event.code)
        or _carers_own(visit, event.code)
        or receiving.is_others(visit, event.code)
    ):
        return visit, ()
    return _code(shop, fresh(visit), event)


def _code(shop: Shop, visit: Visit, event: events.CodeSeen | events.CodeRefused) -> Step:
    """Take a code where the person has come back to; where none is asked for it is nothing."""
    asked = visit.place in (Place.START, Place.ASKING, Place.KEYING, Place.SHOWING)
    if visit.place is Place.APPROVING:
        return approving.code(shop, visit, event)
    if visit.place is Place.RECEIVING:
        return receiving.code(shop, visit, event)
    if isinstance(event, events.CodeRefused):
        if visit.place is Place.STAFF_CARD:
            return staff_mode.refused_here(shop, visit, event)
        return code_refused(shop, visit, event) if asked else (visit, ())
    if visit.place is Place.STAFF_CARD:
        return staff_mode.shown(shop, visit, event)
    if visit.place is Place.OUT_OF_ORDER:
        return badge_seen(shop, visit, event)
    return code_seen(shop, visit, event) if asked else (visit, ())


def _same_person(visit: Visit, code: CheckedCode) -> bool:
    return visit.code is not None and visit.code.resident.cti == code.resident.cti


def _carers_own(visit: Visit, code: CheckedCode) -> bool:
    """Whether this is the phone of somebody who may help with a card shown in this visit."""
    return code.kind is CredentialKind.PHONE and code.resident.cti in visit.carers


def retry(shop: Shop, visit: Visit, _event: object) -> Step:
    """Go back to where the refusal happened, without the code if it was that.

    Who can try again from the first screen still needs their large type or their voice there.
    """
    refusal = visit.refusal
    if refusal is None or refusal.coins is CoinsFate.USED:
        return on_with_it(shop, visit) if still_begun(visit) else (fresh(visit), ())
    kept = refusal.keeps and not visit.service  # who chooses something else
    if refusal.retry is Place.START and not kept:
        return anew(visit), ()
    back = replace(visit, place=refusal.retry, refusal=None)
    back = back if refusal.keeps else without_code(back)
    stays = refusal.keeps and refusal.retry is Place.SHOWING  # there it can be changed first
    return go_on(shop, back) if back.service and not stays else (back, ())


def leave_pin(shop: Shop, visit: Visit, _event: object) -> Step:
    """Forget the card; go back to where it was shown. A badge's owner has gone again."""
    if visit.staff:
        return fresh(visit), ()
    left = replace(without_code(visit), place=place_before(shop, visit), tries_left=None)
    return go_on(shop, left) if left.service else (left, ())
