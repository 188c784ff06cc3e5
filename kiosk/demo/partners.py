"""The partners of the demo: other people's systems, by the simulators that are shipped.

What they know fits the facility file and what the scripted resident types: a car that came in some
hours ago, the courses of the list, an order that waits at the desk.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Final

from kiosk.demo.settings import Need
from kiosk.partners.simulate import (
    Car,
    Course,
    CourseSystem,
    Mall,
    MallOrder,
    ParkingSystem,
    PartnerServer,
)
from kiosk.services.parking import fee_rules_of

INSIDE_S: Final = 2 * 3600 + 600  # how long the car has been there
SEATS: Final = 12
SHELF: Final = "A-3"

Table = Mapping[str, Any]  # a service's table of a facility file, as TOML has it


@dataclass(frozen=True)
class Partner:
    """One partner that is served: ``section`` is its table in the profile."""

    server: PartnerServer
    section: Mapping[str, object]


def open_partner(
    stack: ExitStack, facility: bytes, table: Table, need: Need, typed: str, now: int
) -> Partner:
    """Serve the partner of a service on ``stack``; ``typed`` is what the resident will type."""
    parking = need is Need.PARKING
    server = _parking(facility, typed, now) if parking else _MADE[need](table, typed)
    stack.enter_context(server)
    key = server.public_key.raw.hex()
    return Partner(server, {"service": table["id"], "url": server.url, "key": key})


def _parking(facility: bytes, typed: str, now: int) -> PartnerServer:
    cars = (
        Car("stay-1", f"12가{typed}", "car", now - INSIDE_S),
        Car("stay-2", f"387나{typed}", "small", now - INSIDE_S // 2),
    )
    return ParkingSystem(fee_rules_of(facility), cars)


def _courses(table: Table, _typed: str) -> PartnerServer:
    listed: Iterable[Table] = table["course"]
    return CourseSystem(Course(each["id"], each["price_won"], SEATS) for each in listed)


def _mall(_table: Table, typed: str) -> PartnerServer:
    return Mall((MallOrder(typed, f"order-{typed}", 1, SHELF),))


_MADE: Mapping[Need, Callable[[Table, str], PartnerServer]] = {
    Need.COURSES: _courses,
    Need.MALL: _mall,
}
