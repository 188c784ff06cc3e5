"""Digits that a service asks for: of a plate, of an amount. What can't be is told at once. Pure."""

from dataclasses import replace
from typing import Final

from kiosk import events
from kiosk.visit.asking import go_on
from kiosk.visit.knowing import answered, digits
from kiosk.visit.leaving import Step
from kiosk.visit.state import Shop, Visit

ZERO, TOO_LARGE = "amount-zero", "amount-too-large"
"""What the quiet line says to digits that are not taken."""
DIGITS: Final = "0123456789"


def typed(shop: Shop, visit: Visit, event: events.Typed) -> Step:
    """Take a digit; one too many, or what is no digit, is nothing. A number begins with no zero."""
    asked = digits(shop, visit)
    if asked is None or len(event.digit) != 1 or event.digit not in DIGITS:
        return visit, ()
    after = visit.typed + event.digit
    if not asked.exact and after == "0":
        return replace(visit, told=ZERO), ()
    over = asked.most is not None and not asked.exact and int(after) > asked.most
    if over or (len(after) > asked.places and not asked.exact):
        return replace(visit, told=TOO_LARGE), ()
    return (visit if len(after) > asked.places else replace(visit, typed=after)), ()


def ready(shop: Shop, visit: Visit) -> bool:
    """Whether what was typed can be taken: all digits, or a number."""
    asked = digits(shop, visit)
    if asked is None:
        return False
    return len(visit.typed) == asked.places if asked.exact else bool(visit.typed)


def entered(shop: Shop, visit: Visit, _event: object) -> Step:
    """Take them and go on."""
    asked = digits(shop, visit)
    if asked is None or not ready(shop, visit):
        none = asked is not None and not asked.exact
        return (replace(visit, told=ZERO) if none else visit), ()
    return go_on(shop, answered(visit, asked.id, visit.typed))
