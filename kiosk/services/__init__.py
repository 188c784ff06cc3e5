"""The services there are. Registering one is a line in ``REGISTRY``."""

from collections.abc import Callable
from typing import Any

from kiosk.config import Section
from kiosk.services.base import Service, Terms
from kiosk.services.meal_tickets import MealTickets, MealTicketsSection

# kind -> (its section of a facility file, how the service is built from it). The section type of
# each row belongs to its builder, which the type system can't say of a table: hence Any.
Builder = Callable[[Any, Terms], Service]
REGISTRY: dict[str, tuple[type[Section], Builder]] = {
    "meal-tickets": (MealTicketsSection, MealTickets),
}
