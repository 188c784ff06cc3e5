"""A yearly fee: coins pay all of it or their part, and the receipt says until when."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.services.base import HandOver, Note
from kiosk.services.hours import end_of
from protocol.entry import EntryKind
from schemes.money import Coins, Won
from tests.kiosk.services.places import DAY, Visitor, load, person, refused, scheme, why_not

FEES = """
[[service]]
kind = "yearly-fee"
id = "fee"
name = "연회비"
question = "어떤 회비를 내실까요?"
step = "회비 고르기"
unit = "명"
slip_title = "회비 영수증"
slip_help = "가입 창구에 보여 주세요."
valid_label = "쓸 수 있는 날"
[[service.fee]]
id = "toys"
name = "장난감 회원"
price_won = 10000
valid = "낸 날부터 1년"
[[service.fee]]
id = "whole"
name = "가족 회원"
price_won = 30050
coins_most = 100
runs = "calendar-year"
valid = "올해 말일까지"
[[service.fee]]
id = "odd"
name = "두 자녀 회원"
price_won = 5050
valid = "낸 날부터 1년"
only_for = [2]
"""
DESK = load(FEES)["fee"]


def test_a_fee_is_paid_in_coins_and_printed() -> None:
    order = Visitor(DESK).choose("toys").show(person()).order(3)
    assert (order.kind, order.hand_over, order.quantity) == (EntryKind.SPEND, HandOver.PRINT, 1)
    assert (order.total, order.rest) == (Coins(50), Won(0))
    assert order.notes == (Note("valid-until", end_of(date(2027, 11, 20), scheme())),)
    words = DESK.ticket("toys", 1)
    assert (words.title, words.rows) == ("회비 영수증", (("쓸 수 있는 날", "낸 날부터 1년"),))
    assert DESK.ticket("gone", 1).rows == ()


def test_coins_pay_the_part_that_the_file_names_and_the_rest_is_left() -> None:
    order = Visitor(DESK).choose("whole").show(person()).order()
    assert (order.total, order.worth, order.rest) == (Coins(100), Won(30050), Won(10050))
    year_end = end_of(date(2026, 12, 31), scheme())
    assert order.notes == (Note("fee", Won(30050)), Note("valid-until", year_end))


def test_a_fee_above_what_one_payment_may_be_leaves_the_rest_of_it() -> None:
    desk = load(FEES.replace("price_won = 10000", "price_won = 20200"))["fee"]
    order = Visitor(desk).choose("toys").show(person()).order()
    assert (order.total, order.rest) == (scheme().per_transaction, Won(200))


def test_a_price_of_no_whole_coins_leaves_the_rest_of_it() -> None:
    order = Visitor(DESK).choose("odd").show(person("tag0", 2)).order()
    assert (order.total, order.rest) == (Coins(25), Won(50))
    assert why_not(Visitor(DESK).choose("odd").show(person())) == "not-entitled"


@settings(max_examples=50, deadline=None)
@given(price=st.integers(200, 60_000), most=st.integers(1, 100))
def test_coins_and_rest_are_the_price(price: int, most: int) -> None:
    text = FEES[: FEES.rindex("[[service.fee]]")].replace(
        "price_won = 30050", f"price_won = {price}"
    )
    fee = load(text.replace("coins_most = 100", f"coins_most = {most}"))["fee"]
    order = Visitor(fee).choose("whole").show(person()).order()
    assert scheme().worth(order.total, DAY) + order.rest == Won(price)
    assert Coins(0) < order.total <= Coins(most)


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ("price_won = 10000", "price_won = 100", "service.0", "fee.0.price_won"),
        ('runs = "calendar-year"', 'runs = "for ever"', "service.0.fee.1.runs", "one-year"),
        ('id = "odd"', 'id = "toys"', "service.0", "toys is there twice"),
        ('valid_label = "쓸 수 있는 날"\n', "", "service.0.valid_label", "required"),
    ],
)
def test_bad_data_is_refused_by_key_and_reason(old: str, new: str, key: str, reason: str) -> None:
    assert old in FEES
    refused_key, said = refused(FEES.replace(old, new))
    assert refused_key == key
    assert reason in said
