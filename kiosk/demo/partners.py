"""The partners of the demo: other people's systems, by the simulators that are shipped.

What they know fits the facility file and what the scripted resident types: a car that came in some
hours ago, the courses of the list, an order that waits at the desk, points that were collected.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, Final

from kiosk.demo.settings import KindSettings, Need
from kiosk.partners.simulate import (
    Car,
    Course,
    CourseSystem,
    Mall,
    MallOrder,
    ParkingSystem,
    PartnerServer,
    Points,
    PointsSystem,
)
from kiosk.services.parking_section import fee_rules_of

INSIDE_S: Final = 2 * 3600 + 600  # how long the car has been there
SEATS: Final = 12
SHELF: Final = "A-3"
POINTS: Final = 12_300

Table = Mapping[str, Any]  # a service's table of a facility file, as TOML has it


@dataclass(frozen=True)
class Wanted:
    """One service of the facility: its table, what its kind needs, the facility file's bytes."""

    table: Table
    kind: KindSettings
    facility: bytes = field(repr=False)


@dataclass(frozen=True)
class Partner:
    """One partner that is served: ``section`` is its table in the profile."""

    server: PartnerServer
    section: Mapping[str, object]


def open_partner(stack: ExitStack, wanted: Wanted, need: Need, now: int) -> Partner:
    """Serve the partner of a service on ``stack``; ``now`` in epoch seconds."""
    server = _MADE[need](wanted, now)
    stack.enter_context(server)
    key = server.public_key.raw.hex()
    return Partner(server, {"service": wanted.table["id"], "url": server.url, "key": key})


def _parking(wanted: Wanted, now: int) -> PartnerServer:
    """Cars of the first two kinds, which came in one after the other."""
    kinds = (each["id"] for each in wanted.table["car"])
    cars = (
        Car(f"stay-{number}", f"{plate}{wanted.kind.typed}", kind, now - INSIDE_S // number)
        for number, (plate, kind) in enumerate(zip(wanted.kind.plates, kinds, strict=False), 1)
    )
    return ParkingSystem(fee_rules_of(wanted.facility), cars)


def _courses(wanted: Wanted, _now: int) -> PartnerServer:
    listed: Iterable[Table] = wanted.table["course"]
    return CourseSystem(Course(each["id"], each["price_won"], SEATS) for each in listed)


def _mall(wanted: Wanted, _now: int) -> PartnerServer:
    typed = wanted.kind.typed
    return Mall((MallOrder(typed, f"order-{typed}", 1, SHELF),))


def _points(wanted: Wanted, _now: int) -> PartnerServer:
    points = Points(wanted.kind.typed, POINTS)
    return PointsSystem((points,), wanted.table.get("won_per_point", 1))


_MADE: Mapping[Need, Callable[[Wanted, int], PartnerServer]] = {
    Need.PARKING: _parking,
    Need.COURSES: _courses,
    Need.MALL: _mall,
    Need.POINTS: _points,
}
