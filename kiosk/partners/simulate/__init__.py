"""Partners in software, for demonstrations and tests: they obey the contract, and can break it."""

from kiosk.partners.simulate.courses import Course, CourseSystem
from kiosk.partners.simulate.mall import Mall, MallOrder
from kiosk.partners.simulate.parking import Car, ParkingSystem
from kiosk.partners.simulate.points import Points, PointsSystem
from kiosk.partners.simulate.server import Lie, PartnerServer

__all__ = [
    "Car",
    "Course",
    "CourseSystem",
    "Lie",
    "Mall",
    "MallOrder",
    "ParkingSystem",
    "PartnerServer",
    "Points",
    "PointsSystem",
]
