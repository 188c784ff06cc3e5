"""A visit: one person at the machine. ``table`` tells how it works, ``state`` what it knows."""

from kiosk.visit.advancing import advance
from kiosk.visit.asking import closed_by
from kiosk.visit.keying import ready
from kiosk.visit.knowing import digits, next_ask, order, priced, question
from kiosk.visit.leftovers import LEFTOVER, leftover
from kiosk.visit.offering import offers_code
from kiosk.visit.settling import FOR_GOOD
from kiosk.visit.shops import shop_of
from kiosk.visit.state import (
    Aside,
    CoinsFate,
    News,
    Place,
    Refusal,
    Shop,
    StaffMode,
    Visit,
)
from kiosk.visit.steps import step_of

__all__ = [
    "FOR_GOOD",
    "LEFTOVER",
    "Aside",
    "CoinsFate",
    "News",
    "Place",
    "Refusal",
    "Shop",
    "StaffMode",
    "Visit",
    "advance",
    "closed_by",
    "digits",
    "leftover",
    "next_ask",
    "offers_code",
    "order",
    "priced",
    "question",
    "ready",
    "shop_of",
    "step_of",
]
