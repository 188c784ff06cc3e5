"""Digits on the keypad: where they are asked for, how many, and that they are taken one by one.

Leaving a place wipes what was typed there: the table sees to that for every move at once.
"""

from dataclasses import replace
from typing import Final

from kiosk import effects, events
from kiosk.payment import CheckedCode, PinState
from kiosk.visit.knowing import for_somebody_else, place_before
from kiosk.visit.leaving import Step, noted, refused
from kiosk.visit.state import Place, Shop, StaffMode, Visit
from protocol.credential import CredentialKind

CARD_DIGITS: Final = 4
BADGE_DIGITS: Final = 6
CLOCK_GROUPS: Final = (4, 2, 2, 2, 2)
"""Year, month, day, hour, minute."""


def pin_groups(code: CheckedCode) -> tuple[int, ...]:
    """Return how the digits of its PIN stand together: four for a card, twice three for a badge."""
    return (3, 3) if code.kind is CredentialKind.STAFF else (CARD_DIGITS,)


def groups(visit: Visit) -> tuple[int, ...]:
    """Return how the digits that are asked for here stand together; empty where there are none."""
    if visit.place is Place.STAFF_CLOCK:
        return CLOCK_GROUPS
    code = pin_code(visit)
    return () if code is None else pin_groups(code)


def pin_code(visit: Visit) -> CheckedCode | None:
    """Return whose PIN is asked for here, or None."""
    if visit.place is Place.PIN:
        return visit.staff.badge if visit.staff else visit.code
    if visit.place is Place.HANDED_PIN:
        return visit.handover.badge if visit.handover else None
    if visit.place in (Place.STAFF_NEW_PIN, Place.STAFF_NEW_PIN_AGAIN) and visit.staff:
        return visit.staff.shown
    return None


def full(visit: Visit) -> bool:
    """Whether every digit that is asked for was typed."""
    return len(visit.typed) == sum(groups(visit))


def typed(_shop: Shop, visit: Visit, event: events.Typed) -> Step:
    """Take a digit; one too many, or what is no digit, is nothing."""
    digit = event.digit
    if full(visit) or len(digit) != 1 or digit not in "0123456789":
        return visit, ()
    return replace(visit, typed=visit.typed + digit), ()


def erased(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Take the last digit back."""
    return replace(visit, typed=visit.typed[:-1]), ()


def ask_pin(visit: Visit, code: CheckedCode) -> Step:
    """Ask for the PIN of a card or a badge, unless it has none here or may not be tried.

    Then a card's carer can still help, if it has one. Whoever may help with a card is remembered
    for the whole visit: their own code must never pay in its place.
    """
    badge = code.kind is CredentialKind.STAFF
    if code.pin is not PinState.SET:
        return _can_not_try(visit, code)
    if badge:
        return replace(visit, place=Place.PIN, staff=StaffMode(code)), ()
    asked = replace(_with_carers(visit, code), place=Place.PIN, code=code)
    return replace(asked, tries_left=None), ()


def _can_not_try(visit: Visit, code: CheckedCode) -> Step:
    reason = "pin-blocked"
    if code.pin is PinState.NOT_SET:
        reason = "badge-pin-not-set" if code.kind is CredentialKind.STAFF else "pin-not-set"
    if code.kind is CredentialKind.CARD and code.carers:
        return ask_carer(visit, code), noted(reason, code)
    return refused(visit, reason, visit.place, code)


def ask_carer(visit: Visit, card: CheckedCode) -> Visit:
    """Ask for the code of somebody who may vouch for ``card``."""
    asked = replace(_with_carers(visit, card), place=Place.CARER, code=card)
    return replace(asked, tries_left=None)


def _with_carers(visit: Visit, card: CheckedCode) -> Visit:
    kept = for_somebody_else(visit, card)
    return replace(kept, carers=visit.carers | card.carers)


def pin_entered(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Have the PIN compared once it is whole."""
    code = pin_code(visit)
    if code is None or not full(visit):
        return visit, ()
    number = visit.checks + 1
    check = Place.PIN_CHECK if visit.place is Place.PIN else Place.HANDED_CHECK
    checking = replace(visit, place=check, checks=number)
    return checking, (effects.CheckPin(number, code, visit.typed),)


def pin_wrong(_shop: Shop, visit: Visit, event: events.PinWrong) -> Step:
    """Say how many tries are left, and take another."""
    if event.check != visit.checks:
        return visit, ()
    return replace(visit, place=Place.PIN, tries_left=event.left), ()


def pin_refused(shop: Shop, visit: Visit, event: events.PinRefused) -> Step:
    """No more tries: a carer or a desk helps. Else the card or badge has to be shown anew."""
    if event.check != visit.checks:
        return visit, ()
    code = visit.staff.badge if visit.staff else visit.code
    if code is not None and visit.staff is None and code.carers:
        known = PinState.NOT_SET if event.reason == "pin-not-set" else PinState.BLOCKED
        return ask_carer(visit, replace(code, pin=known)), noted(event.reason, code)
    left = replace(visit, staff=None, code=None)
    return refused(left, event.reason, place_before(shop, visit), code)
