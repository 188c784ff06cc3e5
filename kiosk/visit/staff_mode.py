"""Staff mode: what somebody with a badge can do at the machine. Pure, like the rest of a visit.

A badge and its PIN lead to the menu; every piece of work ends there again, and silence ends the
mode. What staff do to the ledger goes out as an effect that names the badge.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from kiosk import effects, events
from kiosk.payment import CheckedCode, PinState
from kiosk.visit import settling
from kiosk.visit.keypad import full
from kiosk.visit.leaving import Step, fresh, refused, sorry
from kiosk.visit.state import Place, Shop, StaffMode, Visit
from protocol.credential import CredentialKind
from protocol.entry import ClockState

CARD, OWED, CLOCK, STATE = "card", "owed", "clock", "state"
"""The choices of the menu."""
PIN, UNBLOCK = "pin", "unblock"
"""The choices for a card or badge that was shown."""
PRINTED: Final = "printed"
BAD_CLOCKS: Final = (ClockState.UNKNOWN, ClockState.STAFF_SET)
"""When staff may set the clock: a trusted one is nobody's to change."""


def menu(visit: Visit, said: str = "") -> Step:
    """Show what can be done, and look how the machine is. ``said`` names what was just done."""
    if visit.staff is None:
        return visit, ()
    number = visit.checks + 1
    here = replace(visit.staff, shown=None, doing="", said=said, clock="")
    shown = replace(
        visit, place=Place.STAFF, staff=here, ticket=None, page=1, tries_left=None, checks=number
    )
    return shown, (effects.AskForStaff(number),)


def to_menu(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Leave the work at hand."""
    return menu(visit)


def knows(_shop: Shop, visit: Visit, event: events.StaffKnows) -> Step:
    """Take what was found, wherever staff are by now."""
    if visit.staff is None:
        return visit, ()
    return replace(visit, staff=replace(visit.staff, facts=event.facts)), ()


def choices(staff: StaffMode) -> tuple[str, ...]:
    """Return what the menu offers now."""
    facts = staff.facts
    offered = {
        CARD: True,
        OWED: facts is not None and bool(facts.owed),
        CLOCK: facts is not None and facts.clock in BAD_CLOCKS,
        STATE: facts is not None,
    }
    return tuple(name for name, there in offered.items() if there)


def choices_for(shown: CheckedCode) -> tuple[str, ...]:
    """Return what can be done with a card or badge: too many wrong tries are forgiven."""
    return (PIN, UNBLOCK) if shown.pin is PinState.BLOCKED else (PIN,)


def choose(_shop: Shop, visit: Visit, event: events.Chose) -> Step:
    """Begin a piece of work."""
    places = {
        CARD: Place.STAFF_CARD,
        OWED: Place.STAFF_OWED,
        CLOCK: Place.STAFF_CLOCK,
        STATE: Place.STAFF_STATE,
    }
    if visit.staff is None or event.id not in choices(visit.staff):
        return visit, ()
    return replace(visit, place=places[event.id], staff=replace(visit.staff, said="")), ()


def shown(_shop: Shop, visit: Visit, event: events.CodeSeen) -> Step:
    """A card or badge to work on; a phone has no PIN here."""
    if visit.staff is None:
        return visit, ()
    if event.code.kind is CredentialKind.PHONE:
        return sorry(visit, "phone-at-desk", Place.STAFF_CARD), ()
    here = replace(visit.staff, shown=event.code)
    return replace(visit, place=Place.STAFF_SHOWN, staff=here), ()


def refused_here(_shop: Shop, visit: Visit, event: events.CodeRefused) -> Step:
    """Say what is wrong with it, and go on with staff mode."""
    return refused(visit, event.reason, Place.STAFF_CARD, event.code)


def choose_for_card(_shop: Shop, visit: Visit, event: events.Chose) -> Step:
    """Set its PIN, or forgive the wrong tries."""
    staff = visit.staff
    if staff is None or staff.shown is None or event.id not in choices_for(staff.shown):
        return visit, ()
    if event.id == PIN:
        return replace(visit, place=Place.STAFF_NEW_PIN), ()
    card, badge = staff.shown, staff.badge
    return _write(visit, UNBLOCK, lambda number: effects.UnblockPin(number, card, badge))


def new_pin(_shop: Shop, visit: Visit, _event: object) -> Step:
    """The same once more, so that nobody sets what they did not mean."""
    if not full(visit):
        return visit, ()
    return replace(visit, place=Place.STAFF_NEW_PIN_AGAIN, typed_before=visit.typed), ()


def new_pin_again(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Both alike: have it written. Else from the start."""
    staff = visit.staff
    if staff is None or staff.shown is None or not full(visit):
        return visit, ()
    if visit.typed != visit.typed_before:
        again = replace(staff, said="pins-differ")
        return replace(visit, place=Place.STAFF_NEW_PIN, staff=again), ()
    card, badge, pin = staff.shown, staff.badge, visit.typed
    return _write(visit, PIN, lambda number: effects.SetPin(number, card, badge, pin))


def back_to_card(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Back to what can be done with it."""
    if visit.staff is None:
        return visit, ()
    return replace(visit, place=Place.STAFF_SHOWN, staff=replace(visit.staff, said="")), ()


def back_to_new_pin(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Type the new PIN anew."""
    return replace(visit, place=Place.STAFF_NEW_PIN), ()


def clock_entered(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Have the clock set to what was typed; the same once more means it, however far it is."""
    staff = visit.staff
    if staff is None or not full(visit):
        return visit, ()
    badge, digits, again = staff.badge, visit.typed, visit.typed == staff.clock
    typed = replace(visit, staff=replace(staff, clock=digits))
    return _write(typed, CLOCK, lambda number: effects.SetClock(number, digits, badge, again))


def choose_owed(shop: Shop, visit: Visit, event: events.Chose) -> Step:
    """Print a ticket for an owner who can't show the code that paid it."""
    facts = visit.staff.facts if visit.staff else None
    chosen = [one for one in facts.owed if one.id.hex() == event.id] if facts else []
    if not chosen:
        return visit, ()
    return settling.prepare(shop, replace(visit, ticket=replace(chosen[0], again=True)))


def turn_page(_shop: Shop, visit: Visit, event: events.TurnedPage) -> Step:
    """Look at other tickets or devices; the presenter shows the last page for any past it."""
    facts = visit.staff.facts if visit.staff else None
    most = max(len(facts.owed), len(facts.devices) + 1) if facts else 1
    page = visit.page + 1 if event.forward else visit.page - 1
    return replace(visit, page=min(max(page, 1), most)), ()


def printed(shop: Shop, visit: Visit, event: events.Printed) -> Step:
    """The ticket lies there: staff hand it over and go on, anybody else is thanked."""
    return menu(visit, PRINTED) if visit.staff else settling.printed(shop, visit, event)


def done(_shop: Shop, visit: Visit, event: events.StaffDone) -> Step:
    """It is written: say so at the menu."""
    if visit.staff is None or event.check != visit.checks:
        return visit, ()
    return menu(visit, said=visit.staff.doing)


def not_done(_shop: Shop, visit: Visit, event: events.StaffRefused) -> Step:
    """Say why; a time that can't be is typed anew."""
    if visit.staff is None or event.check != visit.checks:
        return visit, ()
    anew = visit.staff.doing == CLOCK and event.reason != "clock-known"
    retry = Place.STAFF_CLOCK if anew else Place.STAFF
    return sorry(visit, event.reason, retry), ()


def leave(_shop: Shop, visit: Visit, _event: object) -> Step:
    """End staff mode."""
    return fresh(visit), ()


def _write(visit: Visit, doing: str, effect: Callable[[int], effects.Effect]) -> Step:
    if visit.staff is None:
        return visit, ()
    number = visit.checks + 1
    here = replace(visit.staff, doing=doing, said="")
    return replace(visit, place=Place.STAFF_WAIT, staff=here, checks=number), (effect(number),)
