"""A visit: one person at the machine. ``table`` tells how it works, ``state`` what it knows."""

from kiosk.visit.settling import FOR_GOOD
from kiosk.visit.state import (
    Aside,
    CoinsFate,
    News,
    Place,
    Refusal,
    Shop,
    StaffMode,
    Visit,
    order,
    question,
)
from kiosk.visit.table import advance

__all__ = [
    "FOR_GOOD",
    "Aside",
    "CoinsFate",
    "News",
    "Place",
    "Refusal",
    "Shop",
    "StaffMode",
    "Visit",
    "advance",
    "order",
    "question",
]
