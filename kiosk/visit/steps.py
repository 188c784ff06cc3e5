"""Which step of how many a person is at, for the bar that tells it."""

from typing import Final

from kiosk.services.base import STEPS_AFTER_QUESTIONS
from kiosk.visit.knowing import PLACE_OF, answers_given, where
from kiosk.visit.state import Place, Shop, Visit

BEFORE_CODE: Final = (Place.START, Place.LANGUAGE, *PLACE_OF.values())
"""Where a step of its own may be; asked after a code, it belongs to the confirmation."""


def step_of(shop: Shop, visit: Visit) -> tuple[int, int]:
    """Return the number of the step the person is at, and of how many.

    Questions, code, confirmation, ticket: what is looked up, approved, or asked once the code is
    known belongs to the confirmation.
    """
    asks = shop.services[visit.service].questions() if visit.service else 1
    place, asking = where(visit), answers_given(visit) + 1
    if place in BEFORE_CODE and (asking <= asks or visit.code is None):
        return min(asking, max(asks, 1)), asks + STEPS_AFTER_QUESTIONS
    after = {
        Place.SHOWING: 1,
        Place.PIN: 1,
        Place.PIN_CHECK: 1,
        Place.CARER: 1,
        Place.FULFILLING: STEPS_AFTER_QUESTIONS,
        Place.THANKS: STEPS_AFTER_QUESTIONS,
        Place.TOLD: STEPS_AFTER_QUESTIONS,
    }.get(place, 2)
    return asks + after, asks + STEPS_AFTER_QUESTIONS
