"""Coins pay what fits of a price, and no more than one payment may be."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.services.base import Terms
from kiosk.services.split import Split, split
from schemes.merchant import Merchant
from schemes.money import Coins, Won
from schemes.scheme import Rounding
from tests.kiosk.services.places import DAY, card, person, scheme

TERMS = Terms(scheme(), DAY, Merchant("hall"))


def test_whole_coins_pay_and_the_rest_is_for_another_tender() -> None:
    assert split(Won(3100), TERMS) == Split(Coins(15), Won(100))
    assert split(Won(100), TERMS) == Split(Coins(0), Won(100))


def test_coins_pay_no_more_than_one_payment_may_be() -> None:
    most = TERMS.scheme.per_transaction
    price = TERMS.scheme.worth(most, DAY) + Won(7000)
    assert split(price, TERMS) == Split(most, Won(7000))


def test_coins_pay_no_more_than_their_part() -> None:
    assert split(Won(6000), TERMS, Won(3100)) == Split(Coins(15), Won(3000))
    assert split(Won(6000), TERMS, Won(9000)) == Split(Coins(30), Won(0))


def test_a_card_pays_no_more_than_its_day_and_a_phone_what_one_payment_may_be() -> None:
    price = Won(12_000)
    day = TERMS.scheme.stand_in.card_day
    assert day < TERMS.scheme.per_transaction
    by_card = split(price, TERMS, holder=card())
    assert by_card == Split(day, price - TERMS.scheme.worth(day, DAY))
    assert split(price, TERMS, holder=person()) == split(price, TERMS) == Split(Coins(60), Won(0))
    assert split(Won(3000), TERMS, holder=card()) == Split(Coins(15), Won(0))
    assert split(price, TERMS, Won(2000), card()).coins == Coins(10)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 200_000).map(Won),
    st.none() | st.integers(0, 200_000).map(Won),
    st.sampled_from(Rounding),
)
def test_nobody_pays_more_than_the_price_but_for_a_coin_that_is_rounded_up(
    won: Won, part: Won | None, rounding: Rounding
) -> None:
    terms = replace(TERMS, scheme=replace(TERMS.scheme, rounding=rounding))
    found = split(won, terms, part)
    paid = terms.scheme.worth(found.coins, DAY) + found.rest
    more = terms.scheme.rate_on(DAY) if rounding is Rounding.UP else Won(1)
    assert won <= paid < won + more
    assert Coins(0) <= found.coins <= terms.scheme.per_transaction
