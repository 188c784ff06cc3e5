"""Staff take a visit over: who called for help is helped where they are. Pure.

A badge that is shown after the call, and its PIN, lead to a page that says where the visit stands.
Nothing of the visit is touched meanwhile: it goes on with the very same payment, or it is ended and
what is held is given back. The badge pays nothing; a ticket that is owed may be printed by it. A
wrong PIN, a blocked badge or silence give the resident their place back.
"""

from dataclasses import replace
from typing import Final

from kiosk import events
from kiosk.effects import Effect, StaffCame
from kiosk.payment import PinState
from kiosk.speech.words import LANGUAGE
from kiosk.visit import settling
from kiosk.visit.leaving import Step, fresh, goodbye, noted, voided
from kiosk.visit.state import CoinsFate, Handover, Place, Shop, Visit
from protocol.credential import CredentialKind

GO_ON, PRINT, END = "go-on", "print", "end"
"""What staff can do with the visit."""
BLOCKED, NOT_SET, NOT_NOW = "badge-blocked", "badge-not-set", "badge-not-now"
"""What the quiet line says to whoever's badge could not take it over."""
ENDED: Final = "ended-by-staff"
HELPED_AT: Final = (
    Place.ASKING,
    Place.KEYING,
    Place.RECEIVING,
    Place.COUNTING,
    Place.SHOWING,
    Place.PIN,
    Place.CARER,
    Place.CONFIRMING,
    Place.THANKS,
    Place.TOLD,
    Place.SORRY,
    Place.REPRINT,
)
"""Where somebody is in the middle of something; at the first screen only with a code.

Where a badge is asked for to approve, it approves.
"""


def begins(visit: Visit, event: events.Event) -> bool:
    """Whether this is a badge that was called for, in a visit that staff can take over."""
    if not isinstance(event, events.CodeSeen) or event.code.kind is not CredentialKind.STAFF:
        return False
    here = visit.place in HELPED_AT
    with_code = visit.place in (Place.START, Place.LANGUAGE) and visit.code is not None
    return visit.staff_called and visit.staff is None and (here or with_code)


def badge_shown(_shop: Shop, visit: Visit, event: events.CodeSeen) -> Step:
    """Ask for the badge's PIN, in the language of the staff and without a voice.

    The ears at a headset are the resident's, and the keys are those of the badge's PIN.
    """
    if event.code.pin is not PinState.SET:
        blocked = event.code.pin is PinState.BLOCKED
        reason = "pin-blocked" if blocked else "badge-pin-not-set"
        return replace(visit, told=BLOCKED if blocked else NOT_SET), noted(reason, event.code)
    taken = Handover(event.code, visit.place, visit.setting, visit.tries_left)
    for_staff = replace(visit.setting, voice=False, language=LANGUAGE)
    asked = replace(visit, place=Place.HANDED_PIN, handover=taken, setting=for_staff)
    return replace(asked, tries_left=None), ()


def pin_right(_shop: Shop, visit: Visit, event: events.PinRight) -> Step:
    """Show staff where the visit stands."""
    if event.check != visit.checks:
        return visit, ()
    return replace(visit, place=Place.HANDED, tries_left=None), (StaffCame(),)


def pin_wrong(_shop: Shop, visit: Visit, event: events.PinWrong) -> Step:
    """Say how many tries are left, and take another."""
    if event.check != visit.checks:
        return visit, ()
    return replace(visit, place=Place.HANDED_PIN, tries_left=event.left), ()


def pin_refused(_shop: Shop, visit: Visit, event: events.PinRefused) -> Step:
    """No more tries with this badge; the resident goes on."""
    if event.check != visit.checks or visit.handover is None:
        return visit, ()
    told = BLOCKED if event.reason == "pin-blocked" else NOT_SET
    return given_back(visit, told), noted(event.reason, visit.handover.badge)


def back(_shop: Shop, visit: Visit, _event: object) -> Step:
    """The badge's owner has gone again: the resident is where they were."""
    return given_back(visit), ()


def given_back(visit: Visit, told: str = "") -> Visit:
    """Return the visit to the resident, as it was when the badge came."""
    taken = visit.handover
    if taken is None:
        return visit
    own = replace(visit, place=taken.place, setting=taken.setting, tries_left=taken.tries_left)
    return replace(own, handover=None, told=told)


def choices(visit: Visit) -> tuple[str, ...]:
    """Return what staff can do with it."""
    return (GO_ON, PRINT, END) if owes_ticket(visit) else (GO_ON, END)


def owes_ticket(visit: Visit) -> bool:
    """Whether a ticket was paid in this visit, or before it, and has not come out."""
    came_out = visit.handover is not None and visit.handover.place is Place.THANKS
    return visit.ticket is not None and not came_out


def coins(visit: Visit) -> CoinsFate:
    """Return what staff are told of the resident's coins."""
    if visit.ticket is not None:
        return CoinsFate.USED
    return visit.refusal.coins if visit.refusal else CoinsFate.SAFE


def choose(shop: Shop, visit: Visit, event: events.Chose) -> Step:
    """Do it."""
    if event.id not in choices(visit):
        return visit, ()
    if event.id == GO_ON:
        return replace(given_back(visit), staff_called=False), ()
    return _print(shop, visit) if event.id == PRINT else _end(shop, visit, ENDED)


def leave(shop: Shop, visit: Visit, _event: object) -> Step:
    """The button for the first screen ends the resident's visit, as at their own place."""
    return _end(shop, visit, "left")


def _print(shop: Shop, visit: Visit) -> Step:
    """Hand over what is owed, by the word of the badge: the way of every paid ticket."""
    if visit.ticket is None or visit.handover is None:
        return visit, ()
    owed = replace(visit, ticket=replace(visit.ticket, again=True), refusal=None)
    return settling.prepare(shop, replace(owed, setting=visit.handover.setting))


def _end(shop: Shop, visit: Visit, reason: str) -> Step:
    own = given_back(visit)
    if own.place is Place.THANKS:
        return goodbye(shop, own, None)
    return fresh(own), _held(own, reason)


def _held(own: Visit, reason: str) -> tuple[Effect, ...]:
    """Only before a person agrees is a payment held; afterwards it is spent, or void already."""
    return voided(own, reason) if own.place is Place.CONFIRMING else ()
