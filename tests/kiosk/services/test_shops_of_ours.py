"""The shops and desks that are shipped do what the press tells of their currencies."""

import pytest

from kiosk.demo.facilities import find
from kiosk.facility import Facility, load_facility
from kiosk.services.base import Known, MachineCount, Note, Order
from schemes.money import Coins, Won
from tests.kiosk.services.places import DAY, person


def shipped(stem: str) -> Facility:
    found = find(stem)
    return load_facility(found.file.read_bytes(), found.file.name, found.currency(), DAY)


def bought(stem: str, **answers: str) -> Order:
    service = next(iter(shipped(stem).services.values()))
    known = Known(answers, {"room": (0,), "count": MachineCount(30, "m-1")})
    assert service.ask(known) is None
    return service.order(known, 1)


def test_a_stall_in_a_market_gives_three_percent_more_and_the_sale_of_the_month() -> None:
    order = bought("daejeon-market-shop", amount="10000")
    assert order.total == Coins(10_000)
    assert order.reward == Coins(1000 + 300 + 500)


def test_a_merchant_of_the_city_takes_its_own_discount_off_before_cashback() -> None:
    order = bought("cheongju-discount-shop", amount="10000")
    assert order.total == Coins(9000)
    assert order.notes == (Note("list-price", Won(10_000)), Note("discount", Won(1000)))
    assert order.reward == Coins(900)


def test_a_carbon_zero_shop_takes_coins_and_a_card_and_gives_coins_for_bottles() -> None:
    assert shipped("carbon-zero-shop").shown_code
    order = bought("carbon-zero-shop", amount="12000", earn="transparent-bottles")
    assert (order.total, order.rest) == (Coins(15), Won(9000))
    assert order.also is not None
    assert order.also.total == Coins(3)


@pytest.mark.parametrize("field", ["toy-donation", "childcare-rental"])
def test_a_toy_clinic_gives_a_coin_each_once_staff_have_seen_it(field: str) -> None:
    service = shipped("toy-clinic").services["earning"]
    asked = service.ask(Known({"field": field}, {"today": (0, 0)}, person()))
    assert asked is not None
    assert asked.id == "approval"
    assert service.order(Known({"field": field}), 2).total == Coins(2)
