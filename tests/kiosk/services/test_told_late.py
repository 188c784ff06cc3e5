"""What this kiosk has sold or handed over is known here, also before its partner heard of it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kiosk.partners.simulate import Mall, MallOrder, ParkingSystem
from kiosk.services.base import SAMPLE_BADGE, SAMPLE_TIME_S
from kiosk.services.parking_section import fee_rules_of
from tests.kiosk.services.partnered import Customer, reason
from tests.kiosk.services.places import HEAD, Books, load, person
from tests.kiosk.services.test_collect import PLACE as DESK
from tests.kiosk.services.test_parking import PLACE, car

NOW_S = SAMPLE_TIME_S


@pytest.fixture
def car_park() -> Iterator[ParkingSystem]:
    cars = [car("stay-1", 95), car("stay-2", 95, "7777")]
    with ParkingSystem(fee_rules_of((HEAD + PLACE).encode()), cars, lambda: NOW_S) as system:
        yield system


def driver(system: ParkingSystem, books: Books, digits: str = "3456") -> Customer:
    visit = Customer(load(PLACE)["parking"], system, NOW_S, books).type(digits)
    visit.choose(visit.question().options[0].id)
    return visit


def test_a_stay_that_was_paid_here_is_not_sold_again_before_its_system_knows(
    car_park: ParkingSystem,
) -> None:
    books = Books()
    paid = driver(car_park, books)
    paid.show(person())
    sold = books.write(paid.order(), person(), NOW_S)
    again = driver(car_park, books)
    again.show(person("tag1"))  # whoever comes for that car
    assert reason(again) == "already-paid"
    other = driver(car_park, books, "7777")
    assert other.show(person()).order().lines[0].item == "stay-2"
    books.entries = [replace(sold, undone=True)]
    assert driver(car_park, books).show(person()).order().lines[0].item == "stay-1"


def test_what_its_system_knows_is_told_from_the_rest_of_a_longer_stay(
    car_park: ParkingSystem,
) -> None:
    books = Books()
    paid = driver(car_park, books)
    paid.show(person())
    books.write(paid.order(), person(), NOW_S)
    paid.pay()  # and told
    late = Customer(load(PLACE)["parking"], car_park, NOW_S + 1200, books)
    car_park.now = lambda: NOW_S + 1200
    late.type("3456").choose("stay-1").show(person())
    assert 0 < late.order().worth.units < paid.order().worth.units


def handed(mall: Mall, books: Books) -> Customer:
    visit = Customer(load(DESK)["orders"], mall, NOW_S, books).type("20261121")
    visit.show(person())
    visit.known = replace(visit.known, approver=SAMPLE_BADGE)
    return visit


def test_an_order_that_was_handed_over_here_is_not_handed_over_twice() -> None:
    books = Books()
    with Mall([MallOrder("20261121", "o-17", 2, "A-3")]) as mall:
        books.write(handed(mall, books).order(), person(), NOW_S)
        assert not mall.order("20261121").collected  # nobody told it
        assert reason(handed(mall, books)) == "order-collected"
