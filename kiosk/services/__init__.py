"""The services there are. Registering one is a line in ``REGISTRY``."""

from collections.abc import Callable
from datetime import date
from typing import Any

from kiosk.config import Section
from kiosk.services.base import Service
from kiosk.services.meal_tickets import MealTickets, MealTicketsSection
from schemes.scheme import Scheme

# kind -> (its section of a facility file, how the service is built from it). The section type of
# each row belongs to its builder, which the type system can't say of a table: hence Any.
Builder = Callable[[Any, Scheme, date], Service]
REGISTRY: dict[str, tuple[type[Section], Builder]] = {
    "meal-tickets": (MealTicketsSection, MealTickets),
}
