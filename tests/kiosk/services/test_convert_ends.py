"""Where converting ends: at a month's turn, a kiosk's day, another rate, without a reservation."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.partners.simulate import Points, PointsSystem
from kiosk.services.base import SAMPLE_TIME_S, NotFound
from kiosk.services.hours import end_of
from schemes.money import Coins, Won
from schemes.scheme import Rate
from tests.kiosk.services.partnered import KIOSK, Customer, reason
from tests.kiosk.services.places import DAY, Books, person
from tests.kiosk.services.test_convert import (
    NUMBER,
    Clock,
    chosen,
    rules,
    service,
    shown,
    visitor,
)

MONTH_S = 31 * 86_400  # more than from any day to one of the month before


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def company(clock: Clock) -> Iterator[PointsSystem]:
    points = [Points(NUMBER, 12_345)]
    with PointsSystem(points, now=clock, kiosks=(KIOSK.public_key,)) as company:
        yield company


def test_a_month_that_has_turned_gives_up_nothing_that_was_sold(company: PointsSystem) -> None:
    books = Books()
    visit = shown(company, "all", books)
    books.write(visit.order(), person(), SAMPLE_TIME_S - MONTH_S)
    assert reason(visitor(company, books).type(NUMBER)) == "too-few-points"
    visit.pay()
    assert company.points(NUMBER) == 145


@pytest.mark.parametrize(("most", "free"), [(50, 2_345), (49, 7_345)], ids=["to it", "above"])
def test_what_a_kiosk_may_bring_in_a_day_is_told_before_points_are_kept(
    company: PointsSystem, most: int, free: int
) -> None:
    books = Books()
    books.write(shown(company, books=books).order(), person(), SAMPLE_TIME_S)
    narrow = replace(rules(), limits=replace(rules().limits, charges_kiosk_day=Coins(most)))
    visit = Customer(service(by=narrow), company, company.now(), books).type(NUMBER)
    visit.choose("five").show(person("tag1"))
    if most == 50:
        assert visit.ask() is None
    else:
        assert reason(visit) == "charge-kiosk-limit"
    assert company.free(NUMBER) == free


def test_coins_come_by_the_rate_that_was_told_or_not_at_all(
    company: PointsSystem, clock: Clock
) -> None:
    turns = replace(rules(), rates=(*rules().rates, Rate(Won(250), DAY + timedelta(days=1), "set")))
    ends_s = end_of(DAY, turns).time_s
    for before_s, until_s in ((299, ends_s), (301, ends_s - 1)):
        clock.now_s = ends_s - before_s
        visit = Customer(service(by=turns), company, clock.now_s).type(NUMBER)
        visit.choose("five").show(person())
        assert visit.order().until_s == until_s


def test_nobody_converts_what_is_not_reserved(company: PointsSystem) -> None:
    visit = chosen(company)
    with pytest.raises(NotFound, match="quote-differs"):
        visit.service.order(replace(visit.known, holder=person()), 1)
