"""Orders of a mall: found by number, handed over by staff, told to the mall, once."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kiosk.partners.simulate import Lie, Mall, MallOrder
from kiosk.services.base import SAMPLE_TIME_S, Approval, HandOver, Note, Service
from protocol.entry import EntryKind
from schemes.money import Coins
from tests.kiosk.services.partnered import Customer, reason
from tests.kiosk.services.places import load, person, refused

PLACE = """
[[service]]
kind = "collect"
id = "orders"
name = "물건 찾기"
question = "주문 번호를 눌러 주세요"
step = "주문 번호"
message = "숫자 여덟 개입니다."
places = 8
unit = "건"
parcel_name = "주문한 물건"
approval_title = "직원에게 받아 주세요"
approval_step = "직원 확인"
approval_message = "직원 카드를 댑니다."
slip_title = "물건 찾음"
slip_help = "살펴 주세요."
"""
BADGE = b"badgebdg"


@pytest.fixture
def mall() -> Iterator[Mall]:
    with Mall([MallOrder("20261121", "o-17", 2, "A-3")]) as mall:
        yield mall


def service() -> Service:
    return load(PLACE)["orders"]


def visitor(mall: Mall) -> Customer:
    return Customer(service(), mall, SAMPLE_TIME_S)


def handed(mall: Mall) -> Customer:
    visit = visitor(mall).type("20261121")
    visit.show(person())
    assert isinstance(visit.ask(), Approval)
    visit.known = replace(visit.known, approver=BADGE)
    return visit


def test_staff_approve_and_the_screen_tells_where_it_lies(mall: Mall) -> None:
    order = handed(mall).order()
    assert (order.kind, order.hand_over, order.total) == (
        EntryKind.COLLECT,
        HandOver.SCREEN,
        Coins(0),
    )
    assert order.lines[0].item == "o-17"
    assert order.notes == (
        Note("order-number", "20261121"),
        Note("parcels", 2),
        Note("shelf", "A-3"),
    )


def test_the_mall_is_told_and_nothing_is_handed_over_twice(mall: Mall) -> None:
    handed(mall).pay()
    assert mall.order("20261121").collected
    assert reason(visitor(mall).type("20261121")) == "order-collected"


def test_unknown_numbers_are_told(mall: Mall) -> None:
    assert reason(visitor(mall).type("00000001")) == "unknown-order"


def test_another_order_than_was_asked_for_is_babble(mall: Mall) -> None:
    mall.lie = Lie.FIGURES
    assert reason(visitor(mall).type("20261121")) == "partner-babbles"


def test_without_the_mall_nothing_is_handed_over(mall: Mall) -> None:
    mall.away = True
    assert reason(visitor(mall).type("20261121")) == "partner-away"


def test_a_slip_can_say_it_later() -> None:
    assert service().ticket("o-17", 1).good_for == "1건"
    assert service().hands_over("o-17") is HandOver.SCREEN


def test_an_order_number_that_is_easily_guessed_is_refused() -> None:
    key, _ = refused(PLACE.replace("places = 8", "places = 4"))
    assert key == "service.0.places"
